// The Dots step: the pigment's shade and warmth, and the skin and hair that they must suit.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/limits.h"
#include "core/pipeline/shades.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

/// A rung of the shade ladder: water to one part of pigment [FACTS 2.3]; the sample is for the eye only.
struct Rung {
    const char* name;
    float shade;
    unsigned sample;
};
constexpr Rung kLadder[] = {{"Silver", 30, 0xa8a9ab},      {"Ash", 24, 0x97989a},      {"Light grey", 20, 0x86878a},
                            {"Medium grey", 16, 0x737477}, {"Dark grey", 12, 0x5e5f62}, {"Charcoal", 8, 0x47484b},
                            {"Soft black", 6, 0x343538},   {"Black", 4, 0x1d1e20}};

/// Monk Skin Tone 1 to 10 [FACTS 5.1].
constexpr unsigned kMonk[] = {0xf6ede4, 0xf3e7db, 0xf7ead0, 0xeadaba, 0xd7bd96, 0xa07e56, 0x825c43, 0x604134, 0x3a312a, 0x292420};

struct HairLook {
    HairColour colour;
    const char* label;
    unsigned sample;
};
constexpr HairLook kHair[] = {{HairColour::Black, "Black hair", 0x17151a},         {HairColour::DarkBrown, "Dark brown hair", 0x33251d},
                              {HairColour::Brown, "Brown hair", 0x523a2a},         {HairColour::LightBrown, "Light brown hair", 0x7d5f45},
                              {HairColour::Blond, "Blond hair", 0xc0a06a},         {HairColour::Red, "Red hair", 0x8c4628},
                              {HairColour::Grey, "Grey hair", 0xa3a3a5}};

const Rung& nearest_rung(float shade) {
    return *std::ranges::min_element(kLadder, {}, [&](const Rung& rung) { return std::abs(rung.shade - shade); });
}

void draw_ladder(Editor& editor) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    SessionPlan plan = *editor.document().plan;
    const Rung& chosen = nearest_rung(plan.shade);
    const bool is_on_rung = std::abs(chosen.shade - plan.shade) < 0.5f;
    section("Shade", fmt::format("{}, {:.0f} water : 1 pigment", is_on_rung ? chosen.name : "between", plan.shade));
    const Rect row = next_row(32.0f, 5.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float width = row.width / static_cast<float>(std::size(kLadder));
    for (std::size_t i = 0; i < std::size(kLadder); ++i) {
        const Rung& rung = kLadder[i];
        const Rect tile{std::round(row.x + static_cast<float>(i) * width), row.y, std::round(width) - px(3.0f), row.height};
        const Pressable p = pressable(fmt::format("Shade {}", rung.name), tile);
        fill(list, tile, rgb(rung.sample), px(6.0f));
        const bool is_chosen = is_on_rung && &rung == &chosen;
        const ImU32 ink = i < 3 ? rgb(0x131416) : rgb(0xf1f1f2);
        draw_text_centred(list, context().fonts.small, tile, ink, fmt::format("{:.0f}", rung.shade));
        if (is_chosen) outline(list, inset(tile, -px(2.0f)), theme.accent, px(8.0f), px(2.0f));
        else if (p.is_hovered) outline(list, inset(tile, -px(1.0f)), theme.muted, px(7.0f), px(1.0f));
        if (p.is_hovered) tooltip(fmt::format("{}, {:.0f} : 1", rung.name, rung.shade), tile);
        if (p.is_focused) focus_ring(list, tile, px(6.0f));
        if (p.was_pressed && !is_chosen) {
            plan.shade = rung.shade;
            change_part(editor, &Document::plan, plan, "Choose shade");
        }
    }
    ImGui::SetCursorScreenPos(after);
}

void draw_swatches(Editor& editor) {
    SkinSettings skin = *editor.document().skin;
    section("Skin tone", fmt::format("Monk {}", skin.monk));
    Rect row = next_row(28.0f, 5.0f);
    ImVec2 after = ImGui::GetCursorScreenPos();
    for (int i = 0; i < 10; ++i) {
        const float width = row.width / 10.0f;
        const Rect box{row.x + static_cast<float>(i) * width, row.y, width, row.height};
        if (swatch(fmt::format("Monk {}", i + 1), box, rgb(kMonk[i]), skin.monk == i + 1)) {
            skin.monk = i + 1;
            change_part(editor, &Document::skin, skin, "Choose skin tone");
        }
    }
    ImGui::SetCursorScreenPos(after);

    section("Skin type", "Fitzpatrick");
    static constexpr const char* kTypes[] = {"I", "II", "III", "IV", "V", "VI"};
    if (const auto type = segmented("Fitzpatrick", kTypes, skin.fitzpatrick - 1)) {
        skin.fitzpatrick = *type + 1;
        change_part(editor, &Document::skin, skin, "Choose Fitzpatrick type");
    }
    const auto chosen = std::ranges::find(kHair, skin.hair, &HairLook::colour);
    section("Hair", chosen != std::end(kHair) ? chosen->label : "");
    row = next_row(28.0f, 5.0f);
    after = ImGui::GetCursorScreenPos();
    float x = row.x;
    for (const HairLook& hair : kHair) {
        const Rect box{x, row.y, px(30.0f), row.height};
        if (swatch(hair.label, box, rgb(hair.sample), skin.hair == hair.colour)) {
            skin.hair = hair.colour;
            change_part(editor, &Document::skin, skin, "Choose hair colour");
        }
        x += px(36.0f);
    }
    ImGui::SetCursorScreenPos(after);
}

/// The ladder for this skin and hair; what else is planned stays.
void draw_usual(Editor& editor) {
    const SessionPlan& plan = *editor.document().plan;
    const SessionPlan usual = default_plan_for(*editor.document().skin);
    SessionPlan changed = plan;
    changed.shade = usual.shade;
    changed.shade_step = usual.shade_step;
    changed.warmth = usual.warmth;
    for (SessionWork& work : changed.each) work.shade.reset(), work.warmth.reset();
    if (row_button("Usual for this skin and hair", icon::kUser, ButtonKind::Plain, !(changed == plan)))
        change_part(editor, &Document::plan, std::move(changed), "Take the usual shades");
}

void draw_shades(Editor& editor) {
    draw_ladder(editor);
    SessionPlan plan = *editor.document().plan;
    const Edited shade = slider("Shade, session 1", plan.shade, kShadeRange.min, kShadeRange.max, {.unit = ": 1", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::plan, plan, shade, "Change shade");
    plan = *editor.document().plan;
    const Edited step = slider("Then by", plan.shade_step, kShadeStepRange.min, kShadeStepRange.max, {.unit = "water", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::plan, plan, step, "Change step of the shade");
    plan = *editor.document().plan;
    const Edited warmth = slider("Warmth", plan.warmth, kWarmthRange.min, kWarmthRange.max, {.unit = "", .decimals = 2, .step = 0.05f});
    follow(editor, &Document::plan, plan, warmth, "Change warmth");
    hint("Water to 1 of pigment: less is darker, from session to session. Warmth: 0 ash, 1 slightly warm.");
    static constexpr std::array kPigments{"Lasting carbon", "Cleared in 2 years"};
    if (const auto pressed = segmented("Pigment", kPigments, static_cast<int>(editor.document().plan->pigment))) {
        plan = *editor.document().plan;
        plan.pigment = static_cast<Pigment>(*pressed);
        change_part(editor, &Document::plan, plan, "Choose pigment");
    }
    ImGui::Dummy({1.0f, px(6.0f)});
}

}  // namespace

void draw_colour_section(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    draw_shades(editor);
    draw_swatches(editor);
    ImGui::Dummy({1.0f, px(4.0f)});
    draw_usual(editor);
    ImGui::Dummy({1.0f, px(8.0f)});
}

}  // namespace trichion
