// Is there a head in this shape, where, which way up and how large?
#pragma once

#include "core/base/cancel_token.h"
#include "core/geometry/registration.h"

#include <optional>

namespace trichion {

/// Where the mean head (core/pipeline/mean_head.h, mm) lies in a shape.
struct FoundHead {
    StretchedPose pose;        // mean head -> shape; its scale is the shape's units per mm
    float cranium_fit = 0.0f;  // overlap() of scalp and forehead at 8 mm: about 0.9 for a head, below 0.6 for none
    float fit = 0.0f;          // the same of the whole head
    float rival_fit = 0.0f;    // of the best pose that stands more than 45 degrees apart
};

/// Looks for a head of any size, any way up, anywhere in the shape.
/// @param mesh  wound outward; may be open, noisy and have shoulders.
/// @return nothing when no pose fits better than chance; ask `cranium_fit` whether it is a head.
/// @cost  about 0.4 s, and 0.1 s for each million triangles.
std::optional<FoundHead> find_head(const Mesh& mesh, const CancelToken& token = {});

/// The same for a head in millimetres, upright within about 25 degrees.
/// @cost  about 0.15 s, and 0.1 s for each million triangles.
std::optional<FoundHead> find_upright_head(const Mesh& mesh);

}  // namespace trichion
