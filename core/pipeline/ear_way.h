// The way of a hairline round an ear: at a barber's distance, and farther off where the fold behind the ear asks for it.
#pragma once

#include "core/pipeline/face_places.h"

#include <optional>
#include <vector>

namespace trichion {

/// Round the left ear and its mirrored counterpart, so that one line suits both. Where the skin at the distance is creased
/// or filled between ear and head, the line goes up to 3.5 mm farther out, and does so gently: it neither kinks nor lies on
/// the fold, and a stencil of it lies flat.
class EarWay {
public:
    /// @param face  outlives it. @cost  1 to 5 ms.
    EarWay(const FacePlaces& face, float distance_mm);

    /// As FacePlaces::beside_ear.
    std::optional<SurfacePoint> at(float degrees) const;

private:
    const FacePlaces& face_;
    float distance_mm_ = 0.0f;
    std::vector<float> farther_mm_;  // every kStep_degrees from kFrom_degrees on
};

}  // namespace trichion
