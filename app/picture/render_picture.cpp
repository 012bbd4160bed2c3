// Offscreen pictures of a design.
#include "app/picture/render_picture.h"

#include "app/picture/picture.h"
#include "app/picture/stamp.h"
#include "renderer/offscreen.h"

#include <cmath>
#include <utility>

namespace trichion {
namespace {

Result<void> check(const RenderOptions& options) {
    if (std::min(options.width, options.height) < 16 || std::max(options.width, options.height) > 4096)
        return fail(ErrorCode::InvalidInput, "A picture may be 16 to 4096 pixels wide and high, not " +
                                                 std::to_string(options.width) + "x" +
                                                 std::to_string(options.height) + ".");
    if (options.sessions && (*options.sessions < 0 || *options.sessions > 4))
        return fail(ErrorCode::InvalidInput,
                    "Sessions shown may be 0 to 4, not " + std::to_string(*options.sessions) + ".");
    if (!std::isfinite(options.days) || options.days < 0.0f || options.days > 36525.0f)
        return fail(ErrorCode::InvalidInput,
                    "The moment shown may be 0 days to 100 years after the last session.");
    return {};
}

}  // namespace

Result<Image> render_picture(const Document& document, const Head& head, const OutlineResult* outline,
                             const Dots* dots, const RenderOptions& options) {
    if (auto checked = check(options); !checked) return tl::unexpected(checked.error());
    const float aspect = static_cast<float>(options.width) / static_cast<float>(options.height);
    const auto camera = named_view(options.view, head, aspect);
    if (!camera) return tl::unexpected(camera.error());

    const auto context = OffscreenContext::create();
    if (!context) return tl::unexpected(context.error());
    auto picture = Picture::create();
    if (!picture) return tl::unexpected(picture.error());
    picture->show(head, dots);
    const int sessions = options.is_before ? 0 : options.sessions.value_or(document.plan->sessions);
    SceneView scene = picture->scene(document, {sessions, options.days, options.outlook});
    scene.camera = *camera;
    scene.shows_dots = sessions > 0;
    if (options.is_before) scene.skin.redness = 0.0f;
    if (options.shows_outline && outline != nullptr) scene.lines = outline_lines(head, *outline);
    scene.pixel_ratio = std::max(1.0f, static_cast<float>(options.height) / 960.0f);
    picture->renderer().draw(scene, {options.width, options.height});
    Image image = picture->renderer().read_pixels();
    return options.shows_stamp ? stamped(std::move(image)) : image;
}

}  // namespace trichion
