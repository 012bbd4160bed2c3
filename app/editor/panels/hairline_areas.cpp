// Free areas and locked parts.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/geometry/surface_loop.h"
#include "core/model/limits.h"
#include "core/model/services.h"
#include "core/pipeline/free_areas.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

struct LockRow {
    const char* label;
    std::array<OutlinePart, 2> parts;  // both sides
};
constexpr std::array kLockRows{LockRow{"Frontal", {OutlinePart::Frontal, OutlinePart::Frontal}},
                               LockRow{"Temples", {OutlinePart::TempleLeft, OutlinePart::TempleRight}},
                               LockRow{"Sideburns", {OutlinePart::SideburnLeft, OutlinePart::SideburnRight}},
                               LockRow{"Ears", {OutlinePart::EarLeft, OutlinePart::EarRight}},
                               LockRow{"Nape", {OutlinePart::Nape, OutlinePart::Nape}},
                               LockRow{"Blend edge", {OutlinePart::Blend, OutlinePart::Blend}}};

bool has_part(const Outline& outline, OutlinePart part) {
    return std::ranges::find(outline.points, part, &OutlinePoint::part) != outline.points.end();
}

/// A small button with a lock: its words, lit while locked. @return whether it was pressed.
bool lock_button(const char* label, const Rect& box, bool is_locked) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Pressable p = pressable(fmt::format("Lock {}", label), box);
    const ImU32 ink = is_locked ? theme.accent_text : theme.text;
    fill(list, box, is_locked ? theme.accent_deep : p.is_hovered ? theme.raised_hover : theme.raised, px(6.0f));
    draw_text_centred(list, context().fonts.small_icons, {box.x + px(6.0f), box.y, px(18.0f), box.height}, is_locked ? ink : theme.muted,
                      is_locked ? icon::kLock : icon::kUnlock);
    draw_text_left(list, context().fonts.body, {box.x + px(28.0f), box.y, box.width - px(30.0f), box.height}, ink, label);
    if (p.is_focused) focus_ring(list, box, px(6.0f));
    return p.was_pressed;
}

void draw_locks(PanelContext& panel) {
    const Outline& outline = *panel.session.document().outline;
    std::vector<const LockRow*> rows;
    for (const LockRow& row : kLockRows)
        if (has_part(outline, row.parts[0]) || has_part(outline, row.parts[1])) rows.push_back(&row);
    constexpr std::size_t kColumns = 2;
    const float gap = px(6.0f);
    for (std::size_t first = 0; first < rows.size(); first += kColumns) {
        const Rect row = next_row(30.0f, 6.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = 0.5f * (row.width - gap);
        for (std::size_t i = first; i < std::min(first + kColumns, rows.size()); ++i) {
            const Rect box{row.x + static_cast<float>(i - first) * (width + gap), row.y, width, row.height};
            const auto bits = static_cast<std::uint16_t>(1u << static_cast<unsigned>(rows[i]->parts[0]) | 1u << static_cast<unsigned>(rows[i]->parts[1]));
            const bool is_locked = (outline.locked & bits) == bits;
            if (!lock_button(rows[i]->label, box, is_locked)) continue;
            Outline changed = outline;
            changed.locked = static_cast<std::uint16_t>(is_locked ? changed.locked & ~bits : changed.locked | bits);
            change_part(panel.session.editor(), &Document::outline, std::move(changed), fmt::format("{} {}", is_locked ? "Unlock" : "Lock", rows[i]->label));
        }
        ImGui::SetCursorScreenPos(after);
    }
    if (outline.locked != 0) hint("Locked parts keep their line. The point beside one is held with it: the line bends there.");
}

/// Whether an added area adds nothing: all of its edge lies in the work already, clear of the blend to the fringe and of
/// every area left out. @cost some ten microseconds.
bool adds_nothing(const CandidateCloud& cloud, const Outline& outline, const OutlineResult& drawn, const AreaCurve& area) {
    if (area.kind != FreeArea::Kind::Added || area.curve.positions_mm.empty()) return false;
    std::vector<glm::vec3> edge;
    for (const OutlineCurve& part : drawn.parts) edge.insert(edge.end(), part.curve.positions_mm.begin(), part.curve.positions_mm.end());
    const SurfaceLoop work(cloud.cap, edge);
    const auto lies_in_full_work = [&](const glm::vec3& p) {
        const auto fades = [&](const OutlineCurve& part) {
            return part.part == OutlinePart::Blend && std::ranges::any_of(part.curve.positions_mm, [&](const glm::vec3& q) {
                return glm::distance(p, q) < outline.blend_mm;
            });
        };
        return work.contains(p) && std::ranges::none_of(drawn.parts, fades);
    };
    const SurfaceLoop own(cloud.cap, area.curve.positions_mm);
    const auto meets = [&](const AreaCurve& other) {
        if (other.kind != FreeArea::Kind::LeftOut || other.curve.positions_mm.empty()) return false;
        const SurfaceLoop hole(cloud.cap, other.curve.positions_mm);
        return std::ranges::any_of(area.curve.positions_mm, [&](const glm::vec3& p) { return hole.contains(p); }) ||
               own.contains(other.curve.positions_mm.front());
    };
    return std::ranges::all_of(area.curve.positions_mm, lies_in_full_work) && std::ranges::none_of(drawn.areas, meets);
}

std::string aside_of(PanelContext& panel, const FreeArea& area) {
    const std::string kind = area.kind == FreeArea::Kind::Scar    ? fmt::format("Scar at {:.0f} per cm\xc2\xb2", area.density_per_cm2)
                             : area.kind == FreeArea::Kind::Added ? "Added work"
                                                                  : "Left out";
    const OutlineResult* drawn = panel.session.pipeline().outline();
    const auto curve = drawn ? std::ranges::find(drawn->areas, area.id, &AreaCurve::id) : std::vector<AreaCurve>::const_iterator{};
    if (!drawn || curve == drawn->areas.end()) return kind;
    const CandidateCloud* cloud = panel.session.pipeline().candidates();
    if (cloud && adds_nothing(*cloud, *panel.session.document().outline, *drawn, *curve)) return "Adds nothing: lies inside the work already";
    const Dots* dots = panel.session.pipeline().dots();
    const auto region = dots ? std::ranges::find(dots->regions, area.id, &RegionArea::area) : std::vector<RegionArea>::const_iterator{};
    return dots && region != dots->regions.end() ? fmt::format("{}, {:.1f} cm\xc2\xb2", kind, region->cm2) : kind;
}

/// As a widget goes: one step of the history when it is let go.
void follow_area(PanelContext& panel, const FreeArea& area, const Edited& edited, const std::string& label) {
    auto changed = with_area_settings(*panel.session.document().outline, area);
    if (changed) follow(panel.session.editor(), &Document::outline, std::move(*changed), edited, label);
}

/// What is a scar's alone; one edit at a time.
void draw_scar_fields(PanelContext& panel, FreeArea scar) {
    const auto set = [&](const Edited& edited, const std::string& label) { follow_area(panel, scar, edited, label); };
    const auto row = [&](const char* label, float& value, const Range& range, const NumberStyle& style, const char* step) {
        const Edited edited = slider(label, value, range.min, range.max, style);
        if (edited.changed || edited.committed || edited.cancelled) set(edited, step);
    };
    row("Scar density", scar.density_per_cm2, kScarDensityRange, {.unit = "/cm\xc2\xb2", .decimals = 0, .step = 5.0f}, "Change scar's density");
    row("Needle depth", scar.depth_mm, kNeedleDepthRangeMm, {.unit = "mm", .decimals = 2, .step = 0.05f}, "Change needle's depth in the scar");
    float percent = 100.0f * scar.take_up;
    const Edited taken = slider("Scar take-up", percent, 100.0f * kTakeUpRange.min, 100.0f * kTakeUpRange.max, {.unit = "%", .decimals = 0, .step = 5.0f});
    if (taken.changed) scar.take_up = std::clamp(percent / 100.0f, kTakeUpRange.min, kTakeUpRange.max);
    if (taken.changed || taken.committed || taken.cancelled) set(taken, "Change scar's take-up");
    hint("Scarred skin often keeps less pigment: enter what you see after healing.");
}

/// The fields of the chosen area; one edit at a time.
void draw_area_fields(PanelContext& panel, const FreeArea& shown) {
    Editor& editor = panel.session.editor();
    const Outline outline = *panel.session.document().outline;
    FreeArea area = shown;
    const auto set = [&](const Edited& edited, const std::string& label) { follow_area(panel, area, edited, label); };
    if (const Edited name = text_field("Area name", area.name, "Crown, scar, ..."); name.changed || name.committed || name.cancelled) {
        area.name = plain_text(area.name, kLongestClientCode);
        set(name, "Name area");
        return;
    }
    static constexpr std::array kKinds{"Added work", "Left out", "Scar"};
    if (const auto pressed = segmented("Kind of area", kKinds, static_cast<int>(area.kind))) {
        area = with_kind(std::move(area), static_cast<FreeArea::Kind>(*pressed));
        set({true, true, false}, "Change area");
        return;
    }
    const Edited blend = slider("Area blend", area.blend_mm, kAreaBlendRangeMm.min, kAreaBlendRangeMm.max, {"mm", 0, 1.0f});
    if (blend.changed || blend.committed || blend.cancelled) return set(blend, "Change area blend");
    if (area.kind == FreeArea::Kind::Scar) {
        draw_scar_fields(panel, area);
        if (row_button("All scars: Dots, service Scar", icon::kRight, ButtonKind::Quiet)) return go_to(panel.view, Step::Dots, panel.session.document());
    }
    const Rect row = next_row(32.0f, 8.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float width = 0.5f * (row.width - px(6.0f));
    const auto change = [&](Result<Outline> changed, const std::string& label) {
        if (changed) change_part(editor, &Document::outline, std::move(*changed), label);
        else panel.notices.problem(changed.error().message);
    };
    const Head* head = panel.session.pipeline().head();
    if (button("Mirror copy", {row.x, row.y, width, row.height}, icon::kExchange, ButtonKind::Plain, head != nullptr))
        change(with_mirrored_area(Symmetry(*head, *panel.session.document().client), outline, shown.id), "Copy area");
    if (button("Delete area", {row.x + width + px(6.0f), row.y, width, row.height}, icon::kTrash)) {
        panel.view.tools.selected_area = 0;
        change(without_area(outline, shown.id), "Delete area");
    }
    ImGui::SetCursorScreenPos(after);
}

constexpr float kFade = 38.0f;  // the panel's lowest rows, which fade while more lies below

void draw_areas(PanelContext& panel) {
    const Shared<Outline> outline = panel.session.document().outline;
    std::uint32_t& selected = panel.view.tools.selected_area;
    for (const FreeArea& area : outline->areas) {
        const bool is_chosen = selected == area.id;
        if (list_row(fmt::format("Area {}", area.id), area.name, aside_of(panel, area), is_chosen)) selected = is_chosen ? 0 : area.id;
        if (!is_chosen) continue;
        draw_area_fields(panel, area);
        // Its last row at the lower edge: all that can be set for it is in sight.
        if (panel.view.tools.wants_area) ImGui::SetScrollFromPosY(ImGui::GetCursorScreenPos().y - ImGui::GetWindowPos().y + px(kFade), 1.0f);
    }
    panel.view.tools.wants_area = false;
    if (outline->areas.empty()) hint("A crown patch, a scar, or skin to leave out: draw a loop round it on the head.");
    if (panel.view.tool != ToolKind::Area && row_button("Draw an area", icon::kPlus, ButtonKind::Plain)) panel.view.tool = ToolKind::Area;
}

}  // namespace

void draw_scars(PanelContext& panel) {
    const Shared<Outline> outline = panel.session.document().outline;
    std::uint32_t& selected = panel.view.tools.selected_area;
    const auto is_scar = [](const FreeArea& area) { return area.kind == FreeArea::Kind::Scar; };
    const auto count = std::ranges::count_if(outline->areas, is_scar);
    for (const FreeArea& scar : outline->areas) {
        if (!is_scar(scar)) continue;
        const bool is_chosen = selected == scar.id;
        if (list_row(fmt::format("Scar {}", scar.id), scar.name, aside_of(panel, scar), is_chosen)) selected = is_chosen ? 0 : scar.id;
        if (is_chosen || count == 1) draw_scar_fields(panel, scar);
    }
    if (!row_button(count == 0 ? "Draw round a scar" : "Draw round another scar", icon::kPlus)) return;
    go_to(panel.view, Step::Hairline, panel.session.document());
    panel.view.tool = ToolKind::Area;
    panel.view.tools.area = FreeArea::Kind::Scar;
    panel.view.open_sections.insert("Areas");
}

void draw_areas_section(PanelContext& panel) {
    const Outline& outline = *panel.session.document().outline;
    if (outline.points.empty()) return;
    const std::string count = outline.areas.empty() ? std::string() : fmt::format("{}", outline.areas.size());
    if (panel.view.tools.wants_area) panel.view.open_sections.insert("Areas");
    if (folding_section("Areas", panel.view.open_sections, count)) draw_areas(panel);
    if (folding_section("Locked parts", panel.view.open_sections, outline.locked ? "some locked" : "")) draw_locks(panel);
}

}  // namespace trichion
