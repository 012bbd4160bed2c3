// A calm, wet eye: soft white, shade of the lids, one clear window of the key light.
#include "common.glsl"
#include "studio.glsl"

in vec3 v_at;
in vec3 v_normal;
in vec2 v_uv;
in vec3 v_own;

uniform sampler2D u_picture;
layout(location = 0) out vec4 o_colour;

void main() {
    vec3 n = normalize(v_normal);
    vec3 v = -normalize(v_at);
    vec3 own = normalize(v_own);
    vec3 albedo = texture(u_picture, v_uv).rgb;
    float away = 1.0 - own.z;                       // 0 at the gaze
    float white = smoothstep(0.060, 0.085, away);
    // Sclera is neither white nor even: warmer and redder towards the corners.
    albedo *= mix(vec3(1.0), vec3(0.80, 0.75, 0.71) * mix(vec3(1.0), vec3(0.97, 0.80, 0.76), smoothstep(0.15, 0.5, away)), white);

    // The lids' shade: the upper one throws a soft shadow, the corners lie deep.
    float below_lid = 1.0 - smoothstep(0.02, 0.42, own.y);
    float lids = mix(0.26, 1.0, below_lid) * mix(1.0, 0.55, smoothstep(0.42, 0.80, abs(own.x)));
    lids *= mix(1.0, 0.78, smoothstep(0.25, 0.50, -own.y));

    vec3 key = 0.80 * kKeyColour * skin_wrap(dot(n, u_key), vec3(0.45)) * mix(0.45, 1.0, key_arrives(v_at));
    vec3 room = vec3(0.30, 0.31, 0.33) + 0.16 * kFillColour * skin_wrap(dot(n, kFill), vec3(0.7));
    vec3 colour = albedo * (key + room) * lids;

    // The tear film mirrors a soft window.
    vec3 mirrored = reflect(-v, n);
    const vec3 kWindow = vec3(-0.36, 0.30, 0.883);   // lower than the key, or the lids would hide it
    vec3 side = normalize(cross(vec3(0.0, 1.0, 0.0), kWindow));
    vec3 top = cross(kWindow, side);
    vec2 pane = abs(vec2(dot(mirrored, side), dot(mirrored, top))) + 2.0 * step(dot(mirrored, kWindow), 0.0);
    vec2 glass = 1.0 - smoothstep(vec2(0.11, 0.15), vec2(0.17, 0.22), pane);
    float window = glass.x * glass.y;
    float f = fresnel(max(dot(n, v), 0.0), 0.025);
    colour += kKeyColour * window * 0.55 * mix(0.5, 1.0, below_lid);
    colour += backdrop(0.5 + 0.5 * mirrored.y) * f * 0.6 * lids;
    o_colour = vec4(film(colour), 1.0);
}
