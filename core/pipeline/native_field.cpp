// Interim: no stage is laid on the head yet.
#include "core/pipeline/native_field.h"

namespace trichion {

NativeField native_field(const Head&, const NativeHair&) { return {}; }

}  // namespace trichion
