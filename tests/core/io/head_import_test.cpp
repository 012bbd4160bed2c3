// A head comes in the same whatever unit, pose and format its file has.
#include "core/io/head_import.h"
#include "scan_files.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <glm/gtc/matrix_transform.hpp>

namespace trichion {
namespace {

using testing::a_head;
using testing::as_ascii_stl;
using testing::as_binary_stl;
using testing::as_obj;
using testing::as_ply;
using testing::moved;
using testing::ScanFolder;

glm::mat3 turn(float degrees, const glm::vec3& axis) {
    return glm::mat3(glm::rotate(glm::mat4(1.0f), glm::radians(degrees), axis));
}

Box box_of(const Mesh& mesh) {
    Box box;
    for (const glm::vec3& p : mesh.positions) box.grow(p);
    return box;
}

// How far two boxes differ, at worst, in size: equal for equal heads in equal axes.
float size_difference_mm(const Mesh& a, const Mesh& b) {
    const glm::vec3 d = glm::abs(box_of(a).size() - box_of(b).size());
    return std::max({d.x, d.y, d.z});
}

// The nose of the test head is the foremost point, its crown the highest, and its right is to our left.
float farthest_from_upright_mm(const Mesh& imported) {
    const Mesh& head = a_head();
    std::size_t nose = 0;
    for (std::size_t i = 0; i < head.positions.size(); ++i)
        if (head.positions[i].z > head.positions[nose].z) nose = i;
    const Box wanted = box_of(head), got = box_of(imported);
    const glm::vec3 wanted_nose = head.positions[nose] - wanted.centre();
    glm::vec3 got_nose(0.0f, 0.0f, -1e9f);
    for (const glm::vec3& p : imported.positions)
        if (p.z > got_nose.z) got_nose = p;
    return glm::distance(got_nose - got.centre(), wanted_nose);
}

std::size_t notes_saying(const ImportedHead& head, const std::string& words) {
    return static_cast<std::size_t>(std::ranges::count_if(
        head.notes, [&](const std::string& n) { return n.find(words) != std::string::npos; }));
}

TEST(HeadImport, AnUprightHeadInMillimetresKeepsItsOwnPositions) {
    const ScanFolder folder;
    const auto head = import_head(folder.write("head.ply", as_ply(a_head())));
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_EQ(head->unit, "mm");
    EXPECT_EQ(head->skin.mesh.triangles.size(), a_head().triangles.size());
    const Box wanted = box_of(a_head()), got = box_of(head->skin.mesh);
    EXPECT_LT(glm::distance(wanted.min, got.min), 1e-3f);
    EXPECT_LT(glm::distance(wanted.max, got.max), 1e-3f);
}

TEST(HeadImport, MetresCentimetresAndInchesBecomeMillimetres) {
    const ScanFolder folder;
    for (const auto& [unit, mm] : {std::pair{"m", 1000.0f}, std::pair{"cm", 10.0f}, std::pair{"in", 25.4f}}) {
        const Mesh in_unit = moved(a_head(), {glm::mat3(1.0f), glm::vec3(0.0f), 1.0f / mm});
        const auto head = import_head(folder.write("head.ply", as_ply(in_unit)));
        ASSERT_TRUE(head) << head.error().message;
        EXPECT_EQ(head->unit, unit);
        EXPECT_LT(size_difference_mm(head->skin.mesh, a_head()), 0.01f);
        EXPECT_EQ(notes_saying(*head, "converted to mm"), 1u);
    }
}

TEST(HeadImport, AHeadOfNoUnitIsScaledToAnAverageOneAndSaysSo) {
    const ScanFolder folder;
    const auto head = import_head(folder.write("head.ply", as_ply(moved(a_head(), {glm::mat3(1.0f), {}, 0.03f}))));
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_EQ(head->unit, "unknown");
    EXPECT_EQ(notes_saying(*head, "fits no unit"), 1u);
    EXPECT_LT(size_difference_mm(head->skin.mesh, a_head()), 25.0f);
}

TEST(HeadImport, AxesThatAreSwappedAreSwappedBackExactly) {
    const ScanFolder folder;
    const glm::mat3 z_up = turn(90.0f, {1.0f, 0.0f, 0.0f});
    const glm::mat3 lying = turn(-90.0f, {0.0f, 0.0f, 1.0f});
    const glm::mat3 backwards = turn(180.0f, {0.0f, 1.0f, 0.0f});
    for (const glm::mat3& rotation : {lying, z_up * backwards}) {
        const auto head = import_head(folder.write("head.ply", as_ply(moved(a_head(), {rotation}))));
        ASSERT_TRUE(head) << head.error().message;
        EXPECT_LT(farthest_from_upright_mm(head->skin.mesh), 0.01f);
        EXPECT_EQ(notes_saying(*head, "turned upright"), 1u);
    }
}

TEST(HeadImport, AHeadThatLiesAskewIsTurnedUprightWithinAFewDegrees) {
    const ScanFolder folder;
    const glm::mat3 askew =
        turn(70.0f, glm::normalize(glm::vec3(0.3f, 1.0f, 0.5f))) * turn(130.0f, {1.0f, 0.0f, 0.0f});
    const auto head =
        import_head(folder.write("head.ply", as_ply(moved(a_head(), {askew, {300.0f, -200.0f, 50.0f}}))));
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_LT(farthest_from_upright_mm(head->skin.mesh), 15.0f);
    EXPECT_EQ(notes_saying(*head, "stood at an angle"), 1u);
}

TEST(HeadImport, TheUprightCheckOfTheseTestsSeesATiltOfTenDegreesAndAMirror) {
    EXPECT_GT(farthest_from_upright_mm(moved(a_head(), {turn(10.0f, {1.0f, 0.0f, 0.0f})})), 15.0f);
    EXPECT_GT(farthest_from_upright_mm(moved(a_head(), {turn(180.0f, {0.0f, 1.0f, 0.0f})})), 15.0f);
}

TEST(HeadImport, EveryFormatGivesTheSameHead) {
    const ScanFolder folder;
    const auto reference = import_head(folder.write("head.ply", as_ply(a_head())));
    ASSERT_TRUE(reference) << reference.error().message;
    for (const auto& [name, bytes] :
         {std::pair{"head.obj", as_obj(a_head())}, std::pair{"binary.stl", as_binary_stl(a_head())},
          std::pair{"ASCII.STL", as_ascii_stl(a_head())}}) {
        const auto head = import_head(folder.write(name, bytes));
        ASSERT_TRUE(head) << head.error().message;
        EXPECT_EQ(head->skin.mesh.triangles.size(), reference->skin.mesh.triangles.size()) << name;
        EXPECT_EQ(head->skin.mesh.positions.size(), reference->skin.mesh.positions.size())
            << name << ": corners not welded";
        EXPECT_LT(size_difference_mm(head->skin.mesh, reference->skin.mesh), 1e-3f) << name;
    }
}

TEST(HeadImport, FloatingBitsRepeatedTrianglesAndInsideOutWindingAreMendedAndNoted) {
    Mesh scan = a_head();
    for (glm::uvec3& t : scan.triangles) std::swap(t.y, t.z);
    scan.triangles.push_back(scan.triangles.front());
    scan.triangles.push_back({5, 5, 6});
    const auto first = static_cast<std::uint32_t>(scan.positions.size());
    for (const glm::vec3& p : {glm::vec3(150, 0, 0), glm::vec3(153, 0, 0), glm::vec3(150, 3, 0)})
        scan.positions.push_back(p);
    scan.triangles.push_back({first, first + 1, first + 2});
    const ScanFolder folder;
    const auto head = import_head(folder.write("head.ply", as_ply(scan)));
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_EQ(head->skin.mesh.triangles.size(), a_head().triangles.size());
    EXPECT_EQ(notes_saying(*head, "2 triangles without area or said twice"), 1u);
    EXPECT_EQ(notes_saying(*head, "1 loose part"), 1u);
    EXPECT_EQ(notes_saying(*head, "faced inward"), 1u);
    double volume = 0.0;
    for (const glm::uvec3& t : head->skin.mesh.triangles)
        volume += glm::dot(head->skin.mesh.positions[t.x],
                           glm::cross(head->skin.mesh.positions[t.y], head->skin.mesh.positions[t.z])) /
                  6.0;
    EXPECT_GT(volume, 2e6);  // mm3: a head's, and positive only when wound outward
}

TEST(HeadImport, AnObjTakesItsColourPictureAlongFromItsOwnFolderOnly) {
    const ScanFolder folder;
    const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "not really, but its own bytes";
    std::string text = "mtllib my head.mtl\n" + as_obj(a_head());
    folder.write("my head.mtl", "newmtl skin\nmap_Kd -s 1 1 1 ../../etc/skin.png\n");
    folder.write("skin.png", png);
    const auto head = import_head(folder.write("head.obj", text));
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_EQ(head->skin.picture_format, "png");
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(head->skin.picture.data()), head->skin.picture.size()),
              png);

    std::filesystem::remove(folder / "skin.png");
    std::filesystem::create_symlink("/etc/passwd", folder / "skin.png");
    const auto without = import_head(folder / "head.obj");
    ASSERT_TRUE(without) << without.error().message;
    EXPECT_TRUE(without->skin.picture.empty());
    EXPECT_EQ(notes_saying(*without, "\"skin.png\" is not beside the scan"), 1u);
}

TEST(HeadImport, TheSameFileGivesTheSameHeadTwice) {
    const ScanFolder folder;
    const auto path = folder.write("head.ply", as_ply(moved(a_head(), {turn(40.0f, {0.0f, 0.0f, 1.0f})})));
    const auto once = import_head(path), twice = import_head(path);
    ASSERT_TRUE(once && twice);
    EXPECT_TRUE(once->skin == twice->skin);
}

}  // namespace
}  // namespace trichion
