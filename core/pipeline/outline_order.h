// Bookkeeping of an outline's points: their order round the loop and their twins.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/symmetry.h"

#include <cstdint>
#include <vector>

namespace trichion {

/// Index of the point of this id; the number of points when there is none.
std::size_t index_of(const std::vector<OutlinePoint>& points, std::uint32_t id);

/// The part on the other side; the frontal, the nape and the blend are their own.
OutlinePart twin_part(OutlinePart part);

/// Whether the point begins a part: the one before it belongs to another.
bool begins_part(const std::vector<OutlinePoint>& points, std::size_t i);

/// Adds a smooth point between two neighbours of the outline, and while it mirrors the twin between theirs. Between two
/// twins, a place within 3 mm of the midline becomes a point of the midline.
/// @return its id; 0 when the two no longer follow each other, and then nothing is changed.
std::uint32_t insert_between(const Head& head, const Symmetry& symmetry, Outline& outline, std::uint32_t before,
                             std::uint32_t after, const SurfacePoint& at);

/// Whether the line of every locked part of `before` is drawn from the very same knots in `after`.
bool keeps_locked_parts(const Outline& before, const Outline& after);

}  // namespace trichion
