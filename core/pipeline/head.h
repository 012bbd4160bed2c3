// The head stage: what a document's head reference becomes in true millimetres in the anatomical frame.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/base/image.h"
#include "core/base/shared.h"
#include "core/geometry/skin_mesh.h"
#include "core/geometry/surface.h"
#include "core/model/document.h"
#include "core/pipeline/midline_sheet.h"

#include <map>
#include <string>
#include <vector>

namespace trichion {

/// How far the millimetres of a head can be trusted. Printed on every sheet.
enum class HeadBadge { Example, NotToScale, Scaled };
/// "example head, not this client", "not to scale" or "scaled".
const char* to_words(HeadBadge badge);

struct Landmark {
    glm::vec3 position_mm{0.0f};
    bool is_guess = true;  // false: set by hand, or part of a built-in head
};
/// By name, as in docs/GLOSSARY.md: glabella, nasion, tragion_l, tragion_r, vertex, inion, exocanthion_l, ...
using Landmarks = std::map<std::string, Landmark>;

/// An eyeball to draw: unit eyeball scaled by radius and turned so that +z looks along gaze.
struct EyePlacement {
    glm::vec3 centre_mm{0.0f};
    float radius_mm = 12.0f;
    glm::vec3 gaze{0.0f, 0.0f, 1.0f};
};

/// What only built-in heads wear; a scan has none of it.
struct BuiltInLook {
    std::string brow = "natural";          // masks/brow_NAME.png
    std::string eye_map = "hazel";         // eyes/NAME.png
    glm::vec3 brow_srgb{0.2f, 0.14f, 0.1f};
    glm::vec3 tone_srgb{0.84f, 0.66f, 0.57f};
    std::vector<EyePlacement> eyes;        // left, right
    Mesh lashes;                           // double-sided blades
};

/// What is drawn of the head: welded or not, as its texture needs. uvs, colours and region may be empty.
struct DisplayHead {
    std::vector<glm::vec3> positions_mm;
    std::vector<glm::vec3> normals;
    std::vector<glm::vec2> uvs;              // v up
    std::vector<std::uint32_t> colours;      // 0xAABBGGRR sRGB
    std::vector<float> occlusion;            // for each vertex: 1 open sky to 0 buried; may be empty
    std::vector<glm::uvec3> triangles;
    Shared<Image> picture;                   // RGB(A) colour map of a scan; empty when none
};

/// The slow part: the same for every fit, cached on disk by content. In the source frame, not scaled.
struct HeadShape {
    DisplayHead display;
    Surface measuring;                        // 50k to 100k triangles, scan noise below 5 mm wavelength removed
    Landmarks landmarks;                      // guesses, or a built-in head's own
    std::vector<float> scalp;                 // for each measuring vertex: 0 bare skin to 1 hair-bearing scalp; empty
                                              // for a scan, whose scalp follows from its landmarks in fit_head
    std::vector<std::uint8_t> spanned;        // for each measuring vertex: 1 where the scan has no skin; empty where it has
                                              // all of it
    bool has_built_in_look = false;
    BuiltInLook look;
    std::vector<std::string> notes;           // what was mended or doubted, one sentence each
};

/// The head as everything else sees it: mm, y up, z out of the face, x to the person's left, origin midway
/// between the tragions.
struct Head {
    std::string name;
    HeadBadge badge = HeadBadge::Example;
    DisplayHead display;
    Surface measuring;
    Landmarks landmarks;
    std::vector<float> scalp;
    std::vector<std::uint8_t> spanned;      // as in HeadShape
    std::vector<float> outline_skin;  // for each measuring vertex: 1 where an outline may run (design_zone.h); or empty
    bool has_built_in_look = false;
    BuiltInLook look;
    std::vector<std::string> notes;
    float length_mm = 0.0f;         // glabella to opisthocranion
    float breadth_mm = 0.0f;        // the widest above the ears
    float circumference_mm = 0.0f;  // taut tape over glabella and opisthocranion
    Similarity from_source;         // source frame -> this frame
    MidlineSheet midline;           // between its two halves

    /// Position of a landmark; the head's vertex when it is unknown (every head has the names of kEveryHeadHas).
    glm::vec3 landmark(const std::string& name) const;
};

/// The landmarks that every fitted head has, guessed or not.
inline constexpr const char* kEveryHeadHas[] = {"glabella",      "nasion",        "vertex",  "inion",   "opisthocranion",
                                                "tragion_l",     "tragion_r",     "pupil_l", "pupil_r", "exocanthion_l",
                                                "exocanthion_r", "pronasale"};

/// A built-in head for a list, and where a design on it starts: the colours of such a person, the usual height.
struct BuiltInHead {
    std::string name;
    std::string description;
    SkinSettings skin;
    float hairline_height_mm = 74.0f;  // men 7.5 cm, women 6.0 cm [FACTS 3.2]
    Person person = Person::Man;
};
/// The built-in heads, the default one first.
const std::vector<BuiltInHead>& built_in_heads();

/// @error NotFound, Degenerate (no cranium found), Cancelled.
/// @cost  seconds for a scan the first time, then read from the cache in under 0.3 s.
Result<HeadShape> build_head_shape(const HeadReference& reference, const CancelToken& token = {},
                                   const Progress& progress = {});

/// Puts the shape into the anatomical frame by its landmarks and scales it to the taped circumference.
/// @error Degenerate  the three landmarks of the frame lie on one line or off the head.
/// @cost  about 100 ms.
Result<Head> fit_head(const HeadShape& shape, const HeadReference& reference, const HeadFit& fit);

}  // namespace trichion
