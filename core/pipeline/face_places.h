// Places on a face named as an artist would find them: in mm above the brow, at the temple, beside the ear, at the nape.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/head.h"
#include "core/pipeline/mirror.h"

#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// A place seen from the left side, in mm: x towards the face, y up, from the origin of the anatomical frame.
using SidePlace = glm::vec2;

/// The left half of a head. Its landmarks are the middle between those of the left and the mirrored ones of the right,
/// so that what is laid by them fits both sides once it is mirrored. Where the ears differ, the half's ear covers both.
class FacePlaces {
public:
    /// @param head    outlives it. @param extent  down to the nape needs the inion as well.
    /// @error  Degenerate  a landmark is missing, or lies where it cannot: one sentence that names it.
    static Result<FacePlaces> of(const Head& head, Extent extent);

    /// From the midline to the vertical through the lateral canthus.
    float canthus_mm() const { return canthus_mm_; }

    /// In the vertical plane `outward_mm` left of the midline, up along the skin. Heights are compared above the brows,
    /// whose relief would make some ways longer than others. @param height_mm  as if counted from the glabella.
    std::optional<SurfacePoint> above_brow(float outward_mm, float height_mm) const;

    /// Where the temple's hair reaches farthest to the front: seen from the side, where the line from nose tip through
    /// pupil meets the line from mid-frontal point to ear lobe; kept 30 to 40 mm from the lateral canthus.
    /// @source FACTS 3.3: Mayer and Perez-Meza 2002 [S59]; the distance [S58].
    SidePlace temporal_point(const glm::vec3& mid_frontal) const;

    /// The skin that is seen there from the left.
    std::optional<SurfacePoint> seen_from_left(const SidePlace& place) const;

    /// On the scalp round the ear, also where the ear hides it. @param degrees  seen from its middle, from straight ahead
    /// over the top (90) backwards (180). @param distance_mm  off the line along which it is attached.
    std::optional<SurfacePoint> beside_ear(float degrees, float distance_mm) const;
    /// Whether the skin round the place that beside_ear gives, 2.5 mm to all sides, is one smooth skin on both halves of the
    /// head, well clear of the fold between ear and head.
    bool is_clear_of_ear(float degrees, float distance_mm) const;
    /// The direction in which beside_ear lies before the ear at this height.
    float degrees_before_ear(float up_mm, float distance_mm) const;
    /// Of the ear as attached: its foremost and lowest, seen from the side.
    SidePlace ear_front_and_bottom() const { return {ear_.front_mm, ear_.bottom_mm}; }
    SidePlace ear_middle() const;
    /// Off the line along which the ear is attached, seen from the side; below 0 on the ear.
    float off_ear_mm(const SidePlace& place) const;

    /// On the midline of the neck at this height, or where the neck of a scan ends above it; below the inion.
    std::optional<SurfacePoint> nape(float up_mm) const;
    /// On the side of the neck. @param degrees  seen from above about an axis behind the ears: 90 is left, 180 behind.
    std::optional<SurfacePoint> on_neck(float degrees, float up_mm) const;

    /// On the left side at a height, seen from an upright axis through the middle of the head; 0 is straight ahead.
    std::optional<SurfacePoint> around(float degrees, float height_mm) const;

    SidePlace side_view(const glm::vec3& p) const { return {glm::dot(p - plane_.point, forward_), p.y - plane_.point.y}; }
    /// Vertex above the tragions.
    float top_mm() const { return top_mm_; }

private:
    struct Ear {
        float front_mm, back_mm, top_mm, bottom_mm;  // of the line of attachment, seen from the side
    };

    explicit FacePlaces(const Head& head);
    glm::vec3 half_landmark(const std::string& name) const;
    Ear ear_of(const std::string& side) const;
    std::vector<SidePlace> off_ear(float distance_mm) const;
    std::optional<SidePlace> off_ear_towards(float degrees, float distance_mm) const;
    std::optional<SurfacePoint> crossing_near(const SidePlace& place, float depth_mm, float half = 1.0f) const;
    bool is_scalp(const SurfacePoint& at, float depth_mm, float half = 1.0f) const;
    bool is_one_skin(const SidePlace& place, float depth_mm, float half) const;
    std::optional<SurfacePoint> towards_axis(const SidePlace& axis, float degrees) const;
    glm::vec3 at(const SidePlace& place, float outward_mm) const;

    const Head& head_;
    const Surface& surface_;
    MidPlane plane_;
    glm::vec3 forward_{0.0f, 0.0f, 1.0f};
    float canthus_mm_ = 0.0f;
    float top_mm_ = 0.0f;
    float size_ = 1.0f;  // against the mean of the built-in heads
    Ear ear_{};
    SurfaceCurve level_;  // above the brow, from the midline to the left
};

}  // namespace trichion
