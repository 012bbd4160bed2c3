// Keys of the plan: sessions with their dates, touch-ups, removals, pace.
#include "core/base/iso_date.h"
#include "core/model/limits.h"
#include "core/model/session_shares.h"
#include "core/session/setting_rows.h"

namespace trichion {
namespace {

constexpr auto kPlan = &Document::plan;

/// A date of the plan; whether the sessions follow each other is judged when all values are set.
SettingRow date_row(const std::string& key, const std::string& meaning, const std::function<std::string&(SessionPlan&)>& field_of) {
    return part_row<SessionPlan>(
        {key, "", "a date such as 2026-11-22, or none", meaning}, kPlan,
        [=](SessionPlan& plan, const std::string& text) -> Result<void> {
            if (text != kNone && !day_number(text))
                return fail(ErrorCode::InvalidInput,
                            fmt::format("{} cannot be \"{}\": it must be a day of the calendar such as 2026-11-22, or none.", key, plain_text(text, 40)));
            field_of(plan) = text == kNone ? std::string() : text;
            return {};
        },
        [=](SessionPlan plan) { return field_of(plan).empty() ? std::string(kNone) : field_of(plan); });
}

/// A number that may be absent: then the plan's own is taken.
SettingRow own_number_row(const std::string& key, const std::string& unit, const Range& range, const std::string& meaning,
                          const std::function<std::optional<float>&(SessionPlan&)>& field_of) {
    return part_row<SessionPlan>(
        {key, unit, to_text(range) + ", or none", meaning}, kPlan,
        [=](SessionPlan& plan, const std::string& text) -> Result<void> {
            field_of(plan).reset();
            if (text == kNone) return {};
            const Result<float> value = float_in(key, text, range, unit);
            if (!value) return tl::unexpected(value.error());
            field_of(plan) = *value;
            return {};
        },
        [=](SessionPlan plan) { return field_of(plan) ? to_text(*field_of(plan)) : std::string(kNone); });
}

Result<void> take_zones(const std::string& key, std::uint8_t& zones, const std::string& text) {
    unsigned taken = 0;
    for (const std::string& word : texts_of(text, ',')) {
        const Result<std::size_t> zone = word_in(key, word, words_of<Zone>());
        if (!zone) return tl::unexpected(zone.error());
        taken |= 1u << *zone;
    }
    zones = static_cast<std::uint8_t>(taken);
    return {};
}

std::string zones_text(std::uint8_t zones) {
    std::vector<std::string> words;
    for (const Zone zone : all_values<Zone>())
        if ((zones >> static_cast<unsigned>(zone) & 1u) != 0) words.emplace_back(to_word(zone));
    return words.empty() ? std::string(kNone) : fmt::format("{}", fmt::join(words, ","));
}

SettingRow sessions_row() {
    return part_row<SessionPlan>(
        {"plan.sessions", "", to_text(kSessionsRange), "number of sessions; shares that nobody set become its usual ones"}, kPlan,
        [](SessionPlan& plan, const std::string& text) -> Result<void> {
            const Result<int> sessions = int_in("plan.sessions", text, kSessionsRange);
            if (!sessions) return tl::unexpected(sessions.error());
            plan = with_sessions(std::move(plan), *sessions);
            return {};
        },
        [](const SessionPlan& plan) { return std::to_string(plan.sessions); });
}

std::vector<SettingRow> session_rows(std::size_t i) {
    const auto key = [i](const char* name) { return fmt::format("plan.session_{}.{}", i + 1, name); };
    std::vector<SettingRow> rows;
    if (i > 0)  // the first one's is plan.first_on
        rows.push_back(date_row(key("on"), "day of this session; none: plan.gap_days after the one before",
                                [i](SessionPlan& plan) -> std::string& { return plan.each[i].on; }));
    rows.push_back(number_row<SessionPlan>(key("share"), "", kShareRange, "share of the dots; the shares of the sessions in use are made to add up to 1",
                                           kPlan, [i](SessionPlan& plan) -> float& { return plan.shares[i]; }));
    rows.push_back(own_number_row(key("shade"), "ml water to 1 ml pigment", kShadeRange, "shade of this session; none: by plan.shade and plan.shade_step",
                                  [i](SessionPlan& plan) -> std::optional<float>& { return plan.each[i].shade; }));
    rows.push_back(own_number_row(key("warmth"), "", kWarmthRange, "0 ash, 1 slightly warm; none: plan.warmth",
                                  [i](SessionPlan& plan) -> std::optional<float>& { return plan.each[i].warmth; }));
    rows.push_back(count_row<SessionPlan>(key("passes"), kPassesRange, "passes over the same dots: they add minutes, not dots", kPlan,
                                          [i](SessionPlan& plan) -> int& { return plan.each[i].passes; }));
    rows.push_back(word_row<Needle, SessionPlan>(key("needle"), "needle: 1, 3 or 6 points", kPlan,
                                                 [i](SessionPlan& plan) -> Needle& { return plan.each[i].needle; }));
    rows.push_back(number_row<SessionPlan>(key("depth_mm"), "mm", kNeedleDepthRangeMm, "the needle's depth", kPlan,
                                           [i](SessionPlan& plan) -> float& { return plan.each[i].depth_mm; }));
    rows.push_back(part_row<SessionPlan>(
        {key("zones_left_out"), "", fmt::format("{}, with commas between; or none", fmt::join(words_of<Zone>(), ", ")), "zones in which this session places no dots"},
        kPlan, [key, i](SessionPlan& plan, const std::string& text) { return take_zones(key("zones_left_out"), plan.each[i].zones_left_out, text); },
        [i](const SessionPlan& plan) { return zones_text(plan.each[i].zones_left_out); }));
    rows.push_back(number_row<SessionPlan>(key("take_up"), "", kTakeUpRange, "entered after healing: what is seen, of what was expected", kPlan,
                                           [i](SessionPlan& plan) -> float& { return plan.each[i].take_up; }));
    return rows;
}

/// A figure of a touch-up. Years make one that is not there yet, or take one away; that they rise is judged when all
/// values are set.
SettingRow touch_up_row(std::size_t i, const char* name, const char* unit, const Range& range, const std::string& meaning, float TouchUp::*field) {
    const std::string key = fmt::format("plan.touch_up_{}.{}", i + 1, name);
    const bool is_years = field == &TouchUp::years;
    const auto take = [=](SessionPlan& plan, const std::string& text) -> Result<void> {
        if (text == kNone) {
            if (is_years && i < plan.touch_ups.size()) plan.touch_ups.erase(plan.touch_ups.begin() + static_cast<std::ptrdiff_t>(i));
            if (is_years || i >= plan.touch_ups.size()) return {};
        }
        const Result<float> value = float_in(key, text, range, unit);
        if (!value) return tl::unexpected(value.error());
        if (i > plan.touch_ups.size() || (i == plan.touch_ups.size() && !is_years))
            return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be set: there are {} touch-ups; set plan.touch_up_{}.years first.", key,
                                                             plan.touch_ups.size(), plan.touch_ups.size() + 1));
        if (i == plan.touch_ups.size()) plan.touch_ups.push_back({.shade = plan.shade});
        plan.touch_ups[i].*field = *value;
        return {};
    };
    return part_row<SessionPlan>({key, unit, to_text(range) + ", or none", meaning}, kPlan, take, [=](const SessionPlan& plan) {
        return i < plan.touch_ups.size() ? to_text(plan.touch_ups[i].*field) : std::string(kNone);
    });
}

SettingRow removals_row() {
    const auto take = [](SessionPlan& plan, const std::string& text) -> Result<void> {
        plan.removal_years.clear();
        for (const std::string& word : texts_of(text, ',')) {
            const Result<float> years = float_in("plan.removals", word, kRemovalYearsRange, "years, with commas between; or none");
            if (!years) return tl::unexpected(years.error());
            plan.removal_years.push_back(*years);
        }
        if (plan.removal_years.size() > kMostRemovals)
            return fail(ErrorCode::InvalidInput, fmt::format("plan.removals cannot hold more than {} removals.", kMostRemovals));
        if (!std::ranges::is_sorted(plan.removal_years))
            return fail(ErrorCode::InvalidInput, fmt::format("plan.removals cannot be \"{}\": the years must rise.", plain_text(text, 40)));
        return {};
    };
    const auto show = [](const SessionPlan& plan) {
        std::vector<std::string> words;
        for (const float years : plan.removal_years) words.push_back(to_text(years));
        return words.empty() ? std::string(kNone) : fmt::format("{}", fmt::join(words, ","));
    };
    return part_row<SessionPlan>({"plan.removals", "years", to_text(kRemovalYearsRange) + ", with commas between; or none",
                                  "laser removals, years after the last session"},
                                 kPlan, take, show);
}

std::vector<SettingRow> pace_rows() {
    const auto row = [](const char* name, const char* unit, const Range& range, const char* meaning, float WorkPace::*field) {
        return number_row<SessionPlan>(std::string("plan.pace.") + name, unit, range, meaning, kPlan,
                                       [field](SessionPlan& plan) -> float& { return plan.pace.*field; });
    };
    return {row("dots_per_minute", "dots/min", kDotsPerMinuteRange, "the artist's own rate", &WorkPace::dots_per_minute),
            row("setup_minutes", "min", kSetupRangeMinutes, "outline, numbing, cleaning, photos, each session", &WorkPace::setup_minutes),
            row("break_minutes", "min", kBreakRangeMinutes, "length of a break", &WorkPace::break_minutes),
            row("break_every_minutes", "min", kBreakEveryRangeMinutes, "work between two breaks", &WorkPace::break_every_minutes)};
}

}  // namespace

std::vector<SettingRow> plan_rows() {
    std::vector<SettingRow> rows{
        sessions_row(),
        date_row("plan.patch_test_on", "day of the patch test", [](SessionPlan& plan) -> std::string& { return plan.patch_test_on; }),
        date_row("plan.first_on", "day of the first session", [](SessionPlan& plan) -> std::string& { return plan.first_on; }),
        number_row("plan.gap_days", "days", kGapRangeDays, "days between sessions that have no day of their own", kPlan, &SessionPlan::gap_days),
        word_row<Pigment>("plan.pigment", "carbon that fades over years, or a pigment that the body clears in about two", kPlan, &SessionPlan::pigment),
        number_row("plan.shade", "ml water to 1 ml pigment", kShadeRange, "dilution in session 1: the smaller, the darker", kPlan, &SessionPlan::shade),
        number_row("plan.shade_step", "ml water", kShadeStepRange, "change of the shade from session to session", kPlan, &SessionPlan::shade_step),
        number_row("plan.warmth", "", kWarmthRange, "0 ash, 1 slightly warm", kPlan, &SessionPlan::warmth)};
    const auto add = [&](std::vector<SettingRow> more) { rows.insert(rows.end(), more.begin(), more.end()); };
    for (std::size_t i = 0; i < SessionPlan{}.each.size(); ++i) add(session_rows(i));
    for (std::size_t i = 0; i < kMostTouchUps; ++i)
        add({touch_up_row(i, "years", "years", kTouchUpYearsRange, "when, after the last session; none: no such touch-up", &TouchUp::years),
             touch_up_row(i, "shade", "ml water to 1 ml pigment", kShadeRange, "its shade", &TouchUp::shade),
             touch_up_row(i, "share", "", kShareRange, "share of the dots that are struck again", &TouchUp::share)});
    rows.push_back(removals_row());
    add(pace_rows());
    return rows;
}

}  // namespace trichion
