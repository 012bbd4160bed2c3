// Who may include whom (docs/ARCHITECTURE.md), read from the #include lines of every source.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

namespace trichion {
namespace {

/// Inside core each folder includes only those before it.
constexpr std::array<const char*, 6> kCoreOrder{"base", "geometry", "model", "pipeline", "io", "session"};

bool begins_with(const std::string& text, const char* start) { return text.starts_with(start); }

bool is_one_of(const std::string& header, std::initializer_list<const char*> starts) {
    return std::ranges::any_of(starts, [&](const char* start) { return begins_with(header, start); });
}

std::optional<std::size_t> place_in_core(const std::string& path) {
    for (std::size_t i = 0; i < kCoreOrder.size(); ++i)
        if (begins_with(path, ("core/" + std::string(kCoreOrder[i]) + "/").c_str())) return i;
    return std::nullopt;
}

/// Whether the file at `path` (from the project's root) may include `header`.
bool may_include(const std::string& path, const std::string& header) {
    if (is_one_of(header, {"imgui", "GLFW/", "misc/"}) && !begins_with(path, "app/editor/")) return false;
    if (is_one_of(header, {"glad/", "GL/", "EGL/", "GLES"}) && !begins_with(path, "renderer/")) return false;
    if (is_one_of(header, {"assimp/"}) && !begins_with(path, "core/io/")) return false;
    const bool is_ours = is_one_of(header, {"core/", "renderer/", "app/", "tests/"});
    if (!is_ours) return true;
    if (begins_with(path, "core/")) {
        const auto from = place_in_core(path);
        const auto to = place_in_core(header);
        return from && to && *to <= *from;
    }
    if (begins_with(path, "renderer/")) return is_one_of(header, {"core/base/", "core/geometry/", "renderer/"});
    if (begins_with(path, "app/cli/")) return is_one_of(header, {"core/", "renderer/", "app/cli/", "app/picture/"});
    if (begins_with(path, "app/picture/")) return is_one_of(header, {"core/", "renderer/", "app/picture/"});
    return !begins_with(header, "tests/");
}

std::optional<std::string> included(const std::string& line) {
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line.compare(hash, 8, "#include") != 0) return std::nullopt;
    const std::size_t open = line.find_first_of("\"<", hash + 8);
    const std::size_t close = open == std::string::npos ? open : line.find_first_of("\">", open + 1);
    if (close == std::string::npos) return std::nullopt;
    return line.substr(open + 1, close - open - 1);
}

struct Include {
    std::string path;
    std::string header;
};

std::vector<Include> all_includes() {
    const std::filesystem::path root = TRICHION_SOURCE_DIR;
    std::vector<Include> found;
    for (const char* room : {"core", "renderer", "app"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / room)) {
            if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
            std::ifstream in(entry.path());
            for (std::string line; std::getline(in, line);)
                if (const auto header = included(line))
                    found.push_back({entry.path().lexically_relative(root).generic_string(), *header});
        }
    return found;
}

TEST(Architecture, EveryIncludeGoesInItsDirection) {
    const std::vector<Include> includes = all_includes();
    EXPECT_GT(includes.size(), 300u) << "the sources were not found";
    for (const Include& include : includes)
        EXPECT_TRUE(may_include(include.path, include.header)) << include.path << " includes " << include.header;
}

TEST(Architecture, HeadersOfOursAreIncludedFromTheRoot) {
    for (const Include& include : all_includes()) {
        const auto beside = std::filesystem::path(TRICHION_SOURCE_DIR) / include.path;
        if (include.header.find('/') != std::string::npos) continue;
        EXPECT_FALSE(std::filesystem::exists(beside.parent_path() / include.header))
            << include.path << " includes " << include.header << " without its folder";
    }
}

TEST(Architecture, AWallThatIsBrokenIsSeen) {
    EXPECT_TRUE(may_include("core/io/a.cpp", "core/pipeline/head.h"));
    EXPECT_FALSE(may_include("core/pipeline/a.cpp", "core/io/project_file.h"));
    EXPECT_FALSE(may_include("core/session/a.cpp", "renderer/scene.h"));
    EXPECT_FALSE(may_include("core/session/a.cpp", "app/cli/verbs.h"));
    EXPECT_FALSE(may_include("renderer/a.cpp", "core/model/document.h"));
    EXPECT_TRUE(may_include("renderer/a.cpp", "core/geometry/mesh.h"));
    EXPECT_FALSE(may_include("app/cli/a.cpp", "app/editor/state.h"));
    EXPECT_FALSE(may_include("app/cli/a.cpp", "imgui.h"));
    EXPECT_FALSE(may_include("app/editor/a.cpp", "glad/gl.h"));
    EXPECT_TRUE(may_include("app/editor/a.cpp", "GLFW/glfw3.h"));
    EXPECT_FALSE(may_include("core/geometry/a.cpp", "tests/support/x.h"));
    EXPECT_EQ(included("  #include \"core/base/error.h\"  // why"), "core/base/error.h");
    EXPECT_EQ(included("// #include \"core/base/error.h\""), std::nullopt);
}

}  // namespace
}  // namespace trichion
