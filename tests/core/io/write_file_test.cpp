// A file is written whole or not at all: after a crash at any moment, on a full disk, in a read-only folder.
#include "core/io/project_file.h"
#include "tests/core/io/crash_disk.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using States = std::set<std::optional<std::string>>;

const std::string kTarget = "/no/such/folder/a.trichion";

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

TEST(WriteFileWhole, ACrashAtAnyMomentLeavesTheOldFileOrTheNew) {
    CrashDisk disk(kTarget, "old");
    ASSERT_TRUE(write_file_whole(kTarget, bytes_of("new contents"), disk));
    EXPECT_EQ(disk.seen(), (States{"old", "new contents"}));
}

TEST(WriteFileWhole, OnceItReturnsNoCrashTakesTheNewFileAway) {
    CrashDisk disk(kTarget, "old");
    ASSERT_TRUE(write_file_whole(kTarget, bytes_of("new contents"), disk));
    EXPECT_EQ(disk.states_now(), (States{"new contents"}));
}

TEST(WriteFileWhole, WithoutTheFilesFsyncACrashTearsTheDocument) {
    CrashDisk disk(kTarget, "old");
    disk.ignores_sync = true;
    ASSERT_TRUE(write_file_whole(kTarget, bytes_of("new contents"), disk));
    EXPECT_NE(disk.seen(), (States{"old", "new contents"}));
    EXPECT_TRUE(disk.states_now().contains(""));
}

TEST(WriteFileWhole, WithoutTheFoldersFsyncACrashTakesASavedDocumentBack) {
    CrashDisk disk(kTarget, "old");
    disk.ignores_sync_folder = true;
    ASSERT_TRUE(write_file_whole(kTarget, bytes_of("new contents"), disk));
    EXPECT_TRUE(disk.states_now().contains("old"));
}

TEST(WriteFileWhole, WhicheverCallFailsTheOldFileStaysAndNothingElse) {
    CrashDisk whole(kTarget, "old");
    ASSERT_TRUE(write_file_whole(kTarget, bytes_of("new contents"), whole));
    const int last = whole.calls() - 1;  // the folder's fsync: by then the new file is in place
    for (int call = 0; call <= last; ++call) {
        CrashDisk disk(kTarget, "old");
        disk.fail_at = call;
        const Result<void> result = write_file_whole(kTarget, bytes_of("new contents"), disk);
        ASSERT_FALSE(result) << "call " << call;
        EXPECT_EQ(result.error().code, ErrorCode::WriteFailed);
        const std::string kept = call == last ? "new contents" : "old";
        EXPECT_EQ(disk.contents(), (std::map<std::string, std::string>{{kTarget, kept}})) << "call " << call;
    }
}

TEST(WriteFileWhole, AFullDiskIsOneSentenceThatSaysWhatToDo) {
    CrashDisk disk(kTarget, "old");
    disk.fail_at = 1;
    EXPECT_EQ(write_file_whole(kTarget, bytes_of("new"), disk).error().message,
              "Cannot write " + kTarget + " because the disk is full; free some space or choose another place.");
}

TEST(WriteFileWhole, AFolderThatCannotSyncItsNamesIsNoFailure) {
    CrashDisk whole(kTarget, "old");
    ASSERT_TRUE(write_file_whole(kTarget, bytes_of("new"), whole));
    CrashDisk disk(kTarget, "old");
    disk.fail_at = whole.calls() - 1;
    disk.error = EINVAL;
    EXPECT_TRUE(write_file_whole(kTarget, bytes_of("new"), disk));
}

class WriteFileOnDisk : public ::testing::Test {
protected:
    WriteFileOnDisk() {
        folder_ = std::filesystem::temp_directory_path() /
                  ("trichion_write_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~WriteFileOnDisk() override { std::filesystem::remove_all(folder_); }

    std::string text_of(const std::filesystem::path& path) const {
        std::ifstream in(path);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::set<std::filesystem::path> files() const {
        const std::filesystem::directory_iterator all(folder_);
        return {begin(all), end(all)};
    }
    std::size_t files_in_folder() const { return files().size(); }

    std::filesystem::path folder_;
};

TEST_F(WriteFileOnDisk, ReplacesAFileAndKeepsItsPermissions) {
    const auto path = folder_ / "a.txt";
    ASSERT_TRUE(write_file_whole(path, bytes_of("first, longer")));
    ::chmod(path.c_str(), 0600);
    ASSERT_TRUE(write_file_whole(path, bytes_of("second")));
    EXPECT_EQ(text_of(path), "second");
    struct stat status {};
    ::stat(path.c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_EQ(files_in_folder(), 1u);
}

TEST_F(WriteFileOnDisk, ALinkStaysALinkToTheNewContents) {
    ASSERT_TRUE(write_file_whole(folder_ / "real.txt", bytes_of("first")));
    std::filesystem::create_symlink(folder_ / "real.txt", folder_ / "link.txt");
    ASSERT_TRUE(write_file_whole(folder_ / "link.txt", bytes_of("second")));
    EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link.txt"));
    EXPECT_EQ(text_of(folder_ / "real.txt"), "second");
}

TEST_F(WriteFileOnDisk, AFolderOrADeviceIsNeverReplaced) {
    EXPECT_THAT(write_file_whole(folder_, bytes_of("x")).error().message, HasSubstr("a folder or a device"));
    EXPECT_THAT(write_file_whole("/dev/null", bytes_of("x")).error().message, HasSubstr("a folder or a device"));
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

/// Ends this program in the middle of a save, as if it were killed: once so many bytes are written, the system ends it.
[[noreturn]] void save_and_be_killed(const std::filesystem::path& path) {
    const rlimit few{1000, 1000}, none{0, 0};
    ::setrlimit(RLIMIT_FSIZE, &few);
    ::setrlimit(RLIMIT_CORE, &none);
    (void)write_file_whole(path, bytes_of(std::string(5000, 'x')));
    std::exit(1);
}

TEST_F(WriteFileOnDisk, WhatAKilledSaveLeftGoesWithALaterSaveOfTheSameFile) {
    using namespace std::chrono_literals;
    const auto path = folder_ / "a.txt", other = folder_ / "b.txt";
    ASSERT_TRUE(write_file_whole(path, bytes_of("first")));
    EXPECT_EXIT(save_and_be_killed(path), ::testing::KilledBySignal(SIGXFSZ), "");
    EXPECT_EQ(text_of(path), "first");
    ASSERT_EQ(files_in_folder(), 2u);

    ASSERT_TRUE(write_file_whole(path, bytes_of("second")));
    EXPECT_EQ(files_in_folder(), 2u) << "another program may still be writing it";

    for (const auto& file : files())
        if (file != path) std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - 61min);
    ASSERT_TRUE(write_file_whole(other, bytes_of("other")));
    EXPECT_EQ(files_in_folder(), 3u) << "it is no file of this one's";
    ASSERT_TRUE(write_file_whole(path, bytes_of("third")));
    EXPECT_EQ(files(), (std::set{path, other}));
    EXPECT_EQ(text_of(path), "third");
}

TEST_F(WriteFileOnDisk, FilesOfTheUsersOwnStayHoweverOldAndAlike) {
    using namespace std::chrono_literals;
    const std::set own{folder_ / ".trichion-notes.tmp", folder_ / ".a.txt.tmp", folder_ / "a.txt~"};
    for (const auto& file : own) {
        std::ofstream(file) << "mine";
        std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - 2h);
    }
    ASSERT_TRUE(write_file_whole(folder_ / "a.txt", bytes_of("saved")));
    for (const auto& file : own) EXPECT_EQ(text_of(file), "mine");
}

TEST_F(WriteFileOnDisk, WhatAnEndedProgramOfTheSameNumberLeftIsNotInTheWay) {
    const auto path = folder_ / "a.txt";
    EXPECT_EXIT(save_and_be_killed(path), ::testing::KilledBySignal(SIGXFSZ), "");
    const std::string left = files().begin()->string();  // ".../.trichion-HASH-NUMBER-COUNT.tmp"
    const std::string beginning = left.substr(0, left.rfind('-', left.rfind('-') - 1) + 1) + std::to_string(::getpid()) + "-";
    constexpr int kLeft = 40;
    for (int i = 0; i < kLeft; ++i) std::ofstream(beginning + std::to_string(i) + ".tmp") << "left";
    const Result<void> written = write_file_whole(path, bytes_of("second"));
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(text_of(path), "second");
    for (int i = 0; i < kLeft; ++i) EXPECT_EQ(text_of(beginning + std::to_string(i) + ".tmp"), "left");
}

TEST_F(WriteFileOnDisk, AMissingFolderIsNamed) {
    const Result<void> result = write_file_whole(folder_ / "none" / "a.txt", bytes_of("x"));
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("because its folder does not exist"));
    EXPECT_EQ(files_in_folder(), 0u);
}

TEST_F(WriteFileOnDisk, AFolderThatTakesNoFileIsNotSaidToBeMissing) {
    const Result<void> result = write_file_whole("/proc/a.txt", bytes_of("x"));
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("choose a folder that you may write to"));
}

}  // namespace
}  // namespace trichion
