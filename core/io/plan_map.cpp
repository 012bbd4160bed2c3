// Each view is drawn into a grid of depths; areas of equal cells become rings along cell borders, then smooth.
#include "core/io/plan_map.h"

#include "core/geometry/surface_loop.h"
#include "core/io/ring_tracing.h"
#include "core/pipeline/zones.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace trichion {
namespace {

constexpr double kCellMm = 0.7;       // 0.15 mm on paper
constexpr double kBelowChinMm = 4.0;
constexpr double kChinlessMm = 112.0;  // below the ears' notches, on a head that knows no chin
constexpr double kFoldMm = 4.0;        // a step in depth from cell to cell that no smooth skin makes
constexpr double kSeenSlackMm = 3.0;   // a line on the skin is seen as long as nothing lies this much before it
constexpr float kGrazing = 0.25f;      // cosine to the sight below which smooth skin may look like a step
constexpr double kLeastRingMm2 = 10.0;
constexpr double kLeastFoldMm = 6.0;
constexpr float kNothing = -std::numeric_limits<float>::infinity();
/// Of the angle between skin and sight: the skin turns away where its cosine is below these.
constexpr std::array<float, 3> kTurns{0.80f, 0.62f, 0.42f};

/// How a side looks at the head: right and down on paper, and towards the eye.
struct Sight {
    glm::dvec3 right, down, towards;

    glm::dvec3 operator()(const glm::vec3& p) const {
        const glm::dvec3 q(p);
        return {glm::dot(right, q), glm::dot(down, q), glm::dot(towards, q)};
    }
    glm::vec3 back(double x, double y, double depth) const { return glm::vec3(x * right + y * down + depth * towards); }
};
Sight sight_of(MapSide side) {
    switch (side) {
        case MapSide::Front: return {{1, 0, 0}, {0, -1, 0}, {0, 0, 1}};
        case MapSide::Back: return {{-1, 0, 0}, {0, -1, 0}, {0, 0, -1}};
        case MapSide::Left: return {{0, 0, -1}, {0, -1, 0}, {1, 0, 0}};
        case MapSide::Right: return {{0, 0, 1}, {0, -1, 0}, {-1, 0, 0}};
        case MapSide::Top: return {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}};
    }
    return {};
}

double lowest_y(const Head& head) {
    const auto chin = head.landmarks.find("menton");
    return chin != head.landmarks.end() ? chin->second.position_mm.y - kBelowChinMm : -kChinlessMm;
}

/// What is seen of the head, cell by cell.
struct Relief {
    int width = 0, height = 0;
    glm::dvec2 origin{0.0};
    std::vector<float> depth;   // towards the eye, mm; kNothing where there is no head
    std::vector<float> facing;  // cosine between skin and sight

    bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
    std::size_t at(int x, int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x); }
    bool is_head(int x, int y) const { return holds(x, y) && depth[at(x, y)] > kNothing; }
    glm::dvec2 middle(int x, int y) const { return origin + kCellMm * glm::dvec2(x + 0.5, y + 0.5); }
};

/// @param lowest_y  what lies lower on the head is left out.
void draw_triangle(Relief& relief, const Sight& sight, double lowest_y, const std::array<glm::dvec3, 3>& p, const std::array<double, 3>& facing) {
    const auto cross = [](const glm::dvec2& a, const glm::dvec2& b) { return a.x * b.y - a.y * b.x; };
    const double area = cross(glm::dvec2(p[1] - p[0]), glm::dvec2(p[2] - p[0]));
    if (area == 0.0) return;
    const auto cell = [&](double value, double from) { return static_cast<int>(std::floor((value - from) / kCellMm - 0.5)); };
    const int x0 = std::max(cell(std::min({p[0].x, p[1].x, p[2].x}), relief.origin.x), 0);
    const int y0 = std::max(cell(std::min({p[0].y, p[1].y, p[2].y}), relief.origin.y), 0);
    const int x1 = std::min(cell(std::max({p[0].x, p[1].x, p[2].x}), relief.origin.x) + 1, relief.width - 1);
    const int y1 = std::min(cell(std::max({p[0].y, p[1].y, p[2].y}), relief.origin.y) + 1, relief.height - 1);
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const glm::dvec2 m = relief.middle(x, y);
            const double a = cross(glm::dvec2(p[1]) - m, glm::dvec2(p[2]) - m) / area;
            const double b = cross(glm::dvec2(p[2]) - m, glm::dvec2(p[0]) - m) / area;
            const double c = 1.0 - a - b;
            if (a < 0.0 || b < 0.0 || c < 0.0) continue;
            const auto depth = static_cast<float>(a * p[0].z + b * p[1].z + c * p[2].z);
            float& known = relief.depth[relief.at(x, y)];
            if (depth <= known || sight.back(m.x, m.y, static_cast<double>(depth)).y < lowest_y) continue;
            known = depth;
            relief.facing[relief.at(x, y)] = static_cast<float>(a * facing[0] + b * facing[1] + c * facing[2]);
        }
}

Relief relief_of(const Head& head, const Sight& sight) {
    const Mesh& mesh = head.measuring.mesh();
    const double lowest = lowest_y(head);
    Relief relief;
    glm::dvec2 most(std::numeric_limits<double>::lowest());
    relief.origin = glm::dvec2(std::numeric_limits<double>::max());
    for (const glm::vec3& p : mesh.positions) {
        if (p.y < lowest) continue;
        const glm::dvec2 flat(sight(p));
        relief.origin = glm::min(relief.origin, flat - 3.0 * kCellMm), most = glm::max(most, flat + 3.0 * kCellMm);
    }
    const glm::dvec2 size = glm::max((most - relief.origin) / kCellMm, glm::dvec2(0.0));
    relief.width = static_cast<int>(size.x) + 1, relief.height = static_cast<int>(size.y) + 1;
    relief.depth.assign(static_cast<std::size_t>(relief.width) * static_cast<std::size_t>(relief.height), kNothing);
    relief.facing.assign(relief.depth.size(), 1.0f);
    for (const glm::uvec3& t : mesh.triangles) {
        std::array<glm::dvec3, 3> p;
        std::array<double, 3> facing{};
        bool is_in = false;
        for (int k = 0; k < 3; ++k) {
            const auto corner = static_cast<std::size_t>(k);
            is_in = is_in || mesh.positions[t[k]].y >= lowest;
            p[corner] = sight(mesh.positions[t[k]]);
            facing[corner] = glm::dot(sight.towards, glm::dvec3(head.measuring.vertex_normals()[t[k]]));
        }
        if (is_in) draw_triangle(relief, sight, lowest, p, facing);
    }
    return relief;
}

/// Which skin is worked on, and the zone it lies in.
class WorkedZones {
public:
    explicit WorkedZones(const MapInput& input) : zones_(input.head) {
        std::vector<glm::vec3> line;
        for (const OutlineCurve& part : input.curves.parts)
            line.insert(line.end(), part.curve.positions_mm.begin(), part.curve.positions_mm.end());
        if (line.size() > 3 && input.settings.service != Service::Scar) whole_.emplace(input.cloud.cap, line);
        for (const AreaCurve& area : input.curves.areas)
            if (area.curve.positions_mm.size() > 3)
                areas_.push_back({area.kind == FreeArea::Kind::LeftOut, SurfaceLoop(input.cloud.cap, area.curve.positions_mm)});
    }

    std::optional<Zone> at(const glm::vec3& p) const {
        bool is_in = whole_ && whole_->contains(p);
        for (const Area& area : areas_)
            if (is_in == area.is_left_out && area.loop.contains(p)) {
                if (area.is_left_out) return std::nullopt;
                is_in = true;
            }
        return is_in ? std::optional(zones_.zone(p)) : std::nullopt;
    }

private:
    struct Area {
        bool is_left_out = false;
        SurfaceLoop loop;
    };
    ZoneMap zones_;
    std::optional<SurfaceLoop> whole_;
    std::vector<Area> areas_;
};

/// Rings round the cells for which `is_in`, in mm of the view.
template <class IsIn>
MapRings rings_where(const Relief& relief, IsIn is_in) {
    CellMask mask{relief.width, relief.height, std::vector<std::uint8_t>(relief.depth.size())};
    for (int y = 0; y < relief.height; ++y)
        for (int x = 0; x < relief.width; ++x) mask.cells[relief.at(x, y)] = is_in(x, y);
    return smooth_rings(mask, relief.origin, kCellMm, kLeastRingMm2);
}

/// Borders between cells where the depth leaps, away from the silhouette, where it leaps of itself.
std::vector<std::vector<glm::dvec2>> folds_of(const Relief& relief) {
    const auto is_inner = [&](int x, int y) {
        for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx)
                if (!relief.is_head(x + dx, y + dy)) return false;
        return true;
    };
    const auto is_fold = [&](std::size_t a, std::size_t b) {
        const std::size_t farther = relief.depth[a] < relief.depth[b] ? a : b;
        return std::abs(relief.depth[a] - relief.depth[b]) > kFoldMm && relief.facing[farther] > kGrazing;
    };
    std::vector<CellBorder> borders;
    for (int y = 0; y < relief.height; ++y)
        for (int x = 0; x < relief.width; ++x) {
            if (!is_inner(x, y)) continue;
            if (is_inner(x + 1, y) && is_fold(relief.at(x, y), relief.at(x + 1, y)))
                borders.push_back({{x + 1, y}, {x + 1, y + 1}});
            if (is_inner(x, y + 1) && is_fold(relief.at(x, y), relief.at(x, y + 1)))
                borders.push_back({{x, y + 1}, {x + 1, y + 1}});
        }
    return smooth_lines(borders, relief.origin, kCellMm, kLeastFoldMm);
}

/// The stretches of a line on the skin that nothing hides.
void add_seen(const Relief& relief, const Sight& sight, const std::vector<glm::vec3>& line,
              std::vector<std::vector<glm::dvec2>>& seen) {
    bool is_open = false;
    for (const glm::vec3& p : line) {
        const glm::dvec3 flat = sight(p);
        const glm::dvec2 cell = (glm::dvec2(flat) - relief.origin) / kCellMm;
        const int x = static_cast<int>(std::floor(cell.x)), y = static_cast<int>(std::floor(cell.y));
        const bool is_seen = relief.is_head(x, y) && static_cast<double>(relief.depth[relief.at(x, y)]) - flat.z < kSeenSlackMm;
        if (is_seen && !is_open) seen.emplace_back();
        if (is_seen) seen.back().emplace_back(flat);
        is_open = is_seen;
    }
    std::erase_if(seen, [](const auto& stretch) { return stretch.size() < 2; });
}

/// What a view's number of a zone counts; nothing where this view tells none.
std::optional<int> number_for(const PlannedZone& zone, MapSide side) {
    const bool is_sided = zone.zone == Zone::Temples || zone.zone == Zone::Sides;
    if (side == MapSide::Left || side == MapSide::Right) {
        if (!is_sided) return std::nullopt;
        return side == MapSide::Left ? zone.dots_left : zone.dots - zone.dots_left;
    }
    return is_sided ? std::nullopt : std::optional(zone.dots);
}

void add_numbers(const Relief& relief, const std::vector<std::int8_t>& zone_of, const WorkPlan& plan, HeadMapView& view) {
    for (const PlannedZone& zone : plan.zones) {
        const std::optional<int> dots = number_for(zone, view.side);
        if (!dots || *dots == 0) continue;
        CellMask mask{relief.width, relief.height, std::vector<std::uint8_t>(zone_of.size())};
        for (std::size_t i = 0; i < zone_of.size(); ++i) mask.cells[i] = zone_of[i] == static_cast<std::int8_t>(zone.zone);
        const RoomiestCell room = roomiest_cell(mask);
        if (room.radius <= 0.0) continue;
        view.numbers.push_back({zone.zone, *dots, relief.middle(room.x, room.y), room.radius * kCellMm});
    }
}

HeadMapView view_from(const MapInput& input, const WorkedZones& worked, MapSide side) {
    const Sight sight = sight_of(side);
    const Relief relief = relief_of(input.head, sight);
    HeadMapView view;
    view.side = side;
    view.silhouette = rings_where(relief, [&](int x, int y) { return relief.is_head(x, y); });
    for (std::size_t k = 0; k < kTurns.size(); ++k)
        view.shades[k] = rings_where(relief, [&](int x, int y) { return relief.is_head(x, y) && relief.facing[relief.at(x, y)] < kTurns[k]; });
    std::vector<std::int8_t> zone_of(relief.depth.size(), -1);
    for (int y = 0; y < relief.height; ++y)
        for (int x = 0; x < relief.width; ++x) {
            if (!relief.is_head(x, y)) continue;
            const glm::dvec2 m = relief.middle(x, y);
            const auto zone = worked.at(sight.back(m.x, m.y, static_cast<double>(relief.depth[relief.at(x, y)])));
            if (zone) zone_of[relief.at(x, y)] = static_cast<std::int8_t>(*zone);
        }
    for (std::size_t z = 0; z < kZones; ++z)
        view.zones[z] = rings_where(relief, [&](int x, int y) { return zone_of[relief.at(x, y)] == static_cast<std::int8_t>(z); });
    view.folds = folds_of(relief);
    for (const OutlineCurve& part : input.curves.parts) add_seen(relief, sight, part.curve.positions_mm, view.outline);
    for (const AreaCurve& area : input.curves.areas) add_seen(relief, sight, area.curve.positions_mm, view.areas);
    add_numbers(relief, zone_of, input.plan, view);
    if (!view.silhouette.empty()) view.min_mm = view.max_mm = view.silhouette.front().front();
    for (const auto& ring : view.silhouette)
        for (const glm::dvec2& p : ring) view.min_mm = glm::min(view.min_mm, p), view.max_mm = glm::max(view.max_mm, p);
    return view;
}

/// A zone seen from front, top and back has its number where it has most room.
void keep_roomiest_numbers(std::vector<HeadMapView>& views) {
    const auto is_sided = [](MapSide side) { return side == MapSide::Left || side == MapSide::Right; };
    for (std::size_t z = 0; z < kZones; ++z) {
        const auto zone = static_cast<Zone>(z);
        double most = 0.0;
        for (const HeadMapView& view : views)
            for (const MapNumber& number : view.numbers)
                if (!is_sided(view.side) && number.zone == zone) most = std::max(most, number.room_mm);
        bool is_told = false;
        for (HeadMapView& view : views) {
            if (is_sided(view.side)) continue;
            std::erase_if(view.numbers, [&](const MapNumber& number) {
                if (number.zone != zone) return false;
                const bool goes = is_told || number.room_mm < most;
                is_told = is_told || !goes;
                return goes;
            });
        }
    }
}

}  // namespace

std::vector<HeadMapView> map_head(const MapInput& input) {
    const WorkedZones worked(input);
    std::vector<HeadMapView> views;
    for (const MapSide side : {MapSide::Right, MapSide::Front, MapSide::Top, MapSide::Back, MapSide::Left})
        views.push_back(view_from(input, worked, side));
    keep_roomiest_numbers(views);
    return views;
}

const char* to_words(MapSide side) {
    switch (side) {
        case MapSide::Right: return "Right side";
        case MapSide::Front: return "Front";
        case MapSide::Top: return "Top";
        case MapSide::Back: return "Back";
        case MapSide::Left: return "Left side";
    }
    return "";
}

}  // namespace trichion
