// What the editor knows beside the document: where the user looks, which step and tool, what he was told.
#pragma once

#include "app/editor/tools/tool_settings.h"
#include "app/editor/ui/widgets.h"
#include "core/pipeline/appearance.h"
#include "core/session/session.h"
#include "renderer/scene.h"

#include <array>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// The five steps in consult order.
enum class Step { Head, Hairline, Dots, Preview, Stencil };
inline constexpr std::array kStepNames{"Head", "Hairline", "Dots", "Preview", "Stencil"};

/// A message at the lower edge of the viewport, until it is closed or its time is over.
struct NoticeLine {
    ui::NoticeKind kind = ui::NoticeKind::Info;
    std::string words;
    double until_s = 0.0;   // of the window's clock; 0: until closed
};

class Notices {
public:
    void info(std::string words, double now_s) { push({ui::NoticeKind::Info, std::move(words), now_s + 6.0}); }
    void problem(std::string words) { push({ui::NoticeKind::Problem, std::move(words), 0.0}); }
    void forget_old(double now_s) {
        std::erase_if(lines_, [&](const NoticeLine& line) { return line.until_s > 0.0 && line.until_s < now_s; });
    }
    /// What was told no longer holds.
    void take_back(const std::string& words) {
        std::erase_if(lines_, [&](const NoticeLine& line) { return line.words == words; });
    }
    void close(std::size_t index) { lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(index)); }
    const std::deque<NoticeLine>& lines() const { return lines_; }

private:
    void push(NoticeLine line) {
        std::erase_if(lines_, [&](const NoticeLine& old) { return old.words == line.words; });
        lines_.push_back(std::move(line));
        if (lines_.size() > 3) lines_.pop_front();
    }

    std::deque<NoticeLine> lines_;
};

/// The list of versions under its button.
struct VersionsMenu {
    bool is_open = false;
    ui::Rect anchor;
    std::uint32_t renaming = 0;     // version whose name is being typed; 0 none
    bool starts_renaming = false;
    float content_height = 0.0f;    // as drawn last
};

/// A healed result of which not both numbers are typed yet: it belongs to no design before they are.
struct UnfinishedResult {
    std::optional<float> days;
    std::optional<float> contrast;
};

/// How the Stencil step is looked at.
struct StencilView {
    bool is_on_head = false;        // the strip where it lies, instead of the sheet
    bool shows_stretch = false;     // pieces on the sheet in the colours of their stretch
    int page = 0;                   // from 0
    float zoom = 1.0f;              // 1: the page fills the viewport
    glm::vec2 pan{0.0f};            // of the page's middle off the viewport's, pixels
    double pressed_s = -1.0;        // when the page was last pressed, the window's clock
    bool has_new_choices = false;   // to be remembered for the next design, with what undo makes of them until the step is left
    std::optional<StencilSettings> kept_choices;  // as remembered last
};

/// A sheet on its way to a file: it must be made first, what speaks against it is asked, then where to.
struct WantedSheet {
    std::string extension;                       // ".pdf"
    std::optional<std::filesystem::path> path;   // once it is chosen
};

/// Application state; none of it is saved with the document.
struct ViewState {
    Step step = Step::Hairline;
    ToolKind tool = ToolKind::Points;
    Camera camera;
    std::string named_view = "three-quarter";  // empty once the user has turned the head himself
    std::string wanted_view = "three-quarter"; // to be framed as soon as a head is there; empty: nothing to do
    Moment moment;                              // what the time line shows
    bool shows_split = false;
    float split = 0.5f;                         // share of the viewport's width
    bool is_presenting = false;
    bool had_split = false;                     // before Present mode
    ToolSettings tools;
    std::set<std::string> open_sections;        // of the inspector, by title
    int plan_session = 0;                       // whose zones the work plan shows; 0: of all sessions together
    std::vector<UnfinishedResult> unfinished_results;  // under those of the document
    std::uint32_t compared_version = 0;         // beside the active one, or flipped to; 0 none
    bool shows_versions_side_by_side = false;
    VersionsMenu versions_menu;
    bool wants_advice = false;                  // the inspector is to scroll to the advice
    bool is_judging_edge = false;               // the pointer is on the edge's settings: line and points step aside
    bool shows_density = false;                 // the skin is coloured by its dots per cm2
    bool shows_merging = false;                 // dots that may merge are coloured
    std::string shown_advice;                   // rule of the advice that is shown on the head; empty: none
    StencilView stencil;
    std::optional<Shared<Outline>> outline_before; // while a slider reshapes the outline: where it began
    std::string scan_unit;                      // of the scan read last: "mm", ...
};

class CommandTable;

/// What a panel may see and do.
struct PanelContext {
    Session& session;
    ViewState& view;
    Notices& notices;
    const CommandTable& commands;
};

}  // namespace trichion
