// Distances along the skin that the artist measured: shown on the head, no part of the document.
#pragma once

#include "core/base/error.h"
#include "core/session/pipeline.h"

#include <glm/glm.hpp>
#include <optional>
#include <vector>

namespace trichion {

/// The shortest way along the skin between two places.
struct SkinMeasure {
    SurfacePoint from, to;
    std::vector<glm::vec3> positions_mm, normals;
    float length_mm = 0.0f;

    /// Half way, where its number stands.
    std::size_t middle() const { return positions_mm.size() / 2; }
};
/// @error Degenerate  no way along the skin joins the two places.
Result<SkinMeasure> measured(const Head& head, const SurfacePoint& from, const SurfacePoint& to);

/// All measures on one head; another head has none of them.
class SkinMeasures {
public:
    void update(const Pipeline& pipeline);
    void add(SkinMeasure measure) { all_.push_back(std::move(measure)); }
    void clear() { all_.clear(); }
    const std::vector<SkinMeasure>& all() const { return all_; }

private:
    std::vector<SkinMeasure> all_;
    std::optional<Shared<Result<Head>>> head_;
};

}  // namespace trichion
