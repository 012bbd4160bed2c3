// The versions of a design from the command line.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "core/io/project_file.h"
#include "core/model/limits.h"
#include "core/model/versions.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace trichion {
namespace {

using Json = nlohmann::ordered_json;

Result<std::uint32_t> id_of(const Document& document, const std::string& name) {
    if (const Version* version = find_version(document, name)) return version->id;
    std::vector<std::string> names;
    for (const Version& version : document.versions->all) names.push_back(version.name);
    return fail(ErrorCode::NotFound, fmt::format("There is no version \"{}\"; the versions are {}.", plain_text(name, 40),
                                                 fmt::join(names, ", ")));
}

Result<Document> changed(const Document& document, const VersionOptions& options) {
    if (options.action == VersionAction::Add) return with_new_version(document);
    if (options.action == VersionAction::Agree) return with_agreement(document, Session::today());
    const Result<std::uint32_t> id = id_of(document, options.name);
    if (!id) return tl::unexpected(id.error());
    switch (options.action) {
        case VersionAction::Use: return with_active_version(document, *id);
        case VersionAction::Rename: return with_version_named(document, *id, options.new_name);
        case VersionAction::Delete: return without_version(document, *id);
        default: return document;
    }
}

}  // namespace

std::string versions_json(const Document& document) {
    Json rows = Json::array();
    for (const Version& version : document.versions->all) {
        Json row{{"name", version.name}, {"active", version.id == document.versions->active}};
        row["height_mm"] = design_of(document, version.id)->outline->height_mm;
        if (version.agreed)
            row["agreed"] = {{"on", version.agreed->on},
                             {"hash", fmt::format("{:016x}", version.agreed->hash)},
                             {"changed_since", is_changed_since_agreed(document, version.id)}};
        rows.push_back(std::move(row));
    }
    return rows.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string version_words(const Document& document, const Version& version) {
    const std::string words = agreement_words(document, version.id);
    return words.empty() ? words : fmt::format("{} (stamp {})", words, short_words(version.agreed->hash));
}

Result<std::string> run_version(const VersionOptions& options) {
    OpenDesign design;
    Session& session = design.session();
    if (const Result<void> opened = session.open_project(options.file); !opened) return tl::unexpected(opened.error());
    if (options.action != VersionAction::List) {
        if (const Result<void> up = bring_up(design, Wanted::Design); !up) return tl::unexpected(up.error());
        Result<Document> next = changed(session.document(), options);
        if (!next) return tl::unexpected(next.error());
        if (!(*next == session.document())) {
            const bool looks_the_same = next->outline.is(session.document().outline) && next->dots.is(session.document().dots);
            session.editor().preview(std::move(*next));
            session.editor().commit("Versions", Session::today());
            if (const Result<void> up = bring_up(design, Wanted::Design); !up) return tl::unexpected(up.error());
            Image thumbnail = looks_the_same ? load_thumbnail(options.file).value_or(Image{}) : Image{};
            if (thumbnail.empty()) thumbnail = thumbnail_of(design);
            if (const Result<void> saved = session.save_project(options.file, thumbnail); !saved)
                return tl::unexpected(saved.error());
        }
    }
    const Document& document = session.document();
    if (options.is_json) return versions_json(document) + "\n";
    std::string text;
    for (const Version& version : document.versions->all)
        text += fmt::format("{} {:<12} {:.1f} mm{}{}\n", version.id == document.versions->active ? "*" : " ", version.name,
                            design_of(document, version.id)->outline->height_mm, version.agreed ? "  " : "",
                            version_words(document, version));
    return text;
}

}  // namespace trichion
