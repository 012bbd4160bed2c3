// A solid on the head.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec3 a_normal;
layout(location = 2) in vec3 a_colour;

uniform mat4 u_view;
uniform mat4 u_projection;
uniform vec3 u_shift;     // camera mm: where a shadow falls, beside what casts it

out vec3 v_at;
out vec3 v_normal;
out vec3 v_colour;

void main() {
    vec4 at = u_view * vec4(a_position, 1.0) + vec4(u_shift, 0.0);
    v_at = at.xyz;
    v_normal = mat3(u_view) * a_normal;
    v_colour = a_colour;
    gl_Position = u_projection * at;
}
