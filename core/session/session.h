// One open project: the document with its history, its derived data, and the commands both front ends share.
#pragma once

#include "core/base/executor.h"
#include "core/base/image.h"
#include "core/io/head_import.h"
#include "core/io/project_file.h"
#include "core/model/editor.h"
#include "core/session/pipeline.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

class Session {
public:
    /// @param executor  threaded for the editor, inline for the command line; must outlive the session.
    explicit Session(Executor& executor, Document initial = {});
    ~Session();

    Editor& editor() { return editor_; }
    const Document& document() const { return editor_.document(); }
    Pipeline& pipeline() { return pipeline_; }
    Executor& executor() { return executor_; }
    const std::filesystem::path& path() const { return path_; }  // empty until saved or opened

    /// Once a frame: publishes finished work, asks for what the document needs, and fits the outline to a head
    /// that has just arrived (as part of the step that brought the head).
    void update(bool wants_stencil);

    /// Opens a file in place of what is open; its history starts anew. Unsaved work is the caller's to ask about.
    /// @error as load_project; what was open then stays open.
    Result<void> open_project(const std::filesystem::path& path);

    /// Saves the document shown and remembers the path.
    /// @param thumbnail  may be empty: then the file has none.
    /// @error as save_project.
    Result<void> save_project(const std::filesystem::path& path, const Image& thumbnail);

    /// Another head, in one undo step: places and lengths told about the old one are dropped, and the same preset
    /// is fitted when the head has arrived.
    void set_head(HeadReference head, std::string label);

    /// Whose scan it is: a new head for this design, or a new client, whose design starts without the old one's
    /// versions, marks and file. Either is one undo step.
    enum class ScanOf { ThisClient, NewClient };
    /// A client's scan, read beside the main thread and then designed on.
    /// @param done  called once from `update` with the reader's notes, or with the reason why the document is as it
    ///              was; not called when the session ends or another import or `cancel_import` comes first.
    using ImportDone = std::function<void(const Result<std::vector<std::string>>&)>;
    void import_scan(const std::filesystem::path& path, ScanOf whose, ImportDone done = {});
    void cancel_import();
    /// 0 to 1 while a scan is on its way in.
    std::optional<float> import_progress() const;

    /// A landmark put where the user clicked, in one undo step.
    /// @param position_mm  in the anatomical frame of the head shown.
    /// @error InvalidInput  no head yet, or the place is not on it; NotFound  no landmark of this name.
    Result<void> set_landmark(const std::string& name, const glm::vec3& position_mm);

    /// Settings by key in one undo step. Places of landmarks all refer to the frame before the call, a new head is
    /// taken before everything else.
    /// @error as with_setting; the document is then as it was.
    Result<void> apply_settings(const std::vector<std::pair<std::string, std::string>>& values);

    /// Takes the printers measured on this computer for the sheets from now on.
    /// @error as read_printers; those known before stay.
    Result<void> refresh_printers();

    /// Today as an ISO date; SOURCE_DATE_EPOCH rules where it is set (reproducible files).
    static std::string today();

    /// A new design on a head: preset fitted, default densities, dated today. Runs all slow stages before it
    /// returns: for the command line.
    /// @error NotFound  no such head or preset; Degenerate  no hairline fits this head.
    static Result<Document> new_document(HeadReference head, const std::string& preset = {});

private:
    struct Import;

    void start_anew_with(HeadReference head);
    void put_outlines_back();
    std::optional<OutlinePlaces> outline_places() const;
    Result<Document> with_settings(const std::vector<std::pair<std::string, std::string>>& values);

    Executor& executor_;
    Editor editor_;
    Pipeline pipeline_;
    std::filesystem::path path_;
    std::optional<Project> opened_;  // until its head is there: its outlines may need to be put back on it
    std::shared_ptr<Import> import_;
};

}  // namespace trichion
