// Reads lines back from an SVG file: what the check of a stencil measures, instead of what was meant to be written.
#pragma once

#include "core/base/error.h"

#include <glm/glm.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace trichion {

/// One line of a page.
struct SvgLine {
    std::string id;                     // empty where it has none
    std::string layer;                  // id of the outermost group it lies in; empty outside of all
    std::vector<glm::dvec2> points_mm;  // page mm, origin top left, y down
    bool is_closed = false;             // the first point is not repeated
};

struct SvgPage {
    double width_mm = 0.0, height_mm = 0.0;
    std::vector<SvgLine> lines;         // in the order of the file
};

/// Takes polylines, polygons, lines and straight paths (M, L, H, V, Z, large or small) with their ids and layers, in true
/// millimetres by width, height and viewBox. Words, rectangles, circles, titles and definitions are passed over; a path of
/// several pieces gives one line for each, the further ones with -2, -3 after the id.
///
/// Strict on purpose: what it does not understand (a curve, a transform, a unit other than mm, text that is no XML) is an
/// error and not a guess, for a check that guesses proves nothing.
/// @error ReadFailed  names what was not understood.
/// @cost  about 1 ms for each 100 kB.
Result<SvgPage> read_svg(std::string_view text);

}  // namespace trichion
