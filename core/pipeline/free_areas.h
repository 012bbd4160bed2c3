// Free areas beside the outline: pure functions from one outline to the next.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/outline_stage.h"

#include <span>

namespace trichion {

/// Adds the area that a closed stroke goes round, with 6 to 16 points and a name that no other has ("Area 2").
/// @param stroke  places in the order drawn; the way from the last to the first closes it.
/// @return its id is the newest area's: `areas.back().id`.
/// @error InvalidInput  the stroke is shorter than 20 mm, or the outline has kMostFreeAreas areas already.
Result<Outline> with_new_area(const Head& head, const Outline& outline, std::span<const SurfacePoint> stroke, FreeArea::Kind kind);

/// Replaces an area's name, kind, blend, and what is a scar's alone; points stay. @error NotFound.
Result<Outline> with_area_settings(const Outline& outline, const FreeArea& settings);

/// @error NotFound.
Result<Outline> without_area(const Outline& outline, std::uint32_t id);

/// Adds the same area on the other side of the head. @error NotFound. InvalidInput  too many areas.
Result<Outline> with_mirrored_area(const Symmetry& symmetry, const Outline& outline, std::uint32_t id);

const FreeArea* find_area(const Outline& outline, std::uint32_t id);
/// The area that has a point of this id; null when none has.
const FreeArea* area_of_point(const Outline& outline, std::uint32_t point);


}  // namespace trichion
