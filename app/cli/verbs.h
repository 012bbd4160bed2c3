// What each verb of the command line does, given its options. Each returns what goes to standard output.
#pragma once

#include "core/base/error.h"
#include "core/io/exports.h"
#include "core/model/document.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

struct NewOptions {
    std::string head;               // a built-in head's name or a mesh file
    std::filesystem::path output;
    std::string preset;             // empty: the default
};
Result<std::string> run_new(const NewOptions& options);

std::string list_heads();

enum class InfoFormat { Text, Json };
Result<std::string> run_info(const std::filesystem::path& file, InfoFormat format);

/// Places in mm in the anatomical frame, as "info" prints landmarks; each is put on the skin, at most 10 mm away.
struct MeasureOptions {
    std::filesystem::path file;
    glm::vec3 from_mm{0.0f};
    glm::vec3 to_mm{0.0f};
    InfoFormat format = InfoFormat::Text;
};
Result<std::string> run_measure(const MeasureOptions& options);

struct SetOptions {
    std::filesystem::path file;
    std::vector<std::pair<std::string, std::string>> values;
};
Result<std::string> run_set(const SetOptions& options);

std::string list_settings();

enum class VersionAction { List, Add, Use, Rename, Delete, Agree };
struct VersionOptions {
    std::filesystem::path file;
    VersionAction action = VersionAction::List;
    std::string name;       // for Use, Rename, Delete
    std::string new_name;   // for Rename
    bool is_json = false;
};
/// Prints the versions as they are after the action.
Result<std::string> run_version(const VersionOptions& options);

/// The versions for programs: a JSON array.
std::string versions_json(const Document& document);
/// How a version stands to what was agreed, with its stamp; empty when it was not.
std::string version_words(const Document& document, const Version& version);

enum class BrushAction { List, Stroke, AddDot, RemoveDot, Delete, DeleteHair, Clear, ClearHair };
struct BrushOptions {
    std::filesystem::path file;
    BrushAction action = BrushAction::List;
    DensityStroke::Kind kind = DensityStroke::Kind::Denser;  // of a stroke
    std::optional<HairStroke::Kind> hair;                    // the stroke paints native hair instead
    std::vector<glm::vec3> at_mm;   // in the anatomical frame, each at most 10 mm off the skin; places of a stroke at most 80 apart
    float radius_mm = 10.0f;
    float strength = 0.5f;
    float target_per_cm2 = 180.0f;  // of ToTarget
    bool is_mirrored = false;
    std::uint32_t id = 0;           // for Delete and DeleteHair
    bool is_json = false;
};
/// Prints what is brushed, dotted and painted after the action, and how many dots there are.
Result<std::string> run_brush(const BrushOptions& options);

struct RenderVerbOptions {
    std::filesystem::path file;
    std::filesystem::path output;
    std::string view = "three-quarter";
    int width = 1280;
    int height = 960;
    std::optional<int> sessions;
    float days = 30.0f;             // since the last shown session
    std::string outlook = "expected";  // soft, expected or strong
    bool is_before = false;
};
Result<std::string> run_render(const RenderVerbOptions& options);

struct StencilOptions {
    std::filesystem::path file;
    std::filesystem::path output;
    std::vector<std::pair<std::string, std::string>> values;  // keys of the stencil set for this sheet only
};
/// Says on standard error what speaks against laying the sheet on a client.
Result<std::string> run_stencil(const StencilOptions& options);

enum class PrinterAction { List, Add, Forget, Page };
struct PrinterOptions {
    PrinterAction action = PrinterAction::List;
    std::string name;               // for Add and Forget
    double x_mm = 0.0, y_mm = 0.0;  // as measured on the test page, for Add
    std::filesystem::path output;   // .pdf, for Page
    Paper paper = Paper::A4;        // of the test page, for Add and Page
    bool is_sure = false;           // for Add: so far off that it is asked
};
/// Prints the printers as they are after the action.
Result<std::string> run_printer(const PrinterOptions& options);

struct PlanOptions {
    std::filesystem::path file;
    std::filesystem::path output;   // .pdf or .csv
    std::optional<Paper> paper;     // nothing: as the design says
};
Result<std::string> run_plan(const PlanOptions& options);

struct ExportOptions {
    std::filesystem::path file;
    ExportKind what = ExportKind::Dots;
    std::filesystem::path output;
};
Result<std::string> run_export(const ExportOptions& options);

}  // namespace trichion
