// The bent sheet between the two halves of a head: across it left answers to right.
#pragma once

#include <array>
#include <glm/glm.hpp>

namespace trichion {

struct Head;

/// A place on a head as seen from the sheet's centre.
struct Bearing {
    double side_rad = 0.0;    // left of the sheet, -pi/2 to pi/2; 0 on it
    double round_rad = 0.0;   // in the sheet: 0 forward, pi/2 up, pi back
};

/// The sheet: a ruled surface of rays from `centre`, each bent off the flat plane by an angle that changes smoothly from
/// the brow over the top to the nape. Rays from the centre are reflected into rays, so two places on the skin answer to
/// each other exactly, however uneven the halves are.
/// @source Ours.
struct MidlineSheet {
    glm::vec3 centre{0.0f};
    glm::vec3 left{1.0f, 0.0f, 0.0f};     // unit, and at right angles to each other
    glm::vec3 up{0.0f, 1.0f, 0.0f};
    glm::vec3 forward{0.0f, 0.0f, 1.0f};
    std::array<double, 7> bend{};         // tangent of the angle: constant, then cosine and sine of 1, 2, 3 times round_rad

    /// Tangent of the angle between the sheet and the flat plane in this direction.
    double slope(double round_rad) const;
    /// Left of the sheet, along `left`; mm.
    double offset_mm(const glm::dvec3& p) const;
    /// The place that answers to `p` in space. Twice gives `p`.
    glm::dvec3 reflect(const glm::dvec3& p) const;

    Bearing bearing(const glm::dvec3& p) const;
    /// The unit direction from the centre.
    glm::dvec3 direction(const Bearing& bearing) const;
};

/// The sheet of a head. Three kinds of evidence are weighed against each other: midline landmarks, pairs of landmarks, and
/// the skin of forehead and skull, whose reflection should lie on it. Doubtful evidence counts little: a landmark far
/// from where the rest puts it, an ear, hair. Bends are held small unless all agree.
/// @cost about 5 ms; once for each fit of a head (fit_head). Without landmarks the flat plane x = 0.
/// @source Least squares with M. J. Black and A. Rangarajan's weights (Geman-McClure), 1996; the rest is ours.
MidlineSheet fit_midline_sheet(const Head& head);

}  // namespace trichion
