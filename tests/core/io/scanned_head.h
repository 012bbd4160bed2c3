// The scans in ../shared/heads/scans, read and fitted as the program does.
#pragma once

#include "core/io/head_import.h"
#include "core/pipeline/head.h"
#include "scan_files.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>

namespace trichion::testing {

inline std::filesystem::path scan_path(const std::string& file) {
    return std::filesystem::path(TRICHION_SOURCE_DIR) / "../shared/heads/scans" / file;
}

inline Result<Head> read_head(const std::filesystem::path& path) {
    const ScanFolder names_the_worker;
    auto imported = import_head(path);
    if (!imported) return tl::unexpected(imported.error());
    HeadReference reference;
    reference.name = path.filename().string(), reference.is_built_in = false, reference.scan = imported->skin;
    const auto shape = build_head_shape(reference);
    if (!shape) return tl::unexpected(shape.error());
    return fit_head(*shape, reference, {});
}

/// A test on one scan; skipped where the scan is not.
template <class Base>
class OnScan : public Base {
protected:
    void read(const std::string& file) {
        const std::filesystem::path path = scan_path(file);
        if (!std::filesystem::exists(path)) GTEST_SKIP() << "the reference scans are not here: " << path;
        auto head = read_head(path);
        ASSERT_TRUE(head) << head.error().message;
        head_ = std::move(*head);
    }
    Head head_;
};

/// A scan's file name as a name of a test.
inline std::string test_name(std::string file) {
    for (char& c : file)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return file;
}

}  // namespace trichion::testing
