// Strip, unfold, funnel, flip: shortest ways along a surface.
#include "core/geometry/geodesic.h"

#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <queue>

namespace trichion {
namespace {

constexpr int kMostPasses = 200;
constexpr int kMostAround = 64;       // triangles round one vertex
constexpr double kSameMm = 1e-7;      // string points closer than this are one
constexpr double kOnEdgeMm = 1e-6;
constexpr double kStraightRad = 1e-7;
// Ways across a head bulge up to 50 mm from the straight line, so these lead up to 10 and 20 mm beside the first.
constexpr std::array kLeanRad{-0.2, 0.2, -0.4, 0.4};

bool has_vertex(const glm::uvec3& t, std::uint32_t v) { return t.x == v || t.y == v || t.z == v; }

int edge_towards(const glm::ivec3& neighbours, std::uint32_t triangle) {
    for (int e = 0; e < 3; ++e)
        if (neighbours[e] == static_cast<int>(triangle)) return e;
    return -1;
}

glm::dvec2 flat_place(const glm::vec3& weights, const std::array<glm::dvec2, 3>& corners) {
    const glm::dvec3 w = weights;
    return (w.x * corners[0] + w.y * corners[1] + w.z * corners[2]) / (w.x + w.y + w.z);
}

double distance_to_segment(const glm::dvec2& p, const glm::dvec2& a, const glm::dvec2& b) {
    const glm::dvec2 along = b - a;
    const double length2 = glm::dot(along, along);
    const double t = length2 > 0.0 ? glm::clamp(glm::dot(p - a, along) / length2, 0.0, 1.0) : 0.0;
    return glm::length(a + t * along - p);
}

// What a search over the triangles notes about each; stamps spare clearing it.
struct Note {
    std::uint32_t stamp = 0;
    std::uint32_t came_from = 0;
    float cost = 0.0f;
    bool is_done = false;
};
struct Notes {
    std::vector<Note> of;
    std::uint32_t stamp = 0;
};

Notes& notes_of_this_thread(std::size_t triangles) {
    thread_local Notes notes;
    if (notes.of.size() < triangles) notes.of.resize(triangles);
    if (++notes.stamp == 0) {
        for (Note& n : notes.of) n.stamp = 0;
        notes.stamp = 1;
    }
    return notes;
}

}  // namespace

double GeodesicSolver::edge_length(std::uint32_t a, std::uint32_t b) const {
    const auto& p = surface_.mesh().positions;
    return glm::length(glm::dvec3(p[a]) - glm::dvec3(p[b]));
}

double GeodesicSolver::corner_angle(std::uint32_t triangle, std::uint32_t vertex) const {
    const glm::uvec3& t = surface_.mesh().triangles[triangle];
    const int k = t.x == vertex ? 0 : t.y == vertex ? 1 : 2;
    const auto& p = surface_.mesh().positions;
    const glm::dvec3 o = p[vertex], a = glm::dvec3(p[t[(k + 1) % 3]]) - o, b = glm::dvec3(p[t[(k + 2) % 3]]) - o;
    return std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b));
}

bool GeodesicSolver::solve(const SurfacePoint& from, const SurfacePoint& to, WaySearch search) {
    const std::size_t count = surface_.triangle_count();
    if (from.triangle >= count || to.triangle >= count) return false;
    from_ = from;
    to_ = to;
    lead_along_plane(0.0);
    if (strip_.back() != to.triangle && !search_strip(strip_.back(), to.triangle)) return false;
    if (!shorten()) return false;
    if (search == WaySearch::Local) return true;
    // A way much longer than the straight line may have climbed over something that a search goes round.
    const double straight = glm::length(glm::dvec3(surface_.position(to)) - glm::dvec3(surface_.position(from)));
    if (length_ > 1.25 * straight && length_ > 5.0 && !keep_the_shorter([&] {
            strip_.assign(1, from.triangle);
            return search_strip(from.triangle, to.triangle);
        }))
        return false;
    if (search == WaySearch::Compared) return true;
    for (const double lean : kLeanRad)
        if (!keep_the_shorter([&] {
                lead_along_plane(lean);
                return strip_.back() == to.triangle;
            }))
            return false;
    return true;
}

// Tries another first strip; where it leads to no shorter way the one at hand stays.
template <class Lead>
bool GeodesicSolver::keep_the_shorter(const Lead& lead) {
    best_strip_ = strip_;
    const double best = length_;
    if (lead() && shorten() && length_ < best) return true;
    strip_ = best_strip_;
    return shorten();
}

// The first strip: the triangles that a plane through both points cuts on the way. Stops where it loses its aim.
// @param lean_rad  how far the plane leans over to the side, about the straight line between them.
void GeodesicSolver::lead_along_plane(double lean_rad) {
    strip_.assign(1, from_.triangle);
    if (from_.triangle == to_.triangle) return;
    const auto& positions = surface_.mesh().positions;
    const glm::dvec3 p = surface_.position(from_), q = surface_.position(to_), way = q - p;
    const glm::dvec3 up = surface_.normal(from_) + surface_.normal(to_);
    const glm::dvec3 upright = glm::cross(way, up);
    const glm::dvec3 n = std::cos(lean_rad) * upright + std::sin(lean_rad) * glm::cross(glm::normalize(way), upright);
    const auto side = [&](std::uint32_t vertex) { return glm::dot(n, glm::dvec3(positions[vertex]) - p); };
    int came_by = -1;
    std::uint32_t triangle = from_.triangle;
    const std::size_t most = 64 + surface_.triangle_count() / 16;
    while (strip_.size() < most) {
        ++visited_;
        const glm::ivec3& around = surface_.neighbours()[triangle];
        if (edge_towards(around, to_.triangle) >= 0) {
            strip_.push_back(to_.triangle);
            return;
        }
        const glm::uvec3& t = surface_.mesh().triangles[triangle];
        int exit = -1;
        double furthest = -1e300;
        for (int e = 0; e < 3; ++e) {
            const double a = side(t[e]), b = side(t[(e + 1) % 3]);
            if (e == came_by || (a >= 0.0) == (b >= 0.0)) continue;
            const glm::dvec3 x = glm::mix(glm::dvec3(positions[t[e]]), glm::dvec3(positions[t[(e + 1) % 3]]), a / (a - b));
            const double ahead = glm::dot(x - p, way);
            if (ahead > furthest) furthest = ahead, exit = e;
        }
        if (exit < 0 || furthest > glm::dot(way, way) || around[exit] < 0) return;
        const auto next = static_cast<std::uint32_t>(around[exit]);
        came_by = edge_towards(surface_.neighbours()[next], triangle);
        triangle = next;
        strip_.push_back(triangle);
    }
    strip_.assign(1, from_.triangle);
}

// A* over neighbouring triangles; appends the triangles after `from` to the strip. Where the strip has lost its way
// far from the end, starts again from its beginning.
bool GeodesicSolver::search_strip(std::uint32_t from, std::uint32_t to) {
    const auto& mesh = surface_.mesh();
    const auto centre = [&](std::uint32_t t) {
        const glm::uvec3& c = mesh.triangles[t];
        return (mesh.positions[c.x] + mesh.positions[c.y] + mesh.positions[c.z]) / 3.0f;
    };
    const glm::vec3 goal = surface_.position(to_);
    if (glm::length(goal - centre(from)) > 0.1f * glm::length(goal - surface_.position(from_)) + 1.0f) {
        from = from_.triangle;
        strip_.assign(1, from);
    }
    Notes& notes = notes_of_this_thread(mesh.triangles.size());
    struct Open {
        float estimate;
        std::uint32_t triangle;
        bool operator<(const Open& o) const {
            return estimate != o.estimate ? estimate > o.estimate : triangle > o.triangle;
        }
    };
    std::priority_queue<Open> open;
    notes.of[from] = {notes.stamp, from, 0.0f, false};
    open.push({glm::length(goal - centre(from)), from});
    bool is_found = false;
    while (!open.empty() && !is_found) {
        const std::uint32_t t = open.top().triangle;
        open.pop();
        if (notes.of[t].is_done) continue;
        notes.of[t].is_done = true;
        ++visited_;
        is_found = t == to;
        const glm::vec3 here = t == from_.triangle ? surface_.position(from_) : centre(t);
        for (int e = 0; e < 3 && !is_found; ++e) {
            if (surface_.neighbours()[t][e] < 0) continue;
            const auto next = static_cast<std::uint32_t>(surface_.neighbours()[t][e]);
            const glm::vec3 there = next == to ? goal : centre(next);
            const float cost = notes.of[t].cost + glm::length(there - here);
            Note& note = notes.of[next];
            if (note.stamp == notes.stamp && (note.is_done || note.cost <= cost)) continue;
            note = {notes.stamp, t, cost, false};
            open.push({cost + glm::length(goal - there), next});
        }
    }
    if (!is_found) return false;
    const std::size_t kept = strip_.size();
    for (std::uint32_t t = to; t != from; t = notes.of[t].came_from) strip_.push_back(t);
    std::reverse(strip_.begin() + static_cast<std::ptrdiff_t>(kept), strip_.end());
    return true;
}

bool GeodesicSolver::shorten() {
    drop_detours();
    double before = 1e300;
    for (int pass = 0; pass < kMostPasses; ++pass) {
        if (!unfold_strip()) return false;
        pull_taut();
        if (bends_.size() == 2 || length_ >= before) break;
        before = length_;
        if (!flip_bends()) break;
    }
    return true;
}

bool GeodesicSolver::unfold_strip() {
    const auto& mesh = surface_.mesh();
    visited_ += strip_.size();
    flat_.resize(strip_.size());
    portals_.resize(strip_.size() - 1);
    const TangentFrame frame = tangent_frame(surface_, strip_[0]);
    for (int k = 0; k < 3; ++k)
        flat_[0][k] = frame.flat(glm::dvec3(mesh.positions[mesh.triangles[strip_[0]][k]]) - frame.origin);
    for (std::size_t i = 0; i + 1 < strip_.size(); ++i) {
        const glm::uvec3& t = mesh.triangles[strip_[i]];
        const int e = edge_towards(surface_.neighbours()[strip_[i]], strip_[i + 1]);
        if (e < 0) return false;
        const int a = e, b = (e + 1) % 3, c = (e + 2) % 3;
        // Unfolded triangles may be mirrored where the mesh's winding is; left and right follow the geometry.
        const bool is_upright = flat_cross(flat_[i][b] - flat_[i][a], flat_[i][c] - flat_[i][a]) >= 0.0;
        const int l = is_upright ? b : a, r = is_upright ? a : b;
        portals_[i] = {flat_[i][l], flat_[i][r], t[l], t[r]};
        const glm::uvec3& u = mesh.triangles[strip_[i + 1]];
        for (int k = 0; k < 3; ++k) {
            if (u[k] == t[l]) flat_[i + 1][k] = flat_[i][l];
            else if (u[k] == t[r]) flat_[i + 1][k] = flat_[i][r];
            else flat_[i + 1][k] = unfold(flat_[i][l], flat_[i][r], edge_length(u[k], t[l]), edge_length(u[k], t[r]));
        }
    }
    start_ = flat_place(from_.weights, flat_.front());
    end_ = flat_place(to_.weights, flat_.back());
    return true;
}

// The funnel: the shortest way through the portals.
void GeodesicSolver::pull_taut() {
    constexpr std::uint32_t kNone = 0xffffffffu;
    // A start that lies on a portal is through it already, and so is an end: seen from there the funnel would open
    // by half a turn, and rounding would decide which side is which.
    std::size_t begin = 0, count = portals_.size();
    while (begin < count && distance_to_segment(start_, portals_[begin].left, portals_[begin].right) < kOnEdgeMm) ++begin;
    while (count > begin && distance_to_segment(end_, portals_[count - 1].left, portals_[count - 1].right) < kOnEdgeMm)
        --count;
    bends_.assign(1, {start_, begin, kNone});
    const auto left_of = [&](std::size_t i) { return i < count ? portals_[i].left : end_; };
    const auto right_of = [&](std::size_t i) { return i < count ? portals_[i].right : end_; };
    glm::dvec2 apex = start_;
    std::size_t apex_at = begin, left_at = begin, right_at = begin;
    glm::dvec2 left = left_of(begin), right = right_of(begin);
    // The end stands behind the last portal and is no vertex; a turn there is dropped below.
    const auto left_vertex = [&](std::size_t i) { return i < count ? portals_[i].left_vertex : kNone; };
    const auto right_vertex = [&](std::size_t i) { return i < count ? portals_[i].right_vertex : kNone; };
    const auto turn_at = [&](std::size_t portal, const glm::dvec2& at, std::uint32_t vertex) {
        // Zero-length pieces hide the bends on both sides of them.
        if (glm::length(at - bends_.back().at) > kSameMm) bends_.push_back({at, portal, vertex});
        apex = at;
        apex_at = portal;
    };
    for (std::size_t i = begin + 1; i <= count; ++i) {
        const glm::dvec2 l = left_of(i), r = right_of(i);
        if (flat_cross(right - apex, r - apex) >= 0.0) {
            if (glm::length(right - apex) <= kSameMm || flat_cross(left - apex, r - apex) < 0.0) {
                right = r;
                right_at = i;
            } else {
                turn_at(left_at, left, left_vertex(left_at));
                left = right = apex;
                left_at = right_at = i = apex_at;
                continue;
            }
        }
        if (flat_cross(left - apex, l - apex) <= 0.0) {
            if (glm::length(left - apex) <= kSameMm || flat_cross(right - apex, l - apex) > 0.0) {
                left = l;
                left_at = i;
            } else {
                turn_at(right_at, right, right_vertex(right_at));
                left = right = apex;
                left_at = right_at = i = apex_at;
                continue;
            }
        }
    }
    if (bends_.size() > 1 && glm::length(bends_.back().at - end_) <= kSameMm) bends_.pop_back();
    bends_.push_back({end_, count, kNone});
    length_ = 0.0;
    for (std::size_t i = 1; i < bends_.size(); ++i) length_ += glm::length(bends_[i].at - bends_[i - 1].at);
}

// Leads the strip round the other side of every vertex where that is shorter. False when there was none.
bool GeodesicSolver::flip_bends() {
    const auto& triangles = surface_.mesh().triangles;
    next_strip_.clear();
    std::size_t copied = 0;  // strip entries before this one are in next_strip_
    bool has_flipped = false;
    for (std::size_t b = 1; b + 1 < bends_.size(); ++b) {
        const std::uint32_t vertex = bends_[b].vertex;
        std::size_t first = bends_[b].portal, last = first + 1;
        while (first > 0 && has_vertex(triangles[strip_[first - 1]], vertex)) --first;
        while (last + 1 < strip_.size() && has_vertex(triangles[strip_[last + 1]], vertex)) ++last;
        if (first < copied) continue;  // its strip has just been led elsewhere; the next pass sees to it
        const glm::dvec2 in = bends_[b].at - bends_[b - 1].at, out = bends_[b + 1].at - bends_[b].at;
        const double turn = std::abs(std::atan2(flat_cross(in, out), glm::dot(in, out)));
        double total = 0.0;
        if (!other_side(first, last, vertex, fan_, total)) continue;
        if (turn < kStraightRad || turn <= total - 2.0 * std::numbers::pi + kStraightRad) continue;
        next_strip_.insert(next_strip_.end(), strip_.begin() + static_cast<std::ptrdiff_t>(copied),
                           strip_.begin() + static_cast<std::ptrdiff_t>(first) + 1);
        next_strip_.insert(next_strip_.end(), fan_.begin(), fan_.end());
        copied = last;
        has_flipped = true;
    }
    if (!has_flipped) return false;
    next_strip_.insert(next_strip_.end(), strip_.begin() + static_cast<std::ptrdiff_t>(copied), strip_.end());
    strip_.swap(next_strip_);
    drop_detours();
    return true;
}

// The triangles round `vertex` from strip[first] to strip[last] on the side where the strip does not run, and the
// angle all round. False at a border.
bool GeodesicSolver::other_side(std::size_t first, std::size_t last, std::uint32_t vertex,
                                std::vector<std::uint32_t>& fan, double& total_angle) {
    fan.clear();
    total_angle = 0.0;
    for (std::size_t i = first; i <= last; ++i) total_angle += corner_angle(strip_[i], vertex);
    std::uint32_t triangle = strip_[first];
    std::uint32_t behind = strip_[first + 1];
    for (int step = 0; step < kMostAround; ++step) {
        ++visited_;
        const glm::uvec3& t = surface_.mesh().triangles[triangle];
        int next = -2;
        for (int e = 0; e < 3; ++e) {
            const bool touches = t[e] == vertex || t[(e + 1) % 3] == vertex;
            if (touches && surface_.neighbours()[triangle][e] != static_cast<int>(behind))
                next = surface_.neighbours()[triangle][e];
        }
        if (next < 0) return false;
        behind = triangle;
        triangle = static_cast<std::uint32_t>(next);
        if (triangle == strip_[last]) return true;
        fan.push_back(triangle);
        total_angle += corner_angle(triangle, vertex);
    }
    return false;
}

// A strip that steps into a triangle and straight back out has not gone anywhere.
void GeodesicSolver::drop_detours() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < strip_.size(); ++i) {
        const std::uint32_t t = strip_[i];
        if (kept >= 1 && strip_[kept - 1] == t) continue;
        if (kept >= 2 && strip_[kept - 2] == t) {
            --kept;
            continue;
        }
        strip_[kept++] = t;
    }
    strip_.resize(kept);
}

// A leg that begins at a vertex has all portals through that vertex behind it, whatever their lines' sides say.
std::size_t GeodesicSolver::first_portal_ahead(std::size_t leg) const {
    std::size_t i = bends_[leg - 1].portal;
    const glm::dvec2 from = bends_[leg - 1].at;
    while (i < bends_[leg].portal && distance_to_segment(from, portals_[i].left, portals_[i].right) < kOnEdgeMm) ++i;
    return i;
}

SurfacePoint GeodesicSolver::point_at(double fraction) const {
    if (fraction <= 0.0 || length_ <= 0.0) return from_;
    if (fraction >= 1.0) return to_;
    double left = fraction * length_;
    std::size_t leg = 1;
    for (; leg + 1 < bends_.size(); ++leg) {
        const double piece = glm::length(bends_[leg].at - bends_[leg - 1].at);
        if (left <= piece) break;
        left -= piece;
    }
    const glm::dvec2 a = bends_[leg - 1].at, b = bends_[leg].at;
    const double piece = glm::length(b - a);
    const glm::dvec2 p = piece > 0.0 ? a + (left / piece) * (b - a) : a;
    std::size_t i = first_portal_ahead(leg);
    const auto is_before = [&](const Portal& portal) {
        return flat_cross(portal.right - portal.left, p - portal.left) < 0.0;
    };
    while (i < bends_[leg].portal && !is_before(portals_[i])) ++i;
    return {strip_[i], flat_weights(p, flat_[i][0], flat_[i][1], flat_[i][2])};
}

glm::dvec2 GeodesicSolver::leaving() const {
    const glm::dvec2 first = bends_[1].at - bends_[0].at;
    const double length = glm::length(first);
    return length > 0.0 ? first * (length_ / length) : glm::dvec2(0.0);
}

SurfaceCurve GeodesicSolver::curve() const {
    SurfaceCurve curve;
    double walked = 0.0;
    glm::dvec2 last = start_;
    const auto add = [&](std::size_t i, const glm::dvec2& p) {
        walked += glm::length(p - last);
        last = p;
        curve.points.push_back({strip_[i], flat_weights(p, flat_[i][0], flat_[i][1], flat_[i][2])});
        curve.positions_mm.push_back(surface_.position(curve.points.back()));
        curve.arc_mm.push_back(static_cast<float>(walked));
    };
    add(bends_.front().portal, start_);
    for (std::size_t leg = 1; leg < bends_.size(); ++leg) {
        const glm::dvec2 a = bends_[leg - 1].at, b = bends_[leg].at;
        if (leg > 1) add(bends_[leg - 1].portal, a);
        for (std::size_t i = first_portal_ahead(leg); i < bends_[leg].portal; ++i) {
            const Portal& portal = portals_[i];
            const glm::dvec2 edge = portal.right - portal.left;
            const double facing = flat_cross(b - a, edge);
            const double along = std::abs(facing) > 1e-300 ? flat_cross(b - a, a - portal.left) / facing : 0.0;
            const glm::dvec2 p = portal.left + std::clamp(along, 0.0, 1.0) * edge;
            if (glm::length(p - last) > kSameMm) add(i, p);
        }
    }
    add(bends_.back().portal, end_);
    curve.points.front() = from_;
    curve.points.back() = to_;
    return curve;
}

Result<SurfaceCurve> shortest_way(const Surface& surface, const SurfacePoint& from, const SurfacePoint& to) {
    GeodesicSolver solver(surface);
    if (!solver.solve(from, to, WaySearch::Widest))
        return fail(ErrorCode::Degenerate, "No way along the skin joins the two points: a hole or a gap lies between.");
    return solver.curve();
}

}  // namespace trichion
