// The arrays of a scan, copied bit by bit and checked on the way back.
#include "core/io/scan_bytes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace trichion {
namespace {

static_assert(std::endian::native == std::endian::little, "scan.bin is little-endian: swap bytes here");

constexpr std::uint32_t kHasUvs = 1;
constexpr std::uint32_t kHasColours = 2;

struct Header {
    char magic[8] = {'T', 'R', 'I', 'S', 'C', 'A', 'N', '1'};
    std::uint32_t vertices = 0;
    std::uint32_t triangles = 0;
    std::uint32_t flags = 0;
};
static_assert(sizeof(Header) == 20 && sizeof(glm::vec3) == 12 && sizeof(glm::vec2) == 8);

template <class T>
void append(std::vector<std::byte>& bytes, const std::vector<T>& values) {
    const auto* data = reinterpret_cast<const std::byte*>(values.data());
    bytes.insert(bytes.end(), data, data + values.size() * sizeof(T));
}

/// Takes `count` values off the front of `bytes`, which hold at least so many.
template <class T>
std::vector<T> take(std::span<const std::byte>& bytes, std::size_t count) {
    std::vector<T> values(count);
    if (count) std::memcpy(values.data(), bytes.data(), count * sizeof(T));
    bytes = bytes.subspan(count * sizeof(T));
    return values;
}

std::uint64_t length_of(const Header& h) {
    const std::uint64_t per_vertex = 12 + (h.flags & kHasUvs ? 8 : 0) + (h.flags & kHasColours ? 4 : 0);
    return sizeof(Header) + per_vertex * h.vertices + std::uint64_t{12} * h.triangles;
}

bool is_finite(const glm::vec3& p) { return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z); }

}  // namespace

std::vector<std::byte> scan_to_bytes(const SkinMesh& skin) {
    Header header;
    header.vertices = static_cast<std::uint32_t>(skin.mesh.positions.size());
    header.triangles = static_cast<std::uint32_t>(skin.mesh.triangles.size());
    header.flags = (skin.uvs.empty() ? 0 : kHasUvs) | (skin.colours.empty() ? 0 : kHasColours);
    std::vector<std::byte> bytes(sizeof header);
    std::memcpy(bytes.data(), &header, sizeof header);
    bytes.reserve(length_of(header));
    append(bytes, skin.mesh.positions);
    append(bytes, skin.mesh.triangles);
    append(bytes, skin.uvs);
    append(bytes, skin.colours);
    return bytes;
}

Result<SkinMesh> scan_from_bytes(std::span<const std::byte> bytes) {
    Header header;
    if (bytes.size() < sizeof header) return fail(ErrorCode::ReadFailed, "it is cut short");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.magic, Header{}.magic, sizeof header.magic) != 0 ||
        (header.flags & ~(kHasUvs | kHasColours)) != 0)
        return fail(ErrorCode::ReadFailed, "it has an unknown layout");
    if (length_of(header) != bytes.size()) return fail(ErrorCode::ReadFailed, "its length is wrong");
    if (header.triangles == 0) return fail(ErrorCode::ReadFailed, "it has no triangles");

    bytes = bytes.subspan(sizeof header);
    SkinMesh skin;
    skin.mesh.positions = take<glm::vec3>(bytes, header.vertices);
    skin.mesh.triangles = take<glm::uvec3>(bytes, header.triangles);
    if (header.flags & kHasUvs) skin.uvs = take<glm::vec2>(bytes, header.vertices);
    if (header.flags & kHasColours) skin.colours = take<std::uint32_t>(bytes, header.vertices);

    if (!std::ranges::all_of(skin.mesh.positions, is_finite))
        return fail(ErrorCode::ReadFailed, "it has a point that is not a number");
    if (!std::ranges::all_of(skin.uvs, [](const glm::vec2& uv) { return std::isfinite(uv.x) && std::isfinite(uv.y); }))
        return fail(ErrorCode::ReadFailed, "it has a texture coordinate that is not a number");
    const bool is_in_range = std::ranges::all_of(
        skin.mesh.triangles, [&](const glm::uvec3& t) { return std::max({t.x, t.y, t.z}) < header.vertices; });
    if (!is_in_range) return fail(ErrorCode::ReadFailed, "it has a triangle whose corner is missing");
    return skin;
}

}  // namespace trichion
