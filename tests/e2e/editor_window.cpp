// Processes and xdotool behind the test window.
#include "tests/e2e/editor_window.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace trichion {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

pid_t start(std::vector<std::string> words, const std::vector<std::string>& settings, int keeps_open = -1) {
    std::vector<std::string> all = settings;
    for (char** entry = environ; *entry; ++entry) {
        const std::string name = std::string(*entry).substr(0, std::string(*entry).find('=') + 1);
        bool is_set = false;
        for (const std::string& setting : settings) is_set |= setting.starts_with(name);
        if (!is_set) all.emplace_back(*entry);
    }
    std::vector<char*> arguments, environment;
    for (std::string& word : words) arguments.push_back(word.data());
    for (std::string& entry : all) environment.push_back(entry.data());
    arguments.push_back(nullptr);
    environment.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (keeps_open < 0) posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    pid_t child = -1;
    const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    return failed ? -1 : child;
}

/// Xvfb chooses a free display and writes its number into the pipe.
std::string start_server(int width, int height, pid_t& server) {
    int ends[2];
    if (::pipe(ends) != 0) return {};
    server = start({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0",
                    std::to_string(width) + "x" + std::to_string(height) + "x24", "+extension", "GLX", "-nolisten", "tcp"},
                   {}, ends[1]);
    ::close(ends[1]);
    std::string number;
    char c = 0;
    while (server > 0 && ::read(ends[0], &c, 1) == 1 && c != '\n') number += c;
    ::close(ends[0]);
    return number.empty() ? std::string() : ":" + number;
}

void end(pid_t process) {
    if (process <= 0) return;
    ::kill(process, SIGTERM);
    for (int i = 0; i < 200; ++i) {
        if (::waitpid(process, nullptr, WNOHANG) != 0) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
}

}  // namespace

std::string EditorWindow::missing() {
    for (const char* tool : {"Xvfb", "xdotool"})
        if (std::system((std::string("command -v ") + tool + " > /dev/null 2>&1").c_str()) != 0) return std::string(tool) + " is not installed";
    return {};
}

EditorWindow::EditorWindow(const std::vector<std::string>& files, int width, int height, const fs::path& config) : width_(width), height_(height) {
    char name[] = "/tmp/trichion-window-XXXXXX";
    folder_ = ::mkdtemp(name);
    display_ = start_server(width, height, server_);
    std::vector<std::string> words{TRICHION_PROGRAM};
    words.insert(words.end(), files.begin(), files.end());
    editor_ = start(words, {"DISPLAY=" + display_, "TRICHION_UI_MAP=" + (folder_ / "map.json").string(), "HOME=" + folder_.string(),
                            "XDG_STATE_HOME=" + folder_.string(), "XDG_CONFIG_HOME=" + (config.empty() ? folder_ : config).string(), "TRICHION_SCALE=1", "LIBGL_ALWAYS_SOFTWARE=1",
                            "ASAN_OPTIONS=detect_leaks=0"});
}

EditorWindow::~EditorWindow() {
    end(editor_);
    end(server_);
    std::error_code error;
    fs::remove_all(folder_, error);
}

bool EditorWindow::is_running() const { return editor_ > 0 && ::waitpid(editor_, nullptr, WNOHANG) == 0; }

bool EditorWindow::has_ended() const {
    siginfo_t told{};
    return editor_ <= 0 || ::waitid(P_PID, static_cast<id_t>(editor_), &told, WEXITED | WNOHANG | WNOWAIT) != 0 || told.si_pid != 0;
}

nlohmann::json EditorWindow::map() const {
    std::ifstream file(folder_ / "map.json");
    return nlohmann::json::parse(file, nullptr, false);
}

bool EditorWindow::wait_for(const std::function<bool(const nlohmann::json&)>& condition, int seconds) const {
    const auto until = Clock::now() + std::chrono::seconds(seconds);
    while (Clock::now() < until) {
        const nlohmann::json now = map();
        if (now.is_object() && condition(now)) return true;
        if (has_ended()) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(40));
    }
    return false;
}

bool EditorWindow::wait_until_idle(int seconds) const {
    return wait_for([](const nlohmann::json& m) { return m["idle"] == true && m["dots"].get<long>() >= 0; }, seconds);
}

std::pair<int, int> EditorWindow::middle_of(const std::string& label) const {
    const nlohmann::json now = map();
    if (!now.is_object() || !now["rects"].contains(label)) {
        ADD_FAILURE() << "nothing in the window is named " << label;
        return {0, 0};
    }
    const auto rect = now["rects"][label].get<std::vector<double>>();
    return {static_cast<int>(rect[0] + 0.5 * rect[2]), static_cast<int>(rect[1] + 0.5 * rect[3])};
}

void EditorWindow::xdo(const std::string& arguments) const {
    const std::string command = "DISPLAY=" + display_ + " xdotool " + arguments + " > /dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
}

void EditorWindow::move_to(int x, int y) const { xdo("mousemove " + std::to_string(x) + " " + std::to_string(y)); }
void EditorWindow::drag_at_once(const std::vector<std::pair<int, int>>& way) const {
    std::string arguments;
    for (const auto& [x, y] : way) {
        arguments += "mousemove " + std::to_string(x) + " " + std::to_string(y) + " ";
        if (&x == &way.front().first) arguments += "mousedown 1 ";
    }
    xdo(arguments + "mouseup 1");
}

void EditorWindow::button_down(int button) const { xdo("mousedown " + std::to_string(button)); }
void EditorWindow::button_up(int button) const { xdo("mouseup " + std::to_string(button)); }

void EditorWindow::bring_into_sight(const std::string& label) const {
    // The inspector's width and the time line's height, as DESIGN gives them; a row's middle must clear the fading edge.
    constexpr int kInspector_px = 330, kTimeLine_px = 132, kFade_px = 24, kMostTurns = 60;
    const int left = width_ - kInspector_px, bottom = height_ - kTimeLine_px - kFade_px;
    wait_for([&](const nlohmann::json& m) { return m["rects"].contains(label); });
    for (int turn = 0; turn < kMostTurns; ++turn) {
        const nlohmann::json now = map();
        const auto [x, y] = middle_of(label);
        if (x < left || y <= bottom) return;
        move_to(left + 6, height_ / 2);
        xdo("click --repeat " + std::to_string(std::clamp((y - bottom) / 60, 1, 8)) + " --delay 5 5");  // the wheel
        if (!wait_for([&](const nlohmann::json& m) { return m["rects"].contains(label) && m["rects"][label] != now["rects"][label]; }, 10)) return;
        wait_for([](const nlohmann::json& m) { return m["idle"] == true; });
    }
}

void EditorWindow::click(const std::string& label) const {
    bring_into_sight(label);
    const auto [x, y] = middle_of(label);
    move_to(x, y);
    xdo("click 1");
}

void EditorWindow::control_wheel(bool is_up) const { xdo(std::string("keydown ctrl sleep 0.6 click ") + (is_up ? "4" : "5") + " sleep 0.6 keyup ctrl"); }
void EditorWindow::double_click_here() const { xdo("click --repeat 2 --delay 40 1"); }
void EditorWindow::key(const std::string& keys) const { xdo("key --delay 60 " + keys); }
void EditorWindow::keys_at_once(const std::string& keys) const { xdo("key --delay 4 " + keys); }
void EditorWindow::hold_key(const std::string& key) const { xdo("keydown " + key + " sleep 1.2 keyup " + key); }
void EditorWindow::type(const std::string& words) const { xdo("type --delay 30 -- '" + words + "'"); }

int EditorWindow::wait_for_exit(int seconds) {
    for (int i = 0; i < seconds * 50; ++i) {
        int status = 0;
        if (::waitpid(editor_, &status, WNOHANG) == editor_) {
            editor_ = -1;
            return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return -1;
}

}  // namespace trichion
