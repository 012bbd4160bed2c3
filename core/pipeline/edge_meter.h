// How regular a front edge came out, measured on its dots: the meter that tells a hairline drawn with a ruler.
#pragma once

#include "core/pipeline/dots_stage.h"

#include <span>
#include <vector>

namespace trichion {

/// From here on an edge is called neat, and too regular.
inline constexpr float kNeatFrom = 0.5f;
inline constexpr float kTooRegularFrom = 0.68f;

/// The measure. A dot behind the drawn line stands in the *first row* when no other stands further ahead within 1 mm of
/// it to either side, along the line. How deep the foremost dot stands is followed along the line in steps of 1 mm and
/// taken apart by a running mean over 12 mm: `macro_mm` is the root mean square of that mean about the mean of all,
/// `micro_mm` of what it leaves. `spacing_variation` is the standard deviation over the mean of the steps from dot to
/// dot of the first row. Regularity falls from 1 as they grow: micro to 1.3 mm counts for one half, macro to 1.0 mm and
/// variation to 0.55 for a quarter each. A ruler's row gives 1, an edge-up of the default dots about 0.7, a defined
/// edge 0.6, a natural one 0.3 to 0.45 and a broken one 0.15 to 0.25.
/// @param line_mm  the frontal part, a polyline.
/// @param dots_mm  places of dots behind it, in any order; those further than 15 mm from the line are passed over.
/// @return not measured when the first row has fewer than 20 dots.
/// @cost   about 0.3 us for each dot.
/// @source Ours; macro- and micro-irregularity as the two things that make a hairline look grown
///         [FACTS 3.5: S50, S60b].
EdgeMeter measure_edge(std::span<const glm::vec3> line_mm, std::span<const glm::vec3> dots_mm);

/// A dot as the line sees it.
struct RowDot {
    float along_mm = 0.0f;
    float depth_mm = 0.0f;
};

/// The drawn line, laid out straight. What it sees of a dot depends on the dot's place alone, so that what is known of dots
/// that stay need not be asked again.
class EdgeLine {
public:
    explicit EdgeLine(std::span<const glm::vec3> line_mm);

    float length_mm() const { return arc_.empty() ? 0.0f : arc_.back(); }
    /// The nearest place of the line, of two as near the one that comes first; a dot too far to be counted is seen
    /// `kUnseenMm` deep.
    /// @cost about 0.1 us; less where the last place asked is near.
    RowDot see(const glm::vec3& p);
    static constexpr float kUnseenMm = 16.0f;

private:
    struct Chunk {
        glm::vec3 centre{0.0f};
        float radius_mm = 0.0f;
        std::size_t first = 0, last = 0;
    };
    void ask(std::size_t chunk, const glm::vec3& p, RowDot& dot);

    std::span<const glm::vec3> line_;
    std::vector<float> arc_;
    std::vector<Chunk> chunks_;
    std::size_t last_chunk_ = 0;
};

/// The same of dots that were seen already, in any order.
EdgeMeter measure_edge(float length_mm, std::span<const RowDot> dots);

/// "natural", "neat" or "too regular".
const char* to_words(const EdgeMeter& meter);

}  // namespace trichion
