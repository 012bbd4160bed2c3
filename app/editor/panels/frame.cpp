// The parts of the window and what every panel shares.
#include "app/editor/panels/panels.h"

#include "app/editor/ui/area.h"
#include "core/model/media.h"
#include "core/model/versions.h"

#include <cmath>
#include <fmt/format.h>

namespace trichion {

using namespace ui;

FrameLayout lay_out_frame(float width, float height) {
    FrameLayout frame;
    const float top = px(kTopBar), bottom = px(kTimeLine), left = px(kRail), right = px(kInspector);
    frame.top_bar = {0, 0, width, top};
    frame.tool_rail = {0, top, left, height - top - bottom};
    frame.inspector = {width - right, top, right, height - top - bottom};
    frame.time_line = {0, height - bottom, width, bottom};
    frame.viewport = {left, top, width - left - right, height - top - bottom};
    return frame;
}

std::span<const ToolKind> tools_of(Step step, const Document& document) {
    static constexpr std::array kHead{ToolKind::Turn, ToolKind::SetLandmarks};
    static constexpr std::array kHairline{ToolKind::Points, ToolKind::Push, ToolKind::Smooth, ToolKind::DrawOver, ToolKind::Area, ToolKind::Measure, ToolKind::Mark, ToolKind::Turn};
    static constexpr std::array kDots{ToolKind::Turn, ToolKind::DensityBrush, ToolKind::SingleDots, ToolKind::HairBrush};
    static constexpr std::array kOther{ToolKind::Turn};
    static constexpr std::array kStencil{ToolKind::Turn, ToolKind::Points};
    switch (step) {
        case Step::Head: return document.head->is_built_in ? std::span<const ToolKind>(kOther) : kHead;
        case Step::Hairline: return kHairline;
        case Step::Dots: return kDots;
        case Step::Stencil: return kStencil;  // on the head; the sheet is moved by any drag
        default: return kOther;
    }
}

ToolName name_of(ToolKind tool) {
    switch (tool) {
        case ToolKind::Turn: return {"Turn the head", 'T'};
        case ToolKind::Points: return {"Shape the hairline", 'P'};
        case ToolKind::Push: return {"Push the line", 'U'};
        case ToolKind::Smooth: return {"Smooth the line", 'S'};
        case ToolKind::DrawOver: return {"Draw over the line", 'D'};
        case ToolKind::Area: return {"Draw an area beside the hairline", 'A'};
        case ToolKind::Measure: return {"Measure along the skin", 'M'};
        case ToolKind::Mark: return {"Mark crease and old hairline", 'K'};
        case ToolKind::SetLandmarks: return {"Set landmarks by three clicks", 'L'};
        case ToolKind::DensityBrush: return {"Brush the density", 'B'};
        case ToolKind::SingleDots: return {"Add, remove and move single dots", 'P'};
        case ToolKind::HairBrush: return {"Paint the client's own hair", 'A'};
    }
    return {"", 0};
}

bool shows_sheet(const ViewState& view, const Document& document) {
    return view.step == Step::Stencil && !view.is_presenting && !view.stencil.is_on_head && !rules_of(document.stencil->medium).is_solid;
}

bool shows_agreed_line(const ViewState& view, const Document& document) {
    return view.step == Step::Hairline && !view.is_presenting && !view.is_judging_edge && is_line_changed_since_agreed(document);
}

void take_tool(ViewState& view, ToolKind tool) {
    view.tool = tool;
    if (view.step == Step::Stencil && tool == ToolKind::Points) view.stencil.is_on_head = true;
}

void go_to(ViewState& view, Step step, const Document& document) {
    view.step = step;
    const auto tools = tools_of(step, document);
    view.tool = tools.empty() ? ToolKind::Turn : tools.front();
    view.tools.selected_point = 0;
}

namespace {

/// "7 months", "4.0 years".
std::string span_words(float days) {
    return days < 365.0f ? fmt::format("{:.0f} month{}", days / 30.44f, days < 45.0f ? "" : "s") : fmt::format("{:.1f} years", days / 365.25f);
}

}  // namespace

std::string moment_words(const SessionPlan& plan, const Moment& moment) {
    if (moment.sessions == 0) return "before";
    if (const auto fresh = fresh_touch_up(plan, moment)) {
        constexpr float kScabDays = 10.0f;
        return fmt::format("{}, {} after the touch-up", span_words(moment.days), fresh->days < kScabDays ? "fresh" : "healing");
    }
    if (fresh_touch_up(plan, {moment.sessions, moment.days + 1.5f, moment.outlook}))
        return span_words(moment.days) + ", before the touch-up";
    const float days = moment.days;
    if (days < 0.5f) return fmt::format("the day of session {}", moment.sessions);
    if (days < 29.5f) return fmt::format("{:.0f} day{} after session {}", days, days < 1.5f ? "" : "s", moment.sessions);
    if (days < 30.5f) return fmt::format("30 days after session {}, healed", moment.sessions);
    return fmt::format("{} after session {}", span_words(days), moment.sessions);
}

void follow_doing(const ViewState& view, Session& session, Notices& notices) {
    if (notices.follow({view.step, view.tool, view.is_presenting, session.editor().changes(), session.path()})) context().went_on();
}

std::string moment_title(const SessionPlan& plan, const Moment& moment) {
    std::string words = moment_words(plan, moment);
    if (words.front() >= 'a' && words.front() <= 'z') words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

namespace {

constexpr float kWayOutHeight = 84.0f, kWayOutRows = 66.0f;  // one row of buttons, one of words

/// What stays while the rest of the step scrolls. @return the rest's place.
Rect draw_fixed_part(const Rect& rect, PanelContext& context) {
    if (context.view.step != Step::Stencil) return rect;
    const Rect top{rect.x, rect.y, rect.width, px(kWayOutHeight)};
    const Area area("Inspector, way out", top, ui::context().theme.panel, {px(kPad), px(14.0f)}, Area::Layer::Base, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    // As wide as the rows below, which have a scroll bar beside them.
    ImGui::BeginChild("##way out", {top.width - 2.0f * px(kPad) - ImGui::GetStyle().ScrollbarSize, px(kWayOutRows)}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    draw_stencil_way_out(context);
    ImGui::EndChild();
    area.list()->AddLine({top.x + 0.5f, top.y}, {top.x + 0.5f, top.bottom()}, ui::context().theme.background);
    area.list()->AddLine({top.x + px(kPad), top.bottom() - 0.5f}, {top.right() - px(kPad), top.bottom() - 0.5f}, ui::context().theme.line);
    return {rect.x, top.bottom(), rect.width, rect.height - top.height};
}

}  // namespace

void draw_inspector(const Rect& whole, PanelContext& context) {
    const Rect rect = draw_fixed_part(whole, context);
    // An area for each step: each keeps the place it was scrolled to.
    const std::string name = std::string("Inspector, ") + kStepNames[static_cast<std::size_t>(context.view.step)];
    ui::context().registry.record("Inspector", rect);
    Area area(name.c_str(), rect, ui::context().theme.panel, {px(kPad), px(rect == whole ? 14.0f : 8.0f)});
    area.list()->AddLine({rect.x + 0.5f, rect.y}, {rect.x + 0.5f, rect.bottom()}, ui::context().theme.background);
    switch (context.view.step) {
        case Step::Head: draw_head_panel(context); break;
        case Step::Hairline: draw_hairline_panel(context); break;
        case Step::Dots: draw_dots_panel(context); break;
        case Step::Preview: draw_preview_panel(context); break;
        case Step::Stencil: draw_stencil_panel(context); break;
    }
    if (ImGui::GetScrollMaxY() - ImGui::GetScrollY() < 1.0f) return;
    // More lies below: the last row fades instead of being cut.
    const Rect fade{rect.x + 1.0f, rect.bottom() - px(30.0f), rect.width - 1.0f - ImGui::GetStyle().ScrollbarSize, px(30.0f)};
    const ImU32 solid = ui::context().theme.panel, clear = solid & ~IM_COL32_A_MASK;
    area.list()->PushClipRect(top_left(rect), bottom_right(rect));
    area.list()->AddRectFilledMultiColor(top_left(fade), bottom_right(fade), clear, clear, solid, solid);
    area.list()->PopClipRect();
}

}  // namespace trichion
