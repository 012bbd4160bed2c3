// The versions of a design.
#include "app/editor/panels/panels.h"

namespace trichion {

void draw_versions(const ui::Rect&, PanelContext&) {}

}  // namespace trichion
