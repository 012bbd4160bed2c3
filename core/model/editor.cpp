// History by snapshots: steps share every part that an edit left alone.
#include "core/model/editor.h"

#include "core/model/versions.h"

#include <utility>

namespace trichion {

Editor::Editor(Document initial) : saved_(initial) { history_.push_back({std::move(initial), {}}); }

void Editor::commit(std::string label, const std::string& today) {
    if (!draft_) return;
    Document next = std::move(*draft_);
    draft_.reset();
    // The date alone is no edit: a drag that returns to its start must leave the document as it was.
    next.edited_on = history_[cursor_].document.edited_on;
    if (next == history_[cursor_].document) return;
    next.edited_on = today;
    history_.resize(cursor_ + 1);
    const std::uint32_t from = history_[cursor_].document.versions->active, to = next.versions->active;
    history_.push_back({std::move(next), std::move(label), from, to});
    ++cursor_;
    ++changes_;
}

void Editor::complete(Document document) {
    if (draft_) {
        draft_ = std::move(document);
        return;
    }
    if (!is_modified()) saved_ = document;
    history_[cursor_].document = std::move(document);
}

Result<void> Editor::show_version(std::uint32_t version) {
    if (!find_version(history_[cursor_].document, version))
        return fail(ErrorCode::NotFound, "There is no such version of this design.");
    draft_.reset();
    show_in_place(version);
    ++changes_;
    return {};
}

void Editor::show_in_place(std::uint32_t version) {
    if (Result<Document> shown = with_active_version(history_[cursor_].document, version))
        history_[cursor_].document = std::move(*shown);
}

bool Editor::is_modified() const {
    const std::uint32_t shown = document().versions->active;
    if (saved_.versions->active == shown) return !(document() == saved_);
    const Result<Document> saved = with_active_version(saved_, shown);
    return !saved || !(document() == *saved);
}

bool Editor::undo() {
    draft_.reset();
    if (cursor_ == 0) return false;
    --cursor_;
    ++changes_;
    show_in_place(history_[cursor_ + 1].from_version);
    return true;
}

bool Editor::redo() {
    draft_.reset();
    if (cursor_ + 1 == history_.size()) return false;
    ++cursor_;
    ++changes_;
    show_in_place(history_[cursor_].to_version);
    return true;
}

const std::string* Editor::undo_label() const { return cursor_ > 0 ? &history_[cursor_].label : nullptr; }

const std::string* Editor::redo_label() const {
    return cursor_ + 1 < history_.size() ? &history_[cursor_ + 1].label : nullptr;
}

}  // namespace trichion
