// A disk in memory that can crash: it knows at every moment what a file could hold after the power went.
#pragma once

#include "core/io/write_file.h"

#include <cerrno>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trichion {

/// Until a file is synced, a crash may leave any part of its contents; until its folder is synced, each change of a
/// name may or may not have happened, in any combination (POSIX promises no order).
class CrashDisk : public Disk {
public:
    /// Every call counts; call number `fail_at` (from 0) returns `error` and does nothing.
    int fail_at = -1;
    int error = ENOSPC;
    bool ignores_sync = false;         // a disk, or a program, that forgets fsync
    bool ignores_sync_folder = false;

    CrashDisk(std::string target, std::string old_contents) : target_(std::move(target)) {
        files_.push_back({old_contents, old_contents});
        durable_[target_] = 0;
        note_states();
    }

    /// Contents that the target could have had after a crash at some moment so far; nothing: it did not exist.
    const std::set<std::optional<std::string>>& seen() const { return seen_; }
    /// The same for a crash now.
    std::set<std::optional<std::string>> states_now() const {
        std::set<std::optional<std::string>> states;
        for (std::size_t subset = 0; subset < (std::size_t{1} << pending_.size()); ++subset) {
            std::map<std::string, std::size_t> names = durable_;
            for (std::size_t i = 0; i < pending_.size(); ++i)
                if (subset >> i & 1) apply(names, pending_[i]);
            const auto found = names.find(target_);
            if (found == names.end()) states.insert(std::nullopt);
            else for (const std::string& contents : possible(files_[found->second])) states.insert(contents);
        }
        return states;
    }
    /// Names as the running system sees them.
    std::map<std::string, std::string> contents() const {
        std::map<std::string, std::size_t> names = durable_;
        for (const Change& change : pending_) apply(names, change);
        std::map<std::string, std::string> result;
        for (const auto& [name, file] : names) result[name] = files_[file].now;
        return result;
    }
    int calls() const { return calls_; }

    int create(const std::filesystem::path& file, const std::filesystem::path&) override {
        if (fails()) return error;
        files_.push_back({});
        pending_.push_back({"", file.string(), files_.size() - 1});
        return note_states();
    }
    int write(std::span<const std::byte> bytes) override {
        const bool is_cut_short = fails();
        const auto* text = reinterpret_cast<const char*>(bytes.data());
        files_.back().now.append(text, is_cut_short ? bytes.size() / 2 : bytes.size());
        note_states();
        return is_cut_short ? error : 0;
    }
    int sync() override {
        if (fails()) return error;
        if (!ignores_sync) files_.back().durable = files_.back().now;
        return note_states();
    }
    int close() override { return fails() ? error : 0; }
    int rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        if (fails()) return error;
        std::map<std::string, std::size_t> names = durable_;
        for (const Change& change : pending_) apply(names, change);
        pending_.push_back({from.string(), to.string(), names.at(from.string())});
        return note_states();
    }
    int sync_folder(const std::filesystem::path&) override {
        if (fails()) return error;
        if (!ignores_sync_folder) {
            for (const Change& change : pending_) apply(durable_, change);
            pending_.clear();
        }
        return note_states();
    }
    void remove(const std::filesystem::path& file) override {
        pending_.push_back({file.string(), "", 0});
        note_states();
    }
    void remove_abandoned(const std::filesystem::path&, const std::string&) override {}  // nothing on this disk is so old

private:
    struct File {
        std::string now;
        std::string durable;
    };
    struct Change {  // `from` goes away, `to` names `file`; either may be empty
        std::string from;
        std::string to;
        std::size_t file = 0;
    };

    bool fails() { return calls_++ == fail_at; }
    static void apply(std::map<std::string, std::size_t>& names, const Change& change) {
        if (!change.from.empty()) names.erase(change.from);
        if (!change.to.empty()) names[change.to] = change.file;
    }
    static std::set<std::string> possible(const File& file) {
        if (file.now == file.durable) return {file.now};
        return {file.durable, "", file.now.substr(0, file.now.size() / 2), file.now};
    }
    int note_states() {
        seen_.merge(states_now());
        return 0;
    }

    std::string target_;
    std::vector<File> files_;
    std::map<std::string, std::size_t> durable_;
    std::vector<Change> pending_;
    std::set<std::optional<std::string>> seen_;
    int calls_ = 0;
};

}  // namespace trichion
