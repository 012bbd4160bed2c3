// What a page may say and where: the box to measure on the first, no words on dots, marks at their true places, remarks beside their own pieces.
#include "core/io/sheet_blocks.h"
#include "core/io/sheet_canvas.h"
#include "core/io/stencil_sheet.h"
#include "core/io/text_measure.h"
#include "core/model/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;

/// A strip 8 mm below and 20 mm above a straight line, with a mark at its middle and the tick of a tongue 60 mm below it.
StencilPiece straight_piece(const std::string& name, double length_mm, bool has_tongue = false) {
    StencilPiece piece;
    piece.name = name, piece.label = name + " part";
    const double half = 0.5 * length_mm;
    for (double x = -half; x <= half; x += 2.0) piece.edge.push_back({x, 0.0});
    piece.border = {{-half, -8.0}, {half, -8.0}, {half, 20.0}, {-half, 20.0}};
    for (const double x : {-0.4 * length_mm, 0.0, 0.4 * length_mm})
        piece.marks.push_back({"way_" + std::to_string(std::lround(x)), "place " + std::to_string(std::lround(x)), {{x, 20.0}, {x, 0.0}, {x, -8.0}}, {x, 0.0}, {}});
    if (has_tongue) piece.marks.push_back({"glabella", "glabella", {{-6.0, -60.0}, {0.0, -60.0}, {6.0, -60.0}}, {0.0, 0.0}, {}});
    return piece;
}

Stencil stencil_of(std::vector<StencilPiece> pieces) {
    Stencil stencil;
    stencil.pieces = std::move(pieces);
    return stencil;
}

std::vector<SheetPage> laid_out(const Stencil& stencil, const StencilSettings& settings, const SheetExtras& extras = {}) {
    const auto pages = lay_out_sheet(stencil, settings, {"0412", "2026-11-22", "Natural", "version B", HeadBadge::Example}, extras);
    EXPECT_TRUE(pages) << (pages ? "" : pages.error().message);
    return pages ? *pages : std::vector<SheetPage>{};
}

bool says(const SheetPage& page, const std::string& words) {
    return std::ranges::any_of(page.labels, [&](const SheetLabel& label) { return label.text.find(words) != std::string::npos; });
}
const SheetLine* line_of(const SheetPage& page, const std::string& name) {
    const auto found = std::ranges::find(page.lines, name, &SheetLine::name);
    return found == page.lines.end() ? nullptr : &*found;
}
glm::dvec2 middle_of(const Points& points) {
    glm::dvec2 sum(0.0);
    for (const glm::dvec2& p : points) sum += p;
    return sum / double(points.size());
}

bool has_box_to_measure(const SheetPage& page) { return says(page, "If not, stop"); }

TEST(SheetPages, TheBoxToMeasureIsOnTheFirstPageOfEveryPaper) {
    for (const Paper paper : {Paper::A4, Paper::A3, Paper::Letter, Paper::Legal, Paper::Tabloid, Paper::Roll, Paper::Custom})
        for (const float margin : {6.0f, 20.0f})
            for (const double length : {120.0, 250.0, 480.0})
                for (const std::size_t count : {1u, 4u}) {
                    std::vector<StencilPiece> pieces;
                    for (std::size_t i = 0; i < count; ++i) pieces.push_back(straight_piece("piece" + std::to_string(i), length));
                    const auto pages = laid_out(stencil_of(pieces), {.margin_mm = margin, .paper = paper, .custom_width_mm = 190.0f, .custom_height_mm = 230.0f});
                    ASSERT_FALSE(pages.empty());
                    EXPECT_TRUE(has_box_to_measure(pages.front())) << to_word(paper) << ", " << length << " mm, " << count << " pieces";
                    EXPECT_EQ(std::ranges::count_if(pages, has_box_to_measure), 1);
                }
}

TEST(SheetPages, APageWithoutAPieceSendsToTheBoxOnlyWhereTheBoxIs) {
    std::size_t with_box = 0, without = 0;
    for (const double length : {200.0, 230.0})
        for (double deep = 50.0; deep <= 130.0; deep += 10.0) {
            // With a tongue so wide and deep that the box has room beside it, and the notes sometimes have none.
            StencilPiece piece = straight_piece("frontal", length);
            const double half = 0.5 * length;
            piece.border = {{-half, -8.0}, {-40.0, -8.0}, {-40.0, -deep}, {40.0, -deep}, {40.0, -8.0}, {half, -8.0}, {half, 20.0}, {-half, 20.0}};
            for (const SheetPage& page : laid_out(stencil_of({piece}), {})) {
                if (!says(page, "NO PIECE ON THIS PAGE")) continue;
                EXPECT_EQ(says(page, "measure the box here"), has_box_to_measure(page)) << length << " x " << deep;
                (has_box_to_measure(page) ? with_box : without) += 1;
            }
        }
    EXPECT_GT(with_box, 0u);
    EXPECT_GT(without, 0u) << "no page has words alone: choose other sizes";
}

TEST(SheetPages, ALineAloneMarksTheTonguesEndWhereItIs) {
    const Stencil stencil = stencil_of({straight_piece("frontal", 150.0, true)});
    for (const Medium medium : {Medium::PlainPaper, Medium::ThermalTransfer}) {
        const auto pages = laid_out(stencil, {.line = StencilLine::LineOnly, .medium = medium});
        ASSERT_EQ(pages.size(), 1u);
        const SheetLine* tick = line_of(pages[0], "frontal.mark.glabella");
        const SheetLine* edge = line_of(pages[0], "frontal.edge");
        ASSERT_TRUE(tick && edge);
        double off = 1e9;
        for (const glm::dvec2& p : edge->points_mm) off = std::min(off, glm::distance(p, middle_of(tick->points_mm)));
        EXPECT_NEAR(off, 60.0, 0.2) << "as far from the line as the glabella is";
        for (const SheetLabel& label : pages[0].labels)
            if (label.text == "glabella") { EXPECT_LT(glm::distance(label.at_mm, middle_of(tick->points_mm)), 20.0); }
        EXPECT_TRUE(says(pages[0], "no tongue and no tails"));
    }
    EXPECT_FALSE(says(laid_out(stencil_of({straight_piece("frontal", 150.0)}), {.line = StencilLine::LineOnly}).front(), "no tongue"));
}

TEST(SheetPages, TicksOnTongueAndTailsAreSaidNotToBeCutWhereThereAreAny) {
    const auto says_so = [](bool has_tongue, StencilLine line) { return says(laid_out(stencil_of({straight_piece("frontal", 150.0, has_tongue)}), {.line = line}).front(), "nor the ticks"); };
    EXPECT_TRUE(says_so(true, StencilLine::Strip));
    EXPECT_FALSE(says_so(false, StencilLine::Strip) || says_so(true, StencilLine::LineOnly));
}

/// Words of the pieces that a dot lies under.
std::size_t words_on_dots(const SheetPage& page, const Points& dots) {
    const TextMeasure measure;
    std::size_t count = 0;
    for (const SheetLabel& label : page.labels) {
        const double width = measure.width_mm(label.text, label.size_mm, label.is_bold);
        const double back = label.align == SheetLabel::Align::Left ? 0.0 : label.align == SheetLabel::Align::Middle ? 0.5 * width : width;
        count += std::ranges::any_of(dots, [&](const glm::dvec2& dot) {
            const glm::dvec2 d = dot - label.at_mm, up(label.along.y, -label.along.x);
            const double along = glm::dot(d, label.along) + back, above = glm::dot(d, up);
            return along > 0.0 && along < width && above > 0.0 && above < 0.72 * label.size_mm;
        });
    }
    return count;
}

TEST(SheetPages, OnATransferNoWordsStandOnDotsAndEveryDotIsPrinted) {
    SheetExtras extras;
    extras.dots.emplace_back();
    for (double x = -70.0; x <= 70.0; x += 1.5)
        for (double y = 0.5; y < 19.0; y += 1.5) extras.dots[0].push_back({.at = {x, y}, .diameter_mm = 0.4f});
    for (const StencilLine line : {StencilLine::LineOnly, StencilLine::Strip}) {
        const auto pages = laid_out(stencil_of({straight_piece("frontal", 150.0)}), {.line = line, .has_dot_guide = true, .medium = Medium::ThermalTransfer}, extras);
        ASSERT_EQ(pages.size(), 1u);
        Points dots;
        for (const SheetLine& drawn : pages[0].lines)
            if (drawn.layer == SheetLayer::Dots) dots.push_back(middle_of(drawn.points_mm));
        EXPECT_EQ(dots.size(), extras.dots[0].size()) << to_word(line);
        EXPECT_EQ(words_on_dots(pages[0], dots), 0u) << to_word(line);
        EXPECT_FALSE(says(pages[0], "grey"));
        SheetPage moved = pages[0];
        moved.labels.back().at_mm = dots[dots.size() / 2];
        EXPECT_GT(words_on_dots(moved, dots), 0u) << "the check sees words on dots";
    }
}

TEST(SheetPages, ACutPieceThatNoPageHoldsIsToldWithThePapersThatDo) {
    const Stencil stencil = stencil_of({straight_piece("frontal", 330.0)});
    for (const StencilLine line : {StencilLine::Strip, StencilLine::LineOnly})
        for (const Medium medium : {Medium::Vinyl, Medium::PlainPaper}) {
            const StencilSettings settings{.line = line, .medium = medium};
            const auto pages = laid_out(stencil, settings);
            const auto advice = advise_on_seams(pages, stencil, settings, {});
            EXPECT_EQ(advice.has_value(), medium == Medium::Vinyl && line == StencilLine::Strip && pages.size() > 1) << to_word(medium);
            if (!advice) continue;
            EXPECT_NE(advice->sentence.find("choose A3"), std::string::npos) << advice->sentence;
            EXPECT_FALSE(std::ranges::any_of(pages, [](const SheetPage& page) { return says(page, "Tape"); }));
        }
    const StencilSettings large{.medium = Medium::Vinyl, .paper = Paper::A3};
    EXPECT_FALSE(advise_on_seams(laid_out(stencil, large), stencil, large, {}));
}

TEST(SheetPages, ARemarkStandsByItsOwnPieceOrAmongTheNotes) {
    std::vector<StencilPiece> pieces;
    for (int i = 0; i < 6; ++i) pieces.push_back(straight_piece("piece" + std::to_string(i), 90.0));
    Stencil stencil = stencil_of(pieces);
    for (int i = 0; i < 6; ++i) stencil.advice.push_back({"split", "piece" + std::to_string(i) + " part: remark" + std::to_string(i) + " speaks of this piece alone and is long enough for two lines.", "", {}});
    const auto pages = laid_out(stencil, {});
    for (int i = 0; i < 6; ++i) {
        const std::string word = "remark" + std::to_string(i), own = "piece" + std::to_string(i);
        std::size_t told = 0;
        for (const SheetPage& page : pages)
            for (const SheetLabel& label : page.labels) {
                if (label.text.find(word) == std::string::npos) continue;
                ++told;
                if (label.size_mm == 2.7 || label.size_mm == 2.7 * 0.8) continue;  // among the notes
                const auto way_to = [&](const std::string& name) {
                    double least = 1e9;
                    if (const SheetLine* border = line_of(page, name + ".border"))
                        for (std::size_t k = 0; k < border->points_mm.size(); ++k)
                            for (double share = 0.0; share < 1.0; share += 0.02)
                                least = std::min(least, glm::distance(label.at_mm, glm::mix(border->points_mm[k], border->points_mm[(k + 1) % border->points_mm.size()], share)));
                    return least;
                };
                for (int k = 0; k < 6; ++k)
                    if (k != i) { EXPECT_LT(way_to(own), way_to("piece" + std::to_string(k))) << label.text; }
            }
        EXPECT_GE(told, 1u) << word;
    }
}

TEST(SheetPages, ARemarkStandsOnThePageOfItsPieceThatHasNoRoomForIt) {
    constexpr int kCount = 6;
    std::vector<StencilPiece> pieces;
    Stencil stencil;
    for (int i = 0; i < kCount; ++i) {
        pieces.push_back(straight_piece("piece" + std::to_string(i), 130.0));
        std::string words = pieces.back().label + ": remark" + std::to_string(i);
        for (int k = 0; k < 12; ++k) words += " so long that nothing of it finds room";
        stencil.advice.push_back({"split", words, "", {}});
    }
    const std::vector<Advice> advice = stencil.advice;
    stencil = stencil_of(pieces);
    stencil.advice = advice;
    const auto pages = laid_out(stencil, {});
    ASSERT_GT(pages.size(), 1u);
    std::size_t low = 0;
    for (int i = 0; i < kCount; ++i)
        for (const SheetPage& page : pages) {
            if (!line_of(page, "piece" + std::to_string(i) + ".border")) continue;
            EXPECT_TRUE(says(page, "remark" + std::to_string(i))) << i << ", page " << &page - &pages.front() + 1 << " of " << pages.size();
            low += &page != &pages.front() && std::ranges::any_of(page.labels, [&](const SheetLabel& label) { return label.size_mm == 2.7 && label.text.find("remark" + std::to_string(i)) != std::string::npos; });
        }
    EXPECT_GT(low, 0u) << "on a later page none found no room by its piece: make them longer";
}

TEST(SheetPages, EndsThatMarksAreMeasuredFromAreNamedWhereRAndLDoNotTellThemApart) {
    StencilPiece one_sided = straight_piece("sideburn_r", 80.0), across = straight_piece("nape", 120.0);
    one_sided.line.positions_mm = {{-70.0f, 0.0f, 0.0f}, {-72.0f, -50.0f, 0.0f}};
    one_sided.start_label = "temple end", one_sided.end_label = "ear end";
    across.line.positions_mm = {{-70.0f, 0.0f, 0.0f}, {70.0f, 0.0f, 0.0f}};
    across.start_label = "R end", across.end_label = "L end";
    for (const Medium medium : {Medium::PlainPaper, Medium::ThermalTransfer, Medium::Vinyl})
        for (const StencilLine line : {StencilLine::Strip, StencilLine::LineOnly, StencilLine::CutEdge}) {
            const auto pages = laid_out(stencil_of({one_sided, across}), {.line = line, .medium = medium});
            const SheetLine* edge = line_of(pages.front(), "sideburn_r.edge");
            ASSERT_TRUE(edge);
            for (const auto& [name, own, other] : {std::tuple("temple end", edge->points_mm.front(), edge->points_mm.back()),
                                                   std::tuple("ear end", edge->points_mm.back(), edge->points_mm.front())}) {
                const auto found = std::ranges::find(pages.front().labels, name, &SheetLabel::text);
                ASSERT_NE(found, pages.front().labels.end()) << name << ", " << to_word(medium) << ", " << to_word(line);
                EXPECT_LT(2.0 * glm::distance(found->at_mm, own), glm::distance(found->at_mm, other)) << name;
            }
            EXPECT_EQ(std::ranges::count_if(pages.front().labels, [](const SheetLabel& label) { return label.text == "R" || label.text == "L"; }), 4);
            EXPECT_TRUE(says(pages.front(), "measured along the hairline") || says(pages.front(), "Millimetres from an end"));
        }
}

/// How near the line to a name comes to another word, whose own line ends at its right.
double from_line_to_word(double clear_mm) {
    const TextMeasure measure;
    SheetCanvas canvas(200.0, 100.0, measure);
    const WordBlock word{{"eye corner"}, 3.0};
    const glm::dvec2 size = size_of(measure, word), centre(80.0, 50.0), right = centre + glm::dvec2(0.5 * size.x + 0.6, 0.0);
    write_block(canvas, word, centre);
    canvas.line({SheetLayer::Frame, {right + glm::dvec2(20.0, 30.0), right}, 0.12});
    // The place is right over the word's left end, the wish beyond its other end: the nearest line brushes along the word.
    const MarkEnd end{centre - glm::dvec2(0.5 * size.x, 0.5 * size.y + 1.1), {0.0, 1.0}};
    const glm::dvec2 wish = right + glm::dvec2(8.0, -1.0);
    EXPECT_TRUE(write_led(canvas, {{"pupil"}, 3.0}, end, wish, {"leader", 0.9, 44.0, false, clear_mm}, [](const SheetBox&) { return true; }));
    const SheetPage page = std::move(canvas).page();
    const SheetLine* leader = line_of(page, "leader");
    if (!leader) return 1e9;
    const glm::dvec2 half = 0.5 * size;
    double least = 1e9;
    for (int i = 0; i <= 200; ++i) {
        const glm::dvec2 p = glm::mix(leader->points_mm[0], leader->points_mm[1], i / 200.0);
        if (glm::distance(p, leader->points_mm[0]) < 2.0) continue;
        least = std::min(least, glm::length(glm::max(glm::abs(p - centre) - half, glm::dvec2(0.0))));
        for (int k = 0; k <= 200; ++k) least = std::min(least, glm::distance(p, glm::mix(right, right + glm::dvec2(20.0, 30.0), k / 200.0)));
    }
    return least;
}

TEST(SheetCanvas, ALineToANameKeepsClearOfOtherWordsAndTheirLines) {
    EXPECT_GT(from_line_to_word(1.2), 1.0);
    EXPECT_LT(from_line_to_word(0.0), 1.0) << "here it would brush along the word";
}

TEST(SheetCanvas, LetsNoLineToANameCrossADot) {
    const TextMeasure measure;
    SheetCanvas canvas(200.0, 100.0, measure);
    canvas.keep_words_off_dots({{.at = {50.0, 50.0}, .diameter_mm = 0.4f}});
    EXPECT_FALSE(canvas.is_way_free({40.0, 45.0}, {60.0, 55.0}));
    EXPECT_TRUE(canvas.is_way_free({40.0, 52.0}, {60.0, 52.0}));
    EXPECT_TRUE(canvas.is_way_free({40.0, 45.0}, {48.0, 49.0}));
}

}  // namespace
}  // namespace trichion
