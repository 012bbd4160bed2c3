// The Stencil step: which parts of the outline, how wide, what helps to lay them on.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/limits.h"
#include "core/model/media.h"

#include <algorithm>
#include <array>

namespace trichion {
namespace {

using namespace ui;

void draw_parts(PanelContext& panel) {
    StencilSettings settings = *panel.session.document().stencil;
    const bool has_nape = panel.session.document().outline->extent == Extent::Nape;
    const std::array<const char*, kStencilParts> names{"Frontal", "Temples", "Sideburns", "Ears", has_nape ? "Nape" : "Blend edge"};
    std::array<Chip, kStencilParts> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = static_cast<StencilPart>(i);
        const bool is_there = has_nape || (part != StencilPart::Sideburns && part != StencilPart::Ears);
        parts[i] = {names[i], settings.parts[i], settings.parts[i] || is_there};
    }
    section("Parts of the outline", has_nape ? "" : "this outline ends at the fringe");
    const auto pressed = chips("Part", parts, 3);
    if (!pressed) return;
    settings.parts[*pressed] = !settings.parts[*pressed];
    if (std::ranges::count(settings.parts, true) == 0) return panel.notices.problem("A stencil needs at least one part of the outline.");
    change_stencil(panel, settings, settings.parts[*pressed] ? "Add a part to the stencil" : "Take a part off the stencil");
}

void draw_line(PanelContext& panel) {
    static constexpr std::array kLines{"Strip", "Line only", "Cut edge"};
    static constexpr std::array kMeanings{"A strip to cut out, with the hairline drawn on it.", "The hairline and its marks only: for transfers.",
                                          "Ends at the hairline: pigment along its edge."};
    StencilSettings settings = *panel.session.document().stencil;
    if (const auto pressed = segmented("Line", kLines, static_cast<int>(settings.line))) {
        settings.line = static_cast<StencilLine>(*pressed);
        change_stencil(panel, settings, "Choose how the line leaves");
    }
    hint(kMeanings[static_cast<std::size_t>(panel.session.document().stencil->line)]);
}

void draw_sides(PanelContext& panel) {
    constexpr NumberStyle kStyle{.unit = "mm", .decimals = 0, .step = 1.0f};
    StencilSettings settings = *panel.session.document().stencil;
    const auto none = [](const char* label, const char* why) {
        value_row(label, why);
        ImGui::Dummy({1.0f, px(7.0f)});  // as high as the slider: nothing below moves
    };
    if (settings.line == StencilLine::LineOnly) {
        none("Skin side", "none with the line only");
        none("Scalp side", "none with the line only");
        ImGui::Dummy({1.0f, px(8.0f)});
        return;
    }
    const Edited skin = slider("Skin side", settings.skin_side_mm, kSkinSideRangeMm.min, kSkinSideRangeMm.max, kStyle);
    follow_stencil(panel, settings, skin, "Change the skin side");
    settings = *panel.session.document().stencil;
    if (settings.line == StencilLine::CutEdge) {
        none("Scalp side", "none with a cut edge");
        ImGui::Dummy({1.0f, px(8.0f)});
        return;
    }
    const Edited scalp = slider("Scalp side", settings.scalp_side_mm, kScalpSideRangeMm.min, kScalpSideRangeMm.max, kStyle);
    follow_stencil(panel, settings, scalp, "Change the scalp side");
    ImGui::Dummy({1.0f, px(8.0f)});
}

}  // namespace

void draw_parts_section(PanelContext& panel) {
    draw_parts(panel);
    draw_line(panel);
    draw_sides(panel);
}

void draw_placement_section(PanelContext& panel) {
    const auto flag = [&](const char* label, bool StencilSettings::*field, const char* on, const char* off) {
        StencilSettings settings = *panel.session.document().stencil;
        if (toggle(label, settings.*field)) change_stencil(panel, settings, settings.*field ? on : off);
    };
    section("Back to the same place");
    flag("Tongue down to the glabella", &StencilSettings::has_tongue, "Add the tongue", "Take the tongue off");
    flag("Tails to the corners of the eyes", &StencilSettings::has_tails, "Add the tails", "Take the tails off");
    ImGui::Dummy({1.0f, px(6.0f)});
    section("On the pieces");
    const bool is_cut = rules_of(panel.session.document().stencil->medium).is_cut;
    flag(is_cut ? "Windows of 1 cm\xc2\xb2, dots counted" : "Dots at their true places", &StencilSettings::has_dot_guide, "Add the dot guide", "Take the dot guide off");
    flag("Client, version, date and badge", &StencilSettings::has_label, "Add the label", "Take the label off");
    ImGui::Dummy({1.0f, px(6.0f)});
}

}  // namespace trichion
