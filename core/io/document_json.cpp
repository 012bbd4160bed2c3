// Document to JSON and back. A reader that remembers the first key it stumbled over keeps this a plain list.
#include "core/io/document_json.h"

#include "core/io/work_json.h"
#include "core/model/edge_figures.h"
#include "core/model/limits.h"
#include "core/model/outline_points.h"
#include "core/model/versions.h"
#include "core/model/words.h"

#include <fmt/format.h>

namespace trichion {
namespace {

Json to_json(const HeadFit& fit) {
    Json landmarks = Json::object();
    for (const auto& [name, at] : fit.landmarks) landmarks[name] = place_json(at);
    Json json{{"landmarks", std::move(landmarks)}};
    if (fit.taped_circumference_mm) json["taped_circumference_mm"] = decimal(*fit.taped_circumference_mm);
    return json;
}

Json to_json(const OutlinePoint& point) {
    return {{"id", point.id},
            {"triangle", point.at.triangle},
            {"weights", place_json(point.at.weights)},
            {"part", to_word(point.part)},
            {"is_corner", point.is_corner},
            {"twin", point.twin}};
}

Json to_json(const std::vector<OutlinePoint>& points) {
    Json rows = Json::array();
    for (const OutlinePoint& point : points) rows.push_back(to_json(point));
    return rows;
}

Json to_json(const FreeArea& area) {
    return {{"id", area.id},
            {"name", area.name},
            {"kind", to_word(area.kind)},
            {"blend_mm", decimal(area.blend_mm)},
            {"density_per_cm2", decimal(area.density_per_cm2)},
            {"depth_mm", decimal(area.depth_mm)},
            {"take_up", decimal(area.take_up)},
            {"points", to_json(area.points)}};
}

Json locked_to_json(const Outline& outline) {
    Json words = Json::array();
    for (const OutlinePart part : all_values<OutlinePart>())
        if (outline.is_locked(part)) words.push_back(to_word(part));
    return words;
}

Json to_json(const Outline& outline) {
    Json areas = Json::array();
    for (const FreeArea& area : outline.areas) areas.push_back(to_json(area));
    return {{"preset", outline.preset},
            {"age", to_word(outline.age)},
            {"temple", to_word(outline.temple)},
            {"extent", to_word(outline.extent)},
            {"height_mm", decimal(outline.height_mm)},
            {"mirror", outline.mirror},
            {"asymmetry", decimal(outline.asymmetry)},
            {"locked", locked_to_json(outline)},
            {"blend_mm", decimal(outline.blend_mm)},
            {"next_id", outline.next_id},
            {"points", to_json(outline.points)},
            {"areas", std::move(areas)}};
}

Json to_json(const ClientFacts& client) {
    Json json{{"person", to_word(client.person)}};
    if (client.age) json["age"] = *client.age;
    if (client.forehead_crease) json["forehead_crease"] = place_json(*client.forehead_crease);
    if (client.old_trichion) json["old_trichion"] = place_json(*client.old_trichion);
    json["traced_hairline"] = places_json(client.traced_hairline);
    return json;
}

Json to_json(const EdgeSettings& edge) {
    Json json = Json::object();
    for (const EdgeFigure& figure : edge_figures()) json[figure.name] = decimal(edge.*figure.field);
    json["seed"] = edge.seed;
    return json;
}

Json to_json(const HeadReference& head) {
    Json json{{"name", head.name}, {"kind", head.is_built_in ? "built_in" : "scan"}};
    if (!head.scan->picture.empty()) json["picture"] = head.scan->picture_format;
    return json;
}

std::string hexadecimal(std::uint64_t value) { return fmt::format("{:016x}", value); }

/// Writes outlines in the order of outlines_of, each with the places of its points.
class OutlineWriter {
public:
    explicit OutlineWriter(const std::optional<OutlinePlaces>& places) : places_(places) {}

    Json next(const Outline& outline) {
        Json json = to_json(outline);
        if (!places_ || written_ >= places_->source_mm.size()) return json;
        json["places"] = {{"surface", hexadecimal(places_->surface_key)},
                          {"source_mm", places_json(places_->source_mm[written_++])}};
        return json;
    }

private:
    const std::optional<OutlinePlaces>& places_;
    std::size_t written_ = 0;
};

Json to_json(const Design& design, OutlineWriter& outlines) {
    return {{"outline", outlines.next(*design.outline)},
            {"edge", to_json(*design.edge)},
            {"dots", to_json(*design.dots)},
            {"brushwork", to_json(*design.brushwork)},
            {"plan", to_json(*design.plan)}};
}

/// The active version's design is the document's own, so it is not written here.
Json to_json(const Versions& versions, OutlineWriter& outlines) {
    Json all = Json::array();
    for (const Version& version : versions.all) {
        Json json{{"id", version.id}, {"name", version.name}};
        if (version.id != versions.active) json["design"] = to_json(version.design, outlines);
        if (version.agreed)
            json["agreed"] = {{"on", version.agreed->on},
                              {"hash", hexadecimal(version.agreed->hash)},
                              {"design", to_json(version.agreed->design, outlines)}};
        all.push_back(std::move(json));
    }
    return {{"active", versions.active}, {"next_id", versions.next_id}, {"all", std::move(all)}};
}

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

ClientFacts read_client(Reader& reader, const Json& json) {
    ClientFacts client;
    client.person = reader.word<Person>(json, "person");
    if (json.contains("age")) client.age = reader.value<int>(json, "age");
    if (json.contains("forehead_crease")) client.forehead_crease = reader.vector(json, "forehead_crease");
    if (json.contains("old_trichion")) client.old_trichion = reader.vector(json, "old_trichion");
    client.traced_hairline = reader.vectors(json, "traced_hairline", kMostTracedPoints);
    return client;
}

std::vector<OutlinePoint> read_points(Reader& reader, const Json& json) {
    std::vector<OutlinePoint> points;
    for (const Json& row : reader.part(json, "points", &Json::is_array)) {
        if (points.size() > kMostOutlinePoints) break;
        OutlinePoint point;
        point.id = reader.value<std::uint32_t>(row, "id");
        point.at.triangle = reader.value<std::uint32_t>(row, "triangle");
        point.at.weights = reader.vector(row, "weights");
        point.part = reader.word<OutlinePart>(row, "part");
        point.is_corner = reader.value<bool>(row, "is_corner");
        point.twin = reader.value<std::uint32_t>(row, "twin");
        points.push_back(point);
    }
    return points;
}

std::vector<FreeArea> read_areas(Reader& reader, const Json& json, int format) {
    std::vector<FreeArea> areas;
    for (const Json& row : reader.part(json, "areas", &Json::is_array)) {
        if (areas.size() > kMostFreeAreas) break;
        FreeArea area;
        area.id = reader.value<std::uint32_t>(row, "id");
        area.name = reader.value<std::string>(row, "name");
        area.kind = reader.word<FreeArea::Kind>(row, "kind");
        area.blend_mm = reader.value<float>(row, "blend_mm");
        if (format >= 3) {
            area.density_per_cm2 = reader.value<float>(row, "density_per_cm2");
            area.depth_mm = reader.value<float>(row, "depth_mm");
            area.take_up = reader.value<float>(row, "take_up");
        }
        area.points = read_points(reader, row);
        areas.push_back(std::move(area));
    }
    return areas;
}

std::uint16_t read_locked(Reader& reader, const Json& json) {
    unsigned locked = 0;
    for (const Json& word : reader.part(json, "locked", &Json::is_array))
        locked |= 1u << static_cast<unsigned>(reader.word<OutlinePart>(Json{{"locked", word}}, "locked"));
    return static_cast<std::uint16_t>(locked);
}

Outline read_outline(Reader& reader, const Json& json, int format) {
    Outline outline;
    outline.preset = reader.value<std::string>(json, "preset");
    outline.height_mm = reader.value<float>(json, "height_mm");
    outline.mirror = reader.value<bool>(json, "mirror");
    outline.blend_mm = reader.value<float>(json, "blend_mm");
    outline.next_id = reader.value<std::uint32_t>(json, "next_id");
    outline.points = read_points(reader, json);
    if (format == 1) return outline;
    outline.age = reader.word<HairlineAge>(json, "age");
    outline.temple = reader.word<TempleClass>(json, "temple");
    outline.extent = reader.word<Extent>(json, "extent");
    outline.asymmetry = reader.value<float>(json, "asymmetry");
    outline.locked = read_locked(reader, json);
    outline.areas = read_areas(reader, json, format);
    return outline;
}

EdgeSettings read_edge(Reader& reader, const Json& json) {
    EdgeSettings edge;
    for (const EdgeFigure& figure : edge_figures()) edge.*figure.field = reader.value<float>(json, figure.name);
    edge.seed = reader.value<std::uint32_t>(json, "seed");
    return edge;
}

/// Collects the places of outlines in the order in which these are read, which is that of outlines_of.
class PlacesReader {
public:
    void take(Reader& reader, const Json& json, const Outline& outline) {
        const bool is_first = taken_++ == 0;
        if (!json.contains("places")) {
            if (places_) reader.note("places");
            return;
        }
        const Json& own = reader.part(json, "places", &Json::is_object);
        const std::uint64_t key = reader.hexadecimal(own, "surface");
        if (places_ ? places_->surface_key != key : !is_first) reader.note("surface");
        if (!places_) places_ = OutlinePlaces{key, {}};
        places_->source_mm.push_back(reader.vectors(own, "source_mm", kMostOutlinePoints));
        if (places_->source_mm.back().size() != point_count(outline)) reader.note("source_mm");
    }
    std::optional<OutlinePlaces> places() const { return places_; }

private:
    std::optional<OutlinePlaces> places_;
    std::size_t taken_ = 0;
};

SkinSettings read_skin(Reader& reader, const Json& json) {
    SkinSettings skin;
    skin.monk = reader.value<int>(json, "monk");
    skin.fitzpatrick = reader.value<int>(json, "fitzpatrick");
    skin.hair = reader.word<HairColour>(json, "hair");
    return skin;
}

Json to_json(const StencilSettings& stencil) {
    Json parts = Json::array();
    for (const StencilPart part : all_values<StencilPart>())
        if (stencil.has(part)) parts.push_back(to_word(part));
    return {{"parts", std::move(parts)},
            {"skin_side_mm", decimal(stencil.skin_side_mm)},
            {"scalp_side_mm", decimal(stencil.scalp_side_mm)},
            {"line", to_word(stencil.line)},
            {"dot_guide", stencil.has_dot_guide},
            {"tongue", stencil.has_tongue},
            {"tails", stencil.has_tails},
            {"label", stencil.has_label},
            {"medium", to_word(stencil.medium)},
            {"mirrored", stencil.is_mirrored},
            {"line_width_mm", decimal(stencil.line_width_mm)},
            {"margin_mm", decimal(stencil.margin_mm)},
            {"paper", to_word(stencil.paper)},
            {"custom_width_mm", decimal(stencil.custom_width_mm)},
            {"custom_height_mm", decimal(stencil.custom_height_mm)},
            {"roll_width_mm", decimal(stencil.roll_width_mm)},
            {"printer", stencil.printer},
            {"cutter_marks",
             {{"kind", to_word(stencil.cutter_marks.kind)},
              {"size_mm", decimal(stencil.cutter_marks.size_mm)},
              {"line_mm", decimal(stencil.cutter_marks.line_mm)},
              {"inset_mm", decimal(stencil.cutter_marks.inset_mm)}}},
            {"dxf", to_word(stencil.dxf)},
            {"guide",
             {{"thickness_mm", decimal(stencil.guide.thickness_mm)},
              {"gap_mm", decimal(stencil.guide.gap_mm)},
              {"reach_mm", decimal(stencil.guide.reach_mm)},
              {"ear_hooks", stencil.guide.has_ear_hooks}}}};
}

CutterMarkSettings read_cutter_marks(Reader& reader, const Json& json) {
    CutterMarkSettings marks;
    marks.kind = reader.word<CutterMarks>(json, "kind");
    marks.size_mm = reader.value<float>(json, "size_mm");
    marks.line_mm = reader.value<float>(json, "line_mm");
    marks.inset_mm = reader.value<float>(json, "inset_mm");
    return marks;
}

PrintedGuideSettings read_printed_guide(Reader& reader, const Json& json) {
    PrintedGuideSettings guide;
    guide.thickness_mm = reader.value<float>(json, "thickness_mm");
    guide.gap_mm = reader.value<float>(json, "gap_mm");
    guide.reach_mm = reader.value<float>(json, "reach_mm");
    guide.has_ear_hooks = reader.value<bool>(json, "ear_hooks");
    return guide;
}

StencilSettings read_stencil(Reader& reader, const Json& json, int format) {
    StencilSettings stencil;
    stencil.paper = reader.word<Paper>(json, "paper");
    stencil.skin_side_mm = reader.value<float>(json, "skin_side_mm");
    stencil.scalp_side_mm = reader.value<float>(json, "scalp_side_mm");
    if (format < 4) return stencil;
    stencil.parts.fill(false);
    for (const Json& word : reader.part(json, "parts", &Json::is_array))
        stencil.parts[static_cast<std::size_t>(reader.word<StencilPart>(Json{{"parts", word}}, "parts"))] = true;
    stencil.line = reader.word<StencilLine>(json, "line");
    stencil.has_dot_guide = reader.value<bool>(json, "dot_guide");
    stencil.has_tongue = reader.value<bool>(json, "tongue");
    stencil.has_tails = reader.value<bool>(json, "tails");
    stencil.has_label = reader.value<bool>(json, "label");
    stencil.medium = reader.word<Medium>(json, "medium");
    stencil.is_mirrored = reader.value<bool>(json, "mirrored");
    stencil.line_width_mm = reader.value<float>(json, "line_width_mm");
    stencil.margin_mm = reader.value<float>(json, "margin_mm");
    stencil.custom_width_mm = reader.value<float>(json, "custom_width_mm");
    stencil.custom_height_mm = reader.value<float>(json, "custom_height_mm");
    stencil.roll_width_mm = reader.value<float>(json, "roll_width_mm");
    stencil.printer = reader.value<std::string>(json, "printer");
    stencil.cutter_marks = read_cutter_marks(reader, reader.part(json, "cutter_marks", &Json::is_object));
    stencil.dxf = reader.word<DxfVersion>(json, "dxf");
    stencil.guide = read_printed_guide(reader, reader.part(json, "guide", &Json::is_object));
    return stencil;
}

Design read_design(Reader& reader, const Json& json, PlacesReader& places, int format) {
    const Json& outline_json = reader.part(json, "outline", &Json::is_object);
    Outline outline = read_outline(reader, outline_json, format);
    places.take(reader, outline_json, outline);
    Design design;
    design.outline = std::move(outline);
    design.edge = read_edge(reader, reader.part(json, "edge", &Json::is_object));
    design.dots = read_dots(reader, reader.part(json, "dots", &Json::is_object), format);
    if (format >= 3) design.brushwork = read_brushwork(reader, reader.part(json, "brushwork", &Json::is_object));
    design.plan = read_plan(reader, reader.part(json, "plan", &Json::is_object), format);
    return design;
}

Agreement read_agreement(Reader& reader, const Json& json, PlacesReader& places, int format) {
    Agreement agreement;
    agreement.on = reader.iso_date(json, "on");
    agreement.hash = reader.hexadecimal(json, "hash");
    agreement.design = read_design(reader, reader.part(json, "design", &Json::is_object), places, format);
    return agreement;
}

Versions read_versions(Reader& reader, const Json& json, PlacesReader& places, int format) {
    Versions versions;
    versions.all.clear();
    versions.active = reader.value<std::uint32_t>(json, "active");
    versions.next_id = reader.value<std::uint32_t>(json, "next_id");
    for (const Json& row : reader.part(json, "all", &Json::is_array)) {
        if (versions.all.size() > kMostVersions) break;
        Version version;
        version.id = reader.value<std::uint32_t>(row, "id");
        version.name = reader.value<std::string>(row, "name");
        if (version.id != versions.active)
            version.design = read_design(reader, reader.part(row, "design", &Json::is_object), places, format);
        if (row.is_object() && row.contains("agreed"))
            version.agreed = read_agreement(reader, reader.part(row, "agreed", &Json::is_object), places, format);
        versions.all.push_back(std::move(version));
    }
    return versions;
}

ParsedDocument read_document(Reader& reader, const Json& json, int format) {
    ParsedDocument parsed;
    PlacesReader places;
    Document& d = parsed.document;
    const auto object = [&](const char* key) -> const Json& { return reader.part(json, key, &Json::is_object); };
    d.edited_on = reader.iso_date(json, "edited_on");
    d.client_code = reader.value<std::string>(json, "client_code");
    d.seed = reader.value<std::uint32_t>(json, "seed");
    d.head = read_head(reader, object("head"), parsed.scan_picture_format);
    d.fit = read_fit(reader, object("fit"));
    d.outline = read_outline(reader, object("outline"), format);
    places.take(reader, object("outline"), *d.outline);
    d.dots = read_dots(reader, object("dots"), format);
    d.plan = read_plan(reader, object("plan"), format);
    if (format >= 3) {
        d.brushwork = read_brushwork(reader, object("brushwork"));
        d.native_hair = read_native_hair(reader, object("native_hair"));
        d.fade = read_fade(reader, object("fade"), format);
    }
    d.skin = read_skin(reader, object("skin"));
    d.stencil = read_stencil(reader, object("stencil"), format);
    if (format == 1) {
        EdgeSettings edge;
        edge.transition_mm = reader.value<float>(object("outline"), "transition_mm");
        d.edge = edge;
    } else {
        d.edge = read_edge(reader, object("edge"));
        d.client = read_client(reader, object("client"));
        d.versions = read_versions(reader, object("versions"), places, format);
    }
    parsed.places = places.places();
    return parsed;
}

}  // namespace

std::string document_to_json(const Document& d, const std::optional<OutlinePlaces>& places) {
    OutlineWriter outlines(places);
    Json outline = outlines.next(*d.outline);
    const Json json{
        {"format", "trichion"},
        {"version", kProjectVersion},
        {"edited_on", d.edited_on},
        {"client_code", d.client_code},
        {"seed", d.seed},
        {"head", to_json(*d.head)},
        {"fit", to_json(*d.fit)},
        {"client", to_json(*d.client)},
        {"outline", std::move(outline)},
        {"edge", to_json(*d.edge)},
        {"dots", to_json(*d.dots)},
        {"brushwork", to_json(*d.brushwork)},
        {"plan", to_json(*d.plan)},
        {"native_hair", to_json(*d.native_hair)},
        {"fade", to_json(*d.fade)},
        {"skin",
         {{"monk", d.skin->monk}, {"fitzpatrick", d.skin->fitzpatrick}, {"hair", to_word(d.skin->hair)}}},
        {"stencil", to_json(*d.stencil)},
        {"versions", to_json(*d.versions, outlines)},
    };
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<ParsedDocument> document_from_json(const std::string& text) {
    const Json json = parse_json(text);
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
    ParsedDocument parsed = read_document(reader, json, version);
    if (!reader.first_wrong_key().empty())
        return fail(ErrorCode::ReadFailed, fmt::format("is damaged: \"{}\" in its document.json is missing or wrong",
                                                       plain_text(reader.first_wrong_key(), 40)));
    return parsed;
}

}  // namespace trichion
