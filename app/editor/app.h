// The editor as a whole: owns its parts and runs them in order, once a frame.
#pragma once

#include "app/editor/commands/editor_commands.h"
#include "app/editor/dialogs/photo_dialog.h"
#include "app/editor/panels/panels.h"
#include "app/editor/tools/tool_box.h"
#include "app/editor/ui_map.h"
#include "app/editor/viewport/compare_view.h"
#include "app/editor/viewport/picture_view.h"
#include "app/editor/viewport/viewport.h"
#include "app/editor/window.h"
#include "renderer/shown_picture.h"

#include <chrono>
#include <memory>
#include <optional>

namespace trichion {

class App {
public:
    /// @param started  when the program was started, for TRICHION_TIMING.
    App(Window& window, PictureView picture, std::chrono::steady_clock::time_point started);
    ~App();

    void open(const std::filesystem::path& path);
    /// Until the window is closed.
    void run();

private:
    void wait_for_work();
    void frame();
    void draw_editor(PanelContext& context);
    void draw_present(PanelContext& context);
    void draw_viewport(const ui::Rect& rect, PanelContext& context, bool has_tools);
    void draw_dialogs(PanelContext& context);
    void open_photo(const std::filesystem::path& path);
    ImTextureID show_photo(const Image* photo);
    void run_shortcuts();
    void keep_keys_for_release();
    void react_to_window();
    void settle_view(const ui::Rect& rect);
    std::optional<float> density_under_pointer() const;
    void tell_error();
    Tool* tool();
    bool is_dragging() const { return viewport_.is_dragging() || compared_viewport_.is_dragging(); }
    void report_timing();
    void write_ui_map();
    CommandServices services();

    Window& window_;
    ui::Context ui_;
    std::unique_ptr<Executor> executor_;
    std::unique_ptr<Session> session_;
    PictureView picture_;
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
    FileDialog file_dialog_;
    Question question_;
    PrinterDialog printer_dialog_;
    std::optional<ShownPicture> shown_photo_;
    PhotoDialog photo_dialog_;
    MenuState menu_;
    Viewport viewport_;
    Viewport compared_viewport_;   // the right half: turns the same camera
    CompareView compare_;
    ToolBox tools_;
    Tool* last_tool_ = nullptr;
    UiMap ui_map_;
    std::optional<WantedSheet> wanted_sheet_;
    bool wants_to_quit_ = false;
    bool asks_to_quit_ = false;
    std::vector<ui::KeyStroke> waiting_keys_;   // pressed while a mouse button was down: for commands once it is up
    int frames_due_ = 3;
    long frames_ = 0;
    ui::Rect framed_for_;
    std::optional<Shared<Result<Head>>> framed_head_;
    std::chrono::steady_clock::time_point started_;
    int timing_reported_ = 0;
    std::string told_error_;   // of the pipeline, shown once
};

}  // namespace trichion
