// Stages as curves through a few places of the chart; what is left follows from the distance to them.
#include "core/pipeline/loss_stages.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace trichion {
namespace {

using Curve = std::vector<glm::vec2>;

constexpr float kUsualFrontMm = 76.0f;
constexpr float kUsualWhorlMm = -48.0f;
constexpr glm::vec2 kBeforeAllHair[] = {{118.0f, 80.0f}, {160.0f, 150.0f}, {0.0f, 250.0f}};

float smooth(float t) {
    const float c = std::clamp(t, 0.0f, 1.0f);
    return c * c * (3.0f - 2.0f * c);
}

/// How one stage is drawn. `front` is the edge of the hair that recedes from the front, from the midline outwards, empty
/// when none does; `crown` a patch round the whorl, from its foremost to its hindmost place, likewise.
struct Drawing {
    Curve front, crown;
    float band_kept = 1.0f;   // of the hair between the two
    Curve thinned;            // Ludwig's field, from its foremost to its hindmost place
    float thinned_kept = 1.0f;
};

/// @source The descriptions of FACTS 3.6 [S66 Norwood and Hamilton, S68 Ludwig and Olsen]; frontotemporal points stay on
///         the canthus vertical as they recede [S50]. The figures are ours, chosen for the bald areas of FACTS 3.6.
Drawing drawing_of(HairLoss loss) {
    switch (loss) {
        case HairLoss::Norwood2:
            return {.front = {{0, 78}, {22, 74}, {38, 61}, {52, 44}, {60, 41}, {70, 48}, {82, 59}, {96, 64}}};
        case HairLoss::Norwood2A:
            return {.front = {{0, 67}, {20, 64}, {38, 54}, {52, 43}, {61, 40}, {71, 48}, {83, 59}, {96, 64}}};
        case HairLoss::Norwood3:
        case HairLoss::Norwood3Vertex: {
            Drawing drawing{.front = {{0, 76}, {16, 71}, {30, 54}, {43, 33}, {55, 26}, {68, 35}, {81, 53}, {96, 64}}};
            if (loss == HairLoss::Norwood3Vertex) drawing.crown = {{0, -28}, {16, -34}, {20, -48}, {15, -61}, {0, -67}};
            return drawing;
        }
        case HairLoss::Norwood3A:
            return {.front = {{0, 57}, {20, 52}, {38, 39}, {54, 26}, {68, 35}, {81, 53}, {96, 64}}};
        case HairLoss::Norwood4:
            return {.front = {{0, 63}, {14, 58}, {28, 40}, {43, 19}, {56, 11}, {70, 23}, {83, 47}, {97, 63}},
                    .crown = {{0, -19}, {22, -26}, {30, -47}, {23, -67}, {0, -77}},
                    .band_kept = 0.92f};
        case HairLoss::Norwood4A:
            return {.front = {{0, 29}, {20, 24}, {40, 12}, {57, 7}, {71, 21}, {84, 46}, {97, 63}}};
        case HairLoss::Norwood5:
            return {.front = {{0, 36}, {18, 28}, {38, 10}, {55, -1}, {70, 13}, {84, 42}, {98, 62}},
                    .crown = {{0, -6}, {28, -15}, {40, -45}, {31, -73}, {0, -84}},
                    .band_kept = 0.6f};
        case HairLoss::Norwood5A:
            return {.front = {{0, -32}, {22, -29}, {44, -19}, {60, -5}, {73, 15}, {85, 41}, {98, 62}}};
        case HairLoss::Norwood6:
            return {.front = {{0, -79}, {28, -74}, {50, -57}, {64, -30}, {74, 4}, {85, 37}, {99, 61}}};
        case HairLoss::Norwood7:
            return {.front = {{0, -97}, {34, -91}, {60, -71}, {77, -39}, {87, -2}, {96, 33}, {105, 58}}};
        case HairLoss::Ludwig1:
            return {.thinned = {{0, 55}, {20, 52}, {32, 40}, {28, 12}, {18, -22}, {0, -42}}, .thinned_kept = 0.6f};
        case HairLoss::Ludwig2:
            return {.thinned = {{0, 56}, {25, 53}, {43, 38}, {42, 6}, {30, -34}, {0, -58}}, .thinned_kept = 0.35f};
        case HairLoss::Ludwig3:
            return {.thinned = {{0, 57}, {31, 53}, {52, 36}, {55, 0}, {44, -42}, {0, -70}}, .thinned_kept = 0.08f};
        default:
            return {};
    }
}

/// Hairlines start where this head's does: moved along with it in front, not at all behind the top.
glm::vec2 fitted_front(const glm::vec2& p, const ScalpChart& chart) {
    const float share = smooth((p.y + 20.0f) / 70.0f);
    return {p.x, p.y + share * (chart.front_mm() - kUsualFrontMm)};
}
glm::vec2 fitted_crown(const glm::vec2& p, const ScalpChart& chart) {
    return {p.x, p.y + chart.whorl().y - kUsualWhorlMm};
}

glm::vec2 catmull_rom(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c, const glm::vec2& d, float t) {
    const glm::vec2 from = 0.5f * (c - a), to = 0.5f * (d - b), gap = c - b;
    return b + t * (from + t * (3.0f * gap - 2.0f * from - to + t * (from + to - 2.0f * gap)));
}

/// A smooth curve through the places, square to the midline where it meets it.
Curve through(const Curve& places) {
    constexpr int kPieces = 6;
    const auto mirrored = [](const glm::vec2& p) { return glm::vec2(-p.x, p.y); };
    const bool returns = places.back().x == 0.0f;
    Curve curve{places.front()};
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const glm::vec2 before = i > 0 ? places[i - 1] : mirrored(places[1]);
        const glm::vec2 after = i + 2 < places.size() ? places[i + 2] : returns ? mirrored(places[i]) : places[i + 1];
        for (int k = 1; k <= kPieces; ++k)
            curve.push_back(catmull_rom(before, places[i], places[i + 1], after, static_cast<float>(k) / kPieces));
    }
    return curve;
}

Curve before(Curve front) {
    front = through(front);
    front.insert(front.end(), std::begin(kBeforeAllHair), std::end(kBeforeAllHair));
    return front;
}

template <class Fit>
Curve fitted(Curve places, const ScalpChart& chart, const Fit& fit) {
    for (glm::vec2& p : places) p = fit(p, chart);
    return places;
}

/// To the nearest place of the edge; above 0 inside. The midline is no edge: on it the other half goes on.
float inside_mm(const glm::vec2& p, std::span<const glm::vec2> edge) {
    float nearest2 = std::numeric_limits<float>::max();
    bool is_inside = false;
    for (std::size_t i = 0; i + 1 < edge.size(); ++i) {
        const glm::vec2 along = edge[i + 1] - edge[i], to_p = p - edge[i];
        const float length2 = glm::dot(along, along);
        const glm::vec2 gap = to_p - (length2 > 0.0f ? std::clamp(glm::dot(to_p, along) / length2, 0.0f, 1.0f) : 0.0f) * along;
        nearest2 = std::min(nearest2, glm::dot(gap, gap));
        const bool crosses = (edge[i].y > p.y) != (edge[i + 1].y > p.y);
        if (crosses && p.x < edge[i].x + to_p.y * along.x / along.y) is_inside = !is_inside;
    }
    return is_inside ? std::sqrt(nearest2) : -std::sqrt(nearest2);
}

}  // namespace

LossMap::LossMap(const ScalpChart& chart, HairLoss loss) {
    const Drawing drawing = drawing_of(loss);
    const bool has_band = drawing.band_kept < 1.0f;
    if (loss == HairLoss::None) patches_.push_back({before({{0.0f, -500.0f}, {400.0f, -500.0f}}), 0.0f, 1.0f});
    if (!drawing.front.empty()) patches_.push_back({before(fitted(drawing.front, chart, fitted_front)), 0.0f, 15.0f});
    if (!drawing.crown.empty()) patches_.push_back({through(fitted(drawing.crown, chart, fitted_crown)), 0.0f, 15.0f});
    if (has_band) {
        const float side = drawing.front[drawing.front.size() - 4].x;
        const Curve band{{0.0f, 60.0f}, {0.7f * side, 40.0f}, {side, 0.0f}, {0.75f * side, -50.0f}, {0.0f, -80.0f}};
        patches_.push_back({through(fitted(band, chart, fitted_front)), drawing.band_kept, 20.0f});
    }
    if (!drawing.thinned.empty())
        patches_.push_back({through(fitted(drawing.thinned, chart, fitted_front)), drawing.thinned_kept, 28.0f});
}

float LossMap::kept(const glm::vec2& at) const {
    float least = 1.0f;
    for (const Patch& patch : patches_) {
        const float inside = smooth(inside_mm(at, patch.edge) / patch.soft_mm + 0.5f);
        least = std::min(least, 1.0f + (patch.kept - 1.0f) * inside);
    }
    return least;
}

FrontEdge::FrontEdge(const ScalpChart& chart)
    : edge_(before(fitted({{0, 76}, {20, 73}, {40, 64}, {60, 54}, {72, 56}, {84, 60}, {98, 60}, {112, 52}, {124, 48}}, chart,
                          fitted_front))) {}

float FrontEdge::behind_mm(const glm::vec2& at) const { return -inside_mm(at, edge_); }

}  // namespace trichion
