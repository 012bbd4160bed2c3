// Measuring a printer: print the test page, type what its two lines measure.
#pragma once

#include "app/editor/state.h"
#include "core/model/printer.h"

#include <functional>
#include <optional>
#include <string>

namespace trichion {

class PrinterDialog {
public:
    /// @param settings  whose paper the test page is on. @param save_test_page  asks where to and writes it; this dialog waits meanwhile.
    void ask(const StencilSettings& settings, std::function<void()> save_test_page);
    bool is_open() const { return is_open_; }
    /// A measured printer is remembered on this computer and chosen for the document, as one step.
    void draw(float window_width, float window_height, PanelContext& panel);

private:
    void draw_page_step();
    void draw_lengths_step();
    /// @param was_typing  when the frame began: the key that ends a typed number answers nothing else.
    void draw_buttons(const ui::Rect& row, PanelContext& panel, bool was_typing);
    Result<Printer> measured() const;
    void remember(const Printer& printer, PanelContext& panel);
    void close();

    bool is_open_ = false;
    std::function<void()> save_test_page_;
    std::string name_;
    StencilSettings settings_;    // whose paper the test page is on
    glm::dvec2 asked_mm_{0.0};    // the lines of the test page, across and down
    std::optional<float> across_mm_, down_mm_;
    std::string problem_;         // why it was not remembered
    float lengths_height_ = 0.0f; // of the second step at its highest
    float content_height_ = 0.0f; // as drawn last
};

}  // namespace trichion
