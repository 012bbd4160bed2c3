// The printed guide's way out: what speaks against it is asked, a place is chosen, it is written.
#include "app/editor/commands/editor_commands.h"
#include "app/editor/commands/file_names.h"
#include "app/editor/panels/panels.h"
#include "core/session/export_guide.h"
#include "core/session/export_stencil.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace trichion {
namespace {

void ask_where(const CommandServices& s, const std::string& extension, const std::filesystem::path& refused = {}, const std::string& why = {});

void write_guide(const CommandServices& s, const std::string& extension, const std::filesystem::path& path) {
    const Pipeline& pipeline = s.session->pipeline();
    if (!pipeline.is_head_fresh() || !pipeline.head() || !pipeline.outline())
        return s.notices.problem("The head is still being read; save the guide when it is there.");
    const auto guide = export_printed_guide(s.session->document(), *pipeline.head(), *pipeline.outline(), path);
    if (!guide) return ask_where(s, extension, path, guide.error().message);
    s.notices.info(fmt::format("Saved {}. Print it at 100 %.", path.filename().string()), s.now_s());
}

/// @param refused  where it could not be written, and why: asked again with the whole path kept.
void ask_where(const CommandServices& s, const std::string& extension, const std::filesystem::path& refused, const std::string& why) {
    std::string letters = extension.substr(1);
    std::ranges::transform(letters, letters.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    s.file_dialog.ask({.mode = FileDialog::Mode::Save,
                       .title = "Save the guide as " + letters,
                       .action = "Save",
                       .extensions = {extension},
                       .file_name = !refused.empty() ? refused.string() : name_of_sheet(*s.session, "guide") + extension,
                       .folder = !refused.empty() ? refused.parent_path() : s.session->path().parent_path(),
                       .problem = why,
                       .done = [s, extension](const std::filesystem::path& path) { write_guide(s, extension, path); }});
}

void save_guide(const CommandServices& s, const std::string& extension) {
    go_to(s.view, Step::Stencil, s.session->document());
    const std::vector<std::string> doubts = doubts_of(*s.session->pipeline().head(), Landing{}, s.session->document().stencil->line);
    if (doubts.empty()) return ask_where(s, extension);
    s.question.ask("Save this guide anyway?", fmt::format("{}", fmt::join(doubts, "\n")),
                   {{"Save anyway", ui::ButtonKind::Plain, [s, extension] { ask_where(s, extension); }}, {"Cancel", ui::ButtonKind::Accent, {}}});
}

}  // namespace

void add_guide_commands(CommandTable& table, CommandServices s) {
    const auto can_save = [s] { return s.session->pipeline().head() != nullptr && s.session->pipeline().outline() != nullptr; };
    table.add({"file.export_stl", "Save the 3D-printed guide as STL\xe2\x80\xa6", "", {}, can_save, [s] { save_guide(s, ".stl"); }});
    table.add({"file.export_3mf", "Save the 3D-printed guide as 3MF\xe2\x80\xa6", "", {}, can_save, [s] { save_guide(s, ".3mf"); }});
}

}  // namespace trichion
