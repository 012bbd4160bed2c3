// Photos made for the test: skin with dots of a known contrast, blurred, lit and stored as a camera would.
#include "core/pipeline/photo_contrast.h"

#include "core/pipeline/appearance.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <random>

namespace trichion {
namespace {

constexpr float kPixelsPerMm = 24.0f;
constexpr float kDotMm = 0.35f;
constexpr int kWidth = 900, kHeight = 420;

struct Scene {
    float contrast = 0.40f;       // of each dot, linear green
    float dots_per_cm2 = 180.0f;
    float blur_mm = 0.04f;
    float light_falls = 0.0f;     // share of the light lost from the left edge to the right one
    float exposure = 1.0f;
    float grain = 0.01f;          // of the light
    int hairs = 0;                // across the bare half
};

std::uint8_t stored(double linear) {
    const double v = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1.0 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(v, 0.0, 1.0)));
}

/// Bare skin left of the middle, dots right of it. The seed decides places and grain alone.
Image photo_of(const Scene& scene, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::vector<double> light(static_cast<std::size_t>(kWidth * kHeight), 1.0);
    const double across = 1.0 / std::sqrt(scene.dots_per_cm2 / 100.0) * kPixelsPerMm;   // a jittered grid: no two overlap much
    std::uniform_real_distribution<double> jitter(-0.2, 0.2);
    const double radius = 0.5 * kDotMm * kPixelsPerMm, edge = scene.blur_mm * kPixelsPerMm;
    for (double gy = 0.5 * across; gy < kHeight; gy += across)
        for (double gx = kWidth / 2 + 0.5 * across; gx < kWidth; gx += across) {
            const double cx = gx + across * jitter(random), cy = gy + across * jitter(random);
            for (int y = std::max(0, int(cy - 3 * radius)); y < std::min(kHeight, int(cy + 3 * radius)); ++y)
                for (int x = std::max(0, int(cx - 3 * radius)); x < std::min(kWidth, int(cx + 3 * radius)); ++x) {
                    // A linear edge as wide on both sides keeps the disc's sum to its second order, which is taken out.
                    const double r = std::hypot(x + 0.5 - cx, y + 0.5 - cy);
                    const double cover = std::clamp(0.5 + (radius - r) / (2.0 * edge), 0.0, 1.0);
                    const double grown = 1.0 + edge * edge / (3.0 * radius * radius);
                    light[static_cast<std::size_t>(y * kWidth + x)] -= scene.contrast * cover / grown;
                }
        }
    std::normal_distribution<double> grain(0.0, scene.grain);
    Image photo{kWidth, kHeight, 3, std::vector<std::uint8_t>(static_cast<std::size_t>(3 * kWidth * kHeight))};
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            const double lit = scene.exposure * (1.0 - static_cast<double>(scene.light_falls) * x / kWidth) * light[static_cast<std::size_t>(y * kWidth + x)] * (1.0 + grain(random));
            const bool is_hair = scene.hairs > 0 && x < kWidth / 2 && (x + y) % (kWidth / 2 / scene.hairs) < 4;
            std::uint8_t* at = photo.pixels.data() + 3 * static_cast<std::size_t>(y * kWidth + x);
            const double skin[3] = {0.62, 0.36, 0.25};
            for (int c = 0; c < 3; ++c) at[c] = stored(skin[c] * lit * (is_hair ? 0.1 : 1.0));
        }
    return photo;
}

constexpr PhotoPatch kBare{{40.0f, 40.0f}, {410.0f, 380.0f}};
constexpr PhotoPatch kWorked{{480.0f, 40.0f}, {860.0f, 380.0f}};

float covered(const Scene& scene) { return scene.dots_per_cm2 / 100.0f * 0.25f * std::numbers::pi_v<float> * kDotMm * kDotMm; }

PhotoContrast said_of(const Scene& scene, unsigned seed = 1) {
    return photo_contrast(photo_of(scene, seed), kBare, kWorked, covered(scene));
}

bool tells(const PhotoContrast& said, const std::string& words) {
    for (const std::string& remark : said.remarks)
        if (remark.find(words) != std::string::npos) return true;
    return said.problem.find(words) != std::string::npos;
}

TEST(PhotoContrastTest, AKnownContrastIsFoundWithinTwoPercentWhateverTheExposureBlurAndDensity) {
    for (const Scene& scene : {Scene{}, Scene{.contrast = 0.25f}, Scene{.contrast = 0.6f, .dots_per_cm2 = 120.0f}, Scene{.blur_mm = 0.08f}, Scene{.exposure = 0.4f}}) {
        const PhotoContrast said = said_of(scene);
        EXPECT_EQ(said.problem, "");
        EXPECT_TRUE(said.remarks.empty()) << said.remarks.front();
        EXPECT_NEAR(said.contrast / scene.contrast, 1.0f, 0.02f);
        EXPECT_GT(std::abs(said.contrast / (1.04f * scene.contrast) - 1.0f), 0.02f) << "twin: a truth that is 4 % off would be told";
    }
}

TEST(PhotoContrastTest, ItsSpreadIsThatOfOtherPhotosOfTheSame) {
    std::vector<PhotoContrast> all;
    double mean = 0.0, told = 0.0;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        all.push_back(said_of({.grain = 0.10f}, seed));
        mean += all.back().contrast / 12.0, told += all.back().contrast_error / 12.0;
    }
    double spread = 0.0;
    for (const PhotoContrast& said : all) spread += (said.contrast - mean) * (said.contrast - mean) / 11.0;
    EXPECT_LT(std::sqrt(spread), 2.0 * told);
    EXPECT_GT(std::sqrt(spread), 0.2 * told);
}

TEST(PhotoContrastTest, OneDotIsReadFromAPatchInsideIt) {
    Image photo{200, 100, 3, std::vector<std::uint8_t>(200 * 100 * 3)};
    for (int i = 0; i < 200 * 100; ++i)
        for (int c = 0; c < 3; ++c) photo.pixels[static_cast<std::size_t>(3 * i + c)] = stored(i % 200 < 100 ? 0.4 : 0.4 * 0.55);
    const PhotoContrast said = photo_contrast(photo, {{10, 10}, {90, 90}, true}, {{120, 20}, {180, 80}, true}, 1.0f);
    EXPECT_EQ(said.problem, "");
    EXPECT_NEAR(said.contrast, 0.45f, 0.009f);
    EXPECT_NEAR(static_cast<double>(said.bare.pixels), std::numbers::pi * 40 * 40, 60.0);
}

TEST(PhotoContrastTest, UnevenLightIsTold) {
    EXPECT_TRUE(tells(said_of({.light_falls = 0.10f}), "The light falls"));
    EXPECT_FALSE(tells(said_of({.light_falls = 0.002f}), "The light falls"));
}

TEST(PhotoContrastTest, PatchesFarApartAreTold) {
    const Image photo = photo_of({});
    const PhotoPatch small{{20, 20}, {90, 90}}, far{{800, 320}, {870, 390}};
    EXPECT_TRUE(tells(photo_contrast(photo, small, far, covered({})), "far apart"));
}

TEST(PhotoContrastTest, HairBurntOutSkinAndSwappedPatchesAreTold) {
    EXPECT_TRUE(tells(said_of({.hairs = 6}), "hair or a shadow"));
    EXPECT_TRUE(tells(said_of({.exposure = 1.7f}), "burnt out"));
    const Image photo = photo_of({});
    EXPECT_TRUE(tells(photo_contrast(photo, kWorked, kBare, covered({})), "swapped"));
    EXPECT_TRUE(tells(photo_contrast(photo, kBare, kBare, covered({})), "overlap"));
    EXPECT_TRUE(tells(photo_contrast(photo, kBare, {{480, 40}, {490, 50}}, covered({})), "only 100 pixels"));
    EXPECT_TRUE(tells(photo_contrast(photo, kBare, kWorked, 0.02f), "darker than so many dots"));
}

TEST(PhotoContrastTest, PatchesOutsideThePhotoAndEmptyOnesAreNoCrash) {
    const Image photo = photo_of({});
    for (const PhotoPatch& patch : {PhotoPatch{}, PhotoPatch{{-500, -500}, {-100, -100}}, PhotoPatch{{5000, 5000}, {6000, 6000}}, PhotoPatch{{100, 100}, {50, 50}}})
        EXPECT_FALSE(photo_contrast(photo, patch, kWorked, 0.2f).problem.empty());
    EXPECT_FALSE(photo_contrast(photo, kBare, kWorked, 0.0f).problem.empty());
}

TEST(PhotoContrastTest, WhatDotsCoverGrowsWithTheirSpread) {
    const Document document;
    const float healed = covered_by_dots(document, 180.0f, 0.35f, 30.0f);
    EXPECT_NEAR(healed, 1.8f * 0.25f * std::numbers::pi_v<float> * 0.35f * 0.35f, 0.002f);
    const SessionLook later = appearance_at(*document.plan, *document.skin, *document.fade, {3, 1826.0f}).sessions[0];
    EXPECT_NEAR(covered_by_dots(document, 180.0f, 0.35f, 1826.0f) / healed, later.diameter_factor * later.diameter_factor, 0.02f);
}

}  // namespace
}  // namespace trichion
