// Marks from places on the skin.
#include "core/pipeline/client_marks.h"

#include "core/model/limits.h"
#include "core/pipeline/mirror.h"
#include "core/pipeline/symmetry.h"

#include <algorithm>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr float kTraceStep_mm = 1.0f;

/// Above the brows and before the top of the head.
bool is_on_forehead(const Head& head, const glm::vec3& place) {
    return place.y > head.landmark("glabella").y && place.z > head.landmark("vertex").z;
}

}  // namespace

Result<ClientFacts> with_forehead_crease(const Head& head, const ClientFacts& client, const SurfacePoint& at) {
    const glm::vec3 place = head.measuring.position(at);
    if (!is_on_forehead(head, place))
        return fail(ErrorCode::InvalidInput, "That is not on the forehead; click on the highest crease above the brows.");
    ClientFacts next = client;
    next.forehead_crease = head.from_source.inverse(place);
    return next;
}

Result<ClientFacts> with_old_trichion(const Head& head, const ClientFacts& client, const SurfacePoint& at) {
    if (!is_on_forehead(head, head.measuring.position(at)))
        return fail(ErrorCode::InvalidInput, "That is not above the brows; click where the client's own hair once began.");
    ClientFacts next = client;
    const SurfacePoint middle = Symmetry(head, client).on_midline(at);
    next.old_trichion = head.from_source.inverse(head.measuring.position(middle));
    return next;
}

Result<ClientFacts> with_traced_hairline(const Head& head, const ClientFacts& client, std::span<const SurfacePoint> stroke) {
    std::vector<glm::vec3> places;
    float length_mm = 0.0f;
    for (const SurfacePoint& at : stroke) {
        const glm::vec3 place = head.measuring.position(at);
        if (!places.empty() && glm::distance(place, places.back()) < kTraceStep_mm) continue;
        if (!places.empty()) length_mm += glm::distance(place, places.back());
        places.push_back(place);
    }
    if (length_mm < kShortestTrace_mm)
        return fail(ErrorCode::InvalidInput, fmt::format("The stroke is only {:.0f} mm long; draw along the client's own hairline as far "
                                                         "as it shows, at least {:.0f} mm.", length_mm, kShortestTrace_mm));
    if (places.size() > kMostTracedPoints)
        return fail(ErrorCode::InvalidInput, "The stroke is too long for a hairline; draw it once, from one side to the other.");
    const float brows = head.landmark("glabella").y;
    if (std::ranges::any_of(places, [&](const glm::vec3& p) { return p.y < brows && p.z > 0.6f * head.landmark("glabella").z; }))
        return fail(ErrorCode::InvalidInput, "The stroke runs over the face; draw along the client's own hairline.");
    const MidPlane plane = mid_plane(head);
    if (plane.offset_mm(places.front()) > plane.offset_mm(places.back())) std::ranges::reverse(places);
    ClientFacts next = client;
    next.traced_hairline.clear();
    for (const glm::vec3& place : places) next.traced_hairline.push_back(head.from_source.inverse(place));
    return next;
}

}  // namespace trichion
