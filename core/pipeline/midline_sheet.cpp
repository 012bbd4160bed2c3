// Finds the sheet by reflecting evidence in it and seeing how far that lies from where it should.
#include "core/pipeline/midline_sheet.h"

#include "core/pipeline/head.h"
#include "core/pipeline/mirror.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

namespace trichion {
namespace {

constexpr std::size_t kBends = 7;
constexpr std::size_t kUnknowns = kBends + 2;  // and how far `left` turns towards up and forward
using Row = std::array<double, kUnknowns>;

std::array<double, kBends> waves(double round_rad) {
    const double a = round_rad;
    return {1.0, std::cos(a), std::sin(a), std::cos(2.0 * a), std::sin(2.0 * a), std::cos(3.0 * a), std::sin(3.0 * a)};
}

// Weighted least squares with a Gaussian prior round zero on each unknown.
class Balance {
public:
    void expect_small(std::size_t unknown, double value_now, double sigma) {
        Row row{};
        row[unknown] = 1.0;
        add(row, value_now, 1.0 / (sigma * sigma));
    }
    void add(const Row& row, double residual, double weight) {
        for (std::size_t i = 0; i < kUnknowns; ++i) {
            for (std::size_t k = 0; k <= i; ++k) normal_[i][k] += weight * row[i] * row[k];
            right_[i] -= weight * row[i] * residual;
        }
    }
    // Cholesky; the prior makes the matrix definite.
    Row solved() const {
        std::array<Row, kUnknowns> lower{};
        for (std::size_t i = 0; i < kUnknowns; ++i)
            for (std::size_t k = 0; k <= i; ++k) {
                double sum = normal_[i][k];
                for (std::size_t j = 0; j < k; ++j) sum -= lower[i][j] * lower[k][j];
                lower[i][k] = i == k ? std::sqrt(std::max(sum, 1e-12)) : sum / lower[k][k];
            }
        Row x = right_;
        for (std::size_t i = 0; i < kUnknowns; ++i) {
            for (std::size_t k = 0; k < i; ++k) x[i] -= lower[i][k] * x[k];
            x[i] /= lower[i][i];
        }
        for (std::size_t i = kUnknowns; i-- > 0;) {
            for (std::size_t k = i + 1; k < kUnknowns; ++k) x[i] -= lower[k][i] * x[k];
            x[i] /= lower[i][i];
        }
        return x;
    }

private:
    std::array<Row, kUnknowns> normal_{};
    Row right_{};
};

// How the reflection of `p`, seen along `along`, follows the unknowns.
Row answer(const MidlineSheet& sheet, const glm::dvec3& p, const glm::dvec3& along) {
    const glm::dvec3 d = p - glm::dvec3(sheet.centre);
    const double v = glm::dot(d, glm::dvec3(sheet.up)), w = glm::dot(d, glm::dvec3(sheet.forward));
    const double u = glm::dot(d, glm::dvec3(sheet.left));
    const double across = glm::dot(along, glm::dvec3(sheet.left));
    Row row{};
    const auto wave = waves(std::atan2(v, w));
    for (std::size_t i = 0; i < kBends; ++i) row[i] = 2.0 * std::hypot(v, w) * wave[i] * across;
    row[kBends] = -2.0 * (v * across + u * glm::dot(along, glm::dvec3(sheet.up)));
    row[kBends + 1] = -2.0 * (w * across + u * glm::dot(along, glm::dvec3(sheet.forward)));
    return row;
}

struct SkinSample {
    glm::vec3 place;
};

// Forehead and skull seen from the centre, ears and face left out.
std::vector<SkinSample> skin_round(const Surface& surface, const MidlineSheet& sheet) {
    constexpr int kDirections = 700;  // over the whole ball, of which about a third is kept
    constexpr double kLowestFront_rad = 0.25, kLowestBack_rad = 3.3, kFarthestSide_rad = 0.95, kOutside_mm = 300.0;
    const double golden = std::numbers::pi * (3.0 - std::sqrt(5.0));
    std::vector<SkinSample> samples;
    for (int i = 0; i < kDirections; ++i) {
        const double x = 1.0 - 2.0 * (i + 0.5) / kDirections, side = std::asin(x), turn = golden * i;
        const double round = std::remainder(turn, 2.0 * std::numbers::pi);
        const double from_front = round < -0.5 * std::numbers::pi ? round + 2.0 * std::numbers::pi : round;
        if (std::abs(side) > kFarthestSide_rad || from_front < kLowestFront_rad || from_front > kLowestBack_rad) continue;
        const glm::vec3 way(sheet.direction({side, round}));
        const auto hit = surface.hit({sheet.centre + static_cast<float>(kOutside_mm) * way, -way}, true);
        if (hit && hit->distance_mm < kOutside_mm) samples.push_back({surface.position(hit->at)});
    }
    return samples;
}

struct Pair {
    glm::dvec3 left, right;
    double sigma_mm;
};

class Evidence {
public:
    explicit Evidence(const Head& head) : surface_(head.measuring) {
        for (const auto& [name, landmark] : head.landmarks) {
            const double sigma = landmark.is_guess ? kGuessed_mm : kSet_mm;
            if (name.ends_with("_l")) {
                const auto other = head.landmarks.find(name.substr(0, name.size() - 1) + "r");
                if (other != head.landmarks.end())
                    pairs_.push_back({landmark.position_mm, other->second.position_mm,
                                      std::max(sigma, other->second.is_guess ? kGuessed_mm : kSet_mm)});
            } else if (!name.ends_with("_r") && name != "vertex") {  // the highest place of a head need not be in its middle
                middles_.push_back({landmark.position_mm, landmark.position_mm, sigma});
            }
        }
    }
    void look_at_skin(const MidlineSheet& sheet) { skin_ = skin_round(surface_, sheet); }
    bool is_empty() const { return pairs_.empty() && middles_.empty(); }

    void weigh(const MidlineSheet& sheet, Balance& balance) const {
        for (const Pair& pair : pairs_)
            for (const glm::vec3& axis : {sheet.left, sheet.up, sheet.forward})
                add(sheet, pair.left, pair.right, axis, pair.sigma_mm, 1.0, balance);
        // A place of the midline is its own reflection, and moves twice as far as the sheet under it.
        for (const Pair& middle : middles_)
            add(sheet, middle.left, middle.left, sheet.left, 2.0 * middle.sigma_mm, 1.0, balance);
        const double share = skin_.empty() ? 0.0 : kSkinWorth / static_cast<double>(skin_.size());
        for (const SkinSample& sample : skin_) weigh_skin(sheet, sample, share, balance);
    }

private:
    static constexpr double kSet_mm = 1.0, kGuessed_mm = 4.0, kSkin_mm = 1.5;
    static constexpr double kSkinWorth = 60.0;  // neighbouring skin says the same again: all samples count as so many

    static double trust(double residual, double sigma) {
        const double r2 = residual * residual / (9.0 * sigma * sigma);
        return 1.0 / ((1.0 + r2) * (1.0 + r2) * sigma * sigma);
    }
    static void add(const MidlineSheet& sheet, const glm::dvec3& from, const glm::dvec3& to, const glm::dvec3& along,
                    double sigma, double share, Balance& balance) {
        const double residual = glm::dot(sheet.reflect(from) - to, along);
        balance.add(answer(sheet, from, along), residual, share * trust(residual, sigma));
    }
    void weigh_skin(const MidlineSheet& sheet, const SkinSample& sample, double share, Balance& balance) const {
        constexpr float kFarthest_mm = 15.0f;
        const glm::vec3 reflected(sheet.reflect(sample.place));
        const auto other = surface_.closest(reflected, kFarthest_mm);
        if (other) add(sheet, sample.place, surface_.position(*other), surface_.normal(*other), kSkin_mm, share, balance);
    }

    const Surface& surface_;
    std::vector<Pair> pairs_, middles_;
    std::vector<SkinSample> skin_;
};

// Turns `left` towards up and forward; the sheet turns with it.
void turn(MidlineSheet& sheet, double towards_up, double towards_forward) {
    const glm::dvec3 left = glm::normalize(glm::dvec3(sheet.left) + towards_up * glm::dvec3(sheet.up) +
                                           towards_forward * glm::dvec3(sheet.forward));
    glm::dvec3 up = sheet.up;
    up = glm::normalize(up - glm::dot(up, left) * left);
    sheet.left = left, sheet.up = up, sheet.forward = glm::cross(left, up);
}

// Half-way from the brow to the back of the head: from there the skin of forehead, skull and nape is seen once each way.
glm::vec3 middle_of(const Head& head, const MidPlane& plane) {
    glm::vec3 middle = 0.5f * (head.landmark("glabella") + head.landmark("opisthocranion"));
    return middle - plane.offset_mm(middle) * plane.left;
}

}  // namespace

double MidlineSheet::slope(double round_rad) const {
    const auto wave = waves(round_rad);
    double sum = 0.0;
    for (std::size_t i = 0; i < kBends; ++i) sum += bend[i] * wave[i];
    return sum;
}

double MidlineSheet::offset_mm(const glm::dvec3& p) const {
    const glm::dvec3 d = p - glm::dvec3(centre);
    const double v = glm::dot(d, glm::dvec3(up)), w = glm::dot(d, glm::dvec3(forward));
    return glm::dot(d, glm::dvec3(left)) - std::hypot(v, w) * slope(std::atan2(v, w));
}

glm::dvec3 MidlineSheet::reflect(const glm::dvec3& p) const { return p - 2.0 * offset_mm(p) * glm::dvec3(left); }

Bearing MidlineSheet::bearing(const glm::dvec3& p) const {
    const glm::dvec3 d = p - glm::dvec3(centre);
    const double v = glm::dot(d, glm::dvec3(up)), w = glm::dot(d, glm::dvec3(forward));
    return {std::atan2(offset_mm(p), std::hypot(v, w)), std::atan2(v, w)};
}

glm::dvec3 MidlineSheet::direction(const Bearing& at) const {
    const double out = std::sin(at.side_rad), in = std::cos(at.side_rad);
    return glm::normalize((out + in * slope(at.round_rad)) * glm::dvec3(left) + in * std::sin(at.round_rad) * glm::dvec3(up) +
                          in * std::cos(at.round_rad) * glm::dvec3(forward));
}

MidlineSheet fit_midline_sheet(const Head& head) {
    MidlineSheet sheet;
    Evidence evidence(head);
    if (evidence.is_empty() || head.measuring.triangle_count() == 0) return sheet;
    const MidPlane plane = mid_plane(head);
    sheet.centre = middle_of(head, plane);
    sheet.left = plane.left;
    sheet.up = glm::normalize(glm::vec3(0.0f, 1.0f, 0.0f) - plane.left.y * plane.left);
    sheet.forward = glm::cross(sheet.left, sheet.up);
    evidence.look_at_skin(sheet);
    constexpr int kRounds = 8;
    // By angle: 0.02 is 2 mm at the skin. A bend from brow to nape is likelier than several in a row.
    constexpr std::array<double, kBends> kLikely{0.03, 0.02, 0.02, 0.012, 0.012, 0.006, 0.006};
    constexpr double kLikelyTurn = 0.05;
    double turned_up = 0.0, turned_forward = 0.0;
    for (int round = 0; round < kRounds; ++round) {
        Balance balance;
        for (std::size_t i = 0; i < kBends; ++i) balance.expect_small(i, sheet.bend[i], kLikely[i]);
        balance.expect_small(kBends, turned_up, kLikelyTurn);
        balance.expect_small(kBends + 1, turned_forward, kLikelyTurn);
        evidence.weigh(sheet, balance);
        const Row change = balance.solved();
        for (std::size_t i = 0; i < kBends; ++i) sheet.bend[i] += change[i];
        turn(sheet, change[kBends], change[kBends + 1]);
        turned_up += change[kBends], turned_forward += change[kBends + 1];
    }
    return sheet;
}

}  // namespace trichion
