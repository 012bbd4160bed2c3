// What a user designs and a file saves: a value made of shared parts. Copying it copies pointers.
#pragma once

#include "core/base/shared.h"
#include "core/geometry/skin_mesh.h"
#include "core/geometry/surface.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// Which head is designed on: a built-in one by name, or a scan that the document carries.
struct HeadReference {
    std::string name = "male_caucasian";  // shown to the user; for a built-in head also its key
    bool is_built_in = true;
    Shared<SkinMesh> scan;                // empty for a built-in head. Its frame is the *source frame*

    friend bool operator==(const HeadReference&, const HeadReference&) = default;
};

/// What the user told about the head: places clicked on it and a length measured on the client.
struct HeadFit {
    /// Landmarks set by hand, by name (docs/GLOSSARY.md), in mm in the source frame before scaling. Those not
    /// here are guessed.
    std::map<std::string, glm::vec3> landmarks;
    /// Tape round the client's head over glabella and opisthocranion, mm; nothing until measured. Scales the head.
    std::optional<float> taped_circumference_mm;

    friend bool operator==(const HeadFit&, const HeadFit&) = default;
};

/// What is known of the client beside the head. Places are in mm in the source frame before scaling, as in HeadFit;
/// nothing that lies on the head as measured depends on them.
enum class Person : std::uint8_t { Man, Woman };
struct ClientFacts {
    Person person = Person::Man;               // whose figures advice and presets follow
    std::optional<int> age;                    // years; nothing until told
    std::optional<glm::vec3> forehead_crease;  // on the highest crease with the brows raised; marked by hand
    std::optional<glm::vec3> old_trichion;     // where the client's own hairline once began, on the midline; marked
    std::vector<glm::vec3> traced_hairline;    // the client's own hairline as far as it shows, drawn along it by hand,
                                               // from the right to the left; empty when not traced

    friend bool operator==(const ClientFacts&, const ClientFacts&) = default;
};

/// The named parts of the outline's edge, in the order in which they follow each other (the person's right first).
/// An outline that ends at the fringe has Blend where one that goes down to the nape has sideburns, ears and nape.
enum class OutlinePart : std::uint8_t {
    Frontal,       // from the right frontotemporal point over the mid-frontal point to the left one
    TempleLeft,    // from the frontotemporal point down to the temporal point
    SideburnLeft,  // from the temporal point down its front edge, and below it back to the ear
    EarLeft,       // round the ear, from before it to below and behind it
    Nape,          // from behind the left ear round the nape to behind the right one
    EarRight,
    SideburnRight,
    Blend,         // from the left temporal point along the upper border of the fringe to the right one
    TempleRight,
};
inline constexpr std::size_t kOutlineParts = 9;

/// A point of the outline: the curve passes through it.
struct OutlinePoint {
    std::uint32_t id = 0;   // never reused inside one document
    SurfacePoint at;        // on the measuring surface
    OutlinePart part = OutlinePart::Frontal;  // the part that runs from this point to the next; Frontal in a free area
    bool is_corner = false; // the curve may turn sharply here
    std::uint32_t twin = 0; // id of the point mirrored to the other side; its own id on the midline; 0 when none

    friend bool operator==(const OutlinePoint&, const OutlinePoint&) = default;
};

/// How far the work goes down at the sides and back.
enum class Extent : std::uint8_t { Fringe, Nape };
/// The age that a hairline is drawn for [FACTS 3.2: youthful 70, mature 80 mm].
enum class HairlineAge : std::uint8_t { Young, Mature };
/// Mayer's classes of the temple's edge: normal, thinning, parallel to the sideburn, reversed [FACTS 3.3: S59].
enum class TempleClass : std::uint8_t { N, T, P, R };

/// A closed area beside the outline's own: work added (a crown patch), a scar to camouflage, or skin left out of the
/// work.
struct FreeArea {
    enum class Kind : std::uint8_t { Added, LeftOut, Scar };
    std::uint32_t id = 0;               // from the outline's ids
    std::string name = "Area";
    Kind kind = Kind::Added;
    float blend_mm = 6.0f;              // width over which its density rises from its edge
    std::vector<OutlinePoint> points;   // closed, at least 3; ids are unique in the whole outline
    // Of a scar alone [FACTS 1.5, 2.1: built slowly, takes pigment less evenly].
    float density_per_cm2 = 150.0f;
    float depth_mm = 0.6f;              // needle travel
    float take_up = 1.0f;               // share of the pigment that this skin keeps, of what healthy skin keeps

    friend bool operator==(const FreeArea&, const FreeArea&) = default;
};

/// The closed edge of the pigmented area, and free areas beside it. Points run from the right frontotemporal point over
/// the mid-frontal point to the left one (frontal), down the left temple, round the back and up the right temple.
struct Outline {
    std::string preset = "natural";  // the preset it started from (pipeline/outline_presets.h)
    HairlineAge age = HairlineAge::Mature;
    TempleClass temple = TempleClass::N;
    Extent extent = Extent::Fringe;
    float height_mm = 74.0f;         // mid-frontal point above the glabella, along the skin, as last typed
    bool mirror = true;              // an edit on one side repeats on the other
    float asymmetry = 0.0f;          // share of the natural asymmetry that mirroring keeps, 0 to 1
    std::uint16_t locked = 0;        // parts that no edit moves: bit 1 << part
    float blend_mm = 30.0f;          // width over which density falls into the native fringe, 20 to 40
    std::vector<OutlinePoint> points;  // closed; empty until fitted to a head
    std::vector<FreeArea> areas;
    std::uint32_t next_id = 1;

    bool is_locked(OutlinePart part) const { return (locked >> static_cast<unsigned>(part) & 1u) != 0; }

    friend bool operator==(const Outline&, const Outline&) = default;
};

/// How the front edge (frontal, temples, sideburns, nape) breaks up. Seeded: the same settings give the same edge for
/// ever. @source FACTS 3.5 [S50, S57, S60b, S63b, S64].
struct EdgeSettings {
    float transition_mm = 6.0f;       // width over which density rises behind the edge
    float macro_mm = 3.0f;            // depth of the mounds seen from afar
    float macro_wave_mm = 35.0f;      // from mound to mound
    float micro_mm = 1.2f;            // depth of the clusters and gaps seen near by
    float micro_wave_mm = 8.0f;
    float gaps = 0.0f;                // share of the first row left open, 0 to 0.5
    float first_row = 0.39f;          // density of the first row, share of the full density
    float first_row_diameter = 0.9f;  // diameter of its dots, share of the others'
    float sentinels_per_side = 8.0f;  // single dots ahead of the edge, on each half of the frontal part
    float sentinel_reach_mm = 4.0f;   // how far ahead they may stand
    std::uint32_t seed = 1;

    friend bool operator==(const EdgeSettings&, const EdgeSettings&) = default;
};

/// What the work imitates [FACTS 0, S30]: hair shaved short, density between longer hair, or skin around a scar.
enum class Service : std::uint8_t { Shaved, Density, Scar };
/// Regions of the scalp with a density of their own, by place alone (pipeline/zones.h). First row and transition are
/// the edge's (EdgeSettings).
enum class Zone : std::uint8_t { Frontal, Mid, Crown, Temples, Sides, Occiput };
inline constexpr std::size_t kZones = 6;

/// How dots fill the outline. Densities are dots per cm2 after all sessions [FACTS, Rulings].
struct DotSettings {
    Service service = Service::Shaved;  // with Scar only free areas are worked on, not the outline
    float density_per_cm2 = 180.0f;     // of frontal and middle scalp; the zones scale with it
    /// By Zone, of `density_per_cm2` [FACTS, Rulings: crown 160, temples and sides 110].
    std::array<float, kZones> zone_share{1.0f, 1.0f, 160.0f / 180.0f, 110.0f / 180.0f, 110.0f / 180.0f, 110.0f / 180.0f};
    float diameter_mm = 0.35f;          // seen from outside, healed
    // The hand: deviation of the logarithm from dot to dot, and of the place along the skin [FACTS 1.1].
    float diameter_variation = 0.12f;
    float shade_variation = 0.10f;
    float depth_variation = 0.10f;      // of the depth at which a dot's pigment begins
    float jitter_mm = 0.03f;            // deviation of a dot's place from its candidate's, along each of two axes

    friend bool operator==(const DotSettings&, const DotSettings&) = default;
};

/// A brush's way over the skin. Places are in the source frame before scaling, as in HeadFit, so that strokes outlive
/// every triangulation.
struct Stroke {
    float radius_mm = 10.0f;            // at the radius its effect has faded to nothing
    float strength = 0.5f;              // 0 to 1, in the middle of the stroke
    std::vector<glm::vec3> path;        // along the way, at most 2 mm apart; one place: a dab
    std::vector<glm::vec3> mirrored;    // the same on the other side; empty when it was not mirrored

    friend bool operator==(const Stroke&, const Stroke&) = default;
};

/// A stroke that changes how many dots a place is meant to bear. Later strokes act on what earlier ones left.
struct DensityStroke {
    enum class Kind : std::uint8_t { Denser, Thinner, Erase, Restore, ToTarget, Smooth };
    std::uint32_t id = 0;
    Kind kind = Kind::Denser;
    float target_per_cm2 = 180.0f;      // of ToTarget
    Stroke stroke;

    friend bool operator==(const DensityStroke&, const DensityStroke&) = default;
};

/// One dot set or taken away by hand. A moved dot is one taken away and one added.
struct HandDot {
    enum class Kind : std::uint8_t { Added, Removed };
    std::uint32_t id = 0;
    Kind kind = Kind::Added;
    glm::vec3 at{0.0f};                 // in the source frame before scaling; of a removed dot its candidate's place

    friend bool operator==(const HandDot&, const HandDot&) = default;
};

/// What was brushed and dotted by hand over the design's own densities.
struct Brushwork {
    std::vector<DensityStroke> strokes;  // in the order drawn
    std::vector<HandDot> dots;
    std::uint32_t next_id = 1;

    friend bool operator==(const Brushwork&, const Brushwork&) = default;
};

/// Needle configurations: one, three or six points [FACTS 1.3].
enum class Needle : std::uint8_t { One, Three, Six };
/// Carbon pigment that fades over years, or one that the body clears in about two [FACTS 2.4: S37].
enum class Pigment : std::uint8_t { Lasting, Resorbable };

/// One session as planned, and as it went.
struct SessionWork {
    std::string on;                     // ISO date; empty: gap_days after the one before
    std::optional<float> shade;         // ml water to 1 ml pigment; nothing: by the plan's ladder
    std::optional<float> warmth;        // nothing: the plan's
    int passes = 2;                     // over the same dots: adds minutes, not dots
    Needle needle = Needle::Three;
    float depth_mm = 0.6f;              // needle travel [FACTS 1.4]
    std::uint8_t zones_left_out = 0;    // bit 1 << Zone: this session places no dots there
    float take_up = 1.0f;               // entered after healing: what is seen, of what was expected

    friend bool operator==(const SessionWork&, const SessionWork&) = default;
};

/// Years after the last session, every dot is struck again.
struct TouchUp {
    float years = 4.0f;                 // after the last session
    float shade = 12.0f;
    float share = 1.0f;                 // of the dots

    friend bool operator==(const TouchUp&, const TouchUp&) = default;
};

/// The artist's pace. @source FACTS 1.6, 2.1.
struct WorkPace {
    float dots_per_minute = 80.0f;
    float setup_minutes = 30.0f;        // outline, numbing, cleaning, photos
    float break_minutes = 10.0f;        // after each `break_every_minutes` of work
    float break_every_minutes = 75.0f;

    friend bool operator==(const WorkPace&, const WorkPace&) = default;
};

/// When and with what the work is done.
struct SessionPlan {
    int sessions = 3;                                 // 1 to 4
    std::string patch_test_on;                        // ISO date; empty: not told
    std::string first_on;                             // ISO date of session 1; empty: not told
    float gap_days = 14.0f;                           // between sessions
    Pigment pigment = Pigment::Lasting;
    float shade = 12.0f;                              // ml water to 1 ml pigment in session 1, 4 to 30
    float shade_step = -2.0f;                         // change of shade from session to session (darker)
    float warmth = 0.0f;                              // 0 ash, 1 slightly warm
    std::array<float, 4> shares{0.55f, 0.30f, 0.15f, 0.10f};  // of the final dots; rescaled to the sessions in use
    std::array<SessionWork, 4> each;
    std::vector<TouchUp> touch_ups;                   // by years, ascending
    std::vector<float> removal_years;                 // laser sessions, years after the last session, ascending
    WorkPace pace;

    friend bool operator==(const SessionPlan&, const SessionPlan&) = default;
};

/// How much native hair is left, and where [FACTS 3.6]. AsDrawn: full behind the outline, none before it. Norwood and
/// Hamilton's stages for men, Ludwig's for women; None: no hair at all.
enum class HairLoss : std::uint8_t {
    AsDrawn, Norwood1, Norwood2, Norwood2A, Norwood3, Norwood3A, Norwood3Vertex, Norwood4, Norwood4A, Norwood5,
    Norwood5A, Norwood6, Norwood7, Ludwig1, Ludwig2, Ludwig3, None,
};
/// Whose follicular densities are taken [FACTS 4.2: S71 to S75].
enum class Ancestry : std::uint8_t { African, Asian, Caucasian, Hispanic };

/// A stroke that paints native hair on or off: an alopecia patch is a dab of Bald.
struct HairStroke {
    enum class Kind : std::uint8_t { Hair, Bald };
    std::uint32_t id = 0;
    Kind kind = Kind::Bald;
    Stroke stroke;

    friend bool operator==(const HairStroke&, const HairStroke&) = default;
};

/// The client's own hair. The plan fills only what is missing of it.
struct NativeHair {
    HairLoss loss = HairLoss::AsDrawn;
    Ancestry ancestry = Ancestry::Caucasian;
    float fullness = 1.0f;              // of the ancestry's density where nothing is lost
    std::vector<HairStroke> strokes;    // over the stage's own map, in the order drawn
    std::uint32_t next_id = 1;

    friend bool operator==(const NativeHair&, const NativeHair&) = default;
};

enum class Sun : std::uint8_t { Little, Usual, Much };
enum class SkinOil : std::uint8_t { Dry, Usual, Oily };
enum class Aftercare : std::uint8_t { Careful, Usual, Poor };

/// A healed result as it was measured on a client: what the artist's own curve is fitted to.
struct HealedResult {
    float days = 30.0f;                 // after the last session
    float contrast = 0.0f;              // of dots against bare skin, 0 to 1

    friend bool operator==(const HealedResult&, const HealedResult&) = default;
};

/// The figures of the fade model that an artist may set instead of the preset's (pipeline/fade_model.h). Shares are of 1,
/// fading is k of exp(-k t) per year, spread in mm2 per year, reach in mm.
enum class FadeFigureKind : std::uint8_t {
    HealedShare,     // healed contrast, of fresh
    FreshDiameter,   // seen diameter of a fresh dot, of the healed one
    FadeSoft, FadeExpected, FadeStrong,
    Resorbable,      // fading of pigment that the body clears
    SunLittle, SunMuch, OilDry, OilOily, CareGood, CarePoor,  // factors on the fading
    SpreadSoft, SpreadExpected, SpreadStrong,
    TouchUpAt,       // share of the healed strength at which a touch-up is due
    ReachRed, ReachGreen, ReachBlue,  // depth over which contrast falls to 1/e: what shifts the colour of deep pigment
    LaserLeft,       // share of the contrast that one laser session leaves
};
inline constexpr std::size_t kFadeFigures = 20;

/// What decides how fast this client's work fades [FACTS 2.4].
struct FadeSettings {
    Sun sun = Sun::Usual;
    SkinOil oil = SkinOil::Usual;
    Aftercare aftercare = Aftercare::Usual;
    std::vector<HealedResult> results;  // by days, ascending
    bool follows_results = false;       // the curve fitted to `results` instead of the usual one
    std::array<std::optional<float>, kFadeFigures> figures{};  // by FadeFigureKind; nothing: the preset's

    friend bool operator==(const FadeSettings&, const FadeSettings&) = default;
};

enum class HairColour : std::uint8_t { Black, DarkBrown, Brown, LightBrown, Blond, Red, Grey };

/// The client's colours.
struct SkinSettings {
    int monk = 4;                      // Monk Skin Tone, 1 to 10
    int fitzpatrick = 2;               // I to VI: answer to sun, not colour
    HairColour hair = HairColour::DarkBrown;

    friend bool operator==(const SkinSettings&, const SkinSettings&) = default;
};

enum class Paper : std::uint8_t { A4, A3, Letter, Legal, Tabloid, Custom, Roll };

/// What the stencil is made of; decides mirror, line width and margins (core/model/media.h).
enum class Medium : std::uint8_t { PlainPaper, ThermalTransfer, InkjetTransfer, Vinyl, Mylar, PrintedGuide };

/// What of the outline a stencil carries; one or both sides of the head at once.
enum class StencilPart : std::uint8_t { Frontal, Temples, Sideburns, Ears, Nape };
inline constexpr std::size_t kStencilParts = 5;

/// What is drawn of the strip.
enum class StencilLine : std::uint8_t {
    Strip,     // a strip to both sides, the line drawn on it
    LineOnly,  // the line and its marks without a strip to cut out: for transfers
    CutEdge    // the piece ends at the line on the scalp side: pigment starts at its edge
};

/// What a cutter's camera looks for on a printed sheet.
enum class CutterMarks : std::uint8_t {
    None,
    SquareAndCorners,  // a filled square and two corner brackets (Silhouette, Graphtec)
    Dots               // four filled discs (Roland, flatbed cutters)
};
enum class DxfVersion : std::uint8_t { R2000, R12 };

/// Registration marks as one cutter wants them.
struct CutterMarkSettings {
    CutterMarks kind = CutterMarks::None;
    float size_mm = 5.0f;       // side of the square and diameter of a disc; brackets are four times as long
    float line_mm = 0.5f;       // of the brackets
    float inset_mm = 10.0f;     // of the marks' outer edges from the paper's

    friend bool operator==(const CutterMarkSettings&, const CutterMarkSettings&) = default;
};

/// The 3D-printable guide: a shell on the forehead whose upper edge is the hairline.
struct PrintedGuideSettings {
    float thickness_mm = 1.2f;
    float gap_mm = 0.3f;        // of its inside off the skin
    float reach_mm = 30.0f;     // down the forehead from the hairline, at most; ends above the brows
    bool has_ear_hooks = false;

    friend bool operator==(const PrintedGuideSettings&, const PrintedGuideSettings&) = default;
};

/// How the stencil leaves.
struct StencilSettings {
    std::array<bool, kStencilParts> parts{true, true, false, false, false};  // by StencilPart
    float skin_side_mm = 8.0f;    // strip below the hairline
    float scalp_side_mm = 20.0f;  // strip behind it
    StencilLine line = StencilLine::Strip;
    bool has_dot_guide = false;   // dots at their true places on what is printed, 1 cm2 windows on what is cut
    bool has_tongue = false;      // on the midline down to the glabella, with a tick there
    bool has_tails = false;       // to the outer corners of the eyes
    bool has_label = true;        // client code, version, date, badge
    Medium medium = Medium::PlainPaper;
    bool is_mirrored = false;
    float line_width_mm = 0.7f;   // of the hairline
    float margin_mm = 6.0f;       // free of ink round the paper's edge
    Paper paper = Paper::A4;
    float custom_width_mm = 297.0f;   // Paper::Custom, as it lies before the reader
    float custom_height_mm = 210.0f;
    float roll_width_mm = 305.0f;     // Paper::Roll: the page's height; it is as long as the pieces need
    std::string printer;          // name of the printer the sheet is corrected for (core/model/printer.h); empty: none
    CutterMarkSettings cutter_marks;
    DxfVersion dxf = DxfVersion::R2000;
    PrintedGuideSettings guide;

    bool has(StencilPart part) const { return parts[static_cast<std::size_t>(part)]; }
    friend bool operator==(const StencilSettings&, const StencilSettings&) = default;
};

/// What one version of a design is made of; all else in a document is the client's and shared by its versions.
struct Design {
    Shared<Outline> outline;
    Shared<EdgeSettings> edge;
    Shared<DotSettings> dots;
    Shared<Brushwork> brushwork;
    Shared<SessionPlan> plan;

    friend bool operator==(const Design&, const Design&) = default;
};

/// A version as the client agreed to it.
struct Agreement {
    std::string on;          // ISO date
    std::uint64_t hash = 0;  // design_hash of `design` (core/model/versions.h)
    Design design;

    friend bool operator==(const Agreement&, const Agreement&) = default;
};

struct Version {
    std::uint32_t id = 1;
    std::string name = "A";
    Design design;           // of the active version: left at its default, the document's own fields rule
    std::optional<Agreement> agreed;

    friend bool operator==(const Version&, const Version&) = default;
};

/// Designs side by side in one document; exactly one is active. Edits go through core/model/versions.h.
struct Versions {
    std::vector<Version> all{Version{}};
    std::uint32_t active = 1;   // id of the version that the document's own fields hold
    std::uint32_t next_id = 2;

    friend bool operator==(const Versions&, const Versions&) = default;
};

struct Document {
    Shared<HeadReference> head;
    Shared<HeadFit> fit;
    Shared<ClientFacts> client;
    Shared<Outline> outline;
    Shared<EdgeSettings> edge;
    Shared<DotSettings> dots;
    Shared<Brushwork> brushwork;
    Shared<SessionPlan> plan;
    Shared<SkinSettings> skin;
    Shared<NativeHair> native_hair;
    Shared<FadeSettings> fade;
    Shared<StencilSettings> stencil;
    Shared<Versions> versions;
    std::string client_code;
    std::uint32_t seed = 1;
    std::string edited_on;  // ISO date of the last edit, such as 2026-11-22

    friend bool operator==(const Document&, const Document&) = default;
};

/// The word for a value in files, keys and the interface's tables.
const char* to_word(OutlinePart part);
const char* to_word(Person person);
const char* to_word(Extent extent);
const char* to_word(HairlineAge age);
const char* to_word(TempleClass temple);
const char* to_word(FreeArea::Kind kind);
const char* to_word(HairColour colour);
const char* to_word(Service service);
const char* to_word(Zone zone);
const char* to_word(DensityStroke::Kind kind);
const char* to_word(HandDot::Kind kind);
const char* to_word(HairStroke::Kind kind);
const char* to_word(Needle needle);
const char* to_word(Pigment pigment);
const char* to_word(HairLoss loss);
const char* to_word(Ancestry ancestry);
const char* to_word(Sun sun);
const char* to_word(SkinOil oil);
const char* to_word(Aftercare aftercare);
const char* to_word(FadeFigureKind figure);
const char* to_word(Paper paper);
const char* to_word(Medium medium);
const char* to_word(StencilPart part);
const char* to_word(StencilLine line);
const char* to_word(CutterMarks marks);
const char* to_word(DxfVersion version);
std::optional<HairColour> hair_colour_from(const std::string& word);

}  // namespace trichion
