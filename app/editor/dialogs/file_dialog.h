// The editor's own file browser: opens and saves, asks before it overwrites.
#pragma once

#include "app/editor/ui/widgets.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace trichion {

class FileDialog {
public:
    enum class Mode { Open, Save };
    struct Request {
        Mode mode = Mode::Open;
        std::string title;                    // "Open a design"
        std::string action;                   // "Open"
        std::vector<std::string> extensions;  // ".trichion", lower case
        std::string file_name;                // suggested when saving; the whole path where a try failed
        std::filesystem::path folder{};       // to begin in; empty or gone: the one used last
        std::string problem{};                // said at once, with the name ready to be typed over: why the last try failed
        std::function<void(const std::filesystem::path&)> done;
    };

    /// Starts in the folder used last; remembers it in the user's state directory.
    void ask(Request request);
    bool is_open() const { return is_open_; }
    void draw(float window_width, float window_height);

private:
    struct Entry {
        std::string name;
        bool is_folder = false;
        std::uintmax_t size = 0;
    };

    void enter(const std::filesystem::path& folder);
    void draw_path_bar(const ui::Rect& row);
    void draw_entries(const ui::Rect& area);
    void draw_overwrite_question(const ui::Rect& plate);
    void accept();
    void finish(const std::filesystem::path& path);

    bool is_open_ = false;
    Request request_;
    std::filesystem::path folder_;
    std::vector<Entry> entries_;
    std::string problem_;       // why a folder cannot be read, or what is missing
    std::string name_;
    std::filesystem::path asks_to_overwrite_;
};

}  // namespace trichion
