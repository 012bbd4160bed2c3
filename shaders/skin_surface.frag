// What is seen of the skin at a pixel, packed; the light comes later, once for each pixel. Skin triangles are only a
// few pixels large, and shading them one by one would shade every pixel several times over.
// Switch: HAS_COLOURS keeps the vertex colour in the place of the texture coordinates.
in vec3 v_position;
in vec3 v_at;
in vec3 v_normal;
in vec2 v_uv;
in vec3 v_colour;
in vec3 v_baked;

layout(location = 0) out uvec4 o_surface;

uint pack16(vec2 p) {   // 0 to 1
    uvec2 u = uvec2(clamp(p, 0.0, 1.0) * 65535.0 + 0.5);
    return u.x | (u.y << 16);
}
uint pack8(vec3 p) {
    uvec3 u = uvec3(clamp(p, 0.0, 1.0) * 255.0 + 0.5);
    return u.x | (u.y << 8) | (u.z << 16);
}

void main() {
    vec3 n = v_normal / (abs(v_normal.x) + abs(v_normal.y) + abs(v_normal.z));
    float fold = max(-n.z, 0.0);
    vec2 oct = n.xy + vec2(n.x >= 0.0 ? fold : -fold, n.y >= 0.0 ? fold : -fold);
#if defined(HAS_COLOURS)
    uint wear = pack8(v_colour);
#else
    uint wear = pack16(fract(v_uv));
#endif
    o_surface = uvec4(pack16(oct * 0.5 + 0.5), wear, floatBitsToUint(-v_at.z), pack8(v_baked));
}
