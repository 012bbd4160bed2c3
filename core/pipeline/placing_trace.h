// How a design's dots were placed, so that the next design copies what an edit leaves alone.
#pragma once

#include "core/geometry/curve_distance.h"
#include "core/pipeline/crowding.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/edge_meter.h"
#include "core/pipeline/ground.h"
#include "core/pipeline/tile_targets.h"
#include "core/pipeline/zones.h"

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace trichion {

/// What of a triangle is worked on.
struct WorkedSkin {
    std::uint8_t sixteenths = 0;
    bool is_front = false;  // its middle lies in the front band

    friend bool operator==(const WorkedSkin&, const WorkedSkin&) = default;
};

/// What the lines mean to one tile.
struct TileLines {
    enum class Kind : std::uint8_t { Empty, Native, Inside, Mixed };

    Kind kind = Kind::Empty;
    bool nears_frontal = false;
    bool may_bear_hair = true;                    // DensityField::Ball, as its native hair was
    Shape most;                                   // DensityField::Patch
    std::array<float, kRims> holds_mm{};
    float front_mm = 0.0f;
    std::shared_ptr<const std::vector<Shape>> shapes;  // of a mixed tile: of its first candidates, or null

    bool bears_dots() const { return most.share > 0.0f || most.ahead_per_cm2 > 0.0f || most.scar_per_cm2 > 0.0f; }
};

/// What lines and ground mean to one tile; both by value, since an edit asks one tile after the other.
struct SettledTile {
    TileLines lines;
    TileTargets targets;  // for no candidate while none was asked
};

/// Where in its block what came of a tile begins.
struct PlacedTile {
    std::uint32_t first_dot = 0, first_hair = 0, first_state = 0;
};

/// What holds for all tiles of a block holds for it.
struct SettledBlock {
    std::vector<SettledTile> tiles;
    bool nears_frontal = false;
    bool bears_dots = false;              // any of its tiles may
    bool may_bear_hair = true;            // all of its tiles may
    std::array<float, kRims> holds_mm{};  // as of a tile, about the block's centre
    float front_mm = 0.0f;
};

/// How one block of the cloud was placed; shared by all designs that left it alone.
struct PlacedBlock {
    std::shared_ptr<const SettledBlock> settled;
    std::vector<PlacedTile> tiles;       // one more than it has: the ends of the last
    std::vector<CandidateState> states;  // of the first candidates of each tile; the others are nothing
    DotList::Piece dots, native_hair;
    std::array<int, 4> per_session{};

    std::span<const CandidateState> states_of(std::size_t tile) const {
        return std::span(states).subspan(tiles[tile].first_state, tiles[tile + 1].first_state - tiles[tile].first_state);
    }
};

/// What the edge's meter sees of a block's dots.
struct FrontDots {
    DotList::Piece dots;
    std::vector<RowDot> seen;  // of each; EdgeLine::kUnseenMm deep where the meter passes over it
};

/// Kept beside the dots; holds the inputs, so that comparing them is exact.
struct PlacingTrace {
    struct Area {
        FreeArea figures;  // without its points
        std::vector<glm::vec3> line;
        glm::vec4 ball{0.0f};  // centre, and how far from it the area changes anything
        float cm2 = 0.0f;

        /// Whether both mean the same to dots.
        bool is_like(const Area& other) const { return figures == other.figures && line == other.line; }
    };

    // The inputs.
    std::uint64_t cloud = 0;
    ZoneMap zones;
    EdgeSettings edge;
    DotSettings dots;
    int sessions = 0;
    std::array<float, 4> shares{};
    std::array<std::uint8_t, 4> zones_left_out{};
    float blend_mm = 0.0f;
    std::array<float, kRims> reach_mm{};  // of the edges, as these settings make it
    std::vector<std::pair<OutlinePart, std::vector<glm::vec3>>> parts;
    std::vector<Area> areas;
    std::shared_ptr<const NativeField> native;
    std::vector<std::shared_ptr<const std::vector<BrushField::Change>>> brushed;  // chunk by chunk of vertices; or none
    std::vector<glm::vec3> removed_mm;

    // What came of them.
    std::shared_ptr<const DensityField> field;
    std::shared_ptr<const Ground> ground;
    std::vector<std::uint32_t> removed;  // candidates, ascending
    std::vector<std::shared_ptr<const PlacedBlock>> blocks;
    std::vector<std::shared_ptr<const FrontDots>> front;  // by block; null away from the front
    std::shared_ptr<const std::vector<WorkedSkin>> skin;  // of each of the cloud's triangles
    Crowding crowding;
};

/// The inputs and what follows from them at once; parts that are those of `before` are shared with it.
std::shared_ptr<PlacingTrace> trace_of(const DotsInput& input, const PlacingTrace* before);

/// What an edit changed, and so which tiles, blocks and triangles it leaves as they were.
class EditBounds {
public:
    /// @param before  null: nothing is known, so nothing is left alone.
    EditBounds(const Head& head, const PlacingTrace* before, const PlacingTrace& now, const CandidateCloud& cloud);

    /// Some that follow each other, with a ball round their candidates.
    struct Tiles {
        std::uint32_t first = 0, last = 0;  // one past the last
        glm::vec4 ball{0.0f};
    };
    static Tiles tiles_of(const CandidateCloud::Block& block) { return {block.first_tile, block.last_tile, block.sphere}; }

    bool has_same_cloud() const { return has_same_cloud_; }
    /// Whether every line, edge and area is as it was.
    bool has_same_lines() const { return has_same_lines_; }
    /// Whether a dot that stays looks as it did: the hand and the diameter are the same.
    bool has_same_hand() const { return has_same_hand_; }
    /// Whether all that fills some tiles, the lines apart, is the same: what was brushed and the native hair and, where they
    /// bear dots, their density, zones and sessions and the hand.
    bool fills_alike(const Tiles& tiles, bool bear_dots) const;
    /// Whether zones and native hair are the same everywhere, whatever was brushed.
    bool has_same_ground_beneath() const { return has_same_ground_; }
    /// And what was brushed, in some tiles.
    bool has_same_ground(const Tiles& tiles) const { return has_same_ground_ && !are_brushed(tiles); }
    /// Whether the lines mean to this tile, or to all tiles of this block, certainly what they did.
    bool leaves(const glm::vec4& ball, const TileLines& tile) const;
    bool leaves(const CandidateCloud::Block& block, const SettledBlock& settled) const;
    /// Whether these triangles certainly lie inside or outside as they did, and in the front band as they did.
    bool leaves_sides(const CandidateCloud::SkinPatch& patch) const;
    bool leaves_front(const CandidateCloud::SkinPatch& patch) const;
    /// A free area that is drawn as it was; null when there is none.
    const PlacingTrace::Area* same_area(const PlacingTrace::Area& area) const;

private:
    struct Moved {
        CurveDistance line;
        glm::vec4 ball{0.0f};  // round all of it
        bool is_any = false;
    };
    void compare_lines(const PlacingTrace& now);
    void compare_areas(const PlacingTrace& now);
    void compare_brushwork(const Head& head, const PlacingTrace& now);
    void add(OutlinePart part, std::span<const glm::vec3> line);
    bool are_brushed(const Tiles& tiles) const;
    bool touches_an_area(const glm::vec3& centre, float radius_mm) const;
    bool is_beyond(const glm::vec4& ball, const std::array<float, kRims>& holds_mm, float front_mm) const;
    bool may_change_side(const glm::vec2& flat_min, const glm::vec2& flat_max) const;

    const PlacingTrace* before_ = nullptr;
    const CandidateCloud& cloud_;
    bool has_same_cloud_ = false;
    bool has_same_filling_ = false;  // of places that bear dots
    bool has_same_native_ = false;
    bool has_same_ground_ = false;
    bool has_same_lines_ = false;
    bool has_same_hand_ = false;
    bool has_same_edges_ = false;
    bool has_same_blend_ = false;
    bool has_same_service_ = false;  // as far as lines go
    std::array<float, kRims> reach_mm_{};  // of the new edges
    float farthest_reach_mm_ = 0.0f;       // of old and new
    std::array<Moved, kRims> moved_;
    glm::dvec2 flat_min_{1e30}, flat_max_{-1e30};
    std::vector<glm::vec4> areas_;         // balls of those that came, went or changed
    std::vector<Box> brushed_;             // round all skin that brushes changed, generously
    std::vector<std::uint8_t> is_brushed_; // by vertex, while there is any
    std::vector<std::uint32_t> removed_;   // candidates that were taken away or came back, ascending
};

}  // namespace trichion
