// Tries directions round a place, level ones first, nearer rings before farther ones.
#include "app/editor/viewport/label_places.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

constexpr float kRingStep_px = 12.0f;
/// Degrees from the preferred side; level first, then slanted, then straight up and down, then the other side.
constexpr std::array kDirections_deg{0.0f, 25.0f, -25.0f, 50.0f, -50.0f, 180.0f, 155.0f, -155.0f, 90.0f, -90.0f, 130.0f, -130.0f};

/// The rectangle whose edge is `away` from a place in this direction.
ui::Rect beyond(const glm::vec2& at, const glm::vec2& size, const glm::vec2& direction, float away) {
    const glm::vec2 half = 0.5f * size;
    const float inside = std::min(half.x / std::max(std::abs(direction.x), 1e-4f), half.y / std::max(std::abs(direction.y), 1e-4f));
    const glm::vec2 corner = at + direction * (away + inside) - half;
    return {std::round(corner.x), std::round(corner.y), size.x, size.y};
}

}  // namespace

bool LabelPlaces::is_free(const ui::Rect& r) const {
    if (r.x < bounds_.x || r.y < bounds_.y || r.right() > bounds_.right() || r.bottom() > bounds_.bottom()) return false;
    if (std::ranges::any_of(taken_, [&](const ui::Rect& t) {
            return r.x < t.right() && t.x < r.right() && r.y < t.bottom() && t.y < r.bottom();
        }))
        return false;
    return std::ranges::none_of(keep_clear_, [&](const glm::vec2& p) {
        return p.x > r.x - clearance_ && p.x < r.right() + clearance_ && p.y > r.y - clearance_ && p.y < r.bottom() + clearance_;
    });
}

std::optional<ui::Rect> LabelPlaces::take(const glm::vec2& at, const glm::vec2& size, float away, float farthest, bool is_left_first) {
    for (float distance = away; distance <= farthest; distance += kRingStep_px)
        for (const float degrees : kDirections_deg) {
            const float angle = glm::radians(degrees);
            const glm::vec2 direction((is_left_first ? -1.0f : 1.0f) * std::cos(angle), -std::sin(angle));
            const ui::Rect place = beyond(at, size, direction, distance);
            if (is_free(place)) return taken_.emplace_back(place);
        }
    return std::nullopt;
}

ui::Rect LabelPlaces::take_anyway(const glm::vec2& at, const glm::vec2& size, float away, float farthest, bool is_left_first) {
    if (const auto free = take(at, size, away, farthest, is_left_first)) return *free;
    ui::Rect place = beyond(at, size, {is_left_first ? -1.0f : 1.0f, 0.0f}, away);
    place.x = std::clamp(place.x, bounds_.x, std::max(bounds_.x, bounds_.right() - size.x));
    place.y = std::clamp(place.y, bounds_.y, std::max(bounds_.y, bounds_.bottom() - size.y));
    return taken_.emplace_back(place);
}

std::pair<float, float> LabelPlaces::covered_span(float top, float height, float at_x, const std::function<bool(const glm::vec2&)>& is_covered) const {
    constexpr float kStep_px = 8.0f;
    float from = at_x, to = at_x;
    for (const float share : {0.0f, 0.5f, 1.0f})
        for (float x = bounds_.x; x <= bounds_.right(); x += kStep_px)
            if (is_covered({x, top + share * height})) from = std::min(from, x), to = std::max(to, x);
    return {from, to};
}

ui::Rect LabelPlaces::take_beside(const glm::vec2& at, const glm::vec2& size, float away, const std::function<bool(const glm::vec2&)>& is_covered) {
    ui::Rect at_edge;
    for (const float rows : {0.0f, -1.3f, 1.3f, -2.6f, 2.6f}) {
        const float top = std::round(at.y + (rows - 0.5f) * size.y);
        const auto [from, to] = covered_span(top, size.y, at.x, is_covered);
        const ui::Rect left{std::round(from - away - size.x), top, size.x, size.y}, right{std::round(to + away), top, size.x, size.y};
        const bool is_left_nearer = at.x - from <= to - at.x;
        for (const ui::Rect& place : {is_left_nearer ? left : right, is_left_nearer ? right : left})
            if (is_free(place)) return taken_.emplace_back(place);
        if (rows == 0.0f) at_edge = {is_left_nearer ? bounds_.x : bounds_.right() - size.x, top, size.x, size.y};
    }
    return taken_.emplace_back(at_edge);
}

}  // namespace trichion
