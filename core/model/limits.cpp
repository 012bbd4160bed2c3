// A document is checked value by value: what comes from a file is not to be trusted.
#include "core/model/limits.h"

#include "core/base/iso_date.h"
#include "core/model/edge_figures.h"
#include "core/model/versions.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace trichion {
namespace {

/// Length in bytes of the well-formed UTF-8 character at `at`, 0 when it is malformed or a control character.
/// @source The Unicode Standard 15.0, table 3-7.
std::size_t character_length(const std::string& text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = byte(at);
    const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
        return byte(i) >= low && byte(i) <= high;
    };
    if (first >= 0x20 && first < 0x7f) return 1;
    if (first == 0xc2) return continues(at + 1, 0xa0) ? 2 : 0;  // below a0: control characters
    if (first > 0xc2 && first <= 0xdf) return continues(at + 1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
        const unsigned high = first == 0xed ? 0x9f : 0xbf;
        return continues(at + 1, low, high) && continues(at + 2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const unsigned low = first == 0xf0 ? 0x90 : 0x80;
        const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
        return continues(at + 1, low, high) && continues(at + 2) && continues(at + 3) ? 4 : 0;
    }
    return 0;
}

std::string shown(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(value));
    return text;
}

Result<void> check(const char* name, float value, const Range& range) {
    if (range.contains(value)) return {};
    return fail(ErrorCode::InvalidInput, std::string(name) + " is " + shown(value) + ", but must be " + shown(range.min) +
                                             " to " + shown(range.max) + ".");
}

Result<void> check_text(const char* name, const std::string& text, std::size_t most) {
    if (!text.empty() && is_plain_text(text, most)) return {};
    return fail(ErrorCode::InvalidInput,
                std::string(name) + " must be 1 to " + std::to_string(most) + " printable characters.");
}

bool is_sane(const glm::vec3& at) { return std::max({std::abs(at.x), std::abs(at.y), std::abs(at.z)}) < 1e5f; }

bool lies_in_its_triangle(const SurfacePoint& at) {
    const glm::vec3& w = at.weights;
    return std::min({w.x, w.y, w.z}) >= -1e-3f && std::abs(w.x + w.y + w.z - 1.0f) <= 1e-3f;
}

/// Ids are unique over the outline, its areas and the points of both.
Result<void> check_points(const Outline& outline) {
    const auto wrong = [](const std::string& what) { return fail(ErrorCode::InvalidInput, "The outline " + what + "."); };
    if (!outline.points.empty() && outline.points.size() < 3) return wrong("has fewer than 3 points");
    if (outline.areas.size() > kMostFreeAreas) return wrong("has more than " + std::to_string(kMostFreeAreas) + " free areas");
    std::set<std::uint32_t> ids;
    const auto is_new = [&](std::uint32_t id) { return id != 0 && id < outline.next_id && ids.insert(id).second; };
    std::vector<const OutlinePoint*> points;
    for (const OutlinePoint& point : outline.points) points.push_back(&point);
    for (const FreeArea& area : outline.areas) {
        if (!is_new(area.id)) return wrong("has two free areas of one id");
        if (area.points.size() < 3) return wrong("has a free area of fewer than 3 points");
        for (const OutlinePoint& point : area.points) points.push_back(&point);
    }
    if (points.size() > kMostOutlinePoints) return wrong("has more than " + std::to_string(kMostOutlinePoints) + " points");
    for (const OutlinePoint* point : points) {
        if (!is_new(point->id)) return wrong("has two points of one id");
        if (!lies_in_its_triangle(point->at)) return wrong("has a point beside its triangle");
    }
    if (std::ranges::any_of(points, [&](const OutlinePoint* p) { return p->twin != 0 && !ids.contains(p->twin); }))
        return wrong("has a point whose twin is missing");
    return {};
}

Result<void> check_outline(const Outline& outline) {
    if (!is_plain_text(outline.preset, kLongestHeadName))
        return fail(ErrorCode::InvalidInput, "The hairline preset's name must be at most 80 printable characters.");
    if (auto r = check("The hairline's height in mm", outline.height_mm, kHeightRangeMm); !r) return r;
    if (auto r = check("The blend in mm", outline.blend_mm, kBlendRangeMm); !r) return r;
    if (auto r = check("The share of asymmetry", outline.asymmetry, kShareRange); !r) return r;
    if (outline.locked >> kOutlineParts != 0)
        return fail(ErrorCode::InvalidInput, "The outline has a locked part that no outline has.");
    for (const FreeArea& area : outline.areas) {
        if (auto r = check_text("The name of a free area", area.name, kLongestClientCode); !r) return r;
        if (auto r = check("The blend of a free area in mm", area.blend_mm, kAreaBlendRangeMm); !r) return r;
        if (auto r = check("The density of a scar in dots per cm2", area.density_per_cm2, kScarDensityRange); !r) return r;
        if (auto r = check("The needle's depth in a scar in mm", area.depth_mm, kNeedleDepthRangeMm); !r) return r;
        if (auto r = check("The take-up of a scar", area.take_up, kTakeUpRange); !r) return r;
    }
    return check_points(outline);
}

Result<void> check_fit(const HeadFit& fit) {
    for (const auto& [name, at] : fit.landmarks)
        if (!is_sane(at) || !is_plain_text(name, kLongestHeadName))
            return fail(ErrorCode::InvalidInput, "The landmark \"" + plain_text(name, 40) + "\" is not on any head.");
    if (!fit.taped_circumference_mm) return {};
    return check("The taped circumference in mm", *fit.taped_circumference_mm, kCircumferenceRangeMm);
}

Result<void> check_client(const ClientFacts& client) {
    if (client.age)
        if (auto r = check("The client's age in years", static_cast<float>(*client.age), kAgeRange); !r) return r;
    const auto wrong = [](const char* what) {
        return fail(ErrorCode::InvalidInput, std::string("The client's ") + what + " is not on any head.");
    };
    if (client.forehead_crease && !is_sane(*client.forehead_crease)) return wrong("forehead crease");
    if (client.old_trichion && !is_sane(*client.old_trichion)) return wrong("old trichion");
    if (!std::ranges::all_of(client.traced_hairline, is_sane)) return wrong("traced hairline");
    if (client.traced_hairline.size() <= kMostTracedPoints) return {};
    return fail(ErrorCode::InvalidInput,
                "The client's traced hairline has more than " + std::to_string(kMostTracedPoints) + " places.");
}

Result<void> check_work(const SessionWork& work) {
    if (work.shade)
        if (auto r = check("The shade of a session", *work.shade, kShadeRange); !r) return r;
    if (work.warmth)
        if (auto r = check("The warmth of a session", *work.warmth, kWarmthRange); !r) return r;
    if (auto r = check("The passes of a session", static_cast<float>(work.passes), kPassesRange); !r) return r;
    if (auto r = check("The needle's depth in mm", work.depth_mm, kNeedleDepthRangeMm); !r) return r;
    if (work.zones_left_out >> kZones != 0)
        return fail(ErrorCode::InvalidInput, "The plan leaves out a zone that no scalp has.");
    return check("The take-up of a session", work.take_up, kTakeUpRange);
}

Result<void> check_pace(const WorkPace& pace) {
    if (auto r = check("The dots in a minute", pace.dots_per_minute, kDotsPerMinuteRange); !r) return r;
    if (auto r = check("The minutes of setting up", pace.setup_minutes, kSetupRangeMinutes); !r) return r;
    if (auto r = check("The minutes of a break", pace.break_minutes, kBreakRangeMinutes); !r) return r;
    return check("The minutes between breaks", pace.break_every_minutes, kBreakEveryRangeMinutes);
}

/// Touch-ups and removals, each by years.
Result<void> check_years(const SessionPlan& plan) {
    if (plan.touch_ups.size() > kMostTouchUps || plan.removal_years.size() > kMostRemovals)
        return fail(ErrorCode::InvalidInput, "The plan has more touch-ups or removals than a client ever has.");
    for (const TouchUp& touch_up : plan.touch_ups) {
        if (auto r = check("The years to a touch-up", touch_up.years, kTouchUpYearsRange); !r) return r;
        if (auto r = check("The shade of a touch-up", touch_up.shade, kShadeRange); !r) return r;
        if (auto r = check("The share of dots in a touch-up", touch_up.share, kShareRange); !r) return r;
    }
    for (const float years : plan.removal_years)
        if (auto r = check("The years to a removal", years, kRemovalYearsRange); !r) return r;
    if (!std::ranges::is_sorted(plan.touch_ups, {}, &TouchUp::years))
        return fail(ErrorCode::InvalidInput, "The touch-ups do not follow each other: their years must rise.");
    if (!std::ranges::is_sorted(plan.removal_years))
        return fail(ErrorCode::InvalidInput, "The removals do not follow each other: their years must rise.");
    return {};
}

Result<void> check_plan(const SessionPlan& plan) {
    if (auto r = check("The number of sessions", static_cast<float>(plan.sessions), kSessionsRange); !r) return r;
    if (auto r = check("The gap between sessions in days", plan.gap_days, kGapRangeDays); !r) return r;
    if (auto r = check("The shade", plan.shade, kShadeRange); !r) return r;
    if (auto r = check("The step of the shade", plan.shade_step, kShadeStepRange); !r) return r;
    if (auto r = check("The warmth", plan.warmth, kWarmthRange); !r) return r;
    for (const float share : plan.shares)
        if (auto r = check("The share of a session", share, kShareRange); !r) return r;
    for (const SessionWork& work : plan.each)
        if (auto r = check_work(work); !r) return r;
    const auto used = std::ranges::subrange(plan.shares.begin(), plan.shares.begin() + plan.sessions);
    if (std::ranges::all_of(used, [](float share) { return share <= 0.0f; }))
        return fail(ErrorCode::InvalidInput, "The sessions' shares are all 0: one of them must place dots.");
    if (auto r = check_plan_dates(plan); !r) return r;
    if (auto r = check_years(plan); !r) return r;
    return check_pace(plan.pace);
}

Result<void> check_dots(const DotSettings& dots) {
    if (auto r = check("The density in dots per cm2", dots.density_per_cm2, kDensityRange); !r) return r;
    for (const float share : dots.zone_share)
        if (auto r = check("The share of a zone", share, kZoneShareRange); !r) return r;
    if (auto r = check("The dots' diameter in mm", dots.diameter_mm, kDiameterRangeMm); !r) return r;
    for (const float variation : {dots.diameter_variation, dots.shade_variation, dots.depth_variation})
        if (auto r = check("The variation of the hand", variation, kVariationRange); !r) return r;
    return check("The jitter of the hand in mm", dots.jitter_mm, kJitterRangeMm);
}

}  // namespace

Result<void> check_stroke(const Stroke& stroke) {
    if (auto r = check("The radius of a stroke in mm", stroke.radius_mm, kDensityBrushRangeMm); !r) return r;
    if (auto r = check("The strength of a stroke", stroke.strength, kStrengthRange); !r) return r;
    if (stroke.path.empty()) return fail(ErrorCode::InvalidInput, "The stroke of a brush has no place on the skin.");
    if (std::max(stroke.path.size(), stroke.mirrored.size()) > kMostStrokePlaces)
        return fail(ErrorCode::InvalidInput, "The stroke of a brush has more than " + std::to_string(kMostStrokePlaces) +
                                                 " places; lift the brush and start another.");
    if (std::ranges::all_of(stroke.path, is_sane) && std::ranges::all_of(stroke.mirrored, is_sane)) return {};
    return fail(ErrorCode::InvalidInput, "The stroke of a brush is not on any head.");
}

Result<void> check_stroke(const DensityStroke& row) {
    if (auto r = check("The target of a brush in dots per cm2", row.target_per_cm2, kBrushTargetRange); !r) return r;
    return check_stroke(row.stroke);
}

Result<void> check_hand_dot(const HandDot& dot) {
    if (is_sane(dot.at)) return {};
    return fail(ErrorCode::InvalidInput, "A dot set by hand is not on any head.");
}

namespace {

/// Ids are unique over strokes and dots.
Result<void> check_brushwork(const Brushwork& brushwork) {
    const auto wrong = [](const char* what) {
        return fail(ErrorCode::InvalidInput, std::string("The brushwork has ") + what + ".");
    };
    if (brushwork.strokes.size() > kMostStrokes || brushwork.dots.size() > kMostHandDots)
        return wrong("more strokes or dots than a hand makes");
    std::set<std::uint32_t> ids;
    const auto is_new = [&](std::uint32_t id) { return id != 0 && id < brushwork.next_id && ids.insert(id).second; };
    for (const DensityStroke& row : brushwork.strokes) {
        if (!is_new(row.id)) return wrong("two strokes of one id");
        if (auto r = check_stroke(row); !r) return r;
    }
    for (const HandDot& dot : brushwork.dots) {
        if (!is_new(dot.id)) return wrong("two dots of one id");
        if (auto r = check_hand_dot(dot); !r) return r;
    }
    return {};
}

Result<void> check_native_hair(const NativeHair& hair) {
    if (auto r = check("The fullness of the native hair", hair.fullness, kFullnessRange); !r) return r;
    if (hair.strokes.size() > kMostStrokes)
        return fail(ErrorCode::InvalidInput, "The native hair has more strokes than a hand makes.");
    std::set<std::uint32_t> ids;
    for (const HairStroke& row : hair.strokes) {
        if (row.id == 0 || row.id >= hair.next_id || !ids.insert(row.id).second)
            return fail(ErrorCode::InvalidInput, "The native hair has two strokes of one id.");
        if (auto r = check_stroke(row.stroke); !r) return r;
    }
    return {};
}

Result<void> check_fade(const FadeSettings& fade) {
    if (fade.results.size() > kMostHealedResults)
        return fail(ErrorCode::InvalidInput,
                    "The list of healed results is longer than " + std::to_string(kMostHealedResults) + ".");
    for (const HealedResult& result : fade.results) {
        if (auto r = check("The day of a healed result", result.days, kResultDaysRange); !r) return r;
        if (auto r = check("The contrast of a healed result", result.contrast, kContrastRange); !r) return r;
    }
    for (std::size_t i = 0; i < kFadeFigures; ++i) {
        const auto kind = static_cast<FadeFigureKind>(i);
        if (!fade.figures[i]) continue;
        const std::string name = std::string("The fade figure ") + to_word(kind);
        if (auto r = check(name.c_str(), *fade.figures[i], range_of(kind)); !r) return r;
    }
    return {};
}

Result<void> check_design(const Design& design) {
    if (auto r = check_outline(*design.outline); !r) return r;
    for (const EdgeFigure& figure : edge_figures())
        if (auto r = check(figure.words, (*design.edge).*figure.field, figure.range); !r) return r;
    if (auto r = check_dots(*design.dots); !r) return r;
    if (auto r = check_brushwork(*design.brushwork); !r) return r;
    return check_plan(*design.plan);
}

/// What is wrong in a version's design, with that version's name. All messages begin with "The ".
Result<void> check_design_of(const Version& version, const Design& design) {
    const Result<void> checked = check_design(design);
    if (checked) return checked;
    return fail(checked.error().code, "In version \"" + version.name + "\" t" + checked.error().message.substr(1));
}

Result<void> check_versions(const Document& d) {
    const Versions& versions = *d.versions;
    const auto wrong = [](const std::string& what) { return fail(ErrorCode::InvalidInput, "The list of versions " + what + "."); };
    if (versions.all.size() > kMostVersions) return wrong("is longer than " + std::to_string(kMostVersions));
    std::set<std::uint32_t> ids;
    std::set<std::string> names;
    for (const Version& version : versions.all) {
        if (auto r = check_text("A version's name", version.name, kLongestClientCode); !r) return r;
        const bool is_new = version.id != 0 && version.id < versions.next_id && ids.insert(version.id).second;
        if (!is_new || !names.insert(version.name).second) return wrong("has two versions of one id or name");
        if (auto r = check_design_of(version, version.design); !r) return r;
        if (version.agreed)
            if (auto r = check_design_of(version, version.agreed->design); !r) return r;
    }
    if (!ids.contains(versions.active)) return wrong("lacks the active version");
    if (!(find_version(d, versions.active)->design == Design{})) return wrong("holds the active version's design twice");
    return {};
}

}  // namespace

bool is_plain_text(const std::string& text, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters) {
        const std::size_t length = character_length(text, at);
        if (length == 0) return false;
        at += length;
    }
    return characters <= most;
}

std::string plain_text(const std::string& text, std::size_t most) {
    std::string plain;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size() && characters < most; ++characters) {
        const std::size_t length = character_length(text, at);
        plain += length == 0 ? "?" : text.substr(at, length);
        at += std::max<std::size_t>(length, 1);
    }
    return plain;
}

Result<void> check_plan_dates(const SessionPlan& plan) {
    const auto no_date = [](const std::string& what, const std::string& text) {
        return fail(ErrorCode::InvalidInput, "The date of " + what + " is \"" + plain_text(text, 20) +
                                                 "\", which is no day of the calendar; write it as 2026-11-22.");
    };
    if (!plan.patch_test_on.empty() && !day_number(plan.patch_test_on)) return no_date("the patch test", plan.patch_test_on);
    std::optional<int> before;
    for (std::size_t i = 0; i < plan.each.size(); ++i) {
        const std::string& own = i == 0 && plan.each[0].on.empty() ? plan.first_on : plan.each[i].on;
        const std::string session = "session " + std::to_string(i + 1);
        std::optional<int> day = day_number(own);
        if (!own.empty() && !day) return no_date(session, own);
        if (static_cast<int>(i) >= plan.sessions) continue;
        if (day && before && *day <= *before)
            return fail(ErrorCode::InvalidInput, "The date of " + session + " is " + day_words(own) + ", but session " + std::to_string(i) + " is on " +
                                                     day_words(iso_date(*before)) + ": give it a later one.");
        if (!day && before) day = *before + static_cast<int>(std::lround(plan.gap_days));
        before = day;
    }
    return {};
}

Result<void> check_stencil(const StencilSettings& s) {
    if (std::ranges::none_of(s.parts, [](bool is_chosen) { return is_chosen; }))
        return fail(ErrorCode::InvalidInput, "The stencil needs at least one part of the outline.");
    if (!is_plain_text(s.printer, kLongestPrinterName))
        return fail(ErrorCode::InvalidInput, "The printer's name must be at most 40 printable characters.");
    struct Checked {
        const char* name;
        float value;
        Range range;
    };
    for (const Checked& c : {Checked{"The stencil's skin side in mm", s.skin_side_mm, kSkinSideRangeMm},
                             Checked{"The stencil's scalp side in mm", s.scalp_side_mm, kScalpSideRangeMm},
                             Checked{"The stencil's line in mm", s.line_width_mm, kLineWidthRangeMm},
                             Checked{"The sheet's margin in mm", s.margin_mm, kSheetMarginRangeMm},
                             Checked{"The paper's width in mm", s.custom_width_mm, kPaperSideRangeMm},
                             Checked{"The paper's height in mm", s.custom_height_mm, kPaperSideRangeMm},
                             Checked{"The roll's width in mm", s.roll_width_mm, kRollWidthRangeMm},
                             Checked{"The cutter marks' size in mm", s.cutter_marks.size_mm, kCutterMarkSizeRangeMm},
                             Checked{"The cutter marks' line in mm", s.cutter_marks.line_mm, kCutterMarkLineRangeMm},
                             Checked{"The cutter marks' inset in mm", s.cutter_marks.inset_mm, kCutterMarkInsetRangeMm},
                             Checked{"The guide's thickness in mm", s.guide.thickness_mm, kGuideThicknessRangeMm},
                             Checked{"The guide's gap in mm", s.guide.gap_mm, kGuideGapRangeMm},
                             Checked{"The guide's reach in mm", s.guide.reach_mm, kGuideReachRangeMm}})
        if (auto r = check(c.name, c.value, c.range); !r) return r;
    return {};
}

Result<void> check_document(const Document& d) {
    if (d.head->name.empty() || !is_plain_text(d.head->name, kLongestHeadName))
        return fail(ErrorCode::InvalidInput, "The head's name must be 1 to 80 printable characters.");
    if (!is_plain_text(d.client_code, kLongestClientCode))
        return fail(ErrorCode::InvalidInput, "The client code must be at most 40 printable characters.");
    if (auto r = check_fit(*d.fit); !r) return r;
    if (auto r = check_client(*d.client); !r) return r;
    if (auto r = check_design({d.outline, d.edge, d.dots, d.brushwork, d.plan}); !r) return r;
    if (auto r = check_versions(d); !r) return r;
    if (auto r = check_native_hair(*d.native_hair); !r) return r;
    if (auto r = check_fade(*d.fade); !r) return r;
    if (auto r = check("The Monk skin tone", static_cast<float>(d.skin->monk), kMonkRange); !r) return r;
    if (auto r = check("The Fitzpatrick type", static_cast<float>(d.skin->fitzpatrick), kFitzpatrickRange); !r) return r;
    return check_stencil(*d.stencil);
}

Range range_of(FadeFigureKind figure) {
    using Kind = FadeFigureKind;
    switch (figure) {
        case Kind::HealedShare: return {0.3f, 1.0f};
        case Kind::FreshDiameter: return {1.0f, 2.5f};
        case Kind::FadeSoft:
        case Kind::FadeExpected:
        case Kind::FadeStrong: return {0.01f, 1.0f};
        case Kind::Resorbable: return {0.2f, 3.0f};
        case Kind::SunLittle:
        case Kind::OilDry:
        case Kind::CareGood: return {0.3f, 1.0f};
        case Kind::SunMuch:
        case Kind::OilOily:
        case Kind::CarePoor: return {1.0f, 3.0f};
        case Kind::SpreadSoft:
        case Kind::SpreadExpected:
        case Kind::SpreadStrong: return {0.0f, 2.0e-3f};
        case Kind::TouchUpAt: return {0.3f, 0.9f};
        case Kind::ReachRed:
        case Kind::ReachGreen:
        case Kind::ReachBlue: return {0.05f, 0.3f};
        case Kind::LaserLeft: return {0.05f, 0.9f};
    }
    return {};
}

}  // namespace trichion
