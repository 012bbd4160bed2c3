// What the profile of a head shows exactly: its top, its back, the nose, the brow.
#pragma once

#include "core/geometry/surface.h"
#include "core/pipeline/head.h"

#include <map>
#include <optional>
#include <string>

namespace trichion {

/// Reads landmarks of the midline from the section by the plane through the given ones.
/// @param frame    anatomical frame -> surface, good to some degrees.
/// @param nearby   guesses, good to about 10 mm, of the names that are returned.
/// @return opisthocranion (farthest from the glabella), pronasale (foremost of the nose), nasion
///         (deepest under the chord from forehead to nose), glabella (foremost of the brow), trichion (by the
///         proportions of the face): those that the profile shows; the rest is left out.
std::map<std::string, glm::vec3> read_profile(const Surface& surface, const Similarity& frame,
                                              const Landmarks& nearby);

/// The highest place of the midline, within 40 mm of a guess; nothing when the head is open there. The top of a
/// head is flat: a degree of tilt moves it by 2 to 5 mm, so the frame must be the one that it is meant in.
std::optional<glm::vec3> highest_place(const Surface& surface, const Similarity& frame, const glm::vec3& nearby);

}  // namespace trichion
