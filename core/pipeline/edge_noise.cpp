// How far the broken edge lies behind the drawn line: mounds, clusters and gaps, each of its place.
#include "core/pipeline/edge_noise.h"

#include "core/base/hash.h"

#include <algorithm>
#include <array>

namespace trichion {
namespace {

constexpr float kGapSoftness = 0.06f;  // of the noise, over which a gap opens: its ends are no steps

float lattice(std::uint64_t seed, int x, int y, int z) {
    const auto bits = [](int v) { return static_cast<std::uint64_t>(static_cast<std::uint32_t>(v) & 0x1fffffu); };
    return unit_float(mix(seed ^ (bits(x) | bits(y) << 21 | bits(z) << 42)));
}

/// Smooth noise in space, 0 to 1, mean 0.5, one hill about every `wave_mm`.
/// @source K. Perlin, "An Image Synthesizer", SIGGRAPH 1985 (lattice noise, here of values).
float noise(std::uint64_t seed, const glm::vec3& p, float wave_mm) {
    const glm::vec3 scaled = p * (2.0f / wave_mm) + 1000.0f;
    const glm::ivec3 cell(scaled);
    const glm::vec3 within = scaled - glm::vec3(cell);
    const glm::vec3 t = within * within * (3.0f - 2.0f * within);
    float planes[2];
    for (int dz = 0; dz < 2; ++dz) {
        float rows[2];
        for (int dy = 0; dy < 2; ++dy)
            rows[dy] = glm::mix(lattice(seed, cell.x, cell.y + dy, cell.z + dz),
                                lattice(seed, cell.x + 1, cell.y + dy, cell.z + dz), t.x);
        planes[dz] = glm::mix(rows[0], rows[1], t.y);
    }
    return glm::mix(planes[0], planes[1], t.z);
}

/// 0 to 1 for hills and hollows as they come: values of the lattice seldom lie near its ends, so the middle is
/// stretched.
float swing(float value) {
    const float t = std::clamp((value - 0.2f) * (1.0f / 0.6f), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

/// Below which value the noise lies for a share of all places, by twentieths up to one half.
/// @source Measured on 10^7 places; EdgeNoise.LeavesTheShareOfTheRowOpenThatIsAskedFor watches it.
constexpr std::array<float, 11> kNoiseBelow{0.0f,   0.194f, 0.254f, 0.298f, 0.334f, 0.366f,
                                            0.396f, 0.423f, 0.449f, 0.475f, 0.500f};

float noise_below(float share) {
    const float at = std::clamp(share, 0.0f, 0.5f) * 20.0f;
    const auto below = std::min(static_cast<std::size_t>(at), kNoiseBelow.size() - 2);
    return kNoiseBelow[below] + (at - static_cast<float>(below)) * (kNoiseBelow[below + 1] - kNoiseBelow[below]);
}

}  // namespace

EdgeNoise::EdgeNoise(std::uint64_t stream, const EdgeSettings& edge)
    : edge_(edge),
      macro_(mix(mix(stream, edge.seed), 1)),
      micro_(mix(mix(stream, edge.seed), 2)),
      gaps_(mix(mix(stream, edge.seed), 3)),
      gap_below_(noise_below(edge.gaps)),
      most_mm_(edge.macro_mm + 2.0f * edge.micro_mm + (edge.gaps > 0.0f ? kGapDepthMm : 0.0f)) {}

float EdgeNoise::gap_at(const glm::vec3& p) const {
    const float t =
        std::clamp((gap_below_ - noise(gaps_, p, edge_.micro_wave_mm)) / kGapSoftness + 0.5f, 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

float EdgeNoise::recess_mm(const glm::vec3& p) const {
    float recess = 0.0f;
    if (edge_.macro_mm > 0.0f) recess += edge_.macro_mm * swing(noise(macro_, p, edge_.macro_wave_mm));
    if (edge_.micro_mm > 0.0f) recess += 2.0f * edge_.micro_mm * swing(noise(micro_, p, edge_.micro_wave_mm));
    if (edge_.gaps > 0.0f) recess += kGapDepthMm * gap_at(p);
    return recess;
}

}  // namespace trichion
