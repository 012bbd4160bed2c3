// Picking a dot among tens of thousands, and what a click or a drag does to it.
#include "app/editor/tools/dot_tool.h"

#include "app/editor/tools/skin_pointer.h"
#include "core/model/brushwork.h"

#include <algorithm>
#include <limits>

namespace trichion {
namespace {

constexpr float kReach_px = 8.0f;
constexpr float kLeastDot_px = 2.0f;  // smaller than this, which dot a click meant is chance
constexpr const char* kZoomIn = "Zoom in until you see single dots";

}  // namespace

std::optional<DotTool::Picked> DotTool::dot_under(const PointerEvent& event, Session& session) const {
    const Pipeline& pipeline = session.pipeline();
    const Dots* dots = pipeline.dots();
    const CandidateCloud* cloud = pipeline.candidates();
    const Head* head = pipeline.head();
    if (!dots || !cloud || !head || !event.view) return std::nullopt;
    const Dot* nearest = nullptr;
    float least_px = std::numeric_limits<float>::max();
    for (const Dot& dot : dots->dots) {
        if (glm::dot(dot.normal, event.view->eye_mm() - dot.position_mm) <= 0.0f) continue;
        const auto pixel = event.view->pixel(dot.position_mm);
        if (!pixel) continue;
        const float away_px = glm::distance(*pixel, event.pixel);
        // Seen near by, a dot is larger than the reach.
        const float reach_px = std::max(kReach_px * event.scale, 0.5f * dot.diameter_mm / event.view->mm_per_px(dot.position_mm));
        if (away_px > reach_px || away_px >= least_px || !event.view->sees(head->measuring, dot.position_mm, dot.normal)) continue;
        nearest = &dot;
        least_px = away_px;
    }
    if (!nearest) return std::nullopt;
    Picked picked{0, nearest->position_mm, nearest->position_mm, nearest->normal, nearest->diameter_mm};
    // Dots set by hand are numbered behind the candidates.
    const auto candidates = static_cast<std::uint32_t>(cloud->position_mm.size());
    if (nearest->id < candidates) picked.candidate_mm = cloud->position_mm[nearest->id];
    else picked.hand_id = nearest->id - candidates;
    return picked;
}

void DotTool::hover(const PointerEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    hovered_.reset();
    free_.reset();
    is_too_far_ = false;
    if (!head || !event.view) return;
    diameter_mm_ = session.document().dots->diameter_mm;
    const auto skin = skin_under(*head, *event.view, event.pixel);
    is_too_far_ = skin && diameter_mm_ < kLeastDot_px * event.scale * event.view->mm_per_px(head->measuring.position(*skin));
    if (is_too_far_) return;
    hovered_ = dot_under(event, session);
    if (!hovered_) free_ = skin;
    if (hovered_) mm_per_px_ = event.scale * event.view->mm_per_px(hovered_->position_mm);
    else if (free_) mm_per_px_ = event.scale * event.view->mm_per_px(head->measuring.position(*free_));
}

void DotTool::drag_to(const PointerEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    if (!head || !event.view) return;
    const auto from = moved_to_ ? moved_to_ : head->measuring.closest(held_->position_mm);
    const auto to = from ? skin_reached(*head, *event.view, *from, event.pixel) : std::nullopt;
    if (!to) return;  // off the silhouette it waits
    const glm::vec3 place = head->from_source.inverse(head->measuring.position(*to));
    Result<Document> moved = held_->hand_id != 0 ? with_hand_dot_moved(before_, held_->hand_id, place)
                                                 : with_dot_moved(before_, head->from_source.inverse(held_->candidate_mm), place);
    if (!moved) {
        problem_ = moved.error().message;
        return;
    }
    moved_to_ = to;
    session.editor().preview(std::move(*moved));
}

void DotTool::take(Session& session, Result<Document> changed, const char* label) {
    if (!changed) {
        problem_ = changed.error().message;
        return;
    }
    session.editor().preview(std::move(*changed));
    session.editor().commit(label, Session::today());
}

void DotTool::click(Session& session) {
    const Head* head = session.pipeline().head();
    if (!head) return;
    const Document& document = session.document();
    if (held_ && held_->hand_id != 0) take(session, without_hand_dot(document, held_->hand_id), "Take dot away");
    else if (held_) take(session, with_dot_taken_away(document, head->from_source.inverse(held_->candidate_mm)), "Take dot away");
    else if (free_) take(session, with_dot_added(document, head->from_source.inverse(head->measuring.position(*free_))), "Add dot");
}

bool DotTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    const bool had_dot = held_.has_value();
    switch (event.phase) {
        case Phase::Hover: hover(event, session); break;
        case Phase::Press:
            hover(event, session);
            held_ = session.pipeline().is_head_fresh() ? hovered_ : std::nullopt;
            moved_to_.reset();
            before_ = session.document();
            return held_.has_value();
        case Phase::Drag:
            if (had_dot && event.has_moved) drag_to(event, session);
            break;
        case Phase::Release:
            if (had_dot && event.has_moved) {
                drag_to(event, session);
                if (session.editor().is_editing()) session.editor().commit("Move dot", Session::today());
            } else if (!event.has_moved) {
                click(session);
                if (is_too_far_) problem_ = kZoomIn;
            }
            held_.reset();
            moved_to_.reset();
            break;
        case Phase::Cancel:
        case Phase::Leave: leave(session); break;
    }
    return had_dot;
}

void DotTool::leave(Session& session) {
    if (moved_to_) session.editor().cancel();
    held_.reset();
    moved_to_.reset();
    hovered_.reset();
    free_.reset();
    is_too_far_ = false;
}

ToolOverlay DotTool::overlay(Session& session) const {
    constexpr float kLeastRing_px = 6.0f;
    ToolOverlay overlay;
    overlay.ask = is_too_far_ ? kZoomIn
                  : held_    ? "Let go to set the dot here"
                  : hovered_ ? "Click to take this dot away, drag it to move it"
                             : "Click a dot to take it away, drag it to move it, click free skin to add one";
    const Head* head = session.pipeline().head();
    if (!head) return overlay;
    const auto ring = [&](const SurfacePoint& at, float diameter_mm) {
        overlay.lines.push_back(ring_on_skin(*head, at, std::max(0.8f * diameter_mm, kLeastRing_px * mm_per_px_)));
    };
    if (held_ && moved_to_) ring(*moved_to_, held_->diameter_mm);
    else if (hovered_ || held_) {
        const Picked& dot = held_ ? *held_ : *hovered_;
        if (const auto at = head->measuring.closest(dot.position_mm)) ring(*at, dot.diameter_mm);
    } else if (free_ && free_->triangle < head->measuring.triangle_count()) {
        ring(*free_, 0.65f * diameter_mm_);  // as large as the new dot would be
    }
    return overlay;
}

}  // namespace trichion
