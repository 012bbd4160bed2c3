// Ambient occlusion from depth pictures.
#include "core/geometry/occlusion.h"

#include "core/geometry/mesh.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trichion {
namespace {

constexpr int kDirections = 64;
constexpr int kPixels = 320;           // of a depth picture's side: about 1 mm on a head
constexpr float kBiasPixels = 1.5f;    // a vertex this close behind the depth picture is not hidden
constexpr int kSmoothRounds = 2;

// Evenly spread over the sphere. Source: R. Swinbank, R. Purser, "Fibonacci grids", 2006.
glm::vec3 direction(int index) {
    const float height = 1.0f - (2.0f * static_cast<float>(index) + 1.0f) / static_cast<float>(kDirections);
    const float turn = static_cast<float>(index) * std::numbers::pi_v<float> * (3.0f - std::sqrt(5.0f));
    const float radius = std::sqrt(1.0f - height * height);
    return {radius * std::cos(turn), height, radius * std::sin(turn)};
}

// What a far eye in one direction sees: the greatest height towards it in each pixel.
class DepthPicture {
public:
    DepthPicture(const Box& box, const glm::vec3& towards_eye) : towards_eye_(towards_eye), depth_(kPixels * kPixels, -1e30f) {
        right_ = glm::normalize(std::abs(towards_eye.y) < 0.9f ? glm::cross(glm::vec3(0.0f, 1.0f, 0.0f), towards_eye)
                                                              : glm::cross(glm::vec3(1.0f, 0.0f, 0.0f), towards_eye));
        up_ = glm::cross(towards_eye, right_);
        centre_ = box.centre();
        pixel_mm_ = std::max(glm::length(box.size()) * 1.02f / static_cast<float>(kPixels), 1e-6f);
    }

    // x and y in pixels, z in mm towards the eye.
    glm::vec3 place(const glm::vec3& p) const {
        const glm::vec3 d = p - centre_;
        return {glm::dot(d, right_) / pixel_mm_ + 0.5f * kPixels, glm::dot(d, up_) / pixel_mm_ + 0.5f * kPixels,
                glm::dot(d, towards_eye_)};
    }

    void draw(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
        const float area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        if (area == 0.0f) return;
        const glm::vec3 low = glm::min(a, glm::min(b, c)), high = glm::max(a, glm::max(b, c));
        const int x0 = std::max(0, static_cast<int>(std::ceil(low.x - 0.5f))), x1 = std::min(kPixels - 1, static_cast<int>(std::floor(high.x - 0.5f)));
        const int y0 = std::max(0, static_cast<int>(std::ceil(low.y - 0.5f))), y1 = std::min(kPixels - 1, static_cast<int>(std::floor(high.y - 0.5f)));
        for (int y = y0; y <= y1; ++y)
            for (int x = x0; x <= x1; ++x) {
                const float px = static_cast<float>(x) + 0.5f - a.x, py = static_cast<float>(y) + 0.5f - a.y;
                const float v = (px * (c.y - a.y) - (c.x - a.x) * py) / area;
                const float w = ((b.x - a.x) * py - px * (b.y - a.y)) / area;
                if (v < 0.0f || w < 0.0f || v + w > 1.0f) continue;
                float& depth = depth_[static_cast<std::size_t>(y * kPixels + x)];
                depth = std::max(depth, a.z + v * (b.z - a.z) + w * (c.z - a.z));
            }
    }

    // Mean over the four pixels around, so that shadows have soft edges.
    float visible(const glm::vec3& at, float slope) const {
        const float bias = pixel_mm_ * kBiasPixels * (1.0f + slope);
        const float x = std::clamp(at.x - 0.5f, 0.0f, kPixels - 1.001f), y = std::clamp(at.y - 0.5f, 0.0f, kPixels - 1.001f);
        const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
        const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
        const auto open = [&](int dx, int dy) {
            return depth_[static_cast<std::size_t>((y0 + dy) * kPixels + x0 + dx)] <= at.z + bias ? 1.0f : 0.0f;
        };
        const float low = open(0, 0) + fx * (open(1, 0) - open(0, 0)), high = open(0, 1) + fx * (open(1, 1) - open(0, 1));
        return low + fy * (high - low);
    }

private:
    glm::vec3 towards_eye_, right_{0.0f}, up_{0.0f}, centre_{0.0f};
    float pixel_mm_ = 1.0f;
    std::vector<float> depth_;
};

void smooth(std::vector<float>& values, std::span<const glm::uvec3> triangles) {
    for (int round = 0; round < kSmoothRounds; ++round) {
        std::vector<float> sum = values;
        std::vector<float> count(values.size(), 1.0f);
        for (const glm::uvec3& t : triangles)
            for (int k = 0; k < 3; ++k) sum[t[k]] += values[t[(k + 1) % 3]] + values[t[(k + 2) % 3]], count[t[k]] += 2.0f;
        for (std::size_t v = 0; v < values.size(); ++v) values[v] = sum[v] / count[v];
    }
}

}  // namespace

std::vector<float> ambient_occlusion(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                                     std::span<const glm::uvec3> triangles, const CancelToken& token) {
    Box box;
    for (const glm::vec3& p : positions) box.grow(p);
    std::vector<float> seen(positions.size(), 0.0f), whole(positions.size(), 0.0f);
    std::vector<glm::vec3> placed(positions.size());
    for (int k = 0; k < kDirections; ++k) {
        if (token.cancelled()) return {};
        const glm::vec3 towards = direction(k);
        DepthPicture picture(box, towards);
        for (std::size_t v = 0; v < positions.size(); ++v) placed[v] = picture.place(positions[v]);
        for (const glm::uvec3& t : triangles) picture.draw(placed[t.x], placed[t.y], placed[t.z]);
        for (std::size_t v = 0; v < positions.size(); ++v) {
            const float cosine = glm::dot(normals[v], towards);
            if (cosine <= 0.0f) continue;
            whole[v] += cosine;
            seen[v] += cosine * picture.visible(placed[v], std::min(3.0f, (1.0f - cosine) / cosine));
        }
    }
    for (std::size_t v = 0; v < seen.size(); ++v) seen[v] = whole[v] > 0.0f ? seen[v] / whole[v] : 1.0f;
    smooth(seen, triangles);
    return seen;
}

}  // namespace trichion
