// The sheet's cut file as DXF: what a plotter's blade and pen follow, nothing else. LINE and POLYLINE only, for splines are silently
// dropped by some cutters' software; millimetres, said twice ($INSUNITS and $MEASUREMENT).
// @source Autodesk, "DXF Reference" for AutoCAD 2000 (AC1015) and for release 12 (AC1009): groups, sections and the tables
//         a reader insists on. Release 12 knows no handles' owners, no subclasses, no units and no objects.
#include "core/io/chord.h"
#include "core/io/page_files.h"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trichion {
namespace {

struct Layer {
    SheetLayer layer;
    const char* name;
    int colour;  // AutoCAD colour index
};
// The frame and its words are for people: they stay on the printed sheet.
constexpr std::array<Layer, 6> kLayers{{{SheetLayer::Cut, "cut", 1},
                                        {SheetLayer::Hairline, "draw", 5},
                                        {SheetLayer::Marks, "marks", 3},
                                        {SheetLayer::Ruler, "ruler", 8},
                                        {SheetLayer::Registration, "registration", 7},
                                        {SheetLayer::Words, "words", 4}}};
// Half of what is promised: the pieces' own lines lie up to the other half off their curves.
constexpr double kChordErrorMm = 0.01;

/// Nothing for what no blade follows: the frame, and dots of ink.
const Layer* layer_of(const SheetLine& line) {
    if (line.layer == SheetLayer::Hairline && line.is_filled) return nullptr;
    for (const Layer& layer : kLayers)
        if (layer.layer == line.layer) return &layer;
    return nullptr;
}

/// Writes group codes with their values and hands out the handles that objects are known by.
class Groups {
public:
    explicit Groups(DxfVersion version) : version_(version) {}

    bool is_r12() const { return version_ == DxfVersion::R12; }

    template <class Value>
    void add(int code, const Value& value) {
        fmt::format_to(std::back_inserter(text_), "{}\n{}\n", code, value);
    }
    /// A tenth of a micrometre.
    void add_mm(int code, double value) { fmt::format_to(std::back_inserter(text_), "{}\n{:.4f}\n", code, value == 0.0 ? 0.0 : value); }
    void add_place(const glm::dvec2& p) { add_mm(10, p.x), add_mm(20, p.y), add_mm(30, 0.0); }
    /// What release 12 does not know.
    template <class Value>
    void add_newer(int code, const Value& value) {
        if (!is_r12()) add(code, value);
    }
    std::string new_handle() { return fmt::format("{:X}", next_++); }
    std::string next_handle() const { return fmt::format("{:X}", next_); }

    const std::string& text() const { return text_; }

private:
    DxfVersion version_;
    std::string text_;
    unsigned next_ = 0x100;  // the fixed ones lie below
};

// Handles of what must exist once.
constexpr const char* kModelRecord = "1F";
constexpr const char* kPaperRecord = "1B";

void begin_table(Groups& out, const char* name, const char* handle, std::size_t entries) {
    out.add(0, "TABLE"), out.add(2, name), out.add_newer(5, handle), out.add_newer(330, "0");
    out.add_newer(100, "AcDbSymbolTable"), out.add(70, entries);
}

void begin_record(Groups& out, const char* kind, const std::string& handle, const char* owner, const char* subclass,
                  const char* name) {
    constexpr int kHandle = 5, kHandleOfDimStyle = 105;
    out.add(0, kind), out.add_newer(kind == std::string_view("DIMSTYLE") ? kHandleOfDimStyle : kHandle, handle), out.add_newer(330, owner);
    out.add_newer(100, "AcDbSymbolTableRecord"), out.add_newer(100, subclass), out.add(2, name);
}

void write_line_types(Groups& out) {
    // Release 12 has the first two built in.
    const std::vector<const char*> names = out.is_r12() ? std::vector{"CONTINUOUS", "DASHED"}
                                                        : std::vector{"ByBlock", "ByLayer", "Continuous", "DASHED"};
    begin_table(out, "LTYPE", "5", names.size());
    for (const char* name : names) {
        begin_record(out, "LTYPE", out.new_handle(), "5", "AcDbLinetypeTableRecord", name);
        const bool is_dashed = name == std::string_view("DASHED");
        out.add(70, 0), out.add(3, is_dashed ? "__ __ __" : ""), out.add(72, 65), out.add(73, is_dashed ? 2 : 0);
        out.add_mm(40, is_dashed ? 3.4 : 0.0);
        if (is_dashed) out.add_mm(49, 2.0), out.add_newer(74, 0), out.add_mm(49, -1.4), out.add_newer(74, 0);
    }
    out.add(0, "ENDTAB");
}

void write_layers(Groups& out) {
    begin_table(out, "LAYER", "2", kLayers.size() + 1);
    const auto write = [&](const char* name, int colour) {
        begin_record(out, "LAYER", out.new_handle(), "2", "AcDbLayerTableRecord", name);
        out.add(70, 0), out.add(62, colour), out.add(6, out.is_r12() ? "CONTINUOUS" : "Continuous");
    };
    write("0", 7);
    for (const Layer& layer : kLayers) write(layer.name, layer.colour);
    out.add(0, "ENDTAB");
}

void write_tables(Groups& out) {
    out.add(0, "SECTION"), out.add(2, "TABLES");
    if (!out.is_r12()) begin_table(out, "VPORT", "8", 0), out.add(0, "ENDTAB");
    write_line_types(out);
    write_layers(out);
    begin_table(out, "STYLE", "3", 1);
    begin_record(out, "STYLE", out.new_handle(), "3", "AcDbTextStyleTableRecord", "Standard");
    out.add(70, 0), out.add_mm(40, 0.0), out.add_mm(41, 1.0), out.add_mm(50, 0.0), out.add(71, 0), out.add_mm(42, 2.5);
    out.add(3, "txt"), out.add(4, ""), out.add(0, "ENDTAB");
    if (out.is_r12()) {
        out.add(0, "ENDSEC");
        return;
    }
    begin_table(out, "VIEW", "6", 0), out.add(0, "ENDTAB");
    begin_table(out, "UCS", "7", 0), out.add(0, "ENDTAB");
    begin_table(out, "APPID", "9", 1);
    begin_record(out, "APPID", out.new_handle(), "9", "AcDbRegAppTableRecord", "ACAD"), out.add(70, 0), out.add(0, "ENDTAB");
    begin_table(out, "DIMSTYLE", "A", 1), out.add(100, "AcDbDimStyleTable"), out.add(71, 0);
    begin_record(out, "DIMSTYLE", out.new_handle(), "A", "AcDbDimStyleTableRecord", "Standard"), out.add(70, 0), out.add(0, "ENDTAB");
    begin_table(out, "BLOCK_RECORD", "1", 2);
    begin_record(out, "BLOCK_RECORD", kModelRecord, "1", "AcDbBlockTableRecord", "*Model_Space");
    begin_record(out, "BLOCK_RECORD", kPaperRecord, "1", "AcDbBlockTableRecord", "*Paper_Space");
    out.add(0, "ENDTAB"), out.add(0, "ENDSEC");
}

void write_blocks(Groups& out) {
    out.add(0, "SECTION"), out.add(2, "BLOCKS");
    const std::array<std::pair<const char*, const char*>, 2> spaces{{{"*Model_Space", kModelRecord}, {"*Paper_Space", kPaperRecord}}};
    for (const auto& [name, owner] : spaces) {
        out.add(0, "BLOCK"), out.add(5, out.new_handle()), out.add(330, owner), out.add(100, "AcDbEntity"), out.add(8, "0");
        out.add(100, "AcDbBlockBegin"), out.add(2, name), out.add(70, 0), out.add_place({0.0, 0.0});
        out.add(3, name), out.add(1, "");
        out.add(0, "ENDBLK"), out.add(5, out.new_handle()), out.add(330, owner), out.add(100, "AcDbEntity"), out.add(8, "0");
        out.add(100, "AcDbBlockEnd");
    }
    out.add(0, "ENDSEC");
}

void begin_entity(Groups& out, const char* kind, const std::string& handle, const std::string& owner, const Layer& layer,
                  bool is_dashed) {
    out.add(0, kind), out.add_newer(5, handle), out.add_newer(330, owner), out.add_newer(100, "AcDbEntity"), out.add(8, layer.name);
    if (is_dashed) out.add(6, "DASHED");
}

void write_line(Groups& out, const SheetLine& line, const Layer& layer, double page_height_mm) {
    const auto up = [&](const glm::dvec2& p) { return glm::dvec2(p.x, page_height_mm - p.y); };
    const bool is_closed = line.is_closed || line.is_filled;
    if (line.points_mm.size() < 2) return;
    if (line.points_mm.size() == 2 && !is_closed) {
        begin_entity(out, "LINE", out.new_handle(), kModelRecord, layer, line.is_dashed);
        const glm::dvec2 a = up(line.points_mm[0]), b = up(line.points_mm[1]);
        out.add_newer(100, "AcDbLine"), out.add_place(a), out.add_mm(11, b.x), out.add_mm(21, b.y), out.add_mm(31, 0.0);
        return;
    }
    const std::string polyline = out.new_handle();
    begin_entity(out, "POLYLINE", polyline, kModelRecord, layer, line.is_dashed);
    out.add_newer(100, "AcDb2dPolyline"), out.add(66, 1), out.add_place({0.0, 0.0}), out.add(70, is_closed ? 1 : 0);
    for (const glm::dvec2& p : with_chords_within(line.points_mm, is_closed, kChordErrorMm)) {
        begin_entity(out, "VERTEX", out.new_handle(), polyline, layer, false);
        out.add_newer(100, "AcDbVertex"), out.add_newer(100, "AcDb2dVertex"), out.add_place(up(p)), out.add(70, 0);
    }
    begin_entity(out, "SEQEND", out.new_handle(), polyline, layer, false);
}

void write_objects(Groups& out) {
    out.add(0, "SECTION"), out.add(2, "OBJECTS");
    out.add(0, "DICTIONARY"), out.add(5, "C"), out.add(330, "0"), out.add(100, "AcDbDictionary"), out.add(281, 1);
    out.add(3, "ACAD_GROUP"), out.add(350, "D");
    out.add(0, "DICTIONARY"), out.add(5, "D"), out.add(330, "C"), out.add(100, "AcDbDictionary"), out.add(281, 1);
    out.add(0, "ENDSEC");
}

void write_header(Groups& out, const SheetPage& page, const std::string& next_handle) {
    out.add(0, "SECTION"), out.add(2, "HEADER");
    out.add(9, "$ACADVER"), out.add(1, out.is_r12() ? "AC1009" : "AC1015");
    if (!out.is_r12()) {
        out.add(9, "$HANDSEED"), out.add(5, next_handle);
        out.add(9, "$INSUNITS"), out.add(70, 4);
        out.add(9, "$MEASUREMENT"), out.add(70, 1);
    }
    out.add(9, "$EXTMIN"), out.add_place({0.0, 0.0});
    out.add(9, "$EXTMAX"), out.add_place({page.width_mm, page.height_mm});
    out.add(0, "ENDSEC");
}

std::string dxf_of(const SheetPage& page, DxfVersion version) {
    Groups body(version);
    write_tables(body);
    if (!body.is_r12()) write_blocks(body);
    body.add(0, "SECTION"), body.add(2, "ENTITIES");
    for (const SheetLine& line : page.lines)
        if (const Layer* layer = layer_of(line)) write_line(body, line, *layer, page.height_mm);
    for (const SheetLine& stroke : page.pen_words)
        if (const Layer* layer = layer_of(stroke)) write_line(body, stroke, *layer, page.height_mm);
    body.add(0, "ENDSEC");
    if (!body.is_r12()) write_objects(body);
    body.add(0, "EOF");

    Groups head(version);
    write_header(head, page, body.next_handle());
    return head.text() + body.text();
}

}  // namespace

Result<std::vector<std::filesystem::path>> write_sheet_dxf(const std::vector<SheetPage>& pages, const std::filesystem::path& path,
                                                           DxfVersion version) {
    return write_page_files(pages, path, [version](const SheetPage& page) { return dxf_of(page, version); });
}

}  // namespace trichion
