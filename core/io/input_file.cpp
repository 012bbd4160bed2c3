// What the system says of a path, in sentences.
#include "core/io/input_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trichion {

InputFile::~InputFile() {
    if (number_ >= 0) close(number_);
}

off_t InputFile::size() const {
    struct stat about {};
    return fstat(number_, &about) == 0 ? about.st_size : 0;
}

std::string quoted_name(const std::filesystem::path& path) {
    return "\"" + path.filename().string() + "\"";
}

Result<InputFile> open_input(const std::filesystem::path& path, const InputKind& kind) {
    // O_NONBLOCK: a pipe of that name must not hold the program.
    InputFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    const int reason = errno;
    const std::string name = quoted_name(path);
    if (file.get() < 0 && (reason == ENOENT || reason == ENOTDIR))
        return fail(ErrorCode::NotFound, fmt::format("There is no file {}; check its name and folder.", name));
    if (file.get() < 0)
        return fail(ErrorCode::ReadFailed, fmt::format("{} cannot be opened ({}); check that you may read it.", name, std::strerror(reason)));
    struct stat about {};
    if (fstat(file.get(), &about) != 0 || S_ISDIR(about.st_mode))
        return fail(ErrorCode::ReadFailed, fmt::format("{} is a folder; choose the {} inside it.", name, kind.thing));
    if (!S_ISREG(about.st_mode))
        return fail(ErrorCode::ReadFailed, fmt::format("{} is not a file; choose a {}.", name, kind.thing));
    if (about.st_size == 0) return fail(ErrorCode::ReadFailed, fmt::format("{} is empty; {}.", name, kind.when_empty));
    if (about.st_size > kind.most_bytes) return fail(ErrorCode::ReadFailed, fmt::format("{} {}.", name, kind.when_long));
    return file;
}

}  // namespace trichion
