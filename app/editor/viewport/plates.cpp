// The plates over the picture: views, read-outs, what is under way, notices.
#include "app/editor/ui/icons.h"
#include "app/editor/viewport/viewport.h"
#include "core/pipeline/outline_advice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <functional>

namespace trichion {
namespace {

using namespace ui;

struct NamedView {
    const char* name;
    const char* label;
};
constexpr std::array kViews{NamedView{"front", "Front"}, NamedView{"three-quarter", "3/4"}, NamedView{"left", "Left"},
                            NamedView{"right", "Right"}, NamedView{"top", "Top"},           NamedView{"back", "Back"}};

struct Piece {
    std::string plain, strong;
};

/// What the line amounts to.
std::vector<Piece> read_outs(const OutlineResult& outline, const Dots* dots) {
    std::vector<Piece> pieces{{"hairline", fmt::format("{:.0f} mm", outline.hairline_mm)},
                              {"left/right", fmt::format("{:.1f} mm", outline.left_right_mm)}};
    if (dots) pieces.push_back({"area", fmt::format("{:.0f} cm\xc2\xb2", dots->area_cm2)});
    return pieces;
}

/// Muted names and bright figures in one line. @return the width.
float draw_pieces(ImDrawList* list, const Rect& rect, std::span<const Piece> pieces) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    float x = rect.x;
    for (const Piece& piece : pieces) {
        if (list) draw_text_left(list, fonts.body, {x, rect.y, 0, rect.height}, theme.muted, piece.plain);
        x += text_size(fonts.body, piece.plain).x + px(5.0f);
        if (list) draw_text_left(list, fonts.body, {x, rect.y, 0, rect.height}, theme.text, piece.strong);
        x += text_size(fonts.body, piece.strong).x + px(16.0f);
    }
    return x - rect.x - px(16.0f);
}

bool overlap(const Rect& a, const Rect& b) { return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom(); }

Rect read_outs_plate(const Rect& rect, std::span<const Piece> pieces) {
    return {rect.x + px(14.0f), rect.bottom() - px(44.0f), draw_pieces(nullptr, {}, pieces) + px(28.0f), px(30.0f)};
}

}  // namespace

Rect lifted(Rect plate) {
    for (const Rect& other : context().plates)
        if (overlap(plate, other)) plate.y = other.y - px(8.0f) - plate.height;
    return plate;
}

float width_of(const PictureOption& option) { return text_size(context().fonts.body, option.words).x + px(24.0f); }

bool picture_option(const PictureOption& option, const Rect& box, const Rect& row) {
    const Theme& theme = context().theme;
    const Pressable p = pressable(option.label, box);
    ImDrawList* list = ImGui::GetWindowDrawList();
    fill(list, box, option.is_on ? theme.accent_deep : theme.overlay, px(7.0f));
    if (option.is_on) ui::outline(list, box, faded(theme.accent, 0.7f), px(7.0f), px(1.0f));
    draw_text_centred(list, context().fonts.body, box, option.is_on ? theme.accent_text : p.is_hovered ? theme.text : rgb(0xc3c6cb), option.words);
    if (p.is_focused) focus_ring(list, box, px(7.0f));
    if (p.is_hovered) tooltip(option.tip, row);
    return p.was_pressed;
}

bool remarks_chip(const std::string& label, float x, float y, const Remarks& remarks) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const std::string words = remarks.count == 1 ? "1 remark" : fmt::format("{} remarks", remarks.count);
    const Rect chip{x, y, text_size(fonts.strong, words).x + px(48.0f), px(30.0f)};
    const ImU32 edge = remarks.are_grave ? theme.danger : theme.caution;
    ImDrawList* list = ImGui::GetWindowDrawList();
    context().plates.push_back(chip);
    const Pressable p = pressable(label, chip);
    fill(list, chip, remarks.are_grave ? theme.danger_deep : theme.caution_deep, px(7.0f));
    ui::outline(list, chip, p.is_hovered ? edge : faded(edge, 0.7f), px(7.0f), px(p.is_hovered ? 1.8f : 1.2f));
    draw_text_left(list, fonts.small_icons, {chip.x + px(12.0f), chip.y, px(20.0f), chip.height}, edge, icon::kWarning);
    draw_text_left(list, fonts.strong, {chip.x + px(34.0f), chip.y, chip.width, chip.height}, remarks.are_grave ? theme.danger_text : theme.caution_text, words);
    if (p.is_focused) focus_ring(list, chip, px(7.0f));
    if (p.is_hovered) tooltip(remarks.first, chip);
    return p.was_pressed;
}

void draw_advice_chip(const Rect& rect, PanelContext& panel) {
    const OutlineResult* outline = panel.session.pipeline().outline();
    if (!outline || outline->advice.empty() || panel.view.step != Step::Hairline) return;
    const Rect beside = read_outs_plate(rect, read_outs(*outline, panel.session.pipeline().dots()));
    const Advice& first = outline->advice.front();
    if (remarks_chip("Remarks", beside.right() + px(8.0f), beside.y, {outline->advice.size(), first.sentence, is_broken_line(first)})) panel.view.wants_advice = true;
}

void draw_view_buttons(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    float width = px(12.0f);
    for (const NamedView& view : kViews) width += text_size(fonts.body, view.label).x + px(16.0f);
    const Rect plate{rect.right() - width - px(14.0f), rect.y + px(14.0f), width, px(30.0f)};
    fill(list, plate, theme.overlay, px(7.0f));
    float x = plate.x + px(6.0f);
    for (const NamedView& view : kViews) {
        const Rect part{x, plate.y, text_size(fonts.body, view.label).x + px(16.0f), plate.height};
        x += part.width;
        const Pressable p = pressable(fmt::format("View {}", view.label), part);
        const bool is_chosen = panel.view.named_view == view.name;
        draw_text_centred(list, fonts.body, part, is_chosen ? theme.accent_text : p.is_hovered ? theme.text : rgb(0xc3c6cb), view.label);
        if (p.is_focused) focus_ring(list, inset(part, px(4.0f)), px(6.0f));
        if (p.was_pressed) panel.view.wanted_view = view.name;
    }
}

void draw_status(const Rect& rect, float y, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Pipeline& pipeline = panel.session.pipeline();
    const auto importing = panel.session.import_progress();
    if (pipeline.is_fresh() && !importing) return;
    if (pipeline.error()) return;
    const std::string words = importing ? "Reading the scan" : pipeline.doing();
    const float share = importing ? *importing : pipeline.progress();
    const float width = text_size(fonts.body, words).x + px(120.0f);
    const Rect plate{rect.x + px(14.0f), y - px(30.0f), width, px(30.0f)};
    fill(list, plate, theme.overlay, px(7.0f));
    draw_text_left(list, fonts.body, {plate.x + px(14.0f), plate.y, width, plate.height}, theme.muted, words);
    const Rect bar{plate.right() - px(94.0f), plate.y + px(13.0f), px(80.0f), px(4.0f)};
    fill(list, bar, theme.line, px(2.0f));
    fill(list, {bar.x, bar.y, bar.width * std::clamp(share, 0.04f, 1.0f), bar.height}, theme.accent, px(2.0f));
    context().registry.record("Status", plate);
    context().plates.push_back(plate);
}

void draw_read_outs(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    Pipeline& pipeline = panel.session.pipeline();
    float y = rect.bottom() - px(14.0f);
    if (const OutlineResult* outline = pipeline.outline()) {
        const std::vector<Piece> pieces = read_outs(*outline, pipeline.dots());
        const Rect plate = read_outs_plate(rect, pieces);
        fill(list, plate, theme.overlay, px(7.0f));
        draw_pieces(list, {plate.x + px(14.0f), plate.y, plate.width, plate.height}, pieces);
        context().registry.record("Read-outs", plate);
        context().plates.push_back(plate);
        y = plate.y - px(8.0f);
    }
    draw_status(rect, y, panel);
}

NoticeRoom notice_room(const Rect& rect, std::span<const Rect> plates) {
    const float edge = px(14.0f), apart = px(8.0f), widest = px(560.0f), least = px(260.0f);
    std::vector<Rect> at_foot;
    std::vector<float> levels{rect.bottom() - edge};
    for (const Rect& plate : plates)
        if (plate.bottom() > rect.y + 0.5f * rect.height && plate.y < rect.bottom()) at_foot.push_back(plate), levels.push_back(plate.y - apart);
    std::ranges::sort(at_foot, {}, &Rect::x);
    std::ranges::sort(levels, std::greater{});
    NoticeRoom room;
    for (const float level : levels) {
        // The widest room between what reaches above this level; of two as wide the right one, for what is under way is told at the left.
        float from = rect.x + edge, best_from = from, best_width = 0.0f;
        const auto take = [&](float to) {
            if (to - from >= best_width - 1.0f) best_from = from, best_width = to - from;
        };
        for (const Rect& plate : at_foot) {
            if (plate.y >= level) continue;
            take(plate.x - apart);
            from = std::max(from, plate.right() + apart);
        }
        take(rect.right() - edge);
        const float width = std::min(widest, best_width);
        const float x = std::clamp(rect.x + 0.5f * (rect.width - width), best_from, best_from + best_width - width);
        room = {std::round(x), level, width};
        if (best_width >= least) break;
    }
    return room;
}

void draw_notices(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const NoticeRoom room = notice_room(rect, context().plates_before);
    float y = room.bottom;
    std::optional<std::size_t> closed;
    const auto& lines = panel.notices.lines();
    for (std::size_t k = lines.size(); k-- > 0;) {
        const NoticeLine& line = lines[k];
        const float width = room.width, inner = width - px(64.0f);
        const float height = draw_text_wrapped(nullptr, fonts.body, {}, inner, 0, line.words) + px(20.0f);
        const Rect plate{room.x, y - height, width, height};
        const bool is_problem = line.kind == NoticeKind::Problem;
        fill(list, {plate.x, plate.y + px(3.0f), plate.width, plate.height}, rgb(0, 0.25f), px(9.0f));
        fill(list, plate, is_problem ? theme.danger_deep : theme.panel, px(8.0f));
        list->AddRectFilled(top_left(plate), {plate.x + px(3.0f), plate.bottom()}, is_problem ? theme.danger : theme.accent,
                            px(3.0f), ImDrawFlags_RoundCornersLeft);
        draw_text_wrapped(list, fonts.body, {plate.x + px(16.0f), plate.y + px(10.0f)}, inner,
                          is_problem ? theme.danger_text : theme.text, line.words);
        const Rect close{plate.right() - px(36.0f), plate.y + px(6.0f), px(28.0f), px(28.0f)};
        const Pressable p = pressable(fmt::format("Close notice {}", k), close);
        if (p.is_hovered) fill(list, close, rgb(0xffffff, 0.08f), px(6.0f));
        draw_text_centred(list, fonts.small_icons, close, theme.muted, icon::kClose);
        if (p.was_pressed) closed = k;
        context().registry.record(fmt::format("Notice {}", k), plate);
        if (plate.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y)) panel.notices.point_at(k);
        y = plate.y - px(8.0f);
    }
    if (closed) panel.notices.close(*closed);
}

}  // namespace trichion
