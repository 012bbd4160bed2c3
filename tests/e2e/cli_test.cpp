// The command line as a user has it: the built program, files in and files out, no display.
#include "core/base/image.h"
#include "tests/e2e/program.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <sstream>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

class CommandLine : public ::testing::Test {
protected:
    CommandLine() { EXPECT_EQ(run({"new", "male_caucasian", "-o", design_}).exit, 0); }

    Ran run(const std::vector<std::string>& arguments) const { return run_trichion(arguments); }

    Json info(const std::string& design) const {
        const Ran ran = run({"info", design, "--json"});
        EXPECT_EQ(ran.exit, 0) << ran.err;
        return Json::parse(ran.out);
    }

    Image picture(const std::string& path) const {
        const std::string png = text_of(path);
        return decode_image(std::as_bytes(std::span(png))).value_or(Image{});
    }

    Folder folder_;
    std::string design_ = folder_ / "anna.trichion";
};

std::vector<std::vector<std::string>> table_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
    }
    return rows;
}

TEST(CommandLineAlone, HelpAndVersionAreAnswers) {
    const Ran help = run_trichion({"--help"});
    EXPECT_EQ(help.exit, 0);
    for (const char* verb : {"new", "heads", "info", "set", "render", "stencil", "export", "Examples:"})
        EXPECT_THAT(help.out, HasSubstr(verb));
    EXPECT_THAT(run_trichion({"--version"}).out, StartsWith("Trichion 0."));
    EXPECT_EQ(run_trichion({"render", "--help"}).exit, 0);
}

TEST(CommandLineAlone, HeadsListsANameFirstOnEachLine) {
    const Ran heads = run_trichion({"heads"});
    EXPECT_EQ(heads.exit, 0);
    EXPECT_EQ(lines_in(heads.out), 8u);
    EXPECT_THAT(heads.out, StartsWith("male_caucasian "));
}

TEST(CommandLineAlone, SetListShowsKeysRangesAndUnits) {
    const Ran list = run_trichion({"set", "--list"});
    EXPECT_EQ(list.exit, 0);
    EXPECT_THAT(list.out, HasSubstr("outline.height_mm\n"));
    EXPECT_THAT(list.out, HasSubstr("30 to 130 mm\n"));
    EXPECT_THAT(list.out, HasSubstr("landmark.NAME\n"));
}

TEST(CommandLineAlone, MisuseIsExitTwoWithAWordOnStandardError) {
    const std::vector<std::vector<std::string>> misuses{
        {"--nonsense"}, {"frobnicate"}, {"new"}, {"new", "male_caucasian"}, {"info"}, {"info", "a.trichion", "--xml"},
        {"set", "a.trichion"}, {"set", "a.trichion", "seed"}, {"set", "a.trichion", "=3"},
        {"render", "a.trichion"}, {"render", "a.trichion", "-o", "a.jpg"},
        {"render", "a.trichion", "-o", "a.png", "--size", "100"},
        {"render", "a.trichion", "-o", "a.png", "--day", "3", "--years", "3"},
        {"render", "a.trichion", "-o", "a.png", "--day", "soon"},
        {"stencil", "a.trichion", "-o", "a.png"}, {"stencil", "a.trichion", "-o", "a.pdf", "--paper", "a5"},
        {"export", "a.trichion", "-o", "a.csv"}, {"export", "a.trichion", "--what", "hair", "-o", "a.csv"},
        {"export", "a.trichion", "--what", "dots", "-o", "a.obj"},
        {"export", "a.trichion", "--what", "outline", "-o", "a.ply"},
        {"export", "a.trichion", "--what", "head", "-o", "a.csv"}};
    for (const auto& arguments : misuses) {
        const Ran ran = run_trichion(arguments);
        EXPECT_EQ(ran.exit, 2) << ::testing::PrintToString(arguments);
        EXPECT_EQ(ran.out, "") << ::testing::PrintToString(arguments);
        EXPECT_NE(ran.err, "") << ::testing::PrintToString(arguments);
    }
}

TEST_F(CommandLine, InfoTellsTheAgreedFigures) {
    const Json json = info(design_);
    EXPECT_EQ(json["head"]["name"], "male_caucasian");
    EXPECT_EQ(json["head"]["badge"], "example head, not this client");
    EXPECT_GE(json["head"]["triangles"].get<int>(), 50000);
    for (const char* key : {"length_mm", "breadth_mm", "circumference_mm"}) EXPECT_GT(json["head"][key].get<double>(), 100);
    EXPECT_EQ(json["head"]["landmarks"]["glabella"].size(), 3u);
    EXPECT_GT(json["outline"]["length_mm"].get<double>(), 300);
    EXPECT_NEAR(json["outline"]["mid_frontal_height_mm"].get<double>(), 74.0, 0.2);
    const Json& dots = json["dots"];
    int sum = 0;
    for (const Json& count : dots["per_session"]) sum += count.get<int>();
    EXPECT_EQ(dots["per_session"].size(), 3u);
    EXPECT_EQ(sum, dots["count"].get<int>());
    EXPECT_NEAR(dots["count"].get<double>() / dots["area_cm2"].get<double>(), dots["density_per_cm2"].get<double>(), 0.1);
    EXPECT_GT(dots["least_spacing_mm"].get<double>(), 0.0);
    for (const char* key : {"edge_length_skin_mm", "edge_length_flat_mm", "largest_error_percent", "largest_error_mm"})
        EXPECT_TRUE(json["stencil"][key].is_number()) << key;
    EXPECT_GE(json["stencil"]["pieces"].get<int>(), 1);
    EXPECT_THAT(run({"info", design_}).out, HasSubstr("example head, not this client"));
}

TEST_F(CommandLine, NewTakesAPreset) {
    const std::string other = folder_ / "m.trichion";
    EXPECT_EQ(run({"new", "female_asian", "-o", other, "--preset", "mature_m"}).exit, 0);
    EXPECT_EQ(info(other)["head"]["name"], "female_asian");
    EXPECT_EQ(info(other)["outline"]["preset"], "mature_m");
}

TEST_F(CommandLine, SetChangesTheDesignAsAsked) {
    const Json before = info(design_);
    const Ran set = run({"set", design_, "outline.height_mm=80", "dots.density_per_cm2=140", "plan.sessions=2",
                         "client.code=A 17", "outline.mirror=false"});
    EXPECT_EQ(set.exit, 0) << set.err;
    const Json after = info(design_);
    EXPECT_NEAR(after["outline"]["mid_frontal_height_mm"].get<double>(), 80.0, 0.2);
    EXPECT_EQ(after["dots"]["per_session"].size(), 2u);
    EXPECT_LT(after["dots"]["density_per_cm2"].get<double>(), 0.85 * before["dots"]["density_per_cm2"].get<double>());
    EXPECT_EQ(after["client_code"], "A 17");
}

TEST_F(CommandLine, SetToWhatIsThereLeavesTheFileAlone) {
    const std::string bytes = text_of(design_);
    EXPECT_EQ(run({"set", design_, "outline.height_mm=74", "plan.sessions=3"}).exit, 0);
    EXPECT_EQ(text_of(design_), bytes);
}

TEST_F(CommandLine, ALandmarkGoesWhereInfoWouldPrintIt) {
    const Json at = info(design_)["head"]["landmarks"]["tragion_l"];
    std::ostringstream value;
    value << "landmark.tragion_l=" << at[0].get<double>() << "," << at[1].get<double>() + 4 << "," << at[2].get<double>();
    EXPECT_EQ(run({"set", design_, value.str()}).exit, 0);
    const Json moved = info(design_)["head"]["landmarks"];
    // The frame follows the tragions: its x axis now tilts by 4 mm over the distance between them.
    EXPECT_NEAR(moved["tragion_l"][1].get<double>(), moved["tragion_r"][1].get<double>(), 0.01);
}

TEST_F(CommandLine, RenderWritesAPictureOfTheSizeAskedFor) {
    const std::string after = folder_ / "after.png", before = folder_ / "before.png", old = folder_ / "old.png";
    ASSERT_EQ(run({"render", design_, "-o", after, "--view", "-30,20", "--size", "320x200"}).exit, 0);
    ASSERT_EQ(run({"render", design_, "-o", before, "--view", "-30,20", "--size", "320x200", "--before"}).exit, 0);
    ASSERT_EQ(run({"render", design_, "-o", old, "--view", "-30,20", "--size", "320x200", "--years", "9"}).exit, 0);
    EXPECT_EQ(picture(after).width, 320);
    EXPECT_EQ(picture(after).height, 200);
    EXPECT_NE(picture(after), picture(before));
    EXPECT_NE(picture(after), picture(old));
}

TEST_F(CommandLine, TheSameDesignGivesTheSameBytes) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> outputs{
        {{"export", design_, "--what", "dots"}, ".csv"},   {{"export", design_, "--what", "dots"}, ".ply"},
        {{"export", design_, "--what", "outline"}, ".csv"}, {{"export", design_, "--what", "head"}, ".obj"},
        {{"export", design_, "--what", "head"}, ".ply"},    {{"stencil", design_}, ".pdf"},
        {{"stencil", design_}, ".svg"},                     {{"render", design_, "--size", "200x200"}, ".png"}};
    for (const auto& [arguments, extension] : outputs) {
        std::string bytes[2];
        for (const int i : {0, 1}) {
            const std::string path = folder_ / (std::to_string(i) + extension);
            auto all = arguments;
            all.insert(all.end(), {"-o", path});
            const Ran ran = run(all);
            EXPECT_EQ(ran.exit, 0) << ran.err;
            bytes[i] = text_of(path);
        }
        EXPECT_FALSE(bytes[0].empty());
        EXPECT_EQ(bytes[0], bytes[1]) << extension;
    }
}

TEST_F(CommandLine, TheSameCommandsGiveTheSameProject) {
    const std::string other = folder_ / "other.trichion";
    EXPECT_EQ(run({"new", "male_caucasian", "-o", other}).exit, 0);
    EXPECT_EQ(text_of(other), text_of(design_));
    EXPECT_EQ(run({"set", other, "seed=2"}).exit, 0);
    EXPECT_NE(text_of(other), text_of(design_));
}

TEST_F(CommandLine, ExportedDotsAgreeWithInfo) {
    const std::string csv = folder_ / "dots.csv";
    ASSERT_EQ(run({"export", design_, "--what", "dots", "-o", csv}).exit, 0);
    const auto rows = table_of(text_of(csv));
    EXPECT_EQ(rows[0], (std::vector<std::string>{"id", "x_mm", "y_mm", "z_mm", "nx", "ny", "nz", "session", "diameter_mm"}));
    EXPECT_EQ(rows.size() - 1, info(design_)["dots"]["count"].get<std::size_t>());
    std::set<std::string> ids;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        ids.insert(rows[i][0]);
        const double nx = std::stod(rows[i][4]), ny = std::stod(rows[i][5]), nz = std::stod(rows[i][6]);
        ASSERT_NEAR(std::hypot(nx, ny, nz), 1.0, 2e-3);
    }
    EXPECT_EQ(ids.size(), rows.size() - 1);
}

TEST_F(CommandLine, ExportedOutlineAgreesWithInfo) {
    const std::string csv = folder_ / "outline.csv";
    ASSERT_EQ(run({"export", design_, "--what", "outline", "-o", csv}).exit, 0);
    const auto rows = table_of(text_of(csv));
    EXPECT_EQ(rows[0], (std::vector<std::string>{"part", "arc_mm", "x_mm", "y_mm", "z_mm"}));
    std::map<std::string, double> length;
    for (std::size_t i = 1; i < rows.size(); ++i) length[rows[i][0]] = std::stod(rows[i][1]);
    EXPECT_EQ(length.size(), 4u);
    double sum = 0.0;
    for (const auto& [part, mm] : length) sum += mm;
    EXPECT_NEAR(sum, info(design_)["outline"]["length_mm"].get<double>(), 0.05);
}

TEST_F(CommandLine, TheStencilLeavesAsPdfAndSvg) {
    const std::string pdf = folder_ / "a.pdf", svg = folder_ / "a.svg";
    EXPECT_EQ(run({"stencil", design_, "-o", pdf, "--paper", "letter"}).exit, 0);
    EXPECT_THAT(text_of(pdf), StartsWith("%PDF-"));
    EXPECT_EQ(run({"stencil", design_, "-o", svg}).exit, 0);
    EXPECT_THAT(text_of(svg), HasSubstr("<svg"));
}

}  // namespace
}  // namespace trichion
