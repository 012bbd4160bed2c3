// Straight walks and plane crossings.
#include "core/geometry/surface_walk.h"

#include "core/geometry/geodesic.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

glm::dvec3 corner(const Surface& surface, std::uint32_t vertex) { return surface.mesh().positions[vertex]; }

// A start on a corner or an edge has no clear way out; a hundred-thousandth of the triangle inside has.
SurfacePoint moved_inside(const SurfacePoint& p) {
    constexpr float kInside = 1e-5f;
    glm::vec3 w = glm::max(p.weights, glm::vec3(kInside));
    return {p.triangle, w / (w.x + w.y + w.z)};
}

int corner_of(const glm::uvec3& triangle, std::uint32_t vertex) {
    return triangle.x == vertex ? 0 : triangle.y == vertex ? 1 : triangle.z == vertex ? 2 : -1;
}

// The edge of a triangle (corner e to e + 1) that joins two vertices, whichever way it runs.
int edge_between(const glm::uvec3& triangle, std::uint32_t a, std::uint32_t b) {
    for (int e = 0; e < 3; ++e) {
        const std::uint32_t from = triangle[e], to = triangle[(e + 1) % 3];
        if ((from == a && to == b) || (from == b && to == a)) return e;
    }
    return -1;
}

SurfacePoint on_edge(std::uint32_t triangle, int edge, float along) {
    SurfacePoint p{triangle, glm::vec3(0.0f)};
    p.weights[edge] = 1.0f - along;
    p.weights[(edge + 1) % 3] = along;
    return p;
}

// The unfolded triangle that a straight walk is in, and the edge by which it leaves: right end to left end.
struct FlatTriangle {
    std::uint32_t triangle = 0;
    std::array<glm::dvec2, 3> at;
    int right = 0;
    int left = 1;
};

// The way out of the first triangle: right end behind the direction's right hand, left end behind its left.
void aim(FlatTriangle& flat, const glm::dvec2& from, const glm::dvec2& direction) {
    double best = -1e300;
    for (int e = 0; e < 3; ++e) {
        const int next = (e + 1) % 3;
        const double right = -flat_cross(direction, flat.at[e] - from), left = flat_cross(direction, flat.at[next] - from);
        const double clear = std::min(right, left);
        if (clear > best) best = clear, flat.right = e, flat.left = next;
    }
}

// Steps over the leaving edge; false at a border.
bool cross_edge(const Surface& surface, FlatTriangle& flat, const glm::dvec2& from, const glm::dvec2& direction) {
    const glm::uvec3& here = surface.mesh().triangles[flat.triangle];
    const std::uint32_t left = here[flat.left], right = here[flat.right];
    const int edge = edge_between(here, left, right);
    const int next = surface.neighbours()[flat.triangle][edge];
    if (next < 0) return false;
    const glm::uvec3& there = surface.mesh().triangles[static_cast<std::uint32_t>(next)];
    const int l = corner_of(there, left), r = corner_of(there, right);
    const int c = 3 - l - r;
    const glm::dvec3 apex = corner(surface, there[c]);
    FlatTriangle moved;
    moved.triangle = static_cast<std::uint32_t>(next);
    moved.at[l] = flat.at[flat.left];
    moved.at[r] = flat.at[flat.right];
    moved.at[c] = unfold(moved.at[l], moved.at[r], glm::length(apex - corner(surface, left)),
                         glm::length(apex - corner(surface, right)));
    const bool apex_is_left = flat_cross(direction, moved.at[c] - from) >= 0.0;
    moved.left = apex_is_left ? c : l;
    moved.right = apex_is_left ? r : c;
    flat = moved;
    return true;
}

}  // namespace

TangentFrame tangent_frame(const Surface& surface, std::uint32_t triangle) {
    const glm::uvec3& t = surface.mesh().triangles[triangle];
    TangentFrame frame;
    frame.origin = corner(surface, t.x);
    const glm::dvec3 along = corner(surface, t.y) - frame.origin;
    const double length = glm::length(along);
    glm::dvec3 normal = glm::cross(along, corner(surface, t.z) - frame.origin);
    const double area = glm::length(normal);
    normal = area > 0.0 ? normal / area : glm::dvec3(surface.face_normal(triangle));
    frame.x = length > 0.0 ? along / length
                           : glm::normalize(glm::cross(normal, std::abs(normal.x) < 0.9 ? glm::dvec3(1, 0, 0)
                                                                                         : glm::dvec3(0, 1, 0)));
    frame.y = glm::cross(normal, frame.x);
    return frame;
}

glm::vec3 flat_weights(const glm::dvec2& p, const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c) {
    const double area = flat_cross(b - a, c - a);
    if (std::abs(area) < 1e-300) return {1.0f, 0.0f, 0.0f};
    const double v = flat_cross(p - a, c - a) / area, w = flat_cross(b - a, p - a) / area;
    const glm::dvec3 weights = glm::max(glm::dvec3(1.0 - v - w, v, w), glm::dvec3(0.0));
    return glm::vec3(weights / (weights.x + weights.y + weights.z));
}

glm::dvec2 unfold(const glm::dvec2& left, const glm::dvec2& right, double left_length_mm, double right_length_mm) {
    const glm::dvec2 edge = right - left;
    const double width2 = glm::dot(edge, edge), width = std::sqrt(width2);
    if (width < 1e-12) return left + glm::dvec2(0.0, left_length_mm);
    const double l2 = left_length_mm * left_length_mm;
    const double along = (l2 - right_length_mm * right_length_mm + width2) / (2.0 * width);
    const double ahead = std::sqrt(std::max(0.0, l2 - along * along));
    const glm::dvec2 x = edge / width;
    return left + along * x + ahead * glm::dvec2(-x.y, x.x);
}

StraightEnd walk_straight(const Surface& surface, const SurfacePoint& from, const glm::dvec2& direction) {
    std::vector<SurfacePoint> end;
    return walk_straight(surface, from, direction, 1, end);
}

StraightEnd walk_straight(const Surface& surface, const SurfacePoint& from, const glm::dvec2& direction, std::size_t count,
                          std::vector<SurfacePoint>& stops) {
    stops.assign(count, from);
    const double length = glm::length(direction);
    if (!(length > 0.0) || !std::isfinite(length)) return {from, 0.0};
    const SurfacePoint start = moved_inside(from);
    const TangentFrame frame = tangent_frame(surface, start.triangle);
    const glm::uvec3& t = surface.mesh().triangles[start.triangle];
    FlatTriangle flat;
    flat.triangle = start.triangle;
    glm::dvec2 p(0.0);
    for (int k = 0; k < 3; ++k) {
        flat.at[k] = frame.flat(corner(surface, t[k]) - frame.origin);
        p += static_cast<double>(start.weights[k]) * flat.at[k];
    }
    const glm::dvec2 unit = direction / length;
    aim(flat, p, unit);
    StraightEnd end{from, length};
    std::size_t stop = 0;
    const auto stop_at = [&](double way) {
        stops[stop++] = {flat.triangle, flat_weights(p + way * unit, flat.at[0], flat.at[1], flat.at[2])};
    };
    const std::size_t most = 4 * surface.triangle_count() + 16;
    for (std::size_t step = 0; step < most; ++step) {
        const glm::dvec2 a = flat.at[flat.right], b = flat.at[flat.left];
        const double facing = flat_cross(unit, b - a);
        const double leave = facing > 0.0 ? flat_cross(a - p, b - a) / facing : 0.0;
        while (stop + 1 < count && length * double(stop + 1) / double(count) <= leave) stop_at(length * double(stop + 1) / double(count));
        if (length <= leave) break;
        if (!cross_edge(surface, flat, p, unit)) {
            end.walked_mm = std::max(0.0, leave);
            break;
        }
    }
    while (stop < count) stop_at(end.walked_mm);
    end.at = stops.back();
    return end;
}

namespace {

// Where a plane leaves a triangle: the edge, and how far along it; edge -1 when it does not.
struct Exit {
    int edge = -1;
    double along = 0.0;
};

SurfacePoint at_position(const Surface& surface, std::uint32_t triangle, const glm::dvec3& p) {
    const TangentFrame frame = tangent_frame(surface, triangle);
    const glm::uvec3& t = surface.mesh().triangles[triangle];
    std::array<glm::dvec2, 3> flat;
    for (int k = 0; k < 3; ++k) flat[k] = frame.flat(corner(surface, t[k]) - frame.origin);
    return {triangle, flat_weights(frame.flat(p - frame.origin), flat[0], flat[1], flat[2])};
}

void add(const Surface& surface, SurfaceCurve& curve, const SurfacePoint& point, double arc_mm) {
    curve.points.push_back(point);
    curve.positions_mm.push_back(surface.position(point));
    curve.arc_mm.push_back(static_cast<float>(arc_mm));
}

}  // namespace

SurfaceCurve walk_level(const Surface& surface, const SurfacePoint& from,
                        const std::function<double(const glm::dvec3&)>& value, const glm::vec3& towards,
                        float length_mm) {
    const SurfacePoint start = moved_inside(from);
    const glm::dvec3 origin = surface.position(start);
    // The start's value as its own triangle has it: else the line would begin beside it.
    double level = 0.0;
    for (int k = 0; k < 3; ++k)
        level += static_cast<double>(start.weights[k]) * value(corner(surface, surface.mesh().triangles[start.triangle][k]));
    const auto side = [&](std::uint32_t vertex) { return value(corner(surface, vertex)) - level; };
    const auto leave = [&](const glm::uvec3& t, int came_by) {
        Exit exit;
        double best = -1e300;
        for (int e = 0; e < 3; ++e) {
            const double a = side(t[e]), b = side(t[(e + 1) % 3]);
            if (e == came_by || (a >= 0.0) == (b >= 0.0)) continue;
            const double along = a / (a - b);
            const glm::dvec3 p = glm::mix(corner(surface, t[e]), corner(surface, t[(e + 1) % 3]), along);
            const double ahead = glm::dot(p - origin, glm::dvec3(towards));
            if (ahead > best) best = ahead, exit = {e, along};
        }
        return exit;
    };
    SurfaceCurve curve;
    add(surface, curve, from, 0.0);
    std::uint32_t triangle = start.triangle;
    int came_by = -1;
    double walked = 0.0;
    for (std::size_t step = 0; step < surface.triangle_count() && length_mm > 0.0f; ++step) {
        const glm::uvec3& t = surface.mesh().triangles[triangle];
        const Exit exit = leave(t, came_by);
        if (exit.edge < 0) break;
        const SurfacePoint crossing = on_edge(triangle, exit.edge, static_cast<float>(exit.along));
        const glm::dvec3 here = curve.positions_mm.back(), p = surface.position(crossing);
        const double piece = glm::length(p - here);
        if (piece > 0.0 && walked + piece >= length_mm) {
            const glm::dvec3 end = glm::mix(here, p, (length_mm - walked) / piece);
            add(surface, curve, at_position(surface, triangle, end), length_mm);
            break;
        }
        walked += piece;
        add(surface, curve, crossing, walked);
        const int next = surface.neighbours()[triangle][exit.edge];
        if (next < 0) break;
        const std::uint32_t a = t[exit.edge], b = t[(exit.edge + 1) % 3];
        triangle = static_cast<std::uint32_t>(next);
        came_by = edge_between(surface.mesh().triangles[triangle], a, b);
        if (triangle == start.triangle) break;
    }
    return curve;
}

SurfaceCurve walk_plane(const Surface& surface, const SurfacePoint& from, const glm::vec3& normal,
                        const glm::vec3& towards, float length_mm) {
    const glm::dvec3 n = normal, origin = surface.position(from);
    return walk_level(surface, from, [&](const glm::dvec3& p) { return glm::dot(n, p - origin); }, towards, length_mm);
}

namespace {

// Whether the straight piece that ends in b's triangle begins there, too: a plane walk's pieces and a way's do, those
// between a spline's samples cross other triangles.
bool is_within_one_triangle(const Surface& surface, const SurfacePoint& a, const SurfacePoint& b) {
    constexpr double kSame_mm = 1e-4;
    const glm::dvec3 start = surface.position(a);
    return glm::length(glm::dvec3(surface.position(at_position(surface, b.triangle, start))) - start) < kSame_mm;
}

}  // namespace

SurfacePoint point_on(const Surface& surface, const SurfaceCurve& curve, float arc_mm) {
    if (curve.points.empty()) return {};
    const auto after = std::ranges::upper_bound(curve.arc_mm, arc_mm);
    if (after == curve.arc_mm.begin()) return curve.points.front();
    if (after == curve.arc_mm.end()) return curve.points.back();
    const auto i = static_cast<std::size_t>(after - curve.arc_mm.begin());
    const SurfacePoint &from = curve.points[i - 1], &to = curve.points[i];
    const double part = (static_cast<double>(arc_mm) - curve.arc_mm[i - 1]) / (curve.arc_mm[i] - curve.arc_mm[i - 1]);
    const glm::dvec3 p = glm::mix(glm::dvec3(surface.position(from)), glm::dvec3(surface.position(to)), part);
    if (is_within_one_triangle(surface, from, to)) return at_position(surface, to.triangle, p);
    GeodesicSolver solver(surface);
    if (!solver.solve(from, to, WaySearch::Local)) return part < 0.5 ? from : to;
    return solver.point_at(part);
}

}  // namespace trichion
