// The photo's place on the screen, and drags on it.
#include "app/editor/dialogs/photo_view.h"

#include "app/editor/ui/icons.h"
#include "app/editor/ui/widgets.h"

#include <algorithm>
#include <cmath>

namespace trichion {

using namespace ui;

namespace {

constexpr float kMostZoom = 32.0f;        // window pixels for each of the photo
constexpr float kSmallestPatch = 4.0f;    // pixels of the photo: less was a click

ImU32 colour_of(PhotoView::Patch which) {
    return which == PhotoView::Patch::Bare ? rgb(0xffffff) : context().theme.curve;
}

bool contains(const PhotoPatch& patch, const glm::vec2& p) {
    return p.x >= patch.from.x && p.y >= patch.from.y && p.x <= patch.to.x && p.y <= patch.to.y;
}

}  // namespace

void PhotoView::start(int width, int height, ImTextureID texture) {
    const bool circles = draws_circles_;
    *this = {};
    draws_circles_ = circles;
    size_ = {static_cast<float>(width), static_cast<float>(height)};
    texture_ = texture;
}

void PhotoView::fit() {
    middle_ = 0.5f * size_;
    scale_ = std::min(area_.width / size_.x, area_.height / size_.y);
}

glm::vec2 PhotoView::on_photo(ImVec2 at) const {
    return middle_ + (glm::vec2(at.x, at.y) - glm::vec2(area_.x + 0.5f * area_.width, area_.y + 0.5f * area_.height)) / scale_;
}

ImVec2 PhotoView::on_screen(const glm::vec2& pixel) const {
    const glm::vec2 at = glm::vec2(area_.x + 0.5f * area_.width, area_.y + 0.5f * area_.height) + (pixel - middle_) * scale_;
    return {at.x, at.y};
}

void PhotoView::zoom(float factor, ImVec2 about) {
    const glm::vec2 held = on_photo(about);
    const float whole = std::min(area_.width / size_.x, area_.height / size_.y);
    scale_ = std::clamp(scale_ * factor, std::min(whole, 1.0f), std::max(kMostZoom, whole));
    middle_ = glm::clamp(middle_ + held - on_photo(about), glm::vec2(0.0f), size_);
}

void PhotoView::press() {
    const ImGuiIO& io = ImGui::GetIO();
    for (const int button : {0, 1, 2}) {
        if (mode_ != Mode::None || !ImGui::IsMouseClicked(button)) continue;
        button_ = button;
        last_ = io.MousePos;
        pressed_ = on_photo(io.MousePos);
        mode_ = Mode::Pan;
        if (button != 0 || io.KeyShift) continue;
        mode_ = Mode::Draw;
        for (const Patch which : {Patch::Bare, Patch::Worked})
            if (has(which) && contains(patch(which), pressed_)) mode_ = Mode::Move, in_hand_ = which;
        before_ = edited(in_hand_);
    }
}

void PhotoView::follow() {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const glm::vec2 now = on_photo(mouse);
    PhotoPatch& drawn = edited(in_hand_);
    if (mode_ == Mode::Pan) {
        middle_ = glm::clamp(middle_ - glm::vec2(mouse.x - last_.x, mouse.y - last_.y) / scale_, glm::vec2(0.0f), size_);
    } else if (mode_ == Mode::Move) {
        const glm::vec2 by = glm::clamp(now - pressed_, -before_.from, size_ - before_.to);
        drawn = {before_.from + by, before_.to + by, before_.is_round};
    } else if (draws_circles_) {
        const float room = std::min({pressed_.x, pressed_.y, size_.x - pressed_.x, size_.y - pressed_.y});
        const float radius = std::min(glm::distance(now, pressed_), std::max(room, 0.0f));
        drawn = {pressed_ - radius, pressed_ + radius, true};
    } else {
        const glm::vec2 a = glm::clamp(pressed_, glm::vec2(0.0f), size_), b = glm::clamp(now, glm::vec2(0.0f), size_);
        drawn = {glm::min(a, b), glm::max(a, b), false};
    }
    last_ = mouse;
}

void PhotoView::release() {
    const PhotoPatch& drawn = patch(in_hand_);
    const bool is_click = drawn.to.x - drawn.from.x < kSmallestPatch || drawn.to.y - drawn.from.y < kSmallestPatch;
    if (mode_ == Mode::Draw && is_click) edited(in_hand_) = before_;
    else if (mode_ == Mode::Draw && in_hand_ == Patch::Bare && !has(Patch::Worked)) in_hand_ = Patch::Worked;
    mode_ = Mode::None;
}

void PhotoView::cancel() {
    if (mode_ != Mode::Pan) edited(in_hand_) = before_;
    mode_ = Mode::None;
}

void PhotoView::draw_patch(ImDrawList* list, Patch which) const {
    if (!has(which)) return;
    const PhotoPatch& drawn = patch(which);
    const ImVec2 a = on_screen(drawn.from), b = on_screen(drawn.to);
    const ImVec2 middle{0.5f * (a.x + b.x), 0.5f * (a.y + b.y)};
    const ImU32 colour = colour_of(which), shadow = rgb(0, 0.55f);
    if (drawn.is_round) {
        list->AddCircle(middle, 0.5f * (b.x - a.x), shadow, 72, px(4.0f));
        list->AddCircle(middle, 0.5f * (b.x - a.x), colour, 72, px(2.0f));
    } else {
        list->AddRect(a, b, shadow, px(3.0f), 0, px(4.0f));
        list->AddRect(a, b, colour, px(3.0f), 0, px(2.0f));
    }
    const char* words = which == Patch::Bare ? "Bare skin" : "Pigmented";
    const ImVec2 size = text_size(context().fonts.strong, words);
    Rect tag{middle.x - 0.5f * size.x - px(8.0f), a.y - size.y - px(12.0f), size.x + px(16.0f), size.y + px(7.0f)};
    if (tag.y < area_.y + px(4.0f)) tag.y = b.y + px(6.0f);
    fill(list, tag, rgb(0x101113, 0.82f), px(6.0f));
    draw_text_centred(list, context().fonts.strong, tag, colour, words);
    context().registry.record(which == Patch::Bare ? "Patch bare" : "Patch pigmented", {a.x, a.y, b.x - a.x, b.y - a.y});
}

void PhotoView::draw_tools(ImDrawList* list) {
    const float size = px(32.0f);
    Rect at{area_.right() - 3.0f * size - px(22.0f), area_.bottom() - size - px(10.0f), size, size};
    const ImVec2 middle{area_.x + 0.5f * area_.width, area_.y + 0.5f * area_.height};
    if (icon_button("Zoom out", icon::kMinus, at)) zoom(1.0f / 1.5f, middle);
    at.x += size + px(6.0f);
    if (icon_button("Zoom in", icon::kPlus, at)) zoom(1.5f, middle);
    at.x += size + px(6.0f);
    if (icon_button("Whole photo", icon::kHome, at)) fit();
    const char* words = "Wheel: zoom     Right button: move the photo";
    const ImVec2 words_size = text_size(context().fonts.small, words);
    const Rect plate{area_.x + px(10.0f), area_.bottom() - px(36.0f), words_size.x + px(20.0f), px(26.0f)};
    fill(list, plate, context().theme.overlay, px(7.0f));
    draw_text_centred(list, context().fonts.small, plate, context().theme.muted, words);
}

void PhotoView::draw(const Rect& area) {
    area_ = area;
    if (scale_ <= 0.0f) fit();
    context().registry.record("Photo", area);
    ImDrawList* list = ImGui::GetWindowDrawList();
    fill(list, area, context().theme.field, px(10.0f));
    // Before the surface that takes the drags: what is drawn first is asked first.
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    draw_tools(list);
    ImGui::SetCursorScreenPos(top_left(area));
    ImGui::InvisibleButton("##photo", {area.width, area.height},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    const bool is_hovered = ImGui::IsItemHovered();
    if (is_hovered && mode_ == Mode::None) {
        press();
        if (const float wheel = ImGui::GetIO().MouseWheel; wheel != 0.0f) zoom(std::pow(1.2f, wheel), ImGui::GetIO().MousePos);
    }
    if (mode_ != Mode::None) {
        follow();
        if (take_key(Key::Escape)) cancel();
        else if (!ImGui::IsMouseDown(button_)) release();
    }
    list->ChannelsSetCurrent(0);
    list->PushClipRect(top_left(area), bottom_right(area), true);
    const ImVec2 from = on_screen({0.0f, 0.0f}), to = on_screen(size_);
    if (texture_) list->AddImage(texture_, from, to, {0, 1}, {1, 0});
    context().registry.record("Photo picture", {from.x, from.y, to.x - from.x, to.y - from.y});
    for (const Patch which : {Patch::Bare, Patch::Worked}) draw_patch(list, which);
    list->PopClipRect();
    list->ChannelsMerge();
}

}  // namespace trichion
