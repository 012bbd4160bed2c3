// The figures of a design, for people and for programs.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "app/cli/work_plan_json.h"
#include "core/model/versions.h"
#include "core/pipeline/edge_meter.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/work_words.h"
#include "core/session/export_guide.h"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace trichion {
namespace {

using Json = nlohmann::ordered_json;

/// To 1/10 micrometre: what a float of this size holds, without its tail.
double rounded(double value) { return std::round(value * 1e4) / 1e4 + 0.0; }

Json head_json(const Head& head) {
    Json landmarks = Json::object(), guesses = Json::array();
    for (const auto& [name, landmark] : head.landmarks) {
        const glm::vec3& p = landmark.position_mm;
        landmarks[name] = Json::array({rounded(p.x), rounded(p.y), rounded(p.z)});
        if (landmark.is_guess) guesses.push_back(name);
    }
    return {{"name", head.name},
            {"badge", to_words(head.badge)},
            {"triangles", head.measuring.triangle_count()},
            {"length_mm", rounded(head.length_mm)},
            {"breadth_mm", rounded(head.breadth_mm)},
            {"circumference_mm", rounded(head.circumference_mm)},
            {"landmarks", std::move(landmarks)},
            {"guessed_landmarks", std::move(guesses)},
            {"notes", head.notes}};
}

Json advice_json(const std::vector<Advice>& advice) {
    Json sentences = Json::array();
    for (const Advice& a : advice) sentences.push_back(a.sentence);
    return sentences;
}

Json edge_json(const EdgeMeter& edge) {
    if (!edge.is_measured) return nullptr;
    return {{"regularity", rounded(edge.regularity)},
            {"verdict", to_words(edge)},
            {"macro_mm", rounded(edge.macro_mm)},
            {"micro_mm", rounded(edge.micro_mm)},
            {"spacing_variation", rounded(edge.spacing_variation)}};
}

Json regions_json(const std::vector<RegionArea>& regions) {
    Json all = Json::array();
    for (const RegionArea& region : regions) {
        Json one{{"name", region.name}, {"cm2", rounded(region.cm2)}};
        if (region.area != 0) one["free_area"] = region.area;
        all.push_back(std::move(one));
    }
    return all;
}

/// With the rule and its source: a program tells advice apart by its rule.
Json outline_advice_json(const std::vector<Advice>& advice) {
    Json all = Json::array();
    for (const Advice& a : advice) all.push_back({{"rule", a.rule}, {"sentence", a.sentence}, {"source", a.source}});
    return all;
}

Json dots_json(const Dots& dots, int sessions) {
    Json per_session = Json::array();
    for (int i = 0; i < sessions; ++i) per_session.push_back(dots.per_session[static_cast<std::size_t>(i)]);
    return {{"count", dots.dots.size()},
            {"per_session", std::move(per_session)},
            {"area_cm2", rounded(dots.area_cm2)},
            {"regions", regions_json(dots.regions)},
            {"edge", edge_json(dots.edge)},
            {"density_per_cm2", rounded(dots.density_per_cm2)},
            {"least_spacing_mm", rounded(dots.least_spacing_mm)},
            {"advice", advice_json(dots.advice)}};
}

/// null where there is none.
Json rounded_or_null(const std::optional<float>& value) { return value ? Json(rounded(*value)) : Json(nullptr); }

/// What each control shows, by its key without "outline."; null where the outline has no such part.
Json controls_json(const ControlValues& values) {
    Json all = Json::object();
    for (const ControlInfo& info : control_infos())
        all[std::string(info.key).substr(std::string_view("outline.").size())] =
            rounded_or_null(values[static_cast<std::size_t>(info.control)]);
    return all;
}

Json stencil_json(const Stencil* stencil, const Error* error) {
    if (!stencil) return {{"error", error ? error->message : "There is no stencil."}};
    return {{"pieces", stencil->pieces.size()},
            {"edge_length_skin_mm", rounded(stencil->edge_length_skin_mm)},
            {"edge_length_flat_mm", rounded(stencil->edge_length_flat_mm)},
            {"largest_error_percent", rounded(stencil->largest_error_percent)},
            {"largest_error_mm", rounded(stencil->largest_error_mm)},
            {"advice", advice_json(stencil->advice)}};
}

/// The guide of a design that is printed in 3D.
Json guide_json(const PrintedGuide& guide) {
    return {{"hairline_height_mm", rounded(guide.hairline_height_mm)},
            {"notch_height_mm", rounded(guide.notch_height_mm)},
            {"above_brows_mm", rounded(guide.above_brows_mm)},
            {"gap_mm", Json::array({rounded(guide.least_gap_mm), rounded(guide.most_gap_mm)})},
            {"least_thickness_mm", rounded(guide.least_thickness_mm)},
            {"size_mm", Json::array({rounded(guide.size_mm.x), rounded(guide.size_mm.y), rounded(guide.size_mm.z)})},
            {"volume_cm3", rounded(guide.volume_cm3)},
            {"advice", advice_json(guide.advice)}};
}

std::string info_json(const Document& document, const Pipeline& pipeline) {
    const OutlineResult& outline = *pipeline.outline();
    const Json json{{"client_code", document.client_code},
                    {"edited_on", document.edited_on},
                    {"head", head_json(*pipeline.head())},
                    {"outline",
                     {{"preset", document.outline->preset},
                      {"length_mm", rounded(outline.length_mm)},
                      {"hairline_mm", rounded(outline.hairline_mm)},
                      {"mid_frontal_height_mm", rounded(outline.mid_frontal_height_mm)},
                      {"left_right_mm", rounded(outline.left_right_mm)},
                      {"corner_width_mm", rounded_or_null(outline.corner_width_mm)},
                      {"temporal_width_mm", rounded_or_null(outline.temporal_width_mm)},
                      {"controls", controls_json(outline.controls)},
                      {"advice", outline_advice_json(outline.advice)}}},
                    {"versions", Json::parse(versions_json(document))},
                    {"dots", dots_json(*pipeline.dots(), document.plan->sessions)},
                    {"work_plan", pipeline.work_plan() ? work_plan_json(*pipeline.work_plan()) : Json(nullptr)},
                    {"stencil", pipeline.guide() ? Json(nullptr) : stencil_json(pipeline.stencil(), pipeline.stencil_error())},
                    {"guide", pipeline.guide() ? guide_json(*pipeline.guide()) : Json(nullptr)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string advice_text(const std::vector<Advice>& advice) {
    std::string text;
    for (const Advice& a : advice) text += "            ! " + a.sentence + "\n";
    return text;
}

std::string head_text(const Head& head) {
    std::string text = fmt::format("Head        {} ({})\n", head.name, to_words(head.badge));
    text += fmt::format("            {:.1f} mm long, {:.1f} mm broad, {:.1f} mm round; {} triangles\n", head.length_mm,
                        head.breadth_mm, head.circumference_mm, head.measuring.triangle_count());
    for (const std::string& note : head.notes) text += "            ! " + note + "\n";
    return text;
}

std::string dots_text(const Dots& dots, int sessions) {
    std::string counts;
    for (int i = 0; i < sessions; ++i)
        counts += fmt::format("{}{}", i ? " + " : "", dots.per_session[static_cast<std::size_t>(i)]);
    std::string regions;
    for (const RegionArea& region : dots.regions)
        regions += fmt::format("{}{} {:.1f}", regions.empty() ? "" : ", ", region.name, region.cm2);
    std::string text =
        fmt::format("Dots        {} (sessions: {}) on {:.1f} cm2: {:.1f} per cm2, nearest two {:.3f} mm apart\n",
                    dots.dots.size(), counts, dots.area_cm2, dots.density_per_cm2, dots.least_spacing_mm);
    if (!regions.empty()) text += fmt::format("            cm2: {}\n", regions);
    if (dots.edge.is_measured)
        text += fmt::format("            edge {}: regularity {:.2f}\n", to_words(dots.edge), dots.edge.regularity);
    return text + advice_text(dots.advice);
}

std::string work_text(const WorkPlan* plan) {
    if (!plan) return "";
    std::string text = fmt::format("Work plan   {}: about {} dots, {} in all\n", service_words(plan->service), grouped_words(plan->dots_about), time_words(plan->minutes));
    for (const PlannedSession& session : plan->sessions)
        text += fmt::format("            session {}{}: about {} dots, {} ({} with the needle); {}; {} drops of pigment, {} of water\n", session.session,
                            session.on.empty() ? "" : ", " + session.on, grouped_words(session.dots_about), time_words(session.minutes),
                            time_words(session.work_minutes), cartridge_words(session.cartridges), count_words(session.pigment_drops),
                            count_words(session.water_drops));
    for (const PlannedTouchUp& touch_up : plan->touch_ups)
        text += fmt::format("            touch-up after {}: about {} dots, {}\n", years_words(touch_up.years), grouped_words(touch_up.dots_about), time_words(touch_up.minutes));
    if (!plan->removal_years.empty()) text += fmt::format("            laser removal {}\n", removal_words(plan->removal_years));
    for (const std::string& remark : plan->remarks) text += "            ! " + remark + "\n";
    return text;
}

std::string stencil_text(const Stencil* stencil, const Error* error) {
    if (!stencil) return fmt::format("Stencil     none: {}\n", error ? error->message : "");
    return fmt::format("Stencil     {} piece{}; edge {:.2f} mm on the skin, {:.2f} mm on paper; largest length error "
                       "{:.2f} % ({:.2f} mm)\n",
                       stencil->pieces.size(), stencil->pieces.size() == 1 ? "" : "s", stencil->edge_length_skin_mm,
                       stencil->edge_length_flat_mm, stencil->largest_error_percent, stencil->largest_error_mm) +
           advice_text(stencil->advice);
}

std::string guide_text(const PrintedGuide& guide) {
    const std::string heights = height_words(guide);
    return fmt::format("Guide       {} {:.0f} mm or more above the brows; {:.0f} x {:.0f} x {:.0f} mm as it is printed, about {:.0f} g in PLA\n",
                       heights.empty() ? "" : fmt::format("on the midline {} above the glabella along the skin;", heights), guide.above_brows_mm, guide.size_mm.x,
                       guide.size_mm.y, guide.size_mm.z, guide.grams()) +
           advice_text(guide.advice);
}

/// Which version the figures are of, and how it stands to what was agreed.
std::string versions_text(const Document& document) {
    const Version& active = *find_version(document, document.versions->active);
    const std::string words = version_words(document, active);
    return fmt::format("Version     {} of {}{}{}\n", active.name, document.versions->all.size(), words.empty() ? "" : ", ", words);
}

std::string landmarks_text(const Head& head) {
    std::string text = "Landmarks   mm from midway between the tragions: x to the person's left, y up, z out of the face\n";
    for (const auto& [name, landmark] : head.landmarks) {
        const glm::vec3& p = landmark.position_mm;
        text += fmt::format("            {:<28} {:8.2f} {:8.2f} {:8.2f}{}\n", name, rounded(p.x), rounded(p.y),
                            rounded(p.z), landmark.is_guess ? "  guess" : "");
    }
    return text;
}

std::string info_text(const Document& document, const Pipeline& pipeline) {
    const OutlineResult& outline = *pipeline.outline();
    std::string text = fmt::format("Client      {}\nEdited on   {}\n",
                                   document.client_code.empty() ? "(no code)" : document.client_code, document.edited_on);
    text += head_text(*pipeline.head());
    text += fmt::format("Hairline    {}, {:.1f} mm above the glabella along the skin, {:.1f} mm long; whole outline "
                        "{:.1f} mm\n",
                        document.outline->preset, outline.mid_frontal_height_mm, outline.hairline_mm, outline.length_mm);
    text += advice_text(outline.advice);
    text += versions_text(document);
    text += dots_text(*pipeline.dots(), document.plan->sessions);
    text += work_text(pipeline.work_plan());
    text += pipeline.guide() ? guide_text(*pipeline.guide()) : stencil_text(pipeline.stencil(), pipeline.stencil_error());
    return text + landmarks_text(*pipeline.head());
}

}  // namespace

Result<std::string> run_info(const std::filesystem::path& file, InfoFormat format) {
    Result<std::unique_ptr<OpenDesign>> design = open_design(file, Wanted::Stencil);
    if (!design) return tl::unexpected(design.error());
    const Document& document = (*design)->document();
    const Pipeline& pipeline = (*design)->pipeline();
    return format == InfoFormat::Json ? info_json(document, pipeline) : info_text(document, pipeline);
}

}  // namespace trichion
