// Uploading a picture of any size.
#include "renderer/shown_picture.h"

#include "renderer/gl/picture_texture.h"

#include <algorithm>

namespace trichion {
namespace {

Image halved(const Image& picture) {
    Image half{std::max(picture.width / 2, 1), std::max(picture.height / 2, 1), picture.channels, {}};
    half.pixels.reserve(static_cast<std::size_t>(half.width) * static_cast<std::size_t>(half.height * half.channels));
    for (int y = 0; y < half.height; ++y)
        for (int x = 0; x < half.width; ++x) {
            const int right = std::min(2 * x + 1, picture.width - 1), below = std::min(2 * y + 1, picture.height - 1);
            for (int c = 0; c < half.channels; ++c) {
                const int sum = picture.at(2 * x, 2 * y)[c] + picture.at(right, 2 * y)[c] + picture.at(2 * x, below)[c] + picture.at(right, below)[c];
                half.pixels.push_back(static_cast<std::uint8_t>((sum + 2) / 4));
            }
        }
    return half;
}

}  // namespace

struct ShownPicture::State {
    gl::Texture texture;
};

ShownPicture::ShownPicture(const Image& picture) : state_(std::make_unique<State>()) {
    constexpr GLint kEnough = 8192;  // more would only cost memory: a screen shows a part of it
    GLint most = 2048;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
    most = std::min(most, kEnough);
    Image smaller;
    const Image* shown = &picture;
    while (shown->width > most || shown->height > most) {
        smaller = halved(*shown);
        shown = &smaller;
    }
    gl::fill_texture(state_->texture, *shown, gl::Meaning::Number);
}

ShownPicture::~ShownPicture() = default;
ShownPicture::ShownPicture(ShownPicture&&) noexcept = default;
ShownPicture& ShownPicture::operator=(ShownPicture&&) noexcept = default;

unsigned ShownPicture::texture() const { return state_->texture.name(); }

}  // namespace trichion
