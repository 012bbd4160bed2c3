// What the editor knows beside the document: where the user looks, which step and tool, what he was told.
#pragma once

#include "app/editor/tools/tool_settings.h"
#include "app/editor/ui/widgets.h"
#include "core/pipeline/appearance.h"
#include "core/session/session.h"
#include "renderer/scene.h"

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

/// The five steps in consult order.
enum class Step { Head, Hairline, Dots, Preview, Stencil };
inline constexpr std::array kStepNames{"Head", "Hairline", "Dots", "Preview", "Stencil"};

/// What the user has got to: when it is another, he went on, and what could not be done before is over.
struct Doing {
    Step step = Step::Hairline;
    ToolKind tool = ToolKind::Points;
    bool is_presenting = false;
    std::size_t changes = 0;      // as Editor counts them
    std::filesystem::path path;   // of the design

    bool operator==(const Doing&) const = default;
};

/// A message at the lower edge of the viewport, until it is closed or its time is over.
struct NoticeLine {
    ui::NoticeKind kind = ui::NoticeKind::Info;
    std::string words;
    double until_s = 0.0;      // of the window's clock; 0: no time
    bool still_holds = false;  // told until it is taken back or closed, whatever the user goes on with
    std::size_t round = 0;     // of `follow` in which it was told
    bool is_pointed_at = false;
};

class Notices {
public:
    void info(std::string words, double now_s) { push({.words = std::move(words), .until_s = now_s + 6.0}); }
    /// What could not be done: until the user goes on.
    void problem(std::string words) { push({.kind = ui::NoticeKind::Problem, .words = std::move(words)}); }
    /// What a tool could not do where the user pointed: as `problem`, and no longer than it takes to read.
    void refusal(std::string words, double now_s) {
        const double reading_s = 6.0 + 0.06 * static_cast<double>(words.size());
        push({.kind = ui::NoticeKind::Problem, .words = std::move(words), .until_s = now_s + reading_s});
    }
    /// A fault of the design itself, until it is taken back; or of a file that the program reads for itself, until it is closed.
    void fault(std::string words) { push({.kind = ui::NoticeKind::Problem, .words = std::move(words), .still_holds = true}); }
    /// Once a frame, before anything else is told. What is pointed at is being read: it stays a while longer.
    void forget_old(double now_s) {
        for (NoticeLine& line : lines_)
            if (std::exchange(line.is_pointed_at, false) && line.until_s > 0.0) line.until_s = std::max(line.until_s, now_s + 3.0);
        std::erase_if(lines_, [&](const NoticeLine& line) { return line.until_s > 0.0 && line.until_s < now_s; });
    }
    /// Once a frame. What was told in the very frame in which the user went on stays: it is about that.
    /// @return whether he did.
    bool follow(const Doing& doing) {
        const bool goes_on = doing != doing_;
        if (goes_on) go_on();
        doing_ = doing;
        ++round_;
        return goes_on;
    }
    /// The user got on without a change of the design, as by the first of three clicks.
    void go_on() {
        std::erase_if(lines_, [&](const NoticeLine& line) { return line.kind == ui::NoticeKind::Problem && !line.still_holds && line.round != round_; });
    }
    void point_at(std::size_t index) { lines_[index].is_pointed_at = true; }
    /// What was told no longer holds.
    void take_back(const std::string& words) {
        std::erase_if(lines_, [&](const NoticeLine& line) { return line.words == words; });
    }
    void close(std::size_t index) { lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(index)); }
    const std::deque<NoticeLine>& lines() const { return lines_; }

private:
    void push(NoticeLine line) {
        std::erase_if(lines_, [&](const NoticeLine& old) { return old.words == line.words; });
        line.round = round_;
        lines_.push_back(std::move(line));
        if (lines_.size() > 3) lines_.pop_front();
    }

    std::deque<NoticeLine> lines_;
    Doing doing_;
    std::size_t round_ = 0;
};

/// The list of versions under its button.
struct VersionsMenu {
    bool is_open = false;
    ui::Rect anchor;
    std::uint32_t renaming = 0;     // version whose name is being typed; 0 none
    bool starts_renaming = false;
    std::uint32_t deleting = 0;     // version that `version.delete` is to delete
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

/// How the head was looked at before Present mode, which has another room for it.
struct ViewBeforePresent {
    Camera camera;
    std::string named_view;
    bool shows_split = false;
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
    std::optional<ViewBeforePresent> before_present;
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
    std::optional<Shared<SessionPlan>> plan_before; // while a session's share is dragged: where it began
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
