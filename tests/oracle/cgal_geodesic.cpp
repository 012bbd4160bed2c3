// The reference for ways along a surface, apart from the program: CGAL's exact shortest paths, and its heat method.
// Shares no code with the program and is never linked to it (CGAL's surface packages are GPL).
//
//   cgal_geodesic MESH.off PAIRS.txt [exact|heat]
//
// Each line of PAIRS is two places: triangle w0 w1 w2 triangle w0 w1 w2. Prints a length in mm for each, and the CPU time.
// The heat method knows vertices only: it goes from and to the corners nearest to the places. What it prepares once for
// a mesh is told apart from what each way costs.
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Heat_method_3/Surface_mesh_geodesic_distances_3.h>
#include <CGAL/Surface_mesh.h>
#include <CGAL/Surface_mesh_shortest_path.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using Kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using Mesh = CGAL::Surface_mesh<Kernel::Point_3>;
using Paths = CGAL::Surface_mesh_shortest_path<CGAL::Surface_mesh_shortest_path_traits<Kernel, Mesh>>;

using Corners = std::vector<std::array<std::size_t, 3>>;

struct Place {
    std::size_t triangle = 0;
    std::array<double, 3> weights{};
};

double now_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
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

// Exact ways. On a whole head CGAL takes minutes and gigabytes for one, so each is sought on the triangles within reach
// of its start. What it finds is no longer than that reach, so no shorter way can have left it: exact on the whole mesh.
class ExactWays {
public:
    ExactWays(const Mesh& mesh, const Corners& corners) : mesh_(mesh), corners_(corners) {}

    double length_mm(const Place& from, const Place& to) {
        const double chord = std::sqrt(CGAL::squared_distance(point(from), point(to)));
        for (double reach = 1.2 * chord + 1.0;; reach *= 1.2)
            if (const auto length = length_within(from, to, reach); length && *length <= reach) return *length;
    }
    // Of CPU time, for the searches that gave the answers.
    double spent_ms() const { return spent_ms_; }

private:
    Kernel::Point_3 corner(const Place& p, std::size_t k) const {
        return mesh_.point(Mesh::Vertex_index(static_cast<Mesh::size_type>(corners_[p.triangle][k])));
    }
    Kernel::Point_3 point(const Place& p) const {
        return CGAL::barycenter(corner(p, 0), p.weights[0], corner(p, 1), p.weights[1], corner(p, 2), p.weights[2]);
    }

    std::optional<double> length_within(const Place& from, const Place& to, double reach) {
        Mesh near;
        std::map<std::size_t, Mesh::Vertex_index> vertices;
        std::map<std::size_t, Mesh::Face_index> faces;
        const Kernel::Point_3 start = point(from);
        for (std::size_t t = 0; t < corners_.size(); ++t) {
            if (!is_within(start, t, reach)) continue;
            std::array<Mesh::Vertex_index, 3> v;
            for (std::size_t k = 0; k < 3; ++k) {
                const auto [found, is_new] = vertices.try_emplace(corners_[t][k]);
                if (is_new) found->second = near.add_vertex(mesh_.point(Mesh::Vertex_index(static_cast<Mesh::size_type>(corners_[t][k]))));
                v[k] = found->second;
            }
            faces[t] = near.add_face(v[0], v[1], v[2]);
            if (faces[t] == Mesh::null_face()) return std::nullopt;  // two sheets that touch in a corner
        }
        if (!faces.contains(to.triangle)) return std::nullopt;
        const auto weights = [&](const Place& p) {
            const auto& c = corners_[p.triangle];
            return weights_for(near, faces[p.triangle], {vertices[c[0]], vertices[c[1]], vertices[c[2]]}, p.weights);
        };
        const auto w = weights(from), z = weights(to);
        const double before = now_ms();
        Paths paths(near);
        paths.add_source_point(faces[from.triangle], {w[0], w[1], w[2]});
        const double length = paths.shortest_distance_to_source_points(faces[to.triangle], {z[0], z[1], z[2]}).first;
        if (length < 0.0 || length > reach) return std::nullopt;
        spent_ms_ += now_ms() - before;
        return length;
    }

    // A triangle that reaches into the ball has a corner no farther from it than its longest side.
    bool is_within(const Kernel::Point_3& start, std::size_t triangle, double reach) const {
        const Place place{triangle, {}};
        double nearest = 1e30, longest = 0.0;
        for (std::size_t k = 0; k < 3; ++k) {
            nearest = std::min(nearest, CGAL::squared_distance(start, corner(place, k)));
            longest = std::max(longest, CGAL::squared_distance(corner(place, k), corner(place, (k + 1) % 3)));
        }
        return std::sqrt(nearest) <= reach + std::sqrt(longest);
    }

    const Mesh& mesh_;
    const Corners& corners_;
    double spent_ms_ = 0.0;
};

// The heat method, prepared once for all ways.
class HeatWays {
public:
    HeatWays(Mesh& mesh, const Corners& corners)
        : corners_(corners), heat_(mesh), distances_(mesh.add_property_map<Vertex, double>("distance", 0.0).first) {
        heat_.add_source(source_);
        heat_.estimate_geodesic_distances(distances_);  // the first time, all that is kept for the mesh is made
    }
    double spent_ms() const { return spent_ms_; }

    double length_mm(const Place& from, const Place& to) {
        const double before = now_ms();
        if (const Vertex source = nearest(from); source != source_) {
            heat_.remove_source(source_);
            heat_.add_source(source);
            heat_.estimate_geodesic_distances(distances_);
            source_ = source;
        }
        spent_ms_ += now_ms() - before;
        return distances_[nearest(to)];
    }

private:
    using Vertex = Mesh::Vertex_index;
    Vertex nearest(const Place& p) const {
        const auto corner = std::max_element(p.weights.begin(), p.weights.end()) - p.weights.begin();
        return Vertex(static_cast<Mesh::size_type>(corners_[p.triangle][static_cast<std::size_t>(corner)]));
    }

    const Corners& corners_;
    CGAL::Heat_method_3::Surface_mesh_geodesic_distances_3<Mesh> heat_;
    Mesh::Property_map<Vertex, double> distances_;
    Vertex source_{0};
    double spent_ms_ = 0.0;
};

Corners corners_of(const char* off_file) {
    std::ifstream file(off_file);
    std::string word;
    std::size_t vertices = 0, faces = 0, edges = 0, three = 0;
    double skip = 0.0;
    file >> word >> vertices >> faces >> edges;
    for (std::size_t i = 0; i < 3 * vertices; ++i) file >> skip;
    Corners corners(faces);
    for (auto& c : corners) file >> three >> c[0] >> c[1] >> c[2];
    return corners;
}

std::vector<std::array<Place, 2>> pairs_of(const char* pair_file) {
    std::ifstream file(pair_file);
    std::vector<std::array<Place, 2>> pairs;
    std::array<Place, 2> pair;
    const auto read = [&](Place& p) { return static_cast<bool>(file >> p.triangle >> p.weights[0] >> p.weights[1] >> p.weights[2]); };
    while (read(pair[0]) && read(pair[1])) pairs.push_back(pair);
    return pairs;
}

template <class Ways>
void answer(Mesh& mesh, const Corners& corners, const std::vector<std::array<Place, 2>>& pairs) {
    const double start = now_ms();
    Ways ways(mesh, corners);
    const double ready = now_ms();
    for (const auto& [from, to] : pairs) std::printf("%.6f\n", ways.length_mm(from, to));
    const double each = pairs.empty() ? 0.0 : ways.spent_ms() / static_cast<double>(pairs.size());
    std::fprintf(stderr, "%zu ways on %zu triangles: prepared in %.1f ms, %.3f ms each\n", pairs.size(), corners.size(), ready - start, each);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return std::fprintf(stderr, "cgal_geodesic MESH.off PAIRS.txt [exact|heat]\n"), 2;
    Mesh mesh;
    std::ifstream mesh_file(argv[1]);
    if (!(mesh_file >> mesh)) return std::fprintf(stderr, "%s is no OFF file.\n", argv[1]), 1;
    const auto corners = corners_of(argv[1]);
    const auto pairs = pairs_of(argv[2]);
    if (argc > 3 && std::string(argv[3]) == "heat")
        answer<HeatWays>(mesh, corners, pairs);
    else
        answer<ExactWays>(mesh, corners, pairs);
    return 0;
}
