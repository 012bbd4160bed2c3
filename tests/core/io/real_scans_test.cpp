// The scans in ../shared/heads/scans: each opens, stands upright, has a head's size and its landmarks in place.
#include "core/io/head_import.h"
#include "core/pipeline/landmark_guess.h"
#include "scan_files.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

using testing::ScanFolder;

struct RealScan {
    const char* file;
    const char* unit;
    std::size_t least_triangles, most_triangles;
    float least_length_mm, most_length_mm;
    // Places known from elsewhere, in the upright frame that the file itself has; none when it is turned.
    std::map<std::string, glm::vec3> known;
};

// The ICT heads keep the vertex order of their model, whose face landmarks are published: 978, 4857, 1147, 1507
// and 3721 are nose root, nose tip, nose base and the outer eye corners [ICT-FaceKit, 68 landmark indices].
const RealScan kScans[] = {
    {"inv_ct_head_mm.ply", "mm", 230'000, 232'352, 192.0f, 202.0f, {}},
    {"leeperrysmith_m.glb", "m", 17'500, 17'672, 193.0f, 206.0f, {}},
    {"leeperrysmith_mm.obj", "mm", 17'500, 17'672, 193.0f, 206.0f, {}},
    {"ch2_phone_scan_m.ply", "m", 270'000, 278'129, 185.0f, 205.0f, {}},
    {"ict_neutral_head.obj",
     "mm",
     28'000,
     28'068,
     185.0f,
     200.0f,
     {{"nasion", {0.0f, 37.4f, 107.3f}},
      {"pronasale", {0.0f, 4.1f, 130.7f}},
      {"subnasale", {0.0f, -12.0f, 115.7f}},
      {"exocanthion_r", {-44.6f, 34.3f, 86.0f}},
      {"exocanthion_l", {44.6f, 34.3f, 86.0f}}}},
    {"ict_random_0.obj",
     "mm",
     28'000,
     28'068,
     165.0f,
     180.0f,
     {{"nasion", {0.0f, 35.2f, 102.8f}},
      {"pronasale", {-0.1f, 6.6f, 124.7f}},
      {"subnasale", {0.1f, -9.4f, 112.0f}},
      {"exocanthion_r", {-40.2f, 35.1f, 85.2f}},
      {"exocanthion_l", {40.2f, 35.3f, 85.5f}}}},
    {"ict_neutral_full.obj", "mm", 25'000, 33'000, 185.0f, 200.0f, {{"pronasale", {0.0f, 4.1f, 130.7f}}}},
    {"fsaverage_head.ply", "mm", 4'000, 4'062, 200.0f, 215.0f, {}},
};

class RealScans : public ::testing::TestWithParam<RealScan> {};

TEST_P(RealScans, OpensUprightWithAHeadsSizeAndItsLandmarksInPlace) {
    const RealScan& scan = GetParam();
    const std::filesystem::path path =
        std::filesystem::path(TRICHION_SOURCE_DIR) / "../shared/heads/scans" / scan.file;
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the reference scans are not here: " << path;
    const ScanFolder names_the_worker;

    const auto head = import_head(path);
    ASSERT_TRUE(head) << head.error().message;
    const auto surface = Surface::build(head->skin.mesh);
    ASSERT_TRUE(surface) << surface.error().message;
    const Landmarks landmarks = guess_landmarks(*surface);

    EXPECT_EQ(head->unit, scan.unit);
    EXPECT_GE(surface->triangle_count(), scan.least_triangles);
    EXPECT_LE(surface->triangle_count(), scan.most_triangles);
    for (const char* name : kEveryHeadHas) ASSERT_TRUE(landmarks.contains(name)) << name;
    const auto at = [&](const char* name) { return landmarks.at(name).position_mm; };
    const float length_mm = glm::distance(at("glabella"), at("opisthocranion"));
    EXPECT_GT(length_mm, scan.least_length_mm);
    EXPECT_LT(length_mm, scan.most_length_mm);
    const glm::vec3 ears = 0.5f * (at("tragion_l") + at("tragion_r"));
    EXPECT_GT(glm::normalize(at("tragion_l") - at("tragion_r")).x, 0.97f);
    EXPECT_GT(glm::normalize(at("glabella") - ears).z, 0.85f);
    EXPECT_GT(at("vertex").y - ears.y, 110.0f);
    EXPECT_GT(at("pronasale").z, at("glabella").z);
    EXPECT_LT(at("nasion").y, at("glabella").y);
    for (const auto& [name, place] : scan.known) {
        const float error_mm = glm::distance(landmarks.at(name).position_mm, place);
        RecordProperty(name, std::to_string(error_mm));
        EXPECT_LT(error_mm, 5.0f) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Each, RealScans, ::testing::ValuesIn(kScans), [](const auto& scan) {
    std::string name = scan.param.file;
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});

TEST(RealScans, ColoursAndPicturesComeAlong) {
    const std::filesystem::path folder = std::filesystem::path(TRICHION_SOURCE_DIR) / "../shared/heads/scans";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the reference scans are not here: " << folder;
    const ScanFolder names_the_worker;
    const auto glb = import_head(folder / "leeperrysmith_m.glb"),
               obj = import_head(folder / "leeperrysmith_mm.obj");
    ASSERT_TRUE(glb && obj);
    EXPECT_EQ(glb->skin.picture_format, "jpg");
    EXPECT_EQ(glb->skin.picture.size(), std::filesystem::file_size(folder / "leeperrysmith_col.jpg"));
    EXPECT_EQ(glb->skin.picture, obj->skin.picture);
    EXPECT_EQ(glb->skin.uvs.size(), glb->skin.mesh.positions.size());
    // Both files tell one head: their texture coordinates must agree in direction too.
    double difference = 0.0;
    const auto nearest = Surface::build(obj->skin.mesh);
    for (std::size_t i = 0; i < glb->skin.uvs.size(); i += 97) {
        const auto at = nearest->closest(glb->skin.mesh.positions[i]);
        glm::vec2 uv(0.0f);
        for (int k = 0; k < 3; ++k)
            uv += at->weights[k] * obj->skin.uvs[obj->skin.mesh.triangles[at->triangle][k]];
        difference += glm::distance(uv, glb->skin.uvs[i]) < 0.01f ? 0.0 : 1.0;
    }
    EXPECT_LT(difference, 0.1 * double(glb->skin.uvs.size()) / 97.0);
}

}  // namespace
}  // namespace trichion
