// EGL without a surface: no window system, no display.
#include "renderer/offscreen.h"

#include "renderer/gl/loader.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <utility>

namespace trichion {

struct OffscreenContext::State {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    ~State() {
        if (context == EGL_NO_CONTEXT) return;
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        // The display stays initialised: another context of this process may use it, and it ends with the process.
        eglDestroyContext(display, context);
    }
};

namespace {

EGLDisplay initialised_display() {
    for (const EGLenum platform : {EGL_PLATFORM_SURFACELESS_MESA, EGL_PLATFORM_DEVICE_EXT}) {
        const EGLDisplay display = eglGetPlatformDisplay(platform, EGL_DEFAULT_DISPLAY, nullptr);
        if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr)) return display;
    }
    const EGLDisplay display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
    if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr)) return display;
    return EGL_NO_DISPLAY;
}

}  // namespace

OffscreenContext::OffscreenContext(std::unique_ptr<State> state) : state_(std::move(state)) {}
OffscreenContext::~OffscreenContext() = default;
OffscreenContext::OffscreenContext(OffscreenContext&&) noexcept = default;
OffscreenContext& OffscreenContext::operator=(OffscreenContext&&) noexcept = default;

Result<OffscreenContext> OffscreenContext::create() {
    auto state = std::make_unique<State>();
    state->display = initialised_display();
    if (state->display == EGL_NO_DISPLAY)
        return fail(
            ErrorCode::NotFound,
            "Pictures need EGL, and this machine's EGL does not start; install libegl1 and Mesa's drivers.");

    const EGLint wanted[] = {EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    eglChooseConfig(state->display, wanted, &config, 1, &count);
    const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION,
                              3,
                              EGL_CONTEXT_MINOR_VERSION,
                              3,
                              EGL_CONTEXT_OPENGL_PROFILE_MASK,
                              EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                              EGL_NONE};
    if (count > 0 && eglBindAPI(EGL_OPENGL_API))
        state->context = eglCreateContext(state->display, config, EGL_NO_CONTEXT, version);
    if (state->context == EGL_NO_CONTEXT ||
        !eglMakeCurrent(state->display, EGL_NO_SURFACE, EGL_NO_SURFACE, state->context))
        return fail(ErrorCode::NotFound,
                    "This machine offers no OpenGL 3.3; install a graphics driver or Mesa's software rendering.");
    if (auto loaded = load_gl(eglGetProcAddress); !loaded) return tl::unexpected(loaded.error());
    return OffscreenContext(std::move(state));
}

}  // namespace trichion
