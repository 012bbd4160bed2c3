// Files that are no heads: each gives one sentence that names the file and says what to do; none harms the
// program.
#include "core/base/hash.h"
#include "core/io/head_import.h"
#include "core/io/import_worker.h"
#include "scan_files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <algorithm>

namespace trichion {
namespace {

using testing::a_box;
using testing::a_head;
using testing::as_binary_stl;
using testing::as_obj;
using testing::as_ply;
using testing::ScanFolder;

// One sentence with the file's name, a reason and, behind a semicolon, what to do.
void expect_sentence(const Result<ImportedHead>& result, ErrorCode code, const std::string& name,
                     const std::string& words) {
    ASSERT_FALSE(result) << name << " was taken for a head";
    const std::string& said = result.error().message;
    EXPECT_EQ(result.error().code, code) << said;
    EXPECT_NE(said.find("\"" + name + "\""), std::string::npos) << said;
    EXPECT_NE(said.find(words), std::string::npos) << said;
    EXPECT_NE(said.find(';'), std::string::npos) << said;
    EXPECT_EQ(said.find('\n'), std::string::npos) << said;
    EXPECT_EQ(said.back(), '.') << said;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>(mix(7, i));
    return bytes;
}

TEST(BadScans, WhatIsNotAReadableFileIsSaidPlainly) {
    const ScanFolder folder;
    expect_sentence(import_head(folder / "gone.ply"), ErrorCode::NotFound, "gone.ply", "There is no file");
    expect_sentence(import_head(folder.write("empty.obj", "")), ErrorCode::ReadFailed, "empty.obj", "is empty");
    expect_sentence(import_head(folder.write("head.docx", "x")), ErrorCode::UnsupportedFormat, "head.docx",
                    ".glb");
    std::filesystem::create_directory(folder / "folder.stl");
    expect_sentence(import_head(folder / "folder.stl"), ErrorCode::ReadFailed, "folder.stl", "is a folder");
    mkfifo((folder / "pipe.ply").c_str(), 0600);
    expect_sentence(import_head(folder / "pipe.ply"), ErrorCode::ReadFailed, "pipe.ply", "is not a file");
}

TEST(BadScans, AFileThatMayNotBeReadIsSaidPlainly) {
    if (geteuid() == 0) GTEST_SKIP() << "root may read every file";
    const ScanFolder folder;
    chmod(folder.write("mine.ply", "ply").c_str(), 0);
    expect_sentence(import_head(folder / "mine.ply"), ErrorCode::ReadFailed, "mine.ply", "cannot be opened");
}

TEST(BadScans, RandomBytesOfEveryKindGiveOneSentence) {
    const ScanFolder folder;
    for (const char* ending : {"obj", "ply", "stl", "glb"}) {
        const std::string name = std::string("noise.") + ending;
        const auto result = import_head(folder.write(name, random_bytes(20'000)));
        ASSERT_FALSE(result) << name;
        EXPECT_NE(result.error().message.find(name), std::string::npos) << result.error().message;
        EXPECT_EQ(result.error().message.find('\n'), std::string::npos) << result.error().message;
    }
}

TEST(BadScans, TruncatedFilesGiveOneSentence) {
    const ScanFolder folder;
    const std::string ply = as_ply(a_head()), stl = as_binary_stl(a_head());
    for (const std::size_t kept : {std::size_t{3}, std::size_t{150}, ply.size() / 3}) {
        expect_sentence(import_head(folder.write("cut.ply", ply.substr(0, kept))), ErrorCode::ReadFailed,
                        "cut.ply", "cannot be read");
        expect_sentence(import_head(folder.write("cut.stl", stl.substr(0, kept))), ErrorCode::ReadFailed,
                        "cut.stl", "cannot be read");
    }
}

TEST(BadScans, AnIndexOutOfRangeIsRefused) {
    const ScanFolder folder;
    expect_sentence(import_head(folder.write("index.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n")),
                    ErrorCode::ReadFailed, "index.obj", "cannot be read");
    Mesh broken = a_head();
    broken.triangles[100].y = 4'000'000;
    expect_sentence(import_head(folder.write("index.ply", as_ply(broken))), ErrorCode::ReadFailed, "index.ply",
                    "cannot be read");
}

TEST(BadScans, APositionThatIsNotANumberIsRefusedOnlyWhereATriangleUsesIt) {
    const ScanFolder folder;
    Mesh broken = a_head();
    broken.positions.push_back(glm::vec3(NAN));
    EXPECT_TRUE(import_head(folder.write("spare.ply", as_ply(broken))));
    broken.positions[broken.triangles[100].y].x = NAN;
    expect_sentence(import_head(folder.write("nan.ply", as_ply(broken))), ErrorCode::ReadFailed, "nan.ply",
                    "not a number");
}

TEST(BadScans, MeshesWithoutTrianglesAreRefused) {
    const ScanFolder folder;
    expect_sentence(import_head(folder.write("points.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\n")), ErrorCode::Degenerate,
                    "points.obj", "no triangles");
    expect_sentence(import_head(folder.write("line.obj", "v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 3\n")),
                    ErrorCode::Degenerate, "line.obj", "span no area");
}

TEST(BadScans, ShapesWithoutACraniumAreRefused) {
    const ScanFolder folder;
    for (const glm::vec3& half :
         {glm::vec3(100.0f), glm::vec3(150.0f, 2.0f, 150.0f), glm::vec3(40.0f, 120.0f, 40.0f)})
        expect_sentence(import_head(folder.write("box.ply", as_ply(a_box(half, 20)))), ErrorCode::Degenerate,
                        "box.ply", "no head");
    Mesh face = a_head();
    std::erase_if(face.triangles, [&](const glm::uvec3& t) {
        return face.positions[t.x].z < 20.0f || face.positions[t.x].y > 50.0f;
    });
    expect_sentence(import_head(folder.write("mask.ply", as_ply(face))), ErrorCode::Degenerate, "mask.ply",
                    "no head");
}

TEST(BadScans, ACancelledImportStopsAndSaysNothingElse) {
    const ScanFolder folder;
    const CancelToken token = CancelToken::make();
    token.cancel();
    const auto result = import_head(folder.write("head.ply", as_ply(a_head())), token);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

TEST(BadScans, AWorkerThatCannotStartOrDiesGivesASentence) {
    const ScanFolder folder;
    const auto path = folder.write("head.ply", as_ply(a_head()));
    setenv("TRICHION_WORKER", "/no/such/program", 1);
    expect_sentence(import_head(path), ErrorCode::ReadFailed, "head.ply", "could not be started");
    setenv("TRICHION_WORKER", "/bin/false", 1);
    expect_sentence(import_head(path), ErrorCode::ReadFailed, "head.ply", "could not be started");
}

TEST(BadScans, AWorkerThatHangsIsStoppedAtTheTimeLimit) {
    const ScanFolder folder;
    const auto hang = folder.write("hang.sh", "#!/bin/sh\nsleep 60\n");
    chmod(hang.c_str(), 0700);
    setenv("TRICHION_WORKER", hang.c_str(), 1);
    const int file = open(folder.write("head.ply", "ply").c_str(), O_RDONLY);
    WorkerLimits limits;
    limits.wall_seconds = 1;
    const auto result = read_in_worker(file, "ply", limits, {});
    close(file);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("longer than 1 seconds"), std::string::npos) << result.error().message;
}

TEST(BadScans, AFileThatAsksForMoreMemoryThanAllowedGivesASentence) {
    const ScanFolder folder;
    std::string ply =
        "ply\nformat binary_little_endian 1.0\nelement vertex 4000000000\nproperty float x\nproperty float y\n"
        "property float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n";
    ply += random_bytes(4000);
    expect_sentence(import_head(folder.write("bomb.ply", ply)), ErrorCode::ReadFailed, "bomb.ply",
                    "cannot be read");
}

TEST(BadScans, AnAnswerThatWasTamperedWithIsNotBelieved) {
    RawScan scan{{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}, {}, {}, {{0, 1, 2}}, {}, {}, 0};
    const std::vector<std::byte> whole = pack(scan);
    ASSERT_TRUE(unpack(whole));
    EXPECT_EQ(*unpack(whole), scan);
    for (std::size_t kept = 0; kept < whole.size(); ++kept) EXPECT_FALSE(unpack(std::span(whole).first(kept)));
    scan.triangles[0].z = 3;
    EXPECT_FALSE(unpack(pack(scan)));
    // Any byte may have been changed: lengths, indices, numbers. Whatever is believed must hold together.
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (const std::byte other : {std::byte{0xff}, std::byte{0x7f}, std::byte{0x01}}) {
            std::vector<std::byte> changed = whole;
            changed[i] ^= other;
            const auto read = unpack(changed);
            if (!read) continue;
            for (const glm::uvec3& t : read->triangles)
                EXPECT_LT(std::max({t.x, t.y, t.z}), read->positions.size());
        }
}

TEST(BadScans, NoFileIsLeftBehind) {
    const ScanFolder folder;
    const auto count = [] {
        return std::distance(std::filesystem::directory_iterator(std::filesystem::temp_directory_path()), {});
    };
    const auto path = folder.write("noise.ply", random_bytes(1000));
    const auto before = count();
    EXPECT_FALSE(import_head(path));
    EXPECT_LE(count(), before + 2) << "other programs may add a file of their own meanwhile";
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path.parent_path()), {}), 1);
}

}  // namespace
}  // namespace trichion
