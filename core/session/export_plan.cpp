// Gathers what the page needs from the stages and hands it to the writer that the file's name asks for.
#include "core/session/export_plan.h"

#include "core/io/plan_csv.h"
#include "core/io/plan_page.h"
#include "core/model/versions.h"
#include "core/session/export_stencil.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace trichion {
namespace {

bool ends_in(const std::filesystem::path& path, const std::string& extension) {
    return std::ranges::equal(path.extension().string(), extension, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == b;
    });
}

}  // namespace

SheetText plan_text(const Document& document, const Head& head) {
    SheetText text = sheet_text(document, head);
    text.kind = "work plan";
    const std::uint32_t active = document.versions->active;
    const std::string agreed = agreement_words(document, active);
    text.version_label = fmt::format("version {}{}, stamp {}", find_version(document, active)->name,
                                     agreed.empty() ? "" : ", " + agreed, short_words(stamp_of(document, active)));
    return text;
}

bool has_plan_extension(const std::filesystem::path& path) { return ends_in(path, ".pdf") || ends_in(path, ".csv"); }

Result<void> export_plan(const Document& document, const Pipeline& pipeline, const std::filesystem::path& path) {
    if (!has_plan_extension(path))
        return fail(ErrorCode::InvalidInput, fmt::format("{} must end in .pdf or .csv.", path.string()));
    const WorkPlan* plan = pipeline.work_plan();
    const auto outline = pipeline.shared_outline();
    if (!plan || !pipeline.head() || !pipeline.candidates() || !pipeline.outline() || !outline)
        return fail(ErrorCode::NotFound, "There is no work plan yet; fit a hairline to the head first.");
    if (ends_in(path, ".csv")) return write_plan_csv(*plan, path);
    const SheetText text = plan_text(document, *pipeline.head());
    const auto map = map_head({*pipeline.head(), *pipeline.candidates(), **outline, *pipeline.outline(), *document.dots, *plan});
    return write_sheet_pdf(lay_out_plan(*plan, map, document.stencil->paper, text), text, path);
}

}  // namespace trichion
