// The stencil settings used last on this computer: a new design starts with the artist's own paper, printer and medium.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"

#include <filesystem>

namespace trichion {

/// $XDG_CONFIG_HOME/trichion/stencil, else ~/.config/trichion/stencil: a line KEY=VALUE for each key of the stencil.
std::filesystem::path last_choices_file();

/// The defaults where there is no file yet.
/// @error ReadFailed  the file is damaged: names it and says what to do. It is left as it is.
Result<StencilSettings> read_last_choices();

/// @error WriteFailed
Result<void> remember_choices(const StencilSettings& settings);

}  // namespace trichion
