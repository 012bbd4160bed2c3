// The real program in a real window on a display of its own, with a real mouse and keyboard.
#pragma once

#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/types.h>
#include <vector>

namespace trichion {

/// Starts Xvfb and the editor; ends both. Everything waits for a condition, nothing for a time.
class EditorWindow {
public:
    /// @param files  arguments of the program.
    /// @param config  where the program keeps what it remembers from start to start; empty: a folder of this window's own.
    explicit EditorWindow(const std::vector<std::string>& files = {}, int width = 1280, int height = 720, const std::filesystem::path& config = {});
    ~EditorWindow();
    EditorWindow(const EditorWindow&) = delete;
    EditorWindow& operator=(const EditorWindow&) = delete;

    /// Why the window cannot be tested on this machine; empty when it can.
    static std::string missing();

    bool is_running() const;
    /// The newest map of the window; empty before the first.
    nlohmann::json map() const;
    /// Waits until the condition holds on the map. @return whether it came true in time and before the program ended.
    bool wait_for(const std::function<bool(const nlohmann::json&)>& condition, int seconds = 30) const;
    /// Waits until the head, its dots and the picture stand still.
    bool wait_until_idle(int seconds = 60) const;

    /// Middle of what the window calls by this name.
    std::pair<int, int> middle_of(const std::string& label) const;
    void move_to(int x, int y) const;
    /// Presses, goes through all of these and lets go without any time between: on a slow machine many places fall into one frame.
    void drag_at_once(const std::vector<std::pair<int, int>>& way) const;
    void button_down(int button = 1) const;
    void button_up(int button = 1) const;
    /// Turns the wheel over the inspector until this row of it can be pressed.
    void bring_into_sight(const std::string& label) const;
    /// Brings it into sight first.
    void click(const std::string& label) const;
    /// One notch of the wheel, up or down, with control held.
    void control_wheel(bool is_up) const;
    /// Where the pointer is, as quickly as a hand.
    void double_click_here() const;
    void key(const std::string& keys) const;
    /// The same with hardly any time between them: on a slow machine several fall into one frame. Not with none: GLFW takes two
    /// presses of a key within one millisecond for one, which no finger makes.
    void keys_at_once(const std::string& keys) const;
    /// A key held down as long as it takes to repeat some times.
    void hold_key(const std::string& key) const;
    void type(const std::string& words) const;
    /// Asks the program to close and waits. @return its exit status; -1 when it did not end.
    int wait_for_exit(int seconds = 30);
    std::filesystem::path folder() const { return folder_; }

private:
    void xdo(const std::string& arguments) const;
    bool has_ended() const;

    std::filesystem::path folder_;
    std::string display_;
    int width_ = 0, height_ = 0;
    pid_t server_ = -1, editor_ = -1;
};

}  // namespace trichion
