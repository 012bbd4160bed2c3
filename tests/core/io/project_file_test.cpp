// The .trichion file: what is saved comes back, and what is not ours is refused in one sentence.
#include "core/io/project_file.h"

#include "core/io/document_json.h"
#include "core/io/scan_bytes.h"
#include "core/io/zip_archive.h"
#include "tests/core/io/project_documents.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

class ProjectFile : public ::testing::Test {
protected:
    ProjectFile() {
        folder_ = std::filesystem::temp_directory_path() /
                  ("trichion_project_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~ProjectFile() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path file(const std::string& name) const { return folder_ / name; }

    std::filesystem::path written(const std::vector<std::byte>& bytes) const {
        const auto path = file("written.trichion");
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path;
    }

    std::string refusal(const std::vector<std::byte>& bytes) const {
        const Result<Document> loaded = load_project(written(bytes));
        return loaded ? "it was opened" : loaded.error().message;
    }

    std::vector<std::byte> saved(const Document& document) const {
        EXPECT_TRUE(save_project(document, {}, file("saved.trichion")));
        return *read_file_whole(file("saved.trichion"), 1 << 30);
    }

    std::filesystem::path folder_;
};

std::vector<std::byte> bytes_of(const std::string& text) {
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

std::vector<std::byte> zip_of(const std::string& json) { return *zip_to_bytes({{"document.json", bytes_of(json)}}); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

Image red_thumbnail() {
    Image image{4, 4, 3, std::vector<std::uint8_t>(48, 0)};
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) image.pixels[i] = 200;
    return image;
}

TEST_F(ProjectFile, WhatIsSavedComesBackBitForBit) {
    for (const Document& document : {Document{}, unusual_document(), document_on_scan()}) {
        ASSERT_TRUE(save_project(document, {}, file("a.trichion")));
        const Result<Document> loaded = load_project(file("a.trichion"));
        ASSERT_TRUE(loaded) << loaded.error().message;
        EXPECT_EQ(*loaded, document);
    }
}

TEST_F(ProjectFile, AValueOneBitAwayIsAnotherDocument) {
    Document document = unusual_document();
    const auto before = saved(document);
    DotSettings dots = *document.dots;
    dots.diameter_mm = std::nextafter(dots.diameter_mm, 1.0f);
    document.dots = dots;
    EXPECT_NE(saved(document), before);
    EXPECT_EQ(*load_project(file("saved.trichion")), document);
}

TEST_F(ProjectFile, TheSameDocumentGivesTheSameBytesAnywhereOnEarth) {
    const auto first = saved(document_on_scan());
    ::setenv("TZ", "Pacific/Auckland", 1);
    ::tzset();
    const auto second = saved(document_on_scan());
    ::unsetenv("TZ");
    ::tzset();
    EXPECT_EQ(first, second);
}

TEST_F(ProjectFile, ThePlacesOfTheOutlinesPointsComeBackWithIt) {
    const OutlinePlaces places = places_of_unusual_document();
    ASSERT_TRUE(save_project(unusual_document(), {}, file("a.trichion"), places));
    const Result<Project> loaded = load_project_with_places(file("a.trichion"));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->places, places);
    EXPECT_EQ(loaded->document, unusual_document());
    OutlinePlaces wrong = places;
    wrong.source_mm[3].pop_back();
    EXPECT_THAT(refusal(zip_of(document_to_json(unusual_document(), wrong))), HasSubstr("\"source_mm\""));
    wrong.source_mm.resize(3);
    EXPECT_THAT(refusal(zip_of(document_to_json(unusual_document(), wrong))), HasSubstr("\"places\""));
}

TEST_F(ProjectFile, TheThumbnailComesBackAndMayBeMissing) {
    ASSERT_TRUE(save_project({}, red_thumbnail(), file("a.trichion")));
    EXPECT_EQ(*load_thumbnail(file("a.trichion")), red_thumbnail());
    ASSERT_TRUE(save_project({}, {}, file("a.trichion")));
    EXPECT_FALSE(load_thumbnail(file("a.trichion")));
}

TEST_F(ProjectFile, TheFileOfFormatOneStillOpens) {
    const Result<Project> loaded = load_project_with_places(TRICHION_SOURCE_DIR "/tests/data/project_v1.trichion");
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->document, document_on_scan(document_of_format_one()));
    EXPECT_EQ(loaded->places, places_of_three_points());
    ASSERT_TRUE(save_project(loaded->document, {}, file("a.trichion"), loaded->places));
    EXPECT_EQ(load_project_with_places(file("a.trichion"))->document, loaded->document);
}

TEST_F(ProjectFile, TheFileOfFormatTwoOpensWithItsValuesAndTheDefaultsOfWhatItDidNotKnow) {
    const Result<Project> loaded = load_project_with_places(TRICHION_SOURCE_DIR "/tests/data/project_v2.trichion");
    ASSERT_TRUE(loaded) << loaded.error().message;
    const Document& d = loaded->document;
    EXPECT_EQ(d.head->name, "female_african");
    EXPECT_EQ(d.client->person, Person::Woman);
    EXPECT_EQ(d.client->age, 41);
    EXPECT_EQ(d.outline->height_mm, 60.0f);
    EXPECT_EQ(d.outline->points.size(), 18u);
    EXPECT_TRUE(loaded->places) << "where its points lie";
    EXPECT_EQ(*d.dots, (DotSettings{.density_per_cm2 = 150.0f, .diameter_mm = 0.35f}));
    EXPECT_EQ(*d.plan, (SessionPlan{.sessions = 2, .shade = 16.0f}));
    ASSERT_EQ(d.versions->all.size(), 3u);
    EXPECT_EQ(d.versions->all[0].design.plan->shade, 12.0f);
    EXPECT_TRUE(d.versions->all[1].agreed);
    EXPECT_EQ(*d.brushwork, Brushwork{});
    EXPECT_EQ(*d.native_hair, NativeHair{});
    EXPECT_EQ(*d.fade, FadeSettings{});
    ASSERT_TRUE(save_project(d, {}, file("a.trichion"), loaded->places));
    EXPECT_EQ(load_project_with_places(file("a.trichion"))->document, d) << "and is saved as the format of today";
}

TEST_F(ProjectFile, TheFileOfFormatThreeOpensWithItsStripAndPaperAndTheDefaultsOfWhatItDidNotKnow) {
    const Result<Project> loaded = load_project_with_places(TRICHION_SOURCE_DIR "/tests/data/project_v3.trichion");
    ASSERT_TRUE(loaded) << loaded.error().message;
    const Document& d = loaded->document;
    EXPECT_EQ(d.head->name, "male_asian");
    EXPECT_EQ(d.client_code, "v3");
    EXPECT_EQ(*d.dots, (DotSettings{.service = Service::Density, .density_per_cm2 = 200.0f}));
    EXPECT_EQ(d.outline->points.size(), 18u);
    EXPECT_TRUE(loaded->places) << "where its points lie";
    EXPECT_EQ(*d.stencil, (StencilSettings{.skin_side_mm = 9.0f, .scalp_side_mm = 15.0f, .paper = Paper::Letter}));
    ASSERT_TRUE(save_project(d, {}, file("a.trichion"), loaded->places));
    EXPECT_EQ(load_project_with_places(file("a.trichion"))->document, d) << "and is saved as the format of today";
}

TEST_F(ProjectFile, AMissingFileIsNamed) {
    const auto loaded = load_project(file("nothing.trichion"));
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::NotFound);
    EXPECT_EQ(loaded.error().message, "There is no file " + file("nothing.trichion").string() + ".");
    EXPECT_THAT(load_project(folder_).error().message, HasSubstr("is a folder"));
}

TEST_F(ProjectFile, AnEmptyOneAndForeignOnesAreToldApart) {
    EXPECT_THAT(refusal({}), EndsWith("is empty: there is no design in it."));
    EXPECT_THAT(refusal(bytes_of("v 0 0 0\nf 1 1 1\n")), HasSubstr("is not a Trichion project"));
    EXPECT_THAT(refusal(*zip_to_bytes({{"other.txt", bytes_of("hello")}})),
                EndsWith("is a zip file, but not a Trichion project."));
    EXPECT_THAT(refusal(zip_of("{\"format\": \"gimp\"}")), EndsWith("is a zip file, but not a Trichion project."));
}

TEST_F(ProjectFile, EveryTruncationIsRefused) {
    const auto whole = saved(document_on_scan());
    for (std::size_t length = 1; length < whole.size(); length += 17)
        EXPECT_FALSE(load_project(written({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)})))
            << length << " of " << whole.size() << " bytes";
    EXPECT_THAT(refusal({whole.begin(), whole.end() - 40}), HasSubstr("is damaged: its end is missing"));
}

TEST_F(ProjectFile, ASpoiltByteIsRefusedOrChangesNothing) {
    const Document document = document_on_scan();
    const auto whole = saved(document);
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        auto spoilt = whole;
        spoilt[at] ^= std::byte{0x10};
        const Result<Document> loaded = load_project(written(spoilt));
        if (loaded) {
            EXPECT_EQ(*loaded, document) << "byte " << at;
        } else {
            EXPECT_EQ(std::ranges::count(loaded.error().message, '\n'), 0);
            EXPECT_THAT(loaded.error().message, EndsWith("."));
        }
    }
}

TEST_F(ProjectFile, AFileFromANewerVersionSaysSo) {
    const std::string json = replaced(document_to_json({}), "\"version\": 4", "\"version\": 5");
    EXPECT_THAT(refusal(zip_of(json)),
                EndsWith("was made by a newer Trichion (format 5); this one reads up to 4, so update it."));
    EXPECT_EQ(load_project(written(zip_of(json))).error().code, ErrorCode::UnsupportedFormat);
}

TEST_F(ProjectFile, ValuesThatCannotBeAreRefusedByName) {
    const std::string good = document_to_json(unusual_document());
    ASSERT_TRUE(load_project(written(zip_of(good))));
    const auto refusal_of = [&](const char* from, const char* to) { return refusal(zip_of(replaced(good, from, to))); };
    EXPECT_THAT(refusal_of("\"height_mm\": 71.3", "\"height_mm\": 7130"), HasSubstr("height in mm is 7130"));
    EXPECT_THAT(refusal_of("\"height_mm\": 71.3", "\"height_mm\": \"high\""), HasSubstr("\"height_mm\""));
    EXPECT_THAT(refusal_of("\"height_mm\": 71.3", "\"height_mm\": 1e999"), HasSubstr("is damaged"));
    EXPECT_THAT(refusal_of("\"mirror\": false", "\"mirror\": 0"), HasSubstr("\"mirror\""));
    EXPECT_THAT(refusal_of("\"sessions\": 2", "\"sessions\": 99"), HasSubstr("sessions is 99"));
    EXPECT_THAT(refusal_of("\"sessions\": 2", "\"sessions\": -2"), HasSubstr("\"sessions\""));
    EXPECT_THAT(refusal_of("\"triangle\": 12", "\"triangle\": 4294967296"), HasSubstr("\"triangle\""));
    EXPECT_THAT(refusal_of("\"hair\": \"grey\"", "\"hair\": \"green\""), HasSubstr("\"hair\""));
    EXPECT_THAT(refusal_of("\"twin\": 9", "\"twin\": 5"), HasSubstr("twin is missing"));
    EXPECT_THAT(refusal_of("\"outline\"", "\"outlook\""), HasSubstr("\"outline\""));
    EXPECT_THAT(refusal_of("\"person\": \"woman\"", "\"person\": \"dog\""), HasSubstr("\"person\""));
    EXPECT_THAT(refusal_of("\"age\": 47", "\"age\": 17"), HasSubstr("age in years is 17"));
    EXPECT_THAT(refusal_of("\"age\": 47", "\"age\": 47.5"), HasSubstr("\"age\""));
    EXPECT_THAT(refusal_of("\"temple\": \"p\"", "\"temple\": \"q\""), HasSubstr("\"temple\""));
    EXPECT_THAT(refusal_of("\"nape\",", "\"navel\","), HasSubstr("is damaged"));
    EXPECT_THAT(refusal_of("\"asymmetry\": 0.3", "\"asymmetry\": 1.3"), HasSubstr("asymmetry is 1.3"));
    EXPECT_THAT(refusal_of("\"kind\": \"left_out\"", "\"kind\": \"left\""), HasSubstr("\"kind\""));
    EXPECT_THAT(refusal_of("\"gaps\": 0.125", "\"gaps\": 0.6"), HasSubstr("gaps in the edge is 0.6"));
    EXPECT_THAT(refusal_of("\"active\": 9", "\"active\": 4"), HasSubstr("\"design\""));
    EXPECT_THAT(refusal_of("\"active\": 9", "\"active\": 5"), HasSubstr("is damaged"));
    EXPECT_THAT(refusal_of("\"name\": \"Low\"", "\"name\": \"Empty\""), HasSubstr("two versions of one id or name"));
    EXPECT_THAT(refusal_of("\"density_per_cm2\": 99.0", "\"density_per_cm2\": 9"),
                HasSubstr("In version \"Low\" the density in dots per cm2 is 9"));
    EXPECT_THAT(refusal_of("\"on\": \"2026-10-01\"", "\"on\": \"yesterday\""), HasSubstr("\"on\""));
    EXPECT_THAT(refusal_of("\"hash\": \"fedc", "\"hash\": \"zedc"), HasSubstr("\"hash\""));
    EXPECT_THAT(refusal(zip_of(good.substr(0, good.size() / 2))), HasSubstr("document.json cannot be read"));
}

TEST_F(ProjectFile, WorkThatCannotBeIsRefusedByName) {
    const std::string good = document_to_json(unusual_document());
    const auto refusal_of = [&](const char* from, const char* to) { return refusal(zip_of(replaced(good, from, to))); };
    EXPECT_THAT(refusal_of("\"service\": \"scar\"", "\"service\": \"beard\""), HasSubstr("\"service\""));
    EXPECT_THAT(refusal_of("   1.5,\n   0.0,", "   1.6,\n   0.0,"), HasSubstr("share of a zone is 1.6"));
    EXPECT_THAT(refusal_of("   1.5,\n   0.0,", "   0.0,"), HasSubstr("\"zone_share\""));
    EXPECT_THAT(refusal_of("\"diameter_variation\": 0.3", "\"diameter_variation\": 0.4"), HasSubstr("variation of the hand is 0.4"));
    EXPECT_THAT(refusal_of("\"jitter_mm\": 0.0567", "\"jitter_mm\": 1"), HasSubstr("jitter of the hand in mm is 1"));
    EXPECT_THAT(refusal_of("\"kind\": \"to_target\"", "\"kind\": \"to_nothing\""), HasSubstr("\"kind\""));
    EXPECT_THAT(refusal_of("\"radius_mm\": 3.3", "\"radius_mm\": 2"), HasSubstr("radius of a stroke in mm is 2"));
    EXPECT_THAT(refusal_of("\"target_per_cm2\": 66.6", "\"target_per_cm2\": 10000"), HasSubstr("dots per cm2 is 10000"));
    EXPECT_THAT(refusal_of("\"patch_test_on\": \"2026-11-19\"", "\"patch_test_on\": \"2026-02-31\""), HasSubstr("patch test is \"2026-02-31\""));
    EXPECT_THAT(refusal_of("\"first_on\": \"2026-11-22\"", "\"first_on\": \"soon\""), HasSubstr("\"first_on\""));
    EXPECT_THAT(refusal_of("\"on\": \"2026-12-13\"", "\"on\": \"2026-11-21\""), HasSubstr("date of session 2 is 21 Nov 2026"));
    EXPECT_THAT(refusal_of("\"pigment\": \"resorbable\"", "\"pigment\": \"red\""), HasSubstr("\"pigment\""));
    EXPECT_THAT(refusal_of("\"passes\": 6", "\"passes\": 7"), HasSubstr("passes of a session is 7"));
    EXPECT_THAT(refusal_of("\"needle\": \"6rl\"", "\"needle\": \"7rl\""), HasSubstr("\"needle\""));
    EXPECT_THAT(refusal_of("\"occiput\"", "\"beard\""), HasSubstr("\"zones_left_out\""));
    EXPECT_THAT(refusal_of("\"take_up\": 1.2", "\"take_up\": 1.3"), HasSubstr("take-up of a session is 1.3"));
    EXPECT_THAT(refusal_of("\"years\": 2.5", "\"years\": 8"), HasSubstr("their years must rise"));
    EXPECT_THAT(refusal_of("   1.5,\n   1.6", "   1.6,\n   1.5"), HasSubstr("removals do not follow"));
    EXPECT_THAT(refusal_of("\"dots_per_minute\": 66.6", "\"dots_per_minute\": 0"), HasSubstr("dots in a minute is 0"));
    EXPECT_THAT(refusal_of("\"loss\": \"norwood_3v\"", "\"loss\": \"norwood_9\""), HasSubstr("\"loss\""));
    EXPECT_THAT(refusal_of("\"fullness\": 0.85", "\"fullness\": 2"), HasSubstr("fullness of the native hair is 2"));
    EXPECT_THAT(refusal_of("\"kind\": \"bald\"", "\"kind\": \"bold\""), HasSubstr("\"kind\""));
    EXPECT_THAT(refusal_of("\"sun\": \"much\"", "\"sun\": \"dark\""), HasSubstr("\"sun\""));
    EXPECT_THAT(refusal_of("\"contrast\": 0.41", "\"contrast\": 1"), HasSubstr("contrast of a healed result is 1"));
    EXPECT_THAT(refusal_of("\"follows_results\": true", "\"follows_results\": 1"), HasSubstr("\"follows_results\""));
    EXPECT_THAT(refusal_of("\"take_up\": 0.65", "\"take_up\": 0.1"), HasSubstr("take-up of a scar is 0.1"));
    EXPECT_THAT(refusal_of("\"brushwork\"", "\"brushwood\""), HasSubstr("\"brushwork\""));
    EXPECT_THAT(refusal_of("\"native_hair\"", "\"other_hair\""), HasSubstr("\"native_hair\""));
    EXPECT_THAT(refusal_of("\"fade\"", "\"fate\""), HasSubstr("\"fade\""));
}

TEST_F(ProjectFile, AFileOfNothingButKeysIsRefusedAndDoesNotTakeHours) {
    std::string keys;
    for (int i = 0; i < 300000; ++i) keys += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    const std::string good = document_to_json({});
    EXPECT_THAT(refusal(zip_of(replaced(good, "\"format\"", "\"more\": {" + keys + "}, \"format\""))), HasSubstr("document.json cannot be read"));
    EXPECT_THAT(refusal(zip_of(replaced(good, "\"landmarks\": {}", "\"landmarks\": {" + keys + "}"))), HasSubstr("document.json cannot be read"));
    EXPECT_THAT(refusal(zip_of(replaced(good, "\"format\"", "\"more\": {\"1\": {\"2\": []}}, \"format\""))), HasSubstr("it was opened"));
}

TEST_F(ProjectFile, AScanThatCannotBeIsRefused) {
    const std::string json = document_to_json(document_on_scan());
    const auto refusal_of = [&](const std::function<void(std::vector<std::byte>&)>& spoil) {
        auto scan = scan_to_bytes(small_scan());
        spoil(scan);
        return refusal(*zip_to_bytes(
            {{"document.json", bytes_of(json)}, {"head/scan.bin", scan}, {"head/picture.jpg", bytes_of("x")}}));
    };
    const auto put = [](std::vector<std::byte>& bytes, std::size_t at, auto value) {
        std::memcpy(bytes.data() + at, &value, sizeof value);
    };
    EXPECT_EQ(refusal_of([](auto&) {}), "it was opened");
    EXPECT_THAT(refusal_of([&](auto& b) { put(b, 20, std::nanf("")); }), HasSubstr("not a number"));
    EXPECT_THAT(refusal_of([&](auto& b) { put(b, 20 + 48, 4u); }), HasSubstr("corner is missing"));
    EXPECT_THAT(refusal_of([&](auto& b) { put(b, 8, 0xffffffffu); }), HasSubstr("length is wrong"));
    EXPECT_THAT(refusal_of([&](auto& b) { put(b, 16, 255u); }), HasSubstr("unknown layout"));
    EXPECT_THAT(refusal_of([&](auto& b) { b.resize(10); }), HasSubstr("cut short"));
    EXPECT_THAT(refusal(*zip_to_bytes({{"document.json", bytes_of(json)}})), HasSubstr("head/scan.bin is missing"));
}

TEST_F(ProjectFile, AZipBombIsRefusedBeforeItUnpacks) {
    const std::vector<std::byte> nothing(33 << 20);
    const auto bomb = *zip_to_bytes({{"document.json", nothing}});
    ASSERT_LT(bomb.size(), 200000u);
    EXPECT_THAT(refusal(bomb), HasSubstr("document.json in it unpacks to 33 MB, more than the 32 MB allowed"));
}

TEST_F(ProjectFile, ADocumentThatCouldNotBeOpenedAgainIsNotSaved) {
    ASSERT_TRUE(save_project({}, {}, file("a.trichion")));
    Document document;
    document.dots = DotSettings{.density_per_cm2 = std::nanf("")};
    EXPECT_FALSE(save_project(document, {}, file("a.trichion")));
    EXPECT_EQ(*load_project(file("a.trichion")), Document{});
}

}  // namespace
}  // namespace trichion
