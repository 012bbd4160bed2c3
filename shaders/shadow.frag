// Depth and its square, to be blurred.
in float v_depth;
layout(location = 0) out vec4 o_moments;

void main() { o_moments = vec4(v_depth, v_depth * v_depth, 0.0, 1.0); }
