// How long the candidate cloud, the placing of dots and their following of a dragged point take on a built-in head;
// prints medians of CPU time.
#include "app/picture/packed_dots.h"
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

    Dots placed(const Dots* before) const {
        return place_dots({head, cloud, outline, edge, curves, settings, plan, native, brushed}, before);
    }
};

/// All instances of a design one behind the other, as they are uploaded.
std::vector<DotInstance> joined(PackedDots& packed, const Dots& dots) {
    packed.follow(dots);
    std::vector<DotInstance> all;
    all.reserve(dots.dots.size() + dots.native_hair.size());
    for (const auto& tile : packed.tiles()) all.insert(all.end(), tile->dots.begin(), tile->dots.end());
    return all;
}

/// Follows edits that `change(work, step)` makes, one after the other.
template <class Change>
void follow(const char* what, Work work, Change&& change) {
    constexpr int kSteps = 41;
    Dots dots = work.placed(nullptr);
    PackedDots packed;
    packed.follow(dots);
    std::vector<double> warm_ms, packing_ms;
    double anew = 0.0;
    for (int step = 1; step <= kSteps; ++step) {
        change(work, step);
        const Dots before = dots;
        warm_ms.push_back(median_ms(1, [&] { dots = work.placed(&before); }));
        packing_ms.push_back(median_ms(1, [&] { joined(packed, dots); }));
        for (const DotList::Piece& piece : dots.dots.pieces())
            if (std::ranges::find(before.dots.pieces(), piece) == before.dots.pieces().end()) anew += static_cast<double>(piece->size()) / kSteps;
    }
    std::printf("%-44s %6.2f ms, at most %6.2f; to instances %5.2f more; %6zu dots, %6.0f in new pieces\n", what,
                median(warm_ms), *std::ranges::max_element(warm_ms), median(packing_ms), dots.dots.size(), anew);
}

/// A brush that thickens within a radius of a place on top of the head, back and forth.
void brush(Work& work, int step, float radius_mm) {
    const glm::vec3 above(10.0f * static_cast<float>(step % 7), 130.0f, -5.0f * static_cast<float>(step % 5));
    const glm::vec3 place = work.head.measuring.position(*work.head.measuring.closest(above));
    const std::vector<glm::vec3>& places = work.head.measuring.mesh().positions;
    work.brushed.change.resize(places.size());
    for (std::size_t v = 0; v < places.size(); ++v)
        if (glm::distance(places[v], place) < radius_mm) work.brushed.change[v].share = 1.0f + 0.01f * static_cast<float>(step % 30);
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
    const double place_ms = median_ms(15, [&] { dots = place_dots({*head, *cloud, *outline, {}, curves, {}, {}, {}, {}}); });

    std::printf("%s: %zu candidates on %.0f cm2\n", head->name.c_str(), cloud->at.size(),
                static_cast<double>(cloud->area_cm2));
    std::printf("cloud %.0f ms, from the cache %.0f ms, placing %.2f ms\n", build_ms, load_ms, place_ms);
    std::printf("%zu dots and %zu native hairs on %.1f cm2, %.1f dots/cm2, least spacing %.3f mm\n", dots.dots.size(),
                dots.native_hair.size(), static_cast<double>(dots.area_cm2), static_cast<double>(dots.density_per_cm2),
                static_cast<double>(dots.least_spacing_mm));
    for (const DotSettings& settings : {DotSettings{}, DotSettings{.density_per_cm2 = 220.0f}, DotSettings{.density_per_cm2 = 260.0f}, DotSettings{.diameter_mm = 0.4f}, DotSettings{.diameter_mm = 0.5f}})
        std::printf("%.0f dots of %.2f mm: %.1f %% crowded\n", static_cast<double>(settings.density_per_cm2),
                    static_cast<double>(settings.diameter_mm),
                    100.0 * static_cast<double>(place_dots({*head, *cloud, *outline, {}, curves, settings, {}, {}, {}}).merging.share));
    std::vector<double> line_ms;
    const std::size_t point = outline->points.size() / 8;
    const Work work{*head, *cloud, *outline};
    follow("a point dragged by steps of 1 mm", work, [&](Work& now, int step) {
        now.outline = with_moved_point(*head, *outline, point, static_cast<float>(step % 20));
        line_ms.push_back(median_ms(1, [&] { now.curves = trace_outline(*head, now.outline, &now.curves); }));
    });
    std::printf("(the line alone %.2f ms)\n", median(line_ms));
    follow("the density dragged by steps of 1 per cm2", work,
           [](Work& now, int step) { now.settings.density_per_cm2 = 180.0f + static_cast<float>(step % 20); });
    follow("a brush of 10 mm radius", work, [](Work& now, int step) { brush(now, step, 10.0f); });
    follow("a brush of 20 mm radius", work, [](Work& now, int step) { brush(now, step, 20.0f); });
    follow("a zone's share", work,
           [](Work& now, int step) { now.settings.zone_share[2] = 0.8f + 0.005f * static_cast<float>(step % 20); });
    Work much = work;
    much.settings.density_per_cm2 = 400.0f;
    follow("of 400 per cm2, the density", much,
           [](Work& now, int step) { now.settings.density_per_cm2 = 360.0f + 2.0f * static_cast<float>(step % 20); });
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
