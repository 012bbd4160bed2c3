// The zone of a head, vertex by vertex.
#include "core/pipeline/design_zone.h"

#include "core/geometry/geodesic.h"
#include "core/pipeline/mirror.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

namespace trichion {
namespace {

/// A place seen from the side: forward and up from the tragions.
struct SideView {
    float z = 0.0f, y = 0.0f;
};

float turn(const SideView& a, const SideView& b, const SideView& c) {
    return (b.z - a.z) * (c.y - a.y) - (b.y - a.y) * (c.z - a.z);
}

/// The lower border of the zone as seen from the side: height over way forward, by straight pieces.
class LowerBorder {
public:
    LowerBorder(const SideView& glabella, const SideView& inion) {
        // Through 8 mm above the glabella and 30 mm below the tragions: passes over the outer eye corners.
        constexpr float kAboveGlabella_mm = 8.0f, kBelowTragion_mm = 30.0f;
        slope_ = (glabella.y + kAboveGlabella_mm + kBelowTragion_mm) / std::max(20.0f, glabella.z);
        base_mm_ = -kBelowTragion_mm;
        constexpr float kNapeBelowInion_mm = 68.0f;
        nape_mm_ = std::min(kSideburn_mm, inion.y - kNapeBelowInion_mm);
    }

    float height_mm(const SideView& at) const {
        if (at.z >= kFaceFrom_mm) return base_mm_ + slope_ * at.z;
        if (at.z >= kSideburnFrom_mm) {
            const float way = (at.z - kSideburnFrom_mm) / (kFaceFrom_mm - kSideburnFrom_mm);
            return kSideburn_mm + way * (base_mm_ + slope_ * kFaceFrom_mm - kSideburn_mm);
        }
        const float way = std::clamp((kBehindEar_mm - at.z) / (kBehindEar_mm - kNapeFrom_mm), 0.0f, 1.0f);
        return kSideburn_mm + way * (nape_mm_ - kSideburn_mm);
    }

private:
    // Forward of the tragions: the sideburn reaches to 34 mm, the face begins at 52 mm. Below the earlobe no sideburn.
    static constexpr float kFaceFrom_mm = 52.0f, kSideburnFrom_mm = 34.0f, kSideburn_mm = -48.0f;
    static constexpr float kBehindEar_mm = -8.0f, kNapeFrom_mm = -34.0f;
    float slope_ = 0.0f, base_mm_ = 0.0f, nape_mm_ = 0.0f;
};

/// Brows, eyelids and what lies between: no lower border seen from the side passes over every deep-set eye.
class EyeRegion {
public:
    EyeRegion(const Head& head, const MidPlane& plane)
        : plane_(plane), left_mm_(plane.offset_mm(head.landmark("exocanthion_l"))), right_mm_(plane.offset_mm(head.landmark("exocanthion_r"))) {
        constexpr float kAboveGlabella_mm = 8.0f, kBehindCanthi_mm = 8.0f;
        top_mm_ = head.landmark("glabella").y + kAboveGlabella_mm;
        rear_mm_ = std::min(head.landmark("exocanthion_l").z, head.landmark("exocanthion_r").z) - kBehindCanthi_mm;
    }

    bool contains(const glm::vec3& p) const {
        constexpr float kBesideCanthi_mm = 6.0f;
        const float offset = plane_.offset_mm(p);
        return p.z > rear_mm_ && p.y < top_mm_ && offset < left_mm_ + kBesideCanthi_mm && offset > right_mm_ - kBesideCanthi_mm;
    }

private:
    const MidPlane& plane_;
    float left_mm_ = 0.0f, right_mm_ = 0.0f, top_mm_ = 0.0f, rear_mm_ = 0.0f;
};

/// One ear, told from the head's skin.
class Ear {
public:
    /// @param outward  unit, from the head's middle to this ear.
    Ear(const Head& head, const glm::vec3& origin, const glm::vec3& outward, const std::string& side)
        : surface_(head.measuring), origin_(origin), outward_(outward) {
        const glm::vec3 tragion = head.landmark("tragion" + side);
        // Of an ear whose attachment is unknown: the mean of the built-in heads, from the tragion.
        const auto at = [&](const char* name, const glm::vec2& usual) {
            const auto found = head.landmarks.find(name + side);
            if (found == head.landmarks.end()) return tragion + glm::vec3(0.0f, usual.y, usual.x);
            return found->second.position_mm;
        };
        const std::array attachment{at("otobasion_superius", {2.0f, 22.0f}), at("ear_attachment_superior", {-8.0f, 27.0f}),
                                    at("ear_attachment_posterior", {-20.0f, 8.0f}), at("otobasion_inferius", {-6.0f, -24.0f})};
        for (const glm::vec3& p : attachment) border_.push_back(side_view(p));
        border_.push_back({side_view(tragion).z + kBeforeTragion_mm, side_view(tragion).y - 6.0f});
        border_.push_back({side_view(tragion).z + kBeforeTragion_mm, side_view(tragion).y + 6.0f});
        make_convex();
        for (const glm::vec3& p : attachment) centre_ += p / static_cast<float>(attachment.size());
        attached_mm_ = glm::dot(attachment[2] - origin_, outward_);
    }

    bool contains(const glm::vec3& p, const glm::vec3& normal) const {
        const glm::vec3 away = p - centre_;
        if (glm::dot(away, away) > kReach_mm * kReach_mm || glm::dot(p - origin_, outward_) < 0.5f * attached_mm_) return false;
        if (is_within_border(side_view(p))) return true;
        const SideView seen = side_view(p);
        const bool stands_off = seen.z < border_.front().z && glm::dot(p - origin_, outward_) > attached_mm_ + kStandsOff_mm &&
                                seen.y < highest_mm_ && is_behind(seen);
        return stands_off || is_thin(p, normal);
    }

private:
    static constexpr float kReach_mm = 55.0f;          // no ear is farther from the middle of its attachment
    static constexpr float kBeforeTragion_mm = 3.0f;   // the tragus itself
    static constexpr float kThickest_mm = 13.0f;       // of an auricle, with what a scan fills in behind it
    static constexpr float kStandsOff_mm = 6.0f;       // farther out than where the ear is attached behind

    SideView side_view(const glm::vec3& p) const { return {p.z - origin_.z, p.y - origin_.y}; }

    /// The convex border of the attachment's places, counter-clockwise as seen with z to the right.
    void make_convex() {
        std::vector<SideView> places = std::exchange(border_, {});
        std::ranges::sort(places, [](const SideView& a, const SideView& b) { return a.z != b.z ? a.z < b.z : a.y < b.y; });
        const auto add_side = [&](auto first, auto last) {
            const std::size_t kept = border_.size();
            for (; first != last; ++first) {
                while (border_.size() >= kept + 2 && turn(border_[border_.size() - 2], border_.back(), *first) <= 0.0f) border_.pop_back();
                border_.push_back(*first);
            }
            border_.pop_back();
        };
        add_side(places.begin(), places.end());
        add_side(places.rbegin(), places.rend());
        highest_mm_ = std::ranges::max_element(border_, {}, &SideView::y)->y;
        lowest_mm_ = std::ranges::min_element(border_, {}, &SideView::y)->y;
        rearmost_mm_ = places.front().z;
    }

    bool is_within_border(const SideView& p) const {
        for (std::size_t i = 0; i < border_.size(); ++i)
            if (turn(border_[i], border_[(i + 1) % border_.size()], p) < 0.0f) return false;
        return true;
    }

    // The rim of the auricle lies behind its attachment, at most so far.
    bool is_behind(const SideView& p) const {
        constexpr float kRim_mm = 22.0f;
        return p.z > rearmost_mm_ - kRim_mm && p.z < rearmost_mm_ + kRim_mm && p.y > lowest_mm_ - 6.0f;
    }

    bool is_thin(const glm::vec3& p, const glm::vec3& normal) const {
        constexpr float kOff_mm = 0.3f;
        const auto hit = surface_.hit({p - kOff_mm * normal, -normal});
        return hit && hit->distance_mm < kThickest_mm && glm::dot(surface_.face_normal(hit->at.triangle), normal) < 0.0f;
    }

    const Surface& surface_;
    glm::vec3 origin_, outward_, centre_{0.0f};
    std::vector<SideView> border_;
    float attached_mm_ = 0.0f, highest_mm_ = 0.0f, lowest_mm_ = 0.0f, rearmost_mm_ = 0.0f;
};

/// What is ear, and what lies within 2 mm of it: the vertices beside it, for edges are about as long.
std::vector<std::uint8_t> near_ears(const Head& head, const MidPlane& plane) {
    const Mesh& mesh = head.measuring.mesh();
    const std::array ears{Ear(head, plane.point, plane.left, "_l"), Ear(head, plane.point, -plane.left, "_r")};
    std::vector<std::uint8_t> is_ear(mesh.positions.size(), 0);
    for (std::size_t i = 0; i < is_ear.size(); ++i) {
        const Ear& ear = ears[plane.offset_mm(mesh.positions[i]) > 0.0f ? 0 : 1];
        is_ear[i] = ear.contains(mesh.positions[i], head.measuring.vertex_normals()[i]);
    }
    std::vector<std::uint8_t> near = is_ear;
    for (const glm::uvec3& t : mesh.triangles)
        if (is_ear[t.x] || is_ear[t.y] || is_ear[t.z]) near[t.x] = near[t.y] = near[t.z] = 1;
    return near;
}

}  // namespace

std::vector<float> outline_skin_of(const Head& head) {
    const MidPlane plane = mid_plane(head);
    const auto side_view = [&](const glm::vec3& p) { return SideView{p.z - plane.point.z, p.y - plane.point.y}; };
    const LowerBorder border(side_view(head.landmark("glabella")), side_view(head.landmark("inion")));
    const EyeRegion eyes(head, plane);
    const std::vector<std::uint8_t> is_ear = near_ears(head, plane);
    const auto& positions = head.measuring.mesh().positions;
    const auto& normals = head.measuring.vertex_normals();
    constexpr float kFacesDown = -0.8f;  // the film over a cut neck
    std::vector<float> skin(positions.size(), 0.0f);
    for (std::size_t i = 0; i < skin.size(); ++i) {
        const SideView at = side_view(positions[i]);
        const bool is_above = at.y >= border.height_mm(at);
        skin[i] = is_above && !is_ear[i] && !eyes.contains(positions[i]) && normals[i].y > kFacesDown ? 1.0f : 0.0f;
    }
    return skin;
}

bool is_outline_skin(const Head& head, const SurfacePoint& at) {
    if (head.outline_skin.empty()) return true;
    const glm::uvec3& t = head.measuring.mesh().triangles[at.triangle];
    const float share = at.weights.x * head.outline_skin[t.x] + at.weights.y * head.outline_skin[t.y] + at.weights.z * head.outline_skin[t.z];
    return share >= 0.5f;
}

SurfacePoint held_on_outline_skin(const Head& head, const SurfacePoint& from, const SurfacePoint& target) {
    if (is_outline_skin(head, target)) return target;
    GeodesicSolver solver(head.measuring);
    if (!is_outline_skin(head, from) || !solver.solve(from, target)) return from;
    constexpr double kStep_mm = 0.5;
    const double length = solver.length_mm();
    SurfacePoint last = from;
    for (double walked = kStep_mm; walked < length; walked += kStep_mm) {
        const SurfacePoint here = solver.point_at(walked / length);
        if (!is_outline_skin(head, here)) break;
        last = here;
    }
    return last;
}

}  // namespace trichion
