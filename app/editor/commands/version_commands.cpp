// Versions of the design: adding and agreeing are steps of the history, looking at another one is not.
#include "app/editor/commands/editor_commands.h"
#include "app/editor/panels/panels.h"
#include "core/model/versions.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <utility>

namespace trichion {
namespace {

void take_step(const CommandServices& s, const std::string& label, Result<Document> next) {
    if (!next) {
        s.notices.problem(next.error().message);
        return;
    }
    s.session->editor().preview(std::move(*next));
    s.session->editor().commit(label, Session::today());
}

void add_version(const CommandServices& s) {
    const std::uint32_t before = s.session->document().versions->active;
    take_step(s, "Add version", with_new_version(s.session->document()));
    if (s.session->document().versions->active != before) s.view.compared_version = before;
}

/// What was agreed with a client is not lost by a slip beside the pencil; any other version is back by undo.
void delete_version(const CommandServices& s, std::uint32_t id) {
    const Version* version = find_version(s.session->document(), id);
    if (!version) return;
    const auto now = [s, id] { take_step(s, "Delete version", without_version(s.session->document(), id)); };
    if (!version->agreed) return now();
    s.view.versions_menu.is_open = false;  // it would lie under the question and take its keys
    s.question.ask(fmt::format("Delete version {}?", version->name),
                   fmt::format("It was agreed on {}. Undo brings it back until this design is closed.", day_words(version->agreed->on)),
                   {{"Keep it", ui::ButtonKind::Accent, {}}, {"Delete it", ui::ButtonKind::Plain, now}});
}

}  // namespace

void add_version_commands(CommandTable& table, CommandServices s) {
    const auto has_other = [s] { return other_version(s.view, s.session->document()) != 0 && !s.session->editor().is_editing(); };
    const auto has_outline = [s] { return !s.session->document().outline->points.empty() && !s.session->editor().is_editing(); };
    const auto is_agreed = [s] {
        const Document& document = s.session->document();
        return find_version(document, document.versions->active)->agreed.has_value();
    };
    table.add({"version.add", "Duplicate this version", "Ctrl+D", {{GLFW_KEY_D, true, false}}, has_outline, [s] { add_version(s); }});
    table.add({"version.agree", "Agree this version", "", {}, has_outline,
               [s] { take_step(s, "Agree version", with_agreement(s.session->document(), Session::today())); }});
    table.add({"version.take_back", "Take back the agreement", "", {}, is_agreed,
               [s] { take_step(s, "Take back agreement", without_agreement(s.session->document())); }});
    table.add({"version.delete", "Delete this version", "", {}, [s] { return s.session->document().versions->all.size() > 1 && !s.session->editor().is_editing(); },
               [s] { delete_version(s, s.view.versions_menu.deleting); }});
    table.add({"version.flip", "Show the other version", "F", {{GLFW_KEY_F}}, has_other,
               [s] { show_version(s.session->editor(), s.view, other_version(s.view, s.session->document())); }, WorksIn::PresentToo});
    table.add({"version.side_by_side", "Versions side by side", "Shift+F", {{GLFW_KEY_F, false, true}}, has_other, [s] {
                   s.view.shows_versions_side_by_side = !s.view.shows_versions_side_by_side;
                   if (s.view.shows_versions_side_by_side) s.view.shows_split = false;
                   s.view.wanted_view = s.view.named_view;  // framed for half the width, or for all of it again
               }, WorksIn::PresentToo});
}

}  // namespace trichion
