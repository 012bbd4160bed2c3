// The studio: a large soft key from above left, a cool fill, a rim behind. Directions are in camera space, so that
// the head turns in the light as a client turns in a chair.

uniform vec3 u_key;              // towards the key light
uniform sampler2D u_shadow;      // blurred depth and its square, seen from the key
uniform mat4 u_to_shadow;        // camera space -> shadow map, 0 to 1
uniform float u_has_shadow;

const vec3 kKeyColour = vec3(1.02, 0.985, 0.94);
const vec3 kRim = vec3(0.78, 0.33, -0.53);
const vec3 kRimColour = vec3(0.95, 0.96, 1.00);
const vec3 kKicker = vec3(-0.86, 0.20, -0.46);
const vec3 kFill = vec3(0.70, 0.02, 0.71);
const vec3 kFillColour = vec3(1.00, 0.98, 0.98);

// Share of the key that arrives, from the depth's mean and variance (Donnelly, Lauritzen 2006, "Variance shadow maps").
float key_arrives(vec3 at) {
    vec3 p = (u_to_shadow * vec4(at, 1.0)).xyz;
    vec2 moments = texture(u_shadow, p.xy).xy;
    float behind = max(p.z - moments.x - 0.008, 0.0);
    float variance = max(moments.y - moments.x * moments.x, 0.00005);
    float lit = variance / (variance + behind * behind);
    lit = clamp((lit - 0.12) / 0.88, 0.0, 1.0);
    return mix(1.0, lit, u_has_shadow);
}

// Light that enters the skin spreads before it leaves: the terminator is wide in red and narrow in blue. A cubic
// that fits the pre-integrated look of Penner 2011 for round, head-sized forms.
vec3 skin_wrap(float n_dot_l, vec3 width) {
    vec3 t = clamp((vec3(n_dot_l) + width) / (1.0 + width), 0.0, 1.0);
    return t * mix(vec3(1.0), t, 0.45 * width + 0.2);
}

// Multi-bounce occlusion: buried skin is lit by skin and turns red, not grey (Jimenez et al. 2016).
vec3 skin_occlusion(float open, vec3 albedo) {
    vec3 a = 2.0404 * albedo - 0.3324;
    vec3 b = -4.7951 * albedo + 0.6417;
    vec3 c = 2.7552 * albedo + 0.6903;
    vec3 x = vec3(open);
    return max(x, ((x * a + b) * x + c) * x);
}

// GGX with the height-correlated visibility in its cheap form (Hammon 2017).
float highlight(float n_dot_h, float n_dot_l, float n_dot_v, float alpha) {
    float a2 = alpha * alpha;
    float d = n_dot_h * n_dot_h * (a2 - 1.0) + 1.0;
    float visible = 0.5 / max(mix(2.0 * n_dot_l * n_dot_v, n_dot_l + n_dot_v, alpha), 0.02);
    return a2 / (3.14159 * d * d) * visible * n_dot_l;
}

float fresnel(float cosine, float f0) {
    float m = 1.0 - cosine;
    float m2 = m * m;
    return f0 + (1.0 - f0) * m2 * m2 * m;
}

// Straight up to 0.6 so that lit skin keeps its tone, then a soft shoulder.
vec3 film(vec3 c) {
    vec3 over = max(c - 0.6, vec3(0.0));
    return min(c, vec3(0.6)) + 0.4 * (1.0 - exp(-over / 0.4));
}
