// How panels and tools offer a changed document: one preview, one step.
#pragma once

#include "app/editor/ui/widgets.h"
#include "core/session/session.h"

#include <string>
#include <utility>

namespace trichion {

/// Shows the document with one part replaced.
template <class Part>
void preview_part(Editor& editor, Shared<Part> Document::* part, Part value) {
    Document draft = editor.document();
    draft.*part = Shared<Part>(std::move(value));
    editor.preview(std::move(draft));
}

/// What a widget did, carried over to the document.
template <class Part>
void follow(Editor& editor, Shared<Part> Document::* part, Part value, const ui::Edited& edited,
            const std::string& label) {
    if (edited.changed) preview_part(editor, part, std::move(value));
    if (edited.cancelled) editor.cancel();
    if (edited.committed) editor.commit(label, Session::today());
}

/// One step at once: for toggles, tiles and swatches.
template <class Part>
void change_part(Editor& editor, Shared<Part> Document::* part, Part value, const std::string& label) {
    preview_part(editor, part, std::move(value));
    editor.commit(label, Session::today());
}

}  // namespace trichion
