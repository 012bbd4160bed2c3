// Presets on the scans in ../shared/heads/scans: uneven heads, guessed landmarks, missing ears, cut necks.
#include "core/io/head_import.h"
#include "core/pipeline/outline_presets.h"
#include "scan_files.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using testing::ScanFolder;

struct Scan {
    const char* file;
    bool has_neck;  // far enough down for a nape
};
const Scan kScans[] = {{"inv_ct_head_mm.ply", false}, {"leeperrysmith_m.glb", true}, {"ch2_phone_scan_m.ply", false},
                       {"ict_random_0.obj", true},    {"fsaverage_head.ply", false}};

Result<Head> read_head(const std::filesystem::path& path) {
    const ScanFolder names_the_worker;
    auto imported = import_head(path);
    if (!imported) return tl::unexpected(imported.error());
    HeadReference reference;
    reference.name = path.filename().string(), reference.is_built_in = false, reference.scan = imported->skin;
    const auto shape = build_head_shape(reference);
    if (!shape) return tl::unexpected(shape.error());
    return fit_head(*shape, reference, {});
}

class PresetsOnScans : public ::testing::TestWithParam<Scan> {
protected:
    void SetUp() override {
        path_ = std::filesystem::path(TRICHION_SOURCE_DIR) / "../shared/heads/scans" / GetParam().file;
        if (!std::filesystem::exists(path_)) GTEST_SKIP() << "the reference scans are not here: " << path_;
    }
    std::filesystem::path path_;
};

glm::vec2 from_above(const glm::vec3& p) {
    const glm::vec3 d = glm::normalize(p - glm::vec3(0.0f, 30.0f, -10.0f));
    const float angle = std::acos(d.y), side = std::hypot(d.x, d.z);
    return side > 0.0f ? glm::vec2(d.x, d.z) * (angle / side) : glm::vec2(0.0f);
}

float turn(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

int crossings(const OutlineResult& drawn) {
    std::vector<glm::vec2> flat;
    for (const OutlineCurve& part : drawn.parts)
        for (std::size_t i = 0; i + 1 < part.curve.positions_mm.size(); ++i) flat.push_back(from_above(part.curve.positions_mm[i]));
    const std::size_t n = flat.size();
    int found = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 2; j < n; ++j) {
            if (i == 0 && j == n - 1) continue;
            const glm::vec2 a = flat[i], b = flat[(i + 1) % n], c = flat[j], d = flat[(j + 1) % n];
            found += turn(a, b, c) * turn(a, b, d) < 0.0f && turn(c, d, a) * turn(c, d, b) < 0.0f;
        }
    return found;
}

void expect_fits(const Head& head, const std::string& preset, Extent extent) {
    Outline settings;
    settings.extent = extent;
    const auto outline = fit_outline(head, settings, preset, 74.0f);
    ASSERT_TRUE(outline) << preset << ": " << outline.error().message;
    const OutlineResult drawn = trace_outline(head, *outline);
    EXPECT_EQ(crossings(drawn), 0) << preset;
    EXPECT_TRUE(std::ranges::none_of(drawn.stretches, &OutlineStretch::is_broken)) << preset;
    EXPECT_NEAR(drawn.mid_frontal_height_mm, 74.0f, 0.6f) << preset;
    EXPECT_LT(drawn.left_right_mm, 8.0f) << preset;
    for (const OutlineCurve& part : drawn.parts)
        for (const glm::vec3& p : part.curve.positions_mm) {
            ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << preset;
            for (const char* tragion : {"tragion_l", "tragion_r"}) ASSERT_GT(glm::distance(p, head.landmark(tragion)), 8.0f) << preset;
            ASSERT_LT(std::abs(p.x), std::abs(head.landmark("tragion_l").x) + 16.0f) << preset << ": on an ear";
        }
}

TEST_P(PresetsOnScans, FitDownToTheFringeAndToTheNapeOrSayThatTheScanEndsAboveIt) {
    const Result<Head> head = read_head(path_);
    ASSERT_TRUE(head) << head.error().message;
    for (const OutlinePreset& preset : outline_presets()) expect_fits(*head, preset.name, Extent::Fringe);
    Outline settings;
    settings.extent = Extent::Nape;
    const auto outline = fit_outline(*head, settings, "natural", 74.0f);
    if (!outline && !GetParam().has_neck) {
        EXPECT_NE(outline.error().message.find("scan ends"), std::string::npos) << outline.error().message;
        return;
    }
    for (const char* preset : {"natural", "edge_up", "rounded_low"}) expect_fits(*head, preset, Extent::Nape);
}

INSTANTIATE_TEST_SUITE_P(Each, PresetsOnScans, ::testing::ValuesIn(kScans), [](const auto& scan) {
    std::string name = scan.param.file;
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});

}  // namespace
}  // namespace trichion
