// Plain-word advice on a drawn outline: never blocking, each naming its rule, its place on the head and its source.
#pragma once

#include "core/pipeline/outline_stage.h"

#include <vector>

namespace trichion {

/// The rules, by their keys: too_low (with the client's age), below_crease, below_trichion, corner_inside,
/// temple_flattened, too_straight, left_right, crosses_itself, gap, hole, landmarks. Sentences begin with a few words and
/// a colon. Limits and sources stand beside each rule.
/// In the order of their weight: a broken or crossing line, a line too low, the rest.
/// @param drawn  trace_outline(head, outline). @cost under 0.5 ms, 0.2 more where an outline crosses itself or is uneven.
std::vector<Advice> advise_outline(const Head& head, const ClientFacts& client, const Outline& outline,
                                   const OutlineResult& drawn);

/// Whether an advice says that the line itself is broken: it crosses itself, or skin is missing below it.
bool is_broken_line(const Advice& advice);

}  // namespace trichion
