// The measuring surface of an egg whose true shape is known: clean, damaged, rough.
#include "core/geometry/measuring_surface.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

const glm::dvec3 kRadii{75.0, 110.0, 95.0};

// An ellipsoid of head size, about `spacing_mm` between vertices; none below the cut when there is one.
Mesh egg(double spacing_mm, double cut_below_mm = -1e9) {
    Mesh mesh;
    const int rings = static_cast<int>(M_PI * 95.0 / spacing_mm), columns = 2 * rings;
    for (int r = 0; r <= rings; ++r)
        for (int c = 0; c < columns; ++c) {
            const double a = M_PI * (r + 0.5) / (rings + 1), b = 2.0 * M_PI * c / columns;
            mesh.positions.emplace_back(kRadii * glm::dvec3(std::sin(a) * std::sin(b), std::cos(a), std::sin(a) * std::cos(b)));
        }
    for (int r = 0; r < rings; ++r)
        for (int c = 0; c < columns; ++c) {
            const auto at = [&](int dr, int dc) { return static_cast<std::uint32_t>((r + dr) * columns + (c + dc) % columns); };
            if (mesh.positions[at(1, 0)].y < cut_below_mm) continue;
            mesh.triangles.emplace_back(at(0, 0), at(1, 0), at(0, 1));
            mesh.triangles.emplace_back(at(0, 1), at(1, 0), at(1, 1));
        }
    return mesh;
}

void add_ball(Mesh& mesh, const glm::vec3& centre, float radius_mm) {
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    for (const glm::vec3& corner : {glm::vec3(1, 0, 0), glm::vec3(-1, 0, 0), glm::vec3(0, 1, 0), glm::vec3(0, -1, 0), glm::vec3(0, 0, 1),
                                    glm::vec3(0, 0, -1)})
        mesh.positions.push_back(centre + radius_mm * corner);
    for (const glm::uvec3& t : {glm::uvec3(0, 2, 4), glm::uvec3(2, 1, 4), glm::uvec3(1, 3, 4), glm::uvec3(3, 0, 4), glm::uvec3(2, 0, 5),
                                glm::uvec3(1, 2, 5), glm::uvec3(3, 1, 5), glm::uvec3(0, 3, 5)})
        mesh.triangles.push_back(t + first);
}

void roughen(Mesh& mesh, double noise_mm) {
    for (std::size_t i = 0; i < mesh.positions.size(); ++i)
        for (int k = 0; k < 3; ++k) {
            // A sum of twelve even numbers is normal enough.
            double sum = -6.0;
            for (std::uint64_t j = 0; j < 12; ++j) sum += unit_double(mix(5, (i * 3 + static_cast<std::size_t>(k)) * 12 + j));
            mesh.positions[i][k] += static_cast<float>(noise_mm * sum);
        }
}

double area_above(const Mesh& mesh, double height_mm) {
    double area = 0.0;
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::dvec3 a(mesh.positions[t.x]), b(mesh.positions[t.y]), c(mesh.positions[t.z]);
        if ((a.y + b.y + c.y) / 3.0 > height_mm) area += 0.5 * glm::length(glm::cross(b - a, c - a));
    }
    return area;
}

// How far a place lies off the true egg, to first order.
double off_egg(const glm::vec3& p) {
    const glm::dvec3 q = glm::dvec3(p) / kRadii;
    const glm::dvec3 gradient = 2.0 * q / kRadii;
    return std::abs(glm::dot(q, q) - 1.0) / glm::length(gradient);
}

int parts_of(const Surface& surface) {
    std::vector<bool> seen(surface.triangle_count(), false);
    int parts = 0;
    for (std::uint32_t seed = 0; seed < seen.size(); ++seed) {
        if (seen[seed]) continue;
        ++parts;
        std::vector<std::uint32_t> open{seed};
        seen[seed] = true;
        while (!open.empty()) {
            const std::uint32_t t = open.back();
            open.pop_back();
            for (int e = 0; e < 3; ++e)
                if (const int other = surface.neighbours()[t][e]; other >= 0 && !seen[static_cast<std::size_t>(other)])
                    seen[static_cast<std::size_t>(other)] = true, open.push_back(static_cast<std::uint32_t>(other));
        }
    }
    return parts;
}

int border_edges(const Surface& surface) {
    int count = 0;
    for (const glm::ivec3& n : surface.neighbours())
        for (int e = 0; e < 3; ++e) count += n[e] < 0;
    return count;
}

double least_angle_deg(const Surface& surface, double share) {
    std::vector<double> angles;
    for (const glm::uvec3& t : surface.mesh().triangles) {
        double least = 180.0;
        for (int k = 0; k < 3; ++k) {
            const glm::dvec3 at(surface.mesh().positions[t[k]]);
            const glm::dvec3 to = glm::normalize(glm::dvec3(surface.mesh().positions[t[(k + 1) % 3]]) - at);
            const glm::dvec3 back = glm::normalize(glm::dvec3(surface.mesh().positions[t[(k + 2) % 3]]) - at);
            least = std::min(least, glm::degrees(std::acos(std::clamp(glm::dot(to, back), -1.0, 1.0))));
        }
        angles.push_back(least);
    }
    std::ranges::sort(angles);
    return angles[static_cast<std::size_t>(share * static_cast<double>(angles.size()))];
}

TEST(MeasuringSurface, OfADamagedScanIsOneClosedEvenSkinThroughTheTrueShape) {
    Mesh mesh = egg(2.0, -60.0);
    std::erase_if(mesh.triangles, [&](const glm::uvec3& t) {  // a hole 24 mm wide, high on the side
        return glm::distance(mesh.positions[t.x], glm::vec3(59.0f, 66.0f, 20.0f)) < 12.0f;
    });
    add_ball(mesh, {0.0f, 10.0f, 20.0f}, 25.0f);   // teeth
    add_ball(mesh, {0.0f, 130.0f, 0.0f}, 1.0f);    // a floating bit
    add_ball(mesh, {120.0f, 0.0f, 0.0f}, 2.0f);
    const auto measured = build_measuring_surface(*Surface::build(mesh));
    ASSERT_TRUE(measured) << measured.error().message;
    const Surface& skin = measured->surface;
    EXPECT_EQ(parts_of(skin), 1);
    EXPECT_EQ(border_edges(skin), 0);
    EXPECT_GE(skin.triangle_count(), 50000u);
    EXPECT_LE(skin.triangle_count(), 100000u);
    EXPECT_GT(least_angle_deg(skin, 0.05), 30.0);
    EXPECT_FALSE(measured->is_smoothed);
    double worst = 0.0, worst_in_hole = 0.0;
    for (const glm::vec3& p : skin.mesh().positions) {
        if (p.y < -50.0f) continue;
        const bool in_hole = glm::distance(p, glm::vec3(59.0f, 66.0f, 20.0f)) < 20.0f;
        (in_hole ? worst_in_hole : worst) = std::max(in_hole ? worst_in_hole : worst, off_egg(p));
    }
    EXPECT_LT(worst, 0.05);
    EXPECT_LT(worst_in_hole, 0.5);
    // The same figure must notice a skin that is 0.1 mm too high.
    EXPECT_GT(off_egg(skin.mesh().positions.front() + 0.1f * skin.vertex_normals().front()), 0.05);
}

TEST(MeasuringSurface, OfARoughScanHasTheAreaOfTheCleanOneWithinOnePercent) {
    Mesh rough = egg(1.5);
    const double clean_mm2 = area_above(rough, 0.0);
    roughen(rough, 0.3);
    const auto measured = build_measuring_surface(*Surface::build(rough));
    ASSERT_TRUE(measured) << measured.error().message;
    EXPECT_TRUE(measured->is_smoothed);
    EXPECT_NEAR(measured->noise_mm, 0.3, 0.05);
    EXPECT_NEAR(area_above(measured->surface.mesh(), 0.0) / clean_mm2, 1.0, 0.01);
    // The input itself fails, so the test can.
    EXPECT_GT(area_above(rough, 0.0) / clean_mm2, 1.01);
    double square = 0.0;
    for (const glm::vec3& p : measured->surface.mesh().positions) square += off_egg(p) * off_egg(p);
    EXPECT_LT(std::sqrt(square / static_cast<double>(measured->surface.mesh().positions.size())), 0.1);
}

TEST(MeasuringSurface, TakesNoRoughTriangleForAHole) {
    Mesh rough = egg(2.0);
    roughen(rough, 1.0);
    const Surface input = *Surface::build(rough);
    const auto measured = build_measuring_surface(input);
    ASSERT_TRUE(measured) << measured.error().message;
    EXPECT_LT(measured->bridged_mm2, 0.01 * area_above(rough, -1000.0));
    // Triangle for triangle a third faces so far off that it would count as the wall of a hole.
    int off = 0;
    for (std::uint32_t t = 0; t < input.triangle_count(); ++t) {
        const glm::uvec3& c = rough.triangles[t];
        const glm::dvec3 middle = (rough.positions[c.x] + rough.positions[c.y] + rough.positions[c.z]) / 3.0f;
        off += glm::dot(glm::normalize(middle / (kRadii * kRadii)), glm::dvec3(input.face_normal(t))) < 0.5;
    }
    EXPECT_GT(3 * off, static_cast<int>(input.triangle_count()));
}

TEST(MeasuringSurface, IsTheSameEveryTime) {
    const Surface input = *Surface::build(egg(4.0));
    EXPECT_EQ(build_measuring_surface(input)->surface.mesh(), build_measuring_surface(input)->surface.mesh());
}

TEST(MeasuringSurface, StopsWhenCancelledAndRefusesWhatIsNoHead) {
    const Surface input = *Surface::build(egg(8.0));
    const CancelToken token = CancelToken::make();
    token.cancel();
    EXPECT_EQ(build_measuring_surface(input, token).error().code, ErrorCode::Cancelled);
    Mesh crumb;
    add_ball(crumb, glm::vec3(0.0f), 5.0f);
    EXPECT_EQ(build_measuring_surface(*Surface::build(crumb)).error().code, ErrorCode::Degenerate);
}

}  // namespace
}  // namespace trichion
