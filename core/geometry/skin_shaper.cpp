// Laying a wrapped skin on the input.
#include "core/geometry/skin_shaper.h"

#include <Eigen/Sparse>
#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kRelaxShare = 0.5f;
constexpr float kSupportReach = 1.5f;         // of the offset: in a crease the skin is farther than the offset
constexpr float kSupportAgree = 0.0f;         // cosine
constexpr float kMeanOverNoise = 2.0f;        // width of the mean direction: tilts of noise over it are 0.1 rad at most
constexpr float kFoldAgree = 0.4f;            // cosine between a quad and the normal of its corner
constexpr std::size_t kNoiseStride = 16;      // every 16th vertex is enough for a median
constexpr float kDensestSpacing_mm = 2.5f;    // coarser inputs hold nothing below 5 mm wavelength
constexpr float kWidth = 3.3f;                // see choose_widths; measured on the built-in heads with noise
constexpr float kLeastSpacings = 1.4f;        // of the input's vertices: 25 samples for six coefficients
constexpr float kWidestSigma_mm = 8.0f;       // on a head of 80 mm radius the quadric is then 0.02 mm off
constexpr int kEvenRounds = 4;
constexpr float kWidestPlate_mm = 70.0f;      // wider gaps are spanned by a film, which cannot bulge

}  // namespace

SkinShaper::SkinShaper(const Surface& input, WrappedSkin skin) : input_(input), skin_(std::move(skin)) {
    const std::size_t count = skin_.positions.size();
    std::vector<std::uint64_t> sides;
    sides.reserve(skin_.quads.size() * 8);
    for (const auto& q : skin_.quads)
        for (std::size_t c = 0; c < 4; ++c) {
            const std::uint64_t a = q[c], b = q[(c + 1) % 4];
            sides.push_back(a << 32 | b);
            sides.push_back(b << 32 | a);
        }
    std::ranges::sort(sides);
    sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
    ring_first_.assign(count + 1, 0);
    for (const std::uint64_t side : sides) {
        ++ring_first_[(side >> 32) + 1];
        ring_.push_back(static_cast<std::uint32_t>(side));
    }
    for (std::size_t v = 0; v < count; ++v) ring_first_[v + 1] += ring_first_[v];
    is_supported_.assign(count, 1);
    update_normals();
}

void SkinShaper::update_normals() {
    normals_.assign(skin_.positions.size(), glm::vec3(0.0f));
    for (const auto& q : skin_.quads) {
        const glm::vec3 n = glm::cross(skin_.positions[q[2]] - skin_.positions[q[0]], skin_.positions[q[3]] - skin_.positions[q[1]]);
        for (const std::uint32_t v : q) normals_[v] += n;
    }
    for (glm::vec3& n : normals_) {
        const float length = glm::length(n);
        n = length > 0.0f ? n / length : glm::vec3(0.0f, 0.0f, 1.0f);
    }
}

void SkinShaper::relax(int rounds) {
    std::vector<glm::vec3> moved(skin_.positions.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::uint32_t v = 0; v < moved.size(); ++v) {
            glm::vec3 sum(0.0f);
            for (const std::uint32_t n : neighbours(v)) sum += skin_.positions[n];
            const glm::vec3 way = sum / static_cast<float>(neighbours(v).size()) - skin_.positions[v];
            moved[v] = skin_.positions[v] + kRelaxShare * (way - glm::dot(way, normals_[v]) * normals_[v]);
        }
        std::swap(moved, skin_.positions);
        update_normals();
    }
}

void SkinShaper::drop_folds() {
    std::vector<glm::vec3> quad_normals(skin_.quads.size());
    for (std::size_t k = 0; k < quad_normals.size(); ++k) {
        const auto& q = skin_.quads[k];
        const glm::vec3 n = glm::cross(skin_.positions[q[2]] - skin_.positions[q[0]], skin_.positions[q[3]] - skin_.positions[q[1]]);
        const float length = glm::length(n);
        quad_normals[k] = length > 0.0f ? n / length : glm::vec3(0.0f);
    }
    std::vector<std::uint8_t> folded(skin_.positions.size(), 0);
    for (std::size_t k = 0; k < quad_normals.size(); ++k)
        for (const std::uint32_t v : skin_.quads[k])
            if (glm::dot(quad_normals[k], normals_[v]) < kFoldAgree) folded[v] = 1;
    for (std::uint32_t v = 0; v < folded.size(); ++v) {
        if (!folded[v]) continue;
        is_supported_[v] = 0;
        for (const std::uint32_t n : neighbours(v)) is_supported_[n] = 0;
    }
}

void SkinShaper::orient_input() {
    double agreement = 0.0;
    for (std::size_t v = 0; v < skin_.positions.size(); v += kNoiseStride)
        if (const auto at = input_.closest(skin_.positions[v], 2.0f * skin_.offset_mm))
            agreement += glm::dot(input_.face_normal(at->triangle), normals_[v]);
    outward_ = agreement < 0.0 ? -1.0f : 1.0f;
}

glm::vec3 SkinShaper::outward_at(const SurfacePoint& at, float noise_mm) const {
    if (noise_mm > 0.0f && samples_)
        if (const auto mean = samples_->mean_normal(input_.position(at), kMeanOverNoise * noise_mm)) return *mean;
    return outward_ * input_.face_normal(at.triangle);
}

void SkinShaper::find_support(float noise_mm) {
    orient_input();
    const float reach = kSupportReach * skin_.offset_mm;
    std::vector<std::uint8_t> found(skin_.positions.size(), 0);
    for (std::size_t v = 0; v < found.size(); ++v) {
        const auto at = input_.closest(skin_.positions[v], reach);
        // Where the normal disagrees the place is the wall of a pocket or the inside of a cut.
        found[v] = at && glm::dot(outward_at(*at, noise_mm), normals_[v]) > kSupportAgree;
    }
    is_supported_ = found;
    for (std::uint32_t v = 0; v < found.size(); ++v)
        for (const std::uint32_t n : neighbours(v))
            if (!found[n]) is_supported_[v] = 0;
}

float SkinShaper::noise_mm(float sigma_mm) {
    float area = 0.0f;
    for (std::uint32_t t = 0; t < input_.triangle_count(); ++t) area += input_.area_mm2(t);
    const auto& positions = input_.mesh().positions;
    if (std::sqrt(area / static_cast<float>(positions.size())) > kDensestSpacing_mm) return 0.0f;

    std::vector<glm::vec3> outward = input_.vertex_normals();
    for (glm::vec3& n : outward) n *= outward_;
    samples_.emplace(positions, outward);

    std::vector<float> scatter;
    for (std::size_t v = 0; v < skin_.positions.size(); v += kNoiseStride) {
        if (!is_supported_[v]) continue;
        const auto at = input_.closest(skin_.positions[v]);
        if (const auto fit = samples_->fit(input_.position(*at), normals_[v], sigma_mm)) scatter.push_back(fit->residual_mm);
    }
    if (scatter.size() < 100) return 0.0f;
    std::ranges::nth_element(scatter, scatter.begin() + static_cast<std::ptrdiff_t>(scatter.size() / 2));
    return scatter[scatter.size() / 2];
}

void SkinShaper::choose_widths(float noise_mm, float least_sigma_mm) {
    std::vector<float> cell_mm2(input_.mesh().positions.size(), 0.0f);  // skin that each vertex of the input stands for
    for (std::uint32_t t = 0; t < input_.triangle_count(); ++t)
        for (int k = 0; k < 3; ++k) cell_mm2[input_.mesh().triangles[t][k]] += input_.area_mm2(t) / 3.0f;
    sigma_mm_.assign(skin_.positions.size(), least_sigma_mm);
    for (std::size_t v = 0; v < sigma_mm_.size(); ++v) {
        const auto at = is_supported_[v] ? input_.closest(skin_.positions[v]) : std::nullopt;
        if (!at) continue;
        const glm::uvec3& corners = input_.mesh().triangles[at->triangle];
        const float cell = (cell_mm2[corners.x] + cell_mm2[corners.y] + cell_mm2[corners.z]) / 3.0f;
        // A fit over n samples leaves noise / sqrt(n), with slopes of that over sigma; n grows with sigma^2 / cell.
        const float asked = std::max(kWidth * std::sqrt(noise_mm * std::sqrt(cell)), kLeastSpacings * std::sqrt(cell));
        sigma_mm_[v] = std::clamp(asked, least_sigma_mm, kWidestSigma_mm);
    }
    std::vector<float> even(sigma_mm_.size());
    for (int round = 0; round < kEvenRounds; ++round) {
        for (std::uint32_t v = 0; v < even.size(); ++v) {
            even[v] = sigma_mm_[v];
            for (const std::uint32_t n : neighbours(v)) even[v] += sigma_mm_[n];
            even[v] /= 1.0f + static_cast<float>(neighbours(v).size());
        }
        std::swap(even, sigma_mm_);
    }
}

void SkinShaper::lay_on(float share) {
    for (std::size_t v = 0; v < skin_.positions.size(); ++v) {
        if (!is_supported_[v]) continue;
        glm::vec3& p = skin_.positions[v];
        std::optional<glm::vec3> fitted;
        if (share > 0.0f && samples_)
            if (const auto fit = samples_->fit(p, normals_[v], sigma_mm_[v])) fitted = p + fit->height_mm * normals_[v];
        if (fitted && share >= 1.0f) {
            p = *fitted;
            continue;
        }
        const auto at = input_.closest(p);
        if (!at) continue;
        const glm::vec3 nearest = input_.position(*at);
        p = fitted ? glm::mix(nearest, *fitted, share) : nearest;
    }
    update_normals();
}

// Least squares: each vertex of the gap (and for a plate each one beside it) in the middle of its neighbours.
// Source: M. Botsch, L. Kobbelt, "An intuitive framework for real-time freeform modeling", 2004.
void SkinShaper::span_gap(const std::vector<std::uint32_t>& gap, Span span) {
    std::vector<std::uint32_t> rows = gap;
    std::vector<std::int32_t> unknown(skin_.positions.size(), -1);
    for (std::size_t i = 0; i < gap.size(); ++i) unknown[gap[i]] = static_cast<std::int32_t>(i);
    if (span == Span::Plate) {
        for (const std::uint32_t v : gap)
            for (const std::uint32_t n : neighbours(v))
                if (is_supported_[n]) rows.push_back(n);
        std::ranges::sort(rows);
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    }
    std::vector<Eigen::Triplet<double>> entries;
    Eigen::MatrixX3d right = Eigen::MatrixX3d::Zero(static_cast<Eigen::Index>(rows.size()), 3);
    const auto add = [&](std::size_t row, std::uint32_t v, double weight) {
        if (unknown[v] >= 0) {
            entries.emplace_back(static_cast<int>(row), unknown[v], weight);
            return;
        }
        for (int k = 0; k < 3; ++k)
            right(static_cast<Eigen::Index>(row), k) -= weight * static_cast<double>(skin_.positions[v][k]);
    };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto around = neighbours(rows[row]);
        add(row, rows[row], -1.0);
        for (const std::uint32_t n : around) add(row, n, 1.0 / static_cast<double>(around.size()));
    }
    Eigen::SparseMatrix<double> matrix(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(gap.size()));
    matrix.setFromTriplets(entries.begin(), entries.end());
    const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(matrix.transpose() * matrix);
    if (solver.info() != Eigen::Success) return;
    const Eigen::MatrixX3d places = solver.solve(matrix.transpose() * right);
    if (!places.allFinite()) return;
    for (std::size_t i = 0; i < gap.size(); ++i)
        for (int k = 0; k < 3; ++k) skin_.positions[gap[i]][k] = static_cast<float>(places(static_cast<Eigen::Index>(i), k));
}

float SkinShaper::bridge() {
    // Gaps, each as one group of joined vertices.
    std::vector<std::uint8_t> seen(skin_.positions.size(), 0);
    for (std::uint32_t seed = 0; seed < seen.size(); ++seed) {
        if (is_supported_[seed] || seen[seed]) continue;
        std::vector<std::uint32_t> gap{seed};
        seen[seed] = 1;
        Box box;
        for (std::size_t i = 0; i < gap.size(); ++i) {
            box.grow(skin_.positions[gap[i]]);
            for (const std::uint32_t n : neighbours(gap[i]))
                if (!is_supported_[n] && !seen[n]) seen[n] = 1, gap.push_back(n);
        }
        const glm::vec3 size = box.size();
        span_gap(gap, std::max({size.x, size.y, size.z}) < kWidestPlate_mm ? Span::Plate : Span::Film);
    }
    update_normals();
    float area = 0.0f;
    for (const auto& q : skin_.quads) {
        const auto bare = std::ranges::count_if(q, [&](std::uint32_t v) { return !is_supported_[v]; });
        area += 0.5f * static_cast<float>(bare) / 4.0f *
                glm::length(glm::cross(skin_.positions[q[2]] - skin_.positions[q[0]], skin_.positions[q[3]] - skin_.positions[q[1]]));
    }
    return area;
}

Mesh SkinShaper::triangulate() const {
    Mesh mesh;
    mesh.positions = skin_.positions;
    mesh.triangles.reserve(skin_.quads.size() * 2);
    const auto sharpest = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        float most = -1.0f;
        const std::uint32_t corners[3] = {a, b, c};
        for (int k = 0; k < 3; ++k) {
            const glm::vec3 at = mesh.positions[corners[k]];
            const glm::vec3 to = mesh.positions[corners[(k + 1) % 3]] - at, back = mesh.positions[corners[(k + 2) % 3]] - at;
            most = std::max(most, glm::dot(to, back) / std::max(1e-12f, glm::length(to) * glm::length(back)));
        }
        return most;  // cosine of the least angle
    };
    for (const auto& q : skin_.quads) {
        const float first = std::max(sharpest(q[0], q[1], q[2]), sharpest(q[0], q[2], q[3]));
        const float second = std::max(sharpest(q[1], q[2], q[3]), sharpest(q[1], q[3], q[0]));
        if (first <= second) {
            mesh.triangles.emplace_back(q[0], q[1], q[2]);
            mesh.triangles.emplace_back(q[0], q[2], q[3]);
        } else {
            mesh.triangles.emplace_back(q[1], q[2], q[3]);
            mesh.triangles.emplace_back(q[1], q[3], q[0]);
        }
    }
    return mesh;
}

}  // namespace trichion
