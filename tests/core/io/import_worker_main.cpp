// The smallest program that can be the import worker, so that tests of importing need not build the editor.
#include "core/io/head_import.h"

int main() {
    return trichion::run_import_worker();
}
