// Picking with a memory of where the pointer was.
#include "app/editor/tools/skin_pointer.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trichion {
namespace {

// Skin seen at a slant is longer than it looks, up to this; and the hand is not exact.
constexpr float kSteepest = 3.0f, kSlack_mm = 4.0f;
// A way along one skin is hardly longer than the straight line; round an edge to other skin it is.
constexpr float kDetour = 1.5f, kDetourSlack_mm = 3.0f;

bool is_of(const OutlineResult& drawn, const Outline& outline) {
    return std::ranges::equal(drawn.stretches, outline.points, [](const OutlineStretch& stretch, const OutlinePoint& point) {
               return stretch.knots[1].at == point.at && stretch.knots[1].is_corner == point.is_corner;
           }) &&
           std::ranges::equal(drawn.areas, outline.areas, [](const AreaCurve& curve, const FreeArea& area) {
               return curve.id == area.id && curve.stretches.size() == area.points.size();
           });
}

}  // namespace

std::optional<SurfacePoint> skin_under(const Head& head, const Projector& view, const glm::vec2& pixel) {
    const auto hit = head.measuring.hit(view.ray(pixel), true);
    return hit ? std::optional(hit->at) : std::nullopt;
}

std::optional<SurfacePoint> skin_reached(const Head& head, const Projector& view, const SurfacePoint& last, const glm::vec2& pixel) {
    const auto seen = skin_under(head, view, pixel);
    if (!seen) return std::nullopt;
    const glm::vec3 from = head.measuring.position(last), to = head.measuring.position(*seen);
    const auto last_px = view.pixel(from);
    if (!last_px) return std::nullopt;
    GeodesicSolver solver(head.measuring);
    if (!solver.solve(last, *seen)) return std::nullopt;
    const auto way_mm = static_cast<float>(solver.length_mm());
    const float seen_mm = glm::distance(*last_px, pixel) * view.mm_per_px(from);
    if (way_mm > kSteepest * seen_mm + kSlack_mm || way_mm > kDetour * glm::distance(from, to) + kDetourSlack_mm) return std::nullopt;
    return seen;
}

void SkinStroke::start(const SurfacePoint& at, const glm::vec2& pixel) {
    places_ = {at};
    last_px_ = pixel;
}

void SkinStroke::follow(const Head& head, const PointerEvent& event) {
    for (const glm::vec2& pixel : event.way) follow_to(head, event, pixel);
    follow_to(head, event, event.pixel);
}

void SkinStroke::follow_to(const Head& head, const PointerEvent& event, const glm::vec2& pixel) {
    constexpr float kStep_px = 4.0f;
    const float length = glm::distance(last_px_, pixel);
    const int steps = std::max(1, static_cast<int>(std::ceil(length / (kStep_px * event.scale))));
    for (int k = 1; k <= steps && length > 0.0f; ++k)
        if (const auto at = skin_reached(head, *event.view, places_.back(), glm::mix(last_px_, pixel, static_cast<float>(k) / static_cast<float>(steps))))
            places_.push_back(*at);
    last_px_ = pixel;
}

ToolLine SkinStroke::line(const Head& head, bool is_closed) const {
    ToolLine line{ToolLine::Look::Stroke, {}, {}, is_closed};
    for (const SurfacePoint& at : places_) {
        line.places_mm.push_back(head.measuring.position(at));
        line.normals.push_back(head.measuring.normal(at));
    }
    return line;
}

ToolLine ring_on_skin(const Head& head, const SurfacePoint& centre, float radius_mm) {
    constexpr int kSides = 72;
    ToolLine ring{ToolLine::Look::Brush, {}, {}, true};
    for (int k = 0; k < kSides; ++k) {
        const double angle = 2.0 * std::numbers::pi * k / kSides;
        const SurfacePoint at = walk_straight(head.measuring, centre, static_cast<double>(radius_mm) * glm::dvec2(std::cos(angle), std::sin(angle))).at;
        ring.places_mm.push_back(head.measuring.position(at));
        ring.normals.push_back(head.measuring.normal(at));
    }
    return ring;
}

void preview_outline(Session& session, Outline outline) {
    Document draft = session.document();
    draft.outline = Shared<Outline>(std::move(outline));
    session.editor().preview(std::move(draft));
}

OutlineResult drawn_now(Session& session, const Head& head) {
    const Outline& outline = *session.document().outline;
    const OutlineResult* shown = session.pipeline().outline();
    if (shown && is_of(*shown, outline)) return *shown;
    return trace_outline(head, outline, shown);
}

}  // namespace trichion
