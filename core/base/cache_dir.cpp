// The cache folder: small checked files, each replaced whole.
#include "core/base/cache_dir.h"

#include "core/base/hash.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace trichion {
namespace {

struct Header {
    char magic[8] = {'t', 'r', 'i', 'c', 'a', 'c', 'h', 'e'};
    std::uint32_t version = 0;
    std::uint32_t reserved = 0;
    std::uint64_t size = 0;
    std::uint64_t checksum = 0;
};

std::optional<std::filesystem::path> file_of(std::string_view kind, std::uint64_t key) {
    const auto dir = cache_dir();
    if (!dir) return std::nullopt;
    return *dir / fmt::format("{}-{:016x}.bin", kind, key);
}

}  // namespace

std::optional<std::filesystem::path> cache_dir() {
    if (const char* own = std::getenv("TRICHION_CACHE_DIR"); own && *own) return std::filesystem::path(own);
    if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg && *xdg) return std::filesystem::path(xdg) / "trichion";
    if (const char* home = std::getenv("HOME"); home && *home) return std::filesystem::path(home) / ".cache/trichion";
    return std::nullopt;
}

std::optional<std::vector<std::byte>> read_cache(std::string_view kind, std::uint64_t key, std::uint32_t version) {
    const auto path = file_of(kind, key);
    if (!path) return std::nullopt;
    std::ifstream in(*path, std::ios::binary | std::ios::ate);
    if (!in) return std::nullopt;
    const auto file_size = static_cast<std::uint64_t>(in.tellg());
    Header header;
    if (file_size < sizeof header) return std::nullopt;
    in.seekg(0);
    in.read(reinterpret_cast<char*>(&header), sizeof header);
    if (std::memcmp(header.magic, Header{}.magic, sizeof header.magic) != 0 || header.version != version ||
        header.size != file_size - sizeof header)
        return std::nullopt;
    std::vector<std::byte> bytes(header.size);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!in || hash_bytes(bytes) != header.checksum) return std::nullopt;
    return bytes;
}

void write_cache(std::string_view kind, std::uint64_t key, std::uint32_t version, std::span<const std::byte> bytes) {
    const auto path = file_of(kind, key);
    if (!path) return;
    std::error_code ignored;
    std::filesystem::create_directories(path->parent_path(), ignored);
    static std::atomic<unsigned> counter{0};
    auto temporary = *path;
    temporary += fmt::format(".{}-{}.tmp", ::getpid(), counter++);
    Header header;
    header.version = version;
    header.size = bytes.size();
    header.checksum = hash_bytes(bytes);
    std::ofstream out(temporary, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&header), sizeof header);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (out) std::filesystem::rename(temporary, *path, ignored);
    if (!out || ignored) std::filesystem::remove(temporary, ignored);
}

}  // namespace trichion
