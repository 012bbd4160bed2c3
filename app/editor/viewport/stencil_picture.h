// The stencil where it lies on the head: the colours of its stretch and the borders of its pieces.
#pragma once

#include "core/pipeline/head.h"
#include "core/pipeline/stencil_stage.h"
#include "renderer/scene.h"

#include <vector>

namespace trichion {

/// The stretch at the end of the ramp, in percent; more has the same colour.
inline constexpr float kStretchMapTop_percent = 2.0f;
/// Where the ramp of stretch begins: what lies below fades, so that colours end softly at a piece's border.
inline constexpr float kStretchMapStart = 0.1f;
/// Where a stretch lies on the ramp. @param stretch  0.01 is one percent.
float on_stretch_ramp(float stretch);

struct StencilPicture {
    std::vector<float> stretch;      // place on the ramp by vertex of the drawn head; 0 beside the pieces
    std::vector<SkinLine> borders;
};

/// @cost about 15 ms for 100k vertices of the drawn head.
StencilPicture picture_of(const Head& head, const Stencil& stencil);

/// How much the strip is stretched by vertex: the mean of its triangles. 0.01 is one percent.
std::vector<float> stretch_by_vertex(const StencilPiece& piece);

}  // namespace trichion
