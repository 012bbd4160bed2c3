// Bad input on the command line: exit 1, one sentence on standard error, nothing written, nothing lost.
#include "tests/e2e/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace trichion {
namespace {

using ::testing::HasSubstr;

class BadInput : public ::testing::Test {
protected:
    BadInput() { EXPECT_EQ(run_trichion({"new", "male_caucasian", "-o", design_}).exit, 0); }

    /// Exit 1, one line that is a sentence, nothing on standard output.
    void expect_refused(const Ran& ran, const std::string& reason, const std::string& what = "") const {
        EXPECT_EQ(ran.exit, 1) << what << ran.err;
        EXPECT_EQ(ran.out, "") << what;
        EXPECT_EQ(lines_in(ran.err), 1u) << what << ran.err;
        EXPECT_THAT(ran.err, ::testing::EndsWith(".\n")) << what;
        EXPECT_THAT(ran.err, HasSubstr(reason)) << what;
    }

    std::ptrdiff_t files() const {
        return std::distance(std::filesystem::directory_iterator(folder_.path()), std::filesystem::directory_iterator());
    }

    Folder folder_;
    std::string design_ = folder_ / "anna.trichion";
    std::string random_ = [] {
        std::string bytes;
        for (unsigned i = 0, x = 1; i < 5000; ++i) bytes += static_cast<char>((x = x * 1664525u + 1013904223u) >> 24);
        return bytes;
    }();
};

TEST_F(BadInput, ADesignThatIsNoneIsRefusedByEveryVerb) {
    const std::string whole = text_of(design_);
    const std::vector<std::pair<std::string, std::string>> designs{
        {folder_ / "missing.trichion", "There is no file"},
        {folder_.path().string(), "is a folder"},
        {folder_.file("empty.trichion", ""), "is empty"},
        {folder_.file("random.trichion", random_), "is not a Trichion project"},
        {folder_.file("cut.trichion", whole.substr(0, whole.size() / 2)), "is damaged"}};
    const auto before = files();
    for (const auto& [design, reason] : designs)
        for (const std::vector<std::string>& verb :
             std::vector<std::vector<std::string>>{{"info", design},
                                                   {"info", design, "--json"},
                                                   {"set", design, "seed=2"},
                                                   {"render", design, "-o", folder_ / "out.png"},
                                                   {"stencil", design, "-o", folder_ / "out.pdf"},
                                                   {"export", design, "--what", "dots", "-o", folder_ / "out.csv"}})
            expect_refused(run_trichion(verb), reason, verb[0] + " " + design + ": ");
    EXPECT_EQ(files(), before);
}

TEST_F(BadInput, AHeadThatIsNoneIsRefused) {
    const std::string out = folder_ / "out.trichion";
    const auto refused = [&](const std::string& head, const std::string& reason) {
        expect_refused(run_trichion({"new", head, "-o", out}), reason, head + ": ");
    };
    refused("nobody", "There is no built-in head and no file \"nobody\"");
    refused(folder_ / "missing.obj", "missing.obj");
    refused(folder_.file("empty.obj", ""), "empty.obj");
    refused(folder_.file("random.obj", random_), "random.obj");
    refused(folder_.file("random.ply", random_), "random.ply");
    refused(folder_.file("random.stl", random_), "random.stl");
    refused(folder_.file("random.glb", random_), "random.glb");
    refused(folder_.file("head.docx", "x"), "head.docx");
    refused(folder_.file("points.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\n"), "points.obj");
    refused(folder_.file("nan.obj", "v nan nan nan\nv nan 0 0\nv 0 nan 0\nf 1 2 3\n"), "nan.obj");
    refused(folder_.file("range.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n"), "range.obj");
    refused(folder_.file("flat.obj", "v 0 0 0\nv 200 0 0\nv 0 200 0\nf 1 2 3\n"), "flat");
    EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(BadInput, AValueThatCannotBeLeavesTheFileAlone) {
    const std::string before = text_of(design_);
    const std::vector<std::pair<std::string, std::string>> pairs{
        {"dots.density_per_cm2=5000", "20 to 400"},  {"dots.density_per_cm2=nan", "20 to 400"},
        {"outline.height_mm=7", "30 to 130"},        {"outline.preset=spiky", "natural"},
        {"plan.sessions=2.5", "whole number"},       {"skin.monk=11", "1 to 10"},
        {"hair.colour=green", "one of black"},       {"head.name=nobody", "male_caucasian"},
        {"landmark.glabella=0,0,900", "off the skin"}, {"landmark.nose=0,0,90", "nearest is"},
        {"dots.densty=100", "nearest is dots.density_per_cm2"}};
    for (const auto& [pair, reason] : pairs)
        expect_refused(run_trichion({"set", design_, "client.code=X", pair}), reason, pair + ": ");
    EXPECT_EQ(text_of(design_), before);
    EXPECT_EQ(files(), 1);
}

TEST_F(BadInput, APresetOrAViewThatIsNoneIsNamed) {
    expect_refused(run_trichion({"new", "male_caucasian", "-o", folder_ / "b.trichion", "--preset", "spiky"}), "natural");
    expect_refused(run_trichion({"render", design_, "-o", folder_ / "b.png", "--view", "inside"}), "three-quarter");
    expect_refused(run_trichion({"render", design_, "-o", folder_ / "b.png", "--size", "1x1"}), "pixels");
    expect_refused(run_trichion({"render", design_, "-o", folder_ / "b.png", "--day", "-1"}), "0 days");
    EXPECT_EQ(files(), 1);
}

TEST_F(BadInput, AFullDiskLosesNothingAndLeavesNothing) {
    const std::string before = text_of(design_);
    Surroundings full;
    full.most_file_bytes = 500;
    expect_refused(run_trichion({"set", design_, "seed=2"}, full), "free some space");
    EXPECT_EQ(text_of(design_), before);
    expect_refused(run_trichion({"stencil", design_, "-o", folder_ / "a.pdf"}, full), "a.pdf");
    expect_refused(run_trichion({"stencil", design_, "-o", folder_ / "a.svg"}, full), "a.svg");
    expect_refused(run_trichion({"export", design_, "--what", "dots", "-o", folder_ / "a.csv"}, full), "a.csv");
    EXPECT_FALSE(std::filesystem::exists(folder_ / "a.pdf"));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "a.svg"));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "a.csv"));
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
        EXPECT_THAT(entry.path().filename().string(), ::testing::Not(HasSubstr(".tmp")));
}

TEST_F(BadInput, AReadOnlyFolderIsNamedAsSuch) {
    if (::getuid() != 0) GTEST_SKIP() << "only root can become a user who may write nowhere";
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(design_, std::filesystem::perms(0644));
    Surroundings nobody;
    nobody.is_nobody = true;
    if (run_trichion({"heads"}, nobody).exit != 0) GTEST_SKIP() << "that user may not run the program";
    const std::string before = text_of(design_);
    expect_refused(run_trichion({"set", design_, "seed=2"}, nobody), "read-only");
    expect_refused(run_trichion({"stencil", design_, "-o", folder_ / "a.pdf"}, nobody), "read-only");
    EXPECT_EQ(text_of(design_), before);
    EXPECT_EQ(files(), 1);
}

TEST_F(BadInput, AnOutputThatIsNoFileIsRefused) {
    std::filesystem::create_directory(folder_ / "a.csv");
    expect_refused(run_trichion({"export", design_, "--what", "dots", "-o", folder_ / "a.csv"}), "a folder or a device");
    expect_refused(run_trichion({"export", design_, "--what", "dots", "-o", folder_ / "none/a.csv"}), "does not exist");
}

TEST(BadInputAlone, WithoutADisplayTheEditorSaysSo) {
    const Ran ran = run_trichion({});
    EXPECT_EQ(ran.exit, 1);
    EXPECT_EQ(lines_in(ran.err), 1u) << ran.err;
}

}  // namespace
}  // namespace trichion
