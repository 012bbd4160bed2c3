// Exports, on the smallest head and dots that can be wrong.
#include "core/io/exports.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using ::testing::HasSubstr;

class Exports : public ::testing::Test {
protected:
    Exports() {
        folder_ = std::filesystem::temp_directory_path() /
                  ("trichion_export_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~Exports() override { std::filesystem::remove_all(folder_); }

    std::string text_of(const std::string& name) const {
        std::ifstream in(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::filesystem::path folder_;
};

Head one_triangle_head() {
    Head head;
    head.measuring = *Surface::build({{{0, 0, 0}, {10, 0, 0}, {0, 10.5f, 0}}, {{0, 1, 2}}});
    return head;
}

Dots two_dots() {
    Dots dots;
    dots.dots = DotList({{.id = 7, .position_mm = {1.00004f, -0.00001f, 3.5f}, .normal = {0, 0, 1}, .diameter_mm = 0.35f, .session = 1},
                         {.id = 12, .position_mm = {4, 5, 6}, .normal = {0, 1, 0}, .diameter_mm = 0.4f, .session = 3}});
    return dots;
}

TEST_F(Exports, DotsCsvHasTheAgreedColumns) {
    ASSERT_TRUE(export_dots(two_dots(), folder_ / "dots.csv"));
    EXPECT_EQ(text_of("dots.csv"),
              "id,x_mm,y_mm,z_mm,nx,ny,nz,session,diameter_mm\n"
              "7,1.0000,0.0000,3.5000,0.0000,0.0000,1.0000,1,0.3500\n"
              "12,4.0000,5.0000,6.0000,0.0000,1.0000,0.0000,3,0.4000\n");
}

TEST_F(Exports, DotsPlyHoldsTheSameRows) {
    ASSERT_TRUE(export_dots(two_dots(), folder_ / "dots.PLY"));
    const std::string text = text_of("dots.PLY");
    EXPECT_THAT(text, HasSubstr("element vertex 2\n"));
    EXPECT_THAT(text, HasSubstr("end_header\n7 1.0000 0.0000 3.5000 0.0000 0.0000 1.0000 1 0.3500\n"));
}

TEST_F(Exports, OutlineCsvNamesThePartAndTheWayAlongIt) {
    OutlineResult outline;
    outline.parts = {{OutlinePart::Frontal, {{}, {{1, 2, 3}, {4, 5, 6}}, {0.0f, 5.19615f}, false}},
                     {OutlinePart::TempleLeft, {{}, {{4, 5, 6}}, {0.0f}, false}}};
    ASSERT_TRUE(export_outline(outline, folder_ / "outline.csv"));
    EXPECT_EQ(text_of("outline.csv"),
              "part,arc_mm,x_mm,y_mm,z_mm\n"
              "frontal,0.0000,1.0000,2.0000,3.0000\n"
              "frontal,5.1961,4.0000,5.0000,6.0000\n"
              "temple_left,0.0000,4.0000,5.0000,6.0000\n");
}

TEST_F(Exports, TheHeadLeavesAsObjPlyAndStl) {
    ASSERT_TRUE(export_head(one_triangle_head(), folder_ / "head.obj"));
    EXPECT_THAT(text_of("head.obj"), HasSubstr("v 0 0 0\nv 10 0 0\nv 0 10.5 0\nf 1 2 3\n"));
    ASSERT_TRUE(export_head(one_triangle_head(), folder_ / "head.ply"));
    const std::string ply = text_of("head.ply");
    EXPECT_EQ(ply.size() - (ply.find("end_header\n") + 11), 3u * 12 + 13);
    ASSERT_TRUE(export_head(one_triangle_head(), folder_ / "head.stl"));
    EXPECT_EQ(text_of("head.stl").size(), 84u + 50);
}

TEST_F(Exports, AnotherExtensionIsRefusedAndNothingWritten) {
    const Result<void> result = export_outline({}, folder_ / "outline.ply");
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("must end in .csv."));
    EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

}  // namespace
}  // namespace trichion
