// Areas too small for a dot or off the scalp, bald patches and strokes outside the work, no dot at all: a sentence, and no crash.
#include "core/pipeline/dot_advice.h"
#include "tests/core/pipeline/ball_head.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

const Head& ball_head() {
    static const Head head = ball::head();
    return head;
}
const CandidateCloud& ball_cloud() {
    static const CandidateCloud cloud = build_candidates(ball_head(), 1).value();
    return cloud;
}

AreaCurve ring(std::uint32_t id, const glm::vec3& middle, float radius_mm) {
    const glm::vec3 out = glm::normalize(middle), side = glm::normalize(glm::cross(out, glm::vec3(0.31f, 0.2f, 0.93f)));
    AreaCurve area{id, {}, {}};
    for (int k = 0; k < 60; ++k) {
        const float turn = static_cast<float>(k) * ball::kPi / 30.0f, angle = radius_mm / ball::kRadiusMm;
        const glm::vec3 p = ball::kRadiusMm * (std::cos(angle) * out + std::sin(angle) * (std::cos(turn) * side + std::sin(turn) * glm::cross(out, side)));
        area.curve.positions_mm.push_back(p);
        area.curve.points.push_back(*ball_head().measuring.closest(p, 5.0f));
    }
    area.curve.is_closed = true;
    return area;
}

struct Design {
    Outline outline;
    EdgeSettings edge;
    OutlineResult curves = ball::round_outline(1.0f);
    DotSettings settings;
    SessionPlan plan;
    NativeField native;
    BrushField brushed;
    NativeHair hair;
    Brushwork work;

    explicit Design(Service service = Service::Shaved) { settings.service = service; }
    void add(FreeArea::Kind kind, const glm::vec3& middle, float radius_mm) {
        FreeArea area;
        area.id = static_cast<std::uint32_t>(outline.areas.size()) + 4, area.kind = kind, area.blend_mm = 0.0f, area.name = "Old scar";
        outline.areas.push_back(area);
        curves.areas.push_back(ring(area.id, middle, radius_mm));
        curves.areas.back().kind = kind;
    }
    std::vector<Advice> advice() const {
        const DotsInput input{ball_head(), ball_cloud(), outline, edge, curves, settings, plan, native, brushed};
        return advise_dots(input, hair, work, place_dots(input));
    }
    std::string rules() const {
        std::string all;
        for (const Advice& a : advice()) {
            all += a.rule + " ";
            EXPECT_TRUE(a.sentence.ends_with('.')) << a.sentence;
        }
        return all;
    }
};

const glm::vec3 kBehind = ball::place(1.4f, 3.0f), kTop{0.0f, ball::kRadiusMm, 0.0f};

TEST(DotAdvice, AScarSmallerThanADotIsToldAndOneWithRoomIsNot) {
    for (const FreeArea::Kind kind : {FreeArea::Kind::Scar, FreeArea::Kind::Added}) {
        Design small(Service::Scar);
        small.add(kind, kTop, 0.15f);   // 0.07 mm2 against a dot's 0.096
        EXPECT_EQ(small.rules(), "dot_too_big ");
        Design larger(Service::Scar);
        larger.add(kind, kTop, 0.19f);  // 0.11 mm2: there is room, but hardly a dot
        EXPECT_EQ(larger.rules(), "no_room ");
        Design room(Service::Scar);
        room.add(kind, kTop, 10.0f);
        EXPECT_EQ(room.rules(), "");
    }
}

TEST(DotAdvice, AnAreaOfNoSizeAtAllIsToldToo) {
    Design none(Service::Scar);
    none.add(FreeArea::Kind::Scar, kTop, 0.0f);
    EXPECT_EQ(none.rules(), "dot_too_big ");
    EXPECT_NE(none.advice()[0].sentence.find("\"Old scar\""), std::string::npos);
}

TEST(DotAdvice, AnOutlineRoundNothingIsToldAndAScarWithoutOneIsNot) {
    Design collapsed;
    for (OutlineCurve& part : collapsed.curves.parts)
        part.curve.positions_mm.assign(part.curve.positions_mm.size(), kTop), part.curve.points.assign(part.curve.points.size(), *ball_head().measuring.closest(kTop, 5.0f));
    EXPECT_EQ(collapsed.rules(), "dot_too_big ");
    EXPECT_EQ(Design(Service::Scar).rules(), "") << "its outline is not filled";
}

TEST(DotAdvice, AScarOutsideTheScalpIsTold) {
    Design outside(Service::Scar);
    outside.add(FreeArea::Kind::Scar, -kTop, 10.0f);
    EXPECT_EQ(outside.rules(), "outside_scalp ");
}

TEST(DotAdvice, SkinLeftOutMayBeAsSmallAsItLikes) {
    Design left_out;
    left_out.add(FreeArea::Kind::LeftOut, kTop, 0.1f);
    EXPECT_EQ(left_out.rules(), "");
}

TEST(DotAdvice, ABaldPatchOutsideTheWorkIsToldUntilAnAreaCoversItOrHairGrowsThere) {
    const auto painted = [](HairStroke::Kind kind, const glm::vec3& at) { return HairStroke{1, kind, {8.0f, 1.0f, {at}, {}}}; };
    Design design;
    design.hair.strokes.push_back(painted(HairStroke::Kind::Bald, kTop));
    EXPECT_EQ(design.rules(), "") << "within the outline it is filled";
    design.hair.strokes.push_back(painted(HairStroke::Kind::Bald, kBehind));
    EXPECT_EQ(design.rules(), "bald_patch ");
    Design covered = design;
    covered.add(FreeArea::Kind::Added, kBehind, 15.0f);
    EXPECT_EQ(covered.rules(), "");
    design.hair.strokes.push_back(painted(HairStroke::Kind::Hair, kBehind));
    EXPECT_EQ(design.rules(), "");
}

TEST(DotAdvice, AStrokeThatWasToAddDotsOutsideTheWorkIsTold) {
    const auto stroke = [](DensityStroke::Kind kind, const glm::vec3& at) { return DensityStroke{1, kind, 180.0f, {8.0f, 1.0f, {at}, {}}}; };
    Design design;
    design.work.strokes = {stroke(DensityStroke::Kind::Denser, kTop), stroke(DensityStroke::Kind::Thinner, kBehind), stroke(DensityStroke::Kind::Erase, kBehind)};
    EXPECT_EQ(design.rules(), "");
    design.work.strokes.push_back(stroke(DensityStroke::Kind::ToTarget, kBehind));
    EXPECT_EQ(design.rules(), "brushed_outside ");
    design.add(FreeArea::Kind::Added, kBehind, 15.0f);
    EXPECT_EQ(design.rules(), "") << "an area covers it now";
}

TEST(DotAdvice, ADesignWithoutADotSaysWhy) {
    Design design;
    design.settings.zone_share.fill(0.0f);
    EXPECT_EQ(design.rules(), "no_dots ");
    EXPECT_NE(design.advice()[0].sentence.find("every zone is at 0"), std::string::npos);
    design.settings.zone_share.fill(1.0f);
    EXPECT_EQ(design.rules(), "");
    const std::size_t n = ball_head().measuring.mesh().positions.size();
    design.native.per_cm2.assign(n, 80.0f), design.native.full_per_cm2.assign(n, 80.0f);
    EXPECT_EQ(design.rules(), "no_dots ");
    EXPECT_NE(design.advice()[0].sentence.find("lacks nothing"), std::string::npos);
}

}  // namespace
}  // namespace trichion
