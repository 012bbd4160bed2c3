// Asks the font, as the writers do.
#include "core/io/sheet_words.h"

#include "core/io/text_measure.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <utility>

namespace trichion {
namespace {

bool is_on(const Advice& advice, const std::string& label) { return advice.sentence.starts_with(label + ": "); }

}  // namespace

bool is_true_of(const Advice& advice, const StencilSettings& settings) {
    constexpr std::array<std::string_view, 3> kOfSides{"strip_over_ear", "strip_narrowed", "stretch"};
    return settings.line != StencilLine::LineOnly || std::ranges::find(kOfSides, advice.rule) == kOfSides.end();
}

std::vector<std::string> advice_on_all(const Stencil& stencil, const StencilSettings& settings) {
    std::vector<std::string> sentences;
    for (const Advice& advice : stencil.advice)
        if (is_true_of(advice, settings) && std::ranges::none_of(stencil.pieces, [&](const StencilPiece& piece) { return is_on(advice, piece.label); }))
            sentences.push_back(advice.sentence);
    return sentences;
}

std::vector<std::string> advice_on(const Stencil& stencil, const StencilSettings& settings, const std::string& label) {
    std::vector<std::string> sentences;
    for (const Advice& advice : stencil.advice)
        if (is_true_of(advice, settings) && is_on(advice, label)) sentences.push_back(advice.sentence.substr(label.size() + 2));
    return sentences;
}

const char* remedy_for_landing(StencilLine line) {
    return line == StencilLine::CutEdge ? "a strip that bears the line instead of a piece cut at it, fewer parts, or a narrower skin side"
                                        : "narrower sides or fewer parts in a piece";
}

std::optional<Advice> advise_on_words(const SheetText& text) {
    const TextMeasure measure;
    for (const auto& [what, words] : {std::pair<const char*, const std::string&>{"client code", text.client_code}, {"version", text.version_label}})
        if (const std::string shown = measure.showable(words); shown != words)
            return Advice{"words",
                          fmt::format("The sheet prints the {} \"{}\" as \"{}\", since its font lacks some of the characters: Latin, Greek and "
                                      "Cyrillic letters and digits can be printed.",
                                      what, words, shown),
                          "", {}};
    return std::nullopt;
}

}  // namespace trichion
