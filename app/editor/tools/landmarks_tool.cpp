// Three clicks on the head.
#include "app/editor/tools/landmarks_tool.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace trichion {
namespace {

struct Wanted {
    const char* name;
    const char* ask;
    const char* label;
};
constexpr std::array kWanted{
    Wanted{"glabella", "1 of 3: click the glabella, the smooth bump between the brows", "glabella"},
    Wanted{"tragion_r", "2 of 3: click the client's right ear, the notch above the small flap; where the scan shows no ear, where it would be", "right ear"},
    Wanted{"tragion_l", "3 of 3: click the client's left ear, the notch above the small flap; where the scan shows no ear, where it would be", "left ear"}};

/// How far towards the client's left a place lies, told from the glabella that was clicked: a scan that came in the
/// wrong way round has its left and right where its front and back say.
float leftward_mm(const glm::vec3& place, const glm::vec3& glabella) { return glabella.z >= 0.0f ? place.x : -place.x; }

}  // namespace

bool LandmarksTool::pointer(const PointerEvent& event, Session& session) {
    using Phase = PointerEvent::Phase;
    const Head* head = session.pipeline().head();
    if (event.phase == Phase::Cancel) {
        const bool had_any = !clicked_mm_.empty();
        clicked_mm_.clear();
        return had_any;
    }
    if (!head || !event.view || event.phase == Phase::Leave) {
        is_over_skin_ = false;
        return false;
    }
    const auto hit = head->measuring.hit(event.view->ray(event.pixel), true);
    is_over_skin_ = hit.has_value();
    if (event.phase != Phase::Release || event.has_moved || !hit) return false;
    const glm::vec3 place = head->measuring.position(hit->at);
    if (!clicked_mm_.empty()) {
        const bool wants_left = clicked_mm_.size() == 2;
        if ((leftward_mm(place, clicked_mm_.front()) > 0.0f) != wants_left) {
            problem_ = wants_left ? "That place is on the client's right side; turn the head and click the left ear."
                                  : "That place is on the client's left side; turn the head and click the right ear.";
            return false;
        }
    }
    clicked_mm_.push_back(place);
    if (clicked_mm_.size() < kWanted.size()) {
        wanted_view_ = clicked_mm_.size() == 1 ? "right" : "left";
        return false;
    }
    std::vector<std::pair<std::string, std::string>> values;
    for (std::size_t i = 0; i < kWanted.size(); ++i)
        values.emplace_back(fmt::format("landmark.{}", kWanted[i].name),
                            fmt::format("{},{},{}", clicked_mm_[i].x, clicked_mm_[i].y, clicked_mm_[i].z));
    clicked_mm_.clear();
    if (const Result<void> set = session.apply_settings(values); !set) problem_ = set.error().message;
    is_finished_ = true;
    return false;
}

void LandmarksTool::leave(Session&) { clicked_mm_.clear(); }

ToolOverlay LandmarksTool::overlay(Session& session) const {
    ToolOverlay overlay;
    const Head* head = session.pipeline().head();
    if (!head) return overlay;
    const auto add = [&](const glm::vec3& place, Handle::Look look, const std::string& words) {
        const auto at = head->measuring.closest(place);
        if (!at) return;
        const glm::vec3 normal = head->measuring.normal(*at);
        overlay.handles.push_back({look, "Landmark " + words, head->measuring.position(*at), normal});
        overlay.labels.push_back({.place_mm = head->measuring.position(*at), .normal = normal, .plain = words, .is_outside = true});
    };
    for (std::size_t i = 0; i < kWanted.size(); ++i) {
        if (i < clicked_mm_.size()) {
            add(clicked_mm_[i], Handle::Look::Active, kWanted[i].label);
        } else if (const auto found = head->landmarks.find(kWanted[i].name); found != head->landmarks.end()) {
            const bool is_guess = found->second.is_guess;
            add(found->second.position_mm, is_guess ? Handle::Look::Guess : Handle::Look::Rest,
                fmt::format("{}{}", kWanted[i].label, is_guess ? ", a guess" : ""));
        }
    }
    overlay.ask = kWanted[std::min(clicked_mm_.size(), kWanted.size() - 1)].ask;
    return overlay;
}

}  // namespace trichion
