// Left and right of a head that is not quite even: which place answers to which on the other side.
#pragma once

#include "core/geometry/surface.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// The head's own midline surface, bent as the head is (midline_sheet.h), and its natural asymmetry. Mirroring twice
/// gives the place again. Cheap to make: once for each edit.
class Symmetry {
public:
    /// @param client  its traced hairline, where there is one and it crosses the midline, is the natural asymmetry; else
    ///                the left and right landmarks are, those set by hand more than those guessed.
    Symmetry(const Head& head, const ClientFacts& client);

    /// The place on the other side: of the same ray from the middle of the head, reflected, its crossing with the skin. So
    /// never on an ear or inside the mouth when the point is not. Places of the midline are their own counterparts.
    /// @param asymmetry  share of the natural asymmetry kept, 0 to 1.
    /// @cost  some microseconds.
    SurfacePoint counterpart(const SurfacePoint& at, float asymmetry) const;
    /// The place of the midline at the same way round the head, from brow to nape: the nearest over the skin.
    SurfacePoint on_midline(const SurfacePoint& at) const;
    /// The counterpart of a place in space, not put on the skin.
    glm::vec3 reflect(const glm::vec3& p) const;
    /// Left of the midline surface, mm; negative on the right.
    float offset_mm(const glm::vec3& p) const;

    /// How much higher the client's left side lies than the right one by nature near this place, in mm over the skin from
    /// brow to nape; and how much farther out. Nought on the midline.
    glm::vec2 natural_mm(const glm::vec3& p) const;

private:
    // What is known of the natural asymmetry at one place, given for the left side.
    struct Known {
        Bearing at;
        glm::dvec2 difference_mm{0.0};  // left against right: outwards, and up and back
        double weight = 1.0;
    };
    // At rounds 15 degrees apart (rows) and sides 12 degrees apart, the mean of left and right: mm over the skin from brow
    // to nape for each radian, over kSkinRadius_mm; and by how much of itself the head gets wider. Empty: a ball.
    static constexpr int kRounds = 12, kSides = 6;
    void read_stretch();
    glm::dvec2 stretch(const Bearing& at) const;
    bool read_trace(const std::vector<glm::vec3>& trace);
    void read_landmarks();
    glm::dvec2 difference_mm(const Bearing& at) const;
    Bearing evened(const Bearing& natural, double asymmetry) const;
    Bearing natural(const Bearing& evened, double asymmetry) const;
    SurfacePoint on_skin(const glm::dvec3& direction, double expected_mm, const SurfacePoint& otherwise) const;

    const Head& head_;
    const MidlineSheet& sheet_;
    std::vector<Known> known_;
    std::vector<glm::dvec2> stretch_;
    double reach_mm_ = 60.0;   // how far a known difference tells of its surroundings, outwards
    double up_reach_mm_ = 180.0;  // and up and back: a hairline is as uneven above its place as on it
    double doubt_ = 0.5;       // weight of "no difference" everywhere
};

}  // namespace trichion
