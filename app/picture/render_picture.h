// A design as a picture without a window: what `trichion render` and thumbnails show.
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/model/document.h"
#include "core/pipeline/appearance.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"
#include "renderer/scene.h"

#include <optional>
#include <string>

namespace trichion {

/// What `trichion render` may ask for.
struct RenderOptions {
    std::string view = "three-quarter";  // front, left, right, top, back, three-quarter, or YAW,PITCH in degrees
    int width = 1280;
    int height = 960;
    std::optional<int> sessions;  // the first this many are done; nothing: all of the plan
    float days = 30.0f;           // since the last shown session
    Outlook outlook = Outlook::Expected;
    bool is_before = false;       // bare skin with the native hair only
    bool shows_outline = false;
    bool shows_stamp = true;  // "Simulation, not a guarantee"; leave it off for thumbnails only
};

/// Draws a design offscreen, also where there is no display.
/// @param outline  may be null: no line is drawn.
/// @param dots     may be null: bare skin.
/// @return RGB, rows from the top.
/// @error  InvalidInput  the view is unknown, the size is outside 16 to 4096, or sessions or days out of range.
/// @error  NotFound      no OpenGL 3.3 on this machine.
/// @cost   about 0.3 s at 1280x960 with software rendering, most of it making the context and the uploads.
Result<Image> render_picture(const Document& document, const Head& head, const OutlineResult* outline,
                             const Dots* dots, const RenderOptions& options);

/// The camera of a named view ("front", ..., or "YAW,PITCH" in degrees) that frames this head with some air above.
/// @error InvalidInput  names the views there are.
Result<Camera> named_view(const std::string& view, const Head& head, float aspect);

}  // namespace trichion
