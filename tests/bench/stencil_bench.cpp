// A strip along the hairline laid flat by us, by CGAL and by plain projection, on every built-in head and test scan; the
// time of a strip of 25 thousand triangles; and the sheets as they are delivered, laid back on the head.
//
//   stencil_bench [--quick] [--least] [--only strips|times|drags|sheets] [HEAD ...]
//
// HEAD: names of built-in heads and files; all at hand without. --quick: CGAL's ARAP on one strip for each head and not on
// the long ones that are timed. --least: how flat each strip can lie at all, a minute for each head.
#include "core/io/head_import.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_drag.h"
#include "core/session/make_sheet.h"
#include "tests/bench/flat_ways.h"
#include "tests/bench/least_stretch.h"
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
constexpr float kHeightMm = 74.0f;
constexpr double kLeastEdgePercent = 1e-4;     // what is smaller than a ten-thousandth counts as that in ratios

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

std::optional<Strip> strip_along(const Surface& skin, const SurfaceCurve& curve, double spacing_mm) {
    StripOptions options;
    options.left_mm = options.right_mm = kHalfWidthMm;
    options.along_mm = spacing_mm;
    options.across_mm = 1.25 * spacing_mm;
    auto strip = build_strip(skin, curve, options);
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
    tally.least_edge_ratio = std::min(tally.least_edge_ratio, std::abs(f_photo->edge_percent) / std::max(kLeastEdgePercent, std::abs(f_ours->edge_percent)));
    if (f_ours->worst_mm) tally.worst_mm = std::max(tally.worst_mm, *f_ours->worst_mm);
}

/// The strip of the timing: finer until it has enough triangles.
std::optional<Strip> many_triangles(const Surface& skin, const SurfaceCurve& curve) {
    double spacing = 1.0;
    std::optional<Strip> strip = strip_along(skin, curve, spacing);
    for (int k = 0; strip && k < 4 && std::abs(double(strip->triangles.size()) / double(kManyTriangles) - 1.0) > 0.02; ++k) {
        spacing *= std::sqrt(double(strip->triangles.size()) / double(kManyTriangles));
        strip = strip_along(skin, curve, spacing);
    }
    return strip;
}

void time_them(const std::string& name, const Surface& skin, const SurfaceCurve& curve, bool is_quick) {
    const auto strip = many_triangles(skin, curve);
    if (!strip) return;
    const auto free = flat_by_us(*strip, FlattenMode::Free, 7), ours = flat_by_us(*strip, FlattenMode::EdgeTrue, 7);
    if (!free || !ours) return;
    const auto arap = is_quick ? std::nullopt : flat_by_cgal(*strip, "arap"), lscm = flat_by_cgal(*strip, "lscm");
    const auto rms = [&](const FlatWay& way, bool is_scaled) { return flatness_of(skin, curve, *strip, way.positions_mm, is_scaled).rms_percent; };
    std::printf("%zu triangles of 30 mm %s:\n  ours free %.1f ms at %.3f %% rms, edge-true %.1f ms at %.3f %%", strip->triangles.size(), name.c_str(), free->ms,
                rms(*free, false), ours->ms, rms(*ours, false));
    if (arap) std::printf("; CGAL ARAP %.0f ms at %.2f %% (%.0f times ours free)", arap->ms, rms(*arap, false), arap->ms / free->ms);
    if (lscm) std::printf("; LSCM %.0f ms at %.2f %%", lscm->ms, rms(*lscm, true));
    std::printf(has_cgal_flatten() ? "\n" : "; CGAL not installed\n");
}

/// The front half band of an ellipsoid of a head's size, 152 x 230 x 196 mm: the shape that published figures are for.
struct EllipsoidBand {
    Surface skin;
    SurfaceCurve curve;
};
EllipsoidBand ellipsoid_band() {
    const auto at = [](double azimuth, double height) {
        return glm::vec3(76.0 * std::cos(height) * std::sin(azimuth), 115.0 * std::sin(height), 98.0 * std::cos(height) * std::cos(azimuth));
    };
    constexpr std::uint32_t kAround = 165, kUp = 60;
    Mesh mesh;
    for (std::uint32_t j = 0; j <= kUp; ++j)
        for (std::uint32_t i = 0; i <= kAround; ++i) mesh.positions.push_back(at(3.5 * i / kAround - 1.75, 1.0 * j / kUp - 0.5));
    for (std::uint32_t j = 0; j < kUp; ++j)
        for (std::uint32_t i = 0; i < kAround; ++i) {
            const std::uint32_t a = j * (kAround + 1) + i, c = a + kAround + 2;
            mesh.triangles.push_back({a, a + 1, c});
            mesh.triangles.push_back({a, c, c - 1});
        }
    EllipsoidBand band{Surface::build(std::move(mesh)).value(), {}};
    for (int i = 0; i <= 600; ++i) {
        band.curve.points.push_back(*band.skin.closest(at(3.14 * i / 600.0 - 1.57, 0.0)));
        band.curve.positions_mm.push_back(band.skin.position(band.curve.points.back()));
        const auto& p = band.curve.positions_mm;
        band.curve.arc_mm.push_back(i == 0 ? 0.0f : band.curve.arc_mm.back() + glm::distance(p[p.size() - 1], p[p.size() - 2]));
    }
    return band;
}

const OutlineCurve* frontal_of(const OutlineResult& outline) {
    const auto found = std::ranges::find(outline.parts, OutlinePart::Frontal, &OutlineCurve::part);
    return found == outline.parts.end() ? nullptr : &*found;
}

/// As far down as the head goes.
std::optional<Outline> outline_on(const Head& head, float height_mm) {
    for (const Extent extent : {Extent::Nape, Extent::Fringe}) {
        Outline settings;
        settings.extent = extent;
        if (auto outline = fit_outline(head, settings, "natural", height_mm)) return std::move(*outline);
    }
    return std::nullopt;
}

double distance_to(const glm::dvec2& p, const std::vector<glm::dvec2>& line) {
    double nearest = 1e9;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::dvec2 a = line[i - 1], along = line[i] - a;
        const double share = std::clamp(glm::dot(p - a, along) / std::max(1e-12, glm::dot(along, along)), 0.0, 1.0);
        nearest = std::min(nearest, glm::distance(p, a + share * along));
    }
    return nearest;
}

/// A smooth point of the frontal hairline beside the midline pulled up, frame by frame.
void time_drag(const std::string& name, const Head& head, const Outline& fitted, const StencilSettings& settings, const char* parts) {
    constexpr int kFrames = 20;
    constexpr float kStepMm = 0.15f;
    std::vector<std::uint32_t> ids;
    for (const OutlinePoint& p : fitted.points)
        if (p.part == OutlinePart::Frontal) ids.push_back(p.id);
    Outline outline = fitted;
    OutlineResult drawn = trace_outline(head, outline);
    const auto before = ids.empty() ? std::nullopt : std::optional(flatten_stencil(head, drawn, settings));
    if (!before || !*before) return;
    const Symmetry symmetry(head, {});
    Stencil shown = **before;
    std::vector<double> ms;
    std::size_t lines = 0;
    int rounds = 0;
    for (int frame = 0; frame < kFrames; ++frame) {
        const std::uint32_t id = ids[ids.size() / 3];
        const glm::vec3 at = head.measuring.position(std::ranges::find(outline.points, id, &OutlinePoint::id)->at);
        const auto target = head.measuring.closest(at + glm::vec3(0.0f, kStepMm, 0.0f));
        auto moved = target ? move_outline_point(head, symmetry, outline, id, *target) : fail(ErrorCode::NotFound, "");
        if (!moved) return;
        outline = std::move(*moved);
        drawn = trace_outline(head, outline, &drawn);
        const double start = cpu_ms();
        auto followed = follow_stencil(head, drawn, settings, shown);
        ms.push_back(cpu_ms() - start);
        if (!followed) return void(std::printf("%-20s  %-8s  not followed beyond frame %d\n", name.c_str(), parts, frame));
        shown = std::move(*followed);
        lines += shown.trail->lines_laid;
        rounds += shown.trail->rounds;
    }
    const double start = cpu_ms();
    const auto afresh = flatten_stencil(head, drawn, settings);
    const double anew = cpu_ms() - start;
    if (!afresh || afresh->pieces.size() != shown.pieces.size()) return void(std::printf("%-20s  %-8s  other pieces when laid afresh\n", name.c_str(), parts));
    double apart = 0.0, length = 0.0;
    for (std::size_t i = 0; i < shown.pieces.size(); ++i) {
        for (const glm::dvec2& p : shown.pieces[i].edge) apart = std::max(apart, distance_to(p, afresh->pieces[i].edge));
        length = std::max(length, std::abs(shown.pieces[i].edge_length_flat_mm / afresh->pieces[i].edge_length_flat_mm - 1.0));
    }
    std::ranges::sort(ms);
    std::printf("%-20s  %-8s  %6.2f  %6.2f  %8.1f  %6.1f  %8.3f  %8.4f\n", name.c_str(), parts, ms[kFrames / 2], anew, double(lines) / kFrames, double(rounds) / kFrames,
                apart, 100.0 * length);
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

/// How flat the strip can lie whatever the time: no shape near ours has less stretch.
void print_least(const std::string& name, const Surface& skin, const SurfaceCurve& curve) {
    const auto strip = strip_along(skin, curve, 2.0);
    const auto free = strip ? flatten_strip(*strip, FlattenMode::Free) : fail(ErrorCode::Degenerate, "");
    if (!free) return;
    const auto rms = [&](const std::vector<glm::dvec2>& flat) { return flatness_of(skin, curve, *strip, flat, false).rms_percent; };
    std::printf("%-20s  %5zu triangles: ours free %.3f %% rms; the least %.3f %%\n", name.c_str(), strip->triangles.size(), rms(free->positions_mm),
                rms(least_stretch(*strip, free->positions_mm)));
}

struct Asked {
    bool is_quick = false, has_least = false;
    std::string only;
    std::vector<std::string> heads;

    bool has(const char* part) const { return only.empty() || only == part; }
};

Asked asked_by(int count, char** words) {
    Asked asked;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--quick") asked.is_quick = true;
        else if (word == "--least") asked.has_least = true;
        else if (word == "--only" && i + 1 < count) asked.only = words[++i];
        else asked.heads.push_back(word);
    }
    if (asked.heads.empty()) asked.heads = all_heads();
    return asked;
}

struct Ready {
    std::string name;
    Head head;
    Outline outline;
    OutlineResult drawn;

    const SurfaceCurve& hairline() const { return frontal_of(drawn)->curve; }
};

std::vector<Ready> ready_heads(const std::vector<std::string>& names) {
    std::vector<Ready> ready;
    for (const std::string& name : names) {
        auto head = head_named(name);
        if (!head) {
            std::printf("%s: %s\n", name.c_str(), head.error().message.c_str());
            continue;
        }
        auto outline = outline_on(*head, kHeightMm);
        OutlineResult drawn = outline ? trace_outline(*head, *outline) : OutlineResult{};
        if (frontal_of(drawn)) ready.push_back({short_name(name), std::move(*head), std::move(*outline), std::move(drawn)});
        else std::printf("%s: no hairline fits\n", name.c_str());
    }
    return ready;
}

void compare_all(const std::vector<Ready>& ready) {
    std::printf("\nThe 30 mm strip along the frontal hairline, laid flat. Edge: length on paper less that on the skin. Stretch: largest\n"
                "|singular value - 1| of each triangle. Lands: laid back on the head by three places, off the design.\n");
    std::printf("%-20s  %-16s%8s  %6s  %6s  %6s  %4s  %7s  %6s  %8s\n", "head", "way", "edge %", "rms %", "p99 %", "max %", "over", "worst", "median", "CPU ms");
    Tally tally;
    for (const Ready& r : ready)
        if (const auto strip = strip_along(r.head.measuring, r.hairline(), 1.0)) compare(r.name, r.head, r.hairline(), *strip, tally);
    std::printf("\nFree: at most %.3f %% rms. Edge-true: edge within %.4f %%, lands within %.2f mm; projection's edge error is at least %.0f times ours.\n\n",
                tally.free_rms_max, tally.edge_true_max, tally.worst_mm, tally.least_edge_ratio);
}

void time_drags(const std::vector<Ready>& ready) {
    std::printf("\nA drag of 20 frames of 0.15 mm: a frame's pieces from the last one's, beside all afresh. Apart: the edge followed off the edge afresh.\n");
    std::printf("%-20s  %-8s  %6s  %6s  %8s  %6s  %8s  %8s\n", "head", "parts", "ms", "afresh", "lines", "rounds", "apart mm", "length %");
    StencilSettings frontal;
    frontal.parts.fill(false);
    frontal.parts[static_cast<std::size_t>(StencilPart::Frontal)] = true;
    for (const Ready& r : ready) {
        time_drag(r.name, r.head, r.outline, frontal, "frontal");
        time_drag(r.name, r.head, r.outline, {}, "default");
    }
}

}  // namespace

int main(int count, char** words) {
    const Asked asked = asked_by(count, words);
    const std::vector<Ready> ready = ready_heads(asked.heads);
    if (ready.empty()) return 1;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (asked.has("strips")) compare_all(ready);
    if (asked.has_least)
        for (const Ready& r : ready) print_least(r.name, r.head.measuring, r.hairline());
    if (asked.has("times")) {
        const EllipsoidBand band = ellipsoid_band();
        time_them("round the front of an ellipsoid, 152 x 230 x 196 mm", band.skin, band.curve, asked.is_quick);
        time_them("along the hairline of " + ready.front().name, ready.front().head.measuring, ready.front().hairline(), asked.is_quick);
    }
    if (asked.has("drags")) time_drags(ready);
    if (!asked.has("sheets")) return 0;
    std::printf("\nAs delivered (A4). Error: the worst of any tape laid along a line of the piece.\n");
    std::printf("%-20s  %-10s%3s %3s  %7s  %6s  %6s  %7s  %6s  %8s  %8s\n", "head", "parts", "pcs", "pgs", "edge %", "max %", "mm", "worst", "median", "flat ms", "sheet ms");
    for (const Ready& r : ready) print_delivered(r.name, r.head, r.drawn);
}
