// A line with smooth edges, hidden behind the head.
in float v_across_px;
in float v_arc_mm;
in float v_depth_mm;
in float v_facing;

uniform vec4 u_colour;         // sRGB, straight alpha
uniform float u_half_px;
uniform float u_dash_mm;       // 0: solid
uniform sampler2D u_depth;
uniform vec2 u_depth_range;    // near and far plane
layout(location = 0) out vec4 o_colour;

float seen_depth(ivec2 p) {
    float d = texelFetch(u_depth, p, 0).r * 2.0 - 1.0;
    return 2.0 * u_depth_range.x * u_depth_range.y / (u_depth_range.y + u_depth_range.x - d * (u_depth_range.y - u_depth_range.x));
}

void main() {
    float alpha = clamp(u_half_px + 0.5 - abs(v_across_px), 0.0, 1.0);
    if (u_dash_mm > 0.0) {
        // Dashes are 60 % long; their ends are as smooth as the sides.
        float place = abs(fract(v_arc_mm / u_dash_mm) - 0.5) * u_dash_mm;
        float pixel = max(fwidth(v_arc_mm), 1e-4);
        alpha *= clamp((0.3 * u_dash_mm - place) / pixel + 0.5, 0.0, 1.0);
    }
    // The skin that is drawn and the one that is measured differ by up to half a millimetre: hiding is gradual.
    alpha *= 1.0 - smoothstep(1.5, 4.5, v_depth_mm - seen_depth(ivec2(gl_FragCoord.xy)));
    alpha *= smoothstep(-0.02, 0.10, v_facing);
    o_colour = vec4(u_colour.rgb, u_colour.a * alpha);
}
