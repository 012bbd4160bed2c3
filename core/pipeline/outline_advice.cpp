// The rules that a drawn hairline is held against.
#include "core/pipeline/outline_advice.h"

#include "core/pipeline/mirror.h"
#include "core/pipeline/outline_crossings.h"
#include "core/pipeline/straightness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace trichion {
namespace {

constexpr float kLowestMen_mm = 65.0f;         // [FACTS 3.2: allow 65 to 95, warn below 65]
constexpr float kLowestWomen_mm = 50.0f;       // [FACTS 3.2: women 50 to 70]
constexpr float kLowestGrownMen_mm = 70.0f;    // [FACTS 3.2: 70 is the youthful line, 80 the mature one]
constexpr float kLowestGrownWomen_mm = 55.0f;  // [FACTS 3.2: natural means 58 to 62]; own
constexpr int kGrownAge = 40;                  // years from which a youthful line looks borrowed; own
constexpr float kMostUneven_mm = 4.0f;         // [FACTS 3.5: within 2 mm natural; issue 3: say so from 4 mm]
constexpr float kCornerSlack_mm = 0.5f;
constexpr float kLeastRecess_mm = 9.0f;        // half of what the presets but the barber's box have (18 to 28); own
constexpr float kMostStraight = 0.57f;         // of the hairline; rounded ones reach 0.55, straight ones 0.7 to 0.85; own
constexpr float kLeastBelow_mm = 0.5f;         // below a mark: less is within the width of the line
constexpr float kLeastSpanned_mm = 2.0f;
constexpr float kMostSkewed_mm = 8.0f;         // a landmark from its partner's mirror image; own
constexpr float kForehead_mm = 180.0f;

constexpr const char* kTooLowSource =
    "\"Too low\" is the regret heard most often: fullscalp.com [S33]; heights: Kashiyama 2021, PRS Global Open 9(8):e3751 "
    "[S54], Sirinturk 2016, longdom.org [S55]";
constexpr const char* kCornerSource = "Shapiro, Hairline design, plasticsurgerykey.com/hairline-design [S50]";
constexpr const char* kIrregularSource =
    "Shapiro, Hairline design, plasticsurgerykey.com/hairline-design [S50]; shoreline: hairtx.com [S60b]";
constexpr const char* kUnevenSource = "Near, not exact symmetry: hairlossexperiences.com [S50c]; the 4 mm are ours";
constexpr const char* kCreaseSource = "The client's own forehead: skin below the highest crease folds with the brows";
constexpr const char* kOldHairlineSource = "Scalp micropigmentation copies a mature line: fullscalp.com [S33], hishairclinic.com [S64]";

/// A drawn hairline with what all rules ask of it.
struct Drawn {
    const Head& head;
    const ClientFacts& client;
    const OutlineResult& result;
    const SurfaceCurve* frontal = nullptr;  // null when the outline has none, or only a closed one
    SurfaceCurve midline;                   // from the glabella up

    Drawn(const Head& a_head, const ClientFacts& a_client, const OutlineResult& drawn)
        : head(a_head), client(a_client), result(drawn), midline(midline_from_glabella(a_head, kForehead_mm)) {
        const auto found = std::ranges::find(drawn.parts, OutlinePart::Frontal, &OutlineCurve::part);
        if (found != drawn.parts.end() && found->curve.positions_mm.size() > 2 && !found->curve.is_closed) frontal = &found->curve;
    }
    /// Left of the head's own, bent midline, as the controls count it; and the place that answers across it.
    float offset_mm(const glm::vec3& p) const { return static_cast<float>(head.midline.offset_mm(p)); }
    glm::vec3 reflect(const glm::vec3& p) const { return glm::vec3(head.midline.reflect(p)); }
    bool is_man() const { return client.person == Person::Man; }
    /// How far up the midline a level is reached, along the skin; nothing above its end.
    std::optional<float> height_of_level(float y) const {
        for (std::size_t i = 1; i < midline.positions_mm.size(); ++i) {
            const float a = midline.positions_mm[i - 1].y, b = midline.positions_mm[i].y;
            if (a > y || b < y || a == b) continue;
            return glm::mix(midline.arc_mm[i - 1], midline.arc_mm[i], (y - a) / (b - a));
        }
        return std::nullopt;
    }
    /// The midline between two heights.
    std::vector<glm::vec3> midline_between(float low_mm, float high_mm) const {
        std::vector<glm::vec3> line;
        for (std::size_t i = 0; i < midline.arc_mm.size(); ++i)
            if (midline.arc_mm[i] >= low_mm && midline.arc_mm[i] <= high_mm) line.push_back(midline.positions_mm[i]);
        return line;
    }
};

/// What lies of the frontal part within so many mm of its start (or, `from_end`, of its end).
std::vector<glm::vec3> end_of(const SurfaceCurve& curve, float mm, bool from_end) {
    std::vector<glm::vec3> line;
    for (std::size_t i = 0; i < curve.arc_mm.size(); ++i)
        if ((from_end ? curve.length_mm() - curve.arc_mm[i] : curve.arc_mm[i]) <= mm) line.push_back(curve.positions_mm[i]);
    return line;
}

void advise_height(const Drawn& drawn, std::vector<Advice>& advice) {
    const bool is_grown = drawn.client.age && *drawn.client.age >= kGrownAge;
    const float lowest = drawn.is_man() ? (is_grown ? kLowestGrownMen_mm : kLowestMen_mm)
                                        : (is_grown ? kLowestGrownWomen_mm : kLowestWomen_mm);
    const float height = drawn.result.mid_frontal_height_mm;
    if (height <= 0.0f || height >= lowest) return;
    const std::string whom = is_grown ? fmt::format("at {} years", *drawn.client.age) : drawn.is_man() ? "on a man" : "on a woman";
    advice.push_back({"too_low",
                      fmt::format("{}: The hairline begins {:.1f} mm above the glabella, {:.1f} mm below "
                                  "the {:.0f} mm from which a line looks grown {}.",
                                  is_grown ? "Too low for the age" : "Too low", height, lowest - height, lowest, whom),
                      kTooLowSource, drawn.midline_between(0.0f, height)});
}

/// A line below one of the client's marks. @param level_y  of the mark.
void advise_mark(const Drawn& drawn, float level_y, const char* rule, const char* lead, const char* mark, const char* source,
                 std::vector<Advice>& advice) {
    if (!drawn.frontal) return;
    const auto& places = drawn.frontal->positions_mm;
    const glm::vec3 lowest = *std::ranges::min_element(places, {}, &glm::vec3::y);
    const auto wanted = drawn.height_of_level(level_y), is = drawn.height_of_level(lowest.y);
    if (!wanted || !is || *wanted - *is < kLeastBelow_mm) return;
    std::vector<glm::vec3> below;
    std::ranges::copy_if(places, std::back_inserter(below), [&](const glm::vec3& p) { return p.y < level_y; });
    advice.push_back({rule, fmt::format("{}: The hairline comes down {:.1f} mm below {}.", lead, *wanted - *is, mark), source,
                      std::move(below)});
}

void advise_marks(const Drawn& drawn, std::vector<Advice>& advice) {
    if (drawn.client.forehead_crease)
        advise_mark(drawn, drawn.head.from_source(*drawn.client.forehead_crease).y, "below_crease", "Below the crease",
                    "the highest forehead crease; it will fold when the brows go up", kCreaseSource, advice);
    if (drawn.client.old_trichion)
        advise_mark(drawn, drawn.head.from_source(*drawn.client.old_trichion).y, "below_trichion", "Below the old hairline",
                    "where the client's own hair once began", kOldHairlineSource, advice);
}

void advise_corners(const Drawn& drawn, std::vector<Advice>& advice) {
    if (!drawn.frontal) return;
    for (const bool is_left : {false, true}) {
        const glm::vec3 corner = is_left ? drawn.frontal->positions_mm.back() : drawn.frontal->positions_mm.front();
        const glm::vec3 canthus = drawn.head.landmark(is_left ? "exocanthion_l" : "exocanthion_r");
        const float sign = is_left ? 1.0f : -1.0f;
        const float inside = sign * (drawn.offset_mm(canthus) - drawn.offset_mm(corner));
        if (inside <= kCornerSlack_mm) continue;
        constexpr float kShown_mm = 15.0f;
        advice.push_back({"corner_inside",
                          fmt::format("Corner too far in: The {} corner lies {:.1f} mm inside the vertical through the outer "
                                      "corner of the eye; natural corners stand on it or outside.",
                                      is_left ? "left" : "right", inside),
                          kCornerSource, end_of(*drawn.frontal, kShown_mm, is_left)});
        return;  // the other side is most often its mirror image
    }
}

/// How far the corner falls back behind the straight line from the hairline above the pupil to the temple below: along the
/// skin at the corner, in mm; below 0 where it bulges forward.
float recess_mm(const Drawn& drawn, const SurfaceCurve& temple, bool is_left) {
    constexpr float kDownTemple_mm = 30.0f;
    const SurfaceCurve& frontal = *drawn.frontal;
    const glm::vec3 corner = is_left ? frontal.positions_mm.back() : frontal.positions_mm.front();
    const float pupil = std::abs(drawn.offset_mm(drawn.head.landmark(is_left ? "pupil_l" : "pupil_r")));
    // The frontal part's place above the pupil, sought from the corner inwards.
    glm::vec3 above_pupil = frontal.positions_mm[frontal.positions_mm.size() / 2];
    for (std::size_t k = 0; k < frontal.positions_mm.size(); ++k) {
        const glm::vec3& p = frontal.positions_mm[is_left ? frontal.positions_mm.size() - 1 - k : k];
        if (std::abs(drawn.offset_mm(p)) > pupil) continue;
        above_pupil = p;
        break;
    }
    const std::vector<glm::vec3> down = end_of(temple, kDownTemple_mm, !is_left);
    const glm::vec3 below = is_left ? down.back() : down.front();
    const glm::vec3 along = glm::normalize(below - above_pupil);
    glm::vec3 off = corner - above_pupil;
    off -= glm::dot(off, along) * along;
    const auto at = drawn.head.measuring.closest(corner, 5.0f);
    if (!at) return kLeastRecess_mm;
    const glm::vec3 normal = drawn.head.measuring.normal(*at);
    const glm::vec3 flat = off - glm::dot(off, normal) * normal;
    return glm::dot(flat, glm::vec3(0.0f, 1.0f, -1.0f)) >= 0.0f ? glm::length(flat) : -glm::length(flat);
}

void advise_temples(const Drawn& drawn, std::vector<Advice>& advice) {
    if (!drawn.frontal || !drawn.is_man()) return;  // a woman's corner is rounded as a rule [FACTS 3.4]
    for (const bool is_left : {false, true}) {
        const auto temple = std::ranges::find(drawn.result.parts, is_left ? OutlinePart::TempleLeft : OutlinePart::TempleRight, &OutlineCurve::part);
        if (temple == drawn.result.parts.end() || temple->curve.positions_mm.size() < 2) continue;
        const float recess = recess_mm(drawn, temple->curve, is_left);
        if (recess >= kLeastRecess_mm) continue;
        std::vector<glm::vec3> place = end_of(*drawn.frontal, 25.0f, is_left);
        std::vector<glm::vec3> below = end_of(temple->curve, 25.0f, !is_left);
        place.insert(is_left ? place.end() : place.begin(), below.begin(), below.end());
        advice.push_back({"temple_flattened",
                          fmt::format("Temple flattened: The {} corner falls back only {:.1f} mm between hairline and temple; men keep "
                                      "at least {:.0f} mm there.",
                                      is_left ? "left" : "right", std::max(0.0f, recess), kLeastRecess_mm),
                          kCornerSource, std::move(place)});
        return;
    }
}

void advise_straightness(const Drawn& drawn, std::vector<Advice>& advice) {
    if (!drawn.frontal) return;
    const StraightStretch straight = longest_straight(drawn.head, *drawn.frontal);
    const float share = straight.length_mm / drawn.frontal->length_mm();
    if (share <= kMostStraight) return;
    const auto begin = drawn.frontal->positions_mm.begin();
    advice.push_back({"too_straight",
                      fmt::format("Too straight: Measured up from the brows, {:.0f} mm of {:.0f} keep within {:.0f} mm of a ruler; "
                                  "natural lines leave it after half of their length.",
                                  straight.length_mm, drawn.frontal->length_mm(), kRulerReach_mm),
                      kIrregularSource,
                      {begin + static_cast<std::ptrdiff_t>(straight.first), begin + static_cast<std::ptrdiff_t>(straight.last) + 1}});
}

/// Where left and right differ most: a stretch of the left side.
std::vector<glm::vec3> most_uneven(const Drawn& drawn) {
    std::vector<glm::vec3> left, right;
    float passed = 0.0f;
    for (const OutlineCurve& part : drawn.result.parts)
        for (std::size_t i = 1; i < part.curve.positions_mm.size(); ++i) {
            passed += part.curve.arc_mm[i] - part.curve.arc_mm[i - 1];
            if (passed < 2.0f) continue;
            passed = 0.0f;
            const glm::vec3& p = part.curve.positions_mm[i];
            if (drawn.offset_mm(p) > 0.0f) left.push_back(p);
            else right.push_back(drawn.reflect(p));
        }
    std::size_t worst = 0;
    float most = 0.0f;
    for (std::size_t i = 0; i < left.size(); i += 2) {
        float least = 1e9f;
        for (const glm::vec3& q : right) least = std::min(least, glm::dot(left[i] - q, left[i] - q));
        if (least > most) most = least, worst = i;
    }
    const std::size_t first = worst > 5 ? worst - 5 : 0, last = std::min(left.size(), worst + 6);
    return {left.begin() + static_cast<std::ptrdiff_t>(first), left.begin() + static_cast<std::ptrdiff_t>(last)};
}

void advise_evenness(const Drawn& drawn, std::vector<Advice>& advice) {
    if (drawn.result.left_right_mm <= kMostUneven_mm) return;
    advice.push_back({"left_right",
                      fmt::format("Uneven: Left and right differ by up to {:.1f} mm; differences above {:.0f} mm are noticed.",
                                  drawn.result.left_right_mm, kMostUneven_mm),
                      kUnevenSource, most_uneven(drawn)});
}

void advise_course(const Drawn& drawn, std::vector<Advice>& advice) {
    if (const std::vector<glm::vec3> crossings = crossings_mm(drawn.head, drawn.result); !crossings.empty())
        advice.push_back({"crosses_itself",
                          crossings.size() == 1 ? "Crossing: The outline crosses itself; what lies inside is no longer clear there."
                                                : fmt::format("Crossing: The outline crosses itself in {} places; what lies inside is no "
                                                              "longer clear there.", crossings.size()),
                          "", crossings});
    const auto broken = std::ranges::find(drawn.result.stretches, true, &OutlineStretch::is_broken);
    if (broken != drawn.result.stretches.end())
        advice.push_back({"gap", "Gap: No skin joins two neighbouring points of the line; move them to unbroken skin.", "",
                          broken->curve.positions_mm});
}

bool is_spanned(const Head& head, const SurfacePoint& at) {
    const glm::uvec3& t = head.measuring.mesh().triangles[at.triangle];
    return head.spanned[t.x] && head.spanned[t.y] && head.spanned[t.z];
}

void advise_holes(const Drawn& drawn, std::vector<Advice>& advice) {
    if (drawn.head.spanned.empty()) return;
    float spanned_mm = 0.0f;
    std::vector<glm::vec3> place;
    for (const OutlineCurve& part : drawn.result.parts)
        for (std::size_t i = 1; i < part.curve.points.size(); ++i) {
            if (!is_spanned(drawn.head, part.curve.points[i])) continue;
            spanned_mm += part.curve.arc_mm[i] - part.curve.arc_mm[i - 1];
            place.push_back(part.curve.positions_mm[i]);
        }
    if (spanned_mm < kLeastSpanned_mm) return;
    advice.push_back({"hole",
                      fmt::format("Hole in the scan: {:.0f} mm of the line run over skin that the scan does not have; lengths there are "
                                  "those of a smooth span.", spanned_mm),
                      "", std::move(place)});
}

/// The first pair of landmarks that do not answer each other, and by how much.
struct SkewedPair {
    const char* words;
    float mm;
    glm::vec3 place;
};
std::optional<SkewedPair> skewed_pair(const Drawn& drawn) {
    struct Pair {
        const char *name, *words;
    };
    for (const Pair& pair : {Pair{"pupil", "pupils"}, {"exocanthion", "outer corners of the eyes"}}) {
        const std::string name = pair.name;
        const auto left = drawn.head.landmarks.find(name + "_l"), right = drawn.head.landmarks.find(name + "_r");
        if (left == drawn.head.landmarks.end() || right == drawn.head.landmarks.end()) continue;
        if (!left->second.is_guess && !right->second.is_guess) continue;
        const float mm = glm::distance(drawn.reflect(left->second.position_mm), right->second.position_mm);
        if (mm > kMostSkewed_mm) return SkewedPair{pair.words, mm, left->second.position_mm};
    }
    return std::nullopt;
}

void advise_landmarks(const Drawn& drawn, std::vector<Advice>& advice) {
    if (const auto skewed = skewed_pair(drawn))
        advice.push_back({"landmarks",
                          fmt::format("Landmarks in doubt: The {} were guessed {:.0f} mm apart from even; set glabella and ears in the "
                                      "Head step before trusting heights.", skewed->words, skewed->mm),
                          "", {skewed->place}});
}

/// Smaller is heavier: a broken line, then what clients regret most, then the rest as it comes.
int weight(const Advice& advice) {
    constexpr std::array kHeaviest{"gap", "crosses_itself", "too_low", "below_crease", "below_trichion"};
    return static_cast<int>(std::ranges::find(kHeaviest, advice.rule) - kHeaviest.begin());
}

}  // namespace

bool is_broken_line(const Advice& advice) { return advice.rule == "gap" || advice.rule == "crosses_itself"; }

std::vector<Advice> advise_outline(const Head& head, const ClientFacts& client, const Outline&, const OutlineResult& result) {
    std::vector<Advice> advice;
    const Drawn drawn(head, client, result);
    advise_height(drawn, advice);
    advise_marks(drawn, advice);
    advise_corners(drawn, advice);
    advise_temples(drawn, advice);
    advise_straightness(drawn, advice);
    advise_evenness(drawn, advice);
    advise_course(drawn, advice);
    advise_holes(drawn, advice);
    advise_landmarks(drawn, advice);
    std::ranges::stable_sort(advice, {}, weight);
    return advice;
}

}  // namespace trichion
