// The 3D-printable guide: a thin shell that rests on the forehead, its upper edge the hairline.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// A closed solid in the anatomical frame, mm.
struct PrintedGuide {
    std::vector<glm::dvec3> positions_mm;
    std::vector<glm::uvec3> triangles;   // counter-clockwise seen from outside; watertight and manifold
    double least_gap_mm = 0.0;           // of its inside off the skin, over all its vertices and middles
    double most_gap_mm = 0.0;
    double least_thickness_mm = 0.0;
    double volume_cm3 = 0.0;
    glm::dvec3 size_mm{0.0};             // of its box: whether it fits a printer's bed
    std::vector<Advice> advice;
};

/// Offsets the skin between hairline and brows by the gap and by gap and thickness, closes the rim, cuts a notch on the
/// midline and one above each outer corner of the eye into the lower edge, and lays hooks round the ears if asked.
/// Each vertex of the inside is `gap_mm` +- 0.1 off the measuring surface, measured to the nearest skin.
/// @error InvalidInput  out of range. Degenerate  no frontal hairline, or no room between it and the brows.
/// @error Cancelled
Result<PrintedGuide> build_printed_guide(const Head& head, const OutlineResult& outline, const PrintedGuideSettings& settings,
                                         const CancelToken& token = {});

}  // namespace trichion
