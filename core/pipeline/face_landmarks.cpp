// Ranges about the tragions, on a head of usual size.
#include "core/pipeline/face_landmarks.h"

#include "core/model/limits.h"
#include "core/pipeline/mirror.h"

#include <fmt/format.h>
#include <vector>

namespace trichion {
namespace {

constexpr float kMeanTragionSpan_mm = 144.6f;  // of the built-in heads

// Where a landmark may lie about the middle between the tragions, in mm on a head of usual size.
struct Place {
    const char* name;
    const char* words;
    Range left, up, forward;
};

// Wider than the built-in heads and the scans they were tried on by half as much again.
constexpr Place kFace[] = {
    {"glabella", "the point between the brows", {-12.0f, 12.0f}, {5.0f, 60.0f}, {60.0f, 125.0f}},
    {"exocanthion_l", "the outer corner of the left eye", {24.0f, 64.0f}, {-8.0f, 45.0f}, {40.0f, 100.0f}},
    {"exocanthion_r", "the outer corner of the right eye", {-64.0f, -24.0f}, {-8.0f, 45.0f}, {40.0f, 100.0f}},
    {"vertex", "the highest point of the head", {-45.0f, 45.0f}, {85.0f, 180.0f}, {-80.0f, 70.0f}},
    {"opisthocranion", "the back of the head", {-30.0f, 30.0f}, {-30.0f, 110.0f}, {-150.0f, -50.0f}},
};
constexpr Place kBack[] = {
    {"inion", "the bump at the back of the head", {-30.0f, 30.0f}, {-55.0f, 55.0f}, {-150.0f, -45.0f}},
};

}  // namespace

Result<void> check_face_landmarks(const Head& head, Extent extent) {
    std::vector<Place> places(std::begin(kFace), std::end(kFace));
    if (extent == Extent::Nape) places.insert(places.end(), std::begin(kBack), std::end(kBack));
    for (const char* tragion : {"tragion_l", "tragion_r"})
        if (!head.landmarks.contains(tragion))
            return fail(ErrorCode::Degenerate,
                        fmt::format("The hairline cannot be laid on this head, because {} (the notch above the ear's tragus) "
                                    "is not known: set it in the Head step.",
                                    tragion));
    const MidPlane plane = mid_plane(head);
    const glm::vec3 up(0.0f, 1.0f, 0.0f), forward = glm::normalize(glm::cross(plane.left, up));
    const float size = glm::distance(head.landmark("tragion_l"), head.landmark("tragion_r")) / kMeanTragionSpan_mm;
    for (const Place& place : places) {
        const bool is_known = head.landmarks.contains(place.name);
        const glm::vec3 at = (head.landmark(place.name) - plane.point) / size;
        if (is_known && place.left.contains(glm::dot(at, plane.left)) && place.up.contains(at.y) &&
            place.forward.contains(glm::dot(at, forward)))
            continue;
        return fail(ErrorCode::Degenerate,
                    fmt::format("The hairline cannot be laid on this head, because {} ({}) {}: set it in the Head step.",
                                place.name, place.words, is_known ? "is not where a face has it" : "is not known"));
    }
    return {};
}

}  // namespace trichion
