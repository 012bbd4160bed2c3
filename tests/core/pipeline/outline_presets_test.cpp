// Presets on the built-in heads: what an artist would check with tape and callipers before working from one.
#include "core/pipeline/outline_presets.h"

#include "fitted_heads.h"
#include "line_crossings.h"
#include "own_tape.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

namespace trichion {
namespace {

using namespace test;
using Ages = std::array<HairlineAge, 2>;
constexpr Ages kAges{HairlineAge::Young, HairlineAge::Mature};
constexpr std::array kExtents{Extent::Fringe, Extent::Nape};
constexpr std::array kTemples{TempleClass::N, TempleClass::T, TempleClass::P, TempleClass::R};

struct Design {
    std::string preset = "natural";
    HairlineAge age = HairlineAge::Mature;
    Extent extent = Extent::Nape;
    TempleClass temple = TempleClass::N;
};

Result<Outline> try_fit(const Head& head, const Design& design, float height_mm = 0.0f) {
    Outline settings;
    settings.age = design.age, settings.extent = design.extent, settings.temple = design.temple;
    return fit_outline(head, settings, design.preset, height_mm > 0.0f ? height_mm : usual_height_mm(head.name));
}

Outline fitted(const Head& head, const Design& design, float height_mm = 0.0f) {
    auto outline = try_fit(head, design, height_mm);
    EXPECT_TRUE(outline) << head.name << " " << design.preset << ": " << (outline ? "" : outline.error().message);
    return outline.value_or(Outline{});
}

std::string words(const Design& d) {
    return d.preset + " " + to_word(d.age) + " " + to_word(d.temple) + " " + to_word(d.extent);
}

const SurfaceCurve& part_of(const OutlineResult& drawn, OutlinePart part) {
    static const SurfaceCurve kNone;
    const auto found = std::ranges::find(drawn.parts, part, &OutlineCurve::part);
    EXPECT_NE(found, drawn.parts.end()) << to_word(part);
    return found == drawn.parts.end() ? kNone : found->curve;
}

glm::vec3 left_corner(const OutlineResult& drawn) { return part_of(drawn, OutlinePart::TempleLeft).positions_mm.front(); }
glm::vec3 left_temporal_point(const OutlineResult& drawn) { return part_of(drawn, OutlinePart::TempleLeft).positions_mm.back(); }

// How much farther up the line runs `outward_mm` left of the midline than on it.
float rise_mm(const Head& head, const OutlineResult& drawn, float outward_mm) {
    const float level_y = head.landmark("glabella").y + 24.0f;
    const auto nearest = [&](float x) {
        const auto& line = part_of(drawn, OutlinePart::Frontal).positions_mm;
        return *std::ranges::min_element(line, {}, [x](const glm::vec3& p) { return std::abs(p.x - x); });
    };
    const auto above_level_mm = [&](float x) { return taped_above_mm(head.measuring.mesh(), nearest(x), static_cast<double>(level_y)); };
    return static_cast<float>(above_level_mm(outward_mm) - above_level_mm(0.0f));
}

// The line along which the left ear is attached, as the head's maker marked it.
std::vector<glm::vec3> ear_attachment(const std::string& head) {
    std::ifstream file(std::string(TRICHION_SOURCE_DIR) + "/models/landmarks/" + head + ".json");
    const nlohmann::json marks = nlohmann::json::parse(file);
    std::vector<glm::vec3> line;
    for (const auto& p : marks["ear_attachment_left"]) line.emplace_back(p[0], p[1], p[2]);
    return line;
}

float distance_mm(const std::vector<glm::vec3>& closed, const glm::vec3& q) {
    float least = 1e9f;
    for (std::size_t i = 0; i < closed.size(); ++i) {
        const glm::vec3 a = closed[i], b = closed[(i + 1) % closed.size()] - a;
        const float t = glm::clamp(glm::dot(q - a, b) / std::max(1e-12f, glm::dot(b, b)), 0.0f, 1.0f);
        least = std::min(least, glm::distance(q, a + t * b));
    }
    return least;
}

// Nearest and farthest of the samples round the ears from where those are attached.
glm::vec2 ear_distances(const Head& head, const OutlineResult& drawn) {
    const std::vector<glm::vec3> ear = ear_attachment(head.name);
    glm::vec2 found(1e9f, 0.0f);
    for (const OutlinePart part : {OutlinePart::EarLeft, OutlinePart::EarRight})
        for (const glm::vec3& p : part_of(drawn, part).positions_mm) {
            const float d = distance_mm(ear, {std::abs(p.x), p.y, p.z});
            found = {std::min(found.x, d), std::max(found.y, d)};
        }
    return found;
}

class EachHeadsPresets : public testing::TestWithParam<std::string> {
protected:
    const Head& head() const { return fitted_head(GetParam()); }
    float canthus_mm() const { return head().landmark("exocanthion_l").x; }
};
INSTANTIATE_TEST_SUITE_P(Presets, EachHeadsPresets,
                         testing::Values("male_caucasian", "male_african", "male_asian", "male_mixed", "male_older",
                                         "female_caucasian", "female_african", "female_asian"),
                         [](const auto& head) { return head.param; });

TEST_P(EachHeadsPresets, RunPartByPartWithoutCrossingThemselves) {
    const std::vector<OutlinePart> fringe{OutlinePart::Frontal, OutlinePart::TempleLeft, OutlinePart::Blend, OutlinePart::TempleRight};
    const std::vector<OutlinePart> nape{OutlinePart::Frontal,  OutlinePart::TempleLeft,    OutlinePart::SideburnLeft,
                                        OutlinePart::EarLeft,  OutlinePart::Nape,          OutlinePart::EarRight,
                                        OutlinePart::SideburnRight, OutlinePart::TempleRight};
    for (const OutlinePreset& preset : outline_presets())
        for (const HairlineAge age : kAges)
            for (const Extent extent : kExtents) {
                const Design design{preset.name, age, extent};
                const OutlineResult drawn = trace_outline(head(), fitted(head(), design));
                std::vector<OutlinePart> parts;
                for (const OutlineCurve& part : drawn.parts) parts.push_back(part.part);
                EXPECT_EQ(parts, extent == Extent::Fringe ? fringe : nape) << words(design);
                EXPECT_EQ(crossings(drawn), 0) << words(design);
                EXPECT_TRUE(std::ranges::none_of(drawn.stretches, &OutlineStretch::is_broken)) << words(design);
            }
}

TEST_P(EachHeadsPresets, KeepTheCornerOnTheCanthusVerticalAndTheHeightAsked) {
    for (const OutlinePreset& preset : outline_presets())
        for (const HairlineAge age : kAges) {
            const Design design{preset.name, age};
            const OutlineResult drawn = trace_outline(head(), fitted(head(), design));
            EXPECT_GT(left_corner(drawn).x, canthus_mm() - 1.0f) << words(design);
            EXPECT_LT(left_corner(drawn).x, canthus_mm() + 13.0f) << words(design);
            EXPECT_NEAR(drawn.mid_frontal_height_mm, usual_height_mm(head().name), 0.2f) << words(design);
        }
}

TEST_P(EachHeadsPresets, AreTheSameLeftAndRight) {
    for (const OutlinePreset& preset : outline_presets()) {
        const OutlineResult drawn = trace_outline(head(), fitted(head(), {preset.name}));
        for (const auto& [left, right] : {std::pair{OutlinePart::TempleLeft, OutlinePart::TempleRight},
                                          std::pair{OutlinePart::SideburnLeft, OutlinePart::SideburnRight}}) {
            const glm::vec3 a = part_of(drawn, left).positions_mm.front(), b = part_of(drawn, right).positions_mm.back();
            EXPECT_LT(glm::distance(glm::vec3(-a.x, a.y, a.z), b), 0.5f) << preset.name << " " << to_word(left);
        }
        EXPECT_LT(drawn.left_right_mm, 4.0f) << preset.name;
    }
}

TEST_P(EachHeadsPresets, GoRoundTheEarsAtABarbersDistance) {
    for (const char* preset : {"natural", "edge_up", "rounded_low"}) {
        const glm::vec2 distances = ear_distances(head(), trace_outline(head(), fitted(head(), {preset})));
        EXPECT_GT(distances.x, 4.5f) << preset;
        EXPECT_LT(distances.y, 11.5f) << preset;
    }
}

TEST_P(EachHeadsPresets, AnEarThreeMillimetresLargerWouldFailThatTest) {
    const OutlineResult drawn = trace_outline(head(), fitted(head(), {}));
    Head larger = head();
    for (auto& [name, landmark] : larger.landmarks) {
        if (name.starts_with("ear_attachment_superior")) landmark.position_mm.y -= 6.0f;
        if (name.starts_with("ear_attachment_posterior")) landmark.position_mm.z += 6.0f;
    }
    EXPECT_LT(ear_distances(head(), trace_outline(head(), fitted(larger, {}))).x, 4.5f);
    EXPECT_GT(ear_distances(head(), drawn).x, 4.5f);
}

TEST_P(EachHeadsPresets, HaveTheTemporalPointThreeToFourCentimetresFromTheCanthus) {
    for (const Extent extent : kExtents) {
        const OutlineResult drawn = trace_outline(head(), fitted(head(), {.extent = extent}));
        const glm::vec3 canthus = head().landmark("exocanthion_l"), point = left_temporal_point(drawn);
        EXPECT_GT(glm::distance(point, canthus), 29.0f);
        EXPECT_LT(glm::distance(point, canthus), 41.0f);
        EXPECT_GT(point.y, canthus.y + 5.0f);
        EXPECT_LT(point.z, canthus.z);
    }
}

TEST_P(EachHeadsPresets, LieLowerAtTheCornersWhenYoung) {
    for (const OutlinePreset& preset : outline_presets()) {
        const OutlineResult young = trace_outline(head(), fitted(head(), {preset.name, HairlineAge::Young}));
        const OutlineResult mature = trace_outline(head(), fitted(head(), {preset.name, HairlineAge::Mature}));
        EXPECT_LT(rise_mm(head(), young, left_corner(young).x) + 0.5f, rise_mm(head(), mature, left_corner(mature).x)) << preset.name;
    }
}

TEST_P(EachHeadsPresets, StepBackAtTheTempleFromClassToClass) {
    float before = 1e9f;
    for (const TempleClass temple : kTemples) {
        const OutlineResult drawn = trace_outline(head(), fitted(head(), {.temple = temple}));
        EXPECT_LT(left_temporal_point(drawn).z, before - 2.0f) << to_word(temple);
        before = left_temporal_point(drawn).z;
        EXPECT_EQ(crossings(drawn), 0) << to_word(temple);
    }
}

// The most that two triangles of the skin within 2 mm of a place stand off each other.
float crease_rad(const Head& head, const glm::vec3& at) {
    const Mesh& mesh = head.measuring.mesh();
    std::vector<glm::vec3> normals;
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::vec3 a = mesh.positions[t.x], b = mesh.positions[t.y], c = mesh.positions[t.z];
        if (glm::distance((a + b + c) / 3.0f, at) < 2.0f) normals.push_back(glm::normalize(glm::cross(b - a, c - a)));
    }
    float most = 0.0f;
    for (const glm::vec3& n : normals)
        for (const glm::vec3& m : normals) most = std::max(most, std::acos(glm::clamp(glm::dot(n, m), -1.0f, 1.0f)));
    return most;
}

// Over the upper part of the line round an ear, or `nearer_mm` nearer to it, where the fold is.
float worst_crease_rad(const Head& head, const OutlineResult& drawn, OutlinePart part, float nearer_mm) {
    const std::string side = part == OutlinePart::EarLeft ? "_l" : "_r";
    const glm::vec3 ear = 0.5f * (head.landmark("ear_attachment_superior" + side) + head.landmark("otobasion_inferius" + side));
    float most = 0.0f;
    const auto& line = part_of(drawn, part).positions_mm;
    for (std::size_t i = 0; i < line.size(); i += 4) {
        glm::vec3 inwards(0.0f, ear.y - line[i].y, ear.z - line[i].z);
        if (-inwards.y < 10.0f) continue;
        inwards *= nearer_mm / glm::length(inwards);
        most = std::max(most, crease_rad(head, head.measuring.position(*head.measuring.closest(line[i] + inwards))));
    }
    return most;
}

// On the left of male_african the measuring surface spans part of the fold, wider than a line may keep off.
TEST(Presets, KeepClearOfTheFoldBehindAnEarWhereItIsWide) {
    for (const auto& [name, part] : {std::pair{"male_african", OutlinePart::EarRight}, {"female_african", OutlinePart::EarLeft}}) {
        const Head& head = fitted_head(name);
        const OutlineResult drawn = trace_outline(head, fitted(head, {}));
        EXPECT_LT(worst_crease_rad(head, drawn, part, 0.0f), 0.4f) << name;
        EXPECT_GT(worst_crease_rad(head, drawn, part, 3.0f), 0.4f) << name << ": 3 mm nearer it would be met";
    }
}

TEST(Presets, HaveTheFiguresOfTheirShapes) {
    const Head& head = fitted_head("male_caucasian");
    const auto drawn = [&](const std::string& preset, HairlineAge age = HairlineAge::Mature) {
        return trace_outline(head, fitted(head, {preset, age}));
    };
    const auto corner_rise = [&](const OutlineResult& line) { return rise_mm(head, line, left_corner(line).x); };
    for (const char* box : {"straight", "edge_up"})
        for (const HairlineAge age : kAges) EXPECT_LT(std::abs(corner_rise(drawn(box, age))), 3.5f) << box;
    for (const HairlineAge age : kAges) {
        const float rise = corner_rise(drawn("rounded", age));
        EXPECT_GT(rise, 9.5f);
        EXPECT_LT(rise, 20.5f);
    }
    const OutlineResult m = drawn("mature_m");
    const float pupil = head.landmark("pupil_l").x, corner = left_corner(m).x;
    const float chord = 0.5f * (rise_mm(head, m, pupil) + rise_mm(head, m, corner));
    EXPECT_GT(rise_mm(head, m, 0.5f * (pupil + corner)) - chord, 3.0f) << "hollow between lateral anterior point and corner";
    EXPECT_NEAR(rise_mm(head, drawn("widows_peak", HairlineAge::Young), 13.5f), 13.5f, 1.5f);
    EXPECT_NEAR(rise_mm(head, drawn("heart_low"), 10.5f), 9.0f, 1.5f);
    EXPECT_LT(corner_rise(drawn("rounded_low")), -5.0f);
}

TEST(Presets, NameEachPointOnceAndTwinThemInPairs) {
    const Head& head = fitted_head("male_caucasian");
    for (const OutlinePreset& preset : outline_presets())
        for (const Extent extent : kExtents) {
            Outline settings;
            settings.next_id = 7, settings.extent = extent;
            const Outline outline = fit_outline(head, settings, preset.name, 74.0f).value();
            std::map<std::uint32_t, std::uint32_t> twins;
            for (const OutlinePoint& p : outline.points) EXPECT_TRUE(twins.emplace(p.id, p.twin).second) << p.id;
            int own = 0;
            for (const auto& [id, twin] : twins) {
                EXPECT_EQ(twins.at(twin), id);
                own += id == twin;
            }
            EXPECT_EQ(own, 2) << "the mid-frontal point and the one behind";
            EXPECT_LE(outline.points.size(), 44u);
            EXPECT_EQ(outline.next_id, 7u + outline.points.size());
        }
}

TEST(Presets, KeepTheSettingsAndTheFreeAreas) {
    Outline settings;
    settings.blend_mm = 25.0f, settings.mirror = false, settings.locked = 2;
    settings.areas.push_back({.id = 3, .name = "Crown"});
    settings.next_id = 9;
    const Outline outline = fit_outline(fitted_head("male_caucasian"), settings, "rounded", 80.0f).value();
    EXPECT_EQ(outline.blend_mm, 25.0f);
    EXPECT_FALSE(outline.mirror);
    EXPECT_EQ(outline.locked, 2);
    EXPECT_EQ(outline.areas, settings.areas);
    EXPECT_EQ(outline.height_mm, 80.0f);
}

// A landmark set wrongly, and what the sentence must name; empty when a sane line is as good.
struct Mistake {
    const char* what;
    std::vector<std::pair<std::string, std::string>> moved;  // landmark, to the place of this one
    std::string named;
};
const Mistake kMistakes[] = {
    {"glabella on the ear", {{"glabella", "ear_attachment_superior_l"}}, "glabella"},
    {"glabella on the chin", {{"glabella", "menton"}}, "glabella"},
    {"eye corners swapped", {{"exocanthion_l", "exocanthion_r"}, {"exocanthion_r", "exocanthion_l"}}, "exocanthion"},
    {"an eye corner on the nose", {{"exocanthion_r", "pronasale"}}, "exocanthion_r"},
    {"tragions swapped", {{"tragion_l", "tragion_r"}, {"tragion_r", "tragion_l"}}, "glabella"},
    {"vertex on the chin", {{"vertex", "menton"}}, "vertex"},
    {"inion on the nose", {{"inion", "pronasale"}}, "inion"},
    {"back of the head on the forehead", {{"opisthocranion", "trichion"}}, "opisthocranion"},
    {"nose tip on the back of the head", {{"pronasale", "inion"}}, ""},
    {"pupils on the ears", {{"pupil_l", "tragion_l"}, {"pupil_r", "tragion_r"}}, ""},
    {"ear landmarks on the nose",
     {{"ear_attachment_superior_l", "pronasale"}, {"ear_attachment_posterior_l", "pronasale"}, {"otobasion_inferius_l", "pronasale"}},
     ""},
};

void expect_sane(const Head& head, const Outline& outline, const char* what) {
    const OutlineResult drawn = trace_outline(head, outline);
    EXPECT_EQ(crossings(drawn), 0) << what;
    for (const OutlineCurve& part : drawn.parts)
        for (const glm::vec3& p : part.curve.positions_mm) {
            ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << what;
            ASSERT_FALSE(p.z > 45.0f && p.y < head.landmark("nasion").y) << what << ": a line in the face";
        }
}

TEST(Presets, OnWrongLandmarksGiveASaneLineOrASentenceThatNamesThem) {
    for (const Mistake& mistake : kMistakes) {
        Head head = fitted_head("male_caucasian");
        for (const auto& [name, to] : mistake.moved) head.landmarks[name].position_mm = fitted_head("male_caucasian").landmark(to);
        const auto outline = try_fit(head, {});
        if (!mistake.named.empty()) {
            ASSERT_FALSE(outline) << mistake.what;
            EXPECT_EQ(outline.error().code, ErrorCode::Degenerate);
            EXPECT_NE(outline.error().message.find(mistake.named), std::string::npos) << mistake.what << ": " << outline.error().message;
        } else {
            ASSERT_TRUE(outline) << mistake.what << ": " << outline.error().message;
            expect_sane(fitted_head("male_caucasian"), *outline, mistake.what);
        }
    }
}

TEST(Presets, OnMissingLandmarksNameTheFirstToSet) {
    for (const char* name : {"glabella", "tragion_l", "exocanthion_l", "exocanthion_r", "vertex", "opisthocranion", "inion"}) {
        Head head = fitted_head("male_caucasian");
        head.landmarks.erase(name);
        const auto outline = try_fit(head, {});
        ASSERT_FALSE(outline) << name;
        EXPECT_NE(outline.error().message.find(name), std::string::npos) << outline.error().message;
        EXPECT_NE(outline.error().message.find("set it"), std::string::npos) << outline.error().message;
    }
    Head head = fitted_head("male_caucasian");
    head.landmarks.erase("inion");
    EXPECT_TRUE(try_fit(head, {.extent = Extent::Fringe})) << "the fringe needs no inion";
}

TEST(Presets, WithoutEarLandmarksStillKeepOffTheEars) {
    for (const char* name : {"male_caucasian", "female_african"}) {
        Head head = fitted_head(name);
        std::erase_if(head.landmarks, [](const auto& l) { return l.first.starts_with("ear_") || l.first.starts_with("otobasion"); });
        const OutlineResult drawn = trace_outline(head, fitted(head, {}));
        EXPECT_GT(ear_distances(head, drawn).x, 4.0f) << name;
        EXPECT_EQ(crossings(drawn), 0) << name;
    }
}

TEST(Presets, AtHeightsFromLowToHighAreLaidOrRefusedInOneSentence) {
    const Head& head = fitted_head("male_caucasian");
    for (const OutlinePreset& preset : outline_presets())
        for (const float height : {30.0f, 50.0f, 95.0f, 130.0f}) {
            const auto outline = try_fit(head, {preset.name}, height);
            if (!outline) {
                EXPECT_GT(outline.error().message.size(), 40u);
                EXPECT_TRUE(height == 30.0f || height == 130.0f) << preset.name << " " << height << outline.error().message;
                continue;
            }
            for (const glm::vec3& p : part_of(trace_outline(head, *outline), OutlinePart::Frontal).positions_mm)
                ASSERT_TRUE(std::isfinite(p.x + p.y + p.z));
        }
}

TEST(Presets, StartAtTheUsualHeightOfPersonAndAge) {
    EXPECT_EQ(trichion::usual_height_mm(Person::Man, HairlineAge::Young), 70.0f);
    EXPECT_EQ(trichion::usual_height_mm(Person::Man, HairlineAge::Mature), 80.0f);
    EXPECT_EQ(trichion::usual_height_mm(Person::Woman, HairlineAge::Young), 60.0f);
    EXPECT_EQ(trichion::usual_height_mm(Person::Woman, HairlineAge::Mature), 60.0f);
}

}  // namespace
}  // namespace trichion
