// Uploads by identity, and the numbers of a frame.
#include "app/picture/picture.h"

#include "app/picture/built_in_maps.h"
#include "app/picture/colours.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trichion {
namespace {

// Shaved hair seen end on and slanted: most of the light that meets it is lost to the hair's own colour.
constexpr float kHairCover = 0.85f;

// A native hair is placed as the mark of its root. What is seen is a unit of two hairs of 0.07 mm that the clipper
// left 0.75 mm long: as much skin as a disc of 2.1 times the root's diameter, which at 85 units per cm2 covers the
// tenth of the skin that a buzz cut covers [FACTS, Rulings].
constexpr float kStubbleFactor = 2.1f;

// Fresh work reddens the skin a few millimetres round the dots.
constexpr float kRednessReach_mm = 5.0f;

glm::vec3 hair_contrast(const glm::vec3& hair, const glm::vec3& skin) {
    return kHairCover *
           glm::clamp(1.0f - hair / glm::max(skin, glm::vec3(0.01f)), glm::vec3(0.0f), glm::vec3(0.97f));
}

/// Counts dots in cubes of kRednessReach_mm; trilinear between the cubes' centres.
class DotCloud {
public:
    explicit DotCloud(const DotList& dots) {
        for (const auto& dot : dots) box_.grow(dot.position_mm);
        box_.min -= 2.0f * kRednessReach_mm;
        size_ = glm::ivec3(glm::ceil((box_.max + 2.0f * kRednessReach_mm - box_.min) / kRednessReach_mm)) + 1;
        counts_.assign(static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y) *
                           static_cast<std::size_t>(size_.z),
                       0.0f);
        for (const auto& dot : dots) {
            const glm::ivec3 c(glm::floor((dot.position_mm - box_.min) / kRednessReach_mm));
            counts_[index(c)] += 1.0f;
        }
    }

    /// 0 far from dots, 1 amid them.
    float near(const glm::vec3& p) const {
        constexpr float kFull = 12.0f;  // dots in a cube at about 50 dots per cm2
        const glm::vec3 g = (p - box_.min) / kRednessReach_mm - 0.5f;
        const glm::ivec3 c(glm::floor(g));
        if (glm::any(glm::lessThan(c, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(c + 1, size_)))
            return 0.0f;
        const glm::vec3 f = g - glm::vec3(c);
        float sum = 0.0f;
        for (int k = 0; k < 8; ++k) {
            const glm::ivec3 step(k & 1, k >> 1 & 1, k >> 2);
            const glm::vec3 w = glm::mix(1.0f - f, f, glm::vec3(step));
            sum += w.x * w.y * w.z * counts_[index(c + step)];
        }
        return std::min(sum / kFull, 1.0f);
    }

private:
    std::size_t index(const glm::ivec3& c) const {
        return (static_cast<std::size_t>(c.z) * static_cast<std::size_t>(size_.y) +
                static_cast<std::size_t>(c.y)) *
                   static_cast<std::size_t>(size_.x) +
               static_cast<std::size_t>(c.x);
    }

    Box box_;
    glm::ivec3 size_{0};
    std::vector<float> counts_;
};

}  // namespace

Result<Picture> Picture::create() {
    auto renderer = SceneRenderer::create();
    if (!renderer) return tl::unexpected(renderer.error());
    return Picture(std::move(*renderer));
}

Picture::Picture(std::unique_ptr<SceneRenderer> renderer) : renderer_(std::move(renderer)) {}

void Picture::warm_up() {
    const std::vector<glm::vec3> corners{{-9, 0, 0}, {9, 0, 0}, {0, 9, 0}}, normals(3, glm::vec3(0, 0, 1));
    const std::vector<glm::vec2> uvs(3, glm::vec2(0.5f));
    const std::vector<glm::uvec3> triangles{{0, 1, 2}};
    const Image grey{1, 1, 3, {128, 128, 128}};
    SkinGeometry skin{corners, normals, uvs, {}, {}, triangles};
    skin.face_mask = &grey;
    skin.brow_mask = &grey;
    renderer_->set_skin(skin);
    renderer_->set_eyes(std::vector<EyeGeometry>(1), {corners, uvs, triangles, &grey});
    renderer_->set_lashes({corners, triangles});
    renderer_->set_dots(std::vector<DotInstance>{pack_dot({0, 3, 0}, {0, 0, 1}, 0.35f, 1.0f, 1)});
    SceneView scene;
    scene.camera.target_mm = glm::vec3(0.0f, 3.0f, 0.0f);
    scene.dots.fill({.diameter_factor = 1.0f, .contrast = glm::vec3(0.5f)});
    scene.lines = {{.positions_mm = {corners[0], corners[1]}, .normals = {normals[0], normals[1]}}};
    for (const bool is_dragging : {true, false}) {
        scene.is_dragging = is_dragging;
        renderer_->draw(scene, glm::ivec2(64));
    }
    head_.reset();
    dots_.reset();
}

bool Picture::update(const Pipeline& pipeline) {
    const auto head = pipeline.shared_head();
    const bool is_new_head = head && (**head).has_value() && !(head_ && head_->is(*head));
    if (is_new_head) {
        head_ = head;
        upload_head(***head);
    }
    const auto dots = pipeline.shared_dots();
    const bool is_new_dots = dots.has_value() != dots_.has_value() || (dots && !dots_->is(*dots));
    if (is_new_dots || is_new_head) {
        dots_ = dots;
        upload_dots(dots ? &**dots : nullptr);
        is_worked_skin_due_ = true;
        return true;
    }
    if (is_worked_skin_due_) upload_worked_skin(dots_ ? &**dots_ : nullptr);
    return false;
}

void Picture::show(const Head& head, const Dots* dots) {
    head_.reset();
    dots_.reset();
    upload_head(head);
    upload_dots(dots);
    upload_worked_skin(dots);
}

void Picture::upload_head(const Head& head) {
    const DisplayHead& display = head.display;
    skin_positions_mm_ = display.positions_mm;
    SkinGeometry skin{display.positions_mm, display.normals,   display.uvs,
                      display.colours,      display.occlusion, display.triangles};
    if (!display.picture->empty()) skin.picture = &*display.picture;
    if (!head.has_built_in_look) {
        renderer_->set_skin(skin);
        renderer_->set_eyes({}, {});
        renderer_->set_lashes({});
        return;
    }
    const BuiltInMaps maps = built_in_maps(head.look);
    skin.face_mask = &maps.face_mask;
    skin.brow_mask = &maps.brow_mask;
    skin.brow_box = maps.brow_box;
    renderer_->set_skin(skin);
    std::vector<EyeGeometry> eyes;
    for (const auto& eye : head.look.eyes) eyes.push_back({eye.centre_mm, eye.radius_mm, eye.gaze});
    const Eyeball& ball = maps.eyeball;
    renderer_->set_eyes(eyes, {ball.positions, ball.uvs, ball.triangles, &maps.eye_map});
    renderer_->set_lashes(head.look.lashes);
}

void Picture::upload_dots(const Dots* dots) {
    if (dots != nullptr) packed_.follow(*dots);
    else packed_.clear();
    renderer_->set_dot_tiles(packed_.tiles());
}

void Picture::upload_worked_skin(const Dots* dots) {
    is_worked_skin_due_ = false;
    std::vector<std::uint8_t> worked;
    if (dots != nullptr && !dots->dots.empty()) {
        const DotCloud cloud(dots->dots);
        worked.reserve(skin_positions_mm_.size());
        for (const auto& p : skin_positions_mm_)
            worked.push_back(static_cast<std::uint8_t>(cloud.near(p) * 255.0f));
    }
    renderer_->set_worked_skin(worked);
}

SceneView Picture::scene(const Document& document, const Moment& moment) const {
    SceneView scene;
    const glm::vec3 tone = skin_tone_linear(document.skin->monk);
    const glm::vec3 hair = hair_linear(document.skin->hair);
    const Appearance looks = appearance_at(*document.plan, *document.skin, *document.fade, moment);
    scene.skin.tone_linear = tone;
    scene.skin.brow_linear = glm::min(hair, 0.5f * tone);
    scene.skin.redness = looks.redness;
    const auto contrast_to = [&](const glm::vec3& colour) { return 1.0f - colour / glm::max(tone, glm::vec3(0.02f)); };
    scene.warning.later_contrast = contrast_to(kMergesLaterLinear);
    scene.warning.now_contrast = contrast_to(kMergesNowLinear);
    scene.dots[0] = {
        .diameter_factor = kStubbleFactor, .contrast = hair_contrast(hair, tone), .softness_mm = 0.06f};
    for (std::size_t s = 0; s < looks.sessions.size(); ++s) {
        const SessionLook& look = looks.sessions[s];
        if (!look.is_shown) continue;
        scene.dots[s + 1] = {look.diameter_factor, look.contrast,   look.softness_mm, look.redness,
                             look.top_mm,          look.spread_mm2, look.shed,        look.reach_mm};
    }
    return scene;
}

Warns warns_of(const Merging& merging, std::uint32_t id) {
    if (merging.is_crowded_when_healed(id)) return Warns::Now;
    return merging.is_crowded(id) ? Warns::Later : Warns::No;
}

std::vector<DotInstance> dot_instances(const Dots& dots) {
    std::vector<DotInstance> instances;
    instances.reserve(dots.native_hair.size() + dots.dots.size());
    for (const auto& dot : dots.native_hair)
        instances.push_back(pack_dot(dot.position_mm, dot.normal, dot.diameter_mm, dot.shade, 0));
    for (const auto& dot : dots.dots)
        instances.push_back(pack_dot(dot.position_mm, dot.normal, dot.diameter_mm, dot.shade, dot.session, dot.depth, warns_of(dots.merging, dot.id)));
    return instances;
}

}  // namespace trichion
