// Constructs places from landmarks and puts them on the skin.
#include "core/pipeline/face_places.h"

#include "core/geometry/surface_walk.h"
#include "core/pipeline/face_landmarks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace trichion {
namespace {

constexpr float kLevel_mm = 26.0f;          // above the brows
constexpr float kFar_mm = 500.0f;           // outside any head
constexpr float kScalpByEar_mm = 10.0f;     // the scalp beside an ear lies this near to the depth of the tragion
constexpr float kScalpFacesLeft = 0.82f;    // cosine: the scalp beside an ear is steep, the fold behind it is not
constexpr float kMeanTragionSpan_mm = 144.6f;  // of the built-in heads

// The line along which an ear is attached, from straight ahead over the top: share of its box from back to front and
// from bottom to top. The mean of the built-in heads, which differ by 0.05.
constexpr std::array<glm::vec2, 20> kAttachment{{
    {0.975f, 0.48f},  {0.995f, 0.58f},  {0.998f, 0.75f},  {0.940f, 0.869f}, {0.847f, 0.942f}, {0.742f, 0.983f}, {0.624f, 0.999f},
    {0.493f, 0.994f}, {0.347f, 0.967f}, {0.211f, 0.932f}, {0.118f, 0.886f}, {0.023f, 0.753f}, {0.000f, 0.640f}, {0.007f, 0.511f},
    {0.061f, 0.392f}, {0.212f, 0.213f}, {0.427f, 0.062f}, {0.671f, 0.002f}, {0.880f, 0.178f}, {0.954f, 0.384f}}};
// The box of a usual ear about the tragion, in mm on a head of usual size; the front follows from the back.
constexpr float kEarBack_mm = -26.7f, kEarTop_mm = 25.8f, kEarBottom_mm = -26.1f, kEarFrontPerBack = -0.33f;

glm::vec3 upwards() { return {0.0f, 1.0f, 0.0f}; }

float radians(float degrees) { return degrees * std::numbers::pi_v<float> / 180.0f; }

float cross(const glm::vec2& a, const glm::vec2& b) { return a.x * b.y - a.y * b.x; }

// Where two lines cross; nothing when they run alike.
std::optional<glm::vec2> crossing(const glm::vec2& p, const glm::vec2& along, const glm::vec2& q, const glm::vec2& way) {
    const float turn = cross(along, way);
    if (std::abs(turn) < 0.05f * glm::length(along) * glm::length(way)) return std::nullopt;
    return p + cross(q - p, way) / turn * along;
}

}  // namespace

Result<FacePlaces> FacePlaces::of(const Head& head, Extent extent) {
    if (const auto checked = check_face_landmarks(head, extent); !checked) return tl::unexpected(checked.error());
    return FacePlaces(head);
}

FacePlaces::FacePlaces(const Head& head) : head_(head), surface_(head.measuring), plane_(mid_plane(head)) {
    forward_ = glm::normalize(glm::cross(plane_.left, upwards()));
    canthus_mm_ = plane_.offset_mm(half_landmark("exocanthion"));
    top_mm_ = head.landmark("vertex").y - plane_.point.y;
    size_ = glm::distance(head.landmark("tragion_l"), head.landmark("tragion_r")) / kMeanTragionSpan_mm;
    const Ear left = ear_of("_l"), right = ear_of("_r");
    ear_ = {std::max(left.front_mm, right.front_mm), std::min(left.back_mm, right.back_mm),
            std::max(left.top_mm, right.top_mm), std::min(left.bottom_mm, right.bottom_mm)};
    const SurfaceCurve up = midline_from_glabella(head, kLevel_mm);
    if (!up.points.empty()) level_ = walk_plane(surface_, up.points.back(), upwards(), plane_.left, 140.0f);
}

glm::vec3 FacePlaces::half_landmark(const std::string& name) const {
    return 0.5f * (head_.landmark(name + "_l") + plane_.reflect(head_.landmark(name + "_r")));
}

glm::vec3 FacePlaces::at(const SidePlace& place, float outward_mm) const {
    return plane_.point + place.x * forward_ + place.y * upwards() + outward_mm * plane_.left;
}

std::optional<SurfacePoint> FacePlaces::above_brow(float outward_mm, float height_mm) const {
    const float up_mm = height_mm - kLevel_mm;
    for (std::size_t i = 0; i < level_.points.size(); ++i) {
        const float offset = plane_.offset_mm(level_.positions_mm[i]);
        if (offset < outward_mm) continue;
        SurfacePoint start = level_.points[i];
        if (i > 0) {
            const float before = plane_.offset_mm(level_.positions_mm[i - 1]);
            const float part = offset > before ? (outward_mm - before) / (offset - before) : 0.0f;
            start = point_on(surface_, level_, glm::mix(level_.arc_mm[i - 1], level_.arc_mm[i], part));
        }
        const glm::vec3 way_up = (up_mm > 0.0f ? 1.0f : -1.0f) * upwards();
        const SurfaceCurve way = walk_plane(surface_, start, plane_.left, way_up, std::abs(up_mm));
        if (way.points.empty() || way.length_mm() < std::abs(up_mm) - 0.5f) return std::nullopt;
        return way.points.back();
    }
    return std::nullopt;
}

SidePlace FacePlaces::temporal_point(const glm::vec3& mid_frontal) const {
    constexpr float kNearest_mm = 31.0f, kFarthest_mm = 39.0f;  // inside the 30 to 40 that it must keep
    constexpr float kUsualElevation = 0.96f, kLeastElevation = 0.5f, kMostElevation = 1.25f;  // rad, seen from the side
    const glm::vec3 canthus = half_landmark("exocanthion");
    const SidePlace eye = side_view(canthus);
    const SidePlace nose = side_view(head_.landmark("pronasale")), pupil = side_view(half_landmark("pupil"));
    const SidePlace lobe{0.5f * (ear_.front_mm + ear_.back_mm) + 0.2f * (ear_.front_mm - ear_.back_mm), ear_.bottom_mm};
    const SidePlace front = side_view(mid_frontal);
    float elevation = kUsualElevation, distance_mm = 0.5f * (kNearest_mm + kFarthest_mm);
    if (const auto found = crossing(nose, pupil - nose, front, lobe - front)) {
        const SidePlace way = *found - eye;
        if (way.y > 0.0f && way.x < 0.0f) elevation = std::clamp(std::atan2(way.y, -way.x), kLeastElevation, kMostElevation);
        if (const auto there = seen_from_left(*found))
            distance_mm = std::clamp(glm::distance(surface_.position(*there), canthus), kNearest_mm, kFarthest_mm);
    }
    // The skin turns away backwards, so the distance in space is found by steps.
    const SidePlace way{-std::cos(elevation), std::sin(elevation)};
    SidePlace place = eye + 0.85f * distance_mm * way;
    for (int round = 0; round < 4; ++round) {
        const auto skin = seen_from_left(place);
        if (!skin) break;
        place = eye + glm::length(place - eye) * distance_mm / glm::distance(surface_.position(*skin), canthus) * way;
    }
    return place;
}

std::optional<SurfacePoint> FacePlaces::seen_from_left(const SidePlace& place) const {
    const auto hit = surface_.hit({at(place, kFar_mm), -plane_.left}, true);
    if (!hit || hit->distance_mm > kFar_mm - 10.0f) return std::nullopt;
    return hit->at;
}

// Landmarks that lie where an ear's cannot leave the usual ear as it is.
FacePlaces::Ear FacePlaces::ear_of(const std::string& side) const {
    const SidePlace tragion = side_view(head_.landmark("tragion" + side));
    const auto seen = [&](const char* name, const glm::vec2& usual, const glm::vec2& most_off) {
        const auto found = head_.landmarks.find(name + side);
        if (found == head_.landmarks.end()) return usual;
        const glm::vec2 place = (side_view(found->second.position_mm) - tragion) / size_;
        return glm::all(glm::lessThan(glm::abs(place - usual), most_off)) ? place : usual;
    };
    const float top = seen("ear_attachment_superior", {-5.6f, kEarTop_mm}, {14.0f, 12.0f}).y;
    const float back = seen("ear_attachment_posterior", {kEarBack_mm, 6.2f}, {12.0f, 16.0f}).x;
    const float bottom = seen("otobasion_inferius", {-4.1f, kEarBottom_mm}, {12.0f, 12.0f}).y;
    return {tragion.x + size_ * kEarFrontPerBack * back, tragion.x + size_ * back, tragion.y + size_ * top,
            tragion.y + size_ * bottom};
}

std::vector<SidePlace> FacePlaces::off_ear(float distance_mm) const {
    const SidePlace corner{ear_.back_mm, ear_.bottom_mm}, box{ear_.front_mm - ear_.back_mm, ear_.top_mm - ear_.bottom_mm};
    const std::size_t n = kAttachment.size();
    std::vector<SidePlace> line;
    for (std::size_t i = 0; i < n; ++i) {
        const SidePlace onwards = glm::normalize((kAttachment[(i + 1) % n] - kAttachment[(i + n - 1) % n]) * box);
        line.push_back(corner + kAttachment[i] * box + distance_mm * SidePlace(onwards.y, -onwards.x));
    }
    return line;
}

SidePlace FacePlaces::ear_middle() const {
    return 0.5f * SidePlace(ear_.front_mm + ear_.back_mm, ear_.top_mm + ear_.bottom_mm);
}

float FacePlaces::off_ear_mm(const SidePlace& place) const {
    const std::vector<SidePlace> line = off_ear(0.0f);
    float least = std::numeric_limits<float>::max();
    bool is_inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const SidePlace a = line[i], along = line[(i + 1) % line.size()] - a, way = place - a;
        const float share = std::clamp(glm::dot(way, along) / glm::dot(along, along), 0.0f, 1.0f);
        least = std::min(least, glm::distance(way, share * along));
        if ((a.y > place.y) != (a.y + along.y > place.y) && way.x < along.x * way.y / along.y) is_inside = !is_inside;
    }
    return is_inside ? -least : least;
}

float FacePlaces::degrees_before_ear(float up_mm, float distance_mm) const {
    const std::vector<SidePlace> line = off_ear(distance_mm);
    SidePlace place{-kFar_mm, up_mm};
    for (std::size_t i = 0; i < line.size(); ++i) {
        const SidePlace a = line[i], b = line[(i + 1) % line.size()];
        if ((a.y < up_mm) == (b.y < up_mm)) continue;
        place.x = std::max(place.x, glm::mix(a.x, b.x, (up_mm - a.y) / (b.y - a.y)));
    }
    const SidePlace way = place - ear_middle();
    return std::atan2(way.y, way.x) * 180.0f / std::numbers::pi_v<float>;
}

// Where the way from the ear's middle leaves the line that lies so far off the ear.
std::optional<SidePlace> FacePlaces::off_ear_towards(float degrees, float distance_mm) const {
    const SidePlace middle = ear_middle(), way{std::cos(radians(degrees)), std::sin(radians(degrees))};
    const std::vector<SidePlace> line = off_ear(distance_mm);
    std::optional<SidePlace> nearest;
    for (std::size_t i = 0; i < line.size() && !nearest; ++i) {
        const SidePlace a = line[i] - middle, b = line[(i + 1) % line.size()] - middle;
        const float before = cross(way, a), after = cross(way, b);
        if ((before < 0.0f) == (after < 0.0f) || glm::dot(a, way) <= 0.0f) continue;
        nearest = middle + glm::mix(a, b, before / (before - after));
    }
    return nearest;
}

std::optional<SurfacePoint> FacePlaces::beside_ear(float degrees, float distance_mm) const {
    const float depth = plane_.offset_mm(half_landmark("tragion"));
    constexpr float kMostExtra_mm = 12.0f, kStep_mm = 2.0f;
    std::optional<SurfacePoint> nearest;
    // Where the fold behind the ear is wide, or a scan has filled it, the scalp begins farther off.
    for (float extra = 0.0f; extra <= kMostExtra_mm; extra += kStep_mm) {
        const auto place = off_ear_towards(degrees, distance_mm + extra);
        const auto found = place ? crossing_near(*place, depth) : std::nullopt;
        if (!found) continue;
        if (!nearest) nearest = found;
        if (is_scalp(*found, depth)) return found;
    }
    return nearest;
}

bool FacePlaces::is_scalp(const SurfacePoint& at, float depth_mm, float half) const {
    return std::abs(half * plane_.offset_mm(surface_.position(at)) - depth_mm) < kScalpByEar_mm &&
           half * glm::dot(surface_.normal(at), plane_.left) > kScalpFacesLeft;
}

bool FacePlaces::is_one_skin(const SidePlace& place, float depth_mm, float half) const {
    constexpr float kReach_mm = 2.5f, kAlike = 0.93f;  // cosine
    constexpr int kWays = 8;
    const auto here = crossing_near(place, depth_mm, half);
    if (!here || !is_scalp(*here, depth_mm, half)) return false;
    for (int k = 0; k < kWays; ++k) {
        const float way = radians(360.0f * static_cast<float>(k) / kWays);
        const auto beside = crossing_near(place + kReach_mm * SidePlace(std::cos(way), std::sin(way)), depth_mm, half);
        if (!beside || glm::dot(surface_.normal(*beside), surface_.normal(*here)) < kAlike) return false;
    }
    return true;
}

bool FacePlaces::is_clear_of_ear(float degrees, float distance_mm) const {
    const float depth = plane_.offset_mm(half_landmark("tragion"));
    const auto place = off_ear_towards(degrees, distance_mm);
    return place && is_one_skin(*place, depth, 1.0f) && is_one_skin(*place, depth, -1.0f);
}

// Of the crossings that face outwards the innermost about this depth, else the nearest to it: where the ear or the fold
// behind it hides the scalp, the scalp. @param half  1 on the left of the head, -1 on the right.
std::optional<SurfacePoint> FacePlaces::crossing_near(const SidePlace& place, float depth_mm, float half) const {
    std::optional<SurfacePoint> best;
    float least = std::numeric_limits<float>::max();
    float from = kFar_mm;
    while (const auto hit = surface_.hit({at(place, half * from), -half * plane_.left}, true)) {
        from -= hit->distance_mm;
        if (from < 0.0f) break;
        const float off = std::abs(from - depth_mm);
        if (off < std::max(least, kScalpByEar_mm)) least = off, best = hit->at;
        from -= 0.01f;
    }
    return best;
}

// A neck that a scan cuts off ends in nothing, or in a face that looks down.
std::optional<SurfacePoint> FacePlaces::nape(float up_mm) const {
    constexpr float kOffCut_mm = 8.0f, kLeast_mm = 10.0f, kMost_mm = 110.0f, kLooksDown = -0.92f;
    const auto inion = surface_.closest(head_.landmark("inion"));
    if (!inion) return std::nullopt;
    const SurfaceCurve down = walk_plane(surface_, *inion, plane_.left, -upwards(), kMost_mm);
    std::size_t i = 0;
    while (i < down.points.size() && side_view(down.positions_mm[i]).y > up_mm &&
           surface_.normal(down.points[i]).y > kLooksDown)
        ++i;
    const bool is_there = i < down.points.size() && side_view(down.positions_mm[i]).y <= up_mm;
    const float way = is_there ? down.arc_mm[i] : (i > 0 ? down.arc_mm[i - 1] - kOffCut_mm : 0.0f);
    if (way < kLeast_mm) return std::nullopt;
    return point_on(surface_, down, way);
}

std::optional<SurfacePoint> FacePlaces::on_neck(float degrees, float up_mm) const {
    constexpr float kLooksDown = -0.92f;
    const auto place = towards_axis({ear_.back_mm, up_mm}, degrees);
    if (!place || surface_.normal(*place).y < kLooksDown) return std::nullopt;
    return place;
}

std::optional<SurfacePoint> FacePlaces::around(float degrees, float height_mm) const {
    const SidePlace front = side_view(head_.landmark("glabella")), back = side_view(head_.landmark("opisthocranion"));
    return towards_axis({0.5f * (front.x + back.x), height_mm}, degrees);
}

// From outside towards an upright axis in the mid-plane, seen there from the side.
std::optional<SurfacePoint> FacePlaces::towards_axis(const SidePlace& axis, float degrees) const {
    const glm::vec3 way = std::sin(radians(degrees)) * plane_.left + std::cos(radians(degrees)) * forward_;
    const auto hit = surface_.hit({at(axis, 0.0f) + kFar_mm * way, -way}, true);
    if (!hit || hit->distance_mm > kFar_mm - 10.0f) return std::nullopt;
    return hit->at;
}

}  // namespace trichion
