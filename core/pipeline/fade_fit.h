// An artist's own curve: healed contrast and yearly fade fitted to results measured on a client.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"
#include "core/pipeline/fade_model.h"

#include <span>
#include <string>
#include <vector>

namespace trichion {

/// What the results say, or why they say nothing.
struct FadeFit {
    bool is_usable = false;
    float healed_contrast = 0.0f;    // green channel, at day 30
    float per_year = 0.0f;           // k of exp(-k t)
    float per_year_error = 0.0f;     // standard error of k; 0 when two results leave nothing to tell it from
    float scatter = 0.0f;            // root mean square of the results about the curve, as a share
    std::string sentence;            // when it is not usable: what is wrong and what to do; else empty
};

/// Least squares of ln(contrast) over time: a straight line, healing and spread taken out first by the model.
/// @param results  by days, ascending; contrasts above 0.
/// @return is_usable is false, with a sentence, for fewer than two results, for results less than 60 days apart in all,
///         for contrasts that rise with time, that fall by more than e^3 a year, or that lie 25 % off any curve.
FadeFit fit_fade(std::span<const HealedResult> results, const FadeModel& model = {});

/// Whether the work looked like two things at one time: another result is of the same day.
/// @return the sentence that says so; empty: the day is free.
std::string day_is_taken(std::span<const HealedResult> results, float days);
/// The results and one more, by days. @error InvalidInput  its day is taken.
Result<std::vector<HealedResult>> with_result(std::span<const HealedResult> results, const HealedResult& result);

}  // namespace trichion
