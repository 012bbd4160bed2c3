// What the artist marks on the client's head: pure functions from what is known of the client to the next.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <span>

namespace trichion {

/// Marks keep to the skin of the scan: they are stored in the source frame and stay where they are when landmarks or the
/// taped circumference change.
///
/// @error InvalidInput  the place is not on the forehead: below the brows or behind the vertex.
Result<ClientFacts> with_forehead_crease(const Head& head, const ClientFacts& client, const SurfacePoint& at);

/// The mark is put on the midline. @error as above.
Result<ClientFacts> with_old_trichion(const Head& head, const ClientFacts& client, const SurfacePoint& at);

/// @param stroke  places along the client's own hairline, in either direction; thinned to 1 mm and kept from the right to
///                the left.
/// @error InvalidInput  shorter than kShortestTrace_mm, or below the brows.
Result<ClientFacts> with_traced_hairline(const Head& head, const ClientFacts& client, std::span<const SurfacePoint> stroke);

inline constexpr float kShortestTrace_mm = 20.0f;

}  // namespace trichion
