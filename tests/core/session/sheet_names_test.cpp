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

/// Without what a break between two lines stands for.
std::string squeezed(std::string words) {
    std::erase_if(words, [](char c) { return c == ' ' || c == ','; });
    return words;
}

/// What a sheet's marks are called, and where the names stand.
struct Names {
    std::size_t written = 0, on_piece = 0, led = 0;
    std::vector<std::string> missing;
};
Names names_of(const std::vector<SheetPage>& pages, const Stencil& stencil) {
    std::map<std::string, std::size_t> wanted;
    std::string notched, notch;
    for (const StencilPiece& piece : stencil.pieces)
        for (const PlacementMark& mark : piece.marks) {
            ++wanted[mark.label];
            if (!mark.notched_label.empty()) notched = mark.notched_label, notch = piece.name + ".notch";
        }
    // With a notch at its foot the midline tells both heights.
    const auto tells = [&](const SheetPage& page) { return std::ranges::any_of(page.lines, [&](const SheetLine& line) { return line.name == notch; }); };
    if (!notched.empty() && std::ranges::any_of(pages, tells))
        for (const StencilPiece& piece : stencil.pieces)
            for (const PlacementMark& mark : piece.marks)
                if (!mark.notched_label.empty()) wanted.erase(mark.label), wanted[notched] = 1;
    Names names;
    for (const SheetPage& page : pages) {
        for (std::size_t i = 0; i < page.labels.size(); ++i) {
            // On one line; on more; in two parts to both sides of the mark.
            auto found = wanted.end();
            std::string words;
            for (std::size_t k = i; k < std::min(i + 5, page.labels.size()) && found == wanted.end(); ++k) {
                words += page.labels[k].text;
                found = std::ranges::find_if(wanted, [&](const auto& name) { return name.second > 0 && squeezed(name.first) == squeezed(words); });
            }
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
    // The midline's name tells two heights; where it is too long for the piece it stands right below the notch.
    EXPECT_GE(names_of(pages, *usual).on_piece + 1, marks_of(*usual));
    EXPECT_EQ(names_of(pages, *usual).written, marks_of(*usual));
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
            if ((!mark.label.starts_with(label.text) && !mark.notched_label.starts_with(label.text)) || !border || is_inside(*border, from)) continue;
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

/// A piece that lies whole on a page: all of it, and its two sides.
struct Sides {
    std::string label;
    Points all, scalp, skin;
};

double apart(const Points& line, bool is_closed, const glm::dvec2& p) {
    double least = 1e9;
    for (std::size_t i = 0; i + (is_closed ? 0 : 1) < line.size(); ++i) {
        const glm::dvec2 a = line[i], d = line[(i + 1) % line.size()] - a;
        least = std::min(least, glm::distance(p, a + std::clamp(glm::dot(p - a, d) / std::max(1e-12, glm::dot(d, d)), 0.0, 1.0) * d));
    }
    return least;
}
/// Of words from a line: by places all round them.
double apart(const Points& line, bool is_closed, const Corners& words) {
    double least = 1e9;
    for (std::size_t k = 0; k < 4; ++k)
        for (int s = 0; s < 20; ++s) least = std::min(least, apart(line, is_closed, glm::mix(words[k], words[(k + 1) % 4], s / 20.0)));
    return least;
}

std::map<std::string, Sides> whole_pieces(const SheetPage& page, const Stencil& stencil) {
    std::map<std::string, Sides> pieces;
    for (const StencilPiece& piece : stencil.pieces) {
        const auto line = [&](const std::string& name) {
            const bool is_one = std::ranges::count(page.lines, piece.name + name, &SheetLine::name) == 1;
            return is_one ? &*std::ranges::find(page.lines, piece.name + name, &SheetLine::name) : nullptr;
        };
        const SheetLine *border = line(".border"), *edge = line(".edge");
        if (!border || !edge) continue;
        const Points& round = border->points_mm;
        Sides sides{piece.label, round, edge->points_mm, round};
        if (!border->is_closed) {
            if (glm::distance(round.front(), edge->points_mm.front()) > 0.01 || glm::distance(round.back(), edge->points_mm.back()) > 0.01) continue;
            sides.all.insert(sides.all.end(), edge->points_mm.rbegin(), edge->points_mm.rend());
        } else {
            // A mark crosses a strip from its scalp side to its skin side: that tells which is which.
            const auto nearest = [&](const glm::dvec2& p) {
                return static_cast<std::size_t>(std::distance(round.begin(), std::ranges::min_element(round, {}, [&](const glm::dvec2& q) { return glm::distance(p, q); })));
            };
            const std::size_t first = nearest(edge->points_mm.front()), last = nearest(edge->points_mm.back());
            Points one, other;
            for (std::size_t i = first; i != last; i = (i + 1) % round.size()) one.push_back(round[i]);
            for (std::size_t i = last; i != first; i = (i + 1) % round.size()) other.push_back(round[i]);
            double lead = 0.0;
            for (const SheetLine& mark : page.lines)
                if (mark.name.starts_with(piece.name + ".mark.") && mark.is_dashed) lead += apart(one, false, mark.points_mm.front()) - apart(other, false, mark.points_mm.front());
            sides.scalp = lead < 0.0 ? one : other, sides.skin = lead < 0.0 ? other : one;
        }
        pieces[piece.name] = std::move(sides);
    }
    return pieces;
}

bool is_of_a_side(const std::string& words) { return words.find("scalp side") != std::string::npos || words.find("along the thick line:") != std::string::npos; }
bool is_name_in(const std::string& words, const std::string& name) {
    return words.starts_with(name + " · ") || words.find(" · " + name + " · ") != std::string::npos;
}

/// Words at the wrong side of their piece, names that another piece is nearer to, pieces that no words tell the side of.
std::vector<std::string> misleading(const SheetPage& page, const Stencil& stencil) {
    constexpr double kToWordsMm = 6.0;   // a line ends at any one of the block's three
    const std::map<std::string, Sides> pieces = whole_pieces(page, stencil);
    std::vector<std::string> found;
    for (const auto& [name, piece] : pieces) {
        // The thick line of a cut edge is told by the notes; beside an ear there may be no paper for a word.
        bool is_told = std::ranges::any_of(page.labels, [](const SheetLabel& label) { return label.text.starts_with("thick magenta line: the hairline"); });
        for (std::size_t i = 0; i < page.labels.size(); ++i) {
            const SheetLabel& label = page.labels[i];
            if (label.text.find(" · page ") != std::string::npos) continue;  // of the heading
            const bool is_word = label.text == "hairline" && label.is_bold;   // no line of a mark's name is
            const bool is_on_a_side = is_of_a_side(label.text) || is_word;
            const bool is_named = is_name_in(label.text, piece.label) || (is_on_a_side && i > 0 && page.labels[i - 1].text == piece.label);
            const bool is_on_it = is_inside(piece.all, 0.5 * (corners_of(label)[0] + corners_of(label)[2]));
            const bool is_side = is_on_a_side && (is_named || is_on_it || stencil.pieces.size() == 1);
            if (!is_named && !is_side) continue;
            Corners words = corners_of(label);
            for (const SheetLine& line : page.lines)
                if (!is_on_it && line.name.starts_with(name + ".leader.") && apart({line.points_mm.back(), line.points_mm.back()}, false, words) < kToWordsMm) words.fill(line.points_mm.front());
            if (is_side) {
                is_told = true;
                if (apart(piece.scalp, false, words) >= apart(piece.skin, false, words)) found.push_back(label.text + ": at the wrong side");
            }
            const auto to = [&](const Sides& of) { return is_inside(of.all, 0.5 * (words[0] + words[2])) ? 0.0 : apart(of.all, true, words); };
            for (const auto& [other_name, other] : pieces)
                if (other.label != piece.label && to(other) <= to(piece)) found.push_back(label.text + ": at " + other.label);
        }
        if (!is_told) found.push_back(piece.label + ": its side is not told");
    }
    return found;
}

TEST_P(SheetNames, NoWordsStandAtAnotherSideOrAnotherPieceThanTheirs) {
    for (const char* preset : {"natural", "widows_peak"}) {
        const OutlineResult traced = landed::longest_outline_on(head(), preset, test::usual_height_mm(GetParam()));
        for (const StencilLine line : {StencilLine::Strip, StencilLine::CutEdge}) {
            const bool is_strip = line == StencilLine::Strip;
            StencilSettings settings = with_medium(all_parts({.line = line}), is_strip ? Medium::PlainPaper : Medium::Vinyl);
            if (!is_strip) settings.paper = Paper::Roll;
            const auto stencil = flatten_stencil(head(), traced, settings);
            ASSERT_TRUE(stencil) << stencil.error().message;
            for (const SheetPage& page : laid_out(*stencil, settings))
                for (const std::string& words : misleading(page, *stencil)) ADD_FAILURE() << preset << ", " << to_word(line) << ": " << words;
        }
    }
}

TEST(SheetSides, WordsAtAnotherSideOrPieceAreSeen) {
    const Head& head = test::fitted_head("male_caucasian");
    StencilSettings settings = all_parts({.paper = Paper::A3});
    settings.parts = {};
    settings.parts[static_cast<std::size_t>(StencilPart::Frontal)] = settings.parts[static_cast<std::size_t>(StencilPart::Sideburns)] = true;
    const auto stencil = flatten_stencil(head, landed::longest_outline_on(head, "natural", 74.0f), settings);
    ASSERT_TRUE(stencil) << stencil.error().message;
    const auto pages = lay_out_sheet(*stencil, settings, {"0412", "2026-11-22", "Natural", "version B", HeadBadge::Example});
    ASSERT_TRUE(pages) << pages.error().message;
    const SheetPage& page = pages->front();
    const auto pieces = whole_pieces(page, *stencil);
    ASSERT_GE(pieces.size(), 3u);
    EXPECT_TRUE(misleading(page, *stencil).empty()) << misleading(page, *stencil).front();
    for (const auto& [name, piece] : pieces) {
        // What tells this one's side, moved to `at`; said of nothing where there is none.
        const auto spoilt = [&, &label = piece.label](const std::optional<glm::dvec2>& at) {
            SheetPage wrong = page;
            std::erase_if(wrong.lines, [](const SheetLine& line) { return line.name.find(".leader.") != std::string::npos; });
            for (std::size_t i = 1; i < wrong.labels.size(); ++i) {
                SheetLabel& words = wrong.labels[i];
                if (!is_of_a_side(words.text) || !(is_name_in(words.text, label) || wrong.labels[i - 1].text == label)) continue;
                if (at) words.at_mm = *at;
                else words.text = "side";
            }
            return misleading(wrong, *stencil);
        };
        EXPECT_FALSE(spoilt(piece.skin[piece.skin.size() / 2]).empty()) << piece.label << " told at its skin side";
        EXPECT_FALSE(spoilt(std::nullopt).empty()) << piece.label << " told nowhere";
        for (const auto& [other_name, other] : pieces)
            if (other_name != name) { EXPECT_FALSE(spoilt(other.scalp[other.scalp.size() / 2]).empty()) << piece.label << " named at " << other.label; }
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
