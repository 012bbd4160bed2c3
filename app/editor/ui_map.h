// What a test of the real window needs to know: where everything stands, what the document says, whether all is done.
#pragma once

#include "app/editor/state.h"

#include <string>

namespace trichion {

/// Writes the map as JSON to the file that TRICHION_UI_MAP names, after each frame; nothing without it.
class UiMap {
public:
    UiMap();

    bool is_wanted() const { return !path_.empty(); }

    struct Facts {
        long frame = 0;
        long pictures = 0;
        bool is_idle = false;
        std::string dialog;     // title of what is open on top; empty: nothing
    };
    void write(const ui::Registry& registry, Session& session, const ViewState& view, const Notices& notices, const Facts& facts);

private:
    std::string path_;
};

}  // namespace trichion
