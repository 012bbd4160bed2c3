// The zones stage: how many dots a square centimetre of each place is meant to bear, and how much native hair.
#pragma once

#include "core/geometry/curve_distance.h"
#include "core/geometry/surface_loop.h"
#include "core/model/document.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <optional>
#include <vector>

namespace trichion {

/// Full density by place alone: top, crown, sides and temples, of a design whose top has 180 dots on a cm2. A head
/// without landmarks is all top.
/// @source FACTS Rulings (densities) [S10, S07]; whorl 62.5 mm behind the line of the ears [S69].
class ZoneMap {
public:
    explicit ZoneMap(const Head& head);
    float density_per_cm2(const glm::vec3& p) const;
    /// No place within `radius_mm` of `p` is denser.
    float most_per_cm2(const glm::vec3& p, float radius_mm) const;

private:
    std::optional<glm::vec3> whorl_mm_;
    float canthus_mm_ = 0.0f;  // half the distance between the outer corners of the eyes
    float middle_y_mm_ = 0.0f;  // height about which "sideways" is judged
};

/// What one place is meant to bear.
struct Target {
    float density_per_cm2 = 0.0f;         // of pigment dots
    float native_per_cm2 = 0.0f;          // of shaved native hair
    float dot_scale = 1.0f;               // on the diameter
};

/// The design as a field over the skin. Every value depends on the place and on the nearest stretch of each edge
/// alone: moving one end of a hairline changes nothing further away, to the last bit.
class DensityField {
public:
    DensityField(const Head& head, const CandidateCloud& cloud, const Outline& outline, const EdgeSettings& edge,
                 const OutlineResult& curves, const DotSettings& settings);
    DensityField(const DensityField&) = delete;
    DensityField& operator=(const DensityField&) = delete;

    const SurfaceLoop& loop() const { return loop_; }

    /// What is known of all places within a ball, so that most of them need no geometry at all.
    struct Patch {
        enum class Side { Outside, Inside, Both } side = Side::Outside;
        float most_per_cm2 = 0.0f;         // no target in the ball is denser
        float most_native_per_cm2 = 0.0f;  // nor any of native hair
        bool nears_front = false;          // somewhere in it the front edge lowers the density
        bool nears_blend = false;
        bool is_all_native = false;        // everywhere the full native density and no pigment
        bool needs_owner = false;          // whether native hair stands depends on which edge is nearer
        NearPieces front;
        NearPieces blend;
    };
    /// Refreshes `patch` for the ball. Balls that lie near the one before are quickest: distances change no faster
    /// than the place.
    void survey(const glm::vec3& centre, float radius_mm, Patch& patch);

    /// The target at a place of the surveyed ball.
    Target target_at(const glm::vec3& p, const Patch& patch) const;

private:
    /// Settles the ball from the last place measured, if that is certain.
    bool settle(const glm::vec3& centre, float radius_mm, Patch& patch) const;
    float front_reach_mm() const;
    float rise(float behind_edge_mm) const;
    float faded_in(float from_blend_mm) const;

    Outline outline_;
    EdgeSettings edge_;
    ZoneMap zones_;
    float scale_ = 1.0f;  // of all densities
    std::uint64_t seed_ = 0;
    SurfaceLoop loop_;
    /// Narrows the edges to the surroundings of the ball, unless it lies in those narrowed to already.
    void look_around(const glm::vec3& centre, float radius_mm);

    CurveDistance front_;
    CurveDistance blend_;
    CurveDistance front_around_;  // the same about `around_`
    CurveDistance blend_around_;
    std::optional<glm::vec3> around_;
    struct Measured {
        glm::vec3 centre{0.0f};
        float front_mm = 0.0f;
        float blend_mm = 0.0f;
        bool is_inside = false;
    };
    std::optional<Measured> last_;
};

}  // namespace trichion
