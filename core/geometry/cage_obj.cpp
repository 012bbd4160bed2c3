// A parser of v, vt and f lines.
#include "core/geometry/cage_obj.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace trichion {
namespace {

struct Words {
    std::string_view rest;

    std::string_view next() {
        const std::size_t from = rest.find_first_not_of(" \t\r");
        if (from == std::string_view::npos) return rest = {};
        const std::size_t to = std::min(rest.find_first_of(" \t\r", from), rest.size());
        const std::string_view word = rest.substr(from, to - from);
        rest.remove_prefix(to);
        return word;
    }
};

template <class T>
std::optional<T> number(std::string_view word) {
    T value{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

struct Corner {
    std::uint32_t position = 0;
    std::uint32_t uv = 0;
};
struct Face {
    std::array<Corner, 4> corners{};
    int size = 0;
};
struct Obj {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec2> uvs;
    std::vector<Face> faces;
};

std::optional<Corner> parse_corner(std::string_view word) {
    const std::size_t slash = word.find('/');
    const auto position = number<std::uint32_t>(word.substr(0, slash));
    if (!position || *position == 0) return std::nullopt;
    if (slash == std::string_view::npos) return Corner{*position - 1, 0};
    const std::string_view rest = word.substr(slash + 1);
    const auto uv = number<std::uint32_t>(rest.substr(0, rest.find('/')));
    if (!uv || *uv == 0) return std::nullopt;
    return Corner{*position - 1, *uv - 1};
}

bool parse_line(Words words, Obj& obj) {
    const std::string_view key = words.next();
    if (key == "v" || key == "vt") {
        const int size = key == "v" ? 3 : 2;
        glm::vec3 value(0.0f);
        for (int k = 0; k < size; ++k) {
            const auto read = number<float>(words.next());
            if (!read) return false;
            value[k] = *read;
        }
        if (size == 3) obj.positions.push_back(value);
        else obj.uvs.emplace_back(value);
    } else if (key == "f") {
        Face face;
        for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
            const auto corner = parse_corner(word);
            if (!corner || face.size == 4) return false;
            face.corners[static_cast<std::size_t>(face.size++)] = *corner;
        }
        if (face.size < 3) return false;
        obj.faces.push_back(face);
    }
    return true;
}

Result<Obj> parse_obj(std::span<const std::byte> bytes) {
    Obj obj;
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (!parse_line({text.substr(0, end)}, obj))
            return fail(ErrorCode::InvalidInput, "Line " + std::to_string(line) + " of the model cannot be read.");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    for (const Face& face : obj.faces)
        for (int c = 0; c < face.size; ++c)
            if (face.corners[static_cast<std::size_t>(c)].position >= obj.positions.size())
                return fail(ErrorCode::InvalidInput, "A face of the model names a vertex that does not exist.");
    return obj;
}

}  // namespace

Result<QuadMesh> parse_quad_obj(std::span<const std::byte> bytes) {
    auto obj = parse_obj(bytes);
    if (!obj) return tl::unexpected(obj.error());
    QuadMesh cage;
    for (const Face& face : obj->faces) {
        if (face.size != 4) return fail(ErrorCode::InvalidInput, "A face of the model is not a quad.");
        auto& quad = cage.quads.emplace_back();
        auto& uv_quad = cage.uv_quads.emplace_back();
        for (std::size_t c = 0; c < 4; ++c) {
            quad[c] = face.corners[c].position;
            uv_quad[c] = face.corners[c].uv;
            if (uv_quad[c] >= obj->uvs.size())
                return fail(ErrorCode::InvalidInput, "A face of the model names a texture coordinate that does not exist.");
        }
    }
    cage.positions = std::move(obj->positions);
    cage.uvs = std::move(obj->uvs);
    return cage;
}

Result<Mesh> parse_triangle_obj(std::span<const std::byte> bytes) {
    auto obj = parse_obj(bytes);
    if (!obj) return tl::unexpected(obj.error());
    Mesh mesh;
    mesh.positions = std::move(obj->positions);
    for (const Face& face : obj->faces)
        for (std::size_t c = 2; c < static_cast<std::size_t>(face.size); ++c)
            mesh.triangles.emplace_back(face.corners[0].position, face.corners[c - 1].position, face.corners[c].position);
    return mesh;
}

}  // namespace trichion
