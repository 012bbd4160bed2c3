// Set operations on a regular grid.
#include "core/geometry/voxel_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trichion {
namespace {

constexpr float kFar = 1e20f;

void mark_triangle(const VoxelGrid& grid, VoxelSet& set, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    // Halving the longest side until all are shorter than half a step keeps huge triangles affordable.
    struct Piece {
        glm::vec3 a, b, c;
    };
    std::vector<Piece> open{{a, b, c}};
    const float limit2 = 0.25f * grid.step_mm * grid.step_mm;
    while (!open.empty()) {
        const Piece p = open.back();
        open.pop_back();
        const glm::vec3 ab = p.b - p.a, bc = p.c - p.b, ca = p.a - p.c;
        const float ab2 = glm::dot(ab, ab), bc2 = glm::dot(bc, bc), ca2 = glm::dot(ca, ca);
        const float longest2 = std::max({ab2, bc2, ca2});
        if (longest2 > limit2) {
            if (ab2 == longest2) {
                const glm::vec3 m = p.a + 0.5f * ab;
                open.push_back({p.a, m, p.c}), open.push_back({m, p.b, p.c});
            } else if (bc2 == longest2) {
                const glm::vec3 m = p.b + 0.5f * bc;
                open.push_back({p.b, m, p.a}), open.push_back({m, p.c, p.a});
            } else {
                const glm::vec3 m = p.c + 0.5f * ca;
                open.push_back({p.c, m, p.b}), open.push_back({m, p.a, p.b});
            }
            continue;
        }
        for (const glm::vec3& corner : {p.a, p.b, p.c}) {
            const glm::ivec3 v(glm::floor((corner - grid.origin) / grid.step_mm + 0.5f));
            if (grid.contains(v)) set[grid.index(v)] = 1;
        }
    }
}

// One line of the distance transform: squared distances in steps, in place.
void transform_line(float* values, std::size_t stride, int n, std::vector<float>& input, std::vector<int>& hull,
                    std::vector<float>& bound) {
    for (int i = 0; i < n; ++i) input[static_cast<std::size_t>(i)] = values[static_cast<std::size_t>(i) * stride];
    const auto at = [&](int i) { return input[static_cast<std::size_t>(i)]; };
    std::size_t k = 0;
    hull[0] = 0;
    bound[0] = -kFar, bound[1] = kFar;
    for (int q = 1; q < n; ++q) {
        const auto meet = [&](int r) {
            return ((at(q) + static_cast<float>(q * q)) - (at(r) + static_cast<float>(r * r))) / static_cast<float>(2 * (q - r));
        };
        if (at(q) >= kFar && at(hull[k]) >= kFar) {
            if (k == 0) hull[0] = q;
            continue;
        }
        float s = meet(hull[k]);
        while (k > 0 && s <= bound[k]) --k, s = meet(hull[k]);
        if (s <= bound[k]) {
            hull[k] = q;
        } else {
            hull[++k] = q;
            bound[k] = s;
        }
        bound[k + 1] = kFar;
    }
    std::size_t j = 0;
    for (int q = 0; q < n; ++q) {
        while (bound[j + 1] < static_cast<float>(q)) ++j;
        const auto d = static_cast<float>(q - hull[j]);
        values[static_cast<std::size_t>(q) * stride] = std::min(kFar, d * d + at(hull[j]));
    }
}

}  // namespace

VoxelGrid VoxelGrid::over(const Box& box, float step_mm, float margin_mm) {
    VoxelGrid grid;
    grid.step_mm = step_mm;
    grid.origin = box.min - margin_mm;
    grid.size = glm::ivec3(glm::ceil((box.size() + 2.0f * margin_mm) / step_mm)) + 1;
    return grid;
}

glm::ivec3 VoxelGrid::voxel(std::size_t i) const {
    const auto nx = static_cast<std::size_t>(size.x), ny = static_cast<std::size_t>(size.y);
    return {static_cast<int>(i % nx), static_cast<int>(i / nx % ny), static_cast<int>(i / (nx * ny))};
}

VoxelSet rasterise(const VoxelGrid& grid, const Mesh& mesh) {
    VoxelSet set(grid.count(), 0);
    for (const glm::uvec3& t : mesh.triangles)
        mark_triangle(grid, set, mesh.positions[t.x], mesh.positions[t.y], mesh.positions[t.z]);
    return set;
}

VoxelSet dilate(const VoxelGrid& grid, VoxelSet set, int steps) {
    const std::size_t strides[3] = {1, static_cast<std::size_t>(grid.size.x),
                                    static_cast<std::size_t>(grid.size.x) * static_cast<std::size_t>(grid.size.y)};
    for (int axis = 0; axis < 3; ++axis) {
        const int n = grid.size[axis];
        const VoxelSet before = set;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (!before[i]) continue;
            const int place = static_cast<int>(i / strides[axis] % static_cast<std::size_t>(n));
            const int from = std::max(-steps, -place), to = std::min(steps, n - 1 - place);
            for (int k = from; k <= to; ++k) set[i + static_cast<std::size_t>(k) * strides[axis]] = 1;
        }
    }
    return set;
}

VoxelSet flood_from_border(const VoxelGrid& grid, const VoxelSet& free) {
    VoxelSet reached(grid.count(), 0);
    std::vector<std::size_t> open;
    const auto visit = [&](std::size_t i) {
        if (!free[i] || reached[i]) return;
        reached[i] = 1;
        open.push_back(i);
    };
    for (std::size_t i = 0; i < grid.count(); ++i)
        if (free[i] && grid.is_border(grid.voxel(i))) visit(i);
    while (!open.empty()) {
        const glm::ivec3 v = grid.voxel(open.back());
        open.pop_back();
        for (const auto& step : kVoxelSteps) {
            const glm::ivec3 next = v + glm::ivec3(step[0], step[1], step[2]);
            if (grid.contains(next)) visit(grid.index(next));
        }
    }
    return reached;
}

std::vector<float> distance_to_set(const VoxelGrid& grid, const VoxelSet& set) {
    std::vector<float> field(grid.count());
    for (std::size_t i = 0; i < field.size(); ++i) field[i] = set[i] ? 0.0f : kFar;
    const auto longest = static_cast<std::size_t>(std::max({grid.size.x, grid.size.y, grid.size.z}));
    std::vector<float> input(longest), bound(longest + 1);
    std::vector<int> hull(longest);
    const auto nx = static_cast<std::size_t>(grid.size.x), ny = static_cast<std::size_t>(grid.size.y),
               nz = static_cast<std::size_t>(grid.size.z);
    for (std::size_t line = 0; line < ny * nz; ++line)
        transform_line(&field[line * nx], 1, grid.size.x, input, hull, bound);
    for (std::size_t z = 0; z < nz; ++z)
        for (std::size_t x = 0; x < nx; ++x) transform_line(&field[z * nx * ny + x], nx, grid.size.y, input, hull, bound);
    for (std::size_t line = 0; line < nx * ny; ++line)
        transform_line(&field[line], nx * ny, grid.size.z, input, hull, bound);
    for (float& value : field) value = std::sqrt(value) * grid.step_mm;
    return field;
}

float sample_field(const VoxelGrid& grid, const std::vector<float>& field, const glm::vec3& place) {
    const glm::vec3 limit = glm::vec3(grid.size - 1) - 1e-3f;
    const glm::vec3 p = glm::clamp((place - grid.origin) / grid.step_mm, glm::vec3(0.0f), limit);
    const glm::ivec3 v(p);
    const glm::vec3 f = p - glm::vec3(v);
    float sum = 0.0f;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::ivec3 offset(corner & 1, corner >> 1 & 1, corner >> 2);
        const glm::vec3 w = glm::mix(1.0f - f, f, glm::vec3(offset));
        sum += w.x * w.y * w.z * field[grid.index(v + offset)];
    }
    return sum;
}

}  // namespace trichion
