// The distance along the skin between two places of a design's head.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "core/geometry/geodesic.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

constexpr float kFarthestOffSkin_mm = 10.0f;

Result<SurfacePoint> on_skin(const Head& head, const glm::vec3& place) {
    if (const auto at = head.measuring.closest(place, kFarthestOffSkin_mm)) return *at;
    return fail(ErrorCode::InvalidInput, fmt::format("{:g},{:g},{:g} is more than {:g} mm off the skin; give x,y,z in mm as \"info\" prints "
                                                     "landmarks.", place.x, place.y, place.z, kFarthestOffSkin_mm));
}

nlohmann::ordered_json json_of(const glm::vec3& p) { return {p.x, p.y, p.z}; }

}  // namespace

Result<std::string> run_measure(const MeasureOptions& options) {
    Result<std::unique_ptr<OpenDesign>> design = open_design(options.file, Wanted::Design);
    if (!design) return tl::unexpected(design.error());
    const Head& head = *(*design)->pipeline().head();
    const Result<SurfacePoint> from = on_skin(head, options.from_mm), to = on_skin(head, options.to_mm);
    if (!from) return tl::unexpected(from.error());
    if (!to) return tl::unexpected(to.error());
    const Result<SurfaceCurve> way = shortest_way(head.measuring, *from, *to);
    if (!way) return tl::unexpected(way.error());
    const glm::vec3 start = head.measuring.position(*from), end = head.measuring.position(*to);
    if (options.format == InfoFormat::Text)
        return fmt::format("{:.2f} mm along the skin, {:.2f} mm through space\n", way->length_mm(), glm::distance(start, end));
    const nlohmann::ordered_json json{{"skin_mm", way->length_mm()}, {"straight_mm", glm::distance(start, end)}, {"from_mm", json_of(start)}, {"to_mm", json_of(end)}};
    return json.dump(2) + "\n";
}

}  // namespace trichion
