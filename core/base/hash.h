// Our own seeded 64-bit mixer: the same numbers on every compiler and machine, unlike the standard library's
// shuffles and distributions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace trichion {

/// Mixes 64 bits so that each input bit flips about half of the output.
/// @source D. Stafford, "Better Bit Mixing", 2011 (variant 13; the finaliser of SplitMix64).
constexpr std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

/// A number that belongs to (seed, index) alone.
constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t index) { return mix(mix(seed) ^ index); }

/// The upper bits of `bits` as a float in [0, 1).
constexpr float unit_float(std::uint64_t bits) { return static_cast<float>(bits >> 40) * 0x1.0p-24f; }

/// The upper bits of `bits` as a double in [0, 1).
constexpr double unit_double(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }

/// A content hash for cache keys; not for secrets.
/// @cost O(n), about 1 GB/s.
constexpr std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed = 0) {
    std::uint64_t h = mix(seed, bytes.size());
    std::uint64_t word = 0;
    int filled = 0;
    for (const std::byte b : bytes) {
        word |= static_cast<std::uint64_t>(b) << (8 * filled);
        if (++filled < 8) continue;
        h = mix(h ^ word);
        word = 0;
        filled = 0;
    }
    return filled ? mix(h ^ word ^ 0x5bull << 56) : h;
}

}  // namespace trichion
