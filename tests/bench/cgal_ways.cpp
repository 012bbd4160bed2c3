// Files to and from CGAL's program.
#include "tests/bench/cgal_ways.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#ifndef TRICHION_CGAL_GEODESIC
#define TRICHION_CGAL_GEODESIC ""
#endif

namespace trichion {
namespace {

void write_off(const std::filesystem::path& path, const Mesh& mesh) {
    std::ofstream off(path);
    off.precision(9);
    off << "OFF\n" << mesh.positions.size() << ' ' << mesh.triangles.size() << " 0\n";
    for (const glm::vec3& p : mesh.positions) off << p.x << ' ' << p.y << ' ' << p.z << '\n';
    for (const glm::uvec3& t : mesh.triangles) off << "3 " << t.x << ' ' << t.y << ' ' << t.z << '\n';
}

void write_pairs(const std::filesystem::path& path, const std::vector<Way>& ways) {
    std::ofstream pairs(path);
    pairs.precision(9);
    const auto write = [&](const SurfacePoint& p) {
        pairs << p.triangle << ' ' << p.weights.x << ' ' << p.weights.y << ' ' << p.weights.z << ' ';
    };
    for (const Way& way : ways) write(way.from), write(way.to), pairs << '\n';
}

}  // namespace

bool has_cgal() { return *TRICHION_CGAL_GEODESIC != 0; }

std::optional<CgalAnswer> ask_cgal(const Mesh& mesh, const std::vector<Way>& ways, const char* method) {
    if (!has_cgal()) return std::nullopt;
    const auto folder = std::filesystem::temp_directory_path() / ("trichion_cgal_ways_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    write_off(folder / "mesh.off", mesh);
    write_pairs(folder / "pairs.txt", ways);
    const std::string in = folder.string();
    const std::string command = std::string("'" TRICHION_CGAL_GEODESIC "' '") + in + "/mesh.off' '" + in + "/pairs.txt' " + method +
                                " > '" + in + "/lengths.txt' 2> '" + in + "/times.txt'";
    const bool ran = std::system(command.c_str()) == 0;
    CgalAnswer answer;
    std::ifstream lengths(folder / "lengths.txt"), times(folder / "times.txt");
    for (double length; lengths >> length;) answer.length_mm.push_back(length);
    std::string told;
    std::getline(times, told);
    const auto colon = told.find(": ");
    const bool is_timed = colon != std::string::npos &&
                          std::sscanf(told.c_str() + colon, ": prepared in %lf ms, %lf ms each", &answer.prepare_ms, &answer.each_ms) == 2;
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    if (!ran || !is_timed || answer.length_mm.size() != ways.size()) return std::nullopt;
    return answer;
}

}  // namespace trichion
