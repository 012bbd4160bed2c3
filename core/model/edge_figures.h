// The figures of an edge as one table: files, keys, panels and checks go through it.
#pragma once

#include "core/model/limits.h"

#include <span>

namespace trichion {

struct EdgeFigure {
    const char* name;                 // in files; "edge." before it in keys
    const char* words;                // how a sentence begins that is about it
    float EdgeSettings::*field;
    Range range;
    const char* unit;                 // "mm", or empty
    const char* meaning;              // one line
};
/// All numbers of EdgeSettings but its seed, in their order.
std::span<const EdgeFigure> edge_figures();

}  // namespace trichion
