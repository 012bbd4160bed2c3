// The head stage: shapes from built-in heads and scans, fitted into the anatomical frame.
#include "core/pipeline/head.h"

#include "core/pipeline/built_in_heads.h"
#include "core/pipeline/head_measures.h"

namespace trichion {

const char* to_words(HeadBadge badge) {
    switch (badge) {
        case HeadBadge::Example: return "example head, not this client";
        case HeadBadge::NotToScale: return "not to scale";
        case HeadBadge::Scaled: return "scaled";
    }
    return "";
}

glm::vec3 Head::landmark(const std::string& landmark_name) const {
    const auto found = landmarks.find(landmark_name);
    if (found != landmarks.end()) return found->second.position_mm;
    const auto top = landmarks.find("vertex");
    return top != landmarks.end() ? top->second.position_mm : glm::vec3(0.0f);
}

Result<HeadShape> build_head_shape(const HeadReference& reference, const CancelToken&, const Progress& progress) {
    if (!reference.is_built_in) return fail(ErrorCode::NotFound, "Scans cannot be measured yet.");
    auto model = load_built_in(reference.name);
    if (!model) return tl::unexpected(model.error());
    HeadShape shape;
    auto measuring = Surface::build(model->skin);
    if (!measuring) return tl::unexpected(measuring.error());
    shape.measuring = std::move(*measuring);
    auto scalp = built_in_scalp(model->display, shape.measuring.mesh().positions);
    if (!scalp) return tl::unexpected(scalp.error());
    shape.scalp = std::move(*scalp);
    shape.display = std::move(model->display);
    shape.landmarks = std::move(model->landmarks);
    shape.has_built_in_look = true;
    shape.look = std::move(model->look);
    progress.set(1.0f);
    return shape;
}

Result<Head> fit_head(const HeadShape& shape, const HeadReference& reference, const HeadFit&) {
    Head head;
    head.name = reference.name;
    head.display = shape.display;
    head.measuring = shape.measuring;
    head.landmarks = shape.landmarks;
    head.scalp = shape.scalp;
    head.has_built_in_look = shape.has_built_in_look;
    head.look = shape.look;
    head.notes = shape.notes;
    const HeadMeasures measures = measure_head(head.measuring, head.landmarks);
    head.length_mm = measures.length_mm;
    head.breadth_mm = measures.breadth_mm;
    head.circumference_mm = measures.circumference_mm;
    return head;
}

}  // namespace trichion
