// The stretches of the outline that a stencil carries: chosen parts that follow each other, and where to part them.
#pragma once

#include "core/pipeline/outline_stage.h"

#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// What of the outline one piece carries: an open line over one or several parts.
struct StencilRun {
    struct Stretch {
        OutlinePart part = OutlinePart::Frontal;
        double from_mm = 0.0, to_mm = 0.0;  // along the run's line
    };
    SurfaceCurve line;
    std::vector<Stretch> stretches;  // in order, without gaps

    bool has(OutlinePart part) const;
    /// The part at a way along the line.
    OutlinePart part_at(double arc_mm) const;
};

StencilPart stencil_part_of(OutlinePart part);

/// The chosen parts, those that follow each other joined. A closed line is opened where the front ends: at the lower end
/// of the temples (or of the frontal part where they have none), or in its middle where it is one single part.
std::vector<StencilRun> chosen_runs(const OutlineResult& outline, const StencilSettings& settings);

/// Where to part a run that cannot be one piece, sorted along it: the joint of two parts where the outline turns most, with
/// the joint that mirrors it; else the midline; else its middle. Empty where a piece would be shorter than 30 mm.
std::vector<double> best_cuts_mm(const Head& head, const StencilRun& run);

/// Where a run crosses a crease of the skin, such as where the ear leaves the head: the middle of the places where the
/// surface's normal, mixed from its triangle's corners, stands far off the triangle. There the skin to the line's two sides
/// turns differently within a mm, so a long piece pressed on across it swings about; parted in the crease it does not.
/// Nothing where there is no crease, or a piece would be shorter than 30 mm.
/// @cost  below 1 ms.
std::optional<double> crease_cut_mm(const Head& head, const StencilRun& run);

/// The same of a run round an ear, with regard to the line round the other: where that one has a crease opposite, within 15 mm,
/// the cut lies in the middle of both; where only that one has, opposite to it. So both ears come in the same pieces where
/// their lines answer to each other.
std::optional<double> ear_cut_mm(const Head& head, const OutlineResult& outline, const StencilRun& run);

/// The joints of what lies round an ear with what does not, sorted along the run, without those that would leave a piece
/// shorter than 30 mm. Skin turns there about the ear's root: a long piece pressed on past it swings as over a crease.
std::vector<double> ear_joints_mm(const StencilRun& run);

/// The run between two ways along it.
StencilRun part_of(const Head& head, const StencilRun& run, double from_mm, double to_mm);

/// Stable and for files: "frontal_temples", "temple_r", "ear_l", "nape".
std::string name_of(const Head& head, const StencilRun& run);
/// For readers: "frontal hairline, temples", "ear L".
std::string label_of(const Head& head, const StencilRun& run);

}  // namespace trichion
