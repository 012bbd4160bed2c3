// One direction of a Gaussian blur, 13 taps.
in vec2 v_share;
uniform sampler2D u_source;
uniform vec2 u_step;
layout(location = 0) out vec4 o_colour;

void main() {
    vec4 sum = 0.1587 * texture(u_source, v_share);
    sum += 0.1465 * (texture(u_source, v_share + u_step) + texture(u_source, v_share - u_step));
    sum += 0.1153 * (texture(u_source, v_share + 2.0 * u_step) + texture(u_source, v_share - 2.0 * u_step));
    sum += 0.0773 * (texture(u_source, v_share + 3.0 * u_step) + texture(u_source, v_share - 3.0 * u_step));
    sum += 0.0442 * (texture(u_source, v_share + 4.0 * u_step) + texture(u_source, v_share - 4.0 * u_step));
    sum += 0.0215 * (texture(u_source, v_share + 5.0 * u_step) + texture(u_source, v_share - 5.0 * u_step));
    sum += 0.0158 * (texture(u_source, v_share + 6.5 * u_step) + texture(u_source, v_share - 6.5 * u_step));
    o_colour = sum;
}
