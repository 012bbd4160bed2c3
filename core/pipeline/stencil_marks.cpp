// Plumb lines, joints and ways along the edge as marks.
#include "core/pipeline/stencil_marks.h"

#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kMarkFromEndMm = 4.0;    // a mark nearer to the strip's end helps nobody
constexpr double kEndMarkMm = 10.0;       // from the end of a long piece
constexpr double kLongMm = 100.0;
constexpr double kMarksApartMm = 6.0;
constexpr double kNearLandmarkMm = 45.0;  // a landmark of the ear farther from the edge is no help in placing it

/// A point of the strip's grid between its vertices a and b.
struct EdgeCrossing {
    std::pair<std::uint32_t, std::uint32_t> edge;
    glm::dvec2 flat{0.0};
};

/// A column and the share to the next one.
std::pair<std::size_t, double> column_at(const Strip& strip, double arc_mm) {
    const auto above = std::ranges::upper_bound(strip.arc_mm, arc_mm);
    const auto i = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(std::distance(strip.arc_mm.begin(), above) - 1, 0,
                                                                       static_cast<std::ptrdiff_t>(strip.columns) - 2));
    return {i, (arc_mm - strip.arc_mm[i]) / (strip.arc_mm[i + 1] - strip.arc_mm[i])};
}

/// The line across the strip at one way along the hairline: for marks that no plumb line gives.
std::vector<glm::dvec2> line_across(const Strip& strip, const FlatStrip& flat, double arc_mm) {
    const auto [column, share] = column_at(strip, arc_mm);
    std::vector<glm::dvec2> line;
    for (std::size_t j = strip.rows; j-- > 0;)
        line.push_back(glm::mix(flat.positions_mm[strip.vertex_behind(j, column)], flat.positions_mm[strip.vertex(j, column + 1)], share));
    return line;
}

class Marker {
public:
    using Value = std::function<double(const glm::dvec3&)>;

    Marker(const Head& head, const StencilRun& run, const Strip& strip, const FlatStrip& flat)
        : head_(head), run_(run), strip_(strip), flat_(flat) {}

    /// A mark where a function of the place is 0 on the hairline, if that is well inside the strip and on one of the parts.
    bool level(const Value& value, std::initializer_list<OutlinePart> parts, std::string name, std::string label) {
        const auto arc = edge_arc_at(value, parts);
        if (!arc || !has_room(*arc, name, label)) return false;
        const std::vector<double> values = values_near(*arc, value);
        const glm::dvec2 at = edge_point(strip_, flat_, *arc);
        std::vector<glm::dvec2> best;
        double nearest = 2.0;
        for (auto& line : level_lines(strip_, flat_, values))
            for (const glm::dvec2& p : line)
                if (const double apart = glm::distance(p, at); apart < nearest) {
                    nearest = apart;
                    best = line;
                }
        if (best.size() < 2) return false;
        // From the scalp side to the skin side: left of the edge to the right of it.
        const glm::dvec2 along = edge_point(strip_, flat_, *arc + 0.5) - edge_point(strip_, flat_, *arc - 0.5);
        const glm::dvec2 down = best.back() - best.front();
        if (along.x * down.y - along.y * down.x > 0.0) std::ranges::reverse(best);
        keep(*arc, std::move(name), std::move(label), std::move(best));
        return true;
    }
    bool plumb(const std::string& landmark, std::string name, std::string label) {
        const double x = double(head_.landmark(landmark).x);
        return level([x](const glm::dvec3& p) { return p.x - x; },
                     {OutlinePart::Frontal, OutlinePart::TempleLeft, OutlinePart::TempleRight}, std::move(name), std::move(label));
    }

    bool across(double arc_mm, std::string name, std::string label) {
        if (!has_room(arc_mm, name, label)) return false;
        keep(arc_mm, std::move(name), std::move(label), line_across(strip_, flat_, arc_mm));
        return true;
    }
    /// Across where the edge comes nearest to a landmark.
    bool beside(const std::string& landmark, std::string name, const std::string& label) {
        const auto found = head_.landmarks.find(landmark);
        if (found == head_.landmarks.end()) return false;
        std::size_t best = 0;
        double nearest = kNearLandmarkMm;
        for (std::size_t i = 0; i < strip_.columns; ++i)
            if (const double apart = glm::distance(edge(i), glm::dvec3(found->second.position_mm)); apart < nearest) {
                nearest = apart;
                best = i;
            }
        return best > 0 && across(strip_.arc_mm[best], std::move(name), fmt::format("{}, {:.0f} mm away", label, nearest));
    }

    /// How far the border on the skin side lies below the hairline, on the skin along the line where the value is 0.
    std::optional<double> skin_side_mm(const std::string& name, const Value& value) const {
        const auto mark = std::ranges::find_if(marks_, [&](const auto& m) { return m.second.name == name; });
        if (mark == marks_.end()) return std::nullopt;
        double way = 0.0;
        glm::dvec3 last = mark->second.on_head_mm;
        for (std::size_t row = strip_.edge_row; row-- > 0;) {
            const auto at = place_in_row(row, mark->first, value);
            if (!at) return std::nullopt;
            way += glm::distance(last, *at);
            last = *at;
        }
        return way;
    }
    void add_notched_label(const std::string& name, const std::string& label) {
        for (auto& [arc, mark] : marks_)
            if (mark.name == name) mark.notched_label = label;
    }

    /// In order along the hairline.
    std::vector<PlacementMark> marks() && {
        std::vector<PlacementMark> sorted;
        for (auto& [arc, mark] : marks_) sorted.push_back(std::move(mark));
        return sorted;
    }
    std::size_t count() const { return marks_.size(); }
    const std::vector<LeftOutMark>& left_out() const { return left_out_; }

private:
    const glm::dvec3& edge(std::size_t column) const { return strip_.positions_mm[strip_.vertex(strip_.edge_row, column)]; }

    /// The place nearest to the edge's middle where the value is 0.
    std::optional<double> edge_arc_at(const Value& value, std::initializer_list<OutlinePart> parts) const {
        std::optional<double> best;
        const double middle = 0.5 * strip_.arc_mm.back();
        double a = 0.0, b = value(edge(0));
        for (std::size_t i = 0; i + 1 < strip_.columns; ++i) {
            a = b, b = value(edge(i + 1));
            if ((a >= 0.0) == (b >= 0.0)) continue;
            const double arc = glm::mix(strip_.arc_mm[i], strip_.arc_mm[i + 1], a / (a - b));
            if (std::ranges::find(parts, run_.part_at(arc)) == parts.end()) continue;
            if (!best || std::abs(arc - middle) < std::abs(*best - middle)) best = arc;
        }
        return best;
    }
    /// On the skin, where a row of the strip crosses the line where the value is 0: nearest to a place of the edge.
    std::optional<glm::dvec3> place_in_row(std::size_t row, double arc_mm, const Value& value) const {
        std::optional<glm::dvec3> best;
        double nearest = 1e9;
        for (std::size_t i = 0; i + 1 < strip_.columns; ++i) {
            const glm::dvec3 a(strip_.positions_mm[strip_.vertex(row, i)]), b(strip_.positions_mm[strip_.vertex(row, i + 1)]);
            const double from = value(a), to = value(b), apart = std::abs(strip_.arc_mm[i] - arc_mm);
            if ((from >= 0.0) == (to >= 0.0) || apart >= nearest) continue;
            nearest = apart;
            best = glm::mix(a, b, from / (from - to));
        }
        return best;
    }
    /// Of the vertices whose columns leave the edge near a place; of the others a value that no line runs past.
    std::vector<double> values_near(double arc_mm, const Value& value) const {
        constexpr double kReachMm = 45.0;  // a plumb line leaves a column that was fanned out to the side
        const auto is_near = [&](std::size_t column) { return std::abs(strip_.arc_mm[column] - arc_mm) < kReachMm; };
        std::vector<double> values(strip_.positions_mm.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 0; i < strip_.columns; ++i)
            for (std::size_t j = 0; is_near(i) && j < strip_.rows; ++j)
                values[strip_.vertex(j, i)] = values[strip_.vertex_behind(j, i)] = value(strip_.positions_mm[strip_.vertex(j, i)]);
        return values;
    }
    /// Notes why where it has none.
    bool has_room(double arc_mm, const std::string& name, const std::string& label) {
        const auto leave_out = [&](std::string why) {
            left_out_.push_back({name, label, std::move(why)});
            return false;
        };
        if (arc_mm < kMarkFromEndMm || arc_mm > strip_.arc_mm.back() - kMarkFromEndMm) return leave_out("it lies at the piece's end");
        for (const auto& [arc, mark] : marks_)
            if (const double apart = std::abs(arc - arc_mm); apart < kMarksApartMm)
                return leave_out(fmt::format("it lies {:.0f} mm along the hairline from the mark \"{}\"", std::max(1.0, apart), mark.label));
        return true;
    }
    void keep(double arc_mm, std::string name, std::string label, std::vector<glm::dvec2> line) {
        const SurfacePoint at = point_on(head_.measuring, run_.line, float(arc_mm));
        marks_.emplace(arc_mm, PlacementMark{std::move(name), std::move(label), std::move(line), edge_point(strip_, flat_, arc_mm),
                                             glm::dvec3(head_.measuring.position(at))});
    }

    const Head& head_;
    const StencilRun& run_;
    const Strip& strip_;
    const FlatStrip& flat_;
    std::map<double, PlacementMark> marks_;
    std::vector<LeftOutMark> left_out_;
};

void mark_midline(const Head& head, const OutlineResult& outline, Marker& marker) {
    const auto off = [&](const glm::dvec3& p) { return head.midline.offset_mm(p); };
    const double height = double(outline.mid_frontal_height_mm);
    if (marker.level(off, {OutlinePart::Frontal}, "midline", fmt::format("midline, hairline {:.0f} mm above glabella", height)))
        if (const auto below = marker.skin_side_mm("midline", off))
            marker.add_notched_label("midline", fmt::format("notch {:.0f} mm, hairline {:.0f} mm above glabella", height - *below, height));
    const auto back = [&](const glm::dvec3& p) { return p.z < 0.0 ? head.midline.offset_mm(p) : 1e3; };
    marker.level(back, {OutlinePart::Nape, OutlinePart::Blend}, "midline", "midline at the back");
}

/// Where two parts of the run meet.
void mark_joints(const StencilRun& run, Marker& marker) {
    const auto meets = [](OutlinePart a, OutlinePart b, StencilPart c, StencilPart d) {
        return (stencil_part_of(a) == c && stencil_part_of(b) == d) || (stencil_part_of(a) == d && stencil_part_of(b) == c);
    };
    for (std::size_t i = 1; i < run.stretches.size(); ++i) {
        const OutlinePart a = run.stretches[i - 1].part, b = run.stretches[i].part;
        const bool right = a == OutlinePart::TempleRight || b == OutlinePart::TempleRight || a == OutlinePart::EarRight || b == OutlinePart::EarRight;
        const std::string small = right ? "_r" : "_l", capital = right ? " R" : " L";
        const double arc = run.stretches[i].from_mm;
        if (meets(a, b, StencilPart::Frontal, StencilPart::Temples)) marker.across(arc, "corner" + small, "hairline corner" + capital);
        if (meets(a, b, StencilPart::Temples, StencilPart::Sideburns) || meets(a, b, StencilPart::Temples, StencilPart::Nape))
            marker.across(arc, "temporal" + small, "temporal point" + capital);
        if (meets(a, b, StencilPart::Sideburns, StencilPart::Ears)) marker.across(arc, "sideburn" + small, "sideburn" + capital);
        if (meets(a, b, StencilPart::Ears, StencilPart::Nape)) marker.across(arc, "nape" + small, "behind the ear" + capital);
    }
}

void mark_ears(const StencilRun& run, Marker& marker) {
    for (const bool right : {true, false}) {
        const bool is_near = run.has(right ? OutlinePart::EarRight : OutlinePart::EarLeft) ||
                             run.has(right ? OutlinePart::SideburnRight : OutlinePart::SideburnLeft);
        if (!is_near) continue;
        const std::string small = right ? "_r" : "_l", capital = right ? " R" : " L";
        marker.beside("otobasion_superius" + small, "ear" + small, "top of the ear" + capital);
        marker.beside("tragion" + small, "tragus" + small, "notch of the tragus" + capital);
        marker.beside("ear_attachment_posterior" + small, "ear_back" + small, "back of the ear" + capital);
        marker.beside("otobasion_inferius" + small, "ear_low" + small, "bottom of the ear" + capital);
    }
}

/// A mark near each end of a long piece, whose other marks leave its ends to swing.
void mark_ends(const StencilRun& run, Marker& marker) {
    const double length = double(run.line.length_mm());
    if (length < kLongMm) return;
    const auto [first, last] = end_names(run);
    const auto mark = [&](double arc_mm, const std::string& end) {
        std::string name = end.substr(0, end.find(' '));   // "r", "l", "front", "back", "temple" or "ear"
        name.front() = static_cast<char>(std::tolower(name.front()));
        marker.across(arc_mm, "end_" + name, fmt::format("{:.0f} mm from {}", kEndMarkMm, end));
    };
    mark(kEndMarkMm, first);
    mark(length - kEndMarkMm, last);
}

/// Enough marks on any edge, at rounded ways from the nearer end.
void mark_ways(const StencilRun& run, Marker& marker) {
    const double length = double(run.line.length_mm());
    const auto [first, last] = end_names(run);
    for (const double share : {0.25, 0.75, 0.5, 0.35, 0.65, 0.15, 0.85}) {
        if (marker.count() >= kFewestMarks) return;
        const bool is_from_first = share <= 0.5;
        const double from_end = std::round((is_from_first ? share : 1.0 - share) * length), way = is_from_first ? from_end : length - from_end;
        marker.across(way, fmt::format("way_{:.0f}", way), fmt::format("{:.0f} mm from {}", from_end, is_from_first ? first : last));
    }
}

}  // namespace

std::pair<std::string, std::string> end_names(const StencilRun& run) {
    const glm::vec3 first = run.line.positions_mm.front(), last = run.line.positions_mm.back();
    std::pair<std::string, std::string> names{"front end", "back end"};
    bool is_in_order = first.z > last.z;
    const auto is_sideburn = [](const StencilRun::Stretch& s) { return stencil_part_of(s.part) == StencilPart::Sideburns; };
    if ((first.x < 0.0f) != (last.x < 0.0f))
        names = {"R end", "L end"}, is_in_order = first.x < 0.0f;
    else if (std::ranges::all_of(run.stretches, is_sideburn))
        names = {"temple end", "ear end"}, is_in_order = first.y > last.y;
    if (!is_in_order) std::swap(names.first, names.second);
    return names;
}

std::vector<std::vector<glm::dvec2>> level_lines(const Strip& strip, const FlatStrip& flat, const std::vector<double>& value) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<EdgeCrossing>> next;
    std::map<std::pair<std::uint32_t, std::uint32_t>, glm::dvec2> where;
    enum class Side : std::uint8_t { Below, Above, Unknown };
    std::vector<Side> side;
    for (const double v : value) side.push_back(std::isnan(v) ? Side::Unknown : v >= 0.0 ? Side::Above : Side::Below);
    for (const glm::uvec3& t : strip.triangles) {
        if (side[t.x] == side[t.y] && side[t.y] == side[t.z]) continue;
        if (side[t.x] == Side::Unknown || side[t.y] == Side::Unknown || side[t.z] == Side::Unknown) continue;
        std::vector<EdgeCrossing> cut;
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t a = std::min(t[k], t[(k + 1) % 3]), b = std::max(t[k], t[(k + 1) % 3]);
            const double da = value[a], db = value[b];
            if ((da >= 0.0) == (db >= 0.0)) continue;
            cut.push_back({{a, b}, glm::mix(flat.positions_mm[a], flat.positions_mm[b], da / (da - db))});
        }
        if (cut.size() != 2) continue;
        next[cut[0].edge].push_back(cut[1]);
        next[cut[1].edge].push_back(cut[0]);
        where[cut[0].edge] = cut[0].flat;
        where[cut[1].edge] = cut[1].flat;
    }
    std::vector<std::vector<glm::dvec2>> lines;
    while (!where.empty()) {
        auto start = std::ranges::find_if(where, [&](const auto& w) { return next[w.first].size() == 1; });
        if (start == where.end()) break;
        std::vector<glm::dvec2> line;
        for (auto at = start; at != where.end();) {
            const auto edge = at->first;
            line.push_back(at->second);
            where.erase(at);
            at = where.end();
            for (const EdgeCrossing& c : next[edge])
                if (const auto found = where.find(c.edge); found != where.end()) at = found;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

glm::dvec2 edge_point(const Strip& strip, const FlatStrip& flat, double arc_mm) {
    const auto [i, share] = column_at(strip, arc_mm);
    return glm::mix(flat.positions_mm[strip.vertex(strip.edge_row, i)], flat.positions_mm[strip.vertex(strip.edge_row, i + 1)], share);
}

std::vector<PlacementMark> place_marks(const Head& head, const OutlineResult& outline, const StencilRun& run,
                                       const Strip& strip, const FlatStrip& flat, std::vector<LeftOutMark>* left_out) {
    Marker marker(head, run, strip, flat);
    mark_midline(head, outline, marker);
    marker.plumb("pupil_r", "pupil_r", "pupil R");
    marker.plumb("pupil_l", "pupil_l", "pupil L");
    marker.plumb("exocanthion_r", "canthus_r", "eye corner R");
    marker.plumb("exocanthion_l", "canthus_l", "eye corner L");
    mark_joints(run, marker);
    if (left_out) *left_out = marker.left_out();
    mark_ears(run, marker);
    mark_ends(run, marker);
    mark_ways(run, marker);
    return std::move(marker).marks();
}

}  // namespace trichion
