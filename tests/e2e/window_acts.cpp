// Each act waits for the one before: words above a field may have changed with it, and moved it.
#include "tests/e2e/window_acts.h"

namespace trichion {

using Json = nlohmann::json;

bool has(const Json& map, const std::string& label) { return map["rects"].contains(label); }
std::string said(const Json& map, const std::string& key) { return map["values"].value(key, std::string("nothing")); }

void type_into(const EditorWindow& window, const std::string& label, const std::string& words) {
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["idle"] == true && (has(m, label) || has(m, label + "/number")); })) << label;
    const bool is_number = has(window.map(), label + "/number");
    window.click(is_number ? label + "/number" : label);
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return has(m, label + "/typing"); })) << label;
    window.key("ctrl+a");
    window.type(words);
    window.key("Return");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return !has(m, label + "/typing"); })) << label;
}

void act_on(const EditorWindow& window, const Act& act, std::string& open) {
    if (*act.section && open != act.section) {
        open = act.section;
        window.click("Section " + open);
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return has(m, act.label) || has(m, std::string(act.label) + "/number"); })) << act.label;
    }
    if (!*act.typed) window.click(act.label);
    else ASSERT_NO_FATAL_FAILURE(type_into(window, act.label, act.typed));
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return said(m, act.key) == act.value && m["editing"] == false && m["idle"] == true; }))
        << act.label << " makes " << act.key << " " << said(window.map(), act.key) << ", not " << act.value;
}

}  // namespace trichion
