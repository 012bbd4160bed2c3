// The heads that come with the program: read from its own data, made smooth, dressed.
#pragma once

#include "core/pipeline/head.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace trichion {

/// Parts of a built-in head, by name as in models/masks/regions.json.
enum class HeadRegion : std::uint8_t {
    None, Scalp, Forehead, Face, EarLeft, EarRight, Neck, MouthPocket, EyePocketLeft, EyePocketRight
};

/// A built-in head before it is measured.
struct BuiltInModel {
    DisplayHead display;               // welded but for texture seams, pockets included
    Mesh skin;                         // the same surface welded, without mouth and eye pockets
    Landmarks landmarks;
    BuiltInLook look;
    std::vector<HeadRegion> regions;   // for each display triangle
};

/// @error NotFound      no built-in head of this name.
/// @error InvalidInput  its data cannot be read.
/// @cost  about 40 ms.
Result<BuiltInModel> load_built_in(const std::string& name);

/// Everything that `load_built_in(name)` depends on, as a number.
std::uint64_t built_in_hash(const std::string& name);

/// Hair-bearing scalp (0 to 1) at places of a built-in head, from its mask, each read at the nearest place of the
/// display mesh.
Result<std::vector<float>> built_in_scalp(const DisplayHead& display, std::span<const glm::vec3> places_mm);

}  // namespace trichion
