// The outer skin of a scan by a rolling ball and surface nets.
#include "core/geometry/skin_wrap.h"

#include "core/geometry/winding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trichion {
namespace {

constexpr float kCoarseStep_mm = 4.0f;
constexpr float kCreaseDepth_mm = 8.0f;  // dents shallower than this are skin, not pockets
constexpr float kOffsetSteps = 0.8f;     // above 0.5 so that no triangle slips between two points
constexpr float kFar = 1e6f;

tl::unexpected<Error> cancelled() { return fail(ErrorCode::Cancelled, "Measuring the head was cancelled."); }

// Exact distances to the input near it, kFar elsewhere.
std::vector<float> distances_near(const VoxelGrid& grid, const Surface& input, float reach_mm) {
    const int steps = static_cast<int>(std::ceil(reach_mm / grid.step_mm));
    const VoxelSet band = dilate(grid, rasterise(grid, input.mesh()), steps);
    std::vector<float> field(grid.count(), kFar);
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (!band[i]) continue;
        const glm::vec3 p = grid.position(grid.voxel(i));
        if (const auto at = input.closest(p, reach_mm)) field[i] = glm::distance(p, input.position(*at));
    }
    return field;
}

}  // namespace

Result<OuterSpace> find_outer_space(const Surface& input, const CancelToken& token) {
    OuterSpace outer;
    outer.grid = VoxelGrid::over(input.box(), kCoarseStep_mm, kPocketRadius_mm + 3.0f * kCoarseStep_mm);
    const std::vector<float> distance = distances_near(outer.grid, input, kPocketRadius_mm);
    if (token.cancelled()) return cancelled();
    const WindingNumber winding(input);
    VoxelSet free(outer.grid.count(), 0);
    for (std::size_t i = 0; i < free.size(); ++i)
        free[i] = distance[i] > kPocketRadius_mm && winding.at(outer.grid.position(outer.grid.voxel(i))) < 0.5f;
    if (token.cancelled()) return cancelled();
    outer.way_to_ball_mm = distance_to_set(outer.grid, flood_from_border(outer.grid, free));
    return outer;
}

namespace {

// Adds to `outside` the dents that the ball is too big for but that are shallow.
void reopen_creases(const VoxelGrid& grid, const VoxelSet& empty, VoxelSet& outside) {
    const int deepest = static_cast<int>(kCreaseDepth_mm / grid.step_mm);
    std::vector<std::uint16_t> depth(grid.count(), 0);  // 0: not reached
    std::vector<std::size_t> front;
    const auto neighbours = [&](std::size_t i, const auto& visit) {
        const glm::ivec3 v = grid.voxel(i);
        for (const auto& step : kVoxelSteps) {
            const glm::ivec3 next = v + glm::ivec3(step[0], step[1], step[2]);
            if (grid.contains(next)) visit(grid.index(next));
        }
    };
    for (std::size_t i = 0; i < grid.count(); ++i) {
        if (!empty[i] || outside[i]) continue;
        bool touches = false;
        neighbours(i, [&](std::size_t n) { touches |= outside[n] != 0; });
        if (touches) depth[i] = 1, front.push_back(i);
    }
    for (std::size_t k = 0; k < front.size(); ++k)
        neighbours(front[k], [&](std::size_t n) {
            if (!empty[n] || outside[n] || depth[n]) return;
            depth[n] = static_cast<std::uint16_t>(depth[front[k]] + 1);
            front.push_back(n);
        });
    std::vector<std::size_t> part;
    VoxelSet seen(grid.count(), 0);
    for (const std::size_t seed : front) {
        if (seen[seed]) continue;
        part.assign(1, seed);
        seen[seed] = 1;
        int reached = 0;
        for (std::size_t k = 0; k < part.size(); ++k) {
            reached = std::max<int>(reached, depth[part[k]]);
            neighbours(part[k], [&](std::size_t n) {
                if (depth[n] && !seen[n]) seen[n] = 1, part.push_back(n);
            });
        }
        if (reached <= deepest)
            for (const std::size_t i : part) outside[i] = 1;
    }
}

// Below 0 in the solid. Its zero lies `offset` off the input, or on the film over a hole or pocket.
std::vector<float> solid_field(const VoxelGrid& grid, const Surface& input, const OuterSpace& outer,
                               const WrapOptions& options, float offset) {
    std::vector<float> field = distances_near(grid, input, offset + grid.step_mm);
    const float skin = 0.5f * grid.step_mm;
    VoxelSet empty(grid.count()), open(grid.count());
    for (std::size_t i = 0; i < field.size(); ++i) {
        empty[i] = field[i] > skin;
        // One step more than the ball's radius: the coarse grid places it only that exactly.
        open[i] = empty[i] && sample_field(outer.grid, outer.way_to_ball_mm, grid.position(grid.voxel(i))) <
                                  kPocketRadius_mm + grid.step_mm;
    }
    VoxelSet outside = flood_from_border(grid, open);
    reopen_creases(grid, empty, outside);
    for (std::size_t i = 0; i < field.size(); ++i) {
        const float above = std::min(field[i] - offset, skin);
        field[i] = outside[i] ? above : std::min(above, -skin);
        if (!outside[i] && !empty[i]) field[i] = above;
        if (field[i] == 0.0f) field[i] = 1e-4f * grid.step_mm;
        field[i] = std::max(field[i], std::min(options.floor_mm - grid.position(grid.voxel(i)).y, skin));
    }
    return field;
}

constexpr int kCorner[8][3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {0, 0, 1}, {1, 0, 1}, {0, 1, 1}, {1, 1, 1}};
// The six faces of a cell, corners in a ring.
constexpr int kFace[6][4] = {{0, 1, 3, 2}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 2, 6, 4}, {1, 3, 7, 5}};

// Mask of the corners of a critical configuration of a cell that are outside; 0 when the cell is well-composed.
int critical_corners(int solid) {
    for (const auto& face : kFace) {
        const bool s[4] = {(solid >> face[0] & 1) != 0, (solid >> face[1] & 1) != 0, (solid >> face[2] & 1) != 0,
                           (solid >> face[3] & 1) != 0};
        if (s[0] == s[2] && s[1] == s[3] && s[0] != s[1])
            return s[0] ? 1 << face[1] | 1 << face[3] : 1 << face[0] | 1 << face[2];
    }
    for (int corner = 0; corner < 4; ++corner) {
        const int pair = 1 << corner | 1 << (7 - corner);
        if (solid == pair || solid == (~pair & 255)) return ~solid & 255;
    }
    return 0;
}

class CellReader {
public:
    CellReader(const VoxelGrid& grid, const std::vector<float>& field) : field_(field) {
        for (int k = 0; k < 8; ++k)
            offset_[k] = grid.index({kCorner[k][0], kCorner[k][1], kCorner[k][2]});
    }
    int solid(std::size_t cell) const {
        int mask = 0;
        for (int k = 0; k < 8; ++k) mask |= (field_[cell + offset_[k]] < 0.0f) << k;
        return mask;
    }
    std::size_t corner(std::size_t cell, int k) const { return cell + offset_[k]; }

private:
    const std::vector<float>& field_;
    std::size_t offset_[8];
};

bool is_cell(const VoxelGrid& grid, const glm::ivec3& v) {
    return grid.contains(v) && v.x + 1 < grid.size.x && v.y + 1 < grid.size.y && v.z + 1 < grid.size.z;
}

// Fills points until no two solid cubes touch by an edge or a corner alone.
void make_well_composed(const VoxelGrid& grid, std::vector<float>& field) {
    const CellReader reader(grid, field);
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (!is_cell(grid, grid.voxel(i))) continue;
        const int solid = reader.solid(i);
        if (solid != 0 && solid != 255) cells.push_back(i);
    }
    while (!cells.empty()) {
        std::vector<std::size_t> touched;
        for (const std::size_t cell : cells) {
            const int candidates = critical_corners(reader.solid(cell));
            if (candidates == 0) continue;
            std::size_t best = 0;
            float lowest = kFar * 2.0f;
            for (int k = 0; k < 8; ++k)
                if (candidates >> k & 1 && field[reader.corner(cell, k)] < lowest)
                    best = reader.corner(cell, k), lowest = field[best];
            field[best] = -0.05f * grid.step_mm;
            for (int k = 0; k < 8; ++k) {
                const glm::ivec3 v = grid.voxel(best) - glm::ivec3(kCorner[k][0], kCorner[k][1], kCorner[k][2]);
                if (is_cell(grid, v)) touched.push_back(grid.index(v));
            }
        }
        cells = std::move(touched);
    }
}

// Mean of the places where the edges of a cell cross the zero.
glm::vec3 net_vertex(const VoxelGrid& grid, const std::vector<float>& field, const CellReader& reader, std::size_t cell) {
    glm::vec3 sum(0.0f);
    int count = 0;
    for (int a = 0; a < 8; ++a)
        for (const int bit : {1, 2, 4}) {
            const int b = a | bit;
            if (b == a) continue;
            const float fa = field[reader.corner(cell, a)], fb = field[reader.corner(cell, b)];
            if ((fa < 0.0f) == (fb < 0.0f)) continue;
            const glm::vec3 pa(kCorner[a][0], kCorner[a][1], kCorner[a][2]), pb(kCorner[b][0], kCorner[b][1], kCorner[b][2]);
            sum += glm::mix(pa, pb, fa / (fa - fb));
            ++count;
        }
    return grid.position(grid.voxel(cell)) + grid.step_mm * sum / static_cast<float>(count);
}

WrappedSkin surface_nets(const VoxelGrid& grid, const std::vector<float>& field) {
    constexpr std::uint32_t kNone = ~0u;
    WrappedSkin skin;
    std::vector<std::uint32_t> vertex(field.size(), kNone);
    const CellReader reader(grid, field);
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (!is_cell(grid, grid.voxel(i))) continue;
        const int solid = reader.solid(i);
        if (solid == 0 || solid == 255) continue;
        vertex[i] = static_cast<std::uint32_t>(skin.positions.size());
        skin.positions.push_back(net_vertex(grid, field, reader, i));
    }
    const std::size_t strides[3] = {grid.index({1, 0, 0}), grid.index({0, 1, 0}), grid.index({0, 0, 1})};
    for (std::size_t i = 0; i < field.size(); ++i) {
        const glm::ivec3 v = grid.voxel(i);
        for (int axis = 0; axis < 3; ++axis) {
            const int u = (axis + 1) % 3, w = (axis + 2) % 3;
            if (v[axis] + 1 >= grid.size[axis] || v[u] == 0 || v[w] == 0) continue;
            const bool solid = field[i] < 0.0f;
            if (solid == (field[i + strides[axis]] < 0.0f)) continue;
            std::array<std::uint32_t, 4> quad{vertex[i - strides[u] - strides[w]], vertex[i - strides[w]], vertex[i],
                                              vertex[i - strides[u]]};
            if (!solid) std::swap(quad[1], quad[3]);
            if (std::ranges::find(quad, kNone) == quad.end()) skin.quads.push_back(quad);
        }
    }
    return skin;
}

WrappedSkin largest_part(const WrappedSkin& skin) {
    std::vector<std::uint32_t> parent(skin.positions.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&](std::uint32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    };
    for (const auto& q : skin.quads)
        for (std::size_t c = 1; c < 4; ++c) {
            const std::uint32_t a = root(q[0]), b = root(q[c]);
            parent[std::max(a, b)] = std::min(a, b);
        }
    std::vector<std::uint32_t> size(parent.size(), 0);
    for (const auto& q : skin.quads) ++size[root(q[0])];
    const auto largest = static_cast<std::uint32_t>(std::ranges::max_element(size) - size.begin());
    WrappedSkin part;
    std::vector<std::uint32_t> moved(parent.size(), ~0u);
    for (const auto& q : skin.quads) {
        if (root(q[0]) != largest) continue;
        auto& kept = part.quads.emplace_back();
        for (std::size_t c = 0; c < 4; ++c) {
            if (moved[q[c]] == ~0u) {
                moved[q[c]] = static_cast<std::uint32_t>(part.positions.size());
                part.positions.push_back(skin.positions[q[c]]);
            }
            kept[c] = moved[q[c]];
        }
    }
    return part;
}

}  // namespace

Result<WrappedSkin> wrap_skin(const Surface& input, const OuterSpace& outer, const WrapOptions& options,
                              const CancelToken& token) {
    const VoxelGrid grid = VoxelGrid::over(input.box(), options.step_mm, 3.0f * options.step_mm);
    const float offset = kOffsetSteps * options.step_mm;
    std::vector<float> field = solid_field(grid, input, outer, options, offset);
    if (token.cancelled()) return cancelled();
    make_well_composed(grid, field);
    const WrappedSkin all = surface_nets(grid, field);
    if (all.quads.empty()) return fail(ErrorCode::Degenerate, "The model encloses no space, so it has no outer skin.");
    if (token.cancelled()) return cancelled();
    WrappedSkin skin = largest_part(all);
    skin.offset_mm = offset;
    return skin;
}

}  // namespace trichion
