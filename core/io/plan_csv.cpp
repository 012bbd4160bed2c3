// Rows are filled by column name, so that a column cannot slip.
#include "core/io/plan_csv.h"

#include "core/io/project_file.h"
#include "core/pipeline/work_words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <span>
#include <string_view>

namespace trichion {
namespace {

constexpr std::array<std::string_view, 32> kColumns{
    "part", "session", "name", "kind", "date", "shade_ml_water_per_ml_pigment", "shade_name", "needle", "depth_mm", "passes",
    "area_cm2", "dots", "dots_about", "setup_min", "work_low_min", "work_usual_min", "work_high_min", "breaks_low",
    "breaks_high", "break_minutes_low_min", "break_minutes_high_min", "all_low_min", "all_usual_min", "all_high_min", "cartridges",
    "mix_low_drops", "mix_high_drops", "pigment_low_drops", "pigment_high_drops", "water_low_drops", "water_high_drops", "years_after"};

/// By column; what is not there is empty.
using Row = std::map<std::string_view, std::string>;

/// A cell of the file. A name that begins as formulas do gets an apostrophe before it, or a spreadsheet would compute it.
std::string quoted(std::string cell) {
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos) cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string out = "\"";
    for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string whole(float value) { return fmt::format("{:.0f}", value); }
std::string whole(int value) { return fmt::format("{}", value); }

void add_row(std::string& text, const Row& row) {
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto cell = row.find(kColumns[i]);
        text += (i ? "," : "") + (cell == row.end() ? std::string() : quoted(cell->second));
    }
    text += "\r\n";
}

void add_minutes(Row& row, const Estimate& minutes) {
    row["all_low_min"] = whole(minutes.low), row["all_usual_min"] = whole(minutes.usual), row["all_high_min"] = whole(minutes.high);
}

void add_dots(Row& row, int dots, int about) { row["dots"] = whole(dots), row["dots_about"] = whole(about); }

Row session_row(const PlannedSession& session) {
    Row row{{"part", "session"}, {"session", whole(session.session)}, {"date", session.on}};
    row["shade_ml_water_per_ml_pigment"] = fmt::format("{:g}", session.shade);
    row["shade_name"] = session.shade_name;
    row["needle"] = needle_words(session.needle);
    row["depth_mm"] = fmt::format("{:g}", session.depth_mm);
    row["passes"] = whole(session.passes);
    add_dots(row, session.dots, session.dots_about);
    row["setup_min"] = whole(session.setup_minutes);
    row["work_low_min"] = whole(session.work_minutes.low), row["work_usual_min"] = whole(session.work_minutes.usual);
    row["work_high_min"] = whole(session.work_minutes.high);
    row["breaks_low"] = whole(session.breaks.low), row["breaks_high"] = whole(session.breaks.high);
    row["break_minutes_low_min"] = whole(session.break_minutes.low), row["break_minutes_high_min"] = whole(session.break_minutes.high);
    add_minutes(row, session.minutes);
    for (const CartridgeCount& cartridge : session.cartridges)
        row["cartridges"] += fmt::format("{}{} {}", row["cartridges"].empty() ? "" : " + ", cartridge.count, needle_words(cartridge.needle));
    row["mix_low_drops"] = whole(session.mix_drops.low), row["mix_high_drops"] = whole(session.mix_drops.high);
    row["pigment_low_drops"] = whole(session.pigment_drops.low), row["pigment_high_drops"] = whole(session.pigment_drops.high);
    row["water_low_drops"] = whole(session.water_drops.low), row["water_high_drops"] = whole(session.water_drops.high);
    return row;
}

Row zone_row(const PlannedZone& zone, int session) {
    const auto s = static_cast<std::size_t>(session - 1);
    Row row{{"part", "zone"}, {"session", whole(session)}, {"name", to_word(zone.zone)}};
    row["area_cm2"] = fmt::format("{:.1f}", zone.cm2);
    add_dots(row, zone.per_session[s], two_digits(static_cast<float>(zone.per_session[s])));
    for (const Needle needle : zone.needles[s]) row["needle"] += (row["needle"].empty() ? "" : " + ") + needle_words(needle);
    const Estimate& minutes = zone.work_minutes[s];
    row["work_low_min"] = whole(minutes.low), row["work_usual_min"] = whole(minutes.usual), row["work_high_min"] = whole(minutes.high);
    row["mix_low_drops"] = whole(zone.mix_drops[s].low), row["mix_high_drops"] = whole(zone.mix_drops[s].high);
    return row;
}

Row touch_up_row(const PlannedTouchUp& touch_up) {
    Row row{{"part", "touch_up"}, {"years_after", fmt::format("{:g}", touch_up.years)}};
    row["shade_ml_water_per_ml_pigment"] = fmt::format("{:g}", touch_up.shade);
    row["shade_name"] = touch_up.shade_name;
    add_dots(row, touch_up.dots, touch_up.dots_about);
    row["work_low_min"] = whole(touch_up.work_minutes.low), row["work_usual_min"] = whole(touch_up.work_minutes.usual);
    row["work_high_min"] = whole(touch_up.work_minutes.high);
    add_minutes(row, touch_up.minutes);
    return row;
}

}  // namespace

std::string plan_csv(const WorkPlan& plan) {
    std::string text;
    for (std::size_t i = 0; i < kColumns.size(); ++i) text += (i ? "," : "") + std::string(kColumns[i]);
    text += "\r\n";
    for (const PlannedSession& session : plan.sessions) {
        add_row(text, session_row(session));
        for (const PlannedZone& zone : plan.zones) add_row(text, zone_row(zone, session.session));
    }
    for (const PlannedArea& area : plan.areas) {
        Row row{{"part", "area"}, {"name", area.name}, {"kind", to_word(area.kind)}, {"area_cm2", fmt::format("{:.1f}", area.cm2)}};
        add_dots(row, area.dots, area.dots_about);
        add_row(text, row);
    }
    for (const PlannedTouchUp& touch_up : plan.touch_ups) add_row(text, touch_up_row(touch_up));
    for (const float years : plan.removal_years) add_row(text, {{"part", "laser_removal"}, {"years_after", fmt::format("{:g}", years)}});
    Row all{{"part", "all"}, {"kind", to_word(plan.service)}, {"area_cm2", fmt::format("{:.1f}", plan.area_cm2)}};
    add_dots(all, plan.dots, plan.dots_about);
    add_minutes(all, plan.minutes);
    add_row(text, all);
    return text;
}

Result<void> write_plan_csv(const WorkPlan& plan, const std::filesystem::path& path) {
    const std::string text = plan_csv(plan);
    return write_file_whole(path, std::as_bytes(std::span(text)));
}

}  // namespace trichion
