// How much of the light a dot takes, added up over all dots of a pixel.
in vec2 v_place;
flat in float v_inner;
flat in vec3 v_height;
layout(location = 0) out vec4 o_darkening;

void main() {
    float r = length(v_place);
    o_darkening = vec4(v_height * (1.0 - smoothstep(v_inner, 1.0, r)), 1.0);
}
