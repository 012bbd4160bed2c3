// The part of the forehead that the printed guide covers, as a regular grid on the skin.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <cstddef>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// `columns` lines down the forehead of `rows` vertices each, on the measuring surface. Columns run from the person's right
/// to the left, rows from the hairline down: between first_column and last_column row 0 is the design's frontal line.
/// Beyond these columns lie the hooks round the ears.
struct GuideGrid {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t first_column = 0;
    std::size_t last_column = 0;
    std::optional<glm::dvec3> midline_notch_mm;   // its tip, on the skin
    std::vector<glm::dvec3> skin_mm;   // vertex (row, column) at row * columns + column
    std::vector<Advice> advice;

    std::size_t vertex(std::size_t row, std::size_t column) const { return row * columns + column; }
};

/// A brow's highest hair above the level of the pupils, at most, and how far brows reach out beyond the eye's outer corner.
/// Found on the built-in heads in each of their styles of brow: up to 22.4 and 15.7 mm. (Above the glabella it is 2 to 18 mm,
/// which says less.)
inline constexpr double kBrowTopMm = 23.0;
inline constexpr double kBrowsBeyondEyeMm = 16.0;
/// How far the guide's lower edge stays above that, as far out as the brows reach; beyond them it may come down to the level
/// of the glabella.
inline constexpr double kGuideAboveBrowsMm = 8.0;

/// The level above which a head wears no brow; by the pupils, which are trusted as far as the glabella bears them out.
double brow_top_y(const Head& head);

/// What is cut into the lower edge: on the midline, above each outer corner of the eye, and a second one beside that on the
/// person's right, which tells right from left.
inline constexpr double kNotchDepthMm = 2.0;
inline constexpr double kNotchHalfWidthMm = 1.5;
inline constexpr double kRightNotchApartMm = 5.0;

/// Lays the grid: columns at ways along the line that keep its bends within 0.02 mm, each down the forehead towards an axis
/// through the head, as far as `reach_mm` and the brows allow.
/// @warns  where the guide is narrow; an eye's corner that it does not reach; hooks that find no room; skin that was not
///         scanned.
/// @error  InvalidInput  the outline crosses itself.
/// @error  Degenerate    no frontal hairline; no room between it and the brows; a line that turns back over itself.
/// @error  Cancelled
/// @source Ours.
Result<GuideGrid> lay_guide_grid(const Head& head, const OutlineResult& outline, const PrintedGuideSettings& settings,
                                 const CancelToken& token = {});

/// The way over which a hook's end is rounded.
inline constexpr double kHookEndMm = 4.5;

/// Columns from the hairline's end on one side, past the temple, over the ear's root and down behind it, each `rows` long.
/// The upper edge of the band steps down from the hairline's end, so that this end is seen.
/// @param end_column  the guide's last column on this side, from the hairline down.
/// @return one vector for each column, from the forehead backwards; empty where no band finds room: the ear is unknown, or
///         the band would fold.
std::vector<std::vector<glm::dvec3>> lay_ear_hook(const Head& head, const std::vector<glm::dvec3>& end_column, bool is_left);

}  // namespace trichion
