// A part of the window: a borderless Dear ImGui window at a fixed place.
#pragma once

#include "app/editor/ui/draw.h"

#include <imgui.h>

namespace trichion::ui {

/// Begins the area; its end is the end of this object. Content starts `pad` inside.
class Area {
public:
    enum class Layer { Base, Front };

    Area(const char* name, const Rect& rect, ImU32 back, ImVec2 pad = {0, 0}, Layer layer = Layer::Base,
         ImGuiWindowFlags flags = 0) {
        ImGui::SetNextWindowPos(top_left(rect));
        ImGui::SetNextWindowSize({rect.width, rect.height});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, pad);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0f, 1.0f});
        ImGui::PushStyleColor(ImGuiCol_WindowBg, back);
        flags |= ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                 ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;
        if (layer == Layer::Base) flags |= ImGuiWindowFlags_NoBringToFrontOnFocus;
        ImGui::Begin(name, nullptr, flags);
        ImGui::PopStyleColor();
        ImGui::PopStyleVar(2);
    }
    ~Area() { ImGui::End(); }
    Area(const Area&) = delete;
    Area& operator=(const Area&) = delete;

    ImDrawList* list() const { return ImGui::GetWindowDrawList(); }
};

}  // namespace trichion::ui
