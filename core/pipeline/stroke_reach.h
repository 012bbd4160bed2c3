// The skin that a brush's stroke reaches: near its way, joined to it, and facing as it does.
#pragma once

#include "core/geometry/surface.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

/// A place of a document (source frame, before scaling) farther off the skin is on another head: nothing is done there.
inline constexpr float kFarthestOffSkinMm = 10.0f;

/// Where a place of a document lies on this head's skin; nothing when that is too far off. @cost some microseconds.
std::optional<SurfacePoint> place_on_skin(const Head& head, const glm::vec3& in_source_frame);

/// How much a stroke does at a place, 1 on its way to 0 at its radius, smooth at both.
/// @param near2  square of the distance over the radius, 0 to 1.
inline float soft_falloff(float near2) { return (1.0f - near2) * (1.0f - near2); }
/// The same with a hard rim: all of it within 85 % of the radius.
float hard_falloff(float near2);

/// Lays strokes on one head, piece by piece: piece 0 is the dab at the first place, piece i the straight way from place
/// i - 1 to place i. What a piece reaches depends on the piece and the skin alone, so a stroke that grows only adds
/// pieces. Reached is skin within the radius (straight, in mm on this head) that neither faces away from the way nor lies
/// deeper under it than a head bends, and is joined to it through such skin: neither the far side of an ear nor the scalp
/// behind one.
class StrokeReach {
public:
    /// @cost about 20 us for 100k triangles: make one for many strokes.
    explicit StrokeReach(const Head& head);

    struct Near {
        std::uint32_t vertex = 0;
        float near2 = 0.0f;  // square of the distance to the piece over the radius, below 1
    };
    struct Piece {
        std::span<const Near> vertices;            // each once, in an order that is the piece's own
        std::span<const std::uint32_t> triangles;  // those with a corner among them, and the first ones
    };

    /// Calls `visit(const Piece&)` for the pieces from `first` on: each of the path, after it that of the mirrored path.
    template <class Visit>
    void for_each_piece(const Stroke& stroke, std::size_t first, Visit&& visit) {
        const std::size_t count = std::max(stroke.path.size(), stroke.mirrored.size());
        Way path(stroke.path), mirrored(stroke.mirrored);
        for (std::size_t i = first; i < count; ++i)
            for (Way* way : {&path, &mirrored})
                if (step(*way, i, stroke.radius_mm)) visit(Piece{vertices_, triangles_});
    }

    /// The skin under the whole stroke: every vertex once with the nearest that any piece comes.
    std::vector<Near> reached(const Stroke& stroke);

private:
    struct Foot {
        std::uint32_t triangle = 0;
        glm::vec3 position_mm{0.0f}, normal{0.0f};
    };
    struct Way {
        explicit Way(std::span<const glm::vec3> of) : places(of) {}
        std::span<const glm::vec3> places;
        std::size_t last_index = ~std::size_t{0};
        std::optional<Foot> last;
    };
    std::optional<Foot> foot_of(const glm::vec3& place) const;
    /// Finds what piece `i` reaches; false when it is not there or not on this head.
    bool step(Way& way, std::size_t i, float radius_mm);
    void flood(const Foot& from, const Foot& to, float radius_mm);

    const Head& head_;
    std::vector<Near> vertices_;
    std::vector<std::uint32_t> triangles_;
    std::vector<std::uint8_t> is_triangle_seen_;  // all 0 between pieces
    std::vector<std::uint8_t> vertex_state_;      // all 0 between pieces
};

}  // namespace trichion
