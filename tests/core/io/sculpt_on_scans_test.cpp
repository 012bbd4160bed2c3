// Sculpting on two scans: uneven skin whose landmarks are guessed.
#include "core/io/head_import.h"
#include "core/pipeline/design_zone.h"
#include "core/pipeline/outline_brushes.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/outline_stroke.h"
#include "scan_files.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using testing::ScanFolder;

class SculptOnScans : public ::testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        const auto path = std::filesystem::path(TRICHION_SOURCE_DIR) / "../shared/heads/scans" / GetParam();
        if (!std::filesystem::exists(path)) GTEST_SKIP() << "the reference scans are not here: " << path;
        const ScanFolder names_the_worker;
        auto imported = import_head(path);
        ASSERT_TRUE(imported) << imported.error().message;
        HeadReference reference;
        reference.name = GetParam(), reference.is_built_in = false, reference.scan = imported->skin;
        const auto shape = build_head_shape(reference);
        ASSERT_TRUE(shape) << shape.error().message;
        auto head = fit_head(*shape, reference, {});
        ASSERT_TRUE(head) << head.error().message;
        head_ = std::move(*head);
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
            if (was_moved) { EXPECT_LT(glm::distance(place(twin->at), place(symmetry.counterpart(point.at, outline.asymmetry))), 1.0f) << edit; }
        }
    }

    Head head_;
    Outline outline_;
};
INSTANTIATE_TEST_SUITE_P(Each, SculptOnScans, ::testing::Values("leeperrysmith_m.glb", "ch2_phone_scan_m.ply"),
                         [](const auto& scan) { return std::string(scan.param).substr(0, std::string(scan.param).find('.')); });

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

}  // namespace
}  // namespace trichion
