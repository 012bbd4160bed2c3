// The candidates stage: one ranked cloud over everything that an outline could enclose, kept in the cache.
#include "core/base/cache_dir.h"
#include "core/base/hash.h"
#include "core/base/parallel.h"
#include "core/geometry/candidate_sampling.h"
#include "core/geometry/ranked_darts.h"
#include "core/pipeline/cloud_layout.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/tiles.h"
#include "core/pipeline/zones.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <queue>
#include <thread>

namespace trichion {
namespace {

constexpr std::uint32_t kCacheVersion = 6;
constexpr std::size_t kDensest = 400;            // dots on a cm2 up to which the cloud is measured
constexpr double kRankedPerCm2 = 450.0;          // ranked, so that the densest set is nearly complete
constexpr double kKeptPerCm2 = 404.0;            // of them
constexpr double kScatteredPerMm2 = 13.0;        // before ranking: the more, the closer to the widest spacing
constexpr float kEarlyMm = 0.68f;                // spacing of the cloud that comes first: about 120 dots on a cm2
constexpr float kBesideMm = 3.0f;                // round what bears dots: ranked too, so that the rim is like all else
constexpr float kScalpFloor = 0.02f;             // of the scalp mask, above which skin counts as scalp
constexpr std::size_t kOfAPiece = 8192;          // candidates taken by one thread at a time
constexpr float kHairGoesOnMm = 30.0f;           // farther than any taper reaches
constexpr float kForeheadReachMm = 30.0f;        // before the scalp of a head whose zone for outlines is unknown

unsigned threads() { return std::clamp(std::thread::hardware_concurrency(), 2u, 4u); }

/// How far each vertex lies from those that `starts(vertex)`, along the mesh's edges; infinite where no way leads over
/// vertices of which `may_reach(vertex, mm)`.
template <class Starts, class MayReach>
std::vector<float> ways_along_edges(const Mesh& mesh, Starts&& starts, MayReach&& may_reach) {
    std::vector<std::uint32_t> start(mesh.positions.size() + 1, 0);
    for (const glm::uvec3& t : mesh.triangles)
        for (int c = 0; c < 3; ++c) ++start[t[c] + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<std::uint32_t> around(start.back()), next(start.begin(), start.end() - 1);
    for (const glm::uvec3& t : mesh.triangles)
        for (int c = 0; c < 3; ++c) around[next[t[c]]++] = t[(c + 1) % 3];

    using Reached = std::pair<float, std::uint32_t>;
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> front;
    std::vector<float> distance(mesh.positions.size(), std::numeric_limits<float>::infinity());
    for (std::uint32_t v = 0; v < mesh.positions.size(); ++v)
        if (starts(v)) front.push({distance[v] = 0.0f, v});
    while (!front.empty()) {
        const auto [d, v] = front.top();
        front.pop();
        if (d > distance[v]) continue;
        for (std::uint32_t i = start[v]; i < start[v + 1]; ++i) {
            const std::uint32_t w = around[i];
            const float through = d + glm::distance(mesh.positions[v], mesh.positions[w]);
            if (through < distance[w] && may_reach(w, through)) front.push({distance[w] = through, w});
        }
    }
    return distance;
}

/// Whether each vertex is scalp or reached from it: over skin where an outline may run, which leaves out such pockets
/// as the inside of an eyelid; where that is not known, over `kForeheadReachMm` of any skin.
std::vector<std::uint8_t> reached_from_scalp(const Head& head) {
    const Mesh& mesh = head.measuring.mesh();
    const bool knows_zone = head.outline_skin.size() == mesh.positions.size();
    const std::vector<float> mm = ways_along_edges(
        mesh, [&](std::uint32_t v) { return v < head.scalp.size() && head.scalp[v] > kScalpFloor; },
        [&](std::uint32_t v, float way) { return knows_zone ? head.outline_skin[v] > 0.0f : way <= kForeheadReachMm; });
    std::vector<std::uint8_t> is_reached(mm.size());
    for (std::size_t v = 0; v < mm.size(); ++v) is_reached[v] = std::isfinite(mm[v]);
    return is_reached;
}

/// Skin ahead of the ears does not count: there hair ends at the temple, not at the ear.
std::vector<float> native_hair_goes_on(const Head& head) {
    constexpr float kBeforeTragionMm = 14.0f;
    const Mesh& mesh = head.measuring.mesh();
    const auto tragion = head.landmarks.find("tragion_l");
    const float ahead_mm =
        tragion == head.landmarks.end() ? 1e30f : tragion->second.position_mm.z + kBeforeTragionMm;
    const auto is_bare = [&](std::uint32_t v) {
        return mesh.positions[v].z < ahead_mm && (v >= head.scalp.size() || hairiness(head.scalp[v]) <= 0.0f);
    };
    std::vector<float> mm = ways_along_edges(mesh, is_bare,
                                             [](std::uint32_t, float way) { return way <= kHairGoesOnMm; });
    for (float& way : mm) way = std::min(way, kHairGoesOnMm);
    return mm;
}

/// A ranked dart as the cache holds it.
struct RankedCandidate {
    std::uint32_t triangle = 0;
    float second = 0.0f;  // weight of the second corner
    float third = 0.0f;
    float rank_mm = 0.0f;

    SurfacePoint at() const { return {triangle, {std::max(1.0f - second - third, 0.0f), second, third}}; }
};

std::uint64_t tile_of(const glm::vec3& p) { return morton_of(cube_of(p, kTileMm)); }

/// The triangles along a curve through space: points scattered in this order are even, and near each other in memory.
std::vector<std::uint32_t> sorted_in_space(const Surface& surface, const std::vector<std::uint32_t>& triangles) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
    keys.reserve(triangles.size());
    for (const std::uint32_t t : triangles) {
        const glm::uvec3& c = surface.mesh().triangles[t];
        const auto& p = surface.mesh().positions;
        keys.push_back({morton_of(cube_of((p[c.x] + p[c.y] + p[c.z]) / 3.0f, 1.0f)), t});
    }
    std::ranges::sort(keys);
    std::vector<std::uint32_t> sorted;
    sorted.reserve(keys.size());
    for (const auto& [place, triangle] : keys) sorted.push_back(triangle);
    return sorted;
}

/// These triangles and those within `kBesideMm` of them, ascending.
std::vector<std::uint32_t> with_those_beside(const Mesh& mesh, const std::vector<std::uint32_t>& triangles) {
    std::vector<std::uint8_t> touches(mesh.positions.size(), 0);
    for (const std::uint32_t t : triangles)
        for (int c = 0; c < 3; ++c) touches[mesh.triangles[t][c]] = 1;
    const std::vector<float> mm = ways_along_edges(mesh, [&](std::uint32_t v) { return touches[v] != 0; },
                                                   [](std::uint32_t, float way) { return way <= kBesideMm; });
    std::vector<std::uint32_t> wider;
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
        const glm::uvec3& c = mesh.triangles[t];
        if (std::isfinite(mm[c.x]) || std::isfinite(mm[c.y]) || std::isfinite(mm[c.z])) wider.push_back(t);
    }
    return wider;
}

void sort_by_tile(const Surface& surface, std::vector<RankedCandidate>& candidates) {
    struct Key {
        std::uint64_t tile;
        float rank_mm;
        std::uint32_t index;
    };
    std::vector<Key> keys(candidates.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i)
        keys[i] = {tile_of(surface.position(candidates[i].at())), candidates[i].rank_mm, i};
    std::ranges::sort(keys, [](const Key& a, const Key& b) {
        if (a.tile != b.tile) return a.tile < b.tile;
        return a.rank_mm != b.rank_mm ? a.rank_mm > b.rank_mm : a.index < b.index;
    });
    std::vector<RankedCandidate> sorted;
    sorted.reserve(keys.size());
    for (const Key& key : keys) sorted.push_back(candidates[key.index]);
    candidates = std::move(sorted);
}

void lay_out_tiles(const Head& head, CandidateCloud& cloud) {
    const std::size_t n = cloud.position_mm.size();
    std::uint64_t last_tile = ~0ull;
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint64_t tile = tile_of(cloud.position_mm[i]);
        if (tile != last_tile) cloud.tile_start.push_back(i), cloud.tile_place.push_back(tile);
        last_tile = tile;
    }
    cloud.tile_start.push_back(static_cast<std::uint32_t>(n));
    for (std::size_t t = 0; t + 1 < cloud.tile_start.size(); ++t) {
        Box box;
        glm::vec2 scalp(1.0f, 0.0f);
        for (std::uint32_t i = cloud.tile_start[t]; i < cloud.tile_start[t + 1]; ++i) {
            box.grow(cloud.position_mm[i]);
            const float here = scalp_at(head, cloud.at[i]);
            scalp = {std::min(scalp.x, here), std::max(scalp.y, here)};
        }
        cloud.tile_scalp.push_back(scalp);
        cloud.tile_sphere.push_back(glm::vec4(box.centre(), 0.5f * glm::length(box.size()) + 1e-3f));
    }
}

/// One candidate of each tile stands for the scalp's form.
CapProjection projection_of(const CandidateCloud& cloud) {
    std::vector<glm::vec3> positions, normals;
    for (std::size_t t = 0; t + 1 < cloud.tile_start.size(); ++t) {
        positions.push_back(cloud.position_mm[cloud.tile_start[t]]);
        normals.push_back(cloud.normal[cloud.tile_start[t]]);
    }
    return CapProjection::fitted(positions, normals);
}

void lay_flat(const Head& head, CandidateCloud& cloud) {
    constexpr float kRounding = 1e-5f;
    const Mesh& mesh = head.measuring.mesh();
    cloud.cap = projection_of(cloud);
    cloud.flat.reserve(mesh.positions.size());
    for (const glm::vec3& p : mesh.positions) cloud.flat.push_back(cloud.cap(p));
    cloud.hair_goes_on_mm = native_hair_goes_on(head);
    const ZoneMap zones(head);
    cloud.skin.reserve(cloud.triangles.size());
    for (const std::uint32_t t : cloud.triangles) {
        const glm::uvec3& c = mesh.triangles[t];
        const glm::dvec2 &a = cloud.flat[c.x], &b = cloud.flat[c.y], &d = cloud.flat[c.z];
        CandidateCloud::Skin skin;
        skin.flat_min = glm::vec2(glm::min(a, glm::min(b, d))) - kRounding;
        skin.flat_max = glm::vec2(glm::max(a, glm::max(b, d))) + kRounding;
        skin.centre_mm = (mesh.positions[c.x] + mesh.positions[c.y] + mesh.positions[c.z]) / 3.0f;
        skin.area_mm2 = head.measuring.area_mm2(t);
        skin.zone = zones.zone(skin.centre_mm);
        cloud.skin.push_back(skin);
    }
}

/// The rank that as many candidates reach as the density asks for on the area; the least of all beyond their number.
std::vector<float> measured_spacings(std::vector<float> ranks, float area_cm2) {
    std::ranges::sort(ranks, std::greater<>());
    std::vector<float> spacings(kDensest + 1, ranks.front());
    for (std::size_t density = 0; density <= kDensest; ++density) {
        const auto count = static_cast<std::size_t>(std::lround(static_cast<double>(density) * area_cm2));
        if (count > 0) spacings[density] = ranks[std::min(count, ranks.size()) - 1];
    }
    return spacings;
}

/// Everything that follows from the ranked candidates; the same for those built and those read.
CandidateCloud cloud_of(const Head& head, std::uint32_t seed, std::uint64_t key,
                        const std::vector<RankedCandidate>& candidates, std::vector<std::uint32_t> triangles) {
    CandidateCloud cloud;
    cloud.seed = seed;
    cloud.key = key;
    cloud.triangles = std::move(triangles);
    double area_mm2 = 0.0;
    for (const std::uint32_t t : cloud.triangles) area_mm2 += static_cast<double>(head.measuring.area_mm2(t));
    cloud.area_cm2 = static_cast<float>(area_mm2 / 100.0);
    cloud.at.resize(candidates.size());
    cloud.position_mm.resize(candidates.size());
    cloud.normal.resize(candidates.size());
    cloud.rank_mm.resize(candidates.size());
    in_pieces((candidates.size() + kOfAPiece - 1) / kOfAPiece, threads(), [&](std::size_t piece) {
        for (std::size_t i = piece * kOfAPiece; i < std::min(candidates.size(), (piece + 1) * kOfAPiece); ++i) {
            const SurfacePoint at = candidates[i].at();
            cloud.at[i] = at;
            cloud.position_mm[i] = head.measuring.position(at);
            cloud.normal[i] = head.measuring.normal(at);
            cloud.rank_mm[i] = candidates[i].rank_mm;
        }
    });
    lay_out_tiles(head, cloud);
    lay_flat(head, cloud);
    cloud.spacing_of_density_mm = measured_spacings(cloud.rank_mm, cloud.area_cm2);
    cloud.complete_per_cm2 = std::min(static_cast<float>(kDensest),
                                      static_cast<float>(candidates.size()) / cloud.area_cm2);
    lay_out_for_designs(head, cloud);
    return cloud;
}

std::uint64_t cache_key(const Head& head, std::uint32_t seed) {
    const Mesh& mesh = head.measuring.mesh();
    std::uint64_t key = mix(seed);
    key = hash_bytes(std::as_bytes(std::span(mesh.positions)), key);
    key = hash_bytes(std::as_bytes(std::span(mesh.triangles)), key);
    key = hash_bytes(std::as_bytes(std::span(head.scalp)), key);
    key = hash_bytes(std::as_bytes(std::span(head.outline_skin)), key);
    const auto tragion = head.landmarks.find("tragion_l");
    return tragion == head.landmarks.end() ? key
                                           : hash_bytes(std::as_bytes(std::span(&tragion->second.position_mm, 1)), key);
}

void keep_in_cache(std::uint64_t key, const std::vector<RankedCandidate>& candidates,
                   const std::vector<std::uint32_t>& triangles) {
    const std::uint64_t count = candidates.size();
    std::vector<std::byte> bytes(sizeof count + std::span(candidates).size_bytes() + std::span(triangles).size_bytes());
    std::memcpy(bytes.data(), &count, sizeof count);
    std::memcpy(bytes.data() + sizeof count, candidates.data(), std::span(candidates).size_bytes());
    std::memcpy(bytes.data() + sizeof count + std::span(candidates).size_bytes(), triangles.data(),
                std::span(triangles).size_bytes());
    write_cache("candidates", key, kCacheVersion, bytes);
}

/// The cloud from the cache, if it is there and fits the head.
std::optional<CandidateCloud> read_from_cache(const Head& head, std::uint32_t seed, std::uint64_t key) {
    const auto bytes = read_cache("candidates", key, kCacheVersion);
    std::uint64_t count = 0;
    if (!bytes || bytes->size() < sizeof count) return std::nullopt;
    std::memcpy(&count, bytes->data(), sizeof count);
    const std::size_t rest = bytes->size() - sizeof count;
    if (count == 0 || count > rest / sizeof(RankedCandidate)) return std::nullopt;
    std::vector<RankedCandidate> candidates(count);
    std::memcpy(candidates.data(), bytes->data() + sizeof count, std::span(candidates).size_bytes());
    const std::size_t left = rest - std::span(candidates).size_bytes();
    std::vector<std::uint32_t> triangles(left / sizeof(std::uint32_t));
    std::memcpy(triangles.data(), bytes->data() + bytes->size() - left, std::span(triangles).size_bytes());
    const std::size_t limit = head.measuring.triangle_count();
    const bool fits = std::ranges::all_of(candidates, [&](const auto& c) { return c.triangle < limit; }) &&
                      std::ranges::all_of(triangles, [&](std::uint32_t t) { return t < limit; });
    if (!fits) return std::nullopt;
    return cloud_of(head, seed, key, candidates, std::move(triangles));
}

/// Where candidates are ranked, and where they are kept.
struct Skin {
    std::vector<std::uint32_t> bearing;   // candidate_skin()
    std::vector<std::uint32_t> in_space;  // with those beside them, along a curve through space
    std::vector<std::uint8_t> is_bearing, is_ranked;  // by triangle
    float area_cm2 = 0.0f;                // of `bearing`
};
Skin skin_of(const Head& head) {
    Skin skin;
    skin.bearing = candidate_skin(head);
    const std::vector<std::uint32_t> wider = with_those_beside(head.measuring.mesh(), skin.bearing);
    skin.in_space = sorted_in_space(head.measuring, wider);
    skin.is_bearing.resize(head.measuring.triangle_count(), 0);
    skin.is_ranked = skin.is_bearing;
    double area_mm2 = 0.0;
    for (const std::uint32_t t : skin.bearing) {
        skin.is_bearing[t] = 1;
        area_mm2 += static_cast<double>(head.measuring.area_mm2(t));
    }
    for (const std::uint32_t t : wider) skin.is_ranked[t] = 1;
    skin.area_cm2 = static_cast<float>(area_mm2 / 100.0);
    return skin;
}

/// The darts to keep, by tile: those on skin that bears candidates, and of these no more than are measured.
std::vector<RankedCandidate> candidates_among(const Surface& surface, const std::vector<RankedDart>& darts,
                                              const Skin& skin) {
    std::vector<RankedCandidate> candidates;
    for (const RankedDart& dart : darts)
        if (skin.is_bearing[dart.at.triangle])
            candidates.push_back({dart.at.triangle, dart.at.weights.y, dart.at.weights.z, dart.rank_mm});
    const auto most = static_cast<std::size_t>(std::ceil(kKeptPerCm2 * static_cast<double>(skin.area_cm2)));
    if (candidates.size() > most && most > 0) {
        const auto last = candidates.begin() + static_cast<std::ptrdiff_t>(most) - 1;
        std::ranges::nth_element(candidates, last, std::greater<>(), &RankedCandidate::rank_mm);
        std::erase_if(candidates, [least = last->rank_mm](const RankedCandidate& c) { return c.rank_mm < least; });
    }
    sort_by_tile(surface, candidates);
    return candidates;
}

}  // namespace

std::vector<std::uint32_t> candidate_skin(const Head& head) {
    const Mesh& mesh = head.measuring.mesh();
    const std::vector<std::uint8_t> is_reached = reached_from_scalp(head);
    const bool knows_zone = head.outline_skin.size() == mesh.positions.size();
    // An outline runs through the triangles at its zone's rim, too.
    const auto may_bear_line = [&](std::uint32_t v) { return knows_zone && is_reached[v] && head.outline_skin[v] > 0.0f; };
    std::vector<std::uint32_t> triangles;
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
        const glm::uvec3& c = mesh.triangles[t];
        if ((is_reached[c.x] && is_reached[c.y] && is_reached[c.z]) || may_bear_line(c.x) || may_bear_line(c.y) ||
            may_bear_line(c.z))
            triangles.push_back(t);
    }
    return triangles;
}

float scalp_at(const Head& head, const SurfacePoint& at) {
    const glm::uvec3& corners = head.measuring.mesh().triangles[at.triangle];
    if (head.scalp.size() != head.measuring.mesh().positions.size()) return 0.0f;
    return at.weights.x * head.scalp[corners.x] + at.weights.y * head.scalp[corners.y] +
           at.weights.z * head.scalp[corners.z];
}

float hairiness(float scalp) {
    return std::clamp((scalp - 0.5f) * 2.5f, 0.0f, 1.0f);
}

std::uint64_t CandidateCloud::name(std::uint32_t id) const {
    const Place& place = at[id];
    const std::uint64_t weights = std::bit_cast<std::uint32_t>(place.second) |
                                  static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(place.third)) << 32;
    return mix(weights, place.triangle);
}

float CandidateCloud::spacing_mm(float density_per_cm2) const {
    if (!(density_per_cm2 > 0.0f)) return std::numeric_limits<float>::infinity();
    const auto last = spacing_of_density_mm.size() - 1;
    if (density_per_cm2 < 1.0f) return spacing_of_density_mm[1] / std::sqrt(density_per_cm2);
    if (density_per_cm2 >= static_cast<float>(last))
        return spacing_of_density_mm[last] * std::sqrt(static_cast<float>(last) / density_per_cm2);
    const auto below = static_cast<std::size_t>(density_per_cm2);
    const float share = density_per_cm2 - static_cast<float>(below);
    return spacing_of_density_mm[below] + share * (spacing_of_density_mm[below + 1] - spacing_of_density_mm[below]);
}

Result<CandidateCloud> build_candidates(const Head& head, std::uint32_t seed, const CancelToken& token,
                                        const Progress& progress, const EarlyCloud& early) {
    const std::uint64_t key = cache_key(head, seed);
    if (auto cached = read_from_cache(head, seed, key)) {
        progress.set(1.0f);
        return std::move(*cached);
    }
    const Skin skin = skin_of(head);
    const std::vector<SurfacePoint> scattered = scatter_on(head.measuring, skin.in_space, kScatteredPerMm2, seed, threads());
    if (scattered.empty() || skin.bearing.empty())
        return fail(ErrorCode::Degenerate, "No scalp was found on this head, so there is nowhere to place dots.");
    DartOptions options;
    options.scattered_per_mm2 = kScatteredPerMm2;
    options.enough = static_cast<std::size_t>(std::ceil(static_cast<double>(scattered.size()) * kRankedPerCm2 /
                                                        (100.0 * kScatteredPerMm2)));
    options.early_mm = early ? kEarlyMm : 0.0f;
    options.threads = threads();
    options.seed = mix(seed, 0x64617274u);
    const auto tell_early = [&](const std::vector<RankedDart>& darts) {
        if (const auto first = candidates_among(head.measuring, darts, skin); !first.empty() && !token.cancelled())
            early(cloud_of(head, seed, mix(key, 0x6561726cu), first, skin.bearing));
    };
    const auto darts = rank_by_darts(head.measuring, scattered, skin.is_ranked, options, token, progress, tell_early);
    if (!darts) return tl::unexpected(darts.error());
    std::vector<RankedCandidate> candidates = candidates_among(head.measuring, *darts, skin);
    if (candidates.empty())
        return fail(ErrorCode::Degenerate, "The scalp of this head is too small to place dots on.");
    keep_in_cache(key, candidates, skin.bearing);
    return cloud_of(head, seed, key, candidates, skin.bearing);
}

}  // namespace trichion
