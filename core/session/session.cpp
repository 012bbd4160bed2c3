// The session's commands: each ends in one step of history or leaves the document as it was.
#include "core/session/session.h"

#include "core/io/project_file.h"

#include <algorithm>
#include <chrono>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fmt/format.h>

namespace trichion {

Session::Session(Executor& executor, Document initial) : executor_(executor), editor_(std::move(initial)) {}

void Session::update(bool wants_stencil) {
    executor_.drain();
    pipeline_.update(document(), executor_, wants_stencil);
    if (!document().outline->points.empty() || !pipeline_.is_head_fresh()) return;
    if (const auto fitted = pipeline_.shared_outline()) {
        Document complete = document();
        complete.outline = *fitted;
        editor_.complete(std::move(complete));
    }
}

Result<void> Session::open_project(const std::filesystem::path& path) {
    Result<Document> loaded = load_project(path);
    if (!loaded) return tl::unexpected(loaded.error());
    cancel_import();
    editor_ = Editor(std::move(*loaded));
    path_ = path;
    return {};
}

Result<void> Session::save_project(const std::filesystem::path& path, const Image& thumbnail) {
    if (Result<void> saved = trichion::save_project(document(), thumbnail, path); !saved) return saved;
    path_ = path;
    editor_.mark_saved();
    return {};
}

void Session::set_head(HeadReference head, std::string label) {
    Document next = document();
    Outline unfitted = *next.outline;
    unfitted.points.clear();
    next.head = std::move(head);
    next.fit = HeadFit{};
    next.outline = std::move(unfitted);
    editor_.preview(std::move(next));
    editor_.commit(std::move(label), today());
}

std::string Session::today() {
    std::time_t now = std::time(nullptr);
    std::tm date{};
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    long long seconds = 0;
    if (epoch && std::from_chars(epoch, epoch + std::strlen(epoch), seconds).ec == std::errc{}) {
        now = static_cast<std::time_t>(seconds);
        ::gmtime_r(&now, &date);
    } else {
        ::localtime_r(&now, &date);
    }
    return fmt::format("{:04}-{:02}-{:02}", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}

Result<Document> Session::new_document(HeadReference head, const std::string& preset) {
    Document document;
    Outline outline = *document.outline;
    if (!preset.empty()) outline.preset = preset;
    document.head = std::move(head);
    document.outline = std::move(outline);
    document.edited_on = today();
    const std::unique_ptr<Executor> executor = make_inline_executor();
    Session session(*executor, std::move(document));
    session.update(false);
    if (const Error* error = session.pipeline().error()) return tl::unexpected(*error);
    return session.document();
}

}  // namespace trichion
