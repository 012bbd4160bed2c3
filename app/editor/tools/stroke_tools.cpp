// Strokes from press to release.
#include "app/editor/tools/stroke_tools.h"

#include "core/pipeline/free_areas.h"
#include "core/pipeline/outline_stroke.h"

namespace trichion {
namespace {

/// Takes the pointer along. @return whether a stroke is under way.
bool follow_stroke(SkinStroke& stroke, const PointerEvent& event, const Head& head) {
    using Phase = PointerEvent::Phase;
    if (event.phase == Phase::Press) {
        stroke.clear();
        if (const auto at = skin_under(head, *event.view, event.pixel)) stroke.start(*at, event.pixel);
    } else if (event.phase == Phase::Drag && !stroke.places().empty()) {
        stroke.follow(head, event);
    }
    return !stroke.places().empty();
}

}  // namespace

void DrawOverTool::finish(Session& session) {
    const Head* head = session.pipeline().head();
    const std::vector<SurfacePoint> places = stroke_.places();
    stroke_.clear();
    if (!head || places.size() < 2) return;  // a click draws nothing
    const Symmetry symmetry(*head, *session.document().client);
    Result<Outline> changed = draw_over(*head, symmetry, *session.document().outline, drawn_now(session, *head), places);
    if (!changed) {
        problem_ = changed.error().message;
        return;
    }
    preview_outline(session, std::move(*changed));
    session.editor().commit("Draw over line", Session::today());
}

bool DrawOverTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    const Head* head = session.pipeline().head();
    const bool had_stroke = !stroke_.places().empty();
    if (event.phase == Phase::Cancel || event.phase == Phase::Leave || !head || !event.view) {
        stroke_.clear();
        is_over_skin_ = false;
        return had_stroke;
    }
    if (event.phase == Phase::Hover) is_over_skin_ = skin_under(*head, *event.view, event.pixel).has_value();
    const bool has_stroke = follow_stroke(stroke_, event, *head);
    if (event.phase == Phase::Release) finish(session);
    return has_stroke;
}

ToolOverlay DrawOverTool::overlay(Session& session) const {
    ToolOverlay overlay;
    const Head* head = session.pipeline().head();
    if (head && stroke_.places().size() > 1) overlay.lines.push_back(stroke_.line(*head, false));
    return overlay;
}

void AreaTool::finish(const PointerEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    const std::vector<SurfacePoint> places = stroke_.places();
    stroke_.clear();
    if (!head || places.size() < 2 || !event.has_moved) return;
    const FreeArea::Kind kind = event.settings ? event.settings->area : FreeArea::Kind::Added;
    Result<Outline> changed = with_new_area(*head, *session.document().outline, places, kind);
    if (!changed) {
        problem_ = changed.error().message;
        return;
    }
    if (event.settings) {
        event.settings->selected_area = changed->areas.back().id;
        event.settings->wants_area = true;
    }
    preview_outline(session, std::move(*changed));
    session.editor().commit("Add area", Session::today());
}

bool AreaTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    const Head* head = session.pipeline().head();
    const bool had_stroke = !stroke_.places().empty();
    if (event.phase == Phase::Cancel || event.phase == Phase::Leave || !head || !event.view) {
        stroke_.clear();
        is_over_skin_ = false;
        return points_.pointer(event, session) || had_stroke;
    }
    if (event.phase == Phase::Hover) is_over_skin_ = skin_under(*head, *event.view, event.pixel).has_value();
    if (!had_stroke && points_.pointer(event, session)) return true;  // a point of an area is in hand
    const bool has_stroke = follow_stroke(stroke_, event, *head);
    if (event.phase == Phase::Release) finish(event, session);
    return has_stroke;
}

void AreaTool::leave(Session& session) {
    stroke_.clear();
    points_.leave(session);
}

std::string AreaTool::take_problem() {
    const std::string of_points = points_.take_problem();
    return problem_.empty() ? of_points : std::exchange(problem_, {});
}

ToolOverlay AreaTool::overlay(Session& session) const {
    ToolOverlay overlay = points_.overlay(session);
    const Head* head = session.pipeline().head();
    if (head && stroke_.places().size() > 1) overlay.lines.push_back(stroke_.line(*head, true));
    return overlay;
}

}  // namespace trichion
