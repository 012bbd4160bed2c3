// The shader and the CPU say the same of a dot: how dark its middle, how much light it takes in all.
#include "app/picture/picture.h"
#include "tests/renderer/scenes.h"

#include <cmath>

namespace trichion::test {
namespace {

constexpr int kSide_px = 320;
constexpr float kMmPerPx = 0.006f;

struct OneDot {
    float diameter_mm = 0.35f, shade = 1.0f, depth = 1.0f;
};
struct Taken {
    glm::dvec3 middle{0.0}, sum_mm2{0.0};  // contrast at the centre; contrast times area
};

DotLook as_uniforms(const SessionLook& look) {
    return {look.diameter_factor, look.contrast, look.softness_mm, 0.0f, look.top_mm, look.spread_mm2, look.shed, look.reach_mm};
}

/// What a blurred disc takes at its centre, from its contrast alone: the profile of dots.vert keeps the disc's sum. Here
/// by integrating that profile numerically, without the shader's closed form.
double middle_of_disc(double radius, double softness) {
    const double edge = 2.236 * softness;
    const bool is_disc = radius >= edge;
    const double rim = is_disc ? radius + edge : 2.9 * std::sqrt(softness * softness + 0.25 * radius * radius);
    const double inner = is_disc ? (radius - edge) / (radius + edge) : 0.0;
    double area = 0.0;
    constexpr int kRings = 4000;
    for (int i = 0; i < kRings; ++i) {
        const double r = (i + 0.5) / kRings, t = std::clamp((r - inner) / (1.0 - inner), 0.0, 1.0);
        area += (1.0 - t * t * (3.0 - 2.0 * t)) * 2.0 * std::numbers::pi * r / kRings * rim * rim;
    }
    return std::numbers::pi * radius * radius / area;
}

class SeenDotPicture : public OffscreenTest {
protected:
    Taken taken_on_card(const SessionLook& look, const OneDot& dot) {
        renderer_->set_skin(plate(60.0f).geometry());
        renderer_->set_dots(std::vector{pack_dot({0, 0, 0}, {0, 0, 1}, dot.diameter_mm, dot.shade, 1, dot.depth)});
        SceneView scene = view_at(kMmPerPx, kSide_px);
        const Image bare = picture(scene, {kSide_px, kSide_px});
        scene.dots[1] = as_uniforms(look);
        const Image dotted = picture(scene, {kSide_px, kSide_px});
        Taken taken;
        for (int c = 0; c < 3; ++c) {
            taken.middle[c] = 1.0 - mean_light(dotted, 3, c) / mean_light(bare, 3, c);
            taken.sum_mm2[c] = (1.0 - mean_light(dotted, kSide_px / 2, c) / mean_light(bare, kSide_px / 2, c)) * std::pow(kSide_px * kMmPerPx, 2.0);
        }
        return taken;
    }

    static Taken taken_by_cpu(const SessionLook& look, const OneDot& dot) {
        const SeenDot seen = seen_dot(look, dot.diameter_mm, dot.shade, dot.depth);
        const double radius = 0.5 * static_cast<double>(seen.diameter_mm);
        const double softness = std::hypot(static_cast<double>(seen.softness_mm), 0.5 * static_cast<double>(kMmPerPx));
        return {glm::dvec3(seen.contrast) * middle_of_disc(radius, softness), glm::dvec3(seen.contrast) * std::numbers::pi * radius * radius};
    }

    /// The largest difference of both, of full contrast and of the greatest sum.
    double worst(const SessionLook& on_card, const SessionLook& on_cpu, const OneDot& dot) {
        const Taken card = taken_on_card(on_card, dot), cpu = taken_by_cpu(on_cpu, dot);
        double off = 0.0;
        for (int c = 0; c < 3; ++c) {
            off = std::max(off, std::abs(card.middle[c] - cpu.middle[c]));
            off = std::max(off, std::abs(card.sum_mm2[c] - cpu.sum_mm2[c]) / cpu.sum_mm2.x);
        }
        return off;
    }
};

SessionLook look_at(float days, float travel_mm = 0.6f) {
    SessionPlan plan;
    plan.each[2].depth_mm = travel_mm;
    return appearance_at(plan, SkinSettings{}, FadeSettings{}, {3, days}).sessions[2];
}

TEST_F(SeenDotPicture, TheShaderTakesAsMuchLightAsTheCpuSaysWithinOnePercent) {
    double worst_of_all = 0.0;
    for (const float days : {0.0f, 30.0f, 1856.0f})
        for (const OneDot& dot : {OneDot{}, OneDot{0.28f, 0.8f, 1.3f}, OneDot{0.40f, 1.1f, 0.65f}})
            worst_of_all = std::max(worst_of_all, worst(look_at(days), look_at(days), dot));
    worst_of_all = std::max(worst_of_all, worst(look_at(400.0f, 1.3f), look_at(400.0f, 1.3f), {}));
    RecordProperty("worst_percent", std::to_string(100.0 * worst_of_all));
    EXPECT_LT(worst_of_all, 0.01);
}

TEST_F(SeenDotPicture, AnArtistsOwnFiguresReachTheShaderAsTheyReachTheCpu) {
    FadeSettings own;
    for (const auto& [figure, value] : {std::pair{FadeFigureKind::HealedShare, 0.8f}, std::pair{FadeFigureKind::FreshDiameter, 1.9f}, std::pair{FadeFigureKind::FadeSoft, 0.4f},
                                        std::pair{FadeFigureKind::FadeExpected, 0.3f}, std::pair{FadeFigureKind::SpreadSoft, 9.0e-4f},
                                        std::pair{FadeFigureKind::SpreadExpected, 8.0e-4f}, std::pair{FadeFigureKind::ReachBlue, 0.06f}})
        own = with_fade_figure(own, figure, value).value();
    for (const float days : {0.0f, 1856.0f}) {
        const SessionLook look = appearance_at(SessionPlan{}, SkinSettings{}, own, {3, days}).sessions[2];
        EXPECT_LT(worst(look, look, {}), 0.01) << days;
        EXPECT_GT(worst(look, look_at(days), {}), 0.02) << "the preset's look is another one, at day " << days;
    }
}

TEST_F(SeenDotPicture, TheCheckAboveSeesAContrastThatIsTwoPercentOff) {
    SessionLook off = look_at(30.0f);
    off.contrast *= 1.02f;
    EXPECT_GT(worst(off, look_at(30.0f), {}), 0.01);
}

TEST_F(SeenDotPicture, TheCheckAboveSeesAPigmentThatBeginsAFiftiethOfAMillimetreDeeper) {
    SessionLook off = look_at(30.0f);
    off.top_mm += 0.02f;
    EXPECT_GT(worst(off, look_at(30.0f), {0.35f, 1.0f, 1.3f}), 0.005);
}

TEST_F(SeenDotPicture, FreshDotsHaveASoreRingThatFadesOutwards) {
    renderer_->set_skin(plate(60.0f).geometry());
    renderer_->set_dots(std::vector{pack_dot({0, 0, 0}, {0, 0, 1}, 0.35f, 1.0f, 1)});
    SceneView scene = view_at(kMmPerPx, kSide_px);
    scene.dots[1] = {.diameter_factor = 1.0f, .contrast = glm::vec3(0.5f)};
    const Image calm = picture(scene, {kSide_px, kSide_px});
    scene.dots[1].redness = 1.0f;
    const Image sore = picture(scene, {kSide_px, kSide_px});
    const auto taken = [&](float mm, int channel) {
        const int x = kSide_px / 2 + static_cast<int>(mm / kMmPerPx);
        return 1.0f - linear(sore.at(x, kSide_px / 2)[channel]) / linear(calm.at(x, kSide_px / 2)[channel]);
    };
    EXPECT_GT(taken(0.30f, 1), 0.02f);
    EXPECT_LT(std::abs(taken(0.30f, 0)), 0.01f) << "red light stays: the ring is red, not dark";
    EXPECT_GT(taken(0.30f, 1), taken(0.45f, 1));
    EXPECT_LT(taken(0.60f, 1), 0.01f);
}

double lightness(const glm::dvec3& light) { return 116.0 * std::cbrt(0.2126 * light.x + 0.7152 * light.y + 0.0722 * light.z) - 16.0; }

class DarkEnough : public OffscreenTest {
protected:
    /// A hand-made field: a jittered grid, a tenth of it each size up and down, sessions by their shares.
    static std::vector<DotInstance> field(float per_cm2) {
        std::vector<DotInstance> dots;
        const SessionPlan plan;
        const float step = 10.0f / std::sqrt(per_cm2);
        std::uint32_t state = 99u;
        const auto next = [&] { return state = state * 1664525u + 1013904223u, static_cast<float>(state >> 8) / 16777216.0f; };
        for (float x = -45.0f; x < 45.0f; x += step)
            for (float y = -45.0f; y < 45.0f; y += step) {
                const float which = next();
                const int session = which < plan.shares[0] ? 1 : which < plan.shares[0] + plan.shares[1] ? 2 : 3;
                dots.push_back(pack_dot({x + 0.3f * step * next(), y + 0.3f * step * next(), 0}, {0, 0, 1}, kSeenDiameter_mm * std::exp(0.24f * (next() - 0.5f)), 1.0f, static_cast<std::uint32_t>(session)));
            }
        return dots;
    }
    /// dL* of bare medium skin and the default plan, session 3 healed, in a picture of 1 mm for each pixel.
    double darker(float per_cm2) {
        renderer_->set_skin(plate(60.0f).geometry());
        renderer_->set_dots(field(per_cm2));
        SceneView scene = view_at(1.0f, 160);
        const auto light = [&] {
            const Image image = picture(scene, {160, 160});
            return glm::dvec3(mean_light(image, 30, 0), mean_light(image, 30, 1), mean_light(image, 30, 2));
        };
        scene.skin.tone_linear = {0.665f, 0.342f, 0.174f};  // Fitzpatrick III, #D59E74
        const double bare = lightness(light());
        const Appearance healed = appearance_at(SessionPlan{}, SkinSettings{}, FadeSettings{}, {3, 30.0f});
        for (std::size_t s = 0; s < 3; ++s) scene.dots[s + 1] = as_uniforms(healed.sessions[s]);
        return bare - lightness(light());
    }

    static constexpr float kSeenDiameter_mm = 0.35f;
};

TEST_F(DarkEnough, TheDefaultPlanHealedIsThreeToSixOfLightnessDarkerFromAcrossTheRoomByDotsOfAtMostFourTenths) {
    const double dl = darker(180.0f);
    RecordProperty("dL", std::to_string(dl));
    EXPECT_GE(dl, 3.0);
    EXPECT_LE(dl, 6.0);
    for (const SessionLook& look : appearance_at(SessionPlan{}, SkinSettings{}, FadeSettings{}, {3, 30.0f}).sessions)
        if (look.is_shown) { EXPECT_LE(seen_dot(look, kSeenDiameter_mm, 1.0f, 1.0f).diameter_mm, 0.40f); }
}

TEST_F(DarkEnough, AThirdFewerDotsWouldNotDo) { EXPECT_LT(darker(120.0f), 3.0); }

}  // namespace
}  // namespace trichion::test
