// The way thinned, mirrored and laid into the document with every move.
#include "app/editor/tools/painter.h"

#include "app/editor/tools/skin_pointer.h"
#include "core/model/limits.h"
#include "core/pipeline/symmetry.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kStep_px = 4.0f;      // looked at along the pointer's way
constexpr float kThinnest_mm = 1.4f;  // places nearer to the last one than this wait for the next

SurfacePoint twin_of(const Head& head, const Document& document, const SurfacePoint& at) {
    return Symmetry(head, *document.client).counterpart(at, document.outline->asymmetry);
}

}  // namespace

bool BrushWay::is_full() const { return stroke_.path.size() + 1 >= kMostStrokePlaces; }

void BrushWay::add(const Head& head, const Document& document, const SurfacePoint& at) {
    last_mm_ = head.measuring.position(at);
    stroke_.path.push_back(head.from_source.inverse(last_mm_));
    if (is_mirrored_) stroke_.mirrored.push_back(head.from_source.inverse(head.measuring.position(twin_of(head, document, at))));
}

void BrushWay::start(const Head& head, const Document& document, const SurfacePoint& at, const glm::vec2& pixel, const PaintBrush& brush) {
    is_mirrored_ = brush.mirrors;
    stroke_ = {brush.radius_mm, brush.strength, {}, {}};
    at_ = at;
    last_px_ = pixel;
    add(head, document, at);
}

void BrushWay::go_to(const Head& head, const Document& document, const SurfacePoint& at) {
    at_ = at;
    const glm::vec3 from = last_mm_, to = head.measuring.position(at);
    const float away_mm = glm::distance(from, to);
    if (away_mm < kThinnest_mm) return;
    // A little more than the straight line, for the skin between is round.
    const int pieces = static_cast<int>(std::ceil(1.05f * away_mm / kFarthest_mm));
    for (int k = 1; k <= pieces && !is_full(); ++k) {
        const auto between = k == pieces ? std::optional(at) : head.measuring.closest(glm::mix(from, to, static_cast<float>(k) / static_cast<float>(pieces)));
        if (between) add(head, document, *between);
    }
}

bool BrushWay::follow(const Head& head, const Document& document, const PointerEvent& event) {
    const SurfacePoint before = at_;
    for (const glm::vec2& pixel : event.way) follow_to(head, document, event, pixel);
    follow_to(head, document, event, event.pixel);
    return !(at_ == before);
}

void BrushWay::follow_to(const Head& head, const Document& document, const PointerEvent& event, const glm::vec2& pixel) {
    const float length = glm::distance(last_px_, pixel);
    const int steps = std::max(1, static_cast<int>(std::ceil(length / (kStep_px * event.scale))));
    for (int k = 1; k <= steps && length > 0.0f && !is_full(); ++k)
        if (const auto at = skin_reached(head, *event.view, at_, glm::mix(last_px_, pixel, static_cast<float>(k) / static_cast<float>(steps))))
            go_to(head, document, *at);
    last_px_ = pixel;
}

void BrushWay::finish(const Head& head, const Document& document) {
    constexpr float kSame_mm = 0.2f;
    if (glm::distance(head.measuring.position(at_), last_mm_) > kSame_mm) add(head, document, at_);
}

void Painter::paint(Session& session, const Apply& apply) {
    Result<Document> painted = apply(before_, way_->stroke());
    if (painted) session.editor().preview(std::move(*painted));
    else problem_ = painted.error().message;
}

bool Painter::press(const PointerEvent& event, Session& session, const Head& head, const Apply& apply) {
    at_ = skin_under(head, *event.view, event.pixel);
    if (!at_) return false;
    before_ = session.document();
    way_.emplace();
    way_->start(head, before_, *at_, event.pixel, brush_);
    paint(session, apply);
    return true;
}

bool Painter::pointer(const PointerEvent& event, Session& session, const PaintBrush& brush, const std::string& label, const Apply& apply) {
    using Phase = PointerEvent::Phase;
    const Head* head = session.pipeline().head();
    if (!way_) brush_ = brush;
    const bool is_painting = way_.has_value();
    if (event.phase == Phase::Cancel || event.phase == Phase::Leave || !head || !event.view || !session.pipeline().is_head_fresh()) {
        leave(session);
        return is_painting;
    }
    switch (event.phase) {
        case Phase::Hover: at_ = skin_under(*head, *event.view, event.pixel); break;
        case Phase::Press: return press(event, session, *head, apply);
        case Phase::Drag:
            if (!is_painting) break;
            if (way_->follow(*head, before_, event)) paint(session, apply);
            if (way_->is_full()) problem_ = "This stroke is as long as a stroke can be; let go and paint on with the next.";
            at_ = way_->at();
            break;
        case Phase::Release:
            if (is_painting) {
                way_->finish(*head, before_);
                paint(session, apply);
            }
            if (is_painting && session.editor().is_editing()) session.editor().commit(label, Session::today());
            way_.reset();
            break;
        default: break;
    }
    return is_painting;
}

void Painter::leave(Session& session) {
    if (way_) session.editor().cancel();
    way_.reset();
    at_.reset();
}

void Painter::add_rings(Session& session, ToolOverlay& overlay) const {
    const Head* head = session.pipeline().head();
    if (!head || !at_ || at_->triangle >= head->measuring.triangle_count()) return;
    if (brush_.mirrors) {
        overlay.lines.push_back(ring_on_skin(*head, twin_of(*head, session.document(), *at_), brush_.radius_mm));
        overlay.lines.back().look = ToolLine::Look::BrushTwin;
    }
    overlay.lines.push_back(ring_on_skin(*head, *at_, brush_.radius_mm));
}

}  // namespace trichion
