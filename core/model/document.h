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

/// The named parts of the outline's edge, in the order in which they follow each other (the person's right first).
enum class OutlinePart : std::uint8_t { Frontal, TempleLeft, Blend, TempleRight };

/// A point of the outline: the curve passes through it.
struct OutlinePoint {
    std::uint32_t id = 0;   // never reused inside one document
    SurfacePoint at;        // on the measuring surface
    OutlinePart part = OutlinePart::Frontal;  // the part that runs from this point to the next
    bool is_corner = false; // the curve may turn sharply here
    std::uint32_t twin = 0; // id of the point mirrored to the other side; its own id on the midline; 0 when none

    friend bool operator==(const OutlinePoint&, const OutlinePoint&) = default;
};

/// The closed edge of the pigmented area. Points run from the right frontotemporal point over the mid-frontal
/// point to the left one (frontal), on to the left end of the fringe (temple), round the crown (blend) and back.
struct Outline {
    std::string preset = "natural";  // the preset it started from (pipeline/outline_presets.h)
    float height_mm = 74.0f;         // mid-frontal point above the glabella, along the skin, as last typed
    bool mirror = true;              // an edit on one side repeats on the other
    float transition_mm = 6.0f;      // width over which density rises behind the hairline [FACTS 3.5 natural]
    float blend_mm = 30.0f;          // width over which density falls into the native fringe, 20 to 40
    std::vector<OutlinePoint> points;  // closed; empty until fitted to a head
    std::uint32_t next_id = 1;

    friend bool operator==(const Outline&, const Outline&) = default;
};

/// How dots fill the outline. Densities are dots per cm2 after all sessions [FACTS, Rulings].
struct DotSettings {
    float density_per_cm2 = 180.0f;   // of the top; the zones below scale with it
    float diameter_mm = 0.35f;        // seen from outside, healed

    friend bool operator==(const DotSettings&, const DotSettings&) = default;
};

/// When and with what the work is done.
struct SessionPlan {
    int sessions = 3;                                 // 1 to 4
    float gap_days = 14.0f;                           // between sessions
    float shade = 12.0f;                              // ml water to 1 ml pigment in session 1, 4 to 30
    float shade_step = -2.0f;                         // change of shade from session to session (darker)
    float warmth = 0.0f;                              // 0 ash, 1 slightly warm
    std::array<float, 4> shares{0.55f, 0.30f, 0.15f, 0.10f};  // of the final dots; rescaled to the sessions in use

    friend bool operator==(const SessionPlan&, const SessionPlan&) = default;
};

enum class HairColour : std::uint8_t { Black, DarkBrown, Brown, LightBrown, Blond, Red, Grey };

/// The client's colours.
struct SkinSettings {
    int monk = 4;                      // Monk Skin Tone, 1 to 10
    int fitzpatrick = 2;               // I to VI: answer to sun, not colour
    HairColour hair = HairColour::DarkBrown;

    friend bool operator==(const SkinSettings&, const SkinSettings&) = default;
};

enum class Paper : std::uint8_t { A4, Letter };

/// How the stencil leaves.
struct StencilSettings {
    Paper paper = Paper::A4;
    float skin_side_mm = 8.0f;    // strip below the hairline
    float scalp_side_mm = 12.0f;  // strip behind it: the widest that lies flat within about 3 % without relief darts

    friend bool operator==(const StencilSettings&, const StencilSettings&) = default;
};

struct Document {
    Shared<HeadReference> head;
    Shared<HeadFit> fit;
    Shared<Outline> outline;
    Shared<DotSettings> dots;
    Shared<SessionPlan> plan;
    Shared<SkinSettings> skin;
    Shared<StencilSettings> stencil;
    std::string client_code;
    std::uint32_t seed = 1;
    std::string edited_on;  // ISO date of the last edit, such as 2026-11-22

    friend bool operator==(const Document&, const Document&) = default;
};

/// The word for a value in files, keys and the interface's tables.
const char* to_word(OutlinePart part);
const char* to_word(HairColour colour);
const char* to_word(Paper paper);
std::optional<HairColour> hair_colour_from(const std::string& word);
std::optional<Paper> paper_from(const std::string& word);

}  // namespace trichion
