// The measuring surface: wrap, lay on, relax.
#include "core/geometry/measuring_surface.h"

#include "core/geometry/local_fit.h"
#include "core/geometry/skin_shaper.h"
#include "core/geometry/skin_wrap.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kFirstStep_mm = 2.2f;         // gives 85k triangles on a head of 1,400 cm2
constexpr std::size_t kFewest = 70000;        // triangles accepted at the first try
constexpr std::size_t kMost = 97000;
constexpr float kTarget = 85000.0f;
constexpr float kTallestHead_mm = 330.0f;     // taller models hold shoulders
constexpr float kKeptBelowTop_mm = 300.0f;    // vertex to menton is 225 mm at most [FACTS 4.3], the rest is neck
constexpr float kCleanNoise_mm = 0.015f;      // below: laid exactly on the input (the built-in heads have 0.010)
constexpr float kRoughNoise_mm = 0.035f;      // above: laid on the fitted quadrics (slices of a CT have 0.036)
constexpr float kSigma_mm = 2.5f;

WrapOptions options_for(const Surface& input, float step_mm) {
    WrapOptions options;
    options.step_mm = step_mm;
    if (input.box().size().y > kTallestHead_mm) options.floor_mm = input.box().max.y - kKeptBelowTop_mm;
    return options;
}

Result<WrappedSkin> wrap_to_size(const Surface& input, const CancelToken& token, const Progress& progress) {
    const auto outer = find_outer_space(input, token);
    if (!outer) return tl::unexpected(outer.error());
    progress.set(0.4f);
    float step = kFirstStep_mm;
    auto skin = wrap_skin(input, *outer, options_for(input, step), token);
    for (int again = 0; skin && again < 3; ++again) {
        const std::size_t triangles = 2 * skin->quads.size();
        if (triangles >= kFewest && triangles <= kMost) break;
        step *= std::sqrt(static_cast<float>(triangles) / kTarget);
        skin = wrap_skin(input, *outer, options_for(input, step), token);
    }
    return skin;
}

}  // namespace

Result<MeasuringSurface> build_measuring_surface(const Surface& input, const CancelToken& token, const Progress& progress) {
    const glm::vec3 size = input.box().size();
    const float largest = std::max({size.x, size.y, size.z});
    if (largest < 50.0f || largest > 2000.0f)
        return fail(ErrorCode::Degenerate, "The model is " + std::to_string(static_cast<int>(largest)) +
                                               " mm large, which is no head.");
    auto wrapped = wrap_to_size(input, token, progress);
    if (!wrapped) return tl::unexpected(wrapped.error());
    progress.set(0.6f);

    SkinShaper shaper(input, std::move(*wrapped));
    shaper.relax(3);
    shaper.find_support();
    MeasuringSurface result;
    result.noise_mm = shaper.noise_mm(kSigma_mm);
    const float share = std::clamp((result.noise_mm - kCleanNoise_mm) / (kRoughNoise_mm - kCleanNoise_mm), 0.0f, 1.0f);
    result.is_smoothed = share > 0.0f;
    if (result.is_smoothed) {
        shaper.find_support(result.noise_mm);
        shaper.choose_widths(result.noise_mm, kSigma_mm);
    }
    for (int round = 0; round < 3; ++round) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "Measuring the head was cancelled.");
        if (round > 0) shaper.relax(1);
        shaper.lay_on(share);
        progress.set(0.7f + 0.1f * static_cast<float>(round));
    }
    shaper.drop_folds();
    result.bridged_mm2 = shaper.bridge();
    auto surface = Surface::build(shaper.triangulate());
    if (!surface) return tl::unexpected(surface.error());
    result.surface = std::move(*surface);
    progress.set(1.0f);
    return result;
}

}  // namespace trichion
