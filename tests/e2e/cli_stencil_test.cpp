// The stencil and printer verbs as a user has them.
#include "tests/e2e/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class StencilVerb : public ::testing::Test {
protected:
    StencilVerb() { EXPECT_EQ(run_trichion({"new", "male_caucasian", "-o", design_}).exit, 0); }

    Ran run(std::vector<std::string> arguments) const { return run_trichion(arguments, {.variables = {{"XDG_CONFIG_HOME", folder_.path().string()}}}); }

    Folder folder_;
    std::string design_ = folder_ / "anna.trichion";
};

TEST_F(StencilVerb, TellsPagesAndWhereTheLineLandsAndBewaresOfAnExampleHead) {
    const Ran ran = run({"stencil", design_, "-o", folder_ / "a.pdf"});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("page"));
    EXPECT_THAT(ran.out, HasSubstr("mm off the design"));
    EXPECT_THAT(ran.err, HasSubstr("This is an example head, not your client"));
}

TEST_F(StencilVerb, TakesWhatIsChosenForThisSheetAloneAndRefusesTheRest) {
    const std::string before = text_of(design_);
    const std::string plain = folder_ / "plain.svg", other = folder_ / "other.svg";
    ASSERT_EQ(run({"stencil", design_, "-o", plain}).exit, 0);
    const Ran ran = run({"stencil", design_, "-o", other, "--medium", "inkjet_transfer", "--paper", "a3", "--parts", "frontal"});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_NE(text_of(plain), text_of(other));
    EXPECT_THAT(text_of(other), HasSubstr("width=\"420"));
    EXPECT_EQ(text_of(design_), before);
    for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{{"--medium", "glass"}, {"--paper", "a5"}})
        EXPECT_EQ(run({"stencil", design_, "-o", other, wrong[0], wrong[1]}).exit, 2) << wrong[0];
    const Ran parts = run({"stencil", design_, "-o", other, "--parts", "chin"});
    EXPECT_EQ(parts.exit, 1);
    EXPECT_THAT(parts.err, HasSubstr("stencil.parts"));
    const Ran no_parts = run({"stencil", design_, "-o", other, "--parts", ""});
    EXPECT_EQ(no_parts.exit, 1) << no_parts.out;
    EXPECT_THAT(no_parts.err, HasSubstr("at least one part"));
}

TEST_F(StencilVerb, HasOneWordMoreForTheLowestPartOfADesignDownToTheFringe) {
    ASSERT_EQ(run({"set", design_, "outline.extent=fringe"}).exit, 0);
    const std::string by_key = folder_ / "nape.svg", by_window = folder_ / "blend.svg";
    const Ran nape = run({"stencil", design_, "-o", by_key, "--parts", "nape"}), blend = run({"stencil", design_, "-o", by_window, "--parts", "blend"});
    ASSERT_EQ(blend.exit, 0) << blend.err;
    EXPECT_EQ(text_of(by_key), text_of(by_window));
    EXPECT_THAT(blend.out, HasSubstr("half of it within"));
}

TEST_F(StencilVerb, AGuideTellsHowHighItSitsOnTheMidline) {
    ASSERT_EQ(run({"set", design_, "stencil.medium=printed_guide"}).exit, 0);
    const Ran guide = run({"stencil", design_, "-o", folder_ / "a.stl"});
    ASSERT_EQ(guide.exit, 0) << guide.err;
    EXPECT_THAT(guide.out, AllOf(HasSubstr("upper edge "), HasSubstr("notch "), HasSubstr("above the glabella along the skin")));
    EXPECT_THAT(run({"info", design_}).out, AllOf(HasSubstr("Guide "), HasSubstr("upper edge ")));
    EXPECT_THAT(run({"info", design_, "--json"}).out, HasSubstr("\"notch_height_mm\""));
}

TEST_F(StencilVerb, CorrectsAPdfForAMeasuredPrinterAndNothingElse) {
    const std::string page = folder_ / "page.pdf";
    EXPECT_EQ(run({"printer", "page", "-o", page}).exit, 0);
    EXPECT_THAT(text_of(page), StartsWith("%PDF-"));
    EXPECT_THAT(run({"printer", "list"}).out, HasSubstr("No printer"));
    const Ran nonsense = run({"printer", "add", "Studio", "--x", "75", "--y", "180"});
    EXPECT_EQ(nonsense.exit, 1);
    EXPECT_EQ(lines_in(nonsense.err), 1u) << nonsense.err;
    EXPECT_THAT(run({"printer", "add", "Studio", "--x", "198", "--y", "180.36"}).out, HasSubstr("1.00 % too short across, 0.20 % too long down a landscape page"));
    const Ran doubted = run({"printer", "add", "Other", "--x", "200", "--y", "170"});
    EXPECT_EQ(doubted.exit, 1);
    EXPECT_THAT(doubted.err, HasSubstr("5.6 % off"));
    EXPECT_EQ(run({"printer", "add", "Other", "--x", "200", "--y", "170", "--sure"}).exit, 0);
    EXPECT_EQ(run({"printer", "forget", "Other"}).exit, 0);
    const Ran nobody = run({"printer", "forget", "Nope"});
    EXPECT_EQ(nobody.exit, 1);
    EXPECT_THAT(nobody.err, HasSubstr("No printer is named"));
    const std::string plain = folder_ / "plain.pdf", corrected = folder_ / "corrected.pdf", svg = folder_ / "a.svg";
    ASSERT_EQ(run({"stencil", design_, "-o", plain}).exit, 0);
    ASSERT_EQ(run({"stencil", design_, "-o", corrected, "--printer", "Studio"}).exit, 0);
    EXPECT_NE(text_of(plain), text_of(corrected));
    EXPECT_THAT(run({"stencil", design_, "-o", plain}).err, HasSubstr("Studio is measured but not used"));
    EXPECT_THAT(run({"stencil", design_, "-o", corrected, "--printer", "Studio"}).err, Not(HasSubstr("not used")));
    ASSERT_EQ(run({"stencil", design_, "-o", svg, "--printer", "Studio"}).exit, 0);
    EXPECT_THAT(text_of(svg), HasSubstr("PDF corrected for")) << "itself true: what is printed lies where it says";
    EXPECT_THAT(run({"printer", "forget", "Studio"}).out, HasSubstr("No printer"));
    const Ran unknown = run({"stencil", design_, "-o", plain, "--printer", "Studio"});
    EXPECT_EQ(unknown.exit, 1);
    EXPECT_THAT(unknown.err, HasSubstr("was not measured on this computer"));
}

TEST_F(StencilVerb, APaperTooSmallAndAnUnwritablePlaceAreSentencesAndLeaveNoFile) {
    ASSERT_EQ(run({"set", design_, "stencil.custom_width_mm=100", "stencil.custom_height_mm=100", "stencil.margin_mm=40"}).exit, 0);
    const std::string out = folder_ / "a.pdf";
    const Ran small = run({"stencil", design_, "-o", out, "--paper", "custom"});
    EXPECT_EQ(small.exit, 1) << small.out;
    EXPECT_EQ(lines_in(small.err), 1u) << small.err;
    EXPECT_EQ(text_of(out), "");
    ASSERT_EQ(run({"set", design_, "stencil.roll_width_mm=100", "stencil.margin_mm=6"}).exit, 0);
    const Ran narrow = run({"stencil", design_, "-o", out, "--paper", "roll"});
    EXPECT_EQ(narrow.exit, 1) << narrow.out;
    EXPECT_THAT(narrow.err, AllOf(HasSubstr("A roll of 100 mm"), Not(HasSubstr("420")), Not(HasSubstr("smaller margin")))) << "6 mm is the least";
    const Ran nowhere = run({"stencil", design_, "-o", folder_ / "none/a.pdf"});
    EXPECT_EQ(nowhere.exit, 1);
    EXPECT_THAT(nowhere.err, HasSubstr("a.pdf"));
}

}  // namespace
}  // namespace trichion
