// The table of keys. A row knows how to read its value out of a document and how to set it.
#include "core/session/settings.h"

#include "core/model/edge_figures.h"
#include "core/model/limits.h"
#include "core/model/versions.h"
#include "core/pipeline/edge_styles.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_presets.h"
#include "core/session/head_edits.h"
#include "core/session/setting_rows.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace trichion {
namespace {

const std::string kLandmarkPrefix = "landmark.";
constexpr float kFarthestOffSkinMm = 25.0f;

using Row = SettingRow;

/// The document with one field of one part changed; the very same document when the value is there already.
template <class Part, class Field>
Document with_field(const Document& document, Shared<Part> Document::*part, Field Part::*field, const Field& value) {
    return *with_part(document, part, [&](Part& changed) -> Result<void> {
        changed.*field = value;
        return {};
    });
}

Row head_name_row() {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    return {{"head.name", "", fmt::format("{}; a scan: any name of 1 to {} characters", fmt::join(names, ", "),
                                          kLongestHeadName),
             "which built-in head is designed on (the hairline is fitted anew), or what a scan is called"},
            [names](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                if (document.head->is_built_in) return with_built_in_head(document, text);
                const bool is_free = std::ranges::find(names, text) == names.end();
                if (!is_free || text.empty() || !is_plain_text(text, kLongestHeadName))
                    return fail(ErrorCode::InvalidInput,
                                fmt::format("head.name cannot be \"{}\": a scan's name is 1 to {} characters and not "
                                            "that of a built-in head.",
                                            plain_text(text, 40), kLongestHeadName));
                return with_field(document, &Document::head, &HeadReference::name, text);
            },
            [](const Document& document) { return document.head->name; }};
}

Row person_row() {
    return word_row<Person>("client.person", "whose figures advice and presets follow", &Document::client, &ClientFacts::person);
}

Row client_age_row() {
    return {{"client.age", "years", to_text(kAgeRange) + ", or none", "the client's age, for advice"},
            [](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                if (text == kNone) return with_field(document, &Document::client, &ClientFacts::age, std::optional<int>());
                const Result<int> age = int_in("client.age", text, kAgeRange);
                if (!age) return tl::unexpected(age.error());
                return with_field(document, &Document::client, &ClientFacts::age, std::optional<int>(*age));
            },
            [](const Document& document) {
                return document.client->age ? std::to_string(*document.client->age) : std::string(kNone);
            }};
}

std::string place_text(const glm::vec3& at) { return fmt::format("{:.3f},{:.3f},{:.3f}", at.x, at.y, at.z); }

/// A place on the head, from the anatomical frame that "info" prints to the source frame.
Result<glm::vec3> mark_from(const Head& head, const std::string& key, const std::string& text) {
    const std::optional<glm::vec3> at = vector_from(text);
    if (!at)
        return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be \"{}\": it must be x,y,z in mm as \"info\" prints "
                                                         "them, or none.",
                                                         key, plain_text(text, 40)));
    if (!head.measuring.closest(*at, kFarthestOffSkinMm))
        return fail(ErrorCode::InvalidInput,
                    fmt::format("{} at {} is more than {:g} mm off the skin; give x,y,z in mm as \"info\" prints them.", key,
                                plain_text(text, 40), kFarthestOffSkinMm));
    return head.from_source.inverse(*at);
}

/// Told in the head's frame to a micrometre; the same text gives the same document.
Row mark_row(const std::string& key, const std::string& meaning, std::optional<glm::vec3> ClientFacts::*field) {
    const auto shown = [field](const Document& document, const Head& head) -> Result<std::string> {
        const std::optional<glm::vec3>& at = (*document.client).*field;
        return at ? place_text(head.from_source(*at)) : std::string(kNone);
    };
    const auto set = [=](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
        if (text == kNone) return with_field(document, &Document::client, field, std::optional<glm::vec3>());
        if (text == *shown(document, head)) return document;
        const Result<glm::vec3> at = mark_from(head, key, text);
        if (!at) return tl::unexpected(at.error());
        return with_field(document, &Document::client, field, std::optional<glm::vec3>(*at));
    };
    return {{key, "mm", "x,y,z, or none", meaning}, set, {}, shown};
}

Row traced_hairline_row() {
    const auto shown = [](const Document& document, const Head& head) -> Result<std::string> {
        std::vector<std::string> places;
        for (const glm::vec3& at : document.client->traced_hairline) places.push_back(place_text(head.from_source(at)));
        return places.empty() ? std::string(kNone) : fmt::format("{}", fmt::join(places, ";"));
    };
    const auto set = [shown](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
        constexpr auto kField = &ClientFacts::traced_hairline;
        if (text == kNone) return with_field(document, &Document::client, kField, std::vector<glm::vec3>());
        if (text == *shown(document, head)) return document;
        std::vector<glm::vec3> places;
        for (std::size_t at = 0; at <= text.size() && places.size() <= kMostTracedPoints;) {
            const std::size_t end = std::min(text.find(';', at), text.size());
            const Result<glm::vec3> place = mark_from(head, "client.traced_hairline", text.substr(at, end - at));
            if (!place) return tl::unexpected(place.error());
            places.push_back(*place);
            at = end + 1;
        }
        if (places.size() < 2 || places.size() > kMostTracedPoints)
            return fail(ErrorCode::InvalidInput, fmt::format("client.traced_hairline must have 2 to {} places, x,y,z;x,y,z;...",
                                                             kMostTracedPoints));
        return with_field(document, &Document::client, kField, places);
    };
    return {{"client.traced_hairline", "mm", "x,y,z;x,y,z;..., or none",
             "the client's own hairline as far as it shows, from the right to the left"},
            set, {}, shown};
}

Row version_row() {
    return {{"version", "", "the name of a version", "which version of the design is active"},
            [](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                std::vector<std::string> names;
                for (const Version& version : document.versions->all) names.push_back(version.name);
                const Result<std::size_t> index = word_in("version", text, names);
                if (!index) return tl::unexpected(index.error());
                return with_active_version(document, document.versions->all[*index].id);
            },
            [](const Document& document) { return find_version(document, document.versions->active)->name; }};
}

Row client_code_row() {
    return {{"client.code", "", fmt::format("up to {} characters", kLongestClientCode),
             "the client's code, printed on the stencil"},
            [](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                if (!is_plain_text(text, kLongestClientCode))
                    return fail(ErrorCode::InvalidInput,
                                fmt::format("client.code cannot be \"{}\": it must be up to {} printable characters.",
                                            plain_text(text, kLongestClientCode), kLongestClientCode));
                Document next = document;
                next.client_code = text;
                return next;
            },
            [](const Document& document) { return document.client_code; }};
}

Result<std::uint32_t> seed_from(const std::string& key, const std::string& text) {
    std::uint32_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc{} && end == text.data() + text.size()) return seed;
    return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be \"{}\": it must be a whole number from 0 to 4294967295.",
                                                     key, plain_text(text, 40)));
}

Row seed_row() {
    return {{"seed", "", "0 to 4294967295", "another seed places all dots elsewhere"},
            [](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                const Result<std::uint32_t> seed = seed_from("seed", text);
                if (!seed) return tl::unexpected(seed.error());
                Document next = document;
                next.seed = *seed;
                return next;
            },
            [](const Document& document) { return std::to_string(document.seed); }};
}

Row edge_seed_row() {
    return {{"edge.seed", "", "0 to 4294967295", "another seed breaks the edge up elsewhere"},
            [](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                const Result<std::uint32_t> seed = seed_from("edge.seed", text);
                if (!seed) return tl::unexpected(seed.error());
                return with_field(document, &Document::edge, &EdgeSettings::seed, *seed);
            },
            [](const Document& document) { return std::to_string(document.edge->seed); }};
}

Row edge_style_row() {
    std::vector<std::string> names;
    for (const EdgeStyle& style : edge_styles()) names.emplace_back(style.name);
    const auto shown = [](const Document& document) {
        const EdgeStyle* style = style_of(*document.edge);
        return std::string(style ? style->name : "own");
    };
    return {{"edge.style", "", fmt::format("{}; own where the figures are nobody's", fmt::join(names, ", ")),
             "all figures of the edge at once; its seed stays"},
            [names, shown](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                if (text == shown(document)) return document;
                const Result<std::size_t> index = word_in("edge.style", text, names);
                if (!index) return tl::unexpected(index.error());
                EdgeSettings edge = edge_styles()[*index].edge;
                edge.seed = document.edge->seed;
                Document next = document;
                next.edge = edge;
                return next;
            },
            shown};
}

/// A choice that shapes the preset: the hairline is fitted anew.
template <class Choice>
Row fitted_word_row(const std::string& key, const std::string& meaning, Choice Outline::*field,
                    const std::function<Outline(const Document&, Choice)>& chosen) {
    return {{key, "", fmt::format("{}", fmt::join(words_of<Choice>(), ", ")), meaning},
            [=](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
                const Result<std::size_t> index = word_in(key, text, words_of<Choice>());
                if (!index) return tl::unexpected(index.error());
                const Choice choice = all_values<Choice>()[*index];
                if ((*document.outline).*field == choice) return document;
                return with_fitted_outline(document, head, chosen(document, choice));
            },
            [=](const Document& document) { return std::string(to_word((*document.outline).*field)); }};
}

template <class Choice>
Row fitted_word_row(const std::string& key, const std::string& meaning, Choice Outline::*field) {
    return fitted_word_row<Choice>(key, meaning, field, [field](const Document& document, Choice choice) {
        Outline settings = *document.outline;
        settings.*field = choice;
        return settings;
    });
}

Row locked_row() {
    const auto shown = [](const Document& document) {
        std::vector<std::string> words;
        for (const OutlinePart part : all_values<OutlinePart>())
            if (document.outline->is_locked(part)) words.emplace_back(to_word(part));
        return words.empty() ? std::string(kNone) : fmt::format("{}", fmt::join(words, ","));
    };
    return {{"outline.locked", "", fmt::format("{}, with commas between; or none", fmt::join(words_of<OutlinePart>(), ", ")),
             "parts that no edit moves"},
            [](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                unsigned locked = 0;
                for (const std::string& word : texts_of(text, ',')) {
                    const auto part = word_in("outline.locked", word, words_of<OutlinePart>());
                    if (!part) return tl::unexpected(part.error());
                    locked |= 1u << *part;
                }
                return with_field(document, &Document::outline, &Outline::locked, static_cast<std::uint16_t>(locked));
            },
            shown};
}

Row preset_row() {
    std::vector<std::string> names;
    for (const OutlinePreset& preset : outline_presets()) names.push_back(preset.name);
    return {{"outline.preset", "", fmt::format("{}", fmt::join(names, ", ")),
             "the hairline's shape; choosing one fits it to the head and drops hand work"},
            [names](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
                if (const auto known = word_in("outline.preset", text, names); !known)
                    return tl::unexpected(known.error());
                return with_preset(document, head, text);
            },
            [](const Document& document) { return document.outline->preset; }};
}

Result<Document> with_control(const Document& document, const Head& head, Control control, float value) {
    Result<Outline> moved = set_control(head, Symmetry(head, *document.client), *document.outline, control, value);
    if (!moved) return tl::unexpected(moved.error());
    Document next = document;
    next.outline = std::move(*moved);
    return next == document ? document : next;
}

/// What the line drawn shows; nothing where the outline has no such part.
std::optional<float> control_value(const Document& document, const Head& head, Control control) {
    if (document.outline->points.empty()) return std::nullopt;
    const OutlineResult drawn = trace_outline(head, *document.outline);
    return measure_controls(head, *document.outline, drawn)[static_cast<std::size_t>(control)];
}

/// Figures are shown, and taken back unchanged, to a hundredth.
Row control_row(const ControlInfo& info) {
    const auto shown = [control = info.control](const Document& document, const Head& head) {
        const std::optional<float> value = control_value(document, head, control);
        return value ? fmt::format("{:.2f}", *value) : std::string(kNone);
    };
    const auto set = [info, shown](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
        const std::string now = shown(document, head);
        if (text == now) return document;
        const Result<float> value = float_in(info.key, text, info.range, info.unit);
        if (!value) return tl::unexpected(value.error());
        if (now == kNone)
            return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be set: this outline has no such part.", info.key));
        return with_control(document, head, info.control, *value);
    };
    return {{info.key, info.unit, to_text(info.range), info.meaning}, set, {}, shown};
}

Row height_row() {
    const Setting setting{"outline.height_mm", "mm", to_text(kHeightRangeMm),
                          "mid-frontal point above the glabella, along the skin"};
    return {setting,
            [setting](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
                const Result<float> height = float_in(setting.key, text, kHeightRangeMm, setting.unit);
                if (!height) return tl::unexpected(height.error());
                if (document.outline->points.empty())
                    return with_field(document, &Document::outline, &Outline::height_mm, *height);
                return with_control(document, head, Control::Height, *height);
            },
            [](const Document& document) { return to_text(document.outline->height_mm); }};
}

Row circumference_row() {
    const Setting setting{"head.circumference_mm", "mm", to_text(kCircumferenceRangeMm) + ", or none",
                          "tape round the client's head over glabella and back of the head; scales the head"};
    return {setting,
            [setting](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
                if (text == kNone) return with_circumference(document, head, std::nullopt);
                const Result<float> taped = float_in(setting.key, text, kCircumferenceRangeMm, setting.unit);
                if (!taped) return tl::unexpected(taped.error());
                return with_circumference(document, head, *taped);
            },
            [](const Document& document) {
                const auto& taped = document.fit->taped_circumference_mm;
                return taped ? to_text(*taped) : std::string(kNone);
            }};
}

std::vector<Row> head_rows() {
    return {head_name_row(),
            circumference_row(),
            client_code_row(),
            person_row(),
            client_age_row(),
            mark_row("client.crease", "on the highest crease of the forehead, brows raised", &ClientFacts::forehead_crease),
            mark_row("client.old_trichion", "where the client's own hairline once began, on the midline",
                     &ClientFacts::old_trichion),
            traced_hairline_row(),
            version_row()};
}

std::vector<Row> outline_rows() {
    std::vector<Row> rows{
        preset_row(),
        fitted_word_row<HairlineAge>("outline.age", "the age that the hairline is drawn for; fits it anew", &Outline::age, with_age),
        fitted_word_row<TempleClass>("outline.temple", "the temples' class: normal, thinning, parallel, reversed; fits anew",
                                     &Outline::temple),
        fitted_word_row<Extent>("outline.extent", "how far the work goes down at the sides and back; fits anew", &Outline::extent),
        height_row()};
    for (const ControlInfo& info : control_infos())
        if (info.control != Control::Height) rows.push_back(control_row(info));
    rows.push_back(flag_row("outline.mirror", "an edit on one side repeats on the other", &Document::outline, &Outline::mirror));
    rows.push_back(number_row("outline.asymmetry", "", kShareRange, "share of the natural asymmetry that mirroring keeps",
                              &Document::outline, &Outline::asymmetry));
    rows.push_back(locked_row());
    rows.push_back(number_row("outline.blend_mm", "mm", kBlendRangeMm,
                              "width over which density falls into the native fringe", &Document::outline, &Outline::blend_mm));
    return rows;
}

std::vector<Row> edge_rows() {
    std::vector<Row> rows{edge_style_row()};
    for (const EdgeFigure& figure : edge_figures())
        rows.push_back(number_row(std::string("edge.") + figure.name, figure.unit, figure.range, figure.meaning,
                                  &Document::edge, figure.field));
    rows.push_back(edge_seed_row());
    return rows;
}

std::vector<Row> skin_rows() {
    return {count_row("skin.monk", kMonkRange, "Monk Skin Tone, 1 light to 10 dark", &Document::skin, &SkinSettings::monk),
            count_row("skin.fitzpatrick", kFitzpatrickRange, "Fitzpatrick type: the skin's answer to sun",
                      &Document::skin, &SkinSettings::fitzpatrick),
            word_row<HairColour>("hair.colour", "colour of the client's own hair", &Document::skin, &SkinSettings::hair)};
}

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows = [] {
        std::vector<Row> all;
        for (auto part : {head_rows(), outline_rows(), edge_rows(), dot_rows(), plan_rows(), skin_rows(), fade_rows(), stencil_rows()})
            all.insert(all.end(), part.begin(), part.end());
        all.push_back(seed_row());
        return all;
    }();
    return kRows;
}

bool is_mark_key(const std::string& key) {
    return key == "client.crease" || key == "client.old_trichion" || key == "client.traced_hairline";
}

/// Whether the hairline is fitted anew.
bool is_fitting_key(const std::string& key) {
    return key == "outline.preset" || key == "outline.age" || key == "outline.temple" || key == "outline.extent";
}

bool is_landmark(const std::string& key) { return key.starts_with(kLandmarkPrefix); }

const Row* find_row(const std::string& key) {
    const auto found = std::ranges::find(rows(), key, [](const Row& row) { return row.setting.key; });
    return found == rows().end() ? nullptr : &*found;
}

tl::unexpected<Error> no_such_key(const std::string& key) {
    std::vector<std::string> keys;
    for (const Setting& setting : settings()) keys.push_back(setting.key);
    return fail(ErrorCode::NotFound, fmt::format("There is no setting \"{}\"; the nearest is {}.", plain_text(key, 40),
                                                 nearest_word(key, keys)));
}

Result<Document> with_landmark_text(const Document& document, const Head& head, const std::string& key,
                                    const std::string& text) {
    const std::string name = key.substr(kLandmarkPrefix.size());
    if (text == kNone) return with_landmark(document, head, name, std::nullopt);
    const std::optional<glm::vec3> at = vector_from(text);
    if (!at)
        return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be \"{}\": it must be x,y,z in mm, or none.",
                                                         plain_text(key, 60), plain_text(text, 40)));
    return with_landmark(document, head, name, at);
}

}  // namespace

const std::vector<Setting>& settings() {
    static const std::vector<Setting> kSettings = [] {
        std::vector<Setting> all;
        for (const Row& row : rows()) all.push_back(row.setting);
        for (const Setting& setting : area_settings()) all.push_back(setting);
        all.push_back({kLandmarkPrefix + "NAME", "mm", "x,y,z, or none to go back to the guess",
                       "where a landmark lies, in the frame that \"info\" prints (names: glabella, tragion_l, ...)"});
        return all;
    }();
    return kSettings;
}

SettingOrder order_of_setting(const std::string& key) {
    if (key == "head.name" || key == "version") return SettingOrder::Head;
    return is_landmark(key) || is_mark_key(key) || key == "head.circumference_mm" ? SettingOrder::Fit : SettingOrder::Design;
}

bool needs_head(const std::string& key, const Document& document) {
    if (order_of_setting(key) == SettingOrder::Fit) return true;
    if (key == "outline.height_mm" || is_fitting_key(key)) return !document.outline->points.empty();
    return std::ranges::find(control_infos(), key, &ControlInfo::key) != control_infos().end();
}

Result<Document> with_setting(const Document& document, const Head& head, const std::string& key,
                              const std::string& value) {
    if (is_landmark(key)) return with_landmark_text(document, head, key, value);
    if (is_area_key(key)) return with_area_text(document, key, value);
    const Row* row = find_row(key);
    return row ? row->set(document, head, value) : no_such_key(key);
}

Result<std::string> setting_of(const Document& document, const std::string& key, const Head* head) {
    if (is_landmark(key)) {
        const std::string name = key.substr(kLandmarkPrefix.size());
        if (!head || !head->landmarks.contains(name))
            return fail(ErrorCode::NotFound, fmt::format("The place of {} is not known.", plain_text(key, 60)));
        const glm::vec3 at = head->landmark(name);
        return fmt::format("{},{},{}", at.x, at.y, at.z);
    }
    if (is_area_key(key)) return area_text(document, key);
    const Row* row = find_row(key);
    if (!row) return no_such_key(key);
    if (row->get) return row->get(document);
    if (head) return row->measure(document, *head);
    return fail(ErrorCode::NotFound, fmt::format("{} is not known while the head is not there.", key));
}

}  // namespace trichion
