// Counts dots by session, zone and area, and turns counts into minutes, cartridges and drops.
#include "core/pipeline/work_plan.h"

#include "core/base/iso_date.h"
#include "core/geometry/surface_loop.h"
#include "core/pipeline/placing_trace.h"
#include "core/pipeline/plan_dates.h"
#include "core/pipeline/shades.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

/// 14,000 marks in a session of 2 to 4 h [FACTS 1.6: S10]: 117 to 58 a minute, round a usual rate of 80.
constexpr float kUsualDotsPerMinute = 80.0f;
constexpr float kFastestDotsPerMinute = 14000.0f / 120.0f;
constexpr float kSlowestDotsPerMinute = 14000.0f / 240.0f;
constexpr int kUsualPasses = 2;          // [S01]; the rate is counted with them
constexpr float kRestrikeShare = 0.25f;  // of the dots, in each pass after the first. Ours

/// A fresh mark is 0.25 mm across [FACTS 1.1: S02, S03]; its hole as deep as the needle travels. calc
constexpr float kHoleDiameterMm = 0.25f;
constexpr float kPi = 3.14159265f;
float to_step(float value, float step) { return std::round(value / step) * step; }

constexpr float kLeastMinutes = 5.0f;  // all are told in multiples of it

float rounded_minutes(float minutes) {
    return to_step(minutes, minutes < 100.0f ? kLeastMinutes : minutes < 600.0f ? 10.0f : 30.0f);
}

constexpr std::array kEnds{&Estimate::low, &Estimate::usual, &Estimate::high};

template <class Change>
Estimate each(const Estimate& estimate, const Change& change) {
    return {change(estimate.low), change(estimate.usual), change(estimate.high)};
}

/// Whole drops, never none where something is needed; from 100 on to two digits.
float whole_drops(float drops) {
    return drops <= 0.0f ? 0.0f : static_cast<float>(two_digits(std::max(1.0f, std::ceil(drops - 1e-3f))));
}

Estimate work_minutes(int dots, int passes, float dots_per_minute) {
    const float work = static_cast<float>(dots) * strikes_per_dot(passes) / strikes_per_dot(kUsualPasses);
    const float minutes = work / dots_per_minute;
    if (dots_per_minute == kUsualDotsPerMinute) return {work / kFastestDotsPerMinute, minutes, work / kSlowestDotsPerMinute};
    return {minutes / (1.0f + kOwnSpread), minutes, minutes / (1.0f - kOwnSpread)};
}

/// One after each stretch of work that more work follows.
float breaks_in(float minutes, float every_minutes) {
    return std::max(0.0f, std::ceil(minutes / every_minutes) - 1.0f);
}

/// Of a day's work: a session or a touch-up.
struct DayMinutes {
    Estimate work, breaks, all;   // breaks: how many
};
DayMinutes day_minutes(const WorkPace& pace, int dots, int passes) {
    const Estimate work = work_minutes(dots, passes, pace.dots_per_minute);
    const auto breaks = [&](float minutes) { return breaks_in(minutes, pace.break_every_minutes); };
    const auto all = [&](float minutes) {
        return rounded_minutes(pace.setup_minutes + minutes + breaks(minutes) * pace.break_minutes);
    };
    return {each(work, rounded_minutes), {breaks(work.low), breaks(work.usual), breaks(work.high)}, {all(work.low), all(work.usual), all(work.high)}};
}

void add_minutes(const WorkPace& pace, PlannedSession& session) {
    session.setup_minutes = pace.setup_minutes;
    const DayMinutes day = day_minutes(pace, session.dots, session.passes);
    session.work_minutes = day.work;
    session.breaks = day.breaks;
    session.break_minutes = {day.breaks.low * pace.break_minutes, day.breaks.usual * pace.break_minutes,
                             day.breaks.high * pace.break_minutes};
    session.minutes = day.all;
}

/// Drops of mixed pigment, not rounded.
Estimate mix_drops(int dots, int passes, float depth_mm) {
    const float strikes = static_cast<float>(dots) * strikes_per_dot(passes);
    const float held_mm3 = strikes * 0.25f * kPi * kHoleDiameterMm * kHoleDiameterMm * depth_mm;
    const float drops = held_mm3 * kDropsPerMl / 1000.0f;
    return {drops * kUsedPerHeld.low, drops * kUsedPerHeld.usual, drops * kUsedPerHeld.high};
}

void add_drops(PlannedSession& session) {
    const Estimate mix = mix_drops(session.dots, session.passes, session.depth_mm);
    const auto pigment = [&](float drops) { return whole_drops(drops / (session.shade + 1.0f)); };
    const auto water = [&](float drops) { return std::round(drops * session.shade); };
    session.pigment_drops = each(mix, pigment);
    session.water_drops = each(session.pigment_drops, water);
    for (const auto end : kEnds) session.mix_drops.*end = session.pigment_drops.*end + session.water_drops.*end;
}

/// Of what is taken whole each part that needs some has one before another has two; of what is only told in steps it may
/// have less than one.
enum class Step { Taken, Told };

/// `whole` in whole ones by what each part needs: the parts add up to it, and more of it takes none from any part.
/// @source Webster/Sainte-Lague divisors.
std::vector<float> parted(float whole, const std::vector<int>& needs, Step step) {
    std::vector<float> parts(needs.size(), 0.0f);
    if (std::ranges::none_of(needs, [](int need) { return need > 0; })) return parts;
    const auto claim = [&](std::size_t i) {
        const double need = step == Step::Taken && parts[i] == 0.0f && needs[i] > 0 ? 1e12 + needs[i] : needs[i];
        return need / (2.0 * static_cast<double>(parts[i]) + 1.0);
    };
    for (float left = whole; left > 0.0f; --left) {
        std::size_t next = 0;
        for (std::size_t i = 1; i < needs.size(); ++i)
            if (claim(i) > claim(next)) next = i;
        ++parts[next];
    }
    return parts;
}

/// A figure of a session in multiples of `unit`, by the dots of each zone.
std::vector<Estimate> shared_out(const Estimate& figure, float unit, Step step, const std::vector<int>& dots) {
    std::vector<Estimate> shares(dots.size());
    for (const auto end : kEnds) {
        const std::vector<float> parts = parted(std::round(figure.*end / unit), dots, step);
        for (std::size_t z = 0; z < parts.size(); ++z) shares[z].*end = unit * parts[z];
    }
    return shares;
}

/// Each session's mix and minutes by zone: what stands in the zones adds up to what stands in the cup and on the clock.
void share_sessions(const std::vector<PlannedSession>& sessions, std::vector<PlannedZone>& zones) {
    for (const PlannedSession& session : sessions) {
        const auto s = static_cast<std::size_t>(session.session - 1);
        std::vector<int> dots;
        for (const PlannedZone& zone : zones) dots.push_back(zone.per_session[s]);
        const auto drops = shared_out(session.mix_drops, 1.0f, Step::Taken, dots);
        const auto minutes = shared_out(session.work_minutes, kLeastMinutes, Step::Told, dots);
        for (std::size_t z = 0; z < zones.size(); ++z) zones[z].mix_drops[s] = drops[z], zones[z].work_minutes[s] = minutes[z];
    }
}

/// A single needle for the hairline and for scars, whatever the rest is worked with [FACTS 1.3: S22].
void add_cartridges(bool has_fine_work, PlannedSession& session) {
    const float more = std::floor(session.work_minutes.high / kMinutesOfACartridge);
    session.cartridges.push_back({session.needle, 1 + static_cast<int>(more), ""});
    if (has_fine_work && session.needle != Needle::One) session.cartridges.push_back({Needle::One, 1, "hairline and scars"});
}

/// Dots by zone and session, and how many of a zone lie on the person's left.
struct Counts {
    std::array<std::array<int, 4>, kZones> dots{};
    std::array<int, kZones> left{};
};

/// Of the free areas, in the order of the outline's; and where scars have dots, by zone and session.
struct AreaCounts {
    std::vector<int> dots;
    std::array<std::array<bool, 4>, kZones> has_scar{};
};
Counts counts_of(const Dots& dots) {
    Counts counts;
    for (const Dot& dot : dots.dots) {
        const auto zone = static_cast<std::size_t>(dot.zone);
        ++counts.dots[zone][dot.session - 1u];
        counts.left[zone] += dot.position_mm.x >= 0.0f;
    }
    return counts;
}

AreaCounts area_counts_of(const WorkInput& input) {
    AreaCounts counts;
    for (const FreeArea& area : input.outline.areas) {
        int dots = 0;
        const auto curve = std::ranges::find(input.curves.areas, area.id, &AreaCurve::id);
        if (curve != input.curves.areas.end() && curve->curve.positions_mm.size() >= 4) {
            const SurfaceLoop loop(input.cloud.cap, curve->curve.positions_mm);
            for (const Dot& dot : input.dots.dots) {
                if (!loop.contains(dot.position_mm)) continue;
                ++dots;
                if (area.kind == FreeArea::Kind::Scar) counts.has_scar[static_cast<std::size_t>(dot.zone)][dot.session - 1u] = true;
            }
        }
        counts.dots.push_back(dots);
    }
    return counts;
}

std::array<double, kZones> zone_areas_cm2(const CandidateCloud& cloud, const Dots& dots) {
    std::array<double, kZones> cm2{};
    if (!dots.trace || !dots.trace->skin || dots.trace->skin->size() != cloud.skin.size()) return cm2;
    for (std::size_t i = 0; i < cloud.skin.size(); ++i)
        cm2[static_cast<std::size_t>(cloud.skin[i].zone)] +=
            static_cast<double>(cloud.skin[i].area_mm2) * (*dots.trace->skin)[i].sixteenths / 1600.0;
    return cm2;
}

int sum_of(const std::array<int, 4>& counts) { return counts[0] + counts[1] + counts[2] + counts[3]; }

/// The session's needle, and a single one for the hairline and for scars.
std::vector<Needle> needles_of(Needle needle, bool has_fine_work) {
    if (has_fine_work && needle != Needle::One) return {needle, Needle::One};
    return {needle};
}

std::vector<PlannedZone> zones_of(const WorkInput& input, const Counts& counts, const AreaCounts& areas) {
    const std::array<double, kZones> cm2 = zone_areas_cm2(input.cloud, input.dots);
    std::vector<PlannedZone> zones;
    for (std::size_t z = 0; z < kZones; ++z) {
        PlannedZone zone;
        zone.zone = static_cast<Zone>(z);
        zone.cm2 = static_cast<float>(cm2[z]);
        zone.per_session = counts.dots[z];
        zone.dots = sum_of(counts.dots[z]);
        zone.dots_about = two_digits(static_cast<float>(zone.dots));
        zone.dots_left = counts.left[z];
        for (std::size_t s = 0; s < zone.needles.size(); ++s)
            if (zone.per_session[s] > 0)
                zone.needles[s] = needles_of(input.plan.each[s].needle, zone.zone == Zone::Frontal || areas.has_scar[z][s]);
        if (zone.cm2 > 0.0f || zone.dots > 0) zones.push_back(zone);
    }
    return zones;
}

std::vector<PlannedArea> areas_of(const WorkInput& input, const AreaCounts& counts) {
    std::vector<PlannedArea> areas;
    for (std::size_t i = 0; i < input.outline.areas.size(); ++i) {
        const FreeArea& area = input.outline.areas[i];
        PlannedArea planned{area.id, area.name, area.kind, 0.0f, counts.dots[i], 0};
        const auto region = std::ranges::find(input.dots.regions, area.id, &RegionArea::area);
        if (region != input.dots.regions.end()) planned.cm2 = region->cm2;
        planned.dots_about = two_digits(static_cast<float>(planned.dots));
        areas.push_back(std::move(planned));
    }
    return areas;
}

PlannedSession session_of(const WorkInput& input, int number, const Counts& counts) {
    const auto s = static_cast<std::size_t>(number - 1);
    const SessionWork& work = input.plan.each[s];
    PlannedSession session;
    session.session = number;
    if (const auto day = session_date(input.plan, number)) session.on = iso_date(*day);
    session.shade = shade_of(input.plan, number);
    session.shade_name = shade_name(session.shade);
    session.needle = work.needle;
    session.depth_mm = work.depth_mm;
    session.passes = work.passes;
    for (const auto& zone : counts.dots) session.dots += zone[s];
    session.dots_about = two_digits(static_cast<float>(session.dots));
    if (session.dots == 0) return session;
    add_minutes(input.plan.pace, session);
    add_drops(session);
    const bool has_scar = std::ranges::any_of(input.outline.areas, [](const FreeArea& a) { return a.kind == FreeArea::Kind::Scar; });
    add_cartridges(has_scar || counts.dots[static_cast<std::size_t>(Zone::Frontal)][s] > 0, session);
    return session;
}

/// Every dot's share again, in the passes of the last session.
std::vector<PlannedTouchUp> touch_ups_of(const SessionPlan& plan, int dots) {
    std::vector<PlannedTouchUp> planned;
    const int passes = plan.each[static_cast<std::size_t>(plan.sessions - 1)].passes;
    for (const TouchUp& touch_up : plan.touch_ups) {
        PlannedTouchUp later;
        later.years = touch_up.years;
        later.shade = touch_up.shade;
        later.shade_name = shade_name(touch_up.shade);
        later.dots = static_cast<int>(std::lround(touch_up.share * static_cast<float>(dots)));
        later.dots_about = two_digits(static_cast<float>(later.dots));
        if (later.dots > 0) {
            const DayMinutes day = day_minutes(plan.pace, later.dots, passes);
            later.work_minutes = day.work;
            later.minutes = day.all;
        }
        planned.push_back(std::move(later));
    }
    return planned;
}

std::vector<std::string> remarks_of(const WorkPlan& plan, const SessionPlan& asked) {
    std::vector<std::string> remarks;
    if (plan.dots == 0) {
        remarks.emplace_back("There are no dots yet, so there is nothing to plan: fit a hairline and give it a density first.");
        return remarks;
    }
    if (std::ranges::any_of(plan.sessions, [](const PlannedSession& s) { return s.on.empty(); }))
        remarks.emplace_back("Some sessions have no date yet: set the first session's date, and the others follow it.");
    if (plan.patch_test_on.empty()) remarks.emplace_back("No date is set for the patch test, which comes at least 48 hours before the first session.");
    for (const PlannedSession& session : plan.sessions)
        if (session.dots == 0) remarks.push_back(fmt::format("Session {} places no dots.", session.session));
    for (const Advice& advice : date_advice(asked)) remarks.push_back(advice.sentence);
    for (int session = 1; session <= asked.sessions; ++session)
        if (const auto advice = depth_advice(asked, session)) remarks.push_back(fmt::format("Session {}: {}", session, advice->sentence));
    return remarks;
}

}  // namespace

float strikes_per_dot(int passes) { return 1.0f + kRestrikeShare * static_cast<float>(std::max(passes, 1) - 1); }

int two_digits(float value) {
    if (value < 100.0f) return static_cast<int>(std::lround(value));
    int step = 10;
    while (value / static_cast<float>(step) >= 100.0f) step *= 10;
    return static_cast<int>(std::lround(value / static_cast<float>(step))) * step;
}

WorkPlan plan_work(const WorkInput& input) {
    const Counts counts = counts_of(input.dots);
    WorkPlan plan;
    plan.service = input.service;
    plan.patch_test_on = input.plan.patch_test_on;
    plan.dots_per_minute = input.plan.pace.dots_per_minute;
    plan.is_own_rate = plan.dots_per_minute != kUsualDotsPerMinute;
    plan.area_cm2 = input.dots.area_cm2;
    for (int number = 1; number <= input.plan.sessions; ++number) {
        plan.sessions.push_back(session_of(input, number, counts));
        const PlannedSession& session = plan.sessions.back();
        plan.dots += session.dots;
        plan.minutes.low += session.minutes.low;
        plan.minutes.usual += session.minutes.usual;
        plan.minutes.high += session.minutes.high;
    }
    plan.dots_about = two_digits(static_cast<float>(plan.dots));
    plan.touch_ups = touch_ups_of(input.plan, plan.dots);
    plan.removal_years = input.plan.removal_years;
    const AreaCounts areas = area_counts_of(input);
    plan.zones = zones_of(input, counts, areas);
    share_sessions(plan.sessions, plan.zones);
    plan.areas = areas_of(input, areas);
    plan.remarks = remarks_of(plan, input.plan);
    return plan;
}

}  // namespace trichion
