// Decoding masks and eye maps, and reading the eyeball.
#include "app/picture/built_in_maps.h"

#include "models_resources.h"

#include <array>
#include <charconv>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace trichion {
namespace {

Image map_named(const std::string& name, const std::string& fallback, int channels) {
    auto bytes = models::find_resource(name);
    if (bytes.empty()) bytes = models::find_resource(fallback);
    auto image = decode_image(bytes, channels);
    return image ? std::move(*image) : Image{};
}

/// The next number or word of a line.
std::string_view next_word(std::string_view& line) {
    const auto start = std::min(line.find_first_not_of(' '), line.size());
    const auto end = std::min(line.find(' ', start), line.size());
    const auto word = line.substr(start, end - start);
    line.remove_prefix(end);
    return word;
}

float next_number(std::string_view& line) {
    const auto word = next_word(line);
    float value = 0.0f;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
}

// Corners "v/vt" become vertices of their own when position or texture place differ.
Eyeball read_eyeball(std::string_view text) {
    Eyeball ball;
    std::vector<glm::vec3> places;
    std::vector<glm::vec2> texture;
    std::map<std::pair<int, int>, std::uint32_t> known;
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto kind = next_word(line);
        if (kind == "v") {
            const float x = next_number(line), y = next_number(line), z = next_number(line);
            places.emplace_back(x, y, z);
        } else if (kind == "vt") {
            const float u = next_number(line), v = next_number(line);
            texture.emplace_back(u, v);
        } else if (kind == "f") {
            std::vector<std::uint32_t> corners;
            for (auto word = next_word(line); !word.empty(); word = next_word(line)) {
                const auto slash = word.find('/');
                std::pair<int, int> at{1, 1};
                std::from_chars(word.data(), word.data() + slash, at.first);
                std::from_chars(word.data() + slash + 1, word.data() + word.size(), at.second);
                const auto [found, is_new] =
                    known.try_emplace(at, static_cast<std::uint32_t>(ball.positions.size()));
                if (is_new) {
                    ball.positions.push_back(places.at(static_cast<std::size_t>(at.first - 1)));
                    ball.uvs.push_back(texture.at(static_cast<std::size_t>(at.second - 1)));
                }
                corners.push_back(found->second);
            }
            for (std::size_t k = 2; k < corners.size(); ++k)
                ball.triangles.emplace_back(corners[0], corners[k - 1], corners[k]);
        }
    }
    return ball;
}

}  // namespace

BuiltInMaps built_in_maps(const BuiltInLook& look) {
    BuiltInMaps maps;
    maps.face_mask = map_named("masks/face.png", "masks/face.png", 3);
    maps.brow_mask = map_named("masks/brow_" + look.brow + ".png", "masks/brow_natural.png", 1);
    maps.brow_box = {0.34f, 0.575f, 0.66f, 0.655f};  // models/masks/masks.json, brow_box
    maps.eye_map = map_named("eyes/" + look.eye_map + ".png", "eyes/hazel.png", 3);
    const auto bytes = models::find_resource("eyes/eyeball.obj");
    maps.eyeball = read_eyeball({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return maps;
}

}  // namespace trichion
