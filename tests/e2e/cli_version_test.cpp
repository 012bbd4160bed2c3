// Versions from the command line: files in and files out.
#include "tests/e2e/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class VersionVerb : public ::testing::Test {
protected:
    VersionVerb() { EXPECT_EQ(run_trichion({"new", "male_caucasian", "-o", design_}).exit, 0); }

    Ran version(std::vector<std::string> words) const {
        words.insert(words.begin(), {"version", design_});
        return run_trichion(words, {{{"SOURCE_DATE_EPOCH", "1795305600"}}});  // 2026-11-22
    }
    Json list() const {
        const Ran ran = version({"list", "--json"});
        EXPECT_EQ(ran.exit, 0) << ran.err;
        return Json::parse(ran.out);
    }
    std::string set(const std::string& pair) const {
        const Ran ran = run_trichion({"set", design_, pair});
        EXPECT_EQ(ran.exit, 0) << ran.err;
        return ran.out;
    }

    Folder folder_;
    std::string design_ = folder_ / "anna.trichion";
};

TEST_F(VersionVerb, EachVersionKeepsItsDesignInTheFile) {
    EXPECT_EQ(list(), Json::parse(R"([{"name": "A", "active": true, "height_mm": 74.0}])"));
    EXPECT_EQ(version({"add"}).exit, 0);
    set("outline.height_mm=82");
    EXPECT_EQ(version({"rename", "B", "High"}).exit, 0);
    EXPECT_EQ(list(), Json::parse(R"([{"name": "A", "active": false, "height_mm": 74.0},
                                      {"name": "High", "active": true, "height_mm": 82.0}])"));
    const std::string high = run_trichion({"info", design_}).out;
    EXPECT_THAT(high, HasSubstr("Version     High of 2\n"));
    EXPECT_THAT(high, HasSubstr("82.0 mm above the glabella"));
    EXPECT_EQ(version({"use", "A"}).exit, 0);
    EXPECT_THAT(run_trichion({"info", design_}).out, HasSubstr("74.0 mm above the glabella"));
    EXPECT_THAT(set("version=High"), HasSubstr("82 mm above the glabella"));
    EXPECT_EQ(version({"delete", "A"}).exit, 0);
    EXPECT_EQ(list().size(), 1u);
}

TEST_F(VersionVerb, AnAgreementIsStampedAndSaysWhenTheDesignChanged) {
    EXPECT_EQ(version({"agree"}).exit, 0);
    const Json agreed = list()[0]["agreed"];
    EXPECT_EQ(agreed["on"], "2026-11-22");
    EXPECT_EQ(agreed["changed_since"], false);
    EXPECT_THAT(run_trichion({"info", design_}).out, HasSubstr("agreed 22 Nov 2026 (stamp " + agreed["hash"].get<std::string>().substr(0, 6)));
    set("dots.density_per_cm2=150");
    EXPECT_EQ(list()[0]["agreed"]["changed_since"], true);
    EXPECT_EQ(list()[0]["agreed"]["hash"], agreed["hash"]);
    EXPECT_THAT(version({}).out, HasSubstr("changed since agreed"));
    set("dots.density_per_cm2=180");
    EXPECT_EQ(list()[0]["agreed"]["changed_since"], false);
}

TEST_F(VersionVerb, WhatCannotBeDoneIsOneSentenceAndLeavesTheFile) {
    const std::string before = text_of(design_);
    const auto refusal = [&](const std::vector<std::string>& words) {
        const Ran ran = version(words);
        EXPECT_EQ(ran.exit, 1) << ran.out;
        EXPECT_EQ(lines_in(ran.err), 1u) << ran.err;
        return ran.err;
    };
    EXPECT_THAT(refusal({"use", "Z"}), HasSubstr("There is no version \"Z\"; the versions are A."));
    EXPECT_THAT(refusal({"delete", "A"}), HasSubstr("only version"));
    EXPECT_THAT(refusal({"rename", "A", ""}), HasSubstr("1 to 40 characters"));
    EXPECT_EQ(version({"paint"}).exit, 2);
    EXPECT_EQ(version({"use"}).exit, 2);
    EXPECT_EQ(version({"add", "B"}).exit, 2);
    EXPECT_EQ(text_of(design_), before);
}

}  // namespace
}  // namespace trichion
