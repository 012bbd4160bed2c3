// All derived data of one document, each stage a function of its inputs, cached by their identity.
#pragma once

#include "core/base/async_memo.h"
#include "core/base/memo.h"
#include "core/model/document.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"
#include "core/pipeline/stencil_stage.h"

#include <optional>

namespace trichion {

/// Read top to bottom: head, outline, candidates, dots, stencil. A pointer is null while a stage has no result yet;
/// `is_fresh` tells whether what is shown belongs to the document last given.
class Pipeline {
public:
    /// Asks every stage for this document's results. Quick stages run at once, slow ones on the executor.
    /// The stencil runs only when `wants_stencil`.
    void update(const Document& document, Executor& executor, bool wants_stencil);

    const Head* head() const;
    const OutlineResult* outline() const;
    const CandidateCloud* candidates() const;
    const Dots* dots() const;
    const Stencil* stencil() const;

    /// Identities, for caches further on (GPU buffers): change exactly when the result does.
    std::optional<Shared<Result<Head>>> shared_head() const;
    std::optional<Shared<Dots>> shared_dots() const;

    bool is_fresh() const;
    /// 0 to 1 of the slowest stage under way, and its name for the status line ("Reading the head").
    float progress() const;
    const char* doing() const;
    /// The first error of any stage, if there is one.
    const Error* error() const;

private:
    AsyncMemo<Result<HeadShape>, HeadReference> shape_;
    AsyncMemo<Result<Head>, Result<HeadShape>, HeadReference, HeadFit> head_;
    AsyncMemo<Result<CandidateCloud>, Result<Head>, std::uint32_t> candidates_;
    AsyncMemo<Result<Stencil>, Result<Head>, OutlineResult, StencilSettings> stencil_;
    std::optional<Shared<OutlineResult>> outline_;
    std::optional<Shared<Dots>> dots_;
};

}  // namespace trichion
