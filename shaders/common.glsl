// Colour, backdrop and hashing, shared by all shaders.

vec3 to_linear(vec3 c) { return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(0.04045, c)); }
vec3 to_srgb(vec3 c) { return mix(c * 12.92, 1.055 * pow(max(c, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c)); }

// The studio backdrop at a height of the picture, 0 bottom to 1 top.
vec3 backdrop(float height) {
    return to_linear(mix(vec3(0.529, 0.553, 0.584), vec3(0.706, 0.729, 0.765), height));
}

vec3 octahedral_normal(vec2 p) {
    vec3 n = vec3(p, 1.0 - abs(p.x) - abs(p.y));
    float fold = max(-n.z, 0.0);
    n.x += n.x >= 0.0 ? -fold : fold;
    n.y += n.y >= 0.0 ? -fold : fold;
    return normalize(n);
}

// The strongest dot: what it takes of the channel that it takes most from. FadeModel::strongest_contrast.
const float kStrongestDot = 0.95;
