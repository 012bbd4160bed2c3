// What a printer does to lengths, measured once on its test page.
#pragma once

#include <string>

namespace trichion {

/// How long a printer draws what is asked of it. 0.994 draws 99.4 mm for 100.
struct Printer {
    std::string name;         // the artist's word for it: "Studio"
    double along_share = 1.0;   // along the paper: a sheet's long side, the way a roll unwinds, across a page that lies; kPrinterShareRange
    double across_share = 1.0;  // across the paper: down a page that lies
    std::string measured_on;  // ISO date

    friend bool operator==(const Printer&, const Printer&) = default;
};

/// What a sheet is multiplied by before it is printed, so that it comes out true: 1 / share.
struct PrintCorrection {
    double x = 1.0;
    double y = 1.0;

    bool is_none() const { return x == 1.0 && y == 1.0; }
};
/// A page that stands goes through the printer as one that lies does: what belongs to the paper's sides changes axes with it.
/// @param is_paper_along_x  whether the paper's long side, or a roll's length, is the page's x (stencil_sheet.h).
inline PrintCorrection correction_for(const Printer& printer, bool is_paper_along_x) {
    const double along = 1.0 / printer.along_share, across = 1.0 / printer.across_share;
    return is_paper_along_x ? PrintCorrection{along, across} : PrintCorrection{across, along};
}

}  // namespace trichion
