// glad, and the driver's debug messages.
#include "renderer/gl/loader.h"

#include <glad/gl.h>

#include <cstdio>
#include <cstdlib>

namespace trichion {
namespace {

// The driver's callback has no way to reach an object of ours that lives as long as the context.
std::vector<std::string>& messages() {
    static std::vector<std::string> all;
    return all;
}

void GLAD_API_PTR on_message(GLenum, GLenum type, GLuint, GLenum severity, GLsizei, const GLchar* text,
                             const void*) {
    if (type != GL_DEBUG_TYPE_ERROR && severity != GL_DEBUG_SEVERITY_HIGH) return;
    messages().emplace_back(text);
#ifdef TRICHION_DEVELOPER
    std::fprintf(stderr, "OpenGL: %s\n", text);
    std::abort();
#endif
}

}  // namespace

Result<void> load_gl(GlLoader loader) {
    const int version = gladLoadGL(loader);
    if (version < GLAD_MAKE_VERSION(3, 3))
        return fail(ErrorCode::NotFound,
                    "This machine offers no OpenGL 3.3; install a graphics driver or Mesa's software rendering.");
    if (GLAD_GL_KHR_debug) {
        glEnable(GL_DEBUG_OUTPUT);
        glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
        glDebugMessageCallback(on_message, nullptr);
    }
    return {};
}

const std::vector<std::string>& gl_messages() {
    return messages();
}

}  // namespace trichion
