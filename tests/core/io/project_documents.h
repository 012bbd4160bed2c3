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

inline OutlinePlaces places_of_three_points() {
    return {0xfedcba9876543210u, {{0.1f, 2, 3}, {4, 5, -6}, {1e-7f, 8, 9}}};
}

inline Document unusual_document() {
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
    document.dots = DotSettings{123.456f, 0.41f};
    document.plan = SessionPlan{2, 21.5f, 9.25f, -1.1f, 0.6f, {0.6f, 0.4f, 0.0f, 0.0f}};
    document.skin = SkinSettings{8, 5, HairColour::Grey};
    document.stencil = StencilSettings{Paper::Letter, 9.9f, 17.7f};
    document.client_code = "Zoë \"7\\8\" ☺";
    document.seed = 4294967295u;
    document.edited_on = "2026-11-22";
    return document;
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

inline Document document_on_scan() {
    Document document = unusual_document();
    document.head = HeadReference{"Anna's scan", false, small_scan()};
    return document;
}

}  // namespace trichion
