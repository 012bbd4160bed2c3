// Places a design's dots block by block, and copies what an edit leaves alone.
#include "core/pipeline/placing.h"

#include "core/base/parallel.h"
#include "core/pipeline/tile_filling.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <span>
#include <thread>
#include <utility>

namespace trichion {
namespace {

using Kind = TileLines::Kind;

constexpr std::size_t kOfAPiece = 8;         // blocks placed by one thread at a time
constexpr std::size_t kWorthAThread = 24;    // blocks: to start one takes as long as placing a dozen

unsigned threads_for(std::size_t blocks) {
    const auto worth = static_cast<unsigned>(blocks / kWorthAThread);
    return std::clamp(worth, 1u, std::clamp(std::thread::hardware_concurrency(), 1u, 4u));
}

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
        settled_ = nullptr;
        if (!old) settled_ = std::make_shared<SettledBlock>(), settled_->tiles.resize(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            placed->tiles[i].first_state = static_cast<std::uint32_t>(placed->states.size());
            settle_tile(block.first_tile + i, i, old, placed->states);
            if (old) likeness_.back() = compared(i, *old, placed->states, placed->tiles[i].first_state);
        }
        placed->tiles[count].first_state = static_cast<std::uint32_t>(placed->states.size());
        if (settled_) summarise(block, *settled_);
        placed->settled = settled_ ? std::move(settled_) : old->settled;
        placed->per_session = dots_of_sessions(placed->states);
        const bool is_same = old && std::ranges::all_of(likeness_, [](Likeness tile) { return tile == Likeness::Same; });
        if (is_same) keep_dots(*old, *placed);
        else fill(block, old, *placed, changes);
        return placed;
    }

private:
    /// Finds what the lines and the ground mean to a tile and so what becomes of its candidates.
    void settle_tile(std::uint32_t t, std::uint32_t in_block, const PlacedBlock* old, std::vector<CandidateState>& states) {
        const glm::vec4& ball = cloud_.tile_sphere[t];
        const SettledTile* was = old ? &old->settled->tiles[in_block] : nullptr;
        const bool has_same_lines = was && bounds_.leaves(ball, was->lines);
        if (has_same_lines && bounds_.fills_alike({t, t + 1, ball}, was->lines.bears_dots())) {
            const auto same = old->states_of(in_block);
            states.insert(states.end(), same.begin(), same.end());
            return likeness_.push_back(Likeness::Same);
        }
        const bool has_same_ground = has_same_lines && was->targets.knows_ground && bounds_.has_same_ground({t, t + 1, ball});
        if (!has_same_lines) changed(in_block, old) = {surveyed(t), {}};
        else if (!has_same_ground) changed(in_block, old).targets = {};
        const SettledTile* tile = settled_ ? &settled_->tiles[in_block] : was;
        const bool looks_alike = was && bounds_.has_same_hand() &&
                                 (has_same_lines || (was->lines.kind == tile->lines.kind && tile->lines.kind != Kind::Mixed));
        likeness_.push_back(looks_alike ? Likeness::Alike : Likeness::Unknown);

        const GroundReader::Most ground = has_same_ground ? was->targets.ground : filling_.most_ground(t);
        const auto guess = old ? static_cast<std::uint32_t>(old->states_of(in_block).size()) : 0;
        const std::uint32_t reach = filling_.reach_of(t, tile->lines.most, ground, guess);
        if (reach == 0) {
            if (!has_same_ground) changed(in_block, old).targets = TileTargets(ground);
            return;
        }
        bool has_same_shapes = has_same_lines;
        if (tile->lines.kind == Kind::Mixed && shapes_of(tile->lines).size() < reach) {
            if (has_same_lines) changed(in_block, old).lines = surveyed(t);
            // What is to bear more dots than it did will soon bear more still: a density is dragged. While a line is,
            // every shape is for one step only.
            const std::uint32_t more = has_same_lines ? reach / 4 + 2 : old ? 0 : reach / 8 + 2;
            add_shapes(t, reach + more, changed(in_block, old));
            tile = &settled_->tiles[in_block];
            has_same_shapes = false;
        }
        if (tile->targets.candidates() < reach) {
            const bool is_brushed_alone = has_same_shapes && bounds_.has_same_ground_beneath() && was->targets.candidates() >= reach;
            const auto shapes = shapes_of(tile->lines);
            changed(in_block, old).targets = is_brushed_alone ? filling_.brushed_targets_of(t, ground, shapes, was->targets)
                                                              : filling_.targets_of(t, ground, shapes);
            tile = &settled_->tiles[in_block];
        }
        filling_.add_states(t, tile->targets, reach, states);
    }

    /// A tile to be settled anew, in a copy of what the block's tiles were.
    SettledTile& changed(std::uint32_t in_block, const PlacedBlock* old) {
        if (!settled_) settled_ = std::make_shared<SettledBlock>(SettledBlock{old->settled->tiles});
        return settled_->tiles[in_block];
    }

    /// What is known of the last tile now that its states are.
    Likeness compared(std::uint32_t in_block, const PlacedBlock& old, std::span<const CandidateState> states, std::uint32_t first) const {
        const bool is_same = likeness_.back() == Likeness::Alike && std::ranges::equal(states.subspan(first), old.states_of(in_block));
        return is_same ? Likeness::Same : likeness_.back();
    }

    TileLines surveyed(std::uint32_t t) {
        const glm::vec4& sphere = cloud_.tile_sphere[t];
        const DensityField::Ball ball{glm::vec3(sphere), sphere.w, filling_.may_bear_drawn_hair(t)};
        survey_.look(ball, patch_);
        TileLines lines;
        lines.may_bear_hair = ball.may_bear_hair;
        lines.kind = !patch_.is_uniform()                               ? Kind::Mixed
                     : patch_.is_all_native                             ? Kind::Native
                     : patch_.side == DensityField::Patch::Side::Inside ? Kind::Inside
                                                                        : Kind::Empty;
        lines.nears_frontal = patch_.nears_frontal;
        lines.most = patch_.most;
        lines.holds_mm = patch_.holds_mm;
        lines.front_mm = patch_.front_mm;
        return lines;
    }

    /// To the tile that was surveyed last.
    void add_shapes(std::uint32_t t, std::uint32_t count, SettledTile& tile) const {
        tile.targets = {};
        if (tile.lines.kind != Kind::Mixed) return;
        const std::uint32_t first = cloud_.tile_start[t], last = std::min(first + count, cloud_.tile_start[t + 1]);
        std::vector<Shape> shapes;
        shapes.reserve(last - first);
        for (std::uint32_t id = first; id < last; ++id)
            shapes.push_back(field_.shape_at(cloud_.position_mm[id], patch_, hair_goes_on_mm(id)));
        tile.lines.shapes = std::make_shared<const std::vector<Shape>>(std::move(shapes));
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
                return tile.shapes ? std::span<const Shape>(*tile.shapes) : std::span<const Shape>{};
            case Kind::Inside:
                return {&inside_, 1};
            case Kind::Native:
                return {&native_, 1};
            case Kind::Empty:
                break;
        }
        return {&empty_, 1};
    }

    void summarise(const CandidateCloud::Block& block, SettledBlock& settled) const {
        settled.front_mm = std::numeric_limits<float>::infinity();
        for (std::uint32_t t = block.first_tile; t < block.last_tile; ++t) {
            const TileLines& tile = settled.tiles[t - block.first_tile].lines;
            const float aside = glm::distance(glm::vec3(cloud_.tile_sphere[t]), glm::vec3(block.sphere));
            for (std::size_t k = 0; k < kRims; ++k)
                settled.holds_mm[k] = std::max(settled.holds_mm[k], tile.holds_mm[k] + aside);
            settled.front_mm = std::min(settled.front_mm, tile.front_mm);
            settled.nears_frontal = settled.nears_frontal || tile.nears_frontal;
            settled.bears_dots = settled.bears_dots || tile.bears_dots();
            settled.may_bear_hair = settled.may_bear_hair && tile.may_bear_hair;
        }
    }

    /// Dots of each session.
    static std::array<int, 4> dots_of_sessions(std::span<const CandidateState> states) {
        constexpr unsigned kBits = 12;  // of each count in one number, where that of nothing and of hair comes first
        constexpr std::size_t kMost = (1u << kBits) - 1;
        std::array<int, 4> counts{};
        for (; !states.empty(); states = states.subspan(std::min(kMost, states.size()))) {
            std::uint64_t sums = 0;
            for (const CandidateState state : states.first(std::min(kMost, states.size()))) sums += std::uint64_t{1} << (kBits * (state & 7u));
            for (std::size_t s = 0; s < counts.size(); ++s) counts[s] += static_cast<int>(sums >> (kBits * (s + 1)) & kMost);
        }
        return counts;
    }

    static void keep_dots(const PlacedBlock& old, PlacedBlock& placed) {
        placed.dots = old.dots, placed.native_hair = old.native_hair;
        for (std::size_t i = 0; i < placed.tiles.size(); ++i)
            placed.tiles[i].first_dot = old.tiles[i].first_dot, placed.tiles[i].first_hair = old.tiles[i].first_hair;
    }

    /// A list that takes over most of an old one, which is walked from its beginning to its end.
    class Following {
    public:
        /// @param old  or null, before an empty one.
        explicit Following(const DotList::Piece* old) : old_(old), from_(old ? (*old)->data() : nullptr), to_(from_) {}

        std::uint32_t size() const { return static_cast<std::uint32_t>(dots_.size()) + static_cast<std::uint32_t>(to_ - from_); }
        void take(std::uint32_t count) { to_ += count; }  // the next old ones
        const Dot& leave() {                              // the next old one
            copy();
            from_ = ++to_;
            return to_[-1];
        }
        void add(const Dot& dot) { copy(), dots_.push_back(dot); }
        void be_other() { is_other_ = true; }  // for certain, than the old one

        /// The old piece where it holds the same, so that what follows dots can tell. All old ones were taken or left.
        DotList::Piece piece() {
            if (old_ && dots_.empty() && size() == (*old_)->size()) return *old_;
            copy();
            if (old_ && !is_other_ && **old_ == dots_) return *old_;
            return std::make_shared<const std::vector<Dot>>(std::move(dots_));
        }

    private:
        void copy() {
            if (dots_.capacity() == 0) dots_.reserve((old_ ? (*old_)->size() : 0) + kMore);
            dots_.insert(dots_.end(), from_, to_);
            from_ = to_;
        }

        const DotList::Piece* old_ = nullptr;
        std::vector<Dot> dots_;
        const Dot* from_ = nullptr;
        const Dot* to_ = nullptr;
        bool is_other_ = false;
    };

    void fill(const CandidateCloud::Block& block, const PlacedBlock* old, PlacedBlock& placed, DotChanges& changes) const {
        Following dots(old ? &old->dots : nullptr), hairs(old ? &old->native_hair : nullptr);
        for (std::uint32_t i = 0; i < likeness_.size(); ++i) {
            placed.tiles[i].first_dot = dots.size(), placed.tiles[i].first_hair = hairs.size();
            if (likeness_[i] == Likeness::Same) {
                const PlacedTile &was = old->tiles[i], &next = old->tiles[i + 1];
                dots.take(next.first_dot - was.first_dot), hairs.take(next.first_hair - was.first_hair);
            } else {
                fill_tile(block.first_tile + i, i, old, placed, dots, hairs, changes);
            }
        }
        placed.tiles.back().first_dot = dots.size(), placed.tiles.back().first_hair = hairs.size();
        placed.dots = dots.piece();
        placed.native_hair = hairs.piece();
    }

    void fill_tile(std::uint32_t t, std::uint32_t in_block, const PlacedBlock* old, const PlacedBlock& placed, Following& dots,
                   Following& hairs, DotChanges& changes) const {
        const auto now = placed.states_of(in_block);
        const auto was = old ? old->states_of(in_block) : std::span<const CandidateState>{};
        const bool looks_alike = likeness_[in_block] != Likeness::Unknown;
        const SettledTile& tile = placed.settled->tiles[in_block];
        const auto shapes = shapes_of(tile.lines);
        const std::uint32_t first = cloud_.tile_start[t];
        const auto both = static_cast<std::uint32_t>(std::min(now.size(), was.size()));
        for (std::uint32_t i = 0; i < std::max(now.size(), was.size()); ++i) {
            if (looks_alike) {
                StateCounts same;
                for (std::uint64_t eight = 0; i + 8 <= both && has_same_eight(&now[i], &was[i], eight); i += 8) same.add(eight);
                dots.take(same.dots), hairs.take(same.hairs);
                if (i == std::max(now.size(), was.size())) break;
            }
            const CandidateState state = i < now.size() ? now[i] : 0, before = i < was.size() ? was[i] : 0;
            if (state == before && (looks_alike || !is_dot(state))) {
                if (is_dot(state)) dots.take(1);
                else if (state == kNativeHair) hairs.take(1);
                continue;
            }
            if (old && is_dot(state) != is_dot(before)) (is_dot(state) ? changes.come : changes.gone).push_back(first + i);
            const Dot* same = is_dot(before) ? &dots.leave() : nullptr;
            if (before == kNativeHair) hairs.leave();
            if (state != before && (is_dot(before) || is_dot(state))) dots.be_other();
            if (before == kNativeHair || state == kNativeHair) hairs.be_other();
            if (is_dot(state)) {
                Dot dot = same && looks_alike ? *same : filling_.pigment(first + i, shapes[shapes.size() == 1 ? 0 : i]);
                dot.zone = filling_.zone_of(t, tile.targets, i);
                dot.session = state;
                dots.add(dot);
            } else if (state == kNativeHair) {
                hairs.add(filling_.hair(first + i, filling_.zone_of(t, tile.targets, i)));
            }
        }
    }

    static bool has_same_eight(const CandidateState* a, const CandidateState* b, std::uint64_t& eight) {
        std::uint64_t other = 0;
        std::memcpy(&eight, a, sizeof eight), std::memcpy(&other, b, sizeof other);
        return eight == other;
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
    std::shared_ptr<SettledBlock> settled_;  // the block's, where any tile is settled anew
    Shape inside_ = field_.inside_shape(), native_ = DensityField::native_shape(), empty_;
};

}  // namespace

DotChanges place_blocks(const DotsInput& input, const EditBounds& bounds, const PlacingTrace* before, PlacingTrace& trace) {
    const std::vector<CandidateCloud::Block>& blocks = input.cloud.blocks;
    std::vector<std::uint32_t> touched;
    trace.blocks.resize(blocks.size());
    for (std::uint32_t b = 0; b < blocks.size(); ++b) {
        const auto* old = before ? &before->blocks[b] : nullptr;
        const bool is_left = old && bounds.fills_alike(EditBounds::tiles_of(blocks[b]), (*old)->settled->bears_dots) &&
                             bounds.leaves(blocks[b], *(*old)->settled);
        if (is_left) trace.blocks[b] = *old;
        else touched.push_back(b);
    }
    // Blocks that follow each other are placed by one thread, since neighbours are quickest. How many there are decides
    // about nothing but time.
    std::vector<DotChanges> changes((touched.size() + kOfAPiece - 1) / kOfAPiece);
    in_pieces(changes.size(), threads_for(touched.size()), [&](std::size_t piece) {
        BlockPlacing placing(input, bounds, trace);
        for (std::size_t i = piece * kOfAPiece; i < std::min(touched.size(), (piece + 1) * kOfAPiece); ++i) {
            const std::uint32_t b = touched[i];
            trace.blocks[b] = placing.placed(blocks[b], before ? before->blocks[b].get() : nullptr, changes[piece]);
        }
    });
    DotChanges all;
    for (const DotChanges& piece : changes) {
        all.gone.insert(all.gone.end(), piece.gone.begin(), piece.gone.end());
        all.come.insert(all.come.end(), piece.come.begin(), piece.come.end());
    }
    return all;
}

}  // namespace trichion
