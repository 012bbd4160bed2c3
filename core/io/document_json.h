// A document as the text in a .trichion file, without the scan, which is an entry of its own.
#pragma once

#include "core/base/error.h"
#include "core/io/project_file.h"
#include "core/model/document.h"

#include <optional>
#include <string>

namespace trichion {

/// Every number is written so that reading gives back the same bits.
std::string document_to_json(const Document& document, const std::optional<OutlinePlaces>& places = std::nullopt);

struct ParsedDocument {
    Document document;                    // its scan still empty
    std::optional<OutlinePlaces> places;  // of all its outlines
    std::string scan_picture_format;      // "png", "jpg", or empty when the scan has no picture
};

/// @error UnsupportedFormat  made by a newer version, or not a Trichion document. ReadFailed  damaged: which key.
///        The message is the end of a sentence that begins with the file's name.
Result<ParsedDocument> document_from_json(const std::string& text);

}  // namespace trichion
