// Packing is plain arrays behind a head of lengths; unpacking checks every length, index and number.
#include "core/io/raw_scan.h"

#include <array>
#include <cmath>
#include <cstring>
#include <optional>

namespace trichion {
namespace {

constexpr std::uint64_t kScanMark = 0x314e4143534d5254;       // "TRMSCAN1"
constexpr std::uint64_t kComplaintMark = 0x3159415353545254;  // "TRTSSAY1"
constexpr std::size_t kLongestWords = 2000;

struct Head {
    std::uint64_t mark = 0;
    std::uint64_t bytes = 0;  // of the whole message: one cut short is told from a whole one
    std::uint64_t positions = 0, uvs = 0, colours = 0, triangles = 0, picture = 0;
    std::uint32_t picture_count = 0;
    std::array<char, 4> picture_format{};
};

template <class T>
void append(std::vector<std::byte>& out, const std::vector<T>& values) {
    const auto bytes = std::as_bytes(std::span(values));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

// The next `count` values, or nothing when the message is shorter.
template <class T>
std::optional<std::vector<T>> take(std::span<const std::byte>& rest, std::uint64_t count) {
    if (count > rest.size() / sizeof(T)) return std::nullopt;
    std::vector<T> values(count);
    if (count > 0) std::memcpy(values.data(), rest.data(), count * sizeof(T));
    rest = rest.subspan(count * sizeof(T));
    return values;
}

bool is_finite(const glm::vec3& p) {
    return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
}

Result<RawScan> checked(RawScan scan) {
    const std::size_t count = scan.positions.size();
    for (const glm::uvec3& t : scan.triangles)
        for (int k = 0; k < 3; ++k) {
            if (t[k] >= count)
                return fail(ErrorCode::InvalidInput, "a triangle names vertex " + std::to_string(t[k]) +
                                                         ", but there are only " + std::to_string(count));
            if (!is_finite(scan.positions[t[k]]))
                return fail(ErrorCode::InvalidInput,
                            "the position of vertex " + std::to_string(t[k]) + " is not a number");
        }
    // Scanners mark holes by vertices that no triangle uses and that are no numbers: they must not reach a sort.
    for (glm::vec3& p : scan.positions)
        if (!is_finite(p)) p = glm::vec3(0.0f);
    for (glm::vec2& uv : scan.uvs)
        if (!std::isfinite(uv.x) || !std::isfinite(uv.y)) uv = glm::vec2(0.0f);
    return scan;
}

}  // namespace

std::vector<std::byte> pack(const RawScan& scan) {
    Head head{kScanMark,
              0,
              scan.positions.size(),
              scan.uvs.size(),
              scan.colours.size(),
              scan.triangles.size(),
              scan.picture.size(),
              scan.picture_count,
              {}};
    scan.picture_format.copy(head.picture_format.data(), head.picture_format.size() - 1);
    std::vector<std::byte> out(sizeof(Head));
    append(out, scan.positions);
    append(out, scan.uvs);
    append(out, scan.colours);
    append(out, scan.triangles);
    append(out, scan.picture);
    head.bytes = out.size();
    std::memcpy(out.data(), &head, sizeof(Head));
    return out;
}

std::vector<std::byte> pack_complaint(const std::string& words) {
    const std::string kept = words.substr(0, kLongestWords);
    Head head{kComplaintMark, sizeof(Head) + kept.size(), kept.size(), 0, 0, 0, 0, 0, {}};
    std::vector<std::byte> out(head.bytes);
    std::memcpy(out.data(), &head, sizeof(Head));
    std::memcpy(out.data() + sizeof(Head), kept.data(), kept.size());
    return out;
}

Result<RawScan> unpack(std::span<const std::byte> message) {
    const auto torn = [] { return fail(ErrorCode::ReadFailed, "the reader stopped before it was done"); };
    Head head;
    if (message.size() < sizeof(Head)) return torn();
    std::memcpy(&head, message.data(), sizeof(Head));
    if (head.bytes != message.size()) return torn();
    std::span<const std::byte> rest = message.subspan(sizeof(Head));
    if (head.mark == kComplaintMark) {
        const auto words = take<char>(rest, head.positions);
        if (!words) return torn();
        std::string text(words->begin(), words->end());
        for (char& c : text)
            if (static_cast<unsigned char>(c) < 0x20) c = ' ';
        return fail(ErrorCode::ReadFailed, text);
    }
    if (head.mark != kScanMark) return torn();
    auto positions = take<glm::vec3>(rest, head.positions);
    auto uvs = take<glm::vec2>(rest, head.uvs);
    auto colours = take<std::uint32_t>(rest, head.colours);
    auto triangles = take<glm::uvec3>(rest, head.triangles);
    auto picture = take<std::byte>(rest, head.picture);
    if (!positions || !uvs || !colours || !triangles || !picture || !rest.empty()) return torn();
    if ((!uvs->empty() && uvs->size() != positions->size()) ||
        (!colours->empty() && colours->size() != positions->size()))
        return torn();
    const std::string format(head.picture_format.data());
    if (!picture->empty() && format != "png" && format != "jpg") return torn();
    return checked({std::move(*positions), std::move(*uvs), std::move(*colours), std::move(*triangles),
                    std::move(*picture), format, head.picture_count});
}

}  // namespace trichion
