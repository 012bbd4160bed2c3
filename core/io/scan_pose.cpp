// The head finder tells size and pose; what is left is to name the unit, to keep plain axes plain, and to say so.
#include "core/io/scan_pose.h"

#include "core/geometry/mesh_repair.h"
#include "core/pipeline/head_finder.h"
#include "core/pipeline/mean_head.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace trichion {
namespace {

constexpr float kLeastCraniumFit = 0.6f;
constexpr float kLeastLengthMm = 160.0f, kMostLengthMm = 240.0f, kMeanLengthMm = 193.7f;
constexpr float kPlainAxesDegrees = 15.0f;
constexpr float kDoubtfulRival = 0.9f;  // of the best fit
constexpr float kPartSpacingMm = 4.0f, kPartReachMm = 8.0f;
constexpr float kLeastPartShare = 0.04f;     // of the best part's overlap with the mean head
constexpr float kFarFromOriginMm = 5000.0f;  // beyond, single precision loses hundredths of a millimetre

struct Unit {
    const char* name;
    float mm;
};
constexpr std::array<Unit, 4> kUnits{{{"mm", 1.0f}, {"cm", 10.0f}, {"m", 1000.0f}, {"in", 25.4f}}};

std::optional<Unit> unit_of(float head_length) {
    for (const Unit& unit : kUnits)
        if (head_length * unit.mm >= kLeastLengthMm && head_length * unit.mm <= kMostLengthMm) return unit;
    return std::nullopt;
}

// The nearest of the 24 rotations that swap axes, if it is near.
std::optional<glm::mat3> plain_axes(const glm::mat3& rotation) {
    glm::mat3 plain(0.0f);
    for (int column = 0; column < 3; ++column) {
        int largest = 0;
        for (int row = 1; row < 3; ++row)
            if (std::abs(rotation[column][row]) > std::abs(rotation[column][largest])) largest = row;
        plain[column][largest] = rotation[column][largest] < 0.0f ? -1.0f : 1.0f;
    }
    if (glm::determinant(plain) < 0.5f) return std::nullopt;
    const glm::mat3 rest = glm::transpose(plain) * rotation;
    const float cosine = 0.5f * (rest[0][0] + rest[1][1] + rest[2][2] - 1.0f);
    if (cosine < std::cos(glm::radians(kPlainAxesDegrees))) return std::nullopt;
    return plain;
}

std::string axis_name(const glm::vec3& axis) {
    static constexpr const char* kNames[] = {"x", "y", "z"};
    for (int k = 0; k < 3; ++k)
        if (std::abs(axis[k]) > 0.5f) return std::string(axis[k] < 0.0f ? "-" : "") + kNames[k];
    return "x";
}

// The move from the file's frame to the upright one in mm, told in a sentence when it is not the identity.
Similarity upright_move(const FoundHead& found, float mm_per_unit, std::vector<std::string>& notes) {
    const glm::mat3 to_file = found.pose.move.rotation;
    const auto plain = plain_axes(to_file);
    Similarity move;
    move.scale = mm_per_unit;
    move.rotation = glm::transpose(plain.value_or(to_file));
    if (plain && *plain != glm::mat3(1.0f))
        notes.push_back(
            fmt::format("The file's {} axis points up and its {} axis out of the face; the scan was turned "
                        "upright.",
                        axis_name((*plain)[1]), axis_name((*plain)[2])));
    if (!plain) notes.push_back("The scan stood at an angle; it was turned upright by its shape.");
    if (found.rival_fit > kDoubtfulRival * found.fit)
        notes.push_back(
            "Which way the head faces is not certain; check it and set the glabella and both tragions.");
    const glm::vec3 head = move.rotation * (mm_per_unit * found.pose(mean_head().cranium_middle));
    if (!plain || glm::length(head) > kFarFromOriginMm) move.shift = -head;
    return move;
}

SkinMesh part_of(const SkinMesh& skin, const MeshParts& parts, std::uint32_t part) {
    std::vector<std::uint8_t> keep(parts.of_triangle.size());
    for (std::size_t t = 0; t < keep.size(); ++t) keep[t] = parts.of_triangle[t] == part;
    return keep_triangles(skin, keep);
}

// Only parts that the mean head's skin lies on: not teeth, eyeballs or shells inside, not a chair behind.
void drop_other_parts(SkinMesh& skin, const FoundHead& found, std::vector<std::string>& notes) {
    const MeshParts parts = parts_of(skin.mesh);
    if (parts.area.size() < 2) return;
    std::vector<ModelPoint> model = mean_head().cranium;
    model.insert(model.end(), mean_head().face.begin(), mean_head().face.end());
    std::vector<float> share;
    for (std::uint32_t part = 0; part < parts.area.size(); ++part) {
        const std::vector<OrientedPoint> points =
            spread_points(part_of(skin, parts, part).mesh, kPartSpacingMm * found.pose.move.scale);
        share.push_back(points.empty() ? 0.0f : overlap(model, NearestPoint(points), found.pose, kPartReachMm));
    }
    const float least = kLeastPartShare * *std::ranges::max_element(share);
    std::vector<std::uint8_t> keep(parts.of_triangle.size());
    for (std::size_t t = 0; t < keep.size(); ++t) keep[t] = share[parts.of_triangle[t]] >= least;
    const auto dropped = std::ranges::count_if(share, [&](float s) { return s < least; });
    if (dropped == 0) return;
    skin = keep_triangles(skin, keep);
    notes.push_back(
        dropped == 1 ? "1 part that is not skin (such as teeth or eyes) was left out."
                     : fmt::format("{} parts that are not skin (such as teeth or eyes) were left out.", dropped));
}

glm::vec3 middle_of(const Mesh& mesh) {
    Box box;
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) box.grow(mesh.positions[t[k]]);
    return box.centre();
}

}  // namespace

Result<UprightScan> put_upright(SkinMesh skin, const CancelToken& token) {
    std::vector<std::string> notes;
    const std::size_t turned = wind_outward(skin.mesh, middle_of(skin.mesh));
    if (turned > 0) notes.push_back(fmt::format("{} triangles that faced inward were turned.", turned));
    const std::optional<FoundHead> found = find_head(skin.mesh, token);
    if (token.cancelled()) return fail(ErrorCode::Cancelled, "the import was cancelled");
    if (!found || found->cranium_fit < kLeastCraniumFit)
        return fail(ErrorCode::Degenerate, "no head was found in it");
    drop_other_parts(skin, *found, notes);
    const float length = kMeanLengthMm * found->pose.move.scale * found->pose.stretch.z;
    const auto unit = unit_of(length);
    if (unit && unit->mm != 1.0f)
        notes.push_back(fmt::format("The size says that the file is in {}; it was converted to mm.", unit->name));
    if (!unit)
        notes.push_back(
            "The size fits no unit; the scan was scaled to an average head, so tape the client's head.");
    const Similarity move = upright_move(*found, unit ? unit->mm : kMeanLengthMm / length, notes);
    for (glm::vec3& p : skin.mesh.positions) p = move(p);
    return UprightScan{std::move(skin), unit ? unit->name : "unknown", std::move(notes)};
}

}  // namespace trichion
