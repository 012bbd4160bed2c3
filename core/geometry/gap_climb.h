// Finds the middle of the gap between points on a surface in which a place lies.
#pragma once

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// Works in the plane that touches the surface at the start. Keeps its memory from one start to the next.
class GapClimb {
public:
    /// @param normal    of the surface at the start, unit.
    /// @param reach_mm  how far the surroundings go, > 0.
    void start(const glm::vec3& from_mm, const glm::vec3& normal, float reach_mm);

    /// Takes a point into account. Returns whether it lies within reach of the start.
    bool add(const glm::vec3& point_mm);

    /// Climbs by up to three steps towards the centre of the circle through the three nearest points, as long as that
    /// leads away from the nearest.
    void run(float longest_step_mm);

    /// From the start to the place found, in the touching plane; zero before `run`.
    glm::vec3 step_mm() const { return at_.x * x_ + at_.y * y_; }

private:
    float nearest2(const glm::vec2& at) const;
    bool circle_centre(glm::vec2& centre) const;

    glm::vec3 from_{0.0f}, x_{1.0f, 0.0f, 0.0f}, y_{0.0f, 1.0f, 0.0f};
    float reach2_ = 1.0f;
    glm::vec2 at_{0.0f};
    std::vector<glm::vec2> points_;  // relative to the start
};

}  // namespace trichion
