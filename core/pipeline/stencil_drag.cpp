// Matches the parts of before with those of now, and moves each piece along.
#include "core/pipeline/stencil_drag.h"

#include "core/geometry/strip_drag.h"
#include "core/pipeline/stencil_marks.h"
#include "core/pipeline/stencil_tongue.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace trichion {
namespace {

bool have_same_parts(const StencilRun& a, const StencilRun& b) {
    return std::ranges::equal(a.stretches, b.stretches, {}, &StencilRun::Stretch::part, &StencilRun::Stretch::part);
}

/// A side that is there stays there, and what is not cannot be followed into being.
std::optional<double> share_of(double before_mm, double now_mm) {
    if (before_mm == now_mm) return 1.0;
    if (!(before_mm > 0.0) || !(now_mm > 0.0)) return std::nullopt;
    return now_mm / before_mm;
}

/// Nothing where more was set than widths.
std::optional<DragWidths> widths_between(const StencilSettings& before, const StencilSettings& now) {
    StencilSettings same = before;
    same.skin_side_mm = now.skin_side_mm;
    same.scalp_side_mm = now.scalp_side_mm;
    if (!(same == now)) return std::nullopt;
    const bool has_scalp_side = now.line != StencilLine::CutEdge;
    const auto left = has_scalp_side ? share_of(before.scalp_side_mm, now.scalp_side_mm) : std::optional(1.0);
    const auto right = share_of(before.skin_side_mm, now.skin_side_mm);
    return left && right ? std::optional(DragWidths{*left, *right}) : std::nullopt;
}

/// Every part's line now, and where each of their places went.
struct Matches {
    std::vector<StencilRun> runs;
    std::vector<CurveMatch> matches;
};

std::optional<Matches> matches_of(const OutlineResult& outline, const StencilSettings& settings, const StencilTrail::Start& start) {
    Matches now{chosen_runs(outline, settings), {}};
    if (now.runs.size() != start.runs.size()) return std::nullopt;
    for (std::size_t i = 0; i < now.runs.size(); ++i) {
        if (!have_same_parts(start.runs[i], now.runs[i])) return std::nullopt;
        auto match = CurveMatch::between(start.runs[i].line, now.runs[i].line);
        if (!match) return std::nullopt;
        now.matches.push_back(std::move(*match));
    }
    return now;
}

/// The piece's own part of its run now.
StencilRun run_now(const Head& head, const StencilTrail::Start& start, const StencilTrail::Piece& piece, const Matches& now) {
    const StencilRun& run = now.runs[piece.of];
    const bool is_whole = piece.run.line.points.size() == start.runs[piece.of].line.points.size();
    return is_whole ? run : part_of(head, run, now.matches[piece.of].now_mm(piece.from_mm), now.matches[piece.of].now_mm(piece.to_mm));
}

/// A frame under way.
struct Frame {
    const Head& head;
    const OutlineResult& outline;
    const StencilSettings& settings;
    DragWidths widths;
};

/// @return false where the piece cannot be followed.
bool follow(const Frame& frame, const StencilTrail::Piece& start, const StencilRun& run, FlatStrip& flat, StencilPiece& piece, StencilTrail& trail) {
    const auto match = CurveMatch::between(start.run.line, run.line);
    auto strip = match ? follow_strip(frame.head.measuring, start.laid.strip, run.line, *match, frame.widths) : std::nullopt;
    if (!strip) return false;
    auto relaxed = flatten_strip(strip->strip, FlattenMode::EdgeTrue, {}, &flat);
    if (!relaxed) return false;
    ++trail.pieces_laid;
    trail.lines_laid += strip->lines_laid;
    trail.rounds += relaxed->iterations;
    const LaidStrip laid{std::move(strip->strip), std::move(*relaxed)};
    StencilPiece moved = piece_of(frame.head, frame.outline, run, laid);
    moved.name = piece.name;
    moved.label = piece.label;
    std::vector<Advice> unsaid;   // that a tongue finds no place is told when the drag ends
    add_tongue_and_tails(frame.head, run, laid, frame.settings, moved, unsaid);
    piece = std::move(moved);
    flat = laid.flat;
    return true;
}

std::vector<FlatStrip> first_flats(const StencilTrail::Start& start) {
    std::vector<FlatStrip> flats;
    for (const StencilTrail::Piece& piece : start.pieces) flats.push_back(piece.laid.flat);
    return flats;
}

}  // namespace

std::optional<Stencil> follow_stencil(const Head& head, const OutlineResult& outline, const StencilSettings& settings,
                                      const Stencil& before) {
    if (!before.trail) return std::nullopt;
    const StencilTrail::Start& start = *before.trail->start;
    const auto widths = widths_between(start.settings, settings);
    const auto now = widths ? matches_of(outline, settings, start) : std::nullopt;
    if (!now) return std::nullopt;
    const Frame frame{head, outline, settings, *widths};
    Stencil stencil = before;
    const auto trail = std::make_shared<StencilTrail>(*before.trail);
    const bool is_as_wide = trail->settings == settings;
    trail->settings = settings;
    trail->pieces_laid = trail->lines_laid = 0;
    trail->rounds = 0;
    if (trail->flats.empty()) trail->flats = first_flats(start);
    stencil.edge_length_skin_mm = stencil.edge_length_flat_mm = stencil.largest_error_percent = 0.0;
    for (std::size_t i = 0; i < start.pieces.size(); ++i) {
        StencilPiece& piece = stencil.pieces[i];
        const StencilRun run = run_now(head, start, start.pieces[i], *now);
        const bool is_still = is_as_wide && run.line.positions_mm == piece.line.positions_mm;
        if (!is_still && !follow(frame, start.pieces[i], run, trail->flats[i], piece, *trail)) return std::nullopt;
        stencil.edge_length_skin_mm += piece.edge_length_skin_mm;
        stencil.edge_length_flat_mm += piece.edge_length_flat_mm;
        stencil.largest_error_percent = std::max(stencil.largest_error_percent, 100.0 * trail->flats[i].largest_stretch);
    }
    stencil.trail = trail;
    return stencil;
}

namespace {

ReliefDart dart_of(const LaidStrip& laid, const StripDart& dart) {
    const auto [in_front, behind] = dart_ends(laid, dart);
    // The border runs along the skin side as the edge does, and back along the scalp side.
    return {laid.flat.positions_mm[laid.strip.vertex(dart.tip_row, dart.column)], dart.is_left ? behind : in_front,
            dart.is_left ? in_front : behind, dart.is_left};
}

}  // namespace

StencilPiece piece_of(const Head& head, const OutlineResult& outline, const StencilRun& run, const LaidStrip& laid) {
    const auto& [strip, flat] = laid;
    StencilPiece piece;
    piece.name = name_of(head, run);
    piece.label = label_of(head, run);
    piece.border = border_of(laid);
    for (std::size_t i = 0; i < strip.columns; ++i) piece.edge.push_back(flat.positions_mm[strip.vertex(strip.edge_row, i)]);
    piece.marks = place_marks(head, outline, run, strip, flat);
    std::tie(piece.start_label, piece.end_label) = end_names(run);
    for (const StripDart& dart : strip.darts) piece.darts.push_back(dart_of(laid, dart));
    piece.skin_mm.assign(strip.positions_mm.begin(), strip.positions_mm.end());
    piece.flat = flat.positions_mm;
    piece.triangles = strip.triangles;
    piece.stretch = flat.stretch;
    piece.line = run.line;
    piece.edge_length_skin_mm = double(run.line.length_mm());
    for (std::size_t i = 1; i < piece.edge.size(); ++i) piece.edge_length_flat_mm += glm::distance(piece.edge[i - 1], piece.edge[i]);
    return piece;
}

}  // namespace trichion
