// Stencil and sheet in the pipeline, and the settings remembered from design to design.
#include "core/io/printers_file.h"
#include "core/model/media.h"
#include "core/session/export_stencil.h"
#include "core/session/last_choices.h"
#include "core/session/session.h"

#include "tests/core/io/project_documents.h"
#include "tests/core/session/designs.h"

#include <cstdlib>
#include <deque>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SheetInThePipeline : public ::testing::Test {
protected:
    SheetInThePipeline() { session_.update(true); }

    void set(const std::string& key, const std::string& value) {
        ASSERT_TRUE(session_.apply_settings({{key, value}}));
        session_.update(true);
    }
    Shared<Result<Stencil>> stencil() { return *session_.pipeline().shared_stencil(); }
    Shared<Result<StencilSheet>> sheet() { return *session_.pipeline().shared_sheet(); }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_, sample_design()};
};

TEST_F(SheetInThePipeline, PaperPrinterAndLabelsFlattenNothingAnew) {
    ASSERT_TRUE(session_.pipeline().sheet());
    const auto pieces = stencil();
    for (const auto& [key, value] : {std::pair{"stencil.paper", "a3"}, {"stencil.margin_mm", "14"}, {"stencil.medium", "vinyl"}, {"stencil.label", "false"},
                                     {"client.code", "B-2"}, {"stencil.dot_guide", "true"}}) {
        const auto before = sheet();
        set(key, value);
        EXPECT_TRUE(stencil().is(pieces)) << key;
        EXPECT_FALSE(sheet().is(before)) << key;
        EXPECT_TRUE(session_.pipeline().is_fresh()) << key;
    }
    for (const auto& [key, value] : {std::pair{"stencil.skin_side_mm", "11"}, {"stencil.parts", "frontal"}, {"stencil.tongue", "true"}}) {
        const auto before = stencil();
        set(key, value);
        EXPECT_FALSE(stencil().is(before)) << key;
    }
}

TEST_F(SheetInThePipeline, APrinterThatIsMeasuredAndNotUsedIsARemarkUntilItIsChosen) {
    const auto remarks = [&] {
        return std::ranges::count(session_.pipeline().sheet()->advice, "printer_unused", &Advice::rule);
    };
    EXPECT_EQ(remarks(), 0) << "none is measured";
    session_.pipeline().use_printers({Printer{"Studio", 0.99, 1.0, "2026-11-22"}});
    session_.update(true);
    ASSERT_EQ(remarks(), 1);
    EXPECT_THAT(session_.pipeline().sheet()->advice.back().sentence, HasSubstr("Studio is measured but not used"));
    set("stencil.printer", "Studio");
    EXPECT_EQ(remarks(), 0);
    set("stencil.printer", "none");
    set("stencil.medium", "vinyl");
    EXPECT_EQ(remarks(), 0) << "a cutter is no printer";
}

TEST_F(SheetInThePipeline, AThreeDPrintHasNoSheetAndAnUnknownPrinterIsASentence) {
    set("stencil.printer", "Studio");
    ASSERT_TRUE(session_.pipeline().stencil_error());
    EXPECT_THAT(session_.pipeline().stencil_error()->message, HasSubstr("was not measured"));
    session_.pipeline().use_printers({Printer{"Studio", 0.99, 1.0, "2026-11-22"}});
    session_.update(true);
    ASSERT_TRUE(session_.pipeline().sheet());
    EXPECT_FALSE(session_.pipeline().sheet()->correction.is_none());
    set("stencil.medium", "printed_guide");
    EXPECT_FALSE(session_.pipeline().sheet());
    EXPECT_FALSE(session_.pipeline().stencil_error());
    EXPECT_TRUE(session_.pipeline().is_fresh());
    EXPECT_FALSE(export_stencil(session_.document(), session_.pipeline(), "/tmp/none.pdf"));
}

/// Runs one job at a time, when told to.
class StepExecutor final : public Executor {
public:
    CancelToken submit(Job job) override {
        waiting_.emplace_back(std::move(job), CancelToken::make());
        return waiting_.back().second;
    }
    bool drain() override {
        for (auto& [publish, token] : finished_)
            if (publish && !token.cancelled()) publish();
        finished_.clear();
        return true;
    }
    bool is_busy() const override { return !waiting_.empty() || !finished_.empty(); }
    void run_all() {
        for (; !waiting_.empty(); waiting_.pop_front()) finished_.emplace_back(waiting_.front().first(waiting_.front().second), waiting_.front().second);
    }

private:
    std::deque<std::pair<Job, CancelToken>> waiting_;
    std::deque<std::pair<Publish, CancelToken>> finished_;
};

TEST(SheetWhileDragging, FollowsThoughEveryFrameAsksForAnother) {
    StepExecutor executor;
    Session session(executor, sample_design());
    const auto frame = [&] {
        session.update(true);
        executor.run_all();
    };
    for (int i = 0; i < 20 && !(session.pipeline().sheet() && session.pipeline().is_fresh()); ++i) frame();
    ASSERT_TRUE(session.pipeline().sheet());
    int stencils = 0, sheets = 0;
    for (int i = 1; i <= 8; ++i) {
        const auto stencil = *session.pipeline().shared_stencil();
        const auto sheet = *session.pipeline().shared_sheet();
        Document draft = session.document();
        StencilSettings settings = *draft.stencil;
        settings.skin_side_mm = 8.0f + 0.1f * static_cast<float>(i);
        draft.stencil = settings;
        session.editor().preview(std::move(draft));
        session.update(true);
        EXPECT_TRUE(session.pipeline().sheet()) << "the last one stays while the next comes";
        if (i % 2 == 0) executor.run_all();  // work takes longer than a frame
        stencils += !session.pipeline().shared_stencil()->is(stencil);
        sheets += !session.pipeline().shared_sheet()->is(sheet);
    }
    EXPECT_GE(stencils, 2);
    EXPECT_GE(sheets, 1);
    for (int i = 0; i < 6; ++i) frame();
    session.update(true);
    EXPECT_TRUE(session.pipeline().is_fresh());
}

TEST(SheetWhileDragging, PiecesFollowEveryFrameAndLeaveNoTraceOnTheSheet) {
    StepExecutor executor;
    Session session(executor, sample_design());
    const auto settle = [](Session& of, StepExecutor& by) {
        for (int i = 0; i < 20 && !(of.pipeline().sheet() && of.pipeline().is_fresh()); ++i) of.update(true), by.run_all();
        of.update(true);
        return of.pipeline().is_fresh();
    };
    ASSERT_TRUE(settle(session, executor));
    EXPECT_FALSE(session.pipeline().followed_stencil()) << "nothing moves";
    std::vector<glm::dvec2> border = session.pipeline().stencil()->pieces.front().border;
    for (int i = 1; i <= 5; ++i) {
        Document draft = session.document();
        StencilSettings settings = *draft.stencil;
        settings.skin_side_mm = 8.0f + 0.2f * static_cast<float>(i);
        draft.stencil = settings;
        session.editor().preview(std::move(draft));
        session.update(true);
        if (i == 3) executor.run_all();   // the first frame's stencil arrives when two more have gone by
        ASSERT_TRUE(session.pipeline().followed_stencil()) << "frame " << i;
        EXPECT_NE(session.pipeline().followed_stencil()->pieces.front().border, border) << "frame " << i;
        border = session.pipeline().followed_stencil()->pieces.front().border;
    }
    ASSERT_TRUE(settle(session, executor));
    EXPECT_FALSE(session.pipeline().followed_stencil());
    StepExecutor other_executor;
    Session other(other_executor, session.document());
    ASSERT_TRUE(settle(other, other_executor));
    ASSERT_EQ(other.pipeline().sheet()->pages.size(), session.pipeline().sheet()->pages.size());
    for (std::size_t page = 0; page < other.pipeline().sheet()->pages.size(); ++page)
        EXPECT_EQ(sheet_svg(other.pipeline().sheet()->pages[page]), sheet_svg(session.pipeline().sheet()->pages[page]));
}

class LastChoices : public ::testing::Test {
protected:
    LastChoices() {
        char name[] = "/tmp/trichion-choices-XXXXXX";
        folder_ = ::mkdtemp(name);
        ::setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
    }
    ~LastChoices() override {
        ::unsetenv("XDG_CONFIG_HOME");
        std::filesystem::remove_all(folder_);
    }
    void write(const std::string& text) const {
        std::filesystem::create_directories(last_choices_file().parent_path());
        std::ofstream(last_choices_file(), std::ios::trunc) << text;
    }

    std::filesystem::path folder_;
};

TEST_F(LastChoices, ComeBackToTheLastBit) {
    EXPECT_EQ(*read_last_choices(), StencilSettings{}) << "nothing was chosen yet";
    ASSERT_TRUE(remember_printer({unusual_stencil().printer, 0.99, 1.0, ""}));
    ASSERT_TRUE(remember_choices(unusual_stencil()));
    const auto back = read_last_choices();
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, unusual_stencil());
}

TEST_F(LastChoices, ADesignWithoutAPrinterLeavesTheDesksOwnAndAForgottenOneIsNone) {
    ASSERT_TRUE(remember_printer({"Studio", 0.99, 1.0, ""}));
    ASSERT_TRUE(remember_choices({.paper = Paper::A3, .printer = "Studio"}));
    ASSERT_TRUE(remember_choices({.paper = Paper::Letter}));
    EXPECT_EQ(read_last_choices()->printer, "Studio") << "the older design says nothing of what stands on the desk";
    EXPECT_EQ(read_last_choices()->paper, Paper::Letter);
    EXPECT_EQ(with_desk_printer({}).printer, "Studio");
    EXPECT_EQ(with_desk_printer({.printer = "Other"}).printer, "Other");
    ASSERT_TRUE(remember_printer({"Home", 1.0, 1.0, ""}));
    ASSERT_TRUE(remember_choices({.printer = "Home"}));
    EXPECT_EQ(read_last_choices()->printer, "Home");
    ASSERT_TRUE(forget_printer("Home"));
    EXPECT_EQ(read_last_choices()->printer, "") << "a new design must not start with one that is refused";
}

TEST_F(LastChoices, ADamagedFileIsNamedAndLeftAsItIs) {
    const std::string too_long(100000, '\n');
    for (const char* text : {"stencil.paper=papyrus\n", "nonsense\n", too_long.c_str(), "stencil.margin_mm=-1\n", "dots.diameter_mm=0.3\n", "\x01\x02"}) {
        write(text);
        const auto read = read_last_choices();
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().message, HasSubstr(last_choices_file().string()));
        EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
        EXPECT_EQ(read.error().message.find(".."), std::string::npos) << "one full stop";
        std::ifstream file(last_choices_file());
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text);
    }
}

TEST(Doubts, AreSaidOfHeadsThatAreNotTheClientsAndOfLinesThatLandOff) {
    Head head = sample_head();
    Landing good;
    good.pieces = {PieceLanding{"frontal", 0.3, 0.1, {}}};
    good.worst_mm = 0.3;
    good.median_mm = 0.1;
    head.badge = HeadBadge::Scaled;
    EXPECT_TRUE(doubts_of(head, good, StencilLine::Strip).empty());
    head.badge = HeadBadge::NotToScale;
    EXPECT_THAT(doubts_of(head, good, StencilLine::Strip).at(0), HasSubstr("not to scale"));
    head.badge = HeadBadge::Example;
    EXPECT_THAT(doubts_of(head, good, StencilLine::Strip).at(0), HasSubstr("not your client"));
    head.badge = HeadBadge::Scaled;
    for (const auto& [worst, median] : {std::pair{0.51, 0.1}, {0.4, 0.21}}) {
        Landing off = good;
        off.worst_mm = off.pieces[0].worst_mm = worst;
        off.median_mm = median;
        ASSERT_EQ(doubts_of(head, off, StencilLine::Strip).size(), 1u);
        EXPECT_THAT(doubts_of(head, off, StencilLine::Strip).at(0), HasSubstr("half of it is within"));
        EXPECT_THAT(doubts_of(head, off, StencilLine::Strip).at(0), Not(HasSubstr("a strip that bears the line")));
        EXPECT_THAT(doubts_of(head, off, StencilLine::CutEdge).at(0), HasSubstr("a strip that bears the line"));
    }
}

}  // namespace
}  // namespace trichion
