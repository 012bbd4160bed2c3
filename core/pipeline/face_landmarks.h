// Whether a head's landmarks can carry a hairline.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

namespace trichion {

/// Whether the landmarks that an outline is laid by are there, and lie where a face has them. Generous: every real face
/// passes; a landmark on the wrong organ or the wrong side does not.
/// @param extent  down to the nape needs the inion as well.
/// @error Degenerate  one sentence that names the landmarks to set.
Result<void> check_face_landmarks(const Head& head, Extent extent);

}  // namespace trichion
