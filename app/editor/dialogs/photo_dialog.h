// Picking the contrast of healed dots from a photo: a patch of bare skin, one of pigmented skin, and the day.
#pragma once

#include "app/editor/dialogs/photo_view.h"
#include "app/editor/state.h"
#include "core/io/photo_file.h"
#include "core/pipeline/photo_contrast.h"

#include <functional>
#include <optional>
#include <string>

namespace trichion {

class PhotoDialog {
public:
    /// Makes a texture of the photo; with null drops it.
    using Show = std::function<ImTextureID(const Image*)>;
    explicit PhotoDialog(Show show) : show_(std::move(show)) {}

    /// Opens while the photo is being read. @param cancel  called when the user does not wait.
    void wait_for(std::string name, std::function<void()> cancel);
    void show(Photo photo, const Document& document);
    void close();
    bool is_open() const { return is_open_; }
    /// The result joins the document as one step.
    void draw(float window_width, float window_height, PanelContext& panel);

private:
    enum class Covers { ManyDots, OneDot };

    void draw_waiting(const ui::Rect& plate);
    void draw_column(const ui::Rect& column, PanelContext& panel);
    void draw_patches_section();
    void draw_cover_section(const Document& document);
    void draw_result_section(const PhotoContrast& said);
    void draw_buttons(const ui::Rect& row, PanelContext& panel);
    const PhotoContrast* said(const Document& document);
    void add(PanelContext& panel);

    Show show_;
    bool is_open_ = false;
    std::string name_;
    std::function<void()> cancel_;       // while it is being read
    std::optional<Photo> photo_;
    PhotoView view_;
    Covers covers_ = Covers::ManyDots;
    std::optional<float> dots_per_cm2_, diameter_mm_, days_;

    /// What was read last, and from what.
    struct Reading {
        PhotoPatch bare, worked;
        float covered = 0.0f;
        PhotoContrast said;
    };
    std::optional<Reading> reading_;
};

}  // namespace trichion
