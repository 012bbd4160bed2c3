// A document is checked value by value: what comes from a file is not to be trusted.
#include "core/model/limits.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace trichion {
namespace {

/// Length in bytes of the well-formed UTF-8 character at `at`, 0 when it is malformed or a control character.
/// @source The Unicode Standard 15.0, table 3-7.
std::size_t character_length(const std::string& text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = byte(at);
    const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
        return byte(i) >= low && byte(i) <= high;
    };
    if (first >= 0x20 && first < 0x7f) return 1;
    if (first == 0xc2) return continues(at + 1, 0xa0) ? 2 : 0;  // below a0: control characters
    if (first > 0xc2 && first <= 0xdf) return continues(at + 1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
        const unsigned high = first == 0xed ? 0x9f : 0xbf;
        return continues(at + 1, low, high) && continues(at + 2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const unsigned low = first == 0xf0 ? 0x90 : 0x80;
        const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
        return continues(at + 1, low, high) && continues(at + 2) && continues(at + 3) ? 4 : 0;
    }
    return 0;
}

std::string shown(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(value));
    return text;
}

Result<void> check(const char* name, float value, const Range& range) {
    if (range.contains(value)) return {};
    return fail(ErrorCode::InvalidInput, std::string(name) + " is " + shown(value) + ", but must be " + shown(range.min) +
                                             " to " + shown(range.max) + ".");
}

Result<void> check_points(const Outline& outline) {
    const auto wrong = [](const std::string& what) { return fail(ErrorCode::InvalidInput, "The outline " + what + "."); };
    if (outline.points.size() > kMostOutlinePoints) return wrong("has more than 2000 points");
    if (!outline.points.empty() && outline.points.size() < 3) return wrong("has fewer than 3 points");
    std::set<std::uint32_t> ids;
    for (const OutlinePoint& point : outline.points) {
        if (point.id == 0 || point.id >= outline.next_id || !ids.insert(point.id).second)
            return wrong("has two points of one id");
        const glm::vec3& w = point.at.weights;
        const float sum = w.x + w.y + w.z;
        const bool is_inside = std::min({w.x, w.y, w.z}) >= -1e-3f && std::abs(sum - 1.0f) <= 1e-3f;
        if (!is_inside) return wrong("has a point beside its triangle");
    }
    const bool has_lost_twin = std::ranges::any_of(
        outline.points, [&](const OutlinePoint& p) { return p.twin != 0 && !ids.contains(p.twin); });
    if (has_lost_twin) return wrong("has a point whose twin is missing");
    return {};
}

Result<void> check_fit(const HeadFit& fit) {
    for (const auto& [name, at] : fit.landmarks) {
        const bool is_sane = std::max({std::abs(at.x), std::abs(at.y), std::abs(at.z)}) < 1e5f;
        if (!is_sane || !is_plain_text(name, kLongestHeadName))
            return fail(ErrorCode::InvalidInput, "The landmark \"" + plain_text(name, 40) + "\" is not on any head.");
    }
    if (!fit.taped_circumference_mm) return {};
    return check("The taped circumference in mm", *fit.taped_circumference_mm, kCircumferenceRangeMm);
}

Result<void> check_plan(const SessionPlan& plan) {
    if (auto r = check("The number of sessions", static_cast<float>(plan.sessions), kSessionsRange); !r) return r;
    if (auto r = check("The gap between sessions in days", plan.gap_days, kGapRangeDays); !r) return r;
    if (auto r = check("The shade", plan.shade, kShadeRange); !r) return r;
    if (auto r = check("The step of the shade", plan.shade_step, kShadeStepRange); !r) return r;
    if (auto r = check("The warmth", plan.warmth, kWarmthRange); !r) return r;
    for (const float share : plan.shares)
        if (auto r = check("The share of a session", share, {0.0f, 1.0f}); !r) return r;
    return {};
}

}  // namespace

bool is_plain_text(const std::string& text, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters) {
        const std::size_t length = character_length(text, at);
        if (length == 0) return false;
        at += length;
    }
    return characters <= most;
}

std::string plain_text(const std::string& text, std::size_t most) {
    std::string plain;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size() && characters < most; ++characters) {
        const std::size_t length = character_length(text, at);
        plain += length == 0 ? "?" : text.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return plain;
}

Result<void> check_document(const Document& d) {
    if (d.head->name.empty() || !is_plain_text(d.head->name, kLongestHeadName))
        return fail(ErrorCode::InvalidInput, "The head's name must be 1 to 80 printable characters.");
    if (!is_plain_text(d.client_code, kLongestClientCode))
        return fail(ErrorCode::InvalidInput, "The client code must be at most 40 printable characters.");
    if (auto r = check_fit(*d.fit); !r) return r;
    if (!is_plain_text(d.outline->preset, kLongestHeadName))
        return fail(ErrorCode::InvalidInput, "The hairline preset's name must be at most 80 printable characters.");
    if (auto r = check("The hairline's height in mm", d.outline->height_mm, kHeightRangeMm); !r) return r;
    if (auto r = check("The transition in mm", d.edge->transition_mm, kTransitionRangeMm); !r) return r;
    if (auto r = check("The blend in mm", d.outline->blend_mm, kBlendRangeMm); !r) return r;
    if (auto r = check_points(*d.outline); !r) return r;
    if (auto r = check("The density in dots per cm2", d.dots->density_per_cm2, kDensityRange); !r) return r;
    if (auto r = check("The dots' diameter in mm", d.dots->diameter_mm, kDiameterRangeMm); !r) return r;
    if (auto r = check_plan(*d.plan); !r) return r;
    if (auto r = check("The Monk skin tone", static_cast<float>(d.skin->monk), kMonkRange); !r) return r;
    if (auto r = check("The Fitzpatrick type", static_cast<float>(d.skin->fitzpatrick), kFitzpatrickRange); !r) return r;
    if (auto r = check("The stencil's skin side in mm", d.stencil->skin_side_mm, kSkinSideRangeMm); !r) return r;
    return check("The stencil's scalp side in mm", d.stencil->scalp_side_mm, kScalpSideRangeMm);
}

}  // namespace trichion
