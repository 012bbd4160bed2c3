// Folders first, then the files that fit; a double click or Enter opens.
#include "app/editor/dialogs/file_dialog.h"

#include "app/editor/dialogs/recent_folder.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/icons.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace trichion {
namespace fs = std::filesystem;

using namespace ui;

namespace {

std::string lower(std::string words) {
    for (char& c : words) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return words;
}

std::string size_words(std::uintmax_t bytes) {
    if (bytes < 1000) return fmt::format("{} B", bytes);
    if (bytes < 1'000'000) return fmt::format("{:.0f} kB", static_cast<double>(bytes) / 1e3);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

void FileDialog::ask(Request request) {
    request_ = std::move(request);
    is_open_ = true;
    name_ = request_.file_name;
    asks_to_overwrite_.clear();
    std::error_code ignored;
    const bool is_there = !request_.folder.empty() && fs::is_directory(request_.folder, ignored);
    const bool stays = !request_.problem.empty() && fs::is_directory(folder_, ignored);  // the place that failed may be no folder
    enter(is_there ? request_.folder : stays ? folder_ : recent_folder());
    if (request_.problem.empty()) return;
    problem_ = request_.problem;
    context().typing = {"File name", name_, true};
    context().focus = "File name";
}

void FileDialog::enter(const fs::path& folder) {
    std::error_code error;
    std::vector<Entry> entries;
    fs::directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
    if (error) {
        problem_ = fmt::format("The folder {} cannot be read.", folder.string());
        if (!folder_.empty()) return;
        folder_ = fs::current_path(error);
        return;
    }
    for (; it != fs::directory_iterator(); it.increment(error)) {
        if (error) break;
        const std::string name = it->path().filename().string();
        if (name.starts_with('.')) continue;
        std::error_code ignored;
        const bool is_folder = it->is_directory(ignored);
        const std::string extension = lower(it->path().extension().string());
        if (!is_folder && std::ranges::find(request_.extensions, extension) == request_.extensions.end()) continue;
        entries.push_back({name, is_folder, is_folder ? 0 : it->file_size(ignored)});
    }
    std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
        if (a.is_folder != b.is_folder) return a.is_folder;
        return lower(a.name) < lower(b.name);
    });
    folder_ = fs::weakly_canonical(folder, error);
    entries_ = std::move(entries);
    problem_.clear();
    if (request_.mode == Mode::Open) name_.clear();
}

void FileDialog::finish(const fs::path& path) {
    is_open_ = false;
    context().typing = {};
    remember_folder(path.parent_path());
    const auto done = request_.done;  // what is done may ask again, which replaces the request
    if (done) done(fs::path(path));
}

void FileDialog::accept() {
    if (name_.empty()) {
        problem_ = request_.mode == Mode::Save ? "Type a name for the file." : "Choose a file.";
        return;
    }
    fs::path path = fs::path(name_).is_absolute() ? fs::path(name_) : folder_ / name_;
    std::error_code error;
    if (fs::is_directory(path, error)) {
        enter(path);
        return;
    }
    if (request_.mode == Mode::Save && lower(path.extension().string()) != request_.extensions.front())
        path += request_.extensions.front();
    const bool exists = fs::exists(path, error);
    if (request_.mode == Mode::Open && !exists) {
        problem_ = fmt::format("There is no file named {} here.", name_);
        return;
    }
    if (request_.mode == Mode::Save && exists) asks_to_overwrite_ = path;
    else finish(path);
}

void FileDialog::draw_path_bar(const Rect& row) {
    const Theme& theme = context().theme;
    const float size = row.height;
    if (icon_button("Folder above", icon::kUp, {row.x, row.y, size, size}, false, folder_.has_parent_path()))
        enter(folder_.parent_path());
    if (icon_button("Home folder", icon::kHome, {row.x + size + px(6.0f), row.y, size, size})) enter(home_folder());
    const Rect words{row.x + 2.0f * size + px(18.0f), row.y, row.width - 2.0f * size - px(18.0f), size};
    std::string shown = folder_.string();
    while (text_size(context().fonts.body, shown).x > words.width && shown.size() > 4) shown = "\xe2\x80\xa6" + shown.substr(8);
    draw_text_left(ImGui::GetWindowDrawList(), context().fonts.body, words, theme.muted, shown);
}

void FileDialog::draw_entries(const Rect& area) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    fill(ImGui::GetWindowDrawList(), area, theme.field, px(8.0f));
    ImGui::SetCursorScreenPos({area.x + px(6.0f), area.y + px(6.0f)});
    ImGui::BeginChild("##entries", {area.width - px(8.0f), area.height - px(12.0f)});
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (entries_.empty()) {
        std::string wanted;
        for (const std::string& extension : request_.extensions) wanted += (wanted.empty() ? "" : " ") + extension;
        draw_text_centred(list, fonts.body, {area.x, area.y, area.width, px(60.0f)}, theme.muted, "No folders and no files of these kinds here: " + wanted);
    }
    std::string entered, chosen;
    for (const Entry& entry : entries_) {
        const Rect row = next_row(28.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const Pressable p = pressable("File " + entry.name, row);
        const bool is_chosen = entry.name == name_;
        if (is_chosen || p.is_hovered) fill(list, row, is_chosen ? theme.accent_deep : theme.raised, px(6.0f));
        draw_text_centred(list, fonts.small_icons, {row.x, row.y, px(34.0f), row.height},
                          entry.is_folder ? theme.accent : theme.muted, entry.is_folder ? icon::kFolder : icon::kFile);
        Rect words{row.x + px(36.0f), row.y, row.width - px(50.0f), row.height};
        if (!entry.is_folder) {
            const std::string size = size_words(entry.size);
            draw_text_right(list, fonts.small, words, theme.muted, size);
            words.width -= px(80.0f);
        }
        draw_text_left(list, fonts.body, words, theme.text, fitted(fonts.body, entry.name, words.width));
        if (p.is_focused) focus_ring(list, row, px(6.0f));
        if (p.was_pressed && entry.is_folder) entered = entry.name;
        else if (p.was_pressed) {
            name_ = entry.name;
            problem_.clear();
        }
        if (p.is_hovered && ImGui::IsMouseDoubleClicked(0) && !entry.is_folder) chosen = entry.name;
        ImGui::SetCursorScreenPos(after);
    }
    ImGui::EndChild();
    if (!entered.empty()) enter(folder_ / entered);
    if (!chosen.empty()) {
        name_ = chosen;
        accept();
    }
}

void FileDialog::draw_overwrite_question(const Rect& plate) {
    const Theme& theme = context().theme;
    context().focusable.clear();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Rect bar{plate.x + px(20.0f), plate.bottom() - px(54.0f), plate.width - px(40.0f), px(34.0f)};
    Rect words = bar;
    words.width -= px(250.0f);
    draw_text_left(list, context().fonts.body, words, theme.caution,
                   fitted(context().fonts.body, asks_to_overwrite_.filename().string() + " exists. Replace it?", words.width));
    if (button("Replace", {bar.right() - px(100.0f), bar.y, px(100.0f), bar.height}, nullptr, ButtonKind::Accent))
        finish(asks_to_overwrite_);
    if (button("Keep the old file", {bar.right() - px(244.0f), bar.y, px(136.0f), bar.height})) asks_to_overwrite_.clear();
}

void FileDialog::draw(float window_width, float window_height) {
    if (!is_open_) return;
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    context().focusable.clear();
    context().has_popup = true;
    const Area area("File dialog", {0, 0, window_width, window_height}, theme.shade, {0, 0}, Area::Layer::Front);
    ImDrawList* list = area.list();
    const float width = std::min(px(680.0f), window_width - px(40.0f)), height = std::min(px(520.0f), window_height - px(40.0f));
    const Rect plate{std::round(0.5f * (window_width - width)), std::round(0.5f * (window_height - height)), width, height};
    fill(list, {plate.x, plate.y + px(8.0f), plate.width, plate.height}, rgb(0, 0.4f), px(16.0f));
    fill(list, plate, theme.panel, px(14.0f));
    outline(list, plate, theme.line, px(14.0f), 1.0f);
    draw_text(list, fonts.title, {plate.x + px(20.0f), plate.y + px(16.0f)}, theme.text, request_.title);
    draw_path_bar({plate.x + px(20.0f), plate.y + px(48.0f), width - px(40.0f), px(30.0f)});
    const float inner = width - px(40.0f), one_line = draw_text_wrapped(nullptr, fonts.small, {}, inner, 0, "x");
    const float problem_height = draw_text_wrapped(nullptr, fonts.small, {}, inner, 0, problem_);
    const Rect entries{plate.x + px(20.0f), plate.y + px(88.0f), inner, height - px(88.0f + 92.0f) - std::max(problem_height - one_line, 0.0f)};
    draw_entries(entries);

    if (!problem_.empty()) {
        const Rect words{entries.x, entries.bottom() + px(5.0f), inner, problem_height};
        context().registry.record("File problem: " + problem_, words);
        draw_text_wrapped(list, fonts.small, {words.x, words.y}, inner, theme.caution, problem_);
    }
    if (!asks_to_overwrite_.empty()) {
        draw_overwrite_question(plate);
        if (take_key(Key::Escape)) asks_to_overwrite_.clear();
        return;
    }
    const float y = plate.bottom() - px(54.0f);
    ImGui::SetCursorScreenPos({plate.x + px(20.0f), y});
    ImGui::BeginChild("##name", {width - px(250.0f), px(40.0f)});
    const bool was_typing = context().typing.label == "File name";
    text_field("File name", name_, request_.mode == Mode::Save ? "name" : "choose above or type a path");
    ImGui::EndChild();
    const bool accepted = button(request_.action, {plate.right() - px(120.0f), y, px(100.0f), px(34.0f)}, nullptr, ButtonKind::Accent);
    const bool entered = !was_typing && take_key(Key::Enter);
    const bool cancelled = button("Cancel", {plate.right() - px(222.0f), y, px(94.0f), px(34.0f)}, nullptr, ButtonKind::Plain);
    if (accepted || entered) accept();
    else if (was_typing && context().typing.label.empty() && take_key(Key::Enter)) accept();
    if (cancelled || take_key(Key::Escape)) {
        is_open_ = false;
        context().typing = {};
    }
}

}  // namespace trichion
