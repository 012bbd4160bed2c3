// Compiling, linking and uniforms.
#include "renderer/gl/program.h"

#include <cstdio>
#include <glm/gtc/type_ptr.hpp>
#include <utility>

namespace trichion::gl {
namespace {

/// What a driver says, or that it says nothing: some hand back "(null)".
std::string words_of(const char* log) {
    std::string words(log);
    while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) words.pop_back();
    return words.empty() || words == "(null)" ? "the graphics driver does not say why; a newer driver may help." : words;
}

Result<GLuint> compile(GLenum kind, const std::string& file, const std::vector<std::string>& defines,
                       Dialect dialect) {
    const auto source = shader_source(file, defines, dialect);
    if (!source) return tl::unexpected(source.error());
    const GLuint shader = glCreateShader(kind);
    const char* text = source->c_str();
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    GLint is_good = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &is_good);
    if (is_good) return shader;
    char log[4096] = {};
    glGetShaderInfoLog(shader, sizeof log, nullptr, log);
    glDeleteShader(shader);
    return fail(ErrorCode::InvalidInput, "Shader " + file + " does not compile: " + words_of(log));
}

}  // namespace

Result<Program> Program::build(std::string vertex_file, std::string fragment_file,
                               std::vector<std::string> defines, Dialect dialect) {
    const auto vertex = compile(GL_VERTEX_SHADER, vertex_file, defines, dialect);
    if (!vertex) return tl::unexpected(vertex.error());
    const auto fragment = compile(GL_FRAGMENT_SHADER, fragment_file, defines, dialect);
    if (!fragment) {
        glDeleteShader(*vertex);
        return tl::unexpected(fragment.error());
    }
    Program program;
    program.name_ = glCreateProgram();
    glAttachShader(program.name_, *vertex);
    glAttachShader(program.name_, *fragment);
    glLinkProgram(program.name_);
    glDeleteShader(*vertex);
    glDeleteShader(*fragment);
    GLint is_good = 0;
    glGetProgramiv(program.name_, GL_LINK_STATUS, &is_good);
    if (!is_good) {
        char log[4096] = {};
        glGetProgramInfoLog(program.name_, sizeof log, nullptr, log);
        return fail(ErrorCode::InvalidInput,
                    "Shaders " + vertex_file + " and " + fragment_file + " do not link: " + words_of(log));
    }
    program.vertex_file_ = std::move(vertex_file);
    program.fragment_file_ = std::move(fragment_file);
    program.defines_ = std::move(defines);
    program.dialect_ = dialect;
    return program;
}

Program::~Program() {
    if (name_ != 0) glDeleteProgram(name_);
}

Program::Program(Program&& other) noexcept {
    *this = std::move(other);
}

Program& Program::operator=(Program&& other) noexcept {
    std::swap(name_, other.name_);
    vertex_file_.swap(other.vertex_file_);
    fragment_file_.swap(other.fragment_file_);
    defines_.swap(other.defines_);
    std::swap(dialect_, other.dialect_);
    locations_.swap(other.locations_);
    return *this;
}

void Program::reload() {
    auto next = build(vertex_file_, fragment_file_, defines_, dialect_);
    if (next)
        *this = std::move(*next);
    else
        std::fprintf(stderr, "%s\n", next.error().message.c_str());
}

GLint Program::location(const char* uniform) const {
    const auto found = locations_.find(uniform);
    if (found != locations_.end()) return found->second;
    const GLint place = glGetUniformLocation(name_, uniform);
    locations_.emplace(uniform, place);
    return place;
}

void Program::set(const char* uniform, int value) const {
    glUniform1i(location(uniform), value);
}
void Program::set(const char* uniform, float value) const {
    glUniform1f(location(uniform), value);
}
void Program::set(const char* uniform, const glm::vec2& v) const {
    glUniform2f(location(uniform), v.x, v.y);
}
void Program::set(const char* uniform, const glm::vec3& v) const {
    glUniform3f(location(uniform), v.x, v.y, v.z);
}
void Program::set(const char* uniform, const glm::vec4& v) const {
    glUniform4f(location(uniform), v.x, v.y, v.z, v.w);
}
void Program::set(const char* uniform, const glm::mat3& v) const {
    glUniformMatrix3fv(location(uniform), 1, GL_FALSE, glm::value_ptr(v));
}
void Program::set(const char* uniform, const glm::mat4& v) const {
    glUniformMatrix4fv(location(uniform), 1, GL_FALSE, glm::value_ptr(v));
}
void Program::set(const char* uniform, std::span<const float> values) const {
    glUniform1fv(location(uniform), static_cast<GLsizei>(values.size()), values.data());
}
void Program::set(const char* uniform, std::span<const glm::vec3> values) const {
    glUniform3fv(location(uniform), static_cast<GLsizei>(values.size()), glm::value_ptr(values[0]));
}

}  // namespace trichion::gl
