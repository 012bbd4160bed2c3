// The head seen from the key light; depth 0 to 1 over the head.
layout(location = 0) in vec3 a_position;
uniform mat4 u_to_light;   // head -> clip space of the light
out float v_depth;

void main() {
    gl_Position = u_to_light * vec4(a_position, 1.0);
    v_depth = 0.5 * gl_Position.z + 0.5;
}
