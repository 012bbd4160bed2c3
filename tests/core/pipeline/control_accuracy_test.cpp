// What each control shows against a tape, a rule and a protractor of the tests' own on the line as drawn, with twins: a
// line that is off by the tolerance fails.
#include "core/base/hash.h"
#include "core/pipeline/built_in_heads.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_mirroring.h"
#include "core/pipeline/outline_presets.h"

#include "fitted_heads.h"
#include "own_tape.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

using namespace test;

constexpr double kLevel_mm = 26.0;  // of the brow's level line above the glabella, by tape
constexpr double kArm_mm = 20.0;    // of the temple's angle
const glm::dvec3 kAcross(1.0, 0.0, 0.0);  // built-in heads stand with x to the left and are even

/// One half of the line as drawn, each part from the front backwards; `sign` is that of its x.
struct Half {
    double sign = 1.0;
    Polyline frontal, temple, sideburn, ear, nape;
};

Polyline drawn_part(const OutlineResult& drawn, OutlinePart part) {
    const auto found = std::ranges::find(drawn.parts, part, &OutlineCurve::part);
    return found == drawn.parts.end() ? Polyline{} : Polyline(found->curve.positions_mm.begin(), found->curve.positions_mm.end());
}

Half half_of(const OutlineResult& drawn, bool is_left) {
    Half half{is_left ? 1.0 : -1.0, drawn_part(drawn, OutlinePart::Frontal),
              drawn_part(drawn, is_left ? OutlinePart::TempleLeft : OutlinePart::TempleRight),
              drawn_part(drawn, is_left ? OutlinePart::SideburnLeft : OutlinePart::SideburnRight),
              drawn_part(drawn, is_left ? OutlinePart::EarLeft : OutlinePart::EarRight), drawn_part(drawn, OutlinePart::Nape)};
    if (!is_left)
        for (Polyline* part : {&half.frontal, &half.temple, &half.sideburn, &half.ear, &half.nape}) std::ranges::reverse(*part);
    return half;
}

/// Where a line comes from one side of the midline to the other.
glm::dvec3 on_midline(const Polyline& line) {
    for (std::size_t i = 1; i < line.size(); ++i)
        if ((line[i - 1].x < 0.0) != (line[i].x < 0.0)) return glm::mix(line[i - 1], line[i], line[i - 1].x / (line[i - 1].x - line[i].x));
    ADD_FAILURE() << "a line that does not cross the midline";
    return glm::dvec3(0.0);
}

double height_mm(const Head& head, const OutlineResult& drawn) {
    return length_mm(taped(head.measuring.mesh(), kAcross, on_midline(drawn_part(drawn, OutlinePart::Frontal)), head.landmark("glabella")));
}

double recession_mm(const Head& head, const OutlineResult& drawn) {
    const Polyline midline = taped(head.measuring.mesh(), kAcross, head.landmark("glabella"), head.landmark("vertex"));
    const double level = walked(midline, kLevel_mm).y;
    const Polyline frontal = drawn_part(drawn, OutlinePart::Frontal);
    const auto above_level = [&](const glm::dvec3& place) { return taped_above_mm(head.measuring.mesh(), place, level); };
    return 0.5 * (above_level(frontal.front()) + above_level(frontal.back())) - above_level(on_midline(frontal));
}

double above_inion_mm(const Head& head, const OutlineResult& drawn, OutlinePart part) {
    const glm::dvec3 place = on_midline(drawn_part(drawn, part)), inion = head.landmark("inion");
    const double way = length_mm(taped(head.measuring.mesh(), kAcross, place, inion));
    return place.y < inion.y ? -way : way;
}

double temple_angle_deg(const Head& head, const Half& half) {
    Polyline back(half.frontal.rbegin(), half.frontal.rend());
    const glm::dvec3 corner = back.front();
    const glm::dvec3 a = walked(back, std::min(kArm_mm, 0.5 * length_mm(back)));
    const glm::dvec3 b = walked(half.temple, std::min(kArm_mm, 0.5 * length_mm(half.temple)));
    glm::dvec3 normal(0.0);  // of the skin within 2 mm
    const Mesh& mesh = head.measuring.mesh();
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::dvec3 p = mesh.positions[t.x], q = mesh.positions[t.y], r = mesh.positions[t.z];
        if (glm::distance((p + q + r) / 3.0, corner) < 2.0) normal += glm::cross(q - p, r - p);
    }
    normal = glm::normalize(normal);
    const auto flat = [&](const glm::dvec3& p) { return glm::normalize(p - corner - glm::dot(p - corner, normal) * normal); };
    return glm::degrees(std::acos(glm::dot(flat(a), flat(b))));
}

/// Mean distance, seen from the side, of the line from that along which the head's maker marked the ear as attached.
double ear_distance_mm(const Head& head, const Half& half) {
    std::ifstream file(std::string(TRICHION_SOURCE_DIR) + "/models/landmarks/" + head.name + ".json");
    const nlohmann::json marks = nlohmann::json::parse(file);
    std::vector<glm::dvec2> ear;
    for (const auto& p : marks["ear_attachment_left"]) ear.emplace_back(p[2], p[1]);
    double sum = 0.0, length = 0.0;
    for (std::size_t i = 1; i < half.ear.size(); ++i) {
        const glm::dvec3 middle = 0.5 * (half.ear[i] + half.ear[i - 1]);
        const glm::dvec2 seen(middle.z, middle.y);
        double least = std::numeric_limits<double>::max();
        for (std::size_t k = 0; k < ear.size(); ++k) {
            const glm::dvec2 along = ear[(k + 1) % ear.size()] - ear[k];
            const double t = glm::clamp(glm::dot(seen - ear[k], along) / glm::dot(along, along), 0.0, 1.0);
            least = std::min(least, glm::distance(seen, ear[k] + t * along));
        }
        const double piece = glm::distance(half.ear[i], half.ear[i - 1]);
        sum += piece * least, length += piece;
    }
    return sum / length;
}

/// How far out the nape is where, from behind the ear on, it first is half-way down to the midline.
double half_nape_mm(const Half& half) {
    const double level = 0.5 * (half.nape.front().y + on_midline(half.nape).y);
    for (std::size_t i = 1; i < half.nape.size(); ++i)
        if (half.nape[i].y < level)
            return half.sign * glm::mix(half.nape[i - 1].x, half.nape[i].x, (half.nape[i - 1].y - level) / (half.nape[i - 1].y - half.nape[i].y));
    ADD_FAILURE() << "a nape that does not go down";
    return 0.0;
}

double of_half(const Head& head, const Half& half, Control control) {
    const bool is_left = half.sign > 0.0;
    const glm::dvec3 tragion = head.landmark(is_left ? "tragion_l" : "tragion_r");
    switch (control) {
        case Control::CornerPlace: return half.sign * (half.frontal.back().x - head.landmark(is_left ? "exocanthion_l" : "exocanthion_r").x);
        case Control::TemporalForward: return half.temple.back().z - tragion.z;
        case Control::TemporalHeight: return half.temple.back().y - tragion.y;
        case Control::TempleAngle: return temple_angle_deg(head, half);
        case Control::SideburnLength: return half.temple.back().y - half.sideburn.back().y;
        case Control::EarDistance: return ear_distance_mm(head, half);
        default: return half_nape_mm(half);
    }
}

/// What tape, rule and protractor find.
double checked(const Head& head, const OutlineResult& drawn, Control control) {
    switch (control) {
        case Control::Height: return height_mm(head, drawn);
        case Control::Recession: return recession_mm(head, drawn);
        case Control::NapeHeight: return above_inion_mm(head, drawn, OutlinePart::Nape);
        case Control::BlendHeight: return above_inion_mm(head, drawn, OutlinePart::Blend);
        default: break;
    }
    const double both = of_half(head, half_of(drawn, true), control) + of_half(head, half_of(drawn, false), control);
    return control == Control::NapeWidth ? both : 0.5 * both;
}

struct ControlCase {
    const char* name;
    Control control;
    double tolerance = 0.1;  // mm or degrees
};

class EachControl : public testing::TestWithParam<ControlCase> {
protected:
    static Outline fitted(const Head& head) {
        Outline settings;
        settings.extent = GetParam().control == Control::BlendHeight ? Extent::Fringe : Extent::Nape;
        Outline outline = fit_outline(head, settings, "natural", usual_height_mm(head.name)).value();
        outline.mirror = false;
        for (OutlinePoint& point : outline.points) {  // worked by hand, each side for itself
            if (point.twin == point.id) continue;
            const auto off = [&](std::uint64_t k) { return 3.0f * unit_float(mix(5, point.id * 3u + k)) - 1.5f; };
            point.at = *head.measuring.closest(head.measuring.position(point.at) + glm::vec3(off(0), off(1), off(2)));
        }
        return outline;
    }
    static double shown(const OutlineResult& drawn) { return drawn.controls[static_cast<std::size_t>(GetParam().control)].value_or(-999.0f); }
    /// The line with this control moved.
    static OutlineResult moved(const Head& head, const Outline& outline, double by) {
        const double target = shown(trace_outline(head, outline)) + by;
        const auto next = set_control(head, Symmetry(head, {}), outline, GetParam().control, static_cast<float>(target));
        EXPECT_TRUE(next) << head.name << ": " << (next ? "" : next.error().message);
        return trace_outline(head, next.value_or(outline));
    }
};
INSTANTIATE_TEST_SUITE_P(ControlAccuracy, EachControl,
                         testing::Values(ControlCase{"Height", Control::Height}, ControlCase{"Recession", Control::Recession},
                                         ControlCase{"CornerPlace", Control::CornerPlace},
                                         ControlCase{"TemporalForward", Control::TemporalForward},
                                         ControlCase{"TemporalHeight", Control::TemporalHeight},
                                         ControlCase{"TempleAngle", Control::TempleAngle, 0.2},
                                         ControlCase{"SideburnLength", Control::SideburnLength},
                                         // The program knows the ear by its landmarks, this test by 24 marks round it.
                                         ControlCase{"EarDistance", Control::EarDistance, 0.5},
                                         ControlCase{"NapeHeight", Control::NapeHeight}, ControlCase{"NapeWidth", Control::NapeWidth},
                                         ControlCase{"BlendHeight", Control::BlendHeight}),
                         [](const auto& control) { return std::string(control.param.name); });

TEST_P(EachControl, ShowsWhatIsDrawnAndALineOffByTheToleranceWouldFail) {
    for (const char* name : {"male_caucasian", "male_older", "female_african"}) {
        const Head& head = fitted_head(name);
        const Outline outline = fitted(head);
        const OutlineResult drawn = trace_outline(head, outline);
        for (const double by : {0.0, 5.0}) {
            const OutlineResult line = by == 0.0 ? drawn : moved(head, outline, by);
            EXPECT_NEAR(shown(line), checked(head, line, GetParam().control), GetParam().tolerance) << name << ", moved by " << by;
        }
        EXPECT_NEAR(checked(head, moved(head, outline, 5.0), GetParam().control) - checked(head, drawn, GetParam().control), 5.0,
                    GetParam().tolerance + 0.05) << name;
        // The twin: the line twice the tolerance away, while the figure stays.
        for (const double by : {-2.0, 2.0})
            EXPECT_GT(std::abs(shown(drawn) - checked(head, moved(head, outline, by * GetParam().tolerance), GetParam().control)),
                      GetParam().tolerance) << name << by;
    }
}

/// The middle of how far the left of a line lies behind the mirrored right, between 32 and 48 mm off the midline.
double left_behind_mm(const Polyline& line) {
    const auto at = [&](double x) {
        for (std::size_t i = 1; i < line.size(); ++i)
            if ((line[i - 1].x < x) != (line[i].x < x)) return glm::mix(line[i - 1], line[i], (x - line[i - 1].x) / (line[i].x - line[i - 1].x));
        ADD_FAILURE() << "a line that does not reach " << x;
        return glm::dvec3(0.0);
    };
    double sum = 0.0;
    for (int k = 0; k <= 8; ++k) {
        const glm::dvec3 left = at(32.0 + 2.0 * k), right = at(-32.0 - 2.0 * k);
        sum += std::copysign(glm::length(glm::dvec2(left.y - right.y, left.z - right.z)), left.y - right.y);
    }
    return sum / 9.0;
}

TEST(ControlAccuracy, TheShareOfTheAsymmetryIsThatOfTheClientsOwnLine) {
    const Head& head = fitted_head("male_caucasian");
    ClientFacts client;
    Polyline own;
    for (float x = -58.0f; x <= 58.0f; x += 2.0f) {
        const float higher = 6.0f * std::clamp(x / 30.0f, 0.0f, 1.0f);
        const auto hit = head.measuring.hit({{x, 95.0f + higher, 260.0f}, glm::normalize(glm::vec3(0.0f, -0.25f, -1.0f))}, true);
        ASSERT_TRUE(hit);
        own.push_back(head.measuring.position(hit->at));
        client.traced_hairline.push_back(head.from_source.inverse(glm::vec3(own.back())));
    }
    const double whole = left_behind_mm(own);
    ASSERT_GT(whole, 5.0);
    const Symmetry symmetry(head, client);
    for (const char* preset : {"natural", "rounded", "straight"}) {
        const Outline even = fit_outline(head, {}, preset, 74.0f).value();
        const auto kept_mm = [&](float share) {
            const auto kept = with_asymmetry(head, symmetry, even, share);
            EXPECT_TRUE(kept) << (kept ? "" : kept.error().message);
            return left_behind_mm(drawn_part(trace_outline(head, kept.value_or(even)), OutlinePart::Frontal));
        };
        const double tolerance_mm = 0.05 * whole;
        for (const float share : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}) {
            EXPECT_NEAR(kept_mm(share), static_cast<double>(share) * whole, tolerance_mm) << preset << ' ' << share;
            // The twin: a tenth of the client's asymmetry too much or too little.
            const float off = share > 0.5f ? share - 0.1f : share + 0.1f;
            EXPECT_GT(std::abs(kept_mm(off) - static_cast<double>(share) * whole), tolerance_mm) << preset << ' ' << share;
        }
    }
}

}  // namespace
}  // namespace trichion
