// Embedded shaders; in developer builds the files themselves.
#include "renderer/gl/shader_source.h"

#include "shaders_resources.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace trichion::gl {
namespace {

std::string file_text(std::string_view file) {
#ifdef TRICHION_DEVELOPER
    std::ifstream in(std::string(TRICHION_SHADER_DIR) + "/" + std::string(file), std::ios::binary);
    if (in) return {std::istreambuf_iterator<char>(in), {}};
#endif
    const auto bytes = shaders::find_resource(file);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

constexpr std::string_view kInclude = "#include \"";

}  // namespace

Result<std::string> shader_source(std::string_view file, const std::vector<std::string>& defines,
                                  Dialect dialect) {
    std::string out =
        dialect == Dialect::Core330
            ? "#version 330 core\n"
            : "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2D;\n";
    for (const auto& name : defines) out += "#define " + name + " 1\n";

    const std::string text = file_text(file);
    if (text.empty()) return fail(ErrorCode::NotFound, "There is no shader named " + std::string(file) + ".");
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line(text.data() + at, end - at);
        at = end + 1;
        if (!line.starts_with(kInclude)) {
            out.append(line).push_back('\n');
            continue;
        }
        const auto name = line.substr(kInclude.size(), line.rfind('"') - kInclude.size());
        const std::string included = file_text(name);
        if (included.empty())
            return fail(ErrorCode::NotFound,
                        std::string(file) + " includes " + std::string(name) + ", which does not exist.");
        out.append(included).push_back('\n');
    }
    return out;
}

std::uint64_t shader_files_stamp() {
    std::uint64_t stamp = 0;
#ifdef TRICHION_DEVELOPER
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(TRICHION_SHADER_DIR, ignored))
        stamp += static_cast<std::uint64_t>(entry.last_write_time(ignored).time_since_epoch().count());
#endif
    return stamp;
}

}  // namespace trichion::gl
