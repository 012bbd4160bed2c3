// Versions of a design in one document: pure functions from document to document.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace trichion {

/// The design of a version, the active one's included. @error NotFound.
Result<Design> design_of(const Document& document, std::uint32_t version);
const Version* find_version(const Document& document, std::uint32_t version);
/// The version by its name, as keys and the command line name it; null when there is none.
const Version* find_version(const Document& document, const std::string& name);

/// The document with this version active. @error NotFound.
Result<Document> with_active_version(const Document& document, std::uint32_t version);
/// A copy of the active version under the next free letter, and active. @error InvalidInput  too many versions.
Result<Document> with_new_version(const Document& document);
/// @error NotFound. InvalidInput  empty, too long or taken.
Result<Document> with_version_named(const Document& document, std::uint32_t version, const std::string& name);
/// @error NotFound. InvalidInput  the last version stays.
Result<Document> without_version(const Document& document, std::uint32_t version);

/// Every outline that a document holds: the one shown; then of each version in turn the waiting one and the agreed one.
std::vector<Shared<Outline>> outlines_of(const Document& document);
/// The document with each of those replaced; outlines that were one object stay one.
Document with_outlines(const Document& document, const std::function<Shared<Outline>(const Shared<Outline>&)>& change);

/// The active version as agreed on `today` (ISO). @error InvalidInput  it has no outline yet.
Result<Document> with_agreement(const Document& document, const std::string& today);
Document without_agreement(const Document& document);
/// Whether the active version was agreed and differs from what was agreed.
bool is_changed_since_agreed(const Document& document);
/// The same of any version; false when there is none of this id.
bool is_changed_since_agreed(const Document& document, std::uint32_t version);

/// Whether the lines of the active version are others than those agreed on.
bool is_line_changed_since_agreed(const Document& document);

/// The same for equal designs on every machine; another for any change of what is done to the skin and can be seen there. Dates,
/// take-up and pace are no part of it: an appointment that is moved or a result that is typed is no other design.
std::uint64_t design_hash(const Design& design);
/// The stamp that a version goes by: the one given to it while it is as agreed, else that of its design as it is now. 0 when there
/// is no such version.
std::uint64_t stamp_of(const Document& document, std::uint32_t version);
/// Its first six hexadecimal digits, as shown and printed: "3fa90c".
std::string short_words(std::uint64_t design_hash);
/// How a version stands to what was agreed: "agreed 22 Nov 2026", "changed since agreed", or nothing.
std::string agreement_words(const Document& document, std::uint32_t version);
/// An agreement's day as shown and printed: "22 Nov 2026".
std::string day_words(const std::string& iso_date);

}  // namespace trichion
