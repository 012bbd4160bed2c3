// The stages in their order. What decides whether one runs is the identity of its inputs, nothing else.
#include "core/session/pipeline.h"

#include "core/pipeline/dot_advice.h"
#include "core/pipeline/outline_advice.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_drag.h"
#include "core/model/media.h"
#include "core/session/export_stencil.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trichion {
namespace {

/// A name is no part of a scan's shape: renaming a client must not measure the head again.
bool have_same_shape(const HeadReference& a, const HeadReference& b) {
    if (a.is_built_in != b.is_built_in) return false;
    return a.is_built_in ? a.name == b.name : a.scan.is(b.scan);
}

bool lies_on(const Outline& outline, const Surface& surface) {
    return std::ranges::all_of(outline.points,
                               [&](const OutlinePoint& p) { return p.at.triangle < surface.triangle_count(); });
}

/// Shade, warmth and gaps are uniforms of the picture: only the rest decides which session places which dot.
SessionPlan plan_of_dots(const SessionPlan& plan) {
    SessionPlan reduced;
    reduced.sessions = plan.sessions;
    reduced.shares = plan.shares;
    for (std::size_t i = 0; i < plan.each.size(); ++i) reduced.each[i].zones_left_out = plan.each[i].zones_left_out;
    return reduced;
}

/// Paper, printer and all that is drawn on the sheet change no piece.
StencilSettings settings_of_pieces(const StencilSettings& settings) {
    return {.parts = settings.parts,
            .skin_side_mm = settings.skin_side_mm,
            .scalp_side_mm = settings.scalp_side_mm,
            .line = settings.line,
            .has_tongue = settings.has_tongue,
            .has_tails = settings.has_tails};
}

}  // namespace

void Pipeline::update(const Document& document, Executor& executor, bool wants_stencil) {
    update_head(document, executor);
    is_fresh_ = is_head_fresh_;
    if (!is_head_fresh_ || !head()) return;
    update_outline(document);
    if (!outline_) return;  // is_fresh_ stays: outline_error_ tells why there is none
    update_dots(document, executor);
    update_work_plan(document);
    is_stencil_wanted_ = wants_stencil && !rules_of(document.stencil->medium).is_solid;
    if (is_stencil_wanted_) update_stencil(document, executor);
    is_guide_wanted_ = wants_stencil && rules_of(document.stencil->medium).is_solid;
    if (is_guide_wanted_) update_guide(document, executor);
    is_fresh_ = candidates_.is_fresh() && (!is_stencil_wanted_ || is_stencil_fresh_) && (!is_guide_wanted_ || is_guide_fresh_);
}

void Pipeline::update_head(const Document& document, Executor& executor) {
    if (!shape_reference_ || !have_same_shape(**shape_reference_, *document.head)) shape_reference_ = document.head;
    shape_.update(
        executor,
        [](const CancelToken& token, const Progress& progress, const HeadReference& reference) {
            return build_head_shape(reference, token, progress);
        },
        *shape_reference_);
    is_head_fresh_ = false;
    if (!shape_.is_fresh()) return;
    head_.update(
        executor,
        [](const CancelToken&, const Progress&, const Result<HeadShape>& shape, const HeadReference& reference,
           const HeadFit& fit) -> Result<Head> {
            if (!shape) return tl::unexpected(shape.error());
            return fit_head(*shape, reference, fit);
        },
        *shape_.latest(), document.head, document.fit);
    is_head_fresh_ = head_.is_fresh();
    if (!is_head_fresh_ || (shown_head_ && shown_head_->is(*head_.latest()))) return;
    shown_head_ = *head_.latest();
    forget_all_but_head();
}

void Pipeline::forget_all_but_head() {
    unfitted_outline_.reset();
    fitted_outline_.reset();
    drawn_outline_.reset();
    outline_.reset();
    outline_error_.reset();
    native_.reset();
    brushed_.reset();
    shown_candidates_.reset();
    dots_.reset();
    shown_stencil_.reset();
    followed_.reset();
    shown_sheet_.reset();
    shown_guide_.reset();
    is_head_new_ = true;
}

void Pipeline::update_outline(const Document& document) {
    const Head& head = ***shown_head_;
    if (!document.outline->points.empty()) {
        draw_outline(document.outline, document.client);
        return;
    }
    if (unfitted_outline_ && unfitted_outline_->is(document.outline)) {
        if (fitted_outline_) draw_outline(*fitted_outline_, document.client);
        return;
    }
    unfitted_outline_ = document.outline;
    fitted_outline_.reset();
    const Outline& settings = *document.outline;
    Result<Outline> fitted = fit_outline(head, settings, settings.preset, settings.height_mm);
    if (fitted) {
        fitted_outline_ = std::move(*fitted);
        draw_outline(*fitted_outline_, document.client);
        return;
    }
    outline_.reset();
    drawn_outline_.reset();
    dots_.reset();
    outline_error_ = fitted.error();
}

void Pipeline::draw_outline(const Shared<Outline>& outline, const Shared<ClientFacts>& client) {
    if (drawn_outline_ && drawn_outline_->is(outline) && advised_client_->is(client)) return;
    const Head& head = ***shown_head_;
    outline_error_.reset();
    if (!lies_on(*outline, head.measuring)) {
        outline_.reset();
        drawn_outline_.reset();
        dots_.reset();
        outline_error_ = Error{ErrorCode::Degenerate,
                               "The outline of this design does not lie on its head; choose a hairline preset to fit "
                               "a new one."};
        return;
    }
    OutlineResult traced = trace_outline(head, *outline, outline_ ? &**outline_ : nullptr);
    traced.advice = advise_outline(head, *client, *outline, traced);
    outline_ = std::move(traced);
    drawn_outline_ = outline;
    advised_client_ = client;
}

void Pipeline::update_dots(const Document& document, Executor& executor) {
    if (!seed_ || **seed_ != document.seed) seed_ = document.seed;
    candidates_.update(
        executor,
        [](const CancelToken& token, const Progress& progress, const Early<Result<CandidateCloud>>& early,
           const Result<Head>& head, const std::uint32_t& seed) -> Result<CandidateCloud> {
            if (!head) return tl::unexpected(head.error());
            return build_candidates(*head, seed, token, progress, early);
        },
        *shown_head_, *seed_);
    if (!candidates_.is_of_request()) return;
    shown_candidates_ = *candidates_.latest();
    if (!**shown_candidates_) {
        dots_.reset();
        return;
    }
    if (const SessionPlan plan = plan_of_dots(*document.plan); !dots_plan_ || !(**dots_plan_ == plan)) dots_plan_ = plan;
    const float of_client = spread_mm2_per_year(fade_model_of(*document.fade), document.fade->oil, Outlook::Expected);
    if (!dots_spread_ || **dots_spread_ != of_client) dots_spread_ = of_client;
    native_ = native_memo_.update(
        [](const Result<Head>& head, const NativeHair& hair) { return native_field(*head, hair); }, *shown_head_,
        document.native_hair);
    const Dots* before = dots_ ? &**dots_ : nullptr;
    const Brushwork& work = *document.brushwork;  // no input of its own: the brush field changes with its strokes
    dots_ = dots_memo_.update(
        [before, &work](const Result<Head>& head, const Result<CandidateCloud>& cloud, const Outline& outline,
                 const EdgeSettings& edge, const OutlineResult& curves, const DotSettings& dots, const SessionPlan& plan,
                 const NativeField& field, const BrushField& brushed, const NativeHair& hair, const float& spread) {
            const DotsInput input{*head, *cloud, outline, edge, curves, dots, plan, field, brushed, spread};
            Dots placed = place_dots(input, before);
            std::ranges::move(advise_dots(input, hair, work, placed), std::back_inserter(placed.advice));
            return placed;
        },
        *shown_head_, *shown_candidates_, *drawn_outline_, document.edge, *outline_, document.dots, *dots_plan_, *native_,
        brush_field_of(document.brushwork), document.native_hair, *dots_spread_);
}

/// Strokes that are there already are not laid again while the head stays.
const Shared<BrushField>& Pipeline::brush_field_of(const Shared<Brushwork>& brushwork) {
    if (brushed_ && brushed_->head.is(*shown_head_) && brushed_->brushwork.is(brushwork)) return brushed_->field;
    const bool knows_head = brushed_ && brushed_->head.is(*shown_head_);
    Shared<BrushField> field(brush_field(***shown_head_, *brushwork, knows_head ? &*brushed_->field : nullptr,
                                         knows_head ? &*brushed_->brushwork : nullptr));
    brushed_ = Brushed{*shown_head_, brushwork, std::move(field)};
    return brushed_->field;
}

void Pipeline::update_work_plan(const Document& document) {
    if (!dots_ || !shown_candidates_ || !**shown_candidates_) return;
    work_plan_ = work_plan_memo_.update(
        [](const Result<CandidateCloud>& cloud, const Dots& dots, const Outline& outline, const OutlineResult& curves,
           const SessionPlan& plan, const DotSettings& settings) { return plan_work({*cloud, dots, outline, curves, plan, settings.service}); },
        *shown_candidates_, *dots_, *drawn_outline_, *outline_, document.plan, document.dots);
}

// A drag asks for another stencil in every frame: the one under way is finished and shown first.
void Pipeline::update_stencil(const Document& document, Executor& executor) {
    if (const StencilSettings pieces = settings_of_pieces(*document.stencil); !piece_settings_ || !(**piece_settings_ == pieces)) piece_settings_ = pieces;
    const auto show = [&] { if (stencil_.is_fresh()) shown_stencil_ = *stencil_.latest(); };
    if (!is_head_new_) show();
    if (!stencil_.is_under_way() || is_head_new_)
        stencil_.update(
            executor,
            [](const CancelToken& token, const Progress&, const Result<Head>& head, const OutlineResult& outline,
               const StencilSettings& settings) -> Result<Stencil> {
                if (!head) return tl::unexpected(head.error());
                return flatten_stencil(*head, outline, settings, token);
            },
            *shown_head_, *outline_, *piece_settings_);
    show();
    is_stencil_fresh_ = stencil_.is_fresh_for(*shown_head_, *outline_, *piece_settings_);
    follow_stencil_to();
    if (shown_stencil_ && **shown_stencil_) update_sheet(document, executor);
    else shown_sheet_.reset();
    is_head_new_ = false;
}

// From the last frame's pieces, or from a stencil that has arrived since: its decisions are the newer ones.
void Pipeline::follow_stencil_to() {
    if (is_stencil_fresh_ || !shown_stencil_ || !**shown_stencil_) return followed_.reset();
    const bool goes_on = followed_ && followed_->of.is(*shown_stencil_);
    if (goes_on && followed_->outline.is(*outline_) && followed_->settings.is(*piece_settings_)) return;
    const Stencil& before = goes_on && followed_->pieces ? *followed_->pieces : ***shown_stencil_;
    auto pieces = follow_stencil(***shown_head_, **outline_, **piece_settings_, before);
    if (!pieces && goes_on) pieces = std::move(followed_->pieces);  // one frame's fold: the last picture stands
    followed_ = Followed{*shown_stencil_, *outline_, *piece_settings_, std::move(pieces)};
}

void Pipeline::update_sheet(const Document& document, Executor& executor) {
    if (SheetText text = sheet_text(document, ***shown_head_); !sheet_text_ || !(**sheet_text_ == text)) sheet_text_ = std::move(text);
    const Shared<Dots>& dots = document.stencil->has_dot_guide && dots_ ? *dots_ : no_dots_;
    const auto show = [&] { if (sheet_.is_fresh()) shown_sheet_ = *sheet_.latest(); };
    if (!is_head_new_) show();
    if (!sheet_.is_under_way() || is_head_new_)
        sheet_.update(
            executor,
            [](const CancelToken& token, const Progress&, const Result<Head>& head, const Result<Stencil>& stencil, const Dots& guide,
               const StencilSettings& settings, const SheetText& text, const std::vector<Printer>& printers) -> Result<StencilSheet> {
                if (!head) return tl::unexpected(head.error());
                if (!stencil) return tl::unexpected(stencil.error());
                return make_sheet(*head, *stencil, &guide, settings, text, printers, token);
            },
            *shown_head_, *shown_stencil_, dots, document.stencil, *sheet_text_, printers_);
    show();
    is_stencil_fresh_ = is_stencil_fresh_ && sheet_.is_fresh_for(*shown_head_, *shown_stencil_, dots, document.stencil, *sheet_text_, printers_);
}

// As the stencil: in a drag the guide under way is finished and shown before the next is begun. One of an older head, whose
// inputs it was asked for before, is not shown.
void Pipeline::update_guide(const Document& document, Executor& executor) {
    if (!guide_settings_ || !(**guide_settings_ == document.stencil->guide)) guide_settings_ = document.stencil->guide;
    const bool is_first = !shown_guide_;
    if (guide_.is_fresh() && !is_first) shown_guide_ = *guide_.latest();
    if (!guide_.is_under_way() || is_first)
        guide_.update(
            executor,
            [](const CancelToken& token, const Progress&, const Result<Head>& head, const OutlineResult& outline,
               const PrintedGuideSettings& settings) -> Result<PrintedGuide> {
                if (!head) return tl::unexpected(head.error());
                return build_printed_guide(*head, outline, settings, token);
            },
            *shown_head_, *outline_, *guide_settings_);
    is_guide_fresh_ = guide_.is_fresh_for(*shown_head_, *outline_, *guide_settings_);
    if (is_guide_fresh_) shown_guide_ = *guide_.latest();
}

void Pipeline::use_printers(std::vector<Printer> printers) {
    if (printers != *printers_) printers_ = std::move(printers);
}

const Head* Pipeline::head() const { return shown_head_ && **shown_head_ ? &***shown_head_ : nullptr; }
const OutlineResult* Pipeline::outline() const { return outline_ ? &**outline_ : nullptr; }
const CandidateCloud* Pipeline::candidates() const {
    return shown_candidates_ && **shown_candidates_ ? &***shown_candidates_ : nullptr;
}
const Dots* Pipeline::dots() const { return dots_ ? &**dots_ : nullptr; }
const WorkPlan* Pipeline::work_plan() const { return dots_ && work_plan_ ? &**work_plan_ : nullptr; }
const Stencil* Pipeline::stencil() const { return shown_stencil_ && **shown_stencil_ ? &***shown_stencil_ : nullptr; }

const Stencil* Pipeline::followed_stencil() const {
    return is_stencil_wanted_ && followed_ && followed_->pieces ? &*followed_->pieces : nullptr;
}

const StencilSheet* Pipeline::sheet() const { return is_stencil_wanted_ && shown_sheet_ && **shown_sheet_ ? &***shown_sheet_ : nullptr; }

const PrintedGuide* Pipeline::guide() const { return is_guide_wanted_ && shown_guide_ && **shown_guide_ ? &***shown_guide_ : nullptr; }

float Pipeline::progress() const {
    if (is_fresh_) return 1.0f;
    if (!shape_.is_fresh()) return shape_.progress();
    if (!is_head_fresh_) return head_.progress();
    if (!candidates_.is_fresh()) return candidates_.progress();
    if (is_guide_wanted_) return guide_.progress();
    return stencil_.is_fresh() ? sheet_.progress() : stencil_.progress();
}

const char* Pipeline::doing() const {
    if (is_fresh_) return "";
    if (!shape_.is_fresh()) return "Reading the head";
    if (!is_head_fresh_) return "Measuring the head";
    if (!candidates_.is_fresh()) return "Preparing the dots";
    if (is_guide_wanted_) return "Shaping the guide";
    return stencil_.is_fresh() ? "Laying out the sheet" : "Flattening the stencil";
}

const Error* Pipeline::error() const {
    if (!is_head_fresh_) return nullptr;
    if (!**shown_head_) return &(**shown_head_).error();
    if (outline_error_) return &*outline_error_;
    if (shown_candidates_ && !**shown_candidates_) return &(**shown_candidates_).error();
    return stencil_error();
}

const Error* Pipeline::stencil_error() const {
    if (is_guide_wanted_) return shown_guide_ && !**shown_guide_ ? &(**shown_guide_).error() : nullptr;
    if (!is_stencil_wanted_) return nullptr;
    if (shown_stencil_ && !**shown_stencil_) return &(**shown_stencil_).error();
    return shown_sheet_ && !**shown_sheet_ ? &(**shown_sheet_).error() : nullptr;
}

}  // namespace trichion
