// The order of the passes, and which of them can be kept from the last picture.
#include "renderer/scene_renderer.h"

#include "renderer/gl/objects.h"
#include "renderer/gl/program.h"
#include "renderer/passes/dot_pass.h"
#include "renderer/passes/eye_pass.h"
#include "renderer/passes/frame.h"
#include "renderer/passes/line_pass.h"
#include "renderer/passes/skin_pass.h"
#include "renderer/passes/solid_pass.h"
#include "renderer/targets.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>
#include <optional>
#include <utility>

namespace trichion {
namespace {

// A rotated grid: four shifts that differ in every row and column.
constexpr glm::vec2 kJitter_px[] = {{-0.125f, -0.375f}, {0.375f, -0.125f}, {0.125f, 0.375f}, {-0.375f, 0.125f}};
constexpr int kSamples = 4;

/// Everything that the picture without dots and lines depends on, but the uploads.
struct SkinKey {
    Camera camera;
    SkinLook look;
    SkinOverlay overlay;
    glm::ivec2 size_px{0};
    int samples = 0;
    std::uint64_t content = 0;
    float redness_from = -1.0f;  // Frame::redness_from; -1 where nothing is red

    friend bool operator==(const SkinKey&, const SkinKey&) = default;
};

/// Puts back what the caller had bound.
class KeepBinding {
public:
    KeepBinding() {
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer_);
        glGetIntegerv(GL_VIEWPORT, viewport_);
    }
    ~KeepBinding() {
        glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer_));
        glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
        glActiveTexture(GL_TEXTURE0);
        glDisable(GL_DEPTH_TEST);
    }
    KeepBinding(const KeepBinding&) = delete;
    KeepBinding& operator=(const KeepBinding&) = delete;

private:
    GLint framebuffer_ = 0;
    GLint viewport_[4] = {};
};

}  // namespace

/// What another design needs beside the first: made when it is first asked for, so that a start does not wait for it.
struct Compared {
    DotPass dots;
    LinePass lines;
    std::optional<FinishedTarget> target;
};

struct SceneRenderer::Parts {
    SkinPass skin;
    EyePass eyes;
    DotPass dots;
    LinePass lines;
    SolidPass solid;
    gl::Program backdrop;
    gl::Program copy;
    gl::Program finish;
    gl::Program finish_smoothed;
    gl::VertexArray empty;
    std::optional<Targets> targets;
    std::optional<Compared> compared = std::nullopt;
    std::optional<SkinKey> drawn;  // what the kept skin picture shows
    Frame drawn_frame;
    std::uint64_t uploads = 0;
    std::uint64_t content = 0;  // changes with every upload that the skin picture shows
    std::uint64_t shader_stamp = gl::shader_files_stamp();

    void reload_if_changed();
    void draw_sample(const SceneView& scene, const Frame& frame);
    void draw_skin(const SceneView& scene, const SkinKey& key);
    void draw_dots(const SceneView& scene, const Frame& frame, DotPass& pass);
    void draw_finish(const gl::Framebuffer& finished);
};

void SceneRenderer::Parts::reload_if_changed() {
    const auto stamp = gl::shader_files_stamp();
    if (stamp == shader_stamp) return;
    shader_stamp = stamp;
    skin.reload(), eyes.reload(), dots.reload(), lines.reload(), solid.reload(), backdrop.reload(), copy.reload(), finish.reload(),
        finish_smoothed.reload();
    if (compared) compared->dots.reload(), compared->lines.reload();
    drawn.reset();
}

void SceneRenderer::Parts::draw_sample(const SceneView& scene, const Frame& frame) {
    const Targets& t = *targets;
    glViewport(0, 0, t.size_px.x, t.size_px.y);
    glDisable(GL_BLEND);
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LEQUAL);
    glBindFramebuffer(GL_FRAMEBUFFER, t.surface.name());
    glClear(GL_DEPTH_BUFFER_BIT);
    skin.draw_surface(frame);

    glBindFramebuffer(GL_FRAMEBUFFER, t.skin.name());
    glBindVertexArray(empty.name());
    backdrop.use();
    glDrawArrays(GL_TRIANGLES, 0, 3);
    skin.shade(frame, scene.skin, scene.overlay, t.surface_words, empty);
    eyes.draw_eyes(frame);
    solid.draw(frame, t.surface_words);
    eyes.draw_lashes(frame, scene.skin);
}

void SceneRenderer::Parts::draw_skin(const SceneView& scene, const SkinKey& key) {
    Frame frame = make_frame(scene.camera, key.size_px);
    frame.hem = skin.hem();
    frame.redness_from = key.redness_from;
    skin.draw_shadow(frame, empty);
    drawn = key;
    drawn_frame = frame;
    if (key.samples == 1) {
        draw_sample(scene, frame);
        return;
    }
    const Targets& t = *targets;
    glBindFramebuffer(GL_FRAMEBUFFER, t.mean.name());
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    for (const auto& jitter : kJitter_px) {
        Frame moved = make_frame(scene.camera, key.size_px, jitter);
        moved.to_shadow = frame.to_shadow;
        moved.has_shadow = frame.has_shadow;
        moved.hem = frame.hem;
        moved.redness_from = frame.redness_from;
        draw_sample(scene, moved);
        glBindFramebuffer(GL_FRAMEBUFFER, t.mean.name());
        glDisable(GL_DEPTH_TEST);
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE);
        copy.use();
        copy.set("u_source", 0);
        copy.set("u_weight", 1.0f / static_cast<float>(std::size(kJitter_px)));
        gl::bind(0, t.skin_colour);
        glBindVertexArray(empty.name());
        glDrawArrays(GL_TRIANGLES, 0, 3);
    }
}

void SceneRenderer::Parts::draw_dots(const SceneView& scene, const Frame& frame, DotPass& pass) {
    const Targets& t = *targets;
    glBindFramebuffer(GL_FRAMEBUFFER, t.darkening.name());
    glViewport(0, 0, t.size_px.x, t.size_px.y);
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    pass.draw(frame, scene.dots, scene.warning, DotPass::Which::NativeHair);
    if (!scene.shows_dots) return;
    if (scene.split >= 0.0f) {
        const int left =
            static_cast<int>(std::lround(std::min(scene.split, 1.0f) * static_cast<float>(t.size_px.x)));
        glEnable(GL_SCISSOR_TEST);
        glScissor(left, 0, t.size_px.x - left, t.size_px.y);
    }
    pass.draw(frame, scene.dots, scene.warning, DotPass::Which::Pigment);
    glDisable(GL_SCISSOR_TEST);
}

void SceneRenderer::Parts::draw_finish(const gl::Framebuffer& finished) {
    const Targets& t = *targets;
    glBindFramebuffer(GL_FRAMEBUFFER, finished.name());
    glViewport(0, 0, t.size_px.x, t.size_px.y);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_BLEND);
    const bool is_mean = drawn->samples > 1;
    const gl::Program& program = is_mean ? finish : finish_smoothed;
    program.use();
    program.set("u_skin", 0);
    program.set("u_darkening", 1);
    gl::bind(0, is_mean ? t.mean_colour : t.skin_colour);
    gl::bind(1, t.darkening_colour);
    glBindVertexArray(empty.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

SceneRenderer::SceneRenderer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SceneRenderer::~SceneRenderer() = default;

Result<std::unique_ptr<SceneRenderer>> SceneRenderer::create() {
    const KeepBinding keep;
    auto skin = SkinPass::create();
    if (!skin) return tl::unexpected(skin.error());
    auto eyes = EyePass::create();
    if (!eyes) return tl::unexpected(eyes.error());
    auto dots = DotPass::create();
    if (!dots) return tl::unexpected(dots.error());
    auto lines = LinePass::create();
    if (!lines) return tl::unexpected(lines.error());
    auto solid = SolidPass::create();
    if (!solid) return tl::unexpected(solid.error());
    auto backdrop = gl::Program::build("screen.vert", "backdrop.frag");
    if (!backdrop) return tl::unexpected(backdrop.error());
    auto copy = gl::Program::build("screen.vert", "copy.frag");
    if (!copy) return tl::unexpected(copy.error());
    auto finish = gl::Program::build("screen.vert", "finish.frag");
    if (!finish) return tl::unexpected(finish.error());
    auto smoothed = gl::Program::build("screen.vert", "finish.frag", {"SMOOTHS_EDGES"});
    if (!smoothed) return tl::unexpected(smoothed.error());
    auto parts = std::unique_ptr<Parts>(new Parts{.skin = std::move(*skin),
                                                  .eyes = std::move(*eyes),
                                                  .dots = std::move(*dots),
                                                  .lines = std::move(*lines),
                                                  .solid = std::move(*solid),
                                                  .backdrop = std::move(*backdrop),
                                                  .copy = std::move(*copy),
                                                  .finish = std::move(*finish),
                                                  .finish_smoothed = std::move(*smoothed)});
    return std::unique_ptr<SceneRenderer>(new SceneRenderer(std::move(parts)));
}

void SceneRenderer::set_skin(const SkinGeometry& skin) {
    parts_->uploads += static_cast<std::uint64_t>(parts_->skin.set(skin));
    ++parts_->content;
}

void SceneRenderer::set_eyes(std::span<const EyeGeometry> eyes, const EyeballGeometry& eyeball) {
    parts_->uploads += static_cast<std::uint64_t>(parts_->eyes.set_eyes(eyes, eyeball));
    ++parts_->content;
}

void SceneRenderer::set_lashes(const Mesh& blades) {
    parts_->uploads += static_cast<std::uint64_t>(parts_->eyes.set_lashes(blades));
    ++parts_->content;
}

void SceneRenderer::set_solid(const Mesh& solid, std::span<const glm::vec3> colours) {
    parts_->uploads += static_cast<std::uint64_t>(parts_->solid.set(solid, colours));
    ++parts_->content;
}

void SceneRenderer::set_worked_skin(std::span<const std::uint8_t> worked) {
    parts_->uploads += static_cast<std::uint64_t>(parts_->skin.set_worked(worked));
    ++parts_->content;
}

void SceneRenderer::set_overlay(const OverlayNumbers& numbers) {
    parts_->uploads += static_cast<std::uint64_t>(parts_->skin.set_overlay(numbers));
    ++parts_->content;
}

void SceneRenderer::set_dot_tiles(DotTiles tiles) {
    parts_->uploads += static_cast<std::uint64_t>(parts_->dots.set(std::move(tiles)));
}

void SceneRenderer::draw(const SceneView& scene, const glm::ivec2& wanted_px) {
    const KeepBinding keep;
    parts_->reload_if_changed();
    const glm::ivec2 size_px = glm::max(wanted_px, glm::ivec2(1));
    // While something moves one sample must do; the picture that stays gets them all.
    const int samples = scene.is_dragging ? 1 : kSamples;
    auto& targets = parts_->targets;
    if (!targets || targets->size_px != size_px) {
        targets.reset();
        targets.emplace(size_px);
        parts_->drawn.reset();
    }
    const float redness_from = scene.skin.redness > 0.0f ? scene.split : -1.0f;
    const SkinKey key{scene.camera, scene.skin, scene.overlay, size_px, samples, parts_->content, redness_from};
    if (parts_->drawn != key) parts_->draw_skin(scene, key);
    parts_->draw_dots(scene, parts_->drawn_frame, parts_->dots);
    parts_->draw_finish(targets->finished);
    parts_->uploads += static_cast<std::uint64_t>(
        parts_->lines.draw(parts_->drawn_frame, scene.lines, scene.pixel_ratio, targets->depth));
}

Result<void> SceneRenderer::set_compared_dots(std::span<const DotInstance> dots) {
    if (!parts_->compared) {
        auto dot_pass = DotPass::create();
        if (!dot_pass) return tl::unexpected(dot_pass.error());
        auto line_pass = LinePass::create();
        if (!line_pass) return tl::unexpected(line_pass.error());
        parts_->compared.emplace(Compared{std::move(*dot_pass), std::move(*line_pass), std::nullopt});
    }
    parts_->uploads += static_cast<std::uint64_t>(parts_->compared->dots.set(tiles_of(dots)));
    return {};
}

void SceneRenderer::draw_compared(const SceneView& scene) {
    if (!parts_->compared || !parts_->targets || !parts_->drawn) return;
    const KeepBinding keep;
    Compared& compared = *parts_->compared;
    const Targets& targets = *parts_->targets;
    if (!compared.target || compared.target->size_px != targets.size_px) compared.target.emplace(targets.size_px);
    parts_->draw_dots(scene, parts_->drawn_frame, compared.dots);
    parts_->draw_finish(compared.target->finished);
    parts_->uploads += static_cast<std::uint64_t>(
        compared.lines.draw(parts_->drawn_frame, scene.lines, scene.pixel_ratio, targets.depth));
}

std::uint32_t SceneRenderer::compared_texture() const {
    return parts_->compared && parts_->compared->target ? parts_->compared->target->colour.name() : 0;
}

std::uint32_t SceneRenderer::texture() const {
    return parts_->targets ? parts_->targets->finished_colour.name() : 0;
}

glm::ivec2 SceneRenderer::size_px() const {
    return parts_->targets ? parts_->targets->size_px : glm::ivec2(0);
}

Image SceneRenderer::read_pixels() const {
    Image image;
    if (!parts_->targets) return image;
    const KeepBinding keep;
    const Targets& t = *parts_->targets;
    image.width = t.size_px.x;
    image.height = t.size_px.y;
    image.channels = 3;
    const std::size_t row = static_cast<std::size_t>(image.width) * 3;
    std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(image.height));
    glBindFramebuffer(GL_FRAMEBUFFER, t.finished.name());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, image.width, image.height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
    image.pixels.resize(upside_down.size());
    for (int y = 0; y < image.height; ++y)
        std::memcpy(image.pixels.data() + static_cast<std::size_t>(y) * row,
                    upside_down.data() + static_cast<std::size_t>(image.height - 1 - y) * row, row);
    return image;
}

std::uint64_t SceneRenderer::uploads() const {
    return parts_->uploads;
}

}  // namespace trichion
