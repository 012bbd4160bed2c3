// All derived data of one document, each stage a function of its inputs, cached by their identity.
#pragma once

#include "core/base/async_memo.h"
#include "core/base/memo.h"
#include "core/model/document.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"
#include "core/pipeline/printed_guide.h"
#include "core/pipeline/stencil_stage.h"
#include "core/pipeline/work_plan.h"
#include "core/session/make_sheet.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace trichion {

/// Read top to bottom: head, outline, candidates, dots, stencil, sheet. A pointer is null while a stage has no result yet;
/// `is_fresh` tells whether what is shown belongs to the document last given. All results shown belong to the head
/// shown: while another head is on its way the old one stays with all that lies on it, and when it arrives the
/// outline arrives with it and the dots are gone until they follow; the first of them while the candidate cloud is still
/// growing, which is not fresh then.
class Pipeline {
public:
    /// Asks every stage for this document's results. Quick stages run at once, slow ones on the executor.
    /// The stencil and its sheet run only when `wants_stencil`; while a drag changes what they are made of, each is finished
    /// and shown before the next is begun, so that they follow.
    void update(const Document& document, Executor& executor, bool wants_stencil);

    const Head* head() const;
    const OutlineResult* outline() const;
    const CandidateCloud* candidates() const;
    const Dots* dots() const;
    const Stencil* stencil() const;
    /// While `stencil()` does not belong to the document yet: its pieces as they follow the drag, frame by frame
    /// (stencil_drag.h). For the eye alone: sheet, files and figures are made of `stencil()`. Null where it belongs to the
    /// document, or where the pieces cannot be followed.
    const Stencil* followed_stencil() const;
    /// The sheet of the stencil shown, checked; the last one while the next is on its way. None for a 3D print.
    const StencilSheet* sheet() const;
    /// The printed guide, where the stencil is printed in 3D; the last one while the next is on its way.
    const PrintedGuide* guide() const;
    /// What the dots shown ask of the artist, by the document's plan; as fresh as the dots.
    const WorkPlan* work_plan() const;

    /// Identities, for caches further on (GPU buffers): change exactly when the result does.
    std::optional<Shared<Result<Head>>> shared_head() const { return shown_head_; }
    std::optional<Shared<Dots>> shared_dots() const { return dots_; }
    std::optional<Shared<Result<CandidateCloud>>> shared_candidates() const { return shown_candidates_; }
    /// Native hair on the head shown, as of the last dots.
    std::optional<Shared<NativeField>> shared_native_field() const { return native_; }
    /// DotsInput::spread_mm2_per_year.
    std::optional<Shared<float>> shared_spread() const { return dots_spread_; }
    /// The outline drawn: the document's own or, while that has no points, its preset fitted to the head shown.
    std::optional<Shared<Outline>> shared_outline() const { return drawn_outline_; }

    std::optional<Shared<Result<Stencil>>> shared_stencil() const { return shown_stencil_; }
    std::optional<Shared<Result<StencilSheet>>> shared_sheet() const { return shown_sheet_; }
    std::optional<Shared<Result<PrintedGuide>>> shared_guide() const { return is_guide_wanted_ ? shown_guide_ : std::nullopt; }

    /// The printers measured on this computer, for sheets from now on.
    void use_printers(std::vector<Printer> printers);
    const std::vector<Printer>& printers() const { return *printers_; }

    /// Whether `head()` is the head of the document last given. Only then do the document's surface points (its
    /// outline) lie on it.
    bool is_head_fresh() const { return is_head_fresh_; }
    /// Whether nothing is under way: all that is shown belongs to the document, or an error tells what is missing.
    bool is_fresh() const { return is_fresh_; }
    /// 0 to 1 of the slowest stage under way, and its name for the status line ("Reading the head").
    float progress() const;
    const char* doing() const;
    /// The first error of any stage, if there is one. The error of stencil or sheet is also told apart, since all else is
    /// still good.
    const Error* error() const;
    const Error* stencil_error() const;

private:
    using HeadMemo = AsyncMemo<Result<Head>, Result<HeadShape>, HeadReference, HeadFit>;
    using DotsMemo = Memo<Dots, Result<Head>, Result<CandidateCloud>, Outline, EdgeSettings, OutlineResult, DotSettings,
                          SessionPlan, NativeField, BrushField, NativeHair, float>;
    using SheetMemo = AsyncMemo<Result<StencilSheet>, Result<Head>, Result<Stencil>, Dots, StencilSettings, SheetText, std::vector<Printer>>;
    /// The brushwork last laid on the head, and where it led.
    struct Brushed {
        Shared<Result<Head>> head;
        Shared<Brushwork> brushwork;
        Shared<BrushField> field;
    };

    void update_head(const Document& document, Executor& executor);
    void update_outline(const Document& document);
    void draw_outline(const Shared<Outline>& outline, const Shared<ClientFacts>& client);
    void update_dots(const Document& document, Executor& executor);
    const Shared<BrushField>& brush_field_of(const Shared<Brushwork>& brushwork);
    void update_work_plan(const Document& document);
    void update_stencil(const Document& document, Executor& executor);
    void follow_stencil_to();
    void update_sheet(const Document& document, Executor& executor);
    void update_guide(const Document& document, Executor& executor);
    void forget_all_but_head();

    AsyncMemo<Result<HeadShape>, HeadReference> shape_;
    HeadMemo head_;
    AsyncMemo<Result<CandidateCloud>, Result<Head>, std::uint32_t> candidates_;
    AsyncMemo<Result<Stencil>, Result<Head>, OutlineResult, StencilSettings> stencil_;
    SheetMemo sheet_;
    AsyncMemo<Result<PrintedGuide>, Result<Head>, OutlineResult, PrintedGuideSettings> guide_;
    Memo<NativeField, Result<Head>, NativeHair> native_memo_;
    std::optional<Shared<NativeField>> native_;
    std::optional<Brushed> brushed_;
    DotsMemo dots_memo_;

    std::optional<Shared<HeadReference>> shape_reference_;  // the one that shape_ was last asked for
    std::optional<Shared<Result<Head>>> shown_head_;
    std::optional<Shared<Outline>> unfitted_outline_;       // without points: what fitted_outline_ came from
    std::optional<Shared<Outline>> fitted_outline_;
    std::optional<Shared<Outline>> drawn_outline_;          // what outline_ came from
    std::optional<Shared<ClientFacts>> advised_client_;     // whom the advice in outline_ is about
    std::optional<Shared<OutlineResult>> outline_;
    std::optional<Error> outline_error_;
    std::optional<Shared<std::uint32_t>> seed_;
    std::optional<Shared<Result<CandidateCloud>>> shown_candidates_;
    std::optional<Shared<SessionPlan>> dots_plan_;          // what of the plan decides about dots
    std::optional<Shared<float>> dots_spread_;              // and of the fade: which dots will merge
    std::optional<Shared<Dots>> dots_;
    Memo<WorkPlan, Result<CandidateCloud>, Dots, Outline, OutlineResult, SessionPlan, DotSettings> work_plan_memo_;
    std::optional<Shared<WorkPlan>> work_plan_;             // of dots_; none without them
    std::optional<Shared<StencilSettings>> piece_settings_; // what of the settings decides about pieces
    std::optional<Shared<Result<Stencil>>> shown_stencil_;
    /// The stencil shown, moved on to the outline and the settings of the document.
    struct Followed {
        Shared<Result<Stencil>> of;
        Shared<OutlineResult> outline;
        Shared<StencilSettings> settings;
        std::optional<Stencil> pieces;  // nothing where they cannot be followed
    };
    std::optional<Followed> followed_;
    Shared<Dots> no_dots_;                                  // of a sheet without a dot guide
    std::optional<Shared<SheetText>> sheet_text_;
    Shared<std::vector<Printer>> printers_;
    std::optional<Shared<Result<StencilSheet>>> shown_sheet_;
    std::optional<Shared<PrintedGuideSettings>> guide_settings_;
    std::optional<Shared<Result<PrintedGuide>>> shown_guide_;
    bool is_guide_wanted_ = false;
    bool is_guide_fresh_ = false;
    bool is_head_fresh_ = false;
    bool is_stencil_wanted_ = false;
    bool is_stencil_fresh_ = false;  // stencil and sheet
    bool is_head_new_ = false;       // since a stencil was last asked for
    bool is_fresh_ = false;
};

}  // namespace trichion
