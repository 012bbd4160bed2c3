// The work plan: what a design asks of the artist's day, session by session. Estimates, rounded as such.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/outline_stage.h"

#include <array>
#include <string>
#include <vector>

namespace trichion {

/// A figure that nobody knows beforehand: the usual one between the least and the most that sources and practice give.
struct Estimate {
    float low = 0.0f;
    float usual = 0.0f;
    float high = 0.0f;

    friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// Cartridges of one needle to lay out, and what they are for.
struct CartridgeCount {
    Needle needle = Needle::Three;
    int count = 0;
    std::string purpose;     // "hairline and scars"; empty: all the rest

    friend bool operator==(const CartridgeCount&, const CartridgeCount&) = default;
};

/// One session as it is to be worked. Minutes are rounded to 5, from 100 on to 10, from 10 h on to 30;
/// drops of pigment are whole, from 100 on to two digits; all else about drops follows from them.
struct PlannedSession {
    int session = 1;
    std::string on;              // ISO date; empty: not known
    float shade = 12.0f;         // ml water to 1 ml pigment
    std::string shade_name;      // of the nearest rung of the ladder: "Dark grey"
    Needle needle = Needle::Three;
    float depth_mm = 0.6f;
    int passes = 2;
    int dots = 0;                // exactly as placed
    int dots_about = 0;          // the same to two digits
    float setup_minutes = 0.0f;
    Estimate work_minutes;       // needle on skin, re-striking included, set-up and breaks apart
    Estimate breaks;             // how many
    Estimate break_minutes;
    Estimate minutes;            // in all
    std::vector<CartridgeCount> cartridges;
    Estimate mix_drops;          // of mixed pigment: pigment and water below, added up
    Estimate pigment_drops;      // whole drops to mix it from
    Estimate water_drops;        // `shade` times as many, so that the drops are mixed true to the shade

    friend bool operator==(const PlannedSession&, const PlannedSession&) = default;
};

/// One zone of the worked skin.
struct PlannedZone {
    Zone zone = Zone::Mid;
    float cm2 = 0.0f;
    int dots = 0;
    int dots_about = 0;
    int dots_left = 0;                        // of them on the person's left
    std::array<int, 4> per_session{};
    // By session. Minutes and drops add up to the session's; nothing where the zone has no dots.
    std::array<Estimate, 4> work_minutes{};   // needle on skin, in steps of 5
    std::array<Estimate, 4> mix_drops{};      // of mixed pigment: whole ones
    std::array<std::vector<Needle>, 4> needles;  // the session's, then that of hairline and scars where there are any

    friend bool operator==(const PlannedZone&, const PlannedZone&) = default;
};

/// A free area. Its dots are counted in the zones it lies in, too.
struct PlannedArea {
    std::uint32_t id = 0;
    std::string name;
    FreeArea::Kind kind = FreeArea::Kind::Added;
    float cm2 = 0.0f;                         // all that its edge encloses
    int dots = 0;
    int dots_about = 0;

    friend bool operator==(const PlannedArea&, const PlannedArea&) = default;
};

/// A touch-up years later: dots struck again, with the last session's needle work and at the same pace. Rounded as a session's.
struct PlannedTouchUp {
    float years = 4.0f;                       // after the last session
    float shade = 12.0f;                      // ml water to 1 ml pigment
    std::string shade_name;
    int dots = 0;
    int dots_about = 0;
    Estimate work_minutes;                    // needle on skin
    Estimate minutes;                         // in all, with set-up and breaks

    friend bool operator==(const PlannedTouchUp&, const PlannedTouchUp&) = default;
};

struct WorkPlan {
    Service service = Service::Shaved;
    std::string patch_test_on;                // ISO date; empty: not known
    std::vector<PlannedSession> sessions;
    std::vector<PlannedZone> zones;           // those with skin or dots, in the order of Zone
    std::vector<PlannedArea> areas;           // in the order of the outline's
    std::vector<PlannedTouchUp> touch_ups;    // by years, ascending
    std::vector<float> removal_years;         // laser removals, years after the last session, ascending
    float area_cm2 = 0.0f;                    // of worked skin
    int dots = 0;
    int dots_about = 0;
    Estimate minutes;                         // of all sessions, as they stand added up; touch-ups apart
    bool is_own_rate = false;                 // the artist's own pace, not the usual one: a narrower range
    float dots_per_minute = 80.0f;            // with two passes
    std::vector<std::string> remarks;         // what is missing or unwise, one sentence each

    friend bool operator==(const WorkPlan&, const WorkPlan&) = default;
};

/// Strikes of the needle on each dot: the first pass places it, each further one strikes a quarter of all dots again.
/// @source Ours; that there are two passes and more: S01.
float strikes_per_dot(int passes);

/// A number to two digits: 18 234 becomes 18 000. Below 100 a whole number.
int two_digits(float value);

/// How far a day's minutes differ from what an artist's own rate says, either way. @source Ours.
inline constexpr float kOwnSpread = 0.15f;
/// Of work, after which a cartridge's points are blunt. @source Ours.
inline constexpr float kMinutesOfACartridge = 120.0f;
/// Mixed pigment used, of what the needle's holes hold: the rest is wiped off, dries up or stays in the cup. With the
/// default plan the most of it takes less than 0.5 ml of pigment, half of what the ladder's source mixes. @source Ours; S26.
inline constexpr Estimate kUsedPerHeld{2.0f, 4.0f, 8.0f};
inline constexpr float kDropsPerMl = 20.0f;  // of water, within 5 %. @source European Pharmacopoeia 2.1.1 (droppers)

/// What decides about the plan.
struct WorkInput {
    const CandidateCloud& cloud;
    const Dots& dots;
    const Outline& outline;
    const OutlineResult& curves;
    const SessionPlan& plan;
    Service service = Service::Shaved;        // named in the plan
};

/// Minutes: dots over the artist's rate, which is that of two passes: S10 counts finished marks (14,000 in 2 to 4 h) and
/// two passes are the rule [FACTS 1.6, S01]; other numbers of passes take more or less by their strikes. The range is the
/// source's while the rate is the usual 80, `kOwnSpread` once it is the artist's own. Drops: what the needle's holes
/// hold, and what is wiped off and left over (docs/SOURCES.md). Nothing of this is a promise.
/// @cost about 0.2 ms for 50k dots.
WorkPlan plan_work(const WorkInput& input);

}  // namespace trichion
