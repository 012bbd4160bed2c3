// Places a design's dots block by block, and copies what an edit leaves alone.
#include "core/pipeline/placing.h"

#include "core/pipeline/tile_filling.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <span>
#include <utility>

namespace trichion {
namespace {

using Kind = TileLines::Kind;

/// A tile against what it was: its dots are the same; a candidate that was a dot and still is looks the same but for its
/// session; or neither is certain.
enum class Likeness : std::uint8_t { Same, Alike, Unknown };

/// Fills one block after the other. Those that lie near the one before are quickest (FieldSurvey).
class BlockPlacing {
public:
    BlockPlacing(const DotsInput& input, const EditBounds& bounds, const PlacingTrace& trace)
        : head_(input.head),
          cloud_(input.cloud),
          bounds_(bounds),
          field_(*trace.field),
          filling_(input, trace),
          survey_(field_) {}

    /// @param old  the block as it was, or null.
    std::shared_ptr<const PlacedBlock> placed(const CandidateCloud::Block& block, const PlacedBlock* old, DotChanges& changes) {
        auto placed = std::make_shared<PlacedBlock>();
        const std::size_t count = block.last_tile - block.first_tile;
        placed->tiles.resize(count + 1);
        if (old) placed->states.reserve(old->states.size() + kMore);
        likeness_.clear();
        for (std::uint32_t i = 0; i < count; ++i) settle_tile(block.first_tile + i, i, old, *placed);
        placed->tiles[count].first_state = static_cast<std::uint32_t>(placed->states.size());
        summarise(block, *placed);
        for (const CandidateState state : placed->states)
            if (is_dot(state)) ++placed->per_session[state - 1u];
        const bool is_same = old && std::ranges::all_of(likeness_, [](Likeness tile) { return tile == Likeness::Same; });
        if (is_same) keep_dots(*old, *placed);
        else fill(block, old, *placed, changes);
        return placed;
    }

private:
    /// Finds what the lines and the ground mean to a tile and so what becomes of its candidates.
    void settle_tile(std::uint32_t t, std::uint32_t in_block, const PlacedBlock* old, PlacedBlock& placed) {
        const glm::vec4& ball = cloud_.tile_sphere[t];
        const PlacedTile* was = old ? &old->tiles[in_block] : nullptr;
        PlacedTile& now = placed.tiles[in_block];
        const auto first_state = static_cast<std::uint32_t>(placed.states.size());
        const bool has_same_lines = was && bounds_.leaves(ball, *was->lines);
        if (has_same_lines && bounds_.fills_alike(ball, was->lines->bears_dots())) {
            now = *was;
            now.first_state = first_state;
            const auto states = old->states_of(in_block);
            placed.states.insert(placed.states.end(), states.begin(), states.end());
            return likeness_.push_back(Likeness::Same);
        }
        now.first_state = first_state;
        now.lines = has_same_lines ? was->lines : surveyed(t);
        if (has_same_lines && was->targets && bounds_.has_same_ground(ball)) now.targets = was->targets;
        add_states(t, has_same_lines, now, placed.states);
        const bool looks_alike = was && bounds_.has_same_hand() &&
                                 (has_same_lines || (was->lines->kind == now.lines->kind && now.lines->kind != Kind::Mixed));
        const auto states = std::span(placed.states).subspan(first_state);
        likeness_.push_back(!looks_alike                                          ? Likeness::Unknown
                            : std::ranges::equal(states, old->states_of(in_block)) ? Likeness::Same
                                                                                  : Likeness::Alike);
    }

    void add_states(std::uint32_t t, bool has_known_lines, PlacedTile& tile, std::vector<CandidateState>& states) {
        const GroundReader::Most ground = tile.targets ? tile.targets->ground : filling_.most_ground(t);
        const std::uint32_t reach = filling_.reach_of(t, tile.lines->most, ground);
        if (reach == 0) return;
        if (tile.lines->kind == Kind::Mixed && tile.lines->shapes.size() < reach) {
            // What is to bear more dots than it did will soon bear more still: a density is dragged.
            const std::uint32_t all = cloud_.tile_start[t + 1] - cloud_.tile_start[t];
            const std::uint32_t more = has_known_lines ? reach / 4 + 4 : reach / 16;
            tile.lines = with_shapes(t, std::min(all, reach + more), has_known_lines ? surveyed(t) : tile.lines);
            tile.targets = nullptr;
        }
        if (!tile.targets || tile.targets->candidates < reach)
            tile.targets = std::make_shared<const TileTargets>(filling_.targets_of(t, ground, shapes_of(*tile.lines)));
        filling_.add_states(t, *tile.targets, reach, states);
    }

    std::shared_ptr<const TileLines> surveyed(std::uint32_t t) {
        const glm::vec4& sphere = cloud_.tile_sphere[t];
        const DensityField::Ball ball{glm::vec3(sphere), sphere.w, filling_.may_bear_drawn_hair(t)};
        survey_.look(ball, patch_);
        auto lines = std::make_shared<TileLines>();
        lines->may_bear_hair = ball.may_bear_hair;
        lines->kind = !patch_.is_uniform()                               ? Kind::Mixed
                      : patch_.is_all_native                             ? Kind::Native
                      : patch_.side == DensityField::Patch::Side::Inside ? Kind::Inside
                                                                         : Kind::Empty;
        lines->nears_frontal = patch_.nears_frontal;
        lines->most = patch_.most;
        lines->holds_mm = patch_.holds_mm;
        lines->front_mm = patch_.front_mm;
        return lines;
    }

    /// @param lines  of the tile that was surveyed last.
    std::shared_ptr<const TileLines> with_shapes(std::uint32_t tile, std::uint32_t count, const std::shared_ptr<const TileLines>& lines) const {
        if (lines->kind != Kind::Mixed) return lines;
        auto longer = std::make_shared<TileLines>(*lines);
        const std::uint32_t first = cloud_.tile_start[tile];
        longer->shapes.reserve(count);
        for (std::uint32_t id = first; id < first + count; ++id)
            longer->shapes.push_back(field_.shape_at(cloud_.position_mm[id], patch_, hair_goes_on_mm(id)));
        return longer;
    }

    float hair_goes_on_mm(std::uint32_t id) const {
        if (patch_.most.native <= 0.0f) return 0.0f;
        const SurfacePoint at = cloud_.at[id];
        const glm::uvec3& c = head_.measuring.mesh().triangles[at.triangle];
        const std::vector<float>& mm = cloud_.hair_goes_on_mm;
        return at.weights.x * mm[c.x] + at.weights.y * mm[c.y] + at.weights.z * mm[c.z];
    }

    /// One that holds for all but in a mixed tile.
    std::span<const Shape> shapes_of(const TileLines& tile) const {
        switch (tile.kind) {
            case Kind::Mixed:
                return tile.shapes;
            case Kind::Inside:
                return {&inside_, 1};
            case Kind::Native:
                return {&native_, 1};
            case Kind::Empty:
                break;
        }
        return {&empty_, 1};
    }

    /// What holds for all tiles holds for the block.
    void summarise(const CandidateCloud::Block& block, PlacedBlock& placed) const {
        placed.front_mm = std::numeric_limits<float>::infinity();
        for (std::uint32_t t = block.first_tile; t < block.last_tile; ++t) {
            const TileLines& tile = *placed.tiles[t - block.first_tile].lines;
            const float aside = glm::distance(glm::vec3(cloud_.tile_sphere[t]), glm::vec3(block.sphere));
            for (std::size_t k = 0; k < kRims; ++k)
                placed.holds_mm[k] = std::max(placed.holds_mm[k], tile.holds_mm[k] + aside);
            placed.front_mm = std::min(placed.front_mm, tile.front_mm);
            placed.nears_frontal = placed.nears_frontal || tile.nears_frontal;
            placed.bears_dots = placed.bears_dots || tile.bears_dots();
            placed.may_bear_hair = placed.may_bear_hair && tile.may_bear_hair;
        }
    }

    static void keep_dots(const PlacedBlock& old, PlacedBlock& placed) {
        placed.dots = old.dots, placed.native_hair = old.native_hair;
        for (std::size_t i = 0; i < placed.tiles.size(); ++i)
            placed.tiles[i].first_dot = old.tiles[i].first_dot, placed.tiles[i].first_hair = old.tiles[i].first_hair;
    }

    struct Filled {
        std::vector<Dot> dots, native_hair;
        bool has_other_dots = false, has_other_hair = false;  // for certain, than before
    };

    void fill(const CandidateCloud::Block& block, const PlacedBlock* old, PlacedBlock& placed, DotChanges& changes) const {
        Filled filled;
        int dots = 0;
        for (const int count : placed.per_session) dots += count;
        filled.dots.reserve(static_cast<std::size_t>(dots));
        filled.native_hair.reserve(static_cast<std::size_t>(std::ranges::count(placed.states, kNativeHair)));
        for (std::uint32_t i = 0; i < likeness_.size(); ++i) {
            PlacedTile& tile = placed.tiles[i];
            tile.first_dot = static_cast<std::uint32_t>(filled.dots.size());
            tile.first_hair = static_cast<std::uint32_t>(filled.native_hair.size());
            if (likeness_[i] == Likeness::Same) copy_tile(*old, i, filled);
            else fill_tile(block.first_tile + i, i, old, placed, filled, changes);
        }
        placed.tiles.back().first_dot = static_cast<std::uint32_t>(filled.dots.size());
        placed.tiles.back().first_hair = static_cast<std::uint32_t>(filled.native_hair.size());
        placed.dots = piece_of(std::move(filled.dots), old && !filled.has_other_dots ? &old->dots : nullptr);
        placed.native_hair = piece_of(std::move(filled.native_hair), old && !filled.has_other_hair ? &old->native_hair : nullptr);
    }

    /// The piece of before where it holds the same, so that what follows dots can tell.
    /// @param old  null where it certainly does not.
    static DotList::Piece piece_of(std::vector<Dot>&& dots, const DotList::Piece* old) {
        if (old && **old == dots) return *old;
        return std::make_shared<const std::vector<Dot>>(std::move(dots));
    }

    static void copy_tile(const PlacedBlock& old, std::uint32_t in_block, Filled& filled) {
        const PlacedTile &was = old.tiles[in_block], &next = old.tiles[in_block + 1];
        const auto add = [](std::vector<Dot>& to, const std::vector<Dot>& from, std::uint32_t first, std::uint32_t last) {
            to.insert(to.end(), from.begin() + first, from.begin() + last);
        };
        add(filled.dots, *old.dots, was.first_dot, next.first_dot);
        add(filled.native_hair, *old.native_hair, was.first_hair, next.first_hair);
    }

    void fill_tile(std::uint32_t t, std::uint32_t in_block, const PlacedBlock* old, const PlacedBlock& placed, Filled& filled,
                   DotChanges& changes) const {
        const auto now = placed.states_of(in_block);
        const auto was = old ? old->states_of(in_block) : std::span<const CandidateState>{};
        const bool looks_alike = likeness_[in_block] != Likeness::Unknown;
        const PlacedTile& tile = placed.tiles[in_block];
        const auto shapes = shapes_of(*tile.lines);
        const std::uint32_t first = cloud_.tile_start[t];
        const Dot* old_dot = old ? old->dots->data() + old->tiles[in_block].first_dot : nullptr;
        const Dot* old_hair = old ? old->native_hair->data() + old->tiles[in_block].first_hair : nullptr;
        for (std::uint32_t i = 0; i < std::max(now.size(), was.size()); ++i) {
            const CandidateState state = i < now.size() ? now[i] : 0, before = i < was.size() ? was[i] : 0;
            const Dot* same_dot = is_dot(before) ? old_dot++ : nullptr;
            const Dot* same_hair = before == kNativeHair ? old_hair++ : nullptr;
            if (state != before && old) note(first + i, before, state, filled, changes);
            if (state == 0) continue;
            if (state == kNativeHair) {
                filled.native_hair.push_back(same_hair ? *same_hair : filling_.hair(first + i, filling_.zone_of(t, *tile.targets, i)));
                continue;
            }
            filled.dots.push_back(same_dot && looks_alike ? *same_dot : filling_.pigment(first + i, shapes[shapes.size() == 1 ? 0 : i]));
            filled.dots.back().zone = filling_.zone_of(t, *tile.targets, i);
            filled.dots.back().session = state;
        }
    }

    static void note(std::uint32_t id, CandidateState before, CandidateState now, Filled& filled, DotChanges& changes) {
        if (is_dot(now) != is_dot(before)) (is_dot(now) ? changes.come : changes.gone).push_back(id);
        filled.has_other_dots = filled.has_other_dots || is_dot(now) || is_dot(before);
        filled.has_other_hair = filled.has_other_hair || now == kNativeHair || before == kNativeHair;
    }

    static constexpr std::size_t kMore = 32;

    const Head& head_;
    const CandidateCloud& cloud_;
    const EditBounds& bounds_;
    const DensityField& field_;
    TileFilling filling_;
    FieldSurvey survey_;
    DensityField::Patch patch_;
    std::vector<Likeness> likeness_;  // of the block's tiles to those of before
    Shape inside_ = field_.inside_shape(), native_ = DensityField::native_shape(), empty_;
};

}  // namespace

DotChanges place_blocks(const DotsInput& input, const EditBounds& bounds, const PlacingTrace* before, PlacingTrace& trace) {
    const std::vector<CandidateCloud::Block>& blocks = input.cloud.blocks;
    BlockPlacing placing(input, bounds, trace);
    DotChanges changes;
    trace.blocks.reserve(blocks.size());
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const auto* old = before ? &before->blocks[b] : nullptr;
        const bool is_left = old && bounds.fills_alike(blocks[b].sphere, (*old)->bears_dots) && bounds.leaves(blocks[b], **old);
        trace.blocks.push_back(is_left ? *old : placing.placed(blocks[b], old ? old->get() : nullptr, changes));
    }
    return changes;
}

}  // namespace trichion
