#include "core/pipeline/stencil_tongue.h"
namespace trichion {
void add_tongue_and_tails(const Head&, const StencilRun&, const LaidStrip&, const StencilSettings&, StencilPiece&, std::vector<Advice>&) {}
}
