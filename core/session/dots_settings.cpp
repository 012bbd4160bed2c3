// Keys of the dots, of native hair, of how a client's work fades, and of free areas.
#include "core/model/limits.h"
#include "core/model/services.h"
#include "core/pipeline/fade_fit.h"
#include "core/pipeline/fade_model.h"
#include "core/pipeline/free_areas.h"
#include "core/session/setting_rows.h"

#include <cmath>

namespace trichion {
namespace {

SettingRow service_row() {
    return part_row<DotSettings>(
        {"dots.service", "", fmt::format("{}", fmt::join(words_of<Service>(), ", ")),
         "what the work imitates: hair shaved short, density between longer hair, or skin round a scar; another one brings "
         "its usual density"},
        &Document::dots,
        [](DotSettings& dots, const std::string& text) -> Result<void> {
            const Result<std::size_t> index = word_in("dots.service", text, words_of<Service>());
            if (!index) return tl::unexpected(index.error());
            dots = with_service(dots, all_values<Service>()[*index]);
            return {};
        },
        [](const DotSettings& dots) { return std::string(to_word(dots.service)); });
}

/// A zone's density, told to a thousandth of a dot per cm2; kept as a share of the design's density.
SettingRow zone_row(Zone zone) {
    const std::string key = fmt::format("dots.zone.{}", to_word(zone));
    const auto index = static_cast<std::size_t>(zone);
    const auto shown = [index](const DotSettings& dots) {
        return to_text(std::round(dots.zone_share[index] * dots.density_per_cm2 * 1000.0f) / 1000.0f);
    };
    const auto take = [=](DotSettings& dots, const std::string& text) -> Result<void> {
        if (text == shown(dots)) return {};
        const Range range{0.0f, kZoneShareRange.max * dots.density_per_cm2};
        const Result<float> density = float_in(key, text, range, "dots/cm2");
        if (!density) return tl::unexpected(density.error());
        dots.zone_share[index] = std::min(*density / dots.density_per_cm2, kZoneShareRange.max);
        return {};
    };
    return part_row<DotSettings>({key, "dots/cm2", fmt::format("0 to {:g} times dots.density_per_cm2", kZoneShareRange.max),
                                  "density of this zone after all sessions; it follows dots.density_per_cm2"},
                                 &Document::dots, take, shown);
}

/// "30:0.21,365:0.18": days after the last session and the contrast measured then.
std::string results_text(const FadeSettings& fade) {
    std::vector<std::string> rows;
    for (const HealedResult& result : fade.results) rows.push_back(to_text(result.days) + ":" + to_text(result.contrast));
    return rows.empty() ? std::string(kNone) : fmt::format("{}", fmt::join(rows, ","));
}

Result<void> take_results(FadeSettings& fade, const std::string& text) {
    fade.results.clear();
    for (const std::string& row : texts_of(text, ',')) {
        const std::size_t colon = std::min(row.find(':'), row.size());
        const auto days = float_in("fade.results", row.substr(0, colon), kResultDaysRange, "days, then :CONTRAST");
        if (!days) return tl::unexpected(days.error());
        const auto contrast = float_in("fade.results", row.substr(std::min(colon + 1, row.size())), kContrastRange, "");
        if (!contrast) return tl::unexpected(contrast.error());
        auto more = with_result(fade.results, {*days, *contrast});
        if (!more) return fail(ErrorCode::InvalidInput, "fade.results: " + more.error().message);
        fade.results = std::move(*more);
    }
    if (fade.results.size() > kMostHealedResults)
        return fail(ErrorCode::InvalidInput, fmt::format("fade.results cannot hold more than {} results.", kMostHealedResults));
    return {};
}

// Free areas ---------------------------------------------------------------------------------------------------------

const std::string kAreaPrefix = "area.";

/// A figure of a free area that is a number.
struct AreaFigure {
    const char* name;
    const char* unit;
    Range range;
    const char* meaning;
    float FreeArea::*field;
};
constexpr std::array kAreaFigures{
    AreaFigure{"blend_mm", "mm", kAreaBlendRangeMm, "width over which its density rises from its edge", &FreeArea::blend_mm},
    AreaFigure{"density_per_cm2", "dots/cm2", kScarDensityRange, "of a scar: its density after all sessions", &FreeArea::density_per_cm2},
    AreaFigure{"depth_mm", "mm", kNeedleDepthRangeMm, "of a scar: the needle's depth", &FreeArea::depth_mm},
    AreaFigure{"take_up", "", kTakeUpRange, "of a scar: share of the pigment that it keeps, of what healthy skin keeps", &FreeArea::take_up}};

struct AreaKey {
    std::string name, field;
};
AreaKey split(const std::string& key) {
    const std::size_t dot = key.rfind('.');
    if (dot < kAreaPrefix.size()) return {key.substr(kAreaPrefix.size()), ""};
    return {key.substr(kAreaPrefix.size(), dot - kAreaPrefix.size()), key.substr(dot + 1)};
}

const AreaFigure* find_figure(const std::string& name) {
    const auto found = std::ranges::find_if(kAreaFigures, [&](const AreaFigure& figure) { return name == figure.name; });
    return found == kAreaFigures.end() ? nullptr : &*found;
}

/// The area that a key names. @error NotFound  none of this name, or no such field.
Result<FreeArea> area_of(const Document& document, const std::string& key) {
    const AreaKey parts = split(key);
    std::vector<std::string> names, fields{"kind"};
    for (const FreeArea& area : document.outline->areas) names.push_back(area.name);
    for (const AreaFigure& figure : kAreaFigures) fields.emplace_back(figure.name);
    if (std::ranges::find(fields, parts.field) == fields.end())
        return fail(ErrorCode::NotFound, fmt::format("There is no setting \"{}\": a free area has {}.", plain_text(key, 60), fmt::join(fields, ", ")));
    const auto count = std::ranges::count(names, parts.name);
    if (count == 1) return document.outline->areas[static_cast<std::size_t>(std::ranges::find(names, parts.name) - names.begin())];
    const std::string name = plain_text(parts.name, 40);
    if (count > 1) return fail(ErrorCode::InvalidInput, fmt::format("{} free areas are named \"{}\": give each a name of its own.", count, name));
    return fail(ErrorCode::NotFound, names.empty() ? fmt::format("There is no free area \"{}\": this design has none.", name)
                                                   : fmt::format("There is no free area \"{}\"; there are {}.", name, fmt::join(names, ", ")));
}

}  // namespace

std::vector<std::string> texts_of(const std::string& list, char separator) {
    std::vector<std::string> texts;
    for (std::size_t at = 0; list != kNone && at <= list.size();) {
        const std::size_t end = std::min(list.find(separator, at), list.size());
        texts.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return texts;
}

std::vector<SettingRow> dot_rows() {
    constexpr auto kDots = &Document::dots;
    std::vector<SettingRow> rows{service_row(),
                                 number_row("dots.density_per_cm2", "dots/cm2", kDensityRange,
                                            "density of the frontal and middle scalp after all sessions; the other zones follow",
                                            kDots, &DotSettings::density_per_cm2)};
    for (const Zone zone : all_values<Zone>()) rows.push_back(zone_row(zone));
    rows.push_back(number_row("dots.diameter_mm", "mm", kDiameterRangeMm, "a dot's diameter as seen from outside, healed", kDots,
                              &DotSettings::diameter_mm));
    const auto hand = [&](const char* key, const char* unit, const Range& range, const char* meaning, float DotSettings::*field) {
        rows.push_back(number_row(key, unit, range, meaning, kDots, field));
    };
    hand("dots.diameter_variation", "", kVariationRange, "how unequal the hand's dots are in size: deviation of the logarithm",
         &DotSettings::diameter_variation);
    hand("dots.shade_variation", "", kVariationRange, "how unequal they are in shade", &DotSettings::shade_variation);
    hand("dots.depth_variation", "", kVariationRange, "how unequal they are in depth", &DotSettings::depth_variation);
    hand("dots.jitter_mm", "mm", kJitterRangeMm, "how far the hand misses a dot's place, along each of two axes", &DotSettings::jitter_mm);
    rows.push_back(word_row<HairLoss>("native.loss", "how much native hair is left, and where: what the plan has to fill",
                                      &Document::native_hair, &NativeHair::loss));
    rows.push_back(word_row<Ancestry>("native.ancestry", "whose density of native hair is taken", &Document::native_hair,
                                      &NativeHair::ancestry));
    rows.push_back(number_row("native.fullness", "", kFullnessRange, "share of that density where no hair is lost",
                              &Document::native_hair, &NativeHair::fullness));
    return rows;
}

constexpr const char* kPreset = "preset";

/// What a figure of the fade model means, by FadeFigureKind, with its unit.
struct FadeFigureWords {
    const char *unit, *meaning;
};
constexpr std::array<FadeFigureWords, kFadeFigures> kFadeFigureWords{{
    {"", "contrast when healed, of fresh"},
    {"", "seen diameter of a fresh dot, of the healed one"},
    {"1/year", "k of exp(-k t), soft outlook"},
    {"1/year", "k of exp(-k t), expected"},
    {"1/year", "k of exp(-k t), strong outlook"},
    {"1/year", "k of pigment that the body clears"},
    {"", "factor of little sun on k"},
    {"", "factor of much sun on k"},
    {"", "factor of dry skin on k"},
    {"", "factor of oily skin on k"},
    {"", "factor of careful aftercare on k"},
    {"", "factor of poor aftercare on k"},
    {"mm2/year", "diffusion, soft outlook"},
    {"mm2/year", "diffusion, expected"},
    {"mm2/year", "diffusion, strong outlook"},
    {"", "share of the healed strength at which a touch-up is due"},
    {"mm", "depth over which red contrast falls to 1/e"},
    {"mm", "depth over which green contrast falls to 1/e"},
    {"mm", "depth over which blue contrast falls to 1/e"},
    {"", "contrast left by one laser session"}}};

SettingRow fade_figure_row(FadeFigureKind figure) {
    const std::string key = std::string("fade.figures.") + to_word(figure);
    const FadeFigureWords& words = kFadeFigureWords[static_cast<std::size_t>(figure)];
    const auto take = [=](FadeSettings& fade, const std::string& text) -> Result<void> {
        std::optional<float> value;
        if (text != kPreset) {
            const Result<float> number = float_in(key, text, range_of(figure), "or preset");
            if (!number) return tl::unexpected(number.error());
            value = *number;
        }
        Result<FadeSettings> changed = with_fade_figure(fade, figure, value);
        if (!changed) return tl::unexpected(changed.error());
        fade = std::move(*changed);
        return {};
    };
    const auto shown = [=](const FadeSettings& fade) {
        const auto& own = fade.figures[static_cast<std::size_t>(figure)];
        return own ? to_text(*own) : std::string(kPreset);
    };
    return part_row<FadeSettings>({key, words.unit, to_text(range_of(figure)) + fmt::format(", or preset ({:g})", preset_of(figure)), words.meaning},
                                  &Document::fade, take, shown);
}

std::vector<SettingRow> fade_rows() {
    constexpr auto kFade = &Document::fade;
    std::vector<SettingRow> rows{word_row<Sun>("fade.sun", "how much sun this client's scalp gets", kFade, &FadeSettings::sun),
            word_row<SkinOil>("fade.oil", "how oily the scalp is", kFade, &FadeSettings::oil),
            word_row<Aftercare>("fade.aftercare", "how carefully the client looks after it", kFade, &FadeSettings::aftercare),
            part_row<FadeSettings>({"fade.results", "", "DAYS:CONTRAST,DAYS:CONTRAST,..., or none",
                                    "own healed results: days after the last session, and the dots' contrast against bare skin"},
                                   kFade, take_results, results_text),
            flag_row("fade.follows_results", "whether the curve is fitted to those results", kFade, &FadeSettings::follows_results)};
    for (std::size_t i = 0; i < kFadeFigures; ++i) rows.push_back(fade_figure_row(static_cast<FadeFigureKind>(i)));
    return rows;
}

bool is_area_key(const std::string& key) { return key.starts_with(kAreaPrefix); }

std::vector<Setting> area_settings() {
    std::vector<Setting> settings{{kAreaPrefix + "NAME.kind", "", fmt::format("{}", fmt::join(words_of<FreeArea::Kind>(), ", ")),
                                   "what is done in the free area of this name"}};
    for (const AreaFigure& figure : kAreaFigures)
        settings.push_back({kAreaPrefix + "NAME." + figure.name, figure.unit, to_text(figure.range), figure.meaning});
    return settings;
}

Result<Document> with_area_text(const Document& document, const std::string& key, const std::string& text) {
    Result<FreeArea> area = area_of(document, key);
    if (!area) return tl::unexpected(area.error());
    if (const AreaFigure* figure = find_figure(split(key).field)) {
        const Result<float> value = float_in(key, text, figure->range, figure->unit);
        if (!value) return tl::unexpected(value.error());
        (*area).*(figure->field) = *value;
    } else {
        const Result<std::size_t> kind = word_in(key, text, words_of<FreeArea::Kind>());
        if (!kind) return tl::unexpected(kind.error());
        area = with_kind(std::move(*area), all_values<FreeArea::Kind>()[*kind]);
    }
    return with_part(document, &Document::outline, [&](Outline& outline) -> Result<void> {
        Result<Outline> changed = with_area_settings(outline, *area);
        if (!changed) return tl::unexpected(changed.error());
        outline = std::move(*changed);
        return {};
    });
}

Result<std::string> area_text(const Document& document, const std::string& key) {
    const Result<FreeArea> area = area_of(document, key);
    if (!area) return tl::unexpected(area.error());
    if (const AreaFigure* figure = find_figure(split(key).field)) return to_text((*area).*(figure->field));
    return std::string(to_word(area->kind));
}

}  // namespace trichion
