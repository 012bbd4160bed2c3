// Look-up and dispatch of commands.
#include "app/editor/commands/command_table.h"

#include <algorithm>

namespace trichion {

void CommandTable::add(Command command) { commands_.push_back(std::move(command)); }

const Command* CommandTable::find(std::string_view id) const {
    const auto found = std::ranges::find(commands_, id, &Command::id);
    return found == commands_.end() ? nullptr : &*found;
}

bool CommandTable::is_enabled(std::string_view id) const {
    const Command* command = find(id);
    if (!command || (command->works == WorksIn::EditorAlone && is_presenting_ && is_presenting_())) return false;
    return !command->enabled || command->enabled();
}

bool CommandTable::run(std::string_view id) const {
    if (!is_enabled(id)) return false;
    find(id)->run();
    return true;
}

bool CommandTable::run_shortcut(ui::KeyStroke& stroke) const {
    if (stroke.is_used || !stroke.is_down || stroke.alt) return false;
    const Shortcut pressed{stroke.code, stroke.ctrl, stroke.shift};
    for (const Command& command : commands_) {
        if (std::ranges::find(command.shortcuts, pressed) == command.shortcuts.end()) continue;
        stroke.is_used = true;
        if (run(command.id)) return true;  // else another step may have the same key for another tool
    }
    return false;
}

}  // namespace trichion
