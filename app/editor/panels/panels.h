// The panels: each reads the document and offers a changed copy. One function and one file each.
#pragma once

#include "app/editor/state.h"

namespace trichion {

/// Where the parts of the window are, in pixels.
struct FrameLayout {
    ui::Rect top_bar, tool_rail, viewport, inspector, time_line;
};
FrameLayout lay_out_frame(float width, float height);

/// What the menu asks the application for.
struct MenuState {
    bool is_open = false;
    ui::Rect anchor;
};

void draw_top_bar(const ui::Rect& rect, PanelContext& context, MenuState& menu);
void draw_menu(PanelContext& context, MenuState& menu, float window_width, float window_height);
void draw_tool_rail(const ui::Rect& rect, PanelContext& context);
void draw_time_line(const ui::Rect& rect, PanelContext& context);

/// The inspector of the step at hand.
void draw_inspector(const ui::Rect& rect, PanelContext& context);
void draw_head_panel(PanelContext& context);
void draw_hairline_panel(PanelContext& context);
void draw_dots_panel(PanelContext& context);
void draw_work_plan_section(PanelContext& context);  // of the Dots step: minutes, needles, drops, the artist's own pace

/// The sections of the Hairline step, top to bottom; each draws nothing while what it needs is not there.
void draw_shape_section(PanelContext& context);      // presets, age, temple class, extent
void draw_controls_section(PanelContext& context);   // mm and degrees, symmetry
void draw_edge_section(PanelContext& context);       // edge styles and their figures
void draw_areas_section(PanelContext& context);      // free areas, locked parts
void draw_guides_section(PanelContext& context);     // guides, marks on the head, measures
void draw_advice_section(PanelContext& context);

/// Of the Dots step: every scar with its figures as in Areas, and the way to draw round another.
void draw_scars(PanelContext& context);

/// Of the Dots step: what was brushed, dotted and painted by hand, with a way to take it back. Draws nothing while there
/// is nothing.
void draw_brushed_section(PanelContext& context);

/// The sections of the Dots step beside those of its own file, top to bottom.
void draw_zones_section(PanelContext& context);      // dots per cm2, zone by zone
void draw_native_section(PanelContext& context);     // the client's own hair
void draw_colour_section(PanelContext& context);     // shades, warmth; skin and hair
void draw_sessions_section(PanelContext& context);   // dates, each session, touch-ups, removals
/// A sentence of advice that shows no place.
void draw_advice_line(const Advice& advice);

/// The versions of the design: the button in the top bar, and the list that it opens over everything.
void draw_versions_button(const ui::Rect& rect, PanelContext& context);
float versions_button_width(PanelContext& context);
void draw_versions_menu(PanelContext& context, float window_width, float window_height);
/// The version that the active one is compared with: the chosen one, or the last there is; 0 when there is no other.
std::uint32_t other_version(const ViewState& view, const Document& document);
/// Another version, compared from now on with the one shown before. No step of the history.
void show_version(Editor& editor, ViewState& view, std::uint32_t version);

void draw_preview_panel(PanelContext& context);
/// A source in plain words: the codes in brackets belong to a list in the documentation, which nobody has on the screen.
std::string without_codes(std::string source);
void draw_stencil_panel(PanelContext& context);
/// Of the Stencil step, above what scrolls: the buttons that save, and in one line what is about to leave.
void draw_stencil_way_out(PanelContext& context);

/// The sections of the Stencil step, top to bottom.
void draw_parts_section(PanelContext& context);      // parts, line, sides
void draw_medium_section(PanelContext& context);     // with line width, margin and mirror
void draw_paper_section(PanelContext& context);
void draw_placement_section(PanelContext& context);  // tongue, tails, dot guide, label
void draw_print_sections(PanelContext& context);     // printer, cutter
/// Of a stencil that is printed in 3D, in place of all sections but the medium: what it is like, and its figures.
void draw_guide_panel(PanelContext& context);
void draw_guide_way_out(PanelContext& context);
/// Small words in one row of the inspector, cut where they are too long.
void draw_summary_line(const std::string& words, bool is_caution);
/// What the check of the sheet and the pieces say, the gravest first. One sentence each, with what to do.
std::vector<std::string> stencil_remarks(const Pipeline& pipeline, const StencilSettings& settings);
/// One step of the stencil, to be remembered for the next design: at once, or as a widget goes.
void change_stencil(PanelContext& context, StencilSettings settings, const std::string& label);
void follow_stencil(PanelContext& context, StencilSettings settings, const ui::Edited& edited, const std::string& label);
/// Shows the pieces where they lie on the head, which is turned where none of them could be seen.
void show_on_head(PanelContext& context);
/// Whether the viewport shows the sheet, not the head.
bool shows_sheet(const ViewState& view, const Document& document);
/// Whether the line that was agreed lies dashed behind the one drawn now.
bool shows_agreed_line(const ViewState& view, const Document& document);
/// When the active version was agreed, its stamp, and where it has changed since. Only for one that was agreed.
std::string agreement_sentence(const ViewState& view, const Document& document);

/// The tools that a step offers, the usual one first.
std::span<const ToolKind> tools_of(Step step, const Document& document);
/// A tool as the rail and the tooltips name it, and the letter that takes it up.
struct ToolName {
    const char* label;
    char letter;
};
ToolName name_of(ToolKind tool);
/// Takes up a tool, and shows what it works on: the hairline is shaped on the head, not on the sheet.
void take_tool(ViewState& view, ToolKind tool);
/// Goes to a step and takes up its usual tool.
void go_to(ViewState& view, Step step, const Document& document);

/// Whether the outline still is its preset as fitted to this head. Compares places by triangle, without asking the
/// surface: after an undo the points may belong to a head that is still on its way. @cost about 0.5 ms.
bool is_as_fitted(const Head& head, const Outline& outline);

/// "before", "12 days after session 3", "4.2 years after session 3", "4.0 years, fresh after the touch-up".
std::string moment_words(const SessionPlan& plan, const Moment& moment);
/// The same where nothing stands before it: "Before".
std::string moment_title(const SessionPlan& plan, const Moment& moment);

/// Once a frame, before anything is drawn: when the user went on to something else, what could not be done before is no
/// longer told.
void follow_doing(const ViewState& view, Session& session, Notices& notices);

}  // namespace trichion
