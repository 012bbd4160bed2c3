// Skin and dots become the finished picture.
//
// The skin arrives after its film curve, in linear light as the screen will show it. Dots darken that light. Were
// they laid on before the curve, the curve would see single dark dots near by but an even grey from afar, and the
// same design would look lighter the farther one steps back; laid on here, the mean of many pixels is the mean of
// the dots at every distance. Coverages were *added* (dots do not overlap in skin), so 1 - sum is right where many
// small dots share a pixel, and a product is not. Where they do lie one over another, the sum runs towards solid pigment.
#include "common.glsl"

in vec2 v_share;
uniform sampler2D u_skin;
uniform sampler2D u_darkening;
layout(location = 0) out vec4 o_colour;

// A shift of half a step either way in a fixed pattern, so that the backdrop shows no bands (Jimenez 2014,
// interleaved gradient noise).
float dither(vec2 p) { return fract(52.9829189 * fract(dot(p, vec2(0.06711056, 0.00583715)))) - 0.5; }

#if defined(SMOOTHS_EDGES)
// Edges found by contrast and blurred along their direction, for pictures of one sample (after Lottes 2009, FXAA).
float luma(vec3 c) { return sqrt(dot(c, vec3(0.299, 0.587, 0.114))); }

vec3 smooth_skin() {
    vec2 px = 1.0 / vec2(textureSize(u_skin, 0));
    vec3 middle = texture(u_skin, v_share).rgb;
    float m = luma(middle);
    float nw = luma(texture(u_skin, v_share + vec2(-0.5, 0.5) * px).rgb);
    float ne = luma(texture(u_skin, v_share + vec2(0.5, 0.5) * px).rgb);
    float sw = luma(texture(u_skin, v_share + vec2(-0.5, -0.5) * px).rgb);
    float se = luma(texture(u_skin, v_share + vec2(0.5, -0.5) * px).rgb);
    float low = min(m, min(min(nw, ne), min(sw, se)));
    float high = max(m, max(max(nw, ne), max(sw, se)));
    vec2 along = vec2((sw + se) - (nw + ne), (nw + sw) - (ne + se));
    float least = 1.0 / (min(abs(along.x), abs(along.y)) + max((nw + ne + sw + se) * 0.03, 0.008));
    along = clamp(along * least, -6.0, 6.0) * px;
    vec3 two = 0.5 * (texture(u_skin, v_share - along / 6.0).rgb + texture(u_skin, v_share + along / 6.0).rgb);
    vec3 four = 0.5 * two + 0.25 * (texture(u_skin, v_share - 0.5 * along).rgb + texture(u_skin, v_share + 0.5 * along).rgb);
    float f = luma(four);
    vec3 smoothed = f < low || f > high ? two : four;
    return high - low > max(0.04, 0.1 * high) ? smoothed : middle;
}
#endif

// What a pixel's dots take when their sum is more than the strongest single dot takes. Solid pigment still gives back
// what the skin above it scatters: red 0.95, green 0.90, blue 0.73 are taken, paler in hue than the middle of a dot
// with 0.85, 0.78 and 0.60 (photon run, docs/SOURCES.md). Channels cut off one by one would turn crowded ash to navy.
const float kSolidHue = 0.55;   // the power that turns a dot's shares of the channels into solid pigment's
const float kSolidBy = 0.15;    // so much above the strongest dot, 63 % of the way is gone

vec3 taken_by(vec3 added) {
    float most = max(added.r, max(added.g, added.b));
    if (most <= kStrongestDot) return added;
    float solid = 1.0 - exp(-(most - kStrongestDot) / kSolidBy);
    // Below nothing is a warning's colour, which adds light: it stays as it is.
    vec3 pigment = kStrongestDot * pow(max(added, 0.0) / most, vec3(mix(1.0, kSolidHue, solid)));
    return mix(pigment, added, lessThan(added, vec3(0.0)));
}

void main() {
    ivec2 p = ivec2(gl_FragCoord.xy);
#if defined(SMOOTHS_EDGES)
    vec3 skin = smooth_skin();
#else
    vec3 skin = texelFetch(u_skin, p, 0).rgb;
#endif
    vec3 taken = taken_by(texelFetch(u_darkening, p, 0).rgb);
    vec3 colour = to_srgb(skin * (1.0 - taken)) + dither(gl_FragCoord.xy) / 255.0;
    o_colour = vec4(colour, 1.0);
}
