// Printers are measured once, remembered, and corrected for: on simulated ones that draw 94 to 103 % the rulers come out true.
#include "core/io/printers_file.h"
#include "tests/core/io/sheet_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <sstream>
#include <sys/stat.h>

namespace trichion {
namespace {

using testing::HasSubstr;

/// Settings of this computer in a folder of their own.
class Printers : public SheetFolder {
protected:
    void SetUp() override {
        SheetFolder::SetUp();
        if (const char* old = std::getenv("XDG_CONFIG_HOME")) before_ = old;
        ::setenv("XDG_CONFIG_HOME", folder().c_str(), 1);
    }
    void TearDown() override {
        before_ ? ::setenv("XDG_CONFIG_HOME", before_->c_str(), 1) : ::unsetenv("XDG_CONFIG_HOME");
        SheetFolder::TearDown();
    }

private:
    std::optional<std::string> before_;
};

TEST_F(Printers, AreNoneWhereNoneWasMeasured) {
    const auto printers = read_printers();
    ASSERT_TRUE(printers) << printers.error().message;
    EXPECT_TRUE(printers->empty());
    EXPECT_TRUE(fs::is_empty(folder())) << "asking writes nothing";
}

TEST_F(Printers, AreRememberedByNameAndForgotten) {
    const Printer studio{"Studio", 0.994, 1.0021, "2026-11-22"}, home{"Büro 2", 0.97, 0.97, ""};
    ASSERT_TRUE(remember_printer(studio));
    ASSERT_TRUE(remember_printer(home));
    EXPECT_EQ(*read_printers(), (std::vector<Printer>{home, studio}));
    const Printer again{"Studio", 1.0, 0.999, "2026-11-23"};
    ASSERT_TRUE(remember_printer(again));
    EXPECT_EQ(*read_printers(), (std::vector<Printer>{home, again}));
    ASSERT_TRUE(forget_printer("Büro 2"));
    EXPECT_THAT(forget_printer("nobody").error().message, HasSubstr("No printer is named \"nobody\""));
    EXPECT_EQ(*read_printers(), (std::vector<Printer>{again}));
    EXPECT_EQ(printers_file(), folder() / "trichion" / "printers.json");
}

TEST_F(Printers, ADamagedFileIsASentenceAndStaysAsItIs) {
    fs::create_directories(printers_file().parent_path());
    for (const char* text : {"", "{", "[]", "{\"version\": 1}", "{\"version\": 7, \"printers\": []}", "{\"version\": 1, \"printers\": [{\"name\": \"A\"}]}",
                             "{\"version\": 1, \"printers\": [{\"name\": \"A\", \"x_share\": 0.5, \"y_share\": 1.0, \"measured_on\": \"\"}]}",
                             "{\"version\": 1, \"printers\": [{\"name\": \"\\n\", \"x_share\": 1.0, \"y_share\": 1.0, \"measured_on\": \"\"}]}"}) {
        write(printers_file(), text);
        for (const auto& error : {read_printers().error(), remember_printer({"B", 1.0, 1.0, ""}).error(), forget_printer("A").error()}) {
            EXPECT_EQ(error.code, ErrorCode::ReadFailed) << text;
            EXPECT_THAT(error.message, HasSubstr("printers.json")) << text;
            EXPECT_TRUE(error.message.ends_with('.') && error.message.find('\n') == std::string::npos) << error.message;
        }
        EXPECT_EQ(read(printers_file()), text);
    }
    write(printers_file(), std::string(300 * 1024, ' '));
    EXPECT_THAT(read_printers().error().message, AllOf(HasSubstr("The measured printers"), HasSubstr("larger than the 256 kB allowed. Delete the file")));
}

TEST_F(Printers, WhatCannotBeWrittenIsASentenceAndTheOldOnesStay) {
    ASSERT_TRUE(remember_printer({"Studio", 0.99, 0.99, ""}));
    const std::string before = read(printers_file());
    fs::remove_all(folder() / "trichion");
    write(folder() / "trichion", "in the way");
    const auto refused = remember_printer({"Other", 1.0, 1.0, ""});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(read(folder() / "trichion"), "in the way");
    fs::remove(folder() / "trichion");
    fs::create_directories(printers_file().parent_path());
    write(printers_file(), before);
    ::setenv("XDG_CONFIG_HOME", "relative", 1);  // ignored, as the specification asks
    EXPECT_TRUE(printers_file().is_absolute());
}

TEST_F(Printers, OnlyLengthsThatAPrinterCanHaveDrawnAreTaken) {
    const auto studio = measured_printer("Studio", 200.0, 198.8, 150.0, 150.3, "2026-11-22");
    ASSERT_TRUE(studio);
    EXPECT_DOUBLE_EQ(studio->along_share, 0.994);
    EXPECT_DOUBLE_EQ(studio->across_share, 1.002);
    EXPECT_EQ(studio->measured_on, "2026-11-22");
    const auto message = [](double x, double y, const char* name = "A") {
        const auto printer = measured_printer(name, 200.0, x, 150.0, y, "2026-11-22");
        return printer ? std::string() : printer.error().message;
    };
    EXPECT_THAT(message(170.0, 150.0), HasSubstr("\"fit to page\" was on"));
    EXPECT_THAT(message(200.0, 170.0), HasSubstr("Down a landscape page the printer draws 113.3 %"));
    EXPECT_THAT(message(7.87, 150.0), HasSubstr("measure the line in millimetres")) << "inches";
    EXPECT_THAT(message(19.9, 150.0), HasSubstr("is no length of a line of 200 mm")) << "centimetres";
    EXPECT_THAT(message(std::nan(""), 150.0), HasSubstr("is no length"));
    EXPECT_THAT(message(200.0, 150.0, "  "), HasSubstr("name must be"));
    EXPECT_THAT(message(99.0999984741211, 150.0), HasSubstr("99.1 mm is no length"));
    EXPECT_EQ(deviation_words({"A", 1.03, 0.97, ""}), "3.00 % too long across, 3.00 % too short down");
    EXPECT_EQ(deviation_words({"A", 1.0, 0.994, ""}), "true across, 0.60 % too short down");
    EXPECT_EQ(doubt_about({"A", 0.981, 1.019, ""}), "");
    EXPECT_THAT(doubt_about({"A", 0.99, 1.061, ""}), HasSubstr("This is 6.1 % off"));
    EXPECT_FALSE(remember_printer({"A", 1.2, 1.0, ""}));
    EXPECT_FALSE(remember_printer({"A", 1.0, 1.0, "yesterday"}));
}

struct Rulers {
    double lying = 0.0, standing = 0.0, longest_lying = 0.0, longest_standing = 0.0;
    double off() const { return std::max(std::abs(lying - 100.0), std::abs(standing - 100.0)); }
};

/// A sheet with its rulers, and words near the margin.
SheetPage ruled_page() {
    SheetPage page;
    page.lines.push_back({SheetLayer::Ruler, {{20.0, 190.0}, {120.0, 190.0}}, 0.25});
    page.lines.push_back({SheetLayer::Ruler, {{12.0, 190.0}, {12.0, 90.0}}, 0.25});
    page.labels.push_back({{20.0, 20.0}, "R", 6.0, true});
    return page;
}

class SimulatedPrinters : public Printers {
protected:
    /// The file as a printer draws it that makes `x` and `y` of every mm, read by mupdf: the worst page's rulers.
    Rulers printed(const fs::path& file, double x, double y) const {
        Rulers worst;
        if (measure("rulers", file, fmt::format("--share {},{}", x, y)) != 0) return worst;
        std::istringstream lines(report());
        int page = 0;
        bool is_first = true;
        for (Rulers rulers; lines >> page >> rulers.lying >> rulers.standing >> rulers.longest_lying >> rulers.longest_standing;) {
            if (is_first || rulers.off() > worst.off()) worst = rulers;
            is_first = false;
        }
        return worst;
    }
};

constexpr double kReadingMm = 0.5;  // as an artist reads a ruler
double as_read(double length_mm) { return kReadingMm * std::round(length_mm / kReadingMm); }

TEST_F(SimulatedPrinters, PrintTrueAfterTheirTestPageWasMeasured) {
    NEEDS("mutool -v", "mupdf-tools");
    for (const auto& [x, y] : {std::pair{0.94, 0.95}, {0.97, 0.97}, {0.994, 1.003}, {1.0, 1.0}, {1.03, 1.02}}) {
        StencilSettings settings;
        const fs::path test = at("test.pdf"), sheet = at("sheet.pdf");
        ASSERT_TRUE(write_sheet_pdf({lay_out_test_page(settings)}, {}, test));
        const Rulers asked = printed(test, 1.0, 1.0), drawn = printed(test, x, y);
        ASSERT_GT(asked.longest_lying, 120.0) << report();
        ASSERT_GT(asked.longest_standing, 120.0) << report();
        const auto printer = measured_printer("Studio", asked.longest_lying, as_read(drawn.longest_lying), asked.longest_standing,
                                              as_read(drawn.longest_standing), "2026-11-22");
        ASSERT_TRUE(printer) << printer.error().message;
        const auto written = write_sheet_pdf({ruled_page()}, {}, sheet, correction_for(*printer, true));
        ASSERT_TRUE(written) << written.error().message;
        EXPECT_LE(printed(sheet, x, y).off(), 0.2) << x << ", " << y << ": " << report();
        if (x == 1.0) continue;
        ASSERT_TRUE(write_sheet_pdf({ruled_page()}, {}, sheet));
        EXPECT_GT(printed(sheet, x, y).off(), 0.2) << "uncorrected, " << x << ", " << y << ": " << report();
    }
}

/// The ruled sheet as it comes out of a printer: it draws `along` and `across` of every mm, whichever way round the page lies.
TEST_F(SimulatedPrinters, AStandingPageIsCorrectedByThePapersSidesToo) {
    NEEDS("mutool -v", "mupdf-tools");
    constexpr double kAlong = 1.013, kAcross = 0.994;
    const Printer printer{"Studio", kAlong, kAcross, ""};
    for (const bool is_standing : {false, true}) {
        SheetPage page = ruled_page();
        if (is_standing) page.width_mm = 210.0, page.height_mm = 305.0;
        const StencilSettings settings{.paper = Paper::Custom, .custom_width_mm = float(page.width_mm), .custom_height_mm = float(page.height_mm)};
        const bool is_along_x = is_paper_along_x(settings, {page.width_mm, page.height_mm});
        EXPECT_EQ(is_along_x, !is_standing);
        const double x = is_standing ? kAcross : kAlong, y = is_standing ? kAlong : kAcross;
        ASSERT_TRUE(write_sheet_pdf({page}, {}, at("sheet.pdf"), correction_for(printer, is_along_x)));
        EXPECT_LE(printed(at("sheet.pdf"), x, y).off(), 0.2) << report();
        ASSERT_TRUE(write_sheet_pdf({page}, {}, at("sheet.pdf"), correction_for(printer, !is_along_x)));
        EXPECT_GT(printed(at("sheet.pdf"), x, y).off(), 0.2) << "with the axes swapped: " << report();
    }
    EXPECT_TRUE(is_paper_along_x({.paper = Paper::Roll}, {210.0, 305.0})) << "a roll unwinds along x, however short it is cut";
}

TEST_F(SimulatedPrinters, DrawEveryLineOfACorrectedSheetWhereItShouldBe) {
    NEEDS("mutool -v", "mupdf-tools");
    const std::vector<SheetPage> pages{ruled_page()};
    ASSERT_TRUE(write_sheet_pdf(pages, {}, at("sheet.pdf"), correction_for({"Studio", 0.97, 1.02, ""}, true)));
    EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(pages) + " --share 0.97,1.02"), 0) << report();
    EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(pages) + " --share 0.9703,1.02"), 1) << report();
}

TEST_F(SimulatedPrinters, PrintWhereTheCutterCuts) {
    NEEDS("mutool -v", "mupdf-tools");
    NEEDS("/usr/bin/python3 -c 'import ezdxf'", "python3-ezdxf");
    Stencil stencil;
    StencilPiece piece;
    piece.name = "frontal", piece.label = "frontal hairline";
    for (double x = -90.0; x <= 90.0; x += 1.5) piece.edge.push_back({x, -0.002 * x * x});
    for (const glm::dvec2& p : piece.edge) piece.border.push_back(p - glm::dvec2(0.0, 8.0));
    for (auto p = piece.edge.rbegin(); p != piece.edge.rend(); ++p) piece.border.push_back(*p + glm::dvec2(0.0, 20.0));
    stencil.pieces.push_back(piece);
    StencilSettings settings;
    settings.cutter_marks.kind = CutterMarks::Dots;
    const Printer printer{"Studio", 0.96, 1.01, "2026-11-22"};
    SheetExtras extras;
    extras.printer = printer;
    const auto pages = lay_out_sheet(stencil, settings, {"0412", "2026-11-22", "Natural", "", HeadBadge::Scaled}, extras);
    ASSERT_TRUE(pages) << pages.error().message;
    const auto written = write_sheet_pdf(*pages, {}, at("sheet.pdf"), correction_for(printer, true));
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(*pages) + " --share 0.96,1.01"), 0) << report();
    EXPECT_EQ(measure("vectors", at("sheet.pdf"), expect(*pages)), 1) << "the file itself is not true: " << report();
    std::vector<SheetPage> cut = *pages;
    std::erase_if(cut[0].lines, [](const SheetLine& line) { return line.layer == SheetLayer::Frame; });
    ASSERT_TRUE(write_sheet_dxf(*pages, at("sheet.dxf")));
    EXPECT_EQ(measure("vectors", at("sheet.dxf"), expect(cut)), 0) << report();
}

TEST_F(SimulatedPrinters, TheWordsAreCorrectedWithTheLines) {
    NEEDS("pdftotext -v", "poppler-utils");
    ASSERT_TRUE(write_sheet_pdf({ruled_page()}, {}, at("sheet.pdf"), {1.05, 1.0}));
    ASSERT_EQ(run("pdftotext -bbox '" + at("sheet.pdf").string() + "' -"), 0);
    const std::string words = report();
    const auto from = words.find("xMin=\"");
    ASSERT_NE(from, std::string::npos) << words;
    const double x_mm = std::stod(words.substr(from + 6)) * 25.4 / 72.0;
    EXPECT_NEAR(x_mm, 148.5 + 1.05 * (20.0 - 148.5), 0.05);
}

TEST_F(SimulatedPrinters, ASheetThatWouldLeaveItsPaperIsRefusedWithTheMarginItNeeds) {
    SheetPage page = ruled_page();
    page.lines.push_back({SheetLayer::Frame, {{6.1, 6.1}, {290.9, 6.1}}, 0.2});  // ink as far as 6 mm from the edges
    const auto refused = write_sheet_pdf({page}, {}, at("sheet.pdf"), correction_for({"Studio", 0.94, 0.94, ""}, true));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::WriteFailed);
    EXPECT_THAT(refused.error().message, HasSubstr("set the margin 3 mm wider"));
    EXPECT_FALSE(fs::exists(at("sheet.pdf")));
    for (SheetLine& line : page.lines)
        for (glm::dvec2& p : line.points_mm) p = glm::clamp(p, glm::dvec2(9.1), glm::dvec2(287.9, 203.0));
    const auto written = write_sheet_pdf({page}, {}, at("sheet.pdf"), correction_for({"Studio", 0.94, 0.94, ""}, true));
    EXPECT_TRUE(written) << written.error().message;
}

}  // namespace
}  // namespace trichion
