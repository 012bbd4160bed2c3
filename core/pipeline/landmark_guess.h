// Where a head's landmarks probably are, read from its shape alone.
#pragma once

#include "core/geometry/surface.h"
#include "core/pipeline/head.h"

namespace trichion {

/// Guesses the landmarks of a head from its shape: every name of kEveryHeadHas, and of the built-in heads' other
/// landmarks those that the scan shows (subnasale, menton, trichion, endocanthion_l, temple_l, ear attachments).
/// A name of kEveryHeadHas whose place is missing (a cut neck, a head without ears) is filled by proportions and
/// lies on the nearest skin. The trichion is the weakest: it comes from the proportions of the face, since a shape
/// shows no hair; the inion and the top follow.
/// @param measuring  a head in mm, y up, z out of the face within about 25 degrees; origin anywhere, ears, neck and
///                   shoulders or not. Any other surface gives points on it that mean nothing.
/// @return each on the surface and marked is_guess; empty only for a surface without triangles.
/// @cost   0.2 to 0.5 s for 100k triangles.
/// @source Ours: the mean of the built-in heads is laid over the head (core/pipeline/head_finder.h), then the
///         surroundings of each landmark by themselves.
Landmarks guess_landmarks(const Surface& measuring);

/// The same, but consistent with landmarks that are known: those of `fixed` are returned as they are, the others
/// are moved with them, the nearer the more, and put back on the skin.
/// @param fixed  any of the names, in mm in the surface's frame; the head may be turned any way when it holds
///               glabella, tragion_l and tragion_r.
Landmarks reguess_landmarks(const Surface& measuring, const Landmarks& fixed);

}  // namespace trichion
