// Joins chosen parts to runs and parts runs again.
#include "core/pipeline/stencil_runs.h"

#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>

namespace trichion {
namespace {

constexpr double kShortestPieceMm = 30.0;
constexpr double kTurnReachMm = 5.0;     // to both sides of a joint, over which its turn is taken
constexpr double kCreaseRad = 0.25;      // of a normal off its triangle: half of that is the most round a smooth ear
constexpr double kCreaseStepMm = 0.5;
constexpr double kOppositeMm = 15.0;     // from what lies opposite a place to the line that answers to it
constexpr double kOffMidlineMm = 15.0;   // a piece that reaches less across the midline belongs to one side

bool is_right(OutlinePart part) {
    return part == OutlinePart::TempleRight || part == OutlinePart::SideburnRight || part == OutlinePart::EarRight;
}
bool is_left(OutlinePart part) {
    return part == OutlinePart::TempleLeft || part == OutlinePart::SideburnLeft || part == OutlinePart::EarLeft;
}
bool is_front(OutlinePart part) {
    return part == OutlinePart::Frontal || part == OutlinePart::TempleLeft || part == OutlinePart::TempleRight;
}

void append(StencilRun& run, const OutlineCurve& part) {
    const float before = run.line.length_mm();
    const std::size_t first = run.line.points.empty() ? 0 : 1;
    for (std::size_t i = first; i < part.curve.points.size(); ++i) {
        run.line.points.push_back(part.curve.points[i]);
        run.line.positions_mm.push_back(part.curve.positions_mm[i]);
        run.line.arc_mm.push_back(before + part.curve.arc_mm[i]);
    }
    run.stretches.push_back({part.part, double(before), double(run.line.length_mm())});
}

glm::dvec3 place_at(const Head& head, const SurfaceCurve& line, double arc_mm) {
    return glm::dvec3(head.measuring.position(point_on(head.measuring, line, float(arc_mm))));
}

double turn_at(const Head& head, const SurfaceCurve& line, double arc_mm) {
    const glm::dvec3 at = place_at(head, line, arc_mm);
    const glm::dvec3 before = at - place_at(head, line, arc_mm - kTurnReachMm), after = place_at(head, line, arc_mm + kTurnReachMm) - at;
    return std::atan2(glm::length(glm::cross(before, after)), glm::dot(before, after));
}

/// Where the run crosses the midline, well inside it.
std::optional<double> midline_cut(const Head& head, const StencilRun& run) {
    const SurfaceCurve& line = run.line;
    for (std::size_t i = 1; i < line.points.size(); ++i) {
        const double a = head.midline.offset_mm(line.positions_mm[i - 1]), b = head.midline.offset_mm(line.positions_mm[i]);
        if ((a < 0.0) == (b < 0.0)) continue;
        const double arc = glm::mix(double(line.arc_mm[i - 1]), double(line.arc_mm[i]), a / (a - b));
        if (arc > kShortestPieceMm && arc < double(line.length_mm()) - kShortestPieceMm) return arc;
    }
    return std::nullopt;
}

/// How far the rounded normal stands off the triangle.
double crease_rad(const Surface& skin, const SurfacePoint& at) {
    const glm::uvec3& t = skin.mesh().triangles[at.triangle];
    const glm::dvec3 a(skin.mesh().positions[t.x]), b(skin.mesh().positions[t.y]), c(skin.mesh().positions[t.z]);
    const glm::dvec3 face = glm::cross(b - a, c - a), rounded(skin.normal(at));
    return std::atan2(glm::length(glm::cross(face, rounded)), glm::dot(face, rounded));
}

/// The way along a run to where it comes nearest to a place. Nothing where that is farther than 15 mm, or a piece would be too short.
std::optional<double> arc_nearest(const Head& head, const StencilRun& run, const glm::dvec3& place) {
    const auto apart = [&](double arc) { return glm::distance(glm::dvec3(place_at(head, run.line, arc)), place); };
    const double last = double(run.line.length_mm()) - kShortestPieceMm;
    double nearest = kShortestPieceMm;
    for (double arc = nearest; arc <= last; arc += kCreaseStepMm)
        if (apart(arc) < apart(nearest)) nearest = arc;
    return nearest <= last && apart(nearest) < kOppositeMm ? std::optional(nearest) : std::nullopt;
}

enum class Where { Right, Left, Both };

Where side_of(const Head& head, const StencilRun& run) {
    const bool has_right = std::ranges::any_of(run.stretches, [](const auto& s) { return is_right(s.part); });
    const bool has_left = std::ranges::any_of(run.stretches, [](const auto& s) { return is_left(s.part); });
    if (has_right && has_left) return Where::Both;
    double least = 0.0, most = 0.0;
    for (const glm::vec3& p : run.line.positions_mm) {
        least = std::min(least, head.midline.offset_mm(p));
        most = std::max(most, head.midline.offset_mm(p));
    }
    if (most < kOffMidlineMm) return Where::Right;
    if (least > -kOffMidlineMm) return Where::Left;
    return Where::Both;
}

struct PartWords {
    const char *one, *both;              // in files
    const char *one_label, *both_label;  // for readers
};

PartWords words_of(StencilPart part, bool is_blend) {
    switch (part) {
        case StencilPart::Frontal: return {"frontal", "frontal", "frontal hairline", "frontal hairline"};
        case StencilPart::Temples: return {"temple", "temples", "temple", "temples"};
        case StencilPart::Sideburns: return {"sideburn", "sideburns", "sideburn", "sideburns"};
        case StencilPart::Ears: return {"ear", "ears", "round the ear", "round the ears"};
        case StencilPart::Nape:
            return is_blend ? PartWords{"blend", "blend", "blend edge", "blend edge"} : PartWords{"nape", "nape", "nape", "nape"};
    }
    return {"", "", "", ""};
}

/// Calls `with(words, whether both sides of that part are there)` for each part that the run has.
template <class With>
void for_each_word(const StencilRun& run, const With& with) {
    std::array<std::set<OutlinePart>, kStencilParts> found;
    for (const auto& stretch : run.stretches) found[static_cast<std::size_t>(stencil_part_of(stretch.part))].insert(stretch.part);
    for (std::size_t p = 0; p < kStencilParts; ++p)
        if (!found[p].empty())
            with(words_of(static_cast<StencilPart>(p), found[p].contains(OutlinePart::Blend)), found[p].size() > 1);
}

}  // namespace

bool StencilRun::has(OutlinePart part) const { return std::ranges::find(stretches, part, &Stretch::part) != stretches.end(); }

OutlinePart StencilRun::part_at(double arc_mm) const {
    for (const Stretch& stretch : stretches)
        if (arc_mm <= stretch.to_mm) return stretch.part;
    return stretches.back().part;
}

StencilPart stencil_part_of(OutlinePart part) {
    switch (part) {
        case OutlinePart::Frontal: return StencilPart::Frontal;
        case OutlinePart::TempleLeft:
        case OutlinePart::TempleRight: return StencilPart::Temples;
        case OutlinePart::SideburnLeft:
        case OutlinePart::SideburnRight: return StencilPart::Sideburns;
        case OutlinePart::EarLeft:
        case OutlinePart::EarRight: return StencilPart::Ears;
        case OutlinePart::Nape:
        case OutlinePart::Blend: return StencilPart::Nape;
    }
    return StencilPart::Frontal;
}

std::vector<StencilRun> chosen_runs(const OutlineResult& outline, const StencilSettings& settings) {
    const std::vector<OutlineCurve>& parts = outline.parts;
    const std::size_t count = parts.size();
    const auto is_chosen = [&](std::size_t i) {
        return settings.has(stencil_part_of(parts[i % count].part)) && parts[i % count].curve.points.size() > 1;
    };
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < count; ++i) chosen += is_chosen(i) ? 1 : 0;
    const bool is_loop = chosen == count;
    // Begin behind a part that is left out, or, of a whole loop, where the front begins.
    const auto begins = [&](std::size_t i) {
        const std::size_t last = (i + count - 1) % count;
        return is_loop ? is_front(parts[i].part) && !is_front(parts[last].part) : is_chosen(i) && !is_chosen(last);
    };
    std::size_t start = 0;
    while (start + 1 < count && !begins(start)) ++start;
    std::vector<StencilRun> runs;
    bool is_open = false;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t i = (start + k) % count;
        const bool parts_here = is_loop && k > 0 && is_front(parts[(i + count - 1) % count].part) != is_front(parts[i].part);
        if (is_chosen(i) && (!is_open || parts_here)) runs.emplace_back();
        is_open = is_chosen(i);
        if (is_open) append(runs.back(), parts[i]);
    }
    return runs;
}

std::vector<double> best_cuts_mm(const Head& head, const StencilRun& run) {
    const double length = double(run.line.length_mm());
    const auto leaves_enough = [&](double cut) { return cut > kShortestPieceMm && cut < length - kShortestPieceMm; };
    const std::size_t joints = run.stretches.size() - 1;
    std::optional<std::size_t> best;
    for (std::size_t j = 0; j < joints; ++j) {
        if (!leaves_enough(run.stretches[j].to_mm)) continue;
        if (!best || turn_at(head, run.line, run.stretches[j].to_mm) > turn_at(head, run.line, run.stretches[*best].to_mm)) best = j;
    }
    if (best) {
        std::set<double> cuts{run.stretches[*best].to_mm};
        const double mirrored = run.stretches[joints - 1 - *best].to_mm;
        const bool is_mirrored = side_of(head, run) == Where::Both && leaves_enough(mirrored);
        if (is_mirrored && std::abs(mirrored - *cuts.begin()) > kShortestPieceMm) cuts.insert(mirrored);
        return {cuts.begin(), cuts.end()};
    }
    if (const auto midline = midline_cut(head, run)) return {*midline};
    if (leaves_enough(0.5 * length)) return {0.5 * length};
    return {};
}

std::optional<double> crease_cut_mm(const Head& head, const StencilRun& run) {
    const double length = double(run.line.length_mm());
    std::optional<double> first, last;
    for (double arc = kShortestPieceMm; arc <= length - kShortestPieceMm; arc += kCreaseStepMm) {
        if (crease_rad(head.measuring, point_on(head.measuring, run.line, float(arc))) <= kCreaseRad) continue;
        if (!first) first = arc;
        last = arc;
    }
    return first ? std::optional(0.5 * (*first + *last)) : std::nullopt;
}

std::optional<double> ear_cut_mm(const Head& head, const OutlineResult& outline, const StencilRun& run) {
    const auto own = crease_cut_mm(head, run);
    const OutlinePart other = run.has(OutlinePart::EarLeft) ? OutlinePart::EarRight : OutlinePart::EarLeft;
    const auto found = std::ranges::find(outline.parts, other, &OutlineCurve::part);
    if (found == outline.parts.end() || found->curve.points.size() < 2) return own;
    StencilRun opposite;
    append(opposite, *found);
    const auto crease = crease_cut_mm(head, opposite);
    if (!crease) return own;
    const auto answer = arc_nearest(head, run, head.midline.reflect(place_at(head, opposite.line, *crease)));
    if (!answer || !own) return answer ? answer : own;
    return std::abs(*own - *answer) < kOppositeMm ? 0.5 * (*own + *answer) : *own;
}

std::vector<double> ear_joints_mm(const StencilRun& run) {
    const auto is_ear = [](const StencilRun::Stretch& s) { return stencil_part_of(s.part) == StencilPart::Ears; };
    const double length = double(run.line.length_mm());
    std::vector<double> joints;
    double last = 0.0;
    for (std::size_t i = 1; i < run.stretches.size(); ++i) {
        const double joint = run.stretches[i].from_mm;
        if (is_ear(run.stretches[i - 1]) == is_ear(run.stretches[i])) continue;
        if (joint - last > kShortestPieceMm && joint < length - kShortestPieceMm) joints.push_back(last = joint);
    }
    return joints;
}

StencilRun part_of(const Head& head, const StencilRun& run, double from_mm, double to_mm) {
    StencilRun part;
    const auto push = [&](const SurfacePoint& at, double arc) {
        part.line.points.push_back(at);
        part.line.positions_mm.push_back(head.measuring.position(at));
        part.line.arc_mm.push_back(float(arc - from_mm));
    };
    constexpr double kTooNearMm = 1e-3;
    push(point_on(head.measuring, run.line, float(from_mm)), from_mm);
    for (std::size_t i = 0; i < run.line.points.size(); ++i) {
        const double arc = double(run.line.arc_mm[i]);
        if (arc > from_mm + kTooNearMm && arc < to_mm - kTooNearMm) push(run.line.points[i], arc);
    }
    push(point_on(head.measuring, run.line, float(to_mm)), to_mm);
    for (const StencilRun::Stretch& s : run.stretches)
        if (s.to_mm > from_mm + kTooNearMm && s.from_mm < to_mm - kTooNearMm)
            part.stretches.push_back({s.part, std::max(s.from_mm, from_mm) - from_mm, std::min(s.to_mm, to_mm) - from_mm});
    return part;
}

std::string name_of(const Head& head, const StencilRun& run) {
    std::string name;
    for_each_word(run, [&](const PartWords& words, bool both) { name += (name.empty() ? "" : "_") + std::string(both ? words.both : words.one); });
    const Where side = side_of(head, run);
    return name + (side == Where::Right ? "_r" : side == Where::Left ? "_l" : "");
}

std::string label_of(const Head& head, const StencilRun& run) {
    std::string label;
    for_each_word(run, [&](const PartWords& words, bool both) {
        label += (label.empty() ? "" : ", ") + std::string(both ? words.both_label : words.one_label);
    });
    const Where side = side_of(head, run);
    return label + (side == Where::Right ? " R" : side == Where::Left ? " L" : "");
}

}  // namespace trichion
