// Asks the font, as the writers do.
#include "core/io/sheet_words.h"

#include "core/io/text_measure.h"

#include <fmt/format.h>
#include <string>
#include <utility>

namespace trichion {

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
