// A design on a built-in head, and random edits of it by every tool.
#pragma once

#include "core/base/hash.h"
#include "core/pipeline/design_zone.h"
#include "core/pipeline/free_areas.h"
#include "core/pipeline/outline_brushes.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/outline_stroke.h"
#include "fitted_heads.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

namespace trichion::test {

struct Sculpted {
    explicit Sculpted(const Head& on, Extent extent = Extent::Fringe) : head(on), symmetry(on, {}) {
        Outline settings;
        settings.extent = extent;
        outline = fit_outline(head, settings, "natural", usual_height_mm(head.name)).value();
        draw();
    }
    void draw() { drawn = trace_outline(head, outline, &drawn); }
    glm::vec3 place(const SurfacePoint& at) const { return head.measuring.position(at); }
    const OutlineCurve& part(OutlinePart wanted) const {
        return *std::ranges::find(drawn.parts, wanted, &OutlineCurve::part);
    }
    /// On the frontal part, at this share of its length from the right corner.
    SurfacePoint on_frontal(float share) const {
        const SurfaceCurve& curve = part(OutlinePart::Frontal).curve;
        return curve.points[static_cast<std::size_t>(share * static_cast<float>(curve.points.size() - 1))];
    }
    /// The skin nearest to a place in space.
    SurfacePoint near(const glm::vec3& p) const { return *head.measuring.closest(p); }

    const Head& head;
    Symmetry symmetry;
    Outline outline;
    OutlineResult drawn;
};

/// Numbers between 0 and 1, the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : seed_(seed) {}
    float roll() { return static_cast<float>(mix(seed_, ++count_) >> 40) / 16777216.0f; }
    float roll(float from, float to) { return from + (to - from) * roll(); }
    std::size_t pick(std::size_t count) { return std::min(count - 1, static_cast<std::size_t>(roll() * static_cast<float>(count))); }

private:
    std::uint64_t seed_, count_ = 0;
};

/// One edit by a tool chosen at random, somewhere on or beside the line; nothing when the tool refused.
inline std::optional<Outline> random_edit(Sculpted& on, Dice& dice) {
    const auto& points = on.outline.points;
    const OutlinePoint& point = points[dice.pick(points.size())];
    const glm::vec3 away(dice.roll(-12, 12), dice.roll(-12, 12), dice.roll(-12, 12));
    const SurfacePoint target = on.near(on.place(point.at) + away);
    const auto taken = [](Result<Outline> edit) { return edit ? std::optional(std::move(*edit)) : std::nullopt; };
    switch (dice.pick(9)) {
        case 0: return taken(move_outline_point(on.head, on.symmetry, on.outline, point.id, target));
        case 1: return taken(insert_outline_point(on.head, on.symmetry, on.outline, on.drawn, target));
        case 2: return taken(remove_outline_point(on.outline, point.id));
        case 3: return taken(with_corner(on.outline, point.id, !point.is_corner));
        case 4: return taken(push_outline(on.head, on.symmetry, on.outline, on.drawn, point.at, target, dice.roll(5, 30)));
        case 5: return taken(smooth_outline(on.head, on.symmetry, on.outline, on.drawn, point.at, dice.roll(5, 40)));
        case 6: {
            const std::size_t last = dice.pick(points.size());
            const std::array stroke{point.at, target, points[last].at};
            return taken(draw_over(on.head, on.symmetry, on.outline, on.drawn, stroke));
        }
        case 7: {
            std::vector<SurfacePoint> loop;
            for (int k = 0; k < 12; ++k) loop.push_back(on.near(on.place(target) + 12.0f * glm::vec3(std::cos(0.5236f * static_cast<float>(k)), 0.0f, std::sin(0.5236f * static_cast<float>(k)))));
            return taken(with_new_area(on.head, on.outline, loop, dice.roll() < 0.5f ? FreeArea::Kind::Added : FreeArea::Kind::LeftOut));
        }
        default: return on.outline.areas.empty() ? std::nullopt : taken(without_area(on.outline, on.outline.areas.front().id));
    }
}

/// The closed line as drawn.
inline std::vector<glm::vec3> loop_of(const OutlineResult& drawn) {
    std::vector<glm::vec3> loop;
    for (const OutlineCurve& part : drawn.parts) loop.insert(loop.end(), part.curve.positions_mm.begin(), part.curve.positions_mm.end() - 1);
    return loop;
}

/// From a place to the nearest of a closed line.
inline float distance_to_loop(const glm::vec3& p, const std::vector<glm::vec3>& loop) {
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < loop.size(); ++i) {
        const glm::vec3 a = loop[i], b = loop[(i + 1) % loop.size()] - a;
        const float t = glm::clamp(glm::dot(p - a, b) / std::max(1e-9f, glm::dot(b, b)), 0.0f, 1.0f);
        least = std::min(least, glm::distance(p, a + t * b));
    }
    return least;
}

}  // namespace trichion::test
