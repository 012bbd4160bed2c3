// A ball for the cranium first, since it needs no orientation; then rotations of the mean head about it, the
// better half of them refined, and again.
#include "core/pipeline/head_finder.h"

#include "core/pipeline/mean_head.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace trichion {
namespace {

constexpr int kRotations = 420;
constexpr float kCoarseParts = 48.0f;  // of the shape's largest extent, for the search
constexpr float kFineSpacingMm = 4.0f;
constexpr float kFaceShare = 0.6f;
constexpr float kFirstReachMm = 30.0f, kCoarseReachMm = 20.0f, kFineReachMm = 8.0f;

struct Candidate {
    StretchedPose pose;
    float fit = 0.0f;
};

// Every n-th point of the mean head. The face weighs `face_share` of what the cranium does: it alone tells front
// from back, but a scan may lack most of it.
std::vector<ModelPoint> model_points(std::size_t every, float face_share) {
    std::vector<ModelPoint> points;
    const MeanHead& mean = mean_head();
    const float weight = face_share * float(mean.cranium.size()) / float(mean.face.size());
    for (std::size_t i = 0; i < mean.cranium.size(); i += every) points.push_back(mean.cranium[i]);
    for (std::size_t i = 0; i < mean.face.size(); i += every) {
        points.push_back(mean.face[i]);
        points.back().weight = weight;
    }
    return points;
}

Similarity about(const Ball& ball, const glm::mat3& rotation) {
    const MeanHead& mean = mean_head();
    const float scale = ball.radius / mean.cranium_radius_mm;
    return {rotation, ball.centre - scale * (rotation * mean.cranium_middle), scale};
}

float degrees_between(const glm::mat3& a, const glm::mat3& b) {
    const glm::mat3 turn = glm::transpose(a) * b;
    const float cosine = 0.5f * (turn[0][0] + turn[1][1] + turn[2][2] - 1.0f);
    return glm::degrees(std::acos(std::clamp(cosine, -1.0f, 1.0f)));
}

float extent_of(const Mesh& mesh) {
    Box box;
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) box.grow(mesh.positions[t[k]]);
    return mesh.triangles.empty() ? 0.0f : std::max({box.size().x, box.size().y, box.size().z});
}

void keep_best(std::vector<Candidate>& candidates, std::size_t count) {
    std::ranges::stable_sort(candidates, std::greater{}, &Candidate::fit);
    if (candidates.size() > count) candidates.resize(count);
}

// The fullest of each size: eyeballs and fists are rounder than a cranium.
std::vector<Ball> balls_of_all_sizes(std::span<const OrientedPoint> points, float extent) {
    std::vector<Ball> balls;
    for (const float from : {0.05f, 0.1f, 0.2f, 0.36f})
        for (const Ball& ball : find_balls(points, from * extent, 1.7f * from * extent, 2)) balls.push_back(ball);
    return balls;
}

// Candidates that ended up in one pose count once, so that those kept are real alternatives.
void keep_distinct(std::vector<Candidate>& candidates, std::size_t count) {
    std::ranges::stable_sort(candidates, std::greater{}, &Candidate::fit);
    std::vector<Candidate> kept;
    for (const Candidate& c : candidates) {
        const bool is_new = std::ranges::none_of(kept, [&](const Candidate& k) {
            return degrees_between(k.pose.move.rotation, c.pose.move.rotation) < 12.0f &&
                   std::abs(std::log(k.pose.move.scale / c.pose.move.scale)) < 0.1f;
        });
        if (is_new) kept.push_back(c);
        if (kept.size() == count) break;
    }
    candidates = std::move(kept);
}

void improve(std::vector<Candidate>& candidates, const NearestPoint& target, std::span<const ModelPoint> model,
             const FitOptions& options, float reach) {
    for (Candidate& c : candidates) {
        c.pose = fit_pose(model, target, c.pose, options);
        c.fit = overlap(model, target, c.pose, reach);
    }
}

// Looks at the shape in steps of a few millimetres of each candidate's own size.
std::optional<FoundHead> finish(std::vector<Candidate> candidates, const Mesh& mesh) {
    std::ranges::stable_sort(candidates, {}, [](const Candidate& c) { return c.pose.move.scale; });
    std::vector<FoundHead> found;
    std::optional<NearestPoint> target;
    float seen_at = 0.0f;
    for (Candidate& c : candidates) {
        if (!target || c.pose.move.scale > 1.3f * seen_at) {
            seen_at = c.pose.move.scale;
            target.emplace(spread_points(mesh, kFineSpacingMm * seen_at));
        }
        c.pose = fit_pose(model_points(2, kFaceShare), *target, c.pose,
                          {.rounds = 10,
                           .reach_from = 15.0f,
                           .reach_to = 6.0f,
                           .scale_freedom = 0.1f,
                           .stretch_freedom = 0.04f});
        c.fit = overlap(model_points(2, kFaceShare), *target, c.pose, kFineReachMm);
        found.push_back({c.pose, overlap(mean_head().cranium, *target, c.pose, kFineReachMm), c.fit, 0.0f});
    }
    FoundHead best = *std::ranges::max_element(found, {}, &FoundHead::fit);
    for (const FoundHead& f : found)
        if (degrees_between(f.pose.move.rotation, best.pose.move.rotation) > 45.0f)
            best.rival_fit = std::max(best.rival_fit, f.fit);
    return best;
}

// Refines with more and more points while fewer and fewer candidates are left.
std::optional<FoundHead> refine(std::vector<Candidate> candidates, const Mesh& mesh, const NearestPoint& coarse,
                                const CancelToken& token) {
    improve(candidates, coarse, model_points(16, kFaceShare),
            {.rounds = 7, .reach_from = 50.0f, .reach_to = 20.0f, .scale_freedom = 0.15f}, kCoarseReachMm);
    keep_distinct(candidates, 14);
    if (token.cancelled() || candidates.empty()) return std::nullopt;
    improve(candidates, coarse, model_points(5, kFaceShare),
            {.rounds = 8, .reach_from = 25.0f, .reach_to = 12.0f, .scale_freedom = 0.1f}, 0.6f * kCoarseReachMm);
    keep_distinct(candidates, 4);
    if (token.cancelled() || candidates.empty()) return std::nullopt;
    return finish(std::move(candidates), mesh);
}

}  // namespace

std::optional<FoundHead> find_head(const Mesh& mesh, const CancelToken& token) {
    const float extent = extent_of(mesh);
    if (!(extent > 0.0f) || mean_head().cranium.empty()) return std::nullopt;
    const std::vector<OrientedPoint> points = spread_points(mesh, extent / kCoarseParts);
    const NearestPoint target(points);
    const std::vector<ModelPoint> few = model_points(48, kFaceShare), more = model_points(16, kFaceShare);
    const std::vector<glm::mat3> rotations = spread_rotations(kRotations);
    std::vector<Candidate> candidates;
    for (const Ball& ball : balls_of_all_sizes(points, extent))
        for (const glm::mat3& rotation : rotations) {
            if (token.cancelled()) return std::nullopt;
            const StretchedPose pose{about(ball, rotation)};
            candidates.push_back({pose, overlap(few, target, pose, kFirstReachMm)});
        }
    keep_best(candidates, 300);
    for (Candidate& c : candidates) c.fit = overlap(more, target, c.pose, kFirstReachMm);
    keep_best(candidates, 56);
    return refine(std::move(candidates), mesh, target, token);
}

std::optional<FoundHead> find_upright_head(const Mesh& mesh) {
    if (mesh.triangles.empty() || mean_head().cranium.empty()) return std::nullopt;
    const std::vector<OrientedPoint> points = spread_points(mesh, 2.0f * kFineSpacingMm);
    const NearestPoint target(points);
    const float radius = mean_head().cranium_radius_mm;
    std::vector<Candidate> candidates;
    for (const Ball& ball : find_balls(points, 0.8f * radius, 1.2f * radius, 3))
        for (const float pitch : {-20.0f, 0.0f, 20.0f})
            for (const float yaw : {-15.0f, 0.0f, 15.0f}) {
                const glm::mat4 turn =
                    glm::rotate(glm::rotate(glm::mat4(1.0f), glm::radians(yaw), {0.0f, 1.0f, 0.0f}),
                                glm::radians(pitch), {1.0f, 0.0f, 0.0f});
                candidates.push_back({{about(ball, glm::mat3(turn))}, 0.0f});
            }
    return refine(std::move(candidates), mesh, target, {});
}

}  // namespace trichion
