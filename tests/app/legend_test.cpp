// Legends beside the colours they explain.
#include "app/editor/ui/area.h"
#include "app/editor/viewport/heat_legend.h"
#include "app/editor/viewport/sheet_ink.h"
#include "app/editor/viewport/stencil_picture.h"
#include "tests/app/ui_fixture.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

TEST(DensityScale, EndsAtARoundNumberNotFarAboveWhatIsThere) {
    for (float densest = 1.0f; densest < 3000.0f; densest *= 1.07f) {
        const float top = density_scale_top(densest);
        EXPECT_GE(top, densest);
        EXPECT_LE(top, std::max(50.0f, 2.0f * densest)) << densest;
        EXPECT_EQ(std::fmod(top, 50.0f), 0.0f) << densest;
    }
    EXPECT_EQ(density_scale_top(180.0f), 200.0f);
}

/// The colours of what is drawn, by where it is drawn.
class StretchColours : public UiTest {
protected:
    /// Of the corner of the drawing that is nearest to a place.
    static glm::vec3 at(const ImDrawList& list, float x, float y) {
        const ImDrawVert* best = nullptr;
        for (const ImDrawVert& corner : list.VtxBuffer)
            if (!best || std::hypot(corner.pos.x - x, corner.pos.y - y) < std::hypot(best->pos.x - x, best->pos.y - y)) best = &corner;
        const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(best->col);
        EXPECT_EQ(colour.w, 1.0f) << "what shines through would be another colour";
        return {colour.x, colour.y, colour.z};
    }
};

TEST_F(StretchColours, OnTheSheetAreThoseOfItsLegend) {
    // A strip of triangles, each stretched as far as the ramp is long.
    StencilPiece piece;
    constexpr int kSteps = 24;  // of the legend's ramp
    for (int i = 0; i <= kSteps; ++i) {
        piece.flat.push_back({4.0 * i, 0.0});
        piece.flat.push_back({4.0 * i, 4.0});
    }
    for (unsigned i = 0; i < kSteps; ++i) {
        piece.triangles.push_back({2 * i, 2 * i + 1, 2 * i + 2});
        piece.stretch.push_back(0.01f * kStretchMapTop_percent * static_cast<float>(i) / kSteps);
    }
    std::vector<glm::vec3> drawn;
    ui::Rect bar;
    std::vector<glm::vec3> legend;
    draw = [&] {
        const ui::Area area("Viewport", {0, 0, 1280, 720}, 0);
        ImDrawList* list = ImGui::GetWindowDrawList();
        draw_stretch_legend({0, 0, 1280, 720}, 1.0, StretchOn::Sheet);
        bar = rect_of("Stretch legend, colours");
        for (unsigned i = 0; i < kSteps; ++i) legend.push_back(at(*list, bar.x + bar.width * static_cast<float>(i) / kSteps, bar.y));
        const int first = list->VtxBuffer.Size;
        draw_stretch(list, {{0, 0, 1280, 720}, 5.0f}, piece, {});
        for (unsigned i = 0; i < kSteps; ++i) {
            const ImVec4 colour = ImGui::ColorConvertU32ToFloat4(list->VtxBuffer[first + static_cast<int>(3 * i)].col);
            EXPECT_EQ(colour.w, 1.0f);
            drawn.push_back({colour.x, colour.y, colour.z});
        }
    };
    frame();
    ASSERT_EQ(drawn.size(), legend.size());
    constexpr float kOff = 1.5f / 255.0f;
    for (std::size_t i = 0; i < drawn.size(); ++i) EXPECT_LT(glm::length(drawn[i] - legend[i]), kOff) << i;
    EXPECT_GT(glm::length(drawn[10] - legend[11]), kOff) << "a step further is another colour";
}

TEST_F(StretchColours, WordsOnThePaperCanBeReadOnEachOfThem) {
    for (float share = 0.0f; share <= 1.0f; share += 0.05f) {
        const glm::vec3 colour = sheet_stretch_colour(share);
        const auto linear = [](float c) { return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f); };
        const float luminance = 0.2126f * linear(colour.x) + 0.7152f * linear(colour.y) + 0.0722f * linear(colour.z);
        EXPECT_GT((luminance + 0.05f) / 0.05f, 4.5f) << share << ": black words need as much";
    }
}

TEST_F(StretchColours, TheKeyOfMergingDotsCountsThoseOfEachColourAndSaysWhenThereAreNone) {
    Dots dots;
    const Dots* shown = nullptr;
    draw = [&] {
        const ui::Area area("Viewport", {0, 0, 1280, 720}, 0);
        draw_density_legend({0, 0, 1280, 720}, 200.0f, std::nullopt);
        draw_merging_legend({0, 0, 1280, 720}, shown, true);
    };
    frame();
    rect_of("No dots merge");
    shown = &dots;
    dots.merging.crowded = {0, 0};
    frame();
    rect_of("No dots merge");
    dots.merging.crowded = {0b1011, 1}, dots.merging.healed_crowded = {0b1000, 0};
    frame();
    const ui::Rect now = rect_of("Merge once healed: 1"), later = rect_of("Merge later, by 5 years: 3");
    EXPECT_LE(now.bottom(), later.y);
    EXPECT_LE(later.bottom(), rect_of("Merging legend").bottom());
    EXPECT_EQ(ui_.registry.find("No dots merge"), nullptr);
    EXPECT_LE(rect_of("Merging legend").bottom(), rect_of("Density legend").y) << "one above the other";
}

TEST(Theme, AHoveredSegmentIsTakenForNoChosenOne) {
    const auto luminance = [](ImU32 colour) {
        const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
        const auto linear = [](float v) { return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f); };
        return 0.2126f * linear(c.x) + 0.7152f * linear(c.y) + 0.0722f * linear(c.z);
    };
    const auto contrast = [&](ImU32 a, ImU32 b) { return (luminance(a) + 0.05f) / (luminance(b) + 0.05f); };
    const ui::Theme theme;
    EXPECT_GT(contrast(theme.segment_chosen, theme.segment_hover), 1.4f);
    EXPECT_GT(contrast(theme.segment_hover, theme.field), 1.05f) << "and it is still seen";
}

}  // namespace
}  // namespace trichion
