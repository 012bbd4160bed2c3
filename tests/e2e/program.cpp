// fork and exec, with output into files so that no pipe can fill up.
#include "tests/e2e/program.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace trichion {
namespace {

constexpr unsigned kNobody = 65534;

[[noreturn]] void become(const std::vector<std::string>& arguments, const Surroundings& s, const std::string& out,
                         const std::string& err) {
    ::unsetenv("DISPLAY");
    ::unsetenv("WAYLAND_DISPLAY");
    for (const auto& [name, value] : s.variables)
        value.empty() ? ::unsetenv(name.c_str()) : ::setenv(name.c_str(), value.c_str(), 1);
    ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
    ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
    if (s.most_file_bytes >= 0) {
        const rlimit limit{static_cast<rlim_t>(s.most_file_bytes), static_cast<rlim_t>(s.most_file_bytes)};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        std::signal(SIGXFSZ, SIG_IGN);  // then write() fails as on a full disk
    }
    const bool is_left = !s.is_nobody || (::setgroups(0, nullptr) == 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0);
    std::vector<char*> argv{const_cast<char*>(TRICHION_PROGRAM)};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    if (is_left) ::execv(TRICHION_PROGRAM, argv.data());
    ::_exit(127);
}

}  // namespace

Ran run_trichion(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
    const Folder folder;
    const std::string out = folder / "out", err = folder / "err";
    const pid_t child = ::fork();
    if (child == 0) become(arguments, surroundings, out, err);
    int status = 0;
    ::waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), text_of(out), text_of(err)};
}

std::size_t lines_in(const std::string& text) {
    const auto ends = static_cast<std::size_t>(std::ranges::count(text, '\n'));
    return text.empty() || text.back() == '\n' ? ends : ends + 1;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Folder::Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "trichion_e2e_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Folder::file(const std::string& name, const std::string& contents) const {
    std::ofstream(path_ / name, std::ios::binary) << contents;
    return (path_ / name).string();
}

}  // namespace trichion
