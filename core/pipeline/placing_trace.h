// How a design's dots were placed, so that the next design copies what an edit leaves alone.
#pragma once

#include "core/geometry/curve_distance.h"
#include "core/pipeline/zones.h"

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <utility>
#include <vector>

namespace trichion {

/// What of a triangle is worked on.
struct WorkedSkin {
    std::uint8_t sixteenths = 0;
    bool is_front = false;  // its middle lies in the front band

    friend bool operator==(const WorkedSkin&, const WorkedSkin&) = default;
};

/// Kept beside the dots; holds the inputs, so that comparing them is exact.
struct PlacingTrace {
    enum class Kind : std::uint8_t { Empty, Native, Inside, Mixed };
    struct Tile {
        Kind kind = Kind::Empty;
        bool nears_frontal = false;
        std::uint32_t first_dot = 0;   // of this tile in Dots::dots
        std::uint32_t first_hair = 0;  // and in Dots::native_hair
        std::array<float, kRims> holds_mm{};  // DensityField::Patch
        float front_mm = 0.0f;
    };
    struct Area {
        std::uint32_t id = 0;
        FreeArea::Kind kind = FreeArea::Kind::Added;
        float blend_mm = 0.0f;
        std::vector<glm::vec3> line;
        glm::vec4 ball{0.0f};  // centre, and how far from it the area changes anything
        float cm2 = 0.0f;

        bool is_like(const Area& other) const {
            return id == other.id && kind == other.kind && blend_mm == other.blend_mm && line == other.line;
        }
    };

    // The inputs.
    std::uint64_t cloud = 0;
    ZoneMap zones;
    EdgeSettings edge;
    DotSettings dots;
    int sessions = 0;
    std::array<float, 4> shares{};
    float blend_mm = 0.0f;
    std::array<float, kRims> reach_mm{};  // of the edges, as these settings make it
    std::vector<std::pair<OutlinePart, std::vector<glm::vec3>>> parts;
    std::vector<Area> areas;

    // What came of them. One more tile than the cloud has: the ends of the last.
    std::vector<Tile> tiles;
    std::vector<WorkedSkin> skin;  // of each of the cloud's triangles
};

/// The inputs alone.
PlacingTrace trace_of(const DensityField& field, const CandidateCloud& cloud, const Outline& outline,
                      const EdgeSettings& edge, const OutlineResult& curves, const DotSettings& settings,
                      const SessionPlan& plan);

/// What an edit changed of the lines, and so which tiles and triangles it leaves as they were.
class EditBounds {
public:
    /// @param before  null: nothing is known, so nothing is left alone.
    EditBounds(const PlacingTrace* before, const PlacingTrace& now, const CandidateCloud& cloud);

    bool has_same_cloud() const { return has_same_cloud_; }
    /// Whether settings and cloud are those of before, edges aside: then a tile that is as uniform as it was has the
    /// same dots.
    bool has_same_filling() const { return has_same_filling_; }
    /// A tile that is left alone, with what holds for it under the new edges.
    PlacingTrace::Tile kept(const PlacingTrace::Tile& tile, float radius_mm) const;
    /// Whether this tile's dots are certainly the same.
    bool leaves(const glm::vec4& tile_ball, const PlacingTrace::Tile& tile) const;
    /// Whether this triangle is certainly worked on as it was.
    bool leaves(const CandidateCloud::Skin& skin) const;
    /// A free area that is drawn as it was; null when there is none.
    const PlacingTrace::Area* same_area(const PlacingTrace::Area& area) const;

private:
    struct Moved {
        CurveDistance line;
        glm::vec4 ball{0.0f};  // round all of it
        bool is_any = false;
    };
    void add(OutlinePart part, std::span<const glm::vec3> line);
    bool touches_an_area(const glm::vec3& centre, float radius_mm) const;

    const PlacingTrace* before_ = nullptr;
    const CandidateCloud& cloud_;
    bool has_same_cloud_ = false;
    bool has_same_filling_ = false;
    bool has_same_edges_ = false;
    bool has_same_blend_ = false;
    std::array<float, kRims> reach_mm_{};  // of the new edges
    float farthest_reach_mm_ = 0.0f;       // of old and new
    std::array<Moved, kRims> moved_;
    glm::dvec2 flat_min_{1e30}, flat_max_{-1e30};
    std::vector<glm::vec4> areas_;  // balls of those that came, went or changed
};

}  // namespace trichion
