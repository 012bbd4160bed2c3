// A page's ink in pixels. Hair lines are never thinner than a pixel, so that none is lost in the small.
#include "app/editor/viewport/sheet_ink.h"

#include "app/editor/viewport/stencil_picture.h"
#include "renderer/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <imgui_internal.h>
#include <span>
#include <vector>

namespace trichion {

using namespace ui;

namespace {

constexpr float kStretchShare = 0.55f;  // of the ramp's colour, the rest is paper: the words on the pieces stay readable

ImU32 ink_of(const glm::dvec3& rgb, double opacity = 1.0) {
    return ImGui::ColorConvertFloat4ToU32({static_cast<float>(rgb.x), static_cast<float>(rgb.y), static_cast<float>(rgb.z), static_cast<float>(opacity)});
}

void draw_dashed(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float width, float dash) {
    float walked = 0.0f;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const ImVec2 a = points[i - 1], b = points[i];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        for (float from = 0.0f; from < length;) {
            const float phase = std::fmod(walked + from, 2.0f * dash);
            const float to = std::min(length, from + (phase < dash ? dash - phase : 2.0f * dash - phase) + 0.01f);
            if (phase < dash)
                list->AddLine({a.x + (b.x - a.x) * from / length, a.y + (b.y - a.y) * from / length},
                              {a.x + (b.x - a.x) * to / length, a.y + (b.y - a.y) * to / length}, colour, width);
            from = to;
        }
        walked += length;
    }
}

/// The atlas has a few sizes only; scaling from the nearest one keeps thin strokes.
ImFont* nearest_font(float size, bool is_bold) {
    const Fonts& fonts = context().fonts;
    const std::array regular{fonts.tiny, fonts.small, fonts.body, fonts.large};
    const std::array bold{fonts.tiny_strong, fonts.strong, fonts.title, fonts.figure};
    ImFont* best = nullptr;
    for (ImFont* font : is_bold ? bold : regular)
        if (font && (!best || std::abs(std::log(font->FontSize / size)) < std::abs(std::log(best->FontSize / size)))) best = font;
    return best ? best : ImGui::GetFont();
}

/// Words in any direction: glyph by glyph, since Dear ImGui's own lie level.
void draw_words_along(ImDrawList* list, ImFont* font, float size, ImVec2 top_left, glm::vec2 along, ImU32 ink, const std::string& words) {
    const float scale = size / font->FontSize;
    float walked = 0.0f;
    const auto place = [&](float x, float y) {
        const float u = walked + scale * x, v = scale * y;
        return ImVec2(top_left.x + along.x * u - along.y * v, top_left.y + along.y * u + along.x * v);
    };
    for (const char* at = words.c_str(); *at;) {
        unsigned code = 0;
        at += ImTextCharFromUtf8(&code, at, words.c_str() + words.size());
        const ImFontGlyph* glyph = font->FindGlyph(static_cast<ImWchar>(code));
        if (!glyph) continue;
        if (glyph->Visible) {
            list->PrimReserve(6, 4);
            list->PrimQuadUV(place(glyph->X0, glyph->Y0), place(glyph->X1, glyph->Y0), place(glyph->X1, glyph->Y1), place(glyph->X0, glyph->Y1),
                             {glyph->U0, glyph->V0}, {glyph->U1, glyph->V0}, {glyph->U1, glyph->V1}, {glyph->U0, glyph->V1}, ink);
        }
        walked += scale * glyph->AdvanceX;
    }
}

/// Where the rings cross the middle of each row of pixels from `top` on.
std::vector<std::vector<float>> crossings(const PageFrame& frame, const SheetFill& area, int top, int rows) {
    std::vector<std::vector<float>> found(static_cast<std::size_t>(rows));
    for (const auto& ring : area.rings_mm) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            ImVec2 a = frame.at(ring[i]), b = frame.at(ring[(i + 1) % ring.size()]);
            if (a.y > b.y) std::swap(a, b);
            const int first = std::max(top, static_cast<int>(std::ceil(a.y - 0.5f))), last = std::min(top + rows - 1, static_cast<int>(std::ceil(b.y - 0.5f)) - 1);
            for (int row = first; row <= last; ++row)
                found[static_cast<std::size_t>(row - top)].push_back(a.x + (b.x - a.x) * (static_cast<float>(row) + 0.5f - a.y) / (b.y - a.y));
        }
    }
    return found;
}

/// The move that takes a flat stretch onto one of the page; nothing where their lengths differ, for then they are not the same.
std::optional<PieceOnPage> move_between(const std::vector<glm::dvec2>& flat, const std::vector<glm::dvec2>& paper, bool is_mirrored) {
    constexpr double kLeastMm = 5.0, kSameShare = 1e-3;
    if (flat.size() < 2 || paper.size() < 2) return std::nullopt;
    const glm::dmat2 flip(is_mirrored ? -1.0 : 1.0, 0.0, 0.0, -1.0);  // pages have y down
    const glm::dvec2 from = flip * (flat.back() - flat.front()), to = paper.back() - paper.front();
    const double length = glm::length(from);
    if (length < kLeastMm || std::abs(glm::length(to) - length) > kSameShare * length) return std::nullopt;
    const double c = glm::dot(from, to) / (length * length), s = (from.x * to.y - from.y * to.x) / (length * length);
    PieceOnPage at;
    at.turn = glm::dmat2(c, s, -s, c) * flip;
    at.shift = paper.front() - at.turn * flat.front();
    return at;
}

}  // namespace

std::optional<PieceOnPage> piece_on_page(const StencilPiece& piece, const SheetPage& page, bool is_mirrored) {
    for (const SheetLine& line : page.lines) {
        if (line.name == piece.name + ".edge")
            if (const auto at = move_between(piece.edge, line.points_mm, is_mirrored)) return at;
        for (const PlacementMark& mark : piece.marks)
            if (line.name == piece.name + ".mark." + mark.name)
                if (const auto at = move_between(mark.line, line.points_mm, is_mirrored)) return at;
    }
    return std::nullopt;
}

glm::vec3 sheet_stretch_colour(float share) { return glm::mix(glm::vec3(1.0f), overlay_colour({}, share), kStretchShare); }

void draw_keep_white(ImDrawList* list, const PageFrame& frame, const SheetRect& area) {
    const ImVec2 least = frame.at(area.min), most = frame.at(area.max);
    const ImU32 ink = rgb(0xb07d2a, 0.3f);
    constexpr float kGapMm = 2.5f;
    const float gap = std::max(px(5.0f), kGapMm * frame.px_per_mm), width = most.x - least.x, height = most.y - least.y;
    for (float from = gap; from < width + height; from += gap)
        list->AddLine({least.x + std::min(from, width), least.y + std::max(0.0f, from - width)}, {least.x + std::max(0.0f, from - height), least.y + std::min(from, height)}, ink, 1.0f);
    list->AddRect(least, most, ink, 0.0f, 0, 1.0f);
}

void draw_stretch(ImDrawList* list, const PageFrame& frame, const StencilPiece& piece, const PieceOnPage& at) {
    std::vector<ImVec2> places;
    places.reserve(piece.flat.size());
    for (const glm::dvec2& p : piece.flat) places.push_back(frame.at(at(p)));
    // Smoothed edges would leave light seams between neighbours.
    const ImDrawListFlags before = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (std::size_t t = 0; t < piece.triangles.size() && t < piece.stretch.size(); ++t) {
        const glm::uvec3 corners = piece.triangles[t];
        list->AddTriangleFilled(places[corners.x], places[corners.y], places[corners.z], ink_of(glm::dvec3(sheet_stretch_colour(on_stretch_ramp(piece.stretch[t])))));
    }
    list->Flags = before;
}

void draw_sheet_line(ImDrawList* list, const PageFrame& frame, const SheetLine& line) {
    std::vector<ImVec2> points;
    points.reserve(line.points_mm.size() + 1);
    for (const glm::dvec2& p : line.points_mm) points.push_back(frame.at(p));
    const ImU32 ink = ink_of(line.rgb);
    const float width = std::max(1.0f, static_cast<float>(line.width_mm) * frame.px_per_mm);
    if (line.is_filled && points.size() >= 3) {
        list->AddConvexPolyFilled(points.data(), static_cast<int>(points.size()), ink);
        return;
    }
    if (line.is_dashed) {
        if (line.is_closed && !points.empty()) points.push_back(points.front());
        draw_dashed(list, points, ink, width, std::max(2.0f, 1.6f * frame.px_per_mm));
        return;
    }
    list->AddPolyline(points.data(), static_cast<int>(points.size()), ink, line.is_closed ? ImDrawFlags_Closed : 0, width);
}

void draw_sheet_fill(ImDrawList* list, const PageFrame& frame, const SheetFill& area) {
    const ImVec2 least = list->GetClipRectMin(), most = list->GetClipRectMax();
    const int top = static_cast<int>(least.y), rows = static_cast<int>(most.y) - top + 1;
    if (rows <= 0) return;
    const ImU32 ink = ink_of(area.rgb, area.opacity);
    auto found = crossings(frame, area, top, rows);
    for (std::size_t row = 0; row < found.size(); ++row) {
        std::ranges::sort(found[row]);
        const float y = static_cast<float>(top) + static_cast<float>(row);
        for (std::size_t k = 0; k + 1 < found[row].size(); k += 2) list->AddRectFilled({found[row][k], y}, {found[row][k + 1], y + 1.0f}, ink);
    }
}

void draw_sheet_label(ImDrawList* list, const PageFrame& frame, const SheetLabel& label) {
    const float size = static_cast<float>(label.size_mm) * frame.px_per_mm * 1.2102f;
    ImFont* font = nearest_font(size, label.is_bold);
    const float width = font->CalcTextSizeA(size, 1e9f, 0.0f, label.text.c_str()).x;
    const float shift = label.align == SheetLabel::Align::Middle ? -0.5f * width : label.align == SheetLabel::Align::Right ? -width : 0.0f;
    const glm::vec2 along(label.along);
    const ImVec2 at = frame.at(label.at_mm);
    const float rise = size * 0.8f;  // at_mm is the baseline
    if (along == glm::vec2(1.0f, 0.0f)) return list->AddText(font, size, {at.x + shift, at.y - rise}, ink_of(label.rgb), label.text.c_str());
    draw_words_along(list, font, size, {at.x + along.x * shift + along.y * rise, at.y + along.y * shift - along.x * rise}, along, ink_of(label.rgb), label.text);
}

}  // namespace trichion
