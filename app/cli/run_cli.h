// The command line: every verb of `trichion`, without a window.
#pragma once

namespace trichion {

/// Whether these arguments are for the command line. Otherwise they are for the editor.
bool is_command_line(int argc, const char* const* argv);

/// @return 0; 1 after one sentence on standard error; 2 after a usage message there.
int run_cli(int argc, const char* const* argv);

}  // namespace trichion
