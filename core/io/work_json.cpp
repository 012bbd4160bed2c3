// Lists are read one row further than allowed, so that check_document names what is too long.
#include "core/io/work_json.h"

#include "core/model/limits.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <span>

namespace trichion {
namespace {

Json floats_to_json(std::span<const float> values) {
    Json row = Json::array();
    for (const float value : values) row.push_back(decimal(value));
    return row;
}

Json to_json(const Stroke& stroke) {
    return {{"radius_mm", decimal(stroke.radius_mm)},
            {"strength", decimal(stroke.strength)},
            {"path", places_json(stroke.path)},
            {"mirrored", places_json(stroke.mirrored)}};
}

Stroke read_stroke(Reader& reader, const Json& row) {
    const Json& json = reader.part(row, "stroke", &Json::is_object);
    Stroke stroke;
    stroke.radius_mm = reader.value<float>(json, "radius_mm");
    stroke.strength = reader.value<float>(json, "strength");
    stroke.path = reader.vectors(json, "path", kMostStrokePlaces);
    stroke.mirrored = reader.vectors(json, "mirrored", kMostStrokePlaces);
    return stroke;
}

Json to_json(const DensityStroke& stroke) {
    Json json{{"id", stroke.id}, {"kind", to_word(stroke.kind)}};
    if (stroke.kind == DensityStroke::Kind::ToTarget) json["target_per_cm2"] = decimal(stroke.target_per_cm2);
    json["stroke"] = to_json(stroke.stroke);
    return json;
}

Json to_json(const HandDot& dot) {
    return {{"id", dot.id}, {"kind", to_word(dot.kind)}, {"at", place_json(dot.at)}};
}

Json to_json(const HairStroke& stroke) {
    return {{"id", stroke.id}, {"kind", to_word(stroke.kind)}, {"stroke", to_json(stroke.stroke)}};
}

Json zones_to_json(std::uint8_t zones) {
    Json words = Json::array();
    for (const Zone zone : all_values<Zone>())
        if ((zones >> static_cast<unsigned>(zone) & 1u) != 0) words.push_back(to_word(zone));
    return words;
}

std::uint8_t read_zones(Reader& reader, const Json& json, const char* key) {
    unsigned zones = 0;
    for (const Json& word : reader.part(json, key, &Json::is_array))
        zones |= 1u << static_cast<unsigned>(reader.word<Zone>(Json{{key, word}}, key));
    return static_cast<std::uint8_t>(zones);
}

/// What was not told is not written.
Json to_json(const SessionWork& work) {
    Json json = Json::object();
    if (!work.on.empty()) json["on"] = work.on;
    if (work.shade) json["shade"] = decimal(*work.shade);
    if (work.warmth) json["warmth"] = decimal(*work.warmth);
    json["passes"] = work.passes;
    json["needle"] = to_word(work.needle);
    json["depth_mm"] = decimal(work.depth_mm);
    json["zones_left_out"] = zones_to_json(work.zones_left_out);
    json["take_up"] = decimal(work.take_up);
    return json;
}

SessionWork read_work(Reader& reader, const Json& json) {
    SessionWork work;
    if (json.contains("on")) work.on = reader.iso_date(json, "on");
    if (json.contains("shade")) work.shade = reader.value<float>(json, "shade");
    if (json.contains("warmth")) work.warmth = reader.value<float>(json, "warmth");
    work.passes = reader.value<int>(json, "passes");
    work.needle = reader.word<Needle>(json, "needle");
    work.depth_mm = reader.value<float>(json, "depth_mm");
    work.zones_left_out = read_zones(reader, json, "zones_left_out");
    work.take_up = reader.value<float>(json, "take_up");
    return work;
}

Json to_json(const TouchUp& touch_up) {
    return {{"years", decimal(touch_up.years)}, {"shade", decimal(touch_up.shade)}, {"share", decimal(touch_up.share)}};
}

Json to_json(const HealedResult& result) {
    return {{"days", decimal(result.days)}, {"contrast", decimal(result.contrast)}};
}

template <class Row>
Json rows_to_json(const std::vector<Row>& rows) {
    Json json = Json::array();
    for (const Row& row : rows) json.push_back(to_json(row));
    return json;
}

template <class Row, class Read>
std::vector<Row> read_rows(Reader& reader, const Json& json, const char* key, std::size_t most, Read&& read) {
    std::vector<Row> rows;
    for (const Json& row : reader.part(json, key, &Json::is_array)) {
        if (rows.size() > most) break;
        rows.push_back(read(row));
    }
    return rows;
}

constexpr std::size_t kMostKeys = 256;  // a head's landmarks are 31

std::vector<float> read_floats(Reader& reader, const Json& json, const char* key, std::size_t most) {
    return read_rows<float>(reader, json, key, most,
                            [&](const Json& row) { return reader.value<float>(Json{{key, row}}, key); });
}

}  // namespace

Json parse_json(std::string_view text) {
    std::vector<std::size_t> keys;  // of the object that is open at each depth
    bool has_too_many = false;
    const auto keep = [&](int depth, Json::parse_event_t event, const Json&) {
        const auto inside = static_cast<std::size_t>(depth);
        if (event == Json::parse_event_t::object_start) keys.resize(std::max(keys.size(), inside + 2)), keys[inside + 1] = 0;
        if (event != Json::parse_event_t::key || ++keys[inside] <= kMostKeys) return true;
        has_too_many = true;
        return false;
    };
    Json json = Json::parse(text, keep, false);
    return has_too_many ? Json(Json::value_t::discarded) : json;
}

double decimal(float value) {
    const double shortest = std::strtod(fmt::format("{}", value).c_str(), nullptr);
    return static_cast<float>(shortest) == value ? shortest : static_cast<double>(value);
}

Json place_json(const glm::vec3& v) { return Json::array({decimal(v.x), decimal(v.y), decimal(v.z)}); }

Json places_json(const std::vector<glm::vec3>& places) {
    Json rows = Json::array();
    for (const glm::vec3& at : places) rows.push_back(place_json(at));
    return rows;
}

Json to_json(const DotSettings& dots) {
    return {{"service", to_word(dots.service)},
            {"density_per_cm2", decimal(dots.density_per_cm2)},
            {"zone_share", floats_to_json(dots.zone_share)},
            {"diameter_mm", decimal(dots.diameter_mm)},
            {"diameter_variation", decimal(dots.diameter_variation)},
            {"shade_variation", decimal(dots.shade_variation)},
            {"depth_variation", decimal(dots.depth_variation)},
            {"jitter_mm", decimal(dots.jitter_mm)}};
}

Json to_json(const Brushwork& brushwork) {
    return {{"next_id", brushwork.next_id},
            {"strokes", rows_to_json(brushwork.strokes)},
            {"dots", rows_to_json(brushwork.dots)}};
}

Json to_json(const SessionPlan& plan) {
    Json each = Json::array();
    for (const SessionWork& work : plan.each) each.push_back(to_json(work));
    Json json{{"sessions", plan.sessions}};
    if (!plan.patch_test_on.empty()) json["patch_test_on"] = plan.patch_test_on;
    if (!plan.first_on.empty()) json["first_on"] = plan.first_on;
    json["gap_days"] = decimal(plan.gap_days);
    json["pigment"] = to_word(plan.pigment);
    json["shade"] = decimal(plan.shade);
    json["shade_step"] = decimal(plan.shade_step);
    json["warmth"] = decimal(plan.warmth);
    json["shares"] = floats_to_json(plan.shares);
    json["each"] = std::move(each);
    json["touch_ups"] = rows_to_json(plan.touch_ups);
    json["removal_years"] = floats_to_json(plan.removal_years);
    json["pace"] = {{"dots_per_minute", decimal(plan.pace.dots_per_minute)},
                    {"setup_minutes", decimal(plan.pace.setup_minutes)},
                    {"break_minutes", decimal(plan.pace.break_minutes)},
                    {"break_every_minutes", decimal(plan.pace.break_every_minutes)}};
    return json;
}

Json to_json(const NativeHair& hair) {
    return {{"loss", to_word(hair.loss)},
            {"ancestry", to_word(hair.ancestry)},
            {"fullness", decimal(hair.fullness)},
            {"next_id", hair.next_id},
            {"strokes", rows_to_json(hair.strokes)}};
}

/// Only those that are the artist's own.
Json figures_to_json(const FadeSettings& fade) {
    Json own = Json::object();
    for (std::size_t i = 0; i < kFadeFigures; ++i)
        if (fade.figures[i]) own[to_word(static_cast<FadeFigureKind>(i))] = *fade.figures[i];
    return own;
}

Json to_json(const FadeSettings& fade) {
    return {{"sun", to_word(fade.sun)},
            {"oil", to_word(fade.oil)},
            {"aftercare", to_word(fade.aftercare)},
            {"results", rows_to_json(fade.results)},
            {"follows_results", fade.follows_results},
            {"figures", figures_to_json(fade)}};
}

DotSettings read_dots(Reader& reader, const Json& json, int format) {
    DotSettings dots;
    dots.density_per_cm2 = reader.value<float>(json, "density_per_cm2");
    dots.diameter_mm = reader.value<float>(json, "diameter_mm");
    if (format < 3) return dots;
    dots.service = reader.word<Service>(json, "service");
    dots.zone_share = reader.floats<kZones>(json, "zone_share");
    dots.diameter_variation = reader.value<float>(json, "diameter_variation");
    dots.shade_variation = reader.value<float>(json, "shade_variation");
    dots.depth_variation = reader.value<float>(json, "depth_variation");
    dots.jitter_mm = reader.value<float>(json, "jitter_mm");
    return dots;
}

SessionPlan read_plan(Reader& reader, const Json& json, int format) {
    SessionPlan plan;
    plan.sessions = reader.value<int>(json, "sessions");
    plan.gap_days = reader.value<float>(json, "gap_days");
    plan.shade = reader.value<float>(json, "shade");
    plan.shade_step = reader.value<float>(json, "shade_step");
    plan.warmth = reader.value<float>(json, "warmth");
    plan.shares = reader.floats<4>(json, "shares");
    if (format < 3) return plan;
    if (json.contains("patch_test_on")) plan.patch_test_on = reader.iso_date(json, "patch_test_on");
    if (json.contains("first_on")) plan.first_on = reader.iso_date(json, "first_on");
    plan.pigment = reader.word<Pigment>(json, "pigment");
    const Json& each = reader.part(json, "each", &Json::is_array);
    if (each.size() != plan.each.size()) reader.note("each");
    for (std::size_t i = 0; i < std::min(each.size(), plan.each.size()); ++i) plan.each[i] = read_work(reader, each[i]);
    plan.touch_ups = read_rows<TouchUp>(reader, json, "touch_ups", kMostTouchUps, [&](const Json& row) {
        return TouchUp{reader.value<float>(row, "years"), reader.value<float>(row, "shade"),
                       reader.value<float>(row, "share")};
    });
    plan.removal_years = read_floats(reader, json, "removal_years", kMostRemovals);
    const Json& pace = reader.part(json, "pace", &Json::is_object);
    plan.pace = {reader.value<float>(pace, "dots_per_minute"), reader.value<float>(pace, "setup_minutes"),
                 reader.value<float>(pace, "break_minutes"), reader.value<float>(pace, "break_every_minutes")};
    return plan;
}

Brushwork read_brushwork(Reader& reader, const Json& json) {
    Brushwork brushwork;
    brushwork.next_id = reader.value<std::uint32_t>(json, "next_id");
    brushwork.strokes = read_rows<DensityStroke>(reader, json, "strokes", kMostStrokes, [&](const Json& row) {
        DensityStroke stroke;
        stroke.id = reader.value<std::uint32_t>(row, "id");
        stroke.kind = reader.word<DensityStroke::Kind>(row, "kind");
        if (stroke.kind == DensityStroke::Kind::ToTarget)
            stroke.target_per_cm2 = reader.value<float>(row, "target_per_cm2");
        stroke.stroke = read_stroke(reader, row);
        return stroke;
    });
    brushwork.dots = read_rows<HandDot>(reader, json, "dots", kMostHandDots, [&](const Json& row) {
        return HandDot{reader.value<std::uint32_t>(row, "id"), reader.word<HandDot::Kind>(row, "kind"),
                       reader.vector(row, "at")};
    });
    return brushwork;
}

NativeHair read_native_hair(Reader& reader, const Json& json) {
    NativeHair hair;
    hair.loss = reader.word<HairLoss>(json, "loss");
    hair.ancestry = reader.word<Ancestry>(json, "ancestry");
    hair.fullness = reader.value<float>(json, "fullness");
    hair.next_id = reader.value<std::uint32_t>(json, "next_id");
    hair.strokes = read_rows<HairStroke>(reader, json, "strokes", kMostStrokes, [&](const Json& row) {
        return HairStroke{reader.value<std::uint32_t>(row, "id"), reader.word<HairStroke::Kind>(row, "kind"),
                          read_stroke(reader, row)};
    });
    return hair;
}

FadeSettings read_fade(Reader& reader, const Json& json, int format) {
    FadeSettings fade;
    fade.sun = reader.word<Sun>(json, "sun");
    fade.oil = reader.word<SkinOil>(json, "oil");
    fade.aftercare = reader.word<Aftercare>(json, "aftercare");
    fade.results = read_rows<HealedResult>(reader, json, "results", kMostHealedResults, [&](const Json& row) {
        return HealedResult{reader.value<float>(row, "days"), reader.value<float>(row, "contrast")};
    });
    fade.follows_results = reader.value<bool>(json, "follows_results");
    if (format < 4) return fade;
    const Json& own = reader.part(json, "figures", &Json::is_object);
    for (std::size_t i = 0; i < kFadeFigures; ++i)
        if (const char* word = to_word(static_cast<FadeFigureKind>(i)); own.contains(word)) fade.figures[i] = reader.value<float>(own, word);
    return fade;
}

}  // namespace trichion
