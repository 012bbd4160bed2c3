// The zones stage: how many dots a square centimetre of each place is meant to bear, and how much native hair.
#pragma once

#include "core/geometry/curve_distance.h"
#include "core/geometry/surface_loop.h"
#include "core/model/document.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/edge_noise.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <array>
#include <limits>
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
    /// The zone that has the greater say at a place.
    Zone zone(const glm::vec3& p) const;

    friend bool operator==(const ZoneMap&, const ZoneMap&) = default;

private:
    float crown_share(const glm::vec3& p) const;
    float side_share(const glm::vec3& p) const;
    float temple_share(const glm::vec3& p) const;

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

/// What a stretch of the outline means to dots and to native hair.
enum class Rim : std::uint8_t {
    Frontal,  // breaks up as its edge settings say; sentinels stand ahead of it
    Side,     // temples and sideburns: the same without sentinels
    Lower,    // ears and nape: a soft edge that native hair may follow on
    Blend,    // fades into the fringe
};
inline constexpr std::size_t kRims = 4;
Rim rim_of(OutlinePart part);

/// The edge as it is round ears and nape: short clusters, no mounds, no gaps, and a soft rise.
EdgeSettings lower_edge_of(const EdgeSettings& edge);

/// The design as a field over the skin. Every value depends on the place and on the nearest stretch of each edge
/// alone: moving one end of a hairline changes nothing further away, to the last bit.
class DensityField {
public:
    DensityField(const Head& head, const CandidateCloud& cloud, const Outline& outline, const EdgeSettings& edge,
                 const OutlineResult& curves, const DotSettings& settings);
    DensityField(const DensityField&) = delete;
    DensityField& operator=(const DensityField&) = delete;

    /// A free area as it lies on the skin.
    struct Area {
        std::uint32_t id = 0;
        FreeArea::Kind kind = FreeArea::Kind::Added;
        float blend_mm = 0.0f;
        SurfaceLoop loop;
        CurveDistance edge;
        glm::vec3 centre{0.0f};
        float reach_mm = 0.0f;  // from `centre`: everything that it changes
    };

    const SurfaceLoop& loop() const { return loop_; }
    const std::vector<Area>& areas() const { return areas_; }
    const CurveDistance& rim(Rim rim) const { return rims_[static_cast<std::size_t>(rim)]; }
    const ZoneMap& zones() const { return zones_; }
    /// From an edge, up to which it changes anything but native hair's owner.
    float reach_mm(Rim rim) const { return reach_mm_[static_cast<std::size_t>(rim)]; }

    /// Part of a free area that touches a ball.
    struct NearArea {
        const Area* area = nullptr;
        NearPieces pieces;
        bool is_cut = false;     // its edge passes through the ball
        bool is_inside = false;  // where it is not cut
    };

    /// What is known of all places within a ball, so that most of them need no geometry at all.
    struct Patch {
        enum class Side { Outside, Inside, Both } side = Side::Outside;
        float most_per_cm2 = 0.0f;         // no target in the ball is denser
        float most_native_per_cm2 = 0.0f;  // nor any of native hair
        bool nears_front = false;          // somewhere in it an edge lowers the density
        bool nears_frontal = false;        // the frontal part is near enough to matter to first row or sentinels
        bool nears_blend = false;
        bool is_all_native = false;        // everywhere the full native density and no pigment
        bool needs_owner = false;          // whether native hair stands depends on which edge is nearer
        std::array<NearPieces, kRims> pieces;
        std::vector<NearArea> areas;
        /// By Rim: while no stretch within this distance of the centre comes or goes, the ball stays as it is.
        std::array<float, kRims> holds_mm{};
        float front_mm = 0.0f;  // no place of it is nearer to an edge that breaks up

        void clear();  // to nothing at all, outside; keeps its memory
        /// Whether one answer holds for all places but for the zone they lie in.
        bool is_uniform() const {
            return side != Side::Both && !nears_front && !nears_blend && !needs_owner && areas.empty();
        }
    };
    /// Refreshes `patch` for the ball. Balls that lie near the one before are quickest: distances change no faster
    /// than the place.
    void survey(const glm::vec3& centre, float radius_mm, Patch& patch);

    /// The target at a place of the surveyed ball.
    /// @param hair_goes_on_mm  from here to where native hair ends (CandidateCloud::hair_goes_on_mm).
    Target target_at(const glm::vec3& p, const Patch& patch,
                     float hair_goes_on_mm = std::numeric_limits<float>::infinity()) const;

private:
    using Distances = std::array<float, kRims>;
    struct Measured {
        glm::vec3 centre{0.0f};
        Distances mm{};
        bool is_inside = false;
    };

    void lay_areas(const Outline& outline, const OutlineResult& curves, const CapProjection& cap);
    /// Settles the ball from the last place measured, if that is certain.
    bool settle(const glm::vec3& centre, float radius_mm, Patch& patch) const;
    bool is_near_an_area(const glm::vec3& centre, float radius_mm) const;
    void survey_areas(const glm::vec3& centre, float radius_mm, Patch& patch) const;
    /// Narrows the edges to the surroundings of the ball, unless it lies in those narrowed to already.
    void look_around(const glm::vec3& centre, float radius_mm);
    Distances measure(const glm::vec3& centre) const;
    /// Whose the native hair of a ball is: of a bare or a hairy edge for certain, of either, or no matter.
    enum class Owner { NobodyAsks, Asked, Bare, Hairy };
    std::array<float, kRims> holding(const Distances& mm, float radius_mm, Owner owner) const;

    float rise(float behind_edge_mm, const EdgeSettings& edge) const;
    float faded_in(float from_blend_mm) const;
    /// How far work has taken over from the native hair that it meets at the blend, the ears and the nape, 0 to 1, at a
    /// place inside that lies `further_mm` further from them. Ears and nape are met by no native hair where that ends at
    /// the line.
    float worked_share(const Distances& mm, float further_mm, float hair_goes_on_mm) const;
    float most_in(const glm::vec3& centre, float radius_mm, const Distances& mm, const Patch& patch) const;
    void add_front(const glm::vec3& p, const Distances& mm, float full_per_cm2, Target& target) const;
    void add_areas(const glm::vec3& p, const Patch& patch, float full_per_cm2, Target& target) const;

    float blend_mm_ = 30.0f;
    EdgeSettings edge_;
    EdgeSettings lower_edge_;
    EdgeNoise noise_;
    EdgeNoise lower_noise_;
    ZoneMap zones_;
    float scale_ = 1.0f;              // of all densities
    float sentinels_per_cm2_ = 0.0f;
    SurfaceLoop loop_;
    std::array<CurveDistance, kRims> rims_;
    std::array<CurveDistance, kRims> rims_around_;  // the same about `around_`
    std::array<float, kRims> reach_mm_{};
    std::vector<Area> areas_;
    std::optional<glm::vec3> around_;
    std::optional<Measured> last_;
};

}  // namespace trichion
