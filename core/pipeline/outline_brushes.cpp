// Points under the brush, moved by their share.
#include "core/pipeline/outline_brushes.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"
#include "core/model/limits.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_locks.h"
#include "core/pipeline/outline_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace trichion {
namespace {

constexpr float kSpacing_mm = 7.0f;      // of points added under a brush
constexpr float kSparse_mm = 9.0f;       // a longer stretch cannot follow
constexpr float kSameSide = 0.2f;        // cosine between normals: skin of the same side, not of an ear's back

struct Dab {
    glm::vec3 centre{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
    float radius_mm = 0.0f;

    // 1 in the middle, 0 from the rim on.
    float share(const glm::vec3& p, const glm::vec3& normal_there) const {
        const glm::vec3 away = p - centre;
        const float part = glm::dot(away, away) / (radius_mm * radius_mm);
        if (part >= 1.0f || glm::dot(normal, normal_there) < kSameSide) return 0.0f;
        return (1.0f - part) * (1.0f - part);
    }
};

Dab dab_at(const Surface& surface, const SurfacePoint& at, float radius_mm) {
    return {surface.position(at), surface.normal(at), radius_mm};
}

std::optional<Error> refusal(const Head& head, std::initializer_list<SurfacePoint> places, float radius_mm) {
    if (!(radius_mm > 0.0f) || !std::isfinite(radius_mm))
        return Error{ErrorCode::InvalidInput, fmt::format("A brush needs a radius above 0 mm, not {}.", radius_mm)};
    for (const SurfacePoint& at : places)
        if (at.triangle >= head.measuring.triangle_count()) return Error{ErrorCode::InvalidInput, "The brush is not on this head."};
    return std::nullopt;
}

// Straight on from a place by a step in space, laid on the skin there.
SurfacePoint stepped(const Surface& surface, const SurfacePoint& from, const glm::vec3& step) {
    const TangentFrame frame = tangent_frame(surface, from.triangle);
    const glm::dvec2 flat = frame.flat(step);
    if (!(glm::length(flat) > 1e-9)) return from;
    return walk_straight(surface, from, flat).at;
}

// The step that a neighbour at another tilt of the skin makes when this place makes `step`.
glm::vec3 carried_over(const glm::vec3& step, const glm::vec3& normal, const glm::vec3& normal_there) {
    const float length = glm::length(step);
    const glm::vec3 axis = glm::cross(normal, normal_there);
    const float cosine = glm::dot(normal, normal_there);
    // Rotation that takes one normal to the other [Rodrigues, without trigonometry].
    const glm::vec3 turned = step * cosine + glm::cross(axis, step) + axis * (glm::dot(axis, step) / std::max(0.1f, 1.0f + cosine));
    const glm::vec3 flat = turned - normal_there * glm::dot(turned, normal_there);
    const float flat_length = glm::length(flat);
    return flat_length > 0.0f ? flat * (length / flat_length) : flat;
}

// Where the brush comes along, more points: a line can only bend where it has some.
Outline with_points_under(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn,
                          std::span<const Dab> dabs) {
    Outline changed = outline;
    const std::size_t n = outline.points.size();
    if (drawn.stretches.size() != n) return changed;
    const auto locks = locks_on_stretches(outline);
    const auto is_under = [&](const glm::vec3& p) {
        return std::ranges::any_of(dabs, [&](const Dab& dab) { return glm::distance(dab.centre, p) < dab.radius_mm + 0.5f * kSpacing_mm; });
    };
    for (std::size_t s = 0; s < n; ++s) {
        const OutlineStretch& stretch = drawn.stretches[s];
        const float length = stretch.curve.length_mm();
        if (locks[s] || stretch.is_broken || length < kSparse_mm || changed.points.size() + 2 >= kMostOutlinePoints) continue;
        if (std::ranges::none_of(stretch.curve.positions_mm, is_under)) continue;
        const std::uint32_t after = outline.points[(s + 1) % n].id;
        std::uint32_t before = outline.points[s].id;
        // Across the midline one point in the middle: the halves follow with the next step.
        const bool is_over_midline = outline.mirror && outline.points[s].twin == after;
        const int pieces = is_over_midline ? 2 : static_cast<int>(std::ceil(length / kSpacing_mm));
        for (int k = 1; k < pieces; ++k) {
            const SurfacePoint at = point_on(head.measuring, stretch.curve, length * static_cast<float>(k) / static_cast<float>(pieces));
            if (!is_over_midline && !is_under(head.measuring.position(at))) continue;
            const std::uint32_t added = insert_between(head, symmetry, changed, before, after, at);
            if (added == 0) break;  // the twin of this stretch has had its points already, and this one with it
            before = added;
        }
    }
    return changed;
}

std::vector<const std::vector<OutlinePoint>*> loops_of(const Outline& outline) {
    std::vector<const std::vector<OutlinePoint>*> loops{&outline.points};
    for (const FreeArea& area : outline.areas) loops.push_back(&area.points);
    return loops;
}

// While the outline mirrors, the side under the brush leads and the other one follows.
void lead_with_side_of(const Head& head, const Symmetry& symmetry, const glm::vec3& centre, std::vector<PointPlace>& places,
                       const Outline& outline) {
    if (!outline.mirror) return;
    const bool is_left = symmetry.offset_mm(centre) > 0.0f;
    std::ranges::stable_partition(places, [&](const PointPlace& place) {
        return (symmetry.offset_mm(head.measuring.position(find_point(outline, place.id)->at)) > 0.0f) == is_left;
    });
}

Result<Outline> pushed(const Head& head, const Symmetry& symmetry, const Outline& outline, const Dab& dab, const glm::vec3& step) {
    const Surface& surface = head.measuring;
    std::vector<PointPlace> places;
    for (const auto* loop : loops_of(outline))
        for (const OutlinePoint& point : *loop) {
            if (point.at.triangle >= surface.triangle_count()) continue;
            const glm::vec3 p = surface.position(point.at), normal = surface.normal(point.at);
            const float share = dab.share(p, normal);
            if (share > 0.0f) places.push_back({point.id, stepped(surface, point.at, share * carried_over(step, dab.normal, normal))});
        }
    lead_with_side_of(head, symmetry, dab.centre, places, outline);
    return with_points_at(head, symmetry, outline, places);
}

// The cubic through neighbours at these signed ways, at way 0.
glm::vec3 interpolated(std::span<const float> ways, std::span<const glm::vec3> places) {
    glm::vec3 sum(0.0f);
    for (std::size_t i = 0; i < ways.size(); ++i) {
        float weight = 1.0f;
        for (std::size_t k = 0; k < ways.size(); ++k)
            if (k != i) weight *= -ways[k] / (ways[i] - ways[k]);
        sum += weight * places[i];
    }
    return sum;
}

// Where a point would lie if the line ran evenly through two neighbours on either side, each at least `arm_mm` on.
std::optional<glm::vec3> even_place(const Surface& surface, const std::vector<OutlinePoint>& points, std::size_t i, float arm_mm) {
    const std::size_t n = points.size();
    std::array<glm::vec3, 4> places;
    std::array<float, 4> ways{};
    std::size_t count = 0;
    const glm::vec3 here = surface.position(points[i].at);
    for (const int direction : {-1, 1}) {
        glm::vec3 last = here;
        float way = 0.0f;
        std::size_t found = 0;
        for (std::size_t k = 1; found < 2 && k <= (n - 1) / 2; ++k) {
            const OutlinePoint& neighbour = points[direction > 0 ? (i + k) % n : (i + n - k) % n];
            const glm::vec3 p = surface.position(neighbour.at);
            way += glm::distance(last, p);
            if (!(way > 1e-3f)) return std::nullopt;
            last = p;
            if (way < static_cast<float>(found + 1) * arm_mm && !neighbour.is_corner) continue;
            places[count] = p;
            ways[count++] = static_cast<float>(direction) * way;
            ++found;
            if (neighbour.is_corner) break;  // what lies beyond it has no say
        }
    }
    return interpolated(std::span(ways).first(count), std::span(places).first(count));
}

// The even place for wiggles from point to point and for those as wide as the brush, half and half; nothing for points
// that stay.
std::optional<glm::vec3> smooth_place(const Surface& surface, const std::vector<OutlinePoint>& points, std::size_t i, bool is_outline,
                                      float radius_mm) {
    if (points.size() < 5 || points[i].is_corner || (is_outline && begins_part(points, i))) return std::nullopt;
    const auto fine = even_place(surface, points, i, 0.0f), wide = even_place(surface, points, i, radius_mm / 3.0f);
    if (!fine || !wide) return std::nullopt;
    return 0.5f * (*fine + *wide);
}

Result<Outline> smoothed(const Head& head, const Symmetry& symmetry, const Outline& outline, const Dab& dab, float strength) {
    const Surface& surface = head.measuring;
    std::vector<PointPlace> places;
    for (const auto* loop : loops_of(outline))
        for (std::size_t i = 0; i < loop->size(); ++i) {
            const SurfacePoint& at = (*loop)[i].at;
            if (at.triangle >= surface.triangle_count()) continue;
            const float share = strength * dab.share(surface.position(at), surface.normal(at));
            if (!(share > 0.0f)) continue;
            const auto place = smooth_place(surface, *loop, i, loop == &outline.points, dab.radius_mm);
            if (!place) continue;
            glm::vec3 step = share * (*place - surface.position(at));
            const float length = glm::length(step);
            if (!(length < dab.radius_mm)) step *= dab.radius_mm / std::max(length, 1e-6f);
            places.push_back({(*loop)[i].id, stepped(surface, at, step)});
        }
    lead_with_side_of(head, symmetry, dab.centre, places, outline);
    return with_points_at(head, symmetry, outline, places);
}

}  // namespace

Result<Outline> push_outline(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn,
                             const SurfacePoint& from, const SurfacePoint& to, float radius_mm) {
    if (auto error = refusal(head, {from, to}, radius_mm)) return tl::unexpected(std::move(*error));
    GeodesicSolver solver(head.measuring);
    if (!solver.solve(from, to)) return outline;
    // Steps short against the brush, so that the line under it is carried and not folded.
    constexpr int kMostSteps = 24;
    const int steps = std::clamp(static_cast<int>(std::ceil(3.0 * solver.length_mm() / radius_mm)), 1, kMostSteps);
    std::vector<SurfacePoint> way;
    std::vector<Dab> dabs;
    for (int k = 0; k <= steps; ++k) {
        way.push_back(k == 0 ? from : k == steps ? to : solver.point_at(static_cast<double>(k) / steps));
        dabs.push_back(dab_at(head.measuring, way.back(), radius_mm));
    }
    Result<Outline> changed = with_points_under(head, symmetry, outline, drawn, std::span(dabs).first(dabs.size() - 1));
    for (std::size_t k = 0; k + 1 < dabs.size() && changed; ++k)
        changed = pushed(head, symmetry, *changed, dabs[k], dabs[k + 1].centre - dabs[k].centre);
    return changed;
}

Result<Outline> smooth_outline(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn,
                               const SurfacePoint& at, float radius_mm) {
    if (auto error = refusal(head, {at}, radius_mm)) return tl::unexpected(std::move(*error));
    const Dab dab = dab_at(head.measuring, at, radius_mm);
    const float before = total_turning_rad(head.measuring, drawn);
    constexpr float kStrongest = 0.35f;  // 3/8 takes out a zigzag from point to point at once; more would throw it over
    for (const float strength : {kStrongest, 0.4f * kStrongest, 0.1f * kStrongest}) {
        Result<Outline> changed = smoothed(head, symmetry, outline, dab, strength);
        if (!changed || *changed == outline) return changed;
        if (total_turning_rad(head.measuring, trace_outline(head, *changed, &drawn)) <= before) return changed;
    }
    return outline;
}

float total_turning_rad(const Surface& surface, const OutlineResult& drawn) {
    constexpr float kStep_mm = 3.0f;
    float turning = 0.0f;
    const auto add_loop = [&](std::span<const OutlineStretch> stretches) {
        std::vector<glm::vec3> places, normals;
        for (const OutlineStretch& stretch : stretches) {
            float next_mm = 0.0f;  // counted from each stretch's start, so that unchanged stretches count the same
            for (std::size_t i = 0; i + 1 < stretch.curve.points.size(); ++i) {
                if (stretch.curve.arc_mm[i] < next_mm) continue;
                next_mm = stretch.curve.arc_mm[i] + kStep_mm;
                places.push_back(stretch.curve.positions_mm[i]);
                normals.push_back(surface.normal(stretch.curve.points[i]));
            }
        }
        const std::size_t n = places.size();
        for (std::size_t i = 0; i < n && n > 2; ++i) {
            glm::vec3 in = places[i] - places[(i + n - 1) % n], out = places[(i + 1) % n] - places[i];
            in -= normals[i] * glm::dot(in, normals[i]);
            out -= normals[i] * glm::dot(out, normals[i]);
            turning += std::abs(std::atan2(glm::dot(normals[i], glm::cross(in, out)), glm::dot(in, out)));
        }
    };
    add_loop(drawn.stretches);
    for (const AreaCurve& area : drawn.areas) add_loop(area.stretches);
    return turning;
}

}  // namespace trichion
