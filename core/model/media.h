// What a stencil can be made of, and what each asks of the sheet.
#pragma once

#include "core/model/document.h"

#include <string>

namespace trichion {

/// The rules of one medium. The artist may then set each figure otherwise.
struct MediumRules {
    const char* label;        // "Ink-jet transfer paper"
    bool is_mirrored;         // laid on face down
    float line_width_mm;      // of the hairline: as the medium bleeds or is cut
    float margin_mm;          // that its printer or cutter cannot reach
    bool is_cut;              // by a cutter: one follows lines, no words, no dots
    bool is_solid;            // a 3D print: no sheet at all
    bool is_transfer;         // its ink leaves for the skin: nothing is tinted that need not be
    const char* why_line_only;  // the same of a sheet with nothing to cut out
    const char* why;          // one sentence for the artist: why mirror, line and margin are so
};

const MediumRules& rules_of(Medium medium);

/// The settings with this medium and its mirror, line width and margin; all else as it was.
StencilSettings with_medium(StencilSettings settings, Medium medium);

}  // namespace trichion
