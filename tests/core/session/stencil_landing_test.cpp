// Sheets of the built-in heads, read back from their SVG and laid on the head, land on the design; spoilt ones do not.
#include "landed_sheets.h"
#include "tests/core/pipeline/fitted_heads.h"

namespace trichion {
namespace {

using namespace landed;
using test::fitted_head;
using test::usual_height_mm;

const OutlineResult& natural_on(const std::string& head) {
    static std::map<std::string, OutlineResult> drawn;
    if (const auto found = drawn.find(head); found != drawn.end()) return found->second;
    return drawn.emplace(head, longest_outline_on(fitted_head(head), "natural", usual_height_mm(head))).first->second;
}

std::vector<std::string> head_names() {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    return names;
}

class LandedSheet : public testing::TestWithParam<std::string> {
protected:
    const Head& head() const { return fitted_head(GetParam()); }
    const OutlineResult& outline() const { return natural_on(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Each, LandedSheet, testing::ValuesIn(head_names()), [](const auto& head) { return head.param; });

TEST_P(LandedSheet, OfTheUsualPartsLandsOnTheDesign) { expect_lands(head(), outline(), {}, "usual parts"); }

TEST_P(LandedSheet, CutAtTheHairlineLandsAsCloselyAsAStripThatBearsIt) {
    const StencilSettings settings{.line = StencilLine::CutEdge};
    const auto stencil = flatten_stencil(head(), outline(), settings);
    ASSERT_TRUE(stencil) << stencil.error().message;
    const auto landing = landing_on(head(), *stencil, settings);
    ASSERT_TRUE(landing) << landing.error().message;
    EXPECT_LE(landing->worst_mm, kWorstMm);
    EXPECT_LE(landing->median_mm, kMedianMm);
}

TEST_P(LandedSheet, OfEachPartAloneLandsOnTheDesign) {
    for (const StencilPart part : {StencilPart::Frontal, StencilPart::Temples, StencilPart::Sideburns, StencilPart::Ears, StencilPart::Nape})
        expect_lands(head(), outline(), only(part), to_word(part));
}

TEST_P(LandedSheet, OfAllPartsTogetherLandsOnTheDesign) {
    StencilSettings all;
    all.parts.fill(true);
    expect_lands(head(), outline(), all, "all parts");
}

TEST_P(LandedSheet, OfTheHairlineLandsCloserThanPaperThatIsOnePercentOff) {
    const auto stencil = flatten_stencil(head(), outline(), only(StencilPart::Frontal));
    ASSERT_TRUE(stencil) << stencil.error().message;
    const auto lands = [&](double bend, double stretch) {
        const auto landing = landing_on(head(), spoilt(*stencil, bend, stretch), only(StencilPart::Frontal));
        EXPECT_TRUE(landing) << landing.error().message;
        return landing && landing->worst_mm <= kWorstMm && landing->median_mm <= kMedianMm;
    };
    EXPECT_TRUE(lands(1.0, 1.0));
    EXPECT_FALSE(lands(0.99, 1.0)) << "turns 1 % less";
    EXPECT_FALSE(lands(1.01, 1.0)) << "turns 1 % more";
    EXPECT_FALSE(lands(1.0, 0.995)) << "0.5 % too short";
    EXPECT_FALSE(lands(1.0, 1.005)) << "0.5 % too long";
}

TEST_P(LandedSheet, ThatTurnsOnePercentMoreOrLessAllAlongIsBeyondTheLimits) {
    const auto stencil = flatten_stencil(head(), outline(), {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    for (const double bend : {0.99, 1.01}) {
        const auto landing = landing_on(head(), spoilt(*stencil, bend, 1.0), {});
        ASSERT_TRUE(landing) << landing.error().message;
        EXPECT_FALSE(landing->is_within_limits()) << bend << ": " << landing->worst_mm << ", " << landing->median_mm;
    }
}

TEST_P(LandedSheet, BentSoThatItsMiddleRisesByOnePercentOfItsLengthIsBeyondTheLimits) {
    auto stencil = flatten_stencil(head(), outline(), {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    for (StencilPiece& piece : stencil->pieces) {
        const glm::dvec2 from = piece.edge.front(), chord = piece.edge.back() - from;
        const glm::dvec2 up = glm::dvec2(-chord.y, chord.x) / glm::length(chord);
        const auto bend = [&](glm::dvec2& p, const glm::dvec2& at) {
            const double share = glm::dot(at - from, chord) / glm::dot(chord, chord);
            p += 0.01 * piece.edge_length_flat_mm * 4.0 * share * (1.0 - share) * up;
        };
        for (glm::dvec2& p : piece.edge) bend(p, p);
        for (PlacementMark& mark : piece.marks)
            for (glm::dvec2& p : mark.line) bend(p, mark.on_edge);
    }
    const auto landing = landing_on(head(), *stencil, {});
    ASSERT_TRUE(landing) << landing.error().message;
    EXPECT_FALSE(landing->is_within_limits()) << landing->worst_mm << ", " << landing->median_mm;
}

/// Straight down onto the plane that lies best through the strip: a template drawn over a photo.
std::vector<glm::dvec2> projected(const StencilPiece& piece, const std::vector<glm::dvec3>& line) {
    glm::dvec3 out(0.0);
    for (const glm::uvec3& t : piece.triangles) {
        const glm::dvec3 a(piece.skin_mm[t.x]), b(piece.skin_mm[t.y]), c(piece.skin_mm[t.z]);
        out += glm::cross(b - a, c - a);
    }
    out = glm::normalize(out);
    const glm::dvec3 x = glm::normalize(glm::cross(glm::dvec3(0.0, 1.0, 0.0), out)), y = glm::cross(out, x);
    std::vector<glm::dvec2> flat;
    for (const glm::dvec3& p : line) flat.push_back({glm::dot(p, x), glm::dot(p, y)});
    return flat;
}

double length_of(const std::vector<glm::dvec2>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

TEST_P(LandedSheet, KeepsTheEdgesLengthFiveTimesBetterThanATemplateOverAPhoto) {
    const auto stencil = flatten_stencil(head(), outline(), only(StencilPart::Frontal));
    ASSERT_TRUE(stencil) << stencil.error().message;
    for (const StencilPiece& piece : stencil->pieces) {
        const double skin = double(piece.line.length_mm());
        const double ours = std::abs(length_of(piece.edge) - skin);
        const double photo = std::abs(length_of(projected(piece, {piece.line.positions_mm.begin(), piece.line.positions_mm.end()})) - skin);
        EXPECT_LT(5.0 * ours, photo) << piece.name << ": " << ours << " mm, " << photo << " mm";
    }
}

const std::string kHead = "male_caucasian";

TEST(LandedSheets, OfEveryPresetLandOnTheDesign) {
    const Head& head = fitted_head(kHead);
    for (const OutlinePreset& preset : outline_presets()) expect_lands(head, longest_outline_on(head, preset.name, usual_height_mm(kHead)), {}, preset.name);
}

StencilSettings on_small_paper() {
    StencilSettings settings;
    settings.paper = Paper::Custom;
    settings.custom_width_mm = settings.custom_height_mm = 190.0f;
    settings.scalp_side_mm = 45.0f;
    return settings;
}

TEST(LandedSheets, OnSeveralPagesLandAsOnOne) {
    const Head& head = fitted_head(kHead);
    const StencilSettings small = on_small_paper();
    StencilSettings large = small;
    large.paper = Paper::Roll;
    large.roll_width_mm = 600.0f;
    const auto stencil = flatten_stencil(head, natural_on(kHead), small);
    ASSERT_TRUE(stencil) << stencil.error().message;
    const auto tiled = make_sheet(head, *stencil, nullptr, small, {}, {}), whole = make_sheet(head, *stencil, nullptr, large, {}, {});
    ASSERT_TRUE(tiled) << tiled.error().message;
    ASSERT_TRUE(whole) << whole.error().message;
    ASSERT_GT(tiled->pages.size(), 1u);
    ASSERT_FALSE(tiled->landing.pieces.empty()) << tiled->advice.front().sentence;
    ASSERT_FALSE(whole->landing.pieces.empty()) << whole->advice.front().sentence;
    EXPECT_NEAR(tiled->landing.worst_mm, whole->landing.worst_mm, 0.03);
    for (const PieceLanding& piece : tiled->landing.pieces) EXPECT_LT(piece.crosses_apart_mm, 0.001);
}

TEST(LandedSheets, OnPagesWhoseCrossesDoNotMeetAreSeen) {
    const Head& head = fitted_head(kHead);
    const StencilSettings settings = on_small_paper();
    const auto stencil = flatten_stencil(head, natural_on(kHead), settings);
    ASSERT_TRUE(stencil) << stencil.error().message;
    auto pages = lay_out_sheet(*stencil, settings, {});
    ASSERT_TRUE(pages) << pages.error().message;
    ASSERT_GT(pages->size(), 1u);
    std::vector<std::string> svg;
    for (SheetPage& page : *pages) {
        // One arm of one cross on the second page: the other crosses pull the page back half of it.
        if (&page == &(*pages)[1])
            for (SheetLine& line : page.lines)
                if (line.name.starts_with("join.") && line.name.ends_with("1.v"))
                    for (glm::dvec2& p : line.points_mm) p.x += 0.05;
        svg.push_back(sheet_svg(page));
    }
    const auto landing = check_landing(head, *stencil, svg, settings);
    ASSERT_TRUE(landing) << landing.error().message;
    double apart = 0.0;
    for (const PieceLanding& piece : landing->pieces) apart = std::max(apart, piece.crosses_apart_mm);
    EXPECT_NEAR(apart, 0.025, 0.01);
}

TEST(LandedSheets, MirroredLandAsUnmirroredAndNotIfLaidOnUnturned) {
    const Head& head = fitted_head(kHead);
    StencilSettings mirrored;
    mirrored.is_mirrored = true;
    const auto stencil = flatten_stencil(head, natural_on(kHead), mirrored);
    ASSERT_TRUE(stencil) << stencil.error().message;
    const auto right = make_sheet(head, *stencil, nullptr, {}, {}, {}), turned = make_sheet(head, *stencil, nullptr, mirrored, {}, {});
    ASSERT_TRUE(right && turned);
    EXPECT_NEAR(turned->landing.worst_mm, right->landing.worst_mm, 0.02);
    std::vector<std::string> svg;
    for (const SheetPage& page : turned->pages) svg.push_back(sheet_svg(page));
    const auto unturned = check_landing(head, *stencil, svg, {});
    EXPECT_FALSE(unturned && unturned->is_within_limits());
}

bool says(const std::vector<SheetPage>& pages, const std::string& words) {
    return std::ranges::any_of(pages, [&](const SheetPage& page) {
        return std::ranges::any_of(page.labels, [&](const SheetLabel& label) { return label.text.find(words) != std::string::npos; });
    });
}

TEST(LandedSheets, OffTheDesignLeaveWithASentenceOnThem) {
    const Head& head = fitted_head(kHead);
    const auto stencil = flatten_stencil(head, natural_on(kHead), {});
    ASSERT_TRUE(stencil) << stencil.error().message;

    const auto sheet = make_sheet(head, spoilt(*stencil, 1.06, 1.0), nullptr, {}, {}, {});

    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_FALSE(sheet->landing.is_within_limits());
    ASSERT_FALSE(sheet->advice.empty());
    EXPECT_EQ(sheet->advice.front().rule, "landing");
    EXPECT_TRUE(says(sheet->pages, "off the design")) << sheet->advice.front().sentence;
}

TEST(LandedSheets, ThatCannotBeCheckedSaySo) {
    const Head& head = fitted_head(kHead);
    auto stencil = flatten_stencil(head, natural_on(kHead), {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    for (StencilPiece& piece : stencil->pieces) piece.marks.resize(2);

    const auto sheet = make_sheet(head, *stencil, nullptr, {}, {}, {});

    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_TRUE(sheet->landing.pieces.empty());
    ASSERT_EQ(sheet->advice.size(), 1u);
    EXPECT_EQ(sheet->advice.front().rule, "not_checked");
    EXPECT_TRUE(says(sheet->pages, "could not be laid back")) << sheet->advice.front().sentence;
}

TEST(LandedSheets, ThatMissAPieceOrPartOfALineAreRefused) {
    const Head& head = fitted_head(kHead);
    const auto stencil = flatten_stencil(head, natural_on(kHead), {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const auto pages = lay_out_sheet(*stencil, {}, {});
    ASSERT_TRUE(pages) << pages.error().message;
    std::vector<std::string> svg;
    for (const SheetPage& page : *pages) svg.push_back(sheet_svg(page));
    const auto none = check_landing(head, *stencil, {}, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::ReadFailed);
    EXPECT_NE(none.error().message.find(stencil->pieces.front().name), std::string::npos) << none.error().message;
    svg.front().resize(svg.front().size() / 2);
    EXPECT_FALSE(check_landing(head, *stencil, svg, {}));
}

}  // namespace
}  // namespace trichion
