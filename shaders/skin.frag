// Skin in the studio. Switches: HAS_MASKS (built-in heads), HAS_PICTURE, HAS_COLOURS (scans), IS_NEAR (pores).
#include "common.glsl"
#include "noise.glsl"
#include "studio.glsl"

in vec2 v_share;

uniform highp usampler2D u_surface;
uniform mat4 u_to_head;         // camera space -> the head's frame
uniform vec2 u_half_view;       // half the picture at a depth of 1
uniform mat3 u_turn;            // head -> camera
uniform vec3 u_tone;
uniform vec3 u_brow;
uniform float u_redness;
uniform float u_redness_from;      // share of the width where fresh redness begins: left of a split is "before"
uniform float u_shine;
uniform float u_mm_per_px;
uniform vec4 u_hem;             // plane: unit normal into the head, and its offset; the neck fades towards it
uniform float u_hem_fade_mm;
uniform sampler2D u_picture;
uniform sampler2D u_face_mask;
uniform sampler2D u_brow_mask;
uniform vec4 u_brow_box;
uniform highp sampler3D u_overlay;    // value times cover, and cover
uniform vec3 u_overlay_low;           // mm
uniform vec3 u_overlay_per_mm;        // 0: there are no numbers
uniform float u_overlay_opacity;
uniform float u_overlay_faint;        // values below it fade to nothing
uniform vec3 u_overlay_ramp[5];  // sRGB
uniform vec3 u_detail;          // which smaller copy of picture, face mask and brow mask fits this distance

layout(location = 0) out vec4 o_colour;

struct Skin {
    vec3 albedo;
    float roughness;
    float hair;   // brow hair: no skin shine
};

vec2 unpack16(uint u) { return vec2(float(u & 0xffffu), float(u >> 16)) / 65535.0; }
vec3 unpack8(uint u) { return vec3(float(u & 0xffu), float((u >> 8) & 0xffu), float((u >> 16) & 0xffu)) / 255.0; }

Skin skin_here(uint wear, vec4 coarse, vec4 fine, float worked) {
    vec2 uv = unpack16(wear);
    Skin skin;
    skin.roughness = mix(0.55, 0.27, u_shine);
    skin.hair = 0.0;
#if defined(HAS_PICTURE)
    skin.albedo = textureLod(u_picture, uv, u_detail.x).rgb;
#elif defined(HAS_COLOURS)
    skin.albedo = to_linear(unpack8(wear));
#else
    skin.albedo = u_tone;
    // Blood and melanin are never even: a few per cent, blood in green and blue, melanin in all.
    skin.albedo *= 1.0 + coarse.w * vec3(0.008, 0.020, 0.022) + fine.w * vec3(0.012, 0.024, 0.026);
#endif
#if defined(HAS_MASKS)
    vec3 mask = textureLod(u_face_mask, uv, u_detail.y).rgb;
    vec2 in_box = (uv - u_brow_box.xy) / (u_brow_box.zw - u_brow_box.xy);
    vec2 inside = step(vec2(0.0), in_box) * step(in_box, vec2(1.0));
    float brow = textureLod(u_brow_mask, in_box, u_detail.z).r * inside.x * inside.y;
    skin.albedo = mix(skin.albedo, skin.albedo * vec3(1.02, 0.70, 0.66), mask.b);
    skin.albedo = mix(skin.albedo, u_tone * vec3(0.86, 0.54, 0.53), 0.75 * mask.g);
    skin.albedo = mix(skin.albedo, u_brow, brow);
    skin.roughness = mix(skin.roughness, 0.33, mask.g);
    skin.hair = brow;
#endif
    skin.albedo *= mix(vec3(1.0), vec3(1.0, 0.86, 0.855), u_redness * step(u_redness_from, v_share.x) * worked * (0.85 + 0.3 * fine.w));
    return skin;
}

// Numbers in colour: laid on after the light, so that they match their legend, with a little of the head's form left.
vec3 with_overlay(vec3 colour, vec3 position) {
    if (u_overlay_opacity <= 0.0 || u_overlay_per_mm.x <= 0.0) return colour;
    vec2 here = textureLod(u_overlay, (position - u_overlay_low) * u_overlay_per_mm, 0.0).xy;
    if (here.y < 0.5) return colour;
    float value = min(here.x / here.y, 1.0);
    float at = 4.0 * value;
    int below = min(int(at), 3);
    vec3 ramp = to_linear(mix(u_overlay_ramp[below], u_overlay_ramp[below + 1], at - float(below)));
    float shown = u_overlay_faint > 0.0 ? smoothstep(0.0, u_overlay_faint, value) : 1.0;
    return mix(colour, ramp, u_overlay_opacity * shown);
}

void main() {
    uvec4 surface = texelFetch(u_surface, ivec2(gl_FragCoord.xy), 0);
    float depth = uintBitsToFloat(surface.z);
    vec3 at = vec3((v_share * 2.0 - 1.0) * u_half_view, -1.0) * depth;
    vec3 position = (u_to_head * vec4(at, 1.0)).xyz;
    vec3 n = octahedral_normal(unpack16(surface.x) * 2.0 - 1.0);
    vec3 baked = unpack8(surface.w);   // occlusion, bending, worked
    vec3 v = -normalize(at);

    vec4 coarse = noise(position * 0.055 + 7.0);
    vec4 fine = noise(position * 0.24);
    Skin skin = skin_here(surface.y, coarse, fine, baked.z);

    vec3 slope = fine.xyz * 0.012;
#if defined(IS_NEAR)
    // Pores and the fine net of lines, fading out before they fall below a pixel.
    float seen = 1.0 - smoothstep(0.12, 0.45, u_mm_per_px);
    vec4 net = noise(position * 0.9 + 3.0);
    vec4 pores = noise(position * vec3(2.3, 2.0, 2.3));
    slope += seen * (net.xyz * 0.022 + pores.xyz * 0.034);
    skin.albedo *= 1.0 + seen * 0.025 * (pores.w + net.w);
#endif
    slope *= 1.0 - skin.hair;
    vec3 bumpy = normalize(n - u_turn * slope);

    float open = baked.x;
    float curved = baked.y;
    float lit = key_arrives(at);
    float n_dot_v = max(dot(bumpy, v), 0.02);

    // Diffuse: the colour bleeds over the edge of the shadow, red the farthest.
    vec3 width = mix(vec3(0.30, 0.16, 0.11), vec3(0.60, 0.34, 0.24), curved);
    vec3 soft_n = normalize(mix(n, bumpy, 0.55));
    vec3 shade = vec3(lit);
    shade = mix(shade, sqrt(shade), vec3(0.70, 0.20, 0.10));
    vec3 occlusion = skin_occlusion(open, skin.albedo);
    vec3 key = 1.04 * kKeyColour * skin_wrap(dot(soft_n, u_key), width) * shade * mix(vec3(1.0), occlusion, 0.5);
    vec3 fill = 0.15 * kFillColour * skin_wrap(dot(soft_n, kFill), vec3(0.7)) * occlusion;
    vec3 rim = 0.34 * kRimColour * skin_wrap(dot(soft_n, kRim), width * 0.6) * (open * open);
    rim += 0.15 * kRimColour * skin_wrap(dot(soft_n, kKicker), width * 0.6) * (open * open);
    float up = 0.5 + 0.5 * soft_n.y;
    vec3 room = mix(vec3(0.112, 0.090, 0.080), vec3(0.214, 0.210, 0.208), up) * occlusion;
    vec3 colour = skin.albedo * (key + fill + rim + room);

    // Shine: an oily film, two lobes, and the room mirrored at grazing angles.
    float gloss_open = clamp(open * 1.3 - 0.15, 0.0, 1.0) * (1.0 - 0.8 * skin.hair);
    vec3 h = normalize(u_key + v);
    float n_dot_l = max(dot(bumpy, u_key), 0.0);
    float alpha = skin.roughness * skin.roughness;
    float f = fresnel(max(dot(h, v), 0.0), 0.028);
    float n_dot_h = max(dot(bumpy, h), 0.0);
    float lobes = 0.55 * highlight(n_dot_h, n_dot_l, n_dot_v, alpha + 0.06) +
                  0.45 * highlight(n_dot_h, n_dot_l, n_dot_v, alpha + 0.22);
    vec3 shine = 4.2 * kKeyColour * lobes * f * lit;
    vec3 h_rim = normalize(kRim + v);
    shine += 1.5 * open * kRimColour * fresnel(max(dot(h_rim, v), 0.0), 0.028) *
             highlight(max(dot(bumpy, h_rim), 0.0), max(dot(bumpy, kRim), 0.0), n_dot_v, alpha + 0.15);
    vec3 mirrored = reflect(-v, bumpy);
    float grazing = fresnel(n_dot_v, 0.028) * (1.0 - 0.62 * skin.roughness);
    shine += backdrop(0.5 + 0.5 * mirrored.y) * grazing * mix(0.12, 0.42, smoothstep(-0.4, 0.3, mirrored.y));
    colour = film(colour + shine * gloss_open);
    colour = with_overlay(colour, position);

    vec3 behind = backdrop(v_share.y);
    float above = dot(u_hem.xyz, position) - u_hem.w;
    float solid = smoothstep(0.0, u_hem_fade_mm, above);
    o_colour = vec4(mix(behind, colour, solid), 1.0);
}
