// Brushes from the command line: files in and out.
#include "tests/e2e/program.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

constexpr std::size_t kFirstPlaceColumn = 1;  // of the exported table: id, x, y, z, ...

class BrushVerb : public ::testing::Test {
protected:
    BrushVerb() { EXPECT_EQ(run_trichion({"new", "male_caucasian", "-o", design_}).exit, 0); }

    Ran brush(std::vector<std::string> words) const {
        words.insert(words.begin(), {"brush", design_});
        return run_trichion(words);
    }
    Json after(std::vector<std::string> words) const {
        words.push_back("--json");
        const Ran ran = brush(words);
        EXPECT_EQ(ran.exit, 0) << ran.err;
        return Json::parse(ran.out);
    }

    Folder folder_;
    std::string design_ = folder_ / "anna.trichion";
};

TEST_F(BrushVerb, StrokesStayInTheFileAndChangeHowManyDotsThereAre) {
    const int plain = after({"list"})["dots"];
    const Json erased = after({"erase", "--at", "0,128,0", "--radius", "15", "--strength", "1"});
    EXPECT_EQ(erased["strokes"][0]["kind"], "erase");
    // Some 6.3 cm2 of about 180 dots.
    EXPECT_NEAR(plain - erased["dots"].get<int>(), 1130, 250);
    const Json both = after({"denser", "--at", "-30,118,20", "--at", "-30,118,-20", "--mirror", "--strength", "1"});
    EXPECT_EQ(both["strokes"][1]["mirrored"], true);
    EXPECT_GT(both["strokes"][1]["places"], 15);
    EXPECT_GT(both["dots"], erased["dots"]);
    const Json without = after({"delete", "1"});
    ASSERT_EQ(without["strokes"].size(), 1u);
    EXPECT_EQ(without["strokes"][0], both["strokes"][1]);
    EXPECT_EQ(after({"clear"})["dots"], plain);
}

TEST_F(BrushVerb, SingleDotsAreSetTakenAwayAndPutBack) {
    const Json added = after({"dot", "add", "--at", "0.3,128,0.2"});
    ASSERT_EQ(added["dots_by_hand"].size(), 1u);
    const int with_it = added["dots"];
    const Json at = added["dots_by_hand"][0]["at_mm"];
    const std::string there = at[0].dump() + "," + at[1].dump() + "," + at[2].dump();
    const Json gone = after({"dot", "remove", "--at", there});
    EXPECT_EQ(gone["dots"], with_it - 1);
    EXPECT_EQ(gone["dots_by_hand"].size(), 0u) << "one set by hand goes for good";

    ASSERT_EQ(run_trichion({"export", design_, "--what", "dots", "-o", folder_ / "dots.csv"}).exit, 0);
    std::ifstream file(folder_ / "dots.csv");
    std::string line;
    for (int i = 0; i < 2000; ++i) ASSERT_TRUE(std::getline(file, line));
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    ASSERT_GT(cells.size(), kFirstPlaceColumn + 2);
    const std::string dot = cells[kFirstPlaceColumn] + "," + cells[kFirstPlaceColumn + 1] + "," + cells[kFirstPlaceColumn + 2];
    const Json removed = after({"dot", "remove", "--at", dot});
    EXPECT_EQ(removed["dots"], with_it - 2);
    ASSERT_EQ(removed["dots_by_hand"].size(), 1u);
    EXPECT_EQ(after({"delete", removed["dots_by_hand"][0]["id"].dump()})["dots"], with_it - 1) << "and is back";
}

TEST_F(BrushVerb, NativeHairIsPainted) {
    const Json bald = after({"bald", "--at", "0,55,-104", "--radius", "12", "--strength", "1"});
    EXPECT_EQ(bald["hair_strokes"][0]["kind"], "bald");
    EXPECT_EQ(after({"hair", "--at", "0,128,0"})["hair_strokes"].size(), 2u);
    EXPECT_EQ(after({"delete", "hair", "1"})["hair_strokes"].size(), 1u);
    EXPECT_EQ(after({"clear", "hair"})["hair_strokes"].size(), 0u);
}

TEST_F(BrushVerb, WhatCannotBeDoneIsToldInASentence) {
    const auto expect_told = [&](std::vector<std::string> words, const std::string& told) {
        const Ran ran = brush(std::move(words));
        EXPECT_NE(ran.exit, 0);
        EXPECT_THAT(ran.err, HasSubstr(told));
    };
    expect_told({"erase"}, "A stroke needs a place");
    expect_told({"erase", "--at", "0,300,0"}, "more than 10 mm off the skin");
    expect_told({"erase", "--at", "0,128,0", "--at", "0,55,-104"}, "mm apart, but may be 80");
    expect_told({"erase", "--at", "0,128,0", "--radius", "2"}, "must be 3 to 50");
    expect_told({"erase", "--at", "0,128,0", "--strength", "1.5"}, "must be 0 to 1");
    expect_told({"to_target", "--at", "0,128,0", "--target", "10000"}, "must be 0 to 400");
    expect_told({"erase", "--at", "0,128"}, "is no place");
    expect_told({"paint", "--at", "0,128,0"}, "none of list, denser");
    expect_told({"delete", "7"}, "There is no");
    expect_told({"delete", "x"}, "is no id");
    expect_told({"dot", "remove", "--at", "0,31,94"}, "There is no dot within 1 mm");
    EXPECT_EQ(after({"list"})["strokes"].size(), 0u) << "nothing was half done";
}

}  // namespace
}  // namespace trichion
