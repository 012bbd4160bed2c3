// Free areas and locked parts.
#include "app/editor/panels/panels.h"

namespace trichion {

void draw_areas_section(PanelContext&) {}

}  // namespace trichion
