// Header, map, sessions side by side, zones one below the other, notes.
#include "core/io/plan_page.h"

#include "core/io/sheet_canvas.h"
#include "core/pipeline/work_words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <functional>
#include <utility>

namespace trichion {
namespace {

using Align = SheetLabel::Align;

constexpr double kEdgeMm = 14.0;      // from the paper's edge to words and tables
constexpr double kRowMm = 5.3;
constexpr double kWordsMm = 3.1, kSmallMm = 2.6, kTitleMm = 3.6, kLeastMm = 2.2;
constexpr double kMapTopMm = 39.0, kMapHeightMm = 56.0, kMapGapMm = 4.0;
constexpr double kNameColumnMm = 38.0;
constexpr glm::dvec3 kGrey{0.42, 0.43, 0.45}, kRule{0.80, 0.81, 0.83}, kSkin{0.955, 0.955, 0.96}, kInk{0.12, 0.12, 0.13};

/// Words in a column: set smaller where they would leave it, and shortened where that is not enough. @return where they end.
double write(SheetCanvas& canvas, const glm::dvec2& at, const std::string& words, double room_mm, SheetLabel style) {
    const TextMeasure& measure = canvas.measure();
    style.at_mm = at;
    style.text = measure.showable(words);
    const double width = measure.width_mm(style.text, style.size_mm, style.is_bold);
    if (width > room_mm) style.size_mm = std::max(style.size_mm * room_mm / width, std::min(style.size_mm, kLeastMm));
    style.text = measure.fitted(style.text, style.size_mm, style.is_bold, room_mm + 0.01);
    const double end = style.align == Align::Left ? at.x + measure.width_mm(style.text, style.size_mm, style.is_bold) : at.x;
    canvas.label(std::move(style));
    return end;
}

SheetLabel plain(double size_mm = kWordsMm, Align align = Align::Left) { return {{}, "", size_mm, false, align, kInk}; }
SheetLabel bold(double size_mm = kWordsMm, Align align = Align::Left) { return {{}, "", size_mm, true, align, kInk}; }
SheetLabel muted(double size_mm = kWordsMm, Align align = Align::Left) { return {{}, "", size_mm, false, align, kGrey}; }

void rule(SheetCanvas& canvas, double y, double width_mm = 0.2) {
    canvas.line({SheetLayer::Frame, {{kEdgeMm, y}, {canvas.width_mm() - kEdgeMm, y}}, width_mm, false, false, false, kRule});
}

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        if (!word.empty()) line += (line.empty() ? "" : " · ") + word;
    return line;
}

void draw_header(SheetCanvas& canvas, const WorkPlan& plan, const SheetText& text) {
    const double right = canvas.width_mm() - kEdgeMm, room = right - kEdgeMm;
    write(canvas, {kEdgeMm, 20.5}, "Work plan", room, bold(7.0));
    write(canvas, {right, 20.5}, text.client_code.empty() ? "No client code" : "Client " + text.client_code, 0.6 * room, bold(4.4, Align::Right));
    const std::string edited = text.edited_on.empty() ? "" : "last edit " + readable_date(text.edited_on);
    write(canvas, {kEdgeMm, 26.8}, joined({service_words(plan.service), text.preset_label + " hairline", text.version_label, edited}), room, muted());
    const std::string total = plan.dots == 0 ? "no dots"
                                             : fmt::format("about {} dots on {}, {} in all", grouped_words(plan.dots_about),
                                                           area_words(plan.area_cm2), time_words(plan.minutes));
    write(canvas, {kEdgeMm, 32.2}, total, 0.62 * room, bold(kTitleMm));
    const std::string badge = text.badge == HeadBadge::Scaled ? "" : to_words(text.badge);
    if (!badge.empty()) write(canvas, {right, 26.8}, badge, 0.4 * room, bold(kWordsMm, Align::Right));
    const std::string patch = plan.patch_test_on.empty() ? "" : "Patch test " + readable_date(plan.patch_test_on);
    write(canvas, {right, 32.2}, patch, 0.36 * room, plain(kWordsMm, Align::Right));
}

/// How the map's millimetres become the page's.
struct MapScale {
    double share = 0.2;
    double base_y = 0.0;  // where the views stand
};
MapScale scale_for(const std::vector<HeadMapView>& map, double room_mm) {
    double width = 0.0, height = 1.0;
    for (const HeadMapView& view : map) {
        width += view.max_mm.x - view.min_mm.x;
        height = std::max(height, view.max_mm.y - view.min_mm.y);
    }
    const double room = room_mm - kMapGapMm * static_cast<double>(map.size() - 1);
    const double share = std::min(room / std::max(width, 1.0), kMapHeightMm / height);
    return {share, kMapTopMm + share * height};
}

/// Numbers of one view, none over another: in its zone where there is room, beside it with a line to it otherwise.
class NumberPlaces {
public:
    explicit NumberPlaces(SheetCanvas& canvas) : canvas_(canvas) {}

    void draw(const MapNumber& number, const glm::dvec2& at, double room_mm) {
        SheetLabel label = bold(kSmallMm, Align::Middle);
        label.text = grouped_words(two_digits(static_cast<float>(number.dots)));
        const glm::dvec2 base(0.0, 0.5 * kCapHeight * kSmallMm);
        label.at_mm = at + base;
        if (room_mm < kLeastRoomMm || !is_free(label)) {
            label.at_mm = beside(label, at) + base;
            const auto outside = clipped({at, label.at_mm - base}, false, canvas_.room_of(label).bounds().grown(0.3));
            const glm::dvec2 end = outside.empty() ? label.at_mm - base : outside.front().front();
            canvas_.line({SheetLayer::Frame, {at, end}, 0.2, false, false, false, kInk});
        }
        const SheetRect room = canvas_.room_of(label).bounds().grown(0.5);
        canvas_.fill({{{room.min, {room.max.x, room.min.y}, room.max, {room.min.x, room.max.y}}}, glm::dvec3(1.0), 0.8});
        taken_.push_back(room);
        canvas_.label(std::move(label));
    }

private:
    static constexpr double kLeastRoomMm = 2.0;

    bool is_free(const SheetLabel& label) const {
        const SheetRect room = canvas_.room_of(label).bounds().grown(0.8);
        return std::ranges::none_of(taken_, [&](const SheetRect& other) { return other.overlaps(room); });
    }
    /// The nearest free place below or at the side.
    glm::dvec2 beside(SheetLabel label, const glm::dvec2& at) const {
        constexpr std::array<glm::dvec2, 5> kWays{{{0.0, 1.0}, {-0.8, 0.6}, {0.8, 0.6}, {-1.0, 0.0}, {1.0, 0.0}}};
        for (const double away : {8.0, 11.0, 14.0, 17.0})
            for (const glm::dvec2& way : kWays) {
                label.at_mm = at + away * way + glm::dvec2(0.0, 0.5 * kCapHeight * kSmallMm);
                if (is_free(label)) return at + away * way;
            }
        return at + glm::dvec2(0.0, 8.0);
    }

    SheetCanvas& canvas_;
    std::vector<SheetRect> taken_;
};

void draw_view(SheetCanvas& canvas, const HeadMapView& view, double share, const glm::dvec2& shift) {
    const auto placed = [&](std::vector<glm::dvec2> line) {
        for (glm::dvec2& p : line) p = share * p + shift;
        return line;
    };
    const auto all = [&](const MapRings& rings) {
        MapRings moved;
        for (const auto& ring : rings) moved.push_back(placed(ring));
        return moved;
    };
    canvas.fill({all(view.silhouette), kSkin});
    for (std::size_t z = 0; z < kZones; ++z)
        if (!view.zones[z].empty()) canvas.fill({all(view.zones[z]), zone_tint(static_cast<Zone>(z))});
    for (const MapRings& shade : view.shades)
        if (!shade.empty()) canvas.fill({all(shade), glm::dvec3(0.1, 0.1, 0.15), 0.055});
    for (const auto& ring : view.silhouette) canvas.line({SheetLayer::Frame, placed(ring), 0.25, true, false, false, kGrey});
    for (const auto& fold : view.folds) canvas.line({SheetLayer::Frame, placed(fold), 0.2, false, false, false, kGrey});
    for (const auto& stretch : view.outline) canvas.line({SheetLayer::Frame, placed(stretch), 0.4, false, false, false, kInk});
    for (const auto& edge : view.areas) canvas.line({SheetLayer::Frame, placed(edge), 0.3, false, true, false, kInk});
    NumberPlaces numbers(canvas);
    for (const MapNumber& number : view.numbers) numbers.draw(number, share * number.at_mm + shift, share * number.room_mm);
}

/// @return where the map ends.
double draw_map(SheetCanvas& canvas, const std::vector<HeadMapView>& map) {
    if (map.empty()) return kMapTopMm;
    const double room = canvas.width_mm() - 2.0 * kEdgeMm;
    const MapScale scale = scale_for(map, room);
    double width = kMapGapMm * static_cast<double>(map.size() - 1);
    for (const HeadMapView& view : map) width += scale.share * (view.max_mm.x - view.min_mm.x);
    double x = kEdgeMm + 0.5 * (room - width);
    for (const HeadMapView& view : map) {
        const double wide = scale.share * (view.max_mm.x - view.min_mm.x), high = scale.share * (view.max_mm.y - view.min_mm.y);
        draw_view(canvas, view, scale.share, glm::dvec2(x, scale.base_y - high) - scale.share * view.min_mm);
        write(canvas, {x + 0.5 * wide, scale.base_y + 4.4}, to_words(view.side), wide + kMapGapMm, muted(kSmallMm, Align::Middle));
        x += wide + kMapGapMm;
    }
    return scale.base_y + 6.0;
}

/// A table's columns of equal width, one for each session.
class Columns {
public:
    /// @param first_mm  room before them.
    Columns(double page_mm, double first_mm, std::size_t count)
        : first_mm_(kEdgeMm + first_mm), width_mm_((page_mm - kEdgeMm - first_mm_) / static_cast<double>(std::max<std::size_t>(count, 1))) {}
    double right_mm(std::size_t column) const { return first_mm_ + width_mm_ * static_cast<double>(column + 1); }
    double room_mm() const { return width_mm_ - 2.0; }

private:
    double first_mm_, width_mm_;
};

struct SessionRow {
    const char* name;
    std::function<std::string(const PlannedSession&)> words;
    bool is_bold = false;
};

const std::vector<SessionRow>& session_rows() {
    using S = const PlannedSession&;
    static const std::vector<SessionRow> kRows{
        {"Date", [](S s) { return s.on.empty() ? std::string("no date") : readable_date(s.on); }},
        {"Shade, water to pigment", [](S s) { return shade_words(s); }},
        {"Needle, depth", [](S s) { return fmt::format("{}, {:.2g} mm", needle_words(s.needle), s.depth_mm); }},
        {"Passes", [](S s) { return fmt::format("{}", s.passes); }},
        {"Dots, about", [](S s) { return grouped_words(s.dots_about); }, true},
        {"Set-up", [](S s) { return time_words(s.setup_minutes); }},
        {"Needle on skin", [](S s) { return time_words(s.work_minutes); }},
        {"Breaks", [](S s) { return break_words(s); }},
        {"In all", [](S s) { return time_words(s.minutes); }, true},
        {"Cartridges", [](S s) { return s.cartridges.empty() ? std::string("none") : cartridge_words({s.cartridges.front()}); }},
        {"  for hairline and scars", [](S s) { return s.cartridges.size() < 2 ? std::string("none more") : fmt::format("{} × {}", s.cartridges[1].count, needle_words(s.cartridges[1].needle)); }},
        {"Drops of pigment", [](S s) { return count_words(s.pigment_drops); }},
        {"Drops of water to them", [](S s) { return count_words(s.water_drops); }},
    };
    return kRows;
}

/// @return where the table ends.
double draw_sessions(SheetCanvas& canvas, const WorkPlan& plan, double y) {
    const Columns columns(canvas.width_mm(), kNameColumnMm, plan.sessions.size());
    const double size_mm = plan.sessions.size() > 3 ? 2.75 : kWordsMm;
    for (std::size_t s = 0; s < plan.sessions.size(); ++s)
        write(canvas, {columns.right_mm(s), y}, fmt::format("Session {}", plan.sessions[s].session), columns.room_mm(), bold(kTitleMm, Align::Right));
    rule(canvas, y + 1.7, 0.35);
    for (const SessionRow& row : session_rows()) {
        y += kRowMm;
        write(canvas, {kEdgeMm, y}, row.name, kNameColumnMm, muted());
        for (std::size_t s = 0; s < plan.sessions.size(); ++s)
            write(canvas, {columns.right_mm(s), y}, row.words(plan.sessions[s]), columns.room_mm(),
                  row.is_bold ? bold(size_mm, Align::Right) : plain(size_mm, Align::Right));
        rule(canvas, y + 1.6);
    }
    return y;
}

void draw_swatch(SheetCanvas& canvas, Zone zone, double y) {
    const glm::dvec2 min(kEdgeMm, y - 2.7), max(kEdgeMm + 3.4, y + 0.5);
    canvas.fill({{{min, {max.x, min.y}, max, {min.x, max.y}}}, zone_tint(zone)});
}

/// "3 200 · 2 to 5 · 40 min".
std::string share_words(int dots, const Estimate& drops, const Estimate& minutes) {
    const std::string time = minutes.usual > 0.0f ? fmt::format("{:.0f} min", minutes.usual) : "under 5 min";
    return fmt::format("{} · {} · {}", grouped_words(dots), count_words(drops), time);
}

/// Whether a zone takes a single needle beside the session's own.
bool has_fine_work(const PlannedZone& zone) {
    return std::ranges::any_of(zone.needles, [](const std::vector<Needle>& needles) { return needles.size() > 1; });
}

/// @return where the table ends.
double draw_zones(SheetCanvas& canvas, const WorkPlan& plan, double y) {
    const double share_mm = plan.sessions.size() > 3 ? 2.35 : kWordsMm;
    constexpr double kZoneMm = 31.0, kSkinMm = 15.0, kDotsMm = 14.0;
    const Columns columns(canvas.width_mm(), kZoneMm + kSkinMm + kDotsMm, plan.sessions.size());
    const auto skin = [&](const std::string& words, const SheetLabel& style) { write(canvas, {kEdgeMm + kZoneMm + kSkinMm, y}, words, kSkinMm - 1.0, style); };
    const auto dots = [&](const std::string& words, const SheetLabel& style) { write(canvas, {kEdgeMm + kZoneMm + kSkinMm + kDotsMm, y}, words, kDotsMm - 1.0, style); };
    const auto right = [&](std::size_t column, const std::string& words, const SheetLabel& style) {
        write(canvas, {columns.right_mm(column), y}, words, columns.room_mm(), style);
    };
    write(canvas, {kEdgeMm, y}, "Zones", kZoneMm, bold(kTitleMm));
    write(canvas, {canvas.width_mm() - kEdgeMm, y}, "for each session: dots · drops of mixed pigment · usual minutes of needle on skin", 130.0, muted(kSmallMm, Align::Right));
    y += 4.6;
    skin("skin", muted(kSmallMm, Align::Right));
    dots("dots", muted(kSmallMm, Align::Right));
    for (std::size_t s = 0; s < plan.sessions.size(); ++s)
        right(s, fmt::format("session {}", plan.sessions[s].session), muted(kSmallMm, Align::Right));
    rule(canvas, y + 1.7, 0.35);
    for (const PlannedZone& zone : plan.zones) {
        y += kRowMm;
        draw_swatch(canvas, zone.zone, y);
        const double name_end = write(canvas, {kEdgeMm + 5.0, y}, zone_words(zone.zone), 22.0, plain());
        if (has_fine_work(zone)) write(canvas, {name_end + 1.5, y}, "1RL too", kEdgeMm + kZoneMm - name_end - 1.5, muted(kSmallMm));
        skin(area_words(zone.cm2), plain(kWordsMm, Align::Right));
        dots(grouped_words(zone.dots_about), bold(kWordsMm, Align::Right));
        for (std::size_t s = 0; s < plan.sessions.size(); ++s) {
            const auto session = static_cast<std::size_t>(plan.sessions[s].session - 1);
            right(s, zone.per_session[session] == 0 ? std::string("–")
                                                    : share_words(two_digits(static_cast<float>(zone.per_session[session])), zone.mix_drops[session], zone.work_minutes[session]),
                  plain(share_mm, Align::Right));
        }
        rule(canvas, y + 1.6);
    }
    y += kRowMm;
    write(canvas, {kEdgeMm + 5.0, y}, "All", 22.0, bold());
    skin(area_words(plan.area_cm2), bold(kWordsMm, Align::Right));
    dots(grouped_words(plan.dots_about), bold(kWordsMm, Align::Right));
    for (std::size_t s = 0; s < plan.sessions.size(); ++s)
        right(s, share_words(plan.sessions[s].dots_about, plan.sessions[s].mix_drops, plan.sessions[s].work_minutes), bold(share_mm, Align::Right));
    return y;
}

const char* kind_words(FreeArea::Kind kind) {
    switch (kind) {
        case FreeArea::Kind::Added: return "added";
        case FreeArea::Kind::LeftOut: return "left out";
        case FreeArea::Kind::Scar: return "scar";
    }
    return "";
}

/// Lines to write on: what an inspection asks for is known only on the day [FACTS 6.4: S93, S94].
/// @return where they end.
double draw_blanks(SheetCanvas& canvas, const WorkPlan& plan, double y, double last_y) {
    constexpr std::array<const char*, 4> kNames{"Pigment, lot", "Cartridges, lot", "Worked, min", "Take-up seen, %"};
    constexpr double kBlankMm = 7.5;
    if (y + 3.0 + kBlankMm * static_cast<double>(kNames.size()) > last_y) return y;
    const Columns columns(canvas.width_mm(), kNameColumnMm, plan.sessions.size());
    y += 3.0;
    for (const char* name : kNames) {
        y += kBlankMm;
        write(canvas, {kEdgeMm, y}, name, kNameColumnMm, muted());
        for (std::size_t s = 0; s < plan.sessions.size(); ++s)
            canvas.line({SheetLayer::Frame, {{columns.right_mm(s) - columns.room_mm() + 3.0, y + 0.8}, {columns.right_mm(s), y + 0.8}}, 0.2, false, false, false, kGrey});
    }
    return y;
}

/// Touch-ups and laser removals, as many as there is room for. @return where they end.
double draw_later(SheetCanvas& canvas, const WorkPlan& plan, double y, double last_y) {
    if (plan.touch_ups.empty() && plan.removal_years.empty()) return y;
    y += 8.0;
    const double right = canvas.width_mm() - kEdgeMm;
    write(canvas, {kEdgeMm, y}, "Later, after the last session", 70.0, bold(kTitleMm));
    write(canvas, {right, y}, "not in the sum at the top", 60.0, muted(kSmallMm, Align::Right));
    rule(canvas, y + 1.7, 0.35);
    for (std::size_t i = 0; i < plan.touch_ups.size(); ++i) {
        const PlannedTouchUp& touch_up = plan.touch_ups[i];
        y += kRowMm;
        if (y + kRowMm > last_y) {
            write(canvas, {kEdgeMm, y}, "and more: the CSV file has them all", 120.0, muted());
            return y;
        }
        write(canvas, {kEdgeMm, y}, "Touch-up, " + years_words(touch_up.years), 44.0, plain());
        write(canvas, {kEdgeMm + 48.0, y}, fmt::format("{}, {:.3g}:1", touch_up.shade_name, touch_up.shade), 36.0, muted());
        write(canvas, {right - 62.0, y}, grouped_words(touch_up.dots_about) + " dots", 34.0, plain(kWordsMm, Align::Right));
        write(canvas, {right, y}, touch_up.dots == 0 ? "nothing to do" : time_words(touch_up.minutes), 60.0, bold(kWordsMm, Align::Right));
        rule(canvas, y + 1.6);
    }
    if (plan.removal_years.empty()) return y;
    y += kRowMm;
    write(canvas, {kEdgeMm, y}, "Laser removal", 44.0, plain());
    write(canvas, {kEdgeMm + 48.0, y}, removal_words(plan.removal_years), right - kEdgeMm - 48.0, plain());
    rule(canvas, y + 1.6);
    return y;
}

/// As many areas as there is room for. @return where they end.
double draw_areas(SheetCanvas& canvas, const WorkPlan& plan, double y, double last_y) {
    if (plan.areas.empty()) return y;
    y += 8.0;
    write(canvas, {kEdgeMm, y}, "Free areas, within the zones", 90.0, bold(kTitleMm));
    rule(canvas, y + 1.7, 0.35);
    const double right = canvas.width_mm() - kEdgeMm;
    for (std::size_t i = 0; i < plan.areas.size(); ++i) {
        const PlannedArea& area = plan.areas[i];
        y += kRowMm;
        if (y + kRowMm > last_y && i + 1 < plan.areas.size()) {
            write(canvas, {kEdgeMm, y}, fmt::format("and {} more: the CSV file has them all", plan.areas.size() - i), 120.0, muted());
            return y;
        }
        write(canvas, {kEdgeMm, y}, area.name, 70.0, plain());
        write(canvas, {kEdgeMm + 74.0, y}, kind_words(area.kind), 22.0, muted());
        write(canvas, {right - 50.0, y}, area_words(area.cm2), 30.0, plain(kWordsMm, Align::Right));
        write(canvas, {right, y}, area.kind == FreeArea::Kind::LeftOut ? "no dots" : grouped_words(area.dots_about) + " dots", 45.0, plain(kWordsMm, Align::Right));
        rule(canvas, y + 1.6);
    }
    return y;
}

/// Sentences from the paper's lower edge upwards. @return where they begin.
double draw_notes(SheetCanvas& canvas, const WorkPlan& plan) {
    std::vector<std::string> lines;
    const double room = canvas.width_mm() - 2.0 * kEdgeMm;
    const auto add = [&](const std::string& sentence) {
        for (std::string& line : wrapped(canvas.measure(), sentence, kSmallMm, room)) lines.push_back(std::move(line));
    };
    if (plan.dots > 0)
        for (const std::string& note : work_notes(plan)) add(note);
    const double top = canvas.height_mm() - 12.0 - 3.7 * static_cast<double>(std::max<std::size_t>(lines.size(), 1) - 1);
    for (std::size_t i = 0; i < lines.size(); ++i) write(canvas, {kEdgeMm, top + 3.7 * static_cast<double>(i)}, lines[i], room + 1.0, muted(kSmallMm));
    return top;
}

/// What is missing. @return where the sentences end.
double draw_remarks(SheetCanvas& canvas, const WorkPlan& plan, double y) {
    for (const std::string& remark : plan.remarks)
        for (const std::string& line : wrapped(canvas.measure(), remark, kWordsMm, canvas.width_mm() - 2.0 * kEdgeMm)) {
            write(canvas, {kEdgeMm, y}, line, canvas.width_mm(), plan.dots == 0 ? bold(kTitleMm) : plain());
            y += 4.6;
        }
    return y;
}

}  // namespace

glm::dvec3 zone_tint(Zone zone) {
    switch (zone) {
        case Zone::Frontal: return {0.49, 0.78, 0.74};
        case Zone::Mid: return {0.73, 0.86, 0.69};
        case Zone::Crown: return {0.95, 0.82, 0.54};
        case Zone::Temples: return {0.91, 0.66, 0.56};
        case Zone::Sides: return {0.77, 0.71, 0.87};
        case Zone::Occiput: return {0.66, 0.77, 0.90};
    }
    return {};
}

std::vector<SheetPage> lay_out_plan(const WorkPlan& plan, const std::vector<HeadMapView>& map, Paper paper, const SheetText& text) {
    const glm::dvec2 size = paper == Paper::A4 ? glm::dvec2(210.0, 297.0) : glm::dvec2(215.9, 279.4);
    const TextMeasure measure;
    SheetCanvas canvas(size.x, size.y, measure);
    draw_header(canvas, plan, text);
    double y = draw_map(canvas, map) + 6.0;
    y = draw_remarks(canvas, plan, y);
    if (plan.dots > 0) {
        const double notes_y = draw_notes(canvas, plan);
        y = draw_sessions(canvas, plan, y + 3.0);
        y = draw_zones(canvas, plan, y + 9.0);
        y = draw_later(canvas, plan, y, notes_y - 6.0);
        y = draw_areas(canvas, plan, y, notes_y - 6.0);
        draw_blanks(canvas, plan, y, notes_y - 6.0);
    }
    return {std::move(canvas).take()};
}

}  // namespace trichion
