// Measures along the skin between two clicked places.
#pragma once

#include "app/editor/tools/tool.h"

#include <optional>
#include <string>
#include <utility>

namespace trichion {

/// The first click begins, a line follows the pointer with its mm, the second click keeps it among
/// ToolSettings::measures. A drag turns the head, also between the clicks. Escape forgets the measure under way, and
/// once more all of them.
class MeasureTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session&) override;
    bool is_over_something() const override { return over_.has_value(); }
    std::string take_problem() override { return std::exchange(problem_, {}); }

private:
    bool cancel(ToolSettings* settings);
    void click(const Head& head, ToolSettings* settings);

    std::optional<SurfacePoint> from_;   // clicked first
    std::optional<SurfacePoint> over_;   // the skin under the pointer
    std::optional<SkinMeasure> live_;    // from the first click to the pointer
    std::optional<Shared<Result<Head>>> head_;   // on which from_ lies
    bool has_measures_ = false;
    std::string problem_;
};

}  // namespace trichion
