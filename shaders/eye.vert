// Eyeballs, already in the head's frame.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec3 a_normal;
layout(location = 2) in vec2 a_uv;
layout(location = 3) in vec3 a_own;   // direction from the eye's centre, +z along the gaze

uniform mat4 u_view;
uniform mat4 u_projection;

out vec3 v_at;
out vec3 v_normal;
out vec2 v_uv;
out vec3 v_own;

void main() {
    vec4 at = u_view * vec4(a_position, 1.0);
    v_at = at.xyz;
    v_normal = mat3(u_view) * a_normal;
    v_uv = a_uv;
    v_own = a_own;
    gl_Position = u_projection * at;
}
