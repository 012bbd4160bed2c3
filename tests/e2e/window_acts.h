// What window tests do to any panel: press, type, and ask the window's map what came of it.
#pragma once

#include "tests/e2e/editor_window.h"

#include <string>

namespace trichion {

/// Whether anything on the screen has this name.
bool has(const nlohmann::json& map, const std::string& label);
/// The value of a setting, as `trichion set` takes it; "nothing" for a key that is not known.
std::string said(const nlohmann::json& map, const std::string& key);

/// Types over what a field or a slider's number holds, and ends with Enter. Waits until the field is closed.
void type_into(const EditorWindow& window, const std::string& label, const std::string& words);

/// What is done to a control, and what its key then says. `typed` empty: the control is pressed.
struct Act {
    const char* section;  // to be opened first; empty: always open
    const char* label;
    const char* typed;
    const char* key;
    const char* value;
};
/// Does it and waits until the key says so and everything stands still. @param open  the section opened last; kept.
void act_on(const EditorWindow& window, const Act& act, std::string& open);

}  // namespace trichion
