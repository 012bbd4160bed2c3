// One click or one stroke for each mark.
#include "app/editor/tools/mark_tool.h"

#include "app/editor/edit.h"
#include "core/pipeline/client_marks.h"

namespace trichion {
namespace {

const char* asks(MarkKind kind) {
    switch (kind) {
        case MarkKind::Crease: return "Brows raised: click once on the highest crease of the forehead";
        case MarkKind::OldTrichion: return "Click once, in the middle, where the client's own hair began";
        case MarkKind::TracedHairline: return "Draw along the client's own hairline, as far as it shows";
    }
    return "";
}

}  // namespace

GuideKind guide_of(MarkKind kind) {
    switch (kind) {
        case MarkKind::OldTrichion: return GuideKind::OldTrichion;
        case MarkKind::TracedHairline: return GuideKind::TracedHairline;
        case MarkKind::Crease: break;
    }
    return GuideKind::Crease;
}

const char* step_label(MarkKind kind) {
    switch (kind) {
        case MarkKind::Crease: return "Mark crease";
        case MarkKind::OldTrichion: return "Mark old hairline";
        case MarkKind::TracedHairline: return "Trace own hairline";
    }
    return "";
}

void MarkTool::mark(Session& session, ToolSettings* settings) {
    const Head& head = *session.pipeline().head();
    const ClientFacts& client = *session.document().client;
    const std::vector<SurfacePoint> stroke = stroke_.places();
    stroke_.clear();
    if (kind_ == MarkKind::TracedHairline && stroke.size() < 2) return;  // a click draws nothing
    Result<ClientFacts> next = kind_ == MarkKind::Crease        ? with_forehead_crease(head, client, *over_)
                               : kind_ == MarkKind::OldTrichion ? with_old_trichion(head, client, *over_)
                                                                : with_traced_hairline(head, client, stroke);
    if (!next) {
        problem_ = next.error().message;
        return;
    }
    change_part(session.editor(), &Document::client, std::move(*next), step_label(kind_));
    if (settings) settings->guides.insert(guide_of(kind_));
    is_finished_ = true;
}

bool MarkTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    const Head* head = session.pipeline().head();
    if (event.settings) kind_ = event.settings->mark;
    const bool had_stroke = !stroke_.places().empty();
    if (event.phase == Phase::Cancel || event.phase == Phase::Leave || !head || !event.view) {
        leave(session);
        return had_stroke;
    }
    over_ = skin_under(*head, *event.view, event.pixel);
    const bool is_stroke = kind_ == MarkKind::TracedHairline;
    if (event.phase == Phase::Press && is_stroke && over_) stroke_.start(*over_, event.pixel);
    if (event.phase == Phase::Drag && had_stroke) stroke_.follow(*head, event);
    if (event.phase == Phase::Release && (is_stroke ? had_stroke : over_ && !event.has_moved)) mark(session, event.settings);
    return had_stroke || !stroke_.places().empty();
}

void MarkTool::leave(Session&) {
    stroke_.clear();
    over_.reset();
}

ToolOverlay MarkTool::overlay(Session& session) const {
    ToolOverlay overlay;
    overlay.ask = asks(kind_);
    const Head* head = session.pipeline().head();
    if (!head) return overlay;
    if (stroke_.places().size() > 1) overlay.lines.push_back(stroke_.line(*head, false));
    else if (over_ && kind_ != MarkKind::TracedHairline)
        overlay.handles.push_back({Handle::Look::Small, "Mark", head->measuring.position(*over_), head->measuring.normal(*over_)});
    return overlay;
}

}  // namespace trichion
