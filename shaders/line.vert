// A line on the skin widens to so many pixels on the screen.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec3 a_before;
layout(location = 2) in vec3 a_after;
layout(location = 3) in vec3 a_normal;
layout(location = 4) in vec2 a_arc_side;   // mm along the line; -1 or 1

uniform mat4 u_view;
uniform mat4 u_projection;
uniform vec2 u_size_px;
uniform float u_half_px;

out float v_across_px;
out float v_arc_mm;
out float v_depth_mm;
out float v_facing;

vec2 on_screen(vec3 p) {
    vec4 c = u_projection * (u_view * vec4(p, 1.0));
    return c.xy / max(c.w, 1.0) * 0.5 * u_size_px;
}

void main() {
    vec3 lifted = a_position + 0.35 * a_normal;
    vec4 at = u_view * vec4(lifted, 1.0);
    vec2 here = on_screen(lifted);
    vec2 in_step = here - on_screen(a_before + 0.35 * a_normal);
    vec2 out_step = on_screen(a_after + 0.35 * a_normal) - here;
    vec2 d1 = length(in_step) > 1e-4 ? normalize(in_step) : vec2(0.0);
    vec2 d2 = length(out_step) > 1e-4 ? normalize(out_step) : vec2(0.0);
    vec2 along = d1 + d2;
    along = length(along) > 0.2 ? normalize(along) : (length(d2) > 0.5 ? d2 : vec2(1.0, 0.0));
    vec2 out_of = vec2(-along.y, along.x);
    // A mitre keeps the width at a bend; beyond a sharp corner it is cut.
    vec2 ahead = length(d2) > 0.5 ? d2 : d1;
    float mitre = 1.0 / max(dot(out_of, vec2(-ahead.y, ahead.x)), 0.5);
    float reach = u_half_px + 1.0;
    v_across_px = a_arc_side.y * reach;
    v_arc_mm = a_arc_side.x;
    v_depth_mm = -at.z;
    // A line without normals is not on skin and never looks away.
    v_facing = dot(a_normal, a_normal) > 0.25 ? dot(mat3(u_view) * a_normal, -normalize(at.xyz)) : 1.0;
    vec4 clip = u_projection * at;
    clip.xy += out_of * (a_arc_side.y * reach * mitre) / (0.5 * u_size_px) * clip.w;
    gl_Position = clip;
}
