// The studio backdrop.
#include "common.glsl"

in vec2 v_share;
layout(location = 0) out vec4 o_colour;

void main() { o_colour = vec4(backdrop(v_share.y), 1.0); }
