// A table of letters on a grid of four by six.
#include "core/io/stroke_letters.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>

namespace trichion {
namespace {

constexpr double kHigh = 6.0, kWide = 4.0, kAdvance = 5.6;   // of the grid

// Strokes parted by spaces; of each the digits x y x y ... of its corners. @source Ours.
constexpr std::array<std::string_view, 26> kLetters{"002640 1333",
                                                    "00063645443303 3342413000",
                                                    "4536160501103041",
                                                    "00062644422000",
                                                    "40000646 0333",
                                                    "000646 0333",
                                                    "45361605011030414323",
                                                    "0006 4046 0343",
                                                    "1030 1636 2026",
                                                    "4641301001",
                                                    "0006 460340",
                                                    "060040",
                                                    "0006234640",
                                                    "00064046",
                                                    "051636454130100105",
                                                    "00063645443303",
                                                    "051636454130100105 2240",
                                                    "00063645443303 2340",
                                                    "453616050413334241301001",
                                                    "0646 2026",
                                                    "060110304146",
                                                    "062046",
                                                    "0610243046",
                                                    "0046 0640",
                                                    "062346 2320",
                                                    "06460040"};
constexpr std::array<std::string_view, 10> kDigits{"051636454130100105 1234",
                                                   "152620 1030",
                                                   "05163645440040",
                                                   "05163645443323 3342413010 1001",
                                                   "30360242",
                                                   "460603334241301001",
                                                   "4536160501103041423303",
                                                   "064610",
                                                   "13040516364544331302011030414233",
                                                   "011030414536160504133343"};

std::string_view strokes_of(char character) {
    const char capital = static_cast<char>(std::toupper(static_cast<unsigned char>(character)));
    if (capital >= 'A' && capital <= 'Z') return kLetters[static_cast<std::size_t>(capital - 'A')];
    if (capital >= '0' && capital <= '9') return kDigits[static_cast<std::size_t>(capital - '0')];
    if (capital == '-') return "1333";
    return {};
}

}  // namespace

double stroke_letters_wide_mm(std::string_view words, double height_mm) {
    if (words.empty()) return 0.0;
    return height_mm / kHigh * (kAdvance * double(words.size() - 1) + kWide);
}

std::vector<std::vector<glm::dvec2>> stroke_letters(std::string_view words, double height_mm, double most_wide_mm) {
    const double wide = stroke_letters_wide_mm(words, height_mm);
    const glm::dvec2 unit = height_mm / kHigh * glm::dvec2(wide > most_wide_mm ? most_wide_mm / wide : 1.0, 1.0);
    std::vector<std::vector<glm::dvec2>> strokes;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view drawn = strokes_of(words[i]);
        bool is_new = true;
        for (std::size_t at = 0; at + 1 < drawn.size(); at += is_new ? 1 : 2) {
            if (drawn[at] == ' ') {
                is_new = true;
                continue;
            }
            if (is_new) strokes.emplace_back();
            is_new = false;
            strokes.back().push_back(unit * glm::dvec2(kAdvance * double(i) + double(drawn[at] - '0'), double(drawn[at + 1] - '0')));
        }
    }
    return strokes;
}

}  // namespace trichion
