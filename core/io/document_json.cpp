// Document to JSON and back. A reader that remembers the first key it stumbled over keeps this a plain list.
#include "core/io/document_json.h"

#include "core/model/limits.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <type_traits>

namespace trichion {
namespace {

using Json = nlohmann::ordered_json;

/// The shortest decimal that reads back as this float: 0.35 rather than 0.3499999940395355.
double decimal(float value) {
    const double shortest = std::strtod(fmt::format("{}", value).c_str(), nullptr);
    return static_cast<float>(shortest) == value ? shortest : static_cast<double>(value);
}

Json to_json(const glm::vec3& v) { return Json::array({decimal(v.x), decimal(v.y), decimal(v.z)}); }

Json to_json(const HeadFit& fit) {
    Json landmarks = Json::object();
    for (const auto& [name, at] : fit.landmarks) landmarks[name] = to_json(at);
    Json json{{"landmarks", std::move(landmarks)}};
    if (fit.taped_circumference_mm) json["taped_circumference_mm"] = decimal(*fit.taped_circumference_mm);
    return json;
}

Json to_json(const OutlinePoint& point) {
    return {{"id", point.id},
            {"triangle", point.at.triangle},
            {"weights", to_json(point.at.weights)},
            {"part", to_word(point.part)},
            {"is_corner", point.is_corner},
            {"twin", point.twin}};
}

Json to_json(const Outline& outline) {
    Json points = Json::array();
    for (const OutlinePoint& point : outline.points) points.push_back(to_json(point));
    return {{"preset", outline.preset},
            {"height_mm", decimal(outline.height_mm)},
            {"mirror", outline.mirror},
            {"blend_mm", decimal(outline.blend_mm)},
            {"next_id", outline.next_id},
            {"points", std::move(points)}};
}

Json to_json(const OutlinePlaces& places) {
    Json rows = Json::array();
    for (const glm::vec3& at : places.source_mm) rows.push_back(to_json(at));
    return {{"surface", fmt::format("{:016x}", places.surface_key)}, {"source_mm", std::move(rows)}};
}

Json to_json(const SessionPlan& plan) {
    Json shares = Json::array();
    for (const float share : plan.shares) shares.push_back(decimal(share));
    return {{"sessions", plan.sessions},
            {"gap_days", decimal(plan.gap_days)},
            {"shade", decimal(plan.shade)},
            {"shade_step", decimal(plan.shade_step)},
            {"warmth", decimal(plan.warmth)},
            {"shares", std::move(shares)}};
}

Json to_json(const HeadReference& head) {
    Json json{{"name", head.name}, {"kind", head.is_built_in ? "built_in" : "scan"}};
    if (!head.scan->picture.empty()) json["picture"] = head.scan->picture_format;
    return json;
}

/// Takes values out of JSON by key. After the first key that is missing or of another kind it gives defaults only.
class Reader {
public:
    const std::string& first_wrong_key() const { return wrong_; }

    const Json& part(const Json& json, const char* key, bool (Json::*is_kind)() const noexcept) {
        const auto found = json.is_object() ? json.find(key) : json.end();
        if (found != json.end() && ((*found).*is_kind)()) return *found;
        note(key);
        static const Json kNothing;
        return kNothing;
    }

    template <class T>
    T value(const Json& json, const char* key) {
        if constexpr (std::is_same_v<T, bool>) {
            const Json& found = part(json, key, &Json::is_boolean);
            return found.is_boolean() && found.get<bool>();
        } else if constexpr (std::is_same_v<T, std::string>) {
            const Json& found = part(json, key, &Json::is_string);
            return found.is_string() ? found.get<std::string>() : std::string();
        } else {
            return number<T>(part(json, key, &Json::is_number), key);
        }
    }

    template <std::size_t N>
    std::array<float, N> floats(const Json& json, const char* key) {
        std::array<float, N> values{};
        const Json& found = part(json, key, &Json::is_array);
        if (found.size() != N) {
            note(key);
            return values;
        }
        for (std::size_t i = 0; i < N; ++i) values[i] = number<float>(found[i], key);
        return values;
    }

    glm::vec3 vector(const Json& json, const char* key) {
        const auto v = floats<3>(json, key);
        return {v[0], v[1], v[2]};
    }

    void note(const std::string& key) {
        if (wrong_.empty()) wrong_ = key;
    }

private:
    template <class T>
    T number(const Json& json, const char* key) {
        if constexpr (std::is_floating_point_v<T>) {
            const T value = json.is_number() ? static_cast<T>(json.get<double>()) : std::numeric_limits<T>::quiet_NaN();
            if (std::isfinite(value)) return value;
        } else if (json.is_number_integer()) {
            const auto value = json.get<std::int64_t>();
            if (value >= 0 && value <= std::int64_t{std::numeric_limits<T>::max()}) return static_cast<T>(value);
        }
        note(key);
        return T{};
    }

    std::string wrong_;
};

HeadReference read_head(Reader& reader, const Json& json, std::string& picture_format) {
    HeadReference head;
    head.name = reader.value<std::string>(json, "name");
    const std::string kind = reader.value<std::string>(json, "kind");
    if (kind != "built_in" && kind != "scan") reader.note("kind");
    head.is_built_in = kind == "built_in";
    if (json.contains("picture")) picture_format = reader.value<std::string>(json, "picture");
    if (!picture_format.empty() && picture_format != "png" && picture_format != "jpg") reader.note("picture");
    return head;
}

HeadFit read_fit(Reader& reader, const Json& json) {
    HeadFit fit;
    const Json& landmarks = reader.part(json, "landmarks", &Json::is_object);
    for (const auto& [name, at] : landmarks.items()) fit.landmarks[name] = reader.vector(landmarks, name.c_str());
    if (json.contains("taped_circumference_mm"))
        fit.taped_circumference_mm = reader.value<float>(json, "taped_circumference_mm");
    return fit;
}

OutlinePart read_part(Reader& reader, const Json& json) {
    const std::string word = reader.value<std::string>(json, "part");
    for (const OutlinePart part :
         {OutlinePart::Frontal, OutlinePart::TempleLeft, OutlinePart::Blend, OutlinePart::TempleRight})
        if (word == to_word(part)) return part;
    reader.note("part");
    return OutlinePart::Frontal;
}

Outline read_outline(Reader& reader, const Json& json) {
    Outline outline;
    outline.preset = reader.value<std::string>(json, "preset");
    outline.height_mm = reader.value<float>(json, "height_mm");
    outline.mirror = reader.value<bool>(json, "mirror");
    outline.blend_mm = reader.value<float>(json, "blend_mm");
    outline.next_id = reader.value<std::uint32_t>(json, "next_id");
    for (const Json& row : reader.part(json, "points", &Json::is_array)) {
        if (outline.points.size() > kMostOutlinePoints) break;
        OutlinePoint point;
        point.id = reader.value<std::uint32_t>(row, "id");
        point.at.triangle = reader.value<std::uint32_t>(row, "triangle");
        point.at.weights = reader.vector(row, "weights");
        point.part = read_part(reader, row);
        point.is_corner = reader.value<bool>(row, "is_corner");
        point.twin = reader.value<std::uint32_t>(row, "twin");
        outline.points.push_back(point);
    }
    return outline;
}

std::optional<OutlinePlaces> read_places(Reader& reader, const Json& outline, std::size_t points) {
    if (!outline.contains("places")) return std::nullopt;
    OutlinePlaces places;
    const Json& json = reader.part(outline, "places", &Json::is_object);
    const std::string key = reader.value<std::string>(json, "surface");
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), places.surface_key, 16);
    if (error != std::errc{} || end != key.data() + key.size()) reader.note("surface");
    const Json& rows = reader.part(json, "source_mm", &Json::is_array);
    if (rows.size() != points) {
        reader.note("source_mm");
        return std::nullopt;
    }
    for (const Json& row : rows) places.source_mm.push_back(reader.vector(Json{{"source_mm", row}}, "source_mm"));
    return places;
}

SessionPlan read_plan(Reader& reader, const Json& json) {
    SessionPlan plan;
    plan.sessions = reader.value<int>(json, "sessions");
    plan.gap_days = reader.value<float>(json, "gap_days");
    plan.shade = reader.value<float>(json, "shade");
    plan.shade_step = reader.value<float>(json, "shade_step");
    plan.warmth = reader.value<float>(json, "warmth");
    plan.shares = reader.floats<4>(json, "shares");
    return plan;
}

SkinSettings read_skin(Reader& reader, const Json& json) {
    SkinSettings skin;
    skin.monk = reader.value<int>(json, "monk");
    skin.fitzpatrick = reader.value<int>(json, "fitzpatrick");
    const auto hair = hair_colour_from(reader.value<std::string>(json, "hair"));
    if (!hair) reader.note("hair");
    skin.hair = hair.value_or(HairColour::Black);
    return skin;
}

StencilSettings read_stencil(Reader& reader, const Json& json) {
    StencilSettings stencil;
    const auto paper = paper_from(reader.value<std::string>(json, "paper"));
    if (!paper) reader.note("paper");
    stencil.paper = paper.value_or(Paper::A4);
    stencil.skin_side_mm = reader.value<float>(json, "skin_side_mm");
    stencil.scalp_side_mm = reader.value<float>(json, "scalp_side_mm");
    return stencil;
}

bool is_iso_date(const std::string& text) {
    if (text.empty()) return true;
    if (text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    return true;
}

ParsedDocument read_document(Reader& reader, const Json& json) {
    ParsedDocument parsed;
    Document& d = parsed.document;
    const auto object = [&](const char* key) -> const Json& { return reader.part(json, key, &Json::is_object); };
    d.edited_on = reader.value<std::string>(json, "edited_on");
    if (!is_iso_date(d.edited_on)) reader.note("edited_on");
    d.client_code = reader.value<std::string>(json, "client_code");
    d.seed = reader.value<std::uint32_t>(json, "seed");
    d.head = read_head(reader, object("head"), parsed.scan_picture_format);
    d.fit = read_fit(reader, object("fit"));
    d.outline = read_outline(reader, object("outline"));
    // Format 1 kept it with the outline.
    const Json& edge_json = object("outline").contains("transition_mm") ? object("outline") : object("edge");
    EdgeSettings edge;
    edge.transition_mm = reader.value<float>(edge_json, "transition_mm");
    d.edge = edge;
    parsed.places = read_places(reader, object("outline"), d.outline->points.size());
    const Json& dots = object("dots");
    d.dots = DotSettings{reader.value<float>(dots, "density_per_cm2"), reader.value<float>(dots, "diameter_mm")};
    d.plan = read_plan(reader, object("plan"));
    d.skin = read_skin(reader, object("skin"));
    d.stencil = read_stencil(reader, object("stencil"));
    return parsed;
}

}  // namespace

std::string document_to_json(const Document& d, const std::optional<OutlinePlaces>& places) {
    Json outline = to_json(*d.outline);
    if (places) outline["places"] = to_json(*places);
    const Json json{
        {"format", "trichion"},
        {"version", kProjectVersion},
        {"edited_on", d.edited_on},
        {"client_code", d.client_code},
        {"seed", d.seed},
        {"head", to_json(*d.head)},
        {"fit", to_json(*d.fit)},
        {"outline", std::move(outline)},
        {"edge", {{"transition_mm", decimal(d.edge->transition_mm)}}},
        {"dots", {{"density_per_cm2", decimal(d.dots->density_per_cm2)}, {"diameter_mm", decimal(d.dots->diameter_mm)}}},
        {"plan", to_json(*d.plan)},
        {"skin",
         {{"monk", d.skin->monk}, {"fitzpatrick", d.skin->fitzpatrick}, {"hair", to_word(d.skin->hair)}}},
        {"stencil",
         {{"paper", to_word(d.stencil->paper)},
          {"skin_side_mm", decimal(d.stencil->skin_side_mm)},
          {"scalp_side_mm", decimal(d.stencil->scalp_side_mm)}}},
    };
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<ParsedDocument> document_from_json(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return fail(ErrorCode::ReadFailed, "is damaged: its document.json cannot be read");
    Reader reader;
    if (!json.is_object() || !json.contains("format") || json["format"] != "trichion")
        return fail(ErrorCode::UnsupportedFormat, "is a zip file, but not a Trichion project");
    const int version = reader.value<int>(json, "version");
    if (version > kProjectVersion)
        return fail(ErrorCode::UnsupportedFormat,
                    fmt::format("was made by a newer Trichion (format {}); this one reads up to {}, so update it",
                                version, kProjectVersion));
    if (version < 1) return fail(ErrorCode::ReadFailed, "is damaged: its document.json has no version");
    ParsedDocument parsed = read_document(reader, json);
    if (!reader.first_wrong_key().empty())
        return fail(ErrorCode::ReadFailed, fmt::format("is damaged: \"{}\" in its document.json is missing or wrong",
                                                       plain_text(reader.first_wrong_key(), 40)));
    return parsed;
}

}  // namespace trichion
