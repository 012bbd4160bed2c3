// The Dots step: how many, how large, how dark, on which skin, in how many sessions.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/model/limits.h"

#include <algorithm>
#include <cctype>
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
        if (p.is_hovered) tooltip(fmt::format("{}, {:.0f} : 1", rung.name, rung.shade));
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

/// The skin to work on, region by region.
void draw_regions(const Dots& dots, std::set<std::string>& open) {
    if (!folding_section("Skin to work on", open, fmt::format("{:.0f} cm\xc2\xb2", dots.area_cm2))) return;
    for (const RegionArea& region : dots.regions) {
        std::string name = region.name;
        if (region.area == 0) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        value_row(name, fmt::format("{:.1f} cm\xc2\xb2", region.cm2));
    }
    ImGui::Dummy({1.0f, px(6.0f)});
}

void draw_plan(Editor& editor) {
    SessionPlan plan = *editor.document().plan;
    section("Sessions");
    static constexpr const char* kCounts[] = {"1", "2", "3", "4"};
    if (const auto count = segmented("Sessions", kCounts, plan.sessions - 1)) {
        plan.sessions = *count + 1;
        change_part(editor, &Document::plan, plan, "Change sessions");
    }
    const Edited gap = slider("Days between", plan.gap_days, 7.0f, 60.0f, {.unit = "days", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::plan, plan, gap, "Change days between sessions");
}

}  // namespace

void draw_dots_panel(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    section("Dots");
    DotSettings dots = *editor.document().dots;
    const Edited density = slider("Density", dots.density_per_cm2, kDensityRange.min, kDensityRange.max, {.unit = "/cm\xc2\xb2", .decimals = 0, .step = 5.0f});
    follow(editor, &Document::dots, dots, density, "Change density");
    const Edited size = slider("Dot size, healed", dots.diameter_mm, kDiameterRangeMm.min, kDiameterRangeMm.max, {.unit = "mm", .decimals = 2, .step = 0.01f});
    follow(editor, &Document::dots, dots, size, "Change dot size");
    if (const Dots* placed = panel.session.pipeline().dots())
        for (const Advice& advice : placed->advice) notice(advice.sentence, NoticeKind::Advice);
    ImGui::Dummy({1.0f, px(6.0f)});

    draw_ladder(editor);
    SessionPlan plan = *editor.document().plan;
    const Edited shade = slider("Shade, session 1", plan.shade, kShadeRange.min, kShadeRange.max, {.unit = ": 1", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::plan, plan, shade, "Change shade");
    section("Tone of the pigment", "0 ash, 1 slightly warm");
    const Edited warmth = slider("Warmth", plan.warmth, kWarmthRange.min, kWarmthRange.max, {.unit = "", .decimals = 2, .step = 0.05f});
    follow(editor, &Document::plan, plan, warmth, "Change warmth");
    draw_swatches(editor);
    draw_plan(editor);
    if (const Dots* placed = panel.session.pipeline().dots(); placed && placed->area_cm2 > 0.0f) draw_regions(*placed, panel.view.open_sections);
}

}  // namespace trichion
