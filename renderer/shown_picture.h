// A picture as a texture for the interface: as it is, not as part of a scene.
#pragma once

#include "core/base/image.h"

#include <memory>

namespace trichion {

class ShownPicture {
public:
    /// Uploads it, halved until the graphics card takes it. Needs a current OpenGL context, as does the end of this.
    /// @param picture  RGB.
    explicit ShownPicture(const Image& picture);
    ~ShownPicture();
    ShownPicture(ShownPicture&&) noexcept;
    ShownPicture& operator=(ShownPicture&&) noexcept;

    /// OpenGL's name of the texture; its first row is the picture's last.
    unsigned texture() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace trichion
