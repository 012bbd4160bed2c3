// The named ways in which a hairline's edge breaks up.
#pragma once

#include "core/model/document.h"

#include <span>

namespace trichion {

struct EdgeStyle {
    const char* name;    // "natural": in keys
    const char* label;   // "Natural"
    EdgeSettings edge;   // its figures; the seed does not count
};
/// @source FACTS 3.5: the words of the trade [S64], widths and depths [S50, S60b].
std::span<const EdgeStyle> edge_styles();

/// The style whose figures these are; null when they are nobody's.
const EdgeStyle* style_of(const EdgeSettings& edge);

}  // namespace trichion
