// History, views, steps and Present mode.
#include "app/editor/commands/editor_commands.h"
#include "app/editor/panels/panels.h"
#include "app/editor/viewport/camera_control.h"
#include "app/editor/viewport/heat_legend.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace trichion {
namespace {

struct NamedView {
    const char* name;
    const char* label;
    int key;
};
constexpr std::array kViews{NamedView{"front", "Front view", GLFW_KEY_1}, NamedView{"three-quarter", "Three-quarter view", GLFW_KEY_2},
                            NamedView{"left", "Left view", GLFW_KEY_3},   NamedView{"right", "Right view", GLFW_KEY_4},
                            NamedView{"top", "View from above", GLFW_KEY_5}, NamedView{"back", "Back view", GLFW_KEY_6}};

void add_history(CommandTable& table, const CommandServices& s) {
    table.add({"edit.undo", "Undo", "Ctrl+Z", {{GLFW_KEY_Z, true, false}},
               [s] { return s.session->editor().undo_label() != nullptr && !s.session->editor().is_editing(); },
               [s] { s.session->editor().undo(); }});
    table.add({"edit.redo", "Redo", "Ctrl+Shift+Z", {{GLFW_KEY_Z, true, true}, {GLFW_KEY_Y, true, false}},
               [s] { return s.session->editor().redo_label() != nullptr && !s.session->editor().is_editing(); },
               [s] { s.session->editor().redo(); }});
}

bool has_tool(const CommandServices& s, ToolKind tool) {
    const auto tools = tools_of(s.view.step, s.session->document());
    return std::ranges::find(tools, tool) != tools.end();
}

// A letter takes up each tool of the step at hand; two steps may have the same letter.
void add_tools(CommandTable& table, const CommandServices& s) {
    for (const ToolKind tool : {ToolKind::Turn, ToolKind::Points, ToolKind::Push, ToolKind::Smooth, ToolKind::DrawOver, ToolKind::Area,
                                ToolKind::Measure, ToolKind::Mark, ToolKind::SetLandmarks, ToolKind::DensityBrush, ToolKind::SingleDots, ToolKind::HairBrush}) {
        const ToolName name = name_of(tool);
        const bool is_of_dots = tool == ToolKind::DensityBrush || tool == ToolKind::SingleDots || tool == ToolKind::HairBrush;
        table.add({fmt::format("tool.{}{}", is_of_dots ? "dots_" : "", static_cast<char>(name.letter - 'A' + 'a')), name.label, std::string(1, name.letter), {{name.letter}},
                   [s, tool] { return has_tool(s, tool); },
                   [s, tool] { take_tool(s.view, tool); }});
    }
}

// The brush on the density has a letter for each of its kinds.
void add_density_brushes(CommandTable& table, const CommandServices& s) {
    for (std::size_t k = 0; k < kDensityBrushes; ++k) {
        const auto kind = static_cast<DensityStroke::Kind>(k);
        const char letter = letter_of(kind);
        table.add({fmt::format("brush.{}", to_word(kind)), name_of(kind), std::string(1, letter), {{letter}},
                   [s] { return has_tool(s, ToolKind::DensityBrush); },
                   [s, kind] {
                       s.view.tool = ToolKind::DensityBrush;
                       s.view.tools.density.kind = kind;
                   }});
    }
}

// What colours the picture by numbers, in the steps that are about dots.
void add_picture_options(CommandTable& table, const CommandServices& s) {
    const auto is_possible = [s] { return has_picture_options(s.view); };
    table.add({"view.density", "Density map", "H", {{GLFW_KEY_H}}, is_possible, [s] { s.view.shows_density = !s.view.shows_density; }});
    table.add({"view.merging", "Dots that may merge", "W", {{GLFW_KEY_W}}, is_possible, [s] { s.view.shows_merging = !s.view.shows_merging; }});
}

}  // namespace

void add_edit_and_view_commands(CommandTable& table, CommandServices s) {
    table.use_present([&view = s.view] { return view.is_presenting; });
    add_history(table, s);
    add_tools(table, s);
    add_density_brushes(table, s);
    add_picture_options(table, s);
    for (std::size_t i = 0; i < kViews.size(); ++i) {
        const NamedView view = kViews[i];
        table.add({fmt::format("view.{}", view.name), view.label, fmt::format("{}", i + 1), {{view.key}}, {},
                   [s, name = std::string(view.name)] { s.view.wanted_view = name; }, WorksIn::PresentToo});
    }
    table.add({"view.frame", "Frame the head", "0", {{GLFW_KEY_0}}, {},
               [s] { s.view.wanted_view = s.view.named_view.empty() ? "three-quarter" : s.view.named_view; }, WorksIn::PresentToo});
    table.add({"view.zoom_in", "Nearer", "+", {{GLFW_KEY_EQUAL}, {GLFW_KEY_EQUAL, false, true}, {GLFW_KEY_KP_ADD}}, {},
               [s] { zoom(s.view.camera, 0.9f, {0.0f, 0.0f}); s.view.named_view.clear(); }, WorksIn::PresentToo});
    table.add({"view.zoom_out", "Farther", "-", {{GLFW_KEY_MINUS}, {GLFW_KEY_KP_SUBTRACT}}, {},
               [s] { zoom(s.view.camera, 1.0f / 0.9f, {0.0f, 0.0f}); s.view.named_view.clear(); }, WorksIn::PresentToo});
    table.add({"view.present", "Present", "F5", {{GLFW_KEY_F5}}, [s] { return s.session->pipeline().head() != nullptr; },
               [s] {
                   ViewState& view = s.view;
                   view.is_presenting = !view.is_presenting;
                   if (view.is_presenting) {
                       view.versions_menu = {};  // it would lie over Present, with what renames and deletes
                       view.before_present = {view.camera, view.named_view, view.shows_split};
                       view.wanted_view = view.named_view;  // the same view, framed for the other size
                   } else if (const auto before = std::exchange(view.before_present, std::nullopt)) {
                       view.camera = before->camera;
                       view.named_view = before->named_view;
                       view.shows_split = before->shows_split;
                       view.wanted_view.clear();
                   }
               }, WorksIn::PresentToo});
}

}  // namespace trichion
