// Arguments to verbs. CLI11 is slow to compile and stays in this file.
#include "app/cli/run_cli.h"

#include "app/cli/verbs.h"
#include "core/io/printers_file.h"
#include "core/model/words.h"
#include "core/pipeline/fade_model.h"
#include "core/session/export_plan.h"
#include "core/session/export_guide.h"
#include "core/session/export_stencil.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <memory>
#include <system_error>
#include <tuple>

namespace trichion {
namespace {

constexpr int kFailed = 1;
constexpr int kMisused = 2;

constexpr const char* kAbout =
    "Trichion designs scalp micropigmentation: a hairline on a 3D head, its dots, how they heal and fade, and a 1:1\n"
    "stencil. Without a verb it opens the editor; `trichion FILE` opens it on a design or a scan.";

constexpr const char* kExamples =
    "Examples:\n"
    "  trichion new male_caucasian -o anna.trichion          a new design on a built-in head\n"
    "  trichion new scan.obj -o anna.trichion                a new design on a client's scan\n"
    "  trichion set anna.trichion outline.height_mm=78       the hairline a little higher\n"
    "  trichion version anna.trichion add                    a copy of the design beside it, to compare\n"
    "  trichion render anna.trichion -o day30.png --day 30   how it looks a month after the last session\n"
    "  trichion stencil anna.trichion -o anna.pdf            the hairline on paper, 1:1\n"
    "  trichion plan anna.trichion -o plan.pdf               dots, minutes, needles and pigment of each session\n"
    "  trichion info anna.trichion                           all figures of the design\n";

using Outcome = Result<std::string>;
using Run = std::function<Outcome()>;

std::string lower_extension(const std::string& path) {
    std::string extension = std::filesystem::path(path).extension().string();
    for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return extension;
}

/// A check that CLI11 runs on an argument: an empty string when it is right, what is wrong otherwise.
CLI::Validator check(std::function<std::string(const std::string&)> wrong) {
    return CLI::Validator([wrong = std::move(wrong)](std::string& text) { return wrong(text); }, "");
}

std::optional<std::pair<int, int>> size_from(const std::string& text) {
    const char* end = text.data() + text.size();
    std::pair<int, int> size;
    const auto [cross, first] = std::from_chars(text.data(), end, size.first);
    if (first != std::errc{} || cross == end || *cross != 'x') return std::nullopt;
    const auto [last, second] = std::from_chars(cross + 1, end, size.second);
    if (second != std::errc{} || last != end) return std::nullopt;
    return size;
}

CLI::Option* add_file(CLI::App& verb, std::filesystem::path& file) {
    return verb.add_option("FILE", file, "the design, a .trichion file")->required();
}

CLI::Option* add_output(CLI::App& verb, std::filesystem::path& output, const std::string& meaning) {
    return verb.add_option("-o,--output", output, meaning)->required()->type_name("FILE");
}

void add_new(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("new", "Make a design on a built-in head or a client's scan");
    auto options = std::make_shared<NewOptions>();
    verb.add_option("HEAD", options->head, "a built-in head (see `trichion heads`) or a mesh: .obj .ply .stl .glb")
        ->required();
    add_output(verb, options->output, "the .trichion file to write");
    verb.add_option("--preset", options->preset, "the hairline's shape (see `trichion set --list`)")->type_name("NAME");
    verb.callback([options, &run] { run = [options] { return run_new(*options); }; });
}

void add_heads(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("heads", "List the built-in heads, a name first on each line");
    verb.callback([&run] { run = [] { return Outcome(list_heads()); }; });
}

std::optional<glm::vec3> place_from(const std::string& text) {
    glm::vec3 place(0.0f);
    const char *at = text.data(), *const end = at + text.size();
    for (int k = 0; k < 3; ++k) {
        const auto [after, error] = std::from_chars(at, end, place[k]);
        if (error != std::errc{} || !std::isfinite(place[k]) || (k < 2 ? after == end || *after != ',' : after != end)) return std::nullopt;
        at = after + 1;
    }
    return place;
}

void add_measure(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("measure", "Measure along the skin between two places, x,y,z in mm as \"info\" prints landmarks");
    const auto options = std::make_shared<MeasureOptions>();
    const auto is_json = std::make_shared<bool>(false);
    const auto places = std::make_shared<std::array<std::string, 2>>();
    add_file(verb, options->file);
    const auto is_place = check([](const std::string& text) {
        return place_from(text) ? std::string() : "\"" + text + "\" is no place; write it as x,y,z in mm, such as 0,95,75";
    });
    verb.add_option("from", (*places)[0], "x,y,z of the first place")->required()->check(is_place);
    verb.add_option("to", (*places)[1], "x,y,z of the second place")->required()->check(is_place);
    verb.add_flag("--json", *is_json, "for programs");
    verb.callback([=, &run] {
        run = [=] {
            options->from_mm = *place_from((*places)[0]);
            options->to_mm = *place_from((*places)[1]);
            options->format = *is_json ? InfoFormat::Json : InfoFormat::Text;
            return run_measure(*options);
        };
    });
}

void add_info(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("info", "Tell the figures of a design");
    auto file = std::make_shared<std::filesystem::path>();
    auto is_json = std::make_shared<bool>(false);
    add_file(verb, *file);
    verb.add_flag("--json", *is_json, "for programs");
    verb.callback([file, is_json, &run] {
        run = [file, is_json] { return run_info(*file, *is_json ? InfoFormat::Json : InfoFormat::Text); };
    });
}

void add_set(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("set", "Change values of a design and save it");
    struct Texts {
        SetOptions options;
        std::vector<std::string> pairs;
        bool is_list = false;
    };
    auto texts = std::make_shared<Texts>();
    verb.add_option("FILE", texts->options.file, "the design, a .trichion file");
    verb.add_option("KEY=VALUE", texts->pairs, "what to change, such as dots.density_per_cm2=160")->type_name("");
    verb.add_flag("--list", texts->is_list, "show all keys with their ranges and units");
    verb.callback([texts, &run] {
        if (texts->is_list) {
            run = [] { return Outcome(list_settings()); };
            return;
        }
        if (texts->options.file.empty()) throw CLI::RequiredError("FILE");
        if (texts->pairs.empty()) throw CLI::RequiredError("KEY=VALUE");
        for (const std::string& pair : texts->pairs) {
            const std::size_t at = pair.find('=');
            if (at == std::string::npos || at == 0)
                throw CLI::ValidationError(fmt::format("\"{}\" is not of the form KEY=VALUE", pair));
            texts->options.values.emplace_back(pair.substr(0, at), pair.substr(at + 1));
        }
        run = [texts] { return run_set(texts->options); };
    });
}

/// What the words after FILE ask for; CLI11 tells the user what they may be.
void read_brush_words(const std::vector<std::string>& words, BrushOptions& options) {
    const std::string action = words.empty() ? "list" : words[0], object = words.size() > 1 ? words[1] : "";
    const auto take = [&](std::size_t count) {
        if (words.size() > count) throw CLI::ValidationError(fmt::format("\"{}\" is one word too many", words[count]));
    };
    const auto id_of = [&](std::size_t at) {
        const std::string text = at < words.size() ? words[at] : "";
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), options.id);
        if (text.empty() || error != std::errc{} || end != text.data() + text.size())
            throw CLI::ValidationError(fmt::format("\"{}\" is no id; `trichion brush FILE list` tells them", text));
    };
    using Kind = DensityStroke::Kind;
    for (const Kind kind : {Kind::Denser, Kind::Thinner, Kind::Erase, Kind::Restore, Kind::ToTarget, Kind::Smooth})
        if (action == to_word(kind)) return options.action = BrushAction::Stroke, options.kind = kind, take(1);
    for (const HairStroke::Kind kind : {HairStroke::Kind::Hair, HairStroke::Kind::Bald})
        if (action == to_word(kind)) return options.action = BrushAction::Stroke, options.hair = kind, take(1);
    if (action == "list") return take(1);
    if (action == "dot" && object == "add") return options.action = BrushAction::AddDot, take(2);
    if (action == "dot" && object == "remove") return options.action = BrushAction::RemoveDot, take(2);
    if (action == "delete" && object == "hair") return options.action = BrushAction::DeleteHair, id_of(2), take(3);
    if (action == "delete") return options.action = BrushAction::Delete, id_of(1), take(2);
    if (action == "clear" && object == "hair") return options.action = BrushAction::ClearHair, take(2);
    if (action == "clear") return options.action = BrushAction::Clear, take(1);
    throw CLI::ValidationError(fmt::format(
        "\"{}\" is none of list, denser, thinner, erase, restore, to_target, smooth, hair, bald, dot add, dot remove, "
        "delete, delete hair, clear, clear hair", fmt::join(words, " ")));
}

void add_brush(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("brush", "Brush a design's density, set or take away single dots, paint native hair");
    auto options = std::make_shared<BrushOptions>();
    auto words = std::make_shared<std::vector<std::string>>(), places = std::make_shared<std::vector<std::string>>();
    add_file(verb, options->file);
    verb.add_option("ACTION", *words, "list; denser, thinner, erase, restore, to_target or smooth; hair or bald; dot add or dot remove; "
                                      "delete ID, delete hair ID; clear, clear hair")
        ->type_name("");
    verb.add_option("--at", *places, "x,y,z of a place in mm as \"info\" prints landmarks; the stroke runs through all in their order")
        ->type_name("PLACE")
        ->allow_extra_args(false)
        ->check(check([](const std::string& text) {
            return place_from(text) ? std::string() : "\"" + text + "\" is no place; write it as x,y,z in mm, such as 0,95,75";
        }));
    verb.add_option("--radius", options->radius_mm, "of the brush in mm, 3 to 50")->capture_default_str();
    verb.add_option("--strength", options->strength, "0 to 1, in the middle of the stroke")->capture_default_str();
    verb.add_option("--target", options->target_per_cm2, "of to_target, dots per cm2, 0 to 400")->capture_default_str();
    verb.add_flag("--mirror", options->is_mirrored, "the same on the other side");
    verb.add_flag("--json", options->is_json, "for programs");
    verb.callback([=, &run] {
        read_brush_words(*words, *options);
        for (const std::string& place : *places) options->at_mm.push_back(*place_from(place));
        run = [options] { return run_brush(*options); };
    });
}

void add_version(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("version", "List, add, choose, rename, delete or agree on versions of a design");
    struct Action {
        VersionAction action;
        std::size_t names;  // that follow it
    };
    static const std::map<std::string, Action> kActions{
        {"list", {VersionAction::List, 0}},     {"add", {VersionAction::Add, 0}},       {"use", {VersionAction::Use, 1}},
        {"rename", {VersionAction::Rename, 2}}, {"delete", {VersionAction::Delete, 1}}, {"agree", {VersionAction::Agree, 0}}};
    auto options = std::make_shared<VersionOptions>();
    auto words = std::make_shared<std::vector<std::string>>();
    add_file(verb, options->file);
    verb.add_option("ACTION", *words, "list, add (a copy of the active one), use NAME, rename OLD NEW, delete NAME, or agree")
        ->type_name("");
    verb.add_flag("--json", options->is_json, "for programs");
    verb.callback([options, words, &run] {
        const std::string action = words->empty() ? "list" : words->front();
        const auto known = kActions.find(action);
        if (known == kActions.end())
            throw CLI::ValidationError(fmt::format("\"{}\" is none of list, add, use, rename, delete, agree", action));
        const std::size_t names = words->empty() ? 0 : words->size() - 1;
        if (names != known->second.names)
            throw CLI::ValidationError(fmt::format("\"{}\" takes {} names, not {}", action, known->second.names, names));
        options->action = known->second.action;
        if (names > 0) options->name = (*words)[1];
        if (names > 1) options->new_name = (*words)[2];
        run = [options] { return run_version(*options); };
    });
}

void add_render(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("render", "Draw a design as a PNG picture");
    struct Texts {
        RenderVerbOptions options;
        std::string size = "1280x960";
        float years = 0.0f;
    };
    auto texts = std::make_shared<Texts>();
    RenderVerbOptions& options = texts->options;
    add_file(verb, options.file);
    add_output(verb, options.output, "the .png file to write")->check(check([](const std::string& path) {
        return lower_extension(path) == ".png" ? std::string() : fmt::format("{} must end in .png", path);
    }));
    verb.add_option("--view", options.view, "front, left, right, top, back, three-quarter, or YAW,PITCH in degrees")
        ->type_name("VIEW");
    verb.add_option("--size", texts->size, "width and height in pixels, such as 1280x960")
        ->type_name("WxH")
        ->check(check([](const std::string& text) {
            return size_from(text) ? std::string() : fmt::format("\"{}\" is not of the form WIDTHxHEIGHT", text);
        }));
    verb.add_option("--sessions", options.sessions, "show the first N sessions only")->type_name("N");
    CLI::Option* day = verb.add_option("--day", options.days, "days since the last shown session (0: just done)");
    day->type_name("D");
    CLI::Option* years = verb.add_option("--years", texts->years, "years since the last shown session");
    years->type_name("Y")->excludes(day);
    verb.add_option("--outlook", options.outlook, "how the skin takes it: soft, expected or strong; none is a promise")
        ->type_name("OUTLOOK")
        ->check(check([](const std::string& word) {
            const bool is_known = std::ranges::any_of(kOutlooks, [&](Outlook outlook) { return word == to_word(outlook); });
            return is_known ? std::string() : fmt::format("\"{}\" is not soft, expected or strong", word);
        }));
    verb.add_flag("--before", options.is_before, "the head before the work");
    verb.callback([texts, years, &run] {
        std::tie(texts->options.width, texts->options.height) = *size_from(texts->size);
        if (years->count() > 0) texts->options.days = texts->years * 365.25f;
        run = [texts] { return run_render(texts->options); };
    });
}

CLI::Validator is_one_of(const std::vector<std::string>& words) {
    return check([words](const std::string& word) {
        return std::ranges::find(words, word) != words.end() ? std::string() : fmt::format("\"{}\" is none of {}", word, fmt::join(words, ", "));
    });
}

void add_paper(CLI::App& verb, std::string& paper) {
    verb.add_option("--paper", paper, "a4, a3, letter, legal, tabloid, custom or roll; otherwise as the design says")
        ->type_name("PAPER")
        ->check(is_one_of(words_of<Paper>()));
}

void add_stencil(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("stencil", "Write the hairline as a 1:1 stencil, checked by laying it back on the head");
    auto options = std::make_shared<StencilOptions>();
    struct Words {
        std::string paper, parts, medium, printer;
    };
    auto words = std::make_shared<Words>();
    add_file(verb, options->file);
    add_output(verb, options->output, "the .pdf, .svg or .dxf file to write; .stl or .3mf: the guide to print in 3D")->check(check([](const std::string& path) {
        return has_sheet_extension(path) || has_guide_extension(path) ? std::string() : fmt::format("{} must end in .pdf, .svg, .dxf, .stl or .3mf", path);
    }));
    verb.add_option("--medium", words->medium, "what it is made of; sets mirror, line width and margin")->type_name("MEDIUM")->check(is_one_of(words_of<Medium>()));
    add_paper(verb, words->paper);
    CLI::Option* parts = verb.add_option("--parts", words->parts, "what of the outline, joined by commas: " + fmt::format("{}; of a fringe design blend is taken for nape", fmt::join(words_of<StencilPart>(), ",")))->type_name("PARTS");
    CLI::Option* printer = verb.add_option("--printer", words->printer, "the printer that a PDF is corrected for (see `trichion printer`), or none")->type_name("NAME");
    verb.footer("Every other key of `trichion set --list` that begins with stencil. can be set in the design.");
    verb.callback([=, &run] {
        if (!words->medium.empty()) options->values.emplace_back("stencil.medium", words->medium);
        if (!words->paper.empty()) options->values.emplace_back("stencil.paper", words->paper);
        // Given and empty is no choice either, but a mistake that the key tells.
        if (parts->count() > 0) options->values.emplace_back("stencil.parts", words->parts);
        if (printer->count() > 0) options->values.emplace_back("stencil.printer", words->printer);
        run = [options] { return run_stencil(*options); };
    });
}

void add_printer(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("printer", "Measure a printer once, so that its stencils come out true");
    verb.require_subcommand(1);
    auto options = std::make_shared<PrinterOptions>();
    auto paper = std::make_shared<std::string>("a4");
    const auto on = [&](CLI::App& action, PrinterAction what) {
        action.callback([options, paper, what, &run] {
            options->action = what;
            options->paper = *from_word<Paper>(*paper);
            run = [options] { return run_printer(*options); };
        });
    };
    on(*verb.add_subcommand("list", "The printers measured on this computer"), PrinterAction::List);
    CLI::App& page = *verb.add_subcommand("page", "Write the test page: print it at 100 %, then measure its two lines");
    add_output(page, options->output, "the .pdf file to write")->check(check([](const std::string& path) {
        return lower_extension(path) == ".pdf" ? std::string() : fmt::format("{} must end in .pdf", path);
    }));
    add_paper(page, *paper);
    on(page, PrinterAction::Page);
    CLI::App& add = *verb.add_subcommand("add", "Remember what a printer's test page measures");
    add.add_option("NAME", options->name, "your word for the printer")->required();
    add.add_option("--x", options->x_mm, "the line across the test page, as measured (its true length stands beside it: 200 mm on A4)")->required()->type_name("MM");
    add.add_option("--y", options->y_mm, "the line down the test page, as measured (180 mm on A4)")->required()->type_name("MM");
    add_paper(add, *paper);
    add.add_flag("--sure", options->is_sure, fmt::format("remember it even if it is more than {:.0f} % off", kPrinterDoubt_percent));
    on(add, PrinterAction::Add);
    CLI::App& forget = *verb.add_subcommand("forget", "Forget a printer");
    forget.add_option("NAME", options->name, "as `trichion printer list` shows it")->required();
    on(forget, PrinterAction::Forget);
}

void add_plan(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("plan", "Write the work plan: dots, minutes, needles and pigment by session and zone");
    auto options = std::make_shared<PlanOptions>();
    auto paper = std::make_shared<std::string>();
    add_file(verb, options->file);
    add_output(verb, options->output, "the .pdf page (with a map of the head) or .csv table to write")->check(check([](const std::string& path) {
        return has_plan_extension(path) ? std::string() : fmt::format("{} must end in .pdf or .csv", path);
    }));
    add_paper(verb, *paper);
    verb.callback([options, paper, &run] {
        options->paper = from_word<Paper>(*paper);
        run = [options] { return run_plan(*options); };
    });
}

void add_export(CLI::App& app, Run& run) {
    CLI::App& verb = *app.add_subcommand("export", "Write dots, outline or head for other programs");
    auto options = std::make_shared<ExportOptions>();
    auto what = std::make_shared<std::string>();
    static const std::map<std::string, ExportKind> kKinds{
        {"dots", ExportKind::Dots}, {"outline", ExportKind::Outline}, {"head", ExportKind::Head}};
    add_file(verb, options->file);
    verb.add_option("--what", *what, "dots (.csv .ply), outline (.csv) or head (.obj .ply .stl: the measuring surface)")
        ->required()
        ->type_name("WHAT")
        ->check(check([](const std::string& word) {
            return kKinds.contains(word) ? std::string() : fmt::format("\"{}\" is none of dots, outline, head", word);
        }));
    add_output(verb, options->output, "the file to write; mm, y up, z out of the face, x to the person's left");
    verb.callback([options, what, &run] {
        options->what = kKinds.at(*what);
        if (!has_export_extension(options->what, options->output))
            throw CLI::ValidationError(fmt::format("{} must end in {} for --what {}", options->output.string(),
                                                   fmt::join(export_extensions(options->what), " or "), *what));
        run = [options] { return run_export(*options); };
    });
}

int report(const Outcome& outcome) {
    if (outcome) {
        fmt::print("{}", *outcome);
        return 0;
    }
    fmt::print(stderr, "{}\n", outcome.error().message);
    return kFailed;
}

int parse_and_run(int argc, const char* const* argv) {
    CLI::App app(kAbout, "trichion");
    app.footer(kExamples);
    app.set_version_flag("--version", "Trichion " TRICHION_VERSION, "Print the version");
    app.set_help_flag("-h,--help", "Print this help; `trichion VERB --help` tells more about a verb");
    app.require_subcommand(0, 1);
    app.get_formatter()->label("SUBCOMMAND", "VERB");
    Run run;
    add_new(app, run);
    add_heads(app, run);
    add_info(app, run);
    add_measure(app, run);
    add_set(app, run);
    add_brush(app, run);
    add_version(app, run);
    add_render(app, run);
    add_stencil(app, run);
    add_printer(app, run);
    add_plan(app, run);
    add_export(app, run);
    for (CLI::App* verb : app.get_subcommands({})) verb->group("Verbs");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kMisused;
    }
    return run ? report(run()) : kMisused;
}

}  // namespace

bool is_command_line(int argc, const char* const* argv) {
    if (argc < 2) return false;
    const std::string first = argv[1];
    if (first.starts_with("-")) return true;
    for (const char* verb : {"new", "heads", "info", "measure", "set", "version", "render", "stencil", "printer", "plan", "export"})
        if (first == verb) return true;
    // A mistyped verb must not open a window: what names a file has an extension or is there.
    std::error_code ignored;
    return !std::filesystem::path(first).has_extension() && !std::filesystem::exists(first, ignored);
}

int run_cli(int argc, const char* const* argv) {
    try {
        return parse_and_run(argc, argv);
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "There is not enough memory for this; close other programs and try again.\n");
    } catch (const std::exception& error) {
        fmt::print(stderr, "Trichion made a mistake, please report it: {}\n", error.what());
    }
    return kFailed;
}

}  // namespace trichion
