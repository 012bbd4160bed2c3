// What the design's lines make of each place: edges that break up, blends, free areas, and where native hair ends.
#pragma once

#include "core/geometry/curve_distance.h"
#include "core/geometry/surface_loop.h"
#include "core/model/document.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/edge_noise.h"
#include "core/pipeline/outline_stage.h"

#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace trichion {

/// What the design's lines make of one place.
struct Shape {
    float share = 0.0f;          // of the place's own density
    float ahead_per_cm2 = 0.0f;  // sentinels, where the place has any density at all
    float scar_per_cm2 = 0.0f;   // whatever the place's own density
    float work = 0.0f;           // how far the place is worked on, 0 to 1
    float native = 0.0f;         // share of the native hair that the outline leaves, as drawn
    float dot_scale = 1.0f;      // on the diameter
    float shade = 1.0f;          // on a dot's shade
    float depth = 1.0f;          // and on its depth

    friend bool operator==(const Shape&, const Shape&) = default;
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
    DensityField(const CandidateCloud& cloud, const Outline& outline, const EdgeSettings& edge,
                 const OutlineResult& curves, Service service);
    DensityField(const DensityField&) = delete;
    DensityField& operator=(const DensityField&) = delete;

    /// A free area as it lies on the skin.
    struct Area {
        std::uint32_t id = 0;
        FreeArea::Kind kind = FreeArea::Kind::Added;
        float blend_mm = 0.0f;
        float density_per_cm2 = 0.0f, depth = 1.0f, take_up = 1.0f;  // of a scar; depth against the usual
        SurfaceLoop loop;
        CurveDistance edge;
        glm::vec3 centre{0.0f};
        float reach_mm = 0.0f;  // from `centre`: everything that it changes
    };

    const SurfaceLoop& loop() const { return loop_; }
    const std::vector<Area>& areas() const { return areas_; }
    const CurveDistance& rim(Rim rim) const { return rims_[static_cast<std::size_t>(rim)]; }
    /// Whether the skin inside the outline is worked on; otherwise only free areas are.
    bool fills_outline() const { return fills_outline_; }
    /// From an edge, up to which it changes anything but native hair's owner.
    float reach_mm(Rim rim) const { return reach_mm_[static_cast<std::size_t>(rim)]; }

    /// Part of a free area that touches a ball.
    struct NearArea {
        const Area* area = nullptr;
        NearPieces pieces;
        bool is_cut = false;     // its edge passes through the ball
        bool is_inside = false;  // where it is not cut
    };

    /// Places asked about together.
    struct Ball {
        glm::vec3 centre{0.0f};
        float radius_mm = 0.0f;
        bool may_bear_hair = true;  // false: no native hair stands there, whatever the outline leaves of it
    };

    /// What is known of all places within a ball, so that most of them need no geometry at all.
    struct Patch {
        enum class Side { Outside, Inside, Both } side = Side::Outside;
        Shape most;                        // no place of the ball has more of anything
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
    /// What holds everywhere in a ball whose patch is uniform.
    Shape inside_shape() const;
    static Shape native_shape();

    /// At a place of the surveyed ball.
    /// @param hair_goes_on_mm  from here to where native hair ends (CandidateCloud::hair_goes_on_mm).
    Shape shape_at(const glm::vec3& p, const Patch& patch,
                   float hair_goes_on_mm = std::numeric_limits<float>::infinity()) const;

private:
    friend class FieldSurvey;
    using Distances = std::array<float, kRims>;

    void lay_areas(const Outline& outline, const OutlineResult& curves, const CapProjection& cap);
    void describe(const Ball& ball, const Distances& mm, bool is_inside, Patch& patch) const;
    bool is_near_an_area(const glm::vec3& centre, float radius_mm) const;
    void survey_areas(const glm::vec3& centre, float radius_mm, Patch& patch) const;
    /// Whose the native hair of a ball is: of a bare or a hairy edge for certain, of either, or no matter.
    enum class Owner { NobodyAsks, Asked, Bare, Hairy };
    std::array<float, kRims> holding(const Distances& mm, float radius_mm, Owner owner) const;

    float rise(float behind_edge_mm, const EdgeSettings& edge) const;
    float faded_in(float from_blend_mm) const;
    /// How far work has taken over from the native hair that it meets at the blend, the ears and the nape, 0 to 1, at a
    /// place inside that lies `further_mm` further from them. Ears and nape are met by no native hair where that ends at
    /// the line.
    float worked_share(const Distances& mm, float further_mm, float hair_goes_on_mm) const;
    float most_share(float radius_mm, const Distances& mm, const Patch& patch) const;
    void add_front(const glm::vec3& p, const Distances& mm, Shape& shape) const;
    void add_areas(const glm::vec3& p, const Patch& patch, Shape& shape) const;

    float blend_mm_ = 30.0f;
    EdgeSettings edge_;
    EdgeSettings lower_edge_;
    EdgeNoise noise_;
    EdgeNoise lower_noise_;
    bool fills_outline_ = true;
    float sentinels_per_cm2_ = 0.0f;
    SurfaceLoop loop_;
    std::array<CurveDistance, kRims> rims_;
    std::array<float, kRims> reach_mm_{};
    std::vector<Area> areas_;
};

/// Goes from ball to ball over a field. Balls that lie near the one before are quickest: distances change no faster than
/// the place.
class FieldSurvey {
public:
    explicit FieldSurvey(const DensityField& field) : field_(field) {}

    /// Refreshes `patch` for the ball.
    void look(const DensityField::Ball& ball, DensityField::Patch& patch);

private:
    using Distances = DensityField::Distances;
    struct Measured {
        glm::vec3 centre{0.0f};
        Distances mm{};
        bool is_inside = false;
    };

    /// Settles the ball from the last place measured, if that is certain.
    bool settle(const DensityField::Ball& ball, DensityField::Patch& patch) const;
    /// Narrows the edges to the surroundings of the ball, unless it lies in those narrowed to already.
    void look_around(const glm::vec3& centre, float radius_mm);
    Distances measure(const glm::vec3& centre) const;

    const DensityField& field_;
    std::array<CurveDistance, kRims> rims_around_;  // about `around_`
    std::optional<glm::vec3> around_;
    std::optional<Measured> last_;
};

}  // namespace trichion
