// What happens to a design when its head, or what is known of its head, changes.
#include "core/session/head_edits.h"

#include "core/model/limits.h"
#include "core/pipeline/outline_presets.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace trichion {
namespace {

constexpr float kFarthestOffSkinMm = 25.0f;

/// Ids do not count: a preset fitted twice has other ids and the same places.
bool have_same_places(const Outline& a, const Outline& b) {
    return std::ranges::equal(a.points, b.points, [](const OutlinePoint& p, const OutlinePoint& q) {
        return p.at == q.at && p.part == q.part && p.is_corner == q.is_corner;
    });
}

void unfit(Document& document) {
    Outline outline = *document.outline;
    outline.points.clear();
    document.outline = std::move(outline);
}

void unfit_if_untouched(Document& document, const Head& head) {
    const Outline& outline = *document.outline;
    if (outline.points.empty()) return;
    const Result<Outline> fitted = fit_outline(head, outline, outline.preset, outline.height_mm);
    if (fitted && have_same_places(*fitted, outline)) unfit(document);
}

std::vector<std::string> landmark_names(const Head& head) {
    std::vector<std::string> names(std::begin(kEveryHeadHas), std::end(kEveryHeadHas));
    for (const auto& [name, landmark] : head.landmarks)
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    return names;
}

/// How far `b` is from what the user meant by `a`: four for each letter changed, one for each left off the end.
std::size_t unlikeness(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    std::size_t least = ~std::size_t{0};
    for (std::size_t j = 0; j <= b.size(); ++j) least = std::min(least, 4 * row[j] + (b.size() - j));
    return least;
}

/// Where a design on this head starts; a scan tells neither colours nor sex.
BuiltInHead start_of(const HeadReference& head) {
    for (const BuiltInHead& built_in : built_in_heads())
        if (head.is_built_in && head.name == built_in.name) return built_in;
    return {};
}

}  // namespace

Document with_head(const Document& document, HeadReference head) {
    const BuiltInHead before = start_of(*document.head), after = start_of(head);
    Document next = document;
    next.head = std::move(head);
    next.fit = HeadFit{};
    unfit(next);
    // What the user chose stays; what only came with the old head goes with it.
    if (*document.skin == before.skin) next.skin = after.skin;
    ClientFacts client = *document.client;
    if (client.person == before.person) client.person = after.person;
    client.forehead_crease.reset(), client.old_trichion.reset(), client.traced_hairline.clear();
    if (!(client == *document.client)) next.client = std::move(client);
    if (document.outline->height_mm == before.hairline_height_mm) {
        Outline outline = *next.outline;
        outline.height_mm = after.hairline_height_mm;
        next.outline = std::move(outline);
    }
    return next;
}

Result<Document> with_built_in_head(const Document& document, const std::string& name) {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    if (std::ranges::find(names, name) == names.end())
        return fail(ErrorCode::InvalidInput, fmt::format("There is no built-in head \"{}\"; choose one of {}.",
                                                         plain_text(name, 40), fmt::join(names, ", ")));
    if (document.head->is_built_in && document.head->name == name) return document;
    HeadReference head;
    head.name = name;
    return with_head(document, std::move(head));
}

Result<Document> with_landmark(const Document& document, const Head& head, const std::string& name,
                               const std::optional<glm::vec3>& position_mm) {
    const std::vector<std::string> names = landmark_names(head);
    if (std::ranges::find(names, name) == names.end())
        return fail(ErrorCode::NotFound, fmt::format("There is no landmark \"{}\"; the nearest is {}.",
                                                     plain_text(name, 40), nearest_word(name, names)));
    Document next = document;
    HeadFit fit = *document.fit;
    if (position_mm) {
        if (!head.measuring.closest(*position_mm, kFarthestOffSkinMm))
            return fail(ErrorCode::InvalidInput,
                        fmt::format("landmark.{} at {:g},{:g},{:g} is more than {:g} mm off the skin; give x,y,z in mm "
                                    "as \"info\" prints them.",
                                    name, position_mm->x, position_mm->y, position_mm->z, kFarthestOffSkinMm));
        fit.landmarks[name] = head.from_source.inverse(*position_mm);
    } else {
        fit.landmarks.erase(name);
    }
    if (fit == *document.fit) return document;
    next.fit = std::move(fit);
    unfit_if_untouched(next, head);
    return next;
}

Result<Document> with_circumference(const Document& document, const Head& head, const std::optional<float>& taped_mm) {
    if (taped_mm && !kCircumferenceRangeMm.contains(*taped_mm))
        return fail(ErrorCode::InvalidInput, fmt::format("head.circumference_mm is {}, but must be {} to {} mm.", *taped_mm,
                                                         kCircumferenceRangeMm.min, kCircumferenceRangeMm.max));
    if (document.fit->taped_circumference_mm == taped_mm) return document;
    Document next = document;
    HeadFit fit = *document.fit;
    fit.taped_circumference_mm = taped_mm;
    next.fit = std::move(fit);
    unfit_if_untouched(next, head);
    return next;
}

Result<Document> with_preset(const Document& document, const Head& head, const std::string& preset) {
    const Outline& before = *document.outline;
    Document next = document;
    if (before.points.empty()) {
        Outline named = before;
        named.preset = preset;
        next.outline = std::move(named);
        return before.preset == preset ? document : next;
    }
    Result<Outline> fitted = fit_outline(head, before, preset, before.height_mm);
    if (!fitted) return tl::unexpected(fitted.error());
    if (before.preset == preset && have_same_places(*fitted, before)) return document;
    next.outline = std::move(*fitted);
    return next;
}

std::string nearest_word(const std::string& word, const std::vector<std::string>& known) {
    const auto nearest = std::ranges::min_element(
        known, {}, [short_word = word.substr(0, 60)](const std::string& k) { return unlikeness(short_word, k); });
    return nearest == known.end() ? std::string() : *nearest;
}

}  // namespace trichion
