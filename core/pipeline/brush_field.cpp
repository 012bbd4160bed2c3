// Strokes are laid one over the other; each keeps what it found, so that the last ones can be taken off again.
#include "core/pipeline/brush_field.h"

#include "core/model/limits.h"
#include "core/pipeline/stroke_reach.h"

#include <algorithm>
#include <utility>

namespace trichion {
namespace {

using Change = BrushField::Change;

/// Sum of the means that the pieces of a smoothing stroke found, each by its fall-off at the vertex.
struct Pull {
    double share = 0.0, more = 0.0, weight = 0.0;
};

/// One stroke as it was laid. All lists are as long, in the order in which vertices were reached.
struct LaidStroke {
    std::vector<std::uint32_t> vertices;
    std::vector<Change> before;
    std::vector<float> near2;  // as StrokeReach::Near, the nearest of all pieces
    std::vector<Pull> pulls;   // of a smoothing stroke; else empty
};

bool starts_with(const std::vector<glm::vec3>& longer, const std::vector<glm::vec3>& start) {
    return longer.size() >= start.size() && std::equal(start.begin(), start.end(), longer.begin());
}

/// Whether `now` is `then` with more places: then the pieces of `then` come first in the order of laying.
bool has_grown(const DensityStroke& then, const DensityStroke& now) {
    const Stroke &a = then.stroke, &b = now.stroke;
    const bool grows_alike = a.mirrored.empty() ? b.mirrored.empty()
                                                : a.path.size() == a.mirrored.size() && b.path.size() == b.mirrored.size();
    return then.kind == now.kind && then.target_per_cm2 == now.target_per_cm2 && a.radius_mm == b.radius_mm &&
           a.strength == b.strength && grows_alike && starts_with(b.path, a.path) && starts_with(b.mirrored, a.mirrored);
}

/// Strokes that both begin with. Ids decide nothing.
std::size_t common_strokes(const Brushwork& a, const Brushwork& b) {
    const std::size_t most = std::min(a.strokes.size(), b.strokes.size());
    const auto is_same = [](const DensityStroke& s, const DensityStroke& t) {
        return s.kind == t.kind && s.target_per_cm2 == t.target_per_cm2 && s.stroke == t.stroke;
    };
    std::size_t i = 0;
    while (i < most && is_same(a.strokes[i], b.strokes[i])) ++i;
    return i;
}

float lerp_to(float from, float to, float share) { return from + (to - from) * share; }

Change limited(Change c) {
    return {std::clamp(c.share, 0.0f, kMostBrushedShare), std::clamp(c.more_per_cm2, 0.0f, kBrushTargetRange.max)};
}

Change scaled(const Change& c, float by) { return {c.share * by, c.more_per_cm2 * by}; }

Change pulled(const Change& c, const Pull& pull, float w) {
    if (pull.weight <= 0.0) return c;
    return {lerp_to(c.share, static_cast<float>(pull.share / pull.weight), w),
            lerp_to(c.more_per_cm2, static_cast<float>(pull.more / pull.weight), w)};
}

/// What the stroke makes of what it found.
Change brushed(const DensityStroke& row, const Change& found, float near2, const Pull* pull) {
    const float strength = row.stroke.strength;
    const float w = strength * (row.kind == DensityStroke::Kind::Erase ? hard_falloff(near2) : soft_falloff(near2));
    switch (row.kind) {
        case DensityStroke::Kind::Denser:
            return limited(scaled(found, 1.0f + w));
        case DensityStroke::Kind::Thinner:
        case DensityStroke::Kind::Erase:
            return scaled(found, 1.0f - w);
        case DensityStroke::Kind::Restore:
            return {1.0f + (found.share - 1.0f) * (1.0f - w), found.more_per_cm2 * (1.0f - w)};
        case DensityStroke::Kind::ToTarget:
            return limited({found.share * (1.0f - w), found.more_per_cm2 * (1.0f - w) + w * row.target_per_cm2});
        case DensityStroke::Kind::Smooth:
            return limited(pulled(found, *pull, w));
    }
    return found;
}

}  // namespace

struct BrushTrace {
    std::vector<std::shared_ptr<const LaidStroke>> strokes;
};

namespace {

/// The changes as they stand while strokes are taken off and laid.
class Layers {
public:
    Layers(const Head& head, std::vector<Change> change, std::vector<std::shared_ptr<const LaidStroke>> laid)
        : surface_(head.measuring), reach_(head), change_(std::move(change)), laid_(std::move(laid)),
          slot_(change_.size(), kNone), is_met_(change_.size(), 0) {}

    void take_off_last() {
        const LaidStroke& last = *laid_.back();
        for (std::size_t i = 0; i < last.vertices.size(); ++i) {
            change_[last.vertices[i]] = last.before[i];
            meet(last.vertices[i]);
        }
        laid_.pop_back();
    }

    /// @param start  what its first pieces left, of those before `first_piece`.
    void lay(const DensityStroke& row, LaidStroke start = {}, std::size_t first_piece = 0) {
        LaidStroke laid = std::move(start);
        for (std::size_t i = 0; i < laid.vertices.size(); ++i) slot_[laid.vertices[i]] = static_cast<std::uint32_t>(i);
        const bool smooths = row.kind == DensityStroke::Kind::Smooth;
        reach_.for_each_piece(row.stroke, first_piece, [&](const StrokeReach::Piece& piece) {
            for (const StrokeReach::Near& near : piece.vertices) add(near, laid, smooths);
            if (smooths) pull(piece, laid);
        });
        for (std::size_t i = 0; i < laid.vertices.size(); ++i) {
            const std::uint32_t v = laid.vertices[i];
            change_[v] = brushed(row, laid.before[i], laid.near2[i], smooths ? &laid.pulls[i] : nullptr);
            slot_[v] = kNone;
            meet(v);
        }
        laid_.push_back(std::make_shared<const LaidStroke>(std::move(laid)));
    }

    std::size_t count() const { return laid_.size(); }
    const LaidStroke& last() const { return *laid_.back(); }
    const std::vector<std::uint32_t>& met() const { return met_; }
    std::vector<Change>&& take_change() { return std::move(change_); }
    std::vector<std::shared_ptr<const LaidStroke>>&& take_laid() { return std::move(laid_); }

private:
    static constexpr std::uint32_t kNone = 0xffffffffu;

    void meet(std::uint32_t v) {
        if (std::exchange(is_met_[v], 1) == 0) met_.push_back(v);
    }

    void add(const StrokeReach::Near& near, LaidStroke& laid, bool smooths) {
        std::uint32_t& slot = slot_[near.vertex];
        if (slot == kNone) {
            slot = static_cast<std::uint32_t>(laid.vertices.size());
            laid.vertices.push_back(near.vertex);
            laid.before.push_back(change_[near.vertex]);
            laid.near2.push_back(near.near2);
            if (smooths) laid.pulls.emplace_back();
        }
        laid.near2[slot] = std::min(laid.near2[slot], near.near2);
    }

    /// The mean under one piece, by area and fall-off, so that it does not depend on how the skin is cut into triangles.
    void pull(const StrokeReach::Piece& piece, LaidStroke& laid) {
        for (const StrokeReach::Near& near : piece.vertices) weight_.push_back(soft_falloff(near.near2));
        at_piece_.resize(slot_.size(), kNone);
        for (std::size_t i = 0; i < piece.vertices.size(); ++i)
            at_piece_[piece.vertices[i].vertex] = static_cast<std::uint32_t>(i);
        Pull mean;
        for (const std::uint32_t triangle : piece.triangles) {
            const float area = surface_.area_mm2(triangle);
            for (int c = 0; c < 3; ++c) {
                const std::uint32_t v = surface_.mesh().triangles[triangle][c];
                if (at_piece_[v] == kNone) continue;
                const double w = static_cast<double>(area) * static_cast<double>(weight_[at_piece_[v]]);
                mean.share += w * static_cast<double>(change_[v].share);
                mean.more += w * static_cast<double>(change_[v].more_per_cm2);
                mean.weight += w;
            }
        }
        for (std::size_t i = 0; i < piece.vertices.size() && mean.weight > 0.0; ++i) {
            Pull& sum = laid.pulls[slot_[piece.vertices[i].vertex]];
            const double w = static_cast<double>(weight_[i]);
            sum.share += w * (mean.share / mean.weight);
            sum.more += w * (mean.more / mean.weight);
            sum.weight += w;
        }
        for (const StrokeReach::Near& near : piece.vertices) at_piece_[near.vertex] = kNone;
        weight_.clear();
    }

    const Surface& surface_;
    StrokeReach reach_;
    std::vector<Change> change_;
    std::vector<std::shared_ptr<const LaidStroke>> laid_;
    std::vector<std::uint32_t> slot_;  // of each vertex in the stroke under way
    std::vector<std::uint8_t> is_met_;
    std::vector<std::uint32_t> met_;   // vertices that any stroke taken off or laid has reached
    std::vector<std::uint32_t> at_piece_;
    std::vector<float> weight_;
};

/// The strokes of `brushwork` over those of `before` that stay.
void lay_strokes(const Head& head, const Brushwork& brushwork, const BrushField* before, const Brushwork* known,
                 BrushField& field) {
    const bool has_before = before && before->trace && !before->change.empty();
    if (brushwork.strokes.empty() && !has_before) return;
    const std::size_t vertices = head.measuring.mesh().positions.size();
    Layers layers(head, has_before ? before->change : std::vector<Change>(vertices),
                  has_before ? before->trace->strokes : std::vector<std::shared_ptr<const LaidStroke>>{});
    const std::size_t common = has_before ? common_strokes(brushwork, *known) : 0;
    while (layers.count() > common + 1) layers.take_off_last();
    if (layers.count() > common) {
        const DensityStroke& then = known->strokes[common];
        const bool grows = common < brushwork.strokes.size() && has_grown(then, brushwork.strokes[common]);
        LaidStroke start = grows ? layers.last() : LaidStroke{};
        layers.take_off_last();
        if (grows) layers.lay(brushwork.strokes[common], std::move(start), then.stroke.path.size());
    }
    while (layers.count() < brushwork.strokes.size()) layers.lay(brushwork.strokes[layers.count()]);

    field.change = layers.take_change();
    for (const std::uint32_t v : layers.met())
        if (!(field.change[v] == (has_before ? before->change[v] : Change{}))) field.touched.push_back(v);
    if (brushwork.strokes.empty())
        field.change.clear();
    else
        field.trace = std::make_shared<const BrushTrace>(BrushTrace{layers.take_laid()});
}

bool is_by_id(const std::vector<HandDot>& dots) { return std::ranges::is_sorted(dots, {}, &HandDot::id); }

/// Dots that were on the skin before stay where they were found.
void lay_dots(const Head& head, const Brushwork& brushwork, const BrushField* before, const Brushwork* known,
              BrushField& field) {
    const bool can_look_up = before && is_by_id(known->dots);
    const auto was_same = [&](const HandDot& dot) {
        const auto found = std::ranges::lower_bound(known->dots, dot.id, {}, &HandDot::id);
        return found != known->dots.end() && *found == dot;
    };
    for (const HandDot& dot : brushwork.dots) {
        if (dot.kind == HandDot::Kind::Removed) {
            field.removed_mm.push_back(head.from_source(dot.at));
            continue;
        }
        if (can_look_up && was_same(dot)) {
            const auto found = std::ranges::lower_bound(before->added, dot.id, {}, &BrushField::Added::id);
            if (found != before->added.end() && found->id == dot.id) field.added.push_back(*found);
            continue;
        }
        if (const auto at = place_on_skin(head, dot.at)) field.added.push_back({dot.id, *at});
    }
    std::ranges::sort(field.added, {}, &BrushField::Added::id);
}

}  // namespace

BrushField brush_field(const Head& head, const Brushwork& brushwork, const BrushField* before, const Brushwork* known) {
    if (!known) before = nullptr;
    BrushField field;
    lay_strokes(head, brushwork, before, known, field);
    lay_dots(head, brushwork, before, known, field);
    return field;
}

}  // namespace trichion
