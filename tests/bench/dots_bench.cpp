// How long the candidate cloud and the placing of dots take on the default head; prints medians of CPU time.
#include "core/pipeline/dots_stage.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace {

using namespace trichion;

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

template <class Work>
double median_ms(int times, Work&& work) {
    std::vector<double> spent;
    for (int i = 0; i < times; ++i) {
        const double start = cpu_ms();
        work();
        spent.push_back(cpu_ms() - start);
    }
    std::ranges::nth_element(spent, spent.begin() + times / 2);
    return spent[static_cast<std::size_t>(times / 2)];
}

int run(const HeadReference& reference) {
    const auto shape = build_head_shape(reference);
    const auto head = shape ? fit_head(*shape, reference, {}) : Result<Head>(tl::unexpected(shape.error()));
    if (!head) return std::fprintf(stderr, "%s\n", head.error().message.c_str()), 1;
    const auto outline = fit_outline(*head, {}, outline_presets().front().name, 74.0f);
    if (!outline) return std::fprintf(stderr, "%s\n", outline.error().message.c_str()), 1;
    const OutlineResult curves = trace_outline(*head, *outline);

    std::uint32_t fresh_seed = static_cast<std::uint32_t>(std::time(nullptr));  // not in the cache yet
    Result<CandidateCloud> cloud = CandidateCloud{};
    const double build_ms = median_ms(1, [&] { cloud = build_candidates(*head, ++fresh_seed); });
    const double load_ms = median_ms(5, [&] { cloud = build_candidates(*head, fresh_seed); });
    if (!cloud) return std::fprintf(stderr, "%s\n", cloud.error().message.c_str()), 1;
    Dots dots;
    const double place_ms = median_ms(50, [&] { dots = place_dots(*head, *cloud, *outline, {}, curves, {}, {}, {}); });

    std::printf("%s: %zu candidates on %.0f cm2\n", head->name.c_str(), cloud->at.size(),
                static_cast<double>(cloud->area_cm2));
    std::printf("cloud %.0f ms, from the cache %.0f ms, placing %.2f ms\n", build_ms, load_ms, place_ms);
    std::printf("%zu dots and %zu native hairs on %.1f cm2, %.1f dots/cm2, least spacing %.3f mm\n", dots.dots.size(),
                dots.native_hair.size(), static_cast<double>(dots.area_cm2), static_cast<double>(dots.density_per_cm2),
                static_cast<double>(dots.least_spacing_mm));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    HeadReference reference;
    if (argc > 1) reference.name = argv[1];
    return run(reference);
}
