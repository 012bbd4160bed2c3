// A design opened without a window, all its stages run to the end.
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/session/session.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace trichion {

/// A session whose work is done before each call returns.
class OpenDesign {
public:
    explicit OpenDesign(Document document = {});

    Session& session() { return session_; }
    const Pipeline& pipeline() { return session_.pipeline(); }
    const Document& document() const { return session_.document(); }

private:
    std::unique_ptr<Executor> executor_;
    Session session_;
};

enum class Wanted { Design, Stencil };

/// Runs the stages; with `Wanted::Stencil` the stencil too, whose error is left for Pipeline::stencil_error.
/// @error as the stages give it.
Result<void> bring_up(OpenDesign& design, Wanted wanted);

/// Opens a file and runs the stages.
Result<std::unique_ptr<OpenDesign>> open_design(const std::filesystem::path& path, Wanted wanted);

/// Opens a file for one sheet on this paper, or on the design's own where none is named; the file keeps the paper it has.
/// @error as Session::open_project.
Result<void> open_on_paper(Session& session, const std::filesystem::path& path, std::optional<Paper> paper);

/// The small picture that a project file carries; empty where no picture can be drawn.
Image thumbnail_of(OpenDesign& design);

}  // namespace trichion
