// The text of a shader, complete with its version line, its switches and what it includes.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trichion::gl {

/// The two languages that every shader here compiles as: the second for a picture in a browser.
enum class Dialect { Core330, Es300 };

/// @param file     such as "skin.frag"; lines `#include "name.glsl"` are replaced by that file.
/// @param defines  names defined before the text.
/// @error NotFound  no such shader, or an include that does not exist.
Result<std::string> shader_source(std::string_view file, const std::vector<std::string>& defines = {},
                                  Dialect dialect = Dialect::Core330);

/// Number that changes when a shader file changes: always 0 unless this is a developer build.
std::uint64_t shader_files_stamp();

}  // namespace trichion::gl
