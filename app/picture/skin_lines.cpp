// From curves on the skin to lines of the renderer.
#include "app/picture/skin_lines.h"

#include "core/pipeline/mirror.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr glm::vec4 kCurve{0.373f, 0.878f, 0.804f, 1.0f};
constexpr glm::vec4 kLeftOut{0.910f, 0.690f, 0.322f, 1.0f};
constexpr glm::vec4 kBroken{0.922f, 0.302f, 0.247f, 1.0f};
constexpr glm::vec4 kMeasure{0.549f, 0.796f, 1.0f, 1.0f};
constexpr glm::vec4 kGuide{1.0f, 1.0f, 1.0f, 0.85f};
constexpr glm::vec4 kThinHalo{0.07f, 0.08f, 0.10f, 0.30f};
constexpr glm::vec4 kMark{0.835f, 0.784f, 1.0f, 0.95f};
constexpr glm::vec4 kGhost{0.93f, 0.95f, 0.96f, 0.9f};
constexpr glm::vec4 kDark{0.07f, 0.08f, 0.10f, 0.45f};
constexpr glm::vec4 kDarkAmber{0.25f, 0.16f, 0.03f, 0.6f};

constexpr float kPieceTurn_rad = 0.012f;
constexpr float kMeantTurn_rad = 0.35f;   // a corner, or the end of a stretch that is none
constexpr int kMostPieces = 8;

/// Places nearer to each other than this only carry the rounding of their triangles.
constexpr float kLeastStep_mm = 0.9f;

SkinLine line_of(const Head& head, const SurfaceCurve& curve) {
    SkinLine line;
    line.positions_mm = curve.positions_mm;
    for (const SurfacePoint& point : curve.points) line.normals.push_back(head.measuring.normal(point));
    return line;
}

/// Walks over the skin note every edge they cross: too many places, some close together.
SkinLine thinned(SkinLine line) {
    SkinLine out = line;
    out.positions_mm.clear();
    out.normals.clear();
    for (std::size_t i = 0; i < line.positions_mm.size(); ++i) {
        const bool is_last = i + 1 == line.positions_mm.size();
        if (!out.positions_mm.empty() && glm::distance(out.positions_mm.back(), line.positions_mm[i]) < kLeastStep_mm) {
            if (!is_last || out.positions_mm.size() < 2) continue;
            out.positions_mm.pop_back(), out.normals.pop_back();
        }
        out.positions_mm.push_back(line.positions_mm[i]);
        out.normals.push_back(line.normals[i]);
    }
    return out;
}

SkinLine laid_on_skin(const Head& head, const std::vector<glm::vec3>& places_mm) {
    SkinLine line;
    for (const glm::vec3& p : places_mm) {
        const auto at = head.measuring.closest(p);
        if (!at) continue;
        line.positions_mm.push_back(head.measuring.position(*at));
        line.normals.push_back(head.measuring.normal(*at));
    }
    return line;
}

std::vector<glm::vec3> ring_round(const Head& head, const glm::vec3& place_mm) {
    constexpr float kRadius_mm = 6.0f;
    constexpr int kSides = 36;
    const auto at = head.measuring.closest(place_mm);
    const glm::vec3 normal = at ? head.measuring.normal(*at) : glm::vec3(0.0f, 0.0f, 1.0f);
    const glm::vec3 x = glm::normalize(glm::cross(normal, std::abs(normal.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0)));
    const glm::vec3 y = glm::cross(normal, x);
    std::vector<glm::vec3> ring;
    for (int k = 0; k <= kSides; ++k) {
        const float angle = 6.2831853f * static_cast<float>(k) / kSides;
        ring.push_back(place_mm + kRadius_mm * (std::cos(angle) * x + std::sin(angle) * y));
    }
    return ring;
}

float turn_rad(const glm::vec3& before, const glm::vec3& after) {
    return std::atan2(glm::length(glm::cross(before, after)), glm::dot(before, after));
}

/// Direction of the line at a place, in mm for each mm; from its one side only at ends and corners.
struct Tangents {
    glm::vec3 in{0.0f}, out{0.0f};
    float turn_rad = 0.0f;
};

Tangents tangents_at(const std::vector<glm::vec3>& p, std::size_t i) {
    const std::size_t n = p.size();
    const bool is_closed = n > 3 && glm::distance(p.front(), p.back()) < 1e-3f;
    const bool has_before = i > 0 || is_closed, has_after = i + 1 < n || is_closed;
    const glm::vec3 before = i > 0 ? p[i] - p[i - 1] : is_closed ? p[n - 1] - p[n - 2] : glm::vec3(0.0f);
    const glm::vec3 after = i + 1 < n ? p[i + 1] - p[i] : is_closed ? p[1] - p[0] : glm::vec3(0.0f);
    const auto unit = [](const glm::vec3& v) { return v / std::max(glm::length(v), 1e-6f); };
    if (!has_before) return {unit(after), unit(after), 0.0f};
    if (!has_after) return {unit(before), unit(before), 0.0f};
    const float turn = turn_rad(before, after);
    if (turn > kMeantTurn_rad) return {unit(before), unit(after), 0.0f};
    const float a = glm::length(before), b = glm::length(after);
    const glm::vec3 middle = (unit(before) * b + unit(after) * a) / std::max(a + b, 1e-6f);
    return {middle, middle, turn};
}

glm::vec3 hermite(const glm::vec3& a, const glm::vec3& b, const glm::vec3& out, const glm::vec3& in, float t) {
    const float t2 = t * t, t3 = t2 * t;
    return (2.0f * t3 - 3.0f * t2 + 1.0f) * a + (t3 - 2.0f * t2 + t) * out + (3.0f * t2 - 2.0f * t3) * b + (t3 - t2) * in;
}

}  // namespace

SkinLine smooth(SkinLine line) {
    const std::vector<glm::vec3> p = std::move(line.positions_mm), n = std::move(line.normals);
    line.positions_mm.clear();
    line.normals.clear();
    if (p.size() < 3 || n.size() != p.size()) {
        line.positions_mm = p, line.normals = n;
        return line;
    }
    Tangents here = tangents_at(p, 0);
    for (std::size_t i = 0; i + 1 < p.size(); ++i) {
        const Tangents next = tangents_at(p, i + 1);
        const float length = glm::distance(p[i], p[i + 1]);
        const float turn = std::max(here.turn_rad, next.turn_rad);
        const int pieces = std::clamp(static_cast<int>(std::ceil(turn / kPieceTurn_rad)), 1, kMostPieces);
        for (int k = 0; k < pieces; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(pieces);
            line.positions_mm.push_back(k == 0 ? p[i] : hermite(p[i], p[i + 1], length * here.out, length * next.in, t));
            line.normals.push_back(k == 0 ? n[i] : glm::normalize(glm::mix(n[i], n[i + 1], t)));
        }
        here = next;
    }
    line.positions_mm.push_back(p.back());
    line.normals.push_back(n.back());
    return line;
}

std::vector<SkinLine> outline_lines(const Head& head, const OutlineResult& outline) {
    std::vector<SkinLine> lines;
    for (const OutlineCurve& part : outline.parts) {
        SkinLine line = smooth(line_of(head, part.curve));
        line.colour = kCurve;
        line.width_px = 2.0f;
        // The blend is no edge: a thin dashed hint.
        if (part.part == OutlinePart::Blend)
            line.width_px = 1.4f, line.dash_mm = 5.0f, line.colour.w = 0.75f, line.halo.w = 0.35f;
        lines.push_back(std::move(line));
    }
    for (const AreaCurve& area : outline.areas) {
        SkinLine line = smooth(line_of(head, area.curve));
        line.colour = kCurve;
        line.width_px = 1.8f;
        if (area.kind == FreeArea::Kind::LeftOut) line.colour = kLeftOut, line.halo = kDarkAmber, line.dash_mm = 4.0f;
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<SkinLine> ghost_lines(const Head& head, const OutlineResult& agreed) {
    std::vector<SkinLine> lines;
    const auto add = [&](const SurfaceCurve& curve) {
        SkinLine line = smooth(line_of(head, curve));
        line.colour = kGhost;
        line.width_px = 1.4f;
        line.dash_mm = 3.0f;
        line.halo = kDark;
        line.halo_px = 1.0f;
        lines.push_back(std::move(line));
    };
    for (const OutlineCurve& part : agreed.parts)
        if (part.part != OutlinePart::Blend) add(part.curve);
    for (const AreaCurve& area : agreed.areas) add(area.curve);
    return lines;
}

std::vector<SkinLine> guide_lines(const Head& head, std::span<const Guide> guides) {
    std::vector<SkinLine> lines;
    for (const Guide& guide : guides)
        for (const SurfaceCurve& curve : guide.lines) {
            SkinLine line = smooth(thinned(line_of(head, curve)));
            line.colour = is_mark(guide.kind) ? kMark : kGuide;
            line.width_px = is_mark(guide.kind) ? 1.6f : 1.1f;
            line.halo = kThinHalo;
            line.halo_px = 0.9f;
            lines.push_back(std::move(line));
        }
    return lines;
}

SkinLine height_line(const Head& head, float height_mm) {
    SkinLine line = smooth(thinned(line_of(head, midline_from_glabella(head, height_mm))));
    line.colour = {1.0f, 1.0f, 1.0f, 0.95f};
    line.width_px = 1.8f;
    line.dash_mm = 2.5f;
    line.halo = kDark;
    line.halo_px = 0.8f;
    return line;
}

SkinLine measure_line(std::vector<glm::vec3> positions_mm, std::vector<glm::vec3> normals, bool is_in_hand) {
    SkinLine line;
    line.positions_mm = std::move(positions_mm);
    line.normals = std::move(normals);
    line.colour = kMeasure;
    line.width_px = 1.8f;
    line.halo = kDark;
    if (!is_in_hand) line.width_px = 0.9f, line.colour.w = 0.7f, line.halo = kThinHalo, line.halo_px = 0.7f;
    return line;
}

std::vector<SkinLine> advice_lines(const Head& head, std::span<const glm::vec3> place_mm, bool is_broken) {
    constexpr float kGap_mm = 6.0f;  // farther apart two places belong to two lines
    std::vector<SkinLine> lines;
    for (std::size_t first = 0; first < place_mm.size();) {
        std::size_t end = first + 1;
        while (end < place_mm.size() && glm::distance(place_mm[end], place_mm[end - 1]) < kGap_mm) ++end;
        const auto run = place_mm.subspan(first, end - first);
        SkinLine line = laid_on_skin(head, run.size() > 1 ? std::vector(run.begin(), run.end()) : ring_round(head, run.front()));
        line.colour = glm::vec4(glm::vec3(is_broken ? kBroken : kLeftOut), 0.9f);
        line.width_px = 4.5f;
        line.halo = kDarkAmber;
        lines.push_back(smooth(thinned(std::move(line))));
        first = end;
    }
    return lines;
}

}  // namespace trichion
