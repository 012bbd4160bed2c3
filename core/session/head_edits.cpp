// What happens to a design when its head, or what is known of its head, changes.
#include "core/session/head_edits.h"

#include "core/model/limits.h"
#include "core/model/versions.h"
#include "core/pipeline/outline_presets.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
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

Outline without_places(Outline outline) {
    outline.points.clear();
    outline.areas.clear();
    return outline;
}

/// Free areas stay on their skin.
bool is_untouched(const Outline& outline, const Head& head) {
    if (outline.points.empty()) return true;
    const Result<Outline> fitted = fit_outline(head, outline, outline.preset, outline.height_mm);
    return fitted && have_same_places(*fitted, outline);
}

/// `change` for the outline of each version's own design; what was agreed stays as it was agreed.
Document with_own_outlines(const Document& document, const std::function<Shared<Outline>(const Shared<Outline>&)>& change) {
    Document next = document;
    next.outline = change(document.outline);
    Versions versions = *document.versions;
    for (Version& version : versions.all)
        if (version.id != versions.active) version.design.outline = change(version.design.outline);
    if (!(versions == *document.versions)) next.versions = std::move(versions);
    return next;
}

/// Emptied, an outline is fitted as soon as it is shown.
Document with_untouched_unfitted(const Document& document, const Head& head) {
    return with_own_outlines(document, [&](const Shared<Outline>& outline) {
        if (outline->points.empty() || !is_untouched(*outline, head)) return outline;
        Outline emptied = *outline;
        emptied.points.clear();
        return Shared<Outline>(std::move(emptied));
    });
}

/// Nothing that lay on another head lies on this one, and what was agreed there was not agreed here.
Document without_all_places(const Document& document, float height_before_mm, float height_after_mm) {
    Document next = with_own_outlines(document, [&](const Shared<Outline>& outline) {
        Outline emptied = without_places(*outline);
        if (emptied.height_mm == height_before_mm) emptied.height_mm = height_after_mm;
        return emptied == *outline ? outline : Shared<Outline>(std::move(emptied));
    });
    if (!(*next.brushwork == Brushwork{})) next.brushwork = Brushwork{};
    if (!next.native_hair->strokes.empty()) {
        NativeHair hair = *next.native_hair;
        hair.strokes.clear();
        next.native_hair = std::move(hair);
    }
    Versions versions = *next.versions;
    for (Version& version : versions.all) {
        version.agreed.reset();
        if (!(*version.design.brushwork == Brushwork{})) version.design.brushwork = Brushwork{};
    }
    if (!(versions == *next.versions)) next.versions = std::move(versions);
    return next;
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

/// The head's own where it is the client's kind of hairline.
float start_height_mm(const Document& document, HairlineAge age) {
    const BuiltInHead start = start_of(*document.head);
    const Person person = document.client->person;
    return person == start.person && age == HairlineAge::Mature ? start.hairline_height_mm : usual_height_mm(person, age);
}

}  // namespace

Document with_head(const Document& document, HeadReference head) {
    const BuiltInHead before = start_of(*document.head), after = start_of(head);
    Document next = without_all_places(document, before.hairline_height_mm, after.hairline_height_mm);
    next.head = std::move(head);
    next.fit = HeadFit{};
    // What the user chose stays; what only came with the old head goes with it.
    if (*document.skin == before.skin) next.skin = after.skin;
    ClientFacts client = *document.client;
    if (client.person == before.person) client.person = after.person;
    client.forehead_crease.reset(), client.old_trichion.reset(), client.traced_hairline.clear();
    if (!(client == *document.client)) next.client = std::move(client);
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
    return with_untouched_unfitted(next, head);
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
    return with_untouched_unfitted(next, head);
}

Result<Document> with_preset(const Document& document, const Head& head, const std::string& preset) {
    Outline settings = *document.outline;
    settings.preset = preset;
    return with_fitted_outline(document, head, settings);
}

Result<Document> with_fitted_outline(const Document& document, const Head& head, const Outline& settings) {
    const Outline& before = *document.outline;
    if (settings == before && is_untouched(before, head)) return document;
    Document next = document;
    if (before.points.empty()) {
        next.outline = settings;
        return next;
    }
    Result<Outline> fitted = fit_outline(head, settings, settings.preset, settings.height_mm);
    if (!fitted) return tl::unexpected(fitted.error());
    next.outline = std::move(*fitted);
    return next;
}

Outline with_age(const Document& document, HairlineAge age) {
    Outline next = *document.outline;
    next.age = age;
    if (next.height_mm == start_height_mm(document, document.outline->age)) next.height_mm = start_height_mm(document, age);
    return next;
}

std::string nearest_word(const std::string& word, const std::vector<std::string>& known) {
    const auto nearest = std::ranges::min_element(
        known, {}, [short_word = word.substr(0, 60)](const std::string& k) { return unlikeness(short_word, k); });
    return nearest == known.end() ? std::string() : *nearest;
}

}  // namespace trichion
