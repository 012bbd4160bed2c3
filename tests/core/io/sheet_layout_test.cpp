// Pages of a stencil: nothing leaves its margin or covers another, pieces share pages, tiles meet, every page can be measured.
#include "core/io/stencil_sheet.h"
#include "core/io/text_measure.h"
#include "core/model/media.h"
#include "core/model/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;

struct Box {
    glm::dvec2 min{1e9}, max{-1e9};
    void add(const glm::dvec2& p) { min = glm::min(min, p), max = glm::max(max, p); }
    glm::dvec2 size() const { return max - min; }
};
Box box_of(const Points& points) {
    Box box;
    for (const glm::dvec2& p : points) box.add(p);
    return box;
}

double length_of(const Points& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

/// A strip 8 mm below and 20 mm above an arc of this length, with five marks and one dart.
StencilPiece arc_piece(const std::string& name, double radius_mm, double length_mm) {
    StencilPiece piece;
    const double reach = 0.5 * length_mm / radius_mm;
    const auto at = [&](double angle, double radius) { return glm::dvec2(radius * std::sin(angle), radius * std::cos(angle) - radius_mm); };
    constexpr int kSteps = 120;
    const auto angle = [&](int i) { return reach * (2.0 * i / kSteps - 1.0); };
    for (int i = 0; i <= kSteps; ++i) piece.edge.push_back(at(angle(i), radius_mm));
    for (int i = 0; i <= kSteps; ++i) piece.border.push_back(at(angle(i), radius_mm - 8.0));
    for (int i = kSteps; i >= 0; --i) {
        piece.border.push_back(at(angle(i), radius_mm + 20.0));
        if (i == kSteps / 4) {
            piece.darts.push_back({at(angle(i) - 0.4 / radius_mm, radius_mm + 5.0), piece.border.back(), at(angle(i) - 0.8 / radius_mm, radius_mm + 20.0), true});
            piece.border.push_back(piece.darts.back().tip);
            piece.border.push_back(piece.darts.back().second);
        }
    }
    piece.name = name, piece.label = name + " part";
    const auto mark = [&](const char* mark_name, const char* label, double share) {
        const double a = share * reach;
        piece.marks.push_back({mark_name, label, {at(a, radius_mm + 20.0), at(a, radius_mm), at(a, radius_mm - 8.0)}, at(a, radius_mm), {}});
    };
    mark("canthus_r", "canthus R", -0.75), mark("pupil_r", "pupil R", -0.45), mark("midline", "midline, 74 mm above glabella", 0.0);
    mark("pupil_l", "pupil L", 0.45), mark("canthus_l", "canthus L", 0.75);
    piece.edge_length_flat_mm = piece.edge_length_skin_mm = length_of(piece.edge);
    return piece;
}

Stencil stencil_of(std::vector<StencilPiece> pieces) {
    Stencil stencil;
    for (const StencilPiece& piece : pieces) stencil.edge_length_flat_mm += piece.edge_length_flat_mm;
    stencil.edge_length_skin_mm = stencil.edge_length_flat_mm;
    stencil.largest_error_mm = 0.7, stencil.largest_error_percent = 1.9;
    stencil.pieces = std::move(pieces);
    return stencil;
}
Stencil one_piece(double length_mm = 150.0) { return stencil_of({arc_piece("frontal", 110.0, length_mm)}); }
Stencil many_pieces() {
    return stencil_of({arc_piece("frontal", 110.0, 140.0), arc_piece("temple_r", 80.0, 62.0), arc_piece("temple_l", 80.0, 62.0),
                       arc_piece("ear_r", 40.0, 70.0), arc_piece("ear_l", 40.0, 70.0)});
}

SheetText usual_text(HeadBadge badge = HeadBadge::Scaled) { return {"0412", "2026-11-22", "Natural", "version B", badge}; }

std::vector<SheetPage> laid_out(const Stencil& stencil, const StencilSettings& settings, const SheetExtras& extras = {}) {
    const auto pages = lay_out_sheet(stencil, settings, usual_text(), extras);
    EXPECT_TRUE(pages) << (pages ? "" : pages.error().message);
    return pages ? *pages : std::vector<SheetPage>{};
}

/// The corners of a label's capitals, in order, as they lie on the page.
std::array<glm::dvec2, 4> corners_of(const SheetLabel& label, const TextMeasure& measure) {
    const double width = measure.width_mm(label.text, label.size_mm, label.is_bold);
    const double back = label.align == SheetLabel::Align::Left ? 0.0 : label.align == SheetLabel::Align::Middle ? 0.5 * width : width;
    const glm::dvec2 up = 0.72 * label.size_mm * glm::dvec2(label.along.y, -label.along.x);
    const glm::dvec2 start = label.at_mm - back * label.along, end = start + width * label.along;
    return {start, end, end + up, start + up};
}

Box room_of(const SheetLabel& label, const TextMeasure& measure) {
    Box box;
    for (const glm::dvec2& p : corners_of(label, measure)) box.add(p);
    return box;
}

/// How far the ink that comes nearest to the paper's edge stays away from it, in x and in y.
glm::dvec2 white_border(const SheetPage& page) {
    const TextMeasure measure;
    Box ink;
    for (const SheetLine& line : page.lines)
        for (const glm::dvec2& p : line.points_mm) {
            const double half = line.is_filled ? 0.0 : 0.5 * line.width_mm;
            ink.add(p - half), ink.add(p + half);
        }
    for (const SheetLabel& label : page.labels) ink.add(room_of(label, measure).min), ink.add(room_of(label, measure).max);
    for (const SheetFill& fill : page.fills)
        for (const Points& ring : fill.rings_mm)
            for (const glm::dvec2& p : ring) ink.add(p);
    return glm::min(ink.min, glm::dvec2(page.width_mm, page.height_mm) - ink.max);
}

bool has_line(const SheetPage& page, const glm::dvec2& way) {
    return std::ranges::any_of(page.lines, [&](const SheetLine& line) {
        return line.layer == SheetLayer::Ruler && !line.is_closed && line.points_mm.size() == 2 &&
               glm::distance(glm::abs(line.points_mm[1] - line.points_mm[0]), way) < 1e-9;
    });
}
bool has_box(const SheetPage& page, const glm::dvec2& size, bool is_dashed) {
    return std::ranges::any_of(page.lines, [&](const SheetLine& line) {
        return line.layer == SheetLayer::Ruler && line.is_closed && line.is_dashed == is_dashed &&
               glm::distance(box_of(line.points_mm).size(), size) < 1e-9;
    });
}
bool says(const SheetPage& page, const std::string& words) {
    return std::ranges::any_of(page.labels, [&](const SheetLabel& label) { return label.text.find(words) != std::string::npos; });
}

bool is_in(const std::array<glm::dvec2, 4>& corners, const glm::dvec2& p) {
    for (std::size_t k = 0; k < 4; ++k) {
        const glm::dvec2 a = corners[k], b = corners[(k + 1) % 4];
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > -1e-9) return false;
    }
    return true;
}

bool segment_meets(const glm::dvec2& a, const glm::dvec2& b, const std::array<glm::dvec2, 4>& room) {
    const int steps = std::max(1, static_cast<int>(glm::distance(a, b) / 0.1));
    for (int s = 0; s <= steps; ++s)
        if (is_in(room, glm::mix(a, b, double(s) / steps))) return true;
    return false;
}

/// Words that lie over other words or over a line of the drawing.
std::vector<std::string> covered_words(const SheetPage& page) {
    const TextMeasure measure;
    std::vector<std::string> found;
    for (std::size_t i = 0; i < page.labels.size(); ++i) {
        const auto room = corners_of(page.labels[i], measure);
        for (std::size_t k = 0; k < page.labels.size(); ++k) {
            const auto other = corners_of(page.labels[k], measure);
            bool meets = false;
            for (std::size_t c = 0; c < 4; ++c) meets = meets || segment_meets(other[c], other[(c + 1) % 4], room);
            if (i != k && meets) found.push_back(page.labels[i].text + " / " + page.labels[k].text);
        }
        for (const SheetLine& line : page.lines)
            for (std::size_t p = 1; p < line.points_mm.size(); ++p)
                if (line.layer != SheetLayer::Dots && segment_meets(line.points_mm[p - 1], line.points_mm[p], room)) {
                    found.push_back(page.labels[i].text + " / line " + line.name);
                    break;
                }
    }
    return found;
}

std::vector<const SheetLine*> named(const SheetPage& page, const std::string& name) {
    std::vector<const SheetLine*> found;
    for (const SheetLine& line : page.lines)
        if (line.name == name) found.push_back(&line);
    return found;
}

TEST(SheetLayout, EveryPageOfEveryPaperKeepsItsMarginAndCanBeMeasured) {
    for (const Paper paper : {Paper::A4, Paper::A3, Paper::Letter, Paper::Legal, Paper::Tabloid, Paper::Custom, Paper::Roll})
        for (const float margin : {6.0f, 14.0f}) {
            const auto pages = laid_out(many_pieces(), {.margin_mm = margin, .paper = paper, .custom_width_mm = 190.0f, .custom_height_mm = 230.0f});
            ASSERT_FALSE(pages.empty()) << to_word(paper);
            for (const SheetPage& page : pages) {
                EXPECT_GE(std::min(white_border(page).x, white_border(page).y), double(margin) - 1e-6) << to_word(paper);
                EXPECT_TRUE(has_line(page, {100.0, 0.0}) && has_line(page, {0.0, 100.0})) << to_word(paper);
                EXPECT_TRUE(says(page, "Trichion stencil") && says(page, "of " + std::to_string(pages.size())));
            }
            EXPECT_TRUE(says(pages.front(), "Measure me"));
            EXPECT_TRUE(has_box(pages.front(), {100.0, 50.0}, false) && has_box(pages.front(), {101.6, 50.8}, true)) << to_word(paper);
        }
}

TEST(SheetLayout, TilesAndWideLinesKeepTheMarginToo) {
    for (const double length : {150.0, 290.0, 480.0, 700.0})
        for (const SheetPage& page : laid_out(stencil_of({arc_piece("frontal", 500.0, length)}), {.line_width_mm = 2.0f}))
            EXPECT_GE(std::min(white_border(page).x, white_border(page).y), 6.0 - 1e-6) << length;
}

TEST(SheetLayout, NoWordsCoverOtherWordsOrALine) {
    std::vector<std::pair<Stencil, StencilSettings>> sheets;
    for (const StencilLine line : {StencilLine::Strip, StencilLine::LineOnly, StencilLine::CutEdge}) sheets.push_back({many_pieces(), {.line = line}});
    sheets.push_back({one_piece(420.0), {}});
    sheets.push_back({stencil_of({arc_piece("frontal", 400.0, 700.0)}), {}});
    sheets.push_back({many_pieces(), {.medium = Medium::InkjetTransfer, .is_mirrored = true, .paper = Paper::Letter}});
    sheets.push_back({many_pieces(), {.cutter_marks = {.kind = CutterMarks::SquareAndCorners}}});
    for (const auto& [stencil, settings] : sheets)
        for (const SheetPage& page : laid_out(stencil, settings)) {
            const auto covered = covered_words(page);
            EXPECT_TRUE(covered.empty()) << to_word(settings.line) << ": " << covered.front();
        }
    // Twin: one word moved onto the hairline.
    auto pages = laid_out(one_piece(), {});
    const auto edge = named(pages.front(), "frontal.edge");
    ASSERT_EQ(edge.size(), 1u);
    pages.front().labels.back().at_mm = edge.front()->points_mm[40];
    EXPECT_FALSE(covered_words(pages.front()).empty());
}

double gap_between(const SheetPage& page, const std::string& one, const std::string& other) {
    double least = 1e9;
    for (const SheetLine* a : named(page, one))
        for (const SheetLine* b : named(page, other))
            for (const glm::dvec2& p : a->points_mm)
                for (std::size_t i = 0; i < b->points_mm.size(); ++i) {
                    const glm::dvec2 from = b->points_mm[i], d = b->points_mm[(i + 1) % b->points_mm.size()] - from;
                    const double share = std::clamp(glm::dot(p - from, d) / std::max(1e-12, glm::dot(d, d)), 0.0, 1.0);
                    least = std::min(least, glm::distance(p, from + share * d));
                }
    return least;
}

TEST(SheetLayout, PiecesShareAPageAndStayThreeMillimetresApart) {
    const Stencil stencil = many_pieces();
    const auto pages = laid_out(stencil, {});
    EXPECT_LT(pages.size(), 3u);
    for (const StencilPiece& piece : stencil.pieces) {
        std::size_t drawn = 0;
        for (const SheetPage& page : pages) {
            drawn += named(page, piece.name + ".border").size();
            for (const StencilPiece& other : stencil.pieces)
                if (other.name != piece.name) { EXPECT_GE(gap_between(page, piece.name + ".border", other.name + ".border"), 2.99); }
        }
        EXPECT_EQ(drawn, 1u) << piece.name;
    }
}

/// The least way between lines of different pieces on one page.
double least_gap_mm(const SheetPage& page) {
    std::map<std::string, Points> places;
    for (const SheetLine& line : page.lines)
        if (line.layer == SheetLayer::Hairline || line.layer == SheetLayer::Marks || line.layer == SheetLayer::Cut)
            if (const auto dot = line.name.find('.'); dot != std::string::npos)
                for (std::size_t i = 1; i < line.points_mm.size(); ++i)
                    for (const double share : {0.0, 0.5, 1.0}) places[line.name.substr(0, dot)].push_back(glm::mix(line.points_mm[i - 1], line.points_mm[i], share));
    double least = 1e9;
    for (const auto& [name, points] : places)
        for (const auto& [other, others] : places)
            if (name < other)
                for (const glm::dvec2& p : points)
                    for (const glm::dvec2& q : others) least = std::min(least, glm::distance(p, q));
    return least;
}

TEST(SheetLayout, SavesPaperAndALineAloneTakesNoRoomForItsStrip) {
    std::vector<StencilPiece> twice = many_pieces().pieces;
    for (const StencilPiece& piece : many_pieces().pieces) twice.push_back(piece), twice.back().name += "_2";
    const Stencil pieces = stencil_of(std::move(twice));
    constexpr double kPaperMm2 = 297.0 * 210.0;
    std::size_t pages[2] = {};
    for (const StencilLine line : {StencilLine::Strip, StencilLine::LineOnly}) {
        const std::vector<SheetPage> laid = laid_out(pieces, {.line = line});
        pages[line == StencilLine::LineOnly] = laid.size();
        const double apart = line == StencilLine::LineOnly ? 8.0 : 3.0;
        for (SheetPage page : laid) {
            EXPECT_GE(least_gap_mm(page), apart - 0.1);
            // The same check must see a piece that lies over the others.
            for (SheetLine& moved : page.lines)
                if (moved.name.starts_with("frontal."))
                    for (glm::dvec2& p : moved.points_mm) p += glm::dvec2(0.0, 30.0);
            if (std::ranges::any_of(page.lines, [](const SheetLine& moved) { return moved.name == "frontal.edge"; })) {
                EXPECT_LT(least_gap_mm(page), apart - 0.1);
            }
        }
    }
    double area = 0.0;
    for (const StencilPiece& piece : pieces.pieces) area += 28.0 * piece.edge_length_flat_mm;
    EXPECT_LT(pages[0], pieces.pieces.size());
    EXPECT_LE(pages[0], 1u + static_cast<std::size_t>(std::ceil(2.0 * area / kPaperMm2)));
    EXPECT_LT(pages[1], pages[0]) << "lines alone";
}

TEST(SheetLayout, TheSameStencilGivesTheSamePages) {
    const auto a = laid_out(many_pieces(), {}), b = laid_out(many_pieces(), {});
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(sheet_svg(a[i]), sheet_svg(b[i]));
}

/// Where the crosses of each name stand, by page.
std::map<std::string, std::map<std::size_t, glm::dvec2>> crosses_of(const std::vector<SheetPage>& pages) {
    std::map<std::string, std::map<std::size_t, glm::dvec2>> crosses;
    for (std::size_t i = 0; i < pages.size(); ++i)
        for (const SheetLine& line : pages[i].lines)
            if (line.name.starts_with("join.")) crosses[line.name][i] = 0.5 * (line.points_mm.front() + line.points_mm.back());
    return crosses;
}

/// How far pages that are laid on each other by their crosses disagree: crosses with crosses, and hairline with hairline.
double worst_meeting_mm(const std::vector<SheetPage>& pages, const std::string& piece) {
    std::map<std::pair<std::size_t, std::size_t>, glm::dvec2> shifts;
    double worst = 0.0;
    for (const auto& [name, places] : crosses_of(pages)) {
        if (places.size() < 2) return 1e9;
        for (auto a = places.begin(); a != places.end(); ++a)
            for (auto b = std::next(a); b != places.end(); ++b) {
                const auto [known, is_new] = shifts.try_emplace({a->first, b->first}, b->second - a->second);
                if (!is_new) worst = std::max(worst, glm::distance(known->second, b->second - a->second));
            }
    }
    for (const auto& [pair, shift] : shifts)
        for (const SheetLine* line : named(pages[pair.first], piece + ".edge"))
            for (const glm::dvec2& p : line->points_mm) {
                double nearest = 1e9;
                bool is_at_end = false;  // where the other page's line is cut off
                for (const SheetLine* other : named(pages[pair.second], piece + ".edge"))
                    for (std::size_t i = 1; i < other->points_mm.size(); ++i) {
                        const glm::dvec2 from = other->points_mm[i - 1], d = other->points_mm[i] - from;
                        const double share = std::clamp(glm::dot(p + shift - from, d) / std::max(1e-12, glm::dot(d, d)), 0.0, 1.0);
                        const double apart = glm::distance(p + shift, from + share * d);
                        if (apart >= nearest) continue;
                        nearest = apart;
                        is_at_end = (i == 1 && share == 0.0) || (i + 1 == other->points_mm.size() && share == 1.0);
                    }
                if (nearest < 1.0 && !is_at_end) worst = std::max(worst, nearest);
            }
    return worst;
}

TEST(SheetLayout, AroundThePagesSizeAPieceIsWholeOrItsTilesMeetAndLoseNothing) {
    bool was_whole = false, was_tiled = false;
    for (double length = 240.0; length <= 640.0; length += 16.0) {
        const Stencil stencil = stencil_of({arc_piece("frontal", 420.0, length)});
        auto pages = laid_out(stencil, {});
        double drawn = 0.0;
        std::set<std::string> marks;
        for (const SheetPage& page : pages) {
            for (const SheetLine* line : named(page, "frontal.edge")) drawn += length_of(line->points_mm);
            for (const SheetLine& line : page.lines)
                if (line.name.starts_with("frontal.mark.")) marks.insert(line.name);
        }
        EXPECT_EQ(marks.size(), 5u) << length;
        const bool is_tiled = !crosses_of(pages).empty();
        EXPECT_TRUE(is_tiled ? drawn > length : std::abs(drawn - length) < 0.01) << length;
        EXPECT_LE(worst_meeting_mm(pages, "frontal"), 0.05) << length;
        EXPECT_EQ(is_tiled, std::ranges::any_of(pages, [](const SheetPage& page) { return says(page, "How the pages go together"); })) << length;
        (is_tiled ? was_tiled : was_whole) = true;
        if (!is_tiled) continue;
        // Twin: a cross of the last tile a tenth of a millimetre off.
        const auto has_cross = [](const SheetPage& page) { return std::ranges::any_of(page.lines, [](const SheetLine& l) { return l.name.starts_with("join."); }); };
        for (SheetLine& line : std::find_if(pages.rbegin(), pages.rend(), has_cross)->lines)
            if (line.name.starts_with("join.") && line.name.find("1.") != std::string::npos)
                for (glm::dvec2& p : line.points_mm) p.x += 0.1;
        EXPECT_GT(worst_meeting_mm(pages, "frontal"), 0.05) << length;
    }
    EXPECT_TRUE(was_whole && was_tiled);
}

TEST(SheetLayout, AMirroredPieceIsTurnedOverAndItsWordsAreNot) {
    const auto turn_of = [](const SheetPage& page) {
        const Points& edge = named(page, "frontal.edge").front()->points_mm;
        const Points& border = named(page, "frontal.border").front()->points_mm;
        double area = 0.0;
        for (std::size_t i = 0; i < border.size(); ++i) {
            const glm::dvec2 a = border[i], b = border[(i + 1) % border.size()];
            area += a.x * b.y - b.x * a.y;
        }
        return std::pair(area > 0.0, edge.back().x > edge.front().x);
    };
    const auto plain = laid_out(one_piece(), {}), mirrored = laid_out(one_piece(), {.is_mirrored = true});
    EXPECT_EQ(turn_of(plain.front()), std::pair(false, true));
    EXPECT_EQ(turn_of(mirrored.front()), std::pair(true, false));
    EXPECT_TRUE(says(mirrored.front(), "MIRRORED") && !says(plain.front(), "MIRRORED"));
    const auto x_of = [](const SheetPage& page, const std::string& text) {
        return std::ranges::find(page.labels, text, &SheetLabel::text)->at_mm.x;
    };
    EXPECT_LT(x_of(plain.front(), "R"), x_of(plain.front(), "L"));
    EXPECT_GT(x_of(mirrored.front(), "R"), x_of(mirrored.front(), "L"));
}

TEST(SheetLayout, ALineAloneHasNoCutAndACutEdgeIsTheHairline) {
    const auto alone = laid_out(one_piece(), {.line = StencilLine::LineOnly});
    EXPECT_TRUE(std::ranges::none_of(alone.front().lines, [](const SheetLine& line) { return line.layer == SheetLayer::Cut; }));
    EXPECT_EQ(named(alone.front(), "frontal.mark.pupil_l").size(), 1u);
    EXPECT_NEAR(length_of(named(alone.front(), "frontal.mark.pupil_l").front()->points_mm), 8.0, 1e-6);

    const auto cut = laid_out(one_piece(), {.line = StencilLine::CutEdge});
    const auto edge = named(cut.front(), "frontal.edge"), border = named(cut.front(), "frontal.border");
    ASSERT_TRUE(edge.size() == 1 && border.size() == 1);
    EXPECT_EQ(edge.front()->layer, SheetLayer::Cut);
    EXPECT_NEAR(length_of(edge.front()->points_mm), 150.0, 0.02);
    EXPECT_FALSE(border.front()->is_closed);
    EXPECT_LT(glm::distance(edge.front()->points_mm.front(), border.front()->points_mm.front()), 1e-6);
    EXPECT_LT(glm::distance(edge.front()->points_mm.back(), border.front()->points_mm.back()), 1e-6);
    EXPECT_TRUE(says(cut.front(), "cut along the thick line: it is the hairline") && says(cut.front(), "cut along its middle"));
    EXPECT_GT(edge.front()->width_mm, 2.0 * border.front()->width_mm) << "which side is the hairline can be seen";
}

/// The side of the line that the letter of its first or its last point stands on: above 0 where both are on one.
double same_side(const SheetPage& page, const SheetLine& edge) {
    const TextMeasure measure;
    const auto side = [&](const glm::dvec2& end, const glm::dvec2& way) {
        const SheetLabel* nearest = nullptr;
        const auto middle = [&](const SheetLabel& label) { return 0.5 * (room_of(label, measure).min + room_of(label, measure).max); };
        for (const SheetLabel& label : page.labels)
            if ((label.text == "R" || label.text == "L") && (!nearest || glm::distance(middle(label), end) < glm::distance(middle(*nearest), end))) nearest = &label;
        if (!nearest) return 0.0;
        const glm::dvec2 off = middle(*nearest) - end;
        return way.x * off.y - way.y * off.x;
    };
    const Points& p = edge.points_mm;
    return side(p.front(), p[3] - p.front()) * side(p.back(), p.back() - p[p.size() - 4]);
}

TEST(SheetLayout, RAndLStandOnTheSameSideOfTheLine) {
    const Stencil stencil = stencil_of({arc_piece("frontal", 70.0, 170.0), arc_piece("ear_r", 40.0, 70.0)});
    for (const StencilLine line : {StencilLine::Strip, StencilLine::LineOnly, StencilLine::CutEdge})
        for (const Medium medium : {Medium::PlainPaper, Medium::ThermalTransfer})
            for (const bool is_mirrored : {false, true})
                for (const SheetPage& page : laid_out(stencil, {.line = line, .medium = medium, .is_mirrored = is_mirrored}))
                    for (const SheetLine& drawn : page.lines)
                        if (drawn.name.ends_with(".edge")) { EXPECT_GT(same_side(page, drawn), 0.0) << drawn.name << ", " << to_word(line) << ", " << to_word(medium) << is_mirrored; }
}

TEST(SheetLayout, WordsStandTwoMillimetresOffALineThatIsTransferredAlone) {
    const TextMeasure measure;
    const auto least_off = [&](Medium medium) {
        double least = 1e9;
        for (const SheetPage& page : laid_out(many_pieces(), {.line = StencilLine::LineOnly, .medium = medium}))
            for (const SheetLabel& label : page.labels)
                for (const SheetLine& line : page.lines) {
                    if (line.layer != SheetLayer::Hairline) continue;
                    const auto room = corners_of(label, measure);
                    for (std::size_t i = 1; i < line.points_mm.size(); ++i)
                        for (const double s : {0.0, 0.5})
                            for (std::size_t c = 0; c < 4; ++c)
                                for (double share = 0.0; share < 1.0; share += 0.02)
                                    least = std::min(least, glm::distance(glm::mix(line.points_mm[i - 1], line.points_mm[i], s), glm::mix(room[c], room[(c + 1) % 4], share)) - 0.5 * line.width_mm);
                }
        return least;
    };
    EXPECT_GE(least_off(Medium::ThermalTransfer), 2.0);
    EXPECT_LT(least_off(Medium::PlainPaper), 2.0) << "on paper they may be nearer: the check sees it";
}

TEST(SheetLayout, TheMidlineIsANotchInTheCut) {
    const auto pages = laid_out(one_piece(), {});
    const auto border = named(pages.front(), "frontal.border"), notch = named(pages.front(), "frontal.notch");
    ASSERT_TRUE(border.size() == 1 && notch.size() == 1);
    const glm::dvec2 tip = notch.front()->points_mm[1], foot = named(pages.front(), "frontal.mark.midline").front()->points_mm.back();
    EXPECT_NEAR(glm::distance(tip, foot), 2.8, 0.5);
    EXPECT_EQ(std::ranges::count(border.front()->points_mm, tip), 1);
}

TEST(SheetLayout, DotsArePrintedWhereTheyAreAndWindowsAreCutInstead) {
    const Stencil stencil = one_piece();
    SheetExtras extras;
    extras.dots.emplace_back();
    for (int i = 0; i < 400; ++i) {
        const double angle = (i % 80 - 40) * 0.015, radius = 112.0 + 3.0 * (i / 80);
        extras.dots.back().push_back({{radius * std::sin(angle), radius * std::cos(angle) - 110.0}, 0.4f});
    }
    const auto printed = laid_out(stencil, {.has_dot_guide = true}, extras);
    const auto dots = named(printed.front(), "frontal.dot");
    EXPECT_GT(dots.size(), 330u);
    const glm::dvec2 a = 0.5 * (box_of(dots[0]->points_mm).min + box_of(dots[0]->points_mm).max);
    const glm::dvec2 b = 0.5 * (box_of(dots[1]->points_mm).min + box_of(dots[1]->points_mm).max);
    EXPECT_NEAR(glm::distance(a, b), glm::distance(extras.dots[0][0].at, extras.dots[0][1].at), 1e-6);
    EXPECT_NEAR(box_of(dots[0]->points_mm).size().x, 0.4, 0.02);
    EXPECT_NE(sheet_svg(printed.front()).find("id=\"dots\""), std::string::npos);
    EXPECT_GT(sheet_svg(printed.front()).size(), sheet_svg(laid_out(stencil, {}).front()).size() + 300 * 8 * 10);
    const auto cut = laid_out(stencil, {.has_dot_guide = true, .medium = Medium::Vinyl}, extras);
    EXPECT_TRUE(named(cut.front(), "frontal.dot").empty());
    for (const SheetLine* window : named(cut.front(), "frontal.window.1")) EXPECT_EQ(window->layer, SheetLayer::Cut);
}

/// Whether a line of words with this in it stands in a closed line, all its corners.
bool is_written_in(const SheetPage& page, const Points& closed, const std::string& words) {
    const TextMeasure measure;
    const auto is_inside = [&](const glm::dvec2& p) {
        bool inside = false;
        for (std::size_t i = 0, j = closed.size() - 1; i < closed.size(); j = i++)
            if ((closed[i].y > p.y) != (closed[j].y > p.y) &&
                p.x < glm::mix(closed[i].x, closed[j].x, (p.y - closed[i].y) / (closed[j].y - closed[i].y)))
                inside = !inside;
        return inside;
    };
    return std::ranges::any_of(page.labels, [&](const SheetLabel& label) {
        return label.text.find(words) != std::string::npos && std::ranges::all_of(corners_of(label, measure), is_inside);
    });
}

TEST(SheetLayout, WhoseHeadItIsStaysOnThePieceWhereTheWholeLabelHasNoRoom) {
    for (const auto& [badge, words] : {std::pair(HeadBadge::Example, "not this client"), std::pair(HeadBadge::NotToScale, "not to scale")})
        for (const bool is_long : {false, true}) {
            SheetText text = usual_text(badge);
            const std::string code = is_long ? std::string(28, 'W') : "0412";
            text.client_code = code;
            const auto pages = lay_out_sheet(one_piece(), {}, text);
            ASSERT_TRUE(pages) << pages.error().message;
            const Points border = named(pages->front(), "frontal.border").front()->points_mm;
            EXPECT_TRUE(is_written_in(pages->front(), border, words)) << code;
            EXPECT_EQ(is_written_in(pages->front(), border, code), !is_long) << code;
            const auto count = std::ranges::count_if(pages->front().labels, [&](const SheetLabel& label) { return label.text.find(code) != std::string::npos; });
            EXPECT_GE(count, 2) << "in the heading and beside the piece: " << code;
        }
}

TEST(SheetLayout, HeadingTellsCheckPrinterAndMediumAndInkStaysOnThePageWhenCorrected) {
    SheetExtras extras;
    extras.landing = Landing{{}, 0.31, 0.09};
    extras.printer = Printer{"Studio", 0.94, 0.998, "2026-11-22"};
    const auto pages = laid_out(one_piece(), {}, extras);
    EXPECT_TRUE(says(pages.front(), "laid back on the head: worst 0.31 mm, median 0.09 mm"));
    EXPECT_TRUE(says(pages.front(), "scaled and checked") && says(pages.front(), "Studio") && says(pages.front(), "+6.4\u00a0% across, +0.2\u00a0% down"));
    const PrintCorrection correction = correction_for(*extras.printer, true);
    const glm::dvec2 half(0.5 * pages.front().width_mm, 0.5 * pages.front().height_mm);
    const glm::dvec2 left = half - (half - white_border(pages.front())) * glm::dvec2(correction.x, correction.y);
    EXPECT_GE(std::min(left.x, left.y), 6.0 - 1e-6);
    extras.landing->worst_mm = 0.82;
    const auto failed = laid_out(one_piece(), {}, extras);
    EXPECT_TRUE(says(failed.front(), "THE CHECK FAILED") && says(failed.front(), "worst 0.82 mm"));
    EXPECT_FALSE(says(failed.front(), "scaled and checked"));
    EXPECT_FALSE(says(failed.front(), "a strip that bears the line"));
    EXPECT_TRUE(says(laid_out(one_piece(), {.line = StencilLine::CutEdge}, extras).front(), "a strip that bears the line"));
    extras.landing = Landing{{}, 0.31, 0.21};
    EXPECT_TRUE(says(laid_out(one_piece(), {}, extras).front(), "THE CHECK FAILED")) << "half of the line lands farther off than it may";
    // Across a page that stands lies the paper's short side.
    const auto standing = laid_out(one_piece(), {.paper = Paper::Custom, .custom_width_mm = 210.0f, .custom_height_mm = 297.0f}, extras);
    EXPECT_TRUE(says(standing.front(), "+0.2\u00a0% across, +6.4\u00a0% down"));
}

TEST(SheetLayout, PaperThatIsTooSmallIsOneSentenceWithWhatToDo) {
    const std::vector<StencilSettings> wrong{{.paper = Paper::Custom, .custom_width_mm = 100.0f, .custom_height_mm = 100.0f},
                                             {.margin_mm = 40.0f, .paper = Paper::Custom, .custom_width_mm = 100.0f, .custom_height_mm = 70.0f},
                                             {.paper = Paper::Roll, .roll_width_mm = 100.0f}};
    for (const StencilSettings& settings : wrong) {
        const auto pages = lay_out_sheet(one_piece(), settings, usual_text());
        ASSERT_FALSE(pages);
        EXPECT_EQ(pages.error().code, ErrorCode::InvalidInput);
        EXPECT_NE(pages.error().message.find("choose"), std::string::npos);
        EXPECT_EQ(std::ranges::count(pages.error().message, '.'), 1) << pages.error().message;
    }
}

TEST(SheetLayout, ARollIsAsLongAsItsPiecesNeed) {
    const auto few = laid_out(one_piece(), {.paper = Paper::Roll}), many = laid_out(many_pieces(), {.paper = Paper::Roll, .roll_width_mm = 200.0f});
    ASSERT_TRUE(few.size() == 1 && many.size() == 1);
    EXPECT_EQ(few.front().height_mm, 305.0);
    EXPECT_LT(few.front().width_mm, 300.0);
    EXPECT_GT(many.front().width_mm, few.front().width_mm);
}

TEST(SheetLayout, TheTestPageHasTwoLinesThatAreAsLongAsItSays) {
    for (const Paper paper : {Paper::A4, Paper::A3, Paper::Letter}) {
        const SheetPage page = lay_out_test_page({.paper = paper});
        std::map<std::string, double> lengths;
        for (const SheetLine& line : page.lines) lengths[line.name] = length_of(line.points_mm);
        EXPECT_NEAR(lengths["measure.x"], 200.0, 1e-9);
        EXPECT_TRUE(says(page, "across: 200 mm"));
        EXPECT_TRUE(says(page, "down: " + std::to_string(std::lround(lengths["measure.y"])) + " mm"));
        for (const SheetLine& line : lay_out_test_page({.margin_mm = 20.0f, .paper = paper}).lines)
            EXPECT_EQ(length_of(line.points_mm), lengths[line.name]) << "the paper alone decides";
        EXPECT_NEAR(lengths["measure.y"], paper == Paper::A3 ? 200.0 : 180.0, 10.1);
        EXPECT_GE(std::min(white_border(page).x, white_border(page).y), 6.0);
    }
}

}  // namespace
}  // namespace trichion
