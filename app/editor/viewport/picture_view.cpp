// Compares what a picture depends on, and draws.
#include "app/editor/viewport/picture_view.h"
#include "app/editor/panels/panels.h"

#include "app/editor/viewport/split.h"
#include "app/picture/render_picture.h"
#include "core/model/media.h"
#include "core/model/versions.h"
#include "core/pipeline/outline_advice.h"
#include "renderer/gl/loader.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>

namespace trichion {
namespace {

bool is_same(const Camera& a, const Camera& b) {
    return a.target_mm == b.target_mm && a.yaw_rad == b.yaw_rad && a.pitch_rad == b.pitch_rad &&
           a.distance_mm == b.distance_mm && a.field_of_view_rad == b.field_of_view_rad;
}

constexpr float kDensityOpacity = 0.85f;      // the skin's own shape still shows
constexpr float kFaintBelow_per_cm2 = 20.0f;  // hardly a dot: bare skin looks bare

bool is_stencil_on_head(const Session& session, const ViewState& view) {
    return view.step == Step::Stencil && !view.is_presenting && view.stencil.is_on_head && !rules_of(session.document().stencil->medium).is_solid;
}

template <class T>
bool is_same(const std::optional<Shared<T>>& a, const std::optional<Shared<T>>& b) {
    return a.has_value() == b.has_value() && (!a || a->is(*b));
}

OverlayNumbers overlay_of(const DensityGrid& grid, float top_per_cm2) {
    OverlayNumbers numbers{grid.low_mm, grid.step_mm, grid.size, {}};
    numbers.points.reserve(grid.points.size());
    for (const DensityGrid::Point& p : grid.points) numbers.points.push_back({p.at, p.per_cm2 / top_per_cm2, p.worked});
    return numbers;
}

}  // namespace

Result<PictureView> PictureView::create() {
    if (const Result<void> loaded = load_gl(glfwGetProcAddress); !loaded) return tl::unexpected(loaded.error());
    Result<Picture> picture = Picture::create();
    if (!picture) return tl::unexpected(picture.error());
    return PictureView(std::move(*picture));
}

bool PictureView::is_same(const Key& a, const Key& b) {
    return trichion::is_same(a.head, b.head) && trichion::is_same(a.dots, b.dots) && a.plan.is(b.plan) &&
           a.skin.is(b.skin) && a.fade.is(b.fade) && a.moment == b.moment && trichion::is_same(a.camera, b.camera) && a.split == b.split &&
           a.size_px == b.size_px && a.is_dragging == b.is_dragging && trichion::is_same(a.density, b.density) &&
           a.shows_merging == b.shows_merging && trichion::is_same(a.stencil, b.stencil) && trichion::is_same(a.guide, b.guide) && a.lines == b.lines;
}

const OutlineResult& PictureView::agreed_outline(Session& session) {
    const Document& document = session.document();
    const auto head = session.pipeline().shared_head();
    const Version* active = find_version(document, document.versions->active);
    const Shared<Outline>& agreed = active->agreed->design.outline;
    if (!ghost_ || !ghost_->head.is(*head) || !ghost_->outline.is(agreed))
        ghost_ = Ghost{*head, agreed, draw_outline(*session.pipeline().head(), *agreed)};
    return ghost_->drawn;
}

std::vector<SkinLine> PictureView::lines_of(Session& session, const ViewState& view) {
    const Head* head = session.pipeline().head();
    const OutlineResult* outline = session.pipeline().outline();
    if (head && outline && is_stencil_on_head(session, view)) {
        std::vector<SkinLine> lines = outline_lines(*head, *outline);
        if (stretch_) lines.insert(lines.end(), stretch_->picture.lines.begin(), stretch_->picture.lines.end());
        return lines;
    }
    if (head && outline && guide_) return outline_lines(*head, *outline);
    if (!head || !outline || view.is_presenting || view.is_judging_edge || view.step != Step::Hairline) return {};
    std::vector<SkinLine> lines = guide_lines(*head, view.tools.guide_set.guides());
    const auto append = [&](std::vector<SkinLine> more) { std::ranges::move(more, std::back_inserter(lines)); };
    if (shows_agreed_line(view, session.document())) append(ghost_lines(*head, agreed_outline(session)));
    for (const Advice& advice : outline->advice)
        if (advice.rule == view.shown_advice || is_broken_line(advice)) append(advice_lines(*head, advice.place_mm, is_broken_line(advice)));
    append(outline_lines(*head, *outline));
    if (outline->mid_frontal_height_mm > 0.0f) lines.push_back(height_line(*head, outline->mid_frontal_height_mm));
    for (const SkinMeasure& measure : view.tools.measures.all()) lines.push_back(measure_line(measure.positions_mm, measure.normals, view.tool == ToolKind::Measure));
    std::erase_if(lines, [](const SkinLine& line) { return line.positions_mm.size() < 2; });
    return lines;
}

std::optional<Shared<PictureView::Density>> PictureView::update_density(Session& session) {
    const Pipeline& pipeline = session.pipeline();
    const auto head = pipeline.shared_head();
    const auto cloud = pipeline.shared_candidates();
    const auto dots = pipeline.shared_dots();
    if (!dots || !pipeline.candidates()) return std::nullopt;
    // A brush changes dots in every frame: the map that is under way shows before the next is asked for.
    if (!densities_->is_under_way())
        densities_->update(
            session.executor(),
            [](const CancelToken&, const Progress&, const Result<Head>& on, const Result<CandidateCloud>& from, const Dots& placed) {
                DensityMap map = density_map(*on, *from, placed);
                DensityGrid grid = density_grid(*on, map);
                const float top_per_cm2 = density_scale_top(map.top_per_cm2());
                return Density{std::move(map), std::move(grid), top_per_cm2};
            },
            *head, *cloud, *dots);
    const Shared<Density>* latest = densities_->latest();
    if (!latest || (*latest)->map.per_cm2.size() != pipeline.head()->measuring.mesh().positions.size()) return std::nullopt;
    if (!density_ || !density_->is(*latest)) picture_.renderer().set_overlay(overlay_of((*latest)->grid, (*latest)->top_per_cm2));
    density_ = *latest;
    return density_;
}

std::optional<Shared<Result<Stencil>>> PictureView::update_stretch(Session& session, const ViewState& view) {
    const auto stencil = session.pipeline().shared_stencil();
    if (!is_stencil_on_head(session, view) || !session.pipeline().stencil()) {
        if (stretch_ && !guide_) picture_.renderer().set_solid({});
        stretch_.reset();
        return std::nullopt;
    }
    const auto head = session.pipeline().shared_head();
    const StencilLine line = session.document().stencil->line;
    if (stretch_ && stretch_->head.is(*head) && stretch_->stencil.is(*stencil) && stretch_->line == line) return stencil;
    stretch_ = Stretch{*head, *stencil, line, picture_of(*session.pipeline().head(), *session.pipeline().stencil(), line)};
    picture_.renderer().set_solid(stretch_->picture.paper, stretch_->picture.colours);
    return stencil;
}

std::optional<Shared<Result<PrintedGuide>>> PictureView::update_guide(const Pipeline& pipeline, const ViewState& view) {
    const bool is_wanted = view.step == Step::Stencil && !view.is_presenting && pipeline.guide();
    const auto wanted = is_wanted ? pipeline.shared_guide() : std::nullopt;
    if (trichion::is_same(guide_, wanted)) return guide_;
    Mesh solid;
    if (is_wanted) {
        solid.positions.assign(pipeline.guide()->positions_mm.begin(), pipeline.guide()->positions_mm.end());
        solid.triangles = pipeline.guide()->triangles;
    }
    picture_.renderer().set_solid(solid);
    guide_ = wanted;
    return guide_;
}

std::optional<float> PictureView::density_at(const Head& head, const SurfacePoint& at) const {
    if (!density_ || at.triangle >= head.measuring.triangle_count()) return std::nullopt;
    const std::vector<float>& numbers = (*density_)->map.per_cm2;
    const glm::uvec3 corners = head.measuring.mesh().triangles[at.triangle];
    float sum = 0.0f, weights = 0.0f;
    for (int c = 0; c < 3; ++c) {
        if (corners[c] >= numbers.size()) return std::nullopt;
        const float per_cm2 = numbers[corners[c]];
        if (!std::isnan(per_cm2)) sum += at.weights[c] * per_cm2, weights += at.weights[c];
    }
    return weights > 0.0f ? std::optional(sum / weights) : std::nullopt;
}

ImTextureID PictureView::update(Session& session, const ViewState& view, const glm::ivec2& size_px, float pixel_ratio,
                                bool is_dragging) {
    const Pipeline& pipeline = session.pipeline();
    if (!pipeline.head() || size_px.x < 16 || size_px.y < 16) return {};
    has_more_ = picture_.update(pipeline);
    // A head that has just arrived is shown at once as in a drag, and at its best in the frame after.
    const bool is_new_head = !shown_ || !trichion::is_same(shown_->head, pipeline.shared_head());
    is_dragging = is_dragging || is_new_head;
    if (is_new_head) density_.reset();  // its numbers went with the head
    has_more_ = has_more_ || is_new_head;
    // Two designs side by side wear one skin: its colours would be those of one.
    const bool wants_density = view.shows_density && has_picture_options(view) && !view.shows_versions_side_by_side;
    const auto shown_guide = update_guide(pipeline, view);  // before the stretch: both lie on the head as one solid
    const auto shown_stretch = update_stretch(session, view);
    Key key{pipeline.shared_head(),
            pipeline.shared_dots(),
            session.document().plan,
            session.document().skin,
            session.document().fade,
            view.moment,
            view.camera,
            is_split(view) ? view.split : -1.0f,
            size_px,
            is_dragging,
            wants_density ? update_density(session) : std::nullopt,
            view.shows_merging && has_picture_options(view),
            shown_stretch,
            shown_guide,
            lines_of(session, view)};
    if (has_more_ || !shown_ || !is_same(*shown_, key)) {
        SceneView scene = picture_.scene(session.document(), view.moment);
        scene.camera = view.camera;
        scene.split = key.split;
        scene.lines = key.lines;
        scene.pixel_ratio = pixel_ratio;
        scene.is_dragging = is_dragging;
        scene.shows_dots = !key.stencil && !key.guide;
        scene.overlay.opacity = key.density ? kDensityOpacity : 0.0f;
        scene.overlay.faint_below = kFaintBelow_per_cm2 / density_top_per_cm2();
        scene.warning.is_shown = key.shows_merging;
        picture_.renderer().draw(scene, size_px);
        ++pictures_;
        shown_ = std::move(key);
        // What a drag left out, and redness that waited, follow in one more picture.
    }
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(picture_.renderer().texture()));
}

Image PictureView::thumbnail(Session& session) {
    const Head* head = session.pipeline().head();
    if (!head) return {};
    constexpr glm::ivec2 kSize(480, 360);
    const Result<Camera> camera = named_view("three-quarter", *head, static_cast<float>(kSize.x) / static_cast<float>(kSize.y));
    if (!camera) return {};
    picture_.update(session.pipeline());
    picture_.renderer().set_solid({});
    guide_.reset();
    stretch_.reset();
    SceneView scene = picture_.scene(session.document(), {session.document().plan->sessions, 30.0f});
    scene.camera = *camera;
    picture_.renderer().draw(scene, kSize);
    shown_.reset();  // the texture shows the thumbnail now
    return picture_.renderer().read_pixels();
}

}  // namespace trichion
