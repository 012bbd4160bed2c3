// The Stencil step around its sheet: the way out, what is shown on the head, where notices stand.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "app/editor/viewport/heat_legend.h"
#include "app/editor/viewport/stencil_picture.h"
#include "app/editor/viewport/viewport.h"
#include "app/picture/render_picture.h"
#include "tests/app/ui_fixture.h"

#include <algorithm>
#include <memory>

namespace trichion {
namespace {

bool overlap(const ui::Rect& a, const ui::Rect& b) {
    return a.x < b.right() - 0.5f && b.x < a.right() - 0.5f && a.y < b.bottom() - 0.5f && b.y < a.bottom() - 0.5f;
}

class StencilStep : public UiTest {
protected:
    StencilStep() {
        for (const char* format : {"pdf", "svg", "dxf", "stl", "3mf"})
            commands_.add({std::string("file.export_") + format, format, "", {}, {}, [this, format] { saved_ += format; }});
        view_.step = Step::Stencil;
        draw = [this] {
            const FrameLayout frame = lay_out_frame(1280.0f, 720.0f);
            PanelContext context{session_, view_, notices_, commands_};
            draw_inspector(frame.inspector, context);
            const ui::Area area("Viewport", frame.viewport, 0);
            draw_stencil_options(frame.viewport, context);
            draw_notices(frame.viewport, context);
            if (shows_sheet(view_, session_.document())) draw_sheet(ImGui::GetWindowDrawList(), frame.viewport, context);
        };
    }
    void change(const StencilSettings& settings) { change_part(session_.editor(), &Document::stencil, settings, "Change the stencil"); }
    void make_sheet() {
        for (int i = 0; i < 10 && !session_.pipeline().is_fresh(); ++i) session_.update(true);
        ASSERT_TRUE(session_.pipeline().sheet());
    }
    void scroll_to_the_end() {
        const ui::Rect rows = rect_of("Inspector");
        move_to(rows.x + 4.0f, rows.y + 0.5f * rows.height);
        for (int i = 0; i < 20; ++i) {
            ImGui::GetIO().MouseWheel = -10.0f;
            frame();
        }
        frame();
    }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
    std::string saved_;
};

TEST_F(StencilStep, WhereverTheRestIsScrolledToFilesAreOneClickAway) {
    make_sheet();
    frame();
    frame();
    const ui::Rect first = rect_of("Part/Frontal");
    scroll_to_the_end();
    ASSERT_LT(rect_of("Part/Frontal").bottom(), first.y - 100.0f) << "the rest has scrolled";
    for (const char* label : {"Save PDF\xe2\x80\xa6", "SVG\xe2\x80\xa6", "DXF\xe2\x80\xa6"}) {
        EXPECT_LE(rect_of(label).bottom(), rect_of("Inspector").y) << label;
        click(label);
    }
    EXPECT_EQ(saved_, "pdfsvgdxf");
    for (const auto& [label, rect] : ui_.registry.rects())
        EXPECT_FALSE(label.starts_with("Stencil: ") && overlap(rect, rect_of("Inspector"))) << "what is about to leave is told beside them";
}

TEST_F(StencilStep, AGuidesFilesStandWhereTheSheetsDid) {
    frame();
    frame();
    const ui::Rect pdf = rect_of("Save PDF\xe2\x80\xa6");
    StencilSettings settings;
    settings.medium = Medium::PrintedGuide;
    change(settings);
    frame();
    frame();
    EXPECT_EQ(rect_of("Save STL\xe2\x80\xa6").y, pdf.y);
    EXPECT_FALSE(overlap(rect_of("Save STL\xe2\x80\xa6"), rect_of("Save 3MF\xe2\x80\xa6")));
    scroll_to_the_end();
    EXPECT_EQ(rect_of("Save 3MF\xe2\x80\xa6").y, pdf.y);
}

TEST_F(StencilStep, BothWaysToTheHeadTurnItWhereThePiecesLie) {
    make_sheet();
    view_.camera = *named_view("back", *session_.pipeline().head(), 1.5f);
    for (const char* label : {"Show/On the head", "Show the stretch on the head"}) {
        view_.stencil.is_on_head = false;
        view_.wanted_view.clear();
        frame();
        frame();
        scroll_to_the_end();
        click(label);
        EXPECT_TRUE(view_.stencil.is_on_head) << label;
        EXPECT_EQ(view_.wanted_view, "three-quarter") << label;
    }
    click("Show the sheet");
    EXPECT_FALSE(view_.stencil.is_on_head);
}

TEST_F(StencilStep, ALineThatLeavesAloneIsShownWithoutPaperOnHeadAndSheet) {
    make_sheet();
    const Stencil& stencil = *session_.pipeline().stencil();
    const Head& head = *session_.pipeline().head();
    EXPECT_FALSE(picture_of(head, stencil, StencilLine::Strip).paper.triangles.empty());
    const StencilPicture alone = picture_of(head, stencil, StencilLine::LineOnly);
    EXPECT_TRUE(alone.paper.triangles.empty() && alone.colours.empty());
    std::size_t lines = 0;
    for (const StencilPiece& piece : stencil.pieces) {
        lines += 1 + piece.marks.size();
        EXPECT_TRUE(std::ranges::any_of(alone.lines, [&](const SkinLine& line) { return line.positions_mm == piece.line.positions_mm; })) << piece.name;
        for (const PlacementMark& mark : piece.marks) {
            const bool is_there = std::ranges::any_of(alone.lines, [&](const SkinLine& line) {
                return line.positions_mm.size() == 3 && glm::distance(glm::dvec3(line.positions_mm[1]), mark.on_head_mm) < 0.5 &&
                       glm::distance(line.positions_mm.front(), line.positions_mm.back()) < 8.2f;
            });
            EXPECT_TRUE(is_there) << mark.name;
        }
    }
    EXPECT_EQ(alone.lines.size(), lines);
    view_.stencil.shows_stretch = true;
    frame();
    frame();
    EXPECT_TRUE(ui_.registry.find("Stretch legend"));
    StencilSettings settings;
    settings.line = StencilLine::LineOnly;
    change(settings);
    make_sheet();
    frame();
    frame();
    EXPECT_FALSE(ui_.registry.find("Stretch legend"));
    EXPECT_FALSE(ui_.registry.find("Show stretch"));
}

TEST_F(StencilStep, ANoticeCoversNeitherThePagesNorWhatIsToldOfThem) {
    StencilSettings settings;
    settings.paper = Paper::Custom;
    settings.custom_width_mm = 190.0f, settings.custom_height_mm = 170.0f;  // on several pages
    change(settings);
    make_sheet();
    notices_.info("Saved A-17-stencil-2026-11-22.pdf and 1 more. Print at 100 %.", 0.0);
    notices_.problem("The printers measured on this computer cannot be read, so no sheet is corrected.");
    frame();
    frame();
    for (const char* notice : {"Notice 0", "Notice 1"})
        for (const char* needed : {"Pages", "Page 1", "Next page", "Show/Sheet"}) EXPECT_FALSE(overlap(rect_of(notice), rect_of(needed))) << notice << " on " << needed;
    EXPECT_FALSE(overlap(rect_of("Notice 0"), rect_of("Notice 1")));
    click("Page 2");
    EXPECT_EQ(view_.stencil.page, 1);
}

TEST_F(StencilStep, WhereAWindowIsTooSmallForBothTheLegendStandsAboveTheReadOuts) {
    const ui::Rect small{60.0f, 52.0f, 570.0f, 416.0f}, read_outs{74.0f, 424.0f, 346.0f, 30.0f};
    draw = [&] {
        const ui::Area area("Viewport", small, 0);
        ui::context().plates.push_back(read_outs);
        draw_stretch_legend(small, 2.8, StretchOn::Head);
    };
    frame();
    EXPECT_FALSE(overlap(rect_of("Stretch legend"), read_outs));
    EXPECT_LT(read_outs.y - rect_of("Stretch legend").bottom(), 12.0f) << "no higher than it must";
}

TEST_F(StencilStep, NoticesStandBesideWhatIsToldAtTheFootOrAboveIt) {
    const ui::Rect viewport{60.0f, 52.0f, 890.0f, 536.0f};
    const auto room_over = [&](const std::vector<ui::Rect>& plates) {
        NoticeRoom room;
        draw = [&] { room = notice_room(viewport, plates); };
        frame();
        for (const ui::Rect& plate : plates) EXPECT_FALSE(overlap({room.x, room.bottom - 90.0f, room.width, 90.0f}, plate));
        EXPECT_GE(room.x, viewport.x + 8.0f);
        EXPECT_LE(room.x + room.width, viewport.right() - 8.0f);
        EXPECT_GE(room.width, 260.0f);
        return room;
    };
    const ui::Rect read_outs{74.0f, 544.0f, 330.0f, 30.0f}, legend{684.0f, 508.0f, 252.0f, 66.0f}, inset{74.0f, 368.0f, 260.0f, 128.0f};
    const NoticeRoom alone = room_over({});
    EXPECT_NEAR(alone.x + 0.5f * alone.width, viewport.x + 0.5f * viewport.width, 1.0f);
    EXPECT_EQ(alone.bottom, viewport.bottom() - 14.0f);
    EXPECT_EQ(room_over({read_outs}).bottom, viewport.bottom() - 14.0f);
    EXPECT_EQ(room_over({read_outs, legend}).bottom, viewport.bottom() - 14.0f);
    EXPECT_EQ(room_over({inset, legend}).bottom, viewport.bottom() - 14.0f);
    EXPECT_EQ(room_over({{74.0f, 544.0f, 360.0f, 30.0f}, legend, inset}).bottom, 536.0f) << "between inset and legend, above the read-outs, not over the face";
    EXPECT_LT(room_over({{300.0f, 520.0f, 500.0f, 60.0f}}).bottom, 520.0f) << "no room beside it";
    EXPECT_EQ(room_over({{74.0f, 60.0f, 800.0f, 30.0f}}).width, alone.width) << "what stands at the head of the picture is in nobody's way";
}

}  // namespace
}  // namespace trichion
