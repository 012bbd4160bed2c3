// Moves the vertices of a wrapped skin: onto the input, along it for even triangles, and over what it lacks.
#pragma once

#include "core/geometry/local_fit.h"
#include "core/geometry/skin_wrap.h"
#include "core/geometry/surface.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

class SkinShaper {
public:
    /// @param input  must outlive the shaper.
    SkinShaper(const Surface& input, WrappedSkin skin);

    /// Shifts each vertex along the surface towards the middle of its neighbours.
    void relax(int rounds);

    /// Decides which vertices have skin under them. The others stand over a hole or a pocket.
    /// @param noise_mm  of the input, once it is known: then the skin's direction is the mean around a place, because the
    ///                  triangles of a rough scan face anywhere, and would be taken for holes.
    void find_support(float noise_mm = 0.0f);

    /// Roughness of the input: the median scatter of its vertices around quadrics of width `sigma_mm`; 0 when the
    /// input is too coarse to be rough at this scale.
    float noise_mm(float sigma_mm);

    /// Chooses for each vertex how wide its quadric must be: as wide as the noise and the spacing of the input's
    /// vertices there ask for, so that what is left of the noise makes areas less than 0.3 % too large.
    void choose_widths(float noise_mm, float least_sigma_mm);

    /// Puts supported vertices on the nearest place of the input (`share` 0), on the quadric through its vertices
    /// (1), or between. A share above 0 needs widths.
    void lay_on(float share);

    /// Gives up vertices whose quads folded over while they were laid on: in a slit both walls are near.
    void drop_folds();

    /// Spans the unsupported vertices smoothly from what surrounds them. @return their area in mm2.
    float bridge();

    /// Each quad cut along the diagonal that gives the better angles.
    Mesh triangulate() const;

private:
    enum class Span { Film, Plate };  // least area, least bending

    void update_normals();
    void orient_input();
    glm::vec3 outward_at(const SurfacePoint& at, float noise_mm) const;
    void span_gap(const std::vector<std::uint32_t>& gap, Span span);
    std::span<const std::uint32_t> neighbours(std::uint32_t v) const {
        return std::span(ring_).subspan(ring_first_[v], ring_first_[v + 1] - ring_first_[v]);
    }

    const Surface& input_;
    WrappedSkin skin_;
    std::vector<glm::vec3> normals_;
    std::vector<std::uint32_t> ring_first_;
    std::vector<std::uint32_t> ring_;
    std::vector<std::uint8_t> is_supported_;
    float outward_ = 1.0f;  // -1: the input is inside out
    std::optional<SampleCloud> samples_;
    std::vector<float> sigma_mm_;
};

}  // namespace trichion
