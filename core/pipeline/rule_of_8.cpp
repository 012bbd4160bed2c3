// Lays off the lengths of the rule of 8: along a line by halving, from two places by steps on the skin.
#include "core/pipeline/rule_of_8.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"
#include "core/pipeline/mirror.h"

#include <cmath>

namespace trichion {
namespace {

constexpr double kTape_mm = 80.0;
constexpr double kPeak_mm = 50.0;
constexpr double kGoodTo_mm = 0.05;
constexpr float kLine_mm = 140.0f;   // no line from the glabella is so curved that 80 mm of tape lie beyond this

/// The place of a line that is so far from its start along the skin.
std::optional<SurfacePoint> at_tape(const Surface& surface, GeodesicSolver& solver, const SurfaceCurve& line, double tape_mm) {
    float near = 0.0f, far = line.length_mm();
    const auto tape_to = [&](float arc) { return solver.solve(line.points.front(), point_on(surface, line, arc)) ? solver.length_mm() : -1.0; };
    if (tape_to(far) < tape_mm) return std::nullopt;
    // A chord's length of the way is a good first guess: the line bends little.
    float arc = std::min(far, static_cast<float>(tape_mm));
    for (int round = 0; round < 30; ++round) {
        const double tape = tape_to(arc);
        if (tape < 0.0) return std::nullopt;
        if (std::abs(tape - tape_mm) < kGoodTo_mm) return point_on(surface, line, arc);
        (tape < tape_mm ? near : far) = arc;
        const float next = arc + static_cast<float>(tape_mm - tape);
        arc = next > near && next < far ? next : 0.5f * (near + far);
    }
    return std::nullopt;
}

/// How far a place is from another along the skin, and which way leads there, in the tangent frame of its triangle.
struct Taped {
    double tape_mm = 0.0;
    glm::dvec2 towards{0.0};
};
std::optional<Taped> taped(GeodesicSolver& solver, const SurfacePoint& from, const SurfacePoint& to) {
    if (!solver.solve(from, to) || solver.length_mm() < 1.0) return std::nullopt;
    return Taped{solver.length_mm(), solver.leaving() / solver.length_mm()};
}

/// The place so far from both, by Newton steps over the skin: one mm towards a place is one mm less of tape to it.
std::optional<SurfacePoint> at_both(const Surface& surface, GeodesicSolver& solver, SurfacePoint at, const SurfacePoint& b, const SurfacePoint& e) {
    for (int round = 0; round < 25; ++round) {
        const auto to_b = taped(solver, at, b), to_e = taped(solver, at, e);
        if (!to_b || !to_e) return std::nullopt;
        const glm::dvec2 more(to_b->tape_mm - kTape_mm, to_e->tape_mm - kTape_mm);
        if (std::abs(more.x) < kGoodTo_mm && std::abs(more.y) < kGoodTo_mm) return at;
        const double turn = flat_cross(to_b->towards, to_e->towards);
        if (std::abs(turn) < 0.05) return std::nullopt;  // both lie the same way: nothing tells where to go
        glm::dvec2 step(more.x * to_e->towards.y - more.y * to_b->towards.y, more.y * to_b->towards.x - more.x * to_e->towards.x);
        step /= turn;
        constexpr double kLongestStep_mm = 25.0;
        if (const double length = glm::length(step); length > kLongestStep_mm) step *= kLongestStep_mm / length;
        at = walk_straight(surface, at, step).at;
    }
    return std::nullopt;
}

}  // namespace

std::optional<RuleOf8> rule_of_8(const Head& head, const Symmetry& symmetry, bool is_left) {
    const Surface& surface = head.measuring;
    const auto nearest = surface.closest(head.landmark("glabella"));
    if (!nearest) return std::nullopt;
    GeodesicSolver solver(surface);
    RuleOf8 rule;
    rule.glabella = symmetry.on_midline(*nearest);
    const glm::vec3 left = mid_plane(head).left, up(0.0f, 1.0f, 0.0f), outward = is_left ? left : -left;
    const auto offset = [&](const glm::dvec3& p) { return static_cast<double>(symmetry.offset_mm(glm::vec3(p))); };
    const auto b = at_tape(surface, solver, walk_level(surface, rule.glabella, offset, up, kLine_mm), kTape_mm);
    const auto e = at_tape(surface, solver, walk_plane(surface, rule.glabella, up, outward, kLine_mm), kTape_mm);
    if (!b || !e) return std::nullopt;
    rule.mid_frontal = *b;
    rule.side = *e;
    // The fourth corner of the square that A, B and E begin.
    const glm::vec3 square = surface.position(*b) + surface.position(*e) - surface.position(rule.glabella);
    const auto first = surface.closest(square);
    const auto corner = first ? at_both(surface, solver, *first, *b, *e) : std::nullopt;
    if (!corner || !solver.solve(*corner, *e)) return std::nullopt;
    rule.corner = *corner;
    rule.temporal = solver.point_at(kPeak_mm / solver.length_mm());
    return rule;
}

}  // namespace trichion
