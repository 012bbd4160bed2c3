// A small JSON file in the user's settings folder, replaced whole at every change.
#include "core/io/printers_file.h"

#include "core/base/iso_date.h"
#include "core/io/json_reader.h"
#include "core/io/project_file.h"
#include "core/model/limits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <span>
#include <system_error>
#include <utility>

namespace trichion {
namespace {

constexpr std::uint64_t kLargestFile = 256 * 1024;
constexpr int kVersion = 1;

tl::unexpected<Error> damaged(const std::string& why) {
    return damaged_desk_file("The measured printers", printers_file(), why, "Delete the file and measure the printers again.");
}

/// "0.60 % too short", "true".
std::string share_words(double share) {
    const double percent = 100.0 * (share - 1.0);
    if (std::abs(percent) < 0.005) return "true";
    return fmt::format("{:.2f} % too {}", std::abs(percent), percent < 0.0 ? "short" : "long");
}

Result<void> check_share(const char* where, double share) {
    if (share >= kPrinterShareRange.min && share <= kPrinterShareRange.max) return {};
    return fail(ErrorCode::InvalidInput,
                fmt::format("{} a landscape page the printer draws {:.1f} % of what is asked, and only {:.0f} to {:.0f} % can be corrected: "
                            "\"fit to page\" was on, so print the test page again at 100 %, \"actual size\".",
                            where, 100.0 * share, 100.0 * kPrinterShareRange.min, 100.0 * kPrinterShareRange.max));
}

Result<void> check_printer(const Printer& printer) {
    const bool has_letters = printer.name.find_first_not_of(' ') != std::string::npos;
    if (!has_letters || !is_plain_text(printer.name, kLongestPrinterName))
        return fail(ErrorCode::InvalidInput,
                    fmt::format("A printer's name must be 1 to {} printable characters, such as \"Studio\".", kLongestPrinterName));
    if (auto r = check_share("Across", printer.along_share); !r) return r;
    if (auto r = check_share("Down", printer.across_share); !r) return r;
    if (!printer.measured_on.empty() && !day_number(printer.measured_on))
        return fail(ErrorCode::InvalidInput, fmt::format("\"{}\" is no date.", plain_text(printer.measured_on, 20)));
    return {};
}

Result<std::vector<Printer>> printers_in(const Json& json) {
    Reader reader;
    std::vector<Printer> printers;
    if (reader.value<std::uint32_t>(json, "version") != kVersion)
        return reader.first_wrong_key().empty() ? damaged("it is from a newer version of Trichion") : damaged("\"version\" is missing");
    for (const Json& row : reader.part(json, "printers", &Json::is_array)) {
        Printer printer;
        printer.name = reader.value<std::string>(row, "name");
        printer.along_share = reader.value<double>(row, "x_share");  // named as on the sheet that lies, where x is along
        printer.across_share = reader.value<double>(row, "y_share");
        printer.measured_on = reader.iso_date(row, "measured_on");
        if (!reader.first_wrong_key().empty()) break;
        if (const auto fits = check_printer(printer); !fits) return damaged(fmt::format("\"{}\" is no measured printer", plain_text(printer.name, 40)));
        printers.push_back(std::move(printer));
    }
    if (!reader.first_wrong_key().empty()) return damaged(fmt::format("\"{}\" is missing or wrong", reader.first_wrong_key()));
    std::ranges::sort(printers, {}, &Printer::name);
    return printers;
}

Result<void> write_printers(const std::vector<Printer>& printers) {
    Json rows = Json::array();
    for (const Printer& printer : printers)
        rows.push_back({{"name", printer.name}, {"x_share", printer.along_share}, {"y_share", printer.across_share}, {"measured_on", printer.measured_on}});
    const std::string text = Json{{"version", kVersion}, {"printers", rows}}.dump(2) + "\n";
    std::error_code ignored;  // a folder that cannot be made is told by the write
    std::filesystem::create_directories(printers_file().parent_path(), ignored);
    return write_file_whole(printers_file(), std::as_bytes(std::span(text)));
}

bool is_near(double measured_mm, double asked_mm) { return asked_mm > 0.0 && measured_mm > 0.5 * asked_mm && measured_mm < 2.0 * asked_mm; }

}  // namespace

std::filesystem::path printers_file() {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    // The specification has relative ones ignored.
    const std::filesystem::path folder = config && config[0] == '/' ? std::filesystem::path(config)
                                         : home && home[0] != '\0' ? std::filesystem::path(home) / ".config"
                                                                   : std::filesystem::temp_directory_path();
    return folder / "trichion" / "printers.json";
}

Result<std::vector<Printer>> read_printers() {
    std::error_code ignored;
    if (!std::filesystem::exists(printers_file(), ignored)) return std::vector<Printer>{};
    const auto bytes = read_file_whole(printers_file(), kLargestFile);
    if (!bytes) return damaged(bytes.error().message);
    const Json json = parse_json({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (json.is_discarded()) return damaged("it is no JSON");
    return printers_in(json);
}

tl::unexpected<Error> damaged_desk_file(const std::string& what, const std::filesystem::path& file, std::string why, const std::string& way_out) {
    if (why.ends_with('.')) why.pop_back();
    return fail(ErrorCode::ReadFailed, fmt::format("{}, {}, cannot be read: {}. {}", what, file.string(), why, way_out));
}

Result<void> remember_printer(const Printer& printer) {
    if (auto r = check_printer(printer); !r) return r;
    auto printers = read_printers();
    if (!printers) return tl::unexpected(printers.error());
    std::erase_if(*printers, [&](const Printer& other) { return other.name == printer.name; });
    printers->push_back(printer);
    std::ranges::sort(*printers, {}, &Printer::name);
    return write_printers(*printers);
}

Result<void> forget_printer(const std::string& name) {
    auto printers = read_printers();
    if (!printers) return tl::unexpected(printers.error());
    if (std::erase_if(*printers, [&](const Printer& other) { return other.name == name; }) == 0)
        return fail(ErrorCode::NotFound, fmt::format("No printer is named \"{}\" on this computer.", plain_text(name, 40)));
    return write_printers(*printers);
}

std::string deviation_words(const Printer& printer) {
    return fmt::format("{} across, {} down", share_words(printer.along_share), share_words(printer.across_share));
}

std::string doubt_about(const Printer& printer) {
    const auto percent = [](double share) { return 100.0 * (share - 1.0); };
    const double x = percent(printer.along_share), y = percent(printer.across_share);
    const double worst = std::abs(y) > std::abs(x) ? y : x;
    if (std::abs(worst) <= kPrinterDoubt_percent) return {};
    return fmt::format("This is {:.1f} % off: was the page printed at 100 %, \"actual size\"?", std::abs(worst));
}

Result<Printer> measured_printer(const std::string& name, double asked_along_mm, double measured_along_mm, double asked_across_mm,
                                 double measured_across_mm, const std::string& today) {
    for (const auto& [asked, measured] : {std::pair{asked_along_mm, measured_along_mm}, std::pair{asked_across_mm, measured_across_mm}})
        if (!is_near(measured, asked))
            return fail(ErrorCode::InvalidInput,
                        fmt::format("{:.6g} mm is no length of a line of {:.0f} mm: measure the line in millimetres, from end to end.", measured, asked));
    Printer printer{name, measured_along_mm / asked_along_mm, measured_across_mm / asked_across_mm, today};
    if (const auto fits = check_printer(printer); !fits) return tl::unexpected(fits.error());
    return printer;
}

}  // namespace trichion
