// The lines that are drawn on the skin, each kind in its own look, ready for SceneView::lines.
#pragma once

#include "core/pipeline/guides.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"
#include "renderer/scene.h"

#include <span>
#include <vector>

namespace trichion {

/// The outline in the two tones of the design: its parts solid, the blend edge a soft dashed hint; free areas teal where
/// work is added, amber and dashed where skin is left out.
std::vector<SkinLine> outline_lines(const Head& head, const OutlineResult& outline);

/// What the client agreed to, behind the line drawn now: pale and dashed.
std::vector<SkinLine> ghost_lines(const Head& head, const OutlineResult& agreed);

/// Constructions thin and white, the client's marks in lilac.
std::vector<SkinLine> guide_lines(const Head& head, std::span<const Guide> guides);

/// The dashed line up the forehead along which the hairline's height is measured.
SkinLine height_line(const Head& head, float height_mm);

/// A measure taken by hand, sky blue: no line of the design. @param is_in_hand  whether the measuring tool is; thin if not.
SkinLine measure_line(std::vector<glm::vec3> positions_mm, std::vector<glm::vec3> normals, bool is_in_hand);

/// The place that an advice is about, broad and amber, red where the line itself is broken. @param place_mm  lines on the skin, one after the other, or single
/// places, which get a ring.
std::vector<SkinLine> advice_lines(const Head& head, std::span<const glm::vec3> place_mm, bool is_broken);

/// The same line in pieces so short that it bends by no more than 0.7 degrees from one to the next (at 20 times life
/// size no corner shows), but for turns sharp enough to be meant. Passes through all of its places.
/// @cost  about 0.1 ms for 1,000 places.
/// @source Cubic through each four neighbours: E. Catmull, R. Rom 1974, with chord-length parameters.
SkinLine smooth(SkinLine line);

}  // namespace trichion
