// A linked pair of shaders.
#pragma once

#include "core/base/error.h"
#include "renderer/gl/shader_source.h"

#include <glad/gl.h>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace trichion::gl {

/// Compiles and links; keeps the last program that linked when a reload fails.
class Program {
public:
    /// @error InvalidInput  a shader does not compile or link: holds the driver's log.
    static Result<Program> build(std::string vertex_file, std::string fragment_file,
                                 std::vector<std::string> defines = {}, Dialect dialect = Dialect::Core330);
    ~Program();
    Program(Program&& other) noexcept;
    Program& operator=(Program&& other) noexcept;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Developer builds: compiles again. A failure prints the log and keeps what ran before.
    void reload();

    void use() const { glUseProgram(name_); }

    /// Uniforms by name, of the program in use; a name that the compiler removed is ignored.
    void set(const char* uniform, int value) const;
    void set(const char* uniform, float value) const;
    void set(const char* uniform, const glm::vec2& value) const;
    void set(const char* uniform, const glm::vec3& value) const;
    void set(const char* uniform, const glm::vec4& value) const;
    void set(const char* uniform, const glm::mat3& value) const;
    void set(const char* uniform, const glm::mat4& value) const;
    void set(const char* uniform, std::span<const float> values) const;
    void set(const char* uniform, std::span<const glm::vec3> values) const;

private:
    Program() = default;
    GLint location(const char* uniform) const;

    GLuint name_ = 0;
    std::string vertex_file_;
    std::string fragment_file_;
    std::vector<std::string> defines_;
    Dialect dialect_ = Dialect::Core330;
    mutable std::unordered_map<std::string, GLint> locations_;
};

}  // namespace trichion::gl
