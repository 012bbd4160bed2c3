// From a path to a head in millimetres: open, parse behind walls, mend, find the head, put it upright.
#include "core/io/head_import.h"

#include "core/io/import_worker.h"
#include "core/io/obj_picture.h"
#include "core/io/scan_checks.h"
#include "core/io/scan_pose.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace trichion {
namespace {

constexpr std::array<std::string_view, 4> kFormats{"obj", "ply", "stl", "glb"};
constexpr off_t kLongestFile = off_t{2} << 30;

class OpenFile {
public:
    explicit OpenFile(int number) : number_(number) {}
    OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    OpenFile& operator=(OpenFile&&) = delete;
    ~OpenFile() {
        if (number_ >= 0) close(number_);
    }
    int get() const { return number_; }

private:
    int number_;
};

std::string quoted(const std::filesystem::path& path) {
    return "\"" + path.filename().string() + "\"";
}

Result<std::string> format_of(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!ending.empty()) ending.erase(0, 1);
    if (std::ranges::find(kFormats, ending) != kFormats.end()) return ending;
    return fail(
        ErrorCode::UnsupportedFormat,
        fmt::format("{} is not a kind of file that can be opened as a head; save it as .obj, .ply, .stl or "
                    ".glb.",
                    quoted(path)));
}

Result<OpenFile> open_scan(const std::filesystem::path& path) {
    // O_NONBLOCK: a pipe of that name must not hold the program.
    OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const int reason = errno;
    if (file.get() < 0 && (reason == ENOENT || reason == ENOTDIR))
        return fail(ErrorCode::NotFound,
                    fmt::format("There is no file {}; check its name and folder.", quoted(path)));
    if (file.get() < 0)
        return fail(ErrorCode::ReadFailed, fmt::format("{} cannot be opened ({}); check that you may read it.",
                                                       quoted(path), std::strerror(reason)));
    struct stat about {};
    if (fstat(file.get(), &about) != 0 || S_ISDIR(about.st_mode))
        return fail(ErrorCode::ReadFailed,
                    fmt::format("{} is a folder; choose the mesh file inside it.", quoted(path)));
    if (!S_ISREG(about.st_mode))
        return fail(ErrorCode::ReadFailed, fmt::format("{} is not a file; choose a mesh file.", quoted(path)));
    if (about.st_size == 0)
        return fail(ErrorCode::ReadFailed, fmt::format("{} is empty; export the scan again.", quoted(path)));
    if (about.st_size > kLongestFile)
        return fail(ErrorCode::ReadFailed,
                    fmt::format("{} is larger than 2 GB; export the scan with fewer triangles.", quoted(path)));
    return file;
}

// Ten times what the slowest format needs here, so that a file which hangs the reader does not hold the user long.
WorkerLimits limits_for(int file) {
    constexpr std::uint32_t kBytesPerCpuSecond = 3'000'000, kLeastCpuSeconds = 4, kLeastWallSeconds = 15;
    struct stat about {};
    if (fstat(file, &about) != 0) return {};
    WorkerLimits limits;
    limits.cpu_seconds = kLeastCpuSeconds + static_cast<std::uint32_t>(about.st_size / kBytesPerCpuSecond);
    limits.wall_seconds = kLeastWallSeconds + 3 * limits.cpu_seconds;
    return limits;
}

// A sentence from part of one: what was wrong with which file, and what to do.
tl::unexpected<Error> sentence(const std::filesystem::path& path, const Error& why) {
    if (why.code == ErrorCode::Cancelled)
        return fail(ErrorCode::Cancelled, fmt::format("Opening {} was cancelled.", quoted(path)));
    if (why.code == ErrorCode::Degenerate)
        return fail(why.code,
                    fmt::format("{} cannot be used as a head: {}; choose a scan that shows the whole scalp.",
                                quoted(path), why.message));
    return fail(ErrorCode::ReadFailed,
                fmt::format("{} cannot be read: {}; export it again from the scanning program as "
                            ".obj, .ply, .stl or .glb.",
                            quoted(path), why.message));
}

}  // namespace

Result<ImportedHead> import_head(const std::filesystem::path& path, const CancelToken& token,
                                 const Progress& progress) {
    const Result<OpenFile> file = open_scan(path);
    if (!file) return tl::unexpected(file.error());
    const Result<std::string> format = format_of(path);
    if (!format) return tl::unexpected(format.error());
    Result<RawScan> raw = read_in_worker(file->get(), *format, limits_for(file->get()), token);
    if (!raw) return sentence(path, raw.error());
    progress.set(0.4f);
    Result<MendedScan> scan = mend_scan(std::move(*raw));
    if (!scan) return sentence(path, scan.error());
    progress.set(0.6f);
    if (*format == "obj") {
        ObjPicture picture = find_obj_picture(path);
        scan->skin.picture = std::move(picture.bytes);
        scan->skin.picture_format = std::move(picture.format);
        if (!picture.note.empty()) scan->notes.push_back(picture.note);
    }
    Result<UprightScan> head = put_upright(std::move(scan->skin), token);
    if (!head) return sentence(path, head.error());
    progress.set(1.0f);
    scan->notes.insert(scan->notes.end(), head->notes.begin(), head->notes.end());
    return ImportedHead{std::move(head->skin), head->unit, std::move(scan->notes)};
}

}  // namespace trichion
