// The whole history of a design with versions: whatever is done, undo and redo give back every byte of it.
#include "core/base/hash.h"
#include "core/io/document_json.h"
#include "core/model/versions.h"
#include "core/session/settings.h"
#include "tests/core/session/designs.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

/// A design under random edits, with what every step led from and to.
class Walk {
public:
    explicit Walk(std::uint64_t seed) : seed_(seed), editor_(sample_design()) {}

    void act(std::uint64_t i) {
        const std::uint64_t dice = mix(seed_, i);
        switch (dice % 12) {
            case 0: return undo();
            case 1: return redo();
            case 2: case 3: return switch_to(dice >> 8);
            case 4: return step("Add version", with_new_version(editor_.document()));
            case 5: return step("Delete version", without_version(editor_.document(), any_version(dice >> 8)));
            case 6: return step("Rename", with_version_named(editor_.document(), any_version(dice >> 8), "N" + std::to_string(dice % 97)));
            case 7: return step("Agree", with_agreement(editor_.document(), "2026-11-22"));
            default: return set(dice >> 8);
        }
    }

    void undo() {
        if (!editor_.undo()) return;
        --cursor_;
        EXPECT_EQ(editor_.document(), steps_[cursor_].before);
    }
    void redo() {
        if (!editor_.redo()) return;
        EXPECT_EQ(editor_.document(), steps_[cursor_].after);
        ++cursor_;
    }
    std::size_t steps_done() const { return cursor_; }
    std::size_t steps() const { return steps_.size(); }
    std::string json() const { return document_to_json(editor_.document()); }
    const Editor& editor() const { return editor_; }

private:
    struct Step {
        Document before, after;
    };

    std::uint32_t any_version(std::uint64_t dice) const {
        const auto& all = editor_.document().versions->all;
        return all[dice % all.size()].id;
    }

    void switch_to(std::uint64_t dice) {
        const std::size_t before = cursor_;
        ASSERT_TRUE(editor_.show_version(any_version(dice)));
        EXPECT_EQ(editor_.undo_label() != nullptr, before > 0);
    }

    void set(std::uint64_t dice) {
        const std::string number = std::to_string(60 + (dice >> 8) % 30);
        const std::pair<std::string, std::string> values[] = {
            {"outline.height_mm", number}, {"dots.density_per_cm2", number}, {"edge.style", "broken"}, {"edge.seed", number},
            {"outline.preset", "rounded"}, {"outline.age", "young"},         {"plan.sessions", "2"},   {"outline.locked", "nape"},
            {"client.age", number}};
        const auto& [key, value] = values[dice % std::size(values)];
        step("Set " + key, with_setting(editor_.document(), sample_head(), key, value));
    }

    void step(const std::string& label, const Result<Document>& next) {
        if (!next) return;
        const Document before = editor_.document();
        editor_.preview(*next);
        editor_.commit(label, "2026-11-22");
        if (editor_.document() == before) return;
        steps_.resize(cursor_++, Step{});
        steps_.push_back({before, editor_.document()});
    }

    std::uint64_t seed_;
    Editor editor_;
    std::vector<Step> steps_;
    std::size_t cursor_ = 0;
};

TEST(History, UndoAndRedoOfFiveHundredEditsGiveBackEveryByte) {
    Walk walk(7);
    const std::string first = walk.json();
    for (std::uint64_t i = 0; i < 500; ++i) walk.act(i);
    ASSERT_GT(walk.steps(), 50u);
    EXPECT_TRUE(document_from_json(walk.json()));
    std::vector<std::string> way_back;
    for (; walk.steps_done() > 0; walk.undo()) way_back.push_back(walk.json());
    EXPECT_EQ(walk.json(), first);
    EXPECT_FALSE(walk.editor().is_modified());
    // Redo ends in the version that it changed, undo in the one it came from: the way there and back once more is one.
    while (walk.steps_done() < walk.steps()) walk.redo();
    while (walk.steps_done() > 0) walk.undo();
    EXPECT_EQ(walk.json(), first);
    while (walk.steps_done() < way_back.size()) walk.redo();
    for (const std::string& json : way_back) {
        if (&json != &way_back.front()) { EXPECT_EQ(walk.json(), json); }
        walk.undo();
    }
}

}  // namespace
}  // namespace trichion
