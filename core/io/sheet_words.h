// What of a sheet's words its font cannot print.
#pragma once

#include "core/io/stencil_sheet.h"
#include "core/pipeline/outline_stage.h"

#include <optional>

namespace trichion {

/// A sentence where the client code or the version's name has characters that Inter lacks (Chinese, Arabic, pictures):
/// the sheet shows "?" for each. Rule "words". Nothing where all can be printed.
std::optional<Advice> advise_on_words(const SheetText& text);

}  // namespace trichion
