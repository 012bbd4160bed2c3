// A head's shape set upright by its landmarks and scaled to the tape.
#include "core/pipeline/design_zone.h"
#include "core/pipeline/head.h"
#include "core/pipeline/head_frame.h"
#include "core/pipeline/head_measures.h"
#include "core/pipeline/landmark_guess.h"
#include "core/pipeline/scalp_map.h"

#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr float kFarthestPick_mm = 25.0f;  // off the skin; a click lies on it

Result<Landmarks> picks_of(const HeadShape& shape, const HeadFit& fit) {
    Landmarks picks;
    for (const auto& [name, place] : fit.landmarks) {
        if (!std::isfinite(place.x + place.y + place.z) || !shape.measuring.closest(place, kFarthestPick_mm))
            return fail(ErrorCode::Degenerate,
                        fmt::format("The landmark {} lies more than {:.0f} mm off the head.", name, kFarthestPick_mm));
        picks[name] = {place, false};
    }
    return picks;
}

// A built-in head's other landmarks are known; a scan's are guessed anew so that they follow the picks.
Landmarks landmarks_of(const HeadShape& shape, const Landmarks& picks) {
    if (picks.empty()) return shape.landmarks;
    if (!shape.has_built_in_look) return reguess_landmarks(shape.measuring, picks);
    Landmarks landmarks = shape.landmarks;
    for (const auto& [name, landmark] : picks) landmarks[name] = landmark;
    return landmarks;
}

Landmarks moved(Landmarks landmarks, const Similarity& move) {
    for (auto& [name, landmark] : landmarks) landmark.position_mm = move(landmark.position_mm);
    return landmarks;
}

void move_display(DisplayHead& display, const Similarity& move) {
    for (glm::vec3& p : display.positions_mm) p = move(p);
    for (glm::vec3& n : display.normals) n = move.rotation * n;
}

void move_look(BuiltInLook& look, const Similarity& move) {
    for (EyePlacement& eye : look.eyes) {
        eye.centre_mm = move(eye.centre_mm);
        eye.radius_mm *= move.scale;
        eye.gaze = move.rotation * eye.gaze;
    }
    for (glm::vec3& p : look.lashes.positions) p = move(p);
}

// A built-in head stands in its frame already; its landmarks are rounded to 0.01 mm, so computing the frame from
// them would only add that noise.
Result<Similarity> frame_of(const HeadShape& shape, const Landmarks& landmarks, bool has_picks) {
    if (!shape.has_built_in_look) return anatomical_frame(landmarks, kGlabellaElevation_rad);
    if (!has_picks) return Similarity{};
    return anatomical_frame(landmarks, glabella_elevation_rad(shape.landmarks));
}

HeadBadge badge_of(const HeadShape& shape, const HeadFit& fit) {
    if (shape.has_built_in_look) return HeadBadge::Example;
    return fit.taped_circumference_mm ? HeadBadge::Scaled : HeadBadge::NotToScale;
}

std::vector<float> scalp_of(const HeadShape& shape, const Surface& upright, const Landmarks& landmarks) {
    if (!shape.scalp.empty()) return shape.scalp;
    return guess_scalp(upright.mesh().positions, upright.vertex_normals(), landmarks);
}

// The frame, scaled so that the tape reads what was taped.
Result<Similarity> scaled(const HeadShape& shape, const Landmarks& landmarks, Similarity frame, const HeadFit& fit) {
    if (!fit.taped_circumference_mm) return frame;
    const Surface upright = shape.measuring.transformed(frame);
    const Landmarks placed = moved(landmarks, frame);
    const float girth_mm = measure_head(upright, placed, scalp_of(shape, upright, placed)).circumference_mm;
    const float scale = *fit.taped_circumference_mm / girth_mm;
    if (!(scale > 0.0f) || !std::isfinite(scale))
        return fail(ErrorCode::Degenerate, fmt::format("A head cannot be scaled to a circumference of {} mm.",
                                                       *fit.taped_circumference_mm));
    frame.scale *= scale;
    frame.shift *= scale;
    return frame;
}

}  // namespace

Result<Head> fit_head(const HeadShape& shape, const HeadReference& reference, const HeadFit& fit) {
    const auto picks = picks_of(shape, fit);
    if (!picks) return tl::unexpected(picks.error());
    const Landmarks landmarks = landmarks_of(shape, *picks);
    const auto frame = frame_of(shape, landmarks, !picks->empty());
    if (!frame) return tl::unexpected(frame.error());
    const auto move = scaled(shape, landmarks, *frame, fit);
    if (!move) return tl::unexpected(move.error());

    Head head;
    head.name = reference.name;
    head.badge = badge_of(shape, fit);
    head.from_source = *move;
    head.measuring = shape.measuring.transformed(*move);
    head.landmarks = moved(landmarks, *move);
    head.display = shape.display;
    head.look = shape.look;
    head.has_built_in_look = shape.has_built_in_look;
    head.spanned = shape.spanned;
    head.notes = shape.notes;
    if (!(*move == Similarity{})) move_display(head.display, *move), move_look(head.look, *move);
    head.scalp = scalp_of(shape, head.measuring, head.landmarks);
    head.midline = fit_midline_sheet(head);
    head.outline_skin = outline_skin_of(head);
    const HeadMeasures measures = measure_head(head.measuring, head.landmarks, head.scalp);
    head.length_mm = measures.length_mm;
    head.breadth_mm = measures.breadth_mm;
    head.circumference_mm = measures.circumference_mm;
    return head;
}

}  // namespace trichion
