// The order of a frame: input, shortcuts, panels, pointer, derived data, picture.
#include "app/editor/app.h"

#include "app/editor/present/present.h"
#include "app/editor/tools/skin_pointer.h"
#include "app/editor/ui/area.h"
#include "app/editor/viewport/camera_control.h"
#include "app/editor/viewport/flat_inset.h"
#include "app/editor/viewport/heat_legend.h"

#include <algorithm>
#include <backends/imgui_impl_opengl3.h>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

namespace trichion {

using namespace ui;

App::App(Window& window, PictureView picture, std::chrono::steady_clock::time_point started)
    : window_(window), picture_(std::move(picture)), photo_dialog_([this](const Image* photo) { return show_photo(photo); }), started_(started) {
    ImGui::GetIO().UserData = &ui_;
    build_fonts(ui_, window_.content_scale());
    apply_style(ui_);
    const int threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) - 1, 1, 2);
    executor_ = make_threaded_executor(threads, [] { Window::wake(); });
    Document sample;
    sample.edited_on = Session::today();
    sample.stencil = last_stencil(services());
    session_ = std::make_unique<Session>(*executor_, std::move(sample));
    if (const auto read = session_->refresh_printers(); !read) notices_.fault(read.error().message);
    add_file_commands(commands_, services());
    add_stencil_commands(commands_, services());
    add_guide_commands(commands_, services());
    add_edit_and_view_commands(commands_, services());
    add_version_commands(commands_, services());
}

App::~App() {
    session_.reset();
    ImGui::GetIO().UserData = nullptr;
}

CommandServices App::services() {
    return {session_, view_, notices_, file_dialog_, question_, printer_dialog_, [this] { return picture_.thumbnail(*session_); },
            [this] { return window_.time_s(); }, wanted_sheet_, wants_to_quit_, [this](const std::filesystem::path& path) { open_photo(path); }};
}

ImTextureID App::show_photo(const Image* photo) {
    shown_photo_.reset();
    if (!photo) return nullptr;
    shown_photo_.emplace(*photo);
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(shown_photo_->texture()));
}

void App::open_photo(const std::filesystem::path& path) {
    auto token = std::make_shared<CancelToken>();
    photo_dialog_.wait_for(path.filename().string(), [token] { token->cancel(); });
    *token = executor_->submit([this, path](const CancelToken& cancel) -> Publish {
        auto photo = std::make_shared<Result<Photo>>(read_photo(path, cancel));
        return [this, photo] {
            if (*photo) return photo_dialog_.show(std::move(**photo), session_->document());
            photo_dialog_.close();
            notices_.problem(photo->error().message);
        };
    });
}

void App::open(const std::filesystem::path& path) { open_path(services(), path); }

void App::run() {
    while (!wants_to_quit_) {
        wait_for_work();
        react_to_window();
        if (frames_due_ <= 0 || window_.is_minimised()) continue;
        --frames_due_;
        frame();
    }
}

void App::wait_for_work() {
    const bool is_busy = executor_->is_busy();
    const bool is_typing = !ui_.typing.label.empty();
    const bool has_fading_notice = std::ranges::any_of(notices_.lines(), [](const NoticeLine& line) { return line.until_s > 0.0; });
    if (frames_due_ > 0) window_.poll();
    else window_.wait(is_busy ? 0.15 : ui_.tip.is_due ? 0.1 : is_typing ? 0.4 : has_fading_notice ? 1.0 : 5.0);
    // Two frames: what the first changes, such as the place of a widget, the second reacts to.
    if (window_.has_news()) frames_due_ = std::max(frames_due_, 2);
    if (is_busy || executor_->is_busy() || is_typing || has_fading_notice || ui_.tip.is_due) frames_due_ = std::max(frames_due_, 1);
}

void App::react_to_window() {
    for (const std::string& file : window_.take_dropped_files())
        if (commands_.is_enabled("file.open")) open(file);
    if (window_.wants_to_close()) {
        window_.refuse_to_close();
        if (!question_.is_open()) quit(services());
        frames_due_ = std::max(frames_due_, 2);
    }
    const float scale = window_.content_scale();
    if (scale == ui_.scale) return;
    build_fonts(ui_, scale);
    apply_style(ui_);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    frames_due_ = std::max(frames_due_, 2);
}

Tool* App::tool() {
    Tool* const wanted = view_.is_presenting ? nullptr : tools_.at(view_.tool);
    if (last_tool_ && last_tool_ != wanted) last_tool_->leave(*session_);
    last_tool_ = wanted;
    return wanted;
}

// What a held button does comes to its end first, or an undo would run into the middle of a drag.
void App::keep_keys_for_release() {
    if (ui_.has_popup || !ui_.typing.label.empty()) return waiting_keys_.clear();
    if (!is_dragging() && !ImGui::IsAnyMouseDown()) return;
    for (const KeyStroke& stroke : ui_.keys)
        if (stroke.is_down && !stroke.is_repeat && !stroke.is_used && stroke.key != Key::Escape) waiting_keys_.push_back(stroke);
}

void App::run_shortcuts() {
    if (ui_.has_popup || !ui_.typing.label.empty() || is_dragging() || ImGui::IsAnyMouseDown()) return;
    // A slider notices only later in this frame that it was let go.
    if (!waiting_keys_.empty() && session_->editor().is_editing()) return;
    for (KeyStroke& stroke : std::exchange(waiting_keys_, {})) commands_.run_shortcut(stroke);
    for (KeyStroke& stroke : ui_.keys) {
        if (question_.is_open() || file_dialog_.is_open() || printer_dialog_.is_open() || photo_dialog_.is_open() || wants_to_quit_) return;  // the rest was not meant for these
        commands_.run_shortcut(stroke);
    }
}

void App::frame() {
    ui_.begin_frame(window_.begin_frame());
    ++frames_;
    notices_.forget_old(window_.time_s());
    follow_doing(view_, *session_, notices_);
    run_shortcuts();  // may put another session in place
    // Keys are for the dialog on top, if there was one: what lies behind does not see them.
    std::vector<KeyStroke> keys_of_dialog;
    if (std::exchange(ui_.has_popup, false)) keys_of_dialog = std::exchange(ui_.keys, {});
    PanelContext context{*session_, view_, notices_, commands_};
    if (view_.is_presenting) draw_present(context);
    else draw_editor(context);
    if (!keys_of_dialog.empty()) ui_.keys = std::move(keys_of_dialog);
    draw_dialogs(context);
    keep_keys_for_release();
    draw_tip();
    ui_.end_frame();
    window_.end_frame();
    bring_on_sheet(services());
    remember_stencil(services());
    if (last_tool_)
        if (const std::string problem = last_tool_->take_problem(); !problem.empty()) notices_.refusal(problem, window_.time_s());
    if (!ui_.unseen_refusal.empty()) notices_.refusal(std::exchange(ui_.unseen_refusal, {}), window_.time_s());
    if (std::string wanted = tools_.landmarks.take_wanted_view(); !wanted.empty()) {
        view_.wanted_view = std::move(wanted);
        notices_.go_on();
    }
    if (tools_.mark.take_finished()) view_.tool = tools_of(view_.step, session_->document()).front();
    if (tools_.landmarks.take_finished()) {
        view_.tool = ToolKind::Turn;
        view_.wanted_view = "three-quarter";
    }
    if (view_.wants_advice || view_.tools.wants_area) frames_due_ = std::max(frames_due_, 3);  // the inspector scrolls one frame after it is asked to
    if (!picture_.is_settled() || wanted_sheet_) frames_due_ = std::max(frames_due_, 1);
    // The window stands and the head is being read beside: the time to let the driver compile.
    if (frames_ == 1) picture_.warm_up();
    report_timing();
    write_ui_map();
}

void App::draw_editor(PanelContext& context) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const FrameLayout frame = lay_out_frame(size.x, size.y);
    draw_top_bar(frame.top_bar, context, menu_);
    draw_tool_rail(frame.tool_rail, context);
    draw_inspector(frame.inspector, context);
    draw_time_line(frame.time_line, context);
    draw_viewport(frame.viewport, context, true);
}

void App::draw_present(PanelContext& context) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    if (take_key(Key::Escape)) commands_.run("view.present");
    draw_viewport({0, 0, size.x, size.y}, context, false);
}

void App::draw_viewport(const Rect& rect, PanelContext& context, bool has_tools) {
    const Area area(has_tools ? "Viewport" : "Present", rect, ui_.theme.background, {0, 0}, Area::Layer::Base, ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar);
    ImDrawList* list = area.list();
    list->ChannelsSplit(2);
    list->ChannelsSetCurrent(1);
    const bool shows_sheet = has_tools && trichion::shows_sheet(view_, session_->document());
    Tool* const tool = this->tool();
    if (!has_tools) draw_present_controls(rect, context);
    else if (!shows_sheet) {
        draw_view_buttons(rect, context);
        draw_picture_options(rect, context);
    }
    if (has_tools && !shows_sheet) {
        if (view_.step != Step::Stencil) draw_tool_options(rect, context, tool);  // the stencil's own stand there
        draw_advice_chip(rect, context);
    }
    if (has_tools && view_.step == Step::Stencil) draw_stencil_options(rect, context);
    if (has_tools) draw_notices(rect, context);
    const bool shows_pair = !shows_sheet && is_side_by_side(view_, session_->document());
    const Halves halves = halves_of(rect);
    const Rect main = shows_pair ? halves.active : rect;
    if (shows_pair) {
        ImGui::PushID("compared");
        compared_viewport_.handle(halves.compared, context, nullptr);
        ImGui::PopID();
    }
    if (shows_sheet) handle_sheet(rect, context);
    else viewport_.handle(main, context, tool);

    const bool was_fresh = session_->pipeline().is_fresh();
    session_->update(has_tools && view_.step == Step::Stencil);
    if (!was_fresh) frames_due_ = std::max(frames_due_, 2);  // the panels of this frame showed the state before it; how far they scroll follows what they show
    settle_view(main);
    if (has_tools) {
        tell_error();
        if (shows_sheet) draw_status(rect, rect.bottom() - px(14.0f), context);
        else draw_read_outs(rect, context);
    }
    if (!shows_sheet) draw_version_plates(rect, view_, session_->document());
    list->ChannelsSetCurrent(0);
    if (shows_sheet) {
        draw_sheet(list, rect, context);
    } else {
        const float ratio = window_.pixel_ratio();
        const glm::ivec2 size_px(std::lround(main.width * ratio), std::lround(main.height * ratio));
        view_.tools.guide_set.update(session_->pipeline(), session_->document().client, view_.tools.guides);
        view_.tools.measures.update(session_->pipeline());
        const ImTextureID picture = picture_.update(*session_, view_, size_px, ratio * ui_.scale, is_dragging());
        viewport_.draw_picture(list, picture, context, tool, skin_marks(context, viewport_));
        if (has_tools && picture_.shows_stretch()) draw_flat_inset(list, rect, context);
        if (const Stencil* stencil = session_->pipeline().stencil(); stencil && picture_.shows_stretch() && has_paper(session_->document().stencil->line)) draw_stretch_legend(rect, stencil->largest_error_percent, StretchOn::Head);
        if (picture_.shows_density()) draw_density_legend(rect, picture_.density_top_per_cm2(), density_under_pointer());
        if (view_.shows_merging && has_picture_options(view_)) draw_merging_legend(rect, session_->pipeline().dots(), picture_.shows_density());
        if (shows_pair) {
            const ImTextureID compared = compare_.update(*session_, view_, picture_, ratio * ui_.scale);
            compared_viewport_.draw_picture(list, compared, context, nullptr);
        }
    }
    list->ChannelsMerge();
}

std::optional<float> App::density_under_pointer() const {
    const Head* head = session_->pipeline().head();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!head || !viewport_.is_pointed_at()) return std::nullopt;
    const auto at = skin_under(*head, viewport_.projector(), {mouse.x, mouse.y});
    return at ? picture_.density_at(*head, *at) : std::nullopt;
}

void App::tell_error() {
    const Error* error = session_->pipeline().error();
    // Where the sheet would be stands why there is none.
    const bool stands_on_sheet = error && error == session_->pipeline().stencil_error() && trichion::shows_sheet(view_, session_->document());
    const std::string words = error && !stands_on_sheet ? error->message : std::string();
    if (words == told_error_) return;
    notices_.take_back(told_error_);
    told_error_ = words;
    if (!words.empty()) notices_.fault(words);
}

void App::settle_view(const Rect& rect) {
    const Head* head = session_->pipeline().head();
    if (!head) return;
    const bool has_new_size = rect.width != framed_for_.width || rect.height != framed_for_.height;
    const auto shared_head = session_->pipeline().shared_head();
    const bool has_new_head = !framed_head_ || !framed_head_->is(*shared_head);
    if (view_.wanted_view.empty() && (has_new_size || has_new_head) && !view_.named_view.empty()) view_.wanted_view = view_.named_view;
    framed_for_ = rect;
    framed_head_ = shared_head;
    if (view_.wanted_view.empty()) return;
    set_named_view(view_, *head, view_.wanted_view, rect.width / rect.height);
    if (view_.is_presenting) leave_room_below(view_.camera, px(kPresentBar) / rect.height);
    view_.wanted_view.clear();
    frames_due_ = std::max(frames_due_, 1);
}

void App::draw_dialogs(PanelContext& context) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    draw_menu(context, menu_, size.x, size.y);
    draw_versions_menu(context, size.x, size.y);
    photo_dialog_.draw(size.x, size.y, context);
    if (!file_dialog_.is_open()) printer_dialog_.draw(size.x, size.y, context);  // its test page's place is being chosen
    file_dialog_.draw(size.x, size.y);
    question_.draw(size.x, size.y);
}

void App::report_timing() {
    if (timing_reported_ > 2 || !std::getenv("TRICHION_TIMING")) return;
    const Pipeline& pipeline = session_->pipeline();
    const bool is_there[] = {true, pipeline.outline() != nullptr, pipeline.dots() != nullptr};
    static constexpr const char* kNames[] = {"window", "head and hairline", "dots"};
    for (; timing_reported_ <= 2 && is_there[timing_reported_]; ++timing_reported_) {
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_).count();
        std::fprintf(stderr, "%s after %lld ms\n", kNames[timing_reported_], static_cast<long long>(ms));
    }
}

void App::write_ui_map() {
    if (!ui_map_.is_wanted()) return;
    UiMap::Facts facts;
    facts.frame = frames_;
    facts.pictures = picture_.pictures_drawn();
    facts.is_idle = frames_due_ <= 0 && !executor_->is_busy() && session_->pipeline().is_fresh() && !window_.has_news();
    facts.dialog = question_.is_open() ? "question" : file_dialog_.is_open() ? "file" : printer_dialog_.is_open() ? "printer" : photo_dialog_.is_open() ? "photo" : menu_.is_open ? "menu" : view_.versions_menu.is_open ? "versions" : "";
    ui_map_.write(ui_.registry, *session_, view_, notices_, facts);
}

}  // namespace trichion
