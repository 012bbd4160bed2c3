// The way into the editor: one window, one project.
#pragma once

namespace trichion {

/// Opens the editor on a sample design, or on the `.trichion` file or scan named by the first argument, and returns
/// when the window is closed.
/// @return 0; 1 with one sentence on standard error when there is no display or no OpenGL 3.3.
int run_editor(int argc, char** argv);

}  // namespace trichion
