// libzip, held to fixed dates and attributes on the way out and to limits on the way in.
#include "core/io/zip_archive.h"

#include <fmt/format.h>
#include <memory>
#include <utility>
#include <zip.h>

namespace trichion {
namespace {

constexpr std::uint16_t kDosTime = 0;                   // 00:00:00
constexpr std::uint16_t kDosDate = (0 << 9) | (1 << 5) | 1;  // 1980-01-01, the first a zip can hold
constexpr int kFastDeflate = 1;  // a 2-million-triangle scan in 1 s; better levels save 5 % of it

tl::unexpected<Error> refused(const char* what) {
    return fail(ErrorCode::WriteFailed, fmt::format("Cannot pack the project: {}.", what));
}

bool add(zip_t* archive, const ZipEntry& entry) {
    zip_source_t* source = zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
    if (!source) return false;
    const zip_int64_t index = zip_file_add(archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    const auto at = static_cast<zip_uint64_t>(index);
    const int method = entry.is_compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    return zip_set_file_compression(archive, at, method, entry.is_compressed ? kFastDeflate : 0) == 0 &&
           zip_file_set_dostime(archive, at, kDosTime, kDosDate, 0) == 0 &&
           zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, 0100644u << 16) == 0;
}

struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

Result<std::vector<std::byte>> contents(zip_source_t* source) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_open(source) != 0) return refused("its memory cannot be read");
    if (zip_source_stat(source, &stat) != 0) return refused("its length is unknown");
    std::vector<std::byte> bytes(stat.size);
    const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (got != static_cast<zip_int64_t>(bytes.size())) return refused("its memory cannot be read");
    return bytes;
}

}  // namespace

Result<std::vector<std::byte>> zip_to_bytes(const std::vector<ZipEntry>& entries) {
    zip_error_t error;
    zip_error_init(&error);
    const Source source(zip_source_buffer_create(nullptr, 0, 0, &error));
    if (!source) return refused("there is not enough memory");
    zip_t* archive = zip_open_from_source(source.get(), ZIP_TRUNCATE, &error);
    if (!archive) return refused("there is not enough memory");
    zip_source_keep(source.get());  // zip_close gives its own hold away; ours reads the result
    for (const ZipEntry& entry : entries)
        if (!add(archive, entry)) {
            zip_discard(archive);
            return refused("there is not enough memory");
        }
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return refused("there is not enough memory");
    }
    return contents(source.get());
}

Result<ZipReader> ZipReader::open(std::span<const std::byte> bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (!source) return fail(ErrorCode::ReadFailed, "cannot be read: there is not enough memory");
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (!archive) {
        zip_source_free(source);
        return fail(ErrorCode::ReadFailed, "is not a zip file, or a part of it is missing");
    }
    return ZipReader(archive);
}

Result<std::optional<std::vector<std::byte>>> ZipReader::read(const std::string& name, std::uint64_t most_bytes) const {
    auto* archive = static_cast<zip_t*>(archive_);
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(archive, name.c_str(), 0, &stat) != 0) return std::optional<std::vector<std::byte>>{};
    if (stat.size > most_bytes)
        return fail(ErrorCode::ReadFailed,
                    fmt::format("{} in it unpacks to {} MB, more than the {} MB allowed", name, stat.size >> 20,
                                most_bytes >> 20));
    const auto damaged = [&] { return fail(ErrorCode::ReadFailed, fmt::format("{} in it is damaged", name)); };
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(archive, name.c_str(), 0), zip_fclose);
    if (!file) return damaged();
    std::vector<std::byte> bytes(stat.size);
    const zip_int64_t got = zip_fread(file.get(), bytes.data(), bytes.size());
    // One read more: only at the end of the data does libzip compare the checksum.
    std::byte beyond{};
    if (got != static_cast<zip_int64_t>(bytes.size()) || zip_fread(file.get(), &beyond, 1) != 0) return damaged();
    return bytes;
}

ZipReader::ZipReader(ZipReader&& other) noexcept : archive_(std::exchange(other.archive_, nullptr)) {}

ZipReader::~ZipReader() {
    if (archive_) zip_discard(static_cast<zip_t*>(archive_));
}

}  // namespace trichion
