// The candidate cloud covers whatever skin an outline encloses, on several heads, and stays off eyes, mouth and ears.
#include "tests/core/pipeline/fitted_heads.h"

#include "core/base/hash.h"
#include "core/geometry/curve_distance.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/zones.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace trichion {
namespace {

using test::fitted_head;

constexpr const char* kHeads[] = {"male_caucasian", "male_african", "female_african"};

struct Drawn {
    Outline outline;
    OutlineResult curves;
};
Drawn drawn(const std::string& head, const std::string& preset, Extent extent) {
    Outline settings;
    settings.extent = extent;
    Drawn d;
    d.outline = fit_outline(fitted_head(head), settings, preset, test::usual_height_mm(head)).value();
    d.curves = trace_outline(fitted_head(head), d.outline);
    return d;
}

/// The ends of all edges, one way or the other.
const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges_of(const Head& head) {
    static std::map<const Head*, std::vector<std::pair<std::uint32_t, std::uint32_t>>> known;
    auto& edges = known[&head];
    if (!edges.empty()) return edges;
    for (const glm::uvec3& t : head.measuring.mesh().triangles)
        for (int c = 0; c < 3; ++c) edges.emplace_back(t[c], t[(c + 1) % 3]), edges.emplace_back(t[(c + 1) % 3], t[c]);
    std::ranges::sort(edges);
    return edges;
}

/// The vertices that are reached from the vertex of the head along the mesh's edges without coming near the outline:
/// what it encloses, told without any projection.
std::vector<std::uint8_t> enclosed_vertices(const Head& head, const OutlineResult& curves) {
    constexpr std::uint8_t kOpen = 0, kWall = 2, kInside = 1;
    const Mesh& mesh = head.measuring.mesh();
    std::vector<std::uint8_t> state(mesh.positions.size(), kOpen);
    for (const OutlineCurve& part : curves.parts)
        for (const SurfacePoint& at : part.curve.points)
            for (int c = 0; c < 3; ++c) state[mesh.triangles[at.triangle][c]] = kWall;
    const auto& edges = edges_of(head);
    const SurfacePoint top = head.measuring.closest(head.landmark("vertex")).value();
    std::vector<std::uint32_t> front{mesh.triangles[top.triangle].x};
    state[front.back()] = kInside;
    while (!front.empty()) {
        const std::uint32_t v = front.back();
        front.pop_back();
        for (const auto& [from, to] : std::ranges::equal_range(edges, v, {}, [](const auto& edge) { return edge.first; }))
            if (state[to] == kOpen) state[to] = kInside, front.push_back(to);
    }
    for (std::uint8_t& s : state) s = s == kInside;
    return state;
}

/// How many enclosed triangles bear no candidates.
std::size_t bare_inside(const Head& head, const std::vector<std::uint8_t>& is_enclosed,
                        const std::vector<std::uint32_t>& bearing) {
    const auto& triangles = head.measuring.mesh().triangles;
    std::vector<std::uint8_t> bears(triangles.size(), 0);
    for (const std::uint32_t t : bearing) bears[t] = 1;
    std::size_t bare = 0;
    for (std::size_t t = 0; t < triangles.size(); ++t)
        bare += !bears[t] && is_enclosed[triangles[t].x] && is_enclosed[triangles[t].y] && is_enclosed[triangles[t].z];
    return bare;
}

/// Without the skin before ears and temples that bears no hair.
std::vector<std::uint32_t> scalp_alone(const Head& head) {
    std::vector<std::uint32_t> scalp = candidate_skin(head);
    const auto is_bare = [&](std::uint32_t t) {
        const glm::uvec3& c = head.measuring.mesh().triangles[t];
        return head.scalp[c.x] + head.scalp[c.y] + head.scalp[c.z] <= 0.0f;
    };
    std::erase_if(scalp, is_bare);
    return scalp;
}

TEST(CandidateSkin, HoldsWhateverEveryPresetEnclosesOnSeveralHeads) {
    for (const char* name : kHeads) {
        const Head& head = fitted_head(name);
        const std::vector<std::uint32_t> skin = candidate_skin(head);
        for (const OutlinePreset& preset : outline_presets())
            for (const Extent extent : {Extent::Fringe, Extent::Nape}) {
                const auto is_enclosed = enclosed_vertices(head, drawn(name, preset.name, extent).curves);
                const auto enclosed = std::ranges::count(is_enclosed, std::uint8_t{1});
                ASSERT_GT(enclosed, 1000) << name << ' ' << preset.name;
                ASSERT_LT(static_cast<float>(enclosed), 0.6f * static_cast<float>(is_enclosed.size())) << "the line leaks";
                EXPECT_EQ(bare_inside(head, is_enclosed, skin), 0u) << name << ' ' << preset.name << ' ' << to_word(extent);
            }
    }
}

TEST(CandidateSkin, AScalpAloneWouldLeaveTemplesAndSideburnsBare) {
    const Head& head = fitted_head("male_caucasian");
    const auto is_enclosed = enclosed_vertices(head, drawn("male_caucasian", "natural", Extent::Nape).curves);
    EXPECT_GT(bare_inside(head, is_enclosed, scalp_alone(head)), 200u);
}

TEST(CandidateSkin, GoesFurtherThanTheUsualSideburnAndNape) {
    for (const char* name : kHeads) {
        const Head& head = fitted_head(name);
        const OutlineResult curves = drawn(name, "natural", Extent::Nape).curves;
        const auto lowest = [&](OutlinePart part) {
            float y = 1e30f;
            for (const OutlineCurve& curve : curves.parts)
                if (curve.part == part)
                    for (const glm::vec3& p : curve.curve.positions_mm) y = std::min(y, p.y);
            return y;
        };
        const float sideburn = lowest(OutlinePart::SideburnLeft), nape = lowest(OutlinePart::Nape);
        const glm::vec3 tragion = head.landmark("tragion_l");
        float at_sideburn = 1e30f, at_nape = 1e30f;
        for (const std::uint32_t t : candidate_skin(head)) {
            const glm::vec3& p = head.measuring.mesh().positions[head.measuring.mesh().triangles[t].x];
            if (p.z > tragion.z + 12.0f && p.z < tragion.z + 30.0f) at_sideburn = std::min(at_sideburn, p.y);
            if (std::abs(p.x) < 20.0f && p.z < 0.0f) at_nape = std::min(at_nape, p.y);
        }
        EXPECT_LT(at_sideburn, sideburn - 8.0f) << name;
        EXPECT_LT(at_nape, nape - 8.0f) << name;
    }
}

/// Which vertices touch skin that bears candidates.
std::vector<std::uint8_t> bearing_vertices(const Head& head) {
    const Mesh& mesh = head.measuring.mesh();
    std::vector<std::uint8_t> bears(mesh.positions.size(), 0);
    for (const std::uint32_t t : candidate_skin(head))
        for (int c = 0; c < 3; ++c) bears[mesh.triangles[t][c]] = 1;
    return bears;
}

TEST(CandidateSkin, StaysOffEyesBrowsAndMouth) {
    for (const char* name : kHeads) {
        const Head& head = fitted_head(name);
        const std::vector<std::uint8_t> bears = bearing_vertices(head);
        const glm::vec3 canthus = head.landmark("exocanthion_l");
        for (std::size_t i = 0; i < bears.size(); ++i) {
            if (!bears[i]) continue;
            const glm::vec3& p = head.measuring.mesh().positions[i];
            if (p.z > canthus.z && std::abs(p.x) < canthus.x) { ASSERT_GT(p.y, head.landmark("glabella").y + 4.0f) << name; }
            for (const char* place : {"pupil_l", "pupil_r", "exocanthion_l", "exocanthion_r", "pronasale"})
                ASSERT_GT(glm::distance(p, head.landmark(place)), 4.0f) << name << ' ' << place;
        }
    }
}

TEST(CandidateSkin, StaysOffTheEars) {
    for (const char* name : kHeads) {
        const Head& head = fitted_head(name);
        const std::vector<std::uint8_t> bears = bearing_vertices(head);
        for (const float side : {1.0f, -1.0f}) {
            const glm::vec3 tragion = head.landmark(side > 0.0f ? "tragion_l" : "tragion_r");
            const auto standing_off = [&](const glm::vec3& p) {
                const bool is_near = glm::distance(p, tragion) < 35.0f && p.y < tragion.y + 25.0f && p.z < tragion.z;
                return is_near ? side * (p.x - tragion.x) : 0.0f;
            };
            float most = 0.0f;
            for (const glm::vec3& p : head.measuring.mesh().positions) most = std::max(most, standing_off(p));
            ASSERT_GT(most, 6.0f) << name;
            for (std::size_t i = 0; i < bears.size(); ++i)
                if (bears[i]) { ASSERT_LT(standing_off(head.measuring.mesh().positions[i]), 0.6f * most) << name; }
        }
    }
}

const CandidateCloud& cloud_of(const std::string& name) {
    static std::map<std::string, CandidateCloud> clouds;
    const auto found = clouds.find(name);
    return found != clouds.end() ? found->second : clouds.emplace(name, build_candidates(fitted_head(name), 1).value()).first->second;
}

/// Sharp at front and sides, so that the density inside is the zone's own.
EdgeSettings sharp_edge() {
    EdgeSettings edge;
    edge.transition_mm = 0.01f;
    edge.macro_mm = edge.micro_mm = edge.gaps = edge.sentinels_per_side = 0.0f;
    return edge;
}

/// Seen from the side: ahead of and above the tragion.
struct Window {
    const char* name;
    float z0, z1, y0, y1;
};
constexpr Window kSideburn{"sideburn", 8.0f, 45.0f, -5.0f, 18.0f}, kTemple{"temple", 15.0f, 65.0f, 18.0f, 45.0f};

/// Of the full density, as the default settings mean it.
double zone_share(const ZoneMap& zones, const glm::vec3& p) {
    const std::array<float, kZones> weights = zones.weights(p);
    double share = 0.0;
    for (std::size_t z = 0; z < kZones; ++z) share += static_cast<double>(weights[z] * DotSettings{}.zone_share[z]);
    return share;
}

/// Dots over what the zones ask for, on the triangles of the window that lie inside and clear of soft edges.
double share_of_target(const Head& head, const CandidateCloud& cloud, const Drawn& design, const Window& window) {
    constexpr float kClearOfSharpMm = 2.5f, kClearOfSoftMm = 11.0f;
    constexpr float kTop = 320.0f;  // many dots, so that chance weighs little in a window of 3 cm2
    const Mesh& mesh = head.measuring.mesh();
    const auto is_enclosed = enclosed_vertices(head, design.curves);
    std::array<CurveDistance, 2> edges;  // sharp, soft
    for (const OutlineCurve& part : design.curves.parts) {
        const Rim rim = rim_of(part.part);
        edges[rim == Rim::Lower || rim == Rim::Blend].add(part.curve.positions_mm);
    }
    const ZoneMap zones(head);
    std::vector<std::uint8_t> is_asked(mesh.triangles.size(), 0);
    double asked = 0.0, placed = 0.0;
    for (std::uint32_t t = 0; t < is_asked.size(); ++t) {
        const glm::uvec3& c = mesh.triangles[t];
        const glm::vec3 p = (mesh.positions[c.x] + mesh.positions[c.y] + mesh.positions[c.z]) / 3.0f;
        const glm::vec3 seen = p - head.landmark(p.x > 0.0f ? "tragion_l" : "tragion_r");
        const bool is_in_window = seen.z > window.z0 && seen.z < window.z1 && seen.y > window.y0 && seen.y < window.y1;
        if (!is_in_window || !is_enclosed[c.x] || !is_enclosed[c.y] || !is_enclosed[c.z]) continue;
        if (edges[0].distance(p) < kClearOfSharpMm || edges[1].distance(p) < kClearOfSoftMm) continue;
        is_asked[t] = 1;
        asked += static_cast<double>(head.measuring.area_mm2(t)) * zone_share(zones, p) / 100.0;
    }
    asked *= static_cast<double>(kTop);
    const Dots dots = place_dots({head, cloud, design.outline, sharp_edge(), design.curves, {.density_per_cm2 = kTop, .diameter_mm = 0.2f}, {}, {}, {}});
    for (const Dot& dot : dots.dots) placed += is_asked[cloud.at[dot.id].triangle];
    EXPECT_GT(asked, 200.0) << window.name;
    return placed / asked;
}

TEST(CandidateCloud, SideburnsAndTemplesBearTheAskedDensityWithinFivePercent) {
    for (const char* name : {"male_caucasian", "female_african"}) {
        const Drawn design = drawn(name, "natural", Extent::Nape);
        for (const Window& window : {kSideburn, kTemple})
            EXPECT_NEAR(share_of_target(fitted_head(name), cloud_of(name), design, window), 1.0, 0.05) << name << ' ' << window.name;
    }
}

TEST(CandidateCloud, CandidatesFivePercentTooFewMissTheDensityOfSideburns) {
    const char* name = "male_caucasian";
    CandidateCloud thinned = cloud_of(name);
    for (float& entry : thinned.entry_per_cm2) entry *= 1.08f;  // as many fewer dots
    EXPECT_LT(share_of_target(fitted_head(name), thinned, drawn(name, "natural", Extent::Nape), kSideburn), 0.95);
}

/// How many dots some of the bearing triangles have, over what their area asks for.
template <class IsAsked>
double share_on(const Head& head, const CandidateCloud& cloud, float per_cm2, IsAsked&& is_asked, double* area_cm2 = nullptr) {
    std::vector<std::uint8_t> asked(head.measuring.triangle_count(), 0);
    double area = 0.0, dots = 0.0;
    for (const std::uint32_t t : cloud.triangles)
        if (is_asked(t)) asked[t] = 1, area += static_cast<double>(head.measuring.area_mm2(t)) / 100.0;
    for (std::size_t i = 0; i < cloud.at.size(); ++i)
        dots += asked[cloud.at[i].triangle] && cloud.rank_mm[i] >= cloud.spacing_mm(per_cm2);
    if (area_cm2) *area_cm2 = area;
    return dots / (area * static_cast<double>(per_cm2));
}

/// How far each vertex lies from skin that bears no candidates, along a straight line, as far as `reach_mm`.
std::vector<float> from_rim(const Head& head, const CandidateCloud& cloud, float reach_mm) {
    const Mesh& mesh = head.measuring.mesh();
    std::vector<std::uint8_t> bears(mesh.triangles.size(), 0);
    for (const std::uint32_t t : cloud.triangles) bears[t] = 1;
    std::vector<std::uint8_t> in(mesh.positions.size(), 0), out(mesh.positions.size(), 0);
    for (std::size_t t = 0; t < bears.size(); ++t)
        for (int c = 0; c < 3; ++c) (bears[t] ? in : out)[mesh.triangles[t][c]] = 1;
    std::vector<glm::vec3> rim;
    for (std::size_t v = 0; v < in.size(); ++v)
        if (in[v] && out[v]) rim.push_back(mesh.positions[v]);
    std::vector<float> mm(mesh.positions.size(), reach_mm);
    for (std::size_t v = 0; v < in.size(); ++v)
        if (in[v])
            for (const glm::vec3& p : rim) mm[v] = std::min(mm[v], glm::distance(p, mesh.positions[v]));
    return mm;
}

TEST(CandidateCloud, IsAsDenseAtItsRimAndRoundTheEarsAsAnywhere) {
    const char* name = "male_caucasian";
    const Head& head = fitted_head(name);
    const CandidateCloud& cloud = cloud_of(name);
    const Mesh& mesh = head.measuring.mesh();
    const std::vector<float> rim_mm = from_rim(head, cloud, 10.0f);
    const auto is_at_rim = [&](std::uint32_t t) {
        const glm::uvec3& c = mesh.triangles[t];
        return std::min({rim_mm[c.x], rim_mm[c.y], rim_mm[c.z]}) < 1.0f;
    };
    const auto is_by_ear = [&](std::uint32_t t) {
        const glm::vec3& p = mesh.positions[mesh.triangles[t].x];
        return std::min(glm::distance(p, head.landmark("tragion_l")), glm::distance(p, head.landmark("tragion_r"))) < 45.0f;
    };
    for (const float per_cm2 : {66.0f, 120.0f, 250.0f}) {
        double at_rim = 0.0, by_ears = 0.0;
        EXPECT_NEAR(share_on(head, cloud, per_cm2, is_at_rim, &at_rim), 1.0, 0.02) << per_cm2;
        EXPECT_NEAR(share_on(head, cloud, per_cm2, is_by_ear, &by_ears), 1.0, 0.02) << per_cm2;
        EXPECT_GT(at_rim, 15.0);
        EXPECT_GT(by_ears, 15.0);
    }
}

TEST(CandidateCloud, ADensityThreePercentOffByAnEarIsFoundOut) {
    const Head& head = fitted_head("male_caucasian");
    CandidateCloud thinned = cloud_of("male_caucasian");
    for (std::size_t i = 0; i < thinned.rank_mm.size(); ++i)
        if (mix(3, i) % 100 < 3) thinned.rank_mm[i] = 0.0f;
    EXPECT_LT(share_on(head, thinned, 120.0f, [&](std::uint32_t t) {
                  return glm::distance(head.measuring.mesh().positions[head.measuring.mesh().triangles[t].x], head.landmark("tragion_l")) < 45.0f;
              }), 0.98);
}

TEST(CandidateCloud, EveryEnclosedPlaceHasACandidateWithinAMillimetre) {
    const char* name = "male_caucasian";
    const Head& head = fitted_head(name);
    const CandidateCloud& cloud = cloud_of(name);
    const auto is_enclosed = enclosed_vertices(head, drawn(name, "natural", Extent::Nape).curves);
    std::map<std::array<int, 3>, std::vector<glm::vec3>> cells;
    const auto cell_of = [](const glm::vec3& p) {
        return std::array{static_cast<int>(std::floor(p.x)), static_cast<int>(std::floor(p.y)), static_cast<int>(std::floor(p.z))};
    };
    for (const glm::vec3& p : cloud.position_mm) cells[cell_of(p)].push_back(p);
    const auto is_reached = [&](const glm::vec3& p) {
        const auto at = cell_of(p);
        for (int k = 0; k < 27; ++k) {
            const auto found = cells.find({at[0] + k % 3 - 1, at[1] + k / 3 % 3 - 1, at[2] + k / 9 - 1});
            if (found != cells.end() && std::ranges::any_of(found->second, [&](const glm::vec3& q) { return glm::distance(p, q) < 1.0f; }))
                return true;
        }
        return false;
    };
    for (std::size_t i = 0; i < is_enclosed.size(); ++i)
        if (is_enclosed[i]) { ASSERT_TRUE(is_reached(head.measuring.mesh().positions[i])) << i; }
}

}  // namespace
}  // namespace trichion
