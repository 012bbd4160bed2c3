// The chosen parts of the outline as flat pieces, with their placement marks and their honest figures.
#include "core/pipeline/stencil_stage.h"

#include "core/base/parallel.h"
#include "core/model/limits.h"
#include "core/pipeline/outline_crossings.h"
#include "core/pipeline/stencil_drag.h"
#include "core/pipeline/stencil_marks.h"
#include "core/pipeline/stencil_runs.h"
#include "core/pipeline/stencil_strip.h"
#include "core/pipeline/stencil_tongue.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>

namespace trichion {
namespace {

constexpr double kWidestSideMm = 60.0;
constexpr double kNarrowedMm = 0.5;       // less than this missing from a side is not worth a sentence
constexpr double kLongestEdgeMm = 420.0;  // of one piece: what a table, a hand and A3 take
constexpr double kNarrowedShare = 0.5;    // of the asked width: a piece is rather parted than narrower
constexpr double kNarrowestShare = 0.15;  // where parting helps no more
constexpr double kNoBetter = 1.5;         // so much more stretch is put up with for fewer pieces, where none keeps the limit
constexpr double kMostRows = 18.0;        // of a strip's grid on one side
constexpr int kMostNarrowings = 4;
constexpr double kLeastBesideEarMm = 1.2; // less paper than that is none: the piece ends at the line there
constexpr double kEaseMm = 12.0;          // to both sides of a place that is made narrower

/// Asked widths in mm.
struct Widths {
    double skin_mm = 8.0, scalp_mm = 20.0;
};

Widths widths_of(const StencilSettings& settings) {
    return {double(settings.skin_side_mm), settings.line == StencilLine::CutEdge ? 0.0 : double(settings.scalp_side_mm)};
}

/// Skin that belongs to an ear: no outline may run there, and it lies about the ear's notch and behind it.
class EarSkin {
public:
    explicit EarSkin(const Head& head) : head_(head) {}

    bool is_ear(const glm::dvec3& p) const {
        if (head_.outline_skin.empty()) return false;
        const bool left = p.x > 0.0;
        const glm::dvec3 tragion(head_.landmark(left ? "tragion_l" : "tragion_r"));
        const glm::dvec3 middle = tragion + glm::dvec3(0.0, 2.0, -12.0);
        constexpr double kEarReachMm = 42.0, kBeforeTragusMm = 4.0;
        if (p.z > tragion.z + kBeforeTragusMm || glm::distance(p, middle) > kEarReachMm) return false;
        const auto at = head_.measuring.closest(glm::vec3(p));
        if (!at) return false;
        const glm::uvec3& t = head_.measuring.mesh().triangles[at->triangle];
        float share = 0.0f;
        for (int k = 0; k < 3; ++k) share += at->weights[k] * head_.outline_skin[t[k]];
        return share < 0.5f;
    }

private:
    const Head& head_;
};

/// Limits without steps that are nowhere above the given ones: the least within a reach, averaged over the same reach.
std::vector<double> smoothed(const Strip& strip, const std::vector<double>& most_mm) {
    constexpr double kReachMm = 5.0;
    const auto over_reach = [&](const std::vector<double>& values, const auto& gather) {
        std::vector<double> result(values.size());
        for (std::size_t i = 0, from = 0, to = 0; i < values.size(); ++i) {
            while (strip.arc_mm[i] - strip.arc_mm[from] > kReachMm) ++from;
            while (to < values.size() && strip.arc_mm[to] - strip.arc_mm[i] <= kReachMm) ++to;
            result[i] = gather(values.begin() + static_cast<std::ptrdiff_t>(from), values.begin() + static_cast<std::ptrdiff_t>(to));
        }
        return result;
    };
    const auto least = over_reach(most_mm, [](auto first, auto last) { return *std::min_element(first, last); });
    return over_reach(least, [](auto first, auto last) { return std::accumulate(first, last, 0.0) / double(last - first); });
}

/// For each column how wide the skin side may be before it lies over an ear.
std::vector<double> clear_of_ears(const Head& head, const Strip& strip) {
    const EarSkin ears(head);
    std::vector<double> most = strip.right_mm;
    for (std::size_t i = 0; i < strip.columns; ++i)
        for (std::size_t row = strip.edge_row; row-- > 0;)
            if (ears.is_ear(strip.positions_mm[strip.vertex(row, i)])) {
                most[i] = std::max(0.0, strip.way_across_mm(row + 1, i) - 0.5);
                break;
            }
    return most;
}

/// A run on its way to a piece.
struct Trial {
    StencilRun run;
    std::size_t of = 0;        // index of the chosen run that it is part of
    double from_mm = 0.0;      // where it begins on that
    StripOptions options;
    LaidStrip laid;
    bool is_over_ear = false;  // its skin side was narrowed for an ear

    double narrowest_share(bool is_left) const {
        const double asked = is_left ? options.left_mm : options.right_mm;
        const std::vector<double>& width = is_left ? laid.strip.left_mm : laid.strip.right_mm;
        return asked > 0.0 ? *std::ranges::min_element(width) / asked : 1.0;
    }
};

/// Makes the strip narrower where it stretches too far although its darts are cut.
void narrow(const Trial& trial, StripOptions& options) {
    const Strip& strip = trial.laid.strip;
    const ColumnStretch stretch = stretch_by_column(trial.laid);
    const auto limit = [&](const std::vector<double>& of_side, const std::vector<double>& width, double asked, std::vector<double>& most) {
        if (asked <= 0.0) return;
        most = width;
        for (std::size_t i = 0; i < strip.columns; ++i) {
            if (of_side[i] <= kStretchLimit) continue;
            // What curvature forces grows with the square of the width.
            const double factor = std::max(0.6, 0.95 * std::sqrt(kStretchLimit / of_side[i]));
            for (std::size_t j = 0; j < strip.columns; ++j)
                if (const double apart = std::abs(strip.arc_mm[i] - strip.arc_mm[j]); apart < kEaseMm)
                    most[j] = std::min(most[j], width[i] * glm::mix(factor, 1.0, apart / kEaseMm));
        }
        most = smoothed(strip, most);
    };
    limit(stretch.left, strip.left_mm, options.left_mm, options.left_most_mm);
    limit(stretch.right, strip.right_mm, options.right_mm, options.right_most_mm);
}

Result<void> lay(const Head& head, const OutlineResult& outline, Trial& trial, const CancelToken& token) {
    auto strip = build_strip(head.measuring, trial.run.line, trial.options, token);
    if (!strip) return tl::unexpected(strip.error());
    if (const std::vector<double> most = clear_of_ears(head, *strip); most != strip->right_mm) {
        trial.is_over_ear = true;
        trial.options.right_most_mm = smoothed(*strip, most);
        if (*std::ranges::min_element(trial.options.right_most_mm) < kLeastBesideEarMm && trial.options.left_mm > 0.0) {
            if (std::ranges::any_of(trial.run.stretches, [](const auto& s) { return stencil_part_of(s.part) != StencilPart::Ears; }))
                return fail(ErrorCode::Degenerate, "The line runs too near the ear for a strip on its skin side.");
            trial.options.right_mm = 0.0;
            trial.options.right_most_mm.clear();
        }
        strip = build_strip(head.measuring, trial.run.line, trial.options, token);
        if (!strip) return tl::unexpected(strip.error());
    }
    const KeepClear marks = [&](const Strip& plain, const FlatStrip& flat) {
        KeptLines kept;
        for (PlacementMark& mark : place_marks(head, outline, trial.run, plain, flat))
            (mark.name == "midline" ? kept.always : kept.where_it_can).push_back(std::move(mark.line));
        return kept;
    };
    auto laid = lay_with_darts(*strip, marks, token);
    if (!laid) return tl::unexpected(laid.error());
    trial.laid = std::move(*laid);
    return {};
}

/// Lays a run as one piece, narrower in places where nothing else keeps the limit.
/// @return whether it may be one piece: within the limit, not much narrower than asked, not over itself, not too long.
Result<bool> try_whole(const Head& head, const OutlineResult& outline, Trial& trial, double least_share, const CancelToken& token) {
    if (double(trial.run.line.length_mm()) > kLongestEdgeMm) return false;
    if (const auto done = lay(head, outline, trial, token); !done) return tl::unexpected(done.error());
    for (int k = 0; k < kMostNarrowings && trial.laid.flat.largest_stretch > kStretchLimit; ++k) {
        Trial next = trial;
        narrow(trial, next.options);
        if (const auto done = lay(head, outline, next, token); !done) break;
        if (std::min(next.narrowest_share(true), next.is_over_ear ? 1.0 : next.narrowest_share(false)) < least_share) break;
        trial = std::move(next);
    }
    return trial.laid.flat.largest_stretch <= kStretchLimit && trial.narrowest_share(true) >= std::min(least_share, 0.4) &&
           (trial.is_over_ear || trial.narrowest_share(false) >= std::min(least_share, 0.4)) && is_simple(border_of(trial.laid));
}

/// All of it is near an ear, where skin is creased.
bool is_by_the_ear(const StencilRun& run) {
    return std::ranges::all_of(run.stretches, [](const auto& s) { return stencil_part_of(s.part) == StencilPart::Ears; });
}

/// What lies apart is laid at the same time: `lay(i)` gives the pieces of the i-th part. @return  all of them in order.
template <class Lay>
Result<std::vector<Trial>> lay_apart(std::size_t count, const Lay& lay) {
    std::vector<Result<std::vector<Trial>>> parts(count);
    in_pieces(count, std::clamp(std::thread::hardware_concurrency(), 2u, 4u), [&](std::size_t i) { parts[i] = lay(i); });
    std::vector<Trial> trials;
    for (auto& part : parts) {
        if (!part) return tl::unexpected(part.error());
        std::ranges::move(*part, std::back_inserter(trials));
    }
    return trials;
}

std::string words_of(OutlinePart part) {
    switch (part) {
        case OutlinePart::Frontal: return "in the frontal hairline";
        case OutlinePart::TempleLeft: return "at the left temple";
        case OutlinePart::TempleRight: return "at the right temple";
        case OutlinePart::SideburnLeft: return "at the left sideburn";
        case OutlinePart::SideburnRight: return "at the right sideburn";
        case OutlinePart::EarLeft: return "at the left ear";
        case OutlinePart::EarRight: return "at the right ear";
        case OutlinePart::Nape: return "at the nape";
        case OutlinePart::Blend: return "in the blend edge";
    }
    return "";
}

/// "in the frontal hairline, 62 mm right of the midline".
std::string place_words(OutlinePart part, const glm::vec3& at) {
    return fmt::format("{}, {:.0f} mm {} of the midline", words_of(part), std::abs(at.x), at.x < 0.0f ? "right" : "left");
}

bool is_too_sharp(const Error& error) { return error.code == ErrorCode::Degenerate && error.message.starts_with("The line turns too sharply"); }

/// The sample of a line at which it turns most within a centimetre.
std::size_t sharpest_of(const SurfaceCurve& line) {
    constexpr float kReachMm = 5.0f;
    const auto sample = [&](float arc) { return std::min<std::size_t>(line.arc_mm.size() - 1, std::ranges::lower_bound(line.arc_mm, arc) - line.arc_mm.begin()); };
    std::size_t sharpest = line.arc_mm.size() / 2;
    float straightest = 2.0f;
    for (std::size_t i = 0; i < line.arc_mm.size(); ++i) {
        const float arc = line.arc_mm[i];
        if (arc < kReachMm || arc + kReachMm > line.length_mm()) continue;
        const glm::vec3 &at = line.positions_mm[i], &before = line.positions_mm[sample(arc - kReachMm)], &after = line.positions_mm[sample(arc + kReachMm)];
        const float straight = glm::dot(glm::normalize(at - before), glm::normalize(after - at));
        if (straight < straightest) straightest = straight, sharpest = i;
    }
    return sharpest;
}

/// A line that turns too sharply is told with its place.
Error with_place(Error error, const StencilRun& run) {
    if (!is_too_sharp(error)) return error;
    const std::size_t i = sharpest_of(run.line);
    error.message.pop_back();
    error.message += fmt::format(" {}.", place_words(run.part_at(double(run.line.arc_mm[i])), run.line.positions_mm[i]));
    return error;
}

/// Lays a run as few pieces as keep the limit, parted in any case where it leaves an ear, and where the skin round an ear, or
/// opposite to it round the other, is creased.
/// @param begin_mm  where the run begins on the chosen run that it is part of.
Result<std::vector<Trial>> lay_in_pieces(const Head& head, const OutlineResult& outline, const StencilRun& run, double begin_mm,
                                         const Widths& widths, const CancelToken& token) {
    const auto lay_parted = [&](std::vector<double> cuts) {
        cuts.insert(cuts.begin(), 0.0);
        cuts.push_back(double(run.line.length_mm()));
        return lay_apart(cuts.size() - 1, [&](std::size_t i) {
            return lay_in_pieces(head, outline, part_of(head, run, cuts[i], cuts[i + 1]), begin_mm + cuts[i], widths, token);
        });
    };
    if (std::vector<double> joints = ear_joints_mm(run); !joints.empty()) return lay_parted(std::move(joints));
    if (const auto crease = is_by_the_ear(run) ? ear_cut_mm(head, outline, run) : std::nullopt) return lay_parted({*crease});
    Trial trial;
    trial.run = run;
    trial.from_mm = begin_mm;
    trial.options.left_mm = widths.scalp_mm;
    trial.options.right_mm = widths.skin_mm;
    // A broad strip bends no more sharply than a narrow one: as many rows do.
    trial.options.across_mm = std::max(trial.options.across_mm, std::max(widths.scalp_mm, widths.skin_mm) / kMostRows);
    const StripOptions asked = trial.options;
    const std::vector<double> cuts = best_cuts_mm(head, run);
    const auto whole = try_whole(head, outline, trial, cuts.empty() ? kNarrowestShare : kNarrowedShare, token);
    if (!whole && whole.error().code == ErrorCode::Cancelled) return tl::unexpected(whole.error());
    if (!whole && cuts.empty()) return tl::unexpected(with_place(whole.error(), run));
    if (cuts.empty() || (whole && *whole)) return std::vector<Trial>{std::move(trial)};
    auto parted = lay_parted(cuts);
    if (!parted) return parted;
    // Where parting keeps the limit no better, one piece is the better one.
    double worst = 0.0;
    for (const Trial& part : *parted) worst = std::max(worst, part.laid.flat.largest_stretch);
    if (!whole || worst <= kStretchLimit || double(run.line.length_mm()) > kLongestEdgeMm) return parted;
    trial.options = asked;
    const auto narrower = try_whole(head, outline, trial, kNarrowestShare, token);
    if (!narrower) return parted;
    if (*narrower || (is_simple(border_of(trial.laid)) && trial.laid.flat.largest_stretch <= kNoBetter * worst)) return std::vector<Trial>{std::move(trial)};
    return parted;
}

/// The widest side of those in whole mm that a run can be laid with, between the narrowest that may be set and what was
/// asked; nothing where none can.
template <class Lay>
std::optional<double> widest_that_lies(double least_mm, double asked_mm, const Lay& lies) {
    double low = std::ceil(least_mm), high = std::ceil(asked_mm);  // lies, does not
    if (low >= asked_mm || !lies(low)) return std::nullopt;
    while (high - low > 1.0) {
        const double middle = std::floor(0.5 * (low + high));
        (lies(middle) ? low : high) = middle;
    }
    return low;
}

/// What helps where a line turns too sharply: tried, so that it is true.
/// @cost  some times that of laying the run.
Error with_way_out(Error error, const Head& head, const OutlineResult& outline, const StencilRun& run, const Widths& asked, const CancelToken& token) {
    if (!is_too_sharp(error)) return error;
    const auto lies = [&](const Widths& widths) { return lay_in_pieces(head, outline, run, 0.0, widths, token).has_value(); };
    const auto scalp_mm = asked.scalp_mm > 0.0 ? widest_that_lies(kScalpSideRangeMm.min, asked.scalp_mm, [&](double mm) { return lies({asked.skin_mm, mm}); }) : std::nullopt;
    const auto skin_mm = scalp_mm ? std::nullopt : widest_that_lies(kSkinSideRangeMm.min, asked.skin_mm, [&](double mm) { return lies({mm, asked.scalp_mm}); });
    if (token.cancelled()) return {ErrorCode::Cancelled, "The stencil was cancelled."};
    if (scalp_mm || skin_mm)
        error.message += fmt::format(" A {} side of {:.0f} mm can be laid; or smooth the line there in the Hairline step.", scalp_mm ? "scalp" : "skin", scalp_mm ? *scalp_mm : *skin_mm);
    else
        error.message += " Smooth the line there in the Hairline step.";
    return error;
}

StencilTrail::Piece start_of(const Trial& trial) {
    return {trial.of, trial.from_mm, trial.from_mm + double(trial.run.line.length_mm()), trial.run, trial.laid};
}

const char* to_words(LengthError::Line line) {
    switch (line) {
        case LengthError::Line::Curve: return "along the hairline";
        case LengthError::Line::RightBorder: return "along the cut on the skin side";
        case LengthError::Line::LeftBorder: return "along the cut on the scalp side";
        case LengthError::Line::Along: return "beside the hairline";
        case LengthError::Line::Across: return "across the strip";
    }
    return "";
}

void measure(const LaidStrip& laid, const StencilPiece& piece, Stencil& stencil) {
    stencil.edge_length_skin_mm += piece.edge_length_skin_mm;
    stencil.edge_length_flat_mm += piece.edge_length_flat_mm;
    stencil.largest_error_percent = std::max(stencil.largest_error_percent, 100.0 * laid.flat.largest_stretch);
    const LengthError worst = largest_length_error(laid.strip, laid.flat);
    if (std::abs(worst.mm) < stencil.largest_error_mm && !stencil.largest_error_where.empty()) return;
    stencil.largest_error_mm = std::abs(worst.mm);
    stencil.largest_error_where = to_words(worst.line);
}

/// Names that are there twice are numbered in the order of the pieces.
void make_unique(std::vector<StencilPiece>& pieces) {
    std::map<std::string, int> count, next;
    for (const StencilPiece& piece : pieces) ++count[piece.name];
    for (StencilPiece& piece : pieces) {
        if (count[piece.name] < 2) continue;
        const int number = ++next[piece.name];
        piece.label += fmt::format(", {} of {}", number, count[piece.name]);
        piece.name += fmt::format("_{}", number);
    }
}

void advise_on_width(const Trial& trial, bool is_left, const StencilPiece& piece, Stencil& stencil) {
    const double asked = is_left ? trial.options.left_mm : trial.options.right_mm;
    const std::vector<double>& width = is_left ? trial.laid.strip.left_mm : trial.laid.strip.right_mm;
    if (!is_left && trial.is_over_ear && asked <= 0.0) {
        stencil.advice.push_back({"strip_over_ear", fmt::format("{}: the ear is too near for a skin side; the piece ends at the line.", piece.label), {}, {}});
        return;
    }
    if (asked <= 0.0) return;
    const auto narrowest = std::ranges::min_element(width);
    if (asked - *narrowest < kNarrowedMm) return;
    const auto column = static_cast<std::size_t>(std::distance(width.begin(), narrowest));
    Advice advice;
    advice.place_mm = {glm::vec3(trial.laid.strip.positions_mm[trial.laid.strip.vertex(trial.laid.strip.edge_row, column)])};
    if (!is_left && trial.is_over_ear) {
        advice.rule = "strip_over_ear";
        advice.sentence = fmt::format("{}: the skin side would lie over the ear; it is {:.0f} mm wide there, not {:.0f} mm.", piece.label, *narrowest, asked);
    } else {
        advice.rule = "strip_narrowed";
        advice.sentence = fmt::format("{}: the {} side is {:.0f} mm wide at its narrowest, not {:.0f} mm, where the line turns "
                                      "sharply, the skin curves too much for paper, or ends.",
                                      piece.label, is_left ? "scalp" : "skin", *narrowest, asked);
    }
    stencil.advice.push_back(std::move(advice));
}

/// How much of the piece lies where the scan has no skin.
void advise_on_holes(const Head& head, const Trial& trial, const StencilPiece& piece, Stencil& stencil) {
    if (head.spanned.empty()) return;
    const auto is_spanned = [&](const SurfacePoint& at) {
        const glm::uvec3& t = head.measuring.mesh().triangles[at.triangle];
        return head.spanned[t.x] + head.spanned[t.y] + head.spanned[t.z] >= 2;
    };
    const Strip& strip = trial.laid.strip;
    double edge_mm = 0.0, area_mm2 = 0.0;
    std::vector<glm::vec3> place;
    for (std::size_t k = 0; k < strip.triangles.size(); ++k) {
        const glm::uvec3& t = strip.triangles[k];
        const glm::dvec3 &a = strip.positions_mm[t.x], &b = strip.positions_mm[t.y], &c = strip.positions_mm[t.z];
        const auto at = head.measuring.closest(glm::vec3((a + b + c) / 3.0));
        if (!at || !is_spanned(*at)) continue;
        area_mm2 += 0.5 * glm::length(glm::cross(b - a, c - a));
    }
    for (std::size_t i = 1; i < strip.columns; ++i) {
        const glm::vec3 p(strip.positions_mm[strip.vertex(strip.edge_row, i)]);
        const auto at = head.measuring.closest(p);
        if (!at || !is_spanned(*at)) continue;
        edge_mm += strip.arc_mm[i] - strip.arc_mm[i - 1];
        place.push_back(p);
    }
    constexpr double kWorthSayingMm2 = 20.0;
    if (area_mm2 < kWorthSayingMm2 && edge_mm <= 0.0) return;
    stencil.advice.push_back({"unscanned_skin",
                              fmt::format("{}: {:.0f} mm of its hairline and {:.1f} cm\xc2\xb2 of its strip lie where the scan has no skin; "
                                          "lengths there are guessed, so check the fit on the client.",
                                          piece.label, edge_mm, 0.01 * area_mm2),
                              {}, std::move(place)});
}

void advise(const Head& head, const Trial& trial, const StencilPiece& piece, Stencil& stencil) {
    const double percent = 100.0 * trial.laid.flat.largest_stretch;
    if (percent > 100.0 * kStretchLimit)
        stencil.advice.push_back({"stretch", fmt::format("{}: away from the hairline paper and skin differ by up to {:.1f} %: let the "
                                                         "paper ripple there, or make the scalp side narrower.",
                                                         piece.label, percent), {}, {}});
    advise_on_width(trial, true, piece, stencil);
    advise_on_width(trial, false, piece, stencil);
    advise_on_holes(head, trial, piece, stencil);
    if (piece.marks.size() < kFewestMarks)
        stencil.advice.push_back({"few_marks", fmt::format("{}: too short for three placement marks.", piece.label), {}, {}});
}

/// Where a chosen part crosses the outline, in words.
std::optional<std::string> crossing_in_words(const Head& head, const OutlineResult& outline, const StencilSettings& settings) {
    constexpr float kOnLineMm = 0.5f;
    for (const glm::vec3& place : crossings_mm(head, outline))
        for (const OutlineCurve& part : outline.parts) {
            if (!settings.has(stencil_part_of(part.part))) continue;
            for (const glm::vec3& p : part.curve.positions_mm)
                if (glm::distance(p, place) < kOnLineMm) return place_words(part.part, place);
        }
    return std::nullopt;
}

bool has_mark(const Stencil& stencil, const std::string& name) {
    return std::ranges::any_of(stencil.pieces, [&](const StencilPiece& piece) {
        return std::ranges::find(piece.marks, name, &PlacementMark::name) != piece.marks.end();
    });
}

/// Marks that the other side has: who compares the two misses them.
void advise_on_missing_marks(const Head& head, const OutlineResult& outline, const std::vector<Trial>& trials, Stencil& stencil) {
    for (std::size_t i = 0; i < trials.size(); ++i) {
        std::vector<LeftOutMark> left_out;
        place_marks(head, outline, trials[i].run, trials[i].laid.strip, trials[i].laid.flat, &left_out);
        for (const LeftOutMark& mark : left_out) {
            std::string twin = mark.name;
            if (twin.ends_with("_r") || twin.ends_with("_l")) twin.back() = twin.back() == 'r' ? 'l' : 'r';
            if (twin == mark.name || has_mark(stencil, mark.name) || !has_mark(stencil, twin)) continue;
            stencil.advice.push_back({"mark_left_out", fmt::format("{}: there is no mark \"{}\": {}.", stencil.pieces[i].label, mark.label, mark.why), {}, {}});
        }
    }
}

/// Tongues and tails that no piece has a place for.
void advise_on_missing_tongues(const StencilSettings& settings, Stencil& stencil) {
    const auto advise_without = [&](bool is_asked, const char* mark, const char* what) {
        if (is_asked && !has_mark(stencil, mark))
            stencil.advice.push_back({"no_tongue", fmt::format("There is no {}: no piece has the place above it well inside its ends.", what), {}, {}});
    };
    advise_without(settings.has_tongue, "midline", "tongue to the glabella");
    advise_without(settings.has_tails, "canthus_r", "tail to the outer corner of the eye R");
    advise_without(settings.has_tails, "canthus_l", "tail to the outer corner of the eye L");
}

Result<void> check(const Head& head, const OutlineResult& outline, const StencilSettings& settings) {
    const Widths widths = widths_of(settings);
    const auto in_range = [](double width) { return width >= 0.0 && width <= kWidestSideMm; };
    if (!in_range(settings.skin_side_mm) || !in_range(settings.scalp_side_mm))
        return fail(ErrorCode::InvalidInput, fmt::format("The sides of a stencil are 0 to 60 mm wide, not {:g} and {:g} mm; set them under Stencil.",
                                                         settings.skin_side_mm, settings.scalp_side_mm));
    if (!(widths.skin_mm + widths.scalp_mm > 0.0))
        return fail(ErrorCode::InvalidInput, settings.line == StencilLine::CutEdge
                                                 ? "A piece that is cut along the line needs a skin side; make it wider than 0 mm."
                                                 : "A stencil needs a skin side or a scalp side; make one of them wider than 0 mm.");
    if (std::ranges::none_of(settings.parts, [](bool has) { return has; }))
        return fail(ErrorCode::InvalidInput, "No part of the outline is chosen for the stencil; choose at least one.");
    if (const auto where = crossing_in_words(head, outline, settings))
        return fail(ErrorCode::InvalidInput, fmt::format("The outline crosses itself {}; move its points apart there, then make the stencil.", *where));
    return {};
}

}  // namespace

Result<Stencil> flatten_stencil(const Head& head, const OutlineResult& outline, const StencilSettings& settings,
                                const CancelToken& token) {
    if (const auto fine = check(head, outline, settings); !fine) return tl::unexpected(fine.error());
    std::vector<StencilRun> runs = chosen_runs(outline, settings);
    if (runs.empty())
        return fail(ErrorCode::Degenerate, "The outline has none of the chosen parts of the hairline; draw them first, or choose others.");
    auto laid = lay_apart(runs.size(), [&](std::size_t i) -> Result<std::vector<Trial>> {
        auto pieces = lay_in_pieces(head, outline, runs[i], 0.0, widths_of(settings), token);
        if (!pieces) return tl::unexpected(with_way_out(pieces.error(), head, outline, runs[i], widths_of(settings), token));
        for (Trial& piece : *pieces) piece.of = i;
        return pieces;
    });
    if (!laid) return tl::unexpected(laid.error());
    const std::vector<Trial> trials = std::move(*laid);
    auto start = std::make_shared<StencilTrail::Start>();
    for (const Trial& trial : trials) start->pieces.push_back(start_of(trial));
    start->settings = settings;
    start->runs = std::move(runs);
    Stencil stencil;
    stencil.trail = std::make_shared<const StencilTrail>(StencilTrail{.start = std::move(start), .settings = settings});
    for (const Trial& trial : trials) stencil.pieces.push_back(piece_of(head, outline, trial.run, trial.laid));
    make_unique(stencil.pieces);
    for (std::size_t i = 0; i < trials.size(); ++i) {
        StencilPiece& piece = stencil.pieces[i];
        measure(trials[i].laid, piece, stencil);
        advise(head, trials[i], piece, stencil);
        add_tongue_and_tails(head, trials[i].run, trials[i].laid, settings, piece, stencil.advice);
    }
    advise_on_missing_tongues(settings, stencil);
    advise_on_missing_marks(head, outline, trials, stencil);
    return stencil;
}

}  // namespace trichion
