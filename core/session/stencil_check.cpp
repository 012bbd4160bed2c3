// Reads a sheet back from its SVG, puts torn lines together and lays them on the head.
#include "core/io/svg_reader.h"
#include "core/session/make_sheet.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;

constexpr double kSameLineMm = 0.15;   // a point no farther from a line than this is on it: crosses meet within 0.05 mm
constexpr double kMarkReachMm = 0.5;   // a mark that ends on the line may miss it by the rounding of both
constexpr std::size_t kTies = 3;

/// A page as the reader of the paper sees it: y up, not mirrored.
struct ReadPage {
    std::map<std::string, std::vector<Points>> lines;   // by name without "-2"
    std::map<std::string, glm::dvec2> crosses;          // middle of each "join.NAME"
};

/// "frontal.edge-3" as "frontal.edge".
std::string bare_name(const std::string& id) {
    const auto dash = id.rfind('-');
    if (dash == std::string::npos || dash + 1 == id.size()) return id;
    return std::all_of(id.begin() + static_cast<std::ptrdiff_t>(dash) + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; }) ? id.substr(0, dash) : id;
}

std::optional<glm::dvec2> crossing_of(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c, const glm::dvec2& d) {
    const glm::dvec2 u = b - a, v = d - c;
    const double turn = u.x * v.y - u.y * v.x;
    if (std::abs(turn) < 1e-12) return std::nullopt;
    const double s = ((c - a).x * v.y - (c - a).y * v.x) / turn, t = ((c - a).x * u.y - (c - a).y * u.x) / turn;
    if (s < 0.0 || s > 1.0 || t < 0.0 || t > 1.0) return std::nullopt;
    return a + s * u;
}

/// The middles of crosses: where "join.A1.h" and "join.A1.v" cross.
std::map<std::string, glm::dvec2> crosses_among(const std::map<std::string, std::vector<Points>>& lines) {
    std::map<std::string, glm::dvec2> crosses;
    for (const auto& [name, level] : lines) {
        if (!name.starts_with("join.") || !name.ends_with(".h")) continue;
        const std::string join = name.substr(0, name.size() - 2);
        const auto upright = lines.find(join + ".v");
        if (upright == lines.end() || level.front().size() < 2 || upright->second.front().size() < 2) continue;
        const Points &h = level.front(), &v = upright->second.front();
        if (const auto at = crossing_of(h.front(), h.back(), v.front(), v.back())) crosses[join] = *at;
    }
    return crosses;
}

Result<ReadPage> read_page(const std::string& svg, bool is_mirrored) {
    auto page = read_svg(svg);
    if (!page) return tl::unexpected(page.error());
    ReadPage read;
    for (SvgLine& line : page->lines) {
        if (line.id.empty()) continue;
        for (glm::dvec2& p : line.points_mm) p = {is_mirrored ? -p.x : p.x, -p.y};
        read.lines[bare_name(line.id)].push_back(std::move(line.points_mm));
    }
    read.crosses = crosses_among(read.lines);
    return read;
}

/// All pages that show one piece, each with what moves it into the first one's place.
struct Assembled {
    std::vector<std::pair<const ReadPage*, glm::dvec2>> pages;
    double crosses_apart_mm = 0.0;   // the most that two crosses of one name miss each other by
};

bool shows(const ReadPage& page, const std::string& piece) {
    const auto at = page.lines.lower_bound(piece + ".");
    return at != page.lines.end() && at->first.starts_with(piece + ".");
}

/// By how much `page` must move so that its crosses meet those of the pages that lie already.
std::optional<glm::dvec2> move_onto(const Assembled& laid, const ReadPage& page) {
    glm::dvec2 sum(0.0);
    int count = 0;
    for (const auto& [there, by] : laid.pages)
        for (const auto& [name, at] : page.crosses)
            if (const auto same = there->crosses.find(name); same != there->crosses.end()) sum += same->second + by - at, ++count;
    if (count == 0) return std::nullopt;
    return sum / double(count);
}

double crosses_apart(const Assembled& laid) {
    double most = 0.0;
    for (std::size_t a = 0; a < laid.pages.size(); ++a)
        for (std::size_t b = a + 1; b < laid.pages.size(); ++b)
            for (const auto& [name, at] : laid.pages[a].first->crosses)
                if (const auto same = laid.pages[b].first->crosses.find(name); same != laid.pages[b].first->crosses.end())
                    most = std::max(most, glm::distance(at + laid.pages[a].second, same->second + laid.pages[b].second));
    return most;
}

/// Pages laid side by side as an artist tapes them: crosses of one name on each other.
Result<Assembled> assemble(const std::vector<ReadPage>& pages, const std::string& piece) {
    std::vector<const ReadPage*> waiting;
    for (const ReadPage& page : pages)
        if (shows(page, piece)) waiting.push_back(&page);
    if (waiting.empty()) return fail(ErrorCode::ReadFailed, fmt::format("The sheet does not show the piece \"{}\".", piece));
    Assembled laid;
    laid.pages.push_back({waiting.front(), glm::dvec2(0.0)});
    waiting.erase(waiting.begin());
    while (!waiting.empty()) {
        auto next = waiting.begin();
        std::optional<glm::dvec2> by;
        for (; next != waiting.end(); ++next)
            if ((by = move_onto(laid, **next))) break;
        if (!by) return fail(ErrorCode::ReadFailed, fmt::format("A page of the piece \"{}\" has no cross in common with the others.", piece));
        laid.pages.push_back({*next, *by});
        waiting.erase(next);
    }
    laid.crosses_apart_mm = crosses_apart(laid);
    return laid;
}

std::vector<Points> torn_parts(const Assembled& laid, const std::string& name) {
    std::vector<Points> parts;
    for (const auto& [page, by] : laid.pages)
        if (const auto found = page->lines.find(name); found != page->lines.end())
            for (Points part : found->second) {
                for (glm::dvec2& p : part) p += by;
                parts.push_back(std::move(part));
            }
    return parts;
}

double distance_to(const Points& line, const glm::dvec2& p) {
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::dvec2 a = line[i - 1], d = line[i] - a;
        const double length2 = glm::dot(d, d);
        const double share = length2 > 0.0 ? std::clamp(glm::dot(p - a, d) / length2, 0.0, 1.0) : 0.0;
        nearest = std::min(nearest, glm::distance(p, a + share * d));
    }
    return nearest;
}

/// Adds to a line what another part of the same line has before and after it. @return false where they do not touch.
bool join(Points& line, const Points& part) {
    const auto is_on = [&](const glm::dvec2& p) { return distance_to(line, p) <= kSameLineMm; };
    const auto is_on_part = [&](const glm::dvec2& p) { return distance_to(part, p) <= kSameLineMm; };
    const auto first = std::ranges::find_if(part, is_on);
    if (first == part.end()) {
        // The part may bridge the line between two of its own points, or be so short that only its middle touches.
        if (!is_on_part(line.front()) && !is_on_part(line.back())) return false;
    }
    Points before, after;
    if (is_on_part(line.front()))
        for (const glm::dvec2& p : part) {
            if (is_on(p)) break;
            before.push_back(p);
        }
    if (is_on_part(line.back()))
        for (auto p = part.rbegin(); p != part.rend() && !is_on(*p); ++p) after.push_back(*p);
    line.insert(line.begin(), before.begin(), before.end());
    line.insert(line.end(), after.rbegin(), after.rend());
    return true;
}

double length_of(const Points& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

/// One line of its parts on several pages, which overlap. Nothing where a part is missing between two others.
std::optional<Points> whole_line(std::vector<Points> parts) {
    if (parts.empty()) return std::nullopt;
    std::ranges::stable_sort(parts, std::greater<>(), length_of);
    Points line = std::move(parts.front());
    parts.erase(parts.begin());
    for (bool has_joined = true; has_joined && !parts.empty();) {
        has_joined = false;
        for (auto part = parts.begin(); part != parts.end();) {
            if (!join(line, *part)) {
                ++part;
                continue;
            }
            part = parts.erase(part);
            has_joined = true;
        }
    }
    return parts.empty() ? std::optional(std::move(line)) : std::nullopt;
}

struct EdgePlace {
    double arc_mm = 0.0;
    glm::dvec2 at{0.0};
};

/// Where a mark crosses the line, or ends on it.
std::optional<EdgePlace> mark_on_edge(const Points& edge, const std::vector<Points>& mark) {
    double arc = 0.0, nearest = kMarkReachMm;
    std::optional<EdgePlace> ending;
    for (std::size_t i = 1; i < edge.size(); ++i) {
        const glm::dvec2 a = edge[i - 1], d = edge[i] - a;
        for (const Points& part : mark)
            for (std::size_t k = 0; k < part.size(); ++k) {
                if (k > 0)
                    if (const auto at = crossing_of(part[k - 1], part[k], a, edge[i])) return EdgePlace{arc + glm::distance(a, *at), *at};
                const double length2 = glm::dot(d, d);
                const double share = length2 > 0.0 ? std::clamp(glm::dot(part[k] - a, d) / length2, 0.0, 1.0) : 0.0;
                if (const double off = glm::distance(part[k], a + share * d); off < nearest) {
                    nearest = off;
                    ending = {arc + share * glm::length(d), a + share * d};
                }
            }
        arc += glm::length(d);
    }
    return ending;
}

struct ReadMark {
    std::string name;
    EdgePlace on_edge;
    glm::dvec3 head_mm{0.0};
};

/// The two outermost marks and the midline, or what is nearest to the middle: what an artist lays the piece by.
std::vector<LandingTie> three_ties(std::vector<ReadMark> marks, double edge_mm) {
    std::ranges::sort(marks, {}, [](const ReadMark& m) { return m.on_edge.arc_mm; });
    std::vector<LandingTie> ties;
    if (marks.size() < kTies) {
        for (const ReadMark& m : marks) ties.push_back({m.on_edge.at, m.head_mm});
        return ties;
    }
    const auto inner = std::ranges::subrange(marks.begin() + 1, marks.end() - 1);
    const auto middle = std::ranges::min_element(inner, {}, [&](const ReadMark& m) {
        return m.name == "midline" ? -1.0 : std::abs(m.on_edge.arc_mm - 0.5 * edge_mm);
    });
    for (const ReadMark* m : {&marks.front(), &*middle, &marks.back()}) ties.push_back({m->on_edge.at, m->head_mm});
    return ties;
}

Result<PieceLanding> land_piece(const Head& head, const StencilPiece& piece, const std::vector<ReadPage>& pages) {
    const auto laid = assemble(pages, piece.name);
    if (!laid) return tl::unexpected(laid.error());
    const auto edge = whole_line(torn_parts(*laid, piece.name + ".edge"));
    if (!edge) return fail(ErrorCode::ReadFailed, fmt::format("The sheet does not show the whole line of the piece \"{}\".", piece.name));
    std::vector<ReadMark> marks;
    for (const PlacementMark& mark : piece.marks)
        if (const auto at = mark_on_edge(*edge, torn_parts(*laid, piece.name + ".mark." + mark.name)))
            marks.push_back({mark.name, *at, mark.on_head_mm});
    auto landing = land_line(head.measuring, *edge, three_ties(std::move(marks), length_of(*edge)), piece.line);
    if (!landing) return fail(landing.error().code, fmt::format("Piece \"{}\": {}", piece.label, landing.error().message));
    landing->piece = piece.name;
    landing->crosses_apart_mm = laid->crosses_apart_mm;
    return landing;
}

}  // namespace

Result<Landing> check_landing(const Head& head, const Stencil& stencil, const std::vector<std::string>& svg_pages,
                              const StencilSettings& settings) {
    std::vector<ReadPage> pages;
    for (const std::string& svg : svg_pages) {
        auto page = read_page(svg, settings.is_mirrored);
        if (!page) return tl::unexpected(page.error());
        pages.push_back(std::move(*page));
    }
    std::vector<PieceLanding> landings;
    for (const StencilPiece& piece : stencil.pieces) {
        auto landing = land_piece(head, piece, pages);
        if (!landing) return tl::unexpected(landing.error());
        landings.push_back(std::move(*landing));
    }
    return landing_of(std::move(landings));
}

}  // namespace trichion
