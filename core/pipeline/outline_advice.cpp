// The rules that a drawn hairline is held against.
#include "core/pipeline/outline_advice.h"

#include <algorithm>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr float kLowestMen_mm = 65.0f;     // [FACTS 3.2: allow 65 to 95, warn below 65]
constexpr float kLowestWomen_mm = 50.0f;   // [FACTS 3.2: women 50 to 70]
constexpr float kMostUneven_mm = 4.0f;     // [FACTS 3.5: within 2 mm natural; issue 3: say so from 4 mm]
constexpr float kCornerSlack_mm = 0.5f;

const OutlineCurve* frontal_of(const OutlineResult& drawn) {
    const auto found = std::ranges::find(drawn.parts, OutlinePart::Frontal, &OutlineCurve::part);
    return found == drawn.parts.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Advice> advise_outline(const Head& head, const ClientFacts& client, const Outline&,
                                   const OutlineResult& drawn) {
    std::vector<Advice> advice;
    const float lowest = client.person == Person::Woman ? kLowestWomen_mm : kLowestMen_mm;
    const float height = drawn.mid_frontal_height_mm;
    if (height > 0.0f && height < lowest)
        advice.push_back(
            {"too_low", fmt::format("The hairline begins {:.0f} mm above the glabella, {:.0f} mm lower than the {:.0f} mm "
                                    "below which it rarely suits a grown face.",
                                    height, lowest - height, lowest)});
    if (const OutlineCurve* frontal = frontal_of(drawn); frontal && !frontal->curve.is_closed) {
        // The corner stays on the vertical through the lateral canthus [FACTS 3.1 FTA, S50].
        const MidPlane plane = mid_plane(head);
        const float right = -plane.offset_mm(frontal->curve.positions_mm.front()) +
                            plane.offset_mm(head.landmark("exocanthion_r"));
        const float left = plane.offset_mm(frontal->curve.positions_mm.back()) -
                           plane.offset_mm(head.landmark("exocanthion_l"));
        if (const float inside = -std::min(left, right); inside > kCornerSlack_mm)
            advice.push_back(
                {"corner_inside", fmt::format("The {} corner lies {:.0f} mm inside the vertical through the outer corner "
                                              "of the eye; a natural corner lies on it or behind.",
                                              left < right ? "left" : "right", std::max(1.0f, inside))});
    }
    if (drawn.left_right_mm > kMostUneven_mm)
        advice.push_back({"left_right", fmt::format("Left and right differ by up to {:.1f} mm; differences above "
                                                           "{:.0f} mm are noticed.",
                                                           drawn.left_right_mm, kMostUneven_mm)});
    if (std::ranges::any_of(drawn.stretches, &OutlineStretch::is_broken))
        advice.push_back({"gap", "The line crosses a hole in the skin; move its points to unbroken skin."});
    return advice;
}

}  // namespace trichion
