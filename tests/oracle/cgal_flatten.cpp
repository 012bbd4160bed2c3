// The reference for laying a strip flat, apart from the program: CGAL's ARAP with its defaults, and its LSCM.
// Shares no code with the program and is never linked to it (CGAL's surface packages are GPL).
//
//   cgal_flatten MESH.off arap|lscm
//
// Prints x y of each vertex in mm, and the CPU time of the parameterisation alone on the other stream.
#include <CGAL/Polygon_mesh_processing/measure.h>
#include <CGAL/Simple_cartesian.h>
#include <CGAL/Surface_mesh.h>
#include <CGAL/Surface_mesh_parameterization/ARAP_parameterizer_3.h>
#include <CGAL/Surface_mesh_parameterization/LSCM_parameterizer_3.h>
#include <CGAL/Surface_mesh_parameterization/parameterize.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

namespace {

using Kernel = CGAL::Simple_cartesian<double>;
using Mesh = CGAL::Surface_mesh<Kernel::Point_3>;
namespace smp = CGAL::Surface_mesh_parameterization;

double now_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    Mesh mesh;
    std::ifstream in(words[1]);
    if (!(in >> mesh)) return std::fprintf(stderr, "cannot read %s\n", words[1]), 1;
    const auto border = CGAL::Polygon_mesh_processing::longest_border(mesh).first;
    auto flat = mesh.add_property_map<Mesh::Vertex_index, Kernel::Point_2>("v:flat").first;
    const double start = now_ms();
    const auto said = std::string(words[2]) == "lscm" ? smp::parameterize(mesh, smp::LSCM_parameterizer_3<Mesh>(), border, flat)
                                                      : smp::parameterize(mesh, smp::ARAP_parameterizer_3<Mesh>(), border, flat);
    const double spent = now_ms() - start;
    if (said != smp::OK) return std::fprintf(stderr, "CGAL: %s\n", smp::get_error_message(said)), 1;
    for (const auto v : mesh.vertices()) std::printf("%.9g %.9g\n", flat[v].x(), flat[v].y());
    std::fprintf(stderr, "flattened in %.3f ms\n", spent);
}
