// What the kinds of the density brush are called.
#include "app/editor/tools/tool_settings.h"

namespace trichion {

const char* name_of(DensityStroke::Kind kind) {
    switch (kind) {
        case DensityStroke::Kind::Denser: return "Denser";
        case DensityStroke::Kind::Thinner: return "Thinner";
        case DensityStroke::Kind::Erase: return "Erase";
        case DensityStroke::Kind::Restore: return "Restore";
        case DensityStroke::Kind::ToTarget: return "To target";
        case DensityStroke::Kind::Smooth: return "Smooth";
    }
    return "";
}

char letter_of(DensityStroke::Kind kind) {
    switch (kind) {
        case DensityStroke::Kind::Denser: return 'D';
        case DensityStroke::Kind::Thinner: return 'N';
        case DensityStroke::Kind::Erase: return 'E';
        case DensityStroke::Kind::Restore: return 'R';
        case DensityStroke::Kind::ToTarget: return 'G';
        case DensityStroke::Kind::Smooth: return 'S';
    }
    return 0;
}

const char* step_label(DensityStroke::Kind kind) {
    switch (kind) {
        case DensityStroke::Kind::Denser: return "Brush denser";
        case DensityStroke::Kind::Thinner: return "Brush thinner";
        case DensityStroke::Kind::Erase: return "Erase dots";
        case DensityStroke::Kind::Restore: return "Restore dots";
        case DensityStroke::Kind::ToTarget: return "Brush to target";
        case DensityStroke::Kind::Smooth: return "Smooth density";
    }
    return "";
}

}  // namespace trichion
