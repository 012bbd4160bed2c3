// What a printer does to lengths, measured once on its test page.
#pragma once

#include <string>

namespace trichion {

/// How long a printer draws what is asked of it. 0.994 draws 99.4 mm for 100.
struct Printer {
    std::string name;         // the artist's word for it: "Studio"
    double x_share = 1.0;     // along the page's width as it lies before the reader; kPrinterShareRange
    double y_share = 1.0;     // along its height
    std::string measured_on;  // ISO date

    friend bool operator==(const Printer&, const Printer&) = default;
};

/// What a sheet is multiplied by before it is printed, so that it comes out true: 1 / share.
struct PrintCorrection {
    double x = 1.0;
    double y = 1.0;

    bool is_none() const { return x == 1.0 && y == 1.0; }
};
inline PrintCorrection correction_for(const Printer& printer) { return {1.0 / printer.x_share, 1.0 / printer.y_share}; }

}  // namespace trichion
