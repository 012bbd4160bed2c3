// What files made of a design are offered to be called.
#pragma once

#include "core/session/session.h"

#include <string>
#include <string_view>

namespace trichion {

/// `words` as the name of a file on any disk: blanks, and what parts folders or is refused by sticks and other systems, become
/// hyphens, never two in a row nor one at an end; letters of all languages stay. Not hidden. May be empty.
std::string as_file_name(std::string_view words);

/// Without extension: as its file is called, or after its client, "client-A-17"; "design" where there is neither.
std::string name_of_design(const Session& session);

/// Without extension: whose it is, which version, what, when: "A-17-B-stencil-2026-11-22".
std::string name_of_sheet(const Session& session, std::string_view what);

}  // namespace trichion
