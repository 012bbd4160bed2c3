// A dot becomes a quad in the skin's plane, large enough for its blurred edge and for the pixel's own blur.
//
// The profile is a disc with a soft edge. Its height is chosen so that the area under it is that of the sharp disc,
// whatever the blur: so a dot of a tenth of a pixel darkens its pixels as much in sum as it does from near.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec2 a_normal;
layout(location = 2) in vec2 a_size;      // diameter in mm, shade
layout(location = 3) in vec2 a_session;   // 0 native hair, 1 to 4; of what it warns: 0 nothing, 1 later, 2 now
layout(location = 4) in float a_depth;    // factor on the depth of the pigment's top

#include "common.glsl"

uniform mat4 u_view;
uniform mat4 u_projection;
uniform float u_mm_per_px;                // at a depth of 1 mm
uniform float u_diameter_factor[5];
uniform float u_softness_mm[5];
uniform vec3 u_contrast[5];
uniform float u_redness[5];
uniform float u_top_mm[5];
uniform float u_spread_mm2[5];
uniform float u_shed[5];
uniform vec3 u_reach_mm[5];
uniform float u_warns;                    // 1: dots that warn are drawn so
uniform vec3 u_later_contrast;
uniform vec3 u_now_contrast;
uniform float u_warning_factor;
uniform float u_depth_slack_mm;
uniform vec4 u_hem;                       // as in skin.frag: hair and dots fade with the neck that bears them
uniform float u_hem_fade_mm;

out vec2 v_place;          // 1 at the rim
flat out float v_inner;    // where the edge begins
flat out vec3 v_height;
flat out vec3 v_sore;      // darkening of the sore ring
flat out float v_ring;     // where it ends, in radii of the rim

// As seen_dot of core/pipeline/appearance.cpp; a test compares them.
const float kEpidermis_mm = 0.08;
const float kShedAll_mm = 0.05;
const float kBlurPerDepth = 0.35;
const float kSoreReach_mm = 0.55;
const vec3 kSore = vec3(0.0, 0.10, 0.11);

vec3 contrast_of(int session, float top_mm) {
    vec3 deeper = exp(-(top_mm - u_top_mm[session]) / u_reach_mm[session]);
    float stays = 1.0 - u_shed[session] * clamp((kEpidermis_mm - top_mm) / (kEpidermis_mm - kShedAll_mm), 0.0, 1.0);
    vec3 contrast = u_contrast[session] * deeper * (a_size.y * stays);
    return contrast * min(1.0, kStrongestDot / max(contrast.r, max(contrast.g, max(contrast.b, 1e-6))));
}

float softness_of(int session, float top_mm) {
    float blur = u_softness_mm[session] + kBlurPerDepth * max(top_mm - kEpidermis_mm, 0.0);
    return sqrt(blur * blur + u_spread_mm2[session]);
}

void main() {
    int session = int(a_session.x + 0.5);
    float factor = u_diameter_factor[session];
    bool is_warning = u_warns * a_session.y > 0.5 && factor > 0.0;
    if (is_warning) factor *= u_warning_factor;
    vec3 at = (u_view * vec4(a_position, 1.0)).xyz;
    vec3 n = mat3(u_view) * octahedral_normal(a_normal);
    vec3 to_eye = -normalize(at);
    float facing = dot(n, to_eye);
    // A dot that looks away is four equal corners outside the picture: no quad at all.
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    v_place = vec2(0.0);
    v_inner = 0.0;
    v_height = vec3(0.0);
    v_sore = vec3(0.0);
    v_ring = 1.0;
    if (facing < 0.06 || factor <= 0.0) return;

    vec3 across = normalize(to_eye - n * facing + vec3(1e-5, 0.0, 0.0));
    vec3 along = cross(n, across);
    float pixel = -at.z * u_mm_per_px;
    float radius = 0.5 * a_size.x * factor;
    float top_mm = u_top_mm[session] * a_depth;
    float soft = softness_of(session, top_mm);
    float pixel_across = 0.5 * pixel / max(facing, 0.15);
    float pixel_along = 0.5 * pixel;
    float blur_across = sqrt(soft * soft + pixel_across * pixel_across);
    float blur_along = sqrt(soft * soft + pixel_along * pixel_along);

    // Beta(2, 2) edges: a ramp of width w blurs like a Gaussian of sigma w / sqrt(20).
    float blur = sqrt(blur_across * blur_along);
    float edge = 2.236 * blur;
    float is_disc = step(edge, radius);
    v_inner = is_disc * (radius - edge) / (radius + edge);
    vec2 rim_disc = vec2(radius) + 2.236 * vec2(blur_across, blur_along);
    vec2 rim_bump = 2.9 * sqrt(vec2(blur_across * blur_across, blur_along * blur_along) + 0.25 * radius * radius);
    vec2 rim = mix(rim_bump, rim_disc, is_disc);
    float middle = 0.5 * (1.0 + v_inner);
    float area = rim.x * rim.y * (middle * middle + 0.05 * (1.0 - v_inner) * (1.0 - v_inner));
    float solid = smoothstep(0.0, u_hem_fade_mm, dot(u_hem.xyz, a_position) - u_hem.w);
    vec3 contrast = !is_warning ? contrast_of(session, top_mm) : a_session.y > 1.5 ? u_now_contrast : u_later_contrast;
    v_height = contrast * (solid * radius * radius / area);

    // A ring of sore skin; from afar, where it would be smaller than the rim, it keeps its sum.
    float sore = u_redness[session] * solid;
    float wide = sqrt(rim.x * rim.y);
    if (sore > 0.0) v_ring = max(1.0, kSoreReach_mm / wide);
    v_sore = kSore * (sore * min(1.0, kSoreReach_mm * kSoreReach_mm / (wide * wide)));

    v_place = v_ring * vec2((gl_VertexID & 1) == 0 ? -1.0 : 1.0, (gl_VertexID & 2) == 0 ? -1.0 : 1.0);
    vec3 corner = at + across * (v_place.x * rim.x) + along * (v_place.y * rim.y);
    gl_Position = u_projection * vec4(corner, 1.0);
    // Dots lie on the measuring surface, up to half a millimetre below the skin that is drawn: they are tested as if
    // a little nearer, the more the flatter one looks at them.
    float nearer = at.z + u_depth_slack_mm * min(0.6 + 0.6 / facing, 5.0);
    vec4 test = u_projection * vec4(0.0, 0.0, nearer, 1.0);
    gl_Position.z = test.z / test.w * gl_Position.w;
}
