// GLFW and Dear ImGui's platform side. Input does not go through ImGui's own callbacks: 1.86 forgets a key or button
// that goes down and up within one frame, which on a slow machine is every second click.
#include "app/editor/window.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <array>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <cstdlib>
#include <set>

namespace trichion {
namespace {

Window& window_of(GLFWwindow* handle) { return *static_cast<Window*>(glfwGetWindowUserPointer(handle)); }

ui::Key key_of(int code) {
    switch (code) {
        case GLFW_KEY_LEFT: return ui::Key::Left;
        case GLFW_KEY_RIGHT: return ui::Key::Right;
        case GLFW_KEY_UP: return ui::Key::Up;
        case GLFW_KEY_DOWN: return ui::Key::Down;
        case GLFW_KEY_TAB: return ui::Key::Tab;
        case GLFW_KEY_ENTER:
        case GLFW_KEY_KP_ENTER: return ui::Key::Enter;
        case GLFW_KEY_ESCAPE: return ui::Key::Escape;
        case GLFW_KEY_SPACE: return ui::Key::Space;
        case GLFW_KEY_HOME: return ui::Key::Home;
        case GLFW_KEY_END: return ui::Key::End;
        case GLFW_KEY_DELETE: return ui::Key::Delete;
        case GLFW_KEY_BACKSPACE: return ui::Key::Backspace;
        default: return ui::Key::Other;
    }
}

/// Commands act on strokes and not on which keys are down: all that wait are run before anything is derived again, or
/// thirty quick undos would each wait for a picture. A field that is typed in takes them one by one.
bool is_of_command(const InputEvent& event) {
    const bool is_modifier = event.code >= GLFW_KEY_LEFT_SHIFT && event.code <= GLFW_KEY_RIGHT_SUPER;
    return (is_modifier || (event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0) && !ImGui::GetIO().WantTextInput;
}

/// Whether this key moves or takes away in the field that is typed in. Dear ImGui inserts a frame's characters first and
/// then acts on one such key: what is typed after it is for the next frame.
bool is_of_editing(const InputEvent& event) {
    if (event.kind != InputEvent::Kind::Key || event.action == GLFW_RELEASE || !ImGui::GetIO().WantTextInput) return false;
    if ((event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0) return true;
    switch (key_of(event.code)) {
        case ui::Key::Left:
        case ui::Key::Right:
        case ui::Key::Up:
        case ui::Key::Down:
        case ui::Key::Home:
        case ui::Key::End:
        case ui::Key::Delete:
        case ui::Key::Backspace: return true;
        default: return false;
    }
}

/// Whether a field was opened that has not the keyboard yet.
bool is_opening_field() {
    constexpr int kFramesToKeyboard = 2;  // one in which it asks for it, one in which it gets it
    if (!ImGui::GetIO().UserData) return false;
    const ui::Typing& typing = ui::context().typing;
    return !typing.label.empty() && typing.frames < kFramesToKeyboard;
}

/// What one frame has already taken, and so cannot take again.
struct FrameInput {
    std::set<int> buttons, keys;
    bool ended_typing = false, has_scrolled = false, has_edited = false;
    const bool opens_field = is_opening_field();

    /// A click may open a field and Enter may open or close one: what is typed after it is for that field. A modifier let
    /// go after a click or a turn of the wheel was down in it.
    bool has_room_for_typing() const { return !opens_field && !ended_typing && !has_scrolled && buttons.empty(); }

    /// While a field is typed in, a letter's key means nothing but its character: all that wait go in at once.
    static bool is_letter_typed(const InputEvent& event) { return ImGui::GetIO().WantTextInput && key_of(event.code) == ui::Key::Other && !is_of_editing(event); }

    bool has_room_for(const InputEvent& event) const {
        using Kind = InputEvent::Kind;
        switch (event.kind) {
            case Kind::Move: return buttons.empty();
            case Kind::Button: return !buttons.contains(event.code);
            case Kind::Key: return has_room_for_typing() && !(has_edited && is_of_editing(event)) && (!keys.contains(event.code) || is_of_command(event) || is_letter_typed(event));
            case Kind::Character: return has_room_for_typing() && !has_edited;
            case Kind::Scroll:
            case Kind::Leave: return true;
        }
        return true;
    }
};

ui::KeyStroke stroke_of(const InputEvent& event) {
    return {.key = key_of(event.code),
            .code = event.code,
            .is_down = event.action != GLFW_RELEASE,
            .is_repeat = event.action == GLFW_REPEAT,
            .ctrl = (event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0,
            .shift = (event.modifiers & GLFW_MOD_SHIFT) != 0,
            .alt = (event.modifiers & GLFW_MOD_ALT) != 0};
}

/// Hands one event to Dear ImGui, in whichever way its version takes it.
void feed(const InputEvent& event, FrameInput& frame, ImVec2& mouse, std::array<bool, 3>& buttons) {
    ImGuiIO& io = ImGui::GetIO();
    using Kind = InputEvent::Kind;
    switch (event.kind) {
        case Kind::Move:
            mouse = {event.x, event.y};
            if (io.UserData) ui::context().way.push_back(mouse);
            break;
        case Kind::Leave: mouse = {-1e6f, -1e6f}; break;
        case Kind::Button:
            if (event.code < 3) buttons[static_cast<std::size_t>(event.code)] = event.action == GLFW_PRESS;
            frame.buttons.insert(event.code);
            if (event.action == GLFW_PRESS && io.UserData) ui::context().pressed_s = event.time_s;
            break;
        case Kind::Scroll:
            io.MouseWheelH += event.x;
            io.MouseWheel += event.y;
            frame.has_scrolled = true;
            break;
        case Kind::Character: io.AddInputCharacter(static_cast<unsigned>(event.code)); break;
        case Kind::Key: {
            frame.keys.insert(event.code);
            frame.has_edited |= is_of_editing(event);
            const ui::Key key = key_of(event.code);
            frame.ended_typing |= key == ui::Key::Enter || key == ui::Key::Escape || key == ui::Key::Tab;
#if IMGUI_VERSION_NUM < 18700
            if (event.code >= 0 && event.code < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[event.code] = event.action != GLFW_RELEASE;
            // Not from the event's modifiers: those of X11 are from before the key, so control alone, held for the wheel,
            // would only be known once it is let go.
            io.KeyCtrl = io.KeysDown[GLFW_KEY_LEFT_CONTROL] || io.KeysDown[GLFW_KEY_RIGHT_CONTROL];
            io.KeyShift = io.KeysDown[GLFW_KEY_LEFT_SHIFT] || io.KeysDown[GLFW_KEY_RIGHT_SHIFT];
            io.KeyAlt = io.KeysDown[GLFW_KEY_LEFT_ALT] || io.KeysDown[GLFW_KEY_RIGHT_ALT];
            io.KeySuper = io.KeysDown[GLFW_KEY_LEFT_SUPER] || io.KeysDown[GLFW_KEY_RIGHT_SUPER];
#endif
            break;
        }
    }
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const std::string& title) {
    if (!glfwInit())
        return fail(ErrorCode::NotFound, "The editor needs a display and found none; without one, use the verbs that "
                                         "\"trichion --help\" lists.");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_MAXIMIZED, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "trichion");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "trichion");

    int left = 0, top = 0, width = 1440, height = 900;
    if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) glfwGetMonitorWorkarea(monitor, &left, &top, &width, &height);
    if (width <= 0 || height <= 0) width = 1440, height = 900;
    GLFWwindow* handle = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (!handle) {
        glfwTerminate();
        return fail(ErrorCode::NotFound, "The editor needs OpenGL 3.3, and this display's graphics driver does not offer it.");
    }
    glfwSetWindowPos(handle, left, top);
    glfwSetWindowSizeLimits(handle, 1024, 640, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(handle);
    glfwSwapInterval(1);
    return std::unique_ptr<Window>(new Window(handle));
}

Window::Window(GLFWwindow* handle) : handle_(handle) {
    glfwSetWindowUserPointer(handle_, this);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    ImGui_ImplGlfw_InitForOpenGL(handle_, false);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    listen();
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(handle_);
    glfwTerminate();
}

/// A key that is held repeats faster than a slow machine draws: what it does ends when it is let go, not later.
bool Window::repeats_what_waits(const InputEvent& event) const {
    if (event.kind != InputEvent::Kind::Key || event.action != GLFW_REPEAT || events_.empty()) return false;
    const InputEvent& last = events_.back();
    return last.kind == event.kind && last.action == event.action && last.code == event.code && last.modifiers == event.modifiers;
}

void Window::push(InputEvent event) {
    has_news_ = true;
    if (repeats_what_waits(event)) return;
    event.time_s = glfwGetTime();
    events_.push_back(event);
}

void Window::listen() {
    using Kind = InputEvent::Kind;
    glfwSetCursorPosCallback(handle_, [](GLFWwindow* w, double x, double y) {
        window_of(w).push({Kind::Move, static_cast<float>(x), static_cast<float>(y)});
    });
    glfwSetCursorEnterCallback(handle_, [](GLFWwindow* w, int entered) {
        const bool is_dragging = glfwGetMouseButton(w, GLFW_MOUSE_BUTTON_LEFT) == GLFW_PRESS;
        if (!entered && !is_dragging) window_of(w).push({Kind::Leave});
    });
    glfwSetMouseButtonCallback(handle_, [](GLFWwindow* w, int button, int action, int modifiers) {
        // Not with glfwGetCursorPos: it asks where the pointer is now, which in a slow frame is past the click.
        window_of(w).push({Kind::Button, 0.0f, 0.0f, button, action, modifiers});
    });
    glfwSetScrollCallback(handle_, [](GLFWwindow* w, double x, double y) {
        window_of(w).push({Kind::Scroll, static_cast<float>(x), static_cast<float>(y)});
    });
    glfwSetKeyCallback(handle_, [](GLFWwindow* w, int key, int, int action, int modifiers) {
        window_of(w).push({Kind::Key, 0.0f, 0.0f, key, action, modifiers});
    });
    glfwSetCharCallback(handle_, [](GLFWwindow* w, unsigned character) {
        window_of(w).push({Kind::Character, 0.0f, 0.0f, static_cast<int>(character)});
    });
    glfwSetDropCallback(handle_, [](GLFWwindow* w, int count, const char** paths) {
        for (int i = 0; i < count; ++i) window_of(w).dropped_.emplace_back(paths[i]);
        window_of(w).has_news_ = true;
    });
    const auto anything = [](GLFWwindow* w) { window_of(w).has_news_ = true; };
    glfwSetWindowRefreshCallback(handle_, anything);
    glfwSetWindowCloseCallback(handle_, anything);
    glfwSetFramebufferSizeCallback(handle_, [](GLFWwindow* w, int, int) { window_of(w).has_news_ = true; });
    glfwSetWindowContentScaleCallback(handle_, [](GLFWwindow* w, float, float) { window_of(w).has_news_ = true; });
}

std::vector<ui::KeyStroke> Window::begin_frame() {
    has_news_ = false;
    ImGuiIO& io = ImGui::GetIO();
    ImVec2 mouse = io.MousePos;
    std::array<bool, 3> buttons{io.MouseDown[0], io.MouseDown[1], io.MouseDown[2]};
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();

    std::vector<ui::KeyStroke> strokes;
    FrameInput frame;
    if (io.UserData) ui::context().way.clear();
    while (!events_.empty() && frame.has_room_for(events_.front())) {
        const InputEvent event = events_.front();
        events_.pop_front();
        if (event.kind == InputEvent::Kind::Key) strokes.push_back(stroke_of(event));
        feed(event, frame, mouse, buttons);
    }
    // After the backend's own reading of the pointer, which is of now and not of the event.
    io.MousePos = mouse;
    for (std::size_t i = 0; i < buttons.size(); ++i) io.MouseDown[i] = buttons[i];
    ImGui::NewFrame();
    return strokes;
}

void Window::end_frame() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(handle_);
}

void Window::wait(double seconds) { glfwWaitEventsTimeout(seconds); }
void Window::poll() { glfwPollEvents(); }
void Window::wake() { glfwPostEmptyEvent(); }
bool Window::wants_to_close() const { return glfwWindowShouldClose(handle_); }
void Window::refuse_to_close() { glfwSetWindowShouldClose(handle_, GLFW_FALSE); }
void Window::set_title(const std::string& title) { glfwSetWindowTitle(handle_, title.c_str()); }
bool Window::is_minimised() const { return glfwGetWindowAttrib(handle_, GLFW_ICONIFIED) != 0; }
double Window::time_s() const { return glfwGetTime(); }

float Window::content_scale() const {
    if (const char* wanted = std::getenv("TRICHION_SCALE")) {
        const float scale = std::strtof(wanted, nullptr);
        if (scale >= 0.5f && scale <= 4.0f) return scale;
    }
    float x = 1.0f, y = 1.0f;
    glfwGetWindowContentScale(handle_, &x, &y);
    return std::clamp(x / pixel_ratio(), 0.5f, 4.0f);
}

int Window::framebuffer_width() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(handle_, &width, &height);
    return width;
}

int Window::framebuffer_height() const {
    int width = 0, height = 0;
    glfwGetFramebufferSize(handle_, &width, &height);
    return height;
}

float Window::pixel_ratio() const {
    int width = 0, height = 0;
    glfwGetWindowSize(handle_, &width, &height);
    return width > 0 ? static_cast<float>(framebuffer_width()) / static_cast<float>(width) : 1.0f;
}

std::vector<std::string> Window::take_dropped_files() { return std::exchange(dropped_, {}); }

}  // namespace trichion
