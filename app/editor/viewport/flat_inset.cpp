// One piece below the other, as large as the paper allows.
#include "app/editor/viewport/flat_inset.h"

#include "app/editor/ui/draw.h"
#include "app/editor/viewport/stencil_picture.h"
#include "core/pipeline/stencil_stage.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <vector>

namespace trichion {

using namespace ui;

namespace {

constexpr float kPlateShare = 0.34f, kLeastWidth = 208.0f;  // in small windows: the face stays in sight, the words fit
constexpr float kPlateWidth = 260.0f, kPlateHeight = 128.0f, kBelow = 92.0f, kMargin = 12.0f, kWords = 18.0f;  // kBelow: read-outs and status
constexpr double kGapMm = 6.0;   // between pieces

struct Bounds {
    glm::dvec2 least{std::numeric_limits<double>::max()}, most{std::numeric_limits<double>::lowest()};

    explicit Bounds(const StencilPiece& piece) {
        for (const glm::dvec2& p : piece.border) least = glm::min(least, p), most = glm::max(most, p);
    }
    glm::dvec2 size() const { return most - least; }
};

void draw_line(ImDrawList* list, const std::vector<ImVec2>& line, ImU32 ink, bool is_closed, float width) {
    list->AddPolyline(line.data(), static_cast<int>(line.size()), ink, is_closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
}

}  // namespace

void draw_flat_inset(ImDrawList* list, const Rect& viewport, PanelContext& panel) {
    const Pipeline& pipeline = panel.session.pipeline();
    const Stencil* stencil = pipeline.followed_stencil() ? pipeline.followed_stencil() : pipeline.stencil();
    if (!stencil || stencil->pieces.empty()) return;
    const float width = std::clamp(kPlateShare * viewport.width, px(kLeastWidth), px(kPlateWidth)), height = std::round(width * kPlateHeight / kPlateWidth);
    const Rect plate{viewport.x + px(14.0f), viewport.bottom() - px(kBelow) - height, width, height};
    const Rect room{plate.x + px(kMargin), plate.y + px(kMargin), plate.width - 2.0f * px(kMargin), plate.height - 2.0f * px(kMargin) - px(kWords)};
    const StencilLine leaves = panel.session.document().stencil->line;
    glm::dvec2 needed(0.0, -kGapMm);
    for (const StencilPiece& piece : stencil->pieces) needed = {std::max(needed.x, Bounds(piece).size().x), needed.y + Bounds(piece).size().y + kGapMm};
    const double scale = std::min(double(room.width) / needed.x, double(room.height) / needed.y);
    fill(list, {plate.x, plate.y + px(3.0f), plate.width, plate.height}, rgb(0, 0.25f), px(6.0f));
    fill(list, plate, rgb(0xffffff), px(6.0f));
    double top = double(room.y) + 0.5 * (double(room.height) - scale * needed.y);
    const double middle = double(room.x) + 0.5 * double(room.width);
    for (const StencilPiece& piece : stencil->pieces) {
        const Bounds extent(piece);
        const auto at = [&](const std::vector<glm::dvec2>& line) {
            std::vector<ImVec2> places;
            for (const glm::dvec2& p : line)
                places.emplace_back(static_cast<float>(middle + scale * (p.x - 0.5 * (extent.least.x + extent.most.x))), static_cast<float>(top + scale * (extent.most.y - p.y)));
            return places;
        };
        if (has_paper(leaves)) draw_line(list, at(piece.border), rgb(0x8a8d93), true, px(1.0f));
        for (const PlacementMark& mark : piece.marks) draw_line(list, at(mark_as_it_leaves(mark, leaves)), rgb(has_paper(leaves) ? 0xb9bcc2 : 0x5d6067), false, px(1.0f));
        draw_line(list, at(piece.edge), rgb(0x1f2023), false, px(1.6f));
        top += scale * (extent.size().y + kGapMm);
    }
    const std::string words = fmt::format("Flat \xc2\xb7 line on these pieces {:.1f} mm", stencil->edge_length_flat_mm);
    draw_text_centred(list, context().fonts.small, {plate.x, plate.bottom() - px(kWords + 6.0f), plate.width, px(kWords)}, rgb(0x1f2023), words);
    context().registry.record(words, plate);
    context().plates.push_back(plate);
}

}  // namespace trichion
