// Dots in shared pieces: a design after an edit shares with the one before what the edit left alone.
#pragma once

#include "core/model/document.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace trichion {

/// One needle mark.
struct Dot {
    std::uint32_t id = 0;          // index of its candidate
    glm::vec3 position_mm{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
    float diameter_mm = 0.35f;     // seen, healed
    float shade = 1.0f;            // factor on its session's contrast, about 1
    float depth = 1.0f;            // factor on the depth at which its pigment begins, about 1
    std::uint8_t session = 1;      // 1 to 4: the session that places it. 0: native hair, drawn but not counted
    Zone zone = Zone::Mid;

    friend bool operator==(const Dot&, const Dot&) = default;
};

/// A list that cannot change, in pieces that copies share. None of them is empty.
class DotList {
public:
    using Piece = std::shared_ptr<const std::vector<Dot>>;

    class Iterator {
    public:
        using value_type = Dot;
        using reference = const Dot&;
        using pointer = const Dot*;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::forward_iterator_tag;

        Iterator() = default;
        Iterator(const Piece* piece, const Piece* end) : piece_(piece), end_(end) { enter(); }
        reference operator*() const { return *at_; }
        pointer operator->() const { return at_; }
        Iterator& operator++() {
            if (++at_ == last_) ++piece_, enter();
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

    private:
        void enter() {
            at_ = piece_ != end_ ? (*piece_)->data() : nullptr;
            last_ = piece_ != end_ ? at_ + (*piece_)->size() : nullptr;
        }

        const Piece* piece_ = nullptr;
        const Piece* end_ = nullptr;
        const Dot* at_ = nullptr;
        const Dot* last_ = nullptr;
    };
    using value_type = Dot;
    using const_iterator = Iterator;

    DotList() = default;
    DotList(std::vector<Dot> dots) { add(std::make_shared<const std::vector<Dot>>(std::move(dots))); }

    void reserve(std::size_t pieces) { pieces_.reserve(pieces); }
    /// Adds a piece behind the others; passes over an empty one.
    void add(Piece piece) {
        if (piece->empty()) return;
        size_ += piece->size();
        pieces_.push_back(std::move(piece));
    }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    Iterator begin() const { return {pieces_.data(), pieces_.data() + pieces_.size()}; }
    Iterator end() const { return {pieces_.data() + pieces_.size(), pieces_.data() + pieces_.size()}; }
    const Dot& front() const { return pieces_.front()->front(); }
    const Dot& back() const { return pieces_.back()->back(); }
    /// For caches by identity: a piece that two lists share is the same dots.
    const std::vector<Piece>& pieces() const { return pieces_; }

private:
    std::vector<Piece> pieces_;
    std::size_t size_ = 0;
};

}  // namespace trichion
