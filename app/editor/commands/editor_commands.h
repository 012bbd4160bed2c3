// The editor's commands: files, history, views, quitting.
#pragma once

#include "app/editor/commands/command_table.h"
#include "app/editor/dialogs/file_dialog.h"
#include "app/editor/dialogs/question.h"
#include "app/editor/state.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace trichion {

/// What commands act on. All must outlive the table.
struct CommandServices {
    std::unique_ptr<Session>& session;   // replaced by a new design
    ViewState& view;
    Notices& notices;
    FileDialog& file_dialog;
    Question& question;
    std::function<Image()> thumbnail;
    std::function<double()> now_s;
    std::optional<std::filesystem::path>& wanted_export;  // a sheet to be written as soon as the stencil is there
    bool& wants_to_quit;
};

void add_file_commands(CommandTable& table, CommandServices services);
void add_edit_and_view_commands(CommandTable& table, CommandServices services);
void add_version_commands(CommandTable& table, CommandServices services);

/// Runs `then` at once, or after the user has saved or given up what is not saved.
void ask_about_unsaved(const CommandServices& services, std::function<void()> then);

/// Opens a design or a scan, by the file's extension, as if chosen in the dialog.
void open_path(const CommandServices& services, const std::filesystem::path& path);

/// Writes the sheet that waits in `wanted_export` once the stencil is there.
void finish_export(const CommandServices& services);

}  // namespace trichion
