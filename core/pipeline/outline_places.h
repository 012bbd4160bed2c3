// The named places of a drawn outline: where its parts meet and where it crosses the midline.
#pragma once

#include "core/pipeline/outline_stage.h"

#include <array>
#include <optional>

namespace trichion {

enum class Side : std::uint8_t { Left, Right };
inline constexpr std::array kSides{Side::Left, Side::Right};
/// 1 on the left, -1 on the right.
inline float sign_of(Side side) { return side == Side::Left ? 1.0f : -1.0f; }

/// The part of that name on one side.
OutlinePart temple_of(Side side);
OutlinePart sideburn_of(Side side);
OutlinePart ear_of(Side side);

/// Those that the outline has no part for, or that it does not reach, are nothing.
struct SidePlaces {
    std::optional<SurfacePoint> corner;      // frontotemporal point: frontal and temple meet
    std::optional<SurfacePoint> temporal;    // temporal point: temple and sideburn, or temple and blend
    std::optional<SurfacePoint> sideburn;    // its rear bottom: sideburn and ear
    std::optional<SurfacePoint> behind_ear;  // ear and nape
};
struct NamedPlaces {
    std::optional<SurfacePoint> middle;      // mid-frontal point: the frontal part crosses the midline
    std::optional<SurfacePoint> back;        // the nape or the blend crosses it
    SidePlaces left, right;

    const SidePlaces& on(Side side) const { return side == Side::Left ? left : right; }
};

/// @param drawn  only its parts are read. @cost some microseconds.
NamedPlaces named_places(const Head& head, const OutlineResult& drawn);

/// The part as drawn; null when the outline has none, or when it is the whole closed line.
const SurfaceCurve* curve_of(const OutlineResult& drawn, OutlinePart part);

/// Along the skin by the shortest way; nothing where none joins the two.
std::optional<float> way_mm(const Head& head, const SurfacePoint& from, const SurfacePoint& to);

}  // namespace trichion
