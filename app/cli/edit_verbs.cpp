// The verbs that make or change a design: new, set, and their lists.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "core/io/project_file.h"
#include "core/model/limits.h"
#include "core/session/settings.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

namespace trichion {
namespace {

struct ChosenHead {
    HeadReference head;
    std::vector<std::string> notes;
};

Result<ChosenHead> read_scan(const std::filesystem::path& path) {
    OpenDesign reader;
    std::optional<Result<std::vector<std::string>>> outcome;
    reader.session().import_scan(path, Session::ScanOf::ThisClient, [&outcome](const Result<std::vector<std::string>>& notes) { outcome = notes; });
    if (!*outcome) return tl::unexpected(outcome->error());
    return ChosenHead{*reader.document().head, **outcome};
}

Result<ChosenHead> choose_head(const std::string& name) {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    if (std::ranges::find(names, name) != names.end()) {
        ChosenHead chosen;
        chosen.head.name = name;
        return chosen;
    }
    const std::filesystem::path path(name);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored) && !path.has_extension() && !path.has_parent_path())
        return fail(ErrorCode::NotFound,
                    fmt::format("There is no built-in head and no file \"{}\"; the heads are {}.", plain_text(name, 60),
                                fmt::join(names, ", ")));
    return read_scan(path);
}

/// Fails before a scan is read for minutes in vain.
Result<void> check_preset(const std::string& preset) {
    if (preset.empty()) return {};
    const Result<Document> tried = with_setting({}, {}, "outline.preset", preset);
    if (!tried) return tl::unexpected(tried.error());
    return {};
}

std::string summary(OpenDesign& design) {
    const Pipeline& pipeline = design.pipeline();
    return fmt::format("{}: {} hairline {:.0f} mm above the glabella, {} dots\n", design.document().head->name,
                       design.document().outline->preset, pipeline.outline()->mid_frontal_height_mm,
                       pipeline.dots()->dots.size());
}

}  // namespace

Result<std::string> run_new(const NewOptions& options) {
    if (const auto checked = check_preset(options.preset); !checked) return tl::unexpected(checked.error());
    Result<ChosenHead> chosen = choose_head(options.head);
    if (!chosen) return tl::unexpected(chosen.error());
    Result<Document> document = Session::new_document(std::move(chosen->head), options.preset);
    if (!document) return tl::unexpected(document.error());
    OpenDesign design(std::move(*document));
    if (const Result<void> up = bring_up(design, Wanted::Design); !up) return tl::unexpected(up.error());
    if (const Result<void> saved = design.session().save_project(options.output, thumbnail_of(design)); !saved)
        return tl::unexpected(saved.error());
    std::string text = summary(design);
    for (const std::string& note : chosen->notes) text += note + "\n";
    return text + fmt::format("Saved {}\n", options.output.string());
}

std::string list_heads() {
    std::string text;
    for (const BuiltInHead& head : built_in_heads()) text += fmt::format("{:<18} {}\n", head.name, head.description);
    return text;
}

Result<std::string> run_set(const SetOptions& options) {
    Result<std::unique_ptr<OpenDesign>> design = std::make_unique<OpenDesign>();
    Session& session = (*design)->session();
    if (const Result<void> opened = session.open_project(options.file); !opened) return tl::unexpected(opened.error());
    session.update(false);
    const Document before = session.document();
    if (const Result<void> applied = session.apply_settings(options.values); !applied)
        return tl::unexpected(applied.error());
    if (const Result<void> up = bring_up(**design, Wanted::Design); !up) return tl::unexpected(up.error());
    if (session.document() == before) return fmt::format("Nothing to change in {}\n", options.file.string());
    Image thumbnail = thumbnail_of(**design);
    if (thumbnail.empty()) thumbnail = load_thumbnail(options.file).value_or(Image{});
    if (const Result<void> saved = session.save_project(options.file, thumbnail); !saved)
        return tl::unexpected(saved.error());
    return summary(**design) + fmt::format("Saved {}\n", options.file.string());
}

std::string list_settings() {
    std::string text;
    for (const Setting& setting : settings()) {
        const std::string unit = setting.unit.empty() ? "" : " " + setting.unit;
        text += fmt::format("{}\n    {}\n    {}{}\n", setting.key, setting.meaning, setting.range, unit);
    }
    return text;
}

}  // namespace trichion
