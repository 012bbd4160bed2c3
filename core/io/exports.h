// Dots, outline and head as files for other programs. All in mm in the anatomical frame: y up, z out of the face,
// x to the person's left, origin midway between the tragions.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <filesystem>
#include <string>
#include <vector>

namespace trichion {

enum class ExportKind { Dots, Outline, Head };

/// The extensions that `kind` can be written with, the usual one first (".csv").
const std::vector<std::string>& export_extensions(ExportKind kind);
/// Whether `path` has one of them, in any case.
bool has_export_extension(ExportKind kind, const std::filesystem::path& path);

/// Every dot of pigment in the order of its id. `.csv`: id,x_mm,y_mm,z_mm,nx,ny,nz,session,diameter_mm; `.ply`: the
/// same columns as a point cloud.
/// @error InvalidInput  another extension: names those there are. WriteFailed.
Result<void> export_dots(const Dots& dots, const std::filesystem::path& path);

/// The outline's samples as `.csv`: part,arc_mm,x_mm,y_mm,z_mm; arc_mm is the way along the skin from the start of
/// the part.
Result<void> export_outline(const OutlineResult& outline, const std::filesystem::path& path);

/// The measuring surface as `.obj`, `.ply` (binary) or `.stl` (binary).
Result<void> export_head(const Head& head, const std::filesystem::path& path);

}  // namespace trichion
