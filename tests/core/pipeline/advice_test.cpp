// Each rule of advice on both sides of its limit.
#include "core/pipeline/client_marks.h"
#include "core/pipeline/mirror.h"
#include "core/pipeline/outline_advice.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_presets.h"

#include "fitted_heads.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

/// The first number of a sentence.
float amount_of(const std::string& sentence) { return std::stof(sentence.substr(sentence.find_first_of("0123456789"))); }

class AdviceTest : public ::testing::Test {
protected:
    const Head& head_ = fitted_head("male_caucasian");
    ClientFacts client_;
    Outline outline_ = fit_outline(head_, {}, "natural", 75.0f).value();
    OutlineResult drawn_ = trace_outline(head_, outline_);

    const Advice* advice(const std::string& rule, const Head* head = nullptr) {
        found_ = advise_outline(head ? *head : head_, client_, outline_, drawn_);
        const auto at = std::ranges::find(found_, rule, &Advice::rule);
        return at == found_.end() ? nullptr : &*at;
    }
    void redraw() { drawn_ = trace_outline(head_, outline_); }
    SurfacePoint on_midline(float arc_mm) const {
        const SurfaceCurve line = midline_from_glabella(head_, arc_mm);
        return line.points.back();
    }
    OutlinePoint& corner(bool is_left) {
        const std::size_t n = outline_.points.size();
        for (std::size_t i = 0; i < n; ++i) {
            const OutlinePart before = outline_.points[(i + n - 1) % n].part, here = outline_.points[i].part;
            if (is_left ? before == OutlinePart::Frontal && here != OutlinePart::Frontal : before != OutlinePart::Frontal && here == OutlinePart::Frontal)
                return outline_.points[i];
        }
        ADD_FAILURE() << "no corner";
        return outline_.points.front();
    }
    void move_corners(const glm::vec3& by_left) {
        for (const bool is_left : {true, false}) {
            const glm::vec3 by(is_left ? by_left.x : -by_left.x, by_left.y, by_left.z);
            OutlinePoint& point = corner(is_left);
            point.at = *head_.measuring.closest(head_.measuring.position(point.at) + by);
        }
        redraw();
    }
    /// Both corners to this distance from the midline, at their height, seen from the front and above.
    void put_corners_at(float offset_mm) {
        const glm::vec3 out = glm::normalize(glm::vec3(0.0f, 0.7f, 0.7f));
        for (const bool is_left : {true, false}) {
            OutlinePoint& point = corner(is_left);
            glm::vec3 place = head_.measuring.position(point.at);
            place.x = is_left ? offset_mm : -offset_mm;
            point.at = head_.measuring.hit({place + 80.0f * out, -out}, true)->at;
        }
        redraw();
    }
    std::vector<Advice> found_;
};

TEST_F(AdviceTest, TheDefaultDesignDrawsNone) {
    EXPECT_EQ(advice("none"), nullptr);
    EXPECT_TRUE(found_.empty()) << found_.front().sentence;
}

TEST_F(AdviceTest, EachNamesItsAmountAndItsSourceAndHasAPlace) {
    drawn_.mid_frontal_height_mm = 60.0f;
    const Advice* low = advice("too_low");
    ASSERT_TRUE(low);
    EXPECT_NE(low->sentence.find("60.0 mm"), std::string::npos) << low->sentence;
    EXPECT_NE(low->sentence.find("5.0 mm below the 65 mm"), std::string::npos) << low->sentence;
    EXPECT_NE(low->source.find(".com"), std::string::npos);
    ASSERT_GT(low->place_mm.size(), 10u);
    EXPECT_LT(glm::distance(low->place_mm.front(), head_.landmark("glabella")), 3.0f) << "the line from the glabella up";
}

TEST_F(AdviceTest, TooLowDependsOnPersonAndAge) {
    const auto is_low = [&](float height) { return drawn_.mid_frontal_height_mm = height, advice("too_low") != nullptr; };
    EXPECT_TRUE(is_low(64.9f));
    EXPECT_FALSE(is_low(65.1f));
    client_.age = 39;
    EXPECT_FALSE(is_low(65.1f));
    client_.age = 40;
    EXPECT_TRUE(is_low(69.9f)) << "a youthful line on a grown man";
    EXPECT_FALSE(is_low(70.1f));
    client_.person = Person::Woman;
    EXPECT_TRUE(is_low(54.9f));
    EXPECT_FALSE(is_low(55.1f));
    client_.age.reset();
    EXPECT_TRUE(is_low(49.9f));
    EXPECT_FALSE(is_low(50.1f));
}

TEST_F(AdviceTest, BelowTheCreaseAndBelowTheOldHairline) {
    client_ = with_forehead_crease(head_, client_, on_midline(73.0f)).value();
    EXPECT_FALSE(advice("below_crease"));
    client_ = with_forehead_crease(head_, client_, on_midline(79.0f)).value();
    const Advice* crease = advice("below_crease");
    ASSERT_TRUE(crease);
    EXPECT_NEAR(amount_of(crease->sentence), 4.0f, 0.6f) << crease->sentence;
    for (const glm::vec3& p : crease->place_mm) EXPECT_LT(p.y, head_.from_source(*client_.forehead_crease).y);

    client_ = with_old_trichion(head_, client_, on_midline(74.0f)).value();
    EXPECT_FALSE(advice("below_trichion"));
    client_ = with_old_trichion(head_, client_, on_midline(77.0f)).value();
    ASSERT_TRUE(advice("below_trichion"));
    EXPECT_NEAR(amount_of(advice("below_trichion")->sentence), 2.0f, 0.6f);
}

TEST_F(AdviceTest, ACornerInsideTheCanthusVertical) {
    const float canthus = head_.landmark("exocanthion_l").x;
    put_corners_at(canthus - 0.3f);
    EXPECT_FALSE(advice("corner_inside"));
    put_corners_at(canthus - 0.7f);
    EXPECT_TRUE(advice("corner_inside"));
}

TEST_F(AdviceTest, AFilledTempleOfAManAndNotOfAWoman) {
    move_corners({0.0f, -2.0f, 2.0f});
    EXPECT_FALSE(advice("temple_flattened"));
    for (int k = 0; k < 4; ++k) move_corners({1.0f, -5.0f, 5.0f});
    EXPECT_TRUE(advice("temple_flattened"));
    client_.person = Person::Woman;
    EXPECT_FALSE(advice("temple_flattened"));
}

TEST_F(AdviceTest, AStraightLineIsTooStraightAndARoundedOneIsNot) {
    const auto is_straight = [&](const char* preset) {
        Outline settings;
        settings.age = HairlineAge::Young;
        outline_ = fit_outline(head_, settings, preset, 72.0f).value();
        redraw();
        return advice("too_straight") != nullptr;
    };
    EXPECT_TRUE(is_straight("straight"));
    EXPECT_FALSE(is_straight("rounded"));
    EXPECT_FALSE(is_straight("mature_m"));
}

TEST_F(AdviceTest, SidesThatDifferByFourMillimetres) {
    drawn_.left_right_mm = 3.9f;
    EXPECT_FALSE(advice("left_right"));
    drawn_.left_right_mm = 4.1f;
    ASSERT_TRUE(advice("left_right"));
    EXPECT_NE(advice("left_right")->sentence.find("4.1 mm"), std::string::npos);
}

TEST_F(AdviceTest, AnOutlineThatCrossesItself) {
    EXPECT_FALSE(advice("crosses_itself"));
    outline_.mirror = false;
    // A point of the left temple dragged over to the right of the hairline.
    const auto temple = std::ranges::find_if(outline_.points, [](const OutlinePoint& p) { return p.part == OutlinePart::TempleLeft && p.twin != 0; });
    ASSERT_NE(temple, outline_.points.end());
    auto next = temple + 1 == outline_.points.end() ? outline_.points.begin() : temple + 1;
    next->at = on_midline(60.0f);
    redraw();
    const Advice* crossing = advice("crosses_itself");
    ASSERT_TRUE(crossing);
    EXPECT_FALSE(crossing->place_mm.empty());
}

TEST_F(AdviceTest, ABrokenLineComesFirstThenOneTooLow) {
    outline_ = fit_outline(head_, outline_, "natural", 60.0f).value();
    client_ = with_forehead_crease(head_, client_, on_midline(64.0f)).value();
    redraw();
    ASSERT_TRUE(advice("too_low") && advice("below_crease"));
    EXPECT_EQ(found_.front().rule, "too_low");
    EXPECT_FALSE(is_broken_line(found_.front()));
    outline_.mirror = false;
    const auto first = std::ranges::find(outline_.points, OutlinePart::Frontal, &OutlinePoint::part);
    std::swap((first + 1)->at, (first + 2)->at);
    redraw();
    ASSERT_TRUE(advice("too_low") && advice("crosses_itself"));
    EXPECT_EQ(found_.front().rule, "crosses_itself");
    EXPECT_TRUE(is_broken_line(found_.front()));
    EXPECT_EQ(found_[1].rule, "too_low");
}

TEST_F(AdviceTest, ALineAcrossSkinThatIsNotJoinedNamesTheGap) {
    EXPECT_FALSE(advice("gap"));
    Mesh mesh = head_.measuring.mesh();
    std::erase_if(mesh.triangles, [&](const glm::uvec3& t) { return std::abs(mesh.positions[t.x].x - 20.0f) < 3.0f; });
    Head cut = head_;
    cut.measuring = Surface::build(std::move(mesh)).value();
    for (OutlinePoint& point : outline_.points) point.at = *cut.measuring.closest(head_.measuring.position(point.at));
    drawn_ = trace_outline(cut, outline_);
    const Advice* gap = advice("gap", &cut);
    ASSERT_TRUE(gap);
    EXPECT_EQ(found_.front().rule, "gap") << "the weightiest first";
    EXPECT_TRUE(is_broken_line(*gap));
    EXPECT_TRUE(std::ranges::any_of(gap->place_mm, [](const glm::vec3& p) { return std::abs(p.x - 20.0f) < 4.0f; }));
}

TEST_F(AdviceTest, ACornersPlaceIsTheControlsOnABentHeadToo) {
    Head bent = head_;
    bent.midline.bend[0] = 0.03;  // the middle leans to the left
    put_corners_at(head_.landmark("exocanthion_l").x - 3.0f);
    drawn_ = trace_outline(bent, outline_);
    const Advice* corner = advice("corner_inside", &bent);
    ASSERT_TRUE(corner);
    const bool is_left = corner->sentence.find("left") != std::string::npos;
    const OutlineCurve& frontal = *std::ranges::find(drawn_.parts, OutlinePart::Frontal, &OutlineCurve::part);
    const glm::vec3 at = is_left ? frontal.curve.positions_mm.back() : frontal.curve.positions_mm.front();
    const double inside = bent.midline.offset_mm(bent.landmark(is_left ? "exocanthion_l" : "exocanthion_r")) - bent.midline.offset_mm(at);
    EXPECT_NEAR(amount_of(corner->sentence), std::abs(inside), 0.06);
}

TEST_F(AdviceTest, ALineOverAHoleOfTheScan) {
    Head holed = head_;
    holed.spanned.assign(holed.measuring.mesh().positions.size(), 0);
    EXPECT_FALSE(advice("hole", &holed)) << "no hole under the line";
    const glm::vec3 middle = head_.measuring.position(on_midline(75.0f));
    for (std::size_t v = 0; v < holed.spanned.size(); ++v)
        holed.spanned[v] = glm::distance(holed.measuring.mesh().positions[v], middle) < 9.0f;
    const Advice* hole = advice("hole", &holed);
    ASSERT_TRUE(hole);
    for (const glm::vec3& p : hole->place_mm) EXPECT_LT(glm::distance(p, middle), 9.5f);
    EXPECT_GT(hole->place_mm.size(), 5u);
}

TEST_F(AdviceTest, LandmarksThatDoNotAnswerEachOtherAreDoubted) {
    Head skewed = head_;
    for (const char* name : {"pupil_l", "pupil_r"}) skewed.landmarks[name].is_guess = true;
    EXPECT_FALSE(advice("landmarks", &skewed));
    skewed.landmarks["pupil_l"].position_mm.y += 12.0f;
    EXPECT_TRUE(advice("landmarks", &skewed));
    for (const char* name : {"pupil_l", "pupil_r"}) skewed.landmarks[name].is_guess = false;
    EXPECT_FALSE(advice("landmarks", &skewed)) << "set by hand: not ours to doubt";
}

TEST_F(AdviceTest, MarksOffTheForeheadAreRefusedInWordsAndATracedLineRunsFromRightToLeft) {
    const SurfacePoint chin = *head_.measuring.closest(head_.landmark("menton"));
    EXPECT_FALSE(with_forehead_crease(head_, client_, chin));
    EXPECT_FALSE(with_old_trichion(head_, client_, chin));
    const SurfacePoint beside = *head_.measuring.closest(head_.measuring.position(on_midline(70.0f)) + glm::vec3(6.0f, 0.0f, 0.0f));
    EXPECT_NEAR(head_.from_source(*with_old_trichion(head_, client_, beside)->old_trichion).x, 0.0f, 0.2f) << "put on the midline";

    std::vector<SurfacePoint> stroke;
    for (float x = 30.0f; x >= -30.0f; x -= 2.0f)
        stroke.push_back(head_.measuring.hit({{x, 95.0f, 300.0f}, {0.0f, 0.0f, -1.0f}}, true)->at);
    const auto traced = with_traced_hairline(head_, client_, stroke);
    ASSERT_TRUE(traced);
    EXPECT_LT(head_.from_source(traced->traced_hairline.front()).x, -29.0f);
    EXPECT_GT(head_.from_source(traced->traced_hairline.back()).x, 29.0f);
    EXPECT_FALSE(with_traced_hairline(head_, client_, std::span(stroke).first(5))) << "too short";
}

}  // namespace
}  // namespace trichion
