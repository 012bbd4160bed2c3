// Laying one shape over another: from any pose to a close fit.
#pragma once

#include "core/geometry/oriented_points.h"

#include <cstdint>
#include <span>
#include <vector>

namespace trichion {

/// A similarity after a stretch along the model's own axes: p -> move(stretch * p).
struct StretchedPose {
    Similarity move;
    glm::vec3 stretch{1.0f};

    glm::vec3 operator()(const glm::vec3& p) const { return move(stretch * p); }
    glm::vec3 turned(const glm::vec3& normal) const { return glm::normalize(move.rotation * (normal / stretch)); }
};

/// A point of the model that is laid over the target.
struct ModelPoint {
    glm::vec3 position{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
    float weight = 1.0f;
};

/// Lengths are in the model's unit.
struct FitOptions {
    int rounds = 12;
    float reach_from = 40.0f;       // points farther from the target count less and less: at the first round ...
    float reach_to = 8.0f;          // ... and at the last
    float scale_freedom = 0.2f;     // how far the scale may drift from where it starts, as a standard deviation
    float stretch_freedom = 0.0f;   // the same for each axis' stretch; 0 keeps it
    float shift_freedom = 1000.0f;  // the same for the middle's place: keeps a smooth patch from sliding
};

/// Moves the model so that its points lie on the target: point to plane, nearest points, weights that fall with
/// distance. Points without a counterpart of like normal do not count.
/// @source Y. Chen, G. Medioni, "Object modelling by registration of multiple range images", 1992.
StretchedPose fit_pose(std::span<const ModelPoint> model, const NearestPoint& target, StretchedPose start,
                       const FitOptions& options);

/// How well a model lies on the target, 0 to 1: the weighted share of its points, each counted by how near it lies
/// (exp(-(d / reach)^2)) and how well the normals agree.
float overlap(std::span<const ModelPoint> model, const NearestPoint& target, const StretchedPose& pose,
              float reach);

/// Where the surface bulges like a ball.
struct Ball {
    glm::vec3 centre{0.0f};
    float radius = 0.0f;
    float share = 0.0f;  // of all directions in which the surface shows itself at about that radius
};

/// Balls of radius `from` to `to` that the points could be part of, fullest first, at most `most` and no two
/// alike. Every point votes for the centres that its normal allows.
/// @source D. H. Ballard, "Generalizing the Hough transform to detect arbitrary shapes", 1981.
std::vector<Ball> find_balls(std::span<const OrientedPoint> points, float from, float to, int most);

/// `count` rotations spread evenly over all of them.
/// @source M. Alexa, "Super-Fibonacci spirals: fast, low-discrepancy sampling of SO(3)", CVPR 2022.
std::vector<glm::mat3> spread_rotations(int count);

}  // namespace trichion
