// Scans made for tests: a real head shape in any unit, pose and format, and the same broken on purpose.
#pragma once

#include "core/geometry/mesh.h"
#include "core/pipeline/built_in_heads.h"

#include <unistd.h>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

namespace trichion::testing {

/// A folder of its own for one test, gone afterwards; the worker of these tests is named to the importer.
class ScanFolder {
public:
    ScanFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "trichion-scan-XXXXXX").string();
        path_ = mkdtemp(name.data());
        setenv("TRICHION_WORKER", TRICHION_TEST_WORKER, 1);
    }
    ~ScanFolder() { std::filesystem::remove_all(path_); }
    ScanFolder(const ScanFolder&) = delete;
    ScanFolder& operator=(const ScanFolder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

/// The built-in head's skin: millimetres, upright.
inline const Mesh& a_head() {
    static const Mesh head = load_built_in("female_asian")->skin;
    return head;
}

inline Mesh moved(Mesh mesh, const Similarity& move) {
    for (glm::vec3& p : mesh.positions) p = move(p);
    return mesh;
}

inline std::string as_obj(const Mesh& mesh) {
    std::string text;
    text.reserve(mesh.positions.size() * 60);
    for (const glm::vec3& p : mesh.positions)
        text += "v " + std::to_string(p.x) + " " + std::to_string(p.y) + " " + std::to_string(p.z) + "\n";
    for (const glm::uvec3& t : mesh.triangles)
        text +=
            "f " + std::to_string(t.x + 1) + " " + std::to_string(t.y + 1) + " " + std::to_string(t.z + 1) + "\n";
    return text;
}

template <class T>
void append_bytes(std::string& out, const T& value) {
    std::array<char, sizeof(T)> bytes;
    std::memcpy(bytes.data(), &value, sizeof(T));
    out.append(bytes.data(), bytes.size());
}

inline std::string as_binary_stl(const Mesh& mesh) {
    std::string out(80, ' ');
    append_bytes(out, static_cast<std::uint32_t>(mesh.triangles.size()));
    for (const glm::uvec3& t : mesh.triangles) {
        append_bytes(out, glm::vec3(0.0f));
        for (int k = 0; k < 3; ++k) append_bytes(out, mesh.positions[t[k]]);
        append_bytes(out, std::uint16_t{0});
    }
    return out;
}

inline std::string as_ascii_stl(const Mesh& mesh) {
    std::string out = "solid head\n";
    for (const glm::uvec3& t : mesh.triangles) {
        out += "facet normal 0 0 0\nouter loop\n";
        for (int k = 0; k < 3; ++k) {
            const glm::vec3& p = mesh.positions[t[k]];
            out += "vertex " + std::to_string(p.x) + " " + std::to_string(p.y) + " " + std::to_string(p.z) + "\n";
        }
        out += "endloop\nendfacet\n";
    }
    return out + "endsolid head\n";
}

inline std::string as_ply(const Mesh& mesh) {
    std::string out =
        "ply\nformat binary_little_endian 1.0\nelement vertex " + std::to_string(mesh.positions.size()) +
        "\nproperty float x\nproperty float y\nproperty float z\nelement face " +
        std::to_string(mesh.triangles.size()) + "\nproperty list uchar int vertex_indices\nend_header\n";
    for (const glm::vec3& p : mesh.positions) append_bytes(out, p);
    for (const glm::uvec3& t : mesh.triangles) {
        append_bytes(out, std::uint8_t{3});
        append_bytes(out, t);
    }
    return out;
}

/// A box with its faces split into `splits` by `splits` squares, so that it is no mere handful of triangles.
inline Mesh a_box(const glm::vec3& half, int splits) {
    Mesh mesh;
    for (int face = 0; face < 6; ++face) {
        const int axis = face / 2, u = (axis + 1) % 3, v = (axis + 2) % 3;
        const float sign = face % 2 ? 1.0f : -1.0f;
        const auto first = static_cast<std::uint32_t>(mesh.positions.size());
        const auto row = static_cast<std::uint32_t>(splits + 1);
        for (int i = 0; i <= splits; ++i)
            for (int j = 0; j <= splits; ++j) {
                glm::vec3 p;
                p[axis] = sign * half[axis];
                p[u] = half[u] * (2.0f * float(i) / float(splits) - 1.0f);
                p[v] = half[v] * (2.0f * float(j) / float(splits) - 1.0f);
                mesh.positions.push_back(p);
            }
        for (std::uint32_t i = 0; i + 1 < row; ++i)
            for (std::uint32_t j = 0; j + 1 < row; ++j) {
                const std::uint32_t a = first + i * row + j, b = a + row, c = b + 1, d = a + 1;
                if (sign > 0.0f) {
                    mesh.triangles.push_back({a, b, c}), mesh.triangles.push_back({a, c, d});
                } else {
                    mesh.triangles.push_back({a, c, b}), mesh.triangles.push_back({a, d, c});
                }
            }
    }
    return mesh;
}

}  // namespace trichion::testing
