// Gauss-Newton on nearest points; votes for ball centres; a spiral over rotations.
#include "core/geometry/registration.h"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <glm/gtc/quaternion.hpp>
#include <numbers>

namespace trichion {
namespace {

constexpr int kUnknowns = 10;  // turn 3, shift 3, scale 1, stretch 3
using Row = Eigen::Matrix<double, kUnknowns, 1>;
using System = Eigen::Matrix<double, kUnknowns, kUnknowns>;

constexpr float kLeastAgreement = 0.3f;  // cosine between normals that may be counterparts

glm::vec3 middle_of(std::span<const ModelPoint> model) {
    glm::dvec3 sum(0.0);
    double weight = 0.0;
    for (const ModelPoint& m : model) sum += double(m.weight) * glm::dvec3(m.position), weight += m.weight;
    return weight > 0.0 ? sum / weight : sum;
}

// How the distance to the target's plane changes with each unknown, in the model's unit.
Row row_of(const glm::vec3& arm, const glm::vec3& normal, const StretchedPose& pose, const glm::vec3& model_arm) {
    const glm::vec3 turn = glm::cross(arm, normal);
    const glm::vec3 along = glm::transpose(pose.move.rotation) * normal * (pose.stretch * model_arm);
    Row row;
    row << turn.x, turn.y, turn.z, normal.x, normal.y, normal.z, glm::dot(normal, arm), along.x, along.y, along.z;
    return row;
}

StretchedPose stepped(const StretchedPose& pose, const glm::vec3& middle, const Row& step) {
    StretchedPose next = pose;
    const glm::vec3 turn(step[0], step[1], step[2]), shift(step[3], step[4], step[5]);
    const float angle = glm::length(turn);
    const glm::vec3 centre = pose(middle) + pose.move.scale * shift;
    if (angle > 0.0f) {
        const glm::quat q = glm::angleAxis(angle, turn / angle) * glm::quat_cast(pose.move.rotation);
        next.move.rotation = glm::mat3_cast(glm::normalize(q));
    }
    next.move.scale = pose.move.scale * std::exp(static_cast<float>(step[6]));
    for (int k = 0; k < 3; ++k) next.stretch[k] = pose.stretch[k] * std::exp(static_cast<float>(step[7 + k]));
    next.move.shift = centre - next.move.scale * (next.move.rotation * (next.stretch * middle));
    return next;
}

// Weak springs back to the start keep what the points do not tell, such as the scale of a flat patch.
void add_springs(System& a, Row& b, const StretchedPose& pose, const StretchedPose& start, const glm::vec3& middle,
                 double points, const FitOptions& options) {
    const auto spring = [&](int i, double drifted, double freedom) {
        constexpr double kNoise = 3.0;
        const double stiffness = freedom > 0.0 ? kNoise * kNoise / (freedom * freedom) : 1e12;
        a(i, i) += stiffness * std::max(points, 1.0) / 100.0;
        b[i] -= stiffness * std::max(points, 1.0) / 100.0 * drifted;
    };
    const glm::vec3 drift = (pose(middle) - start(middle)) / pose.move.scale;
    for (int k = 0; k < 3; ++k) spring(3 + k, drift[k], options.shift_freedom);
    spring(6, std::log(pose.move.scale / start.move.scale), options.scale_freedom);
    for (int k = 0; k < 3; ++k) spring(7 + k, std::log(pose.stretch[k]), options.stretch_freedom);
}

}  // namespace

StretchedPose fit_pose(std::span<const ModelPoint> model, const NearestPoint& target, StretchedPose start,
                       const FitOptions& options) {
    if (model.empty() || target.empty()) return start;
    const glm::vec3 middle = middle_of(model);
    StretchedPose pose = start;
    for (int round = 0; round < options.rounds; ++round) {
        const float part = options.rounds > 1 ? float(round) / float(options.rounds - 1) : 1.0f;
        const float reach = options.reach_from * std::pow(options.reach_to / options.reach_from, part);
        const glm::vec3 centre = pose(middle);
        System a = System::Zero();
        Row b = Row::Zero();
        double counted = 0.0;
        for (const ModelPoint& m : model) {
            const glm::vec3 q = pose(m.position);
            const OrientedPoint& there = target.point(target(q));
            const glm::vec3 gap = (q - there.position) / pose.move.scale;
            const float agreement = glm::dot(pose.turned(m.normal), there.normal);
            const float d2 = glm::dot(gap, gap) / (reach * reach);
            if (agreement < kLeastAgreement || d2 > 4.0f) continue;
            const double w = double(m.weight * agreement) / ((1.0 + d2) * (1.0 + d2));
            const Row row = row_of((q - centre) / pose.move.scale, there.normal, pose, m.position - middle);
            a += w * row * row.transpose();
            b -= w * double(glm::dot(gap, there.normal)) * row;
            counted += w;
        }
        add_springs(a, b, pose, start, middle, counted, options);
        a.diagonal().array() += 1e-6 * (counted + 1.0);
        pose = stepped(pose, middle, a.ldlt().solve(b));
    }
    return pose;
}

float overlap(std::span<const ModelPoint> model, const NearestPoint& target, const StretchedPose& pose,
              float reach) {
    float sum = 0.0f, weight = 0.0f;
    for (const ModelPoint& m : model) {
        const glm::vec3 q = pose(m.position);
        const OrientedPoint& there = target.point(target(q));
        const glm::vec3 gap = (q - there.position) / (pose.move.scale * reach);
        const float agreement = std::max(0.0f, glm::dot(pose.turned(m.normal), there.normal));
        sum += m.weight * agreement * std::exp(-glm::dot(gap, gap));
        weight += m.weight;
    }
    return weight > 0.0f ? sum / weight : 0.0f;
}

namespace {

constexpr int kDirections = 64;
constexpr std::size_t kBallsSharpened = 12;

// One of 64 equal patches of the sphere: eight bands of equal area, eight sectors each.
int direction_of(const glm::vec3& n) {
    const int band = std::clamp(static_cast<int>((n.y + 1.0f) * 4.0f), 0, 7);
    const float angle = std::atan2(n.z, n.x) / (2.0f * std::numbers::pi_v<float>)+0.5f;
    return band * 8 + std::clamp(static_cast<int>(angle * 8.0f), 0, 7);
}

struct Vote {
    std::uint64_t cell;
    std::uint64_t direction;  // one bit
};

// The fullest cells for one radius. A cell's ball gathers the votes of the 8 half-shifted cells by overlapping.
void vote_for_radius(std::span<const OrientedPoint> points, float radius, const glm::vec3& origin,
                     std::vector<Ball>& found) {
    const float cell = 0.4f * radius;
    std::vector<Vote> votes;
    votes.reserve(points.size() * 8);
    for (const OrientedPoint& p : points) {
        const glm::vec3 at = (p.position - radius * p.normal - origin) / cell;
        const glm::ivec3 low(glm::floor(at - 0.5f));
        for (int corner = 0; corner < 8; ++corner) {
            const glm::ivec3 c = low + glm::ivec3(corner & 1, corner >> 1 & 1, corner >> 2) + (1 << 19);
            votes.push_back({std::uint64_t(c.x) << 40 | std::uint64_t(c.y) << 20 | std::uint64_t(c.z),
                             std::uint64_t{1} << direction_of(p.normal)});
        }
    }
    std::ranges::sort(votes, {}, &Vote::cell);
    for (std::size_t i = 0; i < votes.size();) {
        std::uint64_t seen = 0;
        const std::uint64_t at = votes[i].cell;
        for (; i < votes.size() && votes[i].cell == at; ++i) seen |= votes[i].direction;
        const int count = std::popcount(seen);
        if (count < kDirections / 4) continue;
        const glm::vec3 c(float(int(at >> 40) - (1 << 19)), float(int(at >> 20 & 0xfffff) - (1 << 19)),
                          float(int(at & 0xfffff) - (1 << 19)));
        found.push_back({origin + (c + 0.5f) * cell, radius, float(count) / kDirections});
    }
}

// The place that the normals of the ball's own points meet at best, and their mean distance from it: votes are
// only good to a cell.
Ball sharpened(Ball ball, std::span<const OrientedPoint> points) {
    constexpr int kRounds = 4;
    constexpr float kLeastFacing = 0.75f, kNearest = 0.6f, kFarthest = 1.4f;
    for (int round = 0; round < kRounds; ++round) {
        Eigen::Matrix3d a = Eigen::Matrix3d::Zero();
        Eigen::Vector3d b = Eigen::Vector3d::Zero();
        double distance_sum = 0.0, count = 0.0;
        for (const OrientedPoint& p : points) {
            const glm::vec3 arm = p.position - ball.centre;
            const float distance = glm::length(arm);
            if (distance < kNearest * ball.radius || distance > kFarthest * ball.radius) continue;
            if (glm::dot(arm, p.normal) < kLeastFacing * distance) continue;
            const Eigen::Vector3d n(p.normal.x, p.normal.y, p.normal.z),
                q(p.position.x, p.position.y, p.position.z);
            const Eigen::Matrix3d across = Eigen::Matrix3d::Identity() - n * n.transpose();
            a += across, b += across * q, distance_sum += distance, count += 1.0;
        }
        if (count < 20.0) return ball;
        const Eigen::Vector3d c = a.ldlt().solve(b);
        ball.centre = {static_cast<float>(c.x()), static_cast<float>(c.y()), static_cast<float>(c.z())};
        ball.radius = static_cast<float>(distance_sum / count);
    }
    return ball;
}

}  // namespace

std::vector<Ball> find_balls(std::span<const OrientedPoint> points, float from, float to, int most) {
    Box box;
    for (const OrientedPoint& p : points) box.grow(p.position);
    std::vector<Ball> all;
    for (float radius = from; radius <= to * 1.0001f; radius *= 1.15f)
        vote_for_radius(points, radius, box.min, all);
    // Of equally full balls the larger: a small one fits into every bump.
    std::ranges::stable_sort(all, [](const Ball& a, const Ball& b) {
        return a.share != b.share ? a.share > b.share : a.radius > b.radius;
    });
    std::vector<Ball> kept;
    if (all.size() > kBallsSharpened) all.resize(kBallsSharpened);
    for (const Ball& raw : all) {
        const Ball ball = sharpened(raw, points);
        const bool is_new = std::ranges::none_of(kept, [&](const Ball& k) {
            return glm::distance(k.centre, ball.centre) < 0.25f * k.radius &&
                   std::abs(k.radius - ball.radius) < 0.2f * k.radius;
        });
        if (is_new) kept.push_back(ball);
        if (static_cast<int>(kept.size()) == most) break;
    }
    return kept;
}

std::vector<glm::mat3> spread_rotations(int count) {
    constexpr double kPhi = std::numbers::sqrt2, kPsi = 1.533751168755204288118041;
    std::vector<glm::mat3> rotations;
    for (int i = 0; i < count; ++i) {
        const double s = i + 0.5, t = s / count, d = 2.0 * std::numbers::pi * s;
        const double r = std::sqrt(t), big_r = std::sqrt(1.0 - t), alpha = d / kPhi, beta = d / kPsi;
        const glm::dquat q(big_r * std::cos(beta), r * std::sin(alpha), r * std::cos(alpha),
                           big_r * std::sin(beta));
        rotations.push_back(glm::mat3(glm::mat3_cast(q)));
    }
    return rotations;
}

}  // namespace trichion
