// Left and right: on even heads the plain mirror image, on uneven ones an answer that leads back.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/symmetry.h"

#include "fitted_heads.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

glm::vec3 at(const Head& head, const SurfacePoint& p) { return head.measuring.position(p); }

// The head with its left half swollen backwards and its middle bent, as no plane could halve it: x leans with height and
// depth, and the left side lies up to `shift_mm` farther back.
Head bent(const Head& even, float bend_mm, float shift_mm = 0.0f) {
    const auto move = [&](glm::vec3 p) {
        const float height = (p.y - 40.0f) / 80.0f, depth = (p.z - 20.0f) / 80.0f;
        p.z -= shift_mm * std::clamp(p.x / 50.0f, 0.0f, 1.0f);
        p.x += bend_mm * (height * height - 0.7f * depth * height);
        return p;
    };
    Head head = even;
    Mesh mesh = even.measuring.mesh();
    for (glm::vec3& p : mesh.positions) p = move(p);
    head.measuring = Surface::build(std::move(mesh)).value();
    for (auto& [name, landmark] : head.landmarks) landmark.position_mm = move(landmark.position_mm);
    head.midline = fit_midline_sheet(head);
    return head;
}

// Places all over the skin where hairlines run.
std::vector<SurfacePoint> places_on(const Head& head) {
    std::vector<SurfacePoint> places;
    for (const char* preset : {"natural", "receded"}) {
        const auto outline = fit_outline(head, {}, preset, usual_height_mm(head.name));
        if (!outline) continue;
        for (const OutlineCurve& part : draw_outline(head, *outline).parts)
            for (std::size_t i = 0; i < part.curve.points.size(); i += 9) places.push_back(part.curve.points[i]);
    }
    return places;
}

float largest_return_mm(const Head& head, const Symmetry& symmetry, float asymmetry) {
    float largest = 0.0f;
    for (const SurfacePoint& p : places_on(head)) {
        const SurfacePoint twice = symmetry.counterpart(symmetry.counterpart(p, asymmetry), asymmetry);
        largest = std::max(largest, glm::distance(at(head, p), at(head, twice)));
    }
    return largest;
}

// A hairline as a client may have it: the left side `higher_mm` farther up and back.
std::vector<glm::vec3> traced(const Head& head, float higher_mm) {
    std::vector<glm::vec3> trace;
    for (float x = -58.0f; x <= 58.0f; x += 2.0f) {
        const float rise = 12.0f * std::pow(std::abs(x) / 58.0f, 2.0f);
        const float extra = x > 0.0f ? higher_mm * std::clamp(x / 30.0f, 0.0f, 1.0f) : 0.0f;
        const glm::vec3 from(x, 92.0f + rise + extra, 260.0f);
        const auto hit = head.measuring.hit({from, glm::normalize(glm::vec3(0.0f, -0.25f, -1.0f))}, true);
        if (hit) trace.push_back(head.from_source.inverse(at(head, hit->at)));
    }
    return trace;
}

class EverySymmetricHead : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Symmetry, EverySymmetricHead,
                         testing::Values("male_caucasian", "male_african", "male_asian", "male_mixed", "male_older",
                                         "female_caucasian", "female_african", "female_asian"),
                         [](const auto& head) { return head.param; });

TEST_P(EverySymmetricHead, AnEvenHeadIsHalvedByItsFlatPlane) {
    const Head& head = fitted_head(GetParam());
    const Symmetry symmetry(head, {});
    for (const SurfacePoint& p : places_on(head)) {
        const glm::vec3 here = at(head, p);
        EXPECT_NEAR(symmetry.offset_mm(here), here.x, 0.03f);
        ASSERT_LT(glm::distance(at(head, symmetry.counterpart(p, 0.0f)), glm::vec3(-here.x, here.y, here.z)), 0.1f);
    }
}

TEST_P(EverySymmetricHead, MirroredTwiceIsTheSamePlace) {
    const Head& head = fitted_head(GetParam());
    const Symmetry symmetry(head, {});
    EXPECT_LT(largest_return_mm(head, symmetry, 0.0f), 0.01f);
    for (const SurfacePoint& p : places_on(head)) {
        const glm::vec3 here = at(head, p) * 1.07f;
        ASSERT_LT(glm::distance(symmetry.reflect(symmetry.reflect(here)), here), 0.01f);
    }
}

TEST(Symmetry, ABentMidlineIsFollowedWhereNoPlaneCan) {
    const Head& even = fitted_head("male_caucasian");
    const Head head = bent(even, 3.0f);
    const Symmetry symmetry(head, {});
    float largest = 0.0f, from_plane = 0.0f;
    for (const SurfacePoint& p : places_on(even)) {  // the same triangles on both heads
        const glm::vec3 before = even.measuring.position(p);
        if (std::abs(before.x) > 50.0f) continue;
        const auto other = even.measuring.closest({-before.x, before.y, before.z});
        const glm::vec3 expected = at(head, *other);
        largest = std::max(largest, glm::distance(at(head, symmetry.counterpart(p, 0.0f)), expected));
        from_plane = std::max(from_plane, glm::distance(mid_plane(head).reflect(at(head, p)), expected));
    }
    EXPECT_LT(largest, 2.0f);
    EXPECT_GT(from_plane, 4.0f) << "the bend is one that a plane cannot follow";
    EXPECT_LT(largest_return_mm(head, symmetry, 0.0f), 0.01f);
}

TEST(Symmetry, ALandmarkSetFarOffDoesNotBendTheMidline) {
    Head head = fitted_head("male_caucasian");
    head.landmarks.at("trichion") = {head.landmark("trichion") + glm::vec3(18.0f, 0.0f, 0.0f), false};
    head.landmarks.at("tragion_l") = {head.landmark("tragion_l") + glm::vec3(0.0f, 8.0f, 12.0f), false};
    head.midline = fit_midline_sheet(head);
    const Symmetry symmetry(head, {});
    for (const SurfacePoint& p : places_on(fitted_head("male_caucasian"))) {
        const glm::vec3 here = at(head, p);
        ASSERT_LT(std::abs(symmetry.offset_mm(here) - here.x), 1.5f);
        ASSERT_LT(glm::distance(at(head, symmetry.counterpart(p, 0.0f)), glm::vec3(-here.x, here.y, here.z)), 3.0f);
    }
}

TEST(Symmetry, PlacesOfTheMidlineAreTheirOwnCounterparts) {
    const Head head = bent(fitted_head("female_african"), 4.0f);
    const Symmetry symmetry(head, {});
    for (const SurfacePoint& p : places_on(head)) {
        const SurfacePoint middle = symmetry.on_midline(p);
        EXPECT_NEAR(symmetry.offset_mm(at(head, middle)), 0.0f, 0.01f);
        EXPECT_LT(glm::distance(at(head, symmetry.on_midline(middle)), at(head, middle)), 0.01f);
        EXPECT_LT(glm::distance(at(head, symmetry.counterpart(middle, 0.0f)), at(head, middle)), 0.01f);
        EXPECT_LT(glm::distance(at(head, symmetry.counterpart(middle, 1.0f)), at(head, middle)), 0.1f);
    }
}

TEST(Symmetry, MirroredTwiceIsTheSamePlaceWhateverAsymmetryIsKept) {
    const Head head = bent(fitted_head("male_asian"), 3.0f, 4.0f);
    ClientFacts client;
    client.traced_hairline = traced(head, 7.0f);
    for (const ClientFacts& facts : {ClientFacts{}, client}) {
        const Symmetry symmetry(head, facts);
        for (const float share : {0.0f, 0.3f, 0.7f, 1.0f}) EXPECT_LT(largest_return_mm(head, symmetry, share), 0.1f) << share;
    }
}

TEST(Symmetry, ATracedHairlineIsTheAsymmetryThatIsKept) {
    const Head& head = fitted_head("male_caucasian");
    ClientFacts client;
    client.traced_hairline = traced(head, 6.0f);
    const Symmetry symmetry(head, client);
    const auto right = std::ranges::min_element(client.traced_hairline, {}, [](const glm::vec3& p) { return std::abs(p.x + 42.0f); });
    const auto left = std::ranges::min_element(client.traced_hairline, {}, [](const glm::vec3& p) { return std::abs(p.x - 42.0f); });
    const SurfacePoint from = *head.measuring.closest(*right);
    const float none = glm::distance(at(head, symmetry.counterpart(from, 0.0f)), *left);
    const float half = glm::distance(at(head, symmetry.counterpart(from, 0.5f)), *left);
    const float all = glm::distance(at(head, symmetry.counterpart(from, 1.0f)), *left);
    EXPECT_GT(none, 5.0f);
    EXPECT_NEAR(half, 0.5f * none, 0.2f * none);
    EXPECT_LT(all, 0.3f * none);
    EXPECT_NEAR(symmetry.natural_mm(*left).x, none, 0.25f * none) << "the left side is told to be higher";
}

TEST(Symmetry, WithoutATraceTheLandmarksTellTheAsymmetry) {
    Head head = fitted_head("male_caucasian");
    for (auto& [name, landmark] : head.landmarks)
        if (name.ends_with("_l")) landmark = {landmark.position_mm + glm::vec3(0.0f, 3.0f, 0.0f), false};
    head.midline = fitted_head("male_caucasian").midline;
    const Symmetry symmetry(head, {});
    const SurfacePoint right = *head.measuring.closest({-45.0f, 90.0f, 70.0f});
    const float up = at(head, symmetry.counterpart(right, 1.0f)).y - at(head, symmetry.counterpart(right, 0.0f)).y;
    EXPECT_GT(up, 0.8f);
    EXPECT_LT(up, 3.5f);
}

TEST(Symmetry, ATraceOfOneSideAloneTellsNoAsymmetry) {
    const Head& head = fitted_head("male_caucasian");
    ClientFacts client;
    client.traced_hairline = traced(head, 6.0f);
    std::erase_if(client.traced_hairline, [](const glm::vec3& p) { return p.x < 5.0f; });
    const Symmetry symmetry(head, client);
    for (const SurfacePoint& p : places_on(head)) ASSERT_LT(glm::length(symmetry.natural_mm(at(head, p))), 0.5f);
}

}  // namespace
}  // namespace trichion
