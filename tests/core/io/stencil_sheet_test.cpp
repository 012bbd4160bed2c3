// Sheets measured from their files by tests/e2e/measure_sheet.py, which shares no code with what writes them.
#include "core/io/stencil_sheet.h"
#include "core/model/media.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace trichion {
namespace {

namespace fs = std::filesystem;

double length_of(const std::vector<glm::dvec2>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

/// A strip 8 mm below and 20 mm above a circular arc, with three marks.
Stencil arc_stencil(double radius_mm, double reach_rad) {
    StencilPiece piece;
    const auto at = [&](double angle, double radius) {
        return glm::dvec2(radius * std::sin(angle), radius * std::cos(angle) - radius_mm);
    };
    constexpr int kSteps = 180;
    for (int i = 0; i <= kSteps; ++i) piece.edge.push_back(at(reach_rad * (2.0 * i / kSteps - 1.0), radius_mm));
    for (int i = 0; i <= kSteps; ++i)
        piece.border.push_back(at(reach_rad * (2.0 * i / kSteps - 1.0), radius_mm - 8.0));
    for (int i = kSteps; i >= 0; --i)
        piece.border.push_back(at(reach_rad * (2.0 * i / kSteps - 1.0), radius_mm + 20.0));
    piece.name = "frontal";
    piece.label = "frontal hairline";
    const auto mark = [&](const char* name, const char* label, double share) {
        piece.marks.push_back({name, label, {at(share * reach_rad, radius_mm + 20.0), at(share * reach_rad, radius_mm - 8.0)},
                               at(share * reach_rad, radius_mm), glm::dvec3(0.0)});
    };
    mark("canthus_r", "canthus R", -0.7), mark("pupil_r", "pupil R", -0.5), mark("midline", "midline, 74 mm above glabella", 0.0);
    mark("pupil_l", "pupil L", 0.5), mark("canthus_l", "canthus L", 0.7);
    Stencil stencil;
    stencil.edge_length_flat_mm = length_of(piece.edge);
    stencil.edge_length_skin_mm = stencil.edge_length_flat_mm;
    stencil.largest_error_mm = 2.7;
    stencil.largest_error_percent = 4.4;
    stencil.largest_error_where = "along the cut on the scalp side";
    stencil.pieces.push_back(std::move(piece));
    return stencil;
}

Stencil usual_stencil() { return arc_stencil(110.0, 0.7); }

SheetText usual_text(HeadBadge badge = HeadBadge::Example) { return {"0412", "2026-11-22", "Natural", "", badge}; }

class StencilSheet : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("trichion_sheet_" + std::to_string(::getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    /// Runs the measuring script. @return its exit code; 0 when all holds.
    int measure(const fs::path& file, const std::string& options) const {
        const std::string command = "python3 '" TRICHION_SOURCE_DIR "/tests/e2e/measure_sheet.py' '" + file.string() +
                                    "' " + options + " > '" + (folder_ / "report").string() + "' 2>&1";
        const int status = std::system(command.c_str());
        return status < 0 ? -1 : WEXITSTATUS(status);
    }
    /// Writes the pages as printed sheet and as cut file, the latter moved, and measures them against each other.
    int measure_cut_file(const std::vector<SheetPage>& pages, const std::vector<SheetPage>& cut, double edge_mm) const {
        if (!write_sheet_svg(pages, usual_text(), folder_ / "sheet.svg") || !write_sheet_dxf(cut, folder_ / "sheet.dxf")) return -1;
        const std::string command = "/usr/bin/python3 '" TRICHION_SOURCE_DIR "/tests/e2e/measure_dxf.py' '" +
                                    (folder_ / "sheet.dxf").string() + "' --svg '" + (folder_ / "sheet.svg").string() +
                                    "' --edge " + std::to_string(edge_mm) + " > '" + (folder_ / "report").string() + "' 2>&1";
        const int status = std::system(command.c_str());
        return status < 0 ? -1 : WEXITSTATUS(status);
    }
    std::string report() const { return read(folder_ / "report"); }
    static std::string read(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static bool has_measuring_tools() {
        return std::system("python3 --version > /dev/null 2>&1 && mutool -v > /dev/null 2>&1 && "
                           "pdftotext -v > /dev/null 2>&1 && qpdf --version > /dev/null 2>&1") == 0;
    }

    fs::path folder_;
};

#define NEEDS_MEASURING_TOOLS() \
    if (!has_measuring_tools()) GTEST_SKIP() << "python3, mutool, pdftotext or qpdf is not installed"

std::string paper_option(Paper paper) { return paper == Paper::A4 ? "--paper 297x210" : "--paper 279.4x215.9"; }

/// The pages with every point moved.
std::vector<SheetPage> moved(std::vector<SheetPage> pages, const std::function<void(const SheetLine&, glm::dvec2&)>& move) {
    for (SheetPage& page : pages)
        for (SheetLine& line : page.lines)
            for (glm::dvec2& p : line.points_mm) move(line, p);
    return pages;
}

TEST_F(StencilSheet, PdfMeasuresTrueOnBothPapersForEveryBadge) {
    NEEDS_MEASURING_TOOLS();
    const Stencil stencil = usual_stencil();
    for (const Paper paper : {Paper::A4, Paper::Letter})
        for (const HeadBadge badge : {HeadBadge::Example, HeadBadge::NotToScale, HeadBadge::Scaled}) {
            const auto pages = *lay_out_sheet(stencil, {.paper = paper}, usual_text(badge));
            const fs::path file = folder_ / "sheet.pdf";
            const auto written = write_sheet_pdf(pages, usual_text(badge), file);
            ASSERT_TRUE(written) << written.error().message;
            EXPECT_EQ(measure(file, "--pages 1 --edge " + std::to_string(stencil.edge_length_skin_mm) + " " +
                                        paper_option(paper)), 0) << report();
        }
}

TEST_F(StencilSheet, TheCutFileMeasuresTrueAndLiesWhereThePrintedSheetLies) {
    if (std::system("/usr/bin/python3 -c 'import ezdxf' > /dev/null 2>&1") != 0) GTEST_SKIP() << "python3-ezdxf is not installed";
    const Stencil stencil = usual_stencil();
    const auto pages = *lay_out_sheet(stencil, {}, usual_text());
    EXPECT_EQ(measure_cut_file(pages, pages, stencil.edge_length_flat_mm), 0) << report();
    // Twins: a scale of one in ten thousand, and a hairline two micrometres off.
    const auto scaled = moved(pages, [](const SheetLine&, glm::dvec2& p) { p *= 1.0001; });
    EXPECT_EQ(measure_cut_file(pages, scaled, stencil.edge_length_flat_mm), 1) << report();
    const auto shifted = moved(pages, [](const SheetLine& line, glm::dvec2& p) {
        if (line.layer == SheetLayer::Hairline) p.x += 0.002;
    });
    EXPECT_EQ(measure_cut_file(pages, shifted, stencil.edge_length_flat_mm), 1) << report();
}

TEST_F(StencilSheet, SvgMeasuresTrueOnBothPapers) {
    NEEDS_MEASURING_TOOLS();
    const Stencil stencil = usual_stencil();
    for (const Paper paper : {Paper::A4, Paper::Letter}) {
        const auto pages = *lay_out_sheet(stencil, {.paper = paper}, usual_text());
        const auto written = write_sheet_svg(pages, usual_text(), folder_ / "sheet.svg");
        ASSERT_TRUE(written) << written.error().message;
        EXPECT_EQ(written->size(), 1u);
        EXPECT_EQ(measure(written->front(), "--edge " + std::to_string(stencil.edge_length_skin_mm) + " " +
                                                paper_option(paper)), 0) << report();
    }
}

TEST_F(StencilSheet, MeasuringSeesASheetThatIsWrongByTheTolerance) {
    NEEDS_MEASURING_TOOLS();
    const Stencil stencil = usual_stencil();
    const auto pages = *lay_out_sheet(stencil, {}, usual_text());
    const std::string edge = "--edge " + std::to_string(stencil.edge_length_skin_mm);
    const auto is_refused = [&](const std::vector<SheetPage>& wrong, const std::string& because) {
        for (const char* name : {"wrong.pdf", "wrong.svg"}) {
            const fs::path file = folder_ / name;
            if (file.extension() == ".pdf")
                EXPECT_TRUE(write_sheet_pdf(wrong, usual_text(), file));
            else
                EXPECT_TRUE(write_sheet_svg(wrong, usual_text(), file));
            EXPECT_EQ(measure(file, edge), 1) << name;
            EXPECT_NE(report().find(because), std::string::npos) << name << ": " << report();
        }
    };
    is_refused(moved(pages, [](const SheetLine&, glm::dvec2& p) { p.x *= 1.0003; }), "the lying ruler");
    is_refused(moved(pages, [](const SheetLine&, glm::dvec2& p) { p.y *= 1.0003; }), "the standing ruler");
    is_refused(moved(pages, [](const SheetLine& line, glm::dvec2& p) {
                   if (line.layer == SheetLayer::Hairline) p = 150.0 + 1.006 * (p - 150.0);
               }), "the hairline is");
    is_refused(moved(pages, [](const SheetLine&, glm::dvec2& p) { p.x -= 6.0; }), "of the edge");
}

TEST_F(StencilSheet, TheSameSheetGivesTheSameBytes) {
    const auto pages = *lay_out_sheet(usual_stencil(), {}, usual_text());
    for (const char* name : {"a.pdf", "b.pdf"}) ASSERT_TRUE(write_sheet_pdf(pages, usual_text(), folder_ / name));
    for (const char* name : {"a.svg", "b.svg"}) ASSERT_TRUE(write_sheet_svg(pages, usual_text(), folder_ / name));
    EXPECT_GT(fs::file_size(folder_ / "a.pdf"), 5000u);
    EXPECT_EQ(read(folder_ / "a.pdf"), read(folder_ / "b.pdf"));
    EXPECT_EQ(read(folder_ / "a.svg"), read(folder_ / "b.svg"));
}

TEST_F(StencilSheet, ABadgeThatIsNotScaledIsTheLargestWordsOfTheSheetButItsTitle) {
    for (const HeadBadge badge : {HeadBadge::Example, HeadBadge::NotToScale}) {
        const auto pages = *lay_out_sheet(usual_stencil(), {}, usual_text(badge));
        const auto& labels = pages.front().labels;
        const auto shown = std::ranges::find_if(labels, [&](const SheetLabel& l) { return l.text == (badge == HeadBadge::Example ? "EXAMPLE HEAD" : "NOT TO SCALE"); });
        ASSERT_NE(shown, labels.end());
        EXPECT_TRUE(shown->is_bold);
        EXPECT_LE(std::ranges::count_if(labels, [&](const SheetLabel& l) { return l.size_mm > shown->size_mm; }), 1);
    }
}

TEST_F(StencilSheet, ThePieceItselfCarriesTheBadgeAfterItIsCutOut) {
    const Stencil stencil = usual_stencil();
    const auto pages = *lay_out_sheet(stencil, {}, usual_text());
    const auto cut = std::ranges::find(pages.front().lines, SheetLayer::Cut, &SheetLine::layer);
    ASSERT_NE(cut, pages.front().lines.end());
    double low = 1e9, high = -1e9;
    for (const glm::dvec2& p : cut->points_mm) low = std::min(low, p.y), high = std::max(high, p.y);
    std::string inside;   // on one line or on more
    for (const SheetLabel& label : pages.front().labels)
        if (label.at_mm.y > low && label.at_mm.y < high) inside += label.text + " ";
    EXPECT_NE(inside.find(to_words(HeadBadge::Example)), std::string::npos) << inside;
}

TEST_F(StencilSheet, APieceTallerThanThePageIsTurnedNotCropped) {
    NEEDS_MEASURING_TOOLS();
    Stencil stencil = usual_stencil();
    StencilPiece& piece = stencil.pieces.front();
    const auto upright = [](glm::dvec2& p) { p = {-p.y, p.x}; };
    std::ranges::for_each(piece.border, upright);
    std::ranges::for_each(piece.edge, upright);
    for (PlacementMark& mark : piece.marks) std::ranges::for_each(mark.line, upright);
    const auto pages = *lay_out_sheet(stencil, {}, usual_text());
    ASSERT_TRUE(write_sheet_pdf(pages, usual_text(), folder_ / "turned.pdf"));
    EXPECT_EQ(measure(folder_ / "turned.pdf", "--pages 1 --edge " + std::to_string(stencil.edge_length_skin_mm)), 0)
        << report();
}

glm::dvec2 label_at(const SheetPage& page, const std::string& text) {
    const auto found = std::ranges::find(page.labels, text, &SheetLabel::text);
    return found == page.labels.end() ? glm::dvec2(-1.0) : found->at_mm;
}

double distance_to(const std::vector<SheetLine>& lines, SheetLayer layer, const glm::dvec2& p) {
    double nearest = 1e9;
    for (const SheetLine& line : lines)
        if (line.layer == layer)
            for (std::size_t i = 1; i < line.points_mm.size(); ++i) {
                const glm::dvec2 a = line.points_mm[i - 1], b = line.points_mm[i];
                const double share = std::clamp(glm::dot(p - a, b - a) / std::max(1e-12, glm::dot(b - a, b - a)), 0.0, 1.0);
                nearest = std::min(nearest, glm::distance(p, glm::mix(a, b, share)));
            }
    return nearest;
}

TEST_F(StencilSheet, APieceWiderThanThePaperIsTiledAndItsAlignmentMarksMeet) {
    NEEDS_MEASURING_TOOLS();
    const Stencil stencil = arc_stencil(600.0, 0.4);  // 480 mm along the edge
    const auto pages = *lay_out_sheet(stencil, {}, usual_text());
    ASSERT_EQ(pages.size(), 2u);
    const glm::dvec2 shift = label_at(pages[1], "X1") - label_at(pages[0], "X1");
    ASSERT_GT(label_at(pages[0], "X1").x, 0.0);
    ASSERT_GT(label_at(pages[1], "X1").x, 0.0);
    EXPECT_NEAR(glm::distance(shift, label_at(pages[1], "X2") - label_at(pages[0], "X2")), 0.0, 1e-9);
    // Laid over each other by their crosses, both pages draw one hairline, and together all of it.
    std::size_t on_second = 0;
    double drawn = 0.0;
    for (const SheetLine& line : pages[0].lines)
        if (line.layer == SheetLayer::Hairline) {
            drawn += length_of(line.points_mm);
            for (const glm::dvec2& p : line.points_mm)
                if (distance_to(pages[1].lines, SheetLayer::Hairline, p + shift) < 0.05) ++on_second;
        }
    for (const SheetLine& line : pages[1].lines)
        if (line.layer == SheetLayer::Hairline) drawn += length_of(line.points_mm);
    EXPECT_GE(on_second, 5u);
    EXPECT_NEAR(drawn, stencil.edge_length_flat_mm + 15.0, 1.5);
    ASSERT_TRUE(write_sheet_pdf(pages, usual_text(), folder_ / "tiled.pdf"));
    EXPECT_EQ(measure(folder_ / "tiled.pdf", "--pages 2"), 0) << report();
    const auto svg = write_sheet_svg(pages, usual_text(), folder_ / "tiled.svg");
    ASSERT_TRUE(svg);
    ASSERT_EQ(svg->size(), 2u);
    EXPECT_EQ(svg->back().filename(), "tiled-2.svg");
    EXPECT_EQ(measure(svg->front(), ""), 0) << report();  // the second has no box to measure
}

TEST_F(StencilSheet, AwkwardWordsNeitherBreakTheFilesNorLeaveTheirRoom) {
    NEEDS_MEASURING_TOOLS();
    const Stencil stencil = usual_stencil();
    for (const std::string& code : {std::string("<&\"'>"), std::string("\xff\xfe\x80 broken"), std::string(300, 'W'),
                                   std::string("Жанна Ünlü"), std::string("\x01\n\t"), std::string()}) {
        SheetText text = usual_text();
        text.client_code = code;
        text.edited_on = code.size() > 100 ? "2026-11-22" : "";
        const auto pages = *lay_out_sheet(stencil, {}, text);
        ASSERT_TRUE(write_sheet_pdf(pages, text, folder_ / "words.pdf"));
        ASSERT_TRUE(write_sheet_svg(pages, text, folder_ / "words.svg"));
        EXPECT_EQ(measure(folder_ / "words.pdf", ""), 0) << report();
        EXPECT_EQ(measure(folder_ / "words.svg", ""), 0) << report();
    }
}

TEST_F(StencilSheet, AFileThatCannotBeWrittenIsOneSentenceAndLeavesNothing) {
    const auto pages = *lay_out_sheet(usual_stencil(), {}, usual_text());
    const fs::path blocked = folder_ / "a_file";
    std::ofstream(blocked) << "in the way";
    for (const fs::path& target : {folder_ / "absent" / "sheet.pdf", blocked / "sheet.pdf", fs::path("/proc/sheet.pdf")}) {
        const auto pdf = write_sheet_pdf(pages, usual_text(), target);
        ASSERT_FALSE(pdf) << target;
        EXPECT_EQ(pdf.error().code, ErrorCode::WriteFailed);
        EXPECT_EQ(std::ranges::count(pdf.error().message, '\n'), 0);
        EXPECT_TRUE(pdf.error().message.ends_with('.')) << pdf.error().message;
        EXPECT_FALSE(write_sheet_svg(pages, usual_text(), target));
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(StencilSheet, AFullDiskIsOneSentenceAndTheOldSheetStays) {
    const auto pages = *lay_out_sheet(usual_stencil(), {}, usual_text());
    const fs::path file = folder_ / "sheet.pdf";
    std::ofstream(file) << "old";
    // A limit on the size of files ends a write half way, as a disk that fills up does.
    struct rlimit before {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = before;
    small.rlim_cur = 4096;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto pdf = write_sheet_pdf(pages, usual_text(), file);
    const auto svg = write_sheet_svg(pages, usual_text(), folder_ / "sheet.svg");
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, old_handler);
    ASSERT_FALSE(pdf);
    EXPECT_EQ(pdf.error().code, ErrorCode::WriteFailed);
    EXPECT_NE(pdf.error().message.find("sheet.pdf"), std::string::npos) << pdf.error().message;
    EXPECT_FALSE(svg);
    EXPECT_EQ(read(file), "old");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(StencilSheet, EveryPlacementMarkIsNamedOnce) {
    for (const Stencil& stencil : {usual_stencil(), arc_stencil(600.0, 0.4), arc_stencil(60.0, 1.1)}) {
        const auto pages = *lay_out_sheet(stencil, {}, usual_text());
        for (const PlacementMark& mark : stencil.pieces.front().marks) {
            std::ptrdiff_t named = 0;
            for (const SheetPage& page : pages) named += std::ranges::count(page.labels, mark.label, &SheetLabel::text);
            EXPECT_EQ(named, 1) << mark.label;
        }
    }
}

std::string words_of(const std::vector<SheetPage>& pages) {
    std::string words;
    for (const SheetPage& page : pages)
        for (const SheetLabel& label : page.labels) words += label.text + " ";
    return words;
}

TEST_F(StencilSheet, ALongClientCodeIsWrappedAndNeverCutOff) {
    SheetText text = usual_text();
    for (const std::string code : {"Παπαδόπουλος-Đorđević-Щербакова-Łukasz9", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"}) {
        text.client_code = code;
        for (const Paper paper : {Paper::A4, Paper::Custom}) {
            const auto pages = lay_out_sheet(usual_stencil(), {.paper = paper, .custom_width_mm = 150.0f, .custom_height_mm = 300.0f}, text);
            ASSERT_TRUE(pages) << pages.error().message;
            std::string shown = words_of(*pages);
            EXPECT_EQ(shown.find("…"), std::string::npos) << shown;
            std::erase(shown, ' ');
            EXPECT_NE(shown.find("Client" + code), std::string::npos) << shown;
        }
    }
}

TEST_F(StencilSheet, ALineAloneIsNotSpokenOfAsCutOrStretched) {
    Stencil stencil = usual_stencil();
    stencil.advice = {{"strip_narrowed", "frontal hairline: the skin side is 3 mm wide at its narrowest, not 8 mm.", "", {}},
                      {"few_marks", "frontal hairline: too short for three placement marks.", "", {}}};
    for (const Medium medium : {Medium::PlainPaper, Medium::ThermalTransfer, Medium::Vinyl}) {
        const std::string alone = words_of(*lay_out_sheet(stencil, with_medium({.line = StencilLine::LineOnly}, medium), usual_text()));
        for (const char* words : {"do not cut", "cut here", "blade", "darts", "stretch", "skin side", "before you cut"})
            EXPECT_EQ(alone.find(words), std::string::npos) << words;
        EXPECT_NE(alone.find("too short for three"), std::string::npos);
        const std::string strip = words_of(*lay_out_sheet(stencil, with_medium({}, medium), usual_text()));
        EXPECT_NE(strip.find("do not cut"), std::string::npos);
        EXPECT_NE(strip.find("skin side is 3 mm"), std::string::npos);
    }
}

TEST_F(StencilSheet, WhatABladeFollowsHasAColourOfItsOwn) {
    for (const Medium medium : {Medium::Vinyl, Medium::Mylar, Medium::PlainPaper}) {
        const auto pages = *lay_out_sheet(usual_stencil(), with_medium({}, medium), usual_text());
        const bool is_cut = medium != Medium::PlainPaper;
        for (const SheetLine& line : pages.front().lines) {
            if (line.layer == SheetLayer::Cut) { EXPECT_EQ(line.rgb != glm::dvec3(0.0), is_cut); }
            if (line.layer == SheetLayer::Hairline) { EXPECT_EQ(line.rgb, glm::dvec3(0.0)); }
        }
        EXPECT_EQ(words_of(pages).find("magenta") != std::string::npos, is_cut);
    }
}

TEST_F(StencilSheet, RoomThatACuttersCameraNeedsWhiteIsToldToThePreview) {
    const auto pages = *lay_out_sheet(usual_stencil(), {.cutter_marks = {.kind = CutterMarks::SquareAndCorners}}, usual_text());
    EXPECT_EQ(pages.front().keep_white.size(), 3u);
    EXPECT_TRUE(lay_out_sheet(usual_stencil(), {}, usual_text())->front().keep_white.empty());
}

TEST_F(StencilSheet, AnOldSheetSurvivesAWriteThatFails) {
    const fs::path file = folder_ / "old.pdf";
    std::ofstream(file) << "old";
    EXPECT_FALSE(write_sheet_pdf({}, usual_text(), file));
    EXPECT_EQ(read(file), "old");
}

}  // namespace
}  // namespace trichion
