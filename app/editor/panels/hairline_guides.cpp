// Guides, marks, measures and advice.
#include "app/editor/panels/panels.h"

namespace trichion {

using namespace ui;

void draw_guides_section(PanelContext&) {}

void draw_advice_section(PanelContext& panel) {
    const OutlineResult* traced = panel.session.pipeline().outline();
    if (!traced) return;
    for (const Advice& advice : traced->advice) notice(advice.sentence, NoticeKind::Advice);
}

}  // namespace trichion
