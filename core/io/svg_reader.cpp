// A small reader of XML, and of the few shapes that a sheet is drawn with.
#include "core/io/svg_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

namespace trichion {
namespace {

/// One tag: <name a="b">, <name/> or </name>.
struct Tag {
    std::string_view name;
    std::map<std::string_view, std::string> attributes;
    bool is_end = false;
    bool is_alone = false;   // ends itself

    std::string value(std::string_view key) const {
        const auto found = attributes.find(key);
        return found == attributes.end() ? std::string() : found->second;
    }
};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

tl::unexpected<Error> unread(std::string what) {
    return fail(ErrorCode::ReadFailed, fmt::format("The sheet's SVG cannot be read back: {}.", std::move(what)));
}

std::string unescaped(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
    std::string out;
    while (!text.empty()) {
        const auto entity = std::ranges::find_if(kEntities, [&](const auto& e) { return text.starts_with(e.first); });
        out += entity == kEntities.end() ? text.front() : entity->second;
        text.remove_prefix(entity == kEntities.end() ? 1 : entity->first.size());
    }
    return out;
}

/// Gives one tag after the other; passes over words, comments and the prolog.
class Tags {
public:
    explicit Tags(std::string_view text) : left_(text) {}

    /// Nothing at the end of the text.
    Result<std::optional<Tag>> next() {
        for (;;) {
            const auto open = left_.find('<');
            if (open == std::string_view::npos) return std::optional<Tag>();
            left_.remove_prefix(open + 1);
            if (left_.starts_with("!--")) {
                if (!skip_past("-->")) return unread("a comment has no end");
            } else if (left_.starts_with("?")) {
                if (!skip_past("?>")) return unread("its first line has no end");
            } else if (left_.starts_with("!")) {
                return unread("it has a document type, which no sheet has");
            } else {
                return tag();
            }
        }
    }

private:
    bool skip_past(std::string_view end) {
        const auto at = left_.find(end);
        if (at == std::string_view::npos) return false;
        left_.remove_prefix(at + end.size());
        return true;
    }
    void skip_space() {
        while (!left_.empty() && is_space(left_.front())) left_.remove_prefix(1);
    }
    bool take(char c) {
        if (left_.empty() || left_.front() != c) return false;
        left_.remove_prefix(1);
        return true;
    }
    std::string_view word() {
        std::size_t n = 0;
        while (n < left_.size() && !is_space(left_[n]) && left_[n] != '=' && left_[n] != '>' && left_[n] != '/' && left_[n] != '<') ++n;
        const std::string_view out = left_.substr(0, n);
        left_.remove_prefix(n);
        return out;
    }

    Result<std::optional<Tag>> tag() {
        Tag tag;
        tag.is_end = take('/');
        tag.name = word();
        if (tag.name.empty()) return unread("a tag has no name");
        for (;;) {
            skip_space();
            if (take('>')) return tag;
            if (take('/')) {
                tag.is_alone = true;
                if (!take('>')) return unread(fmt::format("the tag \"{}\" has no end", tag.name));
                return tag;
            }
            const std::string_view key = word();
            skip_space();
            if (key.empty() || !take('=')) return unread(fmt::format("the tag \"{}\" is broken", tag.name));
            skip_space();
            const char quote = left_.empty() ? '\0' : left_.front();
            if (quote != '"' && quote != '\'') return unread(fmt::format("\"{}\" of \"{}\" has no quotes", key, tag.name));
            left_.remove_prefix(1);
            const auto end = left_.find(quote);
            if (end == std::string_view::npos) return unread(fmt::format("\"{}\" of \"{}\" has no end", key, tag.name));
            tag.attributes[key] = unescaped(left_.substr(0, end));
            left_.remove_prefix(end + 1);
        }
    }

    std::string_view left_;
};

/// Numbers apart by spaces and commas, and the letters between them.
class Numbers {
public:
    explicit Numbers(std::string_view text) : left_(text) { skip(); }

    bool is_done() const { return left_.empty(); }
    bool is_letter() const { return !left_.empty() && std::isalpha(static_cast<unsigned char>(left_.front())); }
    char letter() {
        const char c = left_.front();
        left_.remove_prefix(1);
        skip();
        return c;
    }
    std::optional<double> number() {
        double value = 0.0;
        const auto [end, error] = std::from_chars(left_.data(), left_.data() + left_.size(), value);
        if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
        left_.remove_prefix(static_cast<std::size_t>(end - left_.data()));
        skip();
        return value;
    }
    std::string_view rest() const { return left_; }

private:
    void skip() {
        while (!left_.empty() && (is_space(left_.front()) || left_.front() == ',')) left_.remove_prefix(1);
    }
    std::string_view left_;
};

/// "297mm" as 297.
std::optional<double> millimetres(const std::string& text) {
    Numbers numbers(text);
    const auto value = numbers.number();
    return value && *value > 0.0 && numbers.rest() == "mm" ? value : std::nullopt;
}

Result<std::vector<double>> all_numbers(const std::string& text, std::string_view of) {
    std::vector<double> values;
    for (Numbers numbers(text); !numbers.is_done();) {
        const auto value = numbers.number();
        if (!value) return unread(fmt::format("\"{}\" of a {} is no list of numbers", text.substr(0, 24), of));
        values.push_back(*value);
    }
    return values;
}

/// Lines in the file's own units.
using Drawn = std::vector<SvgLine>;

Result<Drawn> points_of(const Tag& tag) {
    const auto values = all_numbers(tag.value("points"), tag.name);
    if (!values) return tl::unexpected(values.error());
    if (values->size() < 4 || values->size() % 2 != 0) return unread(fmt::format("a {} has {} numbers for its points", tag.name, values->size()));
    SvgLine line;
    line.is_closed = tag.name == "polygon";
    for (std::size_t i = 0; i + 1 < values->size(); i += 2) line.points_mm.push_back({(*values)[i], (*values)[i + 1]});
    return Drawn{std::move(line)};
}

Result<Drawn> ends_of(const Tag& tag) {
    std::array<double, 4> value{};
    std::size_t k = 0;
    for (const char* key : {"x1", "y1", "x2", "y2"}) {
        const auto values = all_numbers(tag.value(key), "line");
        if (!values) return tl::unexpected(values.error());
        if (values->size() > 1) return unread(fmt::format("\"{}\" of a line is more than one number", key));
        value[k++] = values->empty() ? 0.0 : values->front();   // what SVG takes where it is not given
    }
    SvgLine line;
    line.points_mm = {{value[0], value[1]}, {value[2], value[3]}};
    return Drawn{std::move(line)};
}

/// What a path's letters say, one after the other.
class Path {
public:
    Result<Drawn> read(const std::string& text) {
        char letter = '\0';
        for (Numbers numbers(text); !numbers.is_done();) {
            if (numbers.is_letter()) {
                letter = numbers.letter();
                if (letter == 'Z' || letter == 'z') {
                    close();
                    continue;
                }
            }
            if (const auto failed = follow(letter, numbers)) return unread(*failed);
            // Pairs that follow a move without a letter are lines.
            if (letter == 'M') letter = 'L';
            if (letter == 'm') letter = 'l';
        }
        end();
        return std::move(lines_);
    }

private:
    std::optional<std::string> follow(char letter, Numbers& numbers) {
        const bool is_by = letter >= 'a';
        const char what = is_by ? static_cast<char>(letter - 'a' + 'A') : letter;
        if (std::string_view("MLHV").find(what) == std::string_view::npos || letter == '\0')
            return letter == '\0' ? std::string("a path starts without a letter") : fmt::format("a path has \"{}\", which no sheet has", letter);
        const auto first = numbers.number();
        const auto second = what == 'M' || what == 'L' ? numbers.number() : first;
        if (!first || !second) return fmt::format("a path's \"{}\" has too few numbers", letter);
        glm::dvec2 to = is_by ? glm::dvec2(0.0) : at_;
        if (what != 'V') to.x = *first;
        if (what != 'H') to.y = *second;
        if (is_by) to += at_;
        if (what == 'M') {
            end();
            first_ = to;
        } else if (line_.points_mm.empty()) {
            line_.points_mm.push_back(at_);   // on from where the last piece was closed
        }
        line_.points_mm.push_back(to);
        at_ = to;
        return std::nullopt;
    }
    void close() {
        line_.is_closed = true;
        end();
        at_ = first_;
    }
    void end() {
        if (line_.points_mm.size() > 1) lines_.push_back(std::move(line_));
        line_ = {};
    }

    Drawn lines_;
    SvgLine line_;
    glm::dvec2 at_{0.0}, first_{0.0};
};

/// How the file's units lie on the paper.
struct Scale {
    glm::dvec2 origin{0.0};
    glm::dvec2 mm{1.0};
};

Result<Scale> scale_of(const Tag& svg, SvgPage& page) {
    const auto width = millimetres(svg.value("width")), height = millimetres(svg.value("height"));
    if (!width || !height) return unread("its width and height are not in mm");
    const auto box = all_numbers(svg.value("viewBox"), "page");
    if (!box) return tl::unexpected(box.error());
    if (box->size() != 4 || !((*box)[2] > 0.0) || !((*box)[3] > 0.0)) return unread("it has no viewBox");
    page.width_mm = *width;
    page.height_mm = *height;
    Scale scale{{(*box)[0], (*box)[1]}, {*width / (*box)[2], *height / (*box)[3]}};
    // A reader would keep the shape and leave a border: neither side would then be true.
    if (std::abs(scale.mm.x / scale.mm.y - 1.0) > 1e-6) return unread("its viewBox is not of the page's shape");
    return scale;
}

/// What holds no line.
bool is_passed_over(std::string_view name) {
    static constexpr std::array<std::string_view, 9> kNames{"title", "desc", "metadata", "defs", "style", "text", "rect", "circle", "ellipse"};
    return std::ranges::find(kNames, name) != kNames.end();
}

class PageReader {
public:
    Result<SvgPage> read(std::string_view text) {
        Tags tags(text);
        for (;;) {
            const auto tag = tags.next();
            if (!tag) return tl::unexpected(tag.error());
            if (!*tag) break;
            if (const auto taken = (*tag)->is_end ? leave(**tag) : enter(**tag); !taken) return tl::unexpected(taken.error());
        }
        if (!has_svg_) return unread("there is no SVG in it");
        if (!open_.empty()) return unread(fmt::format("\"{}\" has no end", open_.back().name));
        return std::move(page_);
    }

private:
    struct Open {
        std::string name, id;
    };

    Result<void> leave(const Tag& tag) {
        if (open_.empty() || open_.back().name != tag.name) return unread(fmt::format("\"/{}\" ends nothing", tag.name));
        open_.pop_back();
        return {};
    }

    Result<void> enter(const Tag& tag) {
        if (!has_svg_) {
            if (tag.name != "svg") return unread("there is no SVG in it");
            has_svg_ = true;
            const auto scale = scale_of(tag, page_);
            if (!scale) return tl::unexpected(scale.error());
            scale_ = *scale;
        } else if (open_.empty()) {
            return unread("something follows its end");
        } else if (!is_in_passed_over() && !is_passed_over(tag.name)) {
            if (!tag.value("transform").empty()) return unread(fmt::format("a {} is moved by a transform", tag.name));
            if (tag.name != "g")
                if (const auto drawn = draw(tag); !drawn) return drawn;
        }
        if (!tag.is_alone) open_.push_back({std::string(tag.name), tag.value("id")});
        return {};
    }

    Result<void> draw(const Tag& tag) {
        auto drawn = tag.name == "polyline" || tag.name == "polygon" ? points_of(tag)
                     : tag.name == "line"                            ? ends_of(tag)
                     : tag.name == "path"                            ? Path().read(tag.value("d"))
                                                                     : Result<Drawn>(unread(fmt::format("it has a \"{}\", which no sheet has", tag.name)));
        if (!drawn) return tl::unexpected(drawn.error());
        for (std::size_t k = 0; k < drawn->size(); ++k) {
            SvgLine line = std::move((*drawn)[k]);
            line.id = tag.value("id");
            if (k > 0 && !line.id.empty()) line.id += fmt::format("-{}", k + 1);
            line.layer = layer();
            for (glm::dvec2& p : line.points_mm) p = (p - scale_.origin) * scale_.mm;
            page_.lines.push_back(std::move(line));
        }
        return {};
    }

    std::string layer() const {
        const auto group = std::ranges::find(open_, "g", &Open::name);
        return group == open_.end() ? std::string() : group->id;
    }
    bool is_in_passed_over() const {
        return std::ranges::any_of(open_, [](const Open& o) { return is_passed_over(o.name); });
    }

    SvgPage page_;
    Scale scale_;
    std::vector<Open> open_;
    bool has_svg_ = false;
};

}  // namespace

Result<SvgPage> read_svg(std::string_view text) { return PageReader().read(text); }

}  // namespace trichion
