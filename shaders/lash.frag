// Lashes fade from afar, where a blade is thinner than a pixel can say.
uniform vec3 u_colour;
uniform float u_opacity;
layout(location = 0) out vec4 o_colour;

void main() { o_colour = vec4(u_colour, u_opacity); }
