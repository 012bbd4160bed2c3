// The default head's scalp as a picture of directions, and its transfer.
#include "core/pipeline/scalp_map.h"

#include "core/base/cache_dir.h"
#include "core/pipeline/built_in_heads.h"
#include "core/pipeline/head_measures.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace trichion {
namespace {

constexpr int kColumns = 256;  // of azimuth
constexpr int kRows = 128;     // of elevation
constexpr std::uint32_t kVersion = 1;
constexpr float kPi = std::numbers::pi_v<float>;
constexpr float kFar_mm = 400.0f;
const glm::vec3 kCentre_mm{0.0f, 35.0f, -8.0f};  // inside the braincase of every head

// Breadth, height of the vertex over the tragions, length: what makes two heads comparable.
struct HeadSize {
    glm::vec3 mm{1.0f};
};

struct ScalpMap {
    HeadSize size;
    std::vector<float> share = std::vector<float>(kRows * kColumns, 0.0f);
};

float place_of(const Landmarks& landmarks, const char* name, int axis, float otherwise_mm) {
    const auto found = landmarks.find(name);
    return found != landmarks.end() ? found->second.position_mm[axis] : otherwise_mm;
}

// Without a landmark: the mean man's [FACTS 4.3].
HeadSize size_of(const Landmarks& landmarks, float breadth_mm) {
    const float length_mm = place_of(landmarks, "glabella", 2, 93.0f) - place_of(landmarks, "opisthocranion", 2, -104.0f);
    return {{std::max(breadth_mm, 80.0f), std::max(place_of(landmarks, "vertex", 1, 131.0f), 60.0f), std::max(length_mm, 100.0f)}};
}

glm::vec2 direction_of(const glm::vec3& d) { return {std::atan2(d.x, d.z), std::atan2(d.y, std::hypot(d.x, d.z))}; }

std::vector<float> draw_map(const BuiltInModel& model) {
    std::vector<float> share(kRows * kColumns, 0.0f);
    const auto skin = Surface::build(model.skin);
    if (!skin) return share;
    std::vector<glm::vec3> places(share.size());
    for (int row = 0; row < kRows; ++row)
        for (int column = 0; column < kColumns; ++column) {
            const float azimuth = ((static_cast<float>(column) + 0.5f) / kColumns * 2.0f - 1.0f) * kPi;
            const float elevation = ((static_cast<float>(row) + 0.5f) / kRows - 0.5f) * kPi;
            const glm::vec3 way{std::cos(elevation) * std::sin(azimuth), std::sin(elevation), std::cos(elevation) * std::cos(azimuth)};
            // From outside inward, so that an ear hides the scalp behind it.
            const glm::vec3 from = kCentre_mm + kFar_mm * way;
            const auto hit = skin->hit({from, -way});
            places[static_cast<std::size_t>(row * kColumns + column)] = hit ? skin->position(hit->at) : kCentre_mm;
        }
    if (auto read = built_in_scalp(model.display, places)) share = std::move(*read);
    return share;
}

ScalpMap compute_map(const std::string& name) {
    ScalpMap map;
    const auto model = load_built_in(name);
    if (!model) return map;
    if (const auto skin = Surface::build(model->skin))
        map.size = size_of(model->landmarks, measure_head(*skin, model->landmarks).breadth_mm);
    map.share = draw_map(*model);
    return map;
}

ScalpMap load_map() {
    constexpr const char* kKind = "scalp-map";
    const std::string name = built_in_heads().front().name;
    const std::uint64_t key = built_in_hash(name);
    ScalpMap map;
    const std::size_t share_size = map.share.size() * sizeof(float);
    if (const auto bytes = read_cache(kKind, key, kVersion); bytes && bytes->size() == sizeof map.size + share_size) {
        std::memcpy(&map.size, bytes->data(), sizeof map.size);
        std::memcpy(map.share.data(), bytes->data() + sizeof map.size, share_size);
        return map;
    }
    map = compute_map(name);
    std::vector<std::byte> bytes(sizeof map.size + share_size);
    std::memcpy(bytes.data(), &map.size, sizeof map.size);
    std::memcpy(bytes.data() + sizeof map.size, map.share.data(), share_size);
    write_cache(kKind, key, kVersion, bytes);
    return map;
}

float look_up(const ScalpMap& map, const glm::vec3& d) {
    const glm::vec2 angles = direction_of(d);
    const float x = (angles.x / kPi + 1.0f) * 0.5f * kColumns - 0.5f;
    const float y = std::clamp((angles.y / kPi + 0.5f) * kRows - 0.5f, 0.0f, kRows - 1.001f);
    const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(y);
    const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
    const auto at = [&](int dx, int dy) {
        const int column = (x0 + dx + kColumns) % kColumns;
        return map.share[static_cast<std::size_t>((y0 + dy) * kColumns + column)];
    };
    const float low = at(0, 0) + fx * (at(1, 0) - at(0, 0)), high = at(0, 1) + fx * (at(1, 1) - at(0, 1));
    return low + fy * (high - low);
}

}  // namespace

std::vector<float> guess_scalp(std::span<const glm::vec3> places_mm, const Landmarks& landmarks, float breadth_mm) {
    static const ScalpMap map = load_map();
    const glm::vec3 ratio = map.size.mm / size_of(landmarks, breadth_mm).mm;
    std::vector<float> scalp;
    scalp.reserve(places_mm.size());
    for (const glm::vec3& place : places_mm) scalp.push_back(look_up(map, place * ratio - kCentre_mm));
    return scalp;
}

}  // namespace trichion
