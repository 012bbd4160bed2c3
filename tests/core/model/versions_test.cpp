// Versions of a design: switching loses nothing, an agreement is no one else's, a stamp follows what can be seen.
#include "core/model/versions.h"

#include "core/model/edge_figures.h"
#include "core/model/limits.h"

#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace trichion {
namespace {

constexpr const char* kToday = "2026-11-22";

Document with_outline() {
    Document document;
    Outline outline = *document.outline;
    outline.points = {OutlinePoint{1, {5, {0.2f, 0.3f, 0.5f}}}, OutlinePoint{2}, OutlinePoint{3}};
    outline.areas = {FreeArea{4, "Crown", FreeArea::Kind::Added, 6.0f, {OutlinePoint{5}, OutlinePoint{6}, OutlinePoint{7}}}};
    outline.next_id = 8;
    document.outline = outline;
    return document;
}

Document with_density(Document document, float density_per_cm2) {
    document.dots = DotSettings{.density_per_cm2 = density_per_cm2, .diameter_mm = document.dots->diameter_mm};
    return document;
}

/// A with 100, B with 120, C (active) with 140 dots on a cm2.
Document three_versions() {
    Document document = with_density(with_outline(), 100.0f);
    document = with_density(*with_new_version(document), 120.0f);
    return with_density(*with_new_version(document), 140.0f);
}

float density_of(const Document& document, const std::string& name) {
    return design_of(document, find_version(document, name)->id)->dots->density_per_cm2;
}

TEST(Versions, EachKeepsItsOwnDesign) {
    const Document document = three_versions();
    EXPECT_TRUE(check_document(document));
    EXPECT_EQ(density_of(document, "A"), 100.0f);
    EXPECT_EQ(density_of(document, "B"), 120.0f);
    EXPECT_EQ(density_of(document, "C"), 140.0f);
}

TEST(Versions, SwitchingThereAndBackIsTheIdentity) {
    const Document document = three_versions();
    for (const Version& version : document.versions->all) {
        const Document there = *with_active_version(document, version.id);
        EXPECT_TRUE(check_document(there));
        EXPECT_EQ(there.dots->density_per_cm2, density_of(document, version.name));
        EXPECT_EQ(*with_active_version(there, document.versions->active), document);
    }
    EXPECT_FALSE(with_active_version(document, 99));
}

TEST(Versions, ADuplicateIsTheSameDesignUnderAnotherName) {
    const Document document = three_versions();
    const Document more = *with_new_version(document);
    EXPECT_EQ(find_version(more, more.versions->active)->name, "D");
    EXPECT_EQ(*design_of(more, find_version(more, "C")->id), *design_of(more, more.versions->active));
    EXPECT_TRUE(more.outline.is(document.outline));
}

TEST(Versions, AFreedLetterIsGivenAgainAndAnIdNever) {
    Document document = three_versions();
    std::set<std::uint32_t> ids{1, 2, 3};
    for (int i = 0; i < 20; ++i) {
        document = *without_version(document, find_version(document, "B")->id);
        document = *with_new_version(document);
        EXPECT_EQ(find_version(document, document.versions->active)->name, "B");
        EXPECT_TRUE(ids.insert(document.versions->active).second);
        EXPECT_TRUE(check_document(document));
    }
}

TEST(Versions, DeletingTheActiveOneShowsItsNeighbourAndTheLastOneStays) {
    Document document = three_versions();
    document = *without_version(document, document.versions->active);
    EXPECT_EQ(document.dots->density_per_cm2, 120.0f);
    document = *without_version(document, find_version(document, "A")->id);
    EXPECT_EQ(document.dots->density_per_cm2, 120.0f);
    EXPECT_TRUE(check_document(document));
    EXPECT_FALSE(without_version(document, document.versions->active));
    EXPECT_FALSE(without_version(document, 99));
}

TEST(Versions, NamesAreOneToFortyCharactersAndEachAnother) {
    const Document document = three_versions();
    EXPECT_EQ(find_version(*with_version_named(document, 1, "Low ☺"), 1u)->name, "Low ☺");
    EXPECT_EQ(*with_version_named(document, 1, "A"), document);
    for (const std::string& name : {std::string(), std::string("B"), std::string("a\nb"), std::string(41, 'x')})
        EXPECT_FALSE(with_version_named(document, 1, name)) << name;
    EXPECT_FALSE(with_version_named(document, 99, "X"));
}

TEST(Versions, ThereAreAtMostTwelve) {
    Document document = with_outline();
    for (std::size_t i = 1; i < kMostVersions; ++i) document = *with_new_version(document);
    EXPECT_TRUE(check_document(document));
    const auto more = with_new_version(document);
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().message, "A design has at most 12 versions; delete one to make room.");
}

TEST(Agreement, SaysWhenTheDesignIsNoLongerWhatWasAgreed) {
    const Document agreed = *with_agreement(with_outline(), kToday);
    EXPECT_FALSE(is_changed_since_agreed(with_outline()));
    EXPECT_FALSE(is_changed_since_agreed(agreed));
    const Document changed = with_density(agreed, 77.0f);
    EXPECT_TRUE(is_changed_since_agreed(changed));
    EXPECT_FALSE(is_changed_since_agreed(with_density(changed, agreed.dots->density_per_cm2)));
    EXPECT_FALSE(is_changed_since_agreed(*with_agreement(changed, kToday)));
    EXPECT_FALSE(is_changed_since_agreed(without_agreement(changed)));
    EXPECT_FALSE(with_agreement({}, kToday)) << "there is no hairline to agree on";
}

TEST(Agreement, OutlivesAppointmentsAndWhatIsSeenWhenTheWorkHasHealed) {
    Document document = *with_agreement(with_outline(), kToday);
    const std::uint64_t stamp = find_version(document, "A")->agreed->hash;
    SessionPlan plan = *document.plan;
    plan.patch_test_on = "2026-11-25", plan.first_on = "2026-12-01", plan.each[1].on = "2026-12-17", plan.gap_days = 21.0f;
    plan.each[0].take_up = 0.8f;
    plan.pace.dots_per_minute += 5.0f;
    document.plan = plan;
    FadeSettings fade = *document.fade;
    fade.results.push_back({28.0f, 0.2f});
    fade.follows_results = true;
    document.fade = fade;
    EXPECT_FALSE(is_changed_since_agreed(document));
    EXPECT_EQ(stamp_of(document, document.versions->active), stamp);
    plan.each[1].warmth = 0.5f;
    document.plan = plan;
    EXPECT_TRUE(is_changed_since_agreed(document)) << "another shade is another design";
    EXPECT_NE(stamp_of(document, document.versions->active), stamp);
}

TEST(Agreement, GivenByAnEarlierProgramKeepsItsStampWhileTheDesignIsAsAgreed) {
    Document document = *with_agreement(with_outline(), kToday);
    Versions versions = *document.versions;
    versions.all[0].agreed->hash = 0x3fa90c0000000000ULL;  // over more or less than this program looks at
    document.versions = versions;
    EXPECT_FALSE(is_changed_since_agreed(document));
    EXPECT_EQ(short_words(stamp_of(document, 1)), "3fa90c");
    EXPECT_EQ(stamp_of(with_density(document, 77.0f), 1), design_hash(*design_of(with_density(document, 77.0f), 1)));
}

TEST(Agreement, ItsLineHasChangedOnlyWithThePointsOfALine) {
    const Document agreed = *with_agreement(with_outline(), kToday);
    EXPECT_FALSE(is_line_changed_since_agreed(agreed));
    EXPECT_FALSE(is_line_changed_since_agreed(with_density(agreed, 77.0f)));
    Document changed = agreed;
    Outline outline = *agreed.outline;
    outline.blend_mm += 2.0f;
    changed.outline = outline;
    EXPECT_TRUE(is_changed_since_agreed(changed));
    EXPECT_FALSE(is_line_changed_since_agreed(changed));
    outline.points[0].at.triangle += 1;
    changed.outline = outline;
    EXPECT_TRUE(is_line_changed_since_agreed(changed));
    EXPECT_FALSE(is_line_changed_since_agreed(without_agreement(changed)));
}

TEST(Agreement, IsUntouchedByEditsOfOtherVersions) {
    Document document = *with_agreement(three_versions(), kToday);
    const Version agreed = *find_version(document, "C");
    document = with_density(*with_active_version(document, find_version(document, "A")->id), 33.0f);
    document = *with_version_named(document, find_version(document, "B")->id, "Other");
    document = *with_agreement(document, "2027-01-01");
    EXPECT_EQ(find_version(document, "C")->agreed, agreed.agreed);
    EXPECT_FALSE(is_changed_since_agreed(document, agreed.id));
    document = *with_active_version(document, agreed.id);
    EXPECT_FALSE(is_changed_since_agreed(document));
}

TEST(Agreement, GoesWithItsVersionAndACopyIsNotAgreed) {
    const Document document = *with_agreement(three_versions(), kToday);
    const Document copied = *with_new_version(document);
    EXPECT_FALSE(find_version(copied, copied.versions->active)->agreed);
    EXPECT_TRUE(find_version(copied, "C")->agreed);
}

TEST(Agreement, OfAnOutlinePutOnAnotherMeasuringSurfaceKeepsItsStampAndIsNotChanged) {
    const Document document = *with_agreement(with_outline(), kToday);
    const Document moved = with_outlines(document, [](const Shared<Outline>& outline) {
        Outline there = *outline;
        for (OutlinePoint& point : there.points) point.at.triangle += 1000;
        return Shared<Outline>(there);
    });
    EXPECT_NE(*moved.outline, *document.outline);
    EXPECT_EQ(find_version(moved, "A")->agreed->hash, find_version(document, "A")->agreed->hash);
    EXPECT_FALSE(is_changed_since_agreed(moved));
}

TEST(Outlines, AreAllFoundAndReplacedAndThoseThatAreOneStayOne) {
    const Document document = *with_agreement(three_versions(), kToday);
    EXPECT_EQ(outlines_of(document).size(), 4u);
    int calls = 0;
    const Document changed = with_outlines(document, [&](const Shared<Outline>& outline) {
        ++calls;
        Outline there = *outline;
        there.blend_mm = 35.0f;
        return Shared<Outline>(there);
    });
    EXPECT_EQ(calls, 1);
    for (const Shared<Outline>& outline : outlines_of(changed)) EXPECT_TRUE(outline.is(changed.outline));
    EXPECT_EQ(changed.outline->blend_mm, 35.0f);
    EXPECT_TRUE(check_document(changed));
}

class DesignHash : public ::testing::Test {
protected:
    template <class Part>
    void expect_other(const char* what, Shared<Part> Design::*part, const std::function<void(Part&)>& change) {
        Design changed = design_;
        Part copy = *(changed.*part);
        change(copy);
        changed.*part = copy;
        EXPECT_TRUE(hashes_.insert(design_hash(changed)).second) << what;
    }
    Design design_ = *design_of(with_outline(), 1);
    std::set<std::uint64_t> hashes_{design_hash(design_)};
};

TEST_F(DesignHash, IsAnotherForEveryChangeThatCanBeSeen) {
    using P = OutlinePoint;
    const auto outline = [&](const char* what, const std::function<void(Outline&)>& change) {
        expect_other<Outline>(what, &Design::outline, change);
    };
    outline("blend", [](Outline& o) { o.blend_mm += 1; });
    outline("order", [](Outline& o) { std::swap(o.points[0], o.points[1]); });
    outline("fewer", [](Outline& o) { o.points.pop_back(); });
    outline("triangle", [](Outline& o) { o.points[0].at.triangle = 6; });
    for (int k = 0; k < 3; ++k) outline("weight", [k](Outline& o) { o.points[0].at.weights[k] += 1e-6f; });
    outline("part", [](Outline& o) { o.points[2].part = OutlinePart::Nape; });
    outline("corner", [](Outline& o) { o.points[2].is_corner = true; });
    outline("area gone", [](Outline& o) { o.areas.clear(); });
    outline("area kind", [](Outline& o) { o.areas[0].kind = FreeArea::Kind::LeftOut; });
    outline("area blend", [](Outline& o) { o.areas[0].blend_mm = 0; });
    outline("area point", [](Outline& o) { o.areas[0].points.push_back(P{9}); });
    for (const EdgeFigure& figure : edge_figures())
        expect_other<EdgeSettings>(figure.name, &Design::edge, [&](EdgeSettings& e) { e.*figure.field += 0.0625f; });
    expect_other<EdgeSettings>("seed", &Design::edge, [](EdgeSettings& e) { e.seed = 2; });
    expect_other<DotSettings>("density", &Design::dots, [](DotSettings& d) { d.density_per_cm2 += 1; });
    expect_other<DotSettings>("diameter", &Design::dots, [](DotSettings& d) { d.diameter_mm += 0.01f; });
    expect_other<SessionPlan>("sessions", &Design::plan, [](SessionPlan& p) { p.sessions = 2; });
    expect_other<SessionPlan>("pigment", &Design::plan, [](SessionPlan& p) { p.pigment = Pigment::Resorbable; });
    expect_other<SessionPlan>("needle", &Design::plan, [](SessionPlan& p) { p.each[1].needle = Needle::One; });
    expect_other<SessionPlan>("depth", &Design::plan, [](SessionPlan& p) { p.each[1].depth_mm += 0.1f; });
    expect_other<SessionPlan>("session's shade", &Design::plan, [](SessionPlan& p) { p.each[1].shade = 9.0f; });
    expect_other<SessionPlan>("shade", &Design::plan, [](SessionPlan& p) { p.shade += 1; });
    expect_other<SessionPlan>("shade step", &Design::plan, [](SessionPlan& p) { p.shade_step += 1; });
    expect_other<SessionPlan>("warmth", &Design::plan, [](SessionPlan& p) { p.warmth += 0.1f; });
    for (std::size_t i = 0; i < 4; ++i)
        expect_other<SessionPlan>("share", &Design::plan, [i](SessionPlan& p) { p.shares[i] += 0.01f; });
}

TEST_F(DesignHash, OfAScarFollowsHowItIsWorkedAndNotHowItHeals) {
    const auto scar_with = [&](const std::function<void(FreeArea&)>& change) {
        Outline outline = *design_.outline;
        outline.areas[0].kind = FreeArea::Kind::Scar;
        change(outline.areas[0]);
        Design design = design_;
        design.outline = outline;
        return design_hash(design);
    };
    const std::uint64_t scar = scar_with([](FreeArea&) {});
    EXPECT_NE(scar_with([](FreeArea& a) { a.density_per_cm2 += 1; }), scar);
    EXPECT_NE(scar_with([](FreeArea& a) { a.depth_mm += 0.1f; }), scar);
    EXPECT_EQ(scar_with([](FreeArea& a) { a.take_up = 0.5f; }), scar);
}

TEST_F(DesignHash, IsTheSameForWhatCannotBeSeen) {
    Outline renamed = *design_.outline;
    renamed.preset = "own";
    renamed.locked = 7;
    renamed.mirror = false;
    renamed.areas[0].name = "Other";
    for (OutlinePoint& point : renamed.points) point.id += 40;
    renamed.next_id = 60;
    Design same = design_;
    same.outline = renamed;
    EXPECT_EQ(design_hash(same), design_hash(design_));
    Design negative_zero = design_;
    EdgeSettings edge = *design_.edge;
    edge.gaps = -0.0f;
    negative_zero.edge = edge;
    EXPECT_EQ(design_hash(negative_zero), design_hash(design_));
}

TEST_F(DesignHash, IsTheSameOnEveryMachine) {
    EXPECT_EQ(short_words(0x0123456789abcdefULL), "012345");
    EXPECT_EQ(short_words(design_hash(Design{})), "5e19e5");
}

TEST(AgreementWords, AreADayAsPeopleWriteIt) {
    EXPECT_EQ(day_words("2026-11-22"), "22 Nov 2026");
    EXPECT_EQ(day_words("2027-01-05"), "5 Jan 2027");
    EXPECT_EQ(day_words(""), "");
    EXPECT_EQ(day_words("2026-13-01"), "2026-13-01");
}

}  // namespace
}  // namespace trichion
