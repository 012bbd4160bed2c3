// Colours and widths by which the lines of a sheet are told apart.
#pragma once

#include "core/model/document.h"

#include <glm/glm.hpp>

namespace trichion {

struct SheetInks {
    glm::dvec3 cut{0.0}, mark{0.0}, dot{0.0};
    double cut_mm = 0.3, mark_mm = 0.2;
};

/// Black where scissors cut and where all ink leaves for the skin (a thermal printer has no grey); marks and dots grey on
/// what is only laid on. Where a cutter cuts, its lines are magenta, as programs of print and cut expect a contour.
SheetInks inks_of(const StencilSettings& settings);

}  // namespace trichion
