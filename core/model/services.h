// What services and kinds of areas are worked with unless the artist says otherwise.
#pragma once

#include "core/model/document.h"

namespace trichion {

/// Dots per cm2 after all sessions that a service usually takes.
/// @source FACTS, Rulings: shaved effect 180, density effect 200, scar 150.
float usual_density(Service service);

/// The settings for another service. One that has its usual density takes on the other's; what the artist chose stays.
DotSettings with_service(DotSettings dots, Service service);

/// The usual width over which an area's density rises from its edge: a scar is narrow, so its own is, too. Ours, no
/// source.
float usual_blend_mm(FreeArea::Kind kind);
/// The area as one of another kind. A blend that is the old kind's usual one becomes the new kind's.
FreeArea with_kind(FreeArea area, FreeArea::Kind kind);

}  // namespace trichion
