// Binary STL, and the least of 3MF that slicers ask for.
#include "core/io/guide_files.h"

#include "core/io/project_file.h"
#include "core/io/zip_archive.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstddef>
#include <cstring>
#include <fmt/format.h>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace trichion {
namespace {

static_assert(std::endian::native == std::endian::little, "binary STL is little-endian: swap bytes here");

bool ends_in(const std::filesystem::path& path, const std::string& extension) {
    return std::ranges::equal(path.extension().string(), extension, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == b;
    });
}

std::vector<std::byte> bytes_of(const std::string& text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

std::vector<std::byte> guide_stl(const PrintedGuide& guide) {
    constexpr std::size_t kHeader = 80, kFacet = 50;
    // Readers take a header that starts with "solid" for the text form.
    const std::string header = "Trichion printed guide, millimetres";
    const std::vector<glm::dvec3> printed = guide.as_printed_mm();
    std::vector<std::byte> bytes(kHeader + 4 + kFacet * guide.triangles.size());
    std::memcpy(bytes.data(), header.data(), header.size());
    const auto count = static_cast<std::uint32_t>(guide.triangles.size());
    std::memcpy(bytes.data() + kHeader, &count, sizeof count);
    std::byte* at = bytes.data() + kHeader + 4;
    for (const glm::uvec3& t : guide.triangles) {
        const glm::dvec3 &a = printed[t.x], &b = printed[t.y], &c = printed[t.z];
        const std::array<glm::vec3, 4> facet{glm::vec3(glm::normalize(glm::cross(b - a, c - a))), glm::vec3(a), glm::vec3(b), glm::vec3(c)};
        std::memcpy(at, facet.data(), sizeof facet);
        at += kFacet;
    }
    return bytes;
}

std::string model_xml(const PrintedGuide& guide) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<model unit=\"millimeter\" xml:lang=\"en-US\" xmlns=\"http://schemas.microsoft.com/3dmanufacturing/core/2015/02\">\n"
                      "<metadata name=\"Title\">Hairline guide</metadata>\n<metadata name=\"Application\">Trichion</metadata>\n"
                      "<resources>\n<object id=\"1\" type=\"model\" name=\"Hairline guide\">\n<mesh>\n<vertices>\n";
    const auto to = std::back_inserter(xml);
    for (const glm::dvec3& p : guide.as_printed_mm()) fmt::format_to(to, "<vertex x=\"{:.5f}\" y=\"{:.5f}\" z=\"{:.5f}\"/>\n", p.x, p.y, p.z);
    xml += "</vertices>\n<triangles>\n";
    for (const glm::uvec3& t : guide.triangles) fmt::format_to(to, "<triangle v1=\"{}\" v2=\"{}\" v3=\"{}\"/>\n", t.x, t.y, t.z);
    xml += "</triangles>\n</mesh>\n</object>\n</resources>\n<build>\n<item objectid=\"1\"/>\n</build>\n</model>\n";
    return xml;
}

/// @source 3MF Core Specification 1.3 (parts, relationships, mesh) and the Open Packaging Conventions it builds on.
Result<std::vector<std::byte>> guide_3mf(const PrintedGuide& guide) {
    const std::string types = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                              "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                              "<Default Extension=\"model\" ContentType=\"application/vnd.ms-package.3dmanufacturing-3dmodel+xml\"/></Types>\n";
    const std::string relations = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                  "<Relationship Target=\"/3D/3dmodel.model\" Id=\"rel0\" "
                                  "Type=\"http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel\"/></Relationships>\n";
    return zip_to_bytes({{"[Content_Types].xml", bytes_of(types)},
                         {"_rels/.rels", bytes_of(relations)},
                         {"3D/3dmodel.model", bytes_of(model_xml(guide))}});
}

}  // namespace

bool has_guide_extension(const std::filesystem::path& path) { return ends_in(path, ".stl") || ends_in(path, ".3mf"); }

Result<void> write_printed_guide(const PrintedGuide& guide, const std::filesystem::path& path) {
    if (!has_guide_extension(path)) return fail(ErrorCode::InvalidInput, fmt::format("{} must end in .stl or .3mf.", path.string()));
    if (ends_in(path, ".stl")) return write_file_whole(path, guide_stl(guide));
    const auto bytes = guide_3mf(guide);
    if (!bytes) return tl::unexpected(bytes.error());
    return write_file_whole(path, *bytes);
}

}  // namespace trichion
