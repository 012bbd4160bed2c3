// Candidates, zones and dots: one ranked cloud for each head, every design a threshold on it.
#pragma once

#include "core/base/cancel_token.h"
#include "core/geometry/surface.h"
#include "core/geometry/surface_loop.h"
#include "core/model/document.h"
#include "core/pipeline/brush_field.h"
#include "core/pipeline/dot_list.h"
#include "core/pipeline/fade_model.h"
#include "core/pipeline/head.h"
#include "core/pipeline/native_field.h"
#include "core/pipeline/outline_stage.h"
#include "core/pipeline/zone_map.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace trichion {

/// Where dots may be: over the whole scalp of the measuring surface and all other skin that an outline may enclose
/// (design_zone.h: forehead, temples, sideburns, round the ears, nape), independent of any design. In the full cloud a
/// candidate's index is its id for ever (same head, scale, landmarks and seed). A candidate belongs to every set whose
/// spacing is at most its rank: sets of greater density contain those of smaller. Candidates lie by 4 mm tile, tiles
/// along a Morton curve, and inside a tile by falling rank, so that a threshold reads a prefix of each.
struct CandidateCloud {
    /// A SurfacePoint in three quarters of its size.
    struct Place {
        std::uint32_t triangle = 0;
        float second = 0.0f, third = 0.0f;  // weights of the second and third corner

        Place() = default;
        Place(const SurfacePoint& at) : triangle(at.triangle), second(at.weights.y), third(at.weights.z) {}
        operator SurfacePoint() const { return {triangle, {std::max(1.0f - second - third, 0.0f), second, third}}; }
        friend bool operator==(const Place&, const Place&) = default;
    };

    std::uint32_t seed = 1;
    std::vector<Place> at;
    std::vector<glm::vec3> position_mm;
    std::vector<glm::vec3> normal;
    std::vector<float> rank_mm;             // the spacing at which it enters
    std::vector<float> entry_per_cm2;       // and the density: the same by spacing_of_density_mm
    std::vector<std::uint32_t> tile_start;  // first candidate of each tile, and one past the last
    std::vector<std::uint64_t> tile_place;  // of each tile along the curve, ascending; see tiles.h
    std::vector<glm::vec4> tile_sphere;     // centre and radius in mm round the candidates of each tile
    std::vector<glm::vec2> tile_scalp;      // least and most of the scalp mask among the candidates of each tile
    std::vector<std::uint32_t> tile_vertex_start;  // of each tile in `tile_vertex`, and one past the last
    std::vector<std::uint32_t> tile_vertex;        // vertices of the triangles that bear a tile's candidates
    /// Tiles that follow each other and fill a cube of 16 mm: what an edit copies or places at once.
    struct Block {
        std::uint32_t first_tile = 0, last_tile = 0;  // one past the last
        glm::vec4 sphere{0.0f};                       // round the tiles' spheres
        glm::vec2 flat_min{0.0f}, flat_max{0.0f};     // of the tiles' centres, laid flat
    };
    std::vector<Block> blocks;
    std::vector<std::uint32_t> triangles;   // of the measuring surface, that bear candidates, ascending
    float area_cm2 = 0.0f;                  // of those triangles
    CapProjection cap;                      // lays the scalp flat, to tell inside from outside
    std::vector<glm::dvec2> flat;           // of each vertex of the measuring surface
    std::vector<float> hair_goes_on_mm;     // from each vertex to bare skin that is not ahead of the ears; at most 30
    ZoneMap zones;
    std::vector<std::uint8_t> tile_zone;    // the zone of all of a tile's candidates; kZones where there are several
    std::vector<std::array<float, kZones>> zone_weights;  // of each vertex: how far it belongs to each zone; sum 1
    /// What never changes about one of `triangles`, in their order.
    struct Skin {
        glm::vec2 flat_min{0.0f}, flat_max{0.0f};  // all of it, laid flat
        glm::vec3 centre_mm{0.0f};
        float area_mm2 = 0.0f;
        Zone zone = Zone::Mid;
    };
    std::vector<Skin> skin;
    /// Some of `skin` that lie together.
    struct SkinPatch {
        std::uint32_t first = 0, last = 0;         // in `skin_order`; one past the last
        glm::vec2 flat_min{0.0f}, flat_max{0.0f};
        glm::vec4 sphere{0.0f};                    // round the centres
    };
    std::vector<std::uint32_t> skin_order;         // indices into `skin`, patch by patch
    std::vector<SkinPatch> skin_patches;
    std::uint64_t key = 0;                  // tells one cloud from another: head, scale, landmarks, seed
    /// Spacing whose set has this density (dots per cm2) on this head: measured, not a formula.
    std::vector<float> spacing_of_density_mm;  // index: density, 0 to 400
    /// Up to which all candidates are there; a denser set is what there is. 400, less for a cloud that comes early.
    float complete_per_cm2 = 0.0f;

    /// A number that belongs to the candidate's place alone: the same in the cloud that comes early and in the full one,
    /// where its index is another.
    std::uint64_t name(std::uint32_t id) const;

    /// The same between whole densities, and beyond 400 by the square root law; infinite at 0.
    float spacing_mm(float density_per_cm2) const;
    /// The least density whose spacing is at most this.
    float density_per_cm2(float spacing_mm) const;
};

/// The triangles of the measuring surface that bear candidates, ascending: the scalp, and whatever skin an outline may
/// run over, since it may enclose all of that. On a head that knows no zone for outlines, the scalp and 30 mm before it.
/// @cost about 10 ms.
std::vector<std::uint32_t> candidate_skin(const Head& head);

/// Takes the cloud that comes early: complete to 130 dots per cm2 or more, at the places and ranks of the full one.
using EarlyCloud = std::function<void(CandidateCloud)>;

/// Blue noise at every density: the least spacing is 0.68 of the hexagonal one or more up to 250 dots per cm2, and the
/// power at long waves a tenth of white noise's or less (docs/TESTING.md). The same to the last bit whatever the compiler
/// and the number of threads.
/// @param early  called once, on the calling thread, before a cloud is complete that is not in the cache.
/// @error Cancelled; Degenerate (neither scalp nor skin for an outline on this head).
/// @cost about 2.7 s with two threads, once, and the early cloud after 1 s; later read from the cache in 0.1 s (spacing_bench).
///       44 bytes for each candidate.
Result<CandidateCloud> build_candidates(const Head& head, std::uint32_t seed, const CancelToken& token = {},
                                        const Progress& progress = {}, const EarlyCloud& early = {});

/// The scalp mask at a place: 0 bare skin to 1 hair-bearing scalp.
float scalp_at(const Head& head, const SurfacePoint& at);
/// Share of the full native hair that a place of the scalp mask bears: the mask's middle is the edge of the hair.
float hairiness(float scalp);

/// How regular the front edge came out, as measured on the dots (edge_meter.h).
struct EdgeMeter {
    float regularity = 0.0f;         // 0 no two alike, 1 drawn with a ruler
    float macro_mm = 0.0f;           // root mean square of the first row's mounds and bays
    float micro_mm = 0.0f;           // and of what is shorter
    float spacing_variation = 0.0f;  // standard deviation over mean of the steps along the first row
    bool is_measured = false;        // false: fewer dots at the front than can be judged
};

/// Skin to work on in a named region.
struct RegionArea {
    std::string name;        // "front", then the words of Zone; or a free area's own name
    std::uint32_t area = 0;  // id of the free area; 0 for a region of the scalp
    float cm2 = 0.0f;        // a free area's is all that its edge encloses
};

struct PlacingTrace;

/// Dots that are too near each other to stay apart for years.
///
/// A dot is *crowded* when `kCrowd` others or more lie nearer to it, centre to centre, than twice the seen diameter that
/// the design's dots have five years after healing (appearance.h: the diameter, spread by diffusion with the fade figures
/// in force), and *crowded already when healed* when as many lie nearer than twice the diameter before it spreads. One or two near neighbours still leave bare skin round a dot, as follicles that grow close together do; with
/// `kCrowd` its skin is closed in from all sides, and from there it merges into one shade. Places are those before the
/// hand's jitter.
/// The advice speaks from 15 % crowded dots on. On the default design of a built-in head 1.2 % are, and 0.3 % already when
/// healed; of 220 dots per cm2 7 and 3 %, of 260 21 and 10 %; of dots of 0.40 mm 9 and 5 %, of 0.50 mm 63 and 53 % (dots_bench).
/// @source FACTS 1.7 [S35b, S38] for the spread; the count is ours.
struct Merging {
    static constexpr int kCrowd = 5;

    float within_mm = 0.0f;              // twice that diameter
    float share = 0.0f;                  // crowded dots of all
    std::vector<std::uint64_t> crowded;  // bit by Dot::id; none for dots set by hand
    // The same already when healed: some of those.
    float healed_within_mm = 0.0f;
    float healed_share = 0.0f;
    std::vector<std::uint64_t> healed_crowded;

    bool is_crowded(std::uint32_t id) const { return has(crowded, id); }
    bool is_crowded_when_healed(std::uint32_t id) const { return has(healed_crowded, id); }

private:
    static bool has(const std::vector<std::uint64_t>& bits, std::uint32_t id) {
        return id / 64 < bits.size() && (bits[id / 64] >> (id % 64) & 1u) != 0;
    }
};

struct Dots {
    DotList dots;                      // pigment, ascending id. Those set by hand come last, by HandDot::id: theirs is
                                       // the number of candidates plus that
    DotList native_hair;               // the shaved hair that remains, for the picture only
    std::array<int, 4> per_session{};
    float area_cm2 = 0.0f;             // of worked skin: inside the outline or an added area, and not left out
    std::vector<RegionArea> regions;   // the worked skin by region, which add up to it; then the free areas
    float density_per_cm2 = 0.0f;      // count over area
    float least_spacing_mm = 0.0f;     // between any two dots; 0 when fewer than two. Before the hand's jitter, and
                                       // without dots set by hand
    Merging merging;
    EdgeMeter edge;
    std::vector<Advice> advice;
    std::shared_ptr<const PlacingTrace> trace;  // how they were placed: what the next placing needs of this one
};

/// All that decides about dots.
struct DotsInput {
    const Head& head;
    const CandidateCloud& cloud;
    const Outline& outline;
    const EdgeSettings& edge;
    const OutlineResult& curves;
    const DotSettings& settings;
    const SessionPlan& plan;       // sessions, shares and zones left out; not its shades and dates
    const NativeField& native;     // native_field.h
    const BrushField& brushed;     // brush_field.h
    /// Of this client's pigment (fade_model.h, Outlook::Expected): decides which dots will merge, about no dot itself.
    float spread_mm2_per_year = FadeModel{}.spread_mm2_per_year[static_cast<std::size_t>(Outlook::Expected)];
};

/// Which candidates are dots under this design. A dot's place is its candidate's, moved along the skin by the hand's
/// jitter, which is the candidate's own: whatever else changes, it is there or not.
///
/// A place is meant to bear `density_per_cm2` times its zones' shares, less the share of native hair that stands there
/// (`native`), broken and feathered by the outline's edges and free areas, then brushed. What a brush adds counts as far
/// as the place lies in the work: it thickens a feathered edge without cutting it, and brings no dots beyond the line. A
/// scar has its own density instead, whatever zone and native hair; take-up lowers its dots' shade, its depth stands
/// against `kUsualDepthMm`. With Service::Scar the outline itself is not filled.
///
/// A dot belongs to the first session whose share of its target lets it in, among the sessions that work its zone; a
/// zone that no session works bears none. Of the candidates within `kRemovedWithinMm` of a dot taken away by hand, the
/// one that enters first is none. A dot set by hand stands where the hand put it, belongs to session 1 and varies.
/// @param before  the dots of an earlier design, or null: what an edit leaves alone is copied from them. The result is
///                the same to the last bit.
/// @cost CPU time on all cores, quiet to busy machine: for 29,000 dots about 30 ms afresh. With `before`: 4.0 to 5.7 ms while one
///       point of the outline is dragged, 1.1 to 1.9 ms while the density is, 7.6 to 9.5 ms while the diameter is, 0.4 ms under
///       a brush of 20 mm radius; of 61,000 dots 1.2 to 2.0 ms, of 67,000 down to the nape 2.4 to 3.9 ms while the density is
///       dragged (dots_bench).
Dots place_dots(const DotsInput& input, const Dots* before = nullptr);

inline constexpr float kUsualDepthMm = 0.6f;      // needle travel [FACTS 1.4]
inline constexpr float kRemovedWithinMm = 0.3f;

}  // namespace trichion
