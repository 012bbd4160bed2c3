// A service's figures.
#include "core/model/services.h"

namespace trichion {

float usual_density(Service service) {
    switch (service) {
        case Service::Shaved: return 180.0f;
        case Service::Density: return 200.0f;
        case Service::Scar: return 150.0f;
    }
    return 180.0f;
}

DotSettings with_service(DotSettings dots, Service service) {
    if (dots.service == service) return dots;
    dots.service = service;
    dots.density_per_cm2 = usual_density(service);
    return dots;
}

}  // namespace trichion
