// The energy with its gradient, and the way down.
#include "tests/bench/least_stretch.h"

#include <cmath>
#include <cstddef>
#include <deque>
#include <utility>

namespace trichion {
namespace {

using Places = std::vector<glm::dvec2>;

constexpr int kRounds = 1500;        // for each power
constexpr std::size_t kKept = 20;    // steps that the curvature is guessed from

struct Rest {
    glm::uvec3 corners;
    double x = 1.0, vx = 0.0, vy = 1.0, share = 0.0;  // second corner at (x, 0), third at (vx, vy); of the strip's area
};

std::vector<Rest> rests_of(const Strip& strip) {
    std::vector<Rest> rests;
    double area = 0.0;
    for (const glm::uvec3& t : strip.triangles) {
        const glm::dvec3 a = strip.positions_mm[t.x], u = strip.positions_mm[t.y] - a, v = strip.positions_mm[t.z] - a;
        const double x = glm::length(u);
        rests.push_back({t, x, glm::dot(u, v) / x, glm::length(glm::cross(u, v)) / x, 0.0});
        rests.back().share = 0.5 * rests.back().x * rests.back().vy;
        area += rests.back().share;
    }
    for (Rest& rest : rests) rest.share /= area;
    return rests;
}

/// @param slope  filled with the energy's gradient.
double energy_of(const std::vector<Rest>& rests, const Places& flat, double power, Places& slope) {
    constexpr double kTiny = 1e-9;
    double energy = 0.0;
    slope.assign(flat.size(), glm::dvec2(0.0));
    for (const Rest& r : rests) {
        const glm::dvec2 u = (flat[r.corners.y] - flat[r.corners.x]) / r.x, v = (flat[r.corners.z] - flat[r.corners.x] - r.vx * u) / r.vy;
        const glm::dvec2 turn(u.x + v.y, u.y - v.x), shear(u.x - v.y, u.y + v.x);
        const double sum = glm::length(turn), difference = glm::length(shear) + kTiny;
        const double large = 0.5 * (sum + difference) - 1.0, small = 0.5 * (sum - difference) - 1.0;
        const double a = std::abs(large) + kTiny, b = std::abs(small) + kTiny, both = std::pow(a, power) + std::pow(b, power);
        energy += r.share * std::pow(both, 2.0 / power);
        const double by_both = 2.0 * r.share * std::pow(both, 2.0 / power - 1.0);
        const double by_large = std::copysign(by_both * std::pow(a, power - 1.0), large), by_small = std::copysign(by_both * std::pow(b, power - 1.0), small);
        const glm::dvec2 by_turn = 0.5 * (by_large + by_small) / sum * turn, by_shear = 0.5 * (by_large - by_small) / difference * shear;
        const glm::dvec2 by_v = glm::dvec2(by_shear.y - by_turn.y, by_turn.x - by_shear.x) / r.vy;
        const glm::dvec2 by_u = (by_turn + by_shear - r.vx * by_v) / r.x;
        slope[r.corners.y] += by_u;
        slope[r.corners.z] += by_v;
        slope[r.corners.x] -= by_u + by_v;
    }
    return energy;
}

double product(const Places& a, const Places& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += glm::dot(a[i], b[i]);
    return sum;
}

void add(Places& to, double times, const Places& what) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += times * what[i];
}

struct Step {
    Places moved, changed;
};

Places way_down(const std::deque<Step>& steps, const Places& slope) {
    Places way = slope;
    std::vector<double> shares(steps.size());
    for (std::size_t k = steps.size(); k-- > 0;) {
        shares[k] = product(steps[k].moved, way) / product(steps[k].moved, steps[k].changed);
        add(way, -shares[k], steps[k].changed);
    }
    const double size = steps.empty() ? 0.01 : product(steps.back().moved, steps.back().changed) / product(steps.back().changed, steps.back().changed);
    for (glm::dvec2& w : way) w *= size;
    for (std::size_t k = 0; k < steps.size(); ++k)
        add(way, shares[k] - product(steps[k].changed, way) / product(steps[k].moved, steps[k].changed), steps[k].moved);
    return way;
}

Places go_down(const std::vector<Rest>& rests, Places flat, double power) {
    Places slope, next_slope;
    double energy = energy_of(rests, flat, power, slope);
    std::deque<Step> steps;
    for (int round = 0; round < kRounds; ++round) {
        const Places way = way_down(steps, slope);
        const double gain = product(way, slope);
        double length = 1.0, next_energy = 0.0;
        Places next;
        for (int k = 0; k < 40; ++k, length *= 0.5) {
            next = flat;
            add(next, -length, way);
            next_energy = energy_of(rests, next, power, next_slope);
            if (next_energy <= energy - 1e-4 * length * gain) break;
        }
        if (!(next_energy < energy)) break;
        Step step{next, next_slope};
        add(step.moved, -1.0, flat);
        add(step.changed, -1.0, slope);
        if (product(step.moved, step.changed) > 0.0) steps.push_back(std::move(step));
        if (steps.size() > kKept) steps.pop_front();
        flat = std::move(next);
        slope = next_slope;
        energy = next_energy;
    }
    return flat;
}

}  // namespace

std::vector<glm::dvec2> least_stretch(const Strip& strip, std::vector<glm::dvec2> flat) {
    const std::vector<Rest> rests = rests_of(strip);
    for (const double power : {2.0, 4.0, 8.0, 16.0, 32.0}) flat = go_down(rests, std::move(flat), power);
    return flat;
}

}  // namespace trichion
