// Sculpting on two scans: uneven skin whose landmarks are guessed; and on one that lost skin under the hairline.
#include "core/io/document_json.h"
#include "core/model/editor.h"
#include "core/pipeline/design_zone.h"
#include "core/pipeline/outline_advice.h"
#include "core/pipeline/outline_controls.h"
#include "scanned_head.h"
#include "tests/core/pipeline/sculpt_fixture.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

class SculptOnScans : public testing::OnScan<::testing::TestWithParam<const char*>> {
protected:
    void SetUp() override {
        read(GetParam());
        if (IsSkipped() || HasFatalFailure()) return;
        auto outline = fit_outline(head_, {}, "natural", 74.0f);
        ASSERT_TRUE(outline) << outline.error().message;
        outline_ = std::move(*outline);
    }
    glm::vec3 place(const SurfacePoint& at) const { return head_.measuring.position(at); }

    /// Finite, on allowed skin, and each point opposite its twin.
    void expect_sound(const Outline& outline, const char* edit) const {
        const Symmetry symmetry(head_, {});
        for (const OutlinePoint& point : outline.points) {
            const glm::vec3 p = place(point.at);
            ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << edit;
            ASSERT_TRUE(is_outline_skin(head_, point.at) || find_point(outline_, point.id)) << edit << ": point " << point.id;
            if (point.twin == 0) continue;
            const OutlinePoint* twin = find_point(outline, point.twin);
            ASSERT_NE(twin, nullptr) << edit;
            const bool was_moved = !find_point(outline_, point.id) || find_point(outline_, point.id)->at != point.at;
            const SurfacePoint opposite = symmetry.counterpart(point.at, outline.asymmetry);
            const SurfacePoint back = symmetry.counterpart(twin->at, outline.asymmetry);
            // Ears differ: what is opposite may lie on one, and the twin then stops at its border.
            if (was_moved && is_outline_skin(head_, opposite) && is_outline_skin(head_, back)) { EXPECT_LT(glm::distance(place(twin->at), place(opposite)), 1.0f) << edit; }
        }
    }

    Outline outline_;
};
INSTANTIATE_TEST_SUITE_P(Each, SculptOnScans, ::testing::Values("leeperrysmith_m.glb", "ch2_phone_scan_m.ply"),
                         [](const auto& scan) { return testing::test_name(scan.param); });

TEST_P(SculptOnScans, EveryToolLeavesPointsFiniteOnAllowedSkinAndMirrored) {
    const Symmetry symmetry(head_, {});
    const OutlineResult drawn = trace_outline(head_, outline_);
    const SurfaceCurve& frontal = drawn.parts.front().curve;
    ASSERT_GT(frontal.points.size(), 40u);
    const auto on_line = [&](float share) { return frontal.points[static_cast<std::size_t>(share * static_cast<float>(frontal.points.size() - 1))]; };
    const auto above = [&](const SurfacePoint& at, float up_mm) { return *head_.measuring.closest(place(at) + glm::vec3(0.0f, up_mm, 0.0f)); };

    const auto pushed = push_outline(head_, symmetry, outline_, drawn, on_line(0.25f), above(on_line(0.25f), 6.0f), 15.0f);
    ASSERT_TRUE(pushed) << pushed.error().message;
    EXPECT_NE(pushed->points, outline_.points);
    expect_sound(*pushed, "push");

    const auto smoothed = smooth_outline(head_, symmetry, *pushed, trace_outline(head_, *pushed), on_line(0.25f), 25.0f);
    ASSERT_TRUE(smoothed) << smoothed.error().message;
    expect_sound(*smoothed, "smooth");

    std::vector<SurfacePoint> stroke;
    for (int k = 0; k <= 30; ++k) {
        const float way = static_cast<float>(k) / 30.0f;
        stroke.push_back(above(on_line(0.12f + 0.3f * way), 4.0f * std::sin(3.14159f * way)));
    }
    const auto drawn_over = draw_over(head_, symmetry, outline_, drawn, stroke);
    ASSERT_TRUE(drawn_over) << drawn_over.error().message;
    EXPECT_NE(drawn_over->points, outline_.points);
    expect_sound(*drawn_over, "draw over");

    for (const char* target : {"pupil_l", "vertex", "tragion_r"}) {
        const auto dragged = move_outline_point(head_, symmetry, outline_, outline_.points[1].id, *head_.measuring.closest(head_.landmark(target)));
        if (dragged) expect_sound(*dragged, target);
    }
}

/// A control that the line shows, moved by up to 6 mm or degrees; nothing when the head does not allow it.
std::optional<Outline> random_control_move(const test::Sculpted& on, test::Dice& dice) {
    const ControlInfo& info = control_infos()[dice.pick(kControls)];
    const std::optional<float> value = on.drawn.controls[static_cast<std::size_t>(info.control)];
    const float by = dice.roll(-6.0f, 6.0f);
    if (!value) return std::nullopt;
    auto moved = set_control(on.head, on.symmetry, on.outline, info.control, *value + by);
    return moved ? std::optional(std::move(*moved)) : std::nullopt;
}

TEST_P(SculptOnScans, UndoOfFiveHundredEditsAndControlMovesGivesBackEveryByte) {
    test::Sculpted on(head_, Extent::Fringe);
    test::Dice dice(11);
    Document document;
    document.outline = on.outline;
    Editor editor(document);
    std::vector<std::string> bytes{document_to_json(editor.document())};
    int controls = 0;
    for (int k = 0; k < 500; ++k) {
        const bool is_control = dice.roll() < 0.2f;
        const auto edited = is_control ? random_control_move(on, dice) : test::random_edit(on, dice);
        if (!edited || *edited == on.outline) continue;
        controls += is_control;
        on.outline = *edited, on.draw();
        document = editor.document();
        document.outline = on.outline;
        editor.preview(document);
        editor.commit("Edit", "2026-11-22");
        bytes.push_back(document_to_json(editor.document()));
    }
    EXPECT_GT(bytes.size(), 250u);
    EXPECT_GT(controls, 20);
    for (std::size_t k = bytes.size() - 1; k-- > 0;) {
        ASSERT_TRUE(editor.undo());
        ASSERT_EQ(document_to_json(editor.document()), bytes[k]) << "step " << k;
    }
    EXPECT_FALSE(editor.undo());
    EXPECT_FALSE(editor.is_modified());
    while (editor.redo()) continue;
    EXPECT_EQ(document_to_json(editor.document()), bytes.back());
}

class HoledScan : public testing::OnScan<::testing::Test> {};

TEST_F(HoledScan, AHoleUnderTheHairlineIsToldWithItsPlaceAndTheDrawingGoesOn) {
    read("leeperrysmith_m.glb");
    if (IsSkipped() || HasFatalFailure()) return;
    const test::Sculpted whole(head_);
    const auto hole_in = [](const std::vector<Advice>& advice) { return std::ranges::find(advice, "hole", &Advice::rule); };
    const std::vector<Advice> before = advise_outline(head_, {}, whole.outline, whole.drawn);
    EXPECT_EQ(hole_in(before), before.end());

    const testing::ScanFolder folder;
    Mesh skin = import_head(testing::scan_path("leeperrysmith_m.glb"))->skin.mesh;
    const glm::vec3 middle = head_.from_source.inverse(whole.place(whole.on_frontal(0.7f)));
    std::erase_if(skin.triangles, [&](const glm::uvec3& t) { return glm::distance(skin.positions[t.x], middle) < 8.0f; });
    const auto torn = testing::read_head(folder.write("torn.obj", testing::as_obj(skin)));
    ASSERT_TRUE(torn) << torn.error().message;
    const test::Sculpted on(*torn);
    const std::vector<Advice> advice = advise_outline(*torn, {}, on.outline, on.drawn);
    const auto hole = hole_in(advice);
    ASSERT_NE(hole, advice.end());
    EXPECT_NE(hole->sentence.find("mm of the line"), std::string::npos) << hole->sentence;
    for (const glm::vec3& p : hole->place_mm) EXPECT_LT(glm::distance(p, whole.place(whole.on_frontal(0.7f))), 14.0f);
    EXPECT_EQ(on.drawn.parts.size(), whole.drawn.parts.size());
    EXPECT_TRUE(std::ranges::none_of(on.drawn.stretches, &OutlineStretch::is_broken));
}

}  // namespace
}  // namespace trichion
