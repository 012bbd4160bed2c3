// Where derived data that is slow to compute waits for the next start. Everything in it may be deleted at any time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace trichion {

/// The user's cache folder for Trichion: $TRICHION_CACHE_DIR, else $XDG_CACHE_HOME/trichion, else
/// ~/.cache/trichion; nothing when none of them is known.
std::optional<std::filesystem::path> cache_dir();

/// Reads `kind`-`key`.bin from the cache. Nothing when it is absent, unreadable, torn or of another `version`:
/// a cache never raises an error, it only saves time.
std::optional<std::vector<std::byte>> read_cache(std::string_view kind, std::uint64_t key, std::uint32_t version);

/// Writes it (temporary file, then rename, with a checksum). Silent when the folder cannot be written.
void write_cache(std::string_view kind, std::uint64_t key, std::uint32_t version, std::span<const std::byte> bytes);

}  // namespace trichion
