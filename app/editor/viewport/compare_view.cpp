// One skin, two designs.
#include "app/editor/viewport/compare_view.h"

#include "app/editor/panels/panels.h"
#include "app/editor/viewport/split.h"
#include "app/editor/viewport/viewport.h"
#include "core/model/versions.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

template <class T>
bool is_same(const std::optional<Shared<T>>& a, const std::optional<Shared<T>>& b) {
    return a.has_value() == b.has_value() && (!a || a->is(*b));
}

struct PlateWords {
    std::string name;
    std::string agreement;   // of that version
    ImU32 agreement_colour;
    std::string role;        // what the plate's key does; empty: none
};

/// A plate with its corner at `at`, its right edge there when `is_right`. The agreement stands beside the name it is of.
void draw_plate(const std::string& label, ImVec2 at, bool is_right, const PlateWords& words, bool is_large) {
    const Theme& theme = context().theme;
    ImFont* bold = is_large ? context().fonts.large_strong : context().fonts.strong;
    ImFont* plain = is_large ? context().fonts.large : context().fonts.body;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::string strong = "Version " + words.name;
    const std::string role = !words.agreement.empty() && !words.role.empty() ? " \xc2\xb7 " + words.role : words.role;
    const float gap = words.agreement.empty() && role.empty() ? 0.0f : px(8.0f), strong_width = text_size(bold, strong).x;
    const float agreement_width = text_size(plain, words.agreement).x;
    const float width = strong_width + gap + agreement_width + text_size(plain, role).x + px(28.0f), height = px(is_large ? 40.0f : 30.0f);
    const Rect plate = lifted({is_right ? at.x - width : at.x, at.y, width, height});
    fill(list, plate, theme.overlay, px(7.0f));
    draw_text_left(list, bold, {plate.x + px(14.0f), plate.y, strong_width, height}, theme.text, strong);
    const float x = plate.x + px(14.0f) + strong_width + gap;
    draw_text_left(list, plain, {x, plate.y, 0, height}, words.agreement_colour, words.agreement);
    draw_text_left(list, plain, {x + agreement_width, plate.y, 0, height}, theme.muted, role);
    context().registry.record(label, plate);
    context().registry.record(fmt::format("Plate: {} {}{}", strong, words.agreement, role), plate);
    context().plates.push_back(plate);
}

}  // namespace

Halves halves_of(const Rect& rect) {
    const float gap = std::max(px(3.0f), 1.0f), width = std::floor(0.5f * (rect.width - gap));
    return {{rect.x, rect.y, width, rect.height}, {rect.right() - width, rect.y, width, rect.height}};
}

bool is_side_by_side(const ViewState& view, const Document& document) {
    return view.shows_versions_side_by_side && other_version(view, document) != 0;
}

void draw_version_plates(const Rect& rect, const ViewState& view, const Document& document) {
    const std::uint32_t active = document.versions->active, other = other_version(view, document);
    if (other == 0) return;
    // In the editor at the lower right, which no tool's plate uses; for a client at the upper left, below the stamp.
    const bool is_large = view.is_presenting;
    const bool is_pair = is_side_by_side(view, document);
    const auto corner = [&](const Rect& part) {
        if (is_large) return ImVec2{part.x + px(24.0f), part.y + px(72.0f)};
        return ImVec2{part.right() - px(14.0f), part.bottom() - px(is_pair ? 82.0f : 44.0f)};
    };
    const auto plate = [&](const char* where, const Rect& part, std::uint32_t version, const std::string& role) {
        const std::string& name = find_version(document, version)->name;
        const Theme& theme = context().theme;
        const ImU32 colour = is_changed_since_agreed(document, version) ? theme.caution : theme.accent_text;
        draw_plate(where + name, corner(part), !is_large, {name, agreement_words(document, version), colour, role}, is_large);
    };
    if (is_pair) {
        const Halves halves = halves_of(rect);
        plate("Shown left: ", halves.active, active, "");
        plate("Shown right: ", halves.compared, other, "");
    } else {
        plate("Shown: ", rect, active, is_large ? "" : fmt::format("F shows {}", find_version(document, other)->name));
    }
}

ImTextureID CompareView::update(Session& session, const ViewState& view, PictureView& picture, float pixel_ratio) {
    const Document& document = session.document();
    const Result<Design> design = design_of(document, other_version(view, document));
    if (!design) return {};
    design_.update(session.pipeline(), *design);
    const Head* head = session.pipeline().head();
    if (!head || !design_.outline()) return {};
    SceneRenderer& renderer = picture.picture().renderer();
    const auto dots = design_.shared_dots();
    if (!shown_ || !is_same(uploaded_, dots)) {
        if (!renderer.set_compared_dots(dots ? dot_instances(**dots) : std::vector<DotInstance>{})) return {};
        uploaded_ = dots;
    }
    const bool has_lines = view.step == Step::Hairline && !view.is_presenting && !view.is_judging_edge;
    Key key{dots, design_.shared_outline(), design->plan, has_lines, picture.pictures_drawn()};
    const bool is_fresh = shown_ && is_same(shown_->dots, key.dots) && is_same(shown_->outline, key.outline) &&
                          shown_->plan.is(key.plan) && shown_->has_lines == has_lines && shown_->picture == key.picture;
    if (!is_fresh) {
        Document compared = document;
        compared.plan = design->plan;
        SceneView scene = picture.picture().scene(compared, view.moment);
        scene.split = is_split(view) ? view.split : -1.0f;
        if (has_lines) scene.lines = outline_lines(*head, *design_.outline());
        scene.pixel_ratio = pixel_ratio;
        renderer.draw_compared(scene);
        shown_ = std::move(key);
    }
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(renderer.compared_texture()));
}

}  // namespace trichion
