// Smooth noise in space with its gradient.

uint hash3(uvec3 p) {
    uint h = p.x * 1597334677u ^ p.y * 3812015801u ^ p.z * 2798796415u;
    h ^= h >> 15;
    h *= 2246822519u;
    return h ^ (h >> 13);
}
float corner(ivec3 p) { return float(hash3(uvec3(p)) >> 8) * (2.0 / 16777215.0) - 1.0; }

// xyz: gradient, w: value in -1 to 1. Wavelength 1.
vec4 noise(vec3 p) {
    vec3 cell = floor(p);
    vec3 f = p - cell;
    ivec3 i = ivec3(cell);
    vec3 u = f * f * (3.0 - 2.0 * f);
    vec3 du = 6.0 * f * (1.0 - f);
    float a = corner(i), b = corner(i + ivec3(1, 0, 0)), c = corner(i + ivec3(0, 1, 0)), d = corner(i + ivec3(1, 1, 0));
    float e = corner(i + ivec3(0, 0, 1)), g = corner(i + ivec3(1, 0, 1)), h = corner(i + ivec3(0, 1, 1));
    float k = corner(i + ivec3(1, 1, 1));
    float k1 = b - a, k2 = c - a, k3 = e - a;
    float k4 = a - b - c + d, k5 = a - c - e + h, k6 = a - b - e + g, k7 = -a + b + c - d + e - g - h + k;
    float value = a + k1 * u.x + k2 * u.y + k3 * u.z + k4 * u.x * u.y + k5 * u.y * u.z + k6 * u.z * u.x +
                  k7 * u.x * u.y * u.z;
    vec3 slope = du * vec3(k1 + k4 * u.y + k6 * u.z + k7 * u.y * u.z, k2 + k5 * u.z + k4 * u.x + k7 * u.z * u.x,
                           k3 + k6 * u.x + k5 * u.y + k7 * u.x * u.y);
    return vec4(slope, value);
}
