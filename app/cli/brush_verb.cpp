// Brush strokes, dots set by hand and painted native hair from the command line.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "core/model/brushwork.h"
#include "core/pipeline/stroke_mirroring.h"
#include "core/pipeline/stroke_reach.h"

#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

using Json = nlohmann::ordered_json;

constexpr float kNearestDotMm = 1.0f;  // a place given for a dot may be so far off it

std::string words_of(const glm::vec3& p) { return fmt::format("{:.2f},{:.2f},{:.2f}", p.x, p.y, p.z); }

Result<Stroke> stroke_of(const Document& document, const Head& head, const BrushOptions& options) {
    if (options.at_mm.empty())
        return fail(ErrorCode::InvalidInput, "A stroke needs a place; give one or more with --at x,y,z in mm as \"info\" prints landmarks.");
    Result<std::vector<glm::vec3>> path = stroke_path(head, options.at_mm);
    if (!path) return tl::unexpected(path.error());
    Stroke stroke{options.radius_mm, options.strength, std::move(*path), {}};
    if (options.is_mirrored) {
        const Symmetry symmetry(head, *document.client);
        stroke.mirrored = mirrored_path(head, symmetry, stroke.path, document.outline->asymmetry);
    }
    return stroke;
}

Result<Document> brushed(const Document& document, const Head& head, const BrushOptions& options) {
    Result<Stroke> stroke = stroke_of(document, head, options);
    if (!stroke) return tl::unexpected(stroke.error());
    if (options.hair) return with_hair_stroke(document, {0, *options.hair, std::move(*stroke)});
    return with_stroke(document, {0, options.kind, options.target_per_cm2, std::move(*stroke)});
}

Result<SurfacePoint> skin_at(const Head& head, const glm::vec3& p) {
    if (const auto at = head.measuring.closest(p, kFarthestOffSkinMm)) return *at;
    return fail(ErrorCode::InvalidInput, fmt::format("{} is more than {:g} mm off the skin; give x,y,z in mm as \"info\" prints landmarks.",
                                                     words_of(p), kFarthestOffSkinMm));
}

/// The dot nearest to each place goes: one set by hand for good, another is taken away.
Result<Document> without_dot(const Document& document, const Head& head, const Pipeline& pipeline, const glm::vec3& p) {
    const Dot* nearest = nullptr;
    float least_mm = kNearestDotMm;
    for (const Dot& dot : pipeline.dots()->dots) {
        const float mm = glm::distance(dot.position_mm, p);
        if (mm <= least_mm) least_mm = mm, nearest = &dot;
    }
    if (!nearest)
        return fail(ErrorCode::NotFound, fmt::format("There is no dot within {:g} mm of {}; `trichion export --what dots` lists where they are.",
                                                     kNearestDotMm, words_of(p)));
    const std::vector<glm::vec3>& candidates = pipeline.candidates()->position_mm;
    if (nearest->id >= candidates.size())
        return without_hand_dot(document, nearest->id - static_cast<std::uint32_t>(candidates.size()));
    return with_dot_taken_away(document, head.from_source.inverse(candidates[nearest->id]));
}

Result<Document> with_dots_changed(const Document& document, const Head& head, const Pipeline& pipeline, const BrushOptions& options) {
    if (options.at_mm.empty())
        return fail(ErrorCode::InvalidInput, "A dot needs a place; give one or more with --at x,y,z in mm as \"info\" prints landmarks.");
    Document next = document;
    for (const glm::vec3& p : options.at_mm) {
        const Result<SurfacePoint> at = skin_at(head, p);
        if (!at) return tl::unexpected(at.error());
        Result<Document> one = options.action == BrushAction::AddDot ? with_dot_added(next, place_of(head, *at))
                                                                     : without_dot(next, head, pipeline, p);
        if (!one) return one;
        next = std::move(*one);
    }
    return next;
}

Result<Document> changed(const Document& document, const Head& head, const Pipeline& pipeline, const BrushOptions& options) {
    switch (options.action) {
        case BrushAction::Stroke:
            return brushed(document, head, options);
        case BrushAction::AddDot:
        case BrushAction::RemoveDot:
            return with_dots_changed(document, head, pipeline, options);
        case BrushAction::Delete:
            if (const Result<Document> next = without_stroke(document, options.id)) return next;
            return without_hand_dot(document, options.id);
        case BrushAction::DeleteHair:
            return without_hair_stroke(document, options.id);
        case BrushAction::Clear:
            return without_hand_dots(without_strokes(document));
        case BrushAction::ClearHair:
            return without_hair_strokes(document);
        case BrushAction::List:
            break;
    }
    return document;
}

Json json_of(const glm::vec3& p) { return {p.x, p.y, p.z}; }

void tell_stroke(Json& row, const Head& head, const Stroke& stroke) {
    row["radius_mm"] = stroke.radius_mm;
    row["strength"] = stroke.strength;
    row["places"] = stroke.path.size();
    row["mirrored"] = !stroke.mirrored.empty();
    row["from_mm"] = json_of(head.from_source(stroke.path.front()));
    row["to_mm"] = json_of(head.from_source(stroke.path.back()));
}

std::string brushwork_json(const Document& document, const Head& head, const Pipeline& pipeline) {
    Json strokes = Json::array(), dots = Json::array(), hair = Json::array();
    for (const DensityStroke& row : document.brushwork->strokes) {
        Json told{{"id", row.id}, {"kind", to_word(row.kind)}};
        if (row.kind == DensityStroke::Kind::ToTarget) told["target_per_cm2"] = row.target_per_cm2;
        tell_stroke(told, head, row.stroke);
        strokes.push_back(std::move(told));
    }
    for (const HandDot& dot : document.brushwork->dots)
        dots.push_back({{"id", dot.id}, {"kind", to_word(dot.kind)}, {"at_mm", json_of(head.from_source(dot.at))}});
    for (const HairStroke& row : document.native_hair->strokes) {
        Json told{{"id", row.id}, {"kind", to_word(row.kind)}};
        tell_stroke(told, head, row.stroke);
        hair.push_back(std::move(told));
    }
    const Json all{{"strokes", strokes}, {"dots_by_hand", dots}, {"hair_strokes", hair}, {"dots", pipeline.dots()->dots.size()}};
    return all.dump(2) + "\n";
}

std::string stroke_words(const Head& head, const Stroke& stroke) {
    return fmt::format("radius {:g} mm, strength {:g}, {} place{}{}, from {}", stroke.radius_mm, stroke.strength, stroke.path.size(),
                       stroke.path.size() == 1 ? "" : "s", stroke.mirrored.empty() ? "" : ", mirrored",
                       words_of(head.from_source(stroke.path.front())));
}

std::string brushwork_words(const Document& document, const Head& head, const Pipeline& pipeline) {
    std::string text;
    for (const DensityStroke& row : document.brushwork->strokes) {
        const std::string target = row.kind == DensityStroke::Kind::ToTarget ? fmt::format("{:g} per cm2, ", row.target_per_cm2) : "";
        text += fmt::format("{:>5} {:<10} {}{}\n", row.id, to_word(row.kind), target, stroke_words(head, row.stroke));
    }
    for (const HandDot& dot : document.brushwork->dots)
        text += fmt::format("{:>5} dot {:<6} {}\n", dot.id, to_word(dot.kind), words_of(head.from_source(dot.at)));
    for (const HairStroke& row : document.native_hair->strokes)
        text += fmt::format("hair {} {:<10} {}\n", row.id, to_word(row.kind), stroke_words(head, row.stroke));
    return text + fmt::format("{} dots\n", pipeline.dots()->dots.size());
}

}  // namespace

Result<std::string> run_brush(const BrushOptions& options) {
    Result<std::unique_ptr<OpenDesign>> opened = open_design(options.file, Wanted::Design);
    if (!opened) return tl::unexpected(opened.error());
    OpenDesign& design = **opened;
    if (options.action != BrushAction::List) {
        Result<Document> next = changed(design.document(), *design.pipeline().head(), design.pipeline(), options);
        if (!next) return tl::unexpected(next.error());
        design.session().editor().preview(std::move(*next));
        design.session().editor().commit("Brush", Session::today());
        if (const Result<void> up = bring_up(design, Wanted::Design); !up) return tl::unexpected(up.error());
        if (const Result<void> saved = design.session().save_project(options.file, thumbnail_of(design)); !saved)
            return tl::unexpected(saved.error());
    }
    const Head& head = *design.pipeline().head();
    return options.is_json ? brushwork_json(design.document(), head, design.pipeline())
                           : brushwork_words(design.document(), head, design.pipeline());
}

}  // namespace trichion
