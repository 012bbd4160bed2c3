// One rule for the names of all files that a design makes.
#include "app/editor/commands/file_names.h"

#include "core/model/versions.h"

#include <fmt/format.h>

namespace trichion {

std::string as_file_name(std::string_view words) {
    static constexpr std::string_view kNowhere = "/\\:*?\"<>| -";
    std::string name;
    for (const char c : words) {
        const bool is_gap = kNowhere.find(c) != std::string_view::npos || static_cast<unsigned char>(c) < 0x20;
        if (!is_gap && !(name.empty() && c == '.')) name += c;  // a dot in front would hide it
        else if (is_gap && !name.empty() && name.back() != '-') name += '-';
    }
    if (name.ends_with('-')) name.pop_back();
    return name;
}

std::string name_of_design(const Session& session) {
    if (!session.path().empty()) return session.path().stem().string();
    const std::string& code = session.document().client_code;
    return code.empty() ? "design" : as_file_name("client-" + code);
}

std::string name_of_sheet(const Session& session, std::string_view what) {
    const Document& document = session.document();
    const std::string whose = !document.client_code.empty() ? document.client_code : session.path().stem().string();
    const std::string version = document.versions->all.size() > 1 ? find_version(document, document.versions->active)->name : "";
    return as_file_name(fmt::format("{}-{}-{}-{}", whose, version, what, Session::today()));
}

}  // namespace trichion
