// The stroke's way, the run of points it replaces, and the points that take their place.
#include "core/pipeline/outline_stroke.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"
#include "core/model/limits.h"
#include "core/pipeline/design_zone.h"
#include "core/pipeline/outline_locks.h"
#include "core/pipeline/outline_order.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <set>

namespace trichion {
namespace {

constexpr float kShortest_mm = 5.0f;
constexpr float kStep_mm = 1.0f;       // of the stroke as it is compared with the line
constexpr float kWanted_mm = 0.3f;     // deviation at which no more points are added
constexpr float kJoin_mm = 6.0f;       // least way over which the stroke runs into the line
constexpr int kSmoothings = 2;         // of the hand's tremble: a wave of 4 mm and less goes, one of 30 mm stays

/// The stroke as an even way along the skin.
using Way = SurfaceCurve;

Way way_of(const Head& head, std::span<const SurfacePoint> stroke) {
    Way fine;
    GeodesicSolver solver(head.measuring);
    float walked = 0.0f;
    for (const SurfacePoint& at : stroke) {
        if (at.triangle >= head.measuring.triangle_count()) continue;
        if (!fine.points.empty()) {
            if (!solver.solve(fine.points.back(), at, WaySearch::Local)) continue;
            const SurfaceCurve piece = solver.curve();
            for (std::size_t k = 1; k + 1 < piece.points.size(); ++k) {
                fine.points.push_back(piece.points[k]);
                fine.arc_mm.push_back(walked + piece.arc_mm[k]);
            }
            walked += static_cast<float>(solver.length_mm());
        }
        fine.points.push_back(at);
        fine.arc_mm.push_back(walked);
    }
    for (const SurfacePoint& at : fine.points) fine.positions_mm.push_back(head.measuring.position(at));
    Way way;
    const auto steps = static_cast<int>(std::ceil(walked / kStep_mm));
    for (int k = 0; k <= steps && steps > 0; ++k) {
        const float arc = walked * static_cast<float>(k) / static_cast<float>(steps);
        way.points.push_back(point_on(head.measuring, fine, arc));
        way.positions_mm.push_back(head.measuring.position(way.points.back()));
        way.arc_mm.push_back(arc);
    }
    return way;
}

// The hand trembles and the mouse reports whole pixels: each place goes towards the middle of its neighbours.
Way smoothed(const Head& head, Way way) {
    for (int round = 0; round < kSmoothings; ++round) {
        const std::vector<glm::vec3> before = way.positions_mm;
        for (std::size_t i = 1; i + 1 < before.size(); ++i)
            way.positions_mm[i] = 0.25f * before[i - 1] + 0.5f * before[i] + 0.25f * before[i + 1];
    }
    for (std::size_t i = 1; i + 1 < way.points.size(); ++i)
        if (const auto at = head.measuring.closest(way.positions_mm[i])) {
            way.points[i] = *at;
            way.positions_mm[i] = head.measuring.position(*at);
        }
    return way;
}

Way part_of(const Way& way, std::size_t first, std::size_t last) {
    Way part;
    for (std::size_t i = first; i <= last && i < way.points.size(); ++i) {
        part.points.push_back(way.points[i]);
        part.positions_mm.push_back(way.positions_mm[i]);
        part.arc_mm.push_back(way.arc_mm[i] - way.arc_mm[first]);
    }
    return part;
}

Way reversed(const Way& way) {
    Way back = way;
    std::ranges::reverse(back.points);
    std::ranges::reverse(back.positions_mm);
    for (std::size_t i = 0; i < way.arc_mm.size(); ++i) back.arc_mm[way.arc_mm.size() - 1 - i] = way.length_mm() - way.arc_mm[i];
    return back;
}

// A hand that sets down or lifts off often turns aside on its last millimetres: that hook is no part of the line.
Way without_hooks(Way way) {
    constexpr std::size_t kHook = 3, kArm = 5;
    constexpr float kAside = 0.64f;  // cosine of 50 degrees
    const auto begins_with_hook = [&] {
        if (way.points.size() < 4 * (kHook + kArm)) return false;
        const glm::vec3 first = way.positions_mm[kHook] - way.positions_mm[0], then = way.positions_mm[kHook + kArm] - way.positions_mm[kHook];
        return glm::dot(first, then) < kAside * glm::length(first) * glm::length(then);
    };
    for (int end = 0; end < 2; ++end) {
        if (begins_with_hook()) way = part_of(way, kHook, way.points.size() - 1);
        way = reversed(way);
    }
    return way;
}

/// A place on the drawn loop: its arc from the first point, and how far off it was asked for.
struct LoopPlace {
    float arc_mm = 0.0f;
    float gap_mm = std::numeric_limits<float>::max();
    std::size_t stretch = 0;
};

/// The drawn outline as one closed line measured from its first point.
class LoopLine {
public:
    explicit LoopLine(const OutlineResult& drawn) : drawn_(drawn) {
        for (const OutlineStretch& stretch : drawn.stretches) {
            start_mm_.push_back(length_mm_);
            length_mm_ += stretch.curve.length_mm();
        }
    }
    float length_mm() const { return length_mm_; }
    float start_mm(std::size_t point) const { return start_mm_[point]; }
    float forward_mm(float from, float to) const { return to >= from ? to - from : to - from + length_mm_; }

    LoopPlace nearest(const glm::vec3& p) const {
        LoopPlace best;
        for (std::size_t s = 0; s < drawn_.stretches.size(); ++s) {
            const SurfaceCurve& curve = drawn_.stretches[s].curve;
            for (std::size_t i = 0; i + 1 < curve.positions_mm.size(); ++i) {
                const glm::vec3 a = curve.positions_mm[i], along = curve.positions_mm[i + 1] - a;
                const float length2 = glm::dot(along, along);
                const float t = length2 > 0.0f ? glm::clamp(glm::dot(p - a, along) / length2, 0.0f, 1.0f) : 0.0f;
                const float gap = glm::distance(a + t * along, p);
                if (gap >= best.gap_mm) continue;
                best = {start_mm_[s] + glm::mix(curve.arc_mm[i], curve.arc_mm[i + 1], t), gap, s};
            }
        }
        return best;
    }

private:
    const OutlineResult& drawn_;
    std::vector<float> start_mm_;
    float length_mm_ = 0.0f;
};

std::size_t nearest_sample(const Way& way, const glm::vec3& p, std::size_t from = 0) {
    std::size_t best = from;
    for (std::size_t i = from; i < way.positions_mm.size(); ++i)
        if (glm::distance(way.positions_mm[i], p) < glm::distance(way.positions_mm[best], p)) best = i;
    return best;
}

/// A point that the stroke takes along or makes: where on the stroke, and what it was.
struct NewPoint {
    std::size_t sample = 0;
    std::optional<OutlinePoint> carried;
    bool is_corner = false;
};

/// Everything that is decided before points are fitted.
struct Plan {
    Way way;                              // in the direction of the loop
    std::uint32_t before = 0, after = 0;  // the points that stay on either side of the run
    bool moves_before = false, moves_after = false;  // these lie on the midline and go to the stroke's end
    std::vector<std::uint32_t> removed;   // in loop order
    std::vector<NewPoint> fixed;          // carried points and corners, by sample
};

tl::unexpected<Error> locked_below(OutlinePart part) {
    return fail(ErrorCode::InvalidInput, fmt::format("The stroke runs over {}, which is locked; unlock it under Locked parts.", plain_name(part)));
}

// While the outline mirrors, one side of the stroke is enough: its longest stay on one side, up to the midline.
struct OneSide {
    Way way;
    bool starts_on_midline = false, ends_on_midline = false;
};
OneSide longer_side(const Way& way, const Symmetry& symmetry) {
    OneSide best;
    std::size_t first = 0;
    const auto is_left = [&](std::size_t i) { return symmetry.offset_mm(way.positions_mm[i]) > 0.0f; };
    for (std::size_t i = 1; i <= way.points.size(); ++i) {
        if (i < way.points.size() && is_left(i) == is_left(first)) continue;
        Way side = part_of(way, first, i - 1);
        if (best.way.points.empty() || side.length_mm() > best.way.length_mm())
            best = {std::move(side), first > 0, i < way.points.size()};
        first = i;
    }
    return best;
}

// Without the ends that lie beside a locked stretch: a hand overshoots.
Way without_locked_ends(const Way& way, const LoopLine& line, const std::vector<std::optional<OutlinePart>>& locks) {
    const auto is_free = [&](std::size_t i) { return !locks[line.nearest(way.positions_mm[i]).stretch]; };
    std::size_t first = 0, last = way.points.size();
    while (first < last && !is_free(first)) ++first;
    while (last > first && !is_free(last - 1)) --last;
    return last > first ? part_of(way, first, last - 1) : Way{};
}

// Where the stroke turns by more than 60 degrees within 3 mm either way: what a hand means as a corner.
std::vector<std::size_t> corners_of(const Way& way) {
    constexpr std::size_t kArm = 3;
    constexpr float kSharp = 0.5f;  // cosine
    std::vector<float> cosines(way.points.size(), 1.0f);
    for (std::size_t i = kArm; i + kArm < way.points.size(); ++i) {
        const glm::vec3 in = way.positions_mm[i] - way.positions_mm[i - kArm], out = way.positions_mm[i + kArm] - way.positions_mm[i];
        const float lengths = glm::length(in) * glm::length(out);
        if (lengths > 0.0f) cosines[i] = glm::dot(in, out) / lengths;
    }
    std::vector<std::size_t> corners;
    for (std::size_t i = kArm; i + kArm < way.points.size(); ++i) {
        const auto around = std::span(cosines).subspan(i - kArm, 2 * kArm + 1);
        if (cosines[i] < kSharp && cosines[i] <= *std::ranges::min_element(around) && (corners.empty() || i > corners.back() + kArm))
            corners.push_back(i);
    }
    return corners;
}

/// Finds the run of points that a stroke replaces.
class Planner {
public:
    Planner(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn)
        : head_(head), symmetry_(symmetry), outline_(outline), line_(drawn) {}

    Result<Plan> plan(std::span<const SurfacePoint> stroke) {
        OneSide side{without_hooks(smoothed(head_, way_of(head_, stroke)))};
        if (outline_.mirror) side = longer_side(side.way, symmetry_);
        const auto locks = locks_on_stretches(outline_);
        if (outline_.locked != 0) {
            const std::size_t count = side.way.points.size();
            const LoopPlace middle = count ? line_.nearest(side.way.positions_mm[count / 2]) : LoopPlace{};
            if (count && locks[middle.stretch]) return locked_below(*locks[middle.stretch]);
            const float whole = side.way.length_mm();
            side.way = without_locked_ends(side.way, line_, locks);
            if (side.way.length_mm() < whole) side.starts_on_midline = side.ends_on_midline = false;
        }
        if (side.way.length_mm() < kShortest_mm)
            return fail(ErrorCode::InvalidInput, fmt::format("Draw at least {:.0f} mm along the new line.", kShortest_mm));
        LoopPlace from = line_.nearest(side.way.positions_mm.front()), to = line_.nearest(side.way.positions_mm.back());
        const LoopPlace middle = line_.nearest(side.way.positions_mm[side.way.points.size() / 2]);
        if (std::max(side.starts_on_midline ? 0.0f : from.gap_mm, side.ends_on_midline ? 0.0f : to.gap_mm) > kStrokeReach_mm)
            return fail(ErrorCode::InvalidInput, fmt::format("The stroke begins or ends {:.0f} mm from the hairline; begin and end it within {:.0f} mm.",
                                                             std::max(from.gap_mm, to.gap_mm), kStrokeReach_mm));
        Plan plan{side.way};
        if (line_.forward_mm(from.arc_mm, middle.arc_mm) > line_.forward_mm(from.arc_mm, to.arc_mm)) {
            plan.way = reversed(plan.way);
            std::swap(from, to);
            std::swap(side.starts_on_midline, side.ends_on_midline);
        }
        return replace_between(std::move(plan), from, to, side, locks);
    }

private:
    // Half the way round is a stroke that the hand cannot have meant along the line.
    Result<Plan> replace_between(Plan plan, const LoopPlace& from, const LoopPlace& to, const OneSide& side,
                                 const std::vector<std::optional<OutlinePart>>& locks) {
        const std::size_t n = outline_.points.size();
        const float run = line_.forward_mm(from.arc_mm, to.arc_mm);
        const float join_before = side.starts_on_midline ? 0.0f : join_mm(from), join_after = side.ends_on_midline ? 0.0f : join_mm(to);
        const auto after_start = [&](std::size_t i) { return line_.forward_mm(from.arc_mm, line_.start_mm(i)); };
        std::vector<std::size_t> inner;  // points beside the stroke, in loop order
        for (std::size_t i = 0; i < n; ++i)
            if (after_start(i) <= run) inner.push_back(i);
        std::ranges::sort(inner, {}, after_start);
        std::size_t first = inner.empty() ? (from.stretch + 1) % n : inner.front();  // the first point that goes
        std::size_t count = inner.size();
        if (outline_.mirror) keep_to_one_side(plan, first, count);
        // Points close to the ends would bend the line where it should run smoothly into the stroke.
        while (count + 3 < n && !side.starts_on_midline && may_go((first + n - 1) % n, plan) &&
               line_.forward_mm(line_.start_mm((first + n - 1) % n), from.arc_mm) < join_before)
            first = (first + n - 1) % n, ++count;
        while (count + 3 < n && !side.ends_on_midline && may_go((first + count) % n, plan) &&
               line_.forward_mm(to.arc_mm, line_.start_mm((first + count) % n)) < join_after)
            ++count;
        plan.before = outline_.points[(first + n - 1) % n].id;
        plan.after = outline_.points[(first + count) % n].id;
        if (count + 2 > n || plan.before == plan.after)
            return fail(ErrorCode::InvalidInput, "The stroke goes round the whole outline; draw a part of it, or choose a preset.");
        plan.moves_before = side.starts_on_midline && is_on_midline((first + n - 1) % n);
        plan.moves_after = side.ends_on_midline && is_on_midline((first + count) % n);
        const auto point_locks = locks_on_points(outline_);
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t i = (first + k) % n;
            if (point_locks[i]) return locked_below(*point_locks[i]);
            plan.removed.push_back(outline_.points[i].id);
        }
        if (const auto& lock = locks[(first + n - 1) % n]) return locked_below(*lock);
        carry(plan, first, count);
        return plan;
    }

    float join_mm(const LoopPlace& end) const { return std::clamp(kJoin_mm + 1.2f * end.gap_mm, kJoin_mm, 40.0f); }
    bool is_on_midline(std::size_t i) const { return outline_.mirror && outline_.points[i].twin == outline_.points[i].id; }

    // Beside the stroke's own run only nameless points go: those that begin a part or lie on the midline stay.
    bool may_go(std::size_t i, const Plan& plan) const {
        return !begins_part(outline_.points, i) && !is_on_midline(i) && is_on_side(i, plan) && !locks_on_points(outline_)[i];
    }
    bool is_on_side(std::size_t i, const Plan& plan) const {
        if (!outline_.mirror) return true;
        const glm::vec3 middle = plan.way.positions_mm[plan.way.positions_mm.size() / 2];
        return (symmetry_.offset_mm(head_.measuring.position(outline_.points[i].at)) > 0.0f) == (symmetry_.offset_mm(middle) > 0.0f);
    }

    // The run ends at the midline: its points are on one side and none of them on the midline itself.
    void keep_to_one_side(const Plan& plan, std::size_t& first, std::size_t& count) const {
        const std::size_t n = outline_.points.size();
        const auto is_other = [&](std::size_t k) { return is_on_midline((first + k) % n) || !is_on_side((first + k) % n, plan); };
        while (count > 0 && is_other(0)) first = (first + 1) % n, --count;
        while (count > 0 && is_other(count - 1)) --count;
    }

    // What begins a part, or lies on the midline, goes along to the stroke; its order stays.
    void carry(Plan& plan, std::size_t first, std::size_t count) const {
        const std::size_t n = outline_.points.size(), last = plan.way.points.size() - 1;
        std::size_t next = std::min<std::size_t>(1, last);
        for (std::size_t k = 0; k < count; ++k) {
            const OutlinePoint& point = outline_.points[(first + k) % n];
            if (!begins_part(outline_.points, (first + k) % n)) continue;
            const std::size_t sample = nearest_sample(plan.way, head_.measuring.position(point.at), std::min(next, last));
            plan.fixed.push_back({sample, point, false});
            next = sample + static_cast<std::size_t>(kPointsApart_mm / kStep_mm);
        }
        for (const std::size_t corner : corners_of(plan.way)) {
            if (std::min(plan.way.arc_mm[corner], plan.way.length_mm() - plan.way.arc_mm[corner]) < kPointsApart_mm) continue;
            const auto near = std::ranges::find_if(plan.fixed, [&](const NewPoint& p) {
                return std::max(p.sample, corner) - std::min(p.sample, corner) < 5;
            });
            if (near == plan.fixed.end()) plan.fixed.push_back({corner, std::nullopt, true});
            else near->is_corner = true;
        }
        std::ranges::sort(plan.fixed, {}, &NewPoint::sample);
    }

    const Head& head_;
    const Symmetry& symmetry_;
    const Outline& outline_;
    LoopLine line_;
};

/// Lays new points along the stroke, as few as bring the line drawn through them near enough.
class Fitter {
public:
    Fitter(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn, const Plan& plan)
        : head_(head), symmetry_(symmetry), outline_(outline), drawn_(drawn), plan_(plan), anchors_(plan.fixed) {
        const std::size_t count = plan.way.points.size();
        if (!plan.moves_before) add_end([](std::size_t k) { return k; }, count);
        if (!plan.moves_after) add_end([&](std::size_t k) { return count - 1 - k; }, count);
        for (const NewPoint& anchor : anchors_) marks_.push_back(anchor.sample);
        if (plan.moves_before) marks_.insert(marks_.begin(), 0);
        if (plan.moves_after) marks_.push_back(count - 1);
        inner_.assign(marks_.empty() ? 0 : marks_.size() - 1, 0);
        weigh();
        points_ = spread(inner_);
    }

    Result<Outline> fit() {
        Outline changed = laid();
        OutlineResult line = trace_outline(head_, changed, &drawn_);
        while (changed.points.size() + 40 < kMostOutlinePoints && add_where_far(changed, line)) {
            points_ = spread(inner_);
            changed = laid();
            line = trace_outline(head_, changed, &line);
        }
        return changed;
    }

private:
    // Where the stroke ends close to a point that stays, or to its own mirror image, the line runs on from there: a
    // point of its own beside it would be a hook.
    template <class Sample>
    void add_end(Sample sample_from_end, std::size_t count) {
        for (std::size_t k = 0; k < count / 3; ++k)
            if (const std::size_t sample = sample_from_end(k); has_room(sample)) {
                anchors_.push_back({sample});
                std::ranges::sort(anchors_, {}, &NewPoint::sample);
                return;
            }
    }

    bool is_off_midline(const glm::vec3& p) const {
        return !outline_.mirror || 2.0f * std::abs(symmetry_.offset_mm(p)) >= kPointsApart_mm;
    }

    // Whether a new point there is far enough from all that are there already.
    bool has_room(std::size_t sample) const {
        const glm::vec3& p = plan_.way.positions_mm[sample];
        if (!is_off_midline(p)) return false;
        const auto is_apart = [&](const glm::vec3& other) { return glm::distance(p, other) >= kPointsApart_mm; };
        for (const NewPoint& anchor : anchors_)
            if (!is_apart(plan_.way.positions_mm[anchor.sample])) return false;
        const auto stays = [&](bool moves, std::uint32_t id, const glm::vec3& moved_to) {
            return is_apart(moves ? moved_to : head_.measuring.position(outline_.points[index_of(outline_.points, id)].at));
        };
        return stays(plan_.moves_before, plan_.before, plan_.way.positions_mm.front()) &&
               stays(plan_.moves_after, plan_.after, plan_.way.positions_mm.back());
    }

    // Points lie closer where the stroke bends: the way as points count it, by sample.
    void weigh() {
        constexpr float kBend_mm = 10.0f;  // a bend of this radius has points twice as close as a straight way
        constexpr std::size_t kArm = 3;
        const auto& p = plan_.way.positions_mm;
        weighed_mm_.assign(p.size(), 0.0f);
        for (std::size_t i = 1; i < p.size(); ++i) {
            float bend = 0.0f;
            if (i >= kArm && i + kArm < p.size()) {
                const glm::vec3 in = glm::normalize(p[i] - p[i - kArm]), out = glm::normalize(p[i + kArm] - p[i]);
                bend = glm::length(out - in) / (static_cast<float>(kArm) * kStep_mm);
            }
            weighed_mm_[i] = weighed_mm_[i - 1] + (plan_.way.arc_mm[i] - plan_.way.arc_mm[i - 1]) * (1.0f + std::min(2.0f, kBend_mm * bend));
        }
    }

    // The anchors, and between each two marks so many points evenly on the weighed way.
    std::vector<NewPoint> spread(std::span<const std::size_t> inner) const {
        std::vector<NewPoint> points = anchors_;
        for (std::size_t gap = 0; gap < inner.size(); ++gap)
            for (const std::size_t sample : between(gap, inner[gap])) points.push_back({sample});
        std::ranges::sort(points, {}, &NewPoint::sample);
        return points;
    }

    std::vector<std::size_t> between(std::size_t gap, std::size_t count) const {
        const float first = weighed_mm_[marks_[gap]], whole = weighed_mm_[marks_[gap + 1]] - first;
        std::vector<std::size_t> samples;
        for (std::size_t k = 1; k <= count; ++k) {
            const float wanted = first + whole * static_cast<float>(k) / static_cast<float>(count + 1);
            samples.push_back(static_cast<std::size_t>(std::ranges::lower_bound(weighed_mm_, wanted) - weighed_mm_.begin()));
        }
        return samples;
    }

    bool may_hold(std::size_t gap, std::size_t count) const {
        std::vector<std::size_t> all = between(gap, count);
        for (const std::size_t sample : all)
            if (!is_off_midline(plan_.way.positions_mm[sample])) return false;
        all.insert(all.begin(), marks_[gap]);
        all.push_back(marks_[gap + 1]);
        for (std::size_t i = 0; i + 1 < all.size(); ++i)
            if (glm::distance(plan_.way.positions_mm[all[i]], plan_.way.positions_mm[all[i + 1]]) < kPointsApart_mm) return false;
        return true;
    }

    // One point more between two marks where the line is too far from the stroke. @return whether there was one.
    bool add_where_far(const Outline& changed, const OutlineResult& line) {
        const std::vector<float> gaps_mm = distances(changed, line);
        bool was_added = false;
        for (std::size_t gap = 0; gap < inner_.size(); ++gap) {
            if (gaps_mm[gap] <= kWanted_mm || !may_hold(gap, inner_[gap] + 1)) continue;
            ++inner_[gap];
            was_added = true;
        }
        return was_added;
    }

    // The outline with the points so far, on both sides.
    Outline laid() {
        Outline changed = outline_;
        std::vector<OutlinePoint> run;
        ids_.clear();
        OutlinePart part = outline_.points[index_of(outline_.points, plan_.before)].part;
        for (const NewPoint& wanted : points_) {
            OutlinePoint point;
            if (wanted.carried) {
                point = *wanted.carried;
                part = point.part;
                point.is_corner |= wanted.is_corner;
            } else {
                point.id = changed.next_id++;
                point.is_corner = wanted.is_corner;
            }
            point.part = part;
            point.at = plan_.way.points[wanted.sample];
            if (outline_.mirror && point.twin == point.id && wanted.carried) point.at = symmetry_.on_midline(point.at);
            ids_.push_back(point.id);
            run.push_back(point);
        }
        if (plan_.moves_before) move_to(changed, plan_.before, plan_.way.points.front());
        if (plan_.moves_after) move_to(changed, plan_.after, plan_.way.points.back());
        if (outline_.mirror) replace_on_other_side(changed, run);
        replace(changed.points, plan_.before, plan_.removed, run);
        for (OutlinePoint& point : changed.points)  // whose twins are gone
            if (const std::size_t twin = index_of(changed.points, point.twin); twin == changed.points.size()) point.twin = 0;
        return changed;
    }

    void move_to(Outline& changed, std::uint32_t id, const SurfacePoint& at) const {
        changed.points[index_of(changed.points, id)].at = symmetry_.on_midline(at);
    }

    static void replace(std::vector<OutlinePoint>& points, std::uint32_t before, const std::vector<std::uint32_t>& removed,
                        const std::vector<OutlinePoint>& run) {
        const std::set<std::uint32_t> gone(removed.begin(), removed.end());
        std::erase_if(points, [&](const OutlinePoint& p) { return gone.contains(p.id); });
        const std::size_t i = index_of(points, before);
        points.insert(points.begin() + static_cast<std::ptrdiff_t>(i) + 1, run.begin(), run.end());
    }

    // The same run mirrored, from the twin of its end back to the twin of its start. Where the other side has another
    // run of points there, it stays as it is and the two go their own ways.
    void replace_on_other_side(Outline& changed, std::vector<OutlinePoint>& run) const {
        const auto& points = outline_.points;
        const std::size_t n = points.size();
        const auto twin_of = [&](std::uint32_t id) { return points[index_of(points, id)].twin; };
        const std::uint32_t first = twin_of(plan_.after), last = twin_of(plan_.before);
        std::vector<std::uint32_t> removed;
        bool is_mirrored = index_of(points, first) < n && index_of(points, last) < n;
        for (std::size_t k = plan_.removed.size(); k-- > 0 && is_mirrored;) removed.push_back(twin_of(plan_.removed[k]));
        for (std::size_t k = 0; k <= removed.size() && is_mirrored; ++k)
            is_mirrored = points[(index_of(points, first) + k + 1) % n].id == (k < removed.size() ? removed[k] : last);
        // Where the midline has no point of its own, the two runs would take each other's ends away.
        is_mirrored &= std::ranges::find(removed, plan_.before) == removed.end() && std::ranges::find(removed, plan_.after) == removed.end();
        if (!is_mirrored) {
            for (OutlinePoint& point : run)
                if (point.twin != point.id) point.twin = 0;
            for (OutlinePoint& point : changed.points)
                if (std::ranges::find(plan_.removed, point.twin) != plan_.removed.end()) point.twin = 0;
            return;
        }
        std::vector<OutlinePoint> other;
        for (std::size_t k = run.size(); k-- > 0;) {
            OutlinePoint& point = run[k];
            if (point.twin == 0) point.twin = changed.next_id++;
            const OutlinePart part_before = k > 0 ? run[k - 1].part : points[index_of(points, plan_.before)].part;
            other.push_back({point.twin, symmetry_.counterpart(point.at, outline_.asymmetry), twin_part(part_before), point.is_corner, point.id});
        }
        replace(changed.points, first, removed, other);
        if (!run.empty()) changed.points[index_of(changed.points, first)].part = twin_part(run.back().part);
    }

    // The largest distance of the stroke from the line between each two marks.
    std::vector<float> distances(const Outline& changed, const OutlineResult& line) const {
        std::vector<float> largest(inner_.size(), 0.0f);
        std::vector<std::size_t> samples;
        std::vector<std::uint32_t> ids = ids_;
        for (const NewPoint& point : points_) samples.push_back(point.sample);
        if (plan_.moves_before) samples.insert(samples.begin(), 0), ids.insert(ids.begin(), plan_.before);
        if (plan_.moves_after) samples.push_back(plan_.way.points.size() - 1), ids.push_back(plan_.after);
        std::size_t gap = 0;
        for (std::size_t k = 0; k + 1 < samples.size(); ++k) {
            while (gap + 1 < largest.size() && samples[k] >= marks_[gap + 1]) ++gap;
            const SurfaceCurve& curve = line.stretches[index_of(changed.points, ids[k])].curve;
            for (std::size_t i = samples[k] + 1; i < samples[k + 1]; ++i)
                largest[gap] = std::max(largest[gap], distance(curve, plan_.way.positions_mm[i]));
        }
        return largest;
    }

    static float distance(const SurfaceCurve& curve, const glm::vec3& p) {
        float least = std::numeric_limits<float>::max();
        for (std::size_t i = 0; i + 1 < curve.positions_mm.size(); ++i) {
            const glm::vec3 a = curve.positions_mm[i], along = curve.positions_mm[i + 1] - a;
            const float length2 = glm::dot(along, along);
            const float t = length2 > 0.0f ? glm::clamp(glm::dot(p - a, along) / length2, 0.0f, 1.0f) : 0.0f;
            least = std::min(least, glm::distance(a + t * along, p));
        }
        return least;
    }

    const Head& head_;
    const Symmetry& symmetry_;
    const Outline& outline_;
    const OutlineResult& drawn_;
    const Plan& plan_;
    std::vector<NewPoint> anchors_;      // carried points, corners and ends, by sample
    std::vector<std::size_t> marks_;     // samples of the anchors, and of the midline's points at the ends
    std::vector<std::size_t> inner_;     // points between each two marks
    std::vector<float> weighed_mm_;      // by sample
    std::vector<NewPoint> points_;       // by sample
    std::vector<std::uint32_t> ids_;
};

}  // namespace

Result<Outline> draw_over(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn,
                          std::span<const SurfacePoint> stroke) {
    if (outline.points.size() < 3 || drawn.stretches.size() != outline.points.size())
        return fail(ErrorCode::InvalidInput, "There is no hairline yet to draw over.");
    std::vector<SurfacePoint> allowed;
    for (const SurfacePoint& at : stroke)
        if (at.triangle < head.measuring.triangle_count() && is_outline_skin(head, at)) allowed.push_back(at);
    const auto plan = Planner(head, symmetry, outline, drawn).plan(allowed);
    if (!plan) return tl::unexpected(plan.error());
    Result<Outline> changed = Fitter(head, symmetry, outline, drawn, *plan).fit();
    if (changed && !keeps_locked_parts(outline, *changed))
        return fail(ErrorCode::InvalidInput, "The stroke would bend a locked part; end it farther from there, or unlock the part.");
    return changed;
}

}  // namespace trichion
