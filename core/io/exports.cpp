// Plain writers: the same data give the same bytes, in any locale.
#include "core/io/exports.h"

#include "core/io/project_file.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <iterator>
#include <span>

namespace trichion {
namespace {

static_assert(std::endian::native == std::endian::little, "binary PLY and STL are little-endian: swap bytes here");

std::string extension_of(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return extension;
}

/// Rounded to 1/10 micrometre, never "-0.0000".
double rounded(float value) { return std::round(static_cast<double>(value) * 1e4) / 1e4 + 0.0; }

std::string columns(const glm::vec3& v, char separator) {
    return fmt::format("{:.4f}{}{:.4f}{}{:.4f}", rounded(v.x), separator, rounded(v.y), separator, rounded(v.z));
}

Result<void> write_text(const std::filesystem::path& path, const std::string& text) {
    return write_file_whole(path, std::as_bytes(std::span(text)));
}

std::string dot_row(const Dot& dot, char separator) {
    return fmt::format("{}{}{}{}{}{}{}{}{:.4f}\n", dot.id, separator, columns(dot.position_mm, separator), separator,
                       columns(dot.normal, separator), separator, dot.session, separator, rounded(dot.diameter_mm));
}

std::string dots_csv(const Dots& dots) {
    std::string text = "id,x_mm,y_mm,z_mm,nx,ny,nz,session,diameter_mm\n";
    for (const Dot& dot : dots.dots) text += dot_row(dot, ',');
    return text;
}

std::string dots_ply(const Dots& dots) {
    std::string text = fmt::format(
        "ply\nformat ascii 1.0\ncomment Trichion dots, mm, y up, z out of the face, x to the person's left\n"
        "element vertex {}\nproperty uint id\nproperty float x\nproperty float y\nproperty float z\n"
        "property float nx\nproperty float ny\nproperty float nz\nproperty uchar session\n"
        "property float diameter_mm\nend_header\n",
        dots.dots.size());
    for (const Dot& dot : dots.dots) text += dot_row(dot, ' ');
    return text;
}

std::string head_obj(const Mesh& mesh) {
    std::string text = "# Trichion measuring surface, mm, y up, z out of the face, x to the person's left\n";
    auto out = std::back_inserter(text);
    for (const glm::vec3& p : mesh.positions) fmt::format_to(out, "v {} {} {}\n", p.x, p.y, p.z);
    for (const glm::uvec3& t : mesh.triangles) fmt::format_to(out, "f {} {} {}\n", t.x + 1, t.y + 1, t.z + 1);
    return text;
}

template <class T>
void append(std::string& bytes, const T& value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes.append(raw, sizeof(T));
}

std::string head_ply(const Mesh& mesh) {
    std::string bytes = fmt::format(
        "ply\nformat binary_little_endian 1.0\n"
        "comment Trichion measuring surface, mm, y up, z out of the face, x to the person's left\n"
        "element vertex {}\nproperty float x\nproperty float y\nproperty float z\n"
        "element face {}\nproperty list uchar uint vertex_indices\nend_header\n",
        mesh.positions.size(), mesh.triangles.size());
    for (const glm::vec3& p : mesh.positions) append(bytes, p);
    for (const glm::uvec3& t : mesh.triangles) {
        append(bytes, std::uint8_t{3});
        append(bytes, t);
    }
    return bytes;
}

std::string head_stl(const Surface& surface) {
    std::string bytes(80, ' ');
    const std::string title = "Trichion measuring surface, mm, y up, z out of the face, x to the left";
    bytes.replace(0, title.size(), title);
    const Mesh& mesh = surface.mesh();
    append(bytes, static_cast<std::uint32_t>(mesh.triangles.size()));
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
        append(bytes, surface.face_normal(t));
        for (int corner = 0; corner < 3; ++corner) append(bytes, mesh.positions[mesh.triangles[t][corner]]);
        append(bytes, std::uint16_t{0});
    }
    return bytes;
}

Result<void> check_extension(ExportKind kind, const std::filesystem::path& path) {
    if (has_export_extension(kind, path)) return {};
    return fail(ErrorCode::InvalidInput, fmt::format("{} must end in {}.", path.string(),
                                                     fmt::join(export_extensions(kind), " or ")));
}

}  // namespace

const std::vector<std::string>& export_extensions(ExportKind kind) {
    static const std::vector<std::string> kDots{".csv", ".ply"}, kOutline{".csv"}, kHead{".obj", ".ply", ".stl"};
    switch (kind) {
        case ExportKind::Dots: return kDots;
        case ExportKind::Outline: return kOutline;
        case ExportKind::Head: return kHead;
    }
    return kDots;
}

bool has_export_extension(ExportKind kind, const std::filesystem::path& path) {
    const auto& extensions = export_extensions(kind);
    return std::ranges::find(extensions, extension_of(path)) != extensions.end();
}

Result<void> export_dots(const Dots& dots, const std::filesystem::path& path) {
    if (const auto checked = check_extension(ExportKind::Dots, path); !checked) return checked;
    return write_text(path, extension_of(path) == ".csv" ? dots_csv(dots) : dots_ply(dots));
}

Result<void> export_outline(const OutlineResult& outline, const std::filesystem::path& path) {
    if (const auto checked = check_extension(ExportKind::Outline, path); !checked) return checked;
    std::string text = "part,arc_mm,x_mm,y_mm,z_mm\n";
    for (const OutlineCurve& part : outline.parts)
        for (std::size_t i = 0; i < part.curve.positions_mm.size(); ++i)
            text += fmt::format("{},{:.4f},{}\n", to_word(part.part), rounded(part.curve.arc_mm[i]),
                                columns(part.curve.positions_mm[i], ','));
    return write_text(path, text);
}

Result<void> export_head(const Head& head, const std::filesystem::path& path) {
    if (const auto checked = check_extension(ExportKind::Head, path); !checked) return checked;
    const std::string extension = extension_of(path);
    if (extension == ".obj") return write_text(path, head_obj(head.measuring.mesh()));
    if (extension == ".ply") return write_text(path, head_ply(head.measuring.mesh()));
    return write_text(path, head_stl(head.measuring));
}

}  // namespace trichion
