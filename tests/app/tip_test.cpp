// Words beside what the pointer rests on: late enough not to flicker, and never over what is read.
#include "app/editor/ui/area.h"
#include "app/editor/ui/tip.h"
#include "tests/app/ui_fixture.h"

namespace trichion {
namespace {

using ui::Rect;

constexpr Rect kWindow{0.0f, 0.0f, 1280.0f, 720.0f};
constexpr float kWidth = 240.0f, kHeight = 24.0f;

bool overlap(const Rect& a, const Rect& b) { return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom(); }
bool lies_in(const Rect& a, const Rect& b) { return a.x >= b.x && a.y >= b.y && a.right() <= b.right() && a.bottom() <= b.bottom(); }

class TipPlace : public UiTest {};

TEST_F(TipPlace, AColumnsAndABarsTipStandsBesideIt) {
    const Rect inspector{950.0f, 52.0f, 330.0f, 536.0f}, rail{0.0f, 52.0f, 60.0f, 536.0f}, top{0.0f, 0.0f, 1280.0f, 52.0f}, below{0.0f, 588.0f, 1280.0f, 132.0f};
    for (const Rect& host : {inspector, rail, top, below})
        for (const float share : {0.02f, 0.5f, 0.98f}) {
            const Rect control{host.x + share * (host.width - 40.0f), host.y + share * (host.height - 26.0f), 40.0f, 26.0f};
            const Rect tip = ui::tip_place(kWidth, kHeight, control, host, kWindow);
            EXPECT_FALSE(overlap(tip, host)) << host.x << " " << host.y << " " << share;
            EXPECT_TRUE(lies_in(tip, kWindow)) << host.x << " " << host.y << " " << share;
        }
}

TEST_F(TipPlace, OnThePictureItCoversNeitherTheRowNorThePanelsAround) {
    const Rect picture{60.0f, 52.0f, 890.0f, 536.0f};
    const Rect left_row{74.0f, 64.0f, 250.0f, 30.0f}, right_row{710.0f, 102.0f, 226.0f, 28.0f}, card{74.0f, 64.0f, 262.0f, 180.0f}, symbol{300.0f, 540.0f, 30.0f, 30.0f};
    for (const Rect& row : {left_row, right_row, card, symbol}) {
        const Rect tip = ui::tip_place(kWidth, kHeight, row, picture, kWindow);
        EXPECT_FALSE(overlap(tip, row)) << row.x;
        EXPECT_TRUE(lies_in(tip, picture)) << row.x;
    }
    const Rect tip = ui::tip_place(kWidth, kHeight, symbol, picture, kWindow);
    EXPECT_LT(tip.bottom(), symbol.y) << "beside a lone symbol stand others: not over them";
}

TEST_F(TipPlace, ItIsShownAfterARestAndGoesWithAPress) {
    draw = [] {
        {
            const ui::Area area("Inspector", {950, 52, 330, 536}, 0, {16, 16});
            if (const ui::Pressable p = ui::pressable("Button", {966, 80, 200, 30}); p.is_hovered) ui::tooltip("What it is for", p.rect);
        }
        ui::draw_tip();
    };
    frame();
    frame();
    const Rect button_rect = rect_of("Button");
    move_to(button_rect.x + 20.0f, button_rect.y + 10.0f);
    frame();
    EXPECT_EQ(ui_.registry.find("Tip: What it is for"), nullptr) << "a pointer that passes by shows nothing";
    EXPECT_TRUE(ui_.tip.is_due) << "the window waits for it";
    for (int i = 0; i < 30; ++i) frame();
    ASSERT_NE(ui_.registry.find("Tip: What it is for"), nullptr);
    EXPECT_FALSE(overlap(rect_of("Tip: What it is for"), {950, 52, 330, 536}));
    button(true);
    button(false);
    for (int i = 0; i < 30; ++i) frame();
    EXPECT_EQ(ui_.registry.find("Tip: What it is for"), nullptr) << "who has pressed it knows it";
    move_to(200.0f, 200.0f);
    move_to(button_rect.x + 20.0f, button_rect.y + 10.0f);
    for (int i = 0; i < 30; ++i) frame();
    EXPECT_NE(ui_.registry.find("Tip: What it is for"), nullptr);
}

}  // namespace
}  // namespace trichion
