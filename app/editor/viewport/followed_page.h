// A page while the hand moves: its own drawing, with the pieces as they follow the drag.
#pragma once

#include "core/io/stencil_sheet.h"

namespace trichion {

/// The page with edges, borders and marks of the pieces that follow, where the page has them whole; all else on it, and pieces
/// that are torn over several pages, stay until the next sheet is there.
/// @param followed  of Pipeline::followed_stencil.
/// @param is_mirrored  as the page is.
SheetPage followed_page(const SheetPage& page, const Stencil& followed, bool is_mirrored);

}  // namespace trichion
