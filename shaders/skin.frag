// Skin in the studio. Switches: HAS_MASKS (built-in heads), HAS_PICTURE, HAS_COLOURS (scans), IS_NEAR (pores).
#include "common.glsl"
#include "noise.glsl"
#include "studio.glsl"

in vec3 v_position;
in vec3 v_at;
in vec3 v_normal;
in vec2 v_uv;
in vec3 v_colour;
in vec3 v_baked;

uniform mat3 u_turn;            // head -> camera
uniform vec3 u_tone;
uniform vec3 u_brow;
uniform float u_redness;
uniform float u_shine;
uniform float u_mm_per_px;
uniform vec4 u_hem;             // plane: unit normal into the head, and its offset; the neck fades towards it
uniform float u_hem_fade_mm;
uniform vec2 u_size_px;
uniform sampler2D u_picture;
uniform sampler2D u_face_mask;
uniform sampler2D u_brow_mask;
uniform vec4 u_brow_box;

layout(location = 0) out vec4 o_colour;

struct Skin {
    vec3 albedo;
    float roughness;
    float hair;   // brow hair: no skin shine
};

Skin skin_here(vec4 coarse, vec4 fine) {
    Skin skin;
    skin.roughness = mix(0.55, 0.27, u_shine);
    skin.hair = 0.0;
#if defined(HAS_PICTURE)
    skin.albedo = texture(u_picture, v_uv).rgb;
#elif defined(HAS_COLOURS)
    skin.albedo = to_linear(v_colour);
#else
    skin.albedo = u_tone;
    // Blood and melanin are never even: a few per cent, blood in green and blue, melanin in all.
    skin.albedo *= 1.0 + coarse.w * vec3(0.012, 0.034, 0.040) + fine.w * vec3(0.016, 0.030, 0.034);
#endif
#if defined(HAS_MASKS)
    vec3 mask = texture(u_face_mask, v_uv).rgb;
    vec2 in_box = (v_uv - u_brow_box.xy) / (u_brow_box.zw - u_brow_box.xy);
    vec2 inside = step(vec2(0.0), in_box) * step(in_box, vec2(1.0));
    float brow = texture(u_brow_mask, in_box).r * inside.x * inside.y;
    skin.albedo = mix(skin.albedo, skin.albedo * vec3(1.02, 0.70, 0.66), mask.b);
    skin.albedo = mix(skin.albedo, u_tone * vec3(0.86, 0.54, 0.53), 0.75 * mask.g);
    skin.albedo = mix(skin.albedo, u_brow, brow);
    skin.roughness = mix(skin.roughness, 0.33, mask.g);
    skin.hair = brow;
#endif
    skin.albedo *= mix(vec3(1.0), vec3(0.99, 0.70, 0.69), u_redness * v_baked.z);
    return skin;
}

void main() {
    vec3 n = normalize(v_normal);
    vec3 v = -normalize(v_at);
    if (!gl_FrontFacing) n = -n;

    vec4 coarse = noise(v_position * 0.055 + 7.0);
    vec4 fine = noise(v_position * 0.24);
    Skin skin = skin_here(coarse, fine);

    vec3 slope = fine.xyz * 0.012;
#if defined(IS_NEAR)
    // Pores and the fine net of lines, fading out before they fall below a pixel.
    float seen = 1.0 - smoothstep(0.12, 0.45, u_mm_per_px);
    vec4 net = noise(v_position * 0.9 + 3.0);
    vec4 pores = noise(v_position * vec3(2.3, 2.0, 2.3));
    slope += seen * (net.xyz * 0.035 + pores.xyz * 0.055);
    skin.albedo *= 1.0 + seen * 0.025 * (pores.w + net.w);
#endif
    slope *= 1.0 - skin.hair;
    vec3 bumpy = normalize(n - u_turn * slope);

    float open = v_baked.x;
    float curved = v_baked.y;
    float lit = key_arrives(v_at);
    float n_dot_v = max(dot(bumpy, v), 0.02);

    // Diffuse: the colour bleeds over the edge of the shadow, red the farthest.
    vec3 width = mix(vec3(0.30, 0.16, 0.11), vec3(0.60, 0.34, 0.24), curved);
    vec3 soft_n = normalize(mix(n, bumpy, 0.55));
    vec3 shade = vec3(lit);
    shade = mix(shade, sqrt(shade), vec3(0.55, 0.18, 0.10));
    vec3 occlusion = skin_occlusion(open, skin.albedo);
    vec3 key = 0.86 * kKeyColour * skin_wrap(dot(soft_n, u_key), width) * shade * mix(vec3(1.0), occlusion, 0.5);
    vec3 fill = 0.20 * kFillColour * skin_wrap(dot(soft_n, kFill), vec3(0.7)) * occlusion;
    vec3 rim = 0.30 * kRimColour * skin_wrap(dot(soft_n, kRim), width * 0.6) * mix(vec3(0.25), vec3(1.0), open);
    rim += 0.16 * kRimColour * skin_wrap(dot(soft_n, kKicker), width * 0.6) * mix(vec3(0.25), vec3(1.0), open);
    float up = 0.5 + 0.5 * soft_n.y;
    vec3 room = mix(vec3(0.13, 0.115, 0.11), vec3(0.235, 0.245, 0.26), up) * occlusion;
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
    vec3 shine = 2.6 * kKeyColour * lobes * f * lit;
    vec3 h_rim = normalize(kRim + v);
    shine += 1.5 * kRimColour * fresnel(max(dot(h_rim, v), 0.0), 0.028) *
             highlight(max(dot(bumpy, h_rim), 0.0), max(dot(bumpy, kRim), 0.0), n_dot_v, alpha + 0.15);
    vec3 mirrored = reflect(-v, bumpy);
    float grazing = fresnel(n_dot_v, 0.028) * (1.0 - 0.62 * skin.roughness);
    shine += backdrop(0.5 + 0.5 * mirrored.y) * grazing * 0.42;
    colour = film(colour + shine * gloss_open);

    vec3 behind = backdrop(gl_FragCoord.y / u_size_px.y);
    float above = dot(u_hem.xyz, v_position) - u_hem.w;
    float solid = smoothstep(0.0, u_hem_fade_mm, above);
    o_colour = vec4(mix(behind, colour, solid), 1.0);
}
