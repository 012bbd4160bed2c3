// From a path to a photo: open, decode behind walls, one sentence when it fails.
#include "core/io/photo_file.h"

#include "core/io/import_worker.h"
#include "core/io/input_file.h"

#include <fmt/format.h>

namespace trichion {
namespace {

const InputKind kPhoto{"photo", off_t{200} << 20, "choose another photo", "is larger than 200 MB; save it smaller"};

}  // namespace

Result<Photo> read_photo(const std::filesystem::path& path, const CancelToken& token) {
    const Result<InputFile> file = open_input(path, kPhoto);
    if (!file) return tl::unexpected(file.error());
    Result<Photo> photo = read_photo_in_worker(file->get(), {.cpu_seconds = 20, .wall_seconds = 60}, token);
    if (photo) return photo;
    if (photo.error().code == ErrorCode::Cancelled) return photo;
    return fail(ErrorCode::ReadFailed, fmt::format("{} cannot be read as a photo: {}; save it as PNG or JPEG, or choose another.", quoted_name(path), photo.error().message));
}

}  // namespace trichion
