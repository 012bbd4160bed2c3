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
    std::string range;     // "20 to 400", or the words
    std::string meaning;   // one line
};
/// All keys, in the order of `set --list`.
const std::vector<Setting>& settings();

/// In which order several settings given at once are taken: a head comes before what is told about it, and that
/// before the design on it.
enum class SettingOrder { Head, Fit, Design };
SettingOrder order_of_setting(const std::string& key);

/// Whether this key needs the document's head to be there (`with_setting` with any other does not look at it).
bool needs_head(const std::string& key, const Document& document);

/// The document with `key` set to `value`. Some keys need the fitted head (outline.preset, outline.height_mm,
/// landmark.NAME=x,y,z). A value that the document has already gives the same document.
/// @param head  the document's own head, see Pipeline::is_head_fresh.
/// @error NotFound  no such key: names the nearest. InvalidInput  names the value and the range.
Result<Document> with_setting(const Document& document, const Head& head, const std::string& key,
                              const std::string& value);

/// The value as `with_setting` takes it.
/// @param head  for places, which are told in its frame, and for what is measured on the line as drawn (controls).
/// @error NotFound  no such key, or a place or control without a head.
Result<std::string> setting_of(const Document& document, const std::string& key, const Head* head = nullptr);

}  // namespace trichion
