// Strokes of the density brushes, dots set by hand and painted native hair: pure functions from document to document.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <span>

namespace trichion {

/// All that is added gets the next id; the id it came with does not count. All places are in the source frame before
/// scaling. Called with the same document and a longer stroke, as while a brush is down, with_stroke gives the stroke
/// the same id again.
/// @error InvalidInput  a figure out of its range (core/model/limits.h), no place or too many, or too many strokes.
Result<Document> with_stroke(const Document& document, DensityStroke row);
/// Places added to the end of the last stroke. A stroke that was mirrored stays so: as many on both sides.
/// @error NotFound  there is no stroke. InvalidInput  as with_stroke, or not as many places on both sides.
Result<Document> with_last_stroke_grown(const Document& document, std::span<const glm::vec3> path,
                                        std::span<const glm::vec3> mirrored = {});
/// @error NotFound.
Result<Document> without_stroke(const Document& document, std::uint32_t id);

/// A dot where there was none. @error InvalidInput  off any head, or too many dots.
Result<Document> with_dot_added(const Document& document, const glm::vec3& at);
/// The design's own dot at its candidate's place taken away. A dot set by hand goes by without_hand_dot.
/// @error InvalidInput  as with_dot_added.
Result<Document> with_dot_taken_away(const Document& document, const glm::vec3& candidate_at);
/// The design's own dot taken away at `candidate_at` and one added at `to`. @error InvalidInput  as with_dot_added.
Result<Document> with_dot_moved(const Document& document, const glm::vec3& candidate_at, const glm::vec3& to);
/// A dot set by hand, elsewhere. @error NotFound  there is no added dot of this id. InvalidInput  off any head.
Result<Document> with_hand_dot_moved(const Document& document, std::uint32_t id, const glm::vec3& to);
/// An added dot is gone, one taken away is back. @error NotFound.
Result<Document> without_hand_dot(const Document& document, std::uint32_t id);

/// No strokes; the dots set by hand stay.
Document without_strokes(const Document& document);
/// No dots set by hand and none taken away; the strokes stay.
Document without_hand_dots(const Document& document);

/// The same for native hair. @error as their sisters above.
Result<Document> with_hair_stroke(const Document& document, HairStroke row);
Result<Document> with_last_hair_stroke_grown(const Document& document, std::span<const glm::vec3> path,
                                             std::span<const glm::vec3> mirrored = {});
Result<Document> without_hair_stroke(const Document& document, std::uint32_t id);
Document without_hair_strokes(const Document& document);

}  // namespace trichion
