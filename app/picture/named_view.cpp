// Cameras that frame a head well.
#include "app/picture/render_picture.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace trichion {
namespace {

struct ViewAngles {
    float yaw_deg = 0.0f;
    float pitch_deg = 0.0f;
};

struct NamedAngles {
    const char* name;
    ViewAngles angles;
};
// A little from above: hairlines are looked at, not chins.
constexpr NamedAngles kViews[] = {{"front", {0.0f, 5.0f}},   {"left", {90.0f, 3.0f}},
                                  {"right", {-90.0f, 3.0f}}, {"three-quarter", {36.0f, 8.0f}},
                                  {"back", {180.0f, 8.0f}},  {"top", {0.0f, 89.9f}}};

std::optional<float> number(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    float value = 0.0f;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<ViewAngles> angles_of(std::string_view view) {
    for (const auto& known : kViews)
        if (view == known.name) return known.angles;
    const auto comma = view.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto yaw = number(view.substr(0, comma));
    const auto pitch = number(view.substr(comma + 1));
    if (!yaw || !pitch || std::abs(*yaw) > 360.0f || std::abs(*pitch) > 90.0f) return std::nullopt;
    return ViewAngles{*yaw, std::clamp(*pitch, -89.9f, 89.9f)};
}

// Where the picture may cut the neck: some way below the chin.
float cut_height_mm(const Head& head) {
    const auto menton = head.landmarks.find("menton");
    const float chin =
        menton != head.landmarks.end() ? menton->second.position_mm.y : head.landmark("pronasale").y - 72.0f;
    return chin - 26.0f;
}

}  // namespace

Result<Camera> named_view(const std::string& view, const Head& head, float aspect) {
    const auto angles = angles_of(view);
    if (!angles)
        return fail(
            ErrorCode::InvalidInput,
            "There is no view \"" + view +
                "\"; use front, left, right, top, back, three-quarter or YAW,PITCH in degrees (pitch -90 to 90).");
    constexpr float kAir = 0.085f;   // of the height, above the head
    constexpr float kSides = 0.07f;  // of the width, on each side
    Camera camera;
    camera.yaw_rad = angles->yaw_deg * std::numbers::pi_v<float> / 180.0f;
    camera.pitch_rad = angles->pitch_deg * std::numbers::pi_v<float> / 180.0f;
    camera.target_mm = glm::vec3(0.0f, 20.0f, 0.0f);

    // Perspective makes the frame depend on the distance and the other way round: a few rounds settle it.
    const float cut = cut_height_mm(head);
    for (int round = 0; round < 4; ++round) {
        glm::vec2 low(1e9f);
        glm::vec2 high(-1e9f);
        for (const auto& p : head.display.positions_mm) {
            if (p.y < cut) continue;
            const glm::vec2 share(camera.share_of(p, aspect));
            low = glm::min(low, share), high = glm::max(high, share);
        }
        if (low.x > high.x) break;
        const float tall = camera.mm_per_px(1.0f);
        const glm::mat3 axes = glm::transpose(glm::mat3(camera.view()));
        // From the side and the front the lower edge is the cut neck and may touch the frame; from above nothing
        // may.
        const float below = camera.pitch_rad > 0.9f ? kAir : 0.0f;
        const float scale =
            std::max((high.y - low.y) / (1.0f - kAir - below), (high.x - low.x) / (1.0f - 2.0f * kSides));
        const glm::vec2 middle(0.5f * (low.x + high.x), 0.5f * (low.y - kAir * scale + high.y + below * scale));
        camera.target_mm += axes[0] * ((middle.x - 0.5f) * tall * aspect) + axes[1] * ((0.5f - middle.y) * tall);
        camera.distance_mm *= scale;
    }
    return camera;
}

}  // namespace trichion
