// Every action of the editor by name: menus, buttons, shortcuts and tests go through this one table.
#pragma once

#include "app/editor/ui/context.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trichion {

/// A key (code of the window system) with its modifiers; code 0: none.
struct Shortcut {
    int code = 0;
    bool ctrl = false;
    bool shift = false;

    friend bool operator==(const Shortcut&, const Shortcut&) = default;
};

/// Where a command may be run. What is looked at with the client must not be changed, replaced or written by a wrong key.
enum class WorksIn : bool { EditorAlone, PresentToo };

struct Command {
    std::string id;             // "edit.undo"
    std::string label;          // "Undo"
    std::string shortcut_words; // "Ctrl+Z", as shown
    std::vector<Shortcut> shortcuts;
    std::function<bool()> enabled;   // empty: always
    std::function<void()> run;
    WorksIn works = WorksIn::EditorAlone;
};

class CommandTable {
public:
    void add(Command command);
    /// Tells when Present is on: commands for the editor alone are then disabled, whoever asks for them.
    void use_present(std::function<bool()> is_presenting) { is_presenting_ = std::move(is_presenting); }
    /// Null when there is none of this id.
    const Command* find(std::string_view id) const;
    bool is_enabled(std::string_view id) const;
    /// Runs it if it is enabled. @return whether it ran.
    bool run(std::string_view id) const;
    /// Runs the first enabled command of a key press that nobody has used: steps may share a letter.
    bool run_shortcut(ui::KeyStroke& stroke) const;
    const std::vector<Command>& all() const { return commands_; }

private:
    std::vector<Command> commands_;
    std::function<bool()> is_presenting_;  // empty: never
};

}  // namespace trichion
