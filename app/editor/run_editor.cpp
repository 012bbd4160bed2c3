// Opens the window and hands over to the application.
#include "app/editor/run_editor.h"

#include "app/editor/app.h"

#include <chrono>
#include <cstdio>

namespace trichion {

int run_editor(int argc, char** argv) {
    const auto started = std::chrono::steady_clock::now();
    Result<std::unique_ptr<Window>> window = Window::open("Trichion");
    if (!window) {
        std::fprintf(stderr, "%s\n", window.error().message.c_str());
        return 1;
    }
    Result<PictureView> picture = PictureView::create();
    if (!picture) {
        std::fprintf(stderr, "%s\n", picture.error().message.c_str());
        return 1;
    }
    App app(**window, std::move(*picture), started);
    if (argc > 1) app.open(argv[1]);
    app.run();
    return 0;
}

}  // namespace trichion
