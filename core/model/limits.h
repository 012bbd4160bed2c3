// What each value of a document may be: the one place that panels, keys, files and edits take it from.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"

#include <cmath>
#include <string>

namespace trichion {

/// Both ends are allowed. In float, as documents store: 0.6 read from a file must not lie above 0.6.
struct Range {
    float min = 0.0f;
    float max = 0.0f;

    bool contains(float value) const { return std::isfinite(value) && value >= min && value <= max; }
};

inline constexpr Range kHeightRangeMm{30.0f, 130.0f};       // mid-frontal point above the glabella
inline constexpr Range kRecessionRangeMm{-30.0f, 80.0f};     // what controls take: pipeline/outline_controls.h
inline constexpr Range kCornerPlaceRangeMm{-25.0f, 35.0f};
inline constexpr Range kTemporalForwardRangeMm{0.0f, 90.0f};
inline constexpr Range kTemporalHeightRangeMm{0.0f, 110.0f};
inline constexpr Range kTempleAngleRangeDegrees{30.0f, 175.0f};
inline constexpr Range kSideburnRangeMm{5.0f, 100.0f};
inline constexpr Range kEarDistanceRangeMm{2.0f, 30.0f};
inline constexpr Range kNapeHeightRangeMm{-110.0f, 20.0f};
inline constexpr Range kNapeWidthRangeMm{40.0f, 170.0f};
inline constexpr Range kBlendHeightRangeMm{20.0f, 190.0f};
inline constexpr Range kTransitionRangeMm{0.0f, 30.0f};
inline constexpr Range kMacroRangeMm{0.0f, 10.0f};
inline constexpr Range kMacroWaveRangeMm{15.0f, 60.0f};
inline constexpr Range kMicroRangeMm{0.0f, 5.0f};
inline constexpr Range kMicroWaveRangeMm{2.0f, 15.0f};
inline constexpr Range kGapsRange{0.0f, 0.5f};
inline constexpr Range kFirstRowRange{0.05f, 1.0f};
inline constexpr Range kFirstRowDiameterRange{0.6f, 1.2f};
inline constexpr Range kSentinelsRange{0.0f, 30.0f};        // on each half of the frontal part
inline constexpr Range kSentinelReachRangeMm{0.0f, 10.0f};
inline constexpr Range kShareRange{0.0f, 1.0f};
inline constexpr Range kAgeRange{18.0f, 100.0f};            // years; minors are not tattooed
inline constexpr Range kAreaBlendRangeMm{0.0f, 40.0f};
inline constexpr Range kBlendRangeMm{20.0f, 40.0f};
inline constexpr Range kDensityRange{20.0f, 400.0f};        // dots per cm2; advice starts at 260
inline constexpr Range kDiameterRangeMm{0.15f, 0.60f};      // seen, healed [FACTS, Rulings]
inline constexpr Range kZoneShareRange{0.0f, 1.5f};         // of the density of frontal and middle scalp
inline constexpr Range kVariationRange{0.0f, 0.3f};         // of the hand, deviation of a logarithm
inline constexpr Range kJitterRangeMm{0.0f, 0.1f};
inline constexpr Range kScarDensityRange{20.0f, 250.0f};    // dots per cm2
inline constexpr Range kNeedleDepthRangeMm{0.25f, 2.0f};    // [FACTS 1.4]
inline constexpr Range kTakeUpRange{0.2f, 1.2f};
inline constexpr Range kPassesRange{1.0f, 6.0f};
inline constexpr Range kTouchUpYearsRange{0.5f, 10.0f};     // after the last session
inline constexpr Range kRemovalYearsRange{0.1f, 10.0f};
inline constexpr Range kDotsPerMinuteRange{20.0f, 200.0f};
inline constexpr Range kSetupRangeMinutes{0.0f, 120.0f};
inline constexpr Range kBreakRangeMinutes{0.0f, 60.0f};
inline constexpr Range kBreakEveryRangeMinutes{20.0f, 480.0f};
inline constexpr Range kFullnessRange{0.1f, 1.0f};
inline constexpr Range kDensityBrushRangeMm{3.0f, 50.0f};   // radius
inline constexpr Range kBrushTargetRange{0.0f, 400.0f};     // dots per cm2
inline constexpr Range kStrengthRange{0.0f, 1.0f};
inline constexpr Range kResultDaysRange{14.0f, 3653.0f};
inline constexpr Range kContrastRange{0.01f, 0.95f};
/// What an artist may set a figure of the fade model to.
Range range_of(FadeFigureKind figure);
inline constexpr Range kSessionsRange{1.0f, 4.0f};
inline constexpr Range kGapRangeDays{1.0f, 365.0f};
inline constexpr Range kShadeRange{4.0f, 30.0f};            // ml water to 1 ml pigment
inline constexpr Range kShadeStepRange{-10.0f, 10.0f};
inline constexpr Range kWarmthRange{0.0f, 1.0f};
inline constexpr Range kMonkRange{1.0f, 10.0f};
inline constexpr Range kFitzpatrickRange{1.0f, 6.0f};
inline constexpr Range kSkinSideRangeMm{3.0f, 30.0f};
inline constexpr Range kScalpSideRangeMm{5.0f, 60.0f};
inline constexpr Range kLineWidthRangeMm{0.1f, 2.0f};
inline constexpr Range kSheetMarginRangeMm{6.0f, 40.0f};
inline constexpr Range kPaperSideRangeMm{100.0f, 2000.0f};
inline constexpr Range kRollWidthRangeMm{100.0f, 1600.0f};
inline constexpr Range kCutterMarkSizeRangeMm{2.0f, 20.0f};
inline constexpr Range kCutterMarkLineRangeMm{0.1f, 2.0f};
inline constexpr Range kCutterMarkInsetRangeMm{5.0f, 60.0f};
inline constexpr Range kGuideThicknessRangeMm{0.6f, 4.0f};
inline constexpr Range kGuideGapRangeMm{0.0f, 2.0f};
inline constexpr Range kGuideReachRangeMm{10.0f, 70.0f};
inline constexpr Range kPrinterShareRange{0.9f, 1.1f};     // beyond it "fit to page" was on, and printing at 100 % mends it
inline constexpr std::size_t kLongestPrinterName = 40;     // characters
inline constexpr Range kCircumferenceRangeMm{400.0f, 750.0f};
inline constexpr std::size_t kLongestClientCode = 40;     // characters
inline constexpr std::size_t kLongestHeadName = 80;       // characters
inline constexpr std::size_t kMostOutlinePoints = 2000;
inline constexpr std::size_t kMostFreeAreas = 20;
inline constexpr std::size_t kMostVersions = 12;
inline constexpr std::size_t kMostTracedPoints = 2000;
inline constexpr std::size_t kMostStrokes = 2000;
inline constexpr std::size_t kMostStrokePlaces = 2000;
inline constexpr std::size_t kMostHandDots = 20000;
inline constexpr std::size_t kMostTouchUps = 4;
inline constexpr std::size_t kMostRemovals = 10;
inline constexpr std::size_t kMostHealedResults = 40;

/// Whether `text` is printable UTF-8 of at most `most` characters, without line breaks or other control characters.
bool is_plain_text(const std::string& text, std::size_t most);
/// `text` with all that is_plain_text forbids replaced or cut off.
std::string plain_text(const std::string& text, std::size_t most);

/// Whether the dates of a plan are days of the calendar, and each session in use comes after the one before it. (That the
/// patch test has its 48 hours is advice: pipeline/plan_dates.h.)
/// @error InvalidInput  one sentence that names the session and both dates.
Result<void> check_plan_dates(const SessionPlan& plan);

/// Whether one stroke or dot fits, its id apart: what an edit asks before it adds one.
/// @error InvalidInput  names the first value that does not, and its range.
Result<void> check_stroke(const Stroke& stroke);
Result<void> check_stroke(const DensityStroke& row);
Result<void> check_hand_dot(const HandDot& dot);

/// Whether all values lie in their ranges and all ids and counts fit each other.
/// @error InvalidInput  names the first value that does not, and its range.
Result<void> check_document(const Document& document);

}  // namespace trichion
