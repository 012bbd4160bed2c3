// The printers measured on this computer: they belong to it and not to a design.
#pragma once

#include "core/base/error.h"
#include "core/model/printer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace trichion {

/// $XDG_CONFIG_HOME/trichion/printers.json, else ~/.config/trichion/printers.json.
std::filesystem::path printers_file();

/// By name. None where there is no file yet.
/// @error ReadFailed  the file is damaged: names it and says what to do. It is left as it is.
Result<std::vector<Printer>> read_printers();

/// What is told of a file beside the printers' that is damaged: "WHAT, FILE, cannot be read: WHY. WAY OUT".
/// @param why  with or without its full stop: the sentence goes on. @return ReadFailed.
tl::unexpected<Error> damaged_desk_file(const std::string& what, const std::filesystem::path& file, std::string why, const std::string& way_out);

/// Adds a printer or replaces the one of its name.
/// @error InvalidInput  a share out of kPrinterShareRange (says that "fit to page" was on), a name without letters.
/// @error ReadFailed  as read_printers: a damaged file is never written over. WriteFailed
Result<void> remember_printer(const Printer& printer);
/// @error NotFound  no printer has this name. ReadFailed, WriteFailed.
Result<void> forget_printer(const std::string& name);

/// So far off at 100 % is hardly any printer: it is asked before it is remembered.
inline constexpr double kPrinterDoubt_percent = 2.0;

/// What speaks against its correction, a sentence: lengths more than kPrinterDoubt_percent off. Empty: nothing.
std::string doubt_about(const Printer& printer);

/// "3.00 % too long across, 3.00 % too short down": of a page that lies, as the test page's lines do. Across is the paper's
/// long side, or a roll's length.
std::string deviation_words(const Printer& printer);

/// From two typed lengths: what lines along and across the paper measure that were asked to be so long.
/// @error InvalidInput  not a length near it; as remember_printer: says so.
Result<Printer> measured_printer(const std::string& name, double asked_along_mm, double measured_along_mm, double asked_across_mm,
                                 double measured_across_mm, const std::string& today);

}  // namespace trichion
