// Skin and dots become the finished picture.
//
// The skin arrives after its film curve, in linear light as the screen will show it. Dots darken that light. Were
// they laid on before the curve, the curve would see single dark dots near by but an even grey from afar, and the
// same design would look lighter the farther one steps back; laid on here, the mean of many pixels is the mean of
// the dots at every distance. Coverages were *added* (dots do not overlap in skin), so 1 - sum is right where many
// small dots share a pixel, and a product is not.
#include "common.glsl"

in vec2 v_share;
uniform sampler2D u_skin;
uniform sampler2D u_darkening;
layout(location = 0) out vec4 o_colour;

// A shift of half a step either way in a fixed pattern, so that the backdrop shows no bands (Jimenez 2014,
// interleaved gradient noise).
float dither(vec2 p) { return fract(52.9829189 * fract(dot(p, vec2(0.06711056, 0.00583715)))) - 0.5; }

void main() {
    ivec2 p = ivec2(gl_FragCoord.xy);
    vec3 skin = texelFetch(u_skin, p, 0).rgb;
    vec3 darkening = min(texelFetch(u_darkening, p, 0).rgb, vec3(0.97));
    vec3 colour = to_srgb(skin * (1.0 - darkening)) + dither(gl_FragCoord.xy) / 255.0;
    o_colour = vec4(colour, 1.0);
}
