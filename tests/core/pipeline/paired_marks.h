// Placement marks that one side of the head has and the other has not.
#pragma once

#include "core/pipeline/stencil_stage.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace trichion::test {

/// Labels of marks of the face and the outline that only the other side has, and that no remark names.
inline std::vector<std::string> silently_missing(const Stencil& stencil) {
    static const std::map<std::string, std::string> kPlaces{{"pupil", "pupil"}, {"canthus", "eye corner"}, {"corner", "hairline corner"}, {"temporal", "temporal point"}};
    std::set<std::string> names;
    for (const StencilPiece& piece : stencil.pieces)
        for (const PlacementMark& mark : piece.marks) names.insert(mark.name);
    std::vector<std::string> missing;
    for (const auto& [name, label] : kPlaces)
        for (const auto& [side, other] : {std::pair{"r", "l"}, std::pair{"l", "r"}}) {
            if (names.contains(name + "_" + side) || !names.contains(name + "_" + other)) continue;
            const std::string words = "\"" + label + (*side == 'r' ? " R" : " L") + "\"";
            if (std::ranges::none_of(stencil.advice, [&](const Advice& a) { return a.sentence.find("there is no mark " + words) != std::string::npos; }))
                missing.push_back(words);
        }
    return missing;
}

}  // namespace trichion::test
