// A Dear ImGui context without a window: a test moves the mouse and presses keys itself, frame by frame.
#pragma once

#include "app/editor/ui/context.h"
#include "app/editor/ui/widgets.h"

#include <functional>
#include <gtest/gtest.h>
#include <imgui.h>
#include <string>
#include <vector>

namespace trichion {

class UiTest : public ::testing::Test {
protected:
    UiTest() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {1280.0f, 720.0f};
        io.MousePos = {-100.0f, -100.0f};
        ui::build_fonts(ui_, 1.0f);
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        io.UserData = &ui_;
        ui::apply_style(ui_);
    }
    ~UiTest() override { ImGui::DestroyContext(); }

    /// What each frame draws.
    std::function<void()> draw;

    void frame(std::vector<ui::KeyStroke> keys = {}) {
        ImGui::GetIO().DeltaTime = 1.0f / 60.0f;
        ImGui::NewFrame();
        ui_.begin_frame(std::move(keys));
        ui_.has_popup = false;
        draw();
        ui_.end_frame();
        ImGui::Render();
    }

    ui::Rect rect_of(const std::string& label) {
        const ui::Rect* rect = ui_.registry.find(label);
        if (rect) return *rect;
        ADD_FAILURE() << "nothing on the screen is named " << label;
        return {};
    }

    void move_to(float x, float y) {
        ImGui::GetIO().MousePos = {x, y};
        frame();
    }
    void button(bool is_down) {
        ImGui::GetIO().MouseDown[0] = is_down;
        frame();
    }
    void press_at(const std::string& label, float share_x = 0.5f) {
        const ui::Rect rect = rect_of(label);
        move_to(rect.x + share_x * rect.width, rect.y + 0.5f * rect.height);
        button(true);
    }
    void click(const std::string& label) {
        press_at(label);
        button(false);
        frame();
    }
    void drag(const std::string& label, float from, float to, int steps = 5) {
        press_at(label, from);
        const ui::Rect rect = rect_of(label);
        for (int i = 1; i <= steps; ++i)
            move_to(rect.x + rect.width * (from + (to - from) * static_cast<float>(i) / static_cast<float>(steps)), rect.y + 0.5f * rect.height);
        button(false);
    }
    void press_key(ui::Key key) { frame({{.key = key}}); }
    void release_key(ui::Key key) { frame({{.key = key, .is_down = false}}); }
    void type(const std::string& words) {
        frame();  // a field takes the keyboard in the frame after it opened
        frame();
        for (const char c : words) ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
        frame();
    }

    ui::Context ui_;
};

}  // namespace trichion
