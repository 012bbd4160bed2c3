// Built-in heads from the embedded cages, landmarks and masks.
#include "core/pipeline/built_in_heads.h"

#include "core/base/hash.h"
#include "core/base/image.h"
#include "core/geometry/cage_obj.h"
#include "core/geometry/catmull_clark.h"
#include "models_resources.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

using Json = nlohmann::json;

constexpr int kSteps = 2;

std::span<const std::byte> resource(const std::string& name) { return models::find_resource(name); }

glm::vec3 vec3_of(const Json& json) { return {json.at(0).get<float>(), json.at(1).get<float>(), json.at(2).get<float>()}; }

// The data calls the bony point beside the brow by the name that a hairline uses for its corner.
std::string own_name(const std::string& name) {
    constexpr std::string_view kBone = "frontotemporale_";
    if (!name.starts_with(kBone)) return name;
    return "frontotemporale_bone_" + name.substr(kBone.size());
}

EyePlacement eye_of(const Json& json) {
    return {vec3_of(json.at("centre")), json.at("radius").get<float>(), vec3_of(json.at("gaze"))};
}

Result<void> read_person(const std::string& name, BuiltInModel& model) {
    const auto bytes = resource("landmarks/" + name + ".json");
    const auto* const text = reinterpret_cast<const char*>(bytes.data());
    try {
        const Json json = Json::parse(text, text + bytes.size());
        for (const auto& [key, place] : json.at("landmarks").items())
            model.landmarks[own_name(key)] = {vec3_of(place), false};
        const Json& suggested = json.at("suggested");
        model.look.brow = suggested.at("brow").get<std::string>();
        model.look.eye_map = suggested.at("eye").get<std::string>();
        model.look.brow_srgb = vec3_of(suggested.at("brow_srgb"));
        model.look.tone_srgb = vec3_of(suggested.at("tone_srgb"));
        model.look.eyes = {eye_of(json.at("eyes").at("left")), eye_of(json.at("eyes").at("right"))};
    } catch (const std::exception& problem) {
        return fail(ErrorCode::InvalidInput, fmt::format("The landmarks of {} cannot be read: {}.", name, problem.what()));
    }
    return {};
}

Result<std::vector<HeadRegion>> read_regions() {
    const auto bytes = resource("masks/regions.json");
    const auto* const text = reinterpret_cast<const char*>(bytes.data());
    std::vector<HeadRegion> regions;
    try {
        const Json json = Json::parse(text, text + bytes.size());
        for (const Json& id : json.at("faces"))
            regions.push_back(static_cast<HeadRegion>(id.get<std::uint8_t>()));
    } catch (const std::exception& problem) {
        return fail(ErrorCode::InvalidInput, fmt::format("The regions of the built-in heads cannot be read: {}.", problem.what()));
    }
    return regions;
}

bool is_pocket(HeadRegion region) {
    return region == HeadRegion::MouthPocket || region == HeadRegion::EyePocketLeft || region == HeadRegion::EyePocketRight;
}

std::vector<glm::vec3> smooth_normals(const QuadMesh& mesh) {
    std::vector<glm::vec3> normals(mesh.positions.size(), glm::vec3(0.0f));
    for (const auto& q : mesh.quads) {
        const glm::vec3 n = glm::cross(mesh.positions[q[2]] - mesh.positions[q[0]], mesh.positions[q[3]] - mesh.positions[q[1]]);
        for (const std::uint32_t v : q) normals[v] += n;
    }
    for (glm::vec3& n : normals) {
        const float length = glm::length(n);
        n = length > 0.0f ? n / length : glm::vec3(0.0f, 0.0f, 1.0f);
    }
    return normals;
}

// One vertex for each pair of position and texture coordinate that a corner uses.
DisplayHead split_at_seams(const QuadMesh& mesh) {
    const std::vector<glm::vec3> normals = smooth_normals(mesh);
    std::vector<std::uint64_t> pairs;
    pairs.reserve(mesh.quads.size() * 4);
    for (std::size_t q = 0; q < mesh.quads.size(); ++q)
        for (std::size_t c = 0; c < 4; ++c)
            pairs.push_back(static_cast<std::uint64_t>(mesh.quads[q][c]) << 32 | mesh.uv_quads[q][c]);
    std::vector<std::uint64_t> unique = pairs;
    std::ranges::sort(unique);
    unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
    DisplayHead display;
    for (const std::uint64_t pair : unique) {
        display.positions_mm.push_back(mesh.positions[pair >> 32]);
        display.normals.push_back(normals[pair >> 32]);
        display.uvs.push_back(mesh.uvs[static_cast<std::uint32_t>(pair)]);
    }
    const auto index = [&](std::size_t corner) {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(unique, pairs[corner]) - unique.begin());
    };
    for (std::size_t q = 0; q < mesh.quads.size(); ++q) {
        const std::uint32_t a = index(q * 4), b = index(q * 4 + 1), c = index(q * 4 + 2), d = index(q * 4 + 3);
        display.triangles.emplace_back(a, b, c);
        display.triangles.emplace_back(a, c, d);
    }
    return display;
}

Mesh outer_skin(const QuadMesh& mesh, const std::vector<HeadRegion>& cage_regions) {
    Mesh skin;
    std::vector<std::uint32_t> moved(mesh.positions.size(), ~0u);
    const auto keep = [&](std::uint32_t v) {
        if (moved[v] == ~0u) {
            moved[v] = static_cast<std::uint32_t>(skin.positions.size());
            skin.positions.push_back(mesh.positions[v]);
        }
        return moved[v];
    };
    for (std::size_t q = 0; q < mesh.quads.size(); ++q) {
        if (is_pocket(cage_regions[q % cage_regions.size()])) continue;
        const auto& quad = mesh.quads[q];
        const std::uint32_t a = keep(quad[0]), b = keep(quad[1]), c = keep(quad[2]), d = keep(quad[3]);
        skin.triangles.emplace_back(a, b, c);
        skin.triangles.emplace_back(a, c, d);
    }
    return skin;
}

// Bilinear, v up, clamped at the edges; 0 to 1.
float sample(const Image& image, const glm::vec2& uv) {
    const float x = std::clamp(uv.x * static_cast<float>(image.width) - 0.5f, 0.0f, static_cast<float>(image.width - 1));
    const float y = std::clamp((1.0f - uv.y) * static_cast<float>(image.height) - 0.5f, 0.0f, static_cast<float>(image.height - 1));
    const int x0 = std::min(static_cast<int>(x), image.width - 2), y0 = std::min(static_cast<int>(y), image.height - 2);
    const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
    const auto at = [&](int dx, int dy) { return static_cast<float>(*image.at(x0 + dx, y0 + dy)); };
    const float top = at(0, 0) + fx * (at(1, 0) - at(0, 0)), bottom = at(0, 1) + fx * (at(1, 1) - at(0, 1));
    return (top + fy * (bottom - top)) / 255.0f;
}

}  // namespace

const std::vector<BuiltInHead>& built_in_heads() {
    using enum HairColour;
    constexpr float kMenMm = 74.0f, kWomenMm = 60.0f;
    static const std::vector<BuiltInHead> heads{
        {"male_caucasian", "man of European descent, average head", {4, 2, DarkBrown}, kMenMm},
        {"male_african", "man of African descent, long narrow head", {8, 6, Black}, kMenMm},
        {"male_asian", "man of East Asian descent, broad head", {5, 3, Black}, kMenMm},
        {"male_mixed", "man of mixed descent, average head", {6, 4, Black}, kMenMm},
        {"male_older", "older man of European descent", {4, 2, Grey}, kMenMm},
        {"female_caucasian", "woman of European descent, average head", {4, 2, Brown}, kWomenMm, Person::Woman},
        {"female_african", "woman of African descent, narrow head", {8, 5, Black}, kWomenMm, Person::Woman},
        {"female_asian", "woman of East Asian descent, short broad head", {5, 3, Black}, kWomenMm, Person::Woman},
    };
    return heads;
}

Result<BuiltInModel> load_built_in(const std::string& name) {
    const auto cage_bytes = resource("cages/" + name + ".obj");
    if (cage_bytes.empty()) return fail(ErrorCode::NotFound, fmt::format("There is no built-in head called \"{}\".", name));
    auto mesh = parse_quad_obj(cage_bytes);
    if (!mesh) return tl::unexpected(mesh.error());
    const auto regions = read_regions();
    if (!regions) return tl::unexpected(regions.error());
    if (regions->size() != mesh->quads.size())
        return fail(ErrorCode::InvalidInput, fmt::format("The regions do not fit the head {}.", name));
    BuiltInModel model;
    if (const auto read = read_person(name, model); !read) return tl::unexpected(read.error());
    auto lashes = parse_triangle_obj(resource("eyes/lashes_" + name + ".obj"));
    if (!lashes) return tl::unexpected(lashes.error());
    model.look.lashes = std::move(*lashes);
    for (int step = 0; step < kSteps; ++step) *mesh = subdivide(*mesh);
    model.display = split_at_seams(*mesh);
    model.skin = outer_skin(*mesh, *regions);
    for (std::size_t q = 0; q < mesh->quads.size(); ++q)
        model.regions.insert(model.regions.end(), 2, (*regions)[q % regions->size()]);
    return model;
}

std::uint64_t built_in_hash(const std::string& name) {
    std::uint64_t hash = hash_bytes(resource("cages/" + name + ".obj"));
    for (const std::string& file : {"landmarks/" + name + ".json", "eyes/lashes_" + name + ".obj",
                                    std::string("masks/regions.json"), std::string("masks/scalp.png")})
        hash = hash_bytes(resource(file), hash);
    return hash;
}

Result<std::vector<float>> built_in_scalp(const DisplayHead& display, std::span<const glm::vec3> places_mm) {
    const auto mask = decode_image(resource("masks/scalp.png"), 1);
    if (!mask) return tl::unexpected(mask.error());
    const auto surface = Surface::build({display.positions_mm, display.triangles});
    if (!surface) return tl::unexpected(surface.error());
    std::vector<float> scalp;
    scalp.reserve(places_mm.size());
    for (const glm::vec3& place : places_mm) {
        const auto at = surface->closest(place);
        const glm::uvec3& corners = display.triangles[at->triangle];
        const glm::vec2 uv = at->weights.x * display.uvs[corners.x] + at->weights.y * display.uvs[corners.y] +
                             at->weights.z * display.uvs[corners.z];
        scalp.push_back(sample(*mask, uv));
    }
    return scalp;
}

}  // namespace trichion
