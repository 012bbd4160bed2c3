// The colour picture that an OBJ names through its material file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace trichion {

struct ObjPicture {
    std::vector<std::byte> bytes;  // PNG or JPEG, or none
    std::string format;            // "png" or "jpg"
    std::string note;              // one sentence when a picture is named but was not taken; else empty
};

/// Follows `mtllib` and the first `map_Kd` by their plain names only: a name with a folder in it is looked for
/// beside the OBJ, never elsewhere, and links that lead out of the folder are not followed.
ObjPicture find_obj_picture(const std::filesystem::path& obj);

}  // namespace trichion
