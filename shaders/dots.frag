// How much of the light a dot takes, added up over all dots of a pixel.
in vec2 v_place;
flat in float v_inner;
flat in vec3 v_height;
flat in vec3 v_sore;
flat in float v_ring;
layout(location = 0) out vec4 o_darkening;

void main() {
    float r = length(v_place);
    float pigment = 1.0 - smoothstep(v_inner, 1.0, r);
    // Blood does not show through fresh pigment: the ring leaves the dot its own colour.
    float sore = (1.0 - pigment) * (1.0 - smoothstep(0.0, 1.0, r / v_ring));
    o_darkening = vec4(v_height * pigment + v_sore * sore, 1.0);
}
