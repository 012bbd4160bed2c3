// The pointer as it moves over the skin, and what the editing tools share.
#pragma once

#include "app/editor/tools/tool.h"

#include <optional>
#include <vector>

namespace trichion {

/// The skin under a pixel; nothing beside the head.
std::optional<SurfacePoint> skin_under(const Head& head, const Projector& view, const glm::vec2& pixel);

/// The skin under a pixel if it is reached from `last` by going along the skin about as far as the pointer went:
/// otherwise the pointer has left over an edge (the nose, an ear, the silhouette) and what it sees is other skin.
std::optional<SurfacePoint> skin_reached(const Head& head, const Projector& view, const SurfacePoint& last, const glm::vec2& pixel);

/// A freehand stroke as it grows: skin under every few pixels of the pointer's way, held where it leaves the skin.
class SkinStroke {
public:
    void start(const SurfacePoint& at, const glm::vec2& pixel);
    /// Along all the way that the pointer went since the last event.
    void follow(const Head& head, const PointerEvent& event);
    void clear() { places_.clear(); }
    const std::vector<SurfacePoint>& places() const { return places_; }
    ToolLine line(const Head& head, bool is_closed) const;

private:
    void follow_to(const Head& head, const PointerEvent& event, const glm::vec2& pixel);

    std::vector<SurfacePoint> places_;
    glm::vec2 last_px_{0.0f};
};

/// A circle on the skin round a place. @cost about 0.1 ms.
ToolLine ring_on_skin(const Head& head, const SurfacePoint& centre, float radius_mm);

/// Shows the document with this outline.
void preview_outline(Session& session, Outline outline);

/// The outline of the document as drawn: the pipeline's when it is of this outline, else drawn now.
OutlineResult drawn_now(Session& session, const Head& head);

}  // namespace trichion
