// From a design to a picture: uploads what changed and gathers what a frame needs. Editor, command line and
// thumbnails draw through it.
#pragma once

#include "app/picture/packed_dots.h"
#include "app/picture/skin_lines.h"
#include "core/base/error.h"
#include "core/base/shared.h"
#include "core/model/document.h"
#include "core/pipeline/appearance.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"
#include "core/session/pipeline.h"
#include "renderer/scene.h"
#include "renderer/scene_renderer.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace trichion {

/// Dots that merge within years: amber on every skin, so that neither pigment nor erythema is taken for them.
inline constexpr glm::vec3 kMergesLaterLinear{0.95f, 0.28f, 0.01f};
/// And as soon as they have healed: a red so deep that it is told from amber without seeing red from green.
inline constexpr glm::vec3 kMergesNowLinear{0.55f, 0.004f, 0.03f};

/// Of what a dot warns.
Warns warns_of(const Merging& merging, std::uint32_t id);

/// One head and its dots on the graphics card. Needs a current context in which load_gl was called.
///
///     auto picture = Picture::create();
///     (each frame)  picture->update(pipeline);
///                   SceneView scene = picture->scene(document, moment);
///                   scene.camera = ...; scene.lines = {outline_line(...)}; scene.split = ...;
///                   picture->renderer().draw(scene, size_px);   // then show renderer().texture()
class Picture {
public:
    /// @error InvalidInput  the driver refuses a shader.
    static Result<Picture> create();

    /// Draws a few triangles unseen, so that a driver that compiles at the first draw has done so before a head
    /// arrives. Forgets what was shown.
    void warm_up();

    /// Uploads head and dots when their identity has changed; costs nothing otherwise.
    /// @return whether something was left for the next call (the redness round dots waits until a drag rests):
    ///         draw one more frame.
    bool update(const Pipeline& pipeline);

    /// The same from plain results; `dots` may be null.
    void show(const Head& head, const Dots* dots);

    /// What a frame shows of this document at this moment. Camera, lines and split are the caller's.
    SceneView scene(const Document& document, const Moment& moment) const;

    SceneRenderer& renderer() { return *renderer_; }

private:
    explicit Picture(std::unique_ptr<SceneRenderer> renderer);
    void upload_head(const Head& head);
    void upload_dots(const Dots* dots);
    void upload_worked_skin(const Dots* dots);

    std::unique_ptr<SceneRenderer> renderer_;
    std::optional<Shared<Result<Head>>> head_;
    std::optional<Shared<Dots>> dots_;
    PackedDots packed_;
    std::vector<glm::vec3> skin_positions_mm_;
    bool is_worked_skin_due_ = false;
};

/// The dots as the graphics card takes them.
std::vector<DotInstance> dot_instances(const Dots& dots);

}  // namespace trichion
