// The Dots step: the client's own hair, of which the plan fills only what is missing.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/base/hash.h"
#include "core/model/limits.h"
#include "core/model/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace trichion {
namespace {

using namespace ui;

/// A stage as it is chosen: a head from above, brow up, with the hair that is left.
struct Stage {
    HairLoss loss;
    const char* label;   // under the picture
    const char* name;    // in sentences
    // Of the picture, in half breadths and half lengths of the head: where the line lies in the middle, how far its
    // corners recede behind that, the bare spot on the crown, the bare top, and how much hair the top has kept.
    float middle, corner, crown, top, kept;
};
constexpr std::array kStages{
    Stage{HairLoss::Norwood1, "1", "Norwood 1", 0.74f, 0.04f, 0.0f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood2, "2", "Norwood 2", 0.74f, 0.24f, 0.0f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood2A, "2A", "Norwood 2A", 0.58f, 0.14f, 0.0f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood3, "3", "Norwood 3", 0.72f, 0.52f, 0.0f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood3A, "3A", "Norwood 3A", 0.36f, 0.20f, 0.0f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood3Vertex, "3 vertex", "Norwood 3 vertex", 0.72f, 0.52f, 0.26f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood4, "4", "Norwood 4", 0.52f, 0.55f, 0.36f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood4A, "4A", "Norwood 4A", 0.06f, 0.16f, 0.0f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood5, "5", "Norwood 5", 0.30f, 0.42f, 0.48f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood5A, "5A", "Norwood 5A", -0.34f, 0.10f, 0.0f, 0.0f, 1.0f},
    Stage{HairLoss::Norwood6, "6", "Norwood 6", 0.74f, 0.0f, 0.0f, 0.66f, 0.0f},
    Stage{HairLoss::Norwood7, "7", "Norwood 7", 0.74f, 0.0f, 0.0f, 0.86f, 0.0f},
    Stage{HairLoss::Ludwig1, "Ludwig 1", "Ludwig 1", 0.76f, 0.0f, 0.0f, 0.0f, 0.5f},
    Stage{HairLoss::Ludwig2, "Ludwig 2", "Ludwig 2", 0.76f, 0.0f, 0.0f, 0.0f, 0.24f},
    Stage{HairLoss::Ludwig3, "Ludwig 3", "Ludwig 3", 0.76f, 0.0f, 0.0f, 0.0f, 0.05f}};

/// Whether a hair stands at a place of the picture; `chance` is the hair's own, 0 to 1.
bool has_hair(const Stage& stage, float x, float y, float chance) {
    if (x * x + y * y > 0.96f) return false;
    const float side = std::clamp((std::abs(x) - 0.15f) / 0.45f, 0.0f, 1.0f);
    const bool is_fringe = std::abs(x) > 0.72f;
    if (!is_fringe && y > stage.middle - stage.corner * side * side) return false;
    if (is_fringe && y > 0.5f) return false;
    if (std::hypot(x, 1.15f * (y + 0.42f)) < stage.crown) return false;
    if (stage.top > 0.0f && std::abs(x) < stage.top && y > -stage.top) return false;
    const bool is_part = std::abs(x) < 0.5f - 0.3f * std::abs(y) && y < 0.62f && y > -0.7f;
    return stage.kept >= 1.0f || !is_part || chance < stage.kept;
}

void draw_head(const Stage& stage, const Rect& box, ImU32 skin, ImU32 hair) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 centre{box.x + 0.5f * box.width, box.y + 0.53f * box.height};
    const float half_length = 0.44f * box.height, half_breadth = 0.8f * half_length;
    list->AddTriangleFilled({centre.x - px(3.0f), centre.y - half_length + px(1.5f)}, {centre.x + px(3.0f), centre.y - half_length + px(1.5f)},
                            {centre.x, centre.y - half_length - px(3.0f)}, skin);
    constexpr int kCorners = 40;
    for (int i = 0; i < kCorners; ++i) {
        const float angle = 2.0f * std::numbers::pi_v<float> * static_cast<float>(i) / kCorners;
        list->PathLineTo({centre.x + half_breadth * std::cos(angle), centre.y + half_length * std::sin(angle)});
    }
    list->PathFillConvex(skin);
    constexpr float kStep = 0.14f;
    std::uint64_t count = 0;
    for (float y = -1.0f; y <= 1.0f; y += kStep)
        for (float x = -1.0f; x <= 1.0f; x += kStep * 1.2f) {
            const std::uint64_t bits = mix(0x68616972u, ++count);
            const float at_x = x + kStep * (unit_float(bits) - 0.5f), at_y = y + kStep * (unit_float(bits << 20) - 0.5f);
            if (has_hair(stage, at_x, at_y, unit_float(mix(bits))))
                list->AddCircleFilled({centre.x + half_breadth * at_x, centre.y - half_length * at_y}, px(1.1f), hair, 6);
        }
}

void choose(Editor& editor, HairLoss loss, const char* name) {
    NativeHair hair = *editor.document().native_hair;
    if (hair.loss == loss) return;
    hair.loss = loss;
    change_part(editor, &Document::native_hair, std::move(hair), fmt::format("Choose {}", name));
}

void draw_stages(Editor& editor) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const HairLoss chosen = editor.document().native_hair->loss;
    constexpr std::size_t kColumns = 5;
    const float gap = px(5.0f);
    for (std::size_t first = 0; first < kStages.size(); first += kColumns) {
        const Rect row = next_row(62.0f, 5.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor((row.width - gap * (kColumns - 1)) / kColumns);
        for (std::size_t i = first; i < std::min(first + kColumns, kStages.size()); ++i) {
            const Stage& stage = kStages[i];
            const Rect tile{row.x + static_cast<float>(i - first) * (width + gap), row.y, width, row.height};
            const bool is_chosen = stage.loss == chosen;
            const Pressable p = pressable(fmt::format("Stage {}", to_word(stage.loss)), tile);
            fill(list, tile, p.is_hovered ? theme.raised_hover : theme.raised, px(8.0f));
            if (is_chosen) ui::outline(list, tile, theme.accent, px(8.0f), px(1.8f));
            draw_head(stage, {tile.x, tile.y + px(3.0f), tile.width, px(42.0f)}, theme.field, is_chosen ? theme.text : theme.muted);
            draw_text_centred(list, context().fonts.small, {tile.x, tile.y + px(44.0f), tile.width, px(16.0f)}, is_chosen ? theme.text : theme.muted, stage.label);
            if (p.is_focused) focus_ring(list, tile, px(8.0f));
            if (p.was_pressed) choose(editor, stage.loss, stage.name);
        }
        ImGui::SetCursorScreenPos(after);
    }
}

/// The two that are no stage, and "a stage" between them, which the tiles choose.
void draw_kinds(Editor& editor) {
    static constexpr std::array kKinds{"As drawn", "None at all"};
    static constexpr std::array kLosses{HairLoss::AsDrawn, HairLoss::None};
    const HairLoss loss = editor.document().native_hair->loss;
    const int chosen = loss == HairLoss::AsDrawn ? 0 : loss == HairLoss::None ? 1 : -1;
    if (const auto pressed = segmented("Native hair", kKinds, chosen))
        choose(editor, kLosses[static_cast<std::size_t>(*pressed)], kKinds[static_cast<std::size_t>(*pressed)]);
    if (chosen == 0) hint("Full behind the outline, none before it. Or choose a stage:");
    else if (chosen == 1) hint("Not a hair is left. Or choose a stage:");
    else hint("The plan fills only what is missing: what this stage lacks, and what thin hair lacks all over.");
}

void draw_ancestry(Editor& editor) {
    static constexpr std::array kNames{"African", "Asian", "Caucasian", "Hispanic"};
    NativeHair hair = *editor.document().native_hair;
    if (const auto pressed = segmented("Ancestry", kNames, static_cast<int>(hair.ancestry))) {
        hair.ancestry = static_cast<Ancestry>(*pressed);
        change_part(editor, &Document::native_hair, hair, fmt::format("Choose {} hair", kNames[static_cast<std::size_t>(*pressed)]));
        return;
    }
    float percent = 100.0f * hair.fullness;
    const Edited full = slider("Fullness", percent, 100.0f * kFullnessRange.min, 100.0f * kFullnessRange.max, {.unit = "%", .decimals = 0, .step = 5.0f});
    if (full.changed) hair.fullness = std::clamp(percent / 100.0f, kFullnessRange.min, kFullnessRange.max);
    follow(editor, &Document::native_hair, hair, full, "Change fullness of the hair");
}

std::string stage_words(HairLoss loss) {
    if (loss == HairLoss::AsDrawn) return "as drawn";
    const auto found = std::ranges::find(kStages, loss, &Stage::loss);
    return found == kStages.end() ? "none at all" : found->name;
}

}  // namespace

void draw_native_section(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    if (!folding_section("Native hair", panel.view.open_sections, stage_words(editor.document().native_hair->loss))) return;
    draw_kinds(editor);
    draw_stages(editor);
    draw_ancestry(editor);
    ImGui::Dummy({1.0f, px(6.0f)});
}

}  // namespace trichion
