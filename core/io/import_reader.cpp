// The one place that calls Assimp.
#include "core/io/import_reader.h"

#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <algorithm>
#include <array>
#include <assimp/Importer.hpp>
#include <cstring>
#include <exception>
#include <new>
#include <set>
#include <string_view>

namespace trichion {
namespace {

constexpr std::uint64_t kMostVertices = 60'000'000;

std::uint32_t to_byte(float value) {
    return static_cast<std::uint32_t>(std::clamp(value, 0.0f, 1.0f) * 255.0f + 0.5f);
}

std::uint32_t to_colour(const aiColor4D& c) {
    return to_byte(c.a) << 24 | to_byte(c.b) << 16 | to_byte(c.g) << 8 | to_byte(c.r);
}

// Copies one mesh of the scene, as its node places it. A mirroring node turns the triangles over.
void append(RawScan& scan, const aiMesh& mesh, const aiMatrix4x4& place, bool with_uvs, bool with_colours) {
    const auto first = static_cast<std::uint32_t>(scan.positions.size());
    for (unsigned i = 0; i < mesh.mNumVertices; ++i) {
        const aiVector3D p = place * mesh.mVertices[i];
        scan.positions.emplace_back(p.x, p.y, p.z);
        if (with_uvs) {
            const aiVector3D uv = mesh.HasTextureCoords(0) ? mesh.mTextureCoords[0][i] : aiVector3D();
            scan.uvs.emplace_back(uv.x, uv.y);
        }
        if (with_colours)
            scan.colours.push_back(mesh.HasVertexColors(0) ? to_colour(mesh.mColors[0][i]) : 0xffffffffu);
    }
    const bool mirrors = place.Determinant() < 0.0f;
    for (unsigned i = 0; i < mesh.mNumFaces; ++i) {
        const aiFace& face = mesh.mFaces[i];
        if (face.mNumIndices != 3) continue;  // points and lines
        glm::uvec3 t(face.mIndices[0], face.mIndices[1], face.mIndices[2]);
        if (mirrors) std::swap(t.y, t.z);
        // An index beyond this mesh must not turn into a vertex of the next one.
        for (int k = 0; k < 3; ++k) t[k] = t[k] < mesh.mNumVertices ? t[k] + first : 0xffffffffu;
        scan.triangles.push_back(t);
    }
}

struct Placed {
    const aiMesh* mesh;
    aiMatrix4x4 place;
};

void collect(const aiScene& scene, const aiNode& node, const aiMatrix4x4& parent, int depth,
             std::vector<Placed>& found) {
    const aiMatrix4x4 place = parent * node.mTransformation;
    for (unsigned i = 0; i < node.mNumMeshes; ++i) found.push_back({scene.mMeshes[node.mMeshes[i]], place});
    if (depth > 200) return;
    for (unsigned i = 0; i < node.mNumChildren; ++i) collect(scene, *node.mChildren[i], place, depth + 1, found);
}

std::string picture_of(const aiScene& scene, unsigned material) {
    if (material >= scene.mNumMaterials) return {};
    aiString path;
    for (const aiTextureType type : {aiTextureType_BASE_COLOR, aiTextureType_DIFFUSE})
        if (scene.mMaterials[material]->GetTexture(type, 0, &path) == AI_SUCCESS) return path.C_Str();
    return {};
}

const char* format_of(std::span<const std::byte> bytes) {
    constexpr std::array<unsigned char, 4> kPng{0x89, 'P', 'N', 'G'};
    constexpr std::array<unsigned char, 3> kJpeg{0xff, 0xd8, 0xff};
    if (bytes.size() > 8 && std::memcmp(bytes.data(), kPng.data(), kPng.size()) == 0) return "png";
    if (bytes.size() > 8 && std::memcmp(bytes.data(), kJpeg.data(), kJpeg.size()) == 0) return "jpg";
    return "";
}

// The embedded picture of the material that covers most triangles.
void take_picture(RawScan& scan, const aiScene& scene, const std::vector<Placed>& meshes) {
    std::set<std::string> names;
    std::string chosen;
    unsigned most = 0;
    for (const Placed& m : meshes) {
        const std::string name = picture_of(scene, m.mesh->mMaterialIndex);
        if (name.empty()) continue;
        names.insert(name);
        if (m.mesh->mNumFaces > most) most = m.mesh->mNumFaces, chosen = name;
    }
    scan.picture_count = static_cast<std::uint32_t>(names.size());
    const aiTexture* texture = chosen.empty() ? nullptr : scene.GetEmbeddedTexture(chosen.c_str());
    if (!texture || texture->mHeight != 0 || !texture->pcData) return;
    const std::span bytes(reinterpret_cast<const std::byte*>(texture->pcData), texture->mWidth);
    scan.picture_format = format_of(bytes);
    if (!scan.picture_format.empty()) scan.picture.assign(bytes.begin(), bytes.end());
}

// The library searches for the end of a header without end.
bool has_ply_header(std::span<const std::byte> file) {
    constexpr std::size_t kLongestHeader = 1u << 20;
    const std::string_view text(reinterpret_cast<const char*>(file.data()), std::min(file.size(), kLongestHeader));
    return text.starts_with("ply") && text.find("end_header") != std::string_view::npos;
}

Result<RawScan> to_raw_scan(const aiScene& scene) {
    std::vector<Placed> meshes;
    if (scene.mRootNode) collect(scene, *scene.mRootNode, {}, 0, meshes);
    bool with_uvs = false, with_colours = false;
    std::uint64_t vertices = 0;
    for (const Placed& m : meshes) {
        with_uvs |= m.mesh->HasTextureCoords(0);
        with_colours |= m.mesh->HasVertexColors(0);
        vertices += m.mesh->mNumVertices;
    }
    if (vertices > kMostVertices) return fail(ErrorCode::ReadFailed, "it has more than 60 million vertices");
    RawScan scan;
    scan.positions.reserve(vertices);
    for (const Placed& m : meshes) append(scan, *m.mesh, m.place, with_uvs, with_colours);
    take_picture(scan, scene, meshes);
    return scan;
}

}  // namespace

Result<RawScan> read_mesh(std::span<const std::byte> file, const std::string& format) {
    if (format == "ply" && !has_ply_header(file)) return fail(ErrorCode::ReadFailed, "its header is not whole");
    try {
        Assimp::Importer importer;
        const aiScene* scene =
            importer.ReadFileFromMemory(file.data(), file.size(), aiProcess_Triangulate, format.c_str());
        // The library's own words name its parts, not what a user can act on.
        if (!scene) return fail(ErrorCode::ReadFailed, "it is damaged, or no ." + format + " file");
        return to_raw_scan(*scene);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::ReadFailed, "it needs more memory than an import may use");
    } catch (const std::exception&) {
        return fail(ErrorCode::ReadFailed, "it is damaged, or no ." + format + " file");
    }
}

}  // namespace trichion
