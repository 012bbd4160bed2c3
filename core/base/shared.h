// The building block of a document: a value that is cheap to copy and cannot change.
#pragma once

#include <memory>
#include <utility>

namespace trichion {

/// An immutable T, shared by every copy. Never null.
template <class T>
class Shared {
public:
    Shared() : value_(std::make_shared<const T>()) {}
    Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}

    const T& operator*() const { return *value_; }
    const T* operator->() const { return value_.get(); }

    /// Whether both are one and the same object. Exact and constant-time: what caches ask.
    bool is(const Shared& other) const { return value_ == other.value_; }

    /// Whether both hold equal values: what undo and tests ask.
    friend bool operator==(const Shared& a, const Shared& b) { return a.is(b) || *a == *b; }

private:
    std::shared_ptr<const T> value_;
};

}  // namespace trichion
