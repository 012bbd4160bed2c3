// Goes through the table of keys: what a key refuses, the file does not hold either.
#include "core/session/last_choices.h"

#include "core/io/printers_file.h"
#include "core/io/project_file.h"
#include "core/session/setting_rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <system_error>

namespace trichion {
namespace {

constexpr std::size_t kLargestFile = 64 * 1024;

tl::unexpected<Error> damaged(const std::string& why) {
    return damaged_desk_file("The stencil settings used last", last_choices_file(), why,
                             "Delete the file; until then new designs start with the usual ones.");
}

Result<Document> with_line(const Document& document, const std::string& line) {
    static const Head kNoHead;
    const std::size_t at = line.find('=');
    for (const SettingRow& row : stencil_rows())
        if (at != std::string::npos && row.setting.key == line.substr(0, at)) return row.set(document, kNoHead, line.substr(at + 1));
    return fail(ErrorCode::InvalidInput, fmt::format("\"{}\" is no setting of a stencil", line.substr(0, 60)));
}

}  // namespace

std::filesystem::path last_choices_file() { return printers_file().parent_path() / "stencil"; }

Result<StencilSettings> read_last_choices() {
    const auto bytes = read_file_whole(last_choices_file(), kLargestFile);
    if (!bytes && bytes.error().code == ErrorCode::NotFound) return StencilSettings{};
    if (!bytes) return damaged(bytes.error().message);
    const std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    Document document;
    for (const std::string& line : texts_of(text, '\n')) {
        if (line.empty()) continue;
        Result<Document> next = with_line(document, line);
        if (!next) return damaged(next.error().message);
        document = std::move(*next);
    }
    StencilSettings settings = *document.stencil;
    // One that was forgotten since would only be refused.
    if (const auto printers = read_printers(); printers && std::ranges::find(*printers, settings.printer, &Printer::name) == printers->end()) settings.printer.clear();
    return settings;
}

StencilSettings with_desk_printer(StencilSettings settings) {
    if (settings.printer.empty())
        if (const auto last = read_last_choices()) settings.printer = last->printer;
    return settings;
}

Result<void> remember_choices(const StencilSettings& settings) {
    Document document;
    document.stencil = with_desk_printer(settings);
    std::string text;
    for (const SettingRow& row : stencil_rows()) text += fmt::format("{}={}\n", row.setting.key, row.get(document));
    std::error_code ignored;
    std::filesystem::create_directories(last_choices_file().parent_path(), ignored);  // where that fails, writing does
    return write_file_whole(last_choices_file(), std::as_bytes(std::span(text)));
}

}  // namespace trichion
