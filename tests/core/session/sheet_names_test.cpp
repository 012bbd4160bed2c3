// On every built-in head the words of a sheet can be read, belong to their marks and stay on the piece when it is cut out.
#include "core/io/text_measure.h"
#include "core/model/media.h"
#include "core/model/words.h"
#include "landed_sheets.h"
#include "tests/core/pipeline/fitted_heads.h"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
#include <map>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;
using Corners = std::array<glm::dvec2, 4>;

/// The corners of a label's capitals, in order.
Corners corners_of(const SheetLabel& label) {
    static const TextMeasure measure;
    const double width = measure.width_mm(label.text, label.size_mm, label.is_bold);
    const double back = label.align == SheetLabel::Align::Left ? 0.0 : label.align == SheetLabel::Align::Middle ? 0.5 * width : width;
    const glm::dvec2 up = 0.72 * label.size_mm * glm::dvec2(label.along.y, -label.along.x);
    const glm::dvec2 start = label.at_mm - back * label.along, end = start + width * label.along;
    return {start, end, end + up, start + up};
}

double side(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x); }
bool cross(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c, const glm::dvec2& d) {
    return side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0;
}
bool is_in(const Corners& room, const glm::dvec2& p) {
    for (std::size_t k = 0; k < 4; ++k)
        if (side(room[k], room[(k + 1) % 4], p) > 0.0) return false;
    return true;
}
bool meets(const Corners& room, const glm::dvec2& a, const glm::dvec2& b) {
    for (std::size_t k = 0; k < 4; ++k)
        if (cross(room[k], room[(k + 1) % 4], a, b)) return true;
    return is_in(room, a);
}
bool is_inside(const Points& closed, const glm::dvec2& p) {
    bool inside = false;
    for (std::size_t i = 0, j = closed.size() - 1; i < closed.size(); j = i++)
        if ((closed[i].y > p.y) != (closed[j].y > p.y) &&
            p.x < closed[i].x + (closed[j].x - closed[i].x) * (p.y - closed[i].y) / (closed[j].y - closed[i].y))
            inside = !inside;
    return inside;
}

/// Words over words, words over a line or a window, lines to names that cross.
std::vector<std::string> clashes(const SheetPage& page) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < page.labels.size(); ++i) {
        const Corners room = corners_of(page.labels[i]);
        for (std::size_t k = 0; k < i; ++k) {
            const Corners other = corners_of(page.labels[k]);
            bool is_over = is_in(other, room[0]);
            for (std::size_t c = 0; c < 4; ++c) is_over = is_over || meets(room, other[c], other[(c + 1) % 4]);
            if (is_over) found.push_back(page.labels[i].text + " over " + page.labels[k].text);
        }
        for (const SheetLine& line : page.lines) {
            if (line.layer == SheetLayer::Dots || line.layer == SheetLayer::Ruler) continue;
            const bool is_window = line.name.find(".window.") != std::string::npos;
            const std::size_t segments = line.points_mm.size() - (line.is_closed ? 0 : 1);
            bool is_over = is_window && is_inside(line.points_mm, 0.5 * (room[0] + room[2]));
            for (std::size_t p = 0; p < segments && !is_over; ++p) is_over = meets(room, line.points_mm[p], line.points_mm[(p + 1) % line.points_mm.size()]);
            if (is_over) found.push_back(page.labels[i].text + " over line " + line.name);
        }
    }
    for (const SheetLine& a : page.lines)
        for (const SheetLine& b : page.lines)
            if (&a < &b && a.name.find(".leader.") != std::string::npos && b.name.find(".leader.") != std::string::npos &&
                cross(a.points_mm[0], a.points_mm[1], b.points_mm[0], b.points_mm[1]))
                found.push_back(a.name + " across " + b.name);
    return found;
}

/// What a sheet's marks are called, and where the names stand.
struct Names {
    std::size_t written = 0, on_piece = 0, led = 0;
    std::vector<std::string> missing;
};
Names names_of(const std::vector<SheetPage>& pages, const Stencil& stencil) {
    std::map<std::string, std::size_t> wanted;
    for (const StencilPiece& piece : stencil.pieces)
        for (const PlacementMark& mark : piece.marks) ++wanted[mark.label];
    Names names;
    for (const SheetPage& page : pages) {
        for (std::size_t i = 0; i < page.labels.size(); ++i) {
            // On one line; on two; in two parts to both sides of the mark; on three.
            auto found = wanted.find(page.labels[i].text);
            if (i + 1 < page.labels.size())
                for (const char* between : {" ", ", "})
                    if (found == wanted.end()) found = wanted.find(page.labels[i].text + between + page.labels[i + 1].text);
            if (i + 2 < page.labels.size() && found == wanted.end())
                found = wanted.find(page.labels[i].text + " " + page.labels[i + 1].text + " " + page.labels[i + 2].text);
            if (found == wanted.end() || found->second == 0) continue;
            --found->second;
            ++names.written;
            const Corners room = corners_of(page.labels[i]);
            names.on_piece += std::ranges::any_of(page.lines, [&](const SheetLine& line) {
                return line.name.ends_with(".border") && line.is_closed && is_inside(line.points_mm, 0.5 * (room[0] + room[2]));
            });
        }
        names.led += static_cast<std::size_t>(
            std::ranges::count_if(page.lines, [](const SheetLine& line) { return line.name.find(".leader.") != std::string::npos; }));
    }
    for (const auto& [label, missing] : wanted)
        if (missing > 0) names.missing.push_back(label);
    return names;
}

std::size_t marks_of(const Stencil& stencil) {
    std::size_t count = 0;
    for (const StencilPiece& piece : stencil.pieces) count += piece.marks.size();
    return count;
}

StencilSettings all_parts(StencilSettings settings) {
    settings.parts.fill(true);
    return settings;
}

std::vector<std::string> head_names() {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    return names;
}

/// Pieces that lie whole on a page and have no such words on them.
std::vector<std::string> without(const std::vector<SheetPage>& pages, const std::function<bool(const std::string&)>& are_looked_for) {
    std::vector<std::string> found;
    for (const SheetPage& page : pages)
        for (const SheetLine& border : page.lines) {
            if (!border.name.ends_with(".border") || std::ranges::count(page.lines, border.name, &SheetLine::name) > 1) continue;
            const std::string piece = border.name.substr(0, border.name.find('.'));
            Points closed = border.points_mm;
            for (const SheetLine& edge : page.lines)
                if (!border.is_closed && edge.name == piece + ".edge") closed.insert(closed.end(), edge.points_mm.rbegin(), edge.points_mm.rend());
            const bool is_whole = border.is_closed || glm::distance(closed.front(), closed.back()) < 0.01;
            if (is_whole && std::ranges::none_of(page.labels, [&](const SheetLabel& label) {
                    return are_looked_for(label.text) && std::ranges::all_of(corners_of(label), [&](const glm::dvec2& p) { return is_inside(closed, p); });
                }))
                found.push_back(piece);
        }
    return found;
}

class SheetNames : public testing::TestWithParam<std::string> {
protected:
    const Head& head() const { return test::fitted_head(GetParam()); }
    OutlineResult outline() const { return landed::longest_outline_on(head(), "natural", test::usual_height_mm(GetParam())); }
    /// With TRICHION_SHOW_SHEETS set to a folder the sheets are written there.
    std::vector<SheetPage> laid_out(const Stencil& stencil, const StencilSettings& settings) const {
        const SheetText text{"0412", "2026-11-22", "Natural", "version B", HeadBadge::Example};
        const auto pages = lay_out_sheet(stencil, settings, text);
        EXPECT_TRUE(pages) << (pages ? "" : pages.error().message);
        if (!pages) return {};
        static int count = 0;
        if (const char* folder = std::getenv("TRICHION_SHOW_SHEETS")) {
            EXPECT_TRUE(write_sheet_pdf(*pages, text, fmt::format("{}/{}_{}_{}_{}.pdf", folder, GetParam(), to_word(settings.medium), to_word(settings.line), ++count)));
        }
        return *pages;
    }
};
INSTANTIATE_TEST_SUITE_P(Each, SheetNames, testing::ValuesIn(head_names()), [](const auto& head) { return head.param; });

TEST_P(SheetNames, AreAllThereAndCoverNothingWhateverTheSheetIsMadeOf) {
    const OutlineResult traced = outline();
    Result<Stencil> stencil = fail(ErrorCode::InvalidInput, "not laid flat");
    for (const StencilLine line : {StencilLine::Strip, StencilLine::LineOnly, StencilLine::CutEdge}) {
        const StencilSettings settings = all_parts({.line = line, .has_tongue = true, .has_tails = true});
        if (line != StencilLine::LineOnly) stencil = flatten_stencil(head(), traced, settings);  // a line alone is that of a strip
        ASSERT_TRUE(stencil) << stencil.error().message;
        for (const Medium medium : {Medium::PlainPaper, Medium::ThermalTransfer, Medium::Vinyl}) {
            const auto pages = laid_out(*stencil, with_medium(settings, medium));
            for (const SheetPage& page : pages)
                for (const std::string& clash : clashes(page)) ADD_FAILURE() << to_word(medium) << ", " << to_word(line) << ": " << clash;
            const Names names = names_of(pages, *stencil);
            EXPECT_TRUE(names.missing.empty()) << to_word(medium) << ", " << to_word(line) << ": " << names.missing.front();
            if (line == StencilLine::LineOnly || medium == Medium::ThermalTransfer) continue;  // nothing that words may stand on
            // Between an ear and a line cut along it there may be no more than 1.2 mm of paper.
            const auto is_of_words = [&](const std::string& piece) { return line != StencilLine::CutEdge || !piece.starts_with("ear"); };
            for (const std::string& piece : without(pages, [](const std::string& words) { return words.find("example") != std::string::npos; }))
                if (is_of_words(piece)) ADD_FAILURE() << to_word(medium) << ", " << to_word(line) << ": no badge on " << piece;
            for (const std::string& piece : without(pages, [](const std::string& words) { return words == "R" || words == "L"; }))
                if (is_of_words(piece)) ADD_FAILURE() << to_word(medium) << ", " << to_word(line) << ": neither R nor L on " << piece;
        }
    }
}

TEST_P(SheetNames, StandOnTheStripThatIsCutOut) {
    const auto usual = flatten_stencil(head(), outline(), {});
    ASSERT_TRUE(usual) << usual.error().message;
    const auto pages = laid_out(*usual, {});
    EXPECT_EQ(names_of(pages, *usual).on_piece, marks_of(*usual));
    EXPECT_EQ(names_of(pages, *usual).led, 0u);
    for (const SheetPage& page : pages)
        for (const SheetLabel& label : page.labels) EXPECT_GE(0.727 * label.size_mm, 1.8) << label.text;

    const StencilSettings settings = all_parts({.paper = Paper::A3});
    const auto all = flatten_stencil(head(), outline(), settings);
    ASSERT_TRUE(all) << all.error().message;
    EXPECT_GE(double(names_of(laid_out(*all, settings), *all).on_piece), 0.9 * double(marks_of(*all)));
}

/// Dots all over the scalp side, so that no name has room there.
std::vector<GuideDot> dots_behind_the_line(const StencilPiece& piece) {
    std::vector<GuideDot> dots;
    for (const glm::dvec2& p : piece.flat) {
        const auto nearest = std::ranges::min_element(piece.edge, {}, [&](const glm::dvec2& q) { return glm::distance(p, q); });
        const auto i = std::clamp<std::ptrdiff_t>(std::distance(piece.edge.begin(), nearest), 1, static_cast<std::ptrdiff_t>(piece.edge.size()) - 2);
        const auto at = piece.edge.begin() + i;
        if (side(*std::prev(at), *std::next(at), p) > 0.0) dots.push_back({p, 0.3f});
    }
    return dots;
}

/// Names beside the piece at an end that another mark ends at, too: nobody could tell whose they are.
std::vector<std::string> ambiguous_names(const SheetPage& page, const StencilPiece& piece) {
    constexpr double kSameEndMm = 3.0, kReachMm = 30.0;
    struct End { std::string mark; glm::dvec2 at; };
    std::vector<End> ends;
    std::map<std::string, glm::dvec2> led_from;
    const Points* border = nullptr;
    for (const SheetLine& line : page.lines) {
        const std::string marks = piece.name + ".mark.", leaders = piece.name + ".leader.";
        if (line.name == piece.name + ".border") border = &line.points_mm;
        if (line.name.starts_with(leaders)) led_from[line.name.substr(leaders.size())] = line.points_mm.front();
        if (!line.name.starts_with(marks)) continue;
        for (const glm::dvec2& p : {line.points_mm.front(), line.points_mm.back()}) ends.push_back({line.name.substr(marks.size()), p});
    }
    std::vector<std::string> found;
    for (const SheetLabel& label : page.labels)
        for (const PlacementMark& mark : piece.marks) {
            const Corners room = corners_of(label);
            glm::dvec2 from = 0.5 * (room[0] + room[2]);
            if (!mark.label.starts_with(label.text) || !border || is_inside(*border, from)) continue;
            if (led_from.contains(mark.name)) from = led_from[mark.name];
            const auto apart = [&](const End& end) { return glm::distance(end.at, from); };
            const auto nearest = std::ranges::min_element(ends, {}, apart);
            const bool is_shared = apart(*nearest) < kReachMm && std::ranges::any_of(ends, [&](const End& end) {
                return end.mark != nearest->mark && glm::distance(end.at, nearest->at) < kSameEndMm;
            });
            if (nearest->mark != mark.name || is_shared) found.push_back(label.text);
        }
    return found;
}

TEST(SheetNamesBesideADotGuide, StandWhereNoOtherMarkEnds) {
    const Head& head = test::fitted_head("male_caucasian");
    const auto stencil = flatten_stencil(head, landed::longest_outline_on(head, "natural", 74.0f), {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const SheetExtras dotted{.dots = {dots_behind_the_line(stencil->pieces.front())}};
    for (const Medium medium : {Medium::PlainPaper, Medium::ThermalTransfer}) {
        StencilSettings settings = with_medium({}, medium);
        settings.has_dot_guide = true;
        const auto pages = lay_out_sheet(*stencil, settings, {"0412", "2026-11-22", "Natural", "version B", HeadBadge::Example}, dotted);
        ASSERT_TRUE(pages) << pages.error().message;
        EXPECT_EQ(names_of(*pages, *stencil).written, marks_of(*stencil)) << to_word(medium);
        for (const std::string& name : ambiguous_names(pages->front(), stencil->pieces.front())) ADD_FAILURE() << to_word(medium) << ": " << name;
    }
}

TEST(SheetClashes, AreSeen) {
    SheetPage page;
    page.labels = {{{50.0, 50.0}, "pupil R"}, {{80.0, 50.0}, "pupil L"}};
    page.lines = {{SheetLayer::Hairline, {{40.0, 60.0}, {120.0, 60.0}}, 0.7}};
    EXPECT_TRUE(clashes(page).empty());
    page.labels[1].at_mm.x = 52.0;
    EXPECT_EQ(clashes(page).size(), 1u);
    page.labels[1] = {{80.0, 57.0}, "pupil L"};
    page.labels[1].along = {0.0, 1.0};
    EXPECT_EQ(clashes(page).size(), 1u);
    page.labels.clear();
    for (const double at : {0.0, 10.0}) {
        page.lines.push_back({SheetLayer::Frame, {{at, 0.0}, {10.0 - at, 10.0}}, 0.1});
        page.lines.back().name = "frontal.leader.pupil";
    }
    EXPECT_EQ(clashes(page).size(), 1u);
}

}  // namespace
}  // namespace trichion
