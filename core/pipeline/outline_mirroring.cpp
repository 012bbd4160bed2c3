// Twins put back where they belong.
#include "core/pipeline/outline_mirroring.h"

#include "core/model/limits.h"
#include "core/pipeline/outline_locks.h"

#include <algorithm>
#include <fmt/format.h>

namespace trichion {
namespace {

const OutlinePoint* twin_of(const Outline& outline, const OutlinePoint& point) {
    if (point.twin == 0 || point.twin == point.id) return nullptr;
    const auto twin = std::ranges::find(outline.points, point.twin, &OutlinePoint::id);
    return twin == outline.points.end() ? nullptr : &*twin;
}

}  // namespace

Result<Outline> with_asymmetry(const Head& head, const Symmetry& symmetry, const Outline& outline, float share) {
    if (!kShareRange.contains(share))
        return fail(ErrorCode::InvalidInput, fmt::format("The natural asymmetry kept must be 0 to 100 %, not {:g} %.", 100.0f * share));
    constexpr float kMirrored_mm = 0.1f;
    Outline changed = outline;
    changed.asymmetry = share;
    if (!outline.mirror) return changed;
    const auto locks = locks_on_points(outline);
    for (std::size_t i = 0; i < outline.points.size(); ++i) {
        const OutlinePoint& point = outline.points[i];
        const OutlinePoint* twin = twin_of(outline, point);
        const glm::vec3 here = head.measuring.position(point.at);
        if (!twin || locks[i] || symmetry.offset_mm(here) >= 0.0f) continue;
        const glm::vec3 image = head.measuring.position(symmetry.counterpart(twin->at, outline.asymmetry));
        if (glm::distance(image, here) < kMirrored_mm) changed.points[i].at = symmetry.counterpart(twin->at, share);
    }
    return changed;
}

Outline with_side_mirrored(const Head& head, const Symmetry& symmetry, const Outline& outline, Side to) {
    Outline changed = outline;
    const auto locks = locks_on_points(outline);
    for (std::size_t i = 0; i < outline.points.size(); ++i) {
        const OutlinePoint& point = outline.points[i];
        if (locks[i]) continue;
        if (point.twin == point.id) changed.points[i].at = symmetry.on_midline(point.at);
        const OutlinePoint* twin = twin_of(outline, point);
        if (twin && sign_of(to) * symmetry.offset_mm(head.measuring.position(point.at)) > 0.0f)
            changed.points[i].at = symmetry.counterpart(twin->at, outline.asymmetry);
    }
    return changed;
}

}  // namespace trichion
