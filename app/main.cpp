// One program: with a verb it is the command line, otherwise the editor, and once in a while its own worker.
#include "app/cli/run_cli.h"
#include "app/editor/run_editor.h"
#include "core/io/head_import.h"

#include <cstring>

int main(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], "--import-worker") == 0) return trichion::run_import_worker();
    if (trichion::is_command_line(argc, argv)) return trichion::run_cli(argc, argv);
    return trichion::run_editor(argc, argv);
}
