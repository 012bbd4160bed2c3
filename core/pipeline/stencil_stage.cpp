// The strip along the frontal hairline, flat, with its placement marks and its honest figures.
#include "core/pipeline/stencil_stage.h"

#include "core/geometry/flatten.h"
#include "core/geometry/strip.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kStretchLimit = 0.03;
constexpr double kNarrowedMm = 0.5;       // less than this missing from a side is not worth a sentence
constexpr double kMarkFromEndMm = 4.0;    // a mark nearer to the strip's end helps nobody
constexpr double kMarksApartMm = 6.0;
constexpr std::size_t kFewestMarks = 3;

/// A point of the strip's grid between its vertices a and b.
struct EdgeCrossing {
    std::pair<std::uint32_t, std::uint32_t> edge;
    glm::dvec2 flat{0.0};
};

/// The lines on the piece where the skin stands at x = `x_mm` on the head: what a plumb line down to a landmark
/// crosses. Each runs from its scalp-side end to its skin-side end.
std::vector<std::vector<glm::dvec2>> plumb_lines(const Strip& strip, const FlatStrip& flat, double x_mm) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<EdgeCrossing>> next;
    std::map<std::pair<std::uint32_t, std::uint32_t>, glm::dvec2> where;
    for (const glm::uvec3& t : strip.triangles) {
        std::vector<EdgeCrossing> cut;
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t a = std::min(t[k], t[(k + 1) % 3]), b = std::max(t[k], t[(k + 1) % 3]);
            const double da = strip.positions_mm[a].x - x_mm, db = strip.positions_mm[b].x - x_mm;
            if ((da >= 0.0) == (db >= 0.0)) continue;
            cut.push_back({{a, b}, glm::mix(flat.positions_mm[a], flat.positions_mm[b], da / (da - db))});
        }
        if (cut.size() != 2) continue;
        next[cut[0].edge].push_back(cut[1]);
        next[cut[1].edge].push_back(cut[0]);
        where[cut[0].edge] = cut[0].flat;
        where[cut[1].edge] = cut[1].flat;
    }
    std::vector<std::vector<glm::dvec2>> lines;
    while (!where.empty()) {
        auto start = std::ranges::find_if(where, [&](const auto& w) { return next[w.first].size() == 1; });
        if (start == where.end()) break;
        std::vector<glm::dvec2> line;
        for (auto at = start; at != where.end();) {
            const auto edge = at->first;
            line.push_back(at->second);
            where.erase(at);
            at = where.end();
            for (const EdgeCrossing& c : next[edge])
                if (const auto found = where.find(c.edge); found != where.end()) at = found;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Where a mark crosses the hairline: its column, with the share to the next one.
std::optional<double> edge_arc_at(const Strip& strip, double x_mm, double near_arc_mm) {
    std::optional<double> best;
    for (std::size_t i = 0; i + 1 < strip.columns; ++i) {
        const double a = strip.positions_mm[strip.vertex(strip.edge_row, i)].x - x_mm;
        const double b = strip.positions_mm[strip.vertex(strip.edge_row, i + 1)].x - x_mm;
        if ((a >= 0.0) == (b >= 0.0)) continue;
        const double arc = glm::mix(strip.arc_mm[i], strip.arc_mm[i + 1], a / (a - b));
        if (!best || std::abs(arc - near_arc_mm) < std::abs(*best - near_arc_mm)) best = arc;
    }
    return best;
}

glm::dvec2 edge_point(const Strip& strip, const FlatStrip& flat, double arc_mm) {
    const auto above = std::ranges::upper_bound(strip.arc_mm, arc_mm);
    const auto i = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(std::distance(strip.arc_mm.begin(), above) - 1, 0,
                                   static_cast<std::ptrdiff_t>(strip.columns) - 2));
    const double share = (arc_mm - strip.arc_mm[i]) / (strip.arc_mm[i + 1] - strip.arc_mm[i]);
    return glm::mix(flat.positions_mm[strip.vertex(strip.edge_row, i)],
                    flat.positions_mm[strip.vertex(strip.edge_row, i + 1)], share);
}

/// The same place on the head.
glm::dvec3 skin_point(const Strip& strip, double arc_mm) {
    const auto above = std::ranges::upper_bound(strip.arc_mm, arc_mm);
    const auto i = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(std::distance(strip.arc_mm.begin(), above) - 1, 0,
                                   static_cast<std::ptrdiff_t>(strip.columns) - 2));
    const double share = (arc_mm - strip.arc_mm[i]) / (strip.arc_mm[i + 1] - strip.arc_mm[i]);
    return glm::mix(strip.positions_mm[strip.vertex(strip.edge_row, i)],
                    strip.positions_mm[strip.vertex(strip.edge_row, i + 1)], share);
}

/// The line across the strip at one way along the hairline: for marks that no landmark gives.
std::vector<glm::dvec2> line_across(const Strip& strip, const FlatStrip& flat, double arc_mm) {
    const auto nearest = std::ranges::min_element(
        strip.arc_mm, {}, [&](double arc) { return std::abs(arc - arc_mm); });
    const auto column = static_cast<std::size_t>(std::distance(strip.arc_mm.begin(), nearest));
    std::vector<glm::dvec2> line;
    for (std::size_t j = strip.rows; j-- > 0;) line.push_back(flat.positions_mm[strip.vertex(j, column)]);
    return line;
}

class Marker {
public:
    Marker(const Strip& strip, const FlatStrip& flat) : strip_(strip), flat_(flat) {}

    /// A mark where the plumb line at x crosses the hairline, if it does so well inside the strip.
    bool plumb(double x_mm, std::string name, std::string label) {
        const auto arc = edge_arc_at(strip_, x_mm, 0.5 * strip_.arc_mm.back());
        if (!arc || !is_free(*arc)) return false;
        const glm::dvec2 at = edge_point(strip_, flat_, *arc);
        std::vector<glm::dvec2> best;
        double nearest = 2.0;
        for (auto& line : plumb_lines(strip_, flat_, x_mm))
            for (const glm::dvec2& p : line)
                if (const double apart = glm::distance(p, at); apart < nearest) {
                    nearest = apart;
                    best = line;
                }
        if (best.size() < 2) return false;
        if (best.front().y < best.back().y) std::ranges::reverse(best);
        keep(*arc, std::move(name), std::move(label), std::move(best));
        return true;
    }

    bool across(double arc_mm, std::string name, std::string label) {
        if (!is_free(arc_mm)) return false;
        keep(arc_mm, std::move(name), std::move(label), line_across(strip_, flat_, arc_mm));
        return true;
    }

    /// In order along the hairline.
    std::vector<PlacementMark> marks() && {
        std::vector<PlacementMark> sorted;
        for (auto& [arc, mark] : marks_) sorted.push_back(std::move(mark));
        return sorted;
    }
    std::size_t count() const { return marks_.size(); }

private:
    bool is_free(double arc_mm) const {
        if (arc_mm < kMarkFromEndMm || arc_mm > strip_.arc_mm.back() - kMarkFromEndMm) return false;
        return std::ranges::none_of(marks_, [&](const auto& m) { return std::abs(m.first - arc_mm) < kMarksApartMm; });
    }
    void keep(double arc_mm, std::string name, std::string label, std::vector<glm::dvec2> line) {
        marks_.emplace(arc_mm, PlacementMark{std::move(name), std::move(label), std::move(line), edge_point(strip_, flat_, arc_mm),
                                             skin_point(strip_, arc_mm)});
    }

    const Strip& strip_;
    const FlatStrip& flat_;
    std::map<double, PlacementMark> marks_;
};

std::vector<PlacementMark> place_marks(const Head& head, const OutlineResult& outline, const Strip& strip,
                                       const FlatStrip& flat) {
    Marker marker(strip, flat);
    marker.plumb(0.0, "midline", fmt::format("midline, {:.0f} mm above glabella", outline.mid_frontal_height_mm));
    marker.plumb(double(head.landmark("pupil_r").x), "pupil_r", "pupil R");
    marker.plumb(double(head.landmark("pupil_l").x), "pupil_l", "pupil L");
    marker.plumb(double(head.landmark("exocanthion_r").x), "canthus_r", "canthus R");
    marker.plumb(double(head.landmark("exocanthion_l").x), "canthus_l", "canthus L");
    if (marker.count() >= kFewestMarks) return std::move(marker).marks();
    const double length = strip.arc_mm.back();
    for (const double share : {0.25, 0.75, 0.5})
        if (marker.count() < kFewestMarks)
            marker.across(share * length, fmt::format("way_{:.0f}", share * length), fmt::format("{:.0f} mm from end R", share * length));
    return std::move(marker).marks();
}

std::vector<glm::dvec2> border_of(const Strip& strip, const FlatStrip& flat) {
    std::vector<glm::dvec2> border;
    const std::size_t top = strip.rows - 1, end = strip.columns - 1;
    for (std::size_t i = 0; i < end; ++i) border.push_back(flat.positions_mm[strip.vertex(0, i)]);
    for (std::size_t j = 0; j < top; ++j) border.push_back(flat.positions_mm[strip.vertex(j, end)]);
    for (std::size_t i = end; i > 0; --i) border.push_back(flat.positions_mm[strip.vertex(top, i)]);
    for (std::size_t j = top; j > 0; --j) border.push_back(flat.positions_mm[strip.vertex(j, 0)]);
    return border;
}

const char* to_words(LengthError::Line line) {
    switch (line) {
        case LengthError::Line::Curve: return "along the hairline";
        case LengthError::Line::RightBorder: return "along the cut on the skin side";
        case LengthError::Line::LeftBorder: return "along the cut on the scalp side";
        case LengthError::Line::Along: return "beside the hairline";
        case LengthError::Line::Across: return "across the strip";
    }
    return "";
}

void advise_on_width(const std::vector<double>& width_mm, double asked_mm, const char* side, Stencil& stencil) {
    const double least = *std::ranges::min_element(width_mm);
    if (asked_mm - least < kNarrowedMm) return;
    stencil.advice.push_back({"strip_narrowed", fmt::format("The {} side is {:.0f} mm wide at its narrowest, not "
                                                            "{:.0f} mm: the hairline turns too sharply there or the "
                                                            "skin ends.",
                                                            side, least, asked_mm)});
}

void advise(const Strip& strip, const StencilSettings& settings, Stencil& stencil) {
    if (stencil.largest_error_percent > 100.0 * kStretchLimit)
        stencil.advice.push_back(
            {"stretch", fmt::format("Away from the hairline paper and skin differ by up to {:.1f} %: let the paper ripple "
                                    "there, or make the scalp side narrower.",
                                    stencil.largest_error_percent)});
    advise_on_width(strip.left_mm, settings.scalp_side_mm, "scalp", stencil);
    advise_on_width(strip.right_mm, settings.skin_side_mm, "skin", stencil);
    if (stencil.pieces.front().marks.size() < kFewestMarks)
        stencil.advice.push_back({"few_marks", "The hairline is too short for three placement marks."});
}

}  // namespace

Result<Stencil> flatten_stencil(const Head& head, const OutlineResult& outline, const StencilSettings& settings,
                                const CancelToken& token) {
    const auto frontal = std::ranges::find(outline.parts, OutlinePart::Frontal, &OutlineCurve::part);
    if (frontal == outline.parts.end() || frontal->curve.points.size() < 2)
        return fail(ErrorCode::Degenerate, "There is no frontal hairline to make a stencil of; draw the outline first.");
    StripOptions options;
    options.left_mm = settings.scalp_side_mm;
    options.right_mm = settings.skin_side_mm;
    const auto strip = build_strip(head.measuring, frontal->curve, options, token);
    if (!strip) return tl::unexpected(strip.error());
    auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue, token);
    if (!flat) return tl::unexpected(flat.error());

    Stencil stencil;
    StencilPiece piece;
    piece.border = border_of(*strip, *flat);
    for (std::size_t i = 0; i < strip->columns; ++i)
        piece.edge.push_back(flat->positions_mm[strip->vertex(strip->edge_row, i)]);
    piece.marks = place_marks(head, outline, *strip, *flat);
    piece.name = "frontal";
    piece.label = "frontal hairline";
    piece.line = frontal->curve;
    piece.skin_mm.assign(strip->positions_mm.begin(), strip->positions_mm.end());
    stencil.edge_length_skin_mm = double(frontal->curve.length_mm());
    for (std::size_t i = 1; i < piece.edge.size(); ++i)
        stencil.edge_length_flat_mm += glm::distance(piece.edge[i - 1], piece.edge[i]);
    stencil.largest_error_percent = 100.0 * flat->largest_stretch;
    const LengthError worst = largest_length_error(*strip, *flat);
    stencil.largest_error_mm = std::abs(worst.mm);
    stencil.largest_error_where = to_words(worst.line);
    piece.edge_length_skin_mm = stencil.edge_length_skin_mm;
    piece.edge_length_flat_mm = stencil.edge_length_flat_mm;
    piece.flat = std::move(flat->positions_mm);
    piece.triangles = strip->triangles;
    piece.stretch = std::move(flat->stretch);
    stencil.pieces.push_back(std::move(piece));
    advise(*strip, settings, stencil);
    return stencil;
}

}  // namespace trichion
