// Where labels stand on the screen: beside what they name, in free space.
#pragma once

#include "app/editor/ui/draw.h"

#include <functional>
#include <glm/glm.hpp>
#include <optional>
#include <utility>
#include <vector>

namespace trichion {

/// The free space of one frame. Everything in pixels.
class LabelPlaces {
public:
    /// @param keep_clear  places that no label comes nearer to than `clearance`.
    LabelPlaces(const ui::Rect& bounds, std::vector<glm::vec2> keep_clear, float clearance)
        : bounds_(bounds), keep_clear_(std::move(keep_clear)), clearance_(clearance) {}

    /// A plate that stands there already.
    void block(const ui::Rect& plate) { taken_.push_back(plate); }
    /// The nearest free place round `at`, level with it and to this side if it can be.
    /// @param away  the least distance between label and `at`. @param farthest  the greatest.
    /// @return nothing where none is free. The place is taken from then on.
    std::optional<ui::Rect> take(const glm::vec2& at, const glm::vec2& size, float away, float farthest, bool is_left_first);
    /// As `take`, and where nothing is free beside `at` over whatever lies there.
    ui::Rect take_anyway(const glm::vec2& at, const glm::vec2& size, float away, float farthest, bool is_left_first);
    /// Level with `at`, or a row or two above or below, to the nearer side of all that is covered there: the label hides
    /// none of it. Where the cover reaches both edges of the view, at the edge.
    /// @param is_covered  of a pixel. @cost some hundred calls of it.
    ui::Rect take_beside(const glm::vec2& at, const glm::vec2& size, float away, const std::function<bool(const glm::vec2&)>& is_covered);

private:
    bool is_free(const ui::Rect& rect) const;
    /// The covered stretch of the band from `top` down, `at_x` within it.
    std::pair<float, float> covered_span(float top, float height, float at_x, const std::function<bool(const glm::vec2&)>& is_covered) const;

    ui::Rect bounds_;
    std::vector<glm::vec2> keep_clear_;
    float clearance_;
    std::vector<ui::Rect> taken_;
};

}  // namespace trichion
