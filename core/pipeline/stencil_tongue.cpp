// Strips down the face, laid flat along their own middle and joined to a piece's border.
#include "core/pipeline/stencil_tongue.h"

#include "core/geometry/surface_walk.h"
#include "core/pipeline/piece_map.h"
#include "core/pipeline/stencil_marks.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kBackMm = 3.0;          // the middle line begins so far behind the edge
constexpr double kRoundingMm = 4.0;      // of the tongue's end, along it
constexpr double kReachedMm = 3.0;       // a middle line that passes the place farther off did not find it
constexpr double kFarthestMm = 160.0;
constexpr double kLeastWidthShare = 0.6; // narrower, and the tongue has left the skin
constexpr double kSamePlaceMm = 1.0;     // a tongue that comes back over the piece must lie where the piece does
constexpr double kLongestRoot = 3.5;     // of the border that a tongue takes the place of, in its widths: so aslant one leaves it

/// What a tongue is to be.
struct Wish {
    std::string mark;      // the mark on the edge that it starts from
    std::string landmark;  // that it reaches
    double width_mm = kTongueWidthMm;
    std::string name;      // of its tick
    std::string label;
    std::string in_words;  // "tongue to the glabella"
    double beyond_mm = 4.0;  // paper below the tick
};

/// A tongue's middle line on the skin.
struct Middle {
    SurfaceCurve line;
    double edge_mm = 0.0;  // where it leaves the edge, along it
    double tick_mm = 0.0;  // and where it reaches the place
};

void push(SurfaceCurve& line, const SurfacePoint& at, const glm::vec3& position) {
    const float way = line.positions_mm.empty() ? 0.0f : glm::distance(position, line.positions_mm.back());
    if (!line.positions_mm.empty() && way < 1e-4f) return;
    line.arc_mm.push_back(line.arc_mm.empty() ? 0.0f : line.arc_mm.back() + way);
    line.points.push_back(at);
    line.positions_mm.push_back(position);
}

/// In the plane through both places that stands square on the skin between them: the way of a tape.
std::optional<Middle> middle_line(const Surface& skin, const glm::vec3& from_mm, const glm::vec3& to_mm, double beyond_mm) {
    const auto from = skin.closest(from_mm), to = skin.closest(to_mm);
    if (!from || !to) return std::nullopt;
    const glm::vec3 target = skin.position(*to), way = target - from_mm;
    const glm::vec3 normal = glm::cross(way, skin.normal(*from) + skin.normal(*to));
    if (!(glm::length(normal) > 1e-3f)) return std::nullopt;
    const SurfaceCurve ahead = walk_plane(skin, *from, normal, way, float(kFarthestMm));
    const SurfaceCurve behind = walk_plane(skin, *from, normal, -way, float(kBackMm));
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < ahead.positions_mm.size(); ++i)
        if (glm::distance(ahead.positions_mm[i], target) < glm::distance(ahead.positions_mm[nearest], target)) nearest = i;
    if (ahead.positions_mm.empty() || glm::distance(ahead.positions_mm[nearest], target) > kReachedMm) return std::nullopt;
    // The foot of the target on the pieces beside the nearest sample.
    double tick = double(ahead.arc_mm[nearest]), off = double(glm::distance(ahead.positions_mm[nearest], target));
    for (std::size_t i = std::max<std::size_t>(nearest, 1); i <= std::min(nearest + 1, ahead.positions_mm.size() - 1); ++i) {
        const glm::dvec3 a(ahead.positions_mm[i - 1]), b(ahead.positions_mm[i]);
        const double share = std::clamp(glm::dot(glm::dvec3(target) - a, b - a) / std::max(1e-12, glm::dot(b - a, b - a)), 0.0, 1.0);
        if (const double apart = glm::distance(glm::dvec3(target), glm::mix(a, b, share)); apart < off) {
            off = apart;
            tick = glm::mix(double(ahead.arc_mm[i - 1]), double(ahead.arc_mm[i]), share);
        }
    }
    Middle middle;
    for (std::size_t i = behind.points.size(); i-- > 0;) push(middle.line, behind.points[i], behind.positions_mm[i]);
    push(middle.line, *from, skin.position(*from));
    middle.edge_mm = double(middle.line.length_mm());
    middle.tick_mm = middle.edge_mm + tick;
    const double end = tick + beyond_mm;
    for (std::size_t i = 0; i < ahead.points.size() && double(ahead.arc_mm[i]) < end; ++i) push(middle.line, ahead.points[i], ahead.positions_mm[i]);
    const SurfacePoint last = point_on(skin, ahead, float(end));
    push(middle.line, last, skin.position(last));
    return middle;
}

/// A tongue laid flat in the piece's frame.
class FlatTongue {
public:
    FlatTongue(Strip strip, FlatStrip flat, double width_mm) : strip_(std::move(strip)), flat_(std::move(flat)), half_(0.5 * width_mm) {}

    const Strip& strip() const { return strip_; }
    const FlatStrip& flat() const { return flat_; }

    /// Turns and moves it so that its middle line runs from `at` through `through`, which lies at `through_mm` along it.
    void move(double at_mm, const glm::dvec2& at, double through_mm, const glm::dvec2& through) {
        const glm::dvec2 origin = middle(at_mm), from = glm::normalize(middle(through_mm) - origin), to = glm::normalize(through - at);
        const double c = glm::dot(from, to), s = from.x * to.y - from.y * to.x;
        for (glm::dvec2& p : flat_.positions_mm) {
            const glm::dvec2 q = p - origin;
            p = at + glm::dvec2(c * q.x - s * q.y, s * q.x + c * q.y);
        }
    }

    glm::dvec2 middle(double arc_mm) const { return edge_point(strip_, flat_, arc_mm); }
    /// A place `left_mm` to the left of the middle line, walking down.
    glm::dvec2 place(double arc_mm, double left_mm) const {
        const auto above = std::ranges::upper_bound(strip_.arc_mm, arc_mm);
        const auto i = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(std::distance(strip_.arc_mm.begin(), above) - 1, 0,
                                                                           static_cast<std::ptrdiff_t>(strip_.columns) - 2));
        const double share = (arc_mm - strip_.arc_mm[i]) / (strip_.arc_mm[i + 1] - strip_.arc_mm[i]);
        const double row = std::clamp(double(strip_.edge_row) * (1.0 + left_mm / half_), 0.0, double(strip_.rows - 1) - 1e-9);
        const auto j = static_cast<std::size_t>(row);
        const auto at = [&](std::size_t r) {
            return glm::mix(flat_.positions_mm[strip_.vertex(r, i)], flat_.positions_mm[strip_.vertex(r, i + 1)], share);
        };
        return glm::mix(at(j), at(j + 1), row - double(j));
    }

    /// Down its right side, round its end and up its left side.
    std::vector<glm::dvec2> outline() const {
        std::vector<glm::dvec2> line;
        const double straight = strip_.arc_mm.back() - kRoundingMm;
        for (double arc = 0.0; arc < straight; arc += 1.0) line.push_back(place(arc, -half_));
        constexpr int kSteps = 16;
        for (int k = 0; k <= kSteps; ++k) {
            const double angle = 3.14159265358979323846 * double(k) / kSteps;
            line.push_back(place(straight + kRoundingMm * std::sin(angle), -half_ * std::cos(angle)));
        }
        std::vector<glm::dvec2> up;
        for (double arc = 0.0; arc < straight; arc += 1.0) up.push_back(place(arc, half_));
        line.insert(line.end(), up.rbegin(), up.rend());
        return line;
    }

private:
    Strip strip_;
    FlatStrip flat_;
    double half_;  // of its width
};

/// Where a line crosses a closed one: the segment of each, and the place.
struct Crossing {
    std::size_t on_border = 0, on_line = 0;
    glm::dvec2 at{0.0};
};

std::vector<Crossing> crossings(const std::vector<glm::dvec2>& border, const std::vector<glm::dvec2>& line) {
    std::vector<Crossing> found;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        for (std::size_t k = 0; k < border.size(); ++k) {
            const glm::dvec2 a = line[i], d = line[i + 1] - a, b = border[k], e = border[(k + 1) % border.size()] - b;
            const double cross = d.x * e.y - d.y * e.x;
            if (std::abs(cross) < 1e-12) continue;
            const double s = ((b.x - a.x) * e.y - (b.y - a.y) * e.x) / cross, t = ((b.x - a.x) * d.y - (b.y - a.y) * d.x) / cross;
            if (s >= 0.0 && s < 1.0 && t >= 0.0 && t < 1.0) found.push_back({k, i, a + s * d});
        }
    return found;
}

using Line = std::vector<glm::dvec2>;

double length_of(const Line& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

/// What lies of an open line farther from both of its ends than a way along it.
Line without_ends(const Line& line, double way_mm) {
    const double length = length_of(line);
    Line inner;
    double way = 0.0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) way += glm::distance(line[i - 1], line[i]);
        if (way >= way_mm && way <= length - way_mm) inner.push_back(line[i]);
    }
    return inner;
}

/// The least distance of two open lines that do not cross.
double apart_mm(const Line& a, const Line& b) {
    double least = std::numeric_limits<double>::max();
    const auto from_to = [&](const Line& from, const Line& to) {
        for (const glm::dvec2& p : from)
            for (std::size_t i = 1; i < to.size(); ++i) {
                const glm::dvec2 way = to[i] - to[i - 1];
                const double share = std::clamp(glm::dot(p - to[i - 1], way) / std::max(1e-12, glm::dot(way, way)), 0.0, 1.0);
                least = std::min(least, glm::distance(p, to[i - 1] + share * way));
            }
    };
    from_to(a, b);
    from_to(b, a);
    return least;
}

void append(Line& line, const Line& from, std::size_t first, std::size_t last) {
    line.insert(line.end(), from.begin() + static_cast<std::ptrdiff_t>(first), from.begin() + static_cast<std::ptrdiff_t>(last));
}

/// Where a tongue leaves its piece: its right side crosses the border last, and its left side, on the way back, first.
struct Root {
    Crossing out, back;

    static std::optional<Root> of(const Line& border, const Line& outline) {
        const std::size_t end = outline.size() / 2;
        std::optional<Crossing> out, back;
        for (const Crossing& c : crossings(border, outline)) {
            if (c.on_line < end) out = c;
            if (c.on_line >= end && !back) back = c;
        }
        if (!out || !back || out->on_border > back->on_border) return std::nullopt;
        return Root{*out, *back};
    }

    Line tongue(const Line& outline) const { return between(outline, out.on_line, back.on_line); }
    Line covered(const Line& border) const { return between(border, out.on_border, back.on_border); }
    /// What stays of the border, from the tongue's left side on round the piece to its right side.
    Line rest(const Line& border) const {
        Line line{back.at};
        append(line, border, back.on_border + 1, border.size());
        append(line, border, 0, out.on_border + 1);
        line.push_back(out.at);
        return line;
    }

private:
    Line between(const Line& line, std::size_t from, std::size_t to) const {
        Line part{out.at};
        append(part, line, from + 1, to + 1);
        part.push_back(back.at);
        return part;
    }
};

/// The border with the tongue's outline in place of what it covers; nothing where it would touch the piece elsewhere than at
/// its root, or leave less than a slit between the two.
std::optional<Line> joined(const Line& border, const Line& outline, double width_mm) {
    const auto root = Root::of(border, outline);
    if (!root || length_of(root->covered(border)) > kLongestRoot * width_mm) return std::nullopt;
    const Line tongue = root->tongue(outline);
    if (apart_mm(without_ends(tongue, kOpeningMm), root->rest(border)) < kSlitMm) return std::nullopt;
    Line line;
    append(line, border, 0, root->out.on_border + 1);
    append(line, tongue, 0, tongue.size());
    append(line, border, root->back.on_border + 1, border.size());
    if (!is_simple(line)) return std::nullopt;
    return line;
}

Advice cannot_be(const StencilPiece& piece, const Wish& wish, const char* why) {
    return {"no_tongue", fmt::format("{}: no {}: it would {}. Place this piece by its marks.", piece.label, wish.in_words, why), {}, {}};
}

/// The tongue's paper below the piece, for the figures and the colours.
void append_strip(const FlatTongue& tongue, double from_mm, StencilPiece& piece) {
    const Strip& strip = tongue.strip();
    const auto first = static_cast<std::uint32_t>(piece.flat.size());
    piece.skin_mm.insert(piece.skin_mm.end(), strip.positions_mm.begin(), strip.positions_mm.end());
    piece.flat.insert(piece.flat.end(), tongue.flat().positions_mm.begin(), tongue.flat().positions_mm.end());
    for (std::size_t t = 0; t < strip.triangles.size(); ++t) {
        if (strip.arc_mm[t / 2 % (strip.columns - 1)] < from_mm) continue;
        piece.triangles.push_back(strip.triangles[t] + first);
        piece.stretch.push_back(tongue.flat().stretch[t]);
    }
}

std::optional<Advice> add(const Head& head, const Wish& wish, const LaidStrip& laid, const StencilSettings& settings, StencilPiece& piece) {
    const auto mark = std::ranges::find(piece.marks, wish.mark, &PlacementMark::name);
    if (mark == piece.marks.end()) return std::nullopt;  // a neighbouring piece has it, if any
    const auto middle = middle_line(head.measuring, glm::vec3(mark->on_head_mm), head.landmark(wish.landmark), wish.beyond_mm);
    if (!middle) return cannot_be(piece, wish, "leave the skin");
    StripOptions options;
    options.left_mm = options.right_mm = 0.5 * wish.width_mm;
    auto strip = build_strip(head.measuring, middle->line, options);
    const auto is_whole = [&](const std::vector<double>& widths) { return *std::ranges::min_element(widths) >= kLeastWidthShare * 0.5 * wish.width_mm; };
    if (!strip || !is_whole(strip->left_mm) || !is_whole(strip->right_mm)) return cannot_be(piece, wish, "leave the skin");
    auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue);
    if (!flat) return cannot_be(piece, wish, "fold");
    FlatTongue tongue(std::move(*strip), std::move(*flat), wish.width_mm);

    // It leaves the edge in the direction that the piece's own paper gives it.
    const PieceMap paper(piece.skin_mm, piece.flat, piece.triangles);
    const double ahead_mm = double(settings.skin_side_mm) > 2.0 ? middle->edge_mm + 0.8 * double(settings.skin_side_mm) : 0.2;
    const auto through = paper.flat_at(head.measuring.position(point_on(head.measuring, middle->line, float(ahead_mm))));
    if (!through) return cannot_be(piece, wish, "leave the piece beside its paper");
    tongue.move(middle->edge_mm, mark->on_edge, ahead_mm, *through);
    for (double arc = ahead_mm; arc < middle->tick_mm; arc += 1.0) {
        const auto under = paper.flat_at(head.measuring.position(point_on(head.measuring, middle->line, float(arc))));
        if (under && glm::distance(*under, tongue.middle(arc)) > kSamePlaceMm) return cannot_be(piece, wish, "lie over other paper of the piece");
    }
    auto border = joined(piece.border, tongue.outline(), wish.width_mm);
    if (!border) return cannot_be(piece, wish, "lie over other paper of the piece, or too near it to cut between the two");
    piece.border = std::move(*border);
    append_strip(tongue, middle->edge_mm + laid.strip.right_mm.front(), piece);
    // Inside the rounded end.
    const double into_end = std::max(0.0, kRoundingMm - wish.beyond_mm) / kRoundingMm;
    const double reach = 0.5 * wish.width_mm * std::sqrt(1.0 - into_end * into_end) - 0.5;
    PlacementMark tick{wish.name, wish.label, {tongue.place(middle->tick_mm, -reach), tongue.middle(middle->tick_mm), tongue.place(middle->tick_mm, reach)},
                       mark->on_edge, mark->on_head_mm};
    piece.marks.insert(std::next(mark), std::move(tick));
    return std::nullopt;
}

}  // namespace

void add_tongue_and_tails(const Head& head, const StencilRun& run, const LaidStrip& laid, const StencilSettings& settings,
                          StencilPiece& piece, std::vector<Advice>& advice) {
    if (!run.has(OutlinePart::Frontal)) return;
    std::vector<Wish> wishes;
    if (settings.has_tongue) wishes.push_back({"midline", "glabella", kTongueWidthMm, "glabella", "glabella", "tongue to the glabella", kBeyondTickMm});
    if (settings.has_tails)
        for (const bool right : {true, false}) {
            const std::string side = right ? "_r" : "_l", capital = right ? "R" : "L";
            wishes.push_back({"canthus" + side, "exocanthion" + side, kTailWidthMm, "outer_canthus" + side, "outer corner of the eye " + capital,
                              "tail to the outer corner of the eye " + capital, kBeyondCornerMm});
        }
    for (const Wish& wish : wishes)
        if (auto said = add(head, wish, laid, settings, piece)) advice.push_back(std::move(*said));
}

}  // namespace trichion
