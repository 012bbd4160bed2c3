// The session's commands: each ends in one step of history or leaves the document as it was.
#include "core/session/session.h"

#include "core/io/printers_file.h"
#include "core/model/limits.h"
#include "core/model/outline_points.h"
#include "core/model/versions.h"
#include "core/session/head_edits.h"
#include "core/session/settings.h"

#include <algorithm>
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
    if (opened_ && pipeline_.is_head_fresh()) {
        put_outlines_back();
        pipeline_.update(document(), executor_, wants_stencil);
    }
    if (!document().outline->points.empty() || !pipeline_.is_head_fresh()) return;
    if (const auto fitted = pipeline_.shared_outline()) {
        Document complete = document();
        complete.outline = *fitted;
        editor_.complete(std::move(complete));
    }
}

Result<void> Session::open_project(const std::filesystem::path& path) {
    Result<Project> loaded = load_project_with_places(path);
    if (!loaded) return tl::unexpected(loaded.error());
    cancel_import();
    editor_ = Editor(loaded->document);
    opened_ = std::move(*loaded);
    path_ = path;
    return {};
}

void Session::put_outlines_back() {
    const Project opened = std::move(*opened_);
    opened_.reset();
    const Head* head = pipeline_.head();
    if (!head || !opened.places || surface_key(head->measuring) == opened.places->surface_key) return;
    // What was edited meanwhile stays as it is: the user has seen it on this head.
    const std::vector<Shared<Outline>> outlines = outlines_of(opened.document);
    const auto put_back = [&](const Shared<Outline>& outline) {
        const auto found = std::ranges::find_if(outlines, [&](const auto& o) { return o.is(outline); });
        if (found == outlines.end()) return outline;
        const auto& places = opened.places->source_mm[static_cast<std::size_t>(found - outlines.begin())];
        Outline back = *outline;
        auto place = places.begin();
        for_each_point(back, [&](OutlinePoint& point) {
            if (const auto at = head->measuring.closest(head->from_source(*place++))) point.at = *at;
        });
        return Shared<Outline>(std::move(back));
    };
    editor_.complete(with_outlines(document(), put_back));
}

std::optional<OutlinePlaces> Session::outline_places() const {
    // While a file's head is on its way what the file said still holds.
    if (opened_ && document().outline.is(opened_->document.outline) &&
        document().versions.is(opened_->document.versions))
        return opened_->places;
    const auto drawn = pipeline_.shared_outline();
    if (!drawn || !drawn->is(document().outline)) return std::nullopt;  // it may not lie on the head shown
    const Head& head = *pipeline_.head();
    OutlinePlaces places;
    places.surface_key = surface_key(head.measuring);
    bool lie_on_head = true;
    for (const Shared<Outline>& outline : outlines_of(document())) {
        std::vector<glm::vec3>& rows = places.source_mm.emplace_back();
        for_each_point(*outline, [&](const OutlinePoint& point) {
            if (point.at.triangle < head.measuring.triangle_count())
                rows.push_back(head.from_source.inverse(head.measuring.position(point.at)));
            else
                lie_on_head = false;
        });
    }
    if (!lie_on_head) return std::nullopt;
    return places;
}

Result<void> Session::save_project(const std::filesystem::path& path, const Image& thumbnail) {
    if (Result<void> saved = trichion::save_project(document(), thumbnail, path, outline_places()); !saved) return saved;
    path_ = path;
    editor_.mark_saved();
    return {};
}

Result<void> Session::refresh_printers() {
    Result<std::vector<Printer>> printers = read_printers();
    if (!printers) return tl::unexpected(printers.error());
    pipeline_.use_printers(std::move(*printers));
    return {};
}

void Session::start_anew_with(HeadReference head) {
    Document fresh = with_head({}, std::move(head));
    fresh.stencil = document().stencil;  // the artist's printer, not the client's
    editor_.preview(std::move(fresh));
    editor_.commit("Open scan of a new client", today());
    path_.clear();
}

void Session::set_head(HeadReference head, std::string label) {
    editor_.preview(with_head(document(), std::move(head)));
    editor_.commit(std::move(label), today());
}

Result<void> Session::set_landmark(const std::string& name, const glm::vec3& position_mm) {
    if (!pipeline_.is_head_fresh() || !pipeline_.head())
        return fail(ErrorCode::InvalidInput, "The head is still being measured; try again in a moment.");
    Result<Document> next = with_landmark(document(), *pipeline_.head(), name, position_mm);
    if (!next) return tl::unexpected(next.error());
    editor_.preview(std::move(*next));
    editor_.commit("Place landmark", today());
    return {};
}

Result<void> Session::apply_settings(const std::vector<std::pair<std::string, std::string>>& values) {
    Result<Document> next = with_settings(values);
    if (!next) {
        editor_.cancel();
        return tl::unexpected(next.error());
    }
    editor_.preview(std::move(*next));
    const bool are_landmarks = std::ranges::all_of(values, [](const auto& v) { return v.first.starts_with("landmark."); });
    editor_.commit(are_landmarks          ? "Set landmarks"
                   : values.size() == 1 ? "Set " + values.front().first
                                        : "Set values",
                   today());
    return {};
}

Result<Document> Session::with_settings(const std::vector<std::pair<std::string, std::string>>& values) {
    static const Head kNoHead;
    Document next = document();
    for (const SettingOrder order : {SettingOrder::Head, SettingOrder::Fit, SettingOrder::Design}) {
        for (const auto& [key, value] : values) {
            if (order_of_setting(key) != order) continue;
            const Head* head = pipeline_.is_head_fresh() ? pipeline_.head() : nullptr;
            if (!head && needs_head(key, next))
                return fail(ErrorCode::InvalidInput, "The head is still being measured; try again in a moment.");
            Result<Document> changed = with_setting(next, head ? *head : kNoHead, key, value);
            if (!changed) return changed;
            next = std::move(*changed);
        }
        if (order == SettingOrder::Design || next == document()) continue;
        // What follows is told about this head: with an inline executor it is there when `update` returns.
        editor_.preview(next);
        update(false);
        if (const Error* error = pipeline_.error()) return tl::unexpected(*error);
        next = document();
    }
    // Values that must fit each other, such as the dates of sessions, are judged when all are set.
    if (const Result<void> checked = check_document(next); !checked) return tl::unexpected(checked.error());
    return next;
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
    document.outline = std::move(outline);
    document = with_head(document, std::move(head));
    document.edited_on = today();
    const std::unique_ptr<Executor> executor = make_inline_executor();
    Session session(*executor, std::move(document));
    session.update(false);
    if (const Error* error = session.pipeline().error()) return tl::unexpected(*error);
    return session.document();
}

}  // namespace trichion
