// Printed guides as files: what other programs read is the solid that was made, to the micrometre; and guides on scans.
#include "core/io/guide_files.h"

#include "core/io/project_file.h"
#include "core/pipeline/outline_presets.h"
#include "scanned_head.h"
#include "tests/core/pipeline/fitted_heads.h"
#include "tests/core/pipeline/guide_checks.h"

#include <algorithm>
#include <assimp/Importer.hpp>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace trichion {
namespace {

constexpr double kTolerance_mm = 0.001;

class GuideFiles : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        const Head& head = test::fitted_head("male_caucasian");
        const auto outline = fit_outline(head, {}, "natural", 74.0f);
        auto guide = build_printed_guide(head, trace_outline(head, *outline), {});
        ASSERT_TRUE(guide) << guide.error().message;
        guide_ = std::move(*guide);
    }
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("trichion_guide_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    static inline PrintedGuide guide_;
    std::filesystem::path folder_;
};

/// Corners of all triangles as Assimp reads them; empty when it does not.
std::vector<glm::dvec3> corners_read(const std::filesystem::path& path) {
    Assimp::Importer importer;
    const aiScene* scene = importer.ReadFile(path.string(), aiProcess_PreTransformVertices);
    std::vector<glm::dvec3> corners;
    if (!scene || scene->mNumMeshes != 1) return corners;
    const aiMesh& mesh = *scene->mMeshes[0];
    for (unsigned f = 0; f < mesh.mNumFaces; ++f)
        for (unsigned k = 0; k < mesh.mFaces[f].mNumIndices; ++k) {
            const aiVector3D& p = mesh.mVertices[mesh.mFaces[f].mIndices[k]];
            corners.push_back({double(p.x), double(p.y), double(p.z)});
        }
    return corners;
}

double largest_difference_mm(const PrintedGuide& guide, const std::vector<glm::dvec3>& corners) {
    if (corners.size() != 3 * guide.triangles.size()) return 1e9;
    const std::vector<glm::dvec3> printed = guide.as_printed_mm();
    double worst = 0.0;
    for (std::size_t t = 0; t < guide.triangles.size(); ++t)
        for (int k = 0; k < 3; ++k) worst = std::max(worst, glm::distance(corners[3 * t + static_cast<std::size_t>(k)], printed[guide.triangles[t][k]]));
    return worst;
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

TEST_F(GuideFiles, AreReadBackByAssimpTriangleByTriangleAndASolidAThousandthOffIsTold) {
    for (const char* name : {"guide.stl", "guide.3mf", "GUIDE.STL"}) {
        ASSERT_TRUE(write_printed_guide(guide_, folder_ / name)) << name;
        const std::vector<glm::dvec3> corners = corners_read(folder_ / name);
        EXPECT_LT(largest_difference_mm(guide_, corners), kTolerance_mm) << name;
        PrintedGuide moved = guide_;
        moved.positions_mm[moved.positions_mm.size() / 3].z += 1.1 * kTolerance_mm;
        EXPECT_GT(largest_difference_mm(moved, corners), kTolerance_mm) << name;
    }
}

TEST_F(GuideFiles, SayThatTheyAreInMillimetresAndNameTheirModel) {
    ASSERT_TRUE(write_printed_guide(guide_, folder_ / "guide.3mf"));
    const std::string unzip = "cd " + folder_.string() + " && python3 -c \"import zipfile,sys;z=zipfile.ZipFile('guide.3mf');"
                              "names=z.namelist();sys.exit(not(names==['[Content_Types].xml','_rels/.rels','3D/3dmodel.model'] and "
                              "b'unit=\\\"millimeter\\\"' in z.read(names[2]) and b'/3D/3dmodel.model' in z.read(names[1])))\"";
    EXPECT_EQ(std::system(unzip.c_str()), 0);
}

/// What admesh counts, by its words; empty where it is not installed.
std::map<std::string, double> admesh_figures(const std::filesystem::path& stl) {
    const std::filesystem::path report = stl.parent_path() / "report.txt";
    if (std::system(("LC_ALL=C admesh " + stl.string() + " > " + report.string() + " 2>&1").c_str()) != 0) return {};
    std::map<std::string, double> figures;
    std::istringstream lines(bytes_of(report));
    for (std::string line; std::getline(lines, line);)
        for (const auto& [word, behind] : {std::pair{"Number of parts", ":"}, {"Degenerate facets", ":"}, {"Edges fixed", ":"}, {"Facets removed", ":"},
                                           {"Facets added", ":"}, {"Facets reversed", ":"}, {"Backwards edges", ":"}, {"Normals fixed", ":"},
                                           {"Total disconnected facets", ":"}, {"Volume", ":"}})
            if (const auto at = line.find(word); at != std::string::npos)
                if (const auto number = line.find(behind, at); number != std::string::npos && !figures.contains(word)) figures[word] = std::atof(line.c_str() + number + 1);
    return figures;
}

TEST_F(GuideFiles, HaveNothingThatAdmeshWouldMend) {
    if (std::system("admesh --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "admesh is not installed";
    ASSERT_TRUE(write_printed_guide(guide_, folder_ / "guide.stl"));
    std::map<std::string, double> figures = admesh_figures(folder_ / "guide.stl");
    ASSERT_EQ(figures.size(), 10u);
    EXPECT_EQ(figures["Number of parts"], 1.0);
    EXPECT_NEAR(figures["Volume"], 1000.0 * guide_.volume_cm3, 1.0);
    for (const char* fault : {"Degenerate facets", "Edges fixed", "Facets removed", "Facets added", "Facets reversed", "Backwards edges", "Normals fixed",
                              "Total disconnected facets"})
        EXPECT_EQ(figures[fault], 0.0) << fault;

    PrintedGuide broken = guide_;
    broken.triangles.pop_back();
    std::swap(broken.triangles[10].x, broken.triangles[10].y);
    ASSERT_TRUE(write_printed_guide(broken, folder_ / "broken.stl"));
    figures = admesh_figures(folder_ / "broken.stl");
    EXPECT_GT(figures["Facets added"] + figures["Total disconnected facets"], 0.0);
    EXPECT_GT(figures["Facets reversed"] + figures["Backwards edges"], 0.0);
}

TEST_F(GuideFiles, AreTheSameBytesForTheSameGuide) {
    for (const std::string extension : {".stl", ".3mf"}) {
        ASSERT_TRUE(write_printed_guide(guide_, folder_ / ("a" + extension)));
        ASSERT_TRUE(write_printed_guide(guide_, folder_ / ("b" + extension)));
        EXPECT_EQ(bytes_of(folder_ / ("a" + extension)), bytes_of(folder_ / ("b" + extension)));
    }
}

TEST_F(GuideFiles, AreRefusedUnderAnotherNameOrWhereNothingCanBeWritten) {
    EXPECT_EQ(write_printed_guide(guide_, folder_ / "guide.obj").error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(write_printed_guide(guide_, folder_ / "missing" / "guide.stl").error().code, ErrorCode::WriteFailed);
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

class GuideOnScan : public testing::OnScan<::testing::TestWithParam<const char*>> {
protected:
    void SetUp() override { read(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Each, GuideOnScan, ::testing::Values("ch2_phone_scan_m.ply", "leeperrysmith_m.glb", "inv_ct_head_mm.ply", "ict_neutral_head.obj"),
                         [](const auto& scan) { return testing::test_name(scan.param); });

TEST_P(GuideOnScan, WithHooksOrWithoutKeepsItsGapOnMeasuredSkinAndIsASolid) {
    const auto outline = fit_outline(head_, {}, "natural", 74.0f);
    ASSERT_TRUE(outline) << outline.error().message;
    const OutlineResult line = trace_outline(head_, *outline);
    const test::TriangleCells skin = test::skull_cells(head_, 1.5);
    for (const bool has_hooks : {false, true}) {
        const auto guide = build_printed_guide(head_, line, {.has_ear_hooks = has_hooks});
        ASSERT_TRUE(guide) << guide.error().message;
        EXPECT_EQ(guide->has_hooks, has_hooks);
        const test::GapRange gap = test::measured_gap(skin, *guide);
        EXPECT_TRUE(gap.is_within(0.3, 0.1)) << gap.least_mm << " to " << gap.most_mm;
        EXPECT_GT(test::least_off_mm(skin, *guide), 0.2) << "of its whole surface off skin and ears";
        test::expect_solid(*guide, 1.2);
        if (has_hooks) EXPECT_GT(guide->least_hook_section_mm2, 9.5);
    }
}

}  // namespace
}  // namespace trichion
