// The built program as a child process.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace trichion {

struct Ran {
    int exit = -1;  // 128 + the signal when it was killed
    std::string out;
    std::string err;
};

struct Surroundings {
    std::map<std::string, std::string> variables;  // beside the test's own; an empty value takes one away
    long most_file_bytes = -1;                     // a disk with no more room than this
    bool is_nobody = false;                        // as a user who may write nowhere but where all may
};

/// Runs `trichion ARGS` to its end without a display.
Ran run_trichion(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

/// Number of lines; a last one without its end counts.
std::size_t lines_in(const std::string& text);

std::string text_of(const std::filesystem::path& path);

/// A folder of a test's own, gone with it.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }
    /// A file with these contents.
    std::string file(const std::string& name, const std::string& contents) const;

private:
    std::filesystem::path path_;
};

}  // namespace trichion
