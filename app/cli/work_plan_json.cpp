// Minutes and drops are objects of three, so that no program takes an estimate for a fact.
#include "app/cli/work_plan_json.h"

#include "core/pipeline/work_words.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

using Json = nlohmann::ordered_json;

double rounded(float value) { return std::round(static_cast<double>(value) * 1e3) / 1e3 + 0.0; }

Json estimate_json(const Estimate& estimate) {
    return {{"low", rounded(estimate.low)}, {"usual", rounded(estimate.usual)}, {"high", rounded(estimate.high)}};
}

Json word_or_null(const std::string& word) { return word.empty() ? Json(nullptr) : Json(word); }

Json session_json(const PlannedSession& session) {
    Json cartridges = Json::array();
    for (const CartridgeCount& cartridge : session.cartridges)
        cartridges.push_back({{"needle", needle_words(cartridge.needle)}, {"count", cartridge.count}, {"for", word_or_null(cartridge.purpose)}});
    return {{"session", session.session},
            {"date", word_or_null(session.on)},
            {"shade_ml_water_per_ml_pigment", rounded(session.shade)},
            {"shade_name", session.shade_name},
            {"needle", needle_words(session.needle)},
            {"depth_mm", rounded(session.depth_mm)},
            {"passes", session.passes},
            {"dots", session.dots},
            {"dots_about", session.dots_about},
            {"setup_minutes", rounded(session.setup_minutes)},
            {"work_minutes", estimate_json(session.work_minutes)},
            {"breaks", estimate_json(session.breaks)},
            {"break_minutes", estimate_json(session.break_minutes)},
            {"minutes", estimate_json(session.minutes)},
            {"cartridges", std::move(cartridges)},
            {"mix_drops", estimate_json(session.mix_drops)},
            {"pigment_drops", estimate_json(session.pigment_drops)},
            {"water_drops", estimate_json(session.water_drops)}};
}

Json zone_json(const PlannedZone& zone, std::size_t sessions) {
    Json per_session = Json::array();
    for (std::size_t s = 0; s < sessions; ++s) {
        Json needles = Json::array();
        for (const Needle needle : zone.needles[s]) needles.push_back(needle_words(needle));
        per_session.push_back({{"dots", zone.per_session[s]},
                               {"dots_about", two_digits(static_cast<float>(zone.per_session[s]))},
                               {"work_minutes", estimate_json(zone.work_minutes[s])},
                               {"needles", std::move(needles)},
                               {"mix_drops", estimate_json(zone.mix_drops[s])}});
    }
    return {{"zone", to_word(zone.zone)},      {"area_cm2", rounded(zone.cm2)}, {"dots", zone.dots},
            {"dots_about", zone.dots_about}, {"dots_left", zone.dots_left},   {"sessions", std::move(per_session)}};
}

}  // namespace

Json work_plan_json(const WorkPlan& plan) {
    Json sessions = Json::array(), zones = Json::array(), areas = Json::array(), touch_ups = Json::array(), removals = Json::array();
    for (const PlannedSession& session : plan.sessions) sessions.push_back(session_json(session));
    for (const PlannedZone& zone : plan.zones) zones.push_back(zone_json(zone, plan.sessions.size()));
    for (const PlannedArea& area : plan.areas)
        areas.push_back({{"free_area", area.id}, {"name", area.name}, {"kind", to_word(area.kind)}, {"area_cm2", rounded(area.cm2)}, {"dots", area.dots}, {"dots_about", area.dots_about}});
    for (const PlannedTouchUp& touch_up : plan.touch_ups)
        touch_ups.push_back({{"years", rounded(touch_up.years)}, {"shade_ml_water_per_ml_pigment", rounded(touch_up.shade)}, {"shade_name", touch_up.shade_name},
                             {"dots", touch_up.dots}, {"dots_about", touch_up.dots_about}, {"work_minutes", estimate_json(touch_up.work_minutes)},
                             {"minutes", estimate_json(touch_up.minutes)}});
    for (const float years : plan.removal_years) removals.push_back(rounded(years));
    return {{"service", to_word(plan.service)},
            {"dots", plan.dots},
            {"dots_about", plan.dots_about},
            {"area_cm2", rounded(plan.area_cm2)},
            {"minutes", estimate_json(plan.minutes)},
            {"strikes_per_minute", rounded(plan.dots_per_minute)},
            {"is_own_rate", plan.is_own_rate},
            {"patch_test_on", word_or_null(plan.patch_test_on)},
            {"sessions", std::move(sessions)},
            {"zones", std::move(zones)},
            {"free_areas", std::move(areas)},
            {"touch_ups", std::move(touch_ups)},
            {"removal_years", std::move(removals)},
            {"remarks", plan.remarks}};
}

}  // namespace trichion
