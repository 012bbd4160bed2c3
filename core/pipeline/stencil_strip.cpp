// Finds where darts help, and keeps those that open.
#include "core/pipeline/stencil_strip.h"

#include "core/pipeline/stencil_stage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr int kMostRounds = 7;
constexpr double kAimedAt = 0.97;             // of the limit: a figure rounded for print must not lie above it
constexpr double kLeastOpeningMm = 0.1;       // of a dart at the border: a knife's width, less is not worth a cut
constexpr double kRoundApartMm = 20.0;        // darts cut in one round: nearer ones may not be needed any more
constexpr double kTipHelpMm = 14.0;           // beside a dart whose tip is strained
constexpr double kClearOfMarksMm = 2.5;
constexpr double kClearOfEndsMm = 6.0;
constexpr double kSymmetricMm = 0.6;          // largest difference of the halves of a symmetric edge
constexpr double kLeastApartAtBorderMm = 4.0; // of two darts
constexpr double kStrainedTipMm = 4.0;        // from a dart to a place that it strains
constexpr double kDartMovesMm[] = {-4.5, -3.0, 3.0, 4.5};
constexpr double kCornerReachMm = 4.0;        // of the curve that rounds a corner of the border, along the border
constexpr double kMouthReachMm = 2.0;         // the same at a dart's mouth
constexpr double kAslant = 0.3;               // cosine of the angle from which a dart's mouth is rounded more
constexpr double kCornerChordMm = 0.005;      // most that a straight piece of a rounded corner cuts off its curve

struct Side {
    bool is_left = true;
    std::vector<bool> is_free;   // for each column: whether a dart may be cut there
    std::vector<bool> is_clear;  // and whether it would cross no mark
    std::vector<bool> is_middle; // columns on the midline: a dart there is as good as the mark, and all that helps in the
                                 // point of a widow's peak; of a symmetric piece the one in its middle
};

std::size_t border_row(const Strip& strip, bool is_left) { return is_left ? strip.rows - 1 : 0; }

/// From a vertex to the nearest of the curve, straight: lines across may run aslant.
double off_curve_mm(const Strip& strip, std::size_t row, std::size_t column) {
    constexpr double kNearMm = 12.0;
    const glm::dvec3& p = strip.positions_mm[strip.vertex(row, column)];
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < strip.columns; ++i)
        if (std::abs(strip.arc_mm[i] - strip.arc_mm[column]) < kNearMm)
            nearest = std::min(nearest, glm::distance(p, strip.positions_mm[strip.vertex(strip.edge_row, i)]));
    return nearest;
}

/// The row at least kDartFromEdgeMm off the curve, on paper as on the skin; nothing where the side is too narrow for a dart.
std::optional<std::size_t> tip_row(const Strip& strip, std::size_t column, bool is_left) {
    const double least = kDartFromEdgeMm * (1.0 + kStretchLimit);
    const std::ptrdiff_t step = is_left ? 1 : -1;
    for (auto row = static_cast<std::ptrdiff_t>(strip.edge_row); row != static_cast<std::ptrdiff_t>(border_row(strip, is_left)); row += step) {
        const auto r = static_cast<std::size_t>(row);
        if (strip.way_across_mm(r, column) >= least && off_curve_mm(strip, r, column) >= least) return r;
    }
    return std::nullopt;
}

/// How much longer than the skin the paper is beside a column, along the border and the rows under it.
double excess_at(const LaidStrip& laid, std::size_t column, bool is_left) {
    const Strip& strip = laid.strip;
    const auto along = [&](std::size_t row, std::size_t i) {
        const std::size_t a = strip.vertex_behind(row, i), b = strip.vertex(row, i + 1);
        return glm::distance(laid.flat.positions_mm[a], laid.flat.positions_mm[b]) /
                   glm::distance(strip.positions_mm[a], strip.positions_mm[b]) - 1.0;
    };
    double most = -1.0;
    const std::size_t border = border_row(strip, is_left), tip = *tip_row(strip, column, is_left);
    for (std::size_t row = std::min(border, tip); row <= std::max(border, tip); ++row)
        most = std::max(most, 0.5 * (along(row, column - 1) + along(row, column)));
    return most;
}

bool is_symmetric(const LaidStrip& laid) {
    const Strip& strip = laid.strip;
    const auto edge = [&](std::size_t i) { return laid.flat.positions_mm[strip.vertex(strip.edge_row, i)]; };
    const double width = edge(strip.columns - 1).x;
    for (std::size_t i = 0; i < strip.columns; ++i) {
        const glm::dvec2 a = edge(i), b = edge(strip.columns - 1 - i);
        if (glm::distance(a, {width - b.x, b.y}) > kSymmetricMm) return false;
    }
    return true;
}

Side side_of(const LaidStrip& laid, bool is_left, bool mirrored, const KeptLines& kept) {
    const Strip& strip = laid.strip;
    Side side{is_left, std::vector<bool>(strip.columns, true), std::vector<bool>(strip.columns, true), std::vector<bool>(strip.columns, false)};
    const auto is_near = [](const std::vector<std::vector<glm::dvec2>>& lines, const glm::dvec2& p) {
        return std::ranges::any_of(lines, [&](const auto& line) {
            return std::ranges::any_of(line, [&](const glm::dvec2& q) { return glm::distance(p, q) < kClearOfMarksMm; });
        });
    };
    for (std::size_t i = 0; i < strip.columns; ++i) {
        const double arc = strip.arc_mm[i];
        const auto tip = tip_row(strip, i, is_left);
        if (i == 0 || i + 1 == strip.columns || arc < kClearOfEndsMm || arc > strip.arc_mm.back() - kClearOfEndsMm || !tip) {
            side.is_free[i] = side.is_clear[i] = false;
            continue;
        }
        side.is_middle[i] = mirrored && 2 * i + 1 == strip.columns;
        const std::size_t border = border_row(strip, is_left);
        for (std::size_t row = std::min(border, *tip); row <= std::max(border, *tip); ++row) {
            const glm::dvec2& p = laid.flat.positions_mm[strip.vertex(row, i)];
            if (is_near(kept.always, p)) side.is_free[i] = side.is_clear[i] = false, side.is_middle[i] = side.is_middle[i] || !mirrored;
            if (side.is_clear[i] && is_near(kept.where_it_can, p)) side.is_clear[i] = false;
        }
    }
    return side;
}

/// Whether a dart at this column keeps its distance from the others.
bool keeps_apart(const LaidStrip& laid, const std::vector<StripDart>& darts, std::size_t column, bool is_left, double apart_mm) {
    const Strip& strip = laid.strip;
    return std::ranges::none_of(darts, [&](const StripDart& d) {
        if (d.is_left != is_left) return false;
        const std::size_t row = border_row(strip, is_left);
        return std::abs(strip.arc_mm[d.column] - strip.arc_mm[column]) < apart_mm ||
               glm::distance(strip.positions_mm[strip.vertex(row, d.column)], strip.positions_mm[strip.vertex(row, column)]) <
                   kLeastApartAtBorderMm;
    });
}

bool is_at_dart(const Strip& strip, std::size_t column, bool is_left) {
    return std::ranges::any_of(strip.darts, [&](const StripDart& d) {
        return d.is_left == is_left && std::max(d.column, column) - std::min(d.column, column) <= 2;
    });
}

struct Wish {
    double excess = 0.0;
    std::size_t column = 0;
};

/// Columns that stretch too far and where the paper is too long, the worst first.
std::vector<Wish> wishes_on(const LaidStrip& laid, const Side& side, const std::vector<bool>& is_allowed) {
    const ColumnStretch stretch = stretch_by_column(laid);
    const std::vector<double>& of_side = side.is_left ? stretch.left : stretch.right;
    const Strip& strip = laid.strip;
    std::vector<Wish> wishes;
    for (std::size_t i = 1; i + 1 < strip.columns; ++i) {
        if (!is_allowed[i]) continue;
        // The worst column itself may be barred by a mark: its neighbours relieve it as well. Round the tip of a dart that
        // gapes wide the paper is strained; another dart beside it takes its share.
        double least_excess = 1.0;
        for (std::size_t j = 0; j < strip.columns; ++j) {
            if (of_side[j] <= kAimedAt * kStretchLimit) continue;
            const double apart = std::abs(strip.arc_mm[j] - strip.arc_mm[i]);
            if (apart <= kClearOfMarksMm + 1.0) least_excess = std::min(least_excess, 0.4 * kStretchLimit);
            if (apart <= kTipHelpMm && is_at_dart(strip, j, side.is_left)) least_excess = std::min(least_excess, 0.1 * kStretchLimit);
        }
        if (const double excess = excess_at(laid, i, side.is_left); excess > least_excess) wishes.push_back({excess, i});
    }
    std::ranges::stable_sort(wishes, std::greater{}, &Wish::excess);
    return wishes;
}

std::size_t mirrored_column(const Strip& strip, std::size_t column) { return strip.columns - 1 - column; }

/// Darts for one side at the worst places of those allowed.
std::vector<StripDart> fresh_darts(const LaidStrip& laid, const Side& side, const std::vector<bool>& is_allowed, bool mirrored) {
    const std::vector<StripDart>& old = laid.strip.darts;
    std::vector<StripDart> fresh;
    for (const Wish& wish : wishes_on(laid, side, is_allowed)) {
        std::vector<std::size_t> columns{wish.column};
        const std::size_t twin = mirrored ? mirrored_column(laid.strip, wish.column) : wish.column;
        if (twin != wish.column) columns.push_back(twin);
        std::vector<StripDart> both;
        for (const std::size_t column : columns)
            if (is_allowed[column] && keeps_apart(laid, old, column, side.is_left, kDartsApartMm) &&
                keeps_apart(laid, fresh, column, side.is_left, kRoundApartMm) &&
                keeps_apart(laid, both, column, side.is_left, kRoundApartMm))
                both.push_back({column, side.is_left, *tip_row(laid.strip, column, side.is_left)});
        if (both.size() == columns.size()) fresh.insert(fresh.end(), both.begin(), both.end());
    }
    return fresh;
}

std::vector<StripDart> add_darts(const LaidStrip& laid, const std::array<Side, 2>& sides, bool mirrored) {
    std::vector<StripDart> darts = laid.strip.darts;
    for (const Side& side : sides) {
        std::vector<StripDart> fresh = fresh_darts(laid, side, side.is_clear, mirrored);
        if (fresh.empty()) fresh = fresh_darts(laid, side, side.is_free, mirrored);
        if (fresh.empty()) fresh = fresh_darts(laid, side, side.is_middle, mirrored);
        darts.insert(darts.end(), fresh.begin(), fresh.end());
    }
    return darts;
}

/// How far a dart gapes at the border; below 0 where its sides overlap.
double opening_mm(const LaidStrip& laid, const StripDart& dart) {
    const Strip& strip = laid.strip;
    const auto& flat = laid.flat.positions_mm;
    const std::size_t row = border_row(strip, dart.is_left);
    const glm::dvec2 gap = flat[strip.vertex_behind(row, dart.column)] - flat[strip.vertex(row, dart.column)];
    const glm::dvec2 along = flat[strip.vertex(dart.tip_row, dart.column + 1)] - flat[strip.vertex(dart.tip_row, dart.column - 1)];
    return glm::dot(gap, glm::normalize(along));
}

/// How much of the border is rounded to each side of a corner: less of a narrow side, so that the line keeps its end.
double corner_reach_mm(const Strip& strip, std::size_t row, std::size_t column) {
    return std::min(kCornerReachMm, 0.6 * (row > strip.edge_row ? strip.left_mm[column] : strip.right_mm[column]));
}

/// How far to each side a dart's corners at the border are rounded: farther where the lines across run aslant to it, so that
/// no tongue of paper ends in a point.
double mouth_reach_mm(const LaidStrip& laid, const StripDart& dart, double side_mm) {
    const Strip& strip = laid.strip;
    const std::size_t row = border_row(strip, dart.is_left);
    const auto at = [&](std::size_t v) { return laid.flat.positions_mm[v]; };
    const glm::dvec2 tip = at(strip.vertex(dart.tip_row, dart.column));
    const auto slant = [&](std::size_t corner, std::size_t beside) {
        return std::abs(glm::dot(glm::normalize(tip - at(corner)), glm::normalize(at(beside) - at(corner))));
    };
    const bool is_aslant = slant(strip.vertex(row, dart.column), strip.vertex_behind(row, dart.column - 1)) > kAslant ||
                           slant(strip.vertex_behind(row, dart.column), strip.vertex(row, dart.column + 1)) > kAslant;
    return std::min(is_aslant ? kCornerReachMm : kMouthReachMm, 0.25 * side_mm);
}

/// Puts a curve in place of a closed line's corner and what lies within a way of it.
void round_corner(std::vector<glm::dvec2>& closed, const glm::dvec2& corner, double reach_mm) {
    const auto found = std::ranges::find(closed, corner);
    if (found == closed.end()) return;
    std::ranges::rotate(closed, found);
    // Along the line from its first point, the corner, to where the curve leaves it.
    const auto leave = [&](auto first, auto last) {
        double way = 0.0;
        for (auto next = std::next(first); next != last; ++first, ++next) {
            const double step = glm::distance(*first, *next);
            if (way + step > reach_mm) return std::pair(next, glm::mix(*first, *next, (reach_mm - way) / step));
            way += step;
        }
        return std::pair(last, corner);
    };
    const auto [ahead, to] = leave(closed.begin(), closed.end());
    std::rotate(closed.begin(), std::next(closed.begin()), closed.end());  // the corner last
    const auto [behind, from] = leave(closed.rbegin(), closed.rend());
    // A parabola's equal shares leave their straight pieces by a quarter of its second difference, over their number squared.
    const int steps = std::max(2, static_cast<int>(std::ceil(std::sqrt(0.25 * glm::length(from - 2.0 * corner + to) / kCornerChordMm))));
    std::vector<glm::dvec2> rounded;
    for (int k = 0; k <= steps; ++k) {
        const double share = double(k) / steps;
        rounded.push_back(glm::mix(glm::mix(from, corner, share), glm::mix(corner, to, share), share));
    }
    const auto first = std::prev(ahead, 1), last = behind.base();  // of what stays, in the turned line
    rounded.insert(rounded.end(), first, last);
    closed = std::move(rounded);
}

}  // namespace

ColumnStretch stretch_by_column(const LaidStrip& laid) {
    const Strip& strip = laid.strip;
    ColumnStretch stretch{std::vector<double>(strip.columns, 0.0), std::vector<double>(strip.columns, 0.0)};
    for (std::size_t t = 0; t < strip.triangles.size(); ++t) {
        const std::size_t cell = t / 2, row = cell / (strip.columns - 1), column = cell % (strip.columns - 1);
        std::vector<double>& side = row >= strip.edge_row ? stretch.left : stretch.right;
        for (const std::size_t c : {column, column + 1}) side[c] = std::max(side[c], double(laid.flat.stretch[t]));
    }
    return stretch;
}

std::vector<std::size_t> dart_side(const Strip& strip, const StripDart& dart, bool is_behind) {
    std::vector<std::size_t> side;
    const auto step = dart.is_left ? -1 : 1;
    for (auto row = static_cast<std::ptrdiff_t>(border_row(strip, dart.is_left)); row != static_cast<std::ptrdiff_t>(dart.tip_row); row += step) {
        const auto r = static_cast<std::size_t>(row);
        side.push_back(is_behind ? strip.vertex_behind(r, dart.column) : strip.vertex(r, dart.column));
    }
    side.push_back(strip.vertex(dart.tip_row, dart.column));
    return side;
}

std::pair<glm::dvec2, glm::dvec2> dart_ends(const LaidStrip& laid, const StripDart& dart) {
    const glm::dvec2 tip = laid.flat.positions_mm[laid.strip.vertex(dart.tip_row, dart.column)];
    const auto end = [&](bool is_behind) {
        const glm::dvec2 corner = laid.flat.positions_mm[dart_side(laid.strip, dart, is_behind).front()];
        const double side = glm::distance(corner, tip);
        return glm::mix(corner, tip, mouth_reach_mm(laid, dart, side) / side);
    };
    return {end(false), end(true)};
}

std::vector<glm::dvec2> border_of(const LaidStrip& laid) {
    const Strip& strip = laid.strip;
    const std::size_t top = strip.rows - 1, end = strip.columns - 1;
    std::vector<std::size_t> way;
    const auto pass = [&](std::size_t row, std::size_t column, bool is_left) {
        const auto dart = std::ranges::find_if(strip.darts, [&](const StripDart& d) { return d.column == column && d.is_left == is_left; });
        if (dart == strip.darts.end()) {
            way.push_back(strip.vertex(row, column));
            return;
        }
        // Straight from the side that is met first to the tip and back: a blade follows no skin that is rough along the way.
        way.push_back(dart_side(strip, *dart, is_left).front());
        way.push_back(strip.vertex(dart->tip_row, column));
        way.push_back(dart_side(strip, *dart, !is_left).front());
    };
    for (std::size_t i = 0; i < end; ++i) pass(0, i, false);
    for (std::size_t j = 0; j < top; ++j) way.push_back(strip.vertex(j, end));
    for (std::size_t i = end; i > 0; --i) pass(top, i, true);
    for (std::size_t j = top; j > 0; --j) way.push_back(strip.vertex(j, 0));
    std::vector<glm::dvec2> border;
    for (const std::size_t v : way) border.push_back(laid.flat.positions_mm[v]);
    for (const StripDart& dart : strip.darts)
        for (const bool is_behind : {false, true}) {
            const glm::dvec2 corner = laid.flat.positions_mm[dart_side(strip, dart, is_behind).front()];
            const double side = glm::distance(corner, laid.flat.positions_mm[strip.vertex(dart.tip_row, dart.column)]);
            round_corner(border, corner, mouth_reach_mm(laid, dart, side));
        }
    for (const std::size_t row : {std::size_t{0}, top})
        for (const std::size_t column : {std::size_t{0}, end})
            if (row != strip.edge_row) round_corner(border, laid.flat.positions_mm[strip.vertex(row, column)], corner_reach_mm(strip, row, column));
    return border;
}

bool is_simple(const std::vector<glm::dvec2>& closed) {
    const auto side = [](const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& p) {
        return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    };
    const std::size_t count = closed.size();
    for (std::size_t i = 0; i < count; ++i) {
        const glm::dvec2 a = closed[i], b = closed[(i + 1) % count];
        for (std::size_t j = i + 2; j < count; ++j) {
            if (i == 0 && j + 1 == count) continue;
            const glm::dvec2 c = closed[j], d = closed[(j + 1) % count];
            if (std::max(c.x, d.x) < std::min(a.x, b.x) || std::min(c.x, d.x) > std::max(a.x, b.x) ||
                std::max(c.y, d.y) < std::min(a.y, b.y) || std::min(c.y, d.y) > std::max(a.y, b.y))
                continue;
            if (side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0) return false;
        }
    }
    return true;
}

namespace {

/// The strip laid flat with these darts. @return nothing where it folds, or was cancelled.
std::optional<LaidStrip> laid_with(const Strip& plain, const std::vector<StripDart>& darts, const FlatStrip& from, const CancelToken& token) {
    LaidStrip laid{with_darts(plain, darts), {}};
    auto flat = flatten_strip(laid.strip, FlattenMode::EdgeTrue, token, &from);
    if (!flat) return std::nullopt;
    laid.flat = std::move(*flat);
    return laid;
}

bool all_open(const LaidStrip& laid) {
    return std::ranges::all_of(laid.strip.darts, [&](const StripDart& dart) { return opening_mm(laid, dart) >= kLeastOpeningMm; });
}

/// The darts without this one and the one that mirrors it.
std::vector<StripDart> without(const Strip& strip, const StripDart& dart, bool mirrored) {
    std::vector<StripDart> darts = strip.darts;
    std::erase_if(darts, [&](const StripDart& d) {
        return d.is_left == dart.is_left && (d.column == dart.column || (mirrored && d.column == mirrored_column(strip, dart.column)));
    });
    return darts;
}

/// Darts at the column and at the one that mirrors it, beside others; nothing where they may not be there.
std::optional<std::vector<StripDart>> moved_to(const LaidStrip& laid, std::vector<StripDart> others, const Side& side, std::size_t column, bool mirrored) {
    const std::size_t twin = mirrored ? mirrored_column(laid.strip, column) : column;
    for (const std::size_t c : {column, twin}) {
        if (!side.is_free[c] || !keeps_apart(laid, others, c, side.is_left, kDartsApartMm)) return std::nullopt;
        others.push_back({c, side.is_left, *tip_row(laid.strip, c, side.is_left)});
        if (twin == column) break;
    }
    return others;
}

/// Where the strip keeps the limit all but at a place beside a dart: the dart left out, or a little farther on, if one of
/// these is better. Skin that is rough strains the paper round a tip in one place and not in the next.
LaidStrip with_better_places(const Strip& plain, LaidStrip laid, const std::array<Side, 2>& sides, bool mirrored, const CancelToken& token) {
    const ColumnStretch stretch = stretch_by_column(laid);
    const Strip strip = laid.strip;
    for (const Side& side : sides) {
        const std::vector<double>& of_side = side.is_left ? stretch.left : stretch.right;
        const auto worst = static_cast<std::size_t>(std::distance(of_side.begin(), std::ranges::max_element(of_side)));
        if (of_side[worst] <= kStretchLimit) continue;
        for (const StripDart& dart : strip.darts) {
            if (dart.is_left != side.is_left || std::abs(strip.arc_mm[dart.column] - strip.arc_mm[worst]) > kStrainedTipMm) continue;
            const std::vector<StripDart> others = without(strip, dart, mirrored);
            std::vector<std::vector<StripDart>> trials{others};
            for (const double way : kDartMovesMm) {
                const auto column = static_cast<std::size_t>(std::distance(strip.arc_mm.begin(), std::ranges::lower_bound(strip.arc_mm, strip.arc_mm[dart.column] + way)));
                if (column == 0 || column + 1 >= strip.columns) continue;
                if (auto moved = moved_to(laid, others, side, column, mirrored)) trials.push_back(std::move(*moved));
            }
            for (const std::vector<StripDart>& trial : trials)
                if (auto next = laid_with(plain, trial, laid.flat, token); next && next->flat.largest_stretch < laid.flat.largest_stretch && all_open(*next))
                    laid = std::move(*next);
        }
    }
    return laid;
}

/// Leaves out darts that the limit does not ask for, those that gape least first.
LaidStrip with_fewer_darts(const Strip& plain, LaidStrip laid, bool mirrored, const CancelToken& token) {
    std::vector<StripDart> tried = laid.strip.darts;
    std::ranges::stable_sort(tried, {}, [&](const StripDart& dart) { return opening_mm(laid, dart); });
    for (const StripDart& dart : tried) {
        if (mirrored && 2 * dart.column > plain.columns) continue;  // its twin is tried
        const std::vector<StripDart> fewer = without(laid.strip, dart, mirrored);
        if (fewer.size() == laid.strip.darts.size()) continue;
        if (auto next = laid_with(plain, fewer, laid.flat, token); next && next->flat.largest_stretch <= kAimedAt * kStretchLimit && all_open(*next))
            laid = std::move(*next);
    }
    return laid;
}

}  // namespace

Result<LaidStrip> lay_with_darts(const Strip& plain, const KeepClear& keep_clear, const CancelToken& token) {
    auto flat = flatten_strip(plain, FlattenMode::EdgeTrue, token);
    if (!flat) return tl::unexpected(flat.error());
    LaidStrip laid{plain, std::move(*flat)};
    if (laid.flat.largest_stretch <= kStretchLimit) return laid;
    const bool mirrored = is_symmetric(laid);
    const KeptLines kept = keep_clear(laid.strip, laid.flat);
    std::array<Side, 2> sides{side_of(laid, true, mirrored, kept), side_of(laid, false, mirrored, kept)};
    for (int round = 0; round < kMostRounds && laid.flat.largest_stretch > kAimedAt * kStretchLimit; ++round) {
        const std::vector<StripDart> darts = add_darts(laid, sides, mirrored);
        if (darts.size() == laid.strip.darts.size()) break;
        auto next = laid_with(plain, darts, laid.flat, token);
        if (!next) break;
        std::vector<StripDart> open;
        for (const StripDart& dart : next->strip.darts) {
            const bool is_open = opening_mm(*next, dart) >= kLeastOpeningMm;
            if (is_open) open.push_back(dart);
            Side& side = sides[dart.is_left ? 0 : 1];
            for (const std::size_t column : {dart.column, mirrored ? mirrored_column(plain, dart.column) : dart.column})
                if (!is_open) side.is_free[column] = side.is_clear[column] = side.is_middle[column] = false;
        }
        if (open.size() < next->strip.darts.size()) next = laid_with(plain, open, laid.flat, token);
        if (!next) break;
        laid = std::move(*next);
    }
    if (laid.flat.largest_stretch > kStretchLimit) laid = with_better_places(plain, std::move(laid), sides, mirrored, token);
    if (laid.flat.largest_stretch <= kStretchLimit) laid = with_fewer_darts(plain, std::move(laid), mirrored, token);
    if (token.cancelled()) return fail(ErrorCode::Cancelled, "The stencil was cancelled.");
    return laid;
}

}  // namespace trichion
