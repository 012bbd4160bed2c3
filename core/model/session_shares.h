// Which share of the dots each session places.
#pragma once

#include "core/model/document.h"

namespace trichion {

/// What a number of sessions, 1 to 4, usually shares: 2: 65/35, 3: 55/30/15, 4: 50/27/14/9 %. Sessions past them keep
/// SessionPlan's own. @source 3: FACTS 2.2; the others ours, the same proportions rescaled to 100 %.
std::array<float, 4> usual_shares(int sessions);

/// Whether the shares are usual ones, of this or of another number of sessions: nobody set them.
bool has_usual_shares(const SessionPlan& plan);

/// The shares of the sessions in use so scaled that they add up to 1; 0 past them. All 0 where nothing is shared.
std::array<float, 4> effective_shares(const SessionPlan& plan);

/// Another number of sessions. Usual shares become that number's usual ones; those set by hand stay.
SessionPlan with_sessions(SessionPlan plan, int sessions);

/// One session's share, 0 to 1, such that all add up to 1: later sessions take the change, in their proportions; where
/// they cannot, the earlier ones do. A single session always places all.
SessionPlan with_share(SessionPlan plan, int session, float share);

}  // namespace trichion
