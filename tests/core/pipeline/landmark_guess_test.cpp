// Guessed landmarks lie where the built-in heads' own are, however the head is tilted, cut or clicked on.
#include "core/pipeline/landmark_guess.h"

#include "core/pipeline/built_in_heads.h"

#include <gtest/gtest.h>
#include <glm/gtc/matrix_transform.hpp>

namespace trichion {
namespace {

Surface head_surface(const std::string& name) {
    return *Surface::build(load_built_in(name)->skin);
}
Landmarks head_landmarks(const std::string& name) {
    return load_built_in(name)->landmarks;
}

float error_mm(const Landmarks& guess, const Landmarks& truth, const std::string& name) {
    return glm::distance(guess.at(name).position_mm, truth.at(name).position_mm);
}

glm::mat3 turn(float degrees, const glm::vec3& axis) {
    return glm::mat3(glm::rotate(glm::mat4(1.0f), glm::radians(degrees), axis));
}

struct Tolerance {
    const char* name;
    float mean_mm, worst_mm;
};
// The top, the back and the hairline's middle lie on flat places: along them a few degrees are many millimetres.
constexpr Tolerance kTolerances[] = {
    {"glabella", 5.0f, 9.0f},      {"nasion", 3.0f, 5.0f},         {"pronasale", 3.0f, 5.0f},
    {"subnasale", 5.0f, 8.0f},     {"menton", 5.0f, 8.0f},         {"tragion_l", 4.0f, 8.0f},
    {"tragion_r", 4.0f, 8.0f},     {"pupil_l", 5.0f, 6.0f},        {"exocanthion_l", 3.0f, 5.0f},
    {"exocanthion_r", 3.0f, 5.0f}, {"opisthocranion", 5.0f, 8.0f}, {"vertex", 8.0f, 16.0f},
};

// These heads are an eighth of the mean each: tests/core/io/real_scans_test.cpp measures on others.
TEST(LandmarkGuess, LiesCloseToTheOwnLandmarksOfAllEightBuiltInHeads) {
    std::map<std::string, float> sum, worst;
    for (const BuiltInHead& head : built_in_heads()) {
        const Landmarks guess = guess_landmarks(head_surface(head.name)), truth = head_landmarks(head.name);
        for (const Tolerance& t : kTolerances) {
            ASSERT_TRUE(guess.contains(t.name)) << head.name << " " << t.name;
            EXPECT_TRUE(guess.at(t.name).is_guess);
            const float e = error_mm(guess, truth, t.name);
            sum[t.name] += e / float(built_in_heads().size());
            worst[t.name] = std::max(worst[t.name], e);
        }
    }
    for (const Tolerance& t : kTolerances) {
        std::printf("  %-16s mean %4.1f mm, worst %4.1f mm\n", t.name, double(sum[t.name]), double(worst[t.name]));
        EXPECT_LT(sum[t.name], t.mean_mm) << t.name;
        EXPECT_LT(worst[t.name], t.worst_mm) << t.name;
    }
}

TEST(LandmarkGuess, AHeadTiltedByTwentyDegreesAndMovedGivesTheSamePlaces) {
    const Landmarks truth = head_landmarks("male_asian");
    for (const glm::vec3& axis :
         {glm::vec3(1.0f, 0.0f, 0.0f), glm::vec3(-1.0f, 0.0f, 0.0f), glm::vec3(0.0f, 0.6f, 0.8f)}) {
        const Similarity move{turn(20.0f, axis), {400.0f, -30.0f, 90.0f}, 1.0f};
        const Landmarks guess = guess_landmarks(head_surface("male_asian").transformed(move));
        for (const char* name : {"glabella", "nasion", "pronasale", "tragion_l", "tragion_r", "exocanthion_l"})
            EXPECT_LT(glm::distance(guess.at(name).position_mm, move(truth.at(name).position_mm)), 8.0f) << name;
    }
}

TEST(LandmarkGuess, EveryNameIsOnTheSkinEvenWhenTheFaceIsCutOff) {
    Mesh mesh = load_built_in("male_older")->skin;
    std::erase_if(mesh.triangles, [&](const glm::uvec3& t) { return mesh.positions[t.x].y < -10.0f; });
    const Surface scalp = *Surface::build(mesh);
    const Landmarks guess = guess_landmarks(scalp), truth = head_landmarks("male_older");
    for (const char* name : kEveryHeadHas) {
        ASSERT_TRUE(guess.contains(name)) << name;
        const auto at = scalp.closest(guess.at(name).position_mm);
        EXPECT_LT(glm::distance(scalp.position(*at), guess.at(name).position_mm), 0.01f) << name;
    }
    EXPECT_FALSE(guess.contains("menton")) << "a chin that is not there";
    EXPECT_LT(error_mm(guess, truth, "glabella"), 8.0f);
    EXPECT_LT(error_mm(guess, truth, "tragion_l"), 8.0f);
}

TEST(LandmarkGuess, AShapeThatIsNoHeadStillGivesEveryName) {
    Mesh tetrahedron{{{0, 100, 0}, {80, -50, 60}, {-80, -50, 60}, {0, -50, -90}},
                     {{0, 2, 1}, {0, 1, 3}, {0, 3, 2}, {1, 2, 3}}};
    const Landmarks guess = guess_landmarks(*Surface::build(tetrahedron));
    for (const char* name : kEveryHeadHas) EXPECT_TRUE(guess.contains(name)) << name;
}

TEST(LandmarkGuess, ThreeClicksOnAHeadThatLiesSidewaysPutTheOthersRight) {
    const Landmarks truth = head_landmarks("female_caucasian");
    const Similarity move{turn(100.0f, glm::normalize(glm::vec3(0.2f, 0.5f, 1.0f))), {0.0f, 50.0f, -700.0f}, 1.0f};
    Landmarks clicked;
    for (const char* name : {"glabella", "tragion_l", "tragion_r"})
        clicked[name] = {move(truth.at(name).position_mm), false};
    const Landmarks guess = reguess_landmarks(head_surface("female_caucasian").transformed(move), clicked);
    for (const char* name : {"glabella", "tragion_l", "tragion_r"}) {
        EXPECT_EQ(guess.at(name).position_mm, clicked.at(name).position_mm);
        EXPECT_FALSE(guess.at(name).is_guess);
    }
    for (const char* name : {"nasion", "pronasale", "exocanthion_l", "exocanthion_r"})
        EXPECT_LT(glm::distance(guess.at(name).position_mm, move(truth.at(name).position_mm)), 6.0f) << name;
}

TEST(LandmarkGuess, AClickMovesItsNeighboursWithItAndLeavesFarOnesAlone) {
    const Surface head = head_surface("male_mixed");
    const Landmarks before = guess_landmarks(head);
    Landmarks clicked;
    clicked["glabella"] = {
        head.position(*head.closest(before.at("glabella").position_mm + glm::vec3(0.0f, 8.0f, 0.0f))), false};
    const Landmarks after = reguess_landmarks(head, clicked);
    EXPECT_GT(after.at("nasion").position_mm.y - before.at("nasion").position_mm.y, 4.0f);
    EXPECT_LT(glm::distance(after.at("opisthocranion").position_mm, before.at("opisthocranion").position_mm),
              0.5f);
}

}  // namespace
}  // namespace trichion
