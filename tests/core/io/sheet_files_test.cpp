// The files of a sheet as other programs read them: mupdf, ezdxf, librsvg and Chromium, by tests/e2e/measure_lines.py, which
// shares no code with what writes them. Every measurement has a twin that is wrong by the tolerance.
#include "core/io/chord.h"
#include "core/io/cutter_marks.h"
#include "core/io/sheet_words.h"
#include "core/io/stencil_sheet.h"
#include "core/io/text_measure.h"
#include "core/io/write_file.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_stage.h"
#include "tests/core/io/crash_disk.h"
#include "tests/core/io/sheet_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <functional>
#include <fstream>
#include <regex>
#include <set>
#include <sys/resource.h>
#include <tuple>

namespace trichion {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A page full of what sheets are made of, out to 7 mm from every edge.
SheetPage full_page(double width_mm, double height_mm) {
    SheetPage page;
    page.width_mm = width_mm, page.height_mm = height_mm;
    constexpr double kMargin = 7.0;
    const glm::dvec2 min(kMargin), max(width_mm - kMargin, height_mm - kMargin);
    page.fills.push_back({{{{40.0, 40.0}, {80.0, 42.0}, {70.0, 80.0}}, {{50.0, 50.0}, {60.0, 50.0}, {60.0, 60.0}}}, {1.0, 0.8, 0.6}, 0.5});
    page.lines.push_back({SheetLayer::Cut, {min, {max.x, min.y}, max, {min.x, max.y}}, 0.3, true});
    SheetLine wave{SheetLayer::Hairline, {}, 0.7};
    wave.name = "frontal.edge";
    for (double x = min.x + 20.0; x < max.x - 20.0; x += 1.03) wave.points_mm.push_back({x, 0.5 * height_mm + 30.0 * std::sin(x / 40.0)});
    page.lines.push_back(wave);
    page.lines.push_back({SheetLayer::Marks, {{min.x + 9.123, min.y + 8.0}, {max.x - 12.0, max.y - 9.877}}, 0.2, false, true});
    page.lines.push_back({SheetLayer::Ruler, {{20.0, max.y - 6.0}, {120.0, max.y - 6.0}}, 0.25});
    page.lines.push_back({SheetLayer::Ruler, {{min.x + 5.0, max.y - 10.0}, {min.x + 5.0, max.y - 110.0}}, 0.25});
    page.labels.push_back({{60.0, 30.0}, "frontal hairline", 3.4, true, SheetLabel::Align::Middle});
    return page;
}

std::vector<SheetPage> moved(std::vector<SheetPage> pages, const std::function<void(const SheetLine&, glm::dvec2&)>& move) {
    for (SheetPage& page : pages)
        for (SheetLine& line : page.lines)
            for (glm::dvec2& p : line.points_mm) move(line, p);
    return pages;
}

/// The middle of the page stays, its edges move by the distance.
std::vector<SheetPage> stretched(const std::vector<SheetPage>& pages, double at_edge_mm) {
    const glm::dvec2 middle(0.5 * pages.front().width_mm, 0.5 * pages.front().height_mm);
    const double share = 1.0 + at_edge_mm / (middle.x - 7.0);
    return moved(pages, [&](const SheetLine&, glm::dvec2& p) { p = middle + share * (p - middle); });
}

class SheetFiles : public SheetFolder {};

TEST_F(SheetFiles, PdfPathsLieTrueOverEveryPaper) {
    NEEDS("mutool -v", "mupdf-tools");
    for (const auto& [width, height] : {std::pair{297.0, 210.0}, {420.0, 297.0}, {431.8, 279.4}, {1234.5, 305.0}, {2000.0, 2000.0}}) {
        const std::vector<SheetPage> pages{full_page(width, height)};
        ASSERT_TRUE(write_sheet_pdf(pages, {}, at("sheet.pdf")));
        EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(pages)), 0) << width << " x " << height << ": " << report();
        ASSERT_TRUE(write_sheet_pdf(stretched(pages, 0.024), {}, at("sheet.pdf")));
        EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(pages)), 1) << width << " x " << height << ": " << report();
    }
}

TEST_F(SheetFiles, DxfLinesLieTrueInBothVersions) {
    NEEDS("/usr/bin/python3 -c 'import ezdxf'", "python3-ezdxf");
    const std::vector<SheetPage> cut{full_page(420.0, 297.0)};
    std::vector<SheetPage> pages = cut;  // with what is for people, and stays off the cutter
    pages.front().lines.push_back({SheetLayer::Frame, {{10.0, 10.0}, {50.0, 10.0}}, 0.2});
    for (const DxfVersion version : {DxfVersion::R2000, DxfVersion::R12}) {
        ASSERT_TRUE(write_sheet_dxf(pages, at("sheet.dxf"), version));
        EXPECT_EQ(measure("vectors", at("sheet.dxf"), expect(cut)), 0) << report();
        ASSERT_TRUE(write_sheet_dxf(stretched(pages, 0.0012), at("sheet.dxf"), version));
        EXPECT_EQ(measure("vectors", at("sheet.dxf"), expect(cut)), 1) << report();
    }
}

TEST_F(SheetFiles, DxfSaysMillimetresWhereTheVersionCan) {
    const std::vector<SheetPage> pages{full_page(297.0, 210.0)};
    ASSERT_TRUE(write_sheet_dxf(pages, at("new.dxf"), DxfVersion::R2000));
    ASSERT_TRUE(write_sheet_dxf(pages, at("old.dxf"), DxfVersion::R12));
    EXPECT_THAT(read(at("new.dxf")), HasSubstr("$INSUNITS\n70\n4\n"));
    EXPECT_THAT(read(at("old.dxf")), HasSubstr("AC1009"));
    EXPECT_THAT(read(at("old.dxf")), Not(HasSubstr("AcDb")));
}

/// Narrow curves, such as a rounded corner of the temples, and wide ones: points on them so far apart, round x = 200, 400...
SheetPage round_page(const std::vector<double>& radii, double apart_mm) {
    SheetPage page;
    double x = 0.0;
    for (const double radius : radii) {
        SheetLine line{SheetLayer::Hairline, {}, 0.7};
        x += 200.0;
        for (int i = 0; i * apart_mm < 1.6 * radius; ++i)
            line.points_mm.push_back(glm::dvec2(x, 100.0) + radius * glm::dvec2(std::cos(i * apart_mm / radius), std::sin(i * apart_mm / radius)));
        page.lines.push_back(line);
    }
    return page;
}

TEST_F(SheetFiles, NoChordOfACutFileLeavesItsCurve) {
    NEEDS("/usr/bin/python3 -c 'import ezdxf'", "python3-ezdxf");
    ASSERT_TRUE(write_sheet_dxf({round_page({2.0, 3.0, 5.0, 12.0, 80.0}, 1.0)}, at("round.dxf")));
    EXPECT_EQ(measure("circles", at("round.dxf"), "200,100,2 400,100,3 600,100,5 800,100,12 1000,100,80"), 0) << report();
    // Twins: a circle larger by the tolerance, and samples too coarse to be taken for a curve.
    EXPECT_EQ(measure("circles", at("round.dxf"), "200,100,2 400,100,3 600,100,5.021 800,100,12 1000,100,80"), 1) << report();
    ASSERT_TRUE(write_sheet_dxf({round_page({5.0}, 5.0)}, at("round.dxf")));
    EXPECT_EQ(measure("circles", at("round.dxf"), "200,100,5"), 1) << report();
}

TEST(Chords, WhatIsMeantStraightStaysStraight) {
    const std::vector<glm::dvec2> square{{0.0, 0.0}, {2.0, 0.0}, {2.0, 2.0}, {0.0, 2.0}};
    EXPECT_EQ(with_chords_within(square, true, 0.01), square);
    const std::vector<glm::dvec2> bent{{0.0, 0.0}, {50.0, 0.0}, {100.0, 20.0}, {150.0, 60.0}};
    EXPECT_EQ(with_chords_within(bent, false, 0.01), bent);
    const std::vector<glm::dvec2> chamfer{{0.0, 0.0}, {40.0, 0.0}, {41.0, 0.3}, {41.5, 40.0}};
    EXPECT_EQ(with_chords_within(chamfer, false, 0.01), chamfer);
}

/// Squares all over a page, and where they are. The page is whole points of the picture: Chromium rounds it to them.
struct Blots {
    SheetPage page;
    std::string expected;
};
Blots page_of_blots() {
    Blots blots{full_page(297.0, 210.0), ""};
    blots.page.lines.clear(), blots.page.fills.clear();
    std::vector<glm::dvec2> places;
    for (const double x : {10.0, 80.37, 148.5, 200.05, 287.0})
        for (const double y : {10.0, 60.61, 105.0, 200.0}) places.push_back({x, y});
    for (const glm::dvec2& p : places)
        blots.page.lines.push_back({SheetLayer::Registration, {p - 2.0, p + glm::dvec2(2.0, -2.0), p + 2.0, p + glm::dvec2(-2.0, 2.0)}, 0.0, true, false, true});
    blots.expected = expected_json({blots.page}, places);
    return blots;
}

TEST_F(SheetFiles, SvgIsDrawnTrueByTwoViewers) {
    NEEDS("rsvg-convert --version", "librsvg2-bin");
    NEEDS("/usr/bin/python3 -c 'import numpy'", "python3-numpy");
    const Blots blots = page_of_blots();
    write(at("expected.json"), blots.expected);
    const auto is_drawn_true = [&](const SheetPage& page, const char* by) {
        write(at("sheet.svg"), sheet_svg(page));
        return measure("picture", at("sheet.svg"), at("expected.json").string() + " --by " + by);
    };
    for (const char* by : {"rsvg", "chromium"}) {
        const int result = is_drawn_true(blots.page, by);
        if (result == 3) GTEST_SKIP() << "chromium is not installed: only librsvg measured the SVG";
        EXPECT_EQ(result, 0) << report();
        EXPECT_EQ(is_drawn_true(stretched({blots.page}, 0.055).front(), by), 1) << by << ": " << report();
    }
}

TEST_F(SheetFiles, WordsStayOnThePageInWhateverFontTheViewerHas) {
    NEEDS("/usr/bin/python3 -c 'import numpy'", "python3-numpy");
    Blots blots = page_of_blots();
    TextMeasure measure_text;
    std::string words;
    while (measure_text.width_mm(words, 3.4, false) < 240.0) words += "ill ";
    blots.page.labels = {{{8.0, 30.0}, words, 3.4}};
    write(at("expected.json"), blots.expected);
    // A viewer with another font, of letters all as wide as an m.
    std::string svg = sheet_svg(blots.page);
    svg = std::regex_replace(svg, std::regex("Inter, sans-serif"), "monospace");
    write(at("sheet.svg"), svg);
    const int result = measure("picture", at("sheet.svg"), at("expected.json").string() + " --by chromium");
    if (result == 3) GTEST_SKIP() << "chromium is not installed";
    EXPECT_EQ(result, 0) << report();
    write(at("sheet.svg"), std::regex_replace(svg, std::regex(" textLength=\"[^\"]*\""), ""));
    EXPECT_EQ(measure("picture", at("sheet.svg"), at("expected.json").string() + " --by chromium"), 1) << "the twin: " << report();
}

TEST_F(SheetFiles, SvgSaysMillimetresAndHasEveryNameOnce) {
    SheetPage page = full_page(297.0, 210.0);
    for (const char* name : {"frontal.edge", "frontal.edge", "cut", "2 <b>\"&ä", ""}) {
        page.lines.push_back({SheetLayer::Hairline, {{50.0, 50.0}, {60.0, 50.0}}, 0.3});
        page.lines.back().name = name;
    }
    page.labels.push_back({{20.0, 20.0}, "<&\"'>\x01\xff", 3.0});
    write(at("page.svg"), sheet_svg(page));
    ASSERT_EQ(run("/usr/bin/python3 -c 'import sys, xml.etree.ElementTree as x; x.parse(sys.argv[1])' '" + at("page.svg").string() + "'"), 0) << report();
    const std::string svg = sheet_svg(page);
    EXPECT_THAT(svg, HasSubstr("width=\"297mm\" height=\"210mm\" viewBox=\"0 0 297 210\""));
    for (const char* layer : {"stretch", "cut", "draw", "marks", "ruler", "registration", "text"})
        EXPECT_THAT(svg, HasSubstr("<g id=\"" + std::string(layer) + "\" inkscape:groupmode=\"layer\"")) << layer;
    EXPECT_THAT(svg, HasSubstr("fill=\"#ffcc99\" fill-opacity=\"0.5\""));
    EXPECT_THAT(svg, HasSubstr("id=\"frontal.edge-3\""));
    EXPECT_THAT(svg, HasSubstr("id=\"cut-2\""));
    std::set<std::string> ids;
    const std::regex id(" id=\"([^\"]*)\"");
    for (auto found = std::sregex_iterator(svg.begin(), svg.end(), id); found != std::sregex_iterator(); ++found)
        EXPECT_TRUE(ids.insert((*found)[1]).second) << (*found)[1];
}

TEST_F(SheetFiles, TheSameSheetGivesTheSameBytes) {
    const std::vector<SheetPage> pages{full_page(297.0, 210.0), full_page(297.0, 210.0)};
    for (const char* name : {"a", "b"}) {
        ASSERT_TRUE(write_sheet_pdf(pages, {}, at(std::string(name) + ".pdf"), {1.01, 0.99}));
        ASSERT_TRUE(write_sheet_svg(pages, {}, at(std::string(name) + ".svg")));
        ASSERT_TRUE(write_sheet_dxf(pages, at(std::string(name) + ".dxf")));
    }
    for (const char* end : {".pdf", ".svg", "-2.svg", ".dxf", "-2.dxf"}) EXPECT_EQ(read(at(std::string("a") + end)), read(at(std::string("b") + end))) << end;
}

TEST(SheetWords, LettersThatTheFontLacksAreTold) {
    SheetText text;
    for (const char* printable : {"", "0412", "Жанна Ünlü", "Ελένη"}) {
        text.client_code = printable;
        EXPECT_FALSE(advise_on_words(text)) << printable;
    }
    text.client_code = "王 7";
    const auto advice = advise_on_words(text);
    ASSERT_TRUE(advice);
    EXPECT_THAT(advice->sentence, HasSubstr("the client code \"王 7\" as \"? 7\""));
}

CutterMarkSettings marks_of(CutterMarks kind) {
    CutterMarkSettings settings;
    settings.kind = kind;
    return settings;
}

TEST(CutterMarkDrawing, ASquareAndTwoBracketsStandWhereTheCuttersProgramAsks) {
    const auto drawing = *draw_cutter_marks({297.0, 210.0}, marks_of(CutterMarks::SquareAndCorners));
    ASSERT_EQ(drawing.lines.size(), 3u);
    EXPECT_EQ(drawing.lines[0].points_mm, (std::vector<glm::dvec2>{{10.0, 10.0}, {15.0, 10.0}, {15.0, 15.0}, {10.0, 15.0}}));
    EXPECT_EQ(drawing.lines[1].points_mm, (std::vector<glm::dvec2>{{267.0, 10.0}, {287.0, 10.0}, {287.0, 30.0}}));
    EXPECT_EQ(drawing.lines[2].points_mm, (std::vector<glm::dvec2>{{10.0, 180.0}, {10.0, 200.0}, {30.0, 200.0}}));
    for (const SheetLine& line : drawing.lines) EXPECT_EQ(line.rgb, glm::dvec3(0.0)) << "black on white";
}

TEST(CutterMarkDrawing, DiscsAreAsLargeAndAsFarFromTheEdgesAsAsked) {
    CutterMarkSettings settings = marks_of(CutterMarks::Dots);
    settings.size_mm = 6.0f, settings.inset_mm = 12.0f;
    const auto drawing = *draw_cutter_marks({420.0, 297.0}, settings);
    ASSERT_EQ(drawing.lines.size(), 4u);
    const std::vector<glm::dvec2> centres{{15.0, 15.0}, {405.0, 15.0}, {15.0, 282.0}, {405.0, 282.0}};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_TRUE(drawing.lines[i].is_filled);
        for (const glm::dvec2& p : drawing.lines[i].points_mm) EXPECT_NEAR(glm::distance(p, centres[i]), 3.0, 1e-9);
    }
}

TEST(CutterMarkDrawing, EveryMarkLiesInTheRoomKeptWhiteForItAndOnThePage) {
    for (const CutterMarks kind : {CutterMarks::SquareAndCorners, CutterMarks::Dots})
        for (const float size : {2.0f, 5.0f, 10.0f}) {
            CutterMarkSettings settings = marks_of(kind);
            settings.size_mm = size, settings.inset_mm = 6.0f;
            const auto drawing = *draw_cutter_marks({297.0, 210.0}, settings);
            ASSERT_EQ(drawing.lines.size(), drawing.keep_out.size());
            for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
                for (const glm::dvec2& p : drawing.lines[i].points_mm) EXPECT_TRUE(drawing.keep_out[i].contains(p));
                EXPECT_GE(std::min(drawing.keep_out[i].min.x, drawing.keep_out[i].min.y), 0.0);
                EXPECT_LE(drawing.keep_out[i].max.x, 297.0);
                EXPECT_LE(drawing.keep_out[i].max.y, 210.0);
            }
        }
}

TEST(CutterMarkDrawing, APageTooSmallForItsMarksIsToldInWords) {
    CutterMarkSettings settings = marks_of(CutterMarks::SquareAndCorners);
    settings.size_mm = 20.0f;
    const auto drawing = draw_cutter_marks({150.0, 150.0}, settings);
    ASSERT_FALSE(drawing);
    EXPECT_THAT(drawing.error().message, HasSubstr("do not fit a page of 150 x 150 mm"));
    EXPECT_TRUE(draw_cutter_marks({150.0, 150.0}, marks_of(CutterMarks::None))->lines.empty());
}

TEST(CutterMarkDrawing, MarksWhereNoPrinterPrintsAreToldInWords) {
    CutterMarkSettings settings = marks_of(CutterMarks::Dots);
    settings.inset_mm = 5.0f;
    const auto drawing = draw_cutter_marks({297.0, 210.0}, settings);
    ASSERT_FALSE(drawing);
    EXPECT_THAT(drawing.error().message, HasSubstr("set them 6 mm from it or more"));
    settings.inset_mm = 6.0f;
    EXPECT_TRUE(draw_cutter_marks({297.0, 210.0}, settings));
}

TEST_F(SheetFiles, ThePrintedSheetAndTheCutFileShareTheirCoordinates) {
    NEEDS("mutool -v", "mupdf-tools");
    NEEDS("/usr/bin/python3 -c 'import ezdxf'", "python3-ezdxf");
    for (const CutterMarks kind : {CutterMarks::SquareAndCorners, CutterMarks::Dots}) {
        std::vector<SheetPage> pages{full_page(297.0, 210.0)};
        const auto drawing = draw_cutter_marks({297.0, 210.0}, marks_of(kind));
        for (const SheetLine& line : drawing->lines) pages.front().lines.push_back(line);
        ASSERT_TRUE(write_sheet_pdf(pages, {}, at("sheet.pdf")));
        ASSERT_TRUE(write_sheet_dxf(pages, at("sheet.dxf")));
        EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(pages)), 0) << report();
        EXPECT_EQ(measure("vectors", at("sheet.dxf"), expect(pages)), 0) << report();
        if (kind == CutterMarks::Dots) continue;
        const auto apart = moved(pages, [](const SheetLine& line, glm::dvec2& p) { p.x += line.layer == SheetLayer::Registration ? 0.021 : 0.0; });
        ASSERT_TRUE(write_sheet_pdf(apart, {}, at("sheet.pdf")));
        ASSERT_TRUE(write_sheet_dxf(apart, at("sheet.dxf")));
        EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(pages)), 1) << report();
        EXPECT_EQ(measure("vectors", at("sheet.dxf"), expect(pages)), 1) << report();
    }
}

/// A strip 8 mm below and 20 mm above a circular arc, with three marks.
Stencil arc_stencil(double radius_mm, double reach_rad) {
    const auto at = [&](double angle, double radius) { return glm::dvec2(radius * std::sin(angle), radius * std::cos(angle) - radius_mm); };
    constexpr int kSteps = 300;
    StencilPiece piece;
    piece.name = "frontal", piece.label = "frontal hairline";
    for (int i = 0; i <= kSteps; ++i) piece.edge.push_back(at(reach_rad * (2.0 * i / kSteps - 1.0), radius_mm));
    for (int i = 0; i <= kSteps; ++i) piece.border.push_back(at(reach_rad * (2.0 * i / kSteps - 1.0), radius_mm - 8.0));
    for (int i = kSteps; i >= 0; --i) piece.border.push_back(at(reach_rad * (2.0 * i / kSteps - 1.0), radius_mm + 20.0));
    for (const auto& [name, label, share] : {std::tuple{"canthus_r", "canthus R", -0.7}, {"midline", "midline", 0.0}, {"canthus_l", "canthus L", 0.7}})
        piece.marks.push_back({name, label, {at(share * reach_rad, radius_mm + 20.0), at(share * reach_rad, radius_mm - 8.0)},
                               at(share * reach_rad, radius_mm), glm::dvec3(0.0)});
    Stencil stencil;
    stencil.edge_length_flat_mm = stencil.edge_length_skin_mm = 2.0 * reach_rad * radius_mm;
    stencil.pieces.push_back(std::move(piece));
    return stencil;
}

std::vector<SheetPage> laid_out(const Stencil& stencil, const StencilSettings& settings) {
    const auto pages = lay_out_sheet(stencil, settings, {"0412", "2026-11-22", "Natural", "", HeadBadge::Scaled});
    EXPECT_TRUE(pages) << pages.error().message;
    return pages.value_or(std::vector<SheetPage>{});
}

TEST_F(SheetFiles, EveryLineOfALaidOutSheetIsInItsPdfAndItsCutFile) {
    NEEDS("mutool -v", "mupdf-tools");
    NEEDS("/usr/bin/python3 -c 'import ezdxf'", "python3-ezdxf");
    const Stencil stencil = arc_stencil(110.0, 0.9);
    for (const Paper paper : {Paper::A4, Paper::A3, Paper::Tabloid, Paper::Roll}) {
        StencilSettings settings;
        settings.paper = paper;
        settings.cutter_marks.kind = CutterMarks::SquareAndCorners;
        const auto pages = laid_out(stencil, settings);
        ASSERT_TRUE(write_sheet_pdf(pages, {}, at("sheet.pdf")));
        EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(pages)), 0) << report();
        if (pages.size() != 1) continue;  // a cut file is one page
        std::vector<SheetPage> cut = pages;
        std::erase_if(cut[0].lines, [](const SheetLine& line) { return line.layer == SheetLayer::Frame; });
        EXPECT_FALSE(cut[0].pen_words.empty());
        EXPECT_EQ(std::ranges::count(cut[0].lines, SheetLayer::Registration, &SheetLine::layer), 3);
        ASSERT_TRUE(write_sheet_dxf(pages, at("sheet.dxf")));
        EXPECT_EQ(measure("vectors", at("sheet.dxf"), expect(cut)), 0) << report();
    }
}

TEST_F(SheetFiles, APieceOfACutFileSaysInStrokesWhichItIsAndWhichSideIsWhich) {
    NEEDS("/usr/bin/python3 -c 'import ezdxf'", "python3-ezdxf");
    Stencil stencil = arc_stencil(110.0, 0.6);
    Stencil temple = arc_stencil(60.0, 0.6);
    temple.pieces.front().name = "temple_r", temple.pieces.front().label = "temple R";
    temple.pieces.front().line.positions_mm = {{-60.0f, 0.0f, 0.0f}, {-40.0f, 0.0f, 0.0f}};   // both ends on the right
    stencil.pieces.push_back(temple.pieces.front());
    StencilSettings settings;
    settings.medium = Medium::Vinyl;
    const auto pages = laid_out(stencil, settings);
    ASSERT_EQ(pages.size(), 1u);
    // R, FRONTAL and L; R, TEMPLE R and R.
    const std::string expected = "R,7,L R,6,R,R";
    for (const DxfVersion version : {DxfVersion::R2000, DxfVersion::R12}) {
        ASSERT_TRUE(write_sheet_dxf(pages, at("sheet.dxf"), version));
        EXPECT_EQ(measure("words", at("sheet.dxf"), expected), 0) << report();
    }
    const auto with_strokes = [&](const auto& change) {
        std::vector<SheetPage> changed = pages;
        for (SheetLine& stroke : changed.front().pen_words)
            for (glm::dvec2& p : stroke.points_mm) p = change(p);
        return changed;
    };
    // Twins: letters a little too small, letters off the piece, and none.
    ASSERT_TRUE(write_sheet_dxf(with_strokes([](const glm::dvec2& p) { return 0.985 * p; }), at("sheet.dxf")));
    EXPECT_EQ(measure("words", at("sheet.dxf"), expected), 1);
    EXPECT_THAT(report(), HasSubstr("mm high"));
    ASSERT_TRUE(write_sheet_dxf(with_strokes([](const glm::dvec2& p) { return p + glm::dvec2(0.0, 9.0); }), at("sheet.dxf")));
    EXPECT_EQ(measure("words", at("sheet.dxf"), expected), 1) << report();
    std::vector<SheetPage> silent = pages;
    silent.front().pen_words.clear();
    ASSERT_TRUE(write_sheet_dxf(silent, at("sheet.dxf")));
    EXPECT_EQ(measure("words", at("sheet.dxf"), expected), 1) << report();
    EXPECT_THAT(sheet_svg(pages.front()), Not(HasSubstr("words"))) << "letters of its own stand there";
}

/// The first line of a page as a cut file with the points that it has and no more.
std::string unrefined_dxf(const SheetPage& page) {
    std::string text = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1009\n9\n$EXTMAX\n10\n297\n20\n210\n30\n0\n0\nENDSEC\n"
                       "0\nSECTION\n2\nENTITIES\n0\nPOLYLINE\n8\ndraw\n66\n1\n70\n0\n";
    for (const glm::dvec2& p : page.lines.front().points_mm)
        text += "0\nVERTEX\n8\ndraw\n10\n" + std::to_string(p.x) + "\n20\n" + std::to_string(p.y) + "\n30\n0\n";
    return text + "0\nSEQEND\n8\ndraw\n0\nENDSEC\n0\nEOF\n";
}

TEST_F(SheetFiles, NoChordOfARealStencilLeavesItsCurve) {
    NEEDS("/usr/bin/python3 -c 'import ezdxf'", "python3-ezdxf");
    HeadReference reference;
    reference.name = "male_caucasian";
    const auto shape = build_head_shape(reference);
    const auto head = fit_head(*shape, reference, {});
    ASSERT_TRUE(head);
    const auto outline = fit_outline(*head, {}, "natural", 74.0f);
    ASSERT_TRUE(outline) << outline.error().message;
    StencilSettings settings;
    settings.paper = Paper::Roll, settings.roll_width_mm = 600.0f;
    settings.parts.fill(true);
    const auto stencil = flatten_stencil(*head, trace_outline(*head, *outline), settings);
    ASSERT_TRUE(stencil) << stencil.error().message;
    const auto pages = laid_out(*stencil, settings);
    ASSERT_EQ(pages.size(), 1u);
    ASSERT_TRUE(write_sheet_dxf(pages, at("real.dxf")));
    EXPECT_EQ(measure("chords", at("real.dxf"), ""), 0) << report();
    write(at("twin.dxf"), unrefined_dxf(round_page({5.0}, 1.0)));  // its arcs are 0.025 mm high
    EXPECT_EQ(measure("chords", at("twin.dxf"), ""), 1) << report();
}

TEST_F(SheetFiles, AlignmentCrossesOfTilesMeetWhenReadBack) {
    NEEDS("mutool -v", "mupdf-tools");
    NEEDS("pdftotext -v", "poppler-utils");
    auto pages = laid_out(arc_stencil(600.0, 0.5), {});
    ASSERT_GT(pages.size(), 1u);
    ASSERT_TRUE(write_sheet_pdf(pages, {}, at("tiles.pdf")));
    EXPECT_EQ(measure("joins", at("tiles.pdf"), ""), 0) << report();
    for (SheetLine& line : pages.back().lines)  // the twin: one cross a tolerance off
        if (line.name.starts_with("join.") && line.name.find("2.") != std::string::npos)
            for (glm::dvec2& p : line.points_mm) p.y += 0.055;
    ASSERT_TRUE(write_sheet_pdf(pages, {}, at("tiles.pdf")));
    EXPECT_EQ(measure("joins", at("tiles.pdf"), ""), 1) << report();
}

TEST_F(SheetFiles, OnePageThatCannotBeWrittenKeepsAllFromBeingWritten) {
    const std::vector<SheetPage> pages(3, full_page(297.0, 210.0));
    for (const char* extension : {".svg", ".dxf"}) {
        const fs::path in_the_way = at(std::string("sheet-3") + extension);
        fs::create_directories(in_the_way);
        const auto written = extension == std::string(".svg") ? write_sheet_svg(pages, {}, at("sheet.svg")) : write_sheet_dxf(pages, at("sheet.dxf"));
        ASSERT_FALSE(written);
        EXPECT_THAT(written.error().message, HasSubstr("is a folder"));
        fs::remove(in_the_way);
        EXPECT_TRUE(fs::is_empty(folder())) << extension;
    }
    const auto missing = write_sheet_svg(pages, {}, at("absent/sheet.svg"));
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().message, HasSubstr("its folder does not exist"));
    EXPECT_FALSE(write_sheet_dxf({}, at("none.dxf")));
    EXPECT_TRUE(fs::is_empty(folder()));
}

TEST_F(SheetFiles, ADiskThatFillsUpOnTheSecondPageLeavesNone) {
    const std::vector<SheetPage> pages{round_page({5.0}, 1.0), full_page(2000.0, 300.0)};
    struct rlimit before {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = before;
    small.rlim_cur = 8192;  // the first page has room, the second has not
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto first = write_sheet_svg({pages[0]}, {}, at("first.svg")), both = write_sheet_svg(pages, {}, at("both.svg"));
    const auto device = write_sheet_pdf(pages, {}, "/dev/full");
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, old_handler);
    EXPECT_TRUE(first);
    ASSERT_FALSE(both);
    EXPECT_THAT(both.error().message, HasSubstr("both-2.svg"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder()), {}), 1) << "the first alone";
    ASSERT_FALSE(device);
    EXPECT_THAT(device.error().message, HasSubstr("a folder or a device"));
}

TEST(WriteFilesWhole, WhicheverCallFailsAllFilesAreThereOrNone) {
    const std::vector<NewFile> files{{"/no/a.svg", "first"}, {"/no/a-2.svg", "second"}, {"/no/a-3.svg", "third"}};
    CrashDisk whole("/no/other", "kept");
    ASSERT_TRUE(write_files_whole(files, whole));
    EXPECT_EQ(whole.contents().size(), 4u);
    EXPECT_EQ(whole.contents().at("/no/a-2.svg"), "second");
    for (int call = 0; call + 1 < whole.calls(); ++call) {
        CrashDisk disk("/no/other", "kept");
        disk.fail_at = call;
        const auto result = write_files_whole(files, disk);
        ASSERT_FALSE(result) << call;
        EXPECT_TRUE(result.error().message.ends_with('.')) << result.error().message;
        EXPECT_EQ(disk.contents(), (std::map<std::string, std::string>{{"/no/other", "kept"}})) << "call " << call;
    }
}

TEST(WriteFilesWhole, EachFileIsDurableBeforeTheFirstTakesItsPlace) {
    CrashDisk disk("/no/a-2.svg", "old");
    ASSERT_TRUE(write_files_whole({{"/no/a.svg", "first"}, {"/no/a-2.svg", "new second"}}, disk));
    EXPECT_EQ(disk.seen(), (std::set<std::optional<std::string>>{"old", "new second"}));
    EXPECT_EQ(disk.states_now(), (std::set<std::optional<std::string>>{"new second"}));
}

}  // namespace
}  // namespace trichion
