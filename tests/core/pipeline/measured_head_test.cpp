// The measuring surface of a whole head: a clean head stays where it is, a rough one keeps its lengths and areas.
#include "core/geometry/geodesic.h"

#include "drawn_line.h"
#include "fitted_heads.h"
#include "head_triangles.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

constexpr double kMoved_mm = 0.5;

/// What an artist measures: over the forehead, over the top, round the back, across the brows, and the scalp's area.
struct Measures {
    std::vector<double> lengths_mm;
    double area_mm2 = 0.0;
};

/// The part of a triangle above a height: its corners above it, and where its edges cross it.
double area_above(const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c, double height_mm) {
    const glm::dvec3 corners[3] = {a, b, c};
    std::vector<glm::dvec3> kept;
    for (int k = 0; k < 3; ++k) {
        const glm::dvec3 &from = corners[k], &to = corners[(k + 1) % 3];
        if (from.y > height_mm) kept.push_back(from);
        if ((from.y > height_mm) != (to.y > height_mm)) kept.push_back(glm::mix(from, to, (height_mm - from.y) / (to.y - from.y)));
    }
    glm::dvec3 sum(0.0);
    for (std::size_t i = 2; i < kept.size(); ++i) sum += glm::cross(kept[i - 1] - kept[0], kept[i] - kept[0]);
    return 0.5 * glm::length(sum);
}

Measures measures_of(const Head& clean, const Head& head) {
    const glm::vec3 vertex = clean.landmark("vertex"), glabella = clean.landmark("glabella");
    const glm::vec3 back = clean.landmark("opisthocranion"), above_ear(0.0f, 0.45f * vertex.y, 0.0f);
    const glm::vec3 left = above_ear + glm::vec3(90.0f, 0.0f, 0.0f), right = above_ear - glm::vec3(90.0f, 0.0f, 0.0f);
    const glm::vec3 ends[][2] = {{glabella, vertex}, {vertex, back}, {left, vertex}, {left, right}, {right, back},
                                 {left, glabella}, {right, glabella}, {glm::vec3(-40, 90, 60), glm::vec3(40, 90, 60)}};
    Measures measures;
    // First onto the clean skin: from afar the nearest place of a rough skin is another one.
    const auto place = [&](const glm::vec3& p) {
        return *head.measuring.closest(clean.measuring.position(*clean.measuring.closest(p)));
    };
    for (const auto& way : ends) {
        const auto found = shortest_way(head.measuring, place(way[0]), place(way[1]));
        measures.lengths_mm.push_back(found ? static_cast<double>(found->length_mm()) : 0.0);
    }
    for (const glm::uvec3& t : head.measuring.mesh().triangles) {
        const auto& p = head.measuring.mesh().positions;
        measures.area_mm2 += area_above(p[t.x], p[t.y], p[t.z], 0.55 * vertex.y);
    }
    return measures;
}

double largest_length_error(const Measures& clean, const Measures& rough) {
    double largest = 0.0;
    for (std::size_t i = 0; i < clean.lengths_mm.size(); ++i)
        largest = std::max(largest, std::abs(rough.lengths_mm[i] / clean.lengths_mm[i] - 1.0));
    return largest;
}

double area_error(const Measures& clean, const Measures& rough) { return std::abs(rough.area_mm2 / clean.area_mm2 - 1.0); }

// Scalp and forehead: elsewhere eyes, nostrils, mouth and ears are bridged on purpose.
double farthest_moved(const Head& head, const Mesh& skin, float lift_mm) {
    const NearTriangles input(skin);
    double farthest = 0.0;
    for (std::size_t v = 0; v < head.measuring.mesh().positions.size(); ++v) {
        const glm::vec3 p = head.measuring.mesh().positions[v];
        if (p.y < head.landmark("glabella").y + 5.0f) continue;
        const glm::vec3 lifted = p + lift_mm * head.measuring.vertex_normals()[v];
        farthest = std::max(farthest, input.distance_mm(head.from_source.inverse(lifted)));
    }
    return farthest;
}

TEST(MeasuredHead, ACleanHeadMovesLessThanHalfAMillimetre) {
    for (const char* name : {"male_caucasian", "female_asian"}) {
        const Head& head = fitted_head(name);
        const Mesh skin = load_built_in(name)->skin;
        EXPECT_LT(farthest_moved(head, skin, 0.0f), kMoved_mm) << name;
        EXPECT_GT(farthest_moved(head, skin, 0.55f), kMoved_mm) << name;
    }
}

struct RoughCase {
    const char* name;
    Roughness rough;
    double length, area;  // shares that they may change by
};

class RoughHead : public testing::TestWithParam<RoughCase> {};
INSTANTIATE_TEST_SUITE_P(MeasuredHead, RoughHead,
                         testing::Values(RoughCase{"Even03", {.even_mm = 0.3f}, 0.003, 0.01},
                                         RoughCase{"Even1", {.even_mm = 1.0f}, 0.005, 0.01},
                                         RoughCase{"Patchy03", {.patchy_mm = 0.3f}, 0.003, 0.01},
                                         RoughCase{"Spikes", {.even_mm = 0.2f, .spike_mm = 3.0f}, 0.005, 0.01}),
                         [](const auto& rough) { return std::string(rough.param.name); });

TEST_P(RoughHead, KeepsItsLengthsAndAreas) {
    const Head& head = fitted_head("male_caucasian");
    const Measures clean = measures_of(head, head);
    const Measures rough = measures_of(head, measured_rough(head, GetParam().rough));
    RecordProperty("length_error_percent", std::to_string(100.0 * largest_length_error(clean, rough)));
    RecordProperty("area_error_percent", std::to_string(100.0 * area_error(clean, rough)));
    EXPECT_LT(largest_length_error(clean, rough), GetParam().length);
    EXPECT_LT(area_error(clean, rough), GetParam().area);
    Measures broken = rough;
    for (double& length : broken.lengths_mm) length *= 1.0 + 2.0 * GetParam().length;
    broken.area_mm2 *= 1.0 + 2.0 * GetParam().area;
    EXPECT_GT(largest_length_error(clean, broken), GetParam().length);
    EXPECT_GT(area_error(clean, broken), GetParam().area);
}

TEST(MeasuredHead, MeasuredOnTheRoughScanItselfLengthsAndAreasWouldFail) {
    const Head& head = fitted_head("male_caucasian");
    const Measures clean = measures_of(head, head);
    const Head raw = with_measuring(head, Surface::build(roughened(load_built_in(head.name)->skin, {.even_mm = 0.3f})).value());
    const Measures rough = measures_of(head, raw);
    EXPECT_GT(largest_length_error(clean, rough), 0.003);
    EXPECT_GT(area_error(clean, rough), 0.01);
}

}  // namespace
}  // namespace trichion
