// The sheet as PDF: cairo draws it in exact millimetres, qpdf tells viewers to leave the size alone.
#include "core/io/project_file.h"
#include "core/io/stencil_sheet.h"
#include "core/io/text_measure.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#define POINTERHOLDER_TRANSITION 4  // no old smart pointers, and no warning about them
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <cmath>
#include <exception>
#include <memory>
#include <span>
#include <string>

namespace trichion {
namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;
constexpr double kDashMm[] = {2.0, 1.4};

/// What a font needs for as long as cairo keeps it, which may be longer than the drawing: cairo caches fonts.
struct FontSource {
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    FontSource() = default;
    FontSource(const FontSource&) = delete;
    FontSource& operator=(const FontSource&) = delete;
    ~FontSource() {
        if (face) FT_Done_Face(face);
        if (library) FT_Done_FreeType(library);
    }
};

struct FontRelease {
    void operator()(cairo_font_face_t* font) const { cairo_font_face_destroy(font); }
};
using Font = std::unique_ptr<cairo_font_face_t, FontRelease>;

/// @return null when the font cannot be read.
Font load_font(bool is_bold) {
    static const cairo_user_data_key_t key{};
    auto source = std::make_unique<FontSource>();
    const auto bytes = sheet_font(is_bold);
    if (FT_Init_FreeType(&source->library) != 0) return nullptr;
    if (FT_New_Memory_Face(source->library, reinterpret_cast<const FT_Byte*>(bytes.data()),
                           static_cast<FT_Long>(bytes.size()), 0, &source->face) != 0)
        return nullptr;
    Font font(cairo_ft_font_face_create_for_ft_face(source->face, FT_LOAD_NO_HINTING));
    const auto release = [](void* kept) { delete static_cast<FontSource*>(kept); };
    if (cairo_font_face_set_user_data(font.get(), &key, source.get(), release) != CAIRO_STATUS_SUCCESS) return nullptr;
    source.release();
    return font;
}

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
}

void draw_fill(cairo_t* cairo, const SheetFill& fill) {
    cairo_new_path(cairo);
    for (const auto& ring : fill.rings_mm) {
        for (std::size_t i = 0; i < ring.size(); ++i)
            (i == 0 ? cairo_move_to : cairo_line_to)(cairo, ring[i].x, ring[i].y);
        cairo_close_path(cairo);
    }
    cairo_set_source_rgba(cairo, fill.rgb.x, fill.rgb.y, fill.rgb.z, fill.opacity);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(cairo);
}

void draw_line(cairo_t* cairo, const SheetLine& line) {
    if (line.points_mm.size() < 2) return;
    cairo_set_source_rgb(cairo, line.rgb.x, line.rgb.y, line.rgb.z);
    cairo_new_path(cairo);
    for (const glm::dvec2& p : line.points_mm) cairo_line_to(cairo, p.x, p.y);
    if (line.is_closed || line.is_filled) cairo_close_path(cairo);
    if (line.is_filled) {
        cairo_fill(cairo);
        return;
    }
    cairo_set_line_width(cairo, line.width_mm);
    cairo_set_dash(cairo, kDashMm, line.is_dashed ? 2 : 0, 0.0);
    cairo_stroke(cairo);
}

double back_of(SheetLabel::Align align) {
    return align == SheetLabel::Align::Left ? 0.0 : align == SheetLabel::Align::Middle ? 0.5 : 1.0;
}

void draw_label(cairo_t* cairo, const SheetLabel& label, cairo_font_face_t* font, const TextMeasure& measure) {
    const std::string text = measure.showable(label.text);
    const double width = measure.width_mm(text, label.size_mm, label.is_bold);
    cairo_set_source_rgb(cairo, label.rgb.x, label.rgb.y, label.rgb.z);
    cairo_set_font_face(cairo, font);
    cairo_set_font_size(cairo, label.size_mm);
    const cairo_matrix_t turned{label.along.x, label.along.y, -label.along.y, label.along.x, label.at_mm.x, label.at_mm.y};
    cairo_save(cairo);
    cairo_transform(cairo, &turned);
    cairo_move_to(cairo, -back_of(label.align) * width, 0.0);
    cairo_show_text(cairo, text.c_str());
    cairo_restore(cairo);
}

/// How far the ink of a page reaches from its middle: lines with their widths, areas and words.
glm::dvec2 reach_of(const SheetPage& page, const TextMeasure& measure) {
    const glm::dvec2 middle(0.5 * page.width_mm, 0.5 * page.height_mm);
    glm::dvec2 reach(0.0);
    const auto add = [&](const glm::dvec2& p, double around) { reach = glm::max(reach, glm::abs(p - middle) + around); };
    for (const SheetLine& line : page.lines)
        for (const glm::dvec2& p : line.points_mm) add(p, line.is_filled ? 0.0 : 0.5 * line.width_mm);
    for (const SheetFill& fill : page.fills)
        for (const auto& ring : fill.rings_mm)
            for (const glm::dvec2& p : ring) add(p, 0.0);
    for (const SheetLabel& label : page.labels) {
        const double width = measure.width_mm(measure.showable(label.text), label.size_mm, label.is_bold);
        const glm::dvec2 down(-label.along.y, label.along.x), start = label.at_mm - back_of(label.align) * width * label.along;
        for (const double to : {0.0, width})
            for (const double below : {-kAscent, kDescent}) add(start + to * label.along + below * label.size_mm * down, 0.0);
    }
    return reach;
}

/// @return how many mm of margin are missing for the page's ink to stay on its paper when it is corrected; 0 where none is.
double missing_margin_mm(const SheetPage& page, const PrintCorrection& correction, const TextMeasure& measure) {
    const glm::dvec2 half(0.5 * page.width_mm, 0.5 * page.height_mm);
    const glm::dvec2 beyond = reach_of(page, measure) - half / glm::dvec2(correction.x, correction.y);
    constexpr double kRounding = 1e-6;
    return std::max({0.0, beyond.x - kRounding, beyond.y - kRounding});
}

void draw_page(cairo_t* cairo, cairo_surface_t* surface, const SheetPage& page, const PrintCorrection& correction,
               cairo_font_face_t* regular, cairo_font_face_t* bold, const TextMeasure& measure) {
    cairo_pdf_surface_set_size(surface, page.width_mm * kPointsPerMm, page.height_mm * kPointsPerMm);
    cairo_identity_matrix(cairo);
    cairo_scale(cairo, kPointsPerMm, kPointsPerMm);
    cairo_translate(cairo, 0.5 * page.width_mm, 0.5 * page.height_mm);
    cairo_scale(cairo, correction.x, correction.y);
    cairo_translate(cairo, -0.5 * page.width_mm, -0.5 * page.height_mm);
    for (const SheetFill& fill : page.fills) draw_fill(cairo, fill);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_WINDING);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    for (const SheetLine& line : page.lines) draw_line(cairo, line);
    for (const SheetLabel& label : page.labels) draw_label(cairo, label, label.is_bold ? bold : regular, measure);
    cairo_show_page(cairo);
}

/// Cairo's own hints switched off: what is measured is what is drawn.
void set_exact(cairo_t* cairo) {
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
}

std::string title_of(const SheetText& text) {
    return "Trichion " + text.kind + (text.client_code.empty() ? "" : ", client " + text.client_code);
}

/// @return the document, or nothing when cairo failed.
std::string draw_document(const std::vector<SheetPage>& pages, const SheetText& text, const PrintCorrection& correction,
                          const TextMeasure& measure) {
    const Font regular = load_font(false), bold = load_font(true);
    if (!regular || !bold) return {};
    std::string pdf;
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &pdf, 1.0, 1.0);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, measure.showable(title_of(text)).c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Trichion");
    cairo_t* cairo = cairo_create(surface);
    set_exact(cairo);
    for (const SheetPage& page : pages) draw_page(cairo, surface, page, correction, regular.get(), bold.get(), measure);
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS ? pdf : std::string();
}

/// Same sheet, same bytes: the identifier follows from the contents, the dates from the document.
std::string with_preferences(const std::string& drawn, const SheetText& text) {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("stencil", drawn.data(), drawn.size());
    QPDFObjectHandle preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/PrintScaling", QPDFObjectHandle::newName("/None"));
    preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
    pdf.getRoot().replaceKey("/ViewerPreferences", preferences);
    if (QPDFObjectHandle info = pdf.getTrailer().getKey("/Info"); info.isDictionary()) {
        info.removeKey("/CreationDate");
        info.removeKey("/ModDate");
        std::string day;
        for (const char c : text.edited_on)
            if (c >= '0' && c <= '9') day += c;
        if (day.size() == 8)
            info.replaceKey("/CreationDate", QPDFObjectHandle::newString("D:" + day + "000000Z"));
    }
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.write();
    const std::unique_ptr<Buffer> bytes(writer.getBuffer());
    return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

}  // namespace

Result<void> write_sheet_pdf(const std::vector<SheetPage>& pages, const SheetText& text,
                             const std::filesystem::path& path, const PrintCorrection& correction) {
    const auto failed = [&](const std::string& why) {
        return fail(ErrorCode::WriteFailed,
                    fmt::format("The {} {} was not written: {}.", text.kind, path.filename().string(), why));
    };
    if (pages.empty()) return failed("there is no page to write");
    const TextMeasure measure;
    for (std::size_t i = 0; !correction.is_none() && i < pages.size(); ++i)
        if (const double missing = missing_margin_mm(pages[i], correction, measure); missing > 0.0)
            return failed(fmt::format("drawn larger for this printer, page {} would reach beyond its paper; set the margin {} mm wider or "
                                      "choose a smaller paper",
                                      i + 1, std::ceil(missing)));
    const std::string drawn = draw_document(pages, text, correction, measure);
    if (drawn.empty()) return failed("the drawing library reported an error");
    try {
        const std::string pdf = with_preferences(drawn, text);
        return write_file_whole(path, std::as_bytes(std::span(pdf)));
    } catch (const std::exception& error) {
        return failed(error.what());
    }
}

}  // namespace trichion
