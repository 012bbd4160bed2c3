// Reflection of bearings, warped by the natural asymmetry: even out, reflect, make natural again.
#include "core/pipeline/symmetry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace trichion {
namespace {

constexpr double kSkinRadius_mm = 90.0;  // turns bearings into mm over the skin
constexpr double kMostUneven_mm = 15.0;  // how far the halves of a real head may differ
constexpr double kMostNatural_mm = 10.0; // of asymmetry that is taken for natural
constexpr double kFirstRound_rad = -std::numbers::pi / 12.0, kRoundStep_rad = std::numbers::pi / 12.0;
constexpr double kSideStep_rad = std::numbers::pi / 15.0;

double turn_between(double a, double b) { return std::remainder(a - b, 2.0 * std::numbers::pi); }

// Places of a bearing as flat mm, good over some centimetres.
glm::dvec2 apart_mm(const Bearing& a, const Bearing& b) {
    const double in = std::max(0.2, std::cos(0.5 * (a.side_rad + b.side_rad)));
    return kSkinRadius_mm * glm::dvec2(a.side_rad - b.side_rad, in * turn_between(a.round_rad, b.round_rad));
}

struct Nearest {
    glm::dvec2 apart_mm{0.0};
    bool is_inside = false;  // between the ends of the line
};

// The same gap between two lines told so that it holds for lines that lie at another angle too: up and back where they
// run across the head, for that is how a hairline is seen to be uneven; straight across them where they run down a temple.
glm::dvec2 told_mm(const glm::dvec2& gap_mm) {
    constexpr double kAcross = 0.7, kDown = 0.94;  // of the line's normal outwards, 1: straight down the head
    const double length = glm::length(gap_mm);
    if (length < 1e-6) return gap_mm;
    const glm::dvec2 normal = gap_mm / length;
    const double down = std::clamp((std::abs(normal.x) - kAcross) / (kDown - kAcross), 0.0, 1.0);
    const glm::dvec2 way = glm::normalize(glm::mix(glm::dvec2(0.0, std::copysign(1.0, normal.y)), normal, down));
    return way * (length / glm::dot(way, normal));
}

// From the nearest place of a line to `p`.
Nearest from_line(const std::vector<Bearing>& line, const Bearing& p) {
    Nearest best;
    double least = 1e30;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::dvec2 along = apart_mm(line[i], line[i - 1]), to_p = apart_mm(p, line[i - 1]);
        const double length2 = glm::dot(along, along);
        const double t = length2 > 0.0 ? glm::dot(to_p, along) / length2 : 0.0;
        const glm::dvec2 gap = to_p - std::clamp(t, 0.0, 1.0) * along;
        if (glm::dot(gap, gap) >= least) continue;
        least = glm::dot(gap, gap);
        best = {gap, (t >= 0.0 || i > 1) && (t <= 1.0 || i + 1 < line.size())};
    }
    return best;
}

}  // namespace

Symmetry::Symmetry(const Head& head, const ClientFacts& client) : head_(head), sheet_(head.midline) {
    if (!read_trace(client.traced_hairline)) read_landmarks();
}

// One turn of a ray is more mm on a forehead than farther up, and a line may lie elsewhere than the client's own did.
void Symmetry::read_stretch() {
    constexpr double kOutside_mm = 300.0, kLeast = 0.8, kMost = 1.5, kMostWider = 0.5;
    const auto place = [&](int round, double side_rad) -> std::optional<glm::dvec3> {
        const glm::vec3 way(sheet_.direction({side_rad, kFirstRound_rad + kRoundStep_rad * round}));
        const auto hit = head_.measuring.hit({sheet_.centre + static_cast<float>(kOutside_mm) * way, -way}, true);
        return hit ? std::optional(glm::dvec3(head_.measuring.position(hit->at))) : std::nullopt;
    };
    const auto out_mm = [&](const glm::dvec3& p) { return glm::distance(p, glm::dvec3(sheet_.centre)); };
    std::vector<glm::dvec2> read(kRounds * kSides, glm::dvec2(1.0, 0.0));
    for (int side = 0; side < kSides; ++side) {
        const double side_rad = kSideStep_rad * side, turn_mm = 2.0 * kRoundStep_rad * std::cos(side_rad) * kSkinRadius_mm;
        std::array<std::optional<glm::dvec3>, kRounds + 2> left, right;
        for (int k = 0; k < kRounds + 2; ++k) left[k] = place(k - 1, side_rad), right[k] = place(k - 1, -side_rad);
        for (int k = 0; k < kRounds; ++k)
            if (left[k] && left[k + 2] && right[k] && right[k + 2]) {
                const double mm = 0.5 * (glm::distance(*left[k], *left[k + 2]) + glm::distance(*right[k], *right[k + 2]));
                const double wider = std::log(out_mm(*left[k + 2]) * out_mm(*right[k + 2]) / (out_mm(*left[k]) * out_mm(*right[k])));
                read[k * kSides + side] = {std::clamp(mm / turn_mm, kLeast, kMost),
                                           std::clamp(0.25 * wider / kRoundStep_rad, -kMostWider, kMostWider)};
            }
    }
    stretch_ = std::move(read);
}

glm::dvec2 Symmetry::stretch(const Bearing& at) const {
    if (stretch_.empty()) return {1.0, 0.0};
    const double row = std::clamp(turn_between(at.round_rad, kFirstRound_rad) / kRoundStep_rad, 0.0, kRounds - 1.001);
    const double column = std::clamp(std::abs(at.side_rad) / kSideStep_rad, 0.0, kSides - 1.001);
    const int r = static_cast<int>(row), c = static_cast<int>(column);
    const auto known = [&](int i, int k) { return stretch_[i * kSides + k]; };
    const double u = column - c;
    return glm::mix(glm::mix(known(r, c), known(r, c + 1), u), glm::mix(known(r + 1, c), known(r + 1, c + 1), u), row - r);
}

// Left and right halves of the client's own hairline, each laid over the other.
bool Symmetry::read_trace(const std::vector<glm::vec3>& trace) {
    constexpr double kStep_mm = 4.0;
    std::vector<Bearing> left, right_mirrored;
    for (const glm::vec3& place : trace) {
        Bearing at = sheet_.bearing(head_.from_source(place));
        auto& half = at.side_rad >= 0.0 ? left : right_mirrored;
        at.side_rad = std::abs(at.side_rad);
        if (half.empty() || glm::length(apart_mm(at, half.back())) > kStep_mm) half.push_back(at);
    }
    if (left.size() < 2 || right_mirrored.size() < 2) return false;
    read_stretch();
    for (const Bearing& at : left)
        if (const Nearest near = from_line(right_mirrored, at); near.is_inside) {
            glm::dvec2 difference_mm = told_mm(near.apart_mm);
            difference_mm.y *= stretch(at).x;
            known_.push_back({{at.side_rad - 0.5 * difference_mm.x / kSkinRadius_mm, at.round_rad}, difference_mm, 1.0});
        }
    if (known_.empty()) return stretch_.clear(), false;
    reach_mm_ = 8.0;
    up_reach_mm_ = 45.0;
    doubt_ = 0.01;
    return true;
}

void Symmetry::read_landmarks() {
    for (const auto& [name, landmark] : head_.landmarks) {
        if (!name.ends_with("_l")) continue;
        const auto other = head_.landmarks.find(name.substr(0, name.size() - 1) + "r");
        if (other == head_.landmarks.end()) continue;
        const Bearing left = sheet_.bearing(landmark.position_mm);
        Bearing right = sheet_.bearing(other->second.position_mm);
        right.side_rad = -right.side_rad;
        const Bearing middle{0.5 * (left.side_rad + right.side_rad),
                             right.round_rad + 0.5 * turn_between(left.round_rad, right.round_rad)};
        const bool is_guess = landmark.is_guess || other->second.is_guess;
        known_.push_back({middle, apart_mm(left, right), is_guess ? 0.25 : 1.0});
    }
}

// Known differences nearby, weighed by their nearness.
glm::dvec2 Symmetry::difference_mm(const Bearing& at) const {
    constexpr double kWholeFrom_mm = 16.0;  // off the midline, which is its own counterpart
    const Bearing here{std::abs(at.side_rad), at.round_rad};
    glm::dvec2 sum(0.0);
    double weights = doubt_;
    for (const Known& known : known_) {
        const glm::dvec2 apart = apart_mm(here, known.at) / glm::dvec2(reach_mm_, up_reach_mm_);
        const double weight = known.weight * std::exp(-0.5 * glm::dot(apart, apart));
        sum += weight * known.difference_mm;
        weights += weight;
    }
    const glm::dvec2 raw = sum / weights;
    const double length = glm::length(raw);
    const double out = std::min(1.0, kSkinRadius_mm * here.side_rad / kWholeFrom_mm);
    return raw * (out * out * (3.0 - 2.0 * out)) * std::min(1.0, kMostNatural_mm / std::max(length, 1e-9));
}

// The place that this one would be if both sides were alike.
Bearing Symmetry::evened(const Bearing& at, double asymmetry) const {
    const glm::dvec2 half = 0.5 * asymmetry * difference_mm(at) / kSkinRadius_mm;
    const double in = std::max(0.2, std::cos(at.side_rad));
    const glm::dvec2 here = stretch(at);
    // Seen outwards: the left difference is added on the left, taken away on the right.
    const double around = -(at.side_rad >= 0.0 ? 1.0 : -1.0) * half.y / (in * here.x);
    // Up and back means as far from the midline as before, also where the head gets narrower.
    const double kept_out = std::tan(std::clamp(at.side_rad, -1.0, 1.0)) * here.y * around;
    return {at.side_rad - half.x - kept_out, at.round_rad + around};
}

// The inverse of `evened`, by going on until it is.
Bearing Symmetry::natural(const Bearing& wanted, double asymmetry) const {
    constexpr int kMostRounds = 60;
    constexpr double kNear_rad = 1e-9;
    Bearing at = wanted;
    for (int round = 0; round < kMostRounds; ++round) {
        const Bearing now = evened(at, asymmetry);
        const double side = wanted.side_rad - now.side_rad, around = turn_between(wanted.round_rad, now.round_rad);
        at.side_rad += side, at.round_rad += around;
        if (std::abs(side) + std::abs(around) < kNear_rad) break;
    }
    return at;
}

// The crossing of a ray from the centre with skin that faces away from it, the one nearest to the expected way out.
SurfacePoint Symmetry::on_skin(const glm::dvec3& direction, double expected_mm, const SurfacePoint& otherwise) const {
    const Surface& surface = head_.measuring;
    const glm::vec3 way(direction);
    std::optional<SurfacePoint> best;
    double out = expected_mm + kMostUneven_mm, least = kMostUneven_mm;
    while (out > expected_mm - kMostUneven_mm) {
        const auto hit = surface.hit({sheet_.centre + static_cast<float>(out) * way, -way}, true);
        if (!hit) break;
        out -= hit->distance_mm;
        if (std::abs(out - expected_mm) < least) least = std::abs(out - expected_mm), best = hit->at;
        out -= 0.01;
    }
    if (best) return *best;
    const glm::dvec3 expected = glm::dvec3(sheet_.centre) + expected_mm * direction;
    return surface.closest(glm::vec3(expected)).value_or(otherwise);
}

SurfacePoint Symmetry::counterpart(const SurfacePoint& at, float asymmetry) const {
    const glm::dvec3 p = head_.measuring.position(at);
    const double share = std::clamp(static_cast<double>(asymmetry), 0.0, 1.0);
    Bearing evened_here = sheet_.bearing(p);
    if (share > 0.0) evened_here = evened(evened_here, share);
    evened_here.side_rad = -evened_here.side_rad;
    const Bearing there = share > 0.0 ? natural(evened_here, share) : evened_here;
    // As far out as the skin is here: the two halves are about as wide.
    const double expected_mm = glm::length(sheet_.reflect(p) - glm::dvec3(sheet_.centre));
    return on_skin(sheet_.direction(there), expected_mm, at);
}

SurfacePoint Symmetry::on_midline(const SurfacePoint& at) const {
    const glm::dvec3 p = head_.measuring.position(at);
    const Bearing here = sheet_.bearing(p);
    const glm::dvec3 way = sheet_.direction({0.0, here.round_rad});
    // A head is about as far out in its middle; where it is not, its outermost skin is the midline.
    const double expected_mm = glm::length(p - glm::dvec3(sheet_.centre));
    const auto outermost = head_.measuring.hit({sheet_.centre + 300.0f * glm::vec3(way), -glm::vec3(way)}, true);
    if (outermost && outermost->distance_mm < 300.0f) return outermost->at;
    return on_skin(way, expected_mm, at);
}

glm::vec3 Symmetry::reflect(const glm::vec3& p) const { return glm::vec3(sheet_.reflect(p)); }
float Symmetry::offset_mm(const glm::vec3& p) const { return static_cast<float>(sheet_.offset_mm(p)); }

glm::vec2 Symmetry::natural_mm(const glm::vec3& p) const {
    const glm::dvec2 difference = difference_mm(sheet_.bearing(p));
    return {static_cast<float>(difference.y), static_cast<float>(difference.x)};
}

}  // namespace trichion
