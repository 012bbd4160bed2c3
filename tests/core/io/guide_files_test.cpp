// Printed guides as files: what other programs read is the solid that was made, to the micrometre; and guides on scans.
#include "core/io/guide_files.h"

#include "core/io/project_file.h"
#include "core/pipeline/outline_presets.h"
#include "scanned_head.h"
#include "tests/core/pipeline/fitted_heads.h"
#include "tests/core/pipeline/guide_checks.h"

#include <algorithm>
#include <array>
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
        auto hooked = build_printed_guide(head, trace_outline(head, *outline), {.has_ear_hooks = true});
        ASSERT_TRUE(hooked) << hooked.error().message;
        hooked_ = std::move(*hooked);
    }
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("trichion_guide_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    static inline PrintedGuide guide_, hooked_;
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
    std::map<std::string, double> figures;
    for (const PrintedGuide& guide : {guide_, hooked_}) {
        ASSERT_TRUE(write_printed_guide(guide, folder_ / "guide.stl"));
        figures = admesh_figures(folder_ / "guide.stl");
        ASSERT_EQ(figures.size(), 10u);
        EXPECT_EQ(figures["Number of parts"], 1.0);
        EXPECT_NEAR(figures["Volume"], 1000.0 * guide.volume_cm3, 1.0);
        for (const char* fault : {"Degenerate facets", "Edges fixed", "Facets removed", "Facets added", "Facets reversed", "Backwards edges", "Normals fixed",
                                  "Total disconnected facets"})
            EXPECT_EQ(figures[fault], 0.0) << fault;
    }

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

/// A rigid motion: turned by a small vector, then moved.
glm::dvec3 moved(const glm::dvec3& p, const glm::dvec3& about, const glm::dvec3& turn, const glm::dvec3& way) {
    const double angle = glm::length(turn);
    glm::dvec3 d = p - about;
    if (angle > 1e-12) {
        const glm::dvec3 axis = turn / angle;
        d = std::cos(angle) * d + std::sin(angle) * glm::cross(axis, d) + (1.0 - std::cos(angle)) * glm::dot(axis, d) * axis;
    }
    return about + d + way;
}

/// Solves the 6 x 6 normal equations by Gauss.
std::array<double, 6> solved(std::array<std::array<double, 7>, 6> m) {
    for (std::size_t c = 0; c < 6; ++c) {
        std::size_t best = c;
        for (std::size_t r = c + 1; r < 6; ++r)
            if (std::abs(m[r][c]) > std::abs(m[best][c])) best = r;
        std::swap(m[c], m[best]);
        for (std::size_t r = 0; r < 6; ++r) {
            if (r == c) continue;
            const double share = m[r][c] / m[c][c];
            for (std::size_t k = c; k < 7; ++k) m[r][k] -= share * m[c][k];
        }
    }
    std::array<double, 6> x{};
    for (std::size_t c = 0; c < 6; ++c) x[c] = m[c][6] / m[c][c];
    return x;
}

/// Presses places of a guide's inside against the skin until they lie as evenly `gap_mm` off it as they can, and turns it so
/// that what was on the midline is there again: a hand that knows the notches and feels the shape. Moves `all` alike.
void settle(const test::TriangleCells& skin, double gap_mm, std::vector<glm::dvec3>& inside, const std::size_t at_midline, std::vector<glm::dvec3>& all) {
    for (int round = 0; round < 25; ++round) {
        glm::dvec3 about(0.0);
        for (const glm::dvec3& p : inside) about += p / double(inside.size());
        std::array<std::array<double, 7>, 6> m{};
        const auto add = [&](const std::array<double, 6>& row, double missing, double weight) {
            for (std::size_t r = 0; r < 6; ++r) {
                for (std::size_t c = 0; c < 6; ++c) m[r][c] += weight * row[r] * row[c];
                m[r][6] += weight * row[r] * missing;
            }
        };
        for (std::size_t i = 0; i < inside.size(); ++i) {
            const glm::dvec3& p = inside[i];
            constexpr double kStep = 0.05;
            glm::dvec3 n;
            for (int k = 0; k < 3; ++k) {
                glm::dvec3 step(0.0);
                step[k] = kStep;
                n[k] = (skin.signed_distance(p + step) - skin.signed_distance(p - step)) / (2.0 * kStep);
            }
            const glm::dvec3 lever = glm::cross(p - about, n);
            add({lever.x, lever.y, lever.z, n.x, n.y, n.z}, gap_mm - skin.signed_distance(p), 1.0);
            if (i == at_midline) add({0.0, p.z - about.z, -(p.y - about.y), 1.0, 0.0, 0.0}, -p.x, 100.0);
        }
        for (std::size_t r = 0; r < 6; ++r) m[r][r] += 1e-6;
        const std::array<double, 6> x = solved(m);
        const glm::dvec3 turn(x[0], x[1], x[2]), way(x[3], x[4], x[5]);
        for (glm::dvec3& p : inside) p = moved(p, about, turn, way);
        for (glm::dvec3& p : all) p = moved(p, about, turn, way);
    }
}

/// How far a line is from another one at most.
double off_line_mm(const std::vector<glm::dvec3>& line, const std::vector<glm::dvec3>& other) {
    double worst = 0.0;
    for (const glm::dvec3& p : line) {
        double nearest = 1e9;
        for (std::size_t i = 1; i < other.size(); ++i) {
            const glm::dvec3 along = other[i] - other[i - 1];
            const double t = std::clamp(glm::dot(p - other[i - 1], along) / std::max(1e-12, glm::dot(along, along)), 0.0, 1.0);
            nearest = std::min(nearest, glm::distance(p, other[i - 1] + t * along));
        }
        worst = std::max(worst, nearest);
    }
    return worst;
}

TEST_F(GuideFiles, LandsOnTheHairlineWhenPutOnAskewAndSettledByItsShapeAndAGuideOfAnotherLineDoesNot) {
    const Head& head = test::fitted_head("male_caucasian");
    const auto outline = fit_outline(head, {}, "natural", 74.0f);
    const OutlineResult drawn = trace_outline(head, *outline);
    const auto frontal = std::ranges::find(drawn.parts, OutlinePart::Frontal, &OutlineCurve::part);
    const std::vector<glm::dvec3> design(frontal->curve.positions_mm.begin(), frontal->curve.positions_mm.end());
    const test::TriangleCells skin = test::skull_cells(head, 6.0);

    // Of the file: its corners in its own frame, stood up again as it was printed, and put on 3 mm and 2 degrees askew.
    ASSERT_TRUE(write_printed_guide(guide_, folder_ / "guide.stl"));
    const std::vector<glm::dvec3> corners = corners_read(folder_ / "guide.stl");
    ASSERT_EQ(corners.size(), 3 * guide_.triangles.size());
    std::vector<glm::dvec3> worn(guide_.positions_mm.size());
    const glm::dvec3 x(1.0, 0.0, 0.0), up = guide_.print_up, back = glm::normalize(glm::cross(up, x));
    for (std::size_t t = 0; t < guide_.triangles.size(); ++t)
        for (int k = 0; k < 3; ++k) {
            const glm::dvec3& p = corners[3 * t + static_cast<std::size_t>(k)];
            worn[guide_.triangles[t][k]] = p.x * x + p.y * back + p.z * up;
        }
    const glm::dvec3 home = guide_.positions_mm[0] - worn[0];
    for (glm::dvec3& p : worn) p = moved(p, {0.0, 0.0, 0.0}, {0.0, 0.0, 0.0}, home);
    for (glm::dvec3& p : worn) p = moved(p, guide_.positions_mm[0], {0.03, -0.02, 0.02}, {1.0, 2.0, 2.0});
    std::vector<glm::dvec3> inside;
    std::size_t at_midline = 0;
    for (std::size_t v = 0; v < guide_.positions_mm.size() / 2; v += 17) {
        inside.push_back(worn[v]);
        if (std::abs(guide_.positions_mm[v].x) < 0.4) at_midline = inside.size() - 1;
    }
    const auto upper_edge = [&](double raised_mm) {
        std::vector<glm::dvec3> line;
        for (const std::uint32_t v : guide_.hairline) line.push_back(worn[v] + glm::dvec3(0.0, raised_mm, 0.0));
        return line;
    };
    EXPECT_GT(off_line_mm(upper_edge(0.0), design), 1.5) << "askew";
    settle(skin, 0.3, inside, at_midline, worn);
    constexpr double kGap_mm = 0.3, kLanding_mm = 0.05;
    EXPECT_LT(off_line_mm(upper_edge(0.0), design), kGap_mm + kLanding_mm);
    EXPECT_GT(off_line_mm(upper_edge(0.1), design), kGap_mm + kLanding_mm) << "made for a line a tenth higher";
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
        EXPECT_TRUE(!has_hooks || guide->least_hook_section_mm2 > 9.5) << guide->least_hook_section_mm2;
    }
}

}  // namespace
}  // namespace trichion
