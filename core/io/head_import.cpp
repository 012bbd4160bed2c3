// From a path to a head in millimetres: open, parse behind walls, mend, find the head, put it upright.
#include "core/io/head_import.h"

#include "core/io/import_worker.h"
#include "core/io/input_file.h"
#include "core/io/obj_picture.h"
#include "core/io/scan_checks.h"
#include "core/io/scan_pose.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string_view>

namespace trichion {
namespace {

constexpr std::array<std::string_view, 4> kFormats{"obj", "ply", "stl", "glb"};
const InputKind kScan{"mesh file", off_t{2} << 30, "export the scan again", "is larger than 2 GB; export the scan with fewer triangles"};

Result<std::string> format_of(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!ending.empty()) ending.erase(0, 1);
    if (std::ranges::find(kFormats, ending) != kFormats.end()) return ending;
    return fail(
        ErrorCode::UnsupportedFormat,
        fmt::format("{} is not a kind of file that can be opened as a head; save it as .obj, .ply, .stl or "
                    ".glb.",
                    quoted_name(path)));
}

// Ten times what the slowest format needs here, so that a file which hangs the reader does not hold the user long.
WorkerLimits limits_for(const InputFile& file) {
    constexpr std::uint32_t kBytesPerCpuSecond = 3'000'000, kLeastCpuSeconds = 4, kLeastWallSeconds = 15;
    WorkerLimits limits;
    limits.cpu_seconds = kLeastCpuSeconds + static_cast<std::uint32_t>(file.size() / kBytesPerCpuSecond);
    limits.wall_seconds = kLeastWallSeconds + 3 * limits.cpu_seconds;
    return limits;
}

// A sentence from part of one: what was wrong with which file, and what to do.
tl::unexpected<Error> sentence(const std::filesystem::path& path, const Error& why) {
    if (why.code == ErrorCode::Cancelled)
        return fail(ErrorCode::Cancelled, fmt::format("Opening {} was cancelled.", quoted_name(path)));
    if (why.code == ErrorCode::Degenerate)
        return fail(why.code,
                    fmt::format("{} cannot be used as a head: {}; choose a scan that shows the whole scalp.",
                                quoted_name(path), why.message));
    return fail(ErrorCode::ReadFailed,
                fmt::format("{} cannot be read: {}; export it again from the scanning program as "
                            ".obj, .ply, .stl or .glb.",
                            quoted_name(path), why.message));
}

}  // namespace

Result<ImportedHead> import_head(const std::filesystem::path& path, const CancelToken& token,
                                 const Progress& progress) {
    const Result<InputFile> file = open_input(path, kScan);
    if (!file) return tl::unexpected(file.error());
    const Result<std::string> format = format_of(path);
    if (!format) return tl::unexpected(format.error());
    Result<RawScan> raw = read_in_worker(file->get(), *format, limits_for(*file), token);
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
