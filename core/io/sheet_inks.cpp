// Colours and widths of a sheet's lines.
#include "core/io/sheet_inks.h"

#include "core/model/media.h"

namespace trichion {

SheetInks inks_of(const StencilSettings& settings) {
    const MediumRules& rules = rules_of(settings.medium);
    SheetInks inks;
    if (!rules.is_transfer) inks.mark = glm::dvec3(0.3), inks.dot = glm::dvec3(0.45);
    if (rules.is_cut) inks.cut = {0.925, 0.0, 0.549}, inks.cut_mm = 0.25;
    return inks;
}

}  // namespace trichion
