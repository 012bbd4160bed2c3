// A matte thing in the studio's light: printed plastic, or paper in the colours of its stretch.
#include "common.glsl"
#include "studio.glsl"

in vec3 v_at;
in vec3 v_normal;
in vec3 v_colour;

uniform float u_darkens;               // as a shadow, so much of the skin's light; 0: the thing itself
uniform highp usampler2D u_surface;    // the skin: its depth is what a shadow can fall on

layout(location = 0) out vec4 o_colour;

// Only on skin close behind: none in the air beside the head.
float falls_on_skin() {
    float skin = uintBitsToFloat(texelFetch(u_surface, ivec2(gl_FragCoord.xy), 0).z);
    return gl_FrontFacing ? 1.0 - smoothstep(4.0, 9.0, abs(skin + v_at.z)) : 0.0;
}

void main() {
    if (u_darkens > 0.0) {
        o_colour = vec4(0.0, 0.0, 0.0, u_darkens * falls_on_skin());
        return;
    }
    vec3 n = normalize(v_normal);
    vec3 v = -normalize(v_at);
    float lit = max(dot(n, u_key), 0.0) * mix(0.55, 1.0, key_arrives(v_at));
    vec3 light = 0.85 * kKeyColour * lit + 0.18 * kFillColour * max(dot(n, kFill), 0.0) + vec3(0.24, 0.25, 0.27);
    vec3 h = normalize(u_key + v);
    vec3 colour = to_linear(v_colour) * light + 0.04 * kKeyColour * highlight(max(dot(n, h), 0.0), max(dot(n, u_key), 0.0), max(dot(n, v), 0.05), 0.35);
    o_colour = vec4(film(colour), 1.0);
}
