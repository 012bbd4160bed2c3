// A session and all that commands act on, without a window.
#pragma once

#include "app/editor/commands/editor_commands.h"
#include "app/editor/edit.h"
#include "tests/app/ui_fixture.h"

#include <memory>
#include <optional>

namespace trichion {

class CommandsFixture : public UiTest {
protected:
    CommandServices services() {
        return {session_, view_, notices_, file_dialog_, question_, printer_dialog_, [] { return Image{}; }, [] { return 0.0; }, wanted_sheet_, wants_to_quit_};
    }
    void change_density() {
        DotSettings dots = *session_->document().dots;
        dots.density_per_cm2 = 99.0f;
        change_part(session_->editor(), &Document::dots, dots, "Change density");
    }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    std::unique_ptr<Session> session_ = std::make_unique<Session>(*executor_);
    ViewState view_;
    Notices notices_;
    FileDialog file_dialog_;
    Question question_;
    PrinterDialog printer_dialog_;
    std::optional<WantedSheet> wanted_sheet_;
    bool wants_to_quit_ = false;
    CommandTable table_;
};

}  // namespace trichion
