// Smooths what a scanner added: each place moves onto a quadric fitted to the samples around it.
#pragma once

#include "core/geometry/surface.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

/// Scattered samples of a skin with normals, sorted for quick gathering.
class SampleCloud {
public:
    /// @param positions  in mm.
    /// @param normals    unit, as long as positions, pointing outward.
    SampleCloud(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals);

    /// A quadric over the plane through `place` with this normal.
    struct Fit {
        float height_mm = 0.0f;     // of the quadric over the place, along the normal
        float residual_mm = 0.0f;   // standard deviation of the samples from it
        int samples = 0;
    };
    /// Fits by least squares with Gaussian weights of width `sigma_mm`, to samples whose normals agree.
    /// @return nothing when fewer than 10 samples lie near, or all on one line.
    /// @source D. Levin, "Mesh-independent surface interpolation", 2003 (moving least squares).
    std::optional<Fit> fit(const glm::vec3& place, const glm::vec3& normal, float sigma_mm) const;

    /// Sum of the normals around a place, with Gaussian weights of width `sigma_mm` in all directions; its length is of
    /// no use. Nothing where no sample lies within 2.5 widths.
    std::optional<glm::vec3> mean_normal(const glm::vec3& place, float sigma_mm) const;

private:
    std::size_t cell_of(const glm::ivec3& c) const;

    glm::vec3 origin_{0.0f};
    glm::ivec3 size_{0};
    std::vector<std::uint32_t> first_;
    std::vector<glm::vec3> positions_;
    std::vector<glm::vec3> normals_;
};

}  // namespace trichion
