// The mean head is laid over the head, then the surroundings of each landmark once more by themselves; what the
// profile shows exactly (the top, the back, the nose) is then read from it.
#include "core/pipeline/landmark_guess.h"

#include "core/pipeline/head_finder.h"
#include "core/pipeline/mean_head.h"
#include "core/pipeline/midline_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>

namespace trichion {
namespace {

constexpr float kLeastCraniumFit = 0.5f;
constexpr float kPatchRadiusMm = 38.0f;
constexpr float kPatchSpacingMm = 2.5f;
constexpr float kPatchReachMm = 6.0f;
constexpr float kLeastPatchFit = 0.45f;
constexpr float kFarthestPatchMoveMm = 16.0f;
constexpr float kFarthestFromSkinMm = 12.0f;  // a landmark that need not be there is left out beyond this
constexpr float kInfluenceMm = 60.0f;         // of a landmark set by hand on its surroundings
constexpr float kLeastCrossMm2 = 1000.0f;     // of a triangle of landmarks that tells a frame, twice its area

bool every_head_has(const std::string& name) {
    return std::ranges::find(kEveryHeadHas, name) != std::end(kEveryHeadHas);
}

// Puts a place on the skin; nothing when a landmark that need not be there is far from it.
void set_on_skin(Landmarks& landmarks, const Surface& skin, const std::string& name, const glm::vec3& place) {
    const auto at = skin.closest(place);
    if (!at) return;
    const glm::vec3 on_skin = skin.position(*at);
    if (every_head_has(name) || glm::distance(on_skin, place) <= kFarthestFromSkinMm)
        landmarks[name] = {on_skin, true};
    else
        landmarks.erase(name);
}

// The box of what lies 45 to 75 mm below the top: the cranium at its widest, above ears and nose.
Box widest_part(const Surface& surface) {
    const float top = surface.box().max.y;
    Box box;
    for (const glm::vec3& p : surface.mesh().positions)
        if (p.y < top - 45.0f && p.y > top - 75.0f) box.grow(p);
    return box.min.x > box.max.x ? surface.box() : box;
}

// Without a head in sight: the mean head stretched to the size of the upper part.
StretchedPose pose_by_size(const Surface& surface) {
    constexpr float kMeanLengthMm = 193.7f, kMeanBreadthMm = 151.8f, kMeanTopMm = 126.1f, kMeanMiddleZMm = -7.8f;
    const Box upper = widest_part(surface);
    StretchedPose pose;
    const float by_length = upper.size().z / kMeanLengthMm;
    pose.stretch = {upper.size().x / kMeanBreadthMm, by_length, by_length};
    pose.move.shift = {upper.centre().x, surface.box().max.y - kMeanTopMm * by_length,
                       upper.centre().z - kMeanMiddleZMm * by_length};
    return pose;
}

std::vector<ModelPoint> patch_round(const glm::vec3& centre) {
    std::vector<ModelPoint> patch;
    for (const auto* points : {&mean_head().cranium, &mean_head().face})
        for (const ModelPoint& p : *points)
            if (glm::distance(p.position, centre) < kPatchRadiusMm) patch.push_back(p);
    return patch;
}

// Where a landmark lies once its surroundings are laid over the skin by themselves.
glm::vec3 refined_place(const glm::vec3& on_mean, const NearestPoint& skin, const StretchedPose& pose) {
    const std::vector<ModelPoint> patch = patch_round(on_mean);
    const StretchedPose near = fit_pose(
        patch, skin, pose,
        {.rounds = 12, .reach_from = 14.0f, .reach_to = 5.0f, .scale_freedom = 0.04f, .shift_freedom = 2.5f});
    const glm::vec3 before = pose(on_mean), after = near(on_mean);
    const bool is_sure = overlap(patch, skin, near, kPatchReachMm) >= kLeastPatchFit &&
                         glm::distance(before, after) <= kFarthestPatchMoveMm;
    return is_sure ? after : before;
}

// The mean of some landmarks, or nothing when one is missing.
template <class Places, class Position>
std::optional<glm::vec3> middle_of(const Places& places, std::span<const char* const> names,
                                   const Position& position) {
    glm::vec3 sum(0.0f);
    for (const char* name : names) {
        const auto found = places.find(name);
        if (found == places.end()) return std::nullopt;
        sum += position(found->second) / float(names.size());
    }
    return sum;
}

// The pose that takes the tragions and the middle of some landmarks in front from the mean head to where they are
// known; nothing when one is unknown or they lie on a line.
std::optional<StretchedPose> pose_by(const Landmarks& known, std::span<const char* const> in_front) {
    const auto place = [](const Landmark& l) { return l.position_mm; };
    const auto itself = [](const glm::vec3& p) { return p; };
    constexpr const char* kLeft[] = {"tragion_l"};
    constexpr const char* kRight[] = {"tragion_r"};
    std::array<glm::vec3, 3> from, to;
    const std::array<std::span<const char* const>, 3> corners{in_front, kLeft, kRight};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto there = middle_of(known, corners[i], place);
        const auto on_mean = middle_of(mean_head().landmarks, corners[i], itself);
        if (!there || !on_mean) return std::nullopt;
        to[i] = *there, from[i] = *on_mean;
    }
    if (glm::length(glm::cross(to[0] - to[2], to[1] - to[2])) < kLeastCrossMm2) return std::nullopt;
    const auto frame = [](const std::array<glm::vec3, 3>& p) {
        const glm::vec3 x = glm::normalize(p[1] - p[2]);
        const glm::vec3 y = glm::normalize(glm::cross(p[0] - p[2], x));
        return glm::mat3(x, y, glm::cross(x, y));
    };
    const auto depth = [](const std::array<glm::vec3, 3>& p) { return glm::distance(p[0], 0.5f * (p[1] + p[2])); };
    StretchedPose pose;
    pose.move.rotation = frame(to) * glm::transpose(frame(from));
    pose.move.scale = depth(to) / depth(from);
    pose.move.shift =
        0.5f * (to[1] + to[2]) - pose.move.scale * (pose.move.rotation * (0.5f * (from[1] + from[2])));
    return pose;
}

Landmarks read_landmarks(const Surface& measuring, const StretchedPose& pose) {
    const NearestPoint skin(spread_points(measuring.mesh(), kPatchSpacingMm));
    Landmarks landmarks;
    for (const auto& [name, on_mean] : mean_head().landmarks)
        set_on_skin(landmarks, measuring, name, refined_place(on_mean, skin, pose));
    // What is highest or foremost depends on the tilt, which eyes, brow and ears tell better than the whole head.
    constexpr const char* kInFront[] = {"glabella", "nasion", "exocanthion_l", "exocanthion_r"};
    const StretchedPose upright = pose_by(landmarks, kInFront).value_or(pose);
    for (const auto& [name, place] : read_profile(measuring, upright.move, landmarks))
        set_on_skin(landmarks, measuring, name, place);
    // The top, in the frame that a head is given in the end: by its glabella and tragions.
    constexpr const char* kBrow[] = {"glabella"};
    const StretchedPose frame = pose_by(landmarks, kBrow).value_or(upright);
    const auto top = landmarks.find("vertex");
    if (top == landmarks.end()) return landmarks;
    if (const auto place = highest_place(measuring, frame.move, top->second.position_mm))
        set_on_skin(landmarks, measuring, "vertex", *place);
    return landmarks;
}

}  // namespace

Landmarks guess_landmarks(const Surface& measuring) {
    if (measuring.triangle_count() == 0) return {};
    const auto found = find_upright_head(measuring.mesh());
    if (found && found->cranium_fit >= kLeastCraniumFit) return read_landmarks(measuring, found->pose);
    Landmarks landmarks;
    const StretchedPose pose = pose_by_size(measuring);
    for (const auto& [name, on_mean] : mean_head().landmarks)
        set_on_skin(landmarks, measuring, name, pose(on_mean));
    return landmarks;
}

Landmarks reguess_landmarks(const Surface& measuring, const Landmarks& fixed) {
    constexpr const char* kInFront[] = {"glabella"};
    const auto start = pose_by(fixed, kInFront);
    if (measuring.triangle_count() == 0) return fixed;
    Landmarks guesses;
    if (start) {
        const NearestPoint skin(spread_points(measuring.mesh(), 2.0f * kPatchSpacingMm));
        std::vector<ModelPoint> model = mean_head().cranium;
        model.insert(model.end(), mean_head().face.begin(), mean_head().face.end());
        guesses = read_landmarks(measuring, fit_pose(model, skin, *start,
                                                     {.rounds = 10,
                                                      .reach_from = 20.0f,
                                                      .reach_to = 6.0f,
                                                      .scale_freedom = 0.1f,
                                                      .stretch_freedom = 0.06f}));
    } else {
        guesses = guess_landmarks(measuring);
    }
    Landmarks result;
    for (const auto& [name, guess] : guesses) {
        glm::vec3 move(0.0f);
        float weight = 0.0f;
        for (const auto& [fixed_name, known] : fixed) {
            const auto guessed = guesses.find(fixed_name);
            if (guessed == guesses.end()) continue;
            const float d = glm::distance(guess.position_mm, guessed->second.position_mm) / kInfluenceMm;
            const float w = std::exp(-d * d);
            move += w * (known.position_mm - guessed->second.position_mm), weight += w;
        }
        set_on_skin(result, measuring, name, guess.position_mm + move / std::max(weight, 1.0f));
    }
    for (const auto& [name, known] : fixed) result[name] = known;
    return result;
}

}  // namespace trichion
