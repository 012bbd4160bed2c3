// A scan's way in: read and measured beside the main thread, so that only a head that can be designed on enters
// the document.
#include "core/session/session.h"

#include "core/model/limits.h"

namespace trichion {

struct Session::Import {
    CancelToken token;
    Progress progress = Progress::make();
};

Session::~Session() { cancel_import(); }

namespace {

struct ReadScan {
    HeadReference head;
    std::vector<std::string> notes;
};

/// Measuring here costs nothing twice: the shape waits in the cache when the pipeline asks for it.
Result<ReadScan> read_scan(const std::filesystem::path& path, const CancelToken& token, const Progress& progress) {
    Result<ImportedHead> imported = import_head(path, token, progress.share(0.0f, 0.4f));
    if (!imported) return tl::unexpected(imported.error());
    ReadScan scan;
    scan.head.name = plain_text(path.stem().string(), kLongestHeadName);
    if (scan.head.name.empty()) scan.head.name = "scan";
    scan.head.is_built_in = false;
    scan.head.scan = std::move(imported->skin);
    scan.notes = std::move(imported->notes);
    const Result<HeadShape> shape = build_head_shape(scan.head, token, progress.share(0.4f, 1.0f));
    if (!shape) return tl::unexpected(shape.error());
    if (const Result<Head> head = fit_head(*shape, scan.head, {}); !head) return tl::unexpected(head.error());
    return scan;
}

}  // namespace

void Session::import_scan(const std::filesystem::path& path, ScanOf whose, ImportDone done) {
    cancel_import();
    import_ = std::make_shared<Import>();
    std::weak_ptr<Import> weak = import_;
    const Progress progress = import_->progress;
    const CancelToken token = executor_.submit([this, path, whose, progress, weak,
                                                done = std::move(done)](const CancelToken& job_token) {
        auto scan = std::make_shared<Result<ReadScan>>(read_scan(path, job_token, progress));
        return Publish([this, weak, whose, scan, done] {
            // The session may be gone, or busy with another scan: then nobody holds this import any more.
            if (weak.expired()) return;
            import_.reset();
            if (!*scan) {
                if (done) done(tl::unexpected(scan->error()));
                return;
            }
            if (whose == ScanOf::NewClient) start_anew_with(std::move((*scan)->head));
            else set_head(std::move((*scan)->head), "Open scan");
            if (done) done((*scan)->notes);
        });
    });
    if (import_) import_->token = token;
}

void Session::cancel_import() {
    if (!import_) return;
    import_->token.cancel();
    import_.reset();
}

std::optional<float> Session::import_progress() const {
    if (!import_) return std::nullopt;
    return import_->progress.get();
}

}  // namespace trichion
