// The flat pieces while the hairline is dragged: each frame goes on from the last one's.
#pragma once

#include "core/pipeline/stencil_runs.h"
#include "core/pipeline/stencil_stage.h"
#include "core/pipeline/stencil_strip.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace trichion {

/// How a stencil's pieces were laid, and how the last frame of a drag left them.
struct StencilTrail {
    struct Piece {
        std::size_t of = 0;                 // index of its run
        double from_mm = 0.0, to_mm = 0.0;  // of that run
        StencilRun run;                     // its own part of it
        LaidStrip laid;
    };
    /// What flatten_stencil decided. Every frame starts from it again, so that small errors do not add up.
    struct Start {
        StencilSettings settings;
        std::vector<StencilRun> runs;       // the chosen parts, before they were parted
        std::vector<Piece> pieces;          // as the stencil's
    };
    std::shared_ptr<const Start> start;
    StencilSettings settings;               // of the last frame
    std::vector<FlatStrip> flats;           // by piece, of the last frame; empty before the first
    std::size_t pieces_laid = 0;            // in the last frame
    std::size_t lines_laid = 0;             // across their strips
    int rounds = 0;                         // of relaxing them
};

/// Moves a stencil's pieces on to an outline that was dragged: the same pieces, darts and columns, narrowed where they were.
/// Only lines across the strip that the drag touched are laid on the skin anew, and the paper relaxes from its last shape
/// with the equations of then. A piece that the drag did not touch stays as it is.
///
/// For the eye while the hand moves: the hairline is true to 0.1 % and within 0.1 mm of where flatten_stencil has it, but
/// what follows from the way the hand took never leaves the program: darts and partings are decided afresh by
/// flatten_stencil, which knows nothing of earlier frames.
/// @param before  by flatten_stencil or this one, on the same head.
/// @return  its `advice`, `largest_error_mm` and `_where` are those of `before`. Nothing where the outline has other parts,
///          where other things than widths were set, and where a piece folds: the last picture then stands until
///          flatten_stencil is done.
/// @cost   3 to 5 ms for a point of the frontal hairline, temples in the same piece; 10 ms where every line moves.
std::optional<Stencil> follow_stencil(const Head& head, const OutlineResult& outline, const StencilSettings& settings,
                                      const Stencil& before);

/// A piece as it leaves, without its tongue and tails.
StencilPiece piece_of(const Head& head, const OutlineResult& outline, const StencilRun& run, const LaidStrip& laid);

}  // namespace trichion
