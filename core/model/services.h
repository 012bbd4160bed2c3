// The three services: what each is worked with unless the artist says otherwise.
#pragma once

#include "core/model/document.h"

namespace trichion {

/// Dots per cm2 after all sessions that a service usually takes.
/// @source FACTS, Rulings: shaved effect 180, density effect 200, scar 150.
float usual_density(Service service);

/// The settings for another service, at its usual density; the same settings when it is theirs already.
DotSettings with_service(DotSettings dots, Service service);

}  // namespace trichion
