// Plain-word advice on a drawn outline: never blocking, each naming its rule, its place on the head and its source.
#pragma once

#include "core/pipeline/outline_stage.h"

#include <vector>

namespace trichion {

/// @param drawn  trace_outline(head, outline). @cost under 0.5 ms.
std::vector<Advice> advise_outline(const Head& head, const ClientFacts& client, const Outline& outline,
                                   const OutlineResult& drawn);

}  // namespace trichion
