// One open project: the document with its history, its derived data, and the commands both front ends share.
#pragma once

#include "core/base/executor.h"
#include "core/io/head_import.h"
#include "core/model/editor.h"
#include "core/session/pipeline.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace trichion {

class Session {
public:
    /// @param executor  threaded for the editor, inline for the command line; must outlive the session.
    explicit Session(Executor& executor, Document initial = {});

    Editor& editor() { return editor_; }
    const Document& document() const { return editor_.document(); }
    Pipeline& pipeline() { return pipeline_; }
    Executor& executor() { return executor_; }
    const std::filesystem::path& path() const { return path_; }  // empty until saved or opened

    /// Once a frame: publishes finished work, asks for what the document needs, and fits the outline to a head
    /// that has just arrived (as part of the step that brought the head).
    void update(bool wants_stencil);

    /// Today as an ISO date; SOURCE_DATE_EPOCH rules where it is set (reproducible files).
    static std::string today();

    /// A new design on a head: preset fitted, default densities, dated today. Runs all slow stages before it
    /// returns: for the command line.
    static Result<Document> new_document(HeadReference head, const std::string& preset = {});

private:
    Executor& executor_;
    Editor editor_;
    Pipeline pipeline_;
    std::filesystem::path path_;
};

}  // namespace trichion
