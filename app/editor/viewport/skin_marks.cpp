// The numbers and names that stand on the skin with every tool: height and widths of the design, measures, guides.
#include "app/editor/viewport/viewport.h"

#include "app/editor/tools/skin_pointer.h"
#include "core/pipeline/mirror.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace trichion {
namespace {

SkinLabel label_at(const Head& head, const SurfacePoint& at, std::string strong, std::string plain) {
    return {head.measuring.position(at), head.measuring.normal(at), std::move(strong), std::move(plain)};
}

/// The places of a line every few millimetres, as what labels keep clear of.
void add_line_to_clear(const Head& head, const SurfaceCurve& line, ToolOverlay& marks) {
    constexpr float kStep_mm = 2.5f;
    float next_mm = 0.0f;
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        if (line.arc_mm[i] < next_mm) continue;
        next_mm = line.arc_mm[i] + kStep_mm;
        marks.clear_of.push_back({line.positions_mm[i], head.measuring.normal(line.points[i])});
    }
}

/// Beside the dashed line, a little below half way up the forehead.
void add_height(const Head& head, const OutlineResult& outline, ToolOverlay& marks) {
    if (outline.mid_frontal_height_mm <= 0.0f) return;
    const SurfaceCurve line = midline_from_glabella(head, 0.42f * outline.mid_frontal_height_mm);
    if (line.points.empty()) return;
    const SurfaceCurve whole = midline_from_glabella(head, outline.mid_frontal_height_mm);
    add_line_to_clear(head, whole, marks);
    marks.labels.push_back(label_at(head, line.points.back(), fmt::format("{:.0f} mm", outline.mid_frontal_height_mm), "above glabella"));
}

/// How far the corners lie back, at the left one, and apart, at the right one.
void add_corners(const Head& head, const OutlineResult& outline, ToolOverlay& marks) {
    for (const OutlineCurve& part : outline.parts) {
        if (part.part != OutlinePart::Frontal || part.curve.is_closed || part.curve.points.empty()) continue;
        const auto& recession = outline.controls[static_cast<std::size_t>(Control::Recession)];
        const auto add = [&](const SurfacePoint& at, float mm, const char* words) {
            marks.labels.push_back(label_at(head, at, fmt::format("{:.0f} mm", mm), words));
            marks.labels.back().is_small = true;
        };
        if (recession) add(part.curve.points.back(), *recession, "recession");
        if (outline.corner_width_mm) add(part.curve.points.front(), *outline.corner_width_mm, "from corner to corner");
    }
}

/// @param is_in_hand  whether the measuring tool is; then the figures stand out, and the ends show.
void add_measures(const SkinMeasures& measures, bool is_in_hand, ToolOverlay& marks) {
    for (std::size_t i = 0; i < measures.all().size(); ++i) {
        const SkinMeasure& measure = measures.all()[i];
        const std::size_t middle = measure.middle();
        const auto end = [&](const char* which, std::size_t at) {
            marks.handles.push_back({Handle::Look::Measure, fmt::format("Measure {} {}", i + 1, which), measure.positions_mm[at], measure.normals[at]});
        };
        if (is_in_hand) {
            end("start", 0);
            end("end", measure.positions_mm.size() - 1);
        }
        marks.labels.push_back({measure.positions_mm[middle], measure.normals[middle], fmt::format("{:.1f} mm", measure.length_mm), ""});
        marks.labels.back().is_small = !is_in_hand;
        marks.labels.back().name = fmt::format("Measure {}: {:.1f} mm", i + 1, measure.length_mm);
    }
}

/// How far a pixel lies from a line on the screen, where it faces the viewer.
float distance_px(const Head& head, const SurfaceCurve& line, const Projector& projector, const glm::vec2& pixel) {
    float least = 1e9f;
    std::optional<glm::vec2> last;
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const glm::vec3& place = line.positions_mm[i];
        const bool faces = glm::dot(head.measuring.normal(line.points[i]), projector.eye_mm() - place) > 0.0f;
        const auto at = faces ? projector.pixel(place) : std::nullopt;
        if (at && last) {
            const glm::vec2 along = *at - *last;
            const float t = std::clamp(glm::dot(pixel - *last, along) / std::max(glm::dot(along, along), 1e-6f), 0.0f, 1.0f);
            least = std::min(least, glm::distance(pixel, *last + t * along));
        }
        last = at;
    }
    return least;
}

/// The guide that the resting pointer is on; null when on none.
const Guide* guide_under_pointer(const Head& head, const GuideSet& guides, const Viewport& viewport) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (viewport.is_dragging() || !viewport.rect().contains(mouse.x, mouse.y)) return nullptr;
    const Guide* nearest = nullptr;
    float least = ui::px(7.0f);
    for (const Guide& guide : guides.guides())
        for (const SurfaceCurve& line : guide.lines)
            if (const float away = distance_px(head, line, viewport.projector(), {mouse.x, mouse.y}); away < least)
                least = away, nearest = &guide;
    return nearest;
}

/// One word or two at that end of a guide which is seen.
void add_name_of_guide(const Head& head, const Guide& guide, const Projector& projector, ToolOverlay& marks) {
    for (const GuideLabel& label : guide.labels) {
        SkinLabel name = label_at(head, label.at, "", guide.kind == GuideKind::RuleOf8 ? "rule of 8" : label.words);
        if (!projector.sees(head.measuring, name.place_mm, name.normal)) continue;
        name.is_small = name.is_muted = true;
        marks.labels.push_back(std::move(name));
        return;
    }
}

void add_guides(const Head& head, const GuideSet& guides, const Viewport& viewport, ToolOverlay& marks) {
    const Guide* pointed_at = guide_under_pointer(head, guides, viewport);
    for (const Guide& guide : guides.guides()) {
        if (&guide != pointed_at) add_name_of_guide(head, guide, viewport.projector(), marks);
        else
            for (const GuideLabel& label : guide.labels) {
                marks.labels.push_back(label_at(head, label.at, "", label.words));
                marks.labels.back().is_small = true;
            }
        for (const SurfacePoint& spot : guide.spots)
            marks.handles.push_back({Handle::Look::Spot, "", head.measuring.position(spot), head.measuring.normal(spot)});
    }
}

/// The way of a stroke and how far it reaches where it begins and ends.
void add_stroke(const Head& head, const std::vector<glm::vec3>& path, float radius_mm, ToolOverlay& marks) {
    ToolLine way{ToolLine::Look::Stroke, {}, {}, false};
    std::vector<SurfacePoint> places;
    for (const glm::vec3& place : path)
        if (const auto at = head.measuring.closest(head.from_source(place))) {
            places.push_back(*at);
            way.places_mm.push_back(head.measuring.position(*at));
            way.normals.push_back(head.measuring.normal(*at));
        }
    if (places.empty()) return;
    if (places.size() > 1) marks.lines.push_back(std::move(way));
    marks.lines.push_back(ring_on_skin(head, places.front(), radius_mm));
    if (places.size() > 1) marks.lines.push_back(ring_on_skin(head, places.back(), radius_mm));
}

/// The stroke that the list in the inspector points at.
void add_shown_stroke(const Head& head, const Document& document, std::uint32_t id, ToolOverlay& marks) {
    const auto& strokes = document.brushwork->strokes;
    const auto shown = std::ranges::find(strokes, id, &DensityStroke::id);
    if (shown == strokes.end()) return;
    add_stroke(head, shown->stroke.path, shown->stroke.radius_mm, marks);
    add_stroke(head, shown->stroke.mirrored, shown->stroke.radius_mm, marks);
}

}  // namespace

ToolOverlay skin_marks(PanelContext& panel, const Viewport& viewport) {
    constexpr float kWide = 620.0f;  // narrower views have no room for figures at the corners
    ToolOverlay marks;
    const Head* head = panel.session.pipeline().head();
    const OutlineResult* outline = panel.session.pipeline().outline();
    if (head && panel.view.step == Step::Dots && !panel.view.is_presenting)
        add_shown_stroke(*head, panel.session.document(), panel.view.tools.shown_stroke, marks);
    if (!head || !outline || panel.view.is_presenting || panel.view.step != Step::Hairline) return marks;
    for (const OutlineCurve& part : outline->parts) add_line_to_clear(*head, part.curve, marks);
    add_measures(panel.view.tools.measures, panel.view.tool == ToolKind::Measure, marks);
    add_height(*head, *outline, marks);
    if (!viewport.is_dragging() && viewport.rect().width > ui::px(kWide)) add_corners(*head, *outline, marks);
    add_guides(*head, panel.view.tools.guide_set, viewport, marks);
    return marks;
}

}  // namespace trichion
