// Handles by logarithm maps, samples by recursive bisection.
#include "core/geometry/surface_spline.h"

#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr int kDeepest = 14;
constexpr double kLeastRadiusMm = 1.0;         // of the curve at a smooth point, about
constexpr double kLeastRadiusShare = 0.1;      // of the way to the next point, where that is short
constexpr double kLongestHandleShare = 0.45;   // of the way to the next point

tl::unexpected<Error> no_way() {
    return fail(ErrorCode::Degenerate, "No way along the skin joins two points of the line: a hole or a gap lies between.");
}

struct Polygon {
    std::array<SurfacePoint, 4> at;
    std::array<glm::dvec3, 4> position;
};

Polygon polygon(const Surface& surface, const std::array<SurfacePoint, 4>& at) {
    Polygon p{at, {}};
    for (int k = 0; k < 4; ++k) p.position[k] = surface.position(at[k]);
    return p;
}

double angle_between(const glm::dvec3& a, const glm::dvec3& b) {
    return std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b));
}

bool is_fine(const Polygon& p, const SplineSampling& sampling) {
    const glm::dvec3 a = p.position[1] - p.position[0], b = p.position[2] - p.position[1],
                     c = p.position[3] - p.position[2];
    const double length = glm::length(a) + glm::length(b) + glm::length(c);
    if (length <= sampling.smallest_step_mm) return true;
    return length <= sampling.longest_step_mm && angle_between(a, b) + angle_between(b, c) <= sampling.largest_turn_rad;
}

class Sampler {
public:
    Sampler(GeodesicSolver& solver, const Surface& surface, const SplineSampling& sampling, SurfaceCurve& curve)
        : solver_(solver), surface_(surface), sampling_(sampling), curve_(curve) {}

    // Appends everything after the first control place. False when a way is missing.
    bool run(const Polygon& p, int depth) {
        if (depth >= kDeepest || is_fine(p, sampling_)) return add(p.at[3]);
        SurfacePoint a, b, c, ab, bc, middle;
        if (!halve(p.at[0], p.at[1], a) || !halve(p.at[1], p.at[2], b) || !halve(p.at[2], p.at[3], c) ||
            !halve(a, b, ab) || !halve(b, c, bc) || !halve(ab, bc, middle))
            return false;
        return run(polygon(surface_, {p.at[0], a, ab, middle}), depth + 1) &&
               run(polygon(surface_, {middle, bc, c, p.at[3]}), depth + 1);
    }

    void start(const SurfacePoint& first) {
        curve_.points.push_back(first);
        curve_.positions_mm.push_back(surface_.position(first));
        curve_.arc_mm.push_back(0.0f);
    }

private:
    bool halve(const SurfacePoint& a, const SurfacePoint& b, SurfacePoint& middle) {
        if (!solver_.solve(a, b, WaySearch::Local)) return false;
        middle = solver_.point_at(0.5);
        return true;
    }

    bool add(const SurfacePoint& p) {
        if (!solver_.solve(curve_.points.back(), p, WaySearch::Local)) return false;
        walked_ += solver_.length_mm();
        curve_.points.push_back(p);
        curve_.positions_mm.push_back(surface_.position(p));
        curve_.arc_mm.push_back(static_cast<float>(walked_));
        return true;
    }

    GeodesicSolver& solver_;
    const Surface& surface_;
    const SplineSampling& sampling_;
    SurfaceCurve& curve_;
    double walked_ = 0.0;
};

// The handle at a knot towards `next`, in the knot's tangent frame; `previous` and `next` are logarithm maps.
glm::dvec2 smooth_handle(const glm::dvec2& previous, const glm::dvec2& next) {
    const double before = std::sqrt(glm::length(previous)), after = std::sqrt(glm::length(next));
    if (before <= 0.0 || after <= 0.0) return next / 3.0;
    const glm::dvec2 tangent = next / after - previous / before - (next - previous) / (before + after);
    const double steepness = glm::length(tangent), way = after * after;
    if (steepness <= 0.0) return {0.0, 0.0};  // straight back: a cusp, whatever is done
    // At a sharp turn the tangent is short and the curve would be a corner to the eye: the radius there is
    // 3/2 handle^2 / (how far the next point lies beside the tangent).
    const double beside = std::abs(flat_cross(tangent, next)) / steepness;
    const double least = std::sqrt(2.0 / 3.0 * beside * std::min(kLeastRadiusMm, kLeastRadiusShare * way));
    // A long neighbour must not throw a short stretch into an overshoot.
    const double length = std::min(std::max(steepness * after / 3.0, least), kLongestHandleShare * way);
    return tangent * (length / steepness);
}

}  // namespace

Result<std::array<SurfacePoint, 4>> stretch_controls(GeodesicSolver& solver, const Surface& surface,
                                                     const std::array<SplineKnot, 4>& knots) {
    std::array<SurfacePoint, 4> controls{knots[1].at, {}, {}, knots[2].at};
    const auto handle = [&](const SplineKnot& before, const SplineKnot& at, const SplineKnot& next,
                            SurfacePoint& place) {
        if (!solver.solve(at.at, next.at, WaySearch::Local)) return false;
        const glm::dvec2 onwards = solver.leaving();
        if (!solver.solve(at.at, before.at, WaySearch::Local)) return false;
        place = walk_straight(surface, at.at, smooth_handle(solver.leaving(), onwards)).at;
        return true;
    };
    const auto towards = [&](const SurfacePoint& from, const SurfacePoint& to, double part, SurfacePoint& place) {
        if (!solver.solve(from, to, WaySearch::Local)) return false;
        place = solver.point_at(part);
        return true;
    };
    const bool first_bends = !knots[1].is_corner, last_bends = !knots[2].is_corner;
    bool is_done = true;
    if (first_bends) is_done = handle(knots[0], knots[1], knots[2], controls[1]);
    if (last_bends && is_done) is_done = handle(knots[3], knots[2], knots[1], controls[2]);
    if (!first_bends && is_done)
        is_done = last_bends ? towards(knots[1].at, controls[2], 0.5, controls[1])
                             : towards(knots[1].at, knots[2].at, 1.0 / 3.0, controls[1]);
    if (!last_bends && is_done)
        is_done = first_bends ? towards(knots[2].at, controls[1], 0.5, controls[2])
                              : towards(knots[2].at, knots[1].at, 1.0 / 3.0, controls[2]);
    if (!is_done) return no_way();
    return controls;
}

Result<SurfaceCurve> sample_stretch(GeodesicSolver& solver, const Surface& surface,
                                    const std::array<SurfacePoint, 4>& controls, const SplineSampling& sampling) {
    SurfaceCurve curve;
    Sampler sampler(solver, surface, sampling, curve);
    sampler.start(controls[0]);
    if (!sampler.run(polygon(surface, controls), 0)) return no_way();
    return curve;
}

}  // namespace trichion
