// The head stage: shapes from built-in heads and scans.
#include "core/pipeline/head.h"

#include "core/base/cache_dir.h"
#include "core/base/hash.h"
#include "core/geometry/measuring_surface.h"
#include "core/geometry/occlusion.h"
#include "core/pipeline/built_in_heads.h"
#include "core/pipeline/head_cache.h"
#include "core/pipeline/landmark_guess.h"
#include "core/pipeline/scan_display.h"

#include <fmt/format.h>

namespace trichion {
namespace {

constexpr const char* kCacheKind = "head";
constexpr float kNotedBridge_mm2 = 100.0f;
constexpr float kLeastHead_mm2 = 30000.0f;  // a third of a scalp and forehead

tl::unexpected<Error> cancelled() { return fail(ErrorCode::Cancelled, "Measuring the head was cancelled."); }

// What is known about a head without any search.
struct Source {
    HeadShape shape;  // all but measuring, landmarks of a scan, scalp and occlusion
    std::uint64_t key = 0;
};

Result<Source> read_source(const HeadReference& reference) {
    Source source;
    if (!reference.is_built_in) {
        if (reference.scan->mesh.triangles.empty())
            return fail(ErrorCode::Degenerate, fmt::format("The scan \"{}\" has no triangles.", reference.name));
        source.shape.display = display_of(*reference.scan, source.shape.notes);
        source.key = scan_hash(*reference.scan);
        return source;
    }
    auto model = load_built_in(reference.name);
    if (!model) return tl::unexpected(model.error());
    source.shape.display = std::move(model->display);
    source.shape.landmarks = std::move(model->landmarks);
    source.shape.look = std::move(model->look);
    source.shape.has_built_in_look = true;
    source.key = built_in_hash(reference.name);
    return source;
}

Result<void> finish(HeadShape& shape, FoundHead found) {
    auto measuring = Surface::build(std::move(found.measuring));
    if (!measuring) return tl::unexpected(measuring.error());
    shape.measuring = std::move(*measuring);
    shape.landmarks = std::move(found.landmarks);
    shape.scalp = std::move(found.scalp);
    shape.display.positions_mm = std::move(found.display_positions_mm);
    shape.display.normals = std::move(found.display_normals);
    shape.display.occlusion = std::move(found.occlusion);
    wear_bridge(shape.display, found.bridge_worn_from, found.bridge_triangles);
    if (!found.bridge_measured.empty()) shape.spanned.assign(shape.measuring.mesh().positions.size(), 0);
    for (const std::uint32_t v : found.bridge_measured) shape.spanned[v] = 1;
    shape.notes.insert(shape.notes.end(), found.notes.begin(), found.notes.end());
    return {};
}

float area_mm2(const Surface& surface) {
    float area = 0.0f;
    for (std::uint32_t t = 0; t < surface.triangle_count(); ++t) area += surface.area_mm2(t);
    return area;
}

void note_measuring(const MeasuringSurface& measured, FoundHead& found) {
    if (measured.is_smoothed)
        found.notes.push_back(fmt::format("The scan is rough by {:.2f} mm; it was smoothed below a wavelength of 5 mm.",
                                          measured.noise_mm));
    if (measured.bridged_mm2 > kNotedBridge_mm2)
        found.notes.push_back(fmt::format("{:.0f} cm\xc2\xb2 of skin are missing in the scan (holes, openings, the cut neck) and "
                                          "were spanned smoothly.",
                                          measured.bridged_mm2 / 100.0f));
}

Result<FoundHead> find_head(HeadShape& shape, const CancelToken& token, const Progress& progress) {
    const auto input = Surface::build({shape.display.positions_mm, shape.display.triangles});
    if (!input) return tl::unexpected(input.error());
    auto measured = build_measuring_surface(*input, token, progress.share(0.05f, 0.65f));
    if (!measured) return tl::unexpected(measured.error());
    if (area_mm2(measured->surface) < kLeastHead_mm2)
        return fail(ErrorCode::Degenerate, "The model is too small to be a head; check its unit.");
    FoundHead found;
    if (shape.has_built_in_look) {
        found.landmarks = shape.landmarks;
        auto scalp = built_in_scalp(shape.display, measured->surface.mesh().positions);
        if (!scalp) return tl::unexpected(scalp.error());
        found.scalp = std::move(*scalp);
    } else {
        found.landmarks = guess_landmarks(measured->surface);
        note_measuring(*measured, found);
        if (measured->is_smoothed) lay_on_measuring(shape.display, measured->surface, measured->noise_mm);
        Bridge bridge = bridge_over_holes(*input, measured->surface);
        auto& positions = shape.display.positions_mm;
        positions.insert(positions.end(), bridge.positions_mm.begin(), bridge.positions_mm.end());
        shape.display.normals.insert(shape.display.normals.end(), bridge.normals.begin(), bridge.normals.end());
        found.bridge_worn_from = std::move(bridge.worn_from);
        found.bridge_triangles = std::move(bridge.triangles);
        found.bridge_measured = std::move(bridge.measured);
    }
    if (token.cancelled()) return cancelled();
    progress.set(0.8f);
    found.display_positions_mm = shape.display.positions_mm;
    found.display_normals = shape.display.normals;
    DisplayHead whole = shape.display;
    wear_bridge(whole, found.bridge_worn_from, found.bridge_triangles);
    found.occlusion = ambient_occlusion(whole.positions_mm, whole.normals, whole.triangles, token);
    if (token.cancelled()) return cancelled();
    found.measuring = measured->surface.mesh();
    return found;
}

}  // namespace

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

Result<HeadShape> build_head_shape(const HeadReference& reference, const CancelToken& token, const Progress& progress) {
    auto source = read_source(reference);
    if (!source) return tl::unexpected(source.error());
    const std::size_t vertices = source->shape.display.positions_mm.size();
    if (const auto bytes = read_cache(kCacheKind, source->key, kHeadShapeVersion))
        if (auto found = unpack_found_head(*bytes); found && found->display_positions_mm.size() == vertices + found->bridge_worn_from.size()) {
            if (const auto done = finish(source->shape, std::move(*found)); !done) return tl::unexpected(done.error());
            progress.set(1.0f);
            return std::move(source->shape);
        }
    auto found = find_head(source->shape, token, progress);
    if (!found) return tl::unexpected(found.error());
    write_cache(kCacheKind, source->key, kHeadShapeVersion, pack_found_head(*found));
    if (const auto done = finish(source->shape, std::move(*found)); !done) return tl::unexpected(done.error());
    progress.set(1.0f);
    return std::move(source->shape);
}

}  // namespace trichion
