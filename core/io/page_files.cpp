// One file for each page.
#include "core/io/page_files.h"

#include "core/io/write_file.h"

#include <algorithm>
#include <fmt/format.h>

namespace trichion {

Result<std::vector<std::filesystem::path>> write_page_files(const std::vector<SheetPage>& pages, const std::filesystem::path& path,
                                                            const std::function<std::string(const SheetPage&)>& to_text) {
    if (pages.empty())
        return fail(ErrorCode::WriteFailed, fmt::format("{} was not written: there is no page to write.", path.filename().string()));
    // A page of notes alone behind the pieces is for the printer: no cutter, and no viewer of one, has use for it.
    const auto has_piece = [](const SheetPage& page) {
        return std::ranges::any_of(page.lines, [](const SheetLine& line) { return line.layer == SheetLayer::Cut || line.layer == SheetLayer::Hairline; });
    };
    const bool has_any = std::ranges::any_of(pages, has_piece);
    std::vector<NewFile> files;
    std::vector<std::filesystem::path> paths;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (has_any && !has_piece(pages[i])) continue;
        std::filesystem::path file = path;
        if (!files.empty()) file.replace_filename(path.stem().string() + fmt::format("-{}", files.size() + 1) + path.extension().string());
        files.push_back({file, to_text(pages[i])});
        paths.push_back(std::move(file));
    }
    if (const auto done = write_files_whole(files); !done) return tl::unexpected(done.error());
    return paths;
}

}  // namespace trichion
