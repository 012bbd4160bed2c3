// Room for words along a piece's edge, elsewhere on it and beside it.
#include "core/io/sheet_word_places.h"

#include "core/io/sheet_names.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;

}  // namespace

std::optional<glm::dvec2> place_block(SheetCanvas& canvas, WordBlock block, const Tries& tries, const glm::dvec2& wish, const SheetRect& window, const Allows& allows) {
    for (const double size : tries.sizes_mm) {
        block.size_mm = size;
        const auto centre = free_centre(canvas, wish, size_of(canvas.measure(), block), kWordGapMm, tries.reach_mm, [&](const SheetBox& box) {
            const SheetRect bounds = box.bounds();
            return window.contains(bounds.min) && window.contains(bounds.max) && allows(box);
        });
        if (!centre) continue;
        write_block(canvas, block, *centre);
        return centre;
    }
    return std::nullopt;
}

Allows beside_pieces(const SheetCanvas& canvas) {
    return [&canvas](const SheetBox& box) {
        return !canvas.is_on_piece(box.centre) && std::ranges::none_of(box.corners(), [&](const glm::dvec2& p) { return canvas.is_on_piece(p); }) &&
               !canvas.is_on_dots(box);
    };
}

Allows inside_of(const Points& closed) {
    return [&closed](const SheetBox& box) { return is_round(closed, box); };
}

std::vector<MarkEnd> scalp_side_ends(const PagePiece& piece, const SheetRect& window) {
    const Points& line = piece.scalp_line;
    std::vector<double> arcs{0.0};
    for (std::size_t i = 1; i < line.size(); ++i) arcs.push_back(arcs.back() + glm::distance(line[i - 1], line[i]));
    std::vector<MarkEnd> ends;
    for (const double share : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82}) {
        const auto above = std::ranges::upper_bound(arcs, share * arcs.back());
        const std::size_t i = std::clamp<std::size_t>(static_cast<std::size_t>(std::distance(arcs.begin(), above)), 1, line.size() - 1);
        const glm::dvec2 along = glm::normalize(line[i] - line[i - 1]), foot = 0.5 * (line[i] + line[i - 1]);
        glm::dvec2 out(-along.y, along.x);
        if (piece.skin_line.empty() ? glm::dot(out, piece.scalp) < 0.0 : is_inside(piece.border, foot + 0.5 * out)) out = -out;
        if (window.contains(foot)) ends.push_back({foot, out});
    }
    return ends;
}

bool write_led_to_side(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, const std::string& name, const SheetRect& window) {
    const Allows allows = [&](const SheetBox& box) {
        return window.contains(box.bounds().min) && window.contains(box.bounds().max) && beside_pieces(canvas)(box);
    };
    for (const double reach : {16.0, 40.0, 90.0})
        for (const MarkEnd& end : scalp_side_ends(piece, window)) {
            const glm::dvec2 wish = end.foot + end.out * (3.5 + glm::dot(glm::abs(end.out), 0.5 * size_of(canvas.measure(), block)));
            if (write_led(canvas, block, end, wish, {piece.name + ".leader." + name, kWordGapMm, reach, true}, allows)) return true;
        }
    return false;
}

bool label_along_edge(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, bool is_scalp_side, const SheetRect& window, const Allows& allows) {
    const EdgeWords edge(piece);
    const glm::dvec2 size = size_of(canvas.measure(), block);
    const double middle = 0.5 * edge.length_mm();
    for (double away = 0.0; away < middle; away += 3.0)
        for (const double arc : {middle + away, middle - away}) {
            const double reach = edge.reach_mm(arc, is_scalp_side), spare = 0.5 * (reach - size.y);
            for (double shift = 0.0; shift < spare; shift += 0.5)
                for (const double off : {0.5 * reach + shift, 0.5 * reach - shift}) {
                    const auto box = edge.box(arc, is_scalp_side ? off : -off, size);
                    if (!box || !window.contains(box->bounds().min) || !window.contains(box->bounds().max) || !allows(*box)) continue;
                    write_block(canvas, block, box->centre, box->along);
                    return true;
                }
        }
    return false;
}

bool words_along_edge(SheetCanvas& canvas, const PagePiece& piece, const std::string& words, double size_mm, const SheetRect& window,
                      const Allows& allows) {
    constexpr double kLeastGapMm = 0.3, kSpaceMm = 1.2, kStepMm = 2.0;
    const EdgeWords edge(piece);
    std::vector<WordBlock> blocks;
    std::vector<double> wide;
    for (std::size_t from = 0; from < words.size();) {
        const std::size_t end = std::min(words.find(' ', from), words.size());
        blocks.push_back({{words.substr(from, end - from)}, size_mm, true});
        wide.push_back(size_of(canvas.measure(), blocks.back()).x);
        from = end + 1;
    }
    const double high = size_of(canvas.measure(), blocks.front()).y;
    /// Read along the edge's own way where `is_on`, else against it; nothing where a word would stand on its head.
    const auto boxes_from = [&](double from_mm, double off_mm, bool is_on) {
        std::vector<SheetBox> boxes;
        for (std::size_t i = 0, n = blocks.size(); i < n; ++i) {
            const std::size_t word = is_on ? i : n - 1 - i;
            const double arc = from_mm + 0.5 * wide[word];
            const auto box = edge.box(arc, off_mm, {wide[word], high});
            if (!box || (glm::dot(box->along, edge.at(arc + 0.5) - edge.at(arc - 0.5)) > 0.0) != is_on) return std::vector<SheetBox>{};
            if (!window.contains(box->bounds().min) || !window.contains(box->bounds().max) || !is_free_on(canvas, piece, *box, kLeastGapMm) || !allows(*box)) return std::vector<SheetBox>{};
            if (std::ranges::any_of(boxes, [&](const SheetBox& other) { return other.grown(kLeastGapMm).overlaps(*box); })) return std::vector<SheetBox>{};
            boxes.insert(is_on ? boxes.end() : boxes.begin(), *box);
            from_mm += wide[word] + kSpaceMm;
        }
        return boxes;
    };
    for (double from = 0.0; from < edge.length_mm(); from += kStepMm)
        for (const bool is_scalp_side : {true, false})
            for (double off = 0.5 * high + kLeastGapMm, reach = edge.reach_mm(from, is_scalp_side); off < reach; off += 0.25)
                for (const bool is_on : {true, false}) {
                    const std::vector<SheetBox> boxes = boxes_from(from, is_scalp_side ? off : -off, is_on);
                    for (std::size_t i = 0; i < boxes.size(); ++i) write_block(canvas, blocks[i], boxes[i].centre, boxes[i].along);
                    if (!boxes.empty()) return true;
                }
    return false;
}

bool label_off_edge(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, const SheetRect& window, const Allows& allows) {
    constexpr double kStepMm = 2.0;
    const glm::dvec2 size = size_of(canvas.measure(), block), middle = piece.edge[piece.edge.size() / 2];
    const SheetRect bounds = bounds_of(piece.border);
    std::optional<SheetBox> best;
    for (double y = bounds.min.y; y <= bounds.max.y; y += kStepMm)
        for (double x = bounds.min.x; x <= bounds.max.x; x += kStepMm) {
            const glm::dvec2 at(x, y);
            if (!is_inside(piece.border, at) || (best && glm::distance(at, middle) >= glm::distance(best->centre, middle))) continue;
            for (const glm::dvec2& way : {glm::dvec2(1.0, 0.0), glm::dvec2(0.0, -1.0)}) {
                const SheetBox box{at, size, way};
                if (!window.contains(box.bounds().min) || !window.contains(box.bounds().max) || !allows(box)) continue;
                best = box;
                break;
            }
        }
    if (!best) return false;
    write_block(canvas, block, best->centre, best->along);
    return true;
}

}  // namespace trichion
