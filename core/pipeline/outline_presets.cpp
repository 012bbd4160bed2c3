// Presets: a few well-placed points for each, fitted to a face by its landmarks.
#include "core/pipeline/outline_presets.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <optional>

namespace trichion {
namespace {

// A point of the right half of the frontal part, from the midline outwards.
struct FrontalPlace {
    float outward;  // of the way from the midline to the corner, seen from the front
    float rise_mm;  // farther up and back along the skin than the mid-frontal point
};

struct Shape {
    OutlinePreset preset;
    std::array<FrontalPlace, 4> places;  // the first on the midline, the last the corner
    float corner_outside_mm;             // corner beyond the vertical through the lateral canthus
    float temple_bow_mm;                 // middle of the temple behind the straight way from corner to fringe
    bool has_corner;                     // a sharp frontotemporal point
};

// Figures: FACTS 3.4 (rounded: rise 10 to 20 mm; M: concave 5 to 15 mm between lateral anterior point and corner;
// straight: rise at most 3 mm; receded: Norwood II), 3.3 (the corner stays on the canthus vertical, or behind).
const std::array<Shape, 5>& shapes() {
    static const std::array<Shape, 5> kShapes{{
        {{"natural", "Natural", Person::Man}, {{{0.0f, 0.0f}, {0.36f, 1.0f}, {0.70f, 5.5f}, {1.0f, 14.5f}}}, 5.0f, 4.5f, false},
        {{"rounded", "Rounded", Person::Man}, {{{0.0f, 0.0f}, {0.36f, -0.3f}, {0.70f, -1.5f}, {1.0f, -7.0f}}}, 11.0f, 2.0f, false},
        {{"mature_m", "Mature M", Person::Man}, {{{0.0f, 0.0f}, {0.34f, 0.5f}, {0.66f, 6.0f}, {1.0f, 24.0f}}}, 2.0f, 3.0f, false},
        {{"straight", "Straight", Person::Man}, {{{0.0f, 0.0f}, {0.36f, 0.2f}, {0.72f, 1.0f}, {1.0f, 3.0f}}}, 4.0f, 2.0f, true},
        {{"receded", "Receded", Person::Man}, {{{0.0f, 0.0f}, {0.30f, 1.0f}, {0.60f, 12.0f}, {1.0f, 36.0f}}}, 2.0f, 4.0f, false},
    }};
    return kShapes;
}

// Heights at the side are compared above the brows, whose relief would make some ways longer than others.
constexpr float kLevel_mm = 26.0f;

// Places on one half of a head, named as an artist would find them.
class Half {
public:
    explicit Half(const Head& head) : head_(head), surface_(head.measuring), plane_(mid_plane(head)) {
        const SurfaceCurve up = midline_from_glabella(head, kLevel_mm);
        if (!up.points.empty())
            level_ = walk_plane(surface_, up.points.back(), {0.0f, 1.0f, 0.0f}, plane_.left, 140.0f);
    }

    float canthus_mm() const {
        return 0.5f * (plane_.offset_mm(head_.landmark("exocanthion_l")) - plane_.offset_mm(head_.landmark("exocanthion_r")));
    }

    // In the vertical plane `outward_mm` left of the midline, up along the skin from the level that lies kLevel_mm
    // above the glabella; `height_mm` counts from the glabella.
    std::optional<SurfacePoint> above_brow(float outward_mm, float height_mm) const {
        const float up_mm = height_mm - kLevel_mm;
        for (std::size_t i = 0; i < level_.points.size(); ++i) {
            const float offset = plane_.offset_mm(level_.positions_mm[i]);
            if (i + 1 < level_.points.size() && offset < outward_mm) continue;
            if (offset < outward_mm) return std::nullopt;
            SurfacePoint start = level_.points[i];
            if (i > 0) {
                const float before = plane_.offset_mm(level_.positions_mm[i - 1]);
                const float part = offset > before ? (outward_mm - before) / (offset - before) : 0.0f;
                start = point_on(surface_, level_, glm::mix(level_.arc_mm[i - 1], level_.arc_mm[i], part));
            }
            const glm::vec3 way_up = (up_mm > 0.0f ? 1.0f : -1.0f) * glm::vec3(0.0f, 1.0f, 0.0f);
            const SurfaceCurve way = walk_plane(surface_, start, plane_.left, way_up, std::abs(up_mm));
            if (way.length_mm() < std::abs(up_mm) - 0.5f) return std::nullopt;
            return way.points.back();
        }
        return std::nullopt;
    }

    // On the left side at a height, seen from an upright axis through the middle of the head; 0 is straight ahead.
    std::optional<SurfacePoint> around(float degrees, float height_mm) const {
        const glm::vec3 front = head_.landmark("glabella"), back = head_.landmark("opisthocranion");
        glm::vec3 axis = 0.5f * (front + back);
        axis -= plane_.offset_mm(axis) * plane_.left;
        axis.y = plane_.point.y + height_mm;
        const float angle = degrees * std::numbers::pi_v<float> / 180.0f;
        const glm::vec3 forward = glm::cross(plane_.left, glm::vec3(0.0f, 1.0f, 0.0f));
        const glm::vec3 way = std::sin(angle) * plane_.left + std::cos(angle) * glm::normalize(forward);
        const auto hit = surface_.hit({axis + 500.0f * glm::normalize(way), -glm::normalize(way)}, true);
        if (!hit || hit->distance_mm > 490.0f) return std::nullopt;
        return hit->at;
    }

private:
    const Head& head_;
    const Surface& surface_;
    MidPlane plane_;
    SurfaceCurve level_;
};

struct FringePlace {
    float degrees;
    float height;  // of the vertex above the tragions
};
// The upper border of the fringe of a Norwood VI: from the temple over the ear to below the crown.
constexpr std::array<FringePlace, 5> kFringe{
    {{57.0f, 0.515f}, {82.0f, 0.66f}, {108.0f, 0.725f}, {146.0f, 0.735f}, {180.0f, 0.715f}}};

// The middle of the way between two places, `bow_mm` to the left of it as seen when walking.
std::optional<SurfacePoint> bowed_middle(const Surface& surface, const SurfacePoint& from, const SurfacePoint& to,
                                         float bow_mm) {
    GeodesicSolver solver(surface);
    if (!solver.solve(from, to)) return std::nullopt;
    const SurfacePoint middle = solver.point_at(0.5);
    if (!solver.solve(middle, to) || solver.length_mm() <= 0.0) return std::nullopt;
    const glm::dvec2 onwards = solver.leaving() / solver.length_mm();
    return walk_straight(surface, middle, static_cast<double>(bow_mm) * glm::dvec2(-onwards.y, onwards.x)).at;
}

// Collects the loop: the right half mirrored, then the left.
class Builder {
public:
    Builder(const Head& head, Outline outline) : head_(head), outline_(std::move(outline)) { outline_.points.clear(); }

    // `left` runs from the mid-frontal point over the left side to the midline at the back.
    struct Place {
        SurfacePoint at;
        OutlinePart part;   // from here to the next, on the left side
        bool is_corner = false;
    };
    Outline build(const std::vector<Place>& left, std::size_t corner) {
        const std::size_t last = left.size() - 1;
        std::vector<std::uint32_t> id_left(left.size()), id_right(left.size());
        for (std::size_t i = 0; i < left.size(); ++i) {
            id_left[i] = outline_.next_id++;
            id_right[i] = i == 0 || i == last ? id_left[i] : outline_.next_id++;
        }
        const auto add = [&](std::size_t i, bool is_left) {
            const SurfacePoint at = is_left ? left[i].at : mirrored(head_, left[i].at);
            // Seen from the right, the stretch after a point is the one before it on the left.
            OutlinePart part = is_left ? left[i].part : left[i - 1].part;
            if (!is_left && part == OutlinePart::TempleLeft) part = OutlinePart::TempleRight;
            outline_.points.push_back({is_left ? id_left[i] : id_right[i], at, part, left[i].is_corner,
                                       is_left ? id_right[i] : id_left[i]});
        };
        for (std::size_t i = corner; i > 0; --i) add(i, false);
        for (std::size_t i = 0; i <= last; ++i) add(i, true);
        for (std::size_t i = last - 1; i > corner; --i) add(i, false);
        return outline_;
    }

private:
    const Head& head_;
    Outline outline_;
};

}  // namespace

const std::vector<OutlinePreset>& outline_presets() {
    static const std::vector<OutlinePreset> kPresets = [] {
        std::vector<OutlinePreset> presets;
        for (const Shape& shape : shapes()) presets.push_back(shape.preset);
        return presets;
    }();
    return kPresets;
}

float usual_height_mm(Person person, HairlineAge age) {
    if (person == Person::Woman) return 60.0f;
    return age == HairlineAge::Young ? 70.0f : 75.0f;
}

Result<Outline> fit_outline(const Head& head, const Outline& settings, const std::string& preset, float height_mm) {
    const auto shape = std::ranges::find(shapes(), preset, [](const Shape& s) { return s.preset.name; });
    if (shape == shapes().end()) {
        std::string names;
        for (const Shape& s : shapes()) names += (names.empty() ? "" : ", ") + s.preset.name;
        return fail(ErrorCode::NotFound, "There is no hairline preset \"" + preset + "\"; there are " + names + ".");
    }
    const auto no_place = [] {
        return fail(ErrorCode::Degenerate, "The hairline does not fit this head: set glabella, tragions and eye corners.");
    };
    const Half half(head);
    const float corner_mm = half.canthus_mm() + shape->corner_outside_mm;
    std::vector<Builder::Place> left;
    for (const FrontalPlace& place : shape->places) {
        const auto at = half.above_brow(place.outward * corner_mm, height_mm + place.rise_mm);
        if (!at) return no_place();
        left.push_back({*at, OutlinePart::Frontal, false});
    }
    const std::size_t corner = left.size() - 1;
    left[corner].part = OutlinePart::TempleLeft;
    left[corner].is_corner = shape->has_corner;
    std::vector<Builder::Place> fringe;
    const float top = head.landmark("vertex").y - mid_plane(head).point.y;
    for (const FringePlace& place : kFringe) {
        const auto at = half.around(place.degrees, place.height * top);
        if (!at) return no_place();
        fringe.push_back({*at, OutlinePart::Blend, false});
    }
    const auto temple = bowed_middle(head.measuring, left.back().at, fringe.front().at, shape->temple_bow_mm);
    if (!temple) return no_place();
    left.push_back({*temple, OutlinePart::TempleLeft, false});
    left.insert(left.end(), fringe.begin(), fringe.end());
    Outline outline = settings;
    outline.preset = preset;
    outline.extent = Extent::Fringe;
    outline.height_mm = height_mm;
    return Builder(head, std::move(outline)).build(left, corner);
}

}  // namespace trichion
