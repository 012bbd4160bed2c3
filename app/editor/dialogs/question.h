// A question before something would be lost.
#pragma once

#include "app/editor/ui/widgets.h"

#include <functional>
#include <string>
#include <vector>

namespace trichion {

class Question {
public:
    struct Answer {
        std::string label;
        ui::ButtonKind kind = ui::ButtonKind::Plain;
        std::function<void()> run;   // empty: only closes
    };

    /// @param answers  from right to left; Enter gives the first, Escape the one that only closes.
    void ask(std::string title, std::string words, std::vector<Answer> answers);
    bool is_open() const { return is_open_; }
    void draw(float window_width, float window_height);

private:
    bool is_open_ = false;
    bool is_new_ = false;   // not drawn yet
    std::string title_, words_;
    std::vector<Answer> answers_;
};

}  // namespace trichion
