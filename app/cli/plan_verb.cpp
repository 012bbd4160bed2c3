// The work plan as a page or a table.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "core/session/export_plan.h"

#include <fmt/format.h>

namespace trichion {

Result<std::string> run_plan(const PlanOptions& options) {
    auto design = std::make_unique<OpenDesign>();
    Session& session = design->session();
    if (const auto opened = open_on_paper(session, options.file, options.paper); !opened)
        return tl::unexpected(opened.error());
    if (const Result<void> up = bring_up(*design, Wanted::Design); !up) return tl::unexpected(up.error());
    if (const auto written = export_plan(session.document(), design->pipeline(), options.output); !written)
        return tl::unexpected(written.error());
    return fmt::format("Wrote {}\n", options.output.string());
}

}  // namespace trichion
