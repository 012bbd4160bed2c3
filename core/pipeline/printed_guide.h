// The 3D-printable guide: a thin shell that rests on the forehead, its upper edge the hairline.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// A closed solid in the anatomical frame, mm.
struct PrintedGuide {
    std::vector<glm::dvec3> positions_mm;   // the inside's, then as many of the outside's, each before its own
    std::vector<glm::uvec3> triangles;      // counter-clockwise seen from outside; watertight and manifold
    std::size_t inside_triangles = 0;       // the first so many triangles look at the skin, as many after them away from it
    std::vector<std::uint32_t> hairline;    // the inside's vertices that stand on the design's frontal line, right to left
    double least_gap_mm = 0.0;              // of its inside off the skin, over all its vertices and middles
    double most_gap_mm = 0.0;
    double least_thickness_mm = 0.0;
    double volume_cm3 = 0.0;
    bool has_hooks = false;
    double least_hook_section_mm2 = 0.0;    // across a hook, but for its rounded end; 0 without hooks
    double hairline_height_mm = 0.0;        // on the midline, above the glabella along the skin; 0 where the line does not cross it
    double notch_height_mm = 0.0;           // of the midline notch's tip, likewise; 0 without that notch
    double above_brows_mm = 0.0;            // of its lower edge, upwards, where brows are (brow_top_y)
    glm::dvec3 print_up{0.0, 1.0, 0.0};     // upwards when printed: the lower edge, and the hooks' ends, stand on the plate
    glm::dvec3 size_mm{0.0};                // of its box as printed: width, depth, height
    double overhang_cm2 = 0.0;              // of its faces that look down by more than 45 degrees and do not lie on the plate
    std::vector<Advice> advice;

    /// The vertices as they stand on a printer's plate: z up, face to the front (-y), all coordinates from 0.
    std::vector<glm::dvec3> as_printed_mm() const;

    /// @return its mass in this material, g: 1.24 g/cm3 for PLA, printed solid.
    double grams(double g_per_cm3 = 1.24) const { return g_per_cm3 * volume_cm3; }
};

/// Offsets the skin between hairline and brows by the gap and by gap and thickness, closes the rim, cuts notches into the
/// lower edge (on the midline, above each outer corner of the eye, and one more beside that on the person's right), and lays
/// hooks over the ears and down behind them if asked. Each vertex of the inside is `gap_mm` +- 0.1 off the measuring surface, measured to the
/// nearest skin, and so is every middle between them.
/// @warns  too big for a common printer's bed; thin or narrow spots; limp hooks; a gap out of that; as lay_guide_grid
///         (guide_grid.h).
/// @error  InvalidInput  out of range; an outline that crosses itself.
/// @error  Degenerate    no frontal hairline, no room between it and the brows, a line or skin on which a shell would fold.
/// @error  Cancelled
/// @cost   about 0.3 s.
/// @source Ours.
Result<PrintedGuide> build_printed_guide(const Head& head, const OutlineResult& outline, const PrintedGuideSettings& settings,
                                         const CancelToken& token = {});

}  // namespace trichion
