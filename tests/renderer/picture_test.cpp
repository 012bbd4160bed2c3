// Designs as pictures: the same functions that the command line and thumbnails use.
#include "app/picture/picture.h"
#include "app/picture/colours.h"
#include "app/picture/render_picture.h"
#include "app/picture/stamp.h"
#include "tests/renderer/scenes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace trichion::test {
namespace {

// A skull of an ellipsoid with what every head has.
Head plain_head() {
    Head head;
    const Skin skin = ball(90.0f);
    head.display.positions_mm = skin.positions;
    head.display.normals = skin.normals;
    head.display.triangles = skin.triangles;
    head.landmarks["pronasale"] = {{0.0f, -20.0f, 90.0f}, false};
    head.landmarks["vertex"] = {{0.0f, 90.0f, 0.0f}, false};
    return head;
}

Dots cap_of_dots(const Head& head) {
    std::vector<Dot> cap;
    for (std::size_t i = 0; i < head.display.positions_mm.size(); ++i) {
        if (head.display.positions_mm[i].y < 40.0f) continue;
        Dot dot;
        dot.position_mm = head.display.positions_mm[i];
        dot.normal = head.display.normals[i];
        dot.session = static_cast<std::uint8_t>(1 + i % 3);
        dot.diameter_mm = 1.0f;
        cap.push_back(dot);
    }
    Dots dots;
    dots.dots = DotList(std::move(cap));
    return dots;
}

double light_of(const Image& image) {
    double sum = 0.0;
    for (const auto p : image.pixels) sum += linear(p);
    return sum;
}

class PictureTest : public OffscreenTest {};

TEST_F(PictureTest, IsAsLargeAsAskedAndDarkerWithPigmentThanBefore) {
    const Head head = plain_head();
    const Dots dots = cap_of_dots(head);
    RenderOptions options{.view = "front", .width = 320, .height = 240};
    const auto after = render_picture({}, head, nullptr, &dots, options);
    options.is_before = true;
    const auto before = render_picture({}, head, nullptr, &dots, options);
    ASSERT_TRUE(after && before);
    EXPECT_EQ(after->width, 320);
    EXPECT_EQ(after->height, 240);
    EXPECT_LT(light_of(*after), light_of(*before));
}

TEST_F(PictureTest, FewerSessionsShowFewerDots) {
    const Head head = plain_head();
    const Dots dots = cap_of_dots(head);
    RenderOptions options{.view = "top", .width = 320, .height = 240, .sessions = 1};
    const auto one = render_picture({}, head, nullptr, &dots, options);
    options.sessions = 3;
    const auto three = render_picture({}, head, nullptr, &dots, options);
    ASSERT_TRUE(one && three);
    EXPECT_GT(light_of(*one), light_of(*three));
}

TEST_F(PictureTest, RefusesWhatItCannotDrawInOneSentence) {
    const Head head = plain_head();
    for (const RenderOptions& options :
         {RenderOptions{.view = "below"}, RenderOptions{.view = "30,120"}, RenderOptions{.width = 5},
          RenderOptions{.sessions = 9}, RenderOptions{.days = -1.0f}}) {
        const auto picture = render_picture({}, head, nullptr, nullptr, options);
        ASSERT_FALSE(picture);
        EXPECT_EQ(picture.error().code, ErrorCode::InvalidInput);
        EXPECT_EQ(picture.error().message.back(), '.');
    }
}

// WCAG contrast of two linear luminances.
double contrast(double a, double b) {
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

TEST(Stamp, ReadsAtFourAndAHalfToOneOnWhiteAndOnBlack) {
    for (const std::uint8_t ground : std::array<std::uint8_t, 3>{0, 140, 255}) {
        const Image plain{640, 480, 3, std::vector<std::uint8_t>(640 * 480 * 3, ground)};
        const Image image = stamped(plain);
        const auto luminance = [&](int x, int y) {
            return 0.2126 * linear(image.at(x, y)[0]) + 0.7152 * linear(image.at(x, y)[1]) +
                   0.0722 * linear(image.at(x, y)[2]);
        };
        // The plate's bottom left, inside its padding, and the brightest ink on it.
        double ink = 0.0;
        for (int y = 430; y < 470; ++y)
            for (int x = 20; x < 200; ++x)
                ink = std::max(ink, ground == 255 && image.at(x, y)[0] == 255 ? 0.0 : luminance(x, y));
        const double plate = luminance(18, 480 - 13 - 6);
        EXPECT_GE(contrast(ink, plate), 4.5) << "on " << static_cast<int>(ground);
        EXPECT_EQ(image.at(600, 30)[0], ground);
    }
}

TEST(NamedView, FramesTheHeadWithAirAboveAndOnBothSides) {
    const Head head = plain_head();
    for (const char* view : {"front", "left", "right", "top", "back", "three-quarter", "20,-15"})
        for (const float aspect : {0.7f, 1.0f, 1.78f}) {
            const auto camera = named_view(view, head, aspect);
            ASSERT_TRUE(camera);
            glm::vec2 low(1e9f), high(-1e9f);
            for (const auto& p : head.display.positions_mm) {
                const glm::vec2 share(camera->share_of(p, aspect));
                low = glm::min(low, share), high = glm::max(high, share);
            }
            EXPECT_GT(low.y, 0.05f) << view;
            EXPECT_LT(low.y, 0.35f) << view;
            EXPECT_GT(low.x, 0.04f) << view;
            EXPECT_LT(high.x, 0.96f) << view;
            EXPECT_NEAR(low.x + high.x, 1.0f, 0.03f) << view;
        }
}

TEST(SkinTones, GetDarkerFromMonkOneToTen) {
    float before = 2.0f;
    for (int monk = 1; monk <= 10; ++monk) {
        const glm::vec3 tone = skin_tone_linear(monk);
        EXPECT_LT(tone.y, before) << monk;
        EXPECT_GT(tone.x, tone.y) << monk;
        EXPECT_GT(tone.y, tone.z) << monk;
        before = tone.y;
    }
}

}  // namespace
}  // namespace trichion::test
