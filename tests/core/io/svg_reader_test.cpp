// What is read back from a sheet's SVG is what a ruler finds on its print; what is not understood is refused.
#include "core/io/stencil_sheet.h"
#include "core/io/svg_reader.h"

#include <gtest/gtest.h>
#include <string>

namespace trichion {
namespace {

std::string page(const std::string& inside, const std::string& size = R"(width="200mm" height="100mm" viewBox="0 0 200 100")") {
    return "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + "><title>a &lt; b</title>" + inside + "</svg>\n";
}

TEST(SvgReader, ReadsEveryNamedLineOfOurOwnWriterWhereItWasDrawn) {
    SheetPage drawn;
    drawn.width_mm = 210.0;
    drawn.height_mm = 148.5;
    SheetLine edge{SheetLayer::Hairline, {{10.0, 20.00004}, {30.5, 40.25}, {99.99996, 3.0}}, 0.7};
    edge.name = "frontal.edge";
    SheetLine cut{SheetLayer::Cut, {{1.0, 1.0}, {2.0, 1.0}, {2.0, 2.0}}, 0.3, true};
    cut.name = "frontal.border";
    drawn.lines = {edge, cut};
    drawn.labels.push_back({{5.0, 5.0}, "R & L <left>"});

    const auto read = read_svg(sheet_svg(drawn));

    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->width_mm, 210.0);
    EXPECT_EQ(read->height_mm, 148.5);
    ASSERT_EQ(read->lines.size(), 2u);
    for (const SvgLine& line : read->lines) {
        const SheetLine& meant = line.is_closed ? cut : edge;
        EXPECT_EQ(line.id, meant.name);
        EXPECT_EQ(line.layer, line.is_closed ? "cut" : "draw");
        ASSERT_EQ(line.points_mm.size(), meant.points_mm.size());
        for (std::size_t i = 0; i < meant.points_mm.size(); ++i) EXPECT_LT(glm::distance(line.points_mm[i], meant.points_mm[i]), 1e-4);
    }
}

TEST(SvgReader, ReadsPathsLinesAndUnitsOtherThanMillimetres) {
    const auto read = read_svg(page(R"(<g id="cut"><path id="p" d="m 10,20 5 0 v-5H0ZM1 1L3 1"/><line id="l" x1="2" x2="4" y2="6"/></g>)",
                                    R"(width="200mm" height="100mm" viewBox="10 0 400 200")"));

    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->lines.size(), 3u);
    EXPECT_EQ(read->lines[0].points_mm, (std::vector<glm::dvec2>{{0, 10}, {2.5, 10}, {2.5, 7.5}, {-5, 7.5}}));
    EXPECT_TRUE(read->lines[0].is_closed);
    EXPECT_EQ(read->lines[1].id, "p-2");
    EXPECT_EQ(read->lines[1].points_mm, (std::vector<glm::dvec2>{{-4.5, 0.5}, {-3.5, 0.5}}));
    EXPECT_EQ(read->lines[2].points_mm, (std::vector<glm::dvec2>{{-4, 0}, {-3, 3}}));
    EXPECT_EQ(read->lines[2].layer, "cut");
}

TEST(SvgReader, PassesOverWordsAndShapesThatAreNoLines) {
    const auto read = read_svg(page(R"(<!-- a > b --><defs><path d="C"/></defs><text x="1">R</text><rect width="3"/><polyline points="0 0 1,1"/>)"));

    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->lines.size(), 1u);
    EXPECT_EQ(read->lines.front().id, "");
}

TEST(SvgReader, RefusesWhatItDoesNotUnderstandAndSaysWhat) {
    const std::pair<std::string, std::string> kBroken[] = {
        {"", "no SVG"},
        {"just words", "no SVG"},
        {page("<g>"), "ends nothing"},
        {page("<g"), "broken"},
        {page("<polyline points=\"1 2 3 four\"/>"), "no list of numbers"},
        {page("<polyline points=\"1 2 3\"/>"), "3 numbers"},
        {page("<polyline points=\"1 2 3 nan\"/>"), "no list of numbers"},
        {page("<path d=\"M0 0C1 1 2 2 3 3\"/>"), "\"C\""},
        {page("<path d=\"0 0\"/>"), "without a letter"},
        {page("<path d=\"M0 0L1\"/>"), "too few"},
        {page("<g transform=\"scale(2)\"></g>"), "transform"},
        {page("<use/>"), "\"use\""},
        {page("", "width=\"200\" height=\"100\" viewBox=\"0 0 200 100\""), "not in mm"},
        {page("", "width=\"200mm\" height=\"100mm\""), "viewBox"},
        {page("", "width=\"200mm\" height=\"100mm\" viewBox=\"0 0 200 101\""), "shape"},
        {"<!DOCTYPE svg><svg/>", "document type"},
    };
    for (const auto& [text, words] : kBroken) {
        const auto read = read_svg(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, ErrorCode::ReadFailed);
        EXPECT_NE(read.error().message.find(words), std::string::npos) << read.error().message;
    }
}

}  // namespace
}  // namespace trichion
