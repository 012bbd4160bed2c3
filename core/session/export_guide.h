// The printed guide of a design as a file: what the command line and the editor both call.
#pragma once

#include "core/base/error.h"
#include "core/io/guide_files.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"
#include "core/pipeline/printed_guide.h"

#include <filesystem>
#include <string>

namespace trichion {

/// Builds the guide by the document's stencil settings and writes it as `.stl` or `.3mf`.
/// @return what was written.
/// @error as build_printed_guide and write_printed_guide; nothing is left of the file then.
Result<PrintedGuide> export_printed_guide(const Document& document, const Head& head, const OutlineResult& outline,
                                          const std::filesystem::path& path);

/// How it stands on the printer's plate and where it needs supports, in a sentence or two.
std::string how_to_print(const PrintedGuide& guide);

/// Of the midline, above the glabella along the skin: "upper edge 74 mm, notch 35 mm"; empty where the line does not cross it.
std::string height_words(const PrintedGuide& guide);

/// "Inside 0.28 to 0.31 mm off the skin", "6.5 g", a line each: what the command line prints.
std::string guide_words(const PrintedGuide& guide);

}  // namespace trichion
