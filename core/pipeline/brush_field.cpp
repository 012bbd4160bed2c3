// Interim: no stroke is laid on the head yet.
#include "core/pipeline/brush_field.h"

namespace trichion {

BrushField brush_field(const Head&, const Brushwork&, const BrushField*, const Brushwork*) { return {}; }

}  // namespace trichion
