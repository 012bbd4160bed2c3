// All tools of the editor.
#pragma once

#include "app/editor/tools/brush_tool.h"
#include "app/editor/tools/density_brush_tool.h"
#include "app/editor/tools/dot_tool.h"
#include "app/editor/tools/hair_brush_tool.h"
#include "app/editor/tools/landmarks_tool.h"
#include "app/editor/tools/mark_tool.h"
#include "app/editor/tools/measure_tool.h"
#include "app/editor/tools/points_tool.h"
#include "app/editor/tools/stroke_tools.h"
#include "app/editor/tools/tool_settings.h"

namespace trichion {

struct ToolBox {
    PointsTool points;
    BrushTool push{BrushTool::Kind::Push};
    BrushTool smooth{BrushTool::Kind::Smooth};
    DrawOverTool draw_over;
    AreaTool area;
    MeasureTool measure;
    MarkTool mark;
    LandmarksTool landmarks;
    DensityBrushTool density_brush;
    DotTool single_dots;
    HairBrushTool hair_brush;

    /// Null for Turn, which leaves the pointer to the view.
    Tool* at(ToolKind kind) {
        switch (kind) {
            case ToolKind::Points: return &points;
            case ToolKind::Push: return &push;
            case ToolKind::Smooth: return &smooth;
            case ToolKind::DrawOver: return &draw_over;
            case ToolKind::Area: return &area;
            case ToolKind::Measure: return &measure;
            case ToolKind::Mark: return &mark;
            case ToolKind::SetLandmarks: return &landmarks;
            case ToolKind::DensityBrush: return &density_brush;
            case ToolKind::SingleDots: return &single_dots;
            case ToolKind::HairBrush: return &hair_brush;
            default: return nullptr;
        }
    }
};

}  // namespace trichion
