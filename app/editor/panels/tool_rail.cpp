// The tool rail: the tools that this step has, and only those that work.
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/icons.h"

#include <fmt/format.h>
#include <string>

namespace trichion {
namespace {

using namespace ui;

const char* icon_of(ToolKind tool) {
    switch (tool) {
        case ToolKind::Turn: return icon::kPointer;
        case ToolKind::Points: return icon::kNodes;
        case ToolKind::Push: return icon::kHand;
        case ToolKind::Smooth: return icon::kDrop;
        case ToolKind::DrawOver: return icon::kPencil;
        case ToolKind::Area: return icon::kCircle;
        case ToolKind::Measure: return icon::kArrowsSide;
        case ToolKind::Mark: return icon::kPin;
        case ToolKind::SetLandmarks: return icon::kCrosshairs;
        case ToolKind::DensityBrush: return icon::kBrush;
        case ToolKind::SingleDots: return icon::kDotInCircle;
        case ToolKind::HairBrush: return icon::kScissors;
    }
    return "";
}

}  // namespace

void draw_tool_rail(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Area area("Tools", rect, theme.panel);
    float y = rect.y + px(10.0f);
    for (const ToolKind tool : tools_of(panel.view.step, panel.session.document())) {
        const Rect box{rect.x + px(8.0f), y, rect.width - px(16.0f), px(44.0f)};
        const ToolName name = name_of(tool);
        const Pressable p = pressable(name.label, box);
        const bool is_chosen = panel.view.tool == tool;
        if (is_chosen || p.is_hovered) fill(area.list(), box, is_chosen ? theme.accent_deep : theme.raised, px(8.0f));
        draw_text_centred(area.list(), context().fonts.icons, box,
                          is_chosen ? theme.accent_text : p.is_hovered ? theme.text : theme.muted, icon_of(tool));
        if (p.is_focused) focus_ring(area.list(), box, px(8.0f));
        if (p.is_hovered) tooltip(name.letter ? fmt::format("{}  ({})", name.label, name.letter) : std::string(name.label), box);
        if (p.was_pressed) take_tool(panel.view, tool);
        y += px(50.0f);
    }
    area.list()->AddLine({rect.right() - 0.5f, rect.y}, {rect.right() - 0.5f, rect.bottom()}, theme.background);
}

}  // namespace trichion
