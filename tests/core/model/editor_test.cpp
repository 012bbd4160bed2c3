// Editing and its history, on plain values.
#include "core/model/editor.h"

#include "core/base/hash.h"
#include "core/model/versions.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

Document with_density(Document document, float density_per_cm2) {
    DotSettings dots = *document.dots;
    dots.density_per_cm2 = density_per_cm2;
    document.dots = dots;
    return document;
}

void edit(Editor& editor, float density_per_cm2, const std::string& today = "2026-11-22") {
    editor.preview(with_density(editor.document(), density_per_cm2));
    editor.commit("Set density", today);
}

Document with_points(Document document) {
    Outline outline = *document.outline;
    outline.points = {OutlinePoint{1}, OutlinePoint{2}, OutlinePoint{3}};
    outline.next_id = 4;
    document.outline = outline;
    return document;
}

TEST(Editor, UndoAfterAnySequenceOfEditsGivesBackTheFirstDocument) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Editor editor;
        const Document first = editor.document();
        for (std::uint64_t step = 0; step < 40; ++step) {
            const std::uint64_t dice = mix(seed, step);
            if (dice % 5 == 0) editor.undo();
            else if (dice % 5 == 1) editor.redo();
            else if (dice % 5 == 2) editor.preview(with_density(editor.document(), 300.0f));
            else edit(editor, 100.0f + static_cast<float>(dice % 50));
        }
        const Document last = (editor.cancel(), editor.document());
        int steps = 0;
        while (editor.undo()) ++steps;
        EXPECT_EQ(editor.document(), first) << "seed " << seed;
        EXPECT_FALSE(editor.is_modified());
        for (; steps > 0; --steps) EXPECT_TRUE(editor.redo());
        EXPECT_EQ(editor.document(), last) << "seed " << seed;
    }
}

TEST(Editor, AnEditThatIsNotUndoneIsFoundByThatCheck) {
    Editor editor;
    const Document first = editor.document();
    edit(editor, 120.0f);
    EXPECT_FALSE(editor.document() == first);
    EXPECT_TRUE(editor.is_modified());
}

TEST(Editor, ADragThatReturnsLeavesNoStep) {
    Editor editor;
    const float density = editor.document().dots->density_per_cm2;
    for (const float moved : {density + 1, density + 9, density})
        editor.preview(with_density(editor.document(), moved));
    editor.commit("Set density", "2026-11-22");
    EXPECT_EQ(editor.undo_label(), nullptr);
    EXPECT_FALSE(editor.is_modified());
    EXPECT_EQ(editor.document().edited_on, "");
}

TEST(Editor, ADragOfManyMovesIsOneStepDatedOnTheDayItEnds) {
    Editor editor;
    for (const float moved : {150.0f, 140.0f, 130.0f}) editor.preview(with_density(editor.document(), moved));
    editor.commit("Set density", "2026-11-23");
    ASSERT_NE(editor.undo_label(), nullptr);
    EXPECT_EQ(*editor.undo_label(), "Set density");
    EXPECT_EQ(editor.document().edited_on, "2026-11-23");
    EXPECT_TRUE(editor.undo());
    EXPECT_FALSE(editor.undo());
}

TEST(Editor, AnEditAfterUndoForgetsWhatWasUndone) {
    Editor editor;
    edit(editor, 120.0f);
    edit(editor, 130.0f);
    editor.undo();
    edit(editor, 140.0f);
    EXPECT_FALSE(editor.redo());
    editor.undo();
    EXPECT_EQ(editor.document().dots->density_per_cm2, 120.0f);
}

TEST(Editor, IsModifiedFollowsTheSavedDocumentInBothDirections) {
    Editor editor;
    edit(editor, 120.0f);
    editor.mark_saved();
    EXPECT_FALSE(editor.is_modified());
    editor.undo();
    EXPECT_TRUE(editor.is_modified());
    editor.redo();
    EXPECT_FALSE(editor.is_modified());
}

TEST(Editor, StepsShareThePartsThatAnEditLeftAlone) {
    Editor editor;
    const Document before = editor.document();
    edit(editor, 120.0f);
    EXPECT_TRUE(editor.document().outline.is(before.outline));
    EXPECT_TRUE(editor.document().head.is(before.head));
    EXPECT_FALSE(editor.document().dots.is(before.dots));
}

TEST(Editor, WhatTheProgramCompletesIsNoStepAndNoModification) {
    Editor editor;
    editor.complete(with_points(editor.document()));
    EXPECT_EQ(editor.undo_label(), nullptr);
    EXPECT_FALSE(editor.is_modified());
    EXPECT_EQ(editor.document().outline->points.size(), 3u);
}

TEST(Editor, CompletingAModifiedDocumentLeavesItModified) {
    Editor editor;
    edit(editor, 120.0f);
    editor.complete(with_points(editor.document()));
    EXPECT_TRUE(editor.is_modified());
    editor.undo();
    EXPECT_FALSE(editor.is_modified());
    EXPECT_TRUE(editor.document().outline->points.empty());
}

TEST(Editor, CompletingWhileADragIsOpenTouchesTheDraftOnly) {
    Editor editor;
    editor.preview(with_density(editor.document(), 120.0f));
    editor.complete(with_points(editor.document()));
    EXPECT_TRUE(editor.is_editing());
    editor.cancel();
    EXPECT_TRUE(editor.document().outline->points.empty());
}

/// Two versions, A with 100 and B (active) with 150 dots on a cm2, saved.
Editor editor_of_two_versions() {
    Editor editor(with_density(*with_new_version(with_density({}, 100.0f)), 150.0f));
    return editor;
}

float shown_density(const Editor& editor) { return editor.document().dots->density_per_cm2; }

TEST(ShowVersion, IsNoStepAndNoModification) {
    Editor editor = editor_of_two_versions();
    ASSERT_TRUE(editor.show_version(1));
    EXPECT_EQ(shown_density(editor), 100.0f);
    EXPECT_EQ(editor.undo_label(), nullptr);
    EXPECT_FALSE(editor.is_modified());
    EXPECT_FALSE(editor.show_version(99));
    edit(editor, 101.0f);
    ASSERT_TRUE(editor.show_version(2));
    EXPECT_TRUE(editor.is_modified());
    editor.mark_saved();
    ASSERT_TRUE(editor.show_version(1));
    EXPECT_FALSE(editor.is_modified());
}

TEST(ShowVersion, UndoAndRedoShowTheVersionThatTheyChange) {
    Editor editor = editor_of_two_versions();
    edit(editor, 151.0f);  // of B
    ASSERT_TRUE(editor.show_version(1));
    edit(editor, 101.0f);  // of A
    ASSERT_TRUE(editor.show_version(2));
    ASSERT_TRUE(editor.undo());
    EXPECT_EQ(shown_density(editor), 100.0f) << "A without its edit";
    ASSERT_TRUE(editor.undo());
    EXPECT_EQ(shown_density(editor), 150.0f) << "B without its edit";
    EXPECT_FALSE(editor.is_modified());
    ASSERT_TRUE(editor.redo());
    EXPECT_EQ(shown_density(editor), 151.0f);
    ASSERT_TRUE(editor.redo());
    EXPECT_EQ(shown_density(editor), 101.0f);
    EXPECT_EQ(design_of(editor.document(), 2)->dots->density_per_cm2, 151.0f);
}

TEST(ShowVersion, ASwitchAfterAnUndoLosesNothingThatCanBeDoneAgain) {
    Editor editor = editor_of_two_versions();
    edit(editor, 151.0f);
    editor.undo();
    ASSERT_TRUE(editor.show_version(1));
    ASSERT_NE(editor.redo_label(), nullptr);
    ASSERT_TRUE(editor.redo());
    EXPECT_EQ(shown_density(editor), 151.0f);
}

TEST(ShowVersion, UndoOfANewVersionShowsTheOneThatItCameFrom) {
    Editor editor = editor_of_two_versions();
    ASSERT_TRUE(editor.show_version(1));
    editor.preview(*with_new_version(editor.document()));
    editor.commit("Add version", "2026-11-22");
    ASSERT_TRUE(editor.show_version(2));
    ASSERT_TRUE(editor.undo());
    EXPECT_EQ(editor.document().versions->active, 1u);
    EXPECT_EQ(editor.document().versions->all.size(), 2u);
    ASSERT_TRUE(editor.redo());
    EXPECT_EQ(editor.document().versions->active, 3u);
}

TEST(ShowVersion, ForgetsADraft) {
    Editor editor = editor_of_two_versions();
    editor.preview(with_density(editor.document(), 222.0f));
    ASSERT_TRUE(editor.show_version(1));
    EXPECT_FALSE(editor.is_editing());
    ASSERT_TRUE(editor.show_version(2));
    EXPECT_EQ(shown_density(editor), 150.0f);
}

}  // namespace
}  // namespace trichion
