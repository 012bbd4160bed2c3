// A solid on the head.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec3 a_normal;

uniform mat4 u_view;
uniform mat4 u_projection;

out vec3 v_at;
out vec3 v_normal;

void main() {
    vec4 at = u_view * vec4(a_position, 1.0);
    v_at = at.xyz;
    v_normal = mat3(u_view) * a_normal;
    gl_Position = u_projection * at;
}
