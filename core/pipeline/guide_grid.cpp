// Columns down the forehead: where each starts, how far it goes, and what is cut into its lower end.
#include "core/pipeline/guide_grid.h"

#include "core/geometry/surface_walk.h"
#include "core/pipeline/outline_crossings.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kLongestStepMm = 1.0;        // between columns, and between rows
constexpr double kChordMm = 0.02;             // that a column-to-column chord may miss the line by
constexpr double kLeastTurn = 0.2;            // of the way along the line that a column's foot moves on, at least
constexpr double kLeastColumnMm = 4.0;
constexpr double kNarrowMm = 8.0;             // a guide narrower than this bends
constexpr double kSmoothingMm = 8.0;          // to each side, of the lower edge
constexpr double kRoundedEndMm = 18.0;        // way along the line over which the ends are rounded
constexpr double kEndMm = 8.0;                // height of the ends
constexpr double kEndWithHookMm = 26.0;
constexpr double kBrowsEaseMm = 15.0;         // over which the limit falls to the glabella's level beyond them
constexpr double kPi = 3.14159265358979323846;
constexpr double kStepRad = 0.008;            // down a column: about 0.7 mm

/// Directions from a point inside the head: round an upright axis, and up.
struct Chart {
    glm::dvec3 centre{0.0};

    glm::dvec2 operator()(const glm::dvec3& p) const {
        const glm::dvec3 d = p - centre;
        return {std::atan2(d.x, d.z), std::atan2(d.y, std::hypot(d.x, d.z))};
    }
    glm::dvec3 direction(const glm::dvec2& at) const {
        return {std::sin(at.x) * std::cos(at.y), std::sin(at.y), std::cos(at.x) * std::cos(at.y)};
    }
};

/// A line down the skin, from the hairline on.
struct Column {
    double arc_mm = 0.0;               // along the hairline
    std::vector<glm::dvec3> path;
    std::vector<double> way_mm;        // as long as path, from 0
    double length_mm = 0.0;            // how much of it the guide covers
    bool is_in_notch = false;

    double available_mm() const { return way_mm.back(); }
    glm::dvec3 at(double way) const {
        const auto above = std::ranges::upper_bound(way_mm, way);
        if (above == way_mm.end()) return path.back();
        const auto i = static_cast<std::size_t>(above - way_mm.begin());
        return glm::mix(path[i - 1], path[i], (way - way_mm[i - 1]) / (way_mm[i] - way_mm[i - 1]));
    }
};

/// How high the lower edge stays: above the brows, and lower beyond them.
class BrowLimit {
public:
    explicit BrowLimit(const Head& head)
        : glabella_y_(double(head.landmark("glabella").y)), over_brows_y_(brow_top_y(head) + kGuideAboveBrowsMm),
          middle_x_(0.5 * (double(head.landmark("exocanthion_l").x) + double(head.landmark("exocanthion_r").x))),
          brows_end_mm_(0.5 * std::abs(double(head.landmark("exocanthion_l").x) - double(head.landmark("exocanthion_r").x)) + kBrowsBeyondEyeMm) {}

    double lowest_y(const glm::dvec3& p) const {
        const double beyond = std::clamp((std::abs(p.x - middle_x_) - brows_end_mm_) / kBrowsEaseMm, 0.0, 1.0);
        return std::lerp(over_brows_y_, glabella_y_, beyond);
    }

private:
    double glabella_y_, over_brows_y_, middle_x_, brows_end_mm_;
};

/// Ways along the line such that chords between them miss it by kChordMm at most.
std::vector<double> stations_of(const SurfaceCurve& line) {
    std::vector<double> arcs{0.0};
    std::size_t from = 0;
    const auto& p = line.positions_mm;
    const auto misses = [&](std::size_t to) {
        const glm::dvec3 a(p[from]), along = glm::dvec3(p[to]) - a;
        const double length2 = glm::dot(along, along);
        for (std::size_t i = from + 1; i < to; ++i) {
            const glm::dvec3 d = glm::dvec3(p[i]) - a;
            const double t = length2 > 0.0 ? std::clamp(glm::dot(d, along) / length2, 0.0, 1.0) : 0.0;
            if (glm::distance(d, t * along) > kChordMm) return true;
        }
        return false;
    };
    for (std::size_t to = 1; to < p.size(); ++to) {
        const bool is_last = to + 1 == p.size();
        const bool is_far = !is_last && (double(line.arc_mm[to + 1]) - double(line.arc_mm[from]) > kLongestStepMm || misses(to + 1));
        if (!is_last && !is_far) continue;
        // Samples of two stretches meet in one place.
        if (double(line.arc_mm[to]) - arcs.back() < 1e-3) continue;
        arcs.push_back(double(line.arc_mm[to]));
        from = to;
    }
    return arcs;
}

/// Ever growing numbers as near to these as that allows; each step at least a share of the way between.
std::vector<double> made_monotone(const std::vector<double>& value, const std::vector<double>& least_step) {
    std::vector<double> up = value, down = value;
    for (std::size_t i = 1; i < value.size(); ++i) up[i] = std::max(up[i], up[i - 1] + least_step[i]);
    for (std::size_t i = value.size() - 1; i-- > 0;) down[i] = std::min(down[i], down[i + 1] - least_step[i + 1]);
    for (std::size_t i = 0; i < value.size(); ++i) up[i] = 0.5 * (up[i] + down[i]);
    return up;
}

/// Lays columns for places along the frontal line.
class ColumnLayer {
public:
    ColumnLayer(const Head& head, const SurfaceCurve& line, double reach_mm)
        : skin_(head.measuring), line_(line), limit_(head), reach_mm_(reach_mm),
          chart_{{0.0, double(head.landmark("glabella").y), 0.0}} {
        for (const double arc : stations_of(line)) arcs_.push_back(arc);
        std::vector<double> round, step(arcs_.size(), 0.0);
        for (std::size_t i = 0; i < arcs_.size(); ++i) {
            const glm::dvec3 p = top(arcs_[i]);
            round.push_back(chart_(p).x);
            if (i > 0) step[i] = kLeastTurn * (arcs_[i] - arcs_[i - 1]) / glm::distance(p, chart_.centre);
        }
        foot_round_ = made_monotone(round, step);
    }

    const std::vector<double>& arcs() const { return arcs_; }

    /// Straight down, or leaning where the line turns back so far that columns would stand in each other's way.
    Column column(double arc_mm) const {
        Column column;
        column.arc_mm = arc_mm;
        column.path.push_back(top(arc_mm));
        column.way_mm.push_back(0.0);
        const glm::dvec2 from = chart_(column.path[0]);
        const double lean = foot_round(arc_mm) - from.x, lean_over = std::max(0.1, 2.0 * std::abs(lean));
        for (double down = kStepRad; column.way_mm.back() < reach_mm_; down += kStepRad) {
            const auto p = skin_at({from.x + lean * std::min(1.0, down / lean_over), from.y - down});
            if (!p || p->y < limit_.lowest_y(*p)) break;
            column.way_mm.push_back(column.way_mm.back() + glm::distance(*p, column.path.back()));
            column.path.push_back(*p);
        }
        column.length_mm = std::min(column.available_mm(), reach_mm_);
        return column;
    }

    double lowest_y(const glm::dvec3& p) const { return limit_.lowest_y(p); }
    SurfacePoint on_skin(const glm::dvec3& p) const { return *skin_.closest(glm::vec3(p)); }

private:
    glm::dvec3 top(double arc) const { return glm::dvec3(skin_.position(point_on(skin_, line_, static_cast<float>(arc)))); }

    double foot_round(double arc) const {
        const auto above = std::ranges::upper_bound(arcs_, arc);
        if (above == arcs_.end()) return foot_round_.back();
        const auto i = static_cast<std::size_t>(above - arcs_.begin());
        return std::lerp(foot_round_[i - 1], foot_round_[i], (arc - arcs_[i - 1]) / (arcs_[i] - arcs_[i - 1]));
    }

    std::optional<glm::dvec3> skin_at(const glm::dvec2& at) const {
        constexpr double kOutsideMm = 400.0;
        const glm::dvec3 d = chart_.direction(at);
        const auto hit = skin_.hit({glm::vec3(chart_.centre + kOutsideMm * d), glm::vec3(-d)}, true);
        if (!hit) return std::nullopt;
        return glm::dvec3(skin_.position(hit->at));
    }

    const Surface& skin_;
    const SurfaceCurve& line_;
    BrowLimit limit_;
    double reach_mm_;
    Chart chart_;
    std::vector<double> arcs_, foot_round_;
};

/// A smooth lower edge that reaches nowhere farther than each column allows: the least of the neighbourhood, then averaged.
void smooth_lengths(std::vector<Column>& columns) {
    std::vector<double> least(columns.size()), smooth(columns.size());
    const auto near = [&](std::size_t i, std::size_t j) {
        return std::abs(columns[i].arc_mm - columns[j].arc_mm) <= kSmoothingMm;
    };
    for (std::size_t i = 0; i < columns.size(); ++i) {
        least[i] = columns[i].length_mm;
        for (std::size_t j = i; j-- > 0 && near(i, j);) least[i] = std::min(least[i], columns[j].length_mm);
        for (std::size_t j = i + 1; j < columns.size() && near(i, j); ++j) least[i] = std::min(least[i], columns[j].length_mm);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        double sum = 0.0, weight = 0.0;
        for (std::size_t j = 0; j < columns.size(); ++j) {
            if (!near(i, j)) continue;
            const double apart = (columns[i].arc_mm - columns[j].arc_mm) / kSmoothingMm;
            const double own = j + 1 < columns.size() ? columns[j + 1].arc_mm - columns[j].arc_mm : 0.0;
            const double before = j > 0 ? columns[j].arc_mm - columns[j - 1].arc_mm : 0.0;
            const double w = (1.0 - apart * apart) * (1.0 - apart * apart) * (own + before) + 1e-9;
            sum += w * least[j], weight += w;
        }
        smooth[i] = sum / weight;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].length_mm = smooth[i];
}

/// Quarter waves at both ends, down to a height that still holds. (Quarter ellipses would shear the columns next to the ends.)
void round_ends(std::vector<Column>& columns, double end_mm) {
    const double length = columns.back().arc_mm, over = std::min(kRoundedEndMm, 0.25 * length);
    for (Column& column : columns) {
        const double in = std::min(column.arc_mm, length - column.arc_mm) / over;
        if (in >= 1.0) continue;
        const double end = std::min(end_mm, column.length_mm);
        column.length_mm = end + (column.length_mm - end) * std::sin(0.5 * kPi * in);
    }
}

double length_at(const std::vector<Column>& columns, double arc) {
    const auto above = std::ranges::upper_bound(columns, arc, {}, &Column::arc_mm);
    if (above == columns.begin()) return columns.front().length_mm;
    if (above == columns.end()) return columns.back().length_mm;
    const Column &a = *(above - 1), &b = *above;
    return std::lerp(a.length_mm, b.length_mm, (arc - a.arc_mm) / (b.arc_mm - a.arc_mm));
}

/// The way along the line of the column whose foot has come from the right to where `beyond` (mm to the left) is 0.
template <class Beyond>
std::optional<double> arc_above(const std::vector<Column>& columns, const Beyond& beyond) {
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const double a = beyond(columns[i - 1].at(columns[i - 1].length_mm)), b = beyond(columns[i].at(columns[i].length_mm));
        if (a <= 0.0 && b > 0.0) return std::lerp(columns[i - 1].arc_mm, columns[i].arc_mm, -a / (b - a));
    }
    return std::nullopt;
}

/// A V cut into the lower edge. False where it would meet an end or another notch, or the guide is too narrow for it.
bool cut_notch(const ColumnLayer& layer, double arc, std::vector<Column>& columns) {
    constexpr double kClearMm = 1.5, kProbeMm = 0.5;
    const auto foot = [&](double at) { return layer.column(at).at(length_at(columns, at)); };
    const double line_mm = columns.back().arc_mm;
    if (arc < kProbeMm || arc > line_mm - kProbeMm) return false;
    // Columns stand closer at their feet, or farther apart, than on the line.
    const double spread = glm::distance(foot(arc - kProbeMm), foot(arc + kProbeMm)) / (2.0 * kProbeMm);
    const double half = kNotchHalfWidthMm / std::max(0.05, spread), clear = kClearMm / std::max(0.05, spread);
    if (arc - half - clear <= 0.0 || arc + half + clear >= line_mm) return false;
    for (const Column& column : columns)
        if (column.is_in_notch && std::abs(column.arc_mm - arc) < half + clear) return false;
    if (length_at(columns, arc) < kLeastColumnMm + kNotchDepthMm) return false;
    std::vector<Column> cut;
    for (const double share : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        cut.push_back(layer.column(arc + share * half));
        cut.back().length_mm = length_at(columns, cut.back().arc_mm) - kNotchDepthMm * (1.0 - std::abs(share));
        cut.back().is_in_notch = true;
    }
    // Corners of the line stay, even within a notch: what goes is what stands in the way of the notch's own columns.
    std::erase_if(columns, [&](const Column& c) {
        return std::ranges::any_of(cut, [&](const Column& own) { return std::abs(own.arc_mm - c.arc_mm) < 0.15 * half; });
    });
    for (Column& column : columns) {
        const double in = 1.0 - std::abs(column.arc_mm - arc) / half;
        if (in <= 0.0) continue;
        column.length_mm -= kNotchDepthMm * in;
        column.is_in_notch = true;
    }
    columns.insert(columns.end(), std::make_move_iterator(cut.begin()), std::make_move_iterator(cut.end()));
    std::ranges::sort(columns, {}, &Column::arc_mm);
    return true;
}

/// @return the tip of the notch on the midline, on the skin, where there is one.
std::optional<glm::dvec3> cut_notches(const Head& head, const ColumnLayer& layer, std::vector<Column>& columns, std::vector<Advice>& advice) {
    const auto cut_where = [&](const auto& beyond) {
        const auto arc = arc_above(columns, beyond);
        return arc && cut_notch(layer, *arc, columns);
    };
    const auto cut_above = [&](double x_mm) { return cut_where([&](const glm::dvec3& p) { return p.x - x_mm; }); };
    const double right_x = double(head.landmark("exocanthion_r").x), left_x = double(head.landmark("exocanthion_l").x);
    const auto off_midline = [&](const glm::dvec3& p) { return head.midline.offset_mm(p); };
    const auto midline = arc_above(columns, off_midline);
    std::optional<glm::dvec3> tip;
    if (midline && cut_notch(layer, *midline, columns)) tip = layer.column(*midline).at(length_at(columns, *midline));
    else
        advice.push_back({"guide_no_midline", "The guide has no notch on the midline: the hairline does not cross it.", "", {}});
    const bool has_right = cut_above(right_x), has_left = cut_above(left_x);
    if (!has_right || !has_left)
        advice.push_back({"guide_no_canthus", "The hairline ends before it is above the outer corners of the eyes, so the guide "
                                              "has no notch there: place it by the midline and by its ends.", "", {}});
    if (!cut_above(right_x - kRightNotchApartMm) && !cut_above(right_x + kRightNotchApartMm))
        advice.push_back({"guide_no_side", "The guide is too narrow for the second notch that tells right from left.", "", {}});
    return tip;
}

/// How much higher the line would have to lie at a column for a guide to hang below it.
double missing_mm(const ColumnLayer& layer, const Column& column) {
    const glm::dvec3& top = column.path.front();
    return kLeastColumnMm - column.length_mm + std::max(0.0, layer.lowest_y(top) - top.y);
}

/// "at its right end", "on the midline", "30 mm left of the midline".
std::string place_words(const Head& head, const std::vector<Column>& columns, const Column& column) {
    constexpr double kByTheEndMm = 20.0, kMiddleMm = 8.0;
    const double left_of = head.midline.offset_mm(column.path.front());
    if (column.arc_mm < kByTheEndMm) return "at its right end";
    if (columns.back().arc_mm - column.arc_mm < kByTheEndMm) return "at its left end";
    if (std::abs(left_of) < kMiddleMm) return "on the midline";
    return fmt::format("{:.0f} mm {} of the midline", std::abs(left_of), left_of < 0.0 ? "right" : "left");
}

Result<void> check_room(const Head& head, const ColumnLayer& layer, const std::vector<Column>& columns, std::vector<Advice>& advice) {
    const auto shortest = std::ranges::min_element(columns, {}, &Column::length_mm);
    if (shortest->length_mm < kLeastColumnMm) {
        const auto lowest = std::ranges::max_element(columns, {}, [&](const Column& column) { return missing_mm(layer, column); });
        return fail(ErrorCode::Degenerate, fmt::format("There is no room for a guide: the hairline comes too near the brows, or below their level, {}. "
                                                       "Raise it there by {:.0f} mm or more, or make the stencil of paper.",
                                                       place_words(head, columns, *lowest), std::ceil(missing_mm(layer, *lowest))));
    }
    if (shortest->length_mm < kNarrowMm - kNotchDepthMm)
        advice.push_back({"guide_narrow", fmt::format("The guide is only {:.0f} mm high at its narrowest and may bend or break there.",
                                                      shortest->length_mm), "", {glm::vec3(shortest->path[0])}});
    return {};
}

/// Each column's rows at even ways, on the skin.
std::vector<glm::dvec3> rows_of(const Surface& skin, const Column& column, std::size_t rows) {
    std::vector<glm::dvec3> points;
    for (std::size_t j = 0; j < rows; ++j) {
        const glm::dvec3 p = column.at(column.length_mm * static_cast<double>(j) / static_cast<double>(rows - 1));
        const auto at = skin.closest(glm::vec3(p));
        points.push_back(glm::dvec3(skin.position(*at)));
    }
    return points;
}

GuideGrid grid_of(const std::vector<std::vector<glm::dvec3>>& columns) {
    GuideGrid grid;
    grid.columns = columns.size();
    grid.rows = columns.front().size();
    for (std::size_t j = 0; j < grid.rows; ++j)
        for (const auto& column : columns) grid.skin_mm.push_back(column[j]);
    return grid;
}

/// Whether a cell of the grid is turned over.
bool folds(const Surface& skin, const GuideGrid& grid) {
    for (std::size_t j = 0; j + 1 < grid.rows; ++j)
        for (std::size_t i = 0; i + 1 < grid.columns; ++i) {
            const glm::dvec3 &a = grid.skin_mm[grid.vertex(j, i)], &b = grid.skin_mm[grid.vertex(j, i + 1)];
            const glm::dvec3 &c = grid.skin_mm[grid.vertex(j + 1, i + 1)], &d = grid.skin_mm[grid.vertex(j + 1, i)];
            const glm::dvec3 normal(skin.normal(*skin.closest(glm::vec3(0.25 * (a + b + c + d)))));
            if (glm::dot(glm::cross(d - a, c - a), normal) <= 0.0 || glm::dot(glm::cross(c - a, b - a), normal) <= 0.0) return true;
        }
    return false;
}

void advise_on_spans(const Head& head, GuideGrid& grid) {
    if (head.spanned.empty()) return;
    for (const glm::dvec3& p : grid.skin_mm) {
        const auto at = head.measuring.closest(glm::vec3(p));
        const glm::uvec3& corners = head.measuring.mesh().triangles[at->triangle];
        if (!head.spanned[corners.x] && !head.spanned[corners.y] && !head.spanned[corners.z]) continue;
        grid.advice.push_back({"guide_over_hole", "The scan has no skin under part of the guide; its inside is a guess there.", "", {glm::vec3(p)}});
        return;
    }
}

}  // namespace

double brow_top_y(const Head& head) {
    constexpr double kMostAboveGlabellaMm = 20.0;
    const double glabella = double(head.landmark("glabella").y);
    const double pupils = 0.5 * (double(head.landmark("pupil_l").y) + double(head.landmark("pupil_r").y));
    return std::clamp(pupils + kBrowTopMm, glabella, glabella + kMostAboveGlabellaMm);
}

Result<GuideGrid> lay_guide_grid(const Head& head, const OutlineResult& outline, const PrintedGuideSettings& settings,
                                 const CancelToken& token) {
    const auto frontal = std::ranges::find(outline.parts, OutlinePart::Frontal, &OutlineCurve::part);
    if (frontal == outline.parts.end() || frontal->curve.positions_mm.size() < 2 || frontal->curve.length_mm() < 20.0f)
        return fail(ErrorCode::Degenerate, "A printed guide needs a frontal hairline of at least 20 mm, and this design has none; draw it in the "
                                           "Hairline step.");
    if (crosses_itself(head, outline))
        return fail(ErrorCode::InvalidInput, "The outline crosses itself, so no guide can follow it; move the points apart where the Hairline step marks the crossing.");

    const ColumnLayer layer(head, frontal->curve, double(settings.reach_mm));
    std::vector<Column> columns;
    for (const double arc : layer.arcs()) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "The printed guide was cancelled.");
        columns.push_back(layer.column(arc));
    }
    std::vector<Advice> advice;
    smooth_lengths(columns);
    if (const auto room = check_room(head, layer, columns, advice); !room) return tl::unexpected(room.error());
    round_ends(columns, settings.has_ear_hooks ? kEndWithHookMm : kEndMm);
    const auto midline_notch = cut_notches(head, layer, columns, advice);

    double longest = 0.0;
    for (const Column& column : columns) longest = std::max(longest, column.length_mm);
    const auto rows = static_cast<std::size_t>(std::ceil(longest / kLongestStepMm)) + 1;
    std::vector<std::vector<glm::dvec3>> lines;
    for (const Column& column : columns) lines.push_back(rows_of(head.measuring, column, rows));
    if (folds(head.measuring, grid_of(lines)))
        return fail(ErrorCode::Degenerate, "The hairline turns back over itself, so no shell can hang below it; smooth it in the Hairline step.");

    std::size_t first = 0;
    const std::size_t own = lines.size();
    if (settings.has_ear_hooks) {
        auto right = lay_ear_hook(head, lines.front(), false), left = lay_ear_hook(head, lines.back(), true);
        if (right.empty() || left.empty()) {
            // One alone would pull the guide askew.
            right.clear(), left.clear();
            advice.push_back({"guide_no_hook", "The hairline's ends lie so that no hook can be led round the ears; the guide has none.", "", {}});
        }
        first = right.size();
        lines.insert(lines.begin(), right.rbegin(), right.rend());
        lines.insert(lines.end(), left.begin(), left.end());
    }
    GuideGrid grid = grid_of(lines);
    grid.first_column = first;
    grid.last_column = first + own - 1;
    grid.midline_notch_mm = midline_notch;
    grid.advice = std::move(advice);
    advise_on_spans(head, grid);
    return grid;
}

}  // namespace trichion
