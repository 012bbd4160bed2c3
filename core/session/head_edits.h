// Edits of the head that a design sits on, as functions from document to document.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// The same design on another head: places and lengths told about the old one are dropped, and the outline's preset
/// waits to be fitted; so with every version, and what was agreed on the old head is agreed no more. Colours and height
/// that came with the old head give way to those of the new.
Document with_head(const Document& document, HeadReference head);

/// @error InvalidInput  no built-in head has this name.
Result<Document> with_built_in_head(const Document& document, const std::string& name);

/// A landmark where the user puts it. An outline that nobody has touched, of any version, is fitted anew by the places
/// that are now better known; one worked by hand stays on its skin, and so does one that was agreed.
/// @param head         the document's head as it stands, which gives the frame.
/// @param position_mm  in the anatomical frame; nothing to go back to the guess.
/// @error NotFound     no landmark of this name: names the nearest.
/// @error InvalidInput the place is more than 25 mm off the skin.
Result<Document> with_landmark(const Document& document, const Head& head, const std::string& name,
                               const std::optional<glm::vec3>& position_mm);

/// The length of the tape round the client's head, which scales the design's head; nothing when not measured. The
/// outline as in with_landmark, so that its height stays what was typed.
/// @error InvalidInput  outside 400 to 750 mm.
Result<Document> with_circumference(const Document& document, const Head& head, const std::optional<float>& taped_mm);

/// The outline fitted anew from a preset at its typed height; while there is no outline, the preset that will be
/// fitted when the head is there. The same places as before give the same document.
/// @error as fit_outline.
Result<Document> with_preset(const Document& document, const Head& head, const std::string& preset);

/// The same for any choice that shapes a preset: `settings` is the document's outline with another preset, age, temple
/// class or extent.
/// @error as fit_outline.
Result<Document> with_fitted_outline(const Document& document, const Head& head, const Outline& settings);

/// The outline's settings for another age of hairline. A height that was usual for the age before becomes the one that
/// is usual now; one that the user chose stays. Another age is shown by with_fitted_outline.
Outline with_age(const Document& document, HairlineAge age);

/// The word among `known` that is most like `word`: fewest letters changed, where letters left off its end count a
/// quarter; the first of equals.
/// @source V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", 1966.
std::string nearest_word(const std::string& word, const std::vector<std::string>& known);

}  // namespace trichion
