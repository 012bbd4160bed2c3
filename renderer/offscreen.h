// OpenGL without a window or a display: for the command line, thumbnails and tests.
#pragma once

#include "core/base/error.h"

#include <memory>

namespace trichion {

/// A current OpenGL 3.3 context that draws into framebuffer objects only. One at a time for each thread.
class OffscreenContext {
public:
    /// @error NotFound  there is no EGL, or it offers no OpenGL 3.3.
    /// @cost  about 60 ms with software rendering.
    static Result<OffscreenContext> create();
    ~OffscreenContext();
    OffscreenContext(OffscreenContext&&) noexcept;
    OffscreenContext& operator=(OffscreenContext&&) noexcept;

private:
    struct State;
    explicit OffscreenContext(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace trichion
