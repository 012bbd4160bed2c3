// A round brush that paints along the pointer's way over the skin: what the density and the hair brush share.
#pragma once

#include "app/editor/tools/tool.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

/// The way of a brush as it grows, with its counterpart on the other side. It keeps to the skin it began on: where the
/// pointer leaves that, over the silhouette or an ear, it waits at its last place.
class BrushWay {
public:
    void start(const Head& head, const Document& document, const SurfacePoint& at, const glm::vec2& pixel, const PaintBrush& brush);
    /// @return whether the way has grown.
    bool follow(const Head& head, const Document& document, const PointerEvent& event);
    /// Where the brush is.
    const SurfacePoint& at() const { return at_; }
    /// Whether it holds as many places as a stroke may: it grows no more.
    bool is_full() const;
    /// The stroke so far: places at most kFarthest_mm apart, in the source frame. It only grows.
    const Stroke& stroke() const { return stroke_; }
    /// Ends it where the brush is.
    void finish(const Head& head, const Document& document);

    static constexpr float kFarthest_mm = 2.0f;

private:
    void follow_to(const Head& head, const Document& document, const PointerEvent& event, const glm::vec2& pixel);
    void go_to(const Head& head, const Document& document, const SurfacePoint& at);
    void add(const Head& head, const Document& document, const SurfacePoint& at);

    bool is_mirrored_ = false;
    SurfacePoint at_;
    glm::vec2 last_px_{0.0f};
    Stroke stroke_;
    glm::vec3 last_mm_{0.0f};   // its last place, in the anatomical frame
};

/// The drag of such a brush. Everything shows while it is drawn; one drag is one undo step, a click is a dab, Escape
/// puts everything back. A ring on the skin shows how far it reaches, a fainter one where its twin paints.
class Painter {
public:
    /// The document with this stroke in it, from the document before the drag.
    using Apply = std::function<Result<Document>(const Document& before, Stroke stroke)>;

    /// @param label  of the undo step.
    /// @return whether the brush has the pointer.
    bool pointer(const PointerEvent& event, Session& session, const PaintBrush& brush, const std::string& label, const Apply& apply);
    void add_rings(Session& session, ToolOverlay& overlay) const;
    void leave(Session& session);
    bool is_over_skin() const { return at_.has_value(); }
    std::string take_problem() { return std::exchange(problem_, {}); }

private:
    void paint(Session& session, const Apply& apply);
    bool press(const PointerEvent& event, Session& session, const Head& head, const Apply& apply);

    PaintBrush brush_;
    std::optional<SurfacePoint> at_;   // under the pointer, or where the brush last was
    std::optional<BrushWay> way_;      // while the button is down
    Document before_;
    std::string problem_;
};

}  // namespace trichion
