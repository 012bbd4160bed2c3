// Clicks to measures.
#include "app/editor/tools/measure_tool.h"

#include "app/editor/tools/skin_pointer.h"

#include <fmt/format.h>

namespace trichion {

bool MeasureTool::cancel(ToolSettings* settings) {
    const bool had_one = from_.has_value();
    from_.reset();
    live_.reset();
    if (had_one) return true;
    const bool had_any = settings && !settings->measures.all().empty();
    if (settings) settings->measures.clear();
    return had_any;
}

void MeasureTool::click(const Head& head, ToolSettings* settings) {
    if (!from_) {
        from_ = over_;
        return;
    }
    Result<SkinMeasure> measure = measured(head, *from_, *over_);
    if (!measure) {
        problem_ = measure.error().message;
        return;
    }
    if (settings) settings->measures.add(std::move(*measure));
    from_.reset();
    live_.reset();
}

bool MeasureTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    if (event.phase == Phase::Cancel) return cancel(event.settings);
    const auto shared = session.pipeline().shared_head();
    const Head* head = session.pipeline().head();
    if (!head || !event.view || event.phase == Phase::Leave) {
        over_.reset();
        live_.reset();
        return false;
    }
    if (!head_ || !head_->is(*shared)) leave(session), head_ = shared;
    if (event.settings) has_measures_ = !event.settings->measures.all().empty();
    const auto over = skin_under(*head, *event.view, event.pixel);
    if (over != over_ || (from_ && !live_)) {
        over_ = over;
        live_.reset();
        if (from_ && over_)
            if (Result<SkinMeasure> measure = measured(*head, *from_, *over_)) live_ = std::move(*measure);
    }
    if (event.phase == Phase::Release && !event.has_moved && over_) click(*head, event.settings);
    return false;  // a drag turns the head
}

void MeasureTool::leave(Session&) {
    from_.reset();
    over_.reset();
    live_.reset();
}

ToolOverlay MeasureTool::overlay(Session& session) const {
    ToolOverlay overlay;
    overlay.ask = from_            ? "Click where the measure ends"
                  : has_measures_ ? "Click where the next measure begins"
                                  : "Click where the measure begins";
    const Head* head = session.pipeline().head();
    if (!head || !head_ || !head_->is(*session.pipeline().shared_head())) return overlay;
    const auto mark = [&](const char* name, const SurfacePoint& at) {
        overlay.handles.push_back({Handle::Look::Measure, name, head->measuring.position(at), head->measuring.normal(at)});
    };
    if (from_) mark("Measure start", *from_);
    if (over_) mark(from_ ? "Measure end" : "Measure start", *over_);
    if (!live_ || live_->positions_mm.size() < 2) return overlay;
    overlay.lines.push_back({ToolLine::Look::Brush, live_->positions_mm, live_->normals, false});
    const std::size_t middle = live_->middle();
    overlay.labels.push_back({live_->positions_mm[middle], live_->normals[middle], fmt::format("{:.1f} mm", live_->length_mm), ""});
    overlay.labels.back().name = "Measure under way";
    return overlay;
}

}  // namespace trichion
