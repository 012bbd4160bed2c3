// The plate of a question with its answers.
#include "app/editor/dialogs/question.h"

#include "app/editor/ui/area.h"

#include <cmath>
#include <utility>

namespace trichion {

using namespace ui;

void Question::ask(std::string title, std::string words, std::vector<Answer> answers) {
    title_ = std::move(title);
    words_ = std::move(words);
    answers_ = std::move(answers);
    is_open_ = true;
    is_new_ = true;
}

void Question::draw(float window_width, float window_height) {
    if (!is_open_) return;
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    context().focusable.clear();
    context().has_popup = true;
    const Area area("Question", {0, 0, window_width, window_height}, theme.shade, {0, 0}, Area::Layer::Front);
    ImDrawList* list = area.list();
    const float width = px(460.0f), inner = width - px(48.0f);
    const float words_height = draw_text_wrapped(nullptr, fonts.body, {}, inner, 0, words_);
    const float height = px(52.0f) + words_height + px(78.0f);
    const Rect plate{std::round(0.5f * (window_width - width)), std::round(0.42f * (window_height - height)), width, height};
    fill(list, {plate.x, plate.y + px(8.0f), plate.width, plate.height}, rgb(0, 0.4f), px(16.0f));
    fill(list, plate, theme.panel, px(14.0f));
    outline(list, plate, theme.line, px(14.0f), 1.0f);
    draw_text(list, fonts.title, {plate.x + px(24.0f), plate.y + px(20.0f)}, theme.text, title_);
    draw_text_wrapped(list, fonts.body, {plate.x + px(24.0f), plate.y + px(50.0f)}, inner, theme.muted, words_);
    // The key that led here, and its repeats while it is held, answer nothing.
    for (KeyStroke& stroke : context().keys)
        if (stroke.is_down && (is_new_ || stroke.is_repeat)) stroke.is_used = true;
    is_new_ = false;
    float right = plate.right() - px(24.0f);
    std::function<void()> run;
    bool is_answered = false;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
        const Answer& answer = answers_[i];
        const float button_width = text_size(fonts.strong, answer.label).x + px(32.0f);
        right -= button_width;
        const bool by_key = (i == 0 && take_key(Key::Enter)) || (!answer.run && take_key(Key::Escape));
        if (button(answer.label, {right, plate.bottom() - px(54.0f), button_width, px(34.0f)}, nullptr, answer.kind) || by_key) {
            is_answered = true;
            run = answer.run;
        }
        right -= px(8.0f);
    }
    if (!is_answered) return;
    is_open_ = false;
    if (run) run();
}

}  // namespace trichion
