// All tools of the editor.
#pragma once

#include "app/editor/tools/landmarks_tool.h"
#include "app/editor/tools/points_tool.h"
#include "app/editor/tools/tool_settings.h"

namespace trichion {

struct ToolBox {
    PointsTool points;
    LandmarksTool landmarks;

    /// Null for Turn, which leaves the pointer to the view.
    Tool* at(ToolKind kind) {
        switch (kind) {
            case ToolKind::Points: return &points;
            case ToolKind::SetLandmarks: return &landmarks;
            default: return nullptr;
        }
    }
};

}  // namespace trichion
