// The drag of an outline point.
#include "app/editor/tools/points_tool.h"

#include "core/pipeline/outline_edits.h"

#include <fmt/format.h>
#include <limits>

namespace trichion {
namespace {

constexpr float kReach_px = 13.0f;  // how near the pointer must come

}  // namespace

std::uint32_t PointsTool::point_under(const PointerEvent& event, Session& session) const {
    const Head* head = session.pipeline().head();
    if (!head || !event.view) return 0;
    std::uint32_t best = 0;
    float best_px = kReach_px * event.scale;
    for (const OutlinePoint& point : session.document().outline->points) {
        if (point.at.triangle >= head->measuring.triangle_count()) continue;
        const glm::vec3 place = head->measuring.position(point.at);
        const auto pixel = event.view->pixel(place);
        if (!pixel) continue;
        const float away_px = glm::distance(*pixel, event.pixel);
        if (away_px >= best_px || !event.view->sees(head->measuring, place, head->measuring.normal(point.at))) continue;
        best = point.id;
        best_px = away_px;
    }
    return best;
}

void PointsTool::drag_to(const PointerEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    if (!head || !before_) return;
    const auto hit = head->measuring.hit(event.view->ray(event.pixel + grab_offset_px_), true);
    if (!hit) return;  // off the silhouette: the last place on the skin stays
    Result<Outline> moved = move_outline_point(*head, Symmetry(*head, *session.document().client), **before_, active_, hit->at);
    if (!moved) return;
    Document draft = session.document();
    draft.outline = Shared<Outline>(std::move(*moved));
    session.editor().preview(std::move(draft));
}

bool PointsTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    switch (event.phase) {
        case Phase::Hover: hovered_ = point_under(event, session); return false;
        case Phase::Leave: hovered_ = 0; return false;
        case Phase::Press: {
            active_ = point_under(event, session);
            is_dragging_ = false;
            if (!active_) return false;
            before_ = session.document().outline;
            const Head* head = session.pipeline().head();
            const OutlinePoint* point = find_point(**before_, active_);
            grab_offset_px_ = *event.view->pixel(head->measuring.position(point->at)) - event.pixel;
            return true;
        }
        case Phase::Drag:
            if (!active_) return false;
            is_dragging_ |= event.has_moved;
            if (is_dragging_) drag_to(event, session);
            return true;
        case Phase::Release: {
            const bool had_it = active_ != 0;
            if (is_dragging_) {
                drag_to(event, session);
                session.editor().commit("Move point", Session::today());
            }
            active_ = 0;
            is_dragging_ = false;
            before_.reset();
            hovered_ = point_under(event, session);
            return had_it;
        }
        case Phase::Cancel: {
            const bool had_it = active_ != 0;
            leave(session);
            return had_it;
        }
    }
    return false;
}

void PointsTool::leave(Session& session) {
    if (is_dragging_) session.editor().cancel();
    active_ = hovered_ = 0;
    is_dragging_ = false;
    before_.reset();
}

ToolOverlay PointsTool::overlay(Session& session) const {
    ToolOverlay overlay;
    const Head* head = session.pipeline().head();
    const OutlineResult* traced = session.pipeline().outline();
    if (!head) return overlay;
    const Outline& outline = *session.document().outline;
    const OutlinePoint* lead = find_point(outline, active_ ? active_ : hovered_);
    for (const OutlinePoint& point : outline.points) {
        if (point.at.triangle >= head->measuring.triangle_count()) continue;
        Handle handle;
        handle.name = fmt::format("Point {}", point.id);
        handle.place_mm = head->measuring.position(point.at);
        handle.normal = head->measuring.normal(point.at);
        if (point.part == OutlinePart::Blend) handle.look = Handle::Look::Small;
        if (point.id == hovered_) handle.look = Handle::Look::Hovered;
        if (point.id == active_) handle.look = Handle::Look::Active;
        if (lead && outline.mirror && lead->twin == point.id && point.id != lead->id) handle.look = Handle::Look::Twin;
        overlay.handles.push_back(std::move(handle));
    }
    if (traced && traced->mid_frontal_height_mm > 0.0f) {
        // Beside the dashed line, half way up the forehead.
        const glm::vec3 glabella = head->landmark("glabella");
        for (const OutlinePoint& point : outline.points) {
            if (point.twin != point.id || point.part != OutlinePart::Frontal) continue;
            const glm::vec3 top = head->measuring.position(point.at);
            if (const auto at = head->measuring.closest(0.42f * top + 0.58f * glabella)) {
                overlay.labels.push_back({head->measuring.position(*at), head->measuring.normal(*at),
                                          fmt::format("{:.0f} mm", traced->mid_frontal_height_mm), "above glabella"});
            }
            break;
        }
    }
    return overlay;
}

}  // namespace trichion
