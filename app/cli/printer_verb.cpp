// Printers measured on this computer.
#include "app/cli/verbs.h"
#include "core/io/printers_file.h"
#include "core/io/stencil_sheet.h"
#include "core/session/export_stencil.h"
#include "core/session/session.h"

#include <fmt/format.h>

namespace trichion {
namespace {

Result<std::string> list_printers() {
    const auto printers = read_printers();
    if (!printers) return tl::unexpected(printers.error());
    if (printers->empty()) return "No printer has been measured on this computer.\n";
    std::string text;
    for (const Printer& p : *printers)
        text += fmt::format("{:<20} {} a landscape page, measured on {}\n", p.name, deviation_words(p), p.measured_on);
    return text;
}

Result<std::string> write_test_page(const PrinterOptions& options) {
    StencilSettings settings;
    settings.paper = options.paper;
    SheetText text;
    text.kind = "printer test page";
    if (const auto written = write_sheet_pdf({lay_out_test_page(settings)}, text, options.output); !written) return tl::unexpected(written.error());
    const glm::dvec2 asked = test_lines_mm(settings);
    return fmt::format("Wrote {}\nPrint it at 100 %, measure both lines ({:.0f} mm across and {:.0f} mm down when true) and type: trichion printer add NAME --x MM --y MM\n",
                       options.output.string(), asked.x, asked.y);
}

}  // namespace

Result<std::string> run_printer(const PrinterOptions& options) {
    if (options.action == PrinterAction::Page) return write_test_page(options);
    if (options.action == PrinterAction::Forget)
        if (const auto forgotten = forget_printer(options.name); !forgotten) return tl::unexpected(forgotten.error());
    if (options.action == PrinterAction::Add) {
        StencilSettings settings;
        settings.paper = options.paper;
        const glm::dvec2 asked = test_lines_mm(settings);
        const auto printer = printer_from_test_page(options.name, settings, {options.x_mm, options.y_mm}, Session::today());
        if (!printer) return tl::unexpected(printer.error());
        if (const std::string doubt = doubt_about(*printer); !doubt.empty() && !options.is_sure)
            return fail(ErrorCode::InvalidInput, fmt::format("{} The lines of this paper are {:.0f} and {:.0f} mm when true. If it was, add --sure.", doubt, asked.x, asked.y));
        if (const auto kept = remember_printer(*printer); !kept) return tl::unexpected(kept.error());
    }
    return list_printers();
}

}  // namespace trichion
