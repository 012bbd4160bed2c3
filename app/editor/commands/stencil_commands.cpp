// The stencil's way out: the sheet is made, what speaks against it is asked, a place is chosen, it is written.
#include "app/editor/commands/editor_commands.h"
#include "app/editor/commands/file_names.h"
#include "app/editor/panels/panels.h"
#include "core/model/media.h"
#include "core/session/export_stencil.h"
#include "core/session/last_choices.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace trichion {
namespace fs = std::filesystem;

namespace {

/// As the dialog asks for it: ".pdf".
std::string extension_of(const fs::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

std::string title_of(const std::string& extension) {
    std::string letters = extension.substr(1);
    std::ranges::transform(letters, letters.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return "Save the stencil as " + letters;
}

void want_sheet(const CommandServices& s, const std::string& extension) {
    go_to(s.view, Step::Stencil, s.session->document());
    if (rules_of(s.session->document().stencil->medium).is_solid)
        return s.notices.problem("A 3D print has no sheet: save it as STL or 3MF, or choose another medium.");
    s.wanted_sheet = WantedSheet{extension, std::nullopt};
}

/// @param refused  where it could not be written, and why: asked again with the whole path kept.
void ask_where(const CommandServices& s, const std::string& extension, const fs::path& refused = {}, const std::string& why = {}) {
    const fs::path beside = !refused.empty() ? refused.parent_path() : s.session->path().parent_path();
    s.file_dialog.ask({.mode = FileDialog::Mode::Save,
                       .title = title_of(extension),
                       .action = "Save",
                       .extensions = {extension},
                       .file_name = !refused.empty() ? refused.string() : name_of_sheet(*s.session, "stencil") + extension,
                       .folder = beside,
                       .problem = why,
                       .done = [s, extension](const fs::path& path) { s.wanted_sheet = WantedSheet{extension, path}; }});
}

void ask_what_speaks_against(const CommandServices& s, const std::string& extension) {
    const Pipeline& pipeline = s.session->pipeline();
    const std::vector<std::string> doubts = doubts_of(*pipeline.head(), pipeline.sheet()->landing, s.session->document().stencil->line);
    if (doubts.empty()) return ask_where(s, extension);
    s.question.ask("Save this stencil anyway?", fmt::format("{}", fmt::join(doubts, "\n")),
                   {{"Save anyway", ui::ButtonKind::Plain, [s, extension] { ask_where(s, extension); }}, {"Cancel", ui::ButtonKind::Accent, {}}});
}

void write_sheet(const CommandServices& s, const fs::path& path) {
    const auto files = export_stencil(s.session->document(), s.session->pipeline(), path);
    if (!files) return ask_where(s, extension_of(path), path, files.error().message);
    const std::string more = files->size() > 1 ? fmt::format(" and {} more", files->size() - 1) : "";
    const bool is_printed = path.extension() != ".dxf";
    s.notices.info(fmt::format("Saved {}{}.{}", files->front().filename().string(), more, is_printed ? " Print at 100 %." : ""), s.now_s());
    s.view.stencil.has_new_choices = true;
}

/// The test page as a file to print. @param refused  as in `ask_where`.
void save_test_page(const CommandServices& s, const fs::path& refused = {}, const std::string& why = {}) {
    const StencilSettings settings = *s.session->document().stencil;
    s.file_dialog.ask({.mode = FileDialog::Mode::Save,
                       .title = "Save the printer's test page",
                       .action = "Save",
                       .extensions = {".pdf"},
                       .file_name = refused.empty() ? "printer-test-page.pdf" : refused.string(),
                       .folder = refused.parent_path(),
                       .problem = why,
                       .done = [s, settings](const fs::path& path) {
                           SheetText text;
                           text.kind = "printer test page";
                           const auto written = write_sheet_pdf({lay_out_test_page(settings)}, text, path);
                           if (!written) save_test_page(s, path, written.error().message);
                           else s.notices.info(fmt::format("Saved {}. Print it at 100 %.", path.filename().string()), s.now_s());
                       }});
}

}  // namespace

void bring_on_sheet(const CommandServices& s) {
    if (!s.wanted_sheet) return;
    const Pipeline& pipeline = s.session->pipeline();
    if (s.view.step != Step::Stencil) return s.wanted_sheet.reset();  // the user thought better of it
    if (pipeline.error()) {  // said where the sheet would be, or under the picture
        s.view.stencil.is_on_head = false;
        return s.wanted_sheet.reset();
    }
    if (!pipeline.is_fresh() || !pipeline.head() || !pipeline.sheet()) return;
    const WantedSheet wanted = *std::exchange(s.wanted_sheet, std::nullopt);
    if (wanted.path) write_sheet(s, *wanted.path);
    else ask_what_speaks_against(s, wanted.extension);
}

void remember_stencil(const CommandServices& s) {
    if (!s.view.stencil.has_new_choices || s.session->editor().is_editing()) return;
    const bool is_left = s.view.step != Step::Stencil || s.wants_to_quit;
    // Not only on leaving: a session that is ended from outside loses no choice. Once the sheet stands, not with every click.
    if (!is_left && !s.session->pipeline().is_fresh()) return;
    if (is_left) s.view.stencil.has_new_choices = false;
    const StencilSettings& settings = *s.session->document().stencil;
    if (std::exchange(s.view.stencil.kept_choices, settings) == settings) return;
    if (const auto kept = remember_choices(settings); !kept) s.notices.problem(kept.error().message);
}

StencilSettings last_stencil(const CommandServices& s) {
    if (s.view.stencil.has_new_choices) return with_desk_printer(*s.session->document().stencil);
    const auto settings = read_last_choices();
    if (settings) return *settings;
    s.notices.fault(settings.error().message);
    return {};
}

void add_stencil_commands(CommandTable& table, CommandServices s) {
    const auto can_export = [s] { return s.session->pipeline().outline() != nullptr; };
    table.add({"file.export_pdf", "Save the stencil as PDF\xe2\x80\xa6", "Ctrl+E", {{GLFW_KEY_E, true, false}}, can_export, [s] { want_sheet(s, ".pdf"); }});
    table.add({"file.export_svg", "Save the stencil as SVG\xe2\x80\xa6", "Ctrl+Shift+E", {{GLFW_KEY_E, true, true}}, can_export, [s] { want_sheet(s, ".svg"); }});
    table.add({"file.export_dxf", "Save the stencil as DXF, for a cutter\xe2\x80\xa6", "", {}, can_export, [s] { want_sheet(s, ".dxf"); }});
    table.add({"stencil.measure_printer", "Measure a printer\xe2\x80\xa6", "", {}, {}, [s] {
                   s.printer_dialog.ask(*s.session->document().stencil, [s] { save_test_page(s); });
               }});
}

}  // namespace trichion
