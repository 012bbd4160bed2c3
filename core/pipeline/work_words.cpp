// Numbers to words, without a locale.
#include "core/pipeline/work_words.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {

std::string grouped_words(int value) {
    constexpr const char* kThinSpace = "\u202f";
    std::string digits = fmt::format("{}", value);
    if (value < 10000) return digits;
    for (std::size_t at = digits.size() - 3; at > 0 && at < digits.size(); at -= std::min<std::size_t>(at, 3))
        digits.insert(at, kThinSpace);
    return digits;
}

std::string time_words(float minutes) {
    const int whole = static_cast<int>(std::lround(minutes));
    if (whole < 60) return fmt::format("{} min", whole);
    if (whole % 60 == 0) return fmt::format("{} h", whole / 60);
    return fmt::format("{} h {} min", whole / 60, whole % 60);
}

std::string time_words(const Estimate& minutes) {
    if (minutes.low == minutes.high) return time_words(minutes.usual);
    if (minutes.high < 60.0f) return fmt::format("{:.0f} to {:.0f} min", minutes.low, minutes.high);
    return time_words(minutes.low) + " to " + time_words(minutes.high);
}

std::string count_words(const Estimate& count) {
    const auto words = [](float value) { return grouped_words(static_cast<int>(std::lround(value))); };
    return count.low == count.high ? words(count.usual) : words(count.low) + " to " + words(count.high);
}

std::string area_words(float cm2) { return cm2 < 9.95f ? fmt::format("{:.1f} cm²", cm2) : fmt::format("{:.0f} cm²", cm2); }

std::string needle_words(Needle needle) {
    switch (needle) {
        case Needle::One: return "1RL";
        case Needle::Three: return "3RL";
        case Needle::Six: return "6RL";
    }
    return "";
}

std::string cartridge_words(const std::vector<CartridgeCount>& cartridges) {
    std::string words;
    for (const CartridgeCount& cartridge : cartridges) {
        words += fmt::format("{}{} × {}", words.empty() ? "" : ", ", cartridge.count, needle_words(cartridge.needle));
        if (!cartridge.purpose.empty()) words += " (" + cartridge.purpose + ")";
    }
    return words;
}

std::string needles_words(const std::vector<Needle>& needles) {
    std::string words;
    for (const Needle needle : needles) words += (words.empty() ? "" : " and ") + needle_words(needle);
    return words;
}

std::string zone_time_words(const Estimate& minutes) {
    if (minutes.high <= 0.0f) return "under 5 min";
    return minutes.low <= 0.0f ? "at most " + time_words(minutes.high) : time_words(minutes);
}

const char* zone_words(Zone zone) {
    switch (zone) {
        case Zone::Frontal: return "Frontal";
        case Zone::Mid: return "Mid scalp";
        case Zone::Crown: return "Crown";
        case Zone::Temples: return "Temples";
        case Zone::Sides: return "Sides";
        case Zone::Occiput: return "Occiput";
    }
    return "";
}

std::string shade_words(const PlannedSession& session) { return fmt::format("{}, {:.3g}:1", session.shade_name, session.shade); }

std::string break_words(const PlannedSession& session) {
    if (session.breaks.high == 0.0f) return "none";
    if (session.breaks.low == 0.0f) return fmt::format("at most {}, {}", count_words({session.breaks.high, session.breaks.high, session.breaks.high}), time_words(session.break_minutes.high));
    return count_words(session.breaks) + ", " + time_words(session.break_minutes);
}

const char* service_words(Service service) {
    switch (service) {
        case Service::Shaved: return "Shaved effect";
        case Service::Density: return "Density effect";
        case Service::Scar: return "Scar work";
    }
    return "";
}

std::string years_words(float years) {
    const std::string number = fmt::format("{:.2f}", years);
    const std::string figures = number.substr(0, std::min(number.find_last_not_of('0') + 1, number.size()));
    return (figures.ends_with('.') ? figures.substr(0, figures.size() - 1) : figures) + (years == 1.0f ? " year" : " years");
}

std::string removal_words(const std::vector<float>& years) {
    std::string words;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const std::string one = years_words(years[i]);
        const bool is_last = i + 1 == years.size();
        words += (i == 0 ? "after " : is_last ? " and " : ", ") + (is_last ? one : one.substr(0, one.find(' ')));
    }
    return words;
}

std::vector<std::string> work_notes(const WorkPlan& plan) {
    const std::string pace = plan.is_own_rate
                                 ? fmt::format("from your own {:.0f} dots a minute, {:.0f} % either way", plan.dots_per_minute, 100.0f * kOwnSpread)
                                 : "from 14 000 dots in 2 to 4 h, as one clinic counts; your own pace makes the range narrower";
    return {"Estimates, no promise: skin and day decide. Counts are rounded to two digits, so those of the zones may not add up to the last; their "
            "minutes and drops do. Means include the soft edges: dots over "
            "skin come to less than the density set.",
            fmt::format("Minutes: {}. The first pass places every dot, each further one strikes a quarter of them again.", pace),
            fmt::format("Drops ({:.0f} to a ml): {:.0f} to {:.0f} times what the needle\u2019s holes hold, for what is wiped off and left over. "
                        "Cartridges: a new one after each {} of work; keep a spare.",
                        kDropsPerMl, kUsedPerHeld.low, kUsedPerHeld.high, time_words(kMinutesOfACartridge))};
}

}  // namespace trichion
