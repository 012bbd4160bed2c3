// Every shader speaks both languages, and the driver has nothing to complain about.
#include "tests/renderer/scenes.h"

#include "renderer/gl/loader.h"
#include "renderer/gl/program.h"

#include <string>

namespace trichion::test {
namespace {

struct Pair {
    const char* vertex;
    const char* fragment;
    std::vector<std::string> defines;
};

const std::vector<Pair>& pairs() {
    static const std::vector<Pair> all = {{"shadow.vert", "shadow.frag", {}},
                                          {"screen.vert", "blur.frag", {}},
                                          {"screen.vert", "backdrop.frag", {}},
                                          {"screen.vert", "copy.frag", {}},
                                          {"screen.vert", "finish.frag", {}},
                                          {"screen.vert", "finish.frag", {"SMOOTHS_EDGES"}},
                                          {"skin.vert", "skin_surface.frag", {}},
                                          {"skin.vert", "skin_surface.frag", {"HAS_COLOURS"}},
                                          {"screen.vert", "skin.frag", {"HAS_TONE", "IS_FAR"}},
                                          {"screen.vert", "skin.frag", {"HAS_MASKS", "IS_NEAR"}},
                                          {"screen.vert", "skin.frag", {"HAS_PICTURE", "IS_NEAR"}},
                                          {"screen.vert", "skin.frag", {"HAS_COLOURS", "IS_FAR"}},
                                          {"eye.vert", "eye.frag", {}},
                                          {"lash.vert", "lash.frag", {}},
                                          {"dots.vert", "dots.frag", {}},
                                          {"line.vert", "line.frag", {}}};
    return all;
}

class Shaders : public OffscreenTest {};

TEST_F(Shaders, CompileForTheDesktop) {
    for (const auto& pair : pairs()) {
        const auto program = gl::Program::build(pair.vertex, pair.fragment, pair.defines, gl::Dialect::Core330);
        EXPECT_TRUE(program) << program.error().message;
    }
}

TEST_F(Shaders, CompileForABrowser) {
    for (const auto& pair : pairs()) {
        const auto program = gl::Program::build(pair.vertex, pair.fragment, pair.defines, gl::Dialect::Es300);
        EXPECT_TRUE(program) << program.error().message;
    }
}

TEST_F(Shaders, AMistakeIsAnErrorThatNamesTheShader) {
    const auto program = gl::Program::build("screen.vert", "no_such.frag");
    ASSERT_FALSE(program);
    EXPECT_NE(program.error().message.find("no_such.frag"), std::string::npos);
}

TEST_F(Shaders, DrawingAWholePictureLeavesTheDriverSilent) {
    const auto before = gl_messages().size();
    renderer_->set_skin(ball(80.0f).geometry());
    renderer_->set_dots(std::vector{pack_dot({0, 0, 80}, {0, 0, 1}, 1.0f, 1.0f, 1)});
    SceneView scene = view_at(0.8f, 200);
    scene.dots[1] = {.diameter_factor = 1.0f, .contrast = glm::vec3(0.5f)};
    scene.lines = {{.positions_mm = {{-20, 0, 80}, {0, 5, 80}, {20, 0, 80}}}};
    for (const bool is_dragging : {false, true}) {
        scene.is_dragging = is_dragging;
        picture(scene, {200, 160});
    }
    EXPECT_EQ(gl_messages().size(), before) << gl_messages().back();
}

}  // namespace
}  // namespace trichion::test
