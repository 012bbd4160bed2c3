// Keys and values: each key takes its values and gives them back, and refuses the rest in one sentence.
#include "core/model/limits.h"
#include "core/model/versions.h"
#include "core/pipeline/fade_model.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_edits.h"
#include "core/session/setting_text.h"
#include "core/session/settings.h"

#include "tests/core/session/designs.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace trichion {
namespace {

using ::testing::HasSubstr;

/// A place on the forehead above the glabella, in words.
std::string place(float above_mm) {
    const glm::vec3 glabella = sample_head().landmark("glabella");
    const auto at = sample_head().measuring.closest(glabella + glm::vec3(0.0f, above_mm, 0.0f));
    const glm::vec3 p = sample_head().measuring.position(*at);
    char text[64];
    std::snprintf(text, sizeof text, "%.3f,%.3f,%.3f", static_cast<double>(p.x), static_cast<double>(p.y), static_cast<double>(p.z));
    return text;
}

/// The sample design with a second version, which is active and has a touch-up.
const Document& design_of_two_versions() {
    static const Document kDesign = [] {
        Document design = *with_new_version(sample_design());
        SessionPlan plan = *design.plan;
        plan.touch_ups = {{.years = 4.0f}};
        design.plan = plan;
        return design;
    }();
    return kDesign;
}

struct Values {
    std::vector<std::string> good;
    std::vector<std::string> bad;
};

/// The keys of each session and touch-up, as those of `values`.
void add_sessions(std::map<std::string, Values>& values) {
    for (int i = 1; i <= 4; ++i) {
        const std::string session = "plan.session_" + std::to_string(i) + ".";
        if (i > 1) values[session + "on"] = {{"2027-03-04"}, {"2027-02-29", "2026-02-31", "x", ""}};
        values[session + "share"] = {{"0.2", "1"}, {"-0.1", "1.1", "nan"}};
        values[session + "shade"] = {{"4", "9.5", "30"}, {"3", "31", "dark", ""}};
        values[session + "warmth"] = {{"0", "0.5", "1"}, {"-0.1", "1.1", ""}};
        values[session + "passes"] = {{"1", "6"}, {"0", "7", "1.5"}};
        values[session + "needle"] = {{"1rl", "6rl"}, {"2rl", "3", ""}};
        values[session + "depth_mm"] = {{"0.25", "2"}, {"0.2", "2.1"}};
        values[session + "zones_left_out"] = {{"crown", "frontal,temples,occiput"}, {"top", "crown,", ",", ""}};
        values[session + "take_up"] = {{"0.2", "0.8", "1.2"}, {"0.19", "1.21", "nan"}};
    }
    for (int i = 1; i <= 4; ++i) {
        const std::string touch_up = "plan.touch_up_" + std::to_string(i) + ".";
        values[touch_up + "years"] = {i > 2 ? std::vector<std::string>{} : std::vector<std::string>{i == 1 ? "0.5" : "10"}, {"0.4", "11", "soon", ""}};
        values[touch_up + "shade"] = {i > 1 ? std::vector<std::string>{} : std::vector<std::string>{"4", "30"}, {"3", "31", "14", ""}};
        values[touch_up + "share"] = {i > 1 ? std::vector<std::string>{} : std::vector<std::string>{"0", "0.5"}, {"-0.1", "1.1", "0.3", ""}};
    }
}

/// The figures of the fade model: each a little off its preset, and none out of its range.
void add_fade_figures(std::map<std::string, Values>& values) {
    for (std::size_t i = 0; i < kFadeFigures; ++i) {
        const auto figure = static_cast<FadeFigureKind>(i);
        const std::string near = to_text(0.99f * preset_of(figure));
        values[std::string("fade.figures.") + to_word(figure)] = {{near}, {to_text(1.01f * range_of(figure).max), "nan", "much", ""}};
    }
}

/// For every key values that it takes, none of them its default, and values that it does not.
const std::map<std::string, Values>& values() {
    static std::map<std::string, Values> kValues{
        {"head.name", {{"female_asian", "male_older"}, {"nobody", "", "Male_Asian"}}},
        {"head.circumference_mm", {{"400", "581.5", "750"}, {"399", "751", "nan", "x", ""}}},
        {"client.code", {{"A-17", "Zoë"}, {std::string(41, 'x'), "a\nb"}}},
        {"client.person", {{"woman"}, {"dog", "Man", ""}}},
        {"client.age", {{"18", "47", "100"}, {"17", "101", "30.5", "old", ""}}},
        {"client.crease", {{place(20.0f)}, {"0,0,500", "1,2", "nan,0,0", ""}}},
        {"client.old_trichion", {{place(45.0f)}, {"0,0,500", "1,2,3,4", "a,b,c", ""}}},
        {"client.traced_hairline", {{place(50.0f) + ";" + place(55.0f)}, {place(50.0f), "0,0,500;0,0,501", place(50.0f) + ";", ""}}},
        {"version", {{"A"}, {"C", "a", ""}}},
        {"outline.preset", {{"rounded", "mature_m"}, {"spiky", ""}}},
        {"outline.height_mm", {{"66", "80.5"}, {"29.9", "130.1", "nan", "inf", "-70", "", "7 0", "70mm", "0x50"}}},
        {"outline.age", {{"young"}, {"old", ""}}},
        {"outline.temple", {{"t", "p", "r"}, {"N", "x", ""}}},
        {"outline.extent", {{"nape"}, {"ear", ""}}},
        {"outline.mirror", {{"false"}, {"maybe", "FALSE", ""}}},
        {"outline.asymmetry", {{"0.5", "1"}, {"-0.1", "1.1", "nan"}}},
        {"outline.locked", {{"frontal", "temple_left,nape,temple_right"}, {"front", "nape,", ",", "nape nape", ""}}},
        {"edge.style", {{"soft", "broken", "defined", "edge_up", "faded"}, {"wild", "own", ""}}},
        {"edge.transition_mm", {{"0", "4.5", "30"}, {"-1", "31", "nan"}}},
        {"edge.macro_mm", {{"0", "10"}, {"-1", "11"}}},
        {"edge.macro_wave_mm", {{"15", "60"}, {"14", "61"}}},
        {"edge.micro_mm", {{"0", "5"}, {"-1", "6"}}},
        {"edge.micro_wave_mm", {{"2", "15"}, {"1", "16"}}},
        {"edge.gaps", {{"0.25", "0.5"}, {"-0.1", "0.6"}}},
        {"edge.first_row", {{"0.05", "1"}, {"0", "1.1"}}},
        {"edge.first_row_diameter", {{"0.6", "1.2"}, {"0.5", "1.3"}}},
        {"edge.sentinels_per_side", {{"0", "30"}, {"-1", "31"}}},
        {"edge.sentinel_reach_mm", {{"0", "10"}, {"-1", "11"}}},
        {"edge.seed", {{"0", "7", "4294967295"}, {"-1", "4294967296", "1.5", "x"}}},
        {"outline.blend_mm", {{"20", "40"}, {"19", "41", "nan"}}},
        {"dots.density_per_cm2", {{"20", "140", "400"}, {"0", "-5", "19", "401", "1e9", "nan"}}},
        {"dots.diameter_mm", {{"0.15", "0.3", "0.6"}, {"0.14", "0.61", "30", "nan"}}},
        {"dots.service", {{"density", "scar"}, {"Shaved", "beard", ""}}},
        {"dots.zone.frontal", {{"0", "170.5", "270"}, {"-1", "271", "10000", "nan", ""}}},
        {"dots.zone.mid", {{"0", "200"}, {"-1", "10000"}}},
        {"dots.zone.crown", {{"0", "123.456"}, {"-1", "10000"}}},
        {"dots.zone.temples", {{"0", "90"}, {"-1", "10000"}}},
        {"dots.zone.sides", {{"0", "90"}, {"-1", "10000"}}},
        {"dots.zone.occiput", {{"0", "90"}, {"-1", "10000"}}},
        {"dots.diameter_variation", {{"0", "0.3"}, {"-0.1", "0.31", "nan"}}},
        {"dots.shade_variation", {{"0", "0.3"}, {"-0.1", "0.31"}}},
        {"dots.depth_variation", {{"0", "0.3"}, {"-0.1", "0.31"}}},
        {"dots.jitter_mm", {{"0", "0.1"}, {"-0.1", "0.11"}}},
        {"native.loss", {{"norwood_3v", "ludwig_2", "none"}, {"norwood_8", "bald", ""}}},
        {"native.ancestry", {{"african", "asian", "hispanic"}, {"martian", ""}}},
        {"native.fullness", {{"0.1", "0.75"}, {"0.09", "1.1", "nan"}}},
        {"fade.sun", {{"little", "much"}, {"some", ""}}},
        {"fade.oil", {{"dry", "oily"}, {"wet", ""}}},
        {"fade.aftercare", {{"careful", "poor"}, {"none", ""}}},
        {"fade.results", {{"30:0.4", "30:0.4,400:0.3"}, {"30", "13:0.4", "30:1", "30:", ":0.4", "30:0.4,", "x:y", ""}}},
        {"fade.follows_results", {{"true"}, {"yes", ""}}},
        {"plan.sessions", {{"1", "2", "4"}, {"0", "5", "2.5", "two", "nan"}}},
        {"plan.patch_test_on", {{"2026-11-20", "2028-02-29"}, {"2026-02-31", "2027-02-29", "soon", "22.11.2026", ""}}},
        {"plan.first_on", {{"2026-11-22"}, {"2026-02-31", "2026-13-01", "0000-01-01", "tomorrow", ""}}},
        {"plan.pigment", {{"resorbable"}, {"blue", ""}}},
        {"plan.removals", {{"1.5", "1.5,1.6", "0.1,10"}, {"0", "11", "2,1", "1,", "soon", "1,2,3,4,5,6,7,8,9,9.1,9.2", ""}}},
        {"plan.pace.dots_per_minute", {{"20", "200"}, {"19", "201"}}},
        {"plan.pace.setup_minutes", {{"0", "120"}, {"-1", "121"}}},
        {"plan.pace.break_minutes", {{"0", "60"}, {"-1", "61"}}},
        {"plan.pace.break_every_minutes", {{"20", "480"}, {"19", "481"}}},
        {"plan.gap_days", {{"10", "28"}, {"0", "366"}}},
        {"plan.shade", {{"4", "30"}, {"3", "31"}}},
        {"plan.shade_step", {{"-10", "0", "10"}, {"-11", "11"}}},
        {"plan.warmth", {{"0.5", "1"}, {"-0.1", "1.1"}}},
        {"skin.monk", {{"1", "10"}, {"0", "11", "4.5"}}},
        {"skin.fitzpatrick", {{"1", "6"}, {"0", "7"}}},
        {"hair.colour", {{"black", "grey", "red"}, {"green", ""}}},
        {"stencil.parts", {{"frontal", "nape", "frontal,temples,sideburns,ears,nape"}, {"none", "", "chin", "frontal,", "Frontal"}}},
        {"stencil.skin_side_mm", {{"3", "30"}, {"2", "31"}}},
        {"stencil.scalp_side_mm", {{"5", "60"}, {"4", "61"}}},
        {"stencil.line", {{"line_only", "cut_edge"}, {"line", ""}}},
        {"stencil.dot_guide", {{"true"}, {"yes", ""}}},
        {"stencil.tongue", {{"true"}, {"on", ""}}},
        {"stencil.tails", {{"true"}, {"two", ""}}},
        {"stencil.label", {{"false"}, {"off", ""}}},
        {"stencil.medium", {{"thermal_transfer", "inkjet_transfer", "vinyl", "mylar", "printed_guide"}, {"paper", "Vinyl", ""}}},
        {"stencil.mirrored", {{"true"}, {"left", ""}}},
        {"stencil.line_width_mm", {{"0.1", "2"}, {"0.09", "2.1", "nan"}}},
        {"stencil.margin_mm", {{"12.5", "40"}, {"5.9", "41", "-6"}}},
        {"stencil.paper", {{"a3", "letter", "legal", "tabloid", "custom", "roll"}, {"a5", "A4", ""}}},
        {"stencil.custom_width_mm", {{"100", "2000"}, {"99", "2001"}}},
        {"stencil.custom_height_mm", {{"100", "2000"}, {"99", "2001"}}},
        {"stencil.roll_width_mm", {{"100", "1600"}, {"99", "1601"}}},
        {"stencil.printer", {{"Studio", "Büro 2"}, {"", std::string(41, 'x'), "a\nb"}}},
        {"stencil.cutter_marks.kind", {{"square_and_corners", "dots"}, {"squares", ""}}},
        {"stencil.cutter_marks.size_mm", {{"2", "20"}, {"1.9", "21"}}},
        {"stencil.cutter_marks.line_mm", {{"0.1", "2"}, {"0.09", "2.1"}}},
        {"stencil.cutter_marks.inset_mm", {{"5", "60"}, {"4.9", "61"}}},
        {"stencil.dxf", {{"r12"}, {"r14", "R12", ""}}},
        {"stencil.guide.thickness_mm", {{"0.6", "4"}, {"0.5", "4.1"}}},
        {"stencil.guide.gap_mm", {{"0", "2"}, {"-0.1", "2.1"}}},
        {"stencil.guide.reach_mm", {{"10", "70"}, {"9", "71"}}},
        {"stencil.guide.ear_hooks", {{"true"}, {"yes", ""}}},
        {"seed", {{"0", "7", "4294967295"}, {"-1", "4294967296", "1.5", "x"}}},
    };
    if (!kValues.contains("plan.session_1.share")) add_sessions(kValues);
    if (!kValues.contains("fade.figures.healed_share")) add_fade_figures(kValues);
    return kValues;
}

/// Keys of landmarks and free areas have tests of their own.
bool is_about_a_name(const Setting& setting) { return setting.key.find("NAME") != std::string::npos; }

TEST(Settings, EveryKeyInTheTableIsTriedBelow) {
    std::set<std::string> keys, tried;
    for (const Setting& setting : settings()) {
        if (!is_about_a_name(setting)) keys.insert(setting.key);
        EXPECT_FALSE(setting.meaning.empty() || setting.range.empty()) << setting.key;
    }
    for (const auto& [key, ignored] : values()) tried.insert(key);
    for (const ControlInfo& info : control_infos()) tried.insert(info.key);  // by a test of their own
    EXPECT_EQ(keys, tried);
}

TEST(Settings, EveryKeyTakesItsValuesAndGivesThemBack) {
    for (const auto& [key, tried] : values())
        for (const std::string& value : tried.good) {
            const Result<Document> set = with_setting(design_of_two_versions(), sample_head(), key, value);
            ASSERT_TRUE(set) << key << "=" << value << ": " << set.error().message;
            EXPECT_EQ(*setting_of(*set, key, &sample_head()), value) << key;
            EXPECT_FALSE(*set == design_of_two_versions()) << key << "=" << value << " changed nothing";
            EXPECT_TRUE(check_document(*set)) << key << "=" << value;
            EXPECT_EQ(*with_setting(*set, sample_head(), key, value), *set) << key << "=" << value;
        }
}

TEST(Settings, EveryControlOfTheLineIsAKeyThatTellsWhatIsDrawn) {
    const OutlineResult drawn = trace_outline(sample_head(), *sample_design().outline);
    for (const ControlInfo& info : control_infos()) {
        if (info.control == Control::Height) continue;  // told as last typed, see above
        const std::optional<float> now = drawn.controls[static_cast<std::size_t>(info.control)];
        const std::string shown = *setting_of(sample_design(), info.key, &sample_head());
        EXPECT_FALSE(setting_of(sample_design(), info.key)) << "nothing is drawn without a head";
        EXPECT_TRUE(needs_head(info.key, sample_design()));
        EXPECT_EQ(*with_setting(sample_design(), sample_head(), info.key, shown), sample_design()) << info.key;
        EXPECT_FALSE(with_setting(sample_design(), sample_head(), info.key, "much")) << info.key;
        EXPECT_FALSE(with_setting(sample_design(), sample_head(), info.key, "1e6")) << info.key;
        if (!now) {
            EXPECT_EQ(shown, "none");
            continue;
        }
        EXPECT_NEAR(std::stof(shown), *now, 0.006f) << info.key;
        const float wanted = std::clamp(*now + 1.5f, info.range.min, info.range.max);
        const auto set = with_setting(sample_design(), sample_head(), info.key, std::to_string(wanted));
        ASSERT_TRUE(set) << info.key << ": " << set.error().message;
        EXPECT_NEAR(std::stof(*setting_of(*set, info.key, &sample_head())), wanted, 0.1f) << info.key;
    }
}

TEST(Settings, EveryKeyRefusesTheRestAndNamesItself) {
    for (const auto& [key, tried] : values())
        for (const std::string& value : tried.bad) {
            const Result<Document> set = with_setting(sample_design(), sample_head(), key, value);
            ASSERT_FALSE(set) << key << "=" << value;
            EXPECT_EQ(set.error().code, ErrorCode::InvalidInput) << key << "=" << value;
            EXPECT_EQ(set.error().message.find('\n'), std::string::npos);
        }
    EXPECT_EQ(with_setting(sample_design(), sample_head(), "dots.density_per_cm2", "5000").error().message,
              "dots.density_per_cm2 cannot be \"5000\": it must be a number from 20 to 400 dots/cm2.");
}

TEST(Settings, AValueThatIsThereAlreadyGivesTheSameDocument) {
    for (const Setting& setting : settings()) {
        if (is_about_a_name(setting)) continue;
        const Result<Document> set =
            with_setting(sample_design(), sample_head(), setting.key, *setting_of(sample_design(), setting.key, &sample_head()));
        ASSERT_TRUE(set) << setting.key << ": " << set.error().message;
        EXPECT_EQ(*set, sample_design()) << setting.key;
    }
}

TEST(Settings, AnUnknownKeyNamesTheNearest) {
    const auto set = with_setting(sample_design(), sample_head(), "dots.densty_per_cm", "100");
    ASSERT_FALSE(set);
    EXPECT_EQ(set.error().code, ErrorCode::NotFound);
    EXPECT_EQ(set.error().message, "There is no setting \"dots.densty_per_cm\"; the nearest is dots.density_per_cm2.");
    EXPECT_FALSE(setting_of(sample_design(), "outline"));
}

TEST(Settings, TheFitzpatrickTypeSuggestsNothingSilently) {
    Document set = *with_setting(sample_design(), sample_head(), "skin.fitzpatrick", "6");
    EXPECT_EQ(*set.plan, *sample_design().plan);
    EXPECT_EQ(set.skin->monk, sample_design().skin->monk);
}

TEST(Settings, AStyleOfTheEdgeKeepsItsSeedAndChangedFiguresAreNobodys) {
    const Document seeded = *with_setting(sample_design(), sample_head(), "edge.seed", "77");
    EXPECT_EQ(*setting_of(seeded, "edge.style"), "natural");
    const Document broken = *with_setting(seeded, sample_head(), "edge.style", "broken");
    EXPECT_EQ(broken.edge->seed, 77u);
    const Document own = *with_setting(broken, sample_head(), "edge.gaps", "0.3");
    EXPECT_EQ(*setting_of(own, "edge.style"), "own");
}

TEST(Settings, AnotherAgeBringsTheHeightThatIsUsualUnlessOneWasChosen) {
    const Document young = *with_setting(sample_design(), sample_head(), "outline.age", "young");
    EXPECT_LT(young.outline->height_mm, sample_design().outline->height_mm);
    EXPECT_EQ(with_setting(young, sample_head(), "outline.age", "mature")->outline->height_mm, sample_design().outline->height_mm);
    const Document chosen = *with_setting(sample_design(), sample_head(), "outline.height_mm", "81");
    EXPECT_EQ(with_setting(chosen, sample_head(), "outline.age", "young")->outline->height_mm, 81.0f);
}

TEST(Settings, ALandmarkIsKeptInTheSourceFrameAndToldInTheHeads) {
    const glm::vec3 at = sample_head().landmark("glabella") + glm::vec3(0.0f, 2.0f, 0.0f);
    const std::string text = std::to_string(at.x) + "," + std::to_string(at.y) + "," + std::to_string(at.z);
    const Result<Document> set = with_setting(sample_design(), sample_head(), "landmark.glabella", text);
    ASSERT_TRUE(set) << set.error().message;
    const glm::vec3 source = set->fit->landmarks.at("glabella");
    EXPECT_LT(glm::distance(sample_head().from_source(source), at), 1e-3f);
    const Document back = *with_setting(*set, sample_head(), "landmark.glabella", "none");
    EXPECT_TRUE(back.fit->landmarks.empty());
}

TEST(Settings, ALandmarkOffTheHeadOrWithoutANameIsRefused) {
    const auto refusal = [](const std::string& key, const std::string& value) {
        const auto set = with_setting(sample_design(), sample_head(), key, value);
        return set ? "it was taken" : set.error().message;
    };
    EXPECT_THAT(refusal("landmark.glabella", "0,0,500"), HasSubstr("more than 25 mm off the skin"));
    EXPECT_THAT(refusal("landmark.glabela", "0,0,90"), HasSubstr("the nearest is glabella"));
    for (const char* value : {"", "1,2", "1,2,3,4", "nan,0,0", "a,b,c", "1;2;3"})
        EXPECT_THAT(refusal("landmark.glabella", value), HasSubstr("must be x,y,z in mm")) << value;
}

class AppliedSettings : public ::testing::Test {
protected:
    AppliedSettings() { session_.update(false); }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_, sample_design()};
};

TEST_F(AppliedSettings, AreOneStepTogether) {
    ASSERT_TRUE(session_.apply_settings({{"plan.shade", "9"}, {"dots.diameter_mm", "0.4"}, {"client.code", "A"}}));
    EXPECT_EQ(session_.document().client_code, "A");
    EXPECT_TRUE(session_.editor().undo());
    EXPECT_EQ(session_.document(), sample_design());
}

TEST_F(AppliedSettings, AreAllRefusedWhenOneIs) {
    EXPECT_FALSE(session_.apply_settings({{"plan.shade", "9"}, {"head.name", "female_asian"}, {"plan.warmth", "2"}}));
    EXPECT_EQ(session_.document(), sample_design());
    EXPECT_FALSE(session_.editor().is_editing());
}

TEST_F(AppliedSettings, AHeightIsMeasuredOnTheHeadChosenInTheSameCall) {
    ASSERT_TRUE(session_.apply_settings({{"outline.height_mm", "80"}, {"head.name", "female_asian"}}));
    session_.update(false);
    EXPECT_EQ(session_.pipeline().head()->name, "female_asian");
    EXPECT_NEAR(session_.pipeline().outline()->mid_frontal_height_mm, 80.0f, 0.5f);
}

TEST_F(AppliedSettings, ATapedLengthScalesTheHeadAndKeepsTheHairlinesHeight) {
    ASSERT_TRUE(session_.apply_settings({{"head.circumference_mm", "600"}}));
    session_.update(false);
    EXPECT_NEAR(session_.pipeline().head()->circumference_mm, 600.0f, 1.0f);
    EXPECT_NEAR(session_.pipeline().outline()->mid_frontal_height_mm, sample_design().outline->height_mm, 0.5f);
}

TEST_F(AppliedSettings, LandmarksOfOneCallAllReferToTheFrameBeforeIt) {
    const Head head = *session_.pipeline().head();
    const auto text = [](const glm::vec3& p) {
        return std::to_string(p.x) + "," + std::to_string(p.y) + "," + std::to_string(p.z);
    };
    // Both tragions 5 mm up: the second value must not be read in the frame that the first one makes.
    const glm::vec3 up(0.0f, 5.0f, 0.0f);
    const glm::vec3 left = head.landmark("tragion_l") + up, right = head.landmark("tragion_r") + up;
    ASSERT_TRUE(session_.apply_settings({{"landmark.tragion_l", text(left)}, {"landmark.tragion_r", text(right)}}));
    const auto& landmarks = session_.document().fit->landmarks;
    EXPECT_LT(glm::distance(landmarks.at("tragion_l"), head.from_source.inverse(left)), 1e-3f);
    EXPECT_LT(glm::distance(landmarks.at("tragion_r"), head.from_source.inverse(right)), 1e-3f);
}

TEST_F(AppliedSettings, VersionsThatNobodyTouchedAreFittedAnewWhenALandmarkMovesAndWhatWasAgreedStays) {
    session_.editor().preview(*with_new_version(*with_agreement(sample_design(), "2026-11-22")));  // B
    session_.editor().commit("Add version", "2026-11-22");
    const Document before = session_.document();
    session_.update(false);
    ASSERT_TRUE(session_.set_landmark("glabella", session_.pipeline().head()->landmark("glabella") + glm::vec3(0, 6, 0)));
    session_.update(false);
    EXPECT_NE(session_.document().outline->points, sample_design().outline->points);
    const Version& a = *find_version(session_.document(), "A");
    EXPECT_TRUE(a.design.outline->points.empty()) << "fitted as soon as it is shown";
    EXPECT_EQ(*a.agreed->design.outline, *sample_design().outline);
    ASSERT_TRUE(session_.editor().show_version(a.id));
    session_.update(false);
    EXPECT_NEAR(session_.pipeline().outline()->mid_frontal_height_mm, sample_design().outline->height_mm, 0.5f);
    EXPECT_TRUE(is_changed_since_agreed(session_.document()));
    EXPECT_TRUE(session_.editor().undo());
    EXPECT_EQ(session_.document(), before);
}

TEST_F(AppliedSettings, AnotherHeadEmptiesEveryVersionAndEndsItsAgreement) {
    session_.editor().preview(*with_new_version(*with_agreement(sample_design(), "2026-11-22")));
    session_.editor().commit("Add version", "2026-11-22");
    const Document before = session_.document();
    ASSERT_TRUE(session_.apply_settings({{"head.name", "female_asian"}, {"version", "A"}}));
    session_.update(false);
    EXPECT_FALSE(session_.document().outline->points.empty()) << "shown, so fitted";
    EXPECT_TRUE(find_version(session_.document(), "B")->design.outline->points.empty());
    EXPECT_FALSE(find_version(session_.document(), "A")->agreed);
    EXPECT_TRUE(session_.editor().undo());
    EXPECT_EQ(session_.document(), before);
}

TEST_F(AppliedSettings, AnOutlineWorkedByHandStaysOnItsSkinWhenALandmarkMoves) {
    const Head& head = *session_.pipeline().head();
    const OutlinePoint point = session_.document().outline->points.front();
    const auto target = head.measuring.closest(head.measuring.position(point.at) + glm::vec3(0, 3, 0));
    Document worked = session_.document();
    worked.outline = *move_outline_point(head, Symmetry(head, {}), *worked.outline, point.id, *target);
    session_.editor().preview(worked);
    session_.editor().commit("Move point", "2026-11-22");
    session_.update(false);
    ASSERT_TRUE(session_.set_landmark("glabella", session_.pipeline().head()->landmark("glabella") + glm::vec3(0, 2, 0)));
    session_.update(false);
    EXPECT_EQ(*session_.document().outline, *worked.outline);
}

TEST_F(AppliedSettings, AnOutlineThatNobodyTouchedIsFittedAnewWhenALandmarkMoves) {
    ASSERT_TRUE(session_.set_landmark("glabella", session_.pipeline().head()->landmark("glabella") + glm::vec3(0, 6, 0)));
    session_.update(false);
    EXPECT_NE(session_.document().outline->points, sample_design().outline->points);
    EXPECT_NEAR(session_.pipeline().outline()->mid_frontal_height_mm, sample_design().outline->height_mm, 0.5f);
    EXPECT_TRUE(session_.editor().undo());
    EXPECT_EQ(session_.document(), sample_design());
}

}  // namespace
}  // namespace trichion
