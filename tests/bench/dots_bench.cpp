// How long the candidate cloud, the placing of dots and their following of a dragged point take on a built-in head;
// prints medians of CPU time.
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/outline_presets.h"
#include "tests/bench/median_time.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using namespace trichion;

/// The outline with one point of its front moved by about `mm` along the skin, upwards.
Outline with_moved_point(const Head& head, const Outline& outline, std::size_t point, float mm) {
    Outline moved = outline;
    const glm::vec3 from = head.measuring.position(outline.points[point].at);
    moved.points[point].at = *head.measuring.closest(from + glm::vec3(0.0f, mm, -0.3f * mm));
    return moved;
}

/// Drags a point by steps of 1 mm; each step placed afresh, and from the dots of the step before.
void drag(const Head& head, const CandidateCloud& cloud, const Outline& outline) {
    constexpr int kSteps = 40;
    const std::size_t point = outline.points.size() / 8;
    OutlineResult curves = trace_outline(head, outline);
    Dots dots = place_dots({head, cloud, outline, {}, curves, {}, {}, {}, {}});
    std::vector<double> line_ms, cold_ms, warm_ms;
    for (int step = 1; step <= kSteps; ++step) {
        const Outline moved = with_moved_point(head, outline, point, static_cast<float>(step % 20));
        line_ms.push_back(median_ms(1, [&] { curves = trace_outline(head, moved, &curves); }));
        cold_ms.push_back(median_ms(1, [&] { place_dots({head, cloud, moved, {}, curves, {}, {}, {}, {}}); }));
        warm_ms.push_back(median_ms(1, [&] { dots = place_dots({head, cloud, moved, {}, curves, {}, {}, {}, {}}, &dots); }));
    }
    const auto median = [](std::vector<double>& ms) { return std::ranges::sort(ms), ms[ms.size() / 2]; };
    const double cold = median(cold_ms), warm = median(warm_ms);
    std::printf("a point dragged by steps of 1 mm: line %.2f ms, all dots afresh %.2f ms, from the step before %.2f ms "
                "(%.1f times)\n", median(line_ms), cold, warm, cold / warm);
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
    const double place_ms = median_ms(50, [&] { dots = place_dots({*head, *cloud, *outline, {}, curves, {}, {}, {}, {}}); });

    std::printf("%s: %zu candidates on %.0f cm2\n", head->name.c_str(), cloud->at.size(),
                static_cast<double>(cloud->area_cm2));
    std::printf("cloud %.0f ms, from the cache %.0f ms, placing %.2f ms\n", build_ms, load_ms, place_ms);
    std::printf("%zu dots and %zu native hairs on %.1f cm2, %.1f dots/cm2, least spacing %.3f mm\n", dots.dots.size(),
                dots.native_hair.size(), static_cast<double>(dots.area_cm2), static_cast<double>(dots.density_per_cm2),
                static_cast<double>(dots.least_spacing_mm));
    drag(*head, *cloud, *outline);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    HeadReference reference;
    if (argc > 1) reference.name = argv[1];
    return run(reference);
}
