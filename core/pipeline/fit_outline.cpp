// Lays a preset on a face: the left half place by place, the right half mirrored.
#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"
#include "core/pipeline/ear_way.h"
#include "core/pipeline/face_places.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/preset_shapes.h"
#include "core/pipeline/symmetry.h"

#include <fmt/format.h>
#include <optional>
#include <vector>

namespace trichion {
namespace {

constexpr float kOffEar_mm = 7.0f;  // the 6 to 8 mm that a barber leaves round the ear

// A point of the left half; `part` runs from it to the next.
struct HalfPoint {
    SurfacePoint at;
    OutlinePart part;
    bool is_corner = false;
};
using HalfLine = std::vector<HalfPoint>;

// What cannot be laid, and what may help, for the one sentence that says so.
struct NoPlace {
    const char* what;
    const char* help = "set glabella, tragions and eye corners in the Head step, or another height";
};
constexpr const char* kScanEnds = "where a scan ends above it, let the work end at the fringe; else set tragions and inion in the "
                                  "Head step";
Error error_of(const NoPlace& missing) {
    return {ErrorCode::Degenerate,
            fmt::format("The hairline does not fit this head, because there is no skin for {}: {}.", missing.what, missing.help)};
}

// The place at `part` of the way between two places, `bow_mm` to the left of it as seen when walking.
std::optional<SurfacePoint> bowed_way(const Surface& surface, const SurfacePoint& from, const SurfacePoint& to, float part,
                                      float bow_mm) {
    GeodesicSolver solver(surface);
    if (!solver.solve(from, to)) return std::nullopt;
    const SurfacePoint middle = solver.point_at(part);
    if (!solver.solve(middle, to) || solver.length_mm() <= 0.0) return std::nullopt;
    const glm::dvec2 onwards = solver.leaving() / solver.length_mm();
    return walk_straight(surface, middle, static_cast<double>(bow_mm) * glm::dvec2(-onwards.y, onwards.x)).at;
}

// The place `way_mm` from one place towards another.
std::optional<SurfacePoint> towards(const Surface& surface, const SurfacePoint& from, const SurfacePoint& to, float way_mm) {
    GeodesicSolver solver(surface);
    if (!solver.solve(from, to) || solver.length_mm() < 2.0 * way_mm) return std::nullopt;
    return solver.point_at(way_mm / solver.length_mm());
}

// Lays the left half from the mid-frontal point to the midline at the back.
class Fitter {
public:
    Fitter(const Surface& surface, const FacePlaces& face, const PresetShape& shape, const Outline& settings)
        : surface_(surface), face_(face), ear_(face, kOffEar_mm), shape_(shape), settings_(settings) {}

    tl::expected<HalfLine, NoPlace> lay(float height_mm) {
        if (!lay_front(height_mm)) return tl::unexpected(NoPlace{"the hairline at this height"});
        if (!lay_temple()) return tl::unexpected(NoPlace{"the temple"});
        if (settings_.extent == Extent::Fringe) {
            if (!lay_blend()) return tl::unexpected(NoPlace{"the upper border of the fringe"});
        } else {
            if (!lay_sideburn()) return tl::unexpected(NoPlace{"the sideburn", kScanEnds});
            if (!lay_ear()) return tl::unexpected(NoPlace{"the way round the ear", kScanEnds});
            if (!lay_nape()) return tl::unexpected(NoPlace{"the nape", kScanEnds});
        }
        return std::move(line_);
    }

private:
    bool add(const std::optional<SurfacePoint>& at, OutlinePart part, bool is_corner = false) {
        if (at) line_.push_back({*at, part, is_corner});
        return at.has_value();
    }

    bool lay_front(float height_mm) {
        const FrontalLine& shape = shape_.line(settings_.age);
        const float corner_mm = face_.canthus_mm() + shape.corner_outside_mm;
        for (const FrontalPlace& place : shape.places)
            if (!add(face_.above_brow(place.outward * corner_mm + place.outward_mm, height_mm + place.rise_mm),
                     OutlinePart::Frontal, place.is_corner))
                return false;
        line_.back().part = OutlinePart::TempleLeft;
        return true;
    }

    bool lay_temple() {
        const TempleShape temple = temple_shape(settings_.temple);
        SidePlace peak = face_.temporal_point(surface_.position(line_.front().at));
        peak.x -= temple.point_back_mm;
        const auto point = face_.seen_from_left(peak);
        if (!point) return false;
        const SurfacePoint corner = line_.back().at;
        const float radius_mm = shape_.line(settings_.age).corner_radius_mm;
        if (radius_mm > 0.0f && !round_corner(*point, radius_mm)) return false;
        if (!add(bowed_way(surface_, corner, *point, temple.bow_at, temple.bow_mm + shape_.temple_bow_mm),
                 OutlinePart::TempleLeft))
            return false;
        return add(point, settings_.extent == Extent::Fringe ? OutlinePart::Blend : OutlinePart::SideburnLeft,
                   shape_.has_sharp_temple);
    }

    // Cuts the frontotemporal point as clippers do: where the arc begins, its middle, where it ends.
    bool round_corner(const SurfacePoint& temporal_point, float radius_mm) {
        constexpr float kArcTowardsCorner = 0.414f;  // of the way from the chord's middle, when the corner is square
        const SurfacePoint corner = line_.back().at;
        const auto before = towards(surface_, corner, line_[line_.size() - 2].at, radius_mm);
        const auto after = towards(surface_, corner, temporal_point, radius_mm);
        if (!before || !after) return false;
        const auto chord = bowed_way(surface_, *before, *after, 0.5f, 0.0f);
        const auto middle = chord ? bowed_way(surface_, *chord, corner, kArcTowardsCorner, 0.0f) : std::nullopt;
        line_.pop_back();
        return add(before, OutlinePart::Frontal) && add(middle, OutlinePart::TempleLeft) && add(after, OutlinePart::TempleLeft);
    }

    // The upper border of the fringe of a Norwood VI, from the temporal point over the ear to below the crown.
    bool lay_blend() {
        struct FringePlace {
            float degrees;
            float height;  // of the vertex above the tragions
        };
        constexpr FringePlace kFringe[] = {{82.0f, 0.66f}, {108.0f, 0.725f}, {146.0f, 0.735f}, {180.0f, 0.715f}};
        for (const FringePlace& place : kFringe)
            if (!add(face_.around(place.degrees, place.height * face_.top_mm()), OutlinePart::Blend)) return false;
        return true;
    }

    // Down the front edge and, below it, back to the ear; both lower corners are cut.
    bool lay_sideburn() {
        const bool is_woman = shape_.preset.person == Person::Woman;
        const float width_mm = is_woman ? 15.0f : 21.0f, bottom_mm = is_woman ? 2.0f : -5.0f;
        constexpr float kHollow_mm = 5.0f, kHollowAt = 0.45f;  // the front edge falls back below the temporal point
        const float rear_mm = face_.ear_front_and_bottom().x + kOffEar_mm;
        const auto front = face_.seen_from_left({rear_mm + width_mm, bottom_mm});
        return front && add(bowed_way(surface_, line_.back().at, *front, kHollowAt, kHollow_mm), OutlinePart::SideburnLeft) &&
               add(front, OutlinePart::SideburnLeft, true) &&
               add(ear_.at(face_.degrees_before_ear(bottom_mm, kOffEar_mm)), OutlinePart::EarLeft, true);
    }

    bool lay_ear() {
        constexpr float kRound[] = {28.0f, 62.0f, 96.0f, 130.0f, 163.0f, 194.0f};
        for (const float degrees : kRound)
            if (!add(ear_.at(degrees), OutlinePart::EarLeft)) return false;
        return add(ear_.at(222.0f), OutlinePart::Nape);
    }

    bool lay_nape() {
        constexpr float kBelowLobe_mm = 25.0f;
        const auto middle = face_.nape(face_.ear_front_and_bottom().y - kBelowLobe_mm);
        if (!middle) return false;
        const float low_mm = face_.side_view(surface_.position(*middle)).y;
        const float high_mm = face_.side_view(surface_.position(line_.back().at)).y;
        return add(face_.on_neck(106.0f, glm::mix(high_mm, low_mm, 0.6f)), OutlinePart::Nape) &&
               add(face_.on_neck(134.0f, low_mm + 2.0f), OutlinePart::Nape) && add(middle, OutlinePart::Nape);
    }

    const Surface& surface_;
    const FacePlaces& face_;
    EarWay ear_;
    const PresetShape& shape_;
    const Outline& settings_;
    HalfLine line_;
};

OutlinePart on_the_right(OutlinePart part) {
    switch (part) {
    case OutlinePart::TempleLeft: return OutlinePart::TempleRight;
    case OutlinePart::SideburnLeft: return OutlinePart::SideburnRight;
    case OutlinePart::EarLeft: return OutlinePart::EarRight;
    default: return part;
    }
}

// The whole loop from the right frontotemporal point on: the left half, and its counterparts.
void close_loop(Outline& outline, const Symmetry& symmetry, const HalfLine& left) {
    const std::size_t last = left.size() - 1;
    std::size_t corner = 0;
    while (left[corner].part == OutlinePart::Frontal) ++corner;
    std::vector<std::uint32_t> id_left(left.size()), id_right(left.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        id_left[i] = outline.next_id++;
        id_right[i] = i == 0 || i == last ? id_left[i] : outline.next_id++;
    }
    outline.points.clear();
    // Seen from the right, the stretch after a point is the one before it on the left.
    const auto add_right = [&](std::size_t i) {
        outline.points.push_back({id_right[i], symmetry.counterpart(left[i].at, outline.asymmetry),
                                  on_the_right(left[i - 1].part), left[i].is_corner, id_left[i]});
    };
    const auto add_left = [&](std::size_t i) {
        const bool is_own_twin = id_left[i] == id_right[i];
        outline.points.push_back({id_left[i], is_own_twin ? symmetry.on_midline(left[i].at) : left[i].at, left[i].part,
                                  left[i].is_corner, id_right[i]});
    };
    for (std::size_t i = corner; i > 0; --i) add_right(i);
    for (std::size_t i = 0; i <= last; ++i) add_left(i);
    for (std::size_t i = last - 1; i > corner; --i) add_right(i);
}

Error unknown_preset(const std::string& preset) {
    std::string names;
    for (const OutlinePreset& known : outline_presets()) names += (names.empty() ? "" : ", ") + known.name;
    return {ErrorCode::NotFound, "There is no hairline preset \"" + preset + "\"; there are " + names + "."};
}

}  // namespace

Result<Outline> fit_outline(const Head& head, const Outline& settings, const std::string& preset, float height_mm) {
    const PresetShape* shape = find_shape(preset);
    if (!shape) return tl::unexpected(unknown_preset(preset));
    const auto face = FacePlaces::of(head, settings.extent);
    if (!face) return tl::unexpected(face.error());
    const auto left = Fitter(head.measuring, *face, *shape, settings).lay(height_mm);
    if (!left) return tl::unexpected(error_of(left.error()));
    Outline outline = settings;
    outline.preset = preset;
    outline.height_mm = height_mm;
    close_loop(outline, Symmetry(head, {}), *left);
    return outline;
}

}  // namespace trichion
