// Temporary file, fsync, rename, fsync of the folder: what a crash leaves is the old file or the new one.
#include "core/io/write_file.h"

#include "core/base/hash.h"
#include "core/io/project_file.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace trichion {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
}

class SystemDisk final : public Disk {
public:
    ~SystemDisk() override { close(); }

    int create(const std::filesystem::path& file, const std::filesystem::path& like) override {
        descriptor_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor_ < 0) return errno;
        struct stat old {};
        if (::stat(like.c_str(), &old) == 0 && ::fchmod(descriptor_, old.st_mode & 0777) != 0) return errno;
        return 0;
    }

    int write(std::span<const std::byte> bytes) override {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return errno;
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return 0;
    }

    int sync() override { return ::fsync(descriptor_) == 0 ? 0 : errno; }

    int close() override {
        if (descriptor_ < 0) return 0;
        const int result = ::close(descriptor_) == 0 ? 0 : errno;
        descriptor_ = -1;
        return result;
    }

    int rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
    }

    int sync_folder(const std::filesystem::path& folder) override {
        const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0) return errno;
        const int result = ::fsync(descriptor) == 0 ? 0 : errno;
        ::close(descriptor);
        return result;
    }

    void remove(const std::filesystem::path& file) override { ::unlink(file.c_str()); }

    void remove_abandoned(const std::filesystem::path& fresh, const std::string& beginning) override {
        std::error_code error;
        const auto now = std::filesystem::last_write_time(fresh, error);  // by the disk's clock, as the others' times are
        if (error) return;
        std::vector<std::filesystem::path> abandoned;
        std::filesystem::directory_iterator files(folder_of(fresh), error);
        for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
            std::error_code gone;
            if (!files->path().filename().string().starts_with(beginning) || !files->is_regular_file(gone)) continue;
            const auto written = files->last_write_time(gone);
            if (!gone && now - written >= std::chrono::hours(1)) abandoned.push_back(files->path());
        }
        for (const auto& file : abandoned) remove(file);
    }

private:
    int descriptor_ = -1;
};

std::string reason(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT: return "the disk is full; free some space or choose another place";
        case EFBIG: return "a file of this size is not allowed there; free some space or choose another place";
        case EACCES:
        case EPERM:
        case EROFS: return "the folder is read-only; choose a folder that you may write to";
        case ENOENT:
        case ENOTDIR: return "its folder does not exist; create it or choose another one";
        case ENAMETOOLONG: return "its name is too long; choose a shorter one";
        default: return fmt::format("the disk reported \"{}\"; choose another place", std::strerror(error));
    }
}

tl::unexpected<Error> refused(const std::filesystem::path& path, int error) {
    std::error_code ignored;
    // A folder that the system makes up, as /proc, says that there is no such file.
    if (error == ENOENT && std::filesystem::is_directory(path.parent_path(), ignored)) error = EACCES;
    return fail(ErrorCode::WriteFailed, fmt::format("Cannot write {} because {}.", path.string(), reason(error)));
}

/// How the names of all temporary files of this one begin: short, so that a long name of its own makes none too long.
std::string beginning_of_temporaries(const std::filesystem::path& target) {
    const std::string name = target.filename().string();
    return fmt::format(".trichion-{:016x}-", hash_bytes(std::as_bytes(std::span(name))));
}

/// In the same folder, so that rename is atomic.
std::filesystem::path temporary_beside(const std::filesystem::path& target) {
    static std::atomic<unsigned> counter{0};
    return target.parent_path() / fmt::format("{}{}-{}.tmp", beginning_of_temporaries(target), ::getpid(), counter++);
}

/// A file on its way: where it will lie, and where it lies until then.
struct Waiting {
    std::filesystem::path target;
    std::filesystem::path temporary;
    bool replaces = false;
};

/// The place that a path stands for. A link keeps pointing where it did: the file behind it is replaced, not the link.
Result<Waiting> place_for(const std::filesystem::path& path) {
    std::error_code ignored;
    Waiting waiting;
    waiting.target = std::filesystem::is_symlink(path, ignored) ? std::filesystem::weakly_canonical(path, ignored) : path;
    if (waiting.target.filename().empty())
        return fail(ErrorCode::WriteFailed, fmt::format("Cannot write \"{}\" because it names no file.", path.string()));
    waiting.replaces = std::filesystem::exists(waiting.target, ignored);
    if (waiting.replaces && !std::filesystem::is_regular_file(waiting.target, ignored))
        return fail(ErrorCode::WriteFailed,
                    fmt::format("Cannot write {} because it is a folder or a device; give the name of a file.",
                                path.string()));
    waiting.temporary = temporary_beside(waiting.target);
    return waiting;
}

/// Makes the temporary file. A name that is taken is left alone: a program of the same number may have been ended while it
/// saved, and in a container every program has the same number. @return errno.
int create_temporary(Waiting& waiting, Disk& disk) {
    constexpr int kNamesTried = 1000;
    int error = disk.create(waiting.temporary, waiting.target);
    for (int i = 1; i < kNamesTried && error == EEXIST; ++i) {
        waiting.temporary = temporary_beside(waiting.target);
        error = disk.create(waiting.temporary, waiting.target);
    }
    return error;
}

/// Writes the temporary file and makes it durable. @return errno; after one that is not 0, no file is left.
int write_temporary(Waiting& waiting, std::span<const std::byte> bytes, Disk& disk) {
    int error = create_temporary(waiting, disk);
    if (error == EEXIST) return error;
    if (error == 0) {
        disk.remove_abandoned(waiting.temporary, beginning_of_temporaries(waiting.target));
        error = disk.write(bytes);
    }
    if (error == 0) error = disk.sync();
    const int close_error = disk.close();
    if (error == 0) error = close_error;
    if (error != 0) disk.remove(waiting.temporary);
    return error;
}

int sync_folder_of(const std::filesystem::path& target, Disk& disk) {
    const int error = disk.sync_folder(folder_of(target));
    // Some network and removable file systems know no fsync of a folder; their rename is as good as it gets.
    return error == EINVAL || error == ENOTSUP ? 0 : error;
}

}  // namespace

Result<void> write_file_whole(const std::filesystem::path& path, std::span<const std::byte> bytes, Disk& disk) {
    Result<Waiting> waiting = place_for(path);
    if (!waiting) return tl::unexpected(waiting.error());
    if (const int error = write_temporary(*waiting, bytes, disk); error != 0) return refused(path, error);
    if (const int error = disk.rename(waiting->temporary, waiting->target); error != 0) {
        disk.remove(waiting->temporary);
        return refused(path, error);
    }
    if (const int error = sync_folder_of(waiting->target, disk); error != 0) return refused(path, error);
    return {};
}

Result<void> write_file_whole(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    SystemDisk disk;
    return write_file_whole(path, bytes, disk);
}

Result<void> write_files_whole(const std::vector<NewFile>& files, Disk& disk) {
    std::vector<Waiting> waiting;
    const auto drop_from = [&](std::size_t first) {
        for (std::size_t i = first; i < waiting.size(); ++i) disk.remove(waiting[i].temporary);
    };
    for (const NewFile& file : files) {
        Result<Waiting> next = place_for(file.path);
        const int error = next ? write_temporary(*next, std::as_bytes(std::span(file.contents)), disk) : 0;
        if (!next || error != 0) {
            drop_from(0);
            return next ? Result<void>(refused(file.path, error)) : tl::unexpected(next.error());
        }
        waiting.push_back(std::move(*next));
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const int error = disk.rename(waiting[i].temporary, waiting[i].target);
        if (error == 0) continue;
        drop_from(i);
        bool has_replaced = false;
        for (std::size_t k = 0; k < i; ++k)
            if (waiting[k].replaces)
                has_replaced = true;
            else
                disk.remove(waiting[k].target);
        tl::unexpected<Error> failed = refused(files[i].path, error);
        if (has_replaced) failed.value().message += " Pages before it were replaced already: write all of them again.";
        return failed;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const bool is_first = i == 0 || waiting[i].target.parent_path() != waiting[i - 1].target.parent_path();
        if (!is_first) continue;
        if (const int error = sync_folder_of(waiting[i].target, disk); error != 0) return refused(files[i].path, error);
    }
    return {};
}

Result<void> write_files_whole(const std::vector<NewFile>& files) {
    SystemDisk disk;
    return write_files_whole(files, disk);
}

}  // namespace trichion
