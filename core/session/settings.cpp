// The table of keys. A row knows how to read its value out of a document and how to set it.
#include "core/session/settings.h"

#include "core/model/limits.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_presets.h"
#include "core/session/head_edits.h"
#include "core/session/setting_text.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <functional>

namespace trichion {
namespace {

const std::string kLandmarkPrefix = "landmark.";
const char* const kNone = "none";

struct Row {
    Setting setting;
    std::function<Result<Document>(const Document&, const Head&, const std::string&)> set;
    std::function<std::string(const Document&)> get;
};

/// The document with one field of one part changed; the very same document when the value is there already.
template <class Part, class Field>
Document with_field(const Document& document, Shared<Part> Document::*part, Field Part::*field, const Field& value) {
    if ((*(document.*part)).*field == value) return document;
    Document next = document;
    Part changed = *(document.*part);
    changed.*field = value;
    next.*part = std::move(changed);
    return next;
}

template <class Part>
Row number_row(const std::string& key, const std::string& unit, const Range& range, const std::string& meaning,
               Shared<Part> Document::*part, float Part::*field) {
    return {{key, unit, to_text(range), meaning},
            [=](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                const Result<float> value = float_in(key, text, range, unit);
                if (!value) return tl::unexpected(value.error());
                return with_field(document, part, field, *value);
            },
            [=](const Document& document) { return to_text((*(document.*part)).*field); }};
}

template <class Part>
Row count_row(const std::string& key, const Range& range, const std::string& meaning, Shared<Part> Document::*part,
              int Part::*field) {
    return {{key, "", to_text(range), meaning},
            [=](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                const Result<int> value = int_in(key, text, range);
                if (!value) return tl::unexpected(value.error());
                return with_field(document, part, field, *value);
            },
            [=](const Document& document) { return std::to_string((*(document.*part)).*field); }};
}

template <class Part, class Choice>
Row word_row(const std::string& key, const std::string& meaning, const std::vector<std::string>& words,
             const std::vector<Choice>& choices, Shared<Part> Document::*part, Choice Part::*field) {
    return {{key, "", fmt::format("{}", fmt::join(words, ", ")), meaning},
            [=](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                const Result<std::size_t> index = word_in(key, text, words);
                if (!index) return tl::unexpected(index.error());
                return with_field<Part, Choice>(document, part, field, choices[*index]);
            },
            [=](const Document& document) {
                const auto found = std::ranges::find(choices, (*(document.*part)).*field);
                return words[static_cast<std::size_t>(found - choices.begin())];
            }};
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

Row seed_row() {
    return {{"seed", "", "0 to 4294967295", "another seed places all dots elsewhere"},
            [](const Document& document, const Head&, const std::string& text) -> Result<Document> {
                Document next = document;
                const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), next.seed);
                if (error != std::errc{} || end != text.data() + text.size())
                    return fail(ErrorCode::InvalidInput,
                                fmt::format("seed cannot be \"{}\": it must be a whole number from 0 to 4294967295.",
                                            plain_text(text, 40)));
                return next;
            },
            [](const Document& document) { return std::to_string(document.seed); }};
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

Row height_row() {
    const Setting setting{"outline.height_mm", "mm", to_text(kHeightRangeMm),
                          "mid-frontal point above the glabella, along the skin"};
    return {setting,
            [setting](const Document& document, const Head& head, const std::string& text) -> Result<Document> {
                const Result<float> height = float_in(setting.key, text, kHeightRangeMm, setting.unit);
                if (!height) return tl::unexpected(height.error());
                if (document.outline->points.empty())
                    return with_field(document, &Document::outline, &Outline::height_mm, *height);
                Result<Outline> moved = set_control(head, Symmetry(head, *document.client), *document.outline, Control::Height, *height);
                if (!moved) return tl::unexpected(moved.error());
                Document next = document;
                next.outline = std::move(*moved);
                return next == document ? document : next;
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
    return {head_name_row(), circumference_row(), client_code_row()};
}

std::vector<Row> outline_rows() {
    return {preset_row(), height_row(),
            word_row<Outline, bool>("outline.mirror", "an edit on one side repeats on the other", {"true", "false"},
                                    {true, false}, &Document::outline, &Outline::mirror),
            number_row("edge.transition_mm", "mm", kTransitionRangeMm,
                       "width over which density rises behind the hairline", &Document::edge,
                       &EdgeSettings::transition_mm),
            number_row("outline.blend_mm", "mm", kBlendRangeMm, "width over which density falls into the native fringe",
                       &Document::outline, &Outline::blend_mm)};
}

std::vector<Row> dot_rows() {
    return {number_row("dots.density_per_cm2", "dots/cm2", kDensityRange,
                       "density of the top after all sessions; the other zones follow", &Document::dots,
                       &DotSettings::density_per_cm2),
            number_row("dots.diameter_mm", "mm", kDiameterRangeMm, "a dot's diameter as seen from outside, healed",
                       &Document::dots, &DotSettings::diameter_mm),
            seed_row()};
}

std::vector<Row> plan_rows() {
    return {count_row("plan.sessions", kSessionsRange, "number of sessions", &Document::plan, &SessionPlan::sessions),
            number_row("plan.gap_days", "days", kGapRangeDays, "days between sessions", &Document::plan,
                       &SessionPlan::gap_days),
            number_row("plan.shade", "ml water to 1 ml pigment", kShadeRange,
                       "dilution in session 1: the smaller, the darker", &Document::plan, &SessionPlan::shade),
            number_row("plan.shade_step", "ml water", kShadeStepRange, "change of the shade from session to session",
                       &Document::plan, &SessionPlan::shade_step),
            number_row("plan.warmth", "", kWarmthRange, "0 ash, 1 slightly warm", &Document::plan, &SessionPlan::warmth)};
}

std::vector<Row> skin_rows() {
    using enum HairColour;
    const std::vector<HairColour> colours{Black, DarkBrown, Brown, LightBrown, Blond, Red, Grey};
    std::vector<std::string> words;
    for (const HairColour colour : colours) words.emplace_back(to_word(colour));
    return {count_row("skin.monk", kMonkRange, "Monk Skin Tone, 1 light to 10 dark", &Document::skin, &SkinSettings::monk),
            count_row("skin.fitzpatrick", kFitzpatrickRange, "Fitzpatrick type: the skin's answer to sun",
                      &Document::skin, &SkinSettings::fitzpatrick),
            word_row<SkinSettings, HairColour>("hair.colour", "colour of the client's own hair", words, colours,
                                               &Document::skin, &SkinSettings::hair)};
}

std::vector<Row> stencil_rows() {
    const std::vector<std::string> papers{to_word(Paper::A4), to_word(Paper::Letter)};
    return {word_row<StencilSettings, Paper>("stencil.paper", "the sheet's paper", papers, {Paper::A4, Paper::Letter},
                                             &Document::stencil, &StencilSettings::paper),
            number_row("stencil.skin_side_mm", "mm", kSkinSideRangeMm, "width of the strip below the hairline",
                       &Document::stencil, &StencilSettings::skin_side_mm),
            number_row("stencil.scalp_side_mm", "mm", kScalpSideRangeMm, "width of the strip behind the hairline",
                       &Document::stencil, &StencilSettings::scalp_side_mm)};
}

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows = [] {
        std::vector<Row> all;
        for (auto part : {head_rows(), outline_rows(), dot_rows(), plan_rows(), skin_rows(), stencil_rows()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return kRows;
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
        all.push_back({kLandmarkPrefix + "NAME", "mm", "x,y,z, or none to go back to the guess",
                       "where a landmark lies, in the frame that \"info\" prints (names: glabella, tragion_l, ...)"});
        return all;
    }();
    return kSettings;
}

SettingOrder order_of_setting(const std::string& key) {
    if (key == "head.name") return SettingOrder::Head;
    return is_landmark(key) || key == "head.circumference_mm" ? SettingOrder::Fit : SettingOrder::Design;
}

bool needs_head(const std::string& key, const Document& document) {
    if (order_of_setting(key) == SettingOrder::Fit) return true;
    return (key == "outline.preset" || key == "outline.height_mm") && !document.outline->points.empty();
}

Result<Document> with_setting(const Document& document, const Head& head, const std::string& key,
                              const std::string& value) {
    if (is_landmark(key)) return with_landmark_text(document, head, key, value);
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
    const Row* row = find_row(key);
    if (!row) return no_such_key(key);
    return row->get(document);
}

}  // namespace trichion
