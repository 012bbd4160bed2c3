// The .trichion file: what goes into the zip, and what is checked when it comes out.
#include "core/io/project_file.h"

#include "core/base/hash.h"
#include "core/io/document_json.h"
#include "core/io/scan_bytes.h"
#include "core/io/zip_archive.h"
#include "core/model/limits.h"

#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <system_error>

namespace trichion {
namespace {

constexpr const char* kDocumentEntry = "document.json";
constexpr const char* kScanEntry = "head/scan.bin";
constexpr const char* kPictureEntry = "head/picture";  // with its format as extension
constexpr const char* kThumbnailEntry = "thumbnail.png";

// Far above any real project, far below what would hurt: a zip can claim anything.
constexpr std::uint64_t kMostFileBytes = 1ull << 30;
constexpr std::uint64_t kMostDocumentBytes = 32ull << 20;  // twelve versions, each agreed, of 2000 points: 21 MB
constexpr std::uint64_t kMostScanBytes = 256ull << 20;
constexpr std::uint64_t kMostPictureBytes = 128ull << 20;

std::vector<std::byte> bytes_of(const std::string& text) {
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

tl::unexpected<Error> unreadable(const std::filesystem::path& path, const Error& error) {
    return fail(error.code, fmt::format("{} {}.", path.string(), error.message));
}

Result<std::vector<std::byte>> read_project_bytes(const std::filesystem::path& path) {
    Result<std::vector<std::byte>> bytes = read_file_whole(path, kMostFileBytes);
    if (!bytes) return bytes;
    if (bytes->empty())
        return fail(ErrorCode::ReadFailed, fmt::format("{} is empty: there is no design in it.", path.string()));
    if (bytes->size() < 4 || std::memcmp(bytes->data(), "PK\3\4", 4) != 0)
        return fail(ErrorCode::UnsupportedFormat,
                    fmt::format("{} is not a Trichion project; give a .trichion file.", path.string()));
    return bytes;
}

Result<ZipReader> open_zip(const std::filesystem::path& path, const std::vector<std::byte>& bytes) {
    Result<ZipReader> zip = ZipReader::open(bytes);
    if (zip) return zip;
    return fail(ErrorCode::ReadFailed,
                fmt::format("{} is damaged: its end is missing or spoilt; use a copy of it.", path.string()));
}

Result<std::vector<std::byte>> needed(const ZipReader& zip, const std::string& name, std::uint64_t most) {
    auto entry = zip.read(name, most);
    if (!entry) return fail(entry.error().code, "is damaged: " + entry.error().message + "; use a copy of it");
    if (!*entry) return fail(ErrorCode::ReadFailed, "is damaged: " + name + " is missing from it; use a copy of it");
    return std::move(**entry);
}

Result<SkinMesh> read_scan(const ZipReader& zip, const std::string& picture_format) {
    const auto bytes = needed(zip, kScanEntry, kMostScanBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    Result<SkinMesh> scan = scan_from_bytes(*bytes);
    if (!scan) return fail(ErrorCode::ReadFailed, "is damaged: its scan cannot be used since " + scan.error().message);
    if (picture_format.empty()) return scan;
    auto picture = needed(zip, fmt::format("{}.{}", kPictureEntry, picture_format), kMostPictureBytes);
    if (!picture) return tl::unexpected(picture.error());
    scan->picture = std::move(*picture);
    scan->picture_format = picture_format;
    return scan;
}

/// Messages are ends of sentences that begin with the file's name.
Result<Project> read_project(const ZipReader& zip) {
    auto text = zip.read(kDocumentEntry, kMostDocumentBytes);
    if (!text) return fail(text.error().code, "is damaged: " + text.error().message + "; use a copy of it");
    if (!*text) return fail(ErrorCode::UnsupportedFormat, "is a zip file, but not a Trichion project");
    const auto& bytes = **text;
    auto parsed = document_from_json(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    if (!parsed) return tl::unexpected(parsed.error());
    Document document = std::move(parsed->document);
    if (!document.head->is_built_in) {
        Result<SkinMesh> scan = read_scan(zip, parsed->scan_picture_format);
        if (!scan) return tl::unexpected(scan.error());
        HeadReference head = *document.head;
        head.scan = std::move(*scan);
        document.head = std::move(head);
    }
    if (const Result<void> checked = check_document(document); !checked) {
        std::string reason = checked.error().message;
        reason.pop_back();  // its full stop: the sentence goes on
        return fail(ErrorCode::ReadFailed, "is damaged: " + reason);
    }
    return Project{std::move(document), std::move(parsed->places)};
}

}  // namespace

std::uint64_t surface_key(const Surface& measuring) {
    return hash_bytes(std::as_bytes(std::span(measuring.mesh().triangles)));
}

Result<void> save_project(const Document& document, const Image& thumbnail, const std::filesystem::path& path,
                          const std::optional<OutlinePlaces>& places) {
    if (const Result<void> checked = check_document(document); !checked)
        return fail(ErrorCode::InvalidInput, fmt::format("Cannot save {}: {}", path.string(), checked.error().message));
    std::vector<ZipEntry> entries;
    entries.push_back({kDocumentEntry, bytes_of(document_to_json(document, places))});
    if (!document.head->is_built_in) {
        const SkinMesh& scan = *document.head->scan;
        entries.push_back({kScanEntry, scan_to_bytes(scan)});
        if (entries.back().bytes.size() > kMostScanBytes || scan.picture.size() > kMostPictureBytes)
            return fail(ErrorCode::WriteFailed,
                        fmt::format("Cannot save {}: its scan or the scan's picture is too large; use a coarser scan.",
                                    path.string()));
        if (!scan.picture.empty())
            entries.push_back({fmt::format("{}.{}", kPictureEntry, scan.picture_format), scan.picture, false});
    }
    if (!thumbnail.empty()) entries.push_back({kThumbnailEntry, encode_png(thumbnail), false});
    const auto bytes = zip_to_bytes(entries);
    if (!bytes) return tl::unexpected(bytes.error());
    return write_file_whole(path, *bytes);
}

Result<Project> load_project_with_places(const std::filesystem::path& path) {
    const auto bytes = read_project_bytes(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const Result<ZipReader> zip = open_zip(path, *bytes);
    if (!zip) return tl::unexpected(zip.error());
    Result<Project> project = read_project(*zip);
    if (!project) return unreadable(path, project.error());
    return project;
}

Result<Document> load_project(const std::filesystem::path& path) {
    Result<Project> project = load_project_with_places(path);
    if (!project) return tl::unexpected(project.error());
    return std::move(project->document);
}

Result<Image> load_thumbnail(const std::filesystem::path& path) {
    const auto bytes = read_project_bytes(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const Result<ZipReader> zip = open_zip(path, *bytes);
    if (!zip) return tl::unexpected(zip.error());
    const auto png = zip->read(kThumbnailEntry, kMostPictureBytes);
    if (!png || !*png) return fail(ErrorCode::NotFound, fmt::format("{} has no thumbnail.", path.string()));
    return decode_image(**png, 3);
}

Result<std::vector<std::byte>> read_file_whole(const std::filesystem::path& path, std::uint64_t most_bytes) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return fail(ErrorCode::NotFound, fmt::format("There is no file {}.", path.string()));
    if (!std::filesystem::is_regular_file(status))
        return fail(ErrorCode::ReadFailed, fmt::format("{} is a folder or a device, not a file.", path.string()));
    const auto size = std::filesystem::file_size(path, error);
    constexpr std::uint64_t kMegabyte = 1 << 20;
    if (error || size > most_bytes)
        return fail(ErrorCode::ReadFailed,
                    fmt::format("{} is larger than the {} allowed.", path.string(),
                                most_bytes < kMegabyte ? fmt::format("{} kB", most_bytes >> 10) : fmt::format("{} MB", most_bytes >> 20)));
    std::ifstream in(path, std::ios::binary);
    std::vector<std::byte> bytes(size);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (!in) return fail(ErrorCode::ReadFailed, fmt::format("{} cannot be read; look at its permissions.", path.string()));
    return bytes;
}

}  // namespace trichion
