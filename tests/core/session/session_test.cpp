// One open project: results that belong together, heads that come and go, steps that undo.
#include "core/session/session.h"

#include "core/io/exports.h"
#include "core/io/project_file.h"
#include "core/model/outline_points.h"
#include "core/model/versions.h"
#include "tests/core/session/designs.h"

#include <chrono>
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

namespace trichion {
namespace {

using ::testing::HasSubstr;

HeadReference built_in(const std::string& name) {
    HeadReference head;
    head.name = name;
    return head;
}

Document with_density(Document document, float density_per_cm2) {
    document.dots = DotSettings{.density_per_cm2 = density_per_cm2, .diameter_mm = document.dots->diameter_mm};
    return document;
}

/// Whether all that is shown lies on the head that is shown.
bool is_of_one_head(const Pipeline& pipeline) {
    const Head* head = pipeline.head();
    const auto lies_there = [&](const SurfacePoint& at, const glm::vec3& position) {
        return at.triangle < head->measuring.triangle_count() &&
               glm::distance(head->measuring.position(at), position) < 1e-3f;
    };
    if (pipeline.outline())
        for (const OutlineCurve& part : pipeline.outline()->parts)
            for (std::size_t i = 0; i < part.curve.points.size(); ++i)
                if (!head || !lies_there(part.curve.points[i], part.curve.positions_mm[i])) return false;
    const CandidateCloud* cloud = pipeline.candidates();
    const auto bears = [&](const Dot& dot) {
        constexpr float kMostJitterMm = 0.2f;
        return cloud && dot.id < cloud->at.size() && lies_there(cloud->at[dot.id], cloud->position_mm[dot.id]) &&
               glm::distance(cloud->position_mm[dot.id], dot.position_mm) < kMostJitterMm;
    };
    if (pipeline.dots())
        for (const Dot& dot : pipeline.dots()->dots)
            if (!head || !bears(dot)) return false;
    return true;
}

/// As the editor's frames would, until nothing is under way.
::testing::AssertionResult comes_up(Session& session, bool wants_stencil = false) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (std::chrono::steady_clock::now() < give_up) {
        session.update(wants_stencil);
        if (!is_of_one_head(session.pipeline())) return ::testing::AssertionFailure() << "results of two heads are mixed";
        if (session.pipeline().is_fresh()) return ::testing::AssertionSuccess();
        std::this_thread::yield();
    }
    return ::testing::AssertionFailure() << "still " << session.pipeline().doing();
}

class SessionTest : public ::testing::Test {
protected:
    std::unique_ptr<Executor> executor_ = make_inline_executor();
};

TEST_F(SessionTest, WithAnInlineExecutorOneUpdateBringsEverythingUp) {
    Session session(*executor_);
    session.update(true);
    EXPECT_TRUE(session.pipeline().is_fresh());
    EXPECT_EQ(session.pipeline().error(), nullptr);
    ASSERT_NE(session.pipeline().head(), nullptr);
    ASSERT_NE(session.pipeline().outline(), nullptr);
    ASSERT_NE(session.pipeline().dots(), nullptr);
    ASSERT_NE(session.pipeline().stencil(), nullptr);
    EXPECT_GT(session.pipeline().dots()->dots.size(), 10000u);
    EXPECT_TRUE(is_of_one_head(session.pipeline()));
}

TEST_F(SessionTest, TheFirstFitIsNoStepAndNoModification) {
    Session session(*executor_);
    session.update(false);
    EXPECT_FALSE(session.document().outline->points.empty());
    EXPECT_EQ(session.editor().undo_label(), nullptr);
    EXPECT_FALSE(session.editor().is_modified());
}

TEST_F(SessionTest, NothingRunsAgainWhileTheDocumentStays) {
    Session session(*executor_, sample_design());
    session.update(false);
    const auto head = session.pipeline().shared_head();
    const auto dots = session.pipeline().shared_dots();
    session.update(false);
    EXPECT_TRUE(session.pipeline().shared_head()->is(*head));
    EXPECT_TRUE(session.pipeline().shared_dots()->is(*dots));
    session.editor().preview(with_density(session.document(), 120.0f));
    session.update(false);
    EXPECT_TRUE(session.pipeline().shared_head()->is(*head));
    EXPECT_FALSE(session.pipeline().shared_dots()->is(*dots));
}

TEST_F(SessionTest, ShadeAndWarmthPlaceNoDotAnew) {
    Session session(*executor_, sample_design());
    session.update(false);
    const auto dots = session.pipeline().shared_dots();
    Document darker = session.document();
    SessionPlan plan = *darker.plan;
    plan.shade = 6.0f;
    plan.warmth = 1.0f;
    darker.plan = plan;
    session.editor().preview(darker);
    session.update(false);
    EXPECT_TRUE(session.pipeline().shared_dots()->is(*dots));
    plan.sessions = 2;
    darker.plan = plan;
    session.editor().preview(darker);
    session.update(false);
    EXPECT_FALSE(session.pipeline().shared_dots()->is(*dots));
}

TEST_F(SessionTest, DotsThatWillMergeFollowTheArtistsOwnSpread) {
    Session session(*executor_, sample_design());
    session.update(false);
    const auto dots = session.pipeline().shared_dots();
    Document other = session.document();
    FadeSettings fade = *other.fade;
    fade.sun = Sun::Much;
    other.fade = fade;
    session.editor().preview(other);
    session.update(false);
    EXPECT_TRUE(session.pipeline().shared_dots()->is(*dots));
    fade.figures[static_cast<std::size_t>(FadeFigureKind::SpreadExpected)] = 2.0e-4f;
    other.fade = fade;
    session.editor().preview(other);
    session.update(false);
    EXPECT_GT((*session.pipeline().shared_dots())->merging.within_mm, (*dots)->merging.within_mm);
    EXPECT_GT((*session.pipeline().shared_dots())->merging.share, (*dots)->merging.share);
}

TEST_F(SessionTest, AnotherHeadIsOneStepThatUndoTakesBack) {
    Session session(*executor_, sample_design());
    session.update(false);
    session.set_head(built_in("female_asian"), "Choose head");
    session.update(false);
    EXPECT_EQ(session.pipeline().head()->name, "female_asian");
    EXPECT_FALSE(session.document().outline->points.empty());
    EXPECT_EQ(session.document().outline->preset, sample_design().outline->preset);
    EXPECT_EQ(*session.editor().undo_label(), "Choose head");
    EXPECT_TRUE(session.editor().undo());
    EXPECT_FALSE(session.editor().undo());
    session.update(false);
    EXPECT_EQ(session.document(), sample_design());
    EXPECT_EQ(session.pipeline().head()->name, "male_caucasian");
    EXPECT_TRUE(is_of_one_head(session.pipeline()));
}

TEST_F(SessionTest, AHeadThatIsNotThereIsAnErrorAndTheWayBackIsOpen) {
    Session session(*executor_, sample_design());
    session.update(false);
    session.set_head(built_in("nobody"), "Choose head");
    session.update(false);
    ASSERT_NE(session.pipeline().error(), nullptr);
    EXPECT_THAT(session.pipeline().error()->message, HasSubstr("nobody"));
    EXPECT_TRUE(session.pipeline().is_fresh());
    EXPECT_EQ(session.pipeline().dots(), nullptr);
    session.editor().undo();
    session.update(false);
    EXPECT_EQ(session.pipeline().error(), nullptr);
    EXPECT_NE(session.pipeline().dots(), nullptr);
}

TEST_F(SessionTest, AnOutlineThatIsNotOnItsHeadIsAnErrorThatAPresetMends) {
    Document document = sample_design();
    Outline outline = *document.outline;
    outline.points.front().at.triangle = 4000000000u;
    document.outline = outline;
    Session session(*executor_, document);
    session.update(true);
    ASSERT_NE(session.pipeline().error(), nullptr);
    EXPECT_THAT(session.pipeline().error()->message, HasSubstr("does not lie on its head"));
    EXPECT_EQ(session.pipeline().outline(), nullptr);
    ASSERT_TRUE(session.apply_settings({{"outline.preset", "rounded"}}));
    session.update(true);
    EXPECT_EQ(session.pipeline().error(), nullptr);
    EXPECT_NE(session.pipeline().stencil(), nullptr);
}

TEST_F(SessionTest, AScanThatCannotBeReadLeavesTheDocumentAsItWas) {
    Session session(*executor_, sample_design());
    session.update(false);
    std::string message;
    session.import_scan("/no/such/scan.obj", Session::ScanOf::NewClient, [&](const auto& notes) { message = notes ? "" : notes.error().message; });
    session.update(false);
    EXPECT_THAT(message, HasSubstr("scan.obj"));
    EXPECT_EQ(session.document(), sample_design());
    EXPECT_FALSE(session.editor().is_modified());
    EXPECT_FALSE(session.import_progress());
}

TEST_F(SessionTest, AScanOfANewClientStartsADesignOfItsOwnAndTheOldFileIsSafe) {
    const auto folder = std::filesystem::temp_directory_path();
    const auto scan = folder / "trichion_new_client.obj", file = folder / "trichion_old_client.trichion";
    Document old_client = sample_design();
    old_client.client_code = "0412";
    Session session(*executor_, *with_agreement(*with_new_version(old_client), "2026-11-20"));
    session.update(false);
    ASSERT_TRUE(export_head(*session.pipeline().head(), scan));
    ASSERT_TRUE(session.save_project(file, {}));
    const Document saved = session.document();
    std::string problem;
    session.import_scan(scan, Session::ScanOf::NewClient, [&](const auto& notes) { problem = notes ? "" : notes.error().message; });
    session.update(false);
    ASSERT_EQ(problem, "");
    EXPECT_FALSE(session.document().head->is_built_in);
    EXPECT_EQ(session.document().client_code, "");
    EXPECT_EQ(*session.document().versions, Versions{});
    EXPECT_TRUE(session.path().empty());
    EXPECT_EQ(*load_project(file), saved);
    ASSERT_TRUE(session.editor().undo());
    EXPECT_EQ(session.document().client_code, "0412");
    std::filesystem::remove(scan), std::filesystem::remove(file);
}

TEST_F(SessionTest, WhatIsSavedIsOpenedAgainAndNotModified) {
    const auto path = std::filesystem::temp_directory_path() / "trichion_session_test.trichion";
    Session session(*executor_, sample_design());
    session.editor().preview(with_density(session.document(), 150.0f));
    session.editor().commit("Set density", "2026-11-22");
    EXPECT_TRUE(session.editor().is_modified());
    ASSERT_TRUE(session.save_project(path, {}));
    EXPECT_FALSE(session.editor().is_modified());
    EXPECT_EQ(session.path(), path);
    Session other(*executor_);
    ASSERT_TRUE(other.open_project(path));
    EXPECT_EQ(other.document(), session.document());
    EXPECT_FALSE(other.open_project("/no/such/file.trichion"));
    EXPECT_EQ(other.document(), session.document());
    std::filesystem::remove(path);
}

TEST_F(SessionTest, AnOutlineSavedOnAnotherMeasuringSurfaceIsPutBackInItsPlace) {
    const auto path = std::filesystem::temp_directory_path() / "trichion_session_places_test.trichion";
    // One version is agreed, another has a crown patch beside the hairline.
    Outline with_area = *sample_design().outline;
    FreeArea area;
    for (int i = 0; i < 4; ++i) {
        area.points.push_back(with_area.points[static_cast<std::size_t>(i)]);
        area.points.back().id = with_area.next_id++;
        area.points.back().twin = 0;
    }
    area.id = with_area.next_id++;
    with_area.areas.push_back(area);
    Document design = *with_new_version(*with_agreement(sample_design(), "2026-11-22"));
    design.outline = with_area;
    Session session(*executor_, design);
    session.update(false);
    ASSERT_TRUE(session.save_project(path, {}));
    OutlinePlaces places = *load_project_with_places(path)->places;
    places.surface_key ^= 1;  // as if a later version measured this head with other triangles
    const auto lost = [](const Shared<Outline>& outline) {
        Outline elsewhere = *outline;
        for_each_point(elsewhere, [](OutlinePoint& point) { point.at = SurfacePoint{}; });
        return Shared<Outline>(elsewhere);
    };
    ASSERT_TRUE(save_project(with_outlines(design, lost), {}, path, places));
    Session other(*executor_);
    ASSERT_TRUE(other.open_project(path));
    other.update(false);
    const Surface& skin = other.pipeline().head()->measuring;
    const auto places_on = [&](const Document& document) {
        std::vector<glm::vec3> positions;
        for (const Shared<Outline>& outline : outlines_of(document))
            for_each_point(*outline, [&](const OutlinePoint& point) { positions.push_back(skin.position(point.at)); });
        return positions;
    };
    const std::vector<glm::vec3> wanted = places_on(design), found = places_on(other.document());
    ASSERT_EQ(found.size(), wanted.size());
    EXPECT_EQ(found.size(), 3 * sample_design().outline->points.size() + 4);
    for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_LT(glm::distance(found[i], wanted[i]), 0.01f);
    EXPECT_FALSE(is_changed_since_agreed(other.document(), find_version(design, "A")->id));
    EXPECT_NEAR(other.pipeline().outline()->length_mm, session.pipeline().outline()->length_mm, 0.1f);
    EXPECT_FALSE(other.editor().is_modified());
    std::filesystem::remove(path);
}

TEST_F(SessionTest, TodayFollowsSourceDateEpoch) {
    ::setenv("SOURCE_DATE_EPOCH", "86399", 1);
    EXPECT_EQ(Session::today(), "1970-01-01");
    ::setenv("SOURCE_DATE_EPOCH", "86400", 1);
    EXPECT_EQ(Session::today(), "1970-01-02");
    ::unsetenv("SOURCE_DATE_EPOCH");
    EXPECT_GE(Session::today(), "2025-01-01");
}

TEST(ThreadedSession, WhileAnotherHeadIsOnItsWayTheOldOneStaysWithAllThatLiesOnIt) {
    const auto executor = make_threaded_executor(2);
    Session session(*executor, sample_design());
    ASSERT_TRUE(comes_up(session));
    session.set_head(built_in("female_asian"), "Choose head");
    session.update(false);
    EXPECT_FALSE(session.pipeline().is_fresh());
    EXPECT_FALSE(session.pipeline().is_head_fresh());
    EXPECT_EQ(session.pipeline().head()->name, "male_caucasian");
    EXPECT_NE(session.pipeline().dots(), nullptr);
    ASSERT_TRUE(comes_up(session));
    EXPECT_EQ(session.pipeline().head()->name, "female_asian");
    EXPECT_EQ(*session.editor().undo_label(), "Choose head");
}

TEST(ThreadedSession, TheNewestOfManyHeadsWins) {
    const auto executor = make_threaded_executor(2);
    Session session(*executor, sample_design());
    for (const char* name : {"female_asian", "male_asian", "female_asian", "male_asian", "male_caucasian"}) {
        session.set_head(built_in(name), "Choose head");
        session.update(true);
    }
    ASSERT_TRUE(comes_up(session, true));
    EXPECT_EQ(session.pipeline().head()->name, "male_caucasian");
    EXPECT_NE(session.pipeline().stencil(), nullptr);
}

TEST(ThreadedSession, ASessionMayEndWhileAScanIsOnItsWay) {
    const auto executor = make_threaded_executor(1);
    bool was_told = false;
    {
        Session session(*executor);
        session.import_scan("/no/such/scan.obj", Session::ScanOf::NewClient, [&](const auto&) { was_told = true; });
    }
    while (executor->is_busy()) {
        executor->drain();
        std::this_thread::yield();
    }
    EXPECT_FALSE(was_told);
}

}  // namespace
}  // namespace trichion
