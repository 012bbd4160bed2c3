// Mending in an order where each step makes the next one exact: weld, drop what spans nothing, then look for
// parts.
#include "core/io/scan_checks.h"

#include "core/geometry/mesh_repair.h"

#include <fmt/format.h>
#include <algorithm>

namespace trichion {
namespace {

constexpr double kLooseShare = 0.01;

void drop_unsound(MendedScan& scan) {
    const std::vector<std::uint8_t> sound = sound_triangles(scan.skin.mesh);
    const auto dropped = std::ranges::count(sound, std::uint8_t{0});
    if (dropped == 0) return;
    scan.skin = keep_triangles(scan.skin, sound);
    scan.notes.push_back(fmt::format("{} triangles without area or said twice were dropped.", dropped));
}

void drop_loose_parts(MendedScan& scan) {
    const MeshParts parts = parts_of(scan.skin.mesh);
    const auto kept = static_cast<std::size_t>(
        std::ranges::count_if(parts.area, [&](double a) { return a >= kLooseShare * parts.area.front(); }));
    if (kept == parts.area.size()) return;
    std::vector<std::uint8_t> keep(scan.skin.mesh.triangles.size());
    for (std::size_t t = 0; t < keep.size(); ++t) keep[t] = parts.of_triangle[t] < kept;
    const std::size_t dropped = parts.area.size() - kept;
    scan.notes.push_back(dropped == 1 ? "1 loose part was left out."
                                      : fmt::format("{} loose parts were left out.", dropped));
    scan.skin = keep_triangles(scan.skin, keep);
}

}  // namespace

Result<MendedScan> mend_scan(RawScan scan) {
    if (scan.triangles.empty()) return fail(ErrorCode::Degenerate, "it holds no triangles");
    MendedScan mended;
    mended.skin = {{std::move(scan.positions), std::move(scan.triangles)},
                   std::move(scan.uvs),
                   std::move(scan.colours),
                   std::move(scan.picture),
                   std::move(scan.picture_format)};
    mended.skin = weld(mended.skin);
    drop_unsound(mended);
    if (mended.skin.mesh.triangles.empty()) return fail(ErrorCode::Degenerate, "its triangles span no area");
    drop_loose_parts(mended);
    return mended;
}

}  // namespace trichion
