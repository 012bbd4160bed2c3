// Density brushes on the skin: on a ball every answer has a formula; on a head strokes survive other triangles, another
// scale and any order of undo.
#include "core/base/hash.h"
#include "core/geometry/skin_shaper.h"
#include "core/geometry/skin_wrap.h"
#include "core/pipeline/brush_field.h"
#include "core/pipeline/stroke_mirroring.h"

#include "ball_head.h"
#include "fitted_heads.h"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;
using Change = BrushField::Change;
using Kind = DensityStroke::Kind;

const Head& ball_head() {
    static const Head head = ball::head();
    return head;
}

/// A dab or a way round the top of the ball, every 2 mm, at `polar_rad`.
std::vector<glm::vec3> arc(float polar_rad, float from_rad, float to_rad) {
    std::vector<glm::vec3> path;
    const float step = 2.0f / (ball::kRadiusMm * std::sin(polar_rad));
    for (float at = from_rad; at <= to_rad; at += step) path.push_back(ball::place(polar_rad, at));
    return path;
}

DensityStroke stroke(Kind kind, std::vector<glm::vec3> path, float radius_mm = 12.0f, float strength = 0.5f) {
    DensityStroke row;
    row.kind = kind;
    row.target_per_cm2 = 120.0f;
    row.stroke = {radius_mm, strength, std::move(path), {}};
    return row;
}

Brushwork work_of(std::vector<DensityStroke> strokes) {
    Brushwork work;
    for (DensityStroke& row : strokes) row.id = work.next_id++;
    work.strokes = std::move(strokes);
    return work;
}

const glm::vec3 kTop{0.0f, ball::kRadiusMm, 0.0f};

/// What a dab on the top of the ball is to leave at a place, from the words of the header.
Change expected_after(Kind kind, const glm::vec3& p, float radius, float s, const Change& found) {
    const float d = glm::distance(p, kTop) / radius;
    if (d >= 1.0f) return found;
    const float soft = std::pow(1.0f - d * d, 2.0f), t = std::min((1.0f - d) / 0.15f, 1.0f);
    const float w = s * (kind == Kind::Erase ? t * t * (3.0f - 2.0f * t) : soft);
    switch (kind) {
        case Kind::Denser:
            return {found.share * (1.0f + w), found.more_per_cm2 * (1.0f + w)};
        case Kind::Thinner:
        case Kind::Erase:
            return {found.share * (1.0f - w), found.more_per_cm2 * (1.0f - w)};
        case Kind::Restore:
            return {std::lerp(found.share, 1.0f, w), std::lerp(found.more_per_cm2, 0.0f, w)};
        default:
            return {found.share * (1.0f - w), std::lerp(found.more_per_cm2, 120.0f, w)};
    }
}

class EveryKind : public testing::TestWithParam<Kind> {};
INSTANTIATE_TEST_SUITE_P(BrushField, EveryKind,
                         testing::Values(Kind::Denser, Kind::Thinner, Kind::Erase, Kind::Restore, Kind::ToTarget),
                         [](const auto& kind) { return std::string(to_word(kind.param)) == "to target" ? "to_target" : to_word(kind.param); });

TEST_P(EveryKind, DoesWhatItSaysAtEveryPlaceOfTheSkinAndNothingBeyondItsRadius) {
    const Head& head = ball_head();
    const DensityStroke first = stroke(Kind::ToTarget, {kTop}, 30.0f, 0.4f);
    for (const float strength : {0.3f, 1.0f}) {
        const BrushField field = brush_field(head, work_of({first, stroke(GetParam(), {kTop}, 20.0f, strength)}));
        float worst = 0.0f, twin = 0.0f;
        for (std::size_t v = 0; v < field.change.size(); ++v) {
            const glm::vec3& p = head.measuring.mesh().positions[v];
            const Change found = expected_after(Kind::ToTarget, p, 30.0f, 0.4f, {});
            const Change wanted = expected_after(GetParam(), p, 20.0f, strength, found);
            const Change weaker = expected_after(GetParam(), p, 20.0f, 0.95f * strength, found);
            const auto off = [&](const Change& c) {
                return std::max(std::abs(field.change[v].share - c.share),
                                std::abs(field.change[v].more_per_cm2 - c.more_per_cm2) / 120.0f);
            };
            worst = std::max(worst, off(wanted));
            twin = std::max(twin, off(weaker));
        }
        EXPECT_LT(worst, 2e-3f);
        EXPECT_GT(twin, 2e-3f) << "a strength 5 % less must be seen";
    }
}

TEST(BrushField, AtFullStrengthEraseLeavesNothingRestoreUndoesAllAndDenserDoubles) {
    const Head& head = ball_head();
    const auto middle = [&](std::vector<DensityStroke> rows) {
        const BrushField field = brush_field(head, work_of(std::move(rows)));
        return field.change[2];  // the ball's top
    };
    const DensityStroke erase = stroke(Kind::Erase, {kTop}, 20.0f, 1.0f), target = stroke(Kind::ToTarget, {kTop}, 20.0f, 1.0f),
                        denser = stroke(Kind::Denser, {kTop}, 20.0f, 1.0f);
    EXPECT_EQ(middle({target, erase}), (Change{0.0f, 0.0f}));
    EXPECT_EQ(middle({denser, target, stroke(Kind::Restore, {kTop}, 20.0f, 1.0f)}), Change{});
    EXPECT_EQ(middle({denser}), (Change{2.0f, 0.0f}));
    EXPECT_EQ(middle({denser, denser, denser, denser}), (Change{kMostBrushedShare, 0.0f}));
    EXPECT_EQ(middle({erase, target}), (Change{0.0f, 120.0f}));
}

TEST(BrushField, GoingSlowlyOrToAndFroDoesNoMoreThanGoingOnce) {
    const Head& head = ball_head();
    const std::vector<glm::vec3> once = arc(0.8f, -0.5f, 0.5f);
    std::vector<glm::vec3> often = once, slowly;
    for (int k = 0; k < 3; ++k) {
        often.insert(often.end(), once.rbegin(), once.rend());
        often.insert(often.end(), once.begin(), once.end());
    }
    for (const glm::vec3& p : once) slowly.insert(slowly.end(), 5, p);
    const BrushField field = brush_field(head, work_of({stroke(Kind::Denser, once)}));
    const auto farthest_from = [&](std::vector<DensityStroke> rows) {
        const BrushField other = brush_field(head, work_of(std::move(rows)));
        float farthest = 0.0f;
        for (std::size_t v = 0; v < field.change.size(); ++v)
            farthest = std::max(farthest, std::abs(other.change[v].share - field.change[v].share));
        return farthest;
    };
    EXPECT_LT(farthest_from({stroke(Kind::Denser, often)}), 1e-5f);
    EXPECT_LT(farthest_from({stroke(Kind::Denser, slowly)}), 1e-5f);
    EXPECT_GT(farthest_from({stroke(Kind::Denser, once), stroke(Kind::Denser, once)}), 0.2f);
}

/// Of the share, over the skin within `radius_mm` of the top.
double unevenness(const Head& head, const BrushField& field, float radius_mm) {
    double sum = 0.0, squares = 0.0, count = 0.0;
    for (std::size_t v = 0; v < field.change.size(); ++v) {
        if (glm::distance(head.measuring.mesh().positions[v], kTop) > radius_mm) continue;
        const double share = static_cast<double>(field.change[v].share);
        sum += share, squares += share * share, count += 1.0;
    }
    return std::sqrt(std::max(0.0, squares / count - sum * sum / count / count));
}

TEST(BrushField, SmoothingEvensOutWhatIsThereAndLeavesEvenSkinAsItIs) {
    const Head& head = ball_head();
    const DensityStroke patch = stroke(Kind::Thinner, {ball::place(0.15f, 0.0f)}, 10.0f, 1.0f);
    const DensityStroke smooth = stroke(Kind::Smooth, {kTop}, 30.0f, 0.8f);
    const double before = unevenness(head, brush_field(head, work_of({patch})), 15.0f);
    EXPECT_LT(unevenness(head, brush_field(head, work_of({patch, smooth})), 15.0f), 0.5 * before);
    EXPECT_LT(unevenness(head, brush_field(head, work_of({smooth})), 15.0f), 1e-6);
    const BrushField even = brush_field(head, work_of({stroke(Kind::ToTarget, {kTop}, 50.0f, 0.0f), smooth}));
    for (const Change& change : even.change) ASSERT_NEAR(change.share, 1.0f, 1e-6f);
}

/// A random edit as an artist's hand and undo key make them.
Brushwork edited(const Brushwork& work, const std::vector<Brushwork>& past, std::uint64_t seed) {
    const auto choice = [&](std::uint64_t of, std::uint64_t n) { return mix(seed, of) % n; };
    const auto unit = [&](std::uint64_t of) { return unit_float(mix(seed, of)); };
    const auto place = [&](std::uint64_t of) { return ball::place(0.2f + 0.8f * unit(of), 6.0f * unit(of + 1)); };
    Brushwork next = work;
    switch (choice(0, 7)) {
        case 0:
            return past[choice(1, past.size())];  // undo, or redo, by several steps
        case 1:
            if (!next.strokes.empty()) next.strokes.erase(next.strokes.begin() + static_cast<long>(choice(1, next.strokes.size())));
            return next;
        case 2:
        case 3:
            if (next.strokes.empty()) return next;
            for (std::uint64_t k = 0; k <= choice(2, 4); ++k) {
                Stroke& last = next.strokes.back().stroke;
                last.path.push_back(place(10 + 2 * k));
                if (!last.mirrored.empty()) last.mirrored.push_back(last.path.back() * glm::vec3(-1, 1, 1));
            }
            return next;
        case 4:
            next.dots.push_back({next.next_id++, choice(3, 2) ? HandDot::Kind::Added : HandDot::Kind::Removed, place(30)});
            return next;
        default:
            DensityStroke row = stroke(static_cast<Kind>(choice(4, 6)), {place(40)}, 5.0f + 20.0f * unit(42), unit(43));
            if (choice(5, 2)) row.stroke.mirrored = {row.stroke.path[0] * glm::vec3(-1, 1, 1)};
            row.id = next.next_id++;
            next.strokes.push_back(row);
            return next;
    }
}

bool same(const BrushField& a, const BrushField& b) {
    return a.change == b.change && a.removed_mm == b.removed_mm &&
           std::ranges::equal(a.added, b.added, [](const auto& x, const auto& y) { return x.id == y.id && x.at == y.at; });
}

/// Whether the vertices that differ between two fields are those listed, each once.
bool tells_what_changed(const Head& head, const BrushField& before, const BrushField& after) {
    const auto of = [](const BrushField& f, std::size_t v) { return f.change.empty() ? Change{} : f.change[v]; };
    std::vector<int> listed(head.measuring.mesh().positions.size(), 0);
    for (const std::uint32_t v : after.touched) ++listed[v];
    for (std::size_t v = 0; v < listed.size(); ++v)
        if (listed[v] != (of(before, v) == of(after, v) ? 0 : 1)) return false;
    return true;
}

TEST(BrushField, WhateverCameBeforeEqualBrushworkGivesEqualFieldsToTheLastBit) {
    const Head head = ball::head(4);
    std::size_t most_strokes = 0;
    for (std::uint64_t run = 0; run < 12; ++run) {
        std::vector<Brushwork> past{Brushwork{}};
        Brushwork known;
        BrushField before = brush_field(head, known);
        for (std::uint64_t step = 0; step < 40; ++step) {
            const Brushwork next = edited(known, past, mix(run, step));
            const BrushField field = brush_field(head, next, &before, &known);
            ASSERT_TRUE(same(field, brush_field(head, next))) << run << " " << step;
            ASSERT_TRUE(tells_what_changed(head, before, field)) << run << " " << step;
            past.push_back(next);
            known = next;
            before = field;
        }
        most_strokes = std::max(most_strokes, known.strokes.size());
    }
    EXPECT_GT(most_strokes, 3u);
}

TEST(BrushField, AGrowingStrokeChangesOnlyTheSkinThatItHasCome) {
    const Head& head = ball_head();
    const std::vector<glm::vec3> way = arc(0.9f, -1.0f, 1.0f);
    Brushwork known = work_of({stroke(Kind::Denser, {way.begin(), way.end() - 1}, 8.0f)});
    const BrushField before = brush_field(head, known);
    const BrushField after = brush_field(head, work_of({stroke(Kind::Denser, way, 8.0f)}), &before, &known);
    EXPECT_GT(after.touched.size(), 0u);
    EXPECT_LT(after.touched.size(), before.touched.size() / 4);
    for (const std::uint32_t v : after.touched)
        EXPECT_LT(glm::distance(head.measuring.mesh().positions[v], way.back()), 8.0f + 2.0f);
}

TEST(BrushField, NothingBrushedIsNothingAndPlacesOffTheHeadDoNothing) {
    const Head& head = ball_head();
    EXPECT_TRUE(brush_field(head, {}).is_empty());
    Brushwork far = work_of({stroke(Kind::Erase, {kTop * 1.5f}, 12.0f, 1.0f)});
    far.dots.push_back({far.next_id++, HandDot::Kind::Added, kTop * 1.5f});
    const BrushField field = brush_field(head, far);
    EXPECT_TRUE(field.touched.empty());
    EXPECT_TRUE(field.added.empty());
    Brushwork known = work_of({stroke(Kind::Erase, {kTop})});
    const BrushField before = brush_field(head, known);
    const BrushField undone = brush_field(head, {}, &before, &known);
    EXPECT_TRUE(undone.is_empty());
    EXPECT_EQ(undone.touched.size(), before.touched.size());
}

TEST(BrushField, HandSetDotsLieOnTheSkin) {
    const Head& head = ball_head();
    Brushwork work;
    work.dots = {{3, HandDot::Kind::Added, kTop * 1.01f}, {5, HandDot::Kind::Removed, {1.0f, 59.0f, 3.0f}}};
    work.next_id = 6;
    const BrushField field = brush_field(head, work);
    ASSERT_EQ(field.added.size(), 1u);
    EXPECT_EQ(field.added[0].id, 3u);
    EXPECT_LT(glm::distance(head.measuring.position(field.added[0].at), kTop), 0.1f);
    ASSERT_EQ(field.removed_mm.size(), 1u);
    EXPECT_EQ(field.removed_mm[0], glm::vec3(1.0f, 59.0f, 3.0f));
}

/// A way over a real head from above the forehead to the crown and down to one side.
std::vector<glm::vec3> way_over(const Head& head) {
    std::vector<glm::vec3> through;
    for (const glm::vec3& from : {glm::vec3(20, 150, 60), {5, 160, 20}, {-20, 160, -30}, {-60, 130, -50}}) {
        const auto hit = head.measuring.hit({1.5f * from, -glm::normalize(from)}, true);
        through.push_back(head.measuring.position(hit->at));
    }
    return *stroke_path(head, through);
}

/// Brushwork with every kind of stroke, as laid on the head it was drawn on.
Brushwork all_kinds(const Head& head) {
    std::vector<glm::vec3> way = way_over(head);
    const auto part = [&](double from, double to) {
        const auto at = [&](double share) { return way.begin() + static_cast<long>(share * static_cast<double>(way.size())); };
        return std::vector<glm::vec3>(at(from), at(to));
    };
    return work_of({stroke(Kind::Denser, way, 20.0f, 0.8f), stroke(Kind::Thinner, part(0.0, 0.3), 15.0f, 0.9f),
                    stroke(Kind::Smooth, part(0.2, 0.6), 12.0f, 0.7f), stroke(Kind::ToTarget, part(0.5, 0.7), 18.0f, 1.0f),
                    stroke(Kind::Restore, part(0.9, 1.0), 25.0f, 0.6f)});
}

/// Root mean square and largest difference of the density that two fields make of 180, over places of the finer head.
std::pair<double, double> differences(const Head& a, const BrushField& fa, const Head& b, const BrushField& fb) {
    const auto made = [](const BrushField& f, std::uint32_t v) { return 180.0f * f.change[v].share + f.change[v].more_per_cm2; };
    double squares = 0.0, largest = 0.0, count = 0.0;
    for (std::uint32_t v = 0; v < fa.change.size(); ++v) {
        if (fa.change[v] == Change{}) continue;
        const SurfacePoint at = *b.measuring.closest(a.measuring.mesh().positions[v]);
        double there = 0.0;
        for (int c = 0; c < 3; ++c)
            there += static_cast<double>(at.weights[c] * made(fb, b.measuring.mesh().triangles[at.triangle][c]));
        const double gap = std::abs(static_cast<double>(made(fa, v)) - there);
        squares += gap * gap, count += 1.0, largest = std::max(largest, gap);
    }
    return {std::sqrt(squares / std::max(1.0, count)), largest};
}

/// The head with its skin in other triangles, about `step_mm` long and as even as a measuring surface's.
Head in_triangles_of(const Head& head, float step_mm) {
    const OuterSpace outer = *find_outer_space(head.measuring, {});
    SkinShaper shaper(head.measuring, *wrap_skin(head.measuring, outer, {step_mm}, {}));
    shaper.relax(3);
    shaper.find_support();
    for (int round = 0; round < 3; ++round) {
        if (round > 0) shaper.relax(1);
        shaper.lay_on(0.0f);
    }
    shaper.drop_folds();
    shaper.bridge();
    Head other = head;
    other.measuring = Surface::build(shaper.triangulate()).value();
    other.scalp.clear();
    return other;
}

TEST(BrushField, TheSameStrokesOn35And140ThousandTrianglesMakeTheSameDensities) {
    constexpr double kRms_per_cm2 = 3.0, kLargest_per_cm2 = 15.0;  // of densities up to 360
    const Head& head = fitted_head("male_caucasian");
    const Head fine = in_triangles_of(head, 1.84f), coarse = in_triangles_of(head, 3.68f);
    ASSERT_NEAR(static_cast<double>(fine.measuring.triangle_count()), 140e3, 20e3);
    ASSERT_NEAR(static_cast<double>(coarse.measuring.triangle_count()), 35e3, 5e3);
    const Brushwork work = all_kinds(head);
    const BrushField on_fine = brush_field(fine, work), on_coarse = brush_field(coarse, work);
    const auto [rms, largest] = differences(fine, on_fine, coarse, on_coarse);
    RecordProperty("rms_per_cm2", std::to_string(rms));
    RecordProperty("largest_per_cm2", std::to_string(largest));
    EXPECT_LT(rms, kRms_per_cm2);
    EXPECT_LT(largest, kLargest_per_cm2);
    Brushwork shifted = work;  // by one and a half millimetres along the head
    for (DensityStroke& row : shifted.strokes)
        for (glm::vec3& p : row.stroke.path) p = head.from_source.inverse(head.from_source(p) + glm::vec3(0.0f, 0.0f, 1.5f));
    const auto [twin_rms, twin_largest] = differences(fine, on_fine, coarse, brush_field(coarse, shifted));
    EXPECT_GT(twin_rms, kRms_per_cm2);
    EXPECT_GT(twin_largest, kLargest_per_cm2);
}

TEST(BrushField, OnAHeadMeasuredAnewTheStrokeStaysOnItsSkinAtItsRadiusInMillimetres) {
    const HeadReference reference{"male_caucasian"};
    const auto shape = build_head_shape(reference);
    const Head as_is = *fit_head(*shape, reference, {}), taped = *fit_head(*shape, reference, {{}, 620.0f});
    ASSERT_GT(taped.from_source.scale / as_is.from_source.scale, 1.05f);
    const std::vector<glm::vec3> way = way_over(as_is);
    const Brushwork work = work_of({stroke(Kind::Denser, {way[way.size() / 2]}, 30.0f, 1.0f)});
    const auto brushed_mm2 = [&](const Head& head) {
        const BrushField field = brush_field(head, work);
        double area = 0.0;
        for (std::uint32_t t = 0; t < head.measuring.triangle_count(); ++t)
            for (int c = 0; c < 3; ++c)
                if (field.change[head.measuring.mesh().triangles[t][c]] != Change{})
                    area += static_cast<double>(head.measuring.area_mm2(t)) / 3.0;
        return area;
    };
    EXPECT_NEAR(brushed_mm2(taped) / brushed_mm2(as_is), 1.0, 0.03);
    const auto densest = [&](const Head& head) {
        const BrushField field = brush_field(head, work);
        return std::ranges::max_element(field.change, {}, &Change::share) - field.change.begin();
    };
    EXPECT_EQ(densest(taped), densest(as_is)) << "the same triangles, so the same vertex of the skin";
}

TEST(BrushField, AStrokeOnAnEarTouchesNeitherItsBackNorTheScalpBehindIt) {
    const Head& head = fitted_head("male_caucasian");
    const Surface& skin = head.measuring;
    const glm::vec3 outside = head.landmark("tragion_l") + glm::vec3(100.0f, 10.0f, -25.0f);
    std::vector<SurfaceHit> hits;  // the ear, its back, the scalp behind it
    for (float from = 0.0f; hits.size() < 3; from = hits.back().distance_mm + 0.01f) {
        const auto hit = skin.hit({outside - glm::vec3(from, 0.0f, 0.0f), {-1.0f, 0.0f, 0.0f}});
        ASSERT_TRUE(hit);
        hits.push_back({hit->at, hit->distance_mm + from});
    }
    ASSERT_LT(hits[2].distance_mm - hits[0].distance_mm, 25.0f);
    ASSERT_GT(glm::dot(skin.normal(hits[0].at), skin.normal(hits[2].at)), 0.2f) << "facing alone tells them not apart";
    const BrushField field = brush_field(head, work_of({stroke(Kind::Erase, {place_of(head, hits[0].at)}, 25.0f, 1.0f)}));
    const auto brushed = [&](const SurfaceHit& hit) {
        const glm::uvec3& corners = skin.mesh().triangles[hit.at.triangle];
        return std::max({1.0f - field.change[corners.x].share, 1.0f - field.change[corners.y].share,
                         1.0f - field.change[corners.z].share});
    };
    EXPECT_EQ(brushed(hits[0]), 1.0f);
    EXPECT_EQ(brushed(hits[1]), 0.0f);
    EXPECT_EQ(brushed(hits[2]), 0.0f);
}

TEST(BrushField, OnAScalpABrushReachesAllThatLiesWithinItsRadius) {
    for (const char* name : {"male_african", "female_asian"}) {
        const Head& head = fitted_head(name);
        const auto& places = head.measuring.mesh().positions;
        for (const float radius_mm : {10.0f, 40.0f})
            for (std::size_t v = 0; v < places.size(); v += 2000) {
                if (head.scalp[v] < 1.0f || places[v].y < 40.0f) continue;
                const BrushField field =
                    brush_field(head, work_of({stroke(Kind::Erase, {head.from_source.inverse(places[v])}, radius_mm, 1.0f)}));
                for (std::size_t w = 0; w < places.size(); ++w) {
                    if (head.scalp[w] < 1.0f || glm::distance(places[v], places[w]) >= 0.999f * radius_mm) continue;
                    ASSERT_LT(field.change[w].share, 1.0f) << name << " " << v << " " << w;
                }
            }
    }
}

TEST(BrushField, AMirroredStrokeDoesTheSameOnBothSides) {
    const Head& head = fitted_head("female_asian");
    const Symmetry symmetry(head, {});
    DensityStroke row = stroke(Kind::Denser, way_over(head), 15.0f, 0.7f);
    row.stroke.mirrored = mirrored_path(head, symmetry, row.stroke.path, 0.0f);
    ASSERT_EQ(row.stroke.mirrored.size(), row.stroke.path.size());
    const BrushField both = brush_field(head, work_of({row}));
    std::swap(row.stroke.path, row.stroke.mirrored);
    const BrushField swapped = brush_field(head, work_of({row}));
    const auto [rms, largest] = differences(head, both, head, swapped);
    EXPECT_LT(largest, 1e-3);
    for (int side : {-1, 1}) {
        const auto on_side = std::ranges::count_if(both.touched, [&](std::uint32_t v) {
            return static_cast<float>(side) * head.measuring.mesh().positions[v].x > 0.0f;
        });
        EXPECT_NEAR(static_cast<double>(on_side) / static_cast<double>(both.touched.size()), 0.5, 0.02);
    }
}

TEST(StrokePath, HasPlacesEveryTwoMillimetresOnTheSkinAndSaysWhatItCannotJoin) {
    const Head& head = fitted_head("male_caucasian");
    const std::vector<glm::vec3> path = way_over(head);
    for (std::size_t i = 0; i < path.size(); ++i) {
        const glm::vec3 p = head.from_source(path[i]);
        EXPECT_LT(glm::distance(head.measuring.position(*head.measuring.closest(p)), p), 0.01f);
        if (i > 0) { EXPECT_LT(glm::distance(p, head.from_source(path[i - 1])), 2.6f); }
    }
    const glm::vec3 top = head.landmark("vertex");
    EXPECT_FALSE(stroke_path(head, std::vector<glm::vec3>{top + glm::vec3(0.0f, 20.0f, 0.0f)}));
    EXPECT_FALSE(stroke_path(head, std::vector<glm::vec3>{top, head.landmark("glabella")}));
}

}  // namespace
}  // namespace trichion
