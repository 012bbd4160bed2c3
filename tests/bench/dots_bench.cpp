// How long the candidate cloud, the placing of dots and their following of a dragged point take on a built-in head;
// prints medians of CPU time.
#include "app/picture/packed_dots.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/placing.h"
#include "tests/bench/median_time.h"

#include <algorithm>
#include <chrono>
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

double wall_ms() { return 1e-6 * static_cast<double>(std::chrono::steady_clock::now().time_since_epoch().count()); }
double median(std::vector<double> ms) { return std::ranges::sort(ms), ms[ms.size() / 2]; }

/// One design and what changes of it.
struct Work {
    const Head& head;
    const CandidateCloud& cloud;
    Outline outline;
    OutlineResult curves = trace_outline(head, outline);
    EdgeSettings edge = {};
    DotSettings settings = {};
    SessionPlan plan = {};
    NativeField native = {};
    BrushField brushed = {};

    DotsInput input() const { return {head, cloud, outline, edge, curves, settings, plan, native, brushed}; }
    Dots placed(const Dots* before) const { return place_dots(input(), before); }
};

/// All instances of a design one behind the other, as they are uploaded.
std::vector<DotInstance> joined(PackedDots& packed, const Dots& dots) {
    packed.follow(dots);
    std::vector<DotInstance> all;
    all.reserve(dots.dots.size() + dots.native_hair.size());
    for (const auto& tile : packed.tiles()) all.insert(all.end(), tile->dots.begin(), tile->dots.end());
    return all;
}

/// Which candidates are dots after an edit, and no more: no areas, no crowding, no meter.
void resample(const Work& work, const Dots& before) {
    const DotsInput input = work.input();
    const PlacingTrace* known = before.trace.get();
    const auto trace = trace_of(input, known);
    const EditBounds bounds(work.head, known, *trace, work.cloud);
    place_blocks(input, bounds, known, *trace);
}

/// Follows edits that `change(work, step)` makes, one after the other.
template <class Change>
void follow(const char* what, Work work, Change&& change) {
    constexpr int kSteps = 41;
    Dots dots = work.placed(nullptr);
    PackedDots packed;
    joined(packed, dots);
    std::vector<double> resampling, resampling_wall, placing, packing, edit, edit_wall;
    double anew = 0.0;
    for (int step = 1; step <= kSteps; ++step) {
        change(work, step);
        const Dots before = dots;
        resampling.push_back(median_ms(3, [&] { resample(work, before); }));
        double start = wall_ms();
        resample(work, before);
        resampling_wall.push_back(wall_ms() - start);
        start = wall_ms();
        placing.push_back(median_ms(1, [&] { dots = work.placed(&before); }));
        packing.push_back(median_ms(1, [&] { joined(packed, dots); }));
        edit_wall.push_back(wall_ms() - start);
        edit.push_back(placing.back() + packing.back());
        for (const DotList::Piece& piece : dots.dots.pieces())
            if (std::ranges::find(before.dots.pieces(), piece) == before.dots.pieces().end()) anew += static_cast<double>(piece->size()) / kSteps;
    }
    std::printf("%-36s re-sampling alone %5.2f (%5.2f by the clock); edit to instance data %5.2f (%5.2f by the clock, at most %5.2f): placing %5.2f, packing %5.2f; "
                "%zu dots, %.0f of them in new pieces\n", what, median(resampling), median(resampling_wall), median(edit), median(edit_wall),
                *std::ranges::max_element(edit_wall), median(placing), median(packing), dots.dots.size(), anew);
}

/// A brush of this radius that thickens more with every step; it jumps from place to place, so that both are placed anew,
/// or stays.
void brush(Work& work, int step, float radius_mm, bool jumps) {
    const int place = jumps ? step : 3;
    const glm::vec3 above(10.0f * static_cast<float>(place % 7), 130.0f, -5.0f * static_cast<float>(place % 5));
    const glm::vec3 middle = work.head.measuring.position(*work.head.measuring.closest(above));
    const std::vector<glm::vec3>& places = work.head.measuring.mesh().positions;
    work.brushed.change.assign(places.size(), {});
    for (std::size_t v = 0; v < places.size(); ++v)
        if (glm::distance(places[v], middle) < radius_mm) work.brushed.change[v].share = 1.0f + 0.01f * static_cast<float>(step % 30);
}

int run(const HeadReference& reference, bool is_cached) {
    const auto shape = build_head_shape(reference);
    const auto head = shape ? fit_head(*shape, reference, {}) : Result<Head>(tl::unexpected(shape.error()));
    if (!head) return std::fprintf(stderr, "%s\n", head.error().message.c_str()), 1;
    const auto outline = fit_outline(*head, {}, outline_presets().front().name, 74.0f);
    if (!outline) return std::fprintf(stderr, "%s\n", outline.error().message.c_str()), 1;
    const OutlineResult curves = trace_outline(*head, *outline);

    // Another seed each time, so not in the cache yet; with "cached" the usual one.
    const std::uint32_t seed = is_cached ? 1 : static_cast<std::uint32_t>(std::time(nullptr));
    Result<CandidateCloud> cloud = CandidateCloud{};
    const double build_ms = median_ms(1, [&] { cloud = build_candidates(*head, seed); });
    const double load_ms = median_ms(3, [&] { cloud = build_candidates(*head, seed); });
    if (!cloud) return std::fprintf(stderr, "%s\n", cloud.error().message.c_str()), 1;
    Dots dots;
    const double place_ms = median_ms(7, [&] { dots = place_dots({*head, *cloud, *outline, {}, curves, {}, {}, {}, {}}); });

    std::printf("%s: %zu candidates on %.0f cm2\n", head->name.c_str(), cloud->at.size(),
                static_cast<double>(cloud->area_cm2));
    std::printf("cloud %.0f ms, from the cache %.0f ms, placing %.2f ms\n", build_ms, load_ms, place_ms);
    std::printf("%zu dots and %zu native hairs on %.1f cm2, %.1f dots/cm2, least spacing %.3f mm\n", dots.dots.size(),
                dots.native_hair.size(), static_cast<double>(dots.area_cm2), static_cast<double>(dots.density_per_cm2),
                static_cast<double>(dots.least_spacing_mm));
    for (const DotSettings& settings : {DotSettings{}, DotSettings{.density_per_cm2 = 220.0f}, DotSettings{.density_per_cm2 = 260.0f}, DotSettings{.diameter_mm = 0.4f}, DotSettings{.diameter_mm = 0.5f}}) {
        const Merging merging = place_dots({*head, *cloud, *outline, {}, curves, settings, {}, {}, {}}).merging;
        std::printf("%.0f dots of %.2f mm: %.1f %% crowded, %.1f %% already when healed\n", static_cast<double>(settings.density_per_cm2),
                    static_cast<double>(settings.diameter_mm), 100.0 * static_cast<double>(merging.share), 100.0 * static_cast<double>(merging.healed_share));
    }
    const Work work{*head, *cloud, *outline};
    std::printf("\nms of CPU time, medians of 41 steps; each edit follows the one before\n");
    // As many dots as a usual head takes, as many as fit, and those of a design down to the nape.
    Work dense = work, whole = work;
    dense.settings.density_per_cm2 = 380.0f;
    if (const auto nape = fit_outline(*head, {.extent = Extent::Nape}, outline_presets().front().name, 66.0f))
        whole.outline = *nape, whole.curves = trace_outline(*head, *nape);
    whole.settings.density_per_cm2 = 145.0f;
    for (const Work& each : {work, dense, whole}) {
        const float density = each.settings.density_per_cm2;
        follow("density, steps of 1 per cm2", each,
               [=](Work& now, int step) { now.settings.density_per_cm2 = density + static_cast<float>(step % 20); });
        follow("density, steps of 10 per cm2", each,
               [=](Work& now, int step) { now.settings.density_per_cm2 = density - 10.0f * static_cast<float>(step % 10); });
        follow("a brush of 20 mm radius", each, [](Work& now, int step) { brush(now, step, 20.0f, false); });
        follow("a brush of 20 mm radius that jumps", each, [](Work& now, int step) { brush(now, step, 20.0f, true); });
    }
    std::vector<double> line_ms;
    const std::size_t point = outline->points.size() / 8;
    follow("a point dragged by steps of 1 mm", work, [&](Work& now, int step) {
        now.outline = with_moved_point(*head, *outline, point, static_cast<float>(step % 20));
        line_ms.push_back(median_ms(1, [&] { now.curves = trace_outline(*head, now.outline, &now.curves); }));
    });
    std::printf("(the line alone %.2f)\n", median(line_ms));
    follow("a zone's share", work,
           [](Work& now, int step) { now.settings.zone_share[2] = 0.8f + 0.005f * static_cast<float>(step % 20); });
    follow("the diameter", work,
           [](Work& now, int step) { now.settings.diameter_mm = 0.3f + 0.002f * static_cast<float>(step % 20); });
    follow("the edge's style", work,
           [](Work& now, int step) { now.edge.micro_mm = 1.0f + 0.02f * static_cast<float>(step % 20); });
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    HeadReference reference;
    if (argc > 1) reference.name = argv[1];
    return run(reference, argc > 2);
}
