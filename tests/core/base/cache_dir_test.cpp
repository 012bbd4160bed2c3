// The cache gives back what was written or nothing, whatever happened to the file in between.
#include "core/base/cache_dir.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

namespace trichion {
namespace {

std::vector<std::byte> bytes_of(const std::string& text) {
    const auto* const data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

class CacheDir : public ::testing::Test {
protected:
    void SetUp() override {
        const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
        dir_ = std::filesystem::temp_directory_path() / (std::string("trichion_cache_test_") + test->name());
        std::filesystem::remove_all(dir_);
        before_ = std::getenv("TRICHION_CACHE_DIR") ? std::getenv("TRICHION_CACHE_DIR") : "";
        ::setenv("TRICHION_CACHE_DIR", dir_.c_str(), 1);
    }
    void TearDown() override {
        ::setenv("TRICHION_CACHE_DIR", before_.c_str(), 1);
        std::filesystem::remove_all(dir_);
    }
    std::filesystem::path only_file() const { return std::filesystem::directory_iterator(dir_)->path(); }

    std::filesystem::path dir_;
    std::string before_;
};

TEST_F(CacheDir, GivesBackWhatWasWritten) {
    write_cache("thing", 7, 1, bytes_of("hairline"));
    EXPECT_EQ(read_cache("thing", 7, 1), bytes_of("hairline"));
}

TEST_F(CacheDir, KnowsNothingOfAnotherKeyKindOrVersion) {
    write_cache("thing", 7, 1, bytes_of("hairline"));
    EXPECT_FALSE(read_cache("thing", 8, 1));
    EXPECT_FALSE(read_cache("other", 7, 1));
    EXPECT_FALSE(read_cache("thing", 7, 2));
}

TEST_F(CacheDir, RefusesAFileCutShortAtAnyByte) {
    write_cache("thing", 7, 1, bytes_of("hairline"));
    const auto path = only_file();
    const auto whole = std::filesystem::file_size(path);
    for (std::uintmax_t size = whole; size-- > 0;) {
        std::filesystem::resize_file(path, size);
        EXPECT_FALSE(read_cache("thing", 7, 1)) << size;
    }
}

TEST_F(CacheDir, RefusesAFileWithOneChangedByte) {
    write_cache("thing", 7, 1, bytes_of("hairline"));
    const auto path = only_file();
    std::ostringstream read;
    read << std::ifstream(path, std::ios::binary).rdbuf();
    std::string content = read.str();
    content.back() ^= 1;
    std::ofstream(path, std::ios::binary) << content;
    EXPECT_FALSE(read_cache("thing", 7, 1));
}

TEST_F(CacheDir, StaysSilentWhenTheFolderCannotBeWritten) {
    ::setenv("TRICHION_CACHE_DIR", "/proc/no_such_folder", 1);
    EXPECT_NO_FATAL_FAILURE(write_cache("thing", 7, 1, bytes_of("hairline")));
    EXPECT_FALSE(read_cache("thing", 7, 1));
}

}  // namespace
}  // namespace trichion
