// Where OpenGL's functions come from, and what the driver says while we use them.
#pragma once

#include "core/base/error.h"

#include <string>
#include <vector>

namespace trichion {

/// A function that finds OpenGL functions by name in the current context: glfwGetProcAddress, eglGetProcAddress.
using GlLoader = void (*(*)(const char*))();

/// Makes OpenGL usable in the current context. Call once for each context, on its thread.
/// @error NotFound  the context is older than OpenGL 3.3.
Result<void> load_gl(GlLoader loader);

/// What the driver called an error, or of high severity, since the program started. Developer builds stop at the
/// first one instead.
const std::vector<std::string>& gl_messages();

}  // namespace trichion
