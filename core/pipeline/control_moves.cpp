// Moves the part of a control until the line measures what is wanted.
#include "core/pipeline/outline_controls.h"

#include "core/geometry/surface_walk.h"
#include "core/pipeline/design_zone.h"
#include "core/pipeline/face_places.h"
#include "core/pipeline/outline_locks.h"
#include "core/pipeline/outline_places.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr float kReached = 0.002f;     // a value this near is reached: the way back must start from the same value
constexpr float kFarthest_mm = 140.0f; // no part goes farther over a head

// ---- which points, by what share

// Points one after the other, from one that takes the whole move on; `shape` tells how the share falls.
struct Run {
    enum class Shape { Whole, Fall, LateFall, Bump } shape = Shape::Whole;
    Side side = Side::Left;
    std::vector<std::size_t> points;
    float most_mm = 1e9f;  // the share has fallen to nothing after so long at the latest
};

float smooth(float x) {
    x = std::clamp(x, 0.0f, 1.0f);
    return x * x * (3.0f - 2.0f * x);
}

float share_at(const Run& run, float along_mm, float length_mm) {
    if (run.shape == Run::Shape::Whole) return 1.0f;
    const float way = std::min(length_mm, run.most_mm);
    const float x = way > 0.0f ? along_mm / way : 0.0f;
    constexpr float kLate = 0.45f;
    switch (run.shape) {
    case Run::Shape::Fall: return 1.0f - smooth(x);
    case Run::Shape::LateFall: return 1.0f - smooth((x - kLate) / (1.0f - kLate));
    case Run::Shape::Bump: return smooth(2.0f * std::min(x, 1.0f - x));
    default: return 1.0f;
    }
}

// The loop's points by name.
class Loop {
public:
    Loop(const Head& head, const Outline& outline) : head_(head), points_(outline.points) {
        for (const Side side : kSides) {
            corner_[index(side)] = boundary(OutlinePart::Frontal, temple_of(side), side);
            const OutlinePart below = has(sideburn_of(side)) ? sideburn_of(side) : OutlinePart::Blend;
            temporal_[index(side)] = boundary(temple_of(side), below, side);
            sideburn_[index(side)] = boundary(sideburn_of(side), ear_of(side), side);
            behind_ear_[index(side)] = boundary(ear_of(side), OutlinePart::Nape, side);
        }
    }

    std::size_t corner(Side side) const { return corner_[index(side)]; }
    std::size_t temporal(Side side) const { return temporal_[index(side)]; }
    std::size_t sideburn(Side side) const { return sideburn_[index(side)]; }
    std::size_t behind_ear(Side side) const { return behind_ear_[index(side)]; }
    /// The point nearest to the midline between two.
    std::size_t middle_between(std::size_t from, std::size_t to) const {
        if (from == kNone || to == kNone) return kNone;
        std::size_t best = from;
        double least = 1e9;
        for (std::size_t i = from;; i = (i + 1) % points_.size()) {
            const double offset = std::abs(head_.midline.offset_mm(head_.measuring.position(points_[i].at)));
            if (offset < least) least = offset, best = i;
            if (i == to) return best;
        }
    }
    /// From one to the other, away from the face or towards it.
    std::vector<std::size_t> run(std::size_t from, std::size_t to, Side side, bool is_backwards) const {
        std::vector<std::size_t> run;
        if (from == kNone || to == kNone) return run;
        const std::size_t n = points_.size(), step = (side == Side::Left) == is_backwards ? 1 : n - 1;
        for (std::size_t i = from; run.size() <= n; i = (i + step) % n) {
            run.push_back(i);
            if (i == to) break;
        }
        return run;
    }
    bool has(OutlinePart part) const { return std::ranges::find(points_, part, &OutlinePoint::part) != points_.end(); }
    glm::vec3 position(std::size_t i) const { return head_.measuring.position(points_[i].at); }

private:
    static std::size_t index(Side side) { return static_cast<std::size_t>(side); }
    // Where, going away from the face, one part ends and the other begins.
    std::size_t boundary(OutlinePart above, OutlinePart below, Side side) const {
        if (side == Side::Right) std::swap(above, below);
        const std::size_t n = points_.size();
        for (std::size_t i = 0; i < n; ++i)
            if (points_[i].part == below && points_[(i + n - 1) % n].part == above) return i;
        return kNone;
    }

    const Head& head_;
    const std::vector<OutlinePoint>& points_;
    std::array<std::size_t, 2> corner_{}, temporal_{}, sideburn_{}, behind_ear_{};
};

// The front end of the sideburn's lower edge: its point farthest from the straight way down to the ear.
std::size_t lower_front(const Loop& loop, Side side) {
    const std::vector<std::size_t> run = loop.run(loop.temporal(side), loop.sideburn(side), side, true);
    if (run.size() < 2) return loop.sideburn(side);
    const glm::vec3 top = loop.position(run.front()), way = glm::normalize(loop.position(run.back()) - top);
    std::size_t best = run.back();
    float farthest = 0.0f;
    for (std::size_t i : run) {
        const float off = glm::length(glm::cross(loop.position(i) - top, way));
        if (off > farthest) farthest = off, best = i;
    }
    return best;
}

// The runs of a control; a run that a named point is missing for is left out.
std::vector<Run> runs_of(const Loop& loop, Control control) {
    using Shape = Run::Shape;
    constexpr float kAlongBlend_mm = 70.0f, kRoundEar_mm = 40.0f;
    const std::size_t middle = loop.middle_between(loop.corner(Side::Right), loop.corner(Side::Left));
    const bool goes_to_nape = loop.has(OutlinePart::Nape);
    const std::size_t back = goes_to_nape ? loop.middle_between(loop.behind_ear(Side::Left), loop.behind_ear(Side::Right))
                                          : loop.middle_between(loop.temporal(Side::Left), loop.temporal(Side::Right));
    std::vector<Run> runs;
    const auto add = [&](Shape shape, Side side, std::size_t from, std::size_t to, bool is_backwards, float most_mm = 1e9f) {
        if (auto points = loop.run(from, to, side, is_backwards); !points.empty())
            runs.push_back({shape, side, std::move(points), most_mm});
    };
    for (const Side side : kSides) {
        const std::size_t corner = loop.corner(side), temporal = loop.temporal(side), sideburn = loop.sideburn(side),
                          behind_ear = loop.behind_ear(side);
        switch (control) {
        case Control::Height:
            add(Shape::Whole, side, middle, corner, true);
            add(Shape::Fall, side, corner, temporal, true);
            break;
        case Control::Recession:
        case Control::CornerPlace:
            add(Shape::Fall, side, corner, middle, false);
            add(Shape::Fall, side, corner, temporal, true);
            break;
        case Control::TemporalForward:
        case Control::TemporalHeight:
            add(Shape::Fall, side, temporal, corner, false);
            add(Shape::Fall, side, temporal, goes_to_nape ? sideburn : back, true, kAlongBlend_mm);
            break;
        case Control::TempleAngle: add(Shape::Bump, side, corner, temporal, true); break;
        case Control::SideburnLength:
            add(Shape::Whole, side, lower_front(loop, side), sideburn, true);
            add(Shape::Fall, side, lower_front(loop, side), temporal, false);
            add(Shape::Fall, side, sideburn, behind_ear, true, kRoundEar_mm);
            break;
        case Control::EarDistance:
            add(Shape::Whole, side, sideburn, behind_ear, true);
            add(Shape::Fall, side, sideburn, temporal, false);
            add(Shape::Fall, side, behind_ear, back, true);
            break;
        case Control::NapeHeight: add(Shape::LateFall, side, back, behind_ear, false); break;
        case Control::NapeWidth: add(Shape::Bump, side, behind_ear, back, true); break;
        case Control::BlendHeight: add(Shape::LateFall, side, back, temporal, false); break;
        }
    }
    return runs;
}

// ---- which way

enum class Way { UpAndBack, Outwards, Forwards, Up, Down, OffEar, UpTheBack, RoundTheNeck };

Way way_of(Control control) {
    switch (control) {
    case Control::Height:
    case Control::Recession: return Way::UpAndBack;
    case Control::CornerPlace: return Way::Outwards;
    case Control::TemporalForward:
    case Control::TempleAngle: return Way::Forwards;
    case Control::TemporalHeight: return Way::Up;
    case Control::SideburnLength: return Way::Down;
    case Control::EarDistance: return Way::OffEar;
    case Control::NapeHeight:
    case Control::BlendHeight: return Way::UpTheBack;
    case Control::NapeWidth: return Way::RoundTheNeck;
    }
    return Way::UpAndBack;
}

// What the control of one point must leave as it is: that point's other measure.
std::optional<Control> held_by(Control control) {
    switch (control) {
    case Control::Recession: return Control::CornerPlace;
    case Control::CornerPlace: return Control::Recession;
    case Control::TemporalForward: return Control::TemporalHeight;
    case Control::TemporalHeight: return Control::TemporalForward;
    default: return std::nullopt;
    }
}

// Each point stays in one plane: all planes alike, or all through one axis.
class Path {
public:
    Path(const Head& head, Way way) : head_(head), way_(way) {
        const MidlineSheet& frame = head.midline;
        switch (way) {
        case Way::UpAndBack: along_ = frame.left; break;
        case Way::Outwards: along_ = frame.left, axis_ = frame.centre; break;
        case Way::Forwards:
        case Way::RoundTheNeck: along_ = frame.up; break;
        case Way::Up:
        case Way::Down: along_ = frame.forward; break;
        case Way::UpTheBack: along_ = frame.up, axis_ = frame.centre; break;
        case Way::OffEar: along_ = frame.left, axis_ = ear_middle(head); break;
        }
    }

    /// The place so far along the skin; nothing where the skin ends before. Backwards from there leads back.
    std::optional<SurfacePoint> walked(const SurfacePoint& from, float by_mm, Side side) const {
        constexpr float kShort_mm = 1e-3f, kNothing_mm = 1e-5f;
        if (std::abs(by_mm) < kNothing_mm) return from;
        const glm::vec3 p = head_.measuring.position(from);
        const glm::vec3 way = (by_mm > 0.0f ? 1.0f : -1.0f) * towards(p, side);
        const glm::vec3 normal = axis_ ? glm::cross(along_, p - *axis_) : along_;
        const SurfaceCurve walk = walk_plane(head_.measuring, from, normal, way, std::abs(by_mm));
        if (walk.points.empty() || walk.length_mm() < std::abs(by_mm) - kShort_mm) return std::nullopt;
        return walk.points.back();
    }

private:
    static glm::vec3 ear_middle(const Head& head) {
        const auto face = FacePlaces::of(head, Extent::Fringe);
        if (!face) return 0.5f * (head.landmark("tragion_l") + head.landmark("tragion_r"));
        const SidePlace middle = face->ear_middle();
        const MidPlane plane = mid_plane(head);
        const glm::vec3 up(0.0f, 1.0f, 0.0f), forward = glm::normalize(glm::cross(plane.left, up));
        return plane.point + middle.x * forward + middle.y * up;
    }

    glm::vec3 towards(const glm::vec3& p, Side side) const {
        const MidlineSheet& frame = head_.midline;
        switch (way_) {
        case Way::UpAndBack: return frame.up - frame.forward;
        case Way::Outwards: return sign_of(side) * frame.left;
        case Way::Forwards: return frame.forward;
        case Way::Up:
        case Way::UpTheBack: return frame.up;
        case Way::Down: return -frame.up;
        case Way::OffEar: {
            const glm::vec3 out = p - *axis_;
            return out - glm::dot(out, frame.left) * frame.left;
        }
        case Way::RoundTheNeck: return -sign_of(side) * glm::cross(frame.up, p - frame.centre);
        }
        return frame.up;
    }

    const Head& head_;
    Way way_;
    glm::vec3 along_{1.0f, 0.0f, 0.0f};  // normal of the planes, or direction of the axis
    std::optional<glm::vec3> axis_;      // a place of the axis that all planes go through
};

// How far the runs go: along the control's own way, and across it to hold the point's other measure.
struct Move {
    float by_mm = 0.0f;
    float across_mm = 0.0f;
};

class Mover {
public:
    Mover(const Head& head, const Symmetry& symmetry, const Outline& outline, Control control, std::vector<Run> runs)
        : head_(head), symmetry_(symmetry), outline_(outline), path_(head, way_of(control)),
          across_(head, way_of(held_by(control).value_or(control))), runs_(std::move(runs)) {
        find_mirrored();
    }

    /// The outline with the runs moved; nothing where a point would leave the skin that an outline may run on.
    std::optional<Outline> moved(const Move& move) const {
        Outline there = outline_;
        constexpr int kMostRounds = 8;
        constexpr float kStill_mm = 2e-4f;
        // Shares count the ways between points both as they were and as they will be: then from there the same shares
        // lead back.
        for (int round = 0; round < kMostRounds; ++round) {
            const auto next = moved_by(move, there);
            if (!next) return std::nullopt;
            float change = 0.0f;
            for (std::size_t i = 0; i < there.points.size(); ++i)
                change = std::max(change, glm::distance(position(there, i), position(*next, i)));
            there = std::move(*next);
            if (change < kStill_mm) break;
        }
        return stays_on_skin(there) ? std::optional(std::move(there)) : std::nullopt;
    }

    bool moves_anything() const {
        const std::vector<float> shares = shares_between(outline_);
        return std::ranges::any_of(shares, [](float share) { return share > 1e-3f; });
    }

private:
    glm::vec3 position(const Outline& outline, std::size_t i) const { return head_.measuring.position(outline.points[i].at); }

    // Twins that are exact mirror images, and points on the midline, stay so.
    void find_mirrored() {
        constexpr float kExact_mm = 0.01f;
        const std::size_t n = outline_.points.size();
        master_.assign(n, kNone);
        if (!outline_.mirror) return;
        for (std::size_t i = 0; i < n; ++i) {
            const OutlinePoint& point = outline_.points[i];
            if (point.twin == point.id && std::abs(symmetry_.offset_mm(position(outline_, i))) < kExact_mm) master_[i] = i;
        }
        for (const Run& run : runs_) {
            if (run.side != Side::Left) continue;
            for (std::size_t i : run.points) {
                const OutlinePoint& point = outline_.points[i];
                if (point.twin == 0 || point.twin == point.id) continue;
                const auto twin = std::ranges::find(outline_.points, point.twin, &OutlinePoint::id);
                if (twin == outline_.points.end()) continue;
                const glm::vec3 image = head_.measuring.position(symmetry_.counterpart(point.at, outline_.asymmetry));
                if (glm::distance(image, head_.measuring.position(twin->at)) < kExact_mm)
                    master_[static_cast<std::size_t>(twin - outline_.points.begin())] = i;
            }
        }
    }

    std::vector<float> shares_between(const Outline& there) const {
        std::vector<float> shares(outline_.points.size(), 0.0f);
        for (const Run& run : runs_) {
            std::vector<float> along(run.points.size(), 0.0f);
            for (std::size_t k = 1; k < run.points.size(); ++k) {
                const std::size_t a = run.points[k - 1], b = run.points[k];
                along[k] = along[k - 1] + 0.5f * (glm::distance(position(outline_, a), position(outline_, b)) +
                                                  glm::distance(position(there, a), position(there, b)));
            }
            for (std::size_t k = 0; k < run.points.size(); ++k)
                shares[run.points[k]] = std::max(shares[run.points[k]], share_at(run, along[k], along.back()));
        }
        return shares;
    }

    // Half of the way across before the control's own and half after: then the same, backwards, leads back.
    std::optional<SurfacePoint> moved_point(const SurfacePoint& from, float share, const Move& move, Side side) const {
        const float half_mm = 0.5f * share * move.across_mm;
        auto at = across_.walked(from, half_mm, side);
        if (at) at = path_.walked(*at, share * move.by_mm, side);
        if (at) at = across_.walked(*at, half_mm, side);
        return at;
    }

    std::optional<Outline> moved_by(const Move& move, const Outline& shares_towards) const {
        const std::vector<float> shares = shares_between(shares_towards);
        Outline there = outline_;
        for (const Run& run : runs_)
            for (std::size_t i : run.points) {
                if (!(there.points[i].at == outline_.points[i].at)) continue;
                const auto at = moved_point(outline_.points[i].at, shares[i], move, run.side);
                if (!at) return std::nullopt;
                there.points[i].at = *at;
            }
        for (std::size_t i = 0; i < there.points.size(); ++i) {
            if (there.points[i].at == outline_.points[i].at || master_[i] == kNone) continue;
            there.points[i].at = master_[i] == i ? symmetry_.on_midline(there.points[i].at)
                                                 : symmetry_.counterpart(there.points[master_[i]].at, outline_.asymmetry);
        }
        return there;
    }

    bool stays_on_skin(const Outline& there) const {
        for (std::size_t i = 0; i < there.points.size(); ++i)
            if (!(there.points[i].at == outline_.points[i].at) && !is_outline_skin(head_, there.points[i].at) &&
                is_outline_skin(head_, outline_.points[i].at))
                return false;
        return true;
    }

    const Head& head_;
    const Symmetry& symmetry_;
    const Outline& outline_;
    Path path_, across_;
    std::vector<Run> runs_;
    std::vector<std::size_t> master_;  // for each point: the one it mirrors, itself on the midline, or none
};

// ---- how far

// What a control measures is mostly known from the points alone; only the parts that it reads between them are drawn.
class Gauge {
public:
    Gauge(const Head& head, const Outline& outline, Control control) : head_(head), control_(control) {
        parts_ = parts_read(control);
        if (parts_ == 0) {
            const NamedPlaces places = named_places(head, draw_outline(head, outline, nullptr, 0));
            const auto is_point = [&](const std::optional<SurfacePoint>& at) {
                return !at || std::ranges::find(outline.points, *at, &OutlinePoint::at) != outline.points.end();
            };
            if (!is_point(places.middle)) parts_ |= bit(OutlinePart::Frontal);
            if (!is_point(places.back)) parts_ |= bit(OutlinePart::Nape), parts_ |= bit(OutlinePart::Blend);
        }
        before_ = draw_outline(head, outline, nullptr, parts_);
    }
    std::optional<float> now() const { return read(before_); }
    std::optional<float> held_now() const { return read_held(before_); }
    OutlineResult drawn(const Outline& outline) const { return draw_outline(head_, outline, &before_, parts_); }
    std::optional<float> read(const OutlineResult& drawn) const { return measure_control(head_, control_, drawn); }
    /// What the point's other measure shows; nothing where the control holds none.
    std::optional<float> read_held(const OutlineResult& drawn) const {
        const auto held = held_by(control_);
        return held ? measure_control(head_, *held, drawn) : std::nullopt;
    }

private:
    static std::uint16_t bit(OutlinePart part) { return static_cast<std::uint16_t>(1u << static_cast<unsigned>(part)); }
    static std::uint16_t parts_read(Control control) {
        using enum OutlinePart;
        switch (control) {
        case Control::TempleAngle: return bit(Frontal) | bit(TempleLeft) | bit(TempleRight);
        case Control::EarDistance: return bit(EarLeft) | bit(EarRight);
        case Control::NapeWidth: return bit(Nape);
        default: return 0;
        }
    }

    const Head& head_;
    Control control_;
    std::uint16_t parts_ = 0;
    OutlineResult before_;
};

struct Tried {
    Move move;
    float value = 0.0f;
    Outline outline;
};

class Search {
public:
    Search(const Mover& mover, const Gauge& gauge) : mover_(mover), gauge_(gauge) {}

    /// So far along the control's way, and as far across it as holds the point's other measure.
    /// @param across_mm  where to begin to look for that.
    std::optional<Tried> at(float by_mm, float across_mm) const {
        constexpr int kMostTries = 8;
        constexpr float kHeld = 0.0005f;
        const auto held = gauge_.held_now();
        float slope = 1.0f, last_off = 0.0f, last_across_mm = 0.0f;
        for (int tries = 0; tries < kMostTries; ++tries) {
            auto outline = mover_.moved({by_mm, across_mm});
            if (!outline) return std::nullopt;
            const OutlineResult drawn = gauge_.drawn(*outline);
            const auto value = gauge_.read(drawn), other = gauge_.read_held(drawn);
            if (!value || (held && !other)) return std::nullopt;
            const float off = held ? *other - *held : 0.0f;
            if (std::abs(off) < kHeld) return Tried{{by_mm, across_mm}, *value, std::move(*outline)};
            if (tries > 0 && across_mm != last_across_mm) slope = (off - last_off) / (across_mm - last_across_mm);
            if (!(std::abs(slope) > 1e-3f)) return std::nullopt;
            last_off = off, last_across_mm = across_mm;
            across_mm -= off / slope;
            if (std::abs(across_mm) > kFarthest_mm) return std::nullopt;
        }
        return std::nullopt;
    }

    /// The move that reaches `wanted`, by secants; `farthest` is the nearest to it that was found on the way.
    std::optional<Tried> find(const Tried& start, float wanted, Tried& farthest) const {
        constexpr int kMostTries = 24;
        constexpr float kProbe_mm = 1.0f, kLongestStep_mm = 30.0f;
        farthest = start;
        auto probe = at(kProbe_mm, 0.0f);
        if (!probe) probe = at(-kProbe_mm, 0.0f);
        if (!probe) return std::nullopt;
        Tried last = start, now = std::move(*probe);
        float blocked = 0.0f;  // a move that is known to fail; 0 none
        for (int tries = 0; tries < kMostTries; ++tries) {
            if (std::abs(now.value - wanted) < std::abs(farthest.value - wanted)) farthest = now;
            if (std::abs(now.value - wanted) < kReached) return now;
            const float slope = (now.value - last.value) / (now.move.by_mm - last.move.by_mm);
            if (!(std::abs(slope) > 1e-3f)) return std::nullopt;
            float by = now.move.by_mm + std::clamp((wanted - now.value) / slope, -kLongestStep_mm, kLongestStep_mm);
            if (std::abs(by) > kFarthest_mm) return std::nullopt;
            if (blocked != 0.0f && (blocked > 0.0f ? by >= blocked : by <= blocked)) by = 0.5f * (now.move.by_mm + blocked);
            auto next = at(by, across(by, now));
            for (int halving = 0; !next && halving < 12; ++halving) {
                blocked = by;
                by = 0.5f * (now.move.by_mm + by);
                next = at(by, across(by, now));
            }
            if (!next || std::abs(next->move.by_mm - now.move.by_mm) < 1e-4f) {
                if (next && std::abs(next->value - wanted) < std::abs(farthest.value - wanted)) farthest = std::move(*next);
                break;
            }
            last = std::move(now), now = std::move(*next);
        }
        return std::abs(farthest.value - wanted) < 10.0f * kReached ? std::optional(farthest) : std::nullopt;
    }

private:
    // The way across grows about as the control's own.
    static float across(float by_mm, const Tried& near) {
        return std::abs(near.move.by_mm) > 0.1f ? near.move.across_mm * by_mm / near.move.by_mm : near.move.across_mm;
    }

    const Mover& mover_;
    const Gauge& gauge_;
};

const ControlInfo& info_of(Control control) { return control_infos()[static_cast<std::size_t>(control)]; }

Error refusal(std::string words) { return {ErrorCode::InvalidInput, std::move(words)}; }

// Ends every run at the first point that a locked part holds. @return the locked part that leaves nothing of a run.
std::optional<OutlinePart> keep_locked(const Outline& outline, std::vector<Run>& runs) {
    if (outline.locked == 0) return std::nullopt;
    const auto locks = locks_on_points(outline);
    for (Run& run : runs) {
        const auto held = std::ranges::find_if(run.points, [&](std::size_t i) { return locks[i].has_value(); });
        if (held == run.points.end()) continue;
        if (held == run.points.begin() || (run.shape == Run::Shape::Bump && held + 1 != run.points.end())) return locks[*held];
        run.points.erase(held + 1, run.points.end());
        // What would have moved as a whole falls to where it is held.
        if (run.shape == Run::Shape::Whole) run.shape = Run::Shape::Fall;
    }
    // A run that began beyond a held point has lost what it hung on.
    for (const Run& run : runs)
        if (locks[run.points.front()]) return locks[run.points.front()];
    return std::nullopt;
}

// Height leaves a locked temple alone and bends the frontal part towards it.
void drop_held_falls(const Outline& outline, std::vector<Run>& runs) {
    const auto locks = locks_on_points(outline);
    const bool has_whole = std::ranges::any_of(runs, [](const Run& run) { return run.shape == Run::Shape::Whole; });
    if (!has_whole) return;
    std::erase_if(runs, [&](const Run& run) { return run.shape == Run::Shape::Fall && locks[run.points.front()]; });
}

}  // namespace

Result<Outline> set_control(const Head& head, const Symmetry& symmetry, const Outline& outline, Control control, float value) {
    const ControlInfo& info = info_of(control);
    if (!info.range.contains(value))
        return tl::unexpected(refusal(fmt::format("{} must be {:.0f} to {:.0f} {}, not {:g}.", info.label, info.range.min,
                                                  info.range.max, info.unit, value)));
    const bool lies_on_head = outline.points.size() >= 3 && std::ranges::all_of(outline.points, [&](const OutlinePoint& p) {
        return p.at.triangle < head.measuring.triangle_count();
    });
    if (!lies_on_head) return tl::unexpected(refusal("The outline of this design does not lie on its head."));
    const Gauge gauge(head, outline, control);
    const auto now = gauge.now();
    std::vector<Run> runs = runs_of(Loop(head, outline), control);
    if (!now || runs.empty())
        return tl::unexpected(refusal(fmt::format("{} cannot be set: this outline has no such part.", info.label)));
    drop_held_falls(outline, runs);
    if (const auto locked = keep_locked(outline, runs))
        return tl::unexpected(refusal(fmt::format("{} cannot change while {} is locked; unlock it first.", info.label, plain_name(*locked))));
    const Mover mover(head, symmetry, outline, control, std::move(runs));
    if (!mover.moves_anything())
        return tl::unexpected(refusal(fmt::format("{} has no point that could move; add one between its ends.", info.label)));
    const Search search(mover, gauge);
    Tried farthest, start{{}, *now, outline};
    auto reached = std::abs(*now - value) < kReached ? std::optional(start) : search.find(start, value, farthest);
    if (!reached)
        return tl::unexpected(refusal(fmt::format("{} goes no farther than {:.1f} {} here, not to {:g}: there is no skin for the line beyond.",
                                                  info.label, farthest.value, info.unit, value)));
    if (control == Control::Height) reached->outline.height_mm = value;
    return std::move(reached->outline);
}

}  // namespace trichion
