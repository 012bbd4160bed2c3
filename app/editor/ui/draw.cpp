// Drawing of words: positions are rounded to whole pixels, so that small text stays crisp.
#include "app/editor/ui/draw.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion::ui {
namespace {

const char* end_of(std::string_view words) { return words.data() + words.size(); }
ImFont* known(ImFont* font) { return font ? font : ImGui::GetFont(); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether the space at `at` stands between a number and its unit: "0.55 mm" stays on one line.
bool is_before_unit(std::string_view words, std::size_t at) {
    if (at == 0 || !is_digit(words[at - 1])) return false;
    const std::string_view next = words.substr(at + 1);
    return std::ranges::any_of(std::array<std::string_view, 8>{"mm", "cm", "%", "years", "days", "h", "min", "ml"}, [&](std::string_view unit) {
        return next.starts_with(unit) && (next.size() == unit.size() || !is_letter(next[unit.size()]));
    });
}

/// Whether the space at `at` parts hours from minutes: "4 h 30 min" stays on one line.
bool is_inside_time(std::string_view words, std::size_t at) {
    return at >= 3 && words[at - 1] == 'h' && words[at - 2] == ' ' && is_digit(words[at - 3]) && at + 1 < words.size() && is_digit(words[at + 1]);
}

/// How many bytes of `words` make a line: broken at spaces only, inside a word only when it is wider than the line.
std::size_t line_length(ImFont* font, std::string_view words, float width) {
    std::size_t best = 0;
    for (std::size_t at = 0; at <= words.size(); ++at) {
        const bool ends_line = at == words.size() || words[at] == '\n';
        if (!ends_line && (words[at] != ' ' || is_before_unit(words, at) || is_inside_time(words, at))) continue;
        if (text_size(font, words.substr(0, at)).x > width) break;
        best = at;
        if (ends_line) return best;
    }
    if (best > 0) return best;
    const char* stop = font->CalcWordWrapPositionA(1.0f, words.data(), end_of(words), width);
    return std::max<std::size_t>(1, static_cast<std::size_t>(stop - words.data()));
}

}  // namespace

Rect inset(const Rect& rect, float by) {
    return {rect.x + by, rect.y + by, rect.width - 2.0f * by, rect.height - 2.0f * by};
}

ImVec2 text_size(ImFont* font, std::string_view words) {
    font = known(font);
    if (words.empty()) return {0.0f, font->FontSize};  // Dear ImGui would look for the end of a null
    return font->CalcTextSizeA(font->FontSize, 1e9f, 0.0f, words.data(), end_of(words));
}

std::string fitted(ImFont* font, std::string_view words, float width) {
    if (text_size(font, words).x <= width) return std::string(words);
    while (!words.empty()) {
        words.remove_suffix(1);
        while (!words.empty() && (static_cast<unsigned char>(words.back()) & 0xc0u) == 0x80u) words.remove_suffix(1);
        std::string cut = std::string(words) + "\xe2\x80\xa6";
        if (text_size(font, cut).x <= width) return cut;
    }
    return {};
}

void draw_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 colour, std::string_view words) {
    if (words.empty()) return;
    font = known(font);
    list->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, colour, words.data(), end_of(words));
}

void draw_text_centred(ImDrawList* list, ImFont* font, const Rect& rect, ImU32 colour, std::string_view words) {
    const ImVec2 size = text_size(font, words);
    draw_text(list, font, {rect.x + 0.5f * (rect.width - size.x), rect.y + 0.5f * (rect.height - size.y)}, colour, words);
}

void draw_text_left(ImDrawList* list, ImFont* font, const Rect& rect, ImU32 colour, std::string_view words) {
    draw_text(list, font, {rect.x, rect.y + 0.5f * (rect.height - text_size(font, words).y)}, colour, words);
}

void draw_text_right(ImDrawList* list, ImFont* font, const Rect& rect, ImU32 colour, std::string_view words) {
    const ImVec2 size = text_size(font, words);
    draw_text(list, font, {rect.right() - size.x, rect.y + 0.5f * (rect.height - size.y)}, colour, words);
}

float draw_text_wrapped(ImDrawList* list, ImFont* font, ImVec2 at, float width, ImU32 colour, std::string_view words) {
    font = known(font);
    const float line_height = std::round(font->FontSize * 1.18f);
    float y = at.y;
    while (!words.empty()) {
        const std::string_view line = words.substr(0, line_length(font, words, width));
        if (list) draw_text(list, font, {at.x, y}, colour, line);
        y += line_height;
        words.remove_prefix(line.size());
        while (!words.empty() && (words.front() == ' ' || words.front() == '\n')) words.remove_prefix(1);
    }
    return y - at.y;
}

void fill(ImDrawList* list, const Rect& rect, ImU32 colour, float radius) {
    list->AddRectFilled(top_left(rect), bottom_right(rect), colour, radius);
}

void outline(ImDrawList* list, const Rect& rect, ImU32 colour, float radius, float thickness) {
    const Rect line = inset(rect, 0.5f * thickness);
    list->AddRect(top_left(line), bottom_right(line), colour, radius, 0, thickness);
}

void focus_ring(ImDrawList* list, const Rect& rect, float radius) {
    const Rect ring = inset(rect, -px(3.0f));
    list->AddRect(top_left(ring), bottom_right(ring), context().theme.accent, radius + px(3.0f), 0, px(2.0f));
}

}  // namespace trichion::ui
