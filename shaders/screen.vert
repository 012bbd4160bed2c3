// One triangle over the whole picture.
out vec2 v_share;

void main() {
    v_share = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0);
    gl_Position = vec4(v_share * 2.0 - 1.0, 1.0, 1.0);
}
