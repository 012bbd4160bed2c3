// The only place where a document changes: a draft while an edit is open, then one step of history.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"

#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// Holds the document and its history. An edit is previewed as often as a drag needs and then committed as one
/// undo step. Snapshots undo; no command has inverse code.
class Editor {
public:
    explicit Editor(Document initial = {});

    /// What the user sees: the draft while an edit is open, the committed document otherwise.
    /// Valid until the next call that changes the editor.
    const Document& document() const { return draft_ ? *draft_ : history_[cursor_].document; }

    /// Shows `draft` without making a step.
    void preview(Document draft) { draft_ = std::move(draft); }
    /// Makes the draft one undo step named `label`, dated `today` (ISO). A draft that equals the document before
    /// it leaves no step.
    void commit(std::string label, const std::string& today);
    /// Fills in what the program derives for the document shown (an outline fitted to a head that has arrived):
    /// part of the step that is there, not a step of its own, and no modification of what was saved.
    void complete(Document document);
    /// Shows another version: no step, and no modification of what was saved. Undo and redo show the version in which
    /// their step was made, so that what they change is seen. Forgets the draft.
    /// @error NotFound.
    Result<void> show_version(std::uint32_t version);
    /// Forgets the draft.
    void cancel() { draft_.reset(); }
    bool is_editing() const { return draft_.has_value(); }

    bool undo();
    bool redo();
    /// How often the user has changed what is shown so far: steps made, undone and redone, versions shown. Drafts and what
    /// the program fills in do not count.
    std::size_t changes() const { return changes_; }
    const std::string* undo_label() const;  // null when there is nothing to undo
    const std::string* redo_label() const;

    void mark_saved() { saved_ = history_[cursor_].document; }
    /// Which version is shown does not count.
    bool is_modified() const;

private:
    struct Step {
        Document document;
        std::string label;             // of the edit that led here
        std::uint32_t from_version = 0;  // active before it
        std::uint32_t to_version = 0;    // active after it
    };
    void show_in_place(std::uint32_t version);

    std::vector<Step> history_;
    std::size_t cursor_ = 0;
    std::size_t changes_ = 0;
    std::optional<Document> draft_;
    Document saved_;
};

}  // namespace trichion
