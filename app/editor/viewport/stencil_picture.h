// The stencil where it lies on the head: the colours of its stretch and the borders of its pieces.
#pragma once

#include "core/geometry/mesh.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/stencil_stage.h"
#include "renderer/scene.h"

#include <vector>

namespace trichion {

/// The stretch at the end of the ramp, in percent; more has the same colour.
inline constexpr float kStretchMapTop_percent = 3.0f;
/// Where a stretch lies on the ramp. @param stretch  0.01 is one percent.
float on_stretch_ramp(float stretch);

/// Whether paper leaves beside the line.
bool has_paper(StencilLine line);
/// A mark as it leaves: beside a line alone a short tick across it, else as far as the paper goes. Flat, mm.
std::vector<glm::dvec2> mark_as_it_leaves(const PlacementMark& mark, StencilLine line);

struct StencilPicture {
    Mesh paper;                      // the pieces as they lie on the head, a little off it; empty where the line leaves alone
    std::vector<glm::vec3> colours;  // sRGB by its vertices: how far they are stretched
    std::vector<SkinLine> lines;     // borders of the pieces; or the line that leaves alone, and its marks
};

/// What leaves, where it lies on the head.
/// @cost about 10 ms for 10,000 vertices of strip.
StencilPicture picture_of(const Head& head, const Stencil& stencil, StencilLine line);

/// How much the strip is stretched by vertex: the mean of its triangles. 0.01 is one percent.
std::vector<float> stretch_by_vertex(const StencilPiece& piece);

/// Whether a tenth of the strip or more lies on the side of the head that this camera looks at.
/// @cost about 1 ms.
bool is_in_sight(const Head& head, const Stencil& stencil, const Camera& camera);

}  // namespace trichion
