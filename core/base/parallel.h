// Work on many things at once, in pieces that do not depend on how many threads there are.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace trichion {

/// Calls `work(piece)` once for each piece from 0 to `pieces` - 1, on up to `threads` threads, this one among them.
/// What a piece does may depend on its number alone, and pieces may not touch what others write: then the outcome is
/// the same with any number of threads. Where the system gives no thread, this one does all the work.
template <class Work>
void in_pieces(std::size_t pieces, unsigned threads, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t piece = next++; piece < pieces; piece = next++) work(piece);
    };
    std::vector<std::thread> others;
    try {
        for (std::size_t i = 1; i < std::min<std::size_t>(threads, pieces); ++i) others.emplace_back(run);
    } catch (const std::system_error&) {
    }
    run();
    for (std::thread& other : others) other.join();
}

}  // namespace trichion
