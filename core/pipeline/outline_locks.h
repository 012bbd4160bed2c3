// Locked parts of an outline: which points hold them in shape, and what to tell of them.
#pragma once

#include "core/model/document.h"

#include <optional>
#include <vector>

namespace trichion {

/// For each point of the outline the locked part whose line it shapes: its own, the one that ends at it, or the one whose
/// end lies one point away, for a smooth line bends there with its neighbours. Nothing where an edit may move it. While
/// the outline mirrors, a point is held with its twin.
std::vector<std::optional<OutlinePart>> locks_on_points(const Outline& outline);

/// The same for the line after each point: whether a new point in that stretch would change a locked part.
std::vector<std::optional<OutlinePart>> locks_on_stretches(const Outline& outline);

/// "the left temple", as a sentence names it.
const char* plain_name(OutlinePart part);

}  // namespace trichion
