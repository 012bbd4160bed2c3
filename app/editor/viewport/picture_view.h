// The picture of the head as one more cache: drawn again only when something in it changed.
#pragma once

#include "app/editor/state.h"
#include "app/editor/viewport/heat_legend.h"
#include "app/editor/viewport/stencil_picture.h"
#include "app/picture/picture.h"
#include "core/base/async_memo.h"
#include "core/pipeline/density_map.h"

#include <imgui.h>
#include <memory>
#include <optional>

namespace trichion {

class PictureView {
public:
    /// Needs a current OpenGL context.
    /// @error NotFound, InvalidInput  the context or a shader does not serve.
    static Result<PictureView> create();

    /// Lets the driver compile while the head is still on its way. See Picture::warm_up.
    void warm_up() { picture_.warm_up(); }

    /// @param size_px  of the picture in framebuffer pixels.
    /// @param is_dragging  the pointer is moving something: the picture may be cheaper, and is drawn well afterwards.
    /// @return the texture of the picture; null while there is no head.
    ImTextureID update(Session& session, const ViewState& view, const glm::ivec2& size_px, float pixel_ratio, bool is_dragging);

    /// How many dots stand on a cm2 of the skin here, where the picture is coloured by that; nothing elsewhere.
    std::optional<float> density_at(const Head& head, const SurfacePoint& at) const;
    bool shows_stretch() const { return shown_ && shown_->stencil.has_value(); }
    bool shows_density() const { return shown_ && shown_->density.has_value(); }
    /// The density of the ramp's last colour: follows what is on the head.
    float density_top_per_cm2() const { return density_ ? (*density_)->top_per_cm2 : density_scale_top(0.0f); }

    /// A small picture of the design, three sessions healed, for the project file; empty while there is no head.
    Image thumbnail(Session& session);

    /// Whether the picture shown is the final one.
    bool is_settled() const { return !has_more_; }
    long pictures_drawn() const { return pictures_; }
    /// For another picture of the same skin (compare_view.h).
    Picture& picture() { return picture_; }

private:
    /// The density map of some dots, ready to be shown.
    struct Density {
        DensityMap map;
        DensityGrid grid;
        float top_per_cm2 = 0.0f;  // at the end of the colours
    };
    using DensityMemo = AsyncMemo<Density, Result<Head>, Result<CandidateCloud>, Dots>;

    /// Everything a picture depends on; identities keep their objects alive, so comparing pointers is exact.
    struct Key {
        std::optional<Shared<Result<Head>>> head;
        std::optional<Shared<Dots>> dots;
        Shared<SessionPlan> plan;
        Shared<SkinSettings> skin;
        Shared<FadeSettings> fade;
        Moment moment;
        Camera camera;
        float split = -1.0f;
        glm::ivec2 size_px{0};
        bool is_dragging = false;
        std::optional<Shared<Density>> density;  // the map shown
        bool shows_merging = false;
        std::optional<Shared<Result<Stencil>>> stencil;  // whose stretch is shown
        std::optional<Shared<Result<PrintedGuide>>> guide;
        std::vector<SkinLine> lines;
    };
    explicit PictureView(Picture picture) : picture_(std::move(picture)) {}
    static bool is_same(const Key& a, const Key& b);
    std::vector<SkinLine> lines_of(Session& session, const ViewState& view);
    /// Of an active version that was agreed.
    const OutlineResult& agreed_outline(Session& session);
    /// Has the dots counted anew when they are others. @return the last map that was made for this head, while another one is
    /// on its way; nothing before the first.
    std::optional<Shared<Density>> update_density(Session& session);
    /// Colours the skin by the stretch of the stencil shown. @return the stencil; nothing where it is not to be shown.
    std::optional<Shared<Result<Stencil>>> update_stretch(Session& session, const ViewState& view);

    /// Puts the printed guide on the head, or takes it off. @return the one shown.
    std::optional<Shared<Result<PrintedGuide>>> update_guide(const Pipeline& pipeline, const ViewState& view);

    /// The line of the agreed design, as drawn last.
    struct Ghost {
        Shared<Result<Head>> head;
        Shared<Outline> outline;
        OutlineResult drawn;
    };

    Picture picture_;
    std::optional<Key> shown_;
    /// The stencil's picture and what it was made from.
    struct Stretch {
        Shared<Result<Head>> head;
        Shared<Result<Stencil>> stencil;
        StencilLine line;
        StencilPicture picture;
    };

    std::optional<Ghost> ghost_;
    std::optional<Shared<Result<PrintedGuide>>> guide_;  // on the graphics card
    std::optional<Stretch> stretch_;
    std::unique_ptr<DensityMemo> densities_ = std::make_unique<DensityMemo>();
    std::optional<Shared<Density>> density_;  // on the graphics card
    bool has_more_ = false;
    long pictures_ = 0;
};

}  // namespace trichion
