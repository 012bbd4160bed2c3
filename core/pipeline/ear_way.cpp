// How far off the ear the skin is clear, direction by direction, and a gentle line over that.
#include "core/pipeline/ear_way.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kFrom_degrees = -60.0f, kTo_degrees = 240.0f, kStep_degrees = 4.0f;
constexpr float kMostFarther_mm = 3.5f, kTry_mm = 0.5f;
constexpr float kLooked_mm = 6.0f;     // a fold this wide still asks for as much as there may be
constexpr float kBehind_degrees = 120.0f, kNearer_mm = 0.15f;  // per step
constexpr std::ptrdiff_t kHeld = 5, kMixed = 3;  // steps to each side; 20 degrees are about as far as two points lie apart

// What it takes to come clear of the fold; nothing where no skin is clear, as below an ear lobe on a scan.
float farther_mm(const FacePlaces& face, float degrees, float distance_mm) {
    for (float farther = 0.0f; farther <= kLooked_mm; farther += kTry_mm)
        if (face.is_clear_of_ear(degrees, distance_mm + farther)) return std::min(farther, kMostFarther_mm);
    return 0.0f;
}

template <class Of>
std::vector<float> over_neighbours(const std::vector<float>& values, std::ptrdiff_t reach, const Of& of) {
    std::vector<float> result;
    const auto count = static_cast<std::ptrdiff_t>(values.size());
    for (std::ptrdiff_t i = 0; i < count; ++i)
        result.push_back(of(values.begin() + std::max<std::ptrdiff_t>(0, i - reach), values.begin() + std::min(count, i + reach + 1)));
    return result;
}

}  // namespace

EarWay::EarWay(const FacePlaces& face, float distance_mm) : face_(face), distance_mm_(distance_mm) {
    std::vector<float> needed;
    for (float degrees = kFrom_degrees; degrees <= kTo_degrees; degrees += kStep_degrees) {
        needed.push_back(farther_mm(face, degrees, distance_mm));
        // Behind the ear it comes nearer slowly: a line that goes in again before the nape makes a hook there.
        if (degrees > kBehind_degrees) needed.back() = std::max(needed.back(), needed[needed.size() - 2] - kNearer_mm);
    }
    const auto held = over_neighbours(needed, kHeld, [](auto first, auto last) { return *std::max_element(first, last); });
    farther_mm_ = over_neighbours(held, kMixed, [](auto first, auto last) {
        float sum = 0.0f;
        for (auto it = first; it != last; ++it) sum += *it;
        return sum / static_cast<float>(last - first);
    });
}

std::optional<SurfacePoint> EarWay::at(float degrees) const {
    const float step = std::clamp((degrees - kFrom_degrees) / kStep_degrees, 0.0f, static_cast<float>(farther_mm_.size() - 1));
    const auto below = static_cast<std::size_t>(step), above = std::min(below + 1, farther_mm_.size() - 1);
    const float farther = glm::mix(farther_mm_[below], farther_mm_[above], step - static_cast<float>(below));
    return face_.beside_ear(degrees, distance_mm_ + farther);
}

}  // namespace trichion
