// The ways, and figures found from flat and skin positions alone.
#include "tests/bench/flat_ways.h"

#include "core/pipeline/landing.h"
#include "tests/bench/median_time.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <unistd.h>
#include <utility>

#ifndef TRICHION_CGAL_FLATTEN
#define TRICHION_CGAL_FLATTEN ""
#endif

namespace trichion {
namespace {

/// How a triangle of the skin becomes one of the paper.
struct Change {
    double large = 1.0, small = 1.0;   // singular values
    double area_mm2 = 0.0;             // on the skin
    bool is_turned_over = false;
};

Change change_of(const Strip& strip, const std::vector<glm::dvec2>& flat, const glm::uvec3& t) {
    const glm::dvec3 a = strip.positions_mm[t.x], u = strip.positions_mm[t.y] - a, v = strip.positions_mm[t.z] - a;
    const double x = glm::length(u), vx = glm::dot(u, v) / x, vy = glm::length(glm::cross(u, v)) / x;
    const glm::dvec2 du = (flat[t.y] - flat[t.x]) / x, dv = (flat[t.z] - flat[t.x] - vx * du) / vy;
    const double sum = std::hypot(du.x + dv.y, du.y - dv.x), difference = std::hypot(du.x - dv.y, du.y + dv.x);
    return {0.5 * (sum + difference), 0.5 * std::abs(sum - difference), 0.5 * x * vy, du.x * dv.y - du.y * dv.x < 0.0};
}

std::vector<Change> changes_of(const Strip& strip, const std::vector<glm::dvec2>& flat) {
    std::vector<Change> changes;
    for (const glm::uvec3& t : strip.triangles) changes.push_back(change_of(strip, flat, t));
    return changes;
}

/// Seen from outside and not through the head; at the size that stretches least where that is asked.
std::vector<glm::dvec2> righted(const Strip& strip, std::vector<glm::dvec2> flat, bool is_scaled) {
    const auto changes = changes_of(strip, flat);
    const auto over = std::ranges::count_if(changes, &Change::is_turned_over);
    double once = 0.0, twice = 0.0;
    for (const Change& c : changes) {
        once += c.area_mm2 * (c.large + c.small);
        twice += c.area_mm2 * (c.large * c.large + c.small * c.small);
    }
    const double scale = is_scaled ? once / twice : 1.0;
    const glm::dvec2 by(2 * static_cast<std::size_t>(over) > changes.size() ? -scale : scale, scale);
    for (glm::dvec2& p : flat) p *= by;
    return flat;
}

std::vector<glm::dvec2> curve_of(const Strip& strip, const std::vector<glm::dvec2>& flat) {
    const auto first = flat.begin() + static_cast<std::ptrdiff_t>(strip.vertex(strip.edge_row, 0));
    return {first, first + static_cast<std::ptrdiff_t>(strip.columns)};
}

void land(const Surface& skin, const SurfaceCurve& curve, const Strip& strip, const std::vector<glm::dvec2>& flat, Flatness& flatness) {
    std::vector<LandingTie> ties;
    for (const std::size_t column : {strip.columns / 10, strip.columns / 2, strip.columns - 1 - strip.columns / 10}) {
        const std::size_t v = strip.vertex(strip.edge_row, column);
        ties.push_back({flat[v], strip.positions_mm[v]});
    }
    const auto landed = land_line(skin, curve_of(strip, flat), ties, curve);
    if (!landed) return;
    flatness.worst_mm = landed->worst_mm;
    flatness.median_mm = landed->median_mm;
}

void write_off(const std::filesystem::path& path, const Strip& strip) {
    std::ofstream off(path);
    off.precision(12);
    off << "OFF\n" << strip.positions_mm.size() << ' ' << strip.triangles.size() << " 0\n";
    for (const glm::dvec3& p : strip.positions_mm) off << p.x << ' ' << p.y << ' ' << p.z << '\n';
    for (const glm::uvec3& t : strip.triangles) off << "3 " << t.x << ' ' << t.y << ' ' << t.z << '\n';
}

}  // namespace

std::optional<FlatWay> flat_by_us(const Strip& strip, FlattenMode mode, int times) {
    FlatWay way;
    bool has_failed = false;
    way.ms = median_ms(times, [&] {
        auto flat = flatten_strip(strip, mode);
        has_failed = !flat;
        if (flat) way.positions_mm = std::move(flat->positions_mm);
    });
    return has_failed ? std::nullopt : std::optional(std::move(way));
}

FlatWay flat_by_projection(const Strip& strip) {
    Eigen::Vector3d mean = Eigen::Vector3d::Zero();
    const auto at = [&](std::size_t i) { return Eigen::Vector3d(strip.positions_mm[i].x, strip.positions_mm[i].y, strip.positions_mm[i].z); };
    for (std::size_t i = 0; i < strip.positions_mm.size(); ++i) mean += at(i) / double(strip.positions_mm.size());
    Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
    for (std::size_t i = 0; i < strip.positions_mm.size(); ++i) spread += (at(i) - mean) * (at(i) - mean).transpose();
    const Eigen::Matrix3d axes = Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(spread).eigenvectors();   // the thinnest first
    FlatWay way;
    for (std::size_t i = 0; i < strip.positions_mm.size(); ++i)
        way.positions_mm.push_back({axes.col(2).dot(at(i) - mean), axes.col(1).dot(at(i) - mean)});
    return way;
}

bool has_cgal_flatten() { return *TRICHION_CGAL_FLATTEN != 0; }

std::optional<FlatWay> flat_by_cgal(const Strip& strip, const char* method) {
    if (!has_cgal_flatten()) return std::nullopt;
    const auto folder = std::filesystem::temp_directory_path() / ("trichion_cgal_flatten_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    write_off(folder / "strip.off", strip);
    const std::string in = folder.string();
    const std::string command = std::string("'" TRICHION_CGAL_FLATTEN "' '") + in + "/strip.off' " + method + " > '" + in + "/flat.txt' 2> '" + in + "/time.txt'";
    const bool ran = std::system(command.c_str()) == 0;
    FlatWay way;
    std::ifstream flat(folder / "flat.txt"), time(folder / "time.txt");
    for (glm::dvec2 p; flat >> p.x >> p.y;) way.positions_mm.push_back(p);
    std::string told;
    std::getline(time, told);
    const bool is_timed = std::sscanf(told.c_str(), "flattened in %lf ms", &way.ms) == 1;
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return ran && is_timed && way.positions_mm.size() == strip.positions_mm.size() ? std::optional(std::move(way)) : std::nullopt;
}

Flatness flatness_of(const Surface& skin, const SurfaceCurve& curve, const Strip& strip, std::vector<glm::dvec2> flat, bool is_scaled) {
    flat = righted(strip, std::move(flat), is_scaled);
    Flatness flatness;
    std::vector<double> stretch;
    double area = 0.0, squares = 0.0;
    for (const Change& c : changes_of(strip, flat)) {
        stretch.push_back(100.0 * std::max(std::abs(c.large - 1.0), std::abs(c.small - 1.0)));
        area += c.area_mm2;
        squares += c.area_mm2 * stretch.back() * stretch.back();
        flatness.turned_over += c.is_turned_over;
    }
    std::ranges::sort(stretch);
    flatness.rms_percent = std::sqrt(squares / area);
    flatness.p99_percent = stretch[stretch.size() * 99 / 100];
    flatness.max_percent = stretch.back();
    const auto line = curve_of(strip, flat);
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    flatness.edge_percent = 100.0 * (length / double(curve.length_mm()) - 1.0);
    land(skin, curve, strip, flat, flatness);
    return flatness;
}

}  // namespace trichion
