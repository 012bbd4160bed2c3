// Opening, saving, exporting: what each does when it fails is say so in one sentence.
#include "app/editor/commands/editor_commands.h"
#include "app/editor/commands/file_names.h"
#include "app/editor/panels/panels.h"
#include "core/model/limits.h"
#include "core/session/export_plan.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace trichion {
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> kScans{".obj", ".ply", ".stl", ".glb"};
const std::vector<std::string> kPhotos{".jpg", ".jpeg", ".png"};

std::string extension_of(const fs::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return extension;
}

void frame_again(ViewState& view) { view.wanted_view = "three-quarter"; }

void open_design(const CommandServices& s, const fs::path& path) {
    if (const Result<void> opened = s.session->open_project(path); !opened) {
        s.notices.problem(opened.error().message);
        return;
    }
    s.view.unfinished_results.clear();  // they were of the client before
    s.view.stencil.has_new_choices = false;  // what the opened design says was not chosen now
    frame_again(s.view);
}

void read_scan(const CommandServices& s, const fs::path& path, Session::ScanOf whose) {
    // The session outlives none of the captures: it calls back only while it lives.
    s.session->import_scan(path, whose, [&view = s.view, &notices = s.notices, &session = s.session, now = s.now_s, whose, name = path.filename().string()](
                                     const Result<std::vector<std::string>>& notes) {
        if (!notes) {
            notices.problem(notes.error().message);
            return;
        }
        if (whose == Session::ScanOf::NewClient) view.unfinished_results.clear();  // they were of the client before
        frame_again(view);
        go_to(view, Step::Head, session->document());
        notices.info(fmt::format("{} is read. Its landmarks are guesses until three clicks put them right.", name), now());
    });
}

std::vector<std::string> all_openable() {
    std::vector<std::string> extensions{".trichion"};
    extensions.insert(extensions.end(), kScans.begin(), kScans.end());
    return extensions;
}

/// A place that could not be written, and why: asked about again with the whole path kept.
struct Refused {
    fs::path path;
    std::string why;
};

void save_as(const CommandServices& s, std::function<void()> then, const Refused& refused = {});

/// @param then  what waits until the design is safe.
void save_to(const CommandServices& s, const fs::path& path, const std::function<void()>& then) {
    if (const Result<void> saved = s.session->save_project(path, s.thumbnail()); !saved) return save_as(s, then, {path, saved.error().message});
    s.notices.info(fmt::format("Saved as {}.", path.filename().string()), s.now_s());
    if (then) then();
}

void save_as(const CommandServices& s, std::function<void()> then, const Refused& refused) {
    s.file_dialog.ask({.mode = FileDialog::Mode::Save,
                       .title = "Save the design",
                       .action = "Save",
                       .extensions = {".trichion"},
                       .file_name = !refused.path.empty() ? refused.path.string() : name_of_design(*s.session) + ".trichion",
                       .folder = refused.path.parent_path(),
                       .problem = refused.why,
                       .done = [s, then = std::move(then)](const fs::path& path) { save_to(s, path, then); }});
}

void save(const CommandServices& s, std::function<void()> then) {
    if (s.session->path().empty()) save_as(s, std::move(then));
    else save_to(s, s.session->path(), then);
}

void ask_plan(const CommandServices& s, const std::string& extension, const Refused& refused = {});

void save_plan(const CommandServices& s, const std::string& extension, const fs::path& path) {
    if (const Result<void> written = export_plan(s.session->document(), s.session->pipeline(), path); !written)
        return ask_plan(s, extension, {path, written.error().message});
    s.notices.info(fmt::format("Saved {}.", path.filename().string()), s.now_s());
}

void ask_plan(const CommandServices& s, const std::string& extension, const Refused& refused) {
    s.file_dialog.ask({.mode = FileDialog::Mode::Save,
                       .title = extension == ".pdf" ? "Save the work plan as PDF" : "Save the work plan as a table",
                       .action = "Save",
                       .extensions = {extension},
                       .file_name = !refused.path.empty() ? refused.path.string() : name_of_design(*s.session) + "-plan" + extension,
                       .folder = refused.path.parent_path(),
                       .problem = refused.why,
                       .done = [s, extension](const fs::path& path) { save_plan(s, extension, path); }});
}

}  // namespace

void ask_about_unsaved(const CommandServices& s, std::function<void()> then) {
    if (!s.session->editor().is_modified()) {
        then();
        return;
    }
    s.question.ask("Save this design first?", "It has changes that are in no file yet.",
                   {{"Save", ui::ButtonKind::Accent, [s, then] { save(s, then); }},
                    {"Do not save", ui::ButtonKind::Plain, then},
                    {"Cancel", ui::ButtonKind::Plain, {}}});
}

void quit(const CommandServices& s) {
    ask_about_unsaved(s, [s] { s.wants_to_quit = true; });
}

/// A design that has a file or a client is somebody's: another client's scan must not end up in it.
void open_scan(const CommandServices& s, const fs::path& path) {
    using Whose = Session::ScanOf;
    const std::string& code = s.session->document().client_code;
    if (s.session->path().empty() && code.empty()) {
        read_scan(s, path, Whose::ThisClient);
        return;
    }
    const std::string owner = !code.empty() ? "client " + code : s.session->path().filename().string();
    s.question.ask(fmt::format("Is this a scan of {}?", owner),
                   "A new client's scan starts a new design. A scan of the same client becomes the head of this one.",
                   {{"New client", ui::ButtonKind::Accent, [s, path] {
                         ask_about_unsaved(s, [s, path] { read_scan(s, path, Whose::NewClient); });
                     }},
                    {"Same client", ui::ButtonKind::Plain, [s, path] { read_scan(s, path, Whose::ThisClient); }},
                    {"Cancel", ui::ButtonKind::Plain, {}}});
}

void open_photo(const CommandServices& s, const fs::path& path) {
    if (!s.open_photo) return;
    go_to(s.view, Step::Preview, s.session->document());
    s.open_photo(path);
}

void open_path(const CommandServices& s, const fs::path& path) {
    if (std::ranges::find(kPhotos, extension_of(path)) != kPhotos.end()) open_photo(s, path);
    else if (std::ranges::find(kScans, extension_of(path)) != kScans.end()) open_scan(s, path);
    else ask_about_unsaved(s, [s, path] { open_design(s, path); });
}

void add_file_commands(CommandTable& table, CommandServices s) {
    table.add({"file.new", "New design", "Ctrl+N", {{GLFW_KEY_N, true, false}}, {}, [s] {
                   ask_about_unsaved(s, [s] {
                       Document fresh;
                       fresh.edited_on = Session::today();
                       fresh.stencil = last_stencil(s);
                       Executor& executor = s.session->executor();
                       const std::vector<Printer> printers = s.session->pipeline().printers();
                       s.session = std::make_unique<Session>(executor, std::move(fresh));
                       s.session->pipeline().use_printers(printers);
                       s.view.unfinished_results.clear();
                       frame_again(s.view);
                   });
               }});
    table.add({"file.open", "Open\xe2\x80\xa6", "Ctrl+O", {{GLFW_KEY_O, true, false}}, {}, [s] {
                   s.file_dialog.ask({.mode = FileDialog::Mode::Open, .title = "Open a design or a scan", .action = "Open", .extensions = all_openable(),
                                      .done = [s](const fs::path& path) { open_path(s, path); }});
               }});
    table.add({"file.open_scan", "Open a client's scan\xe2\x80\xa6", "Ctrl+Shift+O", {{GLFW_KEY_O, true, true}}, {}, [s] {
                   s.file_dialog.ask({.mode = FileDialog::Mode::Open, .title = "Open a client's scan", .action = "Open", .extensions = kScans,
                                      .done = [s](const fs::path& path) { open_scan(s, path); }});
               }});
    const auto has_room = [s] { return s.session->document().fade->results.size() < kMostHealedResults; };
    table.add({"file.open_photo", "Contrast from a photo\xe2\x80\xa6", "", {}, has_room, [s] {
                   s.file_dialog.ask({.mode = FileDialog::Mode::Open, .title = "Open a photo of healed work", .action = "Open", .extensions = kPhotos,
                                      .done = [s](const fs::path& path) { open_photo(s, path); }});
               }});
    table.add({"file.save", "Save", "Ctrl+S", {{GLFW_KEY_S, true, false}}, {}, [s] { save(s, {}); }});
    table.add({"file.save_as", "Save as\xe2\x80\xa6", "Ctrl+Shift+S", {{GLFW_KEY_S, true, true}}, {}, [s] { save_as(s, {}); }});
    const auto has_plan = [s] { return s.session->pipeline().work_plan() != nullptr; };
    table.add({"file.export_plan_pdf", "Save the work plan\xe2\x80\xa6", "Ctrl+Shift+P", {{GLFW_KEY_P, true, true}}, has_plan, [s] { ask_plan(s, ".pdf"); }});
    table.add({"file.export_plan_csv", "Save the work plan as a table\xe2\x80\xa6", "", {}, has_plan, [s] { ask_plan(s, ".csv"); }});
    table.add({"file.quit", "Quit", "Ctrl+Q", {{GLFW_KEY_Q, true, false}}, {}, [s] { quit(s); }});
}

}  // namespace trichion
