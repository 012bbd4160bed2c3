// One design on the default head, made once for all tests of a program.
#pragma once

#include "core/session/session.h"

#include <memory>

namespace trichion {

inline const Document& sample_design() {
    static const Document kDesign = *Session::new_document({});
    return kDesign;
}

/// The fitted head of the sample design.
inline const Head& sample_head() {
    static const std::unique_ptr<Executor> kExecutor = make_inline_executor();
    static Session session(*kExecutor, sample_design());
    session.update(false);
    return *session.pipeline().head();
}

}  // namespace trichion
