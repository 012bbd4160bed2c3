// Keys of how the stencil leaves.
#include "core/model/media.h"
#include "core/session/setting_rows.h"

namespace trichion {
namespace {

constexpr auto kStencil = &Document::stencil;

SettingRow parts_row() {
    return part_row<StencilSettings>(
        {"stencil.parts", "", fmt::format("{}, joined by commas", fmt::join(words_of<StencilPart>(), ", ")),
         "what of the outline the stencil carries; of a design down to the fringe nape is the blend edge, and blend is taken for it"},
        kStencil,
        [](StencilSettings& changed, const std::string& text) -> Result<void> {
            std::array<bool, kStencilParts> parts{};
            for (std::string word : text.empty() ? std::vector<std::string>{} : texts_of(text, ',')) {
                // The lowest part of a design down to the fringe: the window has the blend edge in the nape's place.
                if (word == to_word(OutlinePart::Blend)) word = to_word(StencilPart::Nape);
                const Result<std::size_t> index = word_in("stencil.parts", word, words_of<StencilPart>());
                if (!index) return tl::unexpected(index.error());
                parts[*index] = true;
            }
            if (parts == std::array<bool, kStencilParts>{})
                return fail(ErrorCode::InvalidInput, "stencil.parts cannot be none: a stencil needs at least one part of the outline.");
            changed.parts = parts;
            return {};
        },
        [](const StencilSettings& shown) {
            std::vector<std::string> words;
            for (const StencilPart part : all_values<StencilPart>())
                if (shown.has(part)) words.emplace_back(to_word(part));
            return fmt::format("{}", fmt::join(words, ","));
        });
}

/// Brings mirror, line and margins with it, as the panel does.
SettingRow medium_row() {
    return part_row<StencilSettings>(
        {"stencil.medium", "", fmt::format("{}", fmt::join(words_of<Medium>(), ", ")),
         "what the stencil is made of; sets mirror, line width and margin"},
        kStencil,
        [](StencilSettings& changed, const std::string& text) -> Result<void> {
            const Result<std::size_t> index = word_in("stencil.medium", text, words_of<Medium>());
            if (!index) return tl::unexpected(index.error());
            const Medium medium = all_values<Medium>()[*index];
            if (medium != changed.medium) changed = with_medium(changed, medium);
            return {};
        },
        [](const StencilSettings& shown) { return std::string(to_word(shown.medium)); });
}

SettingRow printer_row() {
    return part_row<StencilSettings>(
        {"stencil.printer", "", "a name, or none", "the printer that the sheet is corrected for"}, kStencil,
        [](StencilSettings& changed, const std::string& text) -> Result<void> {
            if (text.empty() || !is_plain_text(text, kLongestPrinterName))
                return fail(ErrorCode::InvalidInput, fmt::format("stencil.printer must be a name of at most {} characters, or none.", kLongestPrinterName));
            changed.printer = text == kNone ? std::string() : text;
            return {};
        },
        [](const StencilSettings& shown) { return shown.printer.empty() ? std::string(kNone) : shown.printer; });
}

SettingRow mark_row(const std::string& name, const Range& range, const std::string& meaning, float CutterMarkSettings::*field) {
    return number_row<StencilSettings>("stencil.cutter_marks." + name, "mm", range, meaning, kStencil,
                                       [field](StencilSettings& s) -> float& { return s.cutter_marks.*field; });
}

SettingRow guide_row(const std::string& name, const Range& range, const std::string& meaning, float PrintedGuideSettings::*field) {
    return number_row<StencilSettings>("stencil.guide." + name, "mm", range, meaning, kStencil,
                                       [field](StencilSettings& s) -> float& { return s.guide.*field; });
}

}  // namespace

std::vector<SettingRow> stencil_rows() {
    using S = StencilSettings;
    return {
        parts_row(),
        number_row("stencil.skin_side_mm", "mm", kSkinSideRangeMm, "width of the strip below the hairline", kStencil, &S::skin_side_mm),
        number_row("stencil.scalp_side_mm", "mm", kScalpSideRangeMm, "width of the strip behind the hairline", kStencil, &S::scalp_side_mm),
        word_row<StencilLine>("stencil.line", "a strip with the line on it, the line alone, or a piece that ends at it", kStencil, &S::line),
        flag_row("stencil.dot_guide", "dots at their true places; windows of 1 cm2 on what is cut", kStencil, &S::has_dot_guide),
        flag_row("stencil.tongue", "a tongue on the midline down to the glabella", kStencil, &S::has_tongue),
        flag_row("stencil.tails", "tails to the outer corners of the eyes", kStencil, &S::has_tails),
        flag_row("stencil.label", "client code, version, date and badge on the piece", kStencil, &S::has_label),
        medium_row(),
        flag_row("stencil.mirrored", "mirrored, for what is laid on face down", kStencil, &S::is_mirrored),
        number_row("stencil.line_width_mm", "mm", kLineWidthRangeMm, "width of the drawn hairline", kStencil, &S::line_width_mm),
        number_row("stencil.margin_mm", "mm", kSheetMarginRangeMm, "free of ink round the paper's edge", kStencil, &S::margin_mm),
        word_row<Paper>("stencil.paper", "the sheet's paper", kStencil, &S::paper),
        number_row("stencil.custom_width_mm", "mm", kPaperSideRangeMm, "width of a paper of one's own", kStencil, &S::custom_width_mm),
        number_row("stencil.custom_height_mm", "mm", kPaperSideRangeMm, "height of a paper of one's own", kStencil, &S::custom_height_mm),
        number_row("stencil.roll_width_mm", "mm", kRollWidthRangeMm, "width of a roll", kStencil, &S::roll_width_mm),
        printer_row(),
        word_row<CutterMarks, S>("stencil.cutter_marks.kind", "registration marks that a cutter's camera looks for", kStencil,
                                 [](S& s) -> CutterMarks& { return s.cutter_marks.kind; }),
        mark_row("size_mm", kCutterMarkSizeRangeMm, "size of a registration mark", &CutterMarkSettings::size_mm),
        mark_row("line_mm", kCutterMarkLineRangeMm, "line width of a registration mark", &CutterMarkSettings::line_mm),
        mark_row("inset_mm", kCutterMarkInsetRangeMm, "of registration marks from the paper's edge", &CutterMarkSettings::inset_mm),
        word_row<DxfVersion>("stencil.dxf", "the DXF version written", kStencil, &S::dxf),
        guide_row("thickness_mm", kGuideThicknessRangeMm, "thickness of the 3D-printed guide", &PrintedGuideSettings::thickness_mm),
        guide_row("gap_mm", kGuideGapRangeMm, "of the guide's inside off the skin", &PrintedGuideSettings::gap_mm),
        guide_row("reach_mm", kGuideReachRangeMm, "of the guide down the forehead", &PrintedGuideSettings::reach_mm),
        flag_row<S>("stencil.guide.ear_hooks", "hooks of the guide round the ears", kStencil,
                    [](S& s) -> bool& { return s.guide.has_ear_hooks; }),
    };
}

}  // namespace trichion
