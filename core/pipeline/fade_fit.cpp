// A straight line through logarithms.
#include "core/pipeline/fade_fit.h"

#include "core/pipeline/healing.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr double kLeastSpanDays = 60.0;      // nearer, a few per cent of error in a contrast would be years of fade
constexpr double kMostPerYear = 3.0;
constexpr double kMostScatter = 0.25;
constexpr double kRisingPerYear = -0.01;     // what the rounding of two typed contrasts may make of no fade at all

struct Line {
    double at_zero = 0.0, slope = 0.0, slope_error = 0.0, scatter = 0.0;
};

/// ln of a contrast with healing and spread taken out: the healed contrast after fading alone.
double faded_log(const HealedResult& result, const FadeModel& model) {
    const float years = years_healed(result.days, model);
    const float sigma_mm = kSeenDiameterMm / 4.0f;
    const float growth2 = 1.0f + 2.0f * model.spread_mm2_per_year[1] * years / (sigma_mm * sigma_mm);
    return std::log(static_cast<double>(result.contrast) * growth2 / healing_at(result.days, model).healed);
}

Line fit_line(std::span<const HealedResult> results, const FadeModel& model) {
    const double n = static_cast<double>(results.size());
    double mean_t = 0.0, mean_y = 0.0, tt = 0.0, ty = 0.0, left = 0.0;
    for (const auto& r : results) mean_t += years_healed(r.days, model) / n, mean_y += faded_log(r, model) / n;
    for (const auto& r : results) {
        const double t = years_healed(r.days, model) - mean_t;
        tt += t * t, ty += t * (faded_log(r, model) - mean_y);
    }
    Line line;
    line.slope = tt > 0.0 ? ty / tt : 0.0;
    line.at_zero = mean_y - line.slope * mean_t;
    for (const auto& r : results) {
        const double off = faded_log(r, model) - line.at_zero - line.slope * years_healed(r.days, model);
        left += off * off;
    }
    line.scatter = std::sqrt(left / n);
    if (results.size() > 2 && tt > 0.0) line.slope_error = std::sqrt(left / (n - 2.0) / tt);
    return line;
}

FadeFit not_usable(std::string sentence) {
    FadeFit fit;
    fit.sentence = std::move(sentence);
    return fit;
}

}  // namespace

FadeFit fit_fade(std::span<const HealedResult> results, const FadeModel& model) {
    if (results.size() < 2) return not_usable("Two results at least are needed: one healed, one months later.");
    if (results.back().days - results.front().days < kLeastSpanDays)
        return not_usable(fmt::format("The results lie only {:.0f} days apart: add one that is two months later or more.",
                                      results.back().days - results.front().days));
    const Line line = fit_line(results, model);
    if (-line.slope < kRisingPerYear)
        return not_usable("The contrasts rise with time, which pigment does not: check days and contrasts.");
    if (-line.slope > kMostPerYear)
        return not_usable("The contrasts fall faster than any pigment fades: check days and contrasts.");
    if (line.scatter > kMostScatter)
        return not_usable(fmt::format("The results lie {:.0f} % off any one curve: check days and contrasts.", 100.0 * line.scatter));
    FadeFit fit;
    fit.is_usable = true;
    fit.healed_contrast = std::min(static_cast<float>(std::exp(line.at_zero)), model.strongest_contrast);
    fit.per_year = static_cast<float>(std::max(-line.slope, 0.0));
    fit.per_year_error = static_cast<float>(line.slope_error);
    fit.scatter = static_cast<float>(line.scatter);
    return fit;
}

std::string day_is_taken(std::span<const HealedResult> results, float days) {
    const auto same_day = [&](const HealedResult& other) { return std::lround(other.days) == std::lround(days); };
    if (std::ranges::none_of(results, same_day)) return {};
    return fmt::format("There is a result of day {:.0f} already: change that one, or type the day of this one.", days);
}

Result<std::vector<HealedResult>> with_result(std::span<const HealedResult> results, const HealedResult& result) {
    if (std::string words = day_is_taken(results, result.days); !words.empty()) return fail(ErrorCode::InvalidInput, std::move(words));
    std::vector<HealedResult> all(results.begin(), results.end());
    all.insert(std::ranges::upper_bound(all, result.days, {}, &HealedResult::days), result);
    return all;
}

}  // namespace trichion
