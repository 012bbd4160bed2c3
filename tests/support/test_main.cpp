// The entry of every test program: a cache folder of the tests' own, and the built program as the scan reader.
#include <cstdlib>
#include <gtest/gtest.h>

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    ::setenv("TRICHION_CACHE_DIR", TRICHION_TEST_CACHE, 0);
    ::setenv("TRICHION_WORKER", TRICHION_PROGRAM, 0);
    return RUN_ALL_TESTS();
}
