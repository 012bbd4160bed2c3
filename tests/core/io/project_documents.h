// Documents for the tests of project files: no value is a default, so that a forgotten one shows.
#pragma once

#include "core/io/project_file.h"
#include "core/model/document.h"

namespace trichion {

inline Outline outline_of_three_points() {
    Outline outline;
    outline.preset = "rounded";
    outline.height_mm = 71.3f;
    outline.mirror = false;
    outline.blend_mm = 33.333332f;
    outline.points = {{7, {12, {0.1f, 0.2f, 0.7f}}, OutlinePart::Frontal, true, 9},
                      {8, {4000000000u, {1.0f / 3, 1.0f / 3, 1.0f / 3}}, OutlinePart::TempleLeft, false, 8},
                      {9, {0, {1.0f, 0.0f, 0.0f}}, OutlinePart::Blend, false, 7}};
    outline.next_id = 10;
    return outline;
}

inline Outline outline_with_areas() {
    Outline outline = outline_of_three_points();
    outline.age = HairlineAge::Young;
    outline.temple = TempleClass::P;
    outline.extent = Extent::Nape;
    outline.asymmetry = 0.3f;
    outline.locked = 1u << static_cast<unsigned>(OutlinePart::Nape) | 1u << static_cast<unsigned>(OutlinePart::TempleRight);
    outline.points[1].part = OutlinePart::EarRight;
    const auto corner = [](std::uint32_t id) { return OutlinePoint{id, {id, {0.5f, 0.25f, 0.25f}}, OutlinePart::Frontal, false, 0}; };
    outline.areas = {{20, "Crown", FreeArea::Kind::Added, 7.7f, {corner(10), corner(11), corner(12)}},
                     {21, "Scar \"left\"", FreeArea::Kind::LeftOut, 0.0f, {corner(13), corner(14), corner(15), corner(16)}}};
    outline.areas[1].density_per_cm2 = 98.7f;
    outline.areas[1].depth_mm = 0.85f;
    outline.areas[1].take_up = 0.65f;
    outline.next_id = 22;
    return outline;
}

inline EdgeSettings unusual_edge() {
    return {3.3000004f /* one bit above 3.3 */, 1.1f, 22.2f, 0.7f, 5.5f, 0.125f, 0.2f, 0.95f, 11.0f, 3.7f, 4294967295u};
}

/// The document in tests/data/project_v1.trichion, but for its head.
inline Document document_of_format_one() {
    Document document;
    document.head = HeadReference{"female_asian", true, {}};
    HeadFit fit;
    fit.landmarks["glabella"] = {0.1f, 1e-7f, -93.40001f};
    fit.landmarks["tragion_l"] = {-1.0f / 3, 2e4f, 5.0f};
    fit.taped_circumference_mm = 561.7f;
    document.fit = fit;
    document.outline = outline_of_three_points();
    EdgeSettings edge;
    edge.transition_mm = 3.3000004f;  // one bit above 3.3
    document.edge = edge;
    document.dots = DotSettings{.density_per_cm2 = 123.456f, .diameter_mm = 0.41f};
    document.plan = SessionPlan{.sessions = 2, .gap_days = 21.5f, .shade = 9.25f, .shade_step = -1.1f, .warmth = 0.6f, .shares = {0.6f, 0.4f, 0.0f, 0.0f}};
    document.skin = SkinSettings{8, 5, HairColour::Grey};
    document.stencil = StencilSettings{.skin_side_mm = 9.9f, .scalp_side_mm = 17.7f, .paper = Paper::Letter};
    document.client_code = "Zoë \"7\\8\" ☺";
    document.seed = 4294967295u;
    document.edited_on = "2026-11-22";
    return document;
}

/// Three versions, the middle one active; two of them agreed.
inline Versions unusual_versions(const Design& shown) {
    Design waiting = shown;
    waiting.outline = outline_of_three_points();
    waiting.dots = DotSettings{.density_per_cm2 = 99.0f, .diameter_mm = 0.3f};
    Versions versions;
    versions.all = {{4, "Low", waiting, Agreement{"2026-10-01", 0xfedcba9876543210u, waiting}},
                    {9, "B ☺", Design{}, Agreement{"2026-11-22", 17, shown}},
                    {2, "Empty", Design{}, std::nullopt}};
    versions.active = 9;
    versions.next_id = 10;
    return versions;
}

inline DotSettings unusual_dots() {
    return {Service::Scar, 123.456f, {0.1f, 1.5f, 0.0f, 1.0f / 3, 0.77f, 1.01f}, 0.41f, 0.3f, 0.0f, 0.123f, 0.0567f};
}

inline Stroke unusual_stroke() { return {3.3f, 0.9f, {{1, 2, 3}, {0.1f, -0.0f, 1e-7f}}, {{-1, 2, 3}}}; }

inline Brushwork unusual_brushwork() {
    Brushwork brushwork;
    using enum DensityStroke::Kind;
    std::uint32_t id = 1;
    for (const DensityStroke::Kind kind : {Denser, Thinner, Erase, Restore, Smooth}) brushwork.strokes.push_back({id++, kind, DensityStroke{}.target_per_cm2, unusual_stroke()});
    brushwork.strokes.push_back({id++, ToTarget, 66.6f, unusual_stroke()});
    brushwork.dots = {{id++, HandDot::Kind::Added, {1.1f, 2.2f, 3.3f}}, {id++, HandDot::Kind::Removed, {-4.4f, 5e-8f, 6}}};
    brushwork.next_id = id;
    return brushwork;
}

inline SessionPlan unusual_plan() {
    SessionPlan plan{.sessions = 2, .patch_test_on = "2026-11-19", .first_on = "2026-11-22", .gap_days = 21.5f, .pigment = Pigment::Resorbable,
                     .shade = 9.25f, .shade_step = -1.1f, .warmth = 0.6f, .shares = {0.6f, 0.4f, 0.0f, 0.0f}};
    plan.each[0] = {"", 11.1f, std::nullopt, 1, Needle::One, 0.55f, 0b100001, 0.85f};
    plan.each[1] = {"2026-12-13", std::nullopt, 0.4f, 6, Needle::Six, 1.25f, 0b000100, 1.2f};
    plan.touch_ups = {{2.5f, 10.0f, 0.5f}, {7.75f, 8.0f, 1.0f}};
    plan.removal_years = {1.5f, 1.6f};
    plan.pace = {66.6f, 20.0f, 7.5f, 45.0f};
    return plan;
}

inline NativeHair unusual_hair() {
    return {HairLoss::Norwood3Vertex, Ancestry::Asian, 0.85f, {{4, HairStroke::Kind::Bald, unusual_stroke()}, {2, HairStroke::Kind::Hair, unusual_stroke()}}, 5};
}

inline FadeSettings unusual_fade() { return {Sun::Much, SkinOil::Dry, Aftercare::Poor, {{30.0f, 0.41f}, {400.5f, 0.3f}}, true}; }

inline StencilSettings unusual_stencil() {
    StencilSettings stencil{.parts = {false, true, true, true, true}, .skin_side_mm = 9.9f, .scalp_side_mm = 17.7f, .line = StencilLine::CutEdge,
                            .has_dot_guide = true, .has_tongue = true, .has_tails = true, .has_label = false, .medium = Medium::Mylar,
                            .is_mirrored = true, .line_width_mm = 0.33f, .margin_mm = 12.5f, .paper = Paper::Roll, .custom_width_mm = 333.3f,
                            .custom_height_mm = 222.2f, .roll_width_mm = 610.0f, .printer = "Büro \"2\"", .dxf = DxfVersion::R12};
    stencil.cutter_marks = {CutterMarks::SquareAndCorners, 6.5f, 0.6f, 11.1f};
    stencil.guide = {1.5f, 0.2f, 33.3f, true};
    return stencil;
}

inline Document unusual_document() {
    Document document = document_of_format_one();
    document.stencil = unusual_stencil();
    document.dots = unusual_dots();
    document.brushwork = unusual_brushwork();
    document.plan = unusual_plan();
    document.native_hair = unusual_hair();
    document.fade = unusual_fade();
    document.outline = outline_with_areas();
    document.edge = unusual_edge();
    document.client = ClientFacts{Person::Woman, 47, glm::vec3(0.1f, -0.0f, 1e-20f), glm::vec3(1, 2, 3.3333333f),
                                  {{1, 2, 3}, {4, 5, 6.06f}}};
    document.versions = unusual_versions({document.outline, document.edge, document.dots, document.brushwork, document.plan});
    return document;
}

/// For each outline of `unusual_document`: 10 points shown, 3 of Low, 3 as agreed, 10 as agreed, none.
inline OutlinePlaces places_of_unusual_document() {
    OutlinePlaces places{0xfedcba9876543210u, {}};
    for (const std::size_t points : {10, 3, 3, 10, 0}) {
        std::vector<glm::vec3>& rows = places.source_mm.emplace_back();
        for (std::size_t i = 0; i < points; ++i)
            rows.emplace_back(0.1f + static_cast<float>(rows.size()), -6.0f * static_cast<float>(points), 1e-7f);
    }
    return places;
}

inline OutlinePlaces places_of_three_points() {
    return {0xfedcba9876543210u, {{{0.1f, 2, 3}, {4, 5, -6}, {1e-7f, 8, 9}}}};
}

/// A tetrahedron with all that a scan can wear.
inline SkinMesh small_scan() {
    SkinMesh scan;
    scan.mesh.positions = {{0.1f, 0.2f, 0.3f}, {100.0f / 3, 0, -0.0f}, {0, 99.9f, 1e-30f}, {-7, 8, 123.456f}};
    scan.mesh.triangles = {{0, 2, 1}, {0, 1, 3}, {1, 2, 3}, {2, 0, 3}};
    scan.uvs = {{0, 0}, {1.0f / 3, 0}, {0, 1}, {0.5f, 0.5f}};
    scan.colours = {0xff0000ff, 0xff00ff00, 0xffff0000, 0x01020304};
    for (int i = 0; i < 1000; ++i) scan.picture.push_back(static_cast<std::byte>(i * 7));
    scan.picture_format = "jpg";
    return scan;
}

inline Document document_on_scan(Document document = unusual_document()) {
    document.head = HeadReference{"Anna's scan", false, small_scan()};
    return document;
}

}  // namespace trichion
