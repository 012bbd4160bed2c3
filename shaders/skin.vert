// Skin: positions and normals into camera space.
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec3 a_normal;
layout(location = 2) in vec2 a_uv;
layout(location = 3) in vec4 a_colour;
layout(location = 4) in vec2 a_baked;   // occlusion, curvature
layout(location = 5) in float a_worked;

uniform mat4 u_view;
uniform mat4 u_projection;

out vec3 v_position;   // mm, the head's frame
out vec3 v_at;         // mm, camera space
out vec3 v_normal;     // camera space
out vec2 v_uv;
out vec3 v_colour;
out vec3 v_baked;      // occlusion, curvature, worked

void main() {
    vec4 at = u_view * vec4(a_position, 1.0);
    v_position = a_position;
    v_at = at.xyz;
    v_normal = mat3(u_view) * a_normal;
    v_uv = a_uv;
    v_colour = a_colour.rgb;
    v_baked = vec3(a_baked, a_worked);
    gl_Position = u_projection * at;
}
