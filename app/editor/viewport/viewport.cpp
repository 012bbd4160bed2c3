// Pointer and keys over the viewport.
#include "app/editor/viewport/viewport.h"

#include "app/editor/panels/panels.h"
#include "app/editor/viewport/camera_control.h"
#include "app/editor/viewport/split.h"
#include "app/picture/render_picture.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace trichion {
namespace {

using namespace ui;

glm::vec2 mouse() { return {ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y}; }

/// Where the pointer was in this frame before it came to where it is, as close as a stroke needs it.
std::vector<glm::vec2> passed_since(glm::vec2 last) {
    constexpr float kApart_px = 4.0f;
    std::vector<glm::vec2> way;
    for (const ImVec2& place : context().way)
        if (const glm::vec2 at(place.x, place.y); at != mouse() && glm::distance(at, last) >= px(kApart_px)) way.push_back(last = at);
    return way;
}

/// The tool's own over what stands there anyway; its labels choose their place first.
void add_overlay(ToolOverlay& marks, ToolOverlay tool) {
    const auto add = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    add(tool.labels, marks.labels);
    add(marks.handles, tool.handles);
    add(marks.lines, tool.lines);
    add(marks.clear_of, tool.clear_of);
    marks.labels = std::move(tool.labels);
    marks.ask = std::move(tool.ask);
}

constexpr float kDragThreshold_px = 3.0f;
constexpr float kSplitReach_px = 14.0f;

std::optional<KeyEvent::Key> tool_key(const KeyStroke& stroke) {
    switch (stroke.key) {
        case Key::Left: return KeyEvent::Key::Left;
        case Key::Right: return KeyEvent::Key::Right;
        case Key::Up: return KeyEvent::Key::Up;
        case Key::Down: return KeyEvent::Key::Down;
        case Key::Delete:
        case Key::Backspace: return KeyEvent::Key::Delete;
        default: break;
    }
    if (stroke.code == 'C' && !stroke.ctrl) return KeyEvent::Key::Corner;  // codes of letters are their capitals
    return std::nullopt;
}

// Wherever the keyboard's focus is: a brush just set in its options is sized on without a click in between.
void size_brush_by_keys(ViewState& view) {
    for (KeyStroke& stroke : context().keys) {
        if (stroke.is_used || !stroke.is_down || (stroke.code != '[' && stroke.code != ']')) continue;
        if (!ToolSettings::is_brush(view.tool)) return;
        view.tools.scale_brush(view.tool, stroke.code == ']' ? 1.15f : 1.0f / 1.15f);
        stroke.is_used = true;
    }
}

}  // namespace

void set_named_view(ViewState& view, const Head& head, const std::string& name, float aspect) {
    const Result<Camera> camera = named_view(name, head, aspect);
    if (!camera) return;
    view.camera = *camera;
    view.named_view = name;
}

PointerEvent Viewport::event_at(PointerEvent::Phase phase, ViewState& view) const {
    return {.phase = phase,
            .pixel = mouse(),
            .pressed_at = pressed_at_,
            .has_moved = has_moved_,
            .scale = context().scale,
            .view = &projector_,
            .settings = &view.tools,
            .ctrl = ImGui::GetIO().KeyCtrl,
            .alt = ImGui::GetIO().KeyAlt};
}

PointerEvent Viewport::press_event(int button, ViewState& view) {
    const bool is_double = button == 0 && is_second_press();
    PointerEvent event = event_at(PointerEvent::Phase::Press, view);
    event.is_double = is_double;
    event.pressed_at = event.pixel;
    return event;
}

// By the time at which the window got the presses: by that of the frames, a slow machine would lose double clicks.
bool Viewport::is_second_press() {
    constexpr double kDoubleClick_s = 0.5;
    constexpr float kSamePlace_px = 5.0f;
    const double now = context().pressed_s;
    const bool is_second = pressed_s_ >= 0.0 && now - pressed_s_ < kDoubleClick_s && glm::distance(mouse(), pressed_at_) < px(kSamePlace_px);
    pressed_s_ = is_second ? -1.0 : now;
    return is_second;
}

bool Viewport::is_near_split(const ViewState& view, const glm::vec2& pixel) const {
    return is_split(view) && std::abs(pixel.x - (rect_.x + view.split * rect_.width)) < px(kSplitReach_px);
}

void Viewport::start_drag(int button, PanelContext& panel, Tool* tool, const PointerEvent& event) {
    button_ = button;
    pressed_at_ = last_ = event.pixel;
    has_moved_ = false;
    const bool shift = ImGui::GetIO().KeyShift;
    if (button == 2 || (button == 0 && shift)) mode_ = Mode::Pan;
    else if (button == 1) mode_ = Mode::Orbit;
    else if (is_near_split(panel.view, event.pixel)) mode_ = Mode::Split;
    else if (tool && tool->pointer(event, panel.session)) mode_ = Mode::Tool;
    else mode_ = Mode::Orbit;
}

void Viewport::follow_drag(PanelContext& panel, Tool* tool, PointerEvent event) {
    const glm::vec2 step = event.pixel - last_;
    event.way = passed_since(last_);
    const auto is_far = [&](const glm::vec2& place) { return glm::distance(place, pressed_at_) > px(kDragThreshold_px); };
    has_moved_ |= is_far(event.pixel) || std::ranges::any_of(event.way, is_far);
    event.has_moved = has_moved_;
    ViewState& view = panel.view;
    switch (mode_) {
        case Mode::Tool:
            event.phase = PointerEvent::Phase::Drag;
            if (step != glm::vec2(0.0f) || !event.way.empty()) tool->pointer(event, panel.session);
            break;
        case Mode::Orbit:
            if (!has_moved_ || step == glm::vec2(0.0f)) return;  // keeps last_, so that nothing is lost at the threshold
            orbit(view.camera, step, rect_.height);
            view.named_view.clear();
            break;
        case Mode::Pan:
            pan(view.camera, step, rect_.height);
            view.named_view.clear();
            break;
        case Mode::Split: view.split = std::clamp((event.pixel.x - rect_.x) / rect_.width, 0.02f, 0.98f); break;
        case Mode::None: break;
    }
    last_ = event.pixel;
}

void Viewport::use_wheel(ViewState& view) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel == 0.0f && io.MouseWheelH == 0.0f) return;
    if (io.KeyCtrl && ToolSettings::is_brush(view.tool)) {
        view.tools.scale_brush(view.tool, std::pow(1.12f, io.MouseWheel));
        return;
    }
    if (io.KeyShift) {
        pan(view.camera, {px(40.0f) * (io.MouseWheelH != 0.0f ? io.MouseWheelH : io.MouseWheel), 0.0f}, rect_.height);
    } else {
        const glm::vec2 middle(rect_.x + 0.5f * rect_.width, rect_.y + 0.5f * rect_.height);
        const glm::vec2 away = (mouse() - middle) / rect_.height;
        zoom(view.camera, std::pow(0.9f, io.MouseWheel), {away.x, -away.y});
        if (io.MouseWheelH != 0.0f) orbit(view.camera, {px(12.0f) * io.MouseWheelH, 0.0f}, rect_.height);
    }
    view.named_view.clear();
}

void Viewport::use_keys(PanelContext& panel, Tool* tool) {
    for (KeyStroke& stroke : context().keys) {
        if (stroke.is_used) continue;
        const auto key = tool_key(stroke);
        if (tool && key && !stroke.is_used)
            stroke.is_used = tool->key({*key, stroke.is_down, stroke.shift, &projector_, &panel.view.tools}, panel.session);
    }
    turn_by_keys(panel.view);
}

void Viewport::turn_by_keys(ViewState& view) {
    const auto turn = [&](float x, float y) {
        orbit(view.camera, {x * rect_.height / 36.0f, y * rect_.height / 36.0f}, rect_.height);  // 5 degrees
        view.named_view.clear();
    };
    while (take_key(Key::Left)) turn(-1.0f, 0.0f);
    while (take_key(Key::Right)) turn(1.0f, 0.0f);
    while (take_key(Key::Up)) turn(0.0f, -1.0f);
    while (take_key(Key::Down)) turn(0.0f, 1.0f);
}

void Viewport::keep_head_framed(PanelContext& panel) {
    Camera& camera = panel.view.camera;
    const Head* head = panel.session.pipeline().head();
    const bool has_moved = camera.target_mm != drawn_.target_mm || camera.distance_mm != drawn_.distance_mm;
    if (!panel.view.is_presenting || !head || !has_moved) return;
    const float degrees = 180.0f / std::numbers::pi_v<float>, aspect = rect_.width / rect_.height;
    const Result<Camera> framed = named_view(fmt::format("{:.3f},{:.3f}", degrees * camera.yaw_rad, degrees * camera.pitch_rad), *head, aspect);
    if (!framed) return;
    Camera whole = *framed;
    leave_room_below(whole, px(kPresentBar) / rect_.height);
    keep_inside(camera, whole, aspect);
}

void Viewport::handle(const Rect& rect, PanelContext& panel, Tool* tool) {
    rect_ = rect;
    projector_ = Projector(panel.view.camera, {rect.x, rect.y}, {rect.width, rect.height});
    context().registry.record("Viewport", rect);
    ImGui::SetCursorScreenPos(top_left(rect));
    ImGui::InvisibleButton("##viewport", {rect.width, rect.height},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    const bool is_hovered = ImGui::IsItemHovered();
    is_pointed_at_ = is_hovered || mode_ != Mode::None;
    if (ImGui::IsItemActivated()) context().focus.clear();

    if (mode_ == Mode::None && is_hovered) {
        for (const int button : {0, 1, 2})
            if (mode_ == Mode::None && ImGui::IsMouseClicked(button))
                start_drag(button, panel, tool, press_event(button, panel.view));
        use_wheel(panel.view);
    }
    if (mode_ != Mode::None) {
        const bool is_cancelled = take_key(Key::Escape);
        if (is_cancelled && mode_ == Mode::Tool) {
            tool->pointer(event_at(PointerEvent::Phase::Cancel, panel.view), panel.session);
            mode_ = Mode::None;
        } else if (ImGui::IsMouseDown(button_)) {
            follow_drag(panel, tool, event_at(PointerEvent::Phase::Drag, panel.view));
        } else {
            follow_drag(panel, tool, event_at(PointerEvent::Phase::Drag, panel.view));  // the last of the way
            if (tool && button_ == 0) tool->pointer(event_at(PointerEvent::Phase::Release, panel.view), panel.session);
            mode_ = Mode::None;
        }
    } else if (tool) {
        if (take_key(Key::Escape)) tool->pointer(event_at(PointerEvent::Phase::Cancel, panel.view), panel.session);
        tool->pointer(event_at(is_hovered ? PointerEvent::Phase::Hover : PointerEvent::Phase::Leave, panel.view), panel.session);
    }
    if (context().typing.label.empty()) {
        size_brush_by_keys(panel.view);
        if (context().focus.empty()) use_keys(panel, tool);
    }

    if (is_hovered || mode_ != Mode::None) {
        if (mode_ == Mode::Split || (mode_ == Mode::None && is_near_split(panel.view, mouse()))) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        else if (tool && tool->is_over_something()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    keep_head_framed(panel);
    projector_ = Projector(panel.view.camera, {rect.x, rect.y}, {rect.width, rect.height});
}

void Viewport::draw_picture(ImDrawList* list, ImTextureID picture, PanelContext& panel, Tool* tool, ToolOverlay marks) {
    const Theme& theme = context().theme;
    drawn_ = panel.view.camera;
    list->AddRectFilledMultiColor(top_left(rect_), bottom_right(rect_), theme.backdrop_top, theme.backdrop_top,
                                  theme.backdrop_bottom, theme.backdrop_bottom);
    if (picture) list->AddImage(picture, top_left(rect_), bottom_right(rect_), {0, 1}, {1, 0});
    const Head* head = panel.session.pipeline().head();
    if (tool && head) add_overlay(marks, tool->overlay(panel.session));
    if (head && !panel.view.is_judging_edge) draw_marks(list, rect_, marks, projector_, *head);
    if (!is_split(panel.view) || !head) return;
    const float x = rect_.x + panel.view.split * rect_.width;
    const float radius = px(panel.view.is_presenting ? 23.0f : 15.0f);
    const ImVec2 knob{x, rect_.y + 0.46f * rect_.height};
    list->AddLine({x, rect_.y}, {x, rect_.bottom()}, rgb(0xffffff, 0.92f), px(2.0f));
    list->AddCircleFilled({knob.x, knob.y + px(2.0f)}, radius, rgb(0, 0.25f), 40);
    list->AddCircleFilled(knob, radius, rgb(0xffffff), 40);
    draw_text_centred(list, context().fonts.small_icons, {knob.x - radius, knob.y - radius, 2.0f * radius, 2.0f * radius},
                      rgb(0x1f2023), "\xef\x81\xbe");
    context().registry.record("Split handle", {knob.x - radius, knob.y - radius, 2.0f * radius, 2.0f * radius});
    draw_split_words(rect_, panel);
}

bool is_split(const ViewState& view) { return view.shows_split && (view.is_presenting || view.step == Step::Preview); }

void draw_split_words(const Rect& rect, PanelContext& panel) {
    const bool is_large = panel.view.is_presenting;
    ImFont* font = is_large ? context().fonts.large : context().fonts.body;
    const float height = px(is_large ? 40.0f : 28.0f), pad = px(is_large ? 16.0f : 12.0f), margin = px(12.0f);
    const float y = rect.y + px(is_large ? 24.0f : 92.0f);  // in the editor below the buttons of the view
    const float line = rect.x + panel.view.split * rect.width, gap = px(is_large ? 24.0f : 14.0f);
    const std::string after = moment_title(*panel.session.document().plan, panel.view.moment);
    const auto plate = [&](const std::string& label, bool is_left, const std::string& words) {
        const float width = text_size(font, words).x + 2.0f * pad;
        const float x = std::clamp(is_left ? line - gap - width : line + gap, rect.x + margin, rect.right() - width - margin);
        const Rect box{x, y, width, height};
        fill(ImGui::GetWindowDrawList(), box, context().theme.overlay, px(7.0f));
        draw_text_centred(ImGui::GetWindowDrawList(), font, box, context().theme.text, words);
        context().registry.record(label, box);
    };
    plate("Split, left", true, "Before");
    plate("Split, right", false, after);
}

}  // namespace trichion
