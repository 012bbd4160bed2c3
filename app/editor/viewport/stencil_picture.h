// The stencil where it lies on the head: the colours of its stretch and the borders of its pieces.
#pragma once

#include "core/geometry/mesh.h"
#include "core/pipeline/head.h"
#include "core/pipeline/stencil_stage.h"
#include "renderer/scene.h"

#include <vector>

namespace trichion {

/// The stretch at the end of the ramp, in percent; more has the same colour.
inline constexpr float kStretchMapTop_percent = 3.0f;
/// Where a stretch lies on the ramp. @param stretch  0.01 is one percent.
float on_stretch_ramp(float stretch);

struct StencilPicture {
    Mesh paper;                      // the pieces as they lie on the head, a little off it
    std::vector<glm::vec3> colours;  // sRGB by its vertices: how far they are stretched
    std::vector<SkinLine> borders;
};

/// @cost about 10 ms for 10,000 vertices of strip.
StencilPicture picture_of(const Head& head, const Stencil& stencil);

/// How much the strip is stretched by vertex: the mean of its triangles. 0.01 is one percent.
std::vector<float> stretch_by_vertex(const StencilPiece& piece);

/// Whether a tenth of the strip or more lies on the side of the head that this camera looks at.
/// @cost about 1 ms.
bool is_in_sight(const Head& head, const Stencil& stencil, const Camera& camera);

}  // namespace trichion
