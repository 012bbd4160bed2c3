// History by snapshots: steps share every part that an edit left alone.
#include "core/model/editor.h"

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
    history_.push_back({std::move(next), std::move(label)});
    ++cursor_;
}

void Editor::complete(Document document) {
    if (draft_) {
        draft_ = std::move(document);
        return;
    }
    Document& shown = history_[cursor_].document;
    if (shown == saved_) saved_ = document;
    shown = std::move(document);
}

bool Editor::undo() {
    draft_.reset();
    if (cursor_ == 0) return false;
    --cursor_;
    return true;
}

bool Editor::redo() {
    draft_.reset();
    if (cursor_ + 1 == history_.size()) return false;
    ++cursor_;
    return true;
}

const std::string* Editor::undo_label() const { return cursor_ > 0 ? &history_[cursor_].label : nullptr; }

const std::string* Editor::redo_label() const {
    return cursor_ + 1 < history_.size() ? &history_[cursor_ + 1].label : nullptr;
}

}  // namespace trichion
