// Every value a user can set, by key: the panels, the command line and the tests go through this one table.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <string>
#include <vector>

namespace trichion {

struct Setting {
    std::string key;       // "dots.density_per_cm2"
    std::string unit;      // "dots/cm2", or empty
    std::string range;     // "30 to 260", or the words
    std::string meaning;   // one line
};
/// All keys, in the order of `set --list`.
const std::vector<Setting>& settings();

/// The document with `key` set to `value`. Some keys need the fitted head (outline.preset, outline.height_mm,
/// landmark.NAME=x,y,z).
/// @error NotFound  no such key: names the nearest. InvalidInput  names the value and the range.
Result<Document> with_setting(const Document& document, const Head& head, const std::string& key,
                              const std::string& value);

/// The value as `with_setting` takes it.
Result<std::string> setting_of(const Document& document, const std::string& key);

}  // namespace trichion
