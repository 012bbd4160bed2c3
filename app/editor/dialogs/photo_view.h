// A photo under the mouse: zoom, move, and two patches drawn on it.
#pragma once

#include "app/editor/ui/draw.h"
#include "core/pipeline/photo_contrast.h"

#include <array>

namespace trichion {

class PhotoView {
public:
    enum class Patch { Bare, Worked };

    void start(int width, int height, ImTextureID texture);
    /// Draws the photo into `area` and follows the mouse: the wheel zooms, the right or middle button (or Shift) moves
    /// the photo, the left one draws the patch in hand or moves the patch that it takes hold of.
    void draw(const ui::Rect& area);

    const PhotoPatch& patch(Patch which) const { return patches_[static_cast<std::size_t>(which)]; }
    bool has(Patch which) const { return !patch(which).is_empty(); }
    Patch in_hand() const { return in_hand_; }
    void take(Patch which) { in_hand_ = which; }
    bool draws_circles() const { return draws_circles_; }
    void draw_circles(bool circles) { draws_circles_ = circles; }
    bool is_dragging() const { return mode_ != Mode::None; }

private:
    enum class Mode { None, Draw, Move, Pan };

    void fit();
    void zoom(float factor, ImVec2 about);
    void press();
    void follow();
    void release();
    void cancel();
    void draw_patch(ImDrawList* list, Patch which) const;
    void draw_tools(ImDrawList* list);
    PhotoPatch& edited(Patch which) { return patches_[static_cast<std::size_t>(which)]; }
    glm::vec2 on_photo(ImVec2 at) const;
    ImVec2 on_screen(const glm::vec2& pixel) const;

    glm::vec2 size_{1.0f};            // of the photo
    ImTextureID texture_ = nullptr;
    ui::Rect area_;
    float scale_ = 0.0f;              // window pixels for each of the photo; 0: to be fitted
    glm::vec2 middle_{0.0f};          // of the photo, shown in the middle of the area
    std::array<PhotoPatch, 2> patches_;
    Patch in_hand_ = Patch::Bare;
    bool draws_circles_ = false;
    Mode mode_ = Mode::None;
    int button_ = 0;
    glm::vec2 pressed_{0.0f};         // on the photo
    ImVec2 last_{0.0f, 0.0f};
    PhotoPatch before_;               // the patch in hand, as it was when the button went down
};

}  // namespace trichion
