// Damages mesh files at random and imports them: import_fuzz SECONDS FILE... prints what became of them. Not a
// test of the suite; run it by hand. Exit 1 when an import took over 30 s or said nothing that a user can read.
#include "core/base/hash.h"
#include "core/io/head_import.h"

#include <unistd.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Cut, changed, doubled or blanked in a place that belongs to `seed`; headers are hit as often as the rest.
std::string damaged(std::string bytes, std::uint64_t seed) {
    const std::uint64_t hits = 1 + trichion::mix(seed, 0) % 8;
    for (std::uint64_t i = 1; i <= hits && !bytes.empty(); ++i) {
        const std::uint64_t dice = trichion::mix(seed, 3 * i), size = bytes.size();
        const std::uint64_t at =
            trichion::mix(seed, 3 * i + 1) % (dice % 2 ? size : std::min<std::uint64_t>(size, 400));
        const std::uint64_t length = std::min<std::uint64_t>(1 + trichion::mix(seed, 3 * i + 2) % 16, size - at);
        switch (dice / 2 % 5) {
            case 0:
                bytes.resize(at);
                break;
            case 1:
                bytes[at] = static_cast<char>(dice >> 8);
                break;
            case 2:
                bytes.insert(at, bytes.substr(at, length));
                break;
            case 3:
                bytes.replace(at, length, length, '\xff');
                break;
            default:
                bytes.erase(at, length);
                break;
        }
    }
    return bytes;
}

}  // namespace

int main(int count, char** words) {
    using namespace trichion;
    if (count > 1 && std::strcmp(words[1], "--import-worker") == 0) return run_import_worker();
    if (count < 3) return std::fputs("import_fuzz SECONDS FILE...\n", stderr), 2;
    const auto start = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("import_fuzz_" + std::to_string(getpid()));
    std::filesystem::create_directory(folder);
    std::uint64_t runs = 0, opened = 0, bad = 0;
    for (; seconds() < std::atof(words[1]); ++runs) {
        const std::filesystem::path source = words[2 + runs % static_cast<std::uint64_t>(count - 2)];
        const std::filesystem::path path = folder / ("damaged" + source.extension().string());
        std::ofstream(path, std::ios::binary) << damaged(read_file(source), runs);
        const double before = seconds();
        const auto head = import_head(path);
        const double took = seconds() - before;
        opened += head.has_value();
        const bool is_silent = !head && head.error().message.find(path.filename().string()) == std::string::npos;
        if (took <= 30.0 && !is_silent) continue;
        ++bad;
        std::printf("seed %llu of %s: %.1f s, %s\n", static_cast<unsigned long long>(runs), source.c_str(), took,
                    head ? "opened" : head.error().message.c_str());
    }
    std::filesystem::remove_all(folder);
    std::printf("%llu files, %llu opened, %llu bad\n", static_cast<unsigned long long>(runs),
                static_cast<unsigned long long>(opened), static_cast<unsigned long long>(bad));
    return bad == 0 ? 0 : 1;
}
