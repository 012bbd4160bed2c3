// One line in $XDG_STATE_HOME/trichion/recent-folder.
#include "app/editor/dialogs/recent_folder.h"

#include <cstdlib>
#include <fstream>
#include <string>

namespace trichion {
namespace fs = std::filesystem;

namespace {

fs::path state_file() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state) return fs::path(state) / "trichion" / "recent-folder";
    return home_folder() / ".local" / "state" / "trichion" / "recent-folder";
}

}  // namespace

fs::path home_folder() {
    if (const char* home = std::getenv("HOME"); home && *home) return home;
    return "/";
}

fs::path recent_folder() {
    std::ifstream file(state_file());
    std::string line;
    std::error_code error;
    if (std::getline(file, line) && fs::is_directory(line, error)) return line;
    return home_folder();
}

void remember_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) return;
    fs::create_directories(state_file().parent_path(), error);
    std::ofstream(state_file(), std::ios::trunc) << folder.string() << '\n';
}

}  // namespace trichion
