// Usual figures give way to other usual figures, never to what somebody chose.
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
    if (dots.density_per_cm2 == usual_density(dots.service)) dots.density_per_cm2 = usual_density(service);
    dots.service = service;
    return dots;
}

float usual_blend_mm(FreeArea::Kind kind) { return kind == FreeArea::Kind::Scar ? 2.0f : 6.0f; }

FreeArea with_kind(FreeArea area, FreeArea::Kind kind) {
    if (area.blend_mm == usual_blend_mm(area.kind)) area.blend_mm = usual_blend_mm(kind);
    area.kind = kind;
    return area;
}

}  // namespace trichion
