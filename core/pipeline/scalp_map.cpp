// The default head's scalp as a picture of directions, and its transfer.
#include "core/pipeline/scalp_map.h"

#include "core/base/cache_dir.h"
#include "core/pipeline/built_in_heads.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace trichion {
namespace {

constexpr int kColumns = 256;  // of azimuth
constexpr int kRows = 128;     // of elevation
constexpr std::uint32_t kVersion = 2;
constexpr float kPi = std::numbers::pi_v<float>;
constexpr float kFar_mm = 400.0f;
constexpr float kNearest = 0.75f;
constexpr float kFacing = 0.3f;     // cosine; scalp faces out from the middle of the head
constexpr float kFarthest = 1.25f;  // times the default head's distance: beyond lie ears and shoulders
const glm::vec3 kCentre_mm{0.0f, 35.0f, -8.0f};  // inside the braincase of every head

// Between the tragions, from them up to the vertex, glabella to opisthocranion: what makes two heads comparable.
struct HeadSize {
    glm::vec3 mm{1.0f};
};

// One texel: whether the skin that a direction meets bears hair, and how far away it is.
struct Skin {
    float share = 0.0f;
    float distance_mm = 0.0f;
};

struct ScalpMap {
    HeadSize size;
    std::vector<Skin> skin = std::vector<Skin>(kRows * kColumns);
};

float place_of(const Landmarks& landmarks, const char* name, int axis, float otherwise_mm) {
    const auto found = landmarks.find(name);
    return found != landmarks.end() ? found->second.position_mm[axis] : otherwise_mm;
}

// Without a landmark: the mean man's [FACTS 4.3].
HeadSize size_of(const Landmarks& landmarks) {
    const float breadth_mm = place_of(landmarks, "tragion_l", 0, 73.0f) - place_of(landmarks, "tragion_r", 0, -73.0f);
    const float length_mm = place_of(landmarks, "glabella", 2, 93.0f) - place_of(landmarks, "opisthocranion", 2, -104.0f);
    return {{std::max(breadth_mm, 80.0f), std::max(place_of(landmarks, "vertex", 1, 131.0f), 60.0f), std::max(length_mm, 100.0f)}};
}

glm::vec2 direction_of(const glm::vec3& d) { return {std::atan2(d.x, d.z), std::atan2(d.y, std::hypot(d.x, d.z))}; }

ScalpMap draw_map(const BuiltInModel& model) {
    ScalpMap map;
    map.size = size_of(model.landmarks);
    const auto skin = Surface::build(model.skin);
    if (!skin) return map;
    std::vector<glm::vec3> places(map.skin.size());
    for (int row = 0; row < kRows; ++row)
        for (int column = 0; column < kColumns; ++column) {
            const float azimuth = ((static_cast<float>(column) + 0.5f) / kColumns * 2.0f - 1.0f) * kPi;
            const float elevation = ((static_cast<float>(row) + 0.5f) / kRows - 0.5f) * kPi;
            const glm::vec3 way{std::cos(elevation) * std::sin(azimuth), std::sin(elevation), std::cos(elevation) * std::cos(azimuth)};
            // From outside inward, so that an ear hides the scalp behind it; through an eye there is no skin to meet.
            const auto hit = skin->hit({kCentre_mm + kFar_mm * way, -way}, true);
            const auto texel = static_cast<std::size_t>(row * kColumns + column);
            if (!hit || hit->distance_mm > kFar_mm) continue;
            places[texel] = skin->position(hit->at);
            map.skin[texel].distance_mm = glm::distance(places[texel], kCentre_mm);
        }
    const auto share = built_in_scalp(model.display, places);
    for (std::size_t k = 0; share && k < places.size(); ++k)
        if (map.skin[k].distance_mm > 0.0f) map.skin[k].share = (*share)[k];
    return map;
}

ScalpMap load_map() {
    constexpr const char* kKind = "scalp-map";
    const std::string name = built_in_heads().front().name;
    const std::uint64_t key = built_in_hash(name);
    ScalpMap map;
    const std::size_t skin_size = map.skin.size() * sizeof(Skin);
    if (const auto bytes = read_cache(kKind, key, kVersion); bytes && bytes->size() == sizeof map.size + skin_size) {
        std::memcpy(&map.size, bytes->data(), sizeof map.size);
        std::memcpy(map.skin.data(), bytes->data() + sizeof map.size, skin_size);
        return map;
    }
    const auto model = load_built_in(name);
    if (!model) return map;
    map = draw_map(*model);
    std::vector<std::byte> bytes(sizeof map.size + skin_size);
    std::memcpy(bytes.data(), &map.size, sizeof map.size);
    std::memcpy(bytes.data() + sizeof map.size, map.skin.data(), skin_size);
    write_cache(kKind, key, kVersion, bytes);
    return map;
}

Skin look_up(const ScalpMap& map, const glm::vec3& d) {
    const glm::vec2 angles = direction_of(d);
    const float x = (angles.x / kPi + 1.0f) * 0.5f * kColumns - 0.5f;
    const float y = std::clamp((angles.y / kPi + 0.5f) * kRows - 0.5f, 0.0f, kRows - 1.001f);
    const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(y);
    const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
    Skin sum;
    for (int corner = 0; corner < 4; ++corner) {
        const int dx = corner & 1, dy = corner >> 1;
        const float weight = (dx ? fx : 1.0f - fx) * (dy ? fy : 1.0f - fy);
        const Skin& texel = map.skin[static_cast<std::size_t>((y0 + dy) * kColumns + (x0 + dx + kColumns) % kColumns)];
        sum.share += weight * texel.share;
        sum.distance_mm += weight * texel.distance_mm;
    }
    return sum;
}

}  // namespace

std::vector<float> guess_scalp(std::span<const glm::vec3> places_mm, std::span<const glm::vec3> normals,
                               const Landmarks& landmarks) {
    static const ScalpMap map = load_map();
    const glm::vec3 ratio = map.size.mm / size_of(landmarks).mm;
    std::vector<float> scalp;
    scalp.reserve(places_mm.size());
    for (std::size_t k = 0; k < places_mm.size(); ++k) {
        const glm::vec3 way = places_mm[k] * ratio - kCentre_mm;
        const Skin skin = look_up(map, way);
        const float reach = glm::length(way) / std::max(skin.distance_mm, 1.0f);
        // The film over a cut neck lies too near or faces along the directions instead of out.
        const bool is_skin = reach > kNearest && reach < kFarthest && glm::dot(normals[k], way) > kFacing * glm::length(way);
        scalp.push_back(is_skin ? skin.share : 0.0f);
    }
    return scalp;
}

}  // namespace trichion
