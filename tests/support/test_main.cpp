// The entry of every test program: its own cache folder, so that tests share nothing with the user or each other.
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    if (!std::getenv("TRICHION_CACHE_DIR")) {
        const auto dir = std::filesystem::current_path() / "test_cache";
        ::setenv("TRICHION_CACHE_DIR", dir.c_str(), 1);
    }
    return RUN_ALL_TESTS();
}
