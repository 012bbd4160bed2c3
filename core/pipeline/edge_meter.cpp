// How regular a front edge came out, measured on its dots: the meter that tells a hairline drawn with a ruler.
#include "core/pipeline/edge_meter.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace trichion {
namespace {

constexpr float kDeepestMm = 15.0f;
constexpr float kBesideMm = 1.0f;  // along the line, within which the foremost dot stands in the first row
constexpr float kEvenMm = 0.02f;   // dots as deep as this beside each other are both foremost
constexpr float kEndsMm = 4.0f;    // at the corners other parts' dots stand in the way
constexpr float kStepMm = 1.0f;
constexpr std::size_t kMeanSteps = 12;
constexpr std::size_t kFewest = 20;
constexpr float kMicroMm = 1.3f, kMacroMm = 1.0f, kVariation = 0.55f;
constexpr std::size_t kPiecesOfAChunk = 16;
constexpr float kRoundingMm = 1e-3f;

/// Those of `dots`, sorted by their way along the line, with nobody ahead of them.
std::vector<RowDot> first_row(const std::vector<RowDot>& dots) {
    std::vector<RowDot> row;
    for (std::size_t i = 0; i < dots.size(); ++i) {
        const auto is_ahead = [&](const RowDot& other) { return other.depth_mm < dots[i].depth_mm - kEvenMm; };
        bool is_foremost = true;
        for (std::size_t k = i; is_foremost && k-- > 0 && dots[i].along_mm - dots[k].along_mm < kBesideMm;)
            is_foremost = !is_ahead(dots[k]);
        for (std::size_t k = i + 1;
             is_foremost && k < dots.size() && dots[k].along_mm - dots[i].along_mm < kBesideMm; ++k)
            is_foremost = !is_ahead(dots[k]);
        if (is_foremost) row.push_back(dots[i]);
    }
    return row;
}

/// How deep the foremost dot stands at every step along the line; where there is none, as at the step before.
std::vector<float> depths_of(const std::vector<RowDot>& dots, float from_mm, float to_mm) {
    std::vector<float> depths(static_cast<std::size_t>((to_mm - from_mm) / kStepMm) + 1, kDeepestMm);
    for (const RowDot& dot : dots) {
        const float first = std::max((dot.along_mm - kBesideMm - from_mm) / kStepMm, 0.0f);
        const float last =
            std::min((dot.along_mm + kBesideMm - from_mm) / kStepMm, static_cast<float>(depths.size() - 1));
        for (auto i = static_cast<std::size_t>(std::ceil(first)); static_cast<float>(i) <= last; ++i)
            depths[i] = std::min(depths[i], dot.depth_mm);
    }
    for (std::size_t i = 1; i < depths.size(); ++i)
        if (depths[i] == kDeepestMm) depths[i] = depths[i - 1];
    return depths;
}

float mean_of(std::span<const float> values) {
    double sum = 0.0;
    for (const float v : values) sum += static_cast<double>(v);
    return static_cast<float>(sum / static_cast<double>(values.size()));
}

void measure_depths(std::span<const float> depths, EdgeMeter& meter) {
    const float mean = mean_of(depths);
    double macro = 0.0, micro = 0.0;
    for (std::size_t i = 0; i < depths.size(); ++i) {
        const std::size_t from = i - std::min(i, kMeanSteps / 2),
                          to = std::min(i + kMeanSteps / 2 + 1, depths.size());
        const float smoothed = mean_of(depths.subspan(from, to - from));
        macro += static_cast<double>((smoothed - mean) * (smoothed - mean));
        micro += static_cast<double>((depths[i] - smoothed) * (depths[i] - smoothed));
    }
    meter.macro_mm = static_cast<float>(std::sqrt(macro / static_cast<double>(depths.size())));
    meter.micro_mm = static_cast<float>(std::sqrt(micro / static_cast<double>(depths.size())));
}

float variation_of_steps(const std::vector<RowDot>& row) {
    double sum = 0.0, sum2 = 0.0;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
        const double step = static_cast<double>(row[i + 1].along_mm - row[i].along_mm);
        sum += step, sum2 += step * step;
    }
    const double n = static_cast<double>(row.size() - 1), mean = sum / n;
    return mean > 0.0 ? static_cast<float>(std::sqrt(std::max(sum2 / n - mean * mean, 0.0)) / mean) : 0.0f;
}

}  // namespace

EdgeLine::EdgeLine(std::span<const glm::vec3> line) : line_(line), arc_(line.size(), 0.0f) {
    for (std::size_t i = 1; i < line.size(); ++i) arc_[i] = arc_[i - 1] + glm::distance(line[i - 1], line[i]);
    for (std::size_t i = 0; i + 1 < line.size(); i += kPiecesOfAChunk) {
        const std::size_t last = std::min(i + kPiecesOfAChunk, line.size() - 1);
        const glm::vec3 centre = line[(i + last) / 2];
        float radius = 0.0f;
        for (std::size_t k = i; k <= last; ++k) radius = std::max(radius, glm::distance(centre, line[k]));
        chunks_.push_back({centre, radius, i, last});
    }
}

RowDot EdgeLine::see(const glm::vec3& p) {
    RowDot dot{0.0f, kUnseenMm};
    if (chunks_.empty()) return dot;
    const std::size_t first = last_chunk_;
    ask(first, p, dot);
    for (std::size_t k = 0; k < chunks_.size(); ++k)
        if (k != first && glm::distance(p, chunks_[k].centre) - chunks_[k].radius_mm <= dot.depth_mm + kRoundingMm) ask(k, p, dot);
    return dot;
}

void EdgeLine::ask(std::size_t chunk, const glm::vec3& p, RowDot& dot) {
    for (std::size_t i = chunks_[chunk].first; i < chunks_[chunk].last; ++i) {
        const glm::vec3 along = line_[i + 1] - line_[i];
        const float length2 = glm::dot(along, along);
        const float t = length2 > 0.0f ? std::clamp(glm::dot(p - line_[i], along) / length2, 0.0f, 1.0f) : 0.0f;
        const float depth = glm::distance(p, line_[i] + t * along);
        if (depth > dot.depth_mm || depth >= kUnseenMm) continue;
        const float way = arc_[i] + t * (arc_[i + 1] - arc_[i]);
        if (depth < dot.depth_mm || way < dot.along_mm) dot = {way, depth}, last_chunk_ = chunk;
    }
}

EdgeMeter measure_edge(std::span<const glm::vec3> line_mm, std::span<const glm::vec3> dots_mm) {
    EdgeLine line(line_mm);
    std::vector<RowDot> seen;
    seen.reserve(dots_mm.size());
    for (const glm::vec3& p : dots_mm) seen.push_back(line.see(p));
    return measure_edge(line.length_mm(), seen);
}

EdgeMeter measure_edge(float length_mm, std::span<const RowDot> seen) {
    EdgeMeter meter;
    std::vector<RowDot> dots;
    dots.reserve(seen.size());
    for (const RowDot& dot : seen) {
        const bool is_beside = dot.along_mm > kEndsMm && dot.along_mm < length_mm - kEndsMm;
        if (dot.depth_mm <= kDeepestMm && is_beside) dots.push_back(dot);
    }
    std::ranges::sort(dots, {}, &RowDot::along_mm);
    const std::vector<RowDot> row = first_row(dots);
    if (row.size() < kFewest) return meter;
    measure_depths(depths_of(dots, row.front().along_mm, row.back().along_mm), meter);
    meter.spacing_variation = variation_of_steps(row);
    const float irregularity = 0.5f * std::min(meter.micro_mm / kMicroMm, 1.0f) +
                               0.25f * std::min(meter.macro_mm / kMacroMm, 1.0f) +
                               0.25f * std::min(meter.spacing_variation / kVariation, 1.0f);
    meter.regularity = 1.0f - irregularity;
    meter.is_measured = true;
    return meter;
}

const char* to_words(const EdgeMeter& meter) {
    return meter.regularity >= kTooRegularFrom ? "too regular"
           : meter.regularity >= kNeatFrom     ? "neat"
                                               : "natural";
}

}  // namespace trichion
