// Text only, and only files in the OBJ's own folder: a client's archive must not make the program read others.
#include "core/io/obj_picture.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>

namespace trichion {
namespace {

constexpr std::uintmax_t kLongestMaterialFile = 4u << 20;
constexpr std::uintmax_t kLongestPicture = 256u << 20;
constexpr std::size_t kLinesSearched = 20'000;

// The last word group after a keyword: file names may hold blanks, options of map_Kd start with '-'.
std::optional<std::string> argument_of(std::string_view line, std::string_view keyword) {
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos || !line.substr(start).starts_with(keyword)) return std::nullopt;
    line.remove_prefix(start + keyword.size());
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == 0 || first == std::string_view::npos) return std::nullopt;
    line.remove_prefix(first);
    while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ') line.remove_suffix(1);
    if (line.starts_with('-')) line.remove_prefix(line.find_last_of(" \t") + 1);
    if (line.empty()) return std::nullopt;
    return std::string(line);
}

std::optional<std::string> find_argument(std::istream& text, std::string_view keyword) {
    std::string line;
    for (std::size_t i = 0; i < kLinesSearched && std::getline(text, line); ++i)
        if (auto found = argument_of(line, keyword)) return found;
    return std::nullopt;
}

std::string plain_name(const std::string& named) {
    const std::size_t cut = named.find_last_of("/\\");
    return cut == std::string::npos ? named : named.substr(cut + 1);
}

// The bytes of a regular file in `folder`; a link is refused, so that no name leads elsewhere.
std::optional<std::vector<std::byte>> read_beside(const std::filesystem::path& folder, const std::string& name,
                                                  std::uintmax_t longest) {
    if (name.empty() || name == "." || name == "..") return std::nullopt;
    const int file = open((folder / name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0) return std::nullopt;
    struct stat about {};
    std::optional<std::vector<std::byte>> bytes;
    if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) &&
        static_cast<std::uintmax_t>(about.st_size) <= longest) {
        bytes.emplace(static_cast<std::size_t>(about.st_size));
        std::size_t done = 0;
        while (done < bytes->size()) {
            const ssize_t n = read(file, bytes->data() + done, bytes->size() - done);
            if (n <= 0) break;
            done += static_cast<std::size_t>(n);
        }
        bytes->resize(done);
    }
    close(file);
    return bytes;
}

std::string picture_format_of(const std::vector<std::byte>& bytes) {
    constexpr std::array<unsigned char, 4> kPng{0x89, 'P', 'N', 'G'};
    constexpr std::array<unsigned char, 3> kJpeg{0xff, 0xd8, 0xff};
    if (bytes.size() > 8 && std::memcmp(bytes.data(), kPng.data(), kPng.size()) == 0) return "png";
    if (bytes.size() > 8 && std::memcmp(bytes.data(), kJpeg.data(), kJpeg.size()) == 0) return "jpg";
    return {};
}

class MemoryText : public std::streambuf {
public:
    explicit MemoryText(std::vector<std::byte>& bytes) {
        char* start = reinterpret_cast<char*>(bytes.data());
        setg(start, start, start + bytes.size());
    }
};

}  // namespace

ObjPicture find_obj_picture(const std::filesystem::path& obj) {
    std::ifstream text(obj, std::ios::binary);
    const auto library = find_argument(text, "mtllib");
    if (!library) return {};
    const std::filesystem::path folder = obj.has_parent_path() ? obj.parent_path() : ".";
    auto material = read_beside(folder, plain_name(*library), kLongestMaterialFile);
    if (!material) {
        return {{},
                {},
                fmt::format("The material file \"{}\" is not beside the scan, so it has no colour picture.",
                            plain_name(*library))};
    }
    MemoryText buffer(*material);
    std::istream lines(&buffer);
    const auto picture = find_argument(lines, "map_Kd");
    if (!picture) return {};
    const std::string name = plain_name(*picture);
    auto bytes = read_beside(folder, name, kLongestPicture);
    if (!bytes) return {{}, {}, fmt::format("The colour picture \"{}\" is not beside the scan.", name)};
    std::string format = picture_format_of(*bytes);
    if (format.empty()) return {{}, {}, fmt::format("The colour picture \"{}\" is neither PNG nor JPEG.", name)};
    return {std::move(*bytes), std::move(format), {}};
}

}  // namespace trichion
