// How much skin a design works on, in all and by region.
#include "core/pipeline/worked_area.h"

#include <algorithm>
#include <array>

namespace trichion {
namespace {

constexpr int kParts = 4;  // of each side of a triangle that is cut
constexpr float kTriangleRadiusMm = 5.0f;

/// Whether places are inside, asked once for each vertex.
template <class IsInside>
class Sixteenths {
public:
    Sixteenths(const Head& head, const CandidateCloud& cloud, IsInside is_inside)
        : mesh_(head.measuring.mesh()),
          cloud_(cloud),
          is_inside_(is_inside),
          vertex_(mesh_.positions.size(), kUnknown) {}

    std::uint8_t of(std::uint32_t triangle) {
        const glm::uvec3& c = mesh_.triangles[triangle];
        const int corners = corner(c.x) + corner(c.y) + corner(c.z);
        if (corners == 0) return 0;
        if (corners == 3) return kParts * kParts;
        int parts = 0;
        for (int i = 0; i < kParts; ++i)
            for (int j = 0; i + j < kParts; ++j) {
                parts += at(c, i + 1.0 / 3.0, j + 1.0 / 3.0);
                if (i + j + 2 <= kParts) parts += at(c, i + 2.0 / 3.0, j + 2.0 / 3.0);
            }
        return static_cast<std::uint8_t>(parts);
    }

private:
    static constexpr std::uint8_t kUnknown = 2;

    bool corner(std::uint32_t v) {
        if (vertex_[v] == kUnknown) vertex_[v] = is_inside_(cloud_.flat[v]);
        return vertex_[v] == 1;
    }
    bool at(const glm::uvec3& c, double i, double j) const {
        const glm::dvec3 w = glm::dvec3(i, j, kParts - i - j) / static_cast<double>(kParts);
        return is_inside_(w.x * cloud_.flat[c.x] + w.y * cloud_.flat[c.y] + w.z * cloud_.flat[c.z]);
    }

    const Mesh& mesh_;
    const CandidateCloud& cloud_;
    IsInside is_inside_;
    std::vector<std::uint8_t> vertex_;
};

/// Whether places lie in the front band; most answers follow from the last distance measured.
class FrontBand {
public:
    explicit FrontBand(const CurveDistance& frontal) : frontal_(frontal) {}

    bool contains(const glm::vec3& p) {
        if (frontal_.empty()) return false;
        const float step = glm::distance(p, from_);
        if (is_measured_ && mm_ - step > kFrontBandMm) return false;
        if (is_measured_ && mm_ + step <= kFrontBandMm) return true;
        mm_ = frontal_.distance(p), from_ = p, is_measured_ = true;
        return mm_ <= kFrontBandMm;
    }

private:
    const CurveDistance& frontal_;
    glm::vec3 from_{0.0f};
    float mm_ = 0.0f;
    bool is_measured_ = false;
};

}  // namespace

std::vector<WorkedSkin> worked_skin(const Head& head, const CandidateCloud& cloud, const DensityField& field,
                                    const EditBounds& bounds, const PlacingTrace* before) {
    const auto is_worked = [&](const glm::dvec2& p) {
        bool is_in = field.fills_outline() && field.loop().contains(p);
        for (const DensityField::Area& area : field.areas()) {
            const bool is_added = area.kind != FreeArea::Kind::LeftOut;
            if (is_in != is_added && area.loop.contains(p)) {
                if (!is_added) return false;
                is_in = true;
            }
        }
        return is_in;
    };
    Sixteenths sixteenths(head, cloud, is_worked);
    FrontBand band(field.rim(Rim::Frontal));
    std::vector<WorkedSkin> skin = before ? *before->skin : std::vector<WorkedSkin>(cloud.triangles.size());
    for (const CandidateCloud::SkinPatch& patch : cloud.skin_patches) {
        const bool has_sides = before && bounds.leaves_sides(patch);
        if (has_sides && bounds.leaves_front(patch)) continue;
        for (std::uint32_t k = patch.first; k < patch.last; ++k) {
            const std::uint32_t i = cloud.skin_order[k];
            if (!has_sides) skin[i].sixteenths = sixteenths.of(cloud.triangles[i]);
            skin[i].is_front = skin[i].sixteenths > 0 && band.contains(cloud.skin[i].centre_mm);
        }
    }
    return skin;
}

std::vector<RegionArea> regions_of(const CandidateCloud& cloud, const std::vector<WorkedSkin>& skin) {
    static constexpr std::array<const char*, kZones + 1> kNames{"front",   "frontal", "mid",    "crown",
                                                                "temples", "sides",   "occiput"};
    std::array<double, kNames.size()> mm2{};
    for (std::size_t i = 0; i < skin.size(); ++i)
        mm2[skin[i].is_front ? 0 : 1 + static_cast<std::size_t>(cloud.skin[i].zone)] +=
            static_cast<double>(cloud.skin[i].area_mm2) * skin[i].sixteenths / 16.0;
    std::vector<RegionArea> regions;
    for (std::size_t k = 0; k < kNames.size(); ++k)
        if (mm2[k] > 0.0) regions.push_back({kNames[k], 0, static_cast<float>(mm2[k] / 100.0)});
    return regions;
}

float enclosed_cm2(const Head& head, const CandidateCloud& cloud, const SurfaceLoop& loop, const glm::vec4& ball) {
    Sixteenths sixteenths(head, cloud, [&](const glm::dvec2& p) { return loop.contains(p); });
    double mm2 = 0.0;
    for (std::size_t i = 0; i < cloud.skin.size(); ++i)
        if (glm::distance(cloud.skin[i].centre_mm, glm::vec3(ball)) <= ball.w + kTriangleRadiusMm)
            mm2 += static_cast<double>(cloud.skin[i].area_mm2) * sixteenths.of(cloud.triangles[i]) / 16.0;
    return static_cast<float>(mm2 / 100.0);
}

}  // namespace trichion
