// The shape of the hairline: presets to start from, and what they are fitted with.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/preset_shapes.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

using namespace ui;

struct Choice {
    const char* word;
    const char* meaning;  // for the pointer at rest
};

/// How the chosen part looks: lit, or only outlined where the line has been changed since it was fitted with it. An
/// outlined part can be pressed too.
enum class Chosen { Lit, Outlined };

/// Equal parts of which one is chosen. @return the one pressed, if it is not lit already.
std::optional<int> choice_field(const std::string& label, const Rect& field, std::span<const Choice> choices, int chosen, Chosen look,
                                bool is_enabled) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 after = ImGui::GetCursorScreenPos();
    fill(list, field, theme.field, px(8.0f));
    std::optional<int> pressed;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const auto count = static_cast<float>(choices.size());
        const float from = std::round(field.x + field.width * static_cast<float>(i) / count);
        const float to = std::round(field.x + field.width * static_cast<float>(i + 1) / count);
        const Rect part = inset({from, field.y, to - from, field.height}, px(2.0f));
        const bool is_lit = static_cast<int>(i) == chosen && look == Chosen::Lit;
        const Pressable p = pressable(label + "/" + choices[i].word, part, is_enabled);
        if (is_lit) fill(list, part, theme.raised_hover, px(6.0f));
        else if (p.is_hovered) fill(list, part, theme.raised, px(6.0f));
        if (static_cast<int>(i) == chosen && !is_lit) ui::outline(list, part, theme.line, px(6.0f), px(1.0f));
        draw_text_centred(list, context().fonts.body, part, is_lit || p.is_hovered ? theme.text : theme.muted, choices[i].word);
        if (p.is_focused) focus_ring(list, part, px(6.0f));
        if (p.is_hovered) tooltip(choices[i].meaning, part);
        if (p.was_pressed && !is_lit) pressed = static_cast<int>(i);
    }
    ImGui::SetCursorScreenPos(after);
    return pressed;
}

/// The same with its name on the left, in a row of its own.
std::optional<int> choice_row(const std::string& label, std::span<const Choice> choices, int chosen, Chosen look, bool is_enabled) {
    const Rect row = next_row(28.0f, 4.0f);
    draw_text_left(ImGui::GetWindowDrawList(), context().fonts.body, row, context().theme.text, label);
    return choice_field(label, {row.x + px(84.0f), row.y, row.width - px(84.0f), row.height}, choices, chosen, look, is_enabled);
}

/// A smooth line through `points`; it turns sharply at one that comes twice.
std::vector<ImVec2> smooth_line(std::span<const ImVec2> points) {
    const auto last = static_cast<std::ptrdiff_t>(points.size()) - 1;
    const auto at = [&](std::ptrdiff_t i) { return points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, last))]; };
    std::vector<ImVec2> line;
    for (std::ptrdiff_t i = 0; i < last; ++i) {
        const ImVec2 a = at(i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
        for (int k = 0; k < 6; ++k) {
            const float t = static_cast<float>(k) / 6.0f, t2 = t * t, t3 = t2 * t;
            const auto blend = [&](float p, float q, float r, float s) {
                return 0.5f * (2.0f * q + (r - p) * t + (2.0f * p - 5.0f * q + 4.0f * r - s) * t2 + (3.0f * q - p - 3.0f * r + s) * t3);
            };
            line.push_back({blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)});
        }
    }
    line.push_back(points.back());
    return line;
}

/// The preset's line as seen from the front, all presets to one scale.
void draw_shape(ImDrawList* list, const Rect& box, const PresetShape& shape, HairlineAge age, ImU32 colour) {
    constexpr float kHalfWidth_mm = 60.0f, kHighest_mm = 36.0f, kLowest_mm = -38.0f;
    const std::vector<glm::vec2> half = half_drawing(shape, age);
    const auto place = [&](float x, float y) {
        return ImVec2(box.x + 0.5f * box.width * (1.0f + x / kHalfWidth_mm),
                      box.y + box.height * (kHighest_mm - y) / (kHighest_mm - kLowest_mm));
    };
    std::vector<ImVec2> points;
    for (std::size_t i = half.size(); i-- > 1;) points.push_back(place(-half[i].x, half[i].y));
    for (const glm::vec2& p : half) points.push_back(place(p.x, p.y));
    const std::vector<ImVec2> line = smooth_line(points);
    list->AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, px(1.8f));
}

/// Lays the preset anew with these settings, as one step.
void refit(PanelContext& panel, const Head& head, const Outline& settings, const std::string& preset, const std::string& label) {
    auto fitted = fit_outline(head, settings, preset, settings.height_mm);
    if (fitted) change_part(panel.session.editor(), &Document::outline, std::move(*fitted), label);
    else panel.notices.problem(fitted.error().message);
}

void draw_tile(PanelContext& panel, const Head* head, const PresetShape& shape, const Rect& tile, bool is_chosen) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Outline& outline = *panel.session.document().outline;
    const Pressable p = pressable("Preset " + shape.preset.name, tile, head != nullptr);
    fill(list, tile, p.is_hovered ? theme.raised_hover : theme.raised, px(8.0f));
    if (is_chosen) ui::outline(list, tile, theme.accent, px(8.0f), px(1.8f));
    const ImU32 ink = is_chosen ? theme.text : theme.muted;
    draw_shape(list, {tile.x + px(20.0f), tile.y + px(6.0f), tile.width - px(40.0f), px(26.0f)}, shape, outline.age, ink);
    draw_text_centred(list, context().fonts.small, {tile.x, tile.y + px(33.0f), tile.width, px(18.0f)}, ink,
                      fitted(context().fonts.small, shape.preset.label, tile.width - px(4.0f)));
    if (p.is_focused) focus_ring(list, tile, px(8.0f));
    if (p.was_pressed) refit(panel, *head, outline, shape.preset.name, "Choose " + shape.preset.label);
}

/// @param lit  the preset that the outline is; empty when it is none.
void draw_tiles(PanelContext& panel, const Head* head, Person person, const std::string& lit) {
    std::vector<const PresetShape*> shapes;
    for (const PresetShape& shape : preset_shapes())
        if (shape.preset.person == person) shapes.push_back(&shape);
    constexpr std::size_t kColumns = 3;
    const float gap = px(6.0f);
    for (std::size_t first = 0; first < shapes.size(); first += kColumns) {
        const Rect row = next_row(53.0f, 5.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor((row.width - gap * (kColumns - 1)) / kColumns);
        for (std::size_t i = first; i < std::min(first + kColumns, shapes.size()); ++i)
            draw_tile(panel, head, *shapes[i], {row.x + static_cast<float>(i - first) * (width + gap), row.y, width, row.height},
                      shapes[i]->preset.name == lit);
        ImGui::SetCursorScreenPos(after);
    }
}

/// The section's title with what the line began as, and on its right for whom the shapes are.
void draw_title(PanelContext& panel, const std::string& aside) {
    constexpr Choice kPersons[] = {{"Man", "Shapes, heights and advice for men"}, {"Woman", "Shapes, heights and advice for women"}};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Rect row = next_row(26.0f, 6.0f);
    const float persons = px(128.0f);
    draw_text_left(list, context().fonts.strong, row, context().theme.muted, "Shape");
    const float x = row.x + text_size(context().fonts.strong, "Shape").x + px(8.0f), room = row.right() - persons - px(8.0f) - x;
    draw_text_left(list, context().fonts.small, {x, row.y, room, row.height}, context().theme.muted, fitted(context().fonts.small, aside, room));
    ClientFacts client = *panel.session.document().client;
    const Rect field{row.right() - persons, row.y, persons, row.height};
    const auto person = choice_field("For a", field, kPersons, static_cast<int>(client.person), Chosen::Lit, true);
    if (!person) return;
    client.person = static_cast<Person>(*person);
    change_part(panel.session.editor(), &Document::client, std::move(client), "Change man or woman");
}

/// One line under the choices: what the temple is, or, once the line is changed, what choosing would do to it.
void draw_choice_words(bool is_preset, const char* temple_words) {
    const Theme& theme = context().theme;
    ImFont* font = context().fonts.small;
    const Rect row = next_row(16.0f, 6.0f);
    if (is_preset) return draw_text_left(ImGui::GetWindowDrawList(), font, {row.x + px(84.0f), row.y, row.width, row.height}, theme.muted, temple_words);
    context().registry.record("Starts anew", row);
    draw_text_left(ImGui::GetWindowDrawList(), font, row, theme.caution, "Starts the shape anew; undo brings your work back");
}

void draw_fit_choices(PanelContext& panel, const Head* head, bool is_preset) {
    constexpr Choice kAges[] = {{"Young", "Corners lower and fuller, the line parallel to the brows"},
                                {"Mature", "Corners higher, as years leave them: ages well"}};
    constexpr Choice kTemples[] = {{"N", "Normal: the temple comes forward to a full point"},
                                   {"T", "Thinning: its point lies a little further back"},
                                   {"P", "Parallel: no point, the edge runs straight into the sideburn"},
                                   {"R", "Reversed: the edge is hollow and lies behind the sideburn"}};
    constexpr Choice kExtents[] = {{"Fringe", "The work ends at the hair that remains at sides and back"},
                                   {"Nape", "The work goes down sideburns, round the ears, to the nape"}};
    constexpr const char* kTempleWords[] = {"normal: comes forward to a full point", "thinning: its point lies a little back",
                                            "parallel: straight into the sideburn", "reversed: hollow, behind the sideburn"};
    Outline outline = *panel.session.document().outline;
    const Chosen fitted = is_preset ? Chosen::Lit : Chosen::Outlined;
    const char* label = nullptr;
    if (const auto age = choice_row("Age", kAges, static_cast<int>(outline.age), fitted, head))
        outline.age = static_cast<HairlineAge>(*age), label = "Change age of the hairline";
    if (const auto extent = choice_row("Down to", kExtents, static_cast<int>(outline.extent), Chosen::Lit, head))
        outline.extent = static_cast<Extent>(*extent), label = "Change how far the work goes down";
    if (const auto temple = choice_row("Temple", kTemples, static_cast<int>(outline.temple), fitted, head))
        outline.temple = static_cast<TempleClass>(*temple), label = "Change temple";
    draw_choice_words(is_preset, kTempleWords[static_cast<std::size_t>(outline.temple)]);
    if (label && head) refit(panel, *head, outline, outline.preset, label);
}

/// What stands beside the section's title: that the line is worked over, or a preset that hides under the fold.
std::string aside_words(const PresetShape* shape, Person person, bool is_preset) {
    if (!shape) return "changed";
    if (!is_preset) return shape->preset.label + ", changed";
    return shape->preset.person == person ? std::string() : shape->preset.label;
}

}  // namespace

bool is_as_fitted(const Head& head, const Outline& outline) {
    if (outline.points.empty()) return true;
    const auto fitted = fit_outline(head, outline, outline.preset, outline.height_mm);
    return fitted && std::ranges::equal(outline.points, fitted->points, [](const OutlinePoint& a, const OutlinePoint& b) {
        return a.at == b.at && a.part == b.part && a.is_corner == b.is_corner;
    });
}

void draw_shape_section(PanelContext& panel) {
    const Head* head = panel.session.pipeline().head();
    const Outline& outline = *panel.session.document().outline;
    const Person person = panel.session.document().client->person;
    const Person other = person == Person::Man ? Person::Woman : Person::Man;
    const bool is_preset = !head || is_as_fitted(*head, outline);
    const std::string lit = is_preset ? outline.preset : std::string();
    draw_title(panel, aside_words(find_shape(outline.preset), person, is_preset));
    draw_tiles(panel, head, person, lit);
    if (folding_section(other == Person::Man ? "Men's shapes" : "Women's shapes", panel.view.open_sections))
        draw_tiles(panel, head, other, lit);
    draw_fit_choices(panel, head, is_preset);
}

}  // namespace trichion
