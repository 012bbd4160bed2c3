// On every built-in head the hairline keeps its length on paper, and the piece can be put back where it belongs.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_stage.h"

#include "core/geometry/surface_walk.h"
#include "fitted_heads.h"
#include "own_tape.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace trichion {
namespace {

constexpr double kEdgeTolerance = 0.001;  // of the hairline's length

constexpr double kStretchPercent = 3.0;

using test::fitted_head;

OutlineResult outline_on(const Head& head, const std::string& preset, Extent extent = Extent::Fringe) {
    Outline settings;
    settings.extent = extent;
    const auto outline = fit_outline(head, settings, preset, 74.0f);
    return outline ? trace_outline(head, *outline) : OutlineResult{};
}

double length_of(const std::vector<glm::dvec2>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

/// A line's length on the head, chord by chord: knows nothing of strips.
double chords_mm(const SurfaceCurve& curve) {
    double length = 0.0;
    for (std::size_t i = 1; i < curve.positions_mm.size(); ++i)
        length += glm::length(glm::dvec3(curve.positions_mm[i]) - glm::dvec3(curve.positions_mm[i - 1]));
    return length;
}
double chords_mm(const OutlineResult& outline, const std::set<OutlinePart>& parts) {
    double length = 0.0;
    for (const OutlineCurve& part : outline.parts)
        if (parts.contains(part.part)) length += chords_mm(part.curve);
    return length;
}

StencilSettings only(std::initializer_list<StencilPart> parts) {
    StencilSettings settings;
    settings.parts = {};
    for (const StencilPart part : parts) settings.parts[static_cast<std::size_t>(part)] = true;
    return settings;
}

double distance_to_line(const glm::dvec2& p, const std::vector<glm::dvec2>& line) {
    double nearest = 1e9;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::dvec2 a = line[i - 1], b = line[i];
        const double share = std::clamp(glm::dot(p - a, b - a) / std::max(1e-12, glm::dot(b - a, b - a)), 0.0, 1.0);
        nearest = std::min(nearest, glm::distance(p, glm::mix(a, b, share)));
    }
    return nearest;
}

bool crosses_itself(const std::vector<glm::dvec2>& closed) {
    const auto left = [](const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0.0;
    };
    const std::size_t n = closed.size();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 2; j < n; ++j) {
            if (i == 0 && j + 1 == n) continue;
            const glm::dvec2 a = closed[i], b = closed[i + 1], c = closed[j], d = closed[(j + 1) % n];
            if (left(a, b, c) != left(a, b, d) && left(c, d, a) != left(c, d, b)) return true;
        }
    return false;
}

const StencilPiece* piece_named(const Stencil& stencil, const std::string& name) {
    const auto found = std::ranges::find(stencil.pieces, name, &StencilPiece::name);
    return found == stencil.pieces.end() ? nullptr : &*found;
}
const PlacementMark* mark_named(const StencilPiece& piece, const std::string& name) {
    const auto found = std::ranges::find(piece.marks, name, &PlacementMark::name);
    return found == piece.marks.end() ? nullptr : &*found;
}
bool advises(const Stencil& stencil, const std::string& rule) {
    return std::ranges::any_of(stencil.advice, [&](const Advice& a) { return a.rule == rule; });
}

double signed_area(const std::vector<glm::dvec2>& closed) {
    double area = 0.0;
    for (std::size_t i = 0; i < closed.size(); ++i) {
        const glm::dvec2 a = closed[i], b = closed[(i + 1) % closed.size()];
        area += 0.5 * (a.x * b.y - a.y * b.x);
    }
    return area;
}

bool is_edge_true(const std::vector<glm::dvec2>& edge, double skin_mm) {
    return std::abs(length_of(edge) / skin_mm - 1.0) < kEdgeTolerance;
}

std::size_t turned_over(const StencilPiece& piece) {
    return static_cast<std::size_t>(std::ranges::count_if(piece.triangles, [&](const glm::uvec3& t) {
        return signed_area({piece.flat[t.x], piece.flat[t.y], piece.flat[t.z]}) <= 0.0;
    }));
}

/// Lays a flat line back on the head from one of its points, segment by segment straight on and turning only as the
/// paper turns: what a stiff strip does that is pressed on along its hairline. Shares nothing with the flattening
/// but the walk.
std::vector<glm::dvec3> laid_back(const Surface& skin, SurfacePoint at, glm::dvec3 direction,
                                  const std::vector<glm::dvec2>& paper) {
    std::vector<glm::dvec3> line{glm::dvec3(skin.position(at))};
    double heading = std::atan2(paper[1].y - paper[0].y, paper[1].x - paper[0].x);
    for (std::size_t i = 1; i < paper.size(); ++i) {
        const glm::dvec2 segment = paper[i] - paper[i - 1];
        const double turn = std::atan2(segment.y, segment.x) - heading;
        heading += turn;
        const TangentFrame frame = tangent_frame(skin, at.triangle);
        const glm::dvec2 d = glm::normalize(frame.flat(direction));
        const glm::dvec2 turned(std::cos(turn) * d.x - std::sin(turn) * d.y, std::sin(turn) * d.x + std::cos(turn) * d.y);
        const double way = glm::length(segment);
        const SurfacePoint end = walk_straight(skin, at, way * turned).at;
        const glm::dvec3 beyond(skin.position(walk_straight(skin, at, (way + 0.2) * turned).at));
        direction = beyond - glm::dvec3(skin.position(end));
        at = end;
        line.push_back(glm::dvec3(skin.position(at)));
    }
    return line;
}

double farthest_from_curve(const std::vector<glm::dvec3>& line, const SurfaceCurve& curve) {
    double farthest = 0.0;
    for (const glm::dvec3& p : line) {
        double nearest = 1e9;
        for (std::size_t i = 1; i < curve.positions_mm.size(); ++i) {
            const glm::dvec3 a(curve.positions_mm[i - 1]), b(curve.positions_mm[i]);
            const double length2 = glm::dot(b - a, b - a);
            const double share = length2 > 0.0 ? std::clamp(glm::dot(p - a, b - a) / length2, 0.0, 1.0) : 0.0;
            nearest = std::min(nearest, glm::distance(p, glm::mix(a, b, share)));
        }
        farthest = std::max(farthest, nearest);
    }
    return farthest;
}

glm::dvec3 position_at(const SurfaceCurve& curve, double arc_mm) {
    std::size_t i = 1;
    while (i + 1 < curve.arc_mm.size() && double(curve.arc_mm[i]) < arc_mm) ++i;
    const double from = curve.arc_mm[i - 1], to = curve.arc_mm[i];
    return glm::mix(glm::dvec3(curve.positions_mm[i - 1]), glm::dvec3(curve.positions_mm[i]),
                    to > from ? (arc_mm - from) / (to - from) : 0.0);
}

/// How far the paper's edge lands from the design when it is laid down from the middle to its end.
double landing_error_mm(const Head& head, const StencilPiece& piece, const std::vector<glm::dvec2>& edge) {
    const SurfaceCurve& curve = piece.line;
    const std::size_t middle = edge.size() / 2;
    const std::vector<glm::dvec2> before(edge.begin(), edge.begin() + static_cast<std::ptrdiff_t>(middle) + 1);
    const std::vector<glm::dvec2> paper(edge.begin() + static_cast<std::ptrdiff_t>(middle), edge.end());
    const double arc = length_of(before);
    const SurfacePoint start = *head.measuring.closest(glm::vec3(position_at(curve, arc)));
    const glm::dvec3 ahead = position_at(curve, arc + glm::distance(paper[0], paper[1]));
    return farthest_from_curve(
        laid_back(head.measuring, start, ahead - glm::dvec3(head.measuring.position(start)), paper), curve);
}

class StencilOfBuiltInHead : public testing::TestWithParam<std::string> {};

/// What every piece must be.
void expect_sound(const StencilPiece& piece, const std::string& where) {
    const double skin = chords_mm(piece.line);
    EXPECT_TRUE(is_edge_true(piece.edge, skin)) << where << ": " << length_of(piece.edge) << " not " << skin;
    EXPECT_EQ(turned_over(piece), 0u) << where;
    EXPECT_FALSE(crosses_itself(piece.border)) << where;
    EXPECT_GT(signed_area(piece.border), 0.0) << where;
    EXPECT_GE(piece.marks.size(), 3u) << where;
    const auto way_of = [&](const PlacementMark& mark) {
        double way = 0.0, nearest = 1e9, at = 0.0;
        for (std::size_t i = 1; i < piece.edge.size(); ++i) {
            if (const double off = distance_to_line(mark.on_edge, {piece.edge[i - 1], piece.edge[i]}); off < nearest) nearest = off, at = way;
            way += glm::distance(piece.edge[i - 1], piece.edge[i]);
        }
        return at;
    };
    for (std::size_t i = 1; i < piece.marks.size(); ++i) EXPECT_LE(way_of(piece.marks[i - 1]), way_of(piece.marks[i])) << where;
    for (const PlacementMark& mark : piece.marks) {
        EXPECT_LT(distance_to_line(mark.on_edge, piece.edge), 1e-6) << where << " " << mark.name;
        EXPECT_LT(farthest_from_curve({mark.on_head_mm}, piece.line), 0.02) << where << " " << mark.name;
    }
    for (const ReliefDart& dart : piece.darts) {
        EXPECT_GE(distance_to_line(dart.tip, piece.edge), kDartFromEdgeMm) << where;
        EXPECT_NEAR(glm::distance(dart.tip, dart.first), glm::distance(dart.tip, dart.second), 0.4) << where;
        for (const glm::dvec2& p : {dart.tip, dart.first, dart.second})
            EXPECT_TRUE(std::ranges::find(piece.border, p) != piece.border.end()) << where;
    }
}

TEST_P(StencilOfBuiltInHead, KeepsTheHairlinesLengthAndTheLimitForEveryPreset) {
    const Head& head = fitted_head(GetParam());
    for (const OutlinePreset& preset : outline_presets()) {
        const OutlineResult outline = outline_on(head, preset.name);
        const auto stencil = flatten_stencil(head, outline, {});
        ASSERT_TRUE(stencil) << preset.name << ": " << stencil.error().message;
        EXPECT_LE(stencil->pieces.size(), 3u) << preset.name;
        EXPECT_LE(stencil->largest_error_percent, kStretchPercent) << preset.name;
        std::set<std::string> names;
        double flat = 0.0;
        for (const StencilPiece& piece : stencil->pieces) {
            expect_sound(piece, preset.name + " " + piece.name);
            names.insert(piece.name);
            flat += length_of(piece.edge);
        }
        EXPECT_EQ(names.size(), stencil->pieces.size());
        const double skin = chords_mm(outline, {OutlinePart::Frontal, OutlinePart::TempleLeft, OutlinePart::TempleRight});
        EXPECT_NEAR(stencil->edge_length_flat_mm, flat, 1e-6);
        EXPECT_NEAR(stencil->edge_length_skin_mm, skin, 1e-3 * skin);
        // The same check must see an edge that is as much too long as it may be wrong.
        std::vector<glm::dvec2> longer = stencil->pieces.front().edge;
        for (glm::dvec2& p : longer) p *= 1.0 + 1.1 * kEdgeTolerance;
        EXPECT_FALSE(is_edge_true(longer, chords_mm(stencil->pieces.front().line)));
    }
}

TEST_P(StencilOfBuiltInHead, PaperLaidDownAlongTheSkinLandsOnTheDesign) {
    constexpr double kLandingMm = 0.35;
    const Head& head = fitted_head(GetParam());
    const OutlineResult outline = outline_on(head, "natural");
    const auto stencil = flatten_stencil(head, outline, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    for (const StencilPiece& piece : stencil->pieces) {
        EXPECT_LT(landing_error_mm(head, piece, piece.edge), kLandingMm) << piece.name;
        // The same check must see paper whose edge is bent by a millimetre at its end.
        std::vector<glm::dvec2> bent = piece.edge;
        const double half = 0.5 * (piece.edge.back().x - piece.edge.front().x);
        for (glm::dvec2& p : bent) p.y += std::pow((p.x - piece.edge.front().x) / half - 1.0, 2.0);
        EXPECT_GT(landing_error_mm(head, piece, bent), kLandingMm) << piece.name;
    }
}

INSTANTIATE_TEST_SUITE_P(All, StencilOfBuiltInHead, testing::ValuesIn([] {
                             std::vector<std::string> names;
                             for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
                             return names;
                         }()),
                         [](const auto& head) { return head.param; });

class StencilStage : public testing::Test {
protected:
    static void SetUpTestSuite() {
        head_ = &fitted_head("male_caucasian");
        outline_ = new OutlineResult(outline_on(*head_, "natural"));
        to_nape_ = new OutlineResult(outline_on(*head_, "natural", Extent::Nape));
    }
    static void TearDownTestSuite() {
        delete outline_;
        delete to_nape_;
    }
    static const PlacementMark* mark(const Stencil& stencil, const std::string& name) { return mark_named(stencil.pieces.front(), name); }

    static inline const Head* head_ = nullptr;
    static inline OutlineResult* outline_ = nullptr;
    static inline OutlineResult* to_nape_ = nullptr;
};

TEST_F(StencilStage, LiesAsWornWithTheClientsRightAtTheReadersLeftAndTheCrownAbove) {
    const auto stencil = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const StencilPiece& piece = stencil->pieces.front();
    EXPECT_EQ(piece.name, "frontal_temples");
    EXPECT_EQ(piece.label, "frontal hairline, temples");
    EXPECT_LT(piece.edge.front().x, piece.edge.back().x);
    const PlacementMark *right = mark(*stencil, "pupil_r"), *midline = mark(*stencil, "midline"), *left = mark(*stencil, "pupil_l");
    ASSERT_TRUE(right && midline && left);
    EXPECT_LT(right->on_edge.x, midline->on_edge.x);
    EXPECT_LT(midline->on_edge.x, left->on_edge.x);
    for (const PlacementMark* m : {right, midline, left}) EXPECT_GT(m->line.front().y, m->line.back().y);
    EXPECT_TRUE(mark(*stencil, "canthus_r") && mark(*stencil, "corner_l"));
}

TEST_F(StencilStage, ASymmetricHairlineGivesASymmetricPieceWithItsMidlineInTheMiddle) {
    const auto stencil = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const StencilPiece& piece = stencil->pieces.front();
    const PlacementMark* midline = mark(*stencil, "midline");
    ASSERT_TRUE(midline);
    EXPECT_NE(midline->label.find("74 mm above glabella"), std::string::npos) << midline->label;
    const double middle = 0.5 * (piece.edge.front().x + piece.edge.back().x);
    EXPECT_NEAR(midline->on_edge.x, middle, 0.5);
    ASSERT_GE(piece.darts.size(), 2u);
    for (const ReliefDart& dart : piece.darts) {
        const glm::dvec2 mirrored(2.0 * middle - dart.tip.x, dart.tip.y);
        EXPECT_TRUE(std::ranges::any_of(piece.darts, [&](const ReliefDart& d) { return glm::distance(d.tip, mirrored) < 1.0; }));
    }
}

TEST_F(StencilStage, FiguresCoverEveryTriangleOfThePiece) {
    const auto stencil = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    EXPECT_GT(stencil->largest_error_percent, 0.5);
    EXPECT_GT(stencil->largest_error_mm, 0.2);
    EXPECT_FALSE(stencil->largest_error_where.empty());
    float worst = 0.0f;
    for (const StencilPiece& piece : stencil->pieces)
        for (const float stretch : piece.stretch) worst = std::max(worst, stretch);
    EXPECT_NEAR(stencil->largest_error_percent, 100.0 * double(worst), 1e-3);
}

TEST_F(StencilStage, ABroaderScalpSideGetsMoreDartsAndKeepsTheLimit) {
    const auto dart_count = [&](float scalp_mm) {
        const auto stencil = flatten_stencil(*head_, *outline_, {.scalp_side_mm = scalp_mm});
        EXPECT_TRUE(stencil) << stencil.error().message;
        EXPECT_LE(stencil->largest_error_percent, kStretchPercent);
        std::size_t count = 0;
        for (const StencilPiece& piece : stencil->pieces) {
            count += piece.darts.size();
            expect_sound(piece, piece.name);
        }
        return count;
    };
    EXPECT_EQ(dart_count(10.0f), 0u);
    EXPECT_GT(dart_count(30.0f), 0u);
}

TEST_F(StencilStage, ChosenPartsThatFollowEachOtherAreOneAndOthersApart) {
    using enum StencilPart;
    const auto names = [&](const OutlineResult& outline, std::initializer_list<StencilPart> parts) {
        const auto stencil = flatten_stencil(*head_, outline, only(parts));
        EXPECT_TRUE(stencil) << stencil.error().message;
        std::set<std::string> found;
        for (const StencilPiece& piece : stencil->pieces) {
            found.insert(piece.name);
            expect_sound(piece, piece.name);
        }
        return found;
    };
    EXPECT_EQ(names(*outline_, {Frontal}), (std::set<std::string>{"frontal"}));
    EXPECT_EQ(names(*outline_, {Temples}), (std::set<std::string>{"temple_r", "temple_l"}));
    EXPECT_EQ(names(*outline_, {Nape}), (std::set<std::string>{"blend"}));
    EXPECT_EQ(names(*to_nape_, {Ears}), (std::set<std::string>{"ear_l", "ear_r"}));
    EXPECT_EQ(names(*to_nape_, {Sideburns}), (std::set<std::string>{"sideburn_l", "sideburn_r"}));
}

TEST_F(StencilStage, TheWholeEdgeIsPartedWithoutLosingAnyOfIt) {
    StencilSettings all;
    all.parts.fill(true);
    const auto stencil = flatten_stencil(*head_, *to_nape_, all);
    ASSERT_TRUE(stencil) << stencil.error().message;
    EXPECT_GE(stencil->pieces.size(), 2u);
    double edge = 0.0;
    for (const StencilPiece& piece : stencil->pieces) {
        expect_sound(piece, piece.name);
        edge += length_of(piece.edge);
    }
    EXPECT_NEAR(edge, double(to_nape_->length_mm), kEdgeTolerance * edge);
    EXPECT_LE(stencil->largest_error_percent, kStretchPercent);
    EXPECT_TRUE(piece_named(*stencil, "frontal_temples"));
}

TEST_F(StencilStage, BesideTheEarsTheSkinSideIsNarrowedAndTold) {
    const auto stencil = flatten_stencil(*head_, *to_nape_, only({StencilPart::Ears}));
    ASSERT_TRUE(stencil) << stencil.error().message;
    EXPECT_TRUE(advises(*stencil, "strip_over_ear"));
    const StencilPiece* ear = piece_named(*stencil, "ear_l");
    ASSERT_TRUE(ear);
    EXPECT_TRUE(mark_named(*ear, "ear_l")) << "an ear's piece is placed by the ear";
}

TEST_F(StencilStage, TheTongueReachesTheGlabellaByATape) {
    constexpr double kTongueMm = 0.5;
    const auto stencil = flatten_stencil(*head_, *outline_, {.has_tongue = true});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const StencilPiece& piece = stencil->pieces.front();
    const PlacementMark *midline = mark(*stencil, "midline"), *tick = mark(*stencil, "glabella");
    ASSERT_TRUE(midline && tick);
    const double paper = glm::distance(midline->on_edge, 0.5 * (tick->line.front() + tick->line.back()));
    const double tape = test::length_mm(test::taped(head_->measuring.mesh(), {1.0, 0.0, 0.0}, midline->on_head_mm,
                                                    glm::dvec3(head_->landmark("glabella"))));
    EXPECT_NEAR(paper, tape, kTongueMm);
    // The same check must see a tongue that is 1 % too long.
    EXPECT_GT(std::abs(1.01 * paper - tape), kTongueMm);
    expect_sound(piece, "tongue");
    const auto plain = flatten_stencil(*head_, *outline_, {});
    const double more = signed_area(piece.border) - signed_area(plain->pieces.front().border);
    EXPECT_NEAR(more, 12.0 * (tape - 8.0 + 4.0), 60.0);
}

TEST_F(StencilStage, TailsReachBothCornersOfTheEyesAlike) {
    const auto stencil = flatten_stencil(*head_, *outline_, {.has_tails = true});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const StencilPiece& piece = stencil->pieces.front();
    expect_sound(piece, "tails");
    double way[2] = {};
    for (const bool right : {true, false}) {
        const PlacementMark *from = mark_named(piece, right ? "canthus_r" : "canthus_l"), *tick = mark_named(piece, right ? "outer_canthus_r" : "outer_canthus_l");
        ASSERT_TRUE(from && tick);
        way[right] = glm::distance(from->on_edge, tick->line[1]);
        const glm::dvec3 corner(head_->landmark(right ? "exocanthion_r" : "exocanthion_l"));
        EXPECT_GT(way[right], 0.97 * glm::distance(from->on_head_mm, corner));
    }
    EXPECT_NEAR(way[0], way[1], 0.5);
}

TEST_F(StencilStage, WithTheLineAsCutEdgeThePieceEndsAtTheLine) {
    const auto stencil = flatten_stencil(*head_, *outline_, {.line = StencilLine::CutEdge});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const StencilPiece& piece = stencil->pieces.front();
    expect_sound(piece, "cut edge");
    for (const glm::dvec2& p : piece.edge) EXPECT_TRUE(std::ranges::find(piece.border, p) != piece.border.end());
    EXPECT_NEAR(signed_area(piece.border), 8.0 * length_of(piece.edge), 0.25 * 8.0 * length_of(piece.edge));
}

TEST_F(StencilStage, SkinThatWasNotScannedIsToldInMillimetres) {
    Head head = *head_;
    head.spanned.assign(head.measuring.mesh().positions.size(), 0);
    const glm::dvec3 hole = glm::dvec3(outline_->parts.front().curve.positions_mm[outline_->parts.front().curve.positions_mm.size() / 2]);
    for (std::size_t v = 0; v < head.spanned.size(); ++v)
        head.spanned[v] = glm::distance(glm::dvec3(head.measuring.mesh().positions[v]), hole) < 12.0;
    const auto stencil = flatten_stencil(head, *outline_, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    ASSERT_TRUE(advises(*stencil, "unscanned_skin"));
    const auto whole = flatten_stencil(*head_, *outline_, {});
    EXPECT_FALSE(advises(*whole, "unscanned_skin"));
}

TEST_F(StencilStage, TheSameInputGivesTheSamePiece) {
    const auto first = flatten_stencil(*head_, *outline_, {}), second = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->pieces.front().flat, second->pieces.front().flat);
    EXPECT_EQ(first->pieces.front().border, second->pieces.front().border);
}

TEST_F(StencilStage, ALineThatTurnsTooSharplyIsToldWithItsPlaceAndASideThatCanBeLaid) {
    const auto low = fit_outline(*head_, {}, "rounded_low", 34.0f);
    ASSERT_TRUE(low);
    const OutlineResult outline = trace_outline(*head_, *low);
    StencilSettings settings;
    const auto none = flatten_stencil(*head_, outline, settings);
    ASSERT_FALSE(none);
    const std::string said = none.error().message;
    EXPECT_NE(said.find(" at the right temple, "), std::string::npos) << said;
    const bool is_scalp = said.find(" A scalp side of ") != std::string::npos;
    const std::string before = is_scalp ? " A scalp side of " : " A skin side of ";
    ASSERT_NE(said.find(before), std::string::npos) << said;
    (is_scalp ? settings.scalp_side_mm : settings.skin_side_mm) = std::stof(said.substr(said.find(before) + before.size()));
    EXPECT_TRUE(flatten_stencil(*head_, outline, settings)) << said;
    (is_scalp ? settings.scalp_side_mm : settings.skin_side_mm) += 1.0f;
    EXPECT_FALSE(flatten_stencil(*head_, outline, settings)) << "it is the widest: " << said;
}

TEST_F(StencilStage, WhatCannotBeIsToldInOneSentence) {
    const auto told = [&](const OutlineResult& outline, const StencilSettings& settings, ErrorCode code, const std::string& word) {
        const auto stencil = flatten_stencil(*head_, outline, settings);
        ASSERT_FALSE(stencil) << word;
        EXPECT_EQ(stencil.error().code, code) << stencil.error().message;
        EXPECT_NE(stencil.error().message.find(word), std::string::npos) << stencil.error().message;
    };
    told({}, {}, ErrorCode::Degenerate, "hairline");
    told(*outline_, only({}), ErrorCode::InvalidInput, "part");
    told(*outline_, only({StencilPart::Ears}), ErrorCode::Degenerate, "none of the chosen parts");
    told(*outline_, {.scalp_side_mm = 61.0f}, ErrorCode::InvalidInput, "61");
    told(*outline_, {.skin_side_mm = -1.0f}, ErrorCode::InvalidInput, "-1");
    told(*outline_, {.skin_side_mm = 0.0f, .scalp_side_mm = 0.0f}, ErrorCode::InvalidInput, "wider than 0 mm");
    told(*outline_, {.skin_side_mm = 0.0f, .line = StencilLine::CutEdge}, ErrorCode::InvalidInput, "skin side");
}

TEST_F(StencilStage, AnOutlineThatCrossesItselfIsRefusedNamingWhere) {
    Outline outline = *fit_outline(*head_, {}, "natural", 74.0f);
    std::vector<std::size_t> frontal;
    for (std::size_t i = 0; i < outline.points.size(); ++i)
        if (outline.points[i].part == OutlinePart::Frontal) frontal.push_back(i);
    ASSERT_GE(frontal.size(), 4u);
    std::swap(outline.points[frontal[1]].at, outline.points[frontal[2]].at);
    const auto stencil = flatten_stencil(*head_, trace_outline(*head_, outline), {});
    ASSERT_FALSE(stencil);
    EXPECT_EQ(stencil.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(stencil.error().message.find("crosses itself in the frontal hairline"), std::string::npos) << stencil.error().message;
}

}  // namespace
}  // namespace trichion
