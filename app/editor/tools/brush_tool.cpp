// The drag of a brush.
#include "app/editor/tools/brush_tool.h"

#include "app/editor/tools/skin_pointer.h"
#include "core/pipeline/outline_brushes.h"

namespace trichion {

void BrushTool::brush_to(const PointerEvent& event, Session& session) {
    const Head* head = session.pipeline().head();
    if (!head || !event.view || !at_ || at_->triangle >= head->measuring.triangle_count()) return;
    const auto to = skin_reached(*head, *event.view, *at_, event.pixel);
    if (!to) return;
    const Outline& outline = *session.document().outline;
    const OutlineResult drawn = drawn_now(session, *head);
    const Symmetry symmetry(*head, *session.document().client);
    Result<Outline> changed = kind_ == Kind::Push ? push_outline(*head, symmetry, outline, drawn, *at_, *to, radius_mm_)
                                                  : smooth_outline(*head, symmetry, outline, drawn, *to, radius_mm_);
    at_ = to;
    if (changed) preview_outline(session, std::move(*changed));
    else problem_ = changed.error().message;
}

bool BrushTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    const Head* head = session.pipeline().head();
    if (event.settings) radius_mm_ = event.settings->brush_radius_mm;
    switch (event.phase) {
        case Phase::Hover: at_ = head && event.view ? skin_under(*head, *event.view, event.pixel) : std::nullopt; return false;
        case Phase::Leave: at_.reset(); return false;
        case Phase::Press:
            at_ = head && event.view ? skin_under(*head, *event.view, event.pixel) : std::nullopt;
            is_brushing_ = at_.has_value();
            if (is_brushing_ && kind_ == Kind::Smooth) brush_to(event, session);
            return is_brushing_;
        case Phase::Drag:
            if (is_brushing_) brush_to(event, session);
            return is_brushing_;
        case Phase::Release: {
            const bool had_it = std::exchange(is_brushing_, false);
            if (had_it && session.editor().is_editing()) session.editor().commit(kind_ == Kind::Push ? "Push line" : "Smooth line", Session::today());
            return had_it;
        }
        case Phase::Cancel: {
            const bool had_it = is_brushing_;
            leave(session);
            return had_it;
        }
    }
    return false;
}

void BrushTool::leave(Session& session) {
    if (std::exchange(is_brushing_, false)) session.editor().cancel();
    at_.reset();
}

ToolOverlay BrushTool::overlay(Session& session) const {
    ToolOverlay overlay;
    const Head* head = session.pipeline().head();
    if (head && at_ && at_->triangle < head->measuring.triangle_count()) overlay.lines.push_back(ring_on_skin(*head, *at_, radius_mm_));
    return overlay;
}

}  // namespace trichion
