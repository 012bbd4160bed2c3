// Both sides of the import worker. Parent and child share two descriptors: the file, and a memory file that first
// holds the request and then the answer.
#include "core/io/import_worker.h"

#include "core/io/head_import.h"
#include "core/io/import_reader.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <new>
#include <thread>

namespace trichion {
namespace {

constexpr int kFileDescriptor = 3;
constexpr int kAnswerDescriptor = 4;
constexpr const char* kPhotoFormat = "photo";
constexpr const char* kInsideMark = "TRICHION_IN_IMPORT_WORKER";

struct Request {
    std::array<char, 8> format{};
    WorkerLimits limits;
};

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }

private:
    int number_;
};

// A file's bytes in memory for as long as this lives.
class Mapping {
public:
    explicit Mapping(int file) {
        struct stat about {};
        if (fstat(file, &about) != 0 || about.st_size <= 0) return;
        void* start = mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_PRIVATE, file, 0);
        if (start == MAP_FAILED) return;
        bytes_ = {static_cast<const std::byte*>(start), static_cast<std::size_t>(about.st_size)};
    }
    ~Mapping() {
        if (!bytes_.empty()) munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    std::span<const std::byte> bytes() const { return bytes_; }

private:
    std::span<const std::byte> bytes_;
};

bool write_answer(const std::vector<std::byte>& answer) {
    if (ftruncate(kAnswerDescriptor, 0) != 0) return false;
    std::size_t done = 0;
    while (done < answer.size()) {
        const ssize_t n =
            pwrite(kAnswerDescriptor, answer.data() + done, answer.size() - done, static_cast<off_t>(done));
        if (n <= 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

std::vector<std::byte> answer_for(std::span<const std::byte> file, const std::string& format) {
    try {
        if (format == kPhotoFormat) {
            const Result<Photo> photo = decode_photo(file);
            return photo ? pack_photo(*photo) : pack_complaint(photo.error().message);
        }
        const Result<RawScan> scan = read_mesh(file, format);
        return scan ? pack(*scan) : pack_complaint(scan.error().message);
    } catch (const std::bad_alloc&) {
        return pack_complaint("it needs more memory than an import may use");
    }
}

// What the child sees of the environment: only what the loader and the sanitizers read.
std::vector<std::string> child_environment() {
    std::vector<std::string> kept{std::string(kInsideMark) + "=1"};
    for (const char* name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) kept.push_back(std::string(name) + "=" + value);
    return kept;
}

// The child's process id, or -1.
pid_t spawn_worker(int file, int answer) {
    const char* program = std::getenv("TRICHION_WORKER");
    if (!program || !*program) program = "/proc/self/exe";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int standard : {0, 1, 2})
        posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, file, kFileDescriptor);
    posix_spawn_file_actions_adddup2(&actions, answer, kAnswerDescriptor);
    std::string name = "trichion", word = "--import-worker";
    std::array<char*, 3> arguments{name.data(), word.data(), nullptr};
    std::vector<std::string> environment = child_environment();
    std::vector<char*> pointers;
    for (std::string& entry : environment) pointers.push_back(entry.data());
    pointers.push_back(nullptr);
    pid_t child = -1;
    const int failed = posix_spawn(&child, program, &actions, nullptr, arguments.data(), pointers.data());
    posix_spawn_file_actions_destroy(&actions);
    return failed ? -1 : child;
}

int kill_and_reap(pid_t child) {
    int status = 0;
    kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

// Waits for the child's end: its status, or why it was not waited for.
Result<int> wait_for(pid_t child, const WorkerLimits& limits, const CancelToken& token) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limits.wall_seconds);
    auto nap = std::chrono::microseconds(500);
    for (;;) {
        int status = 0;
        const pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child) return status;
        if (ended < 0 && errno != EINTR) return fail(ErrorCode::ReadFailed, "the reader could not be watched");
        if (token.cancelled()) {
            kill_and_reap(child);
            return fail(ErrorCode::Cancelled, "the import was cancelled");
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            kill_and_reap(child);
            return fail(ErrorCode::ReadFailed,
                        "reading it took longer than " + std::to_string(limits.wall_seconds) + " seconds");
        }
        std::this_thread::sleep_for(nap);
        nap = std::min(nap * 2, std::chrono::microseconds(8000));
    }
}

// Descriptors above those that the child's own take, so that neither overwrites the other on the way.
int out_of_the_way(int descriptor) {
    return fcntl(descriptor, F_DUPFD_CLOEXEC, 16);
}

Error ended_badly(int status) {
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return {ErrorCode::ReadFailed, "reading it needed more time or memory than an import may use"};
    if (WIFSIGNALED(status)) return {ErrorCode::ReadFailed, "its contents are broken and the reader gave up"};
    return {ErrorCode::ReadFailed, "the protected reader could not be started"};
}

/// Runs the worker on an open file. @param take  makes the result of its message.
template <class Taken>
Result<Taken> ask_worker(int file, const std::string& format, const WorkerLimits& limits, const CancelToken& token,
                         Result<Taken> (*take)(std::span<const std::byte>)) {
    // A worker that does not know its word would import again, and start another, without end.
    if (std::getenv(kInsideMark)) return fail(ErrorCode::ReadFailed, "the protected reader cannot start another");
    const Descriptor memory(memfd_create("trichion-import", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    const Descriptor file_copy(out_of_the_way(file)), answer(out_of_the_way(memory.get()));
    Request request{{}, limits};
    format.copy(request.format.data(), request.format.size() - 1);
    if (file_copy.get() < 0 || answer.get() < 0 ||
        pwrite(answer.get(), &request, sizeof(request), 0) != static_cast<ssize_t>(sizeof(request)))
        return fail(ErrorCode::ReadFailed, "there is no memory left to read it");
    const pid_t child = spawn_worker(file_copy.get(), answer.get());
    if (child < 0) return fail(ErrorCode::ReadFailed, "the protected reader could not be started");
    const Result<int> status = wait_for(child, limits, token);
    if (!status) return tl::unexpected(status.error());
    if (!WIFEXITED(*status) || WEXITSTATUS(*status) != 0) return tl::unexpected(ended_badly(*status));
    if (fcntl(answer.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        return fail(ErrorCode::ReadFailed, "the reader's answer could not be sealed");
    const Mapping message(answer.get());
    return take(message.bytes());
}

/// A photo, or the reader's complaint.
Result<Photo> photo_or_complaint(std::span<const std::byte> message) {
    if (Result<Photo> photo = unpack_photo(message)) return photo;
    const Result<RawScan> complaint = unpack(message);
    return fail(ErrorCode::ReadFailed, complaint ? "the reader stopped before it was done" : complaint.error().message);
}

}  // namespace

Result<RawScan> read_in_worker(int file, const std::string& format, const WorkerLimits& limits,
                               const CancelToken& token) {
    return ask_worker<RawScan>(file, format, limits, token, unpack);
}

Result<Photo> read_photo_in_worker(int file, const WorkerLimits& limits, const CancelToken& token) {
    return ask_worker<Photo>(file, kPhotoFormat, limits, token, photo_or_complaint);
}

int run_import_worker() {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close_range(kAnswerDescriptor + 1, ~0u, 0);
    Request request;
    if (pread(kAnswerDescriptor, &request, sizeof(request), 0) != static_cast<ssize_t>(sizeof(request))) return 2;
    request.format.back() = '\0';
    const Mapping file(kFileDescriptor);
    if (file.bytes().empty() || !enter_sandbox(request.limits)) return 2;
    const bool done = write_answer(answer_for(file.bytes(), request.format.data()));
    // Not return: what runs at exit (leak checks, other rooms' statics) wants system calls that are denied now.
    _exit(done ? 0 : 2);
}

}  // namespace trichion
