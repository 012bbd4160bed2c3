// The tool rail: the tools that this step has, and only those that work.
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/icons.h"

namespace trichion {
namespace {

using namespace ui;

struct ToolLook {
    const char* label;
    const char* icon;
};

ToolLook look_of(ToolKind tool) {
    switch (tool) {
        case ToolKind::Turn: return {"Turn the head", icon::kPointer};
        case ToolKind::Points: return {"Shape the hairline", icon::kPencil};
        case ToolKind::SetLandmarks: return {"Set landmarks by three clicks", icon::kCrosshairs};
    }
    return {"", ""};
}

}  // namespace

void draw_tool_rail(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Area area("Tools", rect, theme.panel);
    float y = rect.y + px(10.0f);
    for (const ToolKind tool : tools_of(panel.view.step, panel.session.document())) {
        const Rect box{rect.x + px(8.0f), y, rect.width - px(16.0f), px(44.0f)};
        const ToolLook look = look_of(tool);
        const Pressable p = pressable(look.label, box);
        const bool is_chosen = panel.view.tool == tool;
        if (is_chosen || p.is_hovered) fill(area.list(), box, is_chosen ? theme.accent_deep : theme.raised, px(8.0f));
        draw_text_centred(area.list(), context().fonts.icons, box,
                          is_chosen ? theme.accent_text : p.is_hovered ? theme.text : theme.muted, look.icon);
        if (p.is_focused) focus_ring(area.list(), box, px(8.0f));
        if (p.is_hovered) tooltip(look.label);
        if (p.was_pressed) panel.view.tool = tool;
        y += px(50.0f);
    }
    area.list()->AddLine({rect.right() - 0.5f, rect.y}, {rect.right() - 0.5f, rect.bottom()}, theme.background);
}

}  // namespace trichion
