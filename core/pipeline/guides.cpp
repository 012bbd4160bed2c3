// Constructs the guides.
#include "core/pipeline/guides.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"
#include "core/pipeline/mirror.h"
#include "core/pipeline/rule_of_8.h"
#include "core/pipeline/symmetry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

constexpr float kFarInFront_mm = 300.0f;   // a place from which every face is looked at
constexpr float kUpForehead_mm = 140.0f;   // how far the verticals are drawn
constexpr float kOverTop_mm = 400.0f;      // glabella to inion is 320 to 360
constexpr float kFaceHalf_mm = 42.0f;      // how far to the side the levels of the face are drawn
constexpr float kForeheadHalf_mm = 62.0f;
constexpr float kTickHalf_mm = 24.0f;
constexpr float kDownTemple_mm = 150.0f;
constexpr float kTraceStep_mm = 7.0f;      // a hand's tremor is shorter

const glm::vec3 kUp{0.0f, 1.0f, 0.0f};

constexpr std::array<GuideInfo, kGuideKinds> kInfos{{
    {GuideKind::Midline, "midline", "Midline", "The middle of the head, over the top to its back.",
     "The mean of left and right of this head; ours"},
    {GuideKind::Thirds, "thirds", "Thirds",
     "Chin, base of the nose, glabella, and as high above it again: the face in three equal heights.",
     "Rule of thirds: hairrestorationnetwork.com topic 62711 (after Shapiro 2013) [S52]; e-aaps.org 135 [S58]"},
    {GuideKind::Canthus, "canthus", "Corner of the eye",
     "Straight up from the outer corner of each eye: natural corners of a hairline stand on it or outside.",
     "Shapiro, Hairline design, plasticsurgerykey.com/hairline-design [S50]"},
    {GuideKind::Pupil, "pupil", "Pupils", "Straight up from each pupil: where rounded lines begin to fall back.",
     "Lateral anterior point, hairtx.com [S60]"},
    {GuideKind::TemporalPoint, "temporal_point", "Temporal point",
     "From the tip of the nose through the pupil, and from the mid-frontal point to the ear lobe: where they cross.",
     "Mayer and Perez-Meza 2002, as cited in ishrs-htforum.org 12/4/147 [S59]"},
    {GuideKind::RuleOf8, "rule_of_8", "Rule of 8",
     "8 cm up from the glabella, 8 cm to its side, 8 cm from both to the corner, 5 cm down to the temporal point.",
     "Garg, Decoding facial esthetics, jcasonline.com, n = 431 men [S51]"},
    {GuideKind::Crease, "crease", "Highest crease", "The level of the highest forehead crease, marked with the brows raised.",
     "The client's own forehead"},
    {GuideKind::OldTrichion, "old_trichion", "Old hairline",
     "The level at which the client's own hairline once began on the midline.", "Photographs and hairs of the client"},
    {GuideKind::TracedHairline, "traced_hairline", "Traced hairline", "The client's own hairline as it was drawn along by hand.",
     "The client's own hair"},
}};

/// Everything that the constructions ask again and again.
struct Face {
    const Head& head;
    Symmetry symmetry;
    MidPlane plane = mid_plane(head);
    GeodesicSolver solver{head.measuring};
    glm::vec3 forward = glm::normalize(glm::cross(plane.left, kUp));

    Face(const Head& a_head, const ClientFacts& client) : head(a_head), symmetry(a_head, client) {}

    const glm::vec3* landmark(const std::string& name) const {
        const auto found = head.landmarks.find(name);
        return found == head.landmarks.end() ? nullptr : &found->second.position_mm;
    }
    /// The skin that covers this place when the face is looked at straight from the front.
    std::optional<SurfacePoint> from_front(const glm::vec3& place) const {
        const auto hit = head.measuring.hit({place + kFarInFront_mm * forward, -forward}, true);
        return hit ? std::optional(hit->at) : std::nullopt;
    }
    glm::vec3 place(const SurfacePoint& at) const { return head.measuring.position(at); }
};

void add_line(Guide& guide, SurfaceCurve line) {
    if (line.points.size() > 1) guide.lines.push_back(std::move(line));
}

/// The way along the skin between two places; nothing where there is none.
std::optional<SurfaceCurve> way(Face& face, const SurfacePoint& from, const SurfacePoint& to) {
    if (!face.solver.solve(from, to)) return std::nullopt;
    return face.solver.curve();
}

/// Two walks from one place, joined to one line from the end of the first to the end of the second.
SurfaceCurve joined(SurfaceCurve first, const SurfaceCurve& second) {
    std::ranges::reverse(first.points);
    std::ranges::reverse(first.positions_mm);
    const float length = first.length_mm();
    for (float& arc : first.arc_mm) arc = length - arc;
    std::ranges::reverse(first.arc_mm);
    for (std::size_t i = 1; i < second.points.size(); ++i) {
        first.points.push_back(second.points[i]);
        first.positions_mm.push_back(second.positions_mm[i]);
        first.arc_mm.push_back(length + second.arc_mm[i]);
    }
    return first;
}

/// The level line through a place of the skin, from the right to the left.
SurfaceCurve level_line(const Face& face, const SurfacePoint& at, float half_mm) {
    const glm::vec3 left = face.plane.left;
    return joined(walk_plane(face.head.measuring, at, kUp, -left, half_mm), walk_plane(face.head.measuring, at, kUp, left, half_mm));
}

/// The place where the midline is reached straight from the front at this height.
std::optional<SurfacePoint> on_midline_at(const Face& face, float y) {
    const glm::vec3 glabella = face.head.landmark("glabella");
    glm::vec3 place = glabella - face.plane.offset_mm(glabella) * face.plane.left;
    place.y = y;
    return face.from_front(place);
}

void build_midline(Face& face, Guide& guide) {
    const auto glabella = face.head.measuring.closest(face.head.landmark("glabella"));
    if (!glabella) return;
    const SurfacePoint start = face.symmetry.on_midline(*glabella);
    const auto offset = [&](const glm::dvec3& p) { return static_cast<double>(face.symmetry.offset_mm(glm::vec3(p))); };
    SurfaceCurve over = walk_level(face.head.measuring, start, offset, kUp, kOverTop_mm);
    // Down to the inion and no farther: the neck bears no hairline.
    const float inion = face.head.landmark("inion").y;
    for (std::size_t i = 1; i < over.positions_mm.size(); ++i)
        if (over.positions_mm[i].z < 0.0f && over.positions_mm[i].y < inion) {
            over.points.resize(i), over.positions_mm.resize(i), over.arc_mm.resize(i);
            break;
        }
    add_line(guide, std::move(over));
}

void build_thirds(Face& face, Guide& guide) {
    const glm::vec3 *glabella = face.landmark("glabella"), *subnasale = face.landmark("subnasale"), *menton = face.landmark("menton");
    if (!glabella || !subnasale) return;
    const float third = glabella->y - subnasale->y;
    struct Level {
        float y, half_mm;
        const char* words;
    };
    std::vector<Level> levels{{glabella->y + third, kForeheadHalf_mm, "equal thirds"},
                              {glabella->y, kFaceHalf_mm, "glabella"},
                              {subnasale->y, kFaceHalf_mm, "base of the nose"}};
    // The level of the chin itself only touches it.
    constexpr float kAboveChin_mm = 1.5f;
    if (menton) levels.push_back({menton->y + kAboveChin_mm, 0.5f * kFaceHalf_mm, "chin"});
    for (const Level& level : levels) {
        const auto middle = on_midline_at(face, level.y);
        if (!middle) continue;
        SurfaceCurve line = level_line(face, *middle, level.half_mm);
        guide.labels.push_back({line.points.front(), level.words});
        add_line(guide, std::move(line));
    }
    if (const auto top = on_midline_at(face, levels.front().y)) guide.spots.push_back(*top);
}

/// Straight up from a landmark of either side, beginning at the landmark or, with `from_y`, at that height.
void build_verticals(Face& face, Guide& guide, const std::string& landmark, std::optional<float> from_y, const char* words) {
    for (const char* side : {"_l", "_r"}) {
        const glm::vec3* found = face.landmark(landmark + side);
        if (!found) continue;
        glm::vec3 place = *found;
        if (from_y) place.y = *from_y;
        const auto start = face.from_front(place);
        if (!start) continue;
        SurfaceCurve line = walk_plane(face.head.measuring, *start, face.plane.left, kUp, kUpForehead_mm);
        if (line.points.empty()) continue;
        guide.labels.push_back({line.points.back(), words});
        add_line(guide, std::move(line));
    }
}

/// Where the frontal part crosses the midline.
std::optional<SurfacePoint> mid_frontal_of(const Face& face, const OutlineResult& drawn) {
    const auto frontal = std::ranges::find(drawn.parts, OutlinePart::Frontal, &OutlineCurve::part);
    if (frontal == drawn.parts.end()) return std::nullopt;
    const auto& places = frontal->curve.positions_mm;
    for (std::size_t i = 1; i < places.size(); ++i) {
        const float a = face.symmetry.offset_mm(places[i - 1]), b = face.symmetry.offset_mm(places[i]);
        if ((a >= 0.0f) == (b >= 0.0f)) continue;
        return face.head.measuring.closest(glm::mix(places[i - 1], places[i], a / (a - b)));
    }
    return std::nullopt;
}

/// Keeps a line as far as `end_mm`.
void cut(SurfaceCurve& line, float end_mm) {
    const auto keep = static_cast<std::size_t>(std::ranges::upper_bound(line.arc_mm, end_mm) - line.arc_mm.begin());
    line.points.resize(keep), line.positions_mm.resize(keep), line.arc_mm.resize(keep);
}

/// How far along a line it passes a place.
float arc_at(const SurfaceCurve& line, const glm::vec3& place) {
    const auto nearest = std::ranges::min_element(line.positions_mm, {}, [&](const glm::vec3& p) { return glm::distance(p, place); });
    return line.arc_mm[static_cast<std::size_t>(nearest - line.positions_mm.begin())];
}

/// Both lines are strings held over two places and led on round the head: the skin cut by the plane through both places
/// and the head's middle. (A tape from the mid-frontal point to the lobe finds two ways of almost the same length round
/// the brow, and jumps from one to the other.)
void build_temporal_point(const Face& face, Guide& guide, const SurfacePoint& mid_frontal) {
    constexpr float kBeyond_mm = 14.0f;  // past the crossing, that it shows as one
    const glm::vec3* nose = face.landmark("pronasale");
    for (const char* side : {"_l", "_r"}) {
        const glm::vec3 *pupil = face.landmark(std::string("pupil") + side), *lobe = face.landmark(std::string("otobasion_inferius") + side);
        if (!nose || !pupil || !lobe) continue;
        const glm::vec3 front = face.place(mid_frontal);
        const glm::vec3 nose_plane = glm::cross(*nose, *pupil), lobe_plane = glm::cross(front, *lobe);
        glm::vec3 out = glm::cross(nose_plane, lobe_plane);
        if (!(glm::length(out) > 1.0f)) continue;
        out = glm::normalize(glm::dot(out, *pupil) > 0.0f ? out : -out);
        const auto hit = face.head.measuring.hit({kFarInFront_mm * out, -out}, true);
        const auto pupil_at = face.from_front(*pupil);
        if (!hit || !pupil_at) continue;
        const glm::vec3 place = face.place(hit->at);
        SurfaceCurve over_pupil = walk_plane(face.head.measuring, *pupil_at, nose_plane, *pupil - *nose, kDownTemple_mm);
        cut(over_pupil, arc_at(over_pupil, place) + kBeyond_mm);
        SurfaceCurve to_lobe = walk_plane(face.head.measuring, mid_frontal, lobe_plane, *lobe - front, 1.6f * kDownTemple_mm);
        cut(to_lobe, arc_at(to_lobe, *lobe));
        guide.spots.push_back(hit->at);
        guide.labels.push_back({hit->at, "temporal point"});
        add_line(guide, std::move(over_pupil));
        add_line(guide, std::move(to_lobe));
    }
}

void build_rule_of_8(Face& face, Guide& guide) {
    for (const bool is_left : {true, false}) {
        const auto found = rule_of_8(face.head, face.symmetry, is_left);
        if (!found) continue;
        for (const auto& [from, to] : {std::pair{found->glabella, found->mid_frontal}, {found->glabella, found->side},
                                       {found->mid_frontal, found->corner}, {found->corner, found->side}})
            if (auto line = way(face, from, to)) add_line(guide, std::move(*line));
        for (const SurfacePoint& spot : {found->mid_frontal, found->corner, found->temporal}) guide.spots.push_back(spot);
        if (is_left) guide.labels.push_back({found->mid_frontal, "8 cm"});
        guide.labels.push_back({found->corner, "8 cm, corner"});
        guide.labels.push_back({found->temporal, "5 cm, temporal point"});
    }
}

std::optional<SurfacePoint> mark_of(const Face& face, const glm::vec3& source_mm) {
    constexpr float kFarthestMark_mm = 25.0f;
    return face.head.measuring.closest(face.head.from_source(source_mm), kFarthestMark_mm);
}

void build_level_of_mark(Face& face, Guide& guide, const std::optional<glm::vec3>& mark, float half_mm, const char* words) {
    if (!mark) return;
    const auto at = mark_of(face, *mark);
    if (!at) return;
    SurfaceCurve line = level_line(face, *at, half_mm);
    guide.labels.push_back({line.points.front(), words});
    guide.spots.push_back(*at);
    add_line(guide, std::move(line));
}

/// The stroke of a hand as a smooth line: through every few millimetres of it.
void build_traced(Face& face, Guide& guide, const std::vector<glm::vec3>& traced) {
    std::vector<SplineKnot> knots;
    glm::vec3 last{0.0f};
    for (std::size_t i = 0; i < traced.size(); ++i) {
        const auto at = mark_of(face, traced[i]);
        if (!at) continue;
        const glm::vec3 place = face.place(*at);
        const bool is_last = i + 1 == traced.size();
        const float step = knots.empty() ? kTraceStep_mm : glm::distance(place, last);
        if (step < (is_last ? 0.3f * kTraceStep_mm : kTraceStep_mm)) continue;
        knots.push_back({*at});
        last = place;
    }
    if (knots.size() < 2) return;
    SurfaceCurve line;
    for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
        const auto controls = stretch_controls(face.solver, face.head.measuring,
                                               {knots[i > 0 ? i - 1 : 0], knots[i], knots[i + 1], knots[std::min(i + 2, knots.size() - 1)]});
        if (!controls) continue;
        const auto piece = sample_stretch(face.solver, face.head.measuring, *controls);
        if (!piece) continue;
        const float walked = line.length_mm();
        for (std::size_t k = line.points.empty() ? 0 : 1; k < piece->points.size(); ++k) {
            line.points.push_back(piece->points[k]);
            line.positions_mm.push_back(piece->positions_mm[k]);
            line.arc_mm.push_back(walked + piece->arc_mm[k]);
        }
    }
    if (line.points.size() < 2) return;
    guide.labels.push_back({line.points.front(), "traced"});
    add_line(guide, std::move(line));
}

Guide built(Face& face, const ClientFacts& client, const OutlineResult* drawn, GuideKind kind) {
    Guide guide;
    guide.kind = kind;
    switch (kind) {
        case GuideKind::Midline: build_midline(face, guide); break;
        case GuideKind::Thirds: build_thirds(face, guide); break;
        case GuideKind::Canthus: build_verticals(face, guide, "exocanthion", std::nullopt, "corner of the eye"); break;
        case GuideKind::Pupil: build_verticals(face, guide, "pupil", face.head.landmark("glabella").y, "pupil"); break;
        case GuideKind::TemporalPoint:
            if (const auto middle = drawn ? mid_frontal_of(face, *drawn) : std::nullopt) build_temporal_point(face, guide, *middle);
            break;
        case GuideKind::RuleOf8: build_rule_of_8(face, guide); break;
        case GuideKind::Crease: build_level_of_mark(face, guide, client.forehead_crease, kForeheadHalf_mm, "highest crease"); break;
        case GuideKind::OldTrichion: build_level_of_mark(face, guide, client.old_trichion, kTickHalf_mm, "old hairline"); break;
        case GuideKind::TracedHairline: build_traced(face, guide, client.traced_hairline); break;
    }
    return guide;
}

struct Nearest {
    glm::vec3 place{0.0f};
    float away_mm = 0.0f;

    void take(const glm::vec3& candidate, const glm::vec3& from) {
        const float away = glm::distance(candidate, from);
        if (away < away_mm) place = candidate, away_mm = away;
    }
};

}  // namespace

std::span<const GuideInfo> guide_infos() { return kInfos; }

bool is_mark(GuideKind kind) {
    return kind == GuideKind::Crease || kind == GuideKind::OldTrichion || kind == GuideKind::TracedHairline;
}

std::vector<Guide> build_guides(const Head& head, const ClientFacts& client, const OutlineResult* drawn,
                                std::span<const GuideKind> kinds) {
    std::vector<Guide> guides;
    if (kinds.empty()) return guides;
    Face face(head, client);
    for (const GuideKind kind : kinds)
        if (Guide guide = built(face, client, drawn, kind); !guide.lines.empty()) guides.push_back(std::move(guide));
    return guides;
}

std::optional<SurfacePoint> snapped(const Head& head, std::span<const Guide> guides, const SurfacePoint& at, float reach_mm) {
    const glm::vec3 from = head.measuring.position(at);
    Nearest spot{from, reach_mm}, line{from, reach_mm};
    for (const Guide& guide : guides) {
        for (const SurfacePoint& place : guide.spots) spot.take(head.measuring.position(place), from);
        for (const SurfaceCurve& curve : guide.lines)
            for (std::size_t i = 1; i < curve.positions_mm.size(); ++i) {
                const glm::vec3 a = curve.positions_mm[i - 1], along = curve.positions_mm[i] - a;
                const float length2 = glm::dot(along, along);
                const float t = length2 > 0.0f ? glm::clamp(glm::dot(from - a, along) / length2, 0.0f, 1.0f) : 0.0f;
                line.take(a + t * along, from);
            }
    }
    if (spot.away_mm < reach_mm) return head.measuring.closest(spot.place);
    if (line.away_mm < reach_mm) return head.measuring.closest(line.place);
    return std::nullopt;
}

}  // namespace trichion
