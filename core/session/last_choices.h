// The stencil settings used last on this computer: a new design starts with the artist's own paper, printer and medium.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"

#include <filesystem>

namespace trichion {

/// $XDG_CONFIG_HOME/trichion/stencil, else ~/.config/trichion/stencil: a line KEY=VALUE for each key of the stencil.
std::filesystem::path last_choices_file();

/// The defaults where there is no file yet. A printer that is not measured on this computer any more is none.
/// @error ReadFailed  the file is damaged: names it and says what to do. It is left as it is.
Result<StencilSettings> read_last_choices();

/// The settings with the printer used last where they have none: it stands on the desk and not in a design. Whoever has
/// another printer measures that one, or forgets the old one.
StencilSettings with_desk_printer(StencilSettings settings);

/// With the desk's printer.
/// @error WriteFailed
Result<void> remember_choices(const StencilSettings& settings);

}  // namespace trichion
