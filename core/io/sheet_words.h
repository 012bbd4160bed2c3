// What a sheet says of its pieces, and what of its words its font cannot print.
#pragma once

#include "core/io/stencil_sheet.h"
#include "core/pipeline/outline_stage.h"

#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// A sentence where the client code or the version's name has characters that Inter lacks (Chinese, Arabic, pictures):
/// the sheet shows "?" for each. Rule "words". Nothing where all can be printed.
std::optional<Advice> advise_on_words(const SheetText& text);

/// Whether this is true of what leaves: a line alone has no sides that could be too narrow or stretch.
bool is_true_of(const Advice& advice, const StencilSettings& settings);
/// Advice that is true of this sheet and of no piece alone.
std::vector<std::string> advice_on_all(const Stencil& stencil, const StencilSettings& settings);
/// The same of one piece, without the piece's name: a sentence that begins with its label and a colon is its own.
std::vector<std::string> advice_on(const Stencil& stencil, const StencilSettings& settings, const std::string& label);

/// What brings a line nearer that lands off the design, as the end of a sentence: "narrower sides or fewer parts in a piece".
const char* remedy_for_landing(StencilLine line);

}  // namespace trichion
