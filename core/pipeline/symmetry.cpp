// For now the flat mid-plane stands for the midline surface.
#include "core/pipeline/symmetry.h"

#include "core/pipeline/mirror.h"

namespace trichion {

Symmetry::Symmetry(const Head& head, const ClientFacts&) : head_(head) {}

SurfacePoint Symmetry::counterpart(const SurfacePoint& at, float) const { return mirrored(head_, at); }
SurfacePoint Symmetry::on_midline(const SurfacePoint& at) const { return trichion::on_midline(head_, at); }
glm::vec3 Symmetry::reflect(const glm::vec3& p) const { return mid_plane(head_).reflect(p); }
float Symmetry::offset_mm(const glm::vec3& p) const { return mid_plane(head_).offset_mm(p); }

}  // namespace trichion
