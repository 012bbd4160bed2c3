// A found head as bytes: each list as its length and its plain contents.
#include "core/pipeline/head_cache.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace trichion {
namespace {

class Writer {
public:
    template <class T>
    void list(const std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::uint64_t count = values.size();
        raw(&count, sizeof count);
        raw(values.data(), values.size() * sizeof(T));
    }
    void text(const std::string& value) { list(std::vector<char>(value.begin(), value.end())); }
    template <class T>
    void one(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        raw(&value, sizeof value);
    }
    std::vector<std::byte> bytes;

private:
    void raw(const void* from, std::size_t size) {
        const auto* const begin = static_cast<const std::byte*>(from);
        bytes.insert(bytes.end(), begin, begin + size);
    }
};

// After a read beyond the end everything is empty and `is_whole()` says so.
class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes) : rest_(bytes) {}

    template <class T>
    std::vector<T> list() {
        const auto count = one<std::uint64_t>();
        if (count > rest_.size() / sizeof(T)) return is_whole_ = false, std::vector<T>();
        std::vector<T> values(count);
        if (count > 0) std::memcpy(values.data(), rest_.data(), count * sizeof(T));
        rest_ = rest_.subspan(count * sizeof(T));
        return values;
    }
    std::string text() {
        const auto letters = list<char>();
        return {letters.begin(), letters.end()};
    }
    template <class T>
    T one() {
        T value{};
        if (rest_.size() < sizeof value) return is_whole_ = false, T{};
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_ = rest_.subspan(sizeof value);
        return value;
    }
    bool is_whole() const { return is_whole_ && rest_.empty(); }

private:
    std::span<const std::byte> rest_;
    bool is_whole_ = true;
};

bool is_bridge_consistent(const FoundHead& head) {
    const std::size_t added = head.bridge_worn_from.size(), all = head.display_positions_mm.size();
    return added <= all &&
           std::ranges::all_of(head.bridge_worn_from, [&](std::uint32_t v) { return v < all - added; }) &&
           head.bridge_measured.size() == added &&
           std::ranges::all_of(head.bridge_measured, [&](std::uint32_t v) { return v < head.measuring.positions.size(); }) &&
           std::ranges::all_of(head.bridge_triangles,
                               [&](const glm::uvec3& t) { return t.x < added && t.y < added && t.z < added; });
}

bool is_consistent(const FoundHead& head) {
    const std::size_t vertices = head.measuring.positions.size();
    return std::ranges::all_of(head.measuring.triangles,
                               [&](const glm::uvec3& t) { return t.x < vertices && t.y < vertices && t.z < vertices; }) &&
           (head.scalp.empty() || head.scalp.size() == vertices) &&
           head.display_normals.size() == head.display_positions_mm.size() && is_bridge_consistent(head) &&
           (head.occlusion.empty() || head.occlusion.size() == head.display_positions_mm.size());
}

}  // namespace

bool operator==(const FoundHead& a, const FoundHead& b) { return pack_found_head(a) == pack_found_head(b); }

std::vector<std::byte> pack_found_head(const FoundHead& head) {
    Writer out;
    out.list(head.measuring.positions);
    out.list(head.measuring.triangles);
    out.one(static_cast<std::uint64_t>(head.landmarks.size()));
    for (const auto& [name, landmark] : head.landmarks) {
        out.text(name);
        out.one(landmark.position_mm);
        out.one(static_cast<std::uint8_t>(landmark.is_guess));
    }
    out.list(head.scalp);
    out.list(head.display_positions_mm);
    out.list(head.display_normals);
    out.list(head.occlusion);
    out.list(head.bridge_worn_from);
    out.list(head.bridge_triangles);
    out.list(head.bridge_measured);
    out.one(static_cast<std::uint64_t>(head.notes.size()));
    for (const std::string& note : head.notes) out.text(note);
    return std::move(out.bytes);
}

std::optional<FoundHead> unpack_found_head(std::span<const std::byte> bytes) {
    Reader in(bytes);
    FoundHead head;
    head.measuring.positions = in.list<glm::vec3>();
    head.measuring.triangles = in.list<glm::uvec3>();
    const auto landmarks = std::min<std::uint64_t>(in.one<std::uint64_t>(), bytes.size());
    for (std::uint64_t k = 0; k < landmarks; ++k) {
        const std::string name = in.text();
        const auto place = in.one<glm::vec3>();
        head.landmarks[name] = {place, in.one<std::uint8_t>() != 0};
    }
    head.scalp = in.list<float>();
    head.display_positions_mm = in.list<glm::vec3>();
    head.display_normals = in.list<glm::vec3>();
    head.occlusion = in.list<float>();
    head.bridge_worn_from = in.list<std::uint32_t>();
    head.bridge_triangles = in.list<glm::uvec3>();
    head.bridge_measured = in.list<std::uint32_t>();
    const auto notes = std::min<std::uint64_t>(in.one<std::uint64_t>(), bytes.size());
    for (std::uint64_t k = 0; k < notes; ++k) head.notes.push_back(in.text());
    if (!in.is_whole() || !is_consistent(head)) return std::nullopt;
    return head;
}

}  // namespace trichion
