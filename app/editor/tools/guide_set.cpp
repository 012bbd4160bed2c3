// Keeps guides by the identity of head and client, and the one that follows the hairline by its mid-frontal point.
#include "app/editor/tools/guide_set.h"

#include "core/pipeline/mirror.h"

#include <algorithm>

namespace trichion {
namespace {

/// Where the frontal part is nearest to the midline: moves exactly when the mid-frontal point does.
glm::vec3 mid_frontal(const Head& head, const OutlineResult& drawn) {
    const MidPlane plane = mid_plane(head);
    glm::vec3 nearest(0.0f);
    float least = 1e9f;
    for (const OutlineCurve& part : drawn.parts) {
        if (part.part != OutlinePart::Frontal) continue;
        for (const glm::vec3& p : part.curve.positions_mm)
            if (const float away = std::abs(plane.offset_mm(p)); away < least) least = away, nearest = p;
    }
    return nearest;
}

}  // namespace

void GuideSet::forget_all() {
    known_ = {};
    shown_.clear();
    wanted_.clear();
}

void GuideSet::update(const Pipeline& pipeline, const Shared<ClientFacts>& client, const std::set<GuideKind>& wanted) {
    const auto shared = pipeline.shared_head();
    const Head* head = pipeline.head();
    if (!head || !(head_ && head_->is(*shared)) || !(client_ && client_->is(client))) {
        forget_all();
        head_ = shared;
        client_ = client;
    }
    if (!head) return;
    const OutlineResult* drawn = pipeline.outline();
    bool is_changed = wanted != wanted_;
    auto& temporal = known_[static_cast<std::size_t>(GuideKind::TemporalPoint)];
    if (temporal && wanted.contains(GuideKind::TemporalPoint)) {
        const glm::vec3 now = drawn ? mid_frontal(*head, *drawn) : glm::vec3(0.0f);
        if (now != mid_frontal_) temporal.reset();
    }
    for (const GuideKind kind : wanted) {
        auto& known = known_[static_cast<std::size_t>(kind)];
        if (known) continue;
        known = build_guides(*head, *client, drawn, std::array{kind});
        if (kind == GuideKind::TemporalPoint) mid_frontal_ = drawn ? mid_frontal(*head, *drawn) : glm::vec3(0.0f);
        ++built_;
        is_changed = true;
    }
    if (!is_changed) return;
    wanted_ = wanted;
    shown_.clear();
    for (const GuideKind kind : wanted) {
        const auto& known = *known_[static_cast<std::size_t>(kind)];
        shown_.insert(shown_.end(), known.begin(), known.end());
    }
}

}  // namespace trichion
