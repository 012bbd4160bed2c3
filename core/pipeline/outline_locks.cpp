// What a locked part holds.
#include "core/pipeline/outline_locks.h"

#include <unordered_map>

namespace trichion {
namespace {

using Locks = std::vector<std::optional<OutlinePart>>;

// The first locked part among `count` stretches from the one after point `first`.
std::optional<OutlinePart> lock_among(const Outline& outline, std::size_t first, std::size_t count) {
    const std::size_t n = outline.points.size();
    for (std::size_t k = 0; k < count; ++k) {
        const OutlinePart part = outline.points[(first + k) % n].part;
        if (outline.is_locked(part)) return part;
    }
    return std::nullopt;
}

Locks own_locks(const Outline& outline) {
    const std::size_t n = outline.points.size();
    Locks locks(n);
    if (outline.locked == 0) return locks;
    for (std::size_t i = 0; i < n; ++i) {
        // The two stretches at the point, and those beyond its neighbours unless a corner cuts them off.
        const std::size_t before = outline.points[(i + n - 1) % n].is_corner ? 1 : 2;
        const std::size_t after = outline.points[(i + 1) % n].is_corner ? 1 : 2;
        locks[i] = lock_among(outline, i + n - before, before + after);
    }
    return locks;
}

}  // namespace

std::vector<std::optional<OutlinePart>> locks_on_points(const Outline& outline) {
    Locks locks = own_locks(outline);
    if (outline.locked == 0 || !outline.mirror) return locks;
    std::unordered_map<std::uint32_t, std::size_t> index;
    for (std::size_t i = 0; i < outline.points.size(); ++i) index[outline.points[i].id] = i;
    const Locks own = locks;
    for (std::size_t i = 0; i < own.size(); ++i)
        if (const auto twin = index.find(outline.points[i].twin); !locks[i] && twin != index.end()) locks[i] = own[twin->second];
    return locks;
}

std::vector<std::optional<OutlinePart>> locks_on_stretches(const Outline& outline) {
    const std::size_t n = outline.points.size();
    Locks locks(n);
    if (outline.locked == 0) return locks;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t before = outline.points[i].is_corner ? 0 : 1;
        const std::size_t after = outline.points[(i + 1) % n].is_corner ? 0 : 1;
        locks[i] = lock_among(outline, i + n - before, before + 1 + after);
    }
    return locks;
}

const char* plain_name(OutlinePart part) {
    switch (part) {
        case OutlinePart::Frontal: return "the frontal hairline";
        case OutlinePart::TempleLeft: return "the left temple";
        case OutlinePart::TempleRight: return "the right temple";
        case OutlinePart::SideburnLeft: return "the left sideburn";
        case OutlinePart::SideburnRight: return "the right sideburn";
        case OutlinePart::EarLeft: return "the line round the left ear";
        case OutlinePart::EarRight: return "the line round the right ear";
        case OutlinePart::Nape: return "the nape";
        case OutlinePart::Blend: return "the blend edge";
    }
    return "a part";
}

}  // namespace trichion
