// One file for each page.
#include "core/io/page_files.h"

#include "core/io/project_file.h"

#include <fmt/format.h>
#include <span>

namespace trichion {

Result<std::vector<std::filesystem::path>> write_page_files(const std::vector<SheetPage>& pages, const std::filesystem::path& path,
                                                            const std::function<std::string(const SheetPage&)>& to_text) {
    std::vector<std::filesystem::path> written;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        std::filesystem::path file = path;
        if (i > 0) file.replace_filename(path.stem().string() + fmt::format("-{}", i + 1) + path.extension().string());
        const std::string text = to_text(pages[i]);
        if (auto done = write_file_whole(file, std::as_bytes(std::span(text))); !done) return tl::unexpected(done.error());
        written.push_back(std::move(file));
    }
    return written;
}

}  // namespace trichion
