// Order and twins.
#include "core/pipeline/outline_order.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

void insert_after(std::vector<OutlinePoint>& points, std::uint32_t id, OutlinePoint added) {
    const std::size_t i = index_of(points, id);
    added.part = points[i].part;
    points.insert(points.begin() + static_cast<std::ptrdiff_t>(i) + 1, added);
}

bool follow_each_other(const std::vector<OutlinePoint>& points, std::uint32_t before, std::uint32_t after) {
    const std::size_t i = index_of(points, before);
    return i < points.size() && points[(i + 1) % points.size()].id == after;
}

// On the other side the same stretch runs the other way: from the twin of its end to the twin of its start.
void insert_twin(const Symmetry& symmetry, Outline& outline, const OutlinePoint& before, const OutlinePoint& after, OutlinePoint& added) {
    if (before.twin == 0 || after.twin == 0 || !follow_each_other(outline.points, after.twin, before.twin)) return;
    added.twin = outline.next_id++;
    insert_after(outline.points, after.twin, {added.twin, symmetry.counterpart(added.at, outline.asymmetry), {}, false, added.id});
}

// Between two twins: both new points lie in this stretch, the one on the side of its start first.
void insert_pair(const Head& head, const Symmetry& symmetry, Outline& outline, const OutlinePoint& before, OutlinePoint added) {
    constexpr float kOnMidline_mm = 3.0f;
    const auto offset = [&](const SurfacePoint& at) { return symmetry.offset_mm(head.measuring.position(at)); };
    if (std::abs(offset(added.at)) < kOnMidline_mm) {
        added.at = symmetry.on_midline(added.at);
        added.twin = added.id;
        insert_after(outline.points, before.id, added);
        return;
    }
    OutlinePoint other{outline.next_id++, symmetry.counterpart(added.at, outline.asymmetry), {}, false, added.id};
    added.twin = other.id;
    const bool is_first = (offset(added.at) > 0.0f) == (offset(before.at) > 0.0f);
    insert_after(outline.points, before.id, is_first ? other : added);
    insert_after(outline.points, before.id, is_first ? added : other);
}

struct Knots {
    SurfacePoint before, from, to, after;
    bool from_corner = false, to_corner = false;

    friend bool operator==(const Knots&, const Knots&) = default;
};

Knots knots_of(const std::vector<OutlinePoint>& points, std::size_t i) {
    const std::size_t n = points.size();
    const OutlinePoint &from = points[i], &to = points[(i + 1) % n];
    return {from.is_corner ? from.at : points[(i + n - 1) % n].at, from.at, to.at, to.is_corner ? to.at : points[(i + 2) % n].at,
            from.is_corner, to.is_corner};
}

}  // namespace

std::size_t index_of(const std::vector<OutlinePoint>& points, std::uint32_t id) {
    return static_cast<std::size_t>(std::ranges::find(points, id, &OutlinePoint::id) - points.begin());
}

OutlinePart twin_part(OutlinePart part) {
    switch (part) {
        case OutlinePart::TempleLeft: return OutlinePart::TempleRight;
        case OutlinePart::TempleRight: return OutlinePart::TempleLeft;
        case OutlinePart::SideburnLeft: return OutlinePart::SideburnRight;
        case OutlinePart::SideburnRight: return OutlinePart::SideburnLeft;
        case OutlinePart::EarLeft: return OutlinePart::EarRight;
        case OutlinePart::EarRight: return OutlinePart::EarLeft;
        default: return part;
    }
}

bool begins_part(const std::vector<OutlinePoint>& points, std::size_t i) {
    return points[i].part != points[(i + points.size() - 1) % points.size()].part;
}

std::uint32_t insert_between(const Head& head, const Symmetry& symmetry, Outline& outline, std::uint32_t before,
                             std::uint32_t after, const SurfacePoint& at) {
    if (!follow_each_other(outline.points, before, after)) return 0;
    const OutlinePoint from = outline.points[index_of(outline.points, before)], to = outline.points[index_of(outline.points, after)];
    OutlinePoint added{outline.next_id++, at};
    if (outline.mirror && from.twin == to.id) {
        insert_pair(head, symmetry, outline, from, added);
        return added.id;
    }
    if (outline.mirror) insert_twin(symmetry, outline, from, to, added);
    insert_after(outline.points, before, added);
    return added.id;
}

bool keeps_locked_parts(const Outline& before, const Outline& after) {
    for (std::size_t i = 0; i < before.points.size(); ++i) {
        if (!before.is_locked(before.points[i].part)) continue;
        const std::size_t now = index_of(after.points, before.points[i].id);
        if (now == after.points.size() || after.points[now].part != before.points[i].part) return false;
        if (!(knots_of(before.points, i) == knots_of(after.points, now))) return false;
    }
    return true;
}

}  // namespace trichion
