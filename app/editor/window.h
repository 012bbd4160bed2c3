// The window of the operating system and its OpenGL context; input as a queue of events.
#pragma once

#include "app/editor/ui/context.h"
#include "core/base/error.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

struct GLFWwindow;

namespace trichion {

/// What happened at the window, in order.
struct InputEvent {
    enum class Kind { Move, Button, Scroll, Key, Character, Leave } kind = Kind::Move;
    float x = 0.0f, y = 0.0f;   // position, or scroll steps
    int code = 0;               // button, key or character
    int action = 0;             // as GLFW says it
    int modifiers = 0;
    double time_s = 0.0;        // when it happened, of the window's clock
};

class Window {
public:
    /// Opens the window and its OpenGL 3.3 core context and sets Dear ImGui up on them.
    /// @error NotFound  no display, or no OpenGL 3.3: one sentence.
    static Result<std::unique_ptr<Window>> open(const std::string& title);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Waits for input, a wake-up or the end of the time.
    void wait(double seconds);
    void poll();
    /// From any thread: ends a wait.
    static void wake();

    /// Starts a Dear ImGui frame with the next events of the queue. Events that one frame cannot tell apart (a press
    /// and its release, a move after a press) are spread over several, so that a slow frame loses nothing.
    /// @return the keys of this frame.
    std::vector<ui::KeyStroke> begin_frame();
    void end_frame();
    /// Whether anything happened since the last frame, or is left in the queue.
    bool has_news() const { return has_news_ || !events_.empty(); }

    bool wants_to_close() const;
    void refuse_to_close();
    void set_title(const std::string& title);
    float content_scale() const;
    bool is_minimised() const;
    double time_s() const;
    int framebuffer_width() const;
    int framebuffer_height() const;
    /// Framebuffer pixels per window unit.
    float pixel_ratio() const;

    /// Files dropped on the window since the last call.
    std::vector<std::string> take_dropped_files();

private:
    explicit Window(GLFWwindow* handle);
    void listen();
    bool repeats_what_waits(const InputEvent& event) const;
    void push(InputEvent event);

    GLFWwindow* handle_ = nullptr;
    std::deque<InputEvent> events_;
    std::vector<std::string> dropped_;
    bool has_news_ = true;
};

}  // namespace trichion
