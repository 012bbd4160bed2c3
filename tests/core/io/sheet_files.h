// A folder for the files of a sheet, and other programs that measure them there.
#pragma once

#include "core/io/stencil_sheet.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace trichion {

namespace fs = std::filesystem;

#define NEEDS(command, package) \
    if (std::system(command " > /dev/null 2>&1") != 0) GTEST_SKIP() << package " is not installed"

/// What measure_lines.py looks for: every line with its layer's name in files, and blots of ink.
inline std::string expected_json(const std::vector<SheetPage>& pages, const std::vector<glm::dvec2>& blots = {}) {
    nlohmann::json expected{{"pages", nlohmann::json::array()}};
    for (const SheetPage& page : pages) {
        nlohmann::json lines = nlohmann::json::array(), places = nlohmann::json::array();
        for (const SheetLine& line : page.lines) {
            constexpr const char* kNames[] = {"cut", "draw", "marks", "ruler", "frame", "registration"};
            nlohmann::json points = nlohmann::json::array();
            for (const glm::dvec2& p : line.points_mm) points.push_back({p.x, p.y});
            lines.push_back({{"layer", kNames[static_cast<std::size_t>(line.layer)]}, {"points", points}});
        }
        for (const glm::dvec2& p : blots) places.push_back({{"x", p.x}, {"y", p.y}, {"reach", 3.0}});
        expected["pages"].push_back({{"width", page.width_mm}, {"height", page.height_mm}, {"lines", lines}, {"blots", places}});
    }
    return expected.dump();
}

class SheetFolder : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("trichion_files_" + std::to_string(::getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override {
        fs::remove_all(folder_);
        fs::remove(report_file());
    }

    const fs::path& folder() const { return folder_; }
    fs::path at(const std::string& name) const { return folder_ / name; }
    /// Runs a command. @return its exit code.
    int run(const std::string& command) const {
        const int status = std::system((command + " > '" + report_file().string() + "' 2>&1").c_str());
        return status < 0 ? -1 : WEXITSTATUS(status);
    }
    /// With TRICHION_SHOW_MEASURES set the figures are printed, of twins too.
    int measure(const std::string& what, const fs::path& file, const std::string& options) const {
        const int result = run("/usr/bin/python3 '" TRICHION_SOURCE_DIR "/tests/e2e/measure_lines.py' " + what + " '" + file.string() + "' " + options);
        if (std::getenv("TRICHION_SHOW_MEASURES")) std::cout << file.filename().string() << ": " << report();
        return result;
    }
    /// What measure_lines.py is to find, as a file of the folder.
    std::string expect(const std::vector<SheetPage>& pages) const {
        write(at("expected.json"), expected_json(pages));
        return at("expected.json").string();
    }
    std::string report() const { return read(report_file()); }
    static std::string read(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

private:
    fs::path report_file() const { return folder_.string() + ".report"; }

    fs::path folder_;
};

}  // namespace trichion
