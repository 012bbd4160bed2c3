// What a dragged hairline costs: ours cold and warm for several numbers of points, beside a curve that is projected
// anew in each frame, and the ways between its points beside CGAL's exact ones and its heat method, on the measuring
// surface and on a finer head. Prints medians of CPU time, triangles looked at, and how far the curves lie off the skin.
//
//   curve_bench [HEAD]
#include "core/geometry/cage_obj.h"
#include "core/geometry/geodesic.h"
#include "core/pipeline/outline_measures.h"
#include "core/pipeline/outline_presets.h"
#include "tests/bench/cgal_ways.h"
#include "tests/bench/median_time.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace trichion;

Outline with_more_points(const Outline& outline, const OutlineResult& drawn, std::size_t count) {
    Outline more = outline;
    more.points.clear();
    const std::size_t n = outline.points.size();
    for (std::size_t s = 0; s < n; ++s) {
        more.points.push_back(outline.points[s]);
        const SurfaceCurve& curve = drawn.stretches[s].curve;
        const std::size_t added = count > n ? (count - n) * (s + 1) / n - (count - n) * s / n : 0;
        for (std::size_t k = 1; k <= added; ++k)
            more.points.push_back({more.next_id++, curve.points[k * (curve.points.size() - 1) / (added + 1)],
                                   outline.points[s].part, false, 0});
    }
    return more;
}

/// The naive curve: a Catmull-Rom in space, every sample put on the nearest skin, in every frame.
std::vector<glm::vec3> projected_each_frame(const Surface& surface, const Outline& outline, std::size_t samples) {
    const std::size_t n = outline.points.size(), each = samples / n + 1;
    std::vector<glm::vec3> line;
    for (std::size_t i = 0; i < n; ++i) {
        const auto at = [&](std::size_t k) { return surface.position(outline.points[(i + k) % n].at); };
        const glm::vec3 a = at(n - 1), b = at(0), c = at(1), d = at(2);
        for (std::size_t k = 0; k < each; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(each);
            const glm::vec3 p = 0.5f * (2.0f * b + (c - a) * t + (2.0f * a - 5.0f * b + 4.0f * c - d) * t * t +
                                        (3.0f * b - a - 3.0f * c + d) * t * t * t);
            line.push_back(surface.position(*surface.closest(p)));
        }
    }
    return line;
}

/// How far the middles of the pieces lie off the skin: what an eye sees of pieces that are too long.
double farthest_off_mm(const Surface& surface, const std::vector<glm::vec3>& line) {
    float farthest = 0.0f;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::vec3 middle = 0.5f * (line[i - 1] + line[i]);
        farthest = std::max(farthest, glm::distance(middle, surface.position(*surface.closest(middle))));
    }
    return static_cast<double>(farthest);
}

double largest_turn_rad(const std::vector<glm::vec3>& line) {
    double largest = 0.0;
    for (std::size_t i = 2; i < line.size(); ++i) {
        const glm::dvec3 a = line[i - 1] - line[i - 2], b = line[i] - line[i - 1];
        if (glm::length(a) > 1e-3 && glm::length(b) > 1e-3)
            largest = std::max(largest, std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b)));
    }
    return largest;
}

void compare(const Head& head, const Outline& outline) {
    const Surface& surface = head.measuring;
    const OutlineResult cold = trace_outline(head, outline);
    Outline dragged = outline;
    const glm::vec3 at = surface.position(dragged.points[2].at);
    dragged.points[2].at = *surface.closest(at + glm::vec3(0.0f, 0.5f, 0.0f));
    OutlineResult warm = trace_outline(head, dragged, &cold);
    std::size_t samples = 0;
    std::vector<glm::vec3> line;
    for (const OutlineStretch& stretch : cold.stretches) {
        samples += stretch.curve.points.size();
        line.insert(line.end(), stretch.curve.positions_mm.begin(), stretch.curve.positions_mm.end());
    }
    const double cold_ms = median_ms(9, [&] { (void)trace_outline(head, outline); });
    const double warm_ms = median_ms(15, [&] { warm = trace_outline(head, dragged, &cold); });
    OutlineResult measured = cold;
    const double measure_ms = median_ms(9, [&] { measure_outline(head, outline, measured); });
    std::vector<glm::vec3> naive;
    const double naive_ms = median_ms(9, [&] { naive = projected_each_frame(surface, dragged, samples); });
    std::printf("%4zu points, %5zu samples: cold %6.2f ms (%6llu triangles), warm %6.2f ms (%5llu), measures alone %5.2f ms;"
                " off %.4f mm, sharpest %.2f rad | projected each frame %6.2f ms = %.1f times ours warm, off %.4f mm, sharpest %.2f rad\n",
                outline.points.size(), samples, cold_ms, static_cast<unsigned long long>(cold.triangles_visited), warm_ms,
                static_cast<unsigned long long>(warm.triangles_visited), measure_ms, farthest_off_mm(surface, line),
                largest_turn_rad(line), naive_ms, naive_ms / warm_ms, farthest_off_mm(surface, naive), largest_turn_rad(naive));
}

/// The corner of its triangle that is nearest to a place: the heat method knows no others.
SurfacePoint at_corner(const SurfacePoint& at) {
    int nearest = 0;
    for (int k = 1; k < 3; ++k)
        if (at.weights[k] > at.weights[nearest]) nearest = k;
    SurfacePoint corner{at.triangle, glm::vec3(0.0f)};
    corner.weights[nearest] = 1.0f;
    return corner;
}

/// The ways from point to point round the outline; each second point is asked for both of its ways, as the heat method
/// answers all ways from one start at once.
std::vector<Way> ways_round(const Outline& outline) {
    std::vector<Way> ways;
    const std::size_t n = outline.points.size();
    const auto at = [&](std::size_t i) { return at_corner(outline.points[i % n].at); };
    for (std::size_t i = 1; i < n; i += 2) ways.insert(ways.end(), {{at(i), at(i - 1)}, {at(i), at(i + 1)}});
    return ways;
}

void print_cgal(const char* who, const std::optional<CgalAnswer>& cgal, const std::vector<double>& ours_mm,
                const std::vector<double>& exact_mm, double ours_ms) {
    if (!has_cgal()) return void(std::printf("  %-24s CGAL not installed\n", who));
    if (!cgal) return void(std::printf("  %-24s failed\n", who));
    double worst = 0.0;
    for (std::size_t i = 0; i < exact_mm.size(); ++i) worst = std::max(worst, std::abs(cgal->length_mm[i] / exact_mm[i] - 1.0));
    std::printf("  %-24s %9.3f ms a way = %7.0f times ours, first answer after %8.1f ms = %7.0f times all %zu of ours; worst %.3f %%\n",
                who, cgal->each_ms, cgal->each_ms / ours_ms, cgal->prepare_ms + cgal->each_ms,
                (cgal->prepare_ms + cgal->each_ms) / (ours_ms * static_cast<double>(ours_mm.size())), ours_mm.size(), 100.0 * worst);
}

void compare_ways(const Head& head, const Outline& outline) {
    const std::vector<Way> ways = ways_round(outline);
    std::vector<double> ours_mm;
    double whole_mm = 0.0;
    const double ours_ms = median_ms(9, [&] {
        GeodesicSolver solver(head.measuring);
        ours_mm.clear();
        for (const Way& way : ways) ours_mm.push_back(solver.solve(way.from, way.to) ? solver.length_mm() : 0.0);
    }) / static_cast<double>(ways.size());
    for (const double mm : ours_mm) whole_mm += mm;
    const auto exact = ask_cgal(head.measuring.mesh(), ways, "exact"), heat = ask_cgal(head.measuring.mesh(), ways, "heat");
    const std::vector<double> exact_mm = exact ? exact->length_mm : std::vector<double>{};
    double worst = 0.0;
    for (std::size_t i = 0; i < exact_mm.size(); ++i) worst = std::max(worst, std::abs(ours_mm[i] / exact_mm[i] - 1.0));
    std::printf("  %zu ways of %.0f mm in all\n  %-24s %9.3f ms a way", ways.size(), whole_mm, "ours", ours_ms);
    if (exact) std::printf("; worst %.3f %% off the exact length", 100.0 * worst);
    std::printf("\n");
    print_cgal("CGAL's exact ways", exact, ours_mm, exact_mm, ours_ms);
    print_cgal("CGAL's heat method", heat, ours_mm, exact_mm, ours_ms);
}

/// The head on the skin of its own cage, made smooth twice: 138,000 triangles of unequal size.
Result<Head> on_finer_skin(const Head& head) {
    std::ifstream file(TRICHION_SOURCE_DIR "/models/cages/" + head.name + ".obj", std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    auto quads = parse_quad_obj(std::as_bytes(std::span(text)));
    if (!quads) return tl::unexpected(quads.error());
    for (int step = 0; step < 2; ++step) quads = subdivide(*quads);
    Mesh mesh{std::move(quads->positions), {}};
    for (const auto& q : quads->quads) mesh.triangles.insert(mesh.triangles.end(), {{q[0], q[1], q[2]}, {q[0], q[2], q[3]}});
    auto skin = Surface::build(std::move(mesh));
    if (!skin) return tl::unexpected(skin.error());
    Head finer = head;
    finer.measuring = skin->transformed(head.from_source);
    return finer;
}

void compare_on(const Head& head, const Head& fitted, const Outline& fitted_outline) {
    Outline outline = fitted_outline;
    for (OutlinePoint& p : outline.points) p.at = *head.measuring.closest(fitted.measuring.position(p.at));
    const OutlineResult drawn = trace_outline(head, outline);
    std::printf("%s, %zu triangles\n", head.name.c_str(), head.measuring.triangle_count());
    for (const std::size_t count : {std::size_t{17}, std::size_t{60}, std::size_t{300}})
        compare(head, with_more_points(outline, drawn, count));
    compare_ways(head, outline);
}

}  // namespace

int main(int argc, char** argv) {
    HeadReference reference;
    if (argc > 1) reference.name = argv[1];
    const auto shape = build_head_shape(reference);
    const auto head = shape ? fit_head(*shape, reference, {}) : Result<Head>(tl::unexpected(shape.error()));
    if (!head) return std::fprintf(stderr, "%s\n", head.error().message.c_str()), 1;
    const auto outline = fit_outline(*head, {}, outline_presets().front().name, 74.0f);
    if (!outline) return std::fprintf(stderr, "%s\n", outline.error().message.c_str()), 1;
    compare_on(*head, *head, *outline);
    const auto finer = on_finer_skin(*head);
    if (!finer) return std::fprintf(stderr, "%s\n", finer.error().message.c_str()), 1;
    compare_on(*finer, *head, *outline);
    return 0;
}
