// One row added, changed or left out; what is checked is that row and the counts, since all else was checked before.
#include "core/model/brushwork.h"

#include "core/model/limits.h"

#include <algorithm>
#include <string>
#include <utility>

namespace trichion {
namespace {

tl::unexpected<Error> too_many(const std::string& what, std::size_t most) {
    return fail(ErrorCode::InvalidInput,
                "A design holds at most " + std::to_string(most) + " " + what + "; delete some before you add more.");
}

template <class Part>
Document with_part(const Document& document, Shared<Part> Document::* part, Part value) {
    Document next = document;
    next.*part = std::move(value);
    return next;
}

template <class Rows>
auto row_of(Rows& rows, std::uint32_t id) {
    return std::ranges::find_if(rows, [id](const auto& row) { return row.id == id; });
}

tl::unexpected<Error> no_row(const char* what, std::uint32_t id) {
    return fail(ErrorCode::NotFound, std::string("There is no ") + what + " " + std::to_string(id) + ".");
}

Result<Stroke> grown(Stroke stroke, std::span<const glm::vec3> path, std::span<const glm::vec3> mirrored) {
    if (mirrored.size() != (stroke.mirrored.empty() ? 0 : path.size()))
        return fail(ErrorCode::InvalidInput, "A mirrored stroke grows by as many places on both sides, another on one.");
    stroke.path.insert(stroke.path.end(), path.begin(), path.end());
    stroke.mirrored.insert(stroke.mirrored.end(), mirrored.begin(), mirrored.end());
    if (auto r = check_stroke(stroke); !r) return tl::unexpected(r.error());
    return stroke;
}

Result<void> add_dot(Brushwork& work, HandDot::Kind kind, const glm::vec3& at) {
    const HandDot dot{work.next_id, kind, at};
    if (auto r = check_hand_dot(dot); !r) return r;
    if (work.dots.size() >= kMostHandDots) return too_many("dots set or taken away by hand", kMostHandDots);
    work.dots.push_back(dot);
    ++work.next_id;
    return {};
}

Result<Document> with_dot(const Document& document, HandDot::Kind kind, const glm::vec3& at) {
    Brushwork work = *document.brushwork;
    if (auto r = add_dot(work, kind, at); !r) return tl::unexpected(r.error());
    return with_part(document, &Document::brushwork, std::move(work));
}

}  // namespace

Result<Document> with_stroke(const Document& document, DensityStroke row) {
    if (auto r = check_stroke(row); !r) return tl::unexpected(r.error());
    Brushwork work = *document.brushwork;
    if (work.strokes.size() >= kMostStrokes) return too_many("brush strokes", kMostStrokes);
    row.id = work.next_id++;
    work.strokes.push_back(std::move(row));
    return with_part(document, &Document::brushwork, std::move(work));
}

Result<Document> with_last_stroke_grown(const Document& document, std::span<const glm::vec3> path,
                                        std::span<const glm::vec3> mirrored) {
    Brushwork work = *document.brushwork;
    if (work.strokes.empty()) return fail(ErrorCode::NotFound, "There is no brush stroke to go on with.");
    Result<Stroke> longer = grown(std::move(work.strokes.back().stroke), path, mirrored);
    if (!longer) return tl::unexpected(longer.error());
    work.strokes.back().stroke = std::move(*longer);
    return with_part(document, &Document::brushwork, std::move(work));
}

Result<Document> without_stroke(const Document& document, std::uint32_t id) {
    Brushwork work = *document.brushwork;
    const auto found = row_of(work.strokes, id);
    if (found == work.strokes.end()) return no_row("brush stroke", id);
    work.strokes.erase(found);
    return with_part(document, &Document::brushwork, std::move(work));
}

Result<Document> with_dot_added(const Document& document, const glm::vec3& at) {
    return with_dot(document, HandDot::Kind::Added, at);
}

Result<Document> with_dot_taken_away(const Document& document, const glm::vec3& candidate_at) {
    return with_dot(document, HandDot::Kind::Removed, candidate_at);
}

Result<Document> with_dot_moved(const Document& document, const glm::vec3& candidate_at, const glm::vec3& to) {
    Brushwork work = *document.brushwork;
    if (auto r = add_dot(work, HandDot::Kind::Removed, candidate_at); !r) return tl::unexpected(r.error());
    if (auto r = add_dot(work, HandDot::Kind::Added, to); !r) return tl::unexpected(r.error());
    return with_part(document, &Document::brushwork, std::move(work));
}

Result<Document> with_hand_dot_moved(const Document& document, std::uint32_t id, const glm::vec3& to) {
    Brushwork work = *document.brushwork;
    const auto found = row_of(work.dots, id);
    if (found == work.dots.end() || found->kind != HandDot::Kind::Added) return no_row("dot set by hand", id);
    found->at = to;
    if (auto r = check_hand_dot(*found); !r) return tl::unexpected(r.error());
    return with_part(document, &Document::brushwork, std::move(work));
}

Result<Document> without_hand_dot(const Document& document, std::uint32_t id) {
    Brushwork work = *document.brushwork;
    const auto found = row_of(work.dots, id);
    if (found == work.dots.end()) return no_row("dot set or taken away by hand", id);
    work.dots.erase(found);
    return with_part(document, &Document::brushwork, std::move(work));
}

Document without_strokes(const Document& document) {
    Brushwork work = *document.brushwork;
    work.strokes.clear();
    return with_part(document, &Document::brushwork, std::move(work));
}

Document without_hand_dots(const Document& document) {
    Brushwork work = *document.brushwork;
    work.dots.clear();
    return with_part(document, &Document::brushwork, std::move(work));
}

Result<Document> with_hair_stroke(const Document& document, HairStroke row) {
    if (auto r = check_stroke(row.stroke); !r) return tl::unexpected(r.error());
    NativeHair hair = *document.native_hair;
    if (hair.strokes.size() >= kMostStrokes) return too_many("strokes of native hair", kMostStrokes);
    row.id = hair.next_id++;
    hair.strokes.push_back(std::move(row));
    return with_part(document, &Document::native_hair, std::move(hair));
}

Result<Document> with_last_hair_stroke_grown(const Document& document, std::span<const glm::vec3> path,
                                             std::span<const glm::vec3> mirrored) {
    NativeHair hair = *document.native_hair;
    if (hair.strokes.empty()) return fail(ErrorCode::NotFound, "There is no stroke of native hair to go on with.");
    Result<Stroke> longer = grown(std::move(hair.strokes.back().stroke), path, mirrored);
    if (!longer) return tl::unexpected(longer.error());
    hair.strokes.back().stroke = std::move(*longer);
    return with_part(document, &Document::native_hair, std::move(hair));
}

Result<Document> without_hair_stroke(const Document& document, std::uint32_t id) {
    NativeHair hair = *document.native_hair;
    const auto found = row_of(hair.strokes, id);
    if (found == hair.strokes.end()) return no_row("stroke of native hair", id);
    hair.strokes.erase(found);
    return with_part(document, &Document::native_hair, std::move(hair));
}

Document without_hair_strokes(const Document& document) {
    NativeHair hair = *document.native_hair;
    hair.strokes.clear();
    return with_part(document, &Document::native_hair, std::move(hair));
}

}  // namespace trichion
