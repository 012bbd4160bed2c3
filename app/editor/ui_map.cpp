// The map's JSON, written by temporary file and rename so that a reader never sees half of it.
#include "app/editor/ui_map.h"

#include "core/pipeline/outline_controls.h"
#include "core/session/settings.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

namespace trichion {
namespace {

std::string json_words(std::string_view words) {
    std::string out = "\"";
    for (const char c : words) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04x}", static_cast<int>(c));
        else out += c;
    }
    return out + '"';
}

std::string rects_json(const ui::Registry& registry) {
    std::string out;
    for (const auto& [label, rect] : registry.rects())
        out += fmt::format("{}\n    {}: [{:.1f}, {:.1f}, {:.1f}, {:.1f}]", out.empty() ? "" : ",", json_words(label), rect.x, rect.y, rect.width, rect.height);
    return out;
}

/// Of the brush in hand; of push and smooth when none is.
float brush_mm(const ViewState& view) {
    if (view.tool == ToolKind::DensityBrush) return view.tools.density.radius_mm;
    return view.tool == ToolKind::HairBrush ? view.tools.hair_brush.radius_mm : view.tools.brush_radius_mm;
}

/// What the line drawn measures, by key.
std::string controls_json(const OutlineResult* drawn) {
    std::string out;
    for (const ControlInfo& info : control_infos())
        if (const auto value = drawn ? drawn->controls[static_cast<std::size_t>(info.control)] : std::nullopt)
            out += fmt::format("{}\n    {}: {}", out.empty() ? "" : ",", json_words(info.key), *value);
    return out;
}

std::string values_json(const Document& document) {
    std::string out;
    for (const Setting& setting : settings()) {
        const Result<std::string> value = setting_of(document, setting.key);
        if (value) out += fmt::format("{}\n    {}: {}", out.empty() ? "" : ",", json_words(setting.key), json_words(*value));
    }
    return out;
}

std::string points_json(Session& session) {
    std::string out;
    const Head* head = session.pipeline().head();
    if (!head) return out;
    for (const OutlinePoint& point : session.document().outline->points) {
        if (point.at.triangle >= head->measuring.triangle_count()) continue;
        const glm::vec3 p = head->measuring.position(point.at);
        out += fmt::format("{}\n    {}: {{\"part\": {}, \"twin\": {}, \"mm\": [{:.4f}, {:.4f}, {:.4f}]}}", out.empty() ? "" : ",",
                           json_words(std::to_string(point.id)), json_words(to_word(point.part)), point.twin, p.x, p.y, p.z);
    }
    return out;
}

}  // namespace

UiMap::UiMap() {
    if (const char* path = std::getenv("TRICHION_UI_MAP"); path && *path) path_ = path;
}

void UiMap::write(const ui::Registry& registry, Session& session, const ViewState& view, const Notices& notices, const Facts& facts) {
    if (path_.empty()) return;
    const Dots* dots = session.pipeline().dots();
    const OutlineResult* outline = session.pipeline().outline();
    const std::string* undo = session.editor().undo_label();
    std::string lines;
    for (const NoticeLine& line : notices.lines()) lines += (lines.empty() ? "" : ", ") + json_words(line.words);
    const std::string map = fmt::format(
        "{{\n  \"frame\": {},\n  \"pictures\": {},\n  \"idle\": {},\n  \"step\": {},\n  \"dialog\": {},\n  \"presenting\": {},\n  \"editing\": {},\n  \"modified\": {},\n"
        "  \"undo\": {},\n  \"dots\": {},\n  \"hairline_mm\": {:.3f},\n  \"height_mm\": {:.3f},\n  \"sessions\": {},\n  \"days\": {:.3f},\n"
        "  \"camera\": [{:.4f}, {:.4f}, {:.2f}],\n  \"brush_mm\": {:.2f},\n  \"head\": {},\n  \"path\": {},\n  \"notices\": [{}],\n"
        "  \"rects\": {{{}\n  }},\n  \"points\": {{{}\n  }},\n  \"values\": {{{}\n  }},\n  \"controls\": {{{}\n  }}\n}}\n",
        facts.frame, facts.pictures, facts.is_idle, json_words(kStepNames[static_cast<std::size_t>(view.step)]), json_words(facts.dialog), view.is_presenting,
        session.editor().is_editing(), session.editor().is_modified(), undo ? json_words(*undo) : "null",
        dots ? static_cast<long>(dots->dots.size()) : -1L, outline ? outline->hairline_mm : 0.0f, outline ? outline->mid_frontal_height_mm : 0.0f,
        view.moment.sessions, view.moment.days, view.camera.yaw_rad, view.camera.pitch_rad, view.camera.distance_mm, brush_mm(view),
        json_words(session.document().head->name), json_words(session.path().string()), lines, rects_json(registry), points_json(session), values_json(session.document()),
        controls_json(session.pipeline().outline()));
    {
        std::ofstream file(path_ + ".new", std::ios::trunc);
        file << map;
    }
    std::error_code error;
    std::filesystem::rename(path_ + ".new", path_, error);
}

}  // namespace trichion
