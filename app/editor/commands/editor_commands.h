// The editor's commands: files, history, views, quitting.
#pragma once

#include "app/editor/commands/command_table.h"
#include "app/editor/dialogs/file_dialog.h"
#include "app/editor/dialogs/printer_dialog.h"
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
    PrinterDialog& printer_dialog;
    std::function<Image()> thumbnail;
    std::function<double()> now_s;
    std::optional<WantedSheet>& wanted_sheet;
    bool& wants_to_quit;
    std::function<void(const std::filesystem::path&)> open_photo = {};  // reads it and opens its dialog
};

void add_file_commands(CommandTable& table, CommandServices services);
void add_edit_and_view_commands(CommandTable& table, CommandServices services);
void add_version_commands(CommandTable& table, CommandServices services);

/// Runs `then` at once, or after the user has saved or given up what is not saved.
void ask_about_unsaved(const CommandServices& services, std::function<void()> then);

/// Ends the program, after that question; what closing its window does, in Present too.
void quit(const CommandServices& services);

/// Opens a design, a scan or a photo of healed work, by the file's extension, as if chosen in the dialog.
void open_path(const CommandServices& services, const std::filesystem::path& path);

void add_stencil_commands(CommandTable& table, CommandServices services);
void add_guide_commands(CommandTable& table, CommandServices services);

/// Once a frame: asks what is to be asked of the sheet that waits in `wanted_sheet`, and writes it, as soon as it is made.
void bring_on_sheet(const CommandServices& services);

/// Remembers the stencil settings for the next design, if they were changed: as soon as their sheet is made, or the step is left.
void remember_stencil(const CommandServices& services);
/// The settings used last, which a new design starts with; the usual ones and a notice where they cannot be read.
StencilSettings last_stencil(const CommandServices& services);

}  // namespace trichion
