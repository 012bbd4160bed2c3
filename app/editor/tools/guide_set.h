// The guides shown on the head, built once and again only when what they hang on changes.
#pragma once

#include "core/pipeline/guides.h"
#include "core/session/pipeline.h"

#include <array>
#include <glm/glm.hpp>
#include <optional>
#include <set>
#include <vector>

namespace trichion {

class GuideSet {
public:
    /// Builds what is wanted and not there. @cost nothing while head, client and mid-frontal point stay.
    void update(const Pipeline& pipeline, const Shared<ClientFacts>& client, const std::set<GuideKind>& wanted);
    /// Those wanted last that this head and client allow.
    const std::vector<Guide>& guides() const { return shown_; }
    /// How many guides were built so far: for tests.
    long built() const { return built_; }

private:
    void forget_all();

    std::optional<Shared<Result<Head>>> head_;
    std::optional<Shared<ClientFacts>> client_;
    glm::vec3 mid_frontal_{0.0f};
    std::array<std::optional<std::vector<Guide>>, kGuideKinds> known_;   // by kind; empty lists for those not possible
    std::set<GuideKind> wanted_;
    std::vector<Guide> shown_;
    long built_ = 0;
};

}  // namespace trichion
