// Moving least squares over a grid of samples.
#include "core/geometry/local_fit.h"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

constexpr float kCell_mm = 4.0f;
constexpr float kReachSigmas = 2.5f;
constexpr float kDepth_mm = 6.0f;      // samples farther off the tangent plane belong to another sheet
constexpr float kDepthSigmas = 1.2f;   // a wide fit meets a curved skin farther off its plane
constexpr float kAgree = 0.2f;         // cosine; the back of an ear is another sheet too
constexpr int kLeastSamples = 10;      // six coefficients and some to spare
constexpr double kLeastEffective = 9.0;

using Normal6 = Eigen::Matrix<double, 6, 6>;
using Vector6 = Eigen::Matrix<double, 6, 1>;

}  // namespace

SampleCloud::SampleCloud(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals) {
    Box box;
    for (const glm::vec3& p : positions) box.grow(p);
    if (positions.empty()) return;
    origin_ = box.min;
    size_ = glm::ivec3(box.size() / kCell_mm) + 1;
    const auto cells = static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y) * static_cast<std::size_t>(size_.z);
    first_.assign(cells + 1, 0);
    std::vector<std::size_t> cell(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) {
        cell[i] = cell_of(glm::ivec3((positions[i] - origin_) / kCell_mm));
        ++first_[cell[i] + 1];
    }
    for (std::size_t c = 0; c < cells; ++c) first_[c + 1] += first_[c];
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    positions_.resize(positions.size());
    normals_.resize(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const std::uint32_t to = next[cell[i]]++;
        positions_[to] = positions[i];
        normals_[to] = normals[i];
    }
}

std::size_t SampleCloud::cell_of(const glm::ivec3& c) const {
    return (static_cast<std::size_t>(c.z) * static_cast<std::size_t>(size_.y) + static_cast<std::size_t>(c.y)) *
               static_cast<std::size_t>(size_.x) +
           static_cast<std::size_t>(c.x);
}

std::optional<SampleCloud::Fit> SampleCloud::fit(const glm::vec3& place, const glm::vec3& normal, float sigma_mm) const {
    if (positions_.empty()) return std::nullopt;
    const glm::vec3 u = glm::normalize(std::abs(normal.x) < 0.7f ? glm::cross(normal, glm::vec3(1.0f, 0.0f, 0.0f))
                                                                  : glm::cross(normal, glm::vec3(0.0f, 1.0f, 0.0f)));
    const glm::vec3 v = glm::cross(normal, u);
    const float reach = kReachSigmas * sigma_mm, reach2 = reach * reach;
    const float depth = std::max(kDepth_mm, kDepthSigmas * sigma_mm);
    const glm::ivec3 low = glm::max(glm::ivec3(glm::floor((place - reach - origin_) / kCell_mm)), glm::ivec3(0));
    const glm::ivec3 high = glm::min(glm::ivec3(glm::floor((place + reach - origin_) / kCell_mm)), size_ - 1);
    // Moments of the weights: the 6 x 6 system needs only the upper triangle of basis products.
    double system[21] = {}, right[6] = {}, weight_sum = 0.0, weight2_sum = 0.0, square = 0.0;
    int samples = 0;
    for (int z = low.z; z <= high.z; ++z)
        for (int y = low.y; y <= high.y; ++y) {
            if (low.x > high.x) continue;
            const std::uint32_t from = first_[cell_of({low.x, y, z})], to = first_[cell_of({high.x, y, z}) + 1];
            for (std::uint32_t i = from; i < to; ++i) {
                const glm::vec3 d = positions_[i] - place;
                const float w = glm::dot(d, normal);
                const float flat2 = glm::dot(d, d) - w * w;
                if (flat2 > reach2 || std::abs(w) > depth || glm::dot(normals_[i], normal) < kAgree) continue;
                const double a = glm::dot(d, u) / sigma_mm, b = glm::dot(d, v) / sigma_mm;
                const double weight = std::exp(-0.5 * (a * a + b * b));
                const double basis[6] = {1.0, a, b, a * a, a * b, b * b};
                for (int row = 0, k = 0; row < 6; ++row) {
                    const double scaled = weight * basis[row];
                    right[row] += scaled * w;
                    for (int column = row; column < 6; ++column) system[k++] += scaled * basis[column];
                }
                weight_sum += weight, weight2_sum += weight * weight, square += weight * w * w;
                ++samples;
            }
        }
    if (samples < kLeastSamples) return std::nullopt;
    const double effective = weight_sum * weight_sum / weight2_sum;
    if (effective < kLeastEffective) return std::nullopt;
    Normal6 matrix;
    Vector6 vector;
    for (int row = 0, k = 0; row < 6; ++row) {
        vector(row) = right[row];
        for (int column = row; column < 6; ++column) matrix(row, column) = matrix(column, row) = system[k++];
    }
    matrix.diagonal().array() += 1e-9 * weight_sum;
    const Vector6 c = matrix.ldlt().solve(vector);
    if (!c.allFinite()) return std::nullopt;
    const double error = std::max(0.0, square - c.dot(vector));
    // Six coefficients take up some of the scatter; the effective number of samples says how much.
    const double freedom = std::max(1.0, effective - 3.0) / effective;
    return Fit{static_cast<float>(c(0)), static_cast<float>(std::sqrt(error / (weight_sum * freedom))), samples};
}

std::optional<glm::vec3> SampleCloud::mean_normal(const glm::vec3& place, float sigma_mm) const {
    if (positions_.empty()) return std::nullopt;
    const float reach = kReachSigmas * sigma_mm;
    const glm::ivec3 low = glm::max(glm::ivec3(glm::floor((place - reach - origin_) / kCell_mm)), glm::ivec3(0));
    const glm::ivec3 high = glm::min(glm::ivec3(glm::floor((place + reach - origin_) / kCell_mm)), size_ - 1);
    if (low.x > high.x) return std::nullopt;
    glm::vec3 sum(0.0f);
    bool is_found = false;
    for (int z = low.z; z <= high.z; ++z)
        for (int y = low.y; y <= high.y; ++y) {
            const std::uint32_t from = first_[cell_of({low.x, y, z})], to = first_[cell_of({high.x, y, z}) + 1];
            for (std::uint32_t i = from; i < to; ++i) {
                const glm::vec3 d = (positions_[i] - place) / sigma_mm;
                const float far2 = glm::dot(d, d);
                if (far2 > kReachSigmas * kReachSigmas) continue;
                sum += std::exp(-0.5f * far2) * normals_[i];
                is_found = true;
            }
        }
    return is_found ? std::optional(sum) : std::nullopt;
}

}  // namespace trichion
