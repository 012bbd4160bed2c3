// The drag of a point, and what keys do to it.
#include "app/editor/tools/points_tool.h"

#include "app/editor/tools/skin_pointer.h"
#include "core/geometry/surface_walk.h"
#include "core/pipeline/free_areas.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_locks.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace trichion {
namespace {

constexpr float kReach_px = 13.0f;  // how near the pointer must come
constexpr float kSnap_px = 6.0f;

bool is_on(const Head& head, const OutlinePoint& point) { return point.at.triangle < head.measuring.triangle_count(); }

Symmetry symmetry_of(const Session& session, const Head& head) { return Symmetry(head, *session.document().client); }

/// The direction on the skin at `at` that an arrow key shows on the screen.
glm::vec3 screen_way(KeyEvent::Key key, const Projector& view, const glm::vec3& normal) {
    glm::vec3 way = key == KeyEvent::Key::Left    ? -view.right()
                    : key == KeyEvent::Key::Right ? view.right()
                    : key == KeyEvent::Key::Up    ? view.up()
                                                  : -view.up();
    way -= normal * glm::dot(normal, way);
    const float length = glm::length(way);
    return length > 1e-3f ? way / length : glm::vec3(0.0f);
}

bool is_arrow(KeyEvent::Key key) { return key != KeyEvent::Key::Delete && key != KeyEvent::Key::Corner; }

}  // namespace

std::uint32_t PointsTool::point_under(const PointerEvent& event, Session& session) const {
    const Head* head = session.pipeline().head();
    if (!head || !event.view) return 0;
    std::uint32_t best = 0;
    float best_px = kReach_px * event.scale;
    const auto look_at = [&](const std::vector<OutlinePoint>& points) {
        for (const OutlinePoint& point : points) {
            if (!is_on(*head, point)) continue;
            const glm::vec3 place = head->measuring.position(point.at);
            const auto pixel = event.view->pixel(place);
            if (!pixel) continue;
            const float away_px = glm::distance(*pixel, event.pixel);
            if (away_px >= best_px || !event.view->sees(head->measuring, place, head->measuring.normal(point.at))) continue;
            best = point.id;
            best_px = away_px;
        }
    };
    const Outline& outline = *session.document().outline;
    if (scope_ == Scope::OutlineAndAreas) look_at(outline.points);
    for (const FreeArea& area : outline.areas) look_at(area.points);
    return best;
}

bool PointsTool::add_point(const PointerEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    const auto at = head && event.view ? skin_under(*head, *event.view, event.pixel) : std::nullopt;
    if (!at) return false;
    const Outline& outline = *session.document().outline;
    const std::uint32_t first_new = outline.next_id;
    const OutlineResult drawn = drawn_now(session, *head);
    const Result<Outline> added = insert_outline_point(*head, symmetry_of(session, *head), outline, drawn, *at);
    if (!added) {
        if (added.error().code == ErrorCode::InvalidInput) problem_ = added.error().message;
        return false;  // beside every line: the pointer is for the view
    }
    const OutlinePoint* point = find_point(*added, first_new);
    const auto pixel = point ? event.view->pixel(head->measuring.position(point->at)) : std::nullopt;
    if (!pixel || glm::distance(*pixel, event.pixel) > 2.0f * kReach_px * event.scale) return false;
    preview_outline(session, *added);
    active_ = first_new;
    is_adding_ = true;
    grab_offset_px_ = *pixel - event.pixel;
    return true;
}

bool PointsTool::press(const PointerEvent& event, Session& session) {
    finish_nudging(session);
    is_dragging_ = is_adding_ = false;
    active_ = point_under(event, session);
    const Head* head = session.pipeline().head();
    if (!active_ && !((event.ctrl || event.is_double) && add_point(event, session))) return false;
    if (!is_adding_) {
        const OutlinePoint* point = find_point(*session.document().outline, active_);
        grab_offset_px_ = *event.view->pixel(head->measuring.position(point->at)) - event.pixel;
    }
    guides_.clear();
    if (event.settings) {
        event.settings->selected_point = active_;
        if (const FreeArea* area = area_of_point(*session.document().outline, active_)) event.settings->selected_area = area->id;
        const std::vector<GuideKind> kinds(event.settings->guides.begin(), event.settings->guides.end());
        if (event.settings->snaps) guides_ = build_guides(*head, *session.document().client, session.pipeline().outline(), kinds);
    }
    return true;
}

void PointsTool::drag_to(const PointerEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    const Outline& outline = *session.document().outline;
    const OutlinePoint* point = find_point(outline, active_);
    if (!head || !event.view || !point || !is_on(*head, *point)) return;
    auto target = skin_reached(*head, *event.view, point->at, event.pixel + grab_offset_px_);
    if (!target) return;  // off the silhouette, or over an edge to other skin: the last place stays
    if (!guides_.empty() && !event.ctrl && !event.alt) {
        const float reach_mm = kSnap_px * event.scale * event.view->mm_per_px(head->measuring.position(*target));
        target = snapped(*head, guides_, *target, reach_mm).value_or(*target);
    }
    Result<Outline> moved = move_outline_point(*head, symmetry_of(session, *head), outline, active_, *target);
    if (moved) preview_outline(session, std::move(*moved));
}

bool PointsTool::release(const PointerEvent& event, Session& session) {
    const bool had_it = active_ != 0;
    if (is_dragging_) drag_to(event, session);
    if (is_dragging_ || is_adding_) session.editor().commit(is_adding_ ? "Add point" : "Move point", Session::today());
    if (!had_it && !event.has_moved && event.settings) event.settings->selected_point = 0;
    active_ = 0;
    is_dragging_ = is_adding_ = false;
    hovered_ = point_under(event, session);
    return had_it;
}

bool PointsTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    bool has_it = false;
    switch (event.phase) {
        case Phase::Hover: hovered_ = point_under(event, session); break;
        case Phase::Leave: hovered_ = 0; break;
        case Phase::Press: has_it = press(event, session); break;
        case Phase::Drag:
            if (!active_) return false;
            is_dragging_ |= event.has_moved;
            if (is_dragging_) drag_to(event, session);
            has_it = true;
            break;
        case Phase::Release: has_it = release(event, session); break;
        case Phase::Cancel:
            has_it = active_ != 0 || is_nudging_;
            if (is_nudging_) session.editor().cancel();
            is_nudging_ = false;
            leave(session);
            break;
    }
    if (event.settings) selected_ = event.settings->selected_point;
    return has_it;
}

bool PointsTool::nudge(const KeyEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    const Outline& outline = *session.document().outline;
    const OutlinePoint* point = find_point(outline, event.settings->selected_point);
    if (!head || !event.view || !point || !is_on(*head, *point)) return false;
    constexpr float kStep_mm = 0.5f, kSmallStep_mm = 0.1f;
    const glm::vec3 way = screen_way(event.key, *event.view, head->measuring.normal(point->at));
    const float step_mm = event.shift ? kSmallStep_mm : kStep_mm;
    const glm::dvec2 flat = tangent_frame(head->measuring, point->at.triangle).flat(way);
    if (!(glm::length(flat) > 1e-6)) return true;
    const SurfacePoint target = walk_straight(head->measuring, point->at, static_cast<double>(step_mm) / glm::length(flat) * flat).at;
    Result<Outline> moved = move_outline_point(*head, symmetry_of(session, *head), outline, point->id, target);
    if (!moved) {
        problem_ = moved.error().message;
        return true;
    }
    preview_outline(session, std::move(*moved));
    is_nudging_ = true;
    return true;
}

void PointsTool::finish_nudging(Session& session) {
    if (std::exchange(is_nudging_, false)) session.editor().commit("Nudge point", Session::today());
}

bool PointsTool::key(const KeyEvent& event, Session& session) {
    if (!event.settings || active_ != 0) return false;
    if (!event.is_down) {
        const bool ends = is_nudging_ && is_arrow(event.key);
        if (ends) finish_nudging(session);
        return ends;
    }
    const OutlinePoint* point = find_point(*session.document().outline, event.settings->selected_point);
    if (!point) return false;
    if (is_arrow(event.key)) return nudge(event, session);
    finish_nudging(session);
    const bool deletes = event.key == KeyEvent::Key::Delete;
    Result<Outline> changed = deletes ? remove_outline_point(*session.document().outline, point->id)
                                      : with_corner(*session.document().outline, point->id, !point->is_corner);
    if (!changed) {
        problem_ = changed.error().message;
        return true;
    }
    const std::string label = deletes ? "Delete point" : point->is_corner ? "Make point smooth" : "Make point a corner";
    if (deletes) event.settings->selected_point = selected_ = hovered_ = 0;
    preview_outline(session, std::move(*changed));
    session.editor().commit(label, Session::today());
    return true;
}

void PointsTool::leave(Session& session) {
    finish_nudging(session);
    if (is_dragging_ || is_adding_) session.editor().cancel();
    active_ = hovered_ = 0;
    is_dragging_ = is_adding_ = false;
}

void PointsTool::add_handles(const Session& session, const Head& head, ToolOverlay& overlay) const {
    const Outline& outline = *session.document().outline;
    const OutlinePoint* lead = find_point(outline, active_ ? active_ : hovered_);
    const auto locks = locks_on_points(outline);
    const auto add = [&](const OutlinePoint& point, Handle::Look look) {
        if (!is_on(head, point)) return;
        Handle handle{look, fmt::format("Point {}", point.id), head.measuring.position(point.at), head.measuring.normal(point.at)};
        if (point.id == selected_ && look != Handle::Look::Locked) handle.look = Handle::Look::Active;
        if (point.id == hovered_ && look != Handle::Look::Locked) handle.look = Handle::Look::Hovered;
        if (point.id == active_ && look != Handle::Look::Locked) handle.look = Handle::Look::Active;
        if (lead && outline.mirror && lead->twin == point.id && point.id != lead->id && look != Handle::Look::Locked) handle.look = Handle::Look::Twin;
        overlay.handles.push_back(std::move(handle));
    };
    for (std::size_t i = 0; i < outline.points.size() && scope_ == Scope::OutlineAndAreas; ++i) {
        const OutlinePoint& point = outline.points[i];
        add(point, locks[i] ? Handle::Look::Locked : point.part == OutlinePart::Blend ? Handle::Look::Small : Handle::Look::Rest);
        if (locks[i] && &point == lead && is_on(head, point))
            overlay.labels.push_back({head.measuring.position(point.at), head.measuring.normal(point.at), "Locked", fmt::format("holds {}", plain_name(*locks[i]))});
    }
    for (const FreeArea& area : outline.areas)
        for (const OutlinePoint& point : area.points) add(point, Handle::Look::Small);
}

ToolOverlay PointsTool::overlay(Session& session) const {
    ToolOverlay overlay;
    if (const Head* head = session.pipeline().head()) add_handles(session, *head, overlay);
    return overlay;
}

}  // namespace trichion
