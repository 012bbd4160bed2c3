// One of several pictures that are averaged.
in vec2 v_share;
uniform sampler2D u_source;
uniform float u_weight;
layout(location = 0) out vec4 o_colour;

void main() { o_colour = texelFetch(u_source, ivec2(gl_FragCoord.xy), 0) * u_weight; }
