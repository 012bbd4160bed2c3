// The reference for ways along a surface, apart from the program: CGAL's exact shortest paths, and its heat method.
// Shares no code with the program and is never linked to it (CGAL's surface packages are GPL).
//
//   cgal_geodesic MESH.off PAIRS.txt [exact|heat]
//
// Each line of PAIRS is two places: triangle w0 w1 w2 triangle w0 w1 w2. Prints a length in mm for each, and the time.
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Heat_method_3/Surface_mesh_geodesic_distances_3.h>
#include <CGAL/Surface_mesh.h>
#include <CGAL/Surface_mesh_shortest_path.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace {

using Kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using Mesh = CGAL::Surface_mesh<Kernel::Point_3>;
using Paths = CGAL::Surface_mesh_shortest_path<CGAL::Surface_mesh_shortest_path_traits<Kernel, Mesh>>;

struct Place {
    std::size_t triangle = 0;
    std::array<double, 3> weights{};
    bool operator==(const Place&) const = default;
};

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// CGAL counts weights from the target of a face's first halfedge's source; the corners are matched by vertex index.
std::array<double, 3> weights_for(const Mesh& mesh, Mesh::Face_index face, const std::array<std::size_t, 3>& corners,
                                  const std::array<double, 3>& weights) {
    std::array<double, 3> turned{};
    const auto half = mesh.halfedge(face);
    const std::array<std::size_t, 3> order{mesh.source(half), mesh.target(half), mesh.target(mesh.next(half))};
    for (int k = 0; k < 3; ++k)
        for (int c = 0; c < 3; ++c)
            if (order[k] == corners[c]) turned[k] = weights[c];
    return turned;
}

// Exact ways from one place after another; what was worked out for a place serves all ways from it.
class ExactWays {
public:
    ExactWays(const Mesh& mesh, const std::vector<std::array<std::size_t, 3>>& corners) : mesh_(mesh), corners_(corners), paths_(mesh) {}

    double length_mm(const Place& from, const Place& to) {
        if (!has_source_ || from != source_) {
            paths_.remove_all_source_points();
            const auto [face, w] = at(from);
            paths_.add_source_point(face, {w[0], w[1], w[2]});
            source_ = from, has_source_ = true;
        }
        const auto [face, w] = at(to);
        return paths_.shortest_distance_to_source_points(face, {w[0], w[1], w[2]}).first;
    }

private:
    std::pair<Mesh::Face_index, std::array<double, 3>> at(const Place& p) const {
        const Mesh::Face_index face(static_cast<Mesh::size_type>(p.triangle));
        return {face, weights_for(mesh_, face, corners_[p.triangle], p.weights)};
    }

    const Mesh& mesh_;
    const std::vector<std::array<std::size_t, 3>>& corners_;
    Paths paths_;
    Place source_;
    bool has_source_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return std::fprintf(stderr, "cgal_geodesic MESH.off PAIRS.txt [exact|heat]\n"), 2;
    Mesh mesh;
    std::ifstream mesh_file(argv[1]), pair_file(argv[2]);
    if (!(mesh_file >> mesh)) return std::fprintf(stderr, "%s is no OFF file.\n", argv[1]), 1;
    std::vector<std::array<std::size_t, 3>> corners;
    {
        std::ifstream again(argv[1]);
        std::string word;
        std::size_t vertices = 0, faces = 0, edges = 0, three = 0;
        double skip = 0.0;
        again >> word >> vertices >> faces >> edges;
        for (std::size_t i = 0; i < 3 * vertices; ++i) again >> skip;
        corners.resize(faces);
        for (auto& c : corners) again >> three >> c[0] >> c[1] >> c[2];
    }
    const bool is_heat = argc > 3 && std::string(argv[3]) == "heat";
    ExactWays exact(mesh, corners);
    Place from, to;
    double spent = 0.0;
    int count = 0;
    while (pair_file >> from.triangle >> from.weights[0] >> from.weights[1] >> from.weights[2] >> to.triangle >>
           to.weights[0] >> to.weights[1] >> to.weights[2]) {
        const double start = now_ms();
        double length = 0.0;
        if (is_heat) {  // from the first corner of one triangle to that of the other
            using Vertex = Mesh::Vertex_index;
            CGAL::Heat_method_3::Surface_mesh_geodesic_distances_3<Mesh> heat(mesh);
            heat.add_source(Vertex(static_cast<Mesh::size_type>(corners[from.triangle][0])));
            auto distances = mesh.add_property_map<Vertex, double>("d" + std::to_string(count), 0.0).first;
            heat.estimate_geodesic_distances(distances);
            length = distances[Vertex(static_cast<Mesh::size_type>(corners[to.triangle][0]))];
        } else {
            length = exact.length_mm(from, to);
        }
        spent += now_ms() - start;
        ++count;
        std::printf("%.6f\n", length);
        std::fflush(stdout);
    }
    std::fprintf(stderr, "%d ways on %zu triangles, %.1f ms each\n", count, corners.size(), count ? spent / count : 0.0);
    return 0;
}
