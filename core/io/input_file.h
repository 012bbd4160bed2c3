// Opening a file that a user chose: whatever lies under that name, one sentence or a file that can be read.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <utility>

namespace trichion {

/// A descriptor that closes itself.
class InputFile {
public:
    explicit InputFile(int number) : number_(number) {}
    InputFile(InputFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    InputFile& operator=(InputFile&&) = delete;
    ~InputFile();
    int get() const { return number_; }
    off_t size() const;

private:
    int number_;
};

/// What kind of file was asked for, in the words of the sentences.
struct InputKind {
    std::string thing;       // "mesh file"
    off_t most_bytes = 0;
    std::string when_empty;  // "export the scan again"
    std::string when_long;   // "is larger than 2 GB; export the scan with fewer triangles"
};

/// "name.obj", without its folder, for a sentence.
std::string quoted_name(const std::filesystem::path& path);

/// @error NotFound    there is none.
/// @error ReadFailed  a folder, a pipe, empty, too long, or not readable.
Result<InputFile> open_input(const std::filesystem::path& path, const InputKind& kind);

}  // namespace trichion
