// Where a head's landmarks probably are, read from its shape alone.
#pragma once

#include "core/geometry/surface.h"
#include "core/pipeline/head.h"

namespace trichion {

/// Guesses the landmarks of a head from its shape: every name of kEveryHeadHas, and endocanthion_l/_r, subnasale,
/// menton, pogonion, trichion, temple_l/_r, frontotemporale_l/_r, ear_attachment_superior_l/_r,
/// ear_attachment_posterior_l/_r and otobasion_inferius_l/_r. A place that the scan does not show (a cut neck, a head
/// without ears) is filled by proportions and lies on the skin nearest to it. The trichion is the weakest of them:
/// it comes from the proportions of the face, since a shape shows no hair.
/// @param measuring  a head in mm, y up, z out of the face within about 25 degrees; origin anywhere, ears, neck and
///                   shoulders or not. Any other surface gives points on it that mean nothing.
/// @return each on the surface and marked is_guess; empty only for a surface without triangles.
/// @cost   0.2 to 0.5 s for 100k triangles.
Landmarks guess_landmarks(const Surface& measuring);

/// The same, but consistent with landmarks that are known: those of `fixed` are returned as they are, the others
/// are moved with them, the nearer the more.
/// @param fixed  any of the names, in mm in the surface's frame; the head may be turned any way when it holds
///               glabella, tragion_l and tragion_r.
Landmarks reguess_landmarks(const Surface& measuring, const Landmarks& fixed);

}  // namespace trichion
