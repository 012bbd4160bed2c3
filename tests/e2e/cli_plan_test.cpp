// The work plan as a user has it: the built program writes page and table, tests/e2e/read_plan.py reads them.
#include "tests/e2e/program.h"

#include <cstdlib>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class PlanVerb : public ::testing::Test {
protected:
    PlanVerb() { EXPECT_EQ(run_trichion({"new", "male_caucasian", "-o", design_}).exit, 0); }

    void set(const std::vector<std::string>& values) const {
        std::vector<std::string> arguments{"set", design_};
        arguments.insert(arguments.end(), values.begin(), values.end());
        const Ran ran = run_trichion(arguments);
        ASSERT_EQ(ran.exit, 0) << ran.err;
    }
    Json info() const { return Json::parse(run_trichion({"info", design_, "--json"}).out); }
    std::string written(const std::string& name) const {
        const Ran ran = run_trichion({"plan", design_, "-o", folder_ / name});
        EXPECT_EQ(ran.exit, 0) << ran.err;
        return text_of(folder_ / name);
    }
    /// @return whether page and table agree with these figures.
    bool agree(const Json& figures) const {
        const std::string json = folder_.file("info.json", figures.dump());
        const std::string command = "python3 '" TRICHION_SOURCE_DIR "/tests/e2e/read_plan.py' '" + (folder_ / "plan.pdf") + "' '" +
                                    (folder_ / "plan.csv") + "' '" + json + "' > '" + (folder_ / "report") + "' 2>&1";
        return std::system(command.c_str()) == 0;
    }
    std::string report() const { return text_of(folder_ / "report"); }

    Folder folder_;
    std::string design_ = folder_ / "anna.trichion";
};

bool has_readers() {
    return std::system("python3 --version > /dev/null 2>&1 && mutool -v > /dev/null 2>&1 && pdftotext -v > /dev/null 2>&1") == 0;
}

TEST_F(PlanVerb, PageTableAndInfoTellTheSameFiguresAndTheSameBytesTwice) {
    if (!has_readers()) GTEST_SKIP() << "python3, mutool or pdftotext is not installed";
    EXPECT_THAT(run_trichion({"info", design_}).out, HasSubstr("! Some sessions have no date yet"));
    set({"plan.first_on=2026-12-07", "plan.patch_test_on=2026-11-30", "plan.sessions=4", "client.code=0412"});
    EXPECT_EQ(written("plan.pdf"), written("again.pdf")) << "the same design, the same bytes";
    written("plan.csv");
    const Json figures = info();
    ASSERT_EQ(figures["work_plan"]["sessions"].size(), 4u);
    EXPECT_TRUE(agree(figures)) << report();

    // The twins: one figure wrong by its last digit, in turn.
    const std::vector<std::function<void(Json&)>> mistakes{
        [](Json& plan) { plan["sessions"][0]["dots_about"] = plan["sessions"][0]["dots_about"].get<int>() + 1000; },
        [](Json& plan) { plan["sessions"][1]["minutes"]["high"] = plan["sessions"][1]["minutes"]["high"].get<double>() + 10.0; },
        [](Json& plan) { plan["sessions"][2]["water_drops"]["low"] = plan["sessions"][2]["water_drops"]["low"].get<double>() + 1.0; },
        [](Json& plan) { plan["sessions"][3]["date"] = "2027-01-19"; },
        [](Json& plan) { plan["zones"][0]["area_cm2"] = plan["zones"][0]["area_cm2"].get<double>() + 1.0; },
        [](Json& plan) { Json& usual = plan["zones"][0]["sessions"][0]["work_minutes"]["usual"]; usual = usual.get<double>() + 5.0; },
        [](Json& plan) { plan["zones"][0]["sessions"][1]["needles"].push_back("6RL"); },
    };
    for (std::size_t i = 0; i < mistakes.size(); ++i) {
        Json wrong = figures;
        mistakes[i](wrong["work_plan"]);
        EXPECT_FALSE(agree(wrong)) << "twin " << i << " passes";
    }
}

TEST(PlanVerbAlone, AnotherExtensionIsMisuse) {
    const Ran ran = run_trichion({"plan", "anna.trichion", "-o", "plan.odt"});
    EXPECT_EQ(ran.exit, 2);
    EXPECT_THAT(ran.err, HasSubstr(".pdf or .csv"));
}

}  // namespace
}  // namespace trichion
