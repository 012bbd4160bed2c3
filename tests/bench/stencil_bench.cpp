// A strip along the hairline laid flat by us, by CGAL and by plain projection, on every built-in head and test scan; the
// time of a strip of 25 thousand triangles; and the sheets as they are delivered, laid back on the head.
//
//   stencil_bench [HEAD ...]     names of built-in heads and files; all at hand without
#include "core/io/head_import.h"
#include "core/pipeline/outline_presets.h"
#include "core/session/make_sheet.h"
#include "tests/bench/flat_ways.h"
#include "tests/bench/median_time.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace trichion;

constexpr double kHalfWidthMm = 15.0;          // of the strip that is compared: 30 mm, as published figures are
constexpr std::size_t kManyTriangles = 25000;  // of the strip that is timed

Result<Head> head_named(const std::string& name) {
    HeadReference reference;
    reference.name = name;
    if (const std::filesystem::path path(name); path.has_extension()) {
        setenv("TRICHION_WORKER", TRICHION_TEST_WORKER, 1);
        auto imported = import_head(path);
        if (!imported) return tl::unexpected(imported.error());
        reference.name = path.filename().string(), reference.is_built_in = false, reference.scan = imported->skin;
    }
    const auto shape = build_head_shape(reference);
    if (!shape) return tl::unexpected(shape.error());
    return fit_head(*shape, reference, {});
}

std::vector<std::string> all_heads() {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    const std::filesystem::path scans = std::filesystem::path(TRICHION_SOURCE_DIR) / "../shared/heads/scans";
    for (const char* file : {"inv_ct_head_mm.ply", "leeperrysmith_m.glb", "ch2_phone_scan_m.ply", "ict_neutral_head.obj", "ict_random_0.obj",
                             "ict_neutral_full.obj", "fsaverage_head.ply"})
        if (std::filesystem::exists(scans / file)) names.push_back((scans / file).string());
    return names;
}

std::string short_name(const std::string& name) { return std::filesystem::path(name).filename().string().substr(0, 20); }

std::optional<Strip> strip_along(const Head& head, const SurfaceCurve& curve, double spacing_mm) {
    StripOptions options;
    options.left_mm = options.right_mm = kHalfWidthMm;
    options.along_mm = spacing_mm;
    options.across_mm = 1.25 * spacing_mm;
    auto strip = build_strip(head.measuring, curve, options);
    return strip ? std::optional(std::move(*strip)) : std::nullopt;
}

void print_way(const std::string& head, const char* way, const std::optional<FlatWay>& flat, const std::optional<Flatness>& f) {
    std::printf("%-20s  %-16s", head.c_str(), way);
    if (!flat || !f) return void(std::printf("  -\n"));
    std::printf("%8.3f  %6.3f  %6.2f  %6.2f  %4d", f->edge_percent, f->rms_percent, f->p99_percent, f->max_percent, f->turned_over);
    if (f->worst_mm) std::printf("  %7.2f  %6.2f", *f->worst_mm, *f->median_mm);
    else std::printf("  %7s  %6s", "off", "skin");
    std::printf("  %8.1f\n", flat->ms);
}

/// What is kept for the last lines.
struct Tally {
    double free_rms_max = 0.0, least_edge_ratio = 1e9, edge_true_max = 0.0, worst_mm = 0.0;
};

void compare(const std::string& name, const Head& head, const SurfaceCurve& curve, const Strip& strip, Tally& tally) {
    const auto figures = [&](const std::optional<FlatWay>& way, bool is_scaled) {
        return way ? std::optional(flatness_of(head.measuring, curve, strip, way->positions_mm, is_scaled)) : std::nullopt;
    };
    const auto ours = flat_by_us(strip, FlattenMode::EdgeTrue, 3), free = flat_by_us(strip, FlattenMode::Free, 3);
    const std::optional<FlatWay> photo = flat_by_projection(strip), arap = flat_by_cgal(strip, "arap"), lscm = flat_by_cgal(strip, "lscm");
    const auto f_ours = figures(ours, false), f_free = figures(free, false), f_photo = figures(photo, false);
    print_way(name, "ours, edge-true", ours, f_ours);
    print_way(name, "ours, free", free, f_free);
    print_way(name, "CGAL ARAP", arap, figures(arap, false));
    print_way(name, "CGAL LSCM", lscm, figures(lscm, true));
    print_way(name, "projection", photo, f_photo);
    if (!f_ours || !f_free) return;
    tally.free_rms_max = std::max(tally.free_rms_max, f_free->rms_percent);
    tally.edge_true_max = std::max(tally.edge_true_max, std::abs(f_ours->edge_percent));
    tally.least_edge_ratio = std::min(tally.least_edge_ratio, std::abs(f_photo->edge_percent) / std::max(1e-6, std::abs(f_ours->edge_percent)));
    if (f_ours->worst_mm) tally.worst_mm = std::max(tally.worst_mm, *f_ours->worst_mm);
}

/// The strip of the timing: finer until it has enough triangles.
std::optional<Strip> many_triangles(const Head& head, const SurfaceCurve& curve) {
    double spacing = 1.0;
    std::optional<Strip> strip = strip_along(head, curve, spacing);
    for (int k = 0; strip && k < 4 && std::abs(double(strip->triangles.size()) / double(kManyTriangles) - 1.0) > 0.02; ++k) {
        spacing *= std::sqrt(double(strip->triangles.size()) / double(kManyTriangles));
        strip = strip_along(head, curve, spacing);
    }
    return strip;
}

void time_them(const std::string& name, const Strip& strip) {
    const auto free = flat_by_us(strip, FlattenMode::Free, 7), ours = flat_by_us(strip, FlattenMode::EdgeTrue, 7);
    if (!free || !ours) return;
    const auto arap = flat_by_cgal(strip, "arap"), lscm = flat_by_cgal(strip, "lscm");
    std::printf("\n%zu triangles of 30 mm on %s: ours free %.1f ms, edge-true %.1f ms", strip.triangles.size(), name.c_str(), free->ms, ours->ms);
    if (arap) std::printf("; CGAL ARAP %.0f ms (%.0f times ours free)", arap->ms, arap->ms / free->ms);
    if (lscm) std::printf(", LSCM %.0f ms", lscm->ms);
    std::printf(has_cgal_flatten() ? "\n" : "; CGAL not installed\n");
}

const OutlineCurve* frontal_of(const OutlineResult& outline) {
    const auto found = std::ranges::find(outline.parts, OutlinePart::Frontal, &OutlineCurve::part);
    return found == outline.parts.end() ? nullptr : &*found;
}

std::optional<OutlineResult> outline_on(const Head& head) {
    const auto outline = fit_outline(head, {}, "natural", 74.0f);
    return outline ? std::optional(trace_outline(head, *outline)) : std::nullopt;
}

struct Selection {
    const char* words;
    StencilSettings settings;
};
std::vector<Selection> selections() {
    std::vector<Selection> all{{"default", {}}};
    for (const auto& [words, part] : {std::pair{"frontal", StencilPart::Frontal}, {"temples", StencilPart::Temples}, {"sideburns", StencilPart::Sideburns},
                                      {"ears", StencilPart::Ears}, {"nape", StencilPart::Nape}}) {
        StencilSettings settings;
        settings.parts.fill(false);
        settings.parts[static_cast<std::size_t>(part)] = true;
        all.push_back({words, settings});
    }
    return all;
}

void print_delivered(const std::string& name, const Head& head, const OutlineResult& outline) {
    for (const Selection& selection : selections()) {
        std::printf("%-20s  %-10s", name.c_str(), selection.words);
        double start = cpu_ms();
        const auto stencil = flatten_stencil(head, outline, selection.settings);
        const double flattening = cpu_ms() - start;
        if (!stencil) {
            std::printf("  %s\n", stencil.error().message.c_str());
            continue;
        }
        start = cpu_ms();
        const auto sheet = make_sheet(head, *stencil, nullptr, selection.settings, {}, {});
        const double making = cpu_ms() - start;
        if (!sheet || sheet->landing.pieces.empty()) {
            std::printf("  %s\n", sheet ? sheet->advice.front().sentence.c_str() : sheet.error().message.c_str());
            continue;
        }
        std::vector<double> edge;
        for (const StencilPiece& piece : stencil->pieces) edge.push_back(100.0 * std::abs(piece.edge_length_flat_mm / piece.edge_length_skin_mm - 1.0));
        std::printf("%3zu %3zu  %7.4f  %6.2f  %6.2f  %7.2f  %6.2f  %8.1f  %8.1f\n", stencil->pieces.size(), sheet->pages.size(), *std::ranges::max_element(edge),
                    stencil->largest_error_percent, stencil->largest_error_mm, sheet->landing.worst_mm, sheet->landing.median_mm, flattening, making);
    }
}

}  // namespace

int main(int count, char** words) {
    std::vector<std::string> names(words + 1, words + count);
    if (names.empty()) names = all_heads();
    struct Ready {
        std::string name;
        Head head;
        OutlineResult outline;
    };
    std::vector<Ready> ready;
    for (const std::string& name : names) {
        auto head = head_named(name);
        if (!head) {
            std::printf("%s: %s\n", name.c_str(), head.error().message.c_str());
            continue;
        }
        auto outline = outline_on(*head);
        if (outline && frontal_of(*outline)) ready.push_back({short_name(name), std::move(*head), std::move(*outline)});
        else std::printf("%s: no hairline fits\n", name.c_str());
    }
    if (ready.empty()) return 1;

    std::printf("\nThe 30 mm strip along the frontal hairline, laid flat. Edge: length on paper less that on the skin. Stretch: largest\n"
                "|singular value - 1| of each triangle. Lands: laid back on the head by three places, off the design.\n");
    std::printf("%-20s  %-16s%8s  %6s  %6s  %6s  %4s  %7s  %6s  %8s\n", "head", "way", "edge %", "rms %", "p99 %", "max %", "over", "worst", "median", "CPU ms");
    Tally tally;
    for (const Ready& r : ready) {
        const SurfaceCurve& curve = frontal_of(r.outline)->curve;
        if (const auto strip = strip_along(r.head, curve, 1.0)) compare(r.name, r.head, curve, *strip, tally);
    }
    std::printf("\nFree: at most %.3f %% rms. Edge-true: edge within %.4f %%, lands within %.2f mm; projection's edge error is at least %.0f times ours.\n",
                tally.free_rms_max, tally.edge_true_max, tally.worst_mm, tally.least_edge_ratio);
    if (const auto strip = many_triangles(ready.front().head, frontal_of(ready.front().outline)->curve)) time_them(ready.front().name, *strip);

    std::printf("\nAs delivered (A4). Error: the worst of any tape laid along a line of the piece.\n");
    std::printf("%-20s  %-10s%3s %3s  %7s  %6s  %6s  %7s  %6s  %8s  %8s\n", "head", "parts", "pcs", "pgs", "edge %", "max %", "mm", "worst", "median", "flat ms", "sheet ms");
    for (const Ready& r : ready) print_delivered(r.name, r.head, r.outline);
}
