// Two offsets of one grid on the skin, joined along their rim.
#include "core/pipeline/printed_guide.h"

#include "core/base/parallel.h"
#include "core/model/limits.h"
#include "core/pipeline/guide_grid.h"
#include "core/pipeline/outline_places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <thread>
#include <utility>

namespace trichion {
namespace {

constexpr double kGapToleranceMm = 0.1;
constexpr double kThinShare = 0.9;              // of the thickness asked
constexpr double kCommonBedMm = 220.0;
constexpr double kLeastHookSectionMm2 = 8.0;    // about 0.9 mm thick: below that a hook no longer springs back
constexpr int kNormalSmoothings = 4;
constexpr int kOffsetSteps = 6;
constexpr std::size_t kPieces = 64;

Result<void> check_settings(const PrintedGuideSettings& s) {
    const auto check = [](const char* what, float value, const Range& range) -> Result<void> {
        if (range.contains(value)) return {};
        return fail(ErrorCode::InvalidInput, fmt::format("The printed guide's {} is {:g} mm; it may be {:g} to {:g}.", what, value, range.min, range.max));
    };
    if (const auto ok = check("thickness", s.thickness_mm, kGuideThicknessRangeMm); !ok) return ok;
    if (const auto ok = check("gap", s.gap_mm, kGuideGapRangeMm); !ok) return ok;
    return check("reach", s.reach_mm, kGuideReachRangeMm);
}

unsigned threads() { return std::clamp(std::thread::hardware_concurrency(), 1u, 8u); }

/// `work(first, last)` over `count` things, many at once.
template <class Work>
void in_parts(std::size_t count, const Work& work) {
    in_pieces(kPieces, threads(), [&](std::size_t piece) { work(count * piece / kPieces, count * (piece + 1) / kPieces); });
}

/// Off the skin, to the nearest of it; below 0 under it.
double off_skin_mm(const Surface& skin, const glm::dvec3& p) {
    const auto at = skin.closest(glm::vec3(p));
    const glm::dvec3 d = p - glm::dvec3(skin.position(*at));
    const double distance = glm::length(d);
    return glm::dot(d, glm::dvec3(skin.normal(*at))) < 0.0 ? -distance : distance;
}

/// The skin's normals at the grid's vertices, averaged over neighbours: lines along them do not meet within the shell.
std::vector<glm::dvec3> normals_of(const Surface& skin, const GuideGrid& grid) {
    std::vector<glm::dvec3> normals(grid.skin_mm.size());
    in_parts(normals.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t v = first; v < last; ++v)
            normals[v] = glm::dvec3(skin.normal(*skin.closest(glm::vec3(grid.skin_mm[v]))));
    });
    for (int pass = 0; pass < kNormalSmoothings; ++pass) {
        const std::vector<glm::dvec3> before = normals;
        for (std::size_t j = 0; j < grid.rows; ++j)
            for (std::size_t i = 0; i < grid.columns; ++i) {
                glm::dvec3 sum = 2.0 * before[grid.vertex(j, i)];
                // Opposite neighbours together or not at all: at the rim a lone one would tilt the hairline's edge.
                if (j > 0 && j + 1 < grid.rows) sum += before[grid.vertex(j - 1, i)] + before[grid.vertex(j + 1, i)];
                if (i > 0 && i + 1 < grid.columns) sum += before[grid.vertex(j, i - 1)] + before[grid.vertex(j, i + 1)];
                normals[grid.vertex(j, i)] = glm::normalize(sum);
            }
    }
    return normals;
}

/// The grid moved along its normals until each vertex is this far off the nearest skin.
std::vector<glm::dvec3> laid_off(const Surface& skin, const GuideGrid& grid, const std::vector<glm::dvec3>& normals, double off_mm) {
    std::vector<glm::dvec3> moved(grid.skin_mm.size());
    in_parts(moved.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t v = first; v < last; ++v) {
            double way = off_mm;
            for (int step = 0; step < kOffsetSteps; ++step) {
                const double missing = off_mm - off_skin_mm(skin, grid.skin_mm[v] + way * normals[v]);
                way += missing;
                if (std::abs(missing) < 1e-4) break;
            }
            moved[v] = grid.skin_mm[v] + std::clamp(way, 0.0, 1.5 * off_mm + 0.5) * normals[v];
        }
    });
    return moved;
}

/// Each cell cut along its shorter diagonal: where the hairline is steep, the longer one would miss the skin.
std::vector<glm::uvec3> sheet_triangles(const GuideGrid& grid) {
    std::vector<glm::uvec3> triangles;
    for (std::size_t j = 0; j + 1 < grid.rows; ++j)
        for (std::size_t i = 0; i + 1 < grid.columns; ++i) {
            const auto a = static_cast<std::uint32_t>(grid.vertex(j, i)), b = a + 1;
            const auto d = static_cast<std::uint32_t>(grid.vertex(j + 1, i)), c = d + 1;
            if (glm::distance(grid.skin_mm[a], grid.skin_mm[c]) < glm::distance(grid.skin_mm[b], grid.skin_mm[d])) {
                triangles.push_back({a, d, c});
                triangles.push_back({a, c, b});
            } else {
                triangles.push_back({a, d, b});
                triangles.push_back({b, d, c});
            }
        }
    return triangles;
}

/// The rim's vertices, counter-clockwise seen from outside.
std::vector<std::uint32_t> rim_of(const GuideGrid& grid) {
    std::vector<std::uint32_t> rim;
    const auto add = [&](std::size_t row, std::size_t column) { rim.push_back(static_cast<std::uint32_t>(grid.vertex(row, column))); };
    for (std::size_t j = 0; j + 1 < grid.rows; ++j) add(j, 0);
    for (std::size_t i = 0; i + 1 < grid.columns; ++i) add(grid.rows - 1, i);
    for (std::size_t j = grid.rows - 1; j > 0; --j) add(j, grid.columns - 1);
    for (std::size_t i = grid.columns - 1; i > 0; --i) add(0, i);
    return rim;
}

/// Inside first, then outside.
PrintedGuide closed_shell(const GuideGrid& grid, const std::vector<glm::uvec3>& sheet, const std::vector<glm::dvec3>& inside,
                          const std::vector<glm::dvec3>& outside) {
    PrintedGuide guide;
    guide.positions_mm = inside;
    guide.positions_mm.insert(guide.positions_mm.end(), outside.begin(), outside.end());
    const auto n = static_cast<std::uint32_t>(inside.size());
    for (const glm::uvec3& t : sheet) guide.triangles.push_back({t.x, t.z, t.y});
    for (const glm::uvec3& t : sheet) guide.triangles.push_back({t.x + n, t.y + n, t.z + n});
    const std::vector<std::uint32_t> rim = rim_of(grid);
    for (std::size_t k = 0; k < rim.size(); ++k) {
        const std::uint32_t a = rim[k], b = rim[(k + 1) % rim.size()];
        guide.triangles.push_back({a, b, b + n});
        guide.triangles.push_back({a, b + n, a + n});
    }
    guide.inside_triangles = sheet.size();
    return guide;
}

/// Whether a triangle of a sheet looks against its skin.
bool turns_over(const std::vector<glm::uvec3>& sheet, const std::vector<glm::dvec3>& p, const std::vector<glm::dvec3>& normals) {
    return std::ranges::any_of(sheet, [&](const glm::uvec3& t) {
        return glm::dot(glm::cross(p[t.y] - p[t.x], p[t.z] - p[t.x]), normals[t.x] + normals[t.y] + normals[t.z]) <= 0.0;
    });
}

/// A sheet's vertices, the middles of its edges and of its triangles.
template <class Visit>
void at_middles(const glm::uvec3& t, const std::vector<glm::dvec3>& p, const Visit& visit) {
    for (int k = 0; k < 3; ++k) {
        visit(p[t[k]]);
        visit(0.5 * (p[t[k]] + p[t[(k + 1) % 3]]));
    }
    visit((p[t.x] + p[t.y] + p[t.z]) / 3.0);
}

void measure_gap(const Surface& skin, const std::vector<glm::uvec3>& sheet, const std::vector<glm::dvec3>& inside, PrintedGuide& guide) {
    std::array<std::array<double, 2>, kPieces> found;
    in_pieces(kPieces, threads(), [&](std::size_t piece) {
        std::array<double, 2>& own = found[piece];
        own = {std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
        for (std::size_t t = sheet.size() * piece / kPieces; t < sheet.size() * (piece + 1) / kPieces; ++t)
            at_middles(sheet[t], inside, [&](const glm::dvec3& p) {
                const double off = off_skin_mm(skin, p);
                own = {std::min(own[0], off), std::max(own[1], off)};
            });
    });
    guide.least_gap_mm = std::ranges::min(found, {}, [](const auto& f) { return f[0]; })[0];
    guide.most_gap_mm = std::ranges::max(found, {}, [](const auto& f) { return f[1]; })[1];
}

/// From each vertex of the inside to the nearest of the outside.
double least_thickness_mm(const std::vector<glm::uvec3>& sheet, const std::vector<glm::dvec3>& inside, const std::vector<glm::dvec3>& outside) {
    Mesh mesh;
    mesh.positions.assign(outside.begin(), outside.end());
    mesh.triangles = sheet;
    const auto surface = Surface::build(std::move(mesh));
    if (!surface) return 0.0;
    std::array<double, kPieces> found;
    in_pieces(kPieces, threads(), [&](std::size_t piece) {
        found[piece] = std::numeric_limits<double>::max();
        for (std::size_t v = inside.size() * piece / kPieces; v < inside.size() * (piece + 1) / kPieces; ++v) {
            const auto at = surface->closest(glm::vec3(inside[v]));
            found[piece] = std::min(found[piece], glm::distance(inside[v], glm::dvec3(surface->position(*at))));
        }
    });
    return std::ranges::min(found);
}

double volume_cm3(const PrintedGuide& guide) {
    double six_mm3 = 0.0;
    for (const glm::uvec3& t : guide.triangles)
        six_mm3 += glm::dot(guide.positions_mm[t.x], glm::cross(guide.positions_mm[t.y], guide.positions_mm[t.z]));
    return six_mm3 / 6000.0;
}

/// The rows' cross-section of a hook at this column.
double section_mm2(const GuideGrid& grid, const PrintedGuide& guide, std::size_t column) {
    double area = 0.0;
    const std::vector<glm::dvec3>& p = guide.positions_mm;
    for (std::size_t j = 0; j + 1 < grid.rows; ++j) {
        const std::size_t a = grid.vertex(j, column), b = grid.vertex(j + 1, column), out = grid.skin_mm.size();
        area += 0.5 * (glm::length(glm::cross(p[b] - p[a], p[b + out] - p[a])) + glm::length(glm::cross(p[b + out] - p[a], p[a + out] - p[a])));
    }
    return area;
}

double least_hook_section_mm2(const GuideGrid& grid, const PrintedGuide& guide) {
    const auto own_ends = static_cast<std::size_t>(std::ceil(kHookEndMm)) + 1;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < grid.columns; ++i)
        if ((i < grid.first_column && i >= own_ends) || (i > grid.last_column && i + own_ends < grid.columns))
            least = std::min(least, section_mm2(grid, guide, i));
    return guide.has_hooks ? least : 0.0;
}

/// From the level of the brows' highest hair to the lowest of the guide above them.
double above_brows_mm(const Head& head, const PrintedGuide& guide) {
    const double right = double(head.landmark("exocanthion_r").x) - kBrowsBeyondEyeMm;
    const double left = double(head.landmark("exocanthion_l").x) + kBrowsBeyondEyeMm;
    double lowest = std::numeric_limits<double>::max();
    for (const glm::dvec3& p : guide.positions_mm)
        if (p.z > 0.0 && p.x > right && p.x < left) lowest = std::min(lowest, p.y);
    return lowest - brow_top_y(head);
}

/// Along the skin, up from the glabella.
double height_mm(const Head& head, const glm::dvec3& at) {
    const auto glabella = head.measuring.closest(head.landmark("glabella")), place = head.measuring.closest(glm::vec3(at));
    return glabella && place ? double(way_mm(head, *glabella, *place).value_or(0.0f)) : 0.0;
}

/// Upright on the plate. Without hooks the plane through the lower edge that fits it best, level from right to left, lies
/// down; the ends of hooks hang far below that edge, so with them it leans back until both stand on the plate.
glm::dvec3 print_up(const GuideGrid& grid, const PrintedGuide& guide) {
    const auto up = [](double slope) { return glm::normalize(glm::dvec3(0.0, 1.0, -slope)); };
    if (guide.has_hooks) {
        const auto stands_on_hooks = [&](double slope) {
            const auto lowest = std::ranges::min_element(guide.positions_mm, {}, [&](const glm::dvec3& p) { return p.y - slope * p.z; });
            const auto column = static_cast<std::size_t>(lowest - guide.positions_mm.begin()) % grid.columns;
            return column < grid.first_column || column > grid.last_column;
        };
        double level = 0.0, steep = 2.0;
        for (int step = 0; step < 24; ++step) (stands_on_hooks(0.5 * (level + steep)) ? level : steep) = 0.5 * (level + steep);
        return up(level);
    }
    glm::dvec2 mean(0.0);
    double zz = 0.0, zy = 0.0;
    const auto count = static_cast<double>(grid.last_column - grid.first_column + 1);
    const auto foot = [&](std::size_t i) {
        const glm::dvec3& p = grid.skin_mm[grid.vertex(grid.rows - 1, i)];
        return glm::dvec2(p.z, p.y);
    };
    for (std::size_t i = grid.first_column; i <= grid.last_column; ++i) mean += foot(i) / count;
    for (std::size_t i = grid.first_column; i <= grid.last_column; ++i) {
        const glm::dvec2 d = foot(i) - mean;
        zz += d.x * d.x, zy += d.x * d.y;
    }
    constexpr double kSteepest = 0.7;
    return up(zz > 0.0 ? std::clamp(zy / zz, -kSteepest, kSteepest) : 0.0);
}

double overhang_cm2(const PrintedGuide& guide, const std::vector<glm::dvec3>& printed) {
    constexpr double kOnPlateMm = 0.3, kLooksDown = -0.70710678;
    double mm2 = 0.0;
    for (const glm::uvec3& t : guide.triangles) {
        const glm::dvec3 facing = 0.5 * glm::cross(printed[t.y] - printed[t.x], printed[t.z] - printed[t.x]);
        const double area = glm::length(facing), highest = std::max({printed[t.x].z, printed[t.y].z, printed[t.z].z});
        if (facing.z < kLooksDown * area && highest > kOnPlateMm) mm2 += area;
    }
    return 0.01 * mm2;
}

void advise(const PrintedGuideSettings& settings, PrintedGuide& guide) {
    const double gap = double(settings.gap_mm);
    if (guide.least_gap_mm < gap - kGapToleranceMm || guide.most_gap_mm > gap + kGapToleranceMm)
        guide.advice.push_back({"guide_gap", fmt::format("The inside is {:.2f} to {:.2f} mm off the skin instead of {:.2f}: the skin is too uneven there.",
                                                         guide.least_gap_mm, guide.most_gap_mm, gap), "", {}});
    if (guide.least_thickness_mm < kThinShare * double(settings.thickness_mm))
        guide.advice.push_back({"guide_thin", fmt::format("The guide is only {:.2f} mm thick at its thinnest.", guide.least_thickness_mm), "", {}});
    if (guide.has_hooks && guide.least_hook_section_mm2 < kLeastHookSectionMm2)
        guide.advice.push_back({"guide_limp_hooks", "Hooks this thin are limp and break; 1.2 mm holds.", "", {}});
    if (guide.size_mm.x > kCommonBedMm || guide.size_mm.y > kCommonBedMm || guide.size_mm.z > kCommonBedMm)
        guide.advice.push_back({"guide_big", fmt::format("The guide is {:.0f} x {:.0f} x {:.0f} mm and does not fit the 220 mm bed of a common printer.",
                                                         guide.size_mm.x, guide.size_mm.y, guide.size_mm.z), "", {}});
}

}  // namespace

std::vector<glm::dvec3> PrintedGuide::as_printed_mm() const {
    const glm::dvec3 x(1.0, 0.0, 0.0), back = glm::normalize(glm::cross(print_up, x));
    std::vector<glm::dvec3> printed;
    glm::dvec3 low(std::numeric_limits<double>::max());
    for (const glm::dvec3& p : positions_mm) {
        // Seen from the front: x to the person's left, the face towards the plate's front edge.
        printed.push_back({p.x, glm::dot(p, back), glm::dot(p, print_up)});
        low = glm::min(low, printed.back());
    }
    for (glm::dvec3& p : printed) p -= low;
    return printed;
}

Result<PrintedGuide> build_printed_guide(const Head& head, const OutlineResult& outline, const PrintedGuideSettings& settings,
                                         const CancelToken& token) {
    if (const auto ok = check_settings(settings); !ok) return tl::unexpected(ok.error());
    auto grid = lay_guide_grid(head, outline, settings, token);
    if (!grid) return tl::unexpected(grid.error());

    const Surface& skin = head.measuring;
    const std::vector<glm::dvec3> normals = normals_of(skin, *grid);
    const std::vector<glm::dvec3> inside = laid_off(skin, *grid, normals, double(settings.gap_mm));
    if (token.cancelled()) return fail(ErrorCode::Cancelled, "The printed guide was cancelled.");
    const std::vector<glm::dvec3> outside = laid_off(skin, *grid, normals, double(settings.gap_mm) + double(settings.thickness_mm));
    if (token.cancelled()) return fail(ErrorCode::Cancelled, "The printed guide was cancelled.");
    const std::vector<glm::uvec3> sheet = sheet_triangles(*grid);
    if (turns_over(sheet, inside, normals) || turns_over(sheet, outside, normals))
        return fail(ErrorCode::Degenerate, fmt::format("A guide of {:g} mm would fold into itself on this skin; make it thinner.", settings.thickness_mm));

    PrintedGuide guide = closed_shell(*grid, sheet, inside, outside);
    for (std::size_t i = grid->first_column; i <= grid->last_column; ++i)
        guide.hairline.push_back(static_cast<std::uint32_t>(grid->vertex(0, i)));
    measure_gap(skin, sheet, inside, guide);
    guide.least_thickness_mm = least_thickness_mm(sheet, inside, outside);
    guide.volume_cm3 = volume_cm3(guide);
    guide.has_hooks = grid->first_column > 0;
    guide.least_hook_section_mm2 = least_hook_section_mm2(*grid, guide);
    guide.hairline_height_mm = double(outline.mid_frontal_height_mm);
    if (grid->midline_notch_mm) guide.notch_height_mm = height_mm(head, *grid->midline_notch_mm);
    guide.above_brows_mm = above_brows_mm(head, guide);
    guide.print_up = print_up(*grid, guide);
    const std::vector<glm::dvec3> printed = guide.as_printed_mm();
    for (const glm::dvec3& p : printed) guide.size_mm = glm::max(guide.size_mm, p);
    guide.overhang_cm2 = overhang_cm2(guide, printed);
    guide.advice = std::move(grid->advice);
    advise(settings, guide);
    return guide;
}

}  // namespace trichion
