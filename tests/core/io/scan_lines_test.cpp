// Outlines on the scans in ../shared/heads/scans: on the skin, smooth, whole.
#include "core/io/head_import.h"
#include "core/pipeline/outline_presets.h"
#include "../pipeline/drawn_line.h"
#include "scan_files.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

class ScanLines : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Each, ScanLines,
                         ::testing::Values("inv_ct_head_mm.ply", "leeperrysmith_m.glb", "ch2_phone_scan_m.ply",
                                         "ict_neutral_head.obj", "ict_random_0.obj", "fsaverage_head.ply"),
                         [](const auto& scan) {
                             std::string name = scan.param;
                             std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
                             return name;
                         });

TEST_P(ScanLines, EveryPresetLiesOnTheSkinAndIsSmoothToTheEye) {
    const std::filesystem::path path = std::filesystem::path(TRICHION_SOURCE_DIR) / "../shared/heads/scans" / GetParam();
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the reference scans are not here: " << path;
    const testing::ScanFolder names_the_worker;
    const auto scan = import_head(path);
    ASSERT_TRUE(scan) << scan.error().message;
    HeadReference reference;
    reference.name = GetParam();
    reference.is_built_in = false;
    reference.scan = scan->skin;
    const auto shape = build_head_shape(reference);
    ASSERT_TRUE(shape) << shape.error().message;
    const auto head = fit_head(*shape, reference, {});
    ASSERT_TRUE(head) << head.error().message;
    const NearTriangles skin(head->measuring.mesh());
    for (const OutlinePreset& preset : outline_presets()) {
        const auto outline = fit_outline(*head, {}, preset.name, 74.0f);
        ASSERT_TRUE(outline) << preset.name << ": " << outline.error().message;
        expect_fine_line(*head, skin, *outline, trace_outline(*head, *outline), preset.name);
    }
}

}  // namespace
}  // namespace trichion
