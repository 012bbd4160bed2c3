// Where everything on the screen stands, by name: what lets a test aim a mouse at "Density".
#pragma once

#include <map>
#include <string>

namespace trichion::ui {

struct Rect {
    float x = 0.0f, y = 0.0f, width = 0.0f, height = 0.0f;

    float right() const { return x + width; }
    float bottom() const { return y + height; }
    bool contains(float px, float py) const { return px >= x && py >= y && px < right() && py < bottom(); }

    friend bool operator==(const Rect&, const Rect&) = default;
};

/// Label -> rectangle in window pixels of everything drawn in the current frame.
class Registry {
public:
    void begin_frame() { now_.clear(); }
    void record(const std::string& label, const Rect& rect) { now_[label] = rect; }
    const std::map<std::string, Rect>& rects() const { return now_; }
    const Rect* find(const std::string& label) const {
        const auto found = now_.find(label);
        return found == now_.end() ? nullptr : &found->second;
    }

private:
    std::map<std::string, Rect> now_;
};

}  // namespace trichion::ui
