// Areas of a grid of cells as smooth closed lines.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// Which cells of a grid belong to an area, row by row.
struct CellMask {
    int width = 0, height = 0;
    std::vector<std::uint8_t> cells;

    bool has(int x, int y) const {
        return x >= 0 && y >= 0 && x < width && y < height && cells[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] != 0;
    }
};

/// The area's borders as closed lines, holes included, without the grid's steps: within 0.75 cells of the borders.
/// Rings round less than `least_mm2` are left out. Points are at `origin` + `cell_mm` * (column, row).
std::vector<std::vector<glm::dvec2>> smooth_rings(const CellMask& mask, const glm::dvec2& origin, double cell_mm, double least_mm2);

/// One side of a cell, from corner to corner of the grid.
struct CellBorder {
    glm::ivec2 from{0};
    glm::ivec2 to{0};
};
/// Borders that meet, joined to open lines and smoothed; those shorter than `least_mm` are left out.
std::vector<std::vector<glm::dvec2>> smooth_lines(const std::vector<CellBorder>& borders, const glm::dvec2& origin, double cell_mm,
                                                  double least_mm);

/// The cell with most of its area round it, and how many cells it is from the next that does not belong; radius 0 when
/// the area is empty. Of equal ones the first row by row.
struct RoomiestCell {
    int x = 0, y = 0;
    double radius = 0.0;
};
RoomiestCell roomiest_cell(const CellMask& mask);

}  // namespace trichion
