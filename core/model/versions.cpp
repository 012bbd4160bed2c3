// The active version lives in the document's own fields; the others wait in the list.
#include "core/model/versions.h"

#include "core/base/hash.h"
#include "core/model/limits.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <utility>

namespace trichion {
namespace {

Design shown_design(const Document& d) { return {d.outline, d.edge, d.dots, d.brushwork, d.plan}; }

void show(Document& d, const Design& design) {
    d.outline = design.outline;
    d.edge = design.edge;
    d.dots = design.dots;
    d.brushwork = design.brushwork;
    d.plan = design.plan;
}

Version* version_of(Versions& versions, std::uint32_t id) {
    const auto found = std::ranges::find(versions.all, id, &Version::id);
    return found == versions.all.end() ? nullptr : &*found;
}

tl::unexpected<Error> no_such_version() { return fail(ErrorCode::NotFound, "There is no such version of this design."); }

/// A, B, ... Z, then A2, B2, ...
std::string free_letter(const Versions& versions) {
    for (int round = 1;; ++round)
        for (char letter = 'A'; letter <= 'Z'; ++letter) {
            const std::string name = letter + (round > 1 ? std::to_string(round) : std::string());
            if (std::ranges::find(versions.all, name, &Version::name) == versions.all.end()) return name;
        }
}

/// Takes values one by one into a hash that is the same on every machine.
class Hash {
public:
    void add(std::uint64_t value) { hash_ = mix(hash_, value); }
    void add(float value) { add(std::uint64_t{std::bit_cast<std::uint32_t>(value == 0.0f ? 0.0f : value)}); }
    void add(const std::string& text) {
        add(text.size());
        for (const char c : text) add(std::uint64_t{static_cast<unsigned char>(c)});
    }
    std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = 0x7472696368696f6eULL;
};

void add(Hash& hash, const std::vector<glm::vec3>& places) {
    hash.add(places.size());
    for (const glm::vec3& at : places)
        for (int k = 0; k < 3; ++k) hash.add(at[k]);
}

void add(Hash& hash, const DotSettings& dots) {
    hash.add(static_cast<std::uint64_t>(dots.service));
    for (const float share : dots.zone_share) hash.add(share);
    for (const float value : {dots.density_per_cm2, dots.diameter_mm, dots.diameter_variation, dots.shade_variation,
                              dots.depth_variation, dots.jitter_mm})
        hash.add(value);
}

void add(Hash& hash, const Brushwork& brushwork) {
    hash.add(brushwork.strokes.size());
    for (const DensityStroke& row : brushwork.strokes) {
        hash.add(static_cast<std::uint64_t>(row.kind));
        for (const float value : {row.target_per_cm2, row.stroke.radius_mm, row.stroke.strength}) hash.add(value);
        add(hash, row.stroke.path);
        add(hash, row.stroke.mirrored);
    }
    hash.add(brushwork.dots.size());
    for (const HandDot& dot : brushwork.dots) {
        hash.add(static_cast<std::uint64_t>(dot.kind));
        for (int k = 0; k < 3; ++k) hash.add(dot.at[k]);
    }
}

/// Stamps used to cover dates and take-up as well. The usual ones in their place: a plan without any keeps the stamp it was given.
const SessionPlan kUsual;

void add(Hash& hash, const SessionWork& work) {
    hash.add(kUsual.each[0].on);
    hash.add(work.shade.value_or(-1.0f));
    hash.add(work.warmth.value_or(-1.0f));
    for (const std::uint64_t value : {static_cast<std::uint64_t>(work.passes), static_cast<std::uint64_t>(work.needle),
                                      std::uint64_t{work.zones_left_out}})
        hash.add(value);
    hash.add(work.depth_mm);
    hash.add(kUsual.each[0].take_up);
}

/// What is done to the skin. Not the appointments and what is seen when they are over, nor the artist's pace.
void add(Hash& hash, const SessionPlan& plan) {
    hash.add(static_cast<std::uint64_t>(plan.sessions));
    hash.add(static_cast<std::uint64_t>(plan.pigment));
    for (const float value : {kUsual.gap_days, plan.shade, plan.shade_step, plan.warmth}) hash.add(value);
    for (const float share : plan.shares) hash.add(share);
    hash.add(kUsual.first_on);
    for (const SessionWork& work : plan.each) add(hash, work);
    hash.add(plan.touch_ups.size());
    for (const TouchUp& row : plan.touch_ups)
        for (const float value : {row.years, row.shade, row.share}) hash.add(value);
    hash.add(plan.removal_years.size());
    for (const float years : plan.removal_years) hash.add(years);
}

void add(Hash& hash, const std::vector<OutlinePoint>& points) {
    hash.add(points.size());
    for (const OutlinePoint& point : points) {
        hash.add(std::uint64_t{point.at.triangle});
        for (int k = 0; k < 3; ++k) hash.add(point.at.weights[k]);
        hash.add(static_cast<std::uint64_t>(point.part) << 1 | (point.is_corner ? 1u : 0u));
    }
}

void add(Hash& hash, const Outline& outline) {
    hash.add(outline.blend_mm);
    add(hash, outline.points);
    hash.add(outline.areas.size());
    for (const FreeArea& area : outline.areas) {
        hash.add(static_cast<std::uint64_t>(area.kind));
        hash.add(area.blend_mm);
        add(hash, area.points);
        if (area.kind != FreeArea::Kind::Scar) continue;
        hash.add(area.density_per_cm2);  // its take-up is found out about the skin and no part of the design
        hash.add(area.depth_mm);
    }
}

/// The lines alone, without how work is laid behind them.
std::uint64_t line_hash(const Outline& outline) {
    Hash hash;
    add(hash, outline.points);
    for (const FreeArea& area : outline.areas) add(hash, area.points);
    return hash.value();
}

void add(Hash& hash, const EdgeSettings& edge) {
    for (const float value : {edge.transition_mm, edge.macro_mm, edge.macro_wave_mm, edge.micro_mm, edge.micro_wave_mm, edge.gaps,
                              edge.first_row, edge.first_row_diameter, edge.sentinels_per_side, edge.sentinel_reach_mm})
        hash.add(value);
    hash.add(std::uint64_t{edge.seed});
}

}  // namespace

const Version* find_version(const Document& document, std::uint32_t version) {
    const auto found = std::ranges::find(document.versions->all, version, &Version::id);
    return found == document.versions->all.end() ? nullptr : &*found;
}

const Version* find_version(const Document& document, const std::string& name) {
    const auto found = std::ranges::find(document.versions->all, name, &Version::name);
    return found == document.versions->all.end() ? nullptr : &*found;
}

Result<Design> design_of(const Document& document, std::uint32_t version) {
    const Version* found = find_version(document, version);
    if (!found) return no_such_version();
    return version == document.versions->active ? shown_design(document) : found->design;
}

Result<Document> with_active_version(const Document& document, std::uint32_t version) {
    const Result<Design> design = design_of(document, version);
    if (!design) return tl::unexpected(design.error());
    if (version == document.versions->active) return document;
    Versions versions = *document.versions;
    version_of(versions, versions.active)->design = shown_design(document);
    version_of(versions, version)->design = Design{};
    versions.active = version;
    Document next = document;
    show(next, *design);
    next.versions = std::move(versions);
    return next;
}

Result<Document> with_new_version(const Document& document) {
    Versions versions = *document.versions;
    if (versions.all.size() >= kMostVersions)
        return fail(ErrorCode::InvalidInput, "A design has at most " + std::to_string(kMostVersions) +
                                                 " versions; delete one to make room.");
    version_of(versions, versions.active)->design = shown_design(document);
    Version added;
    added.id = versions.next_id++;
    added.name = free_letter(versions);
    versions.active = added.id;
    versions.all.push_back(std::move(added));
    Document next = document;
    next.versions = std::move(versions);
    return next;
}

Result<Document> with_version_named(const Document& document, std::uint32_t version, const std::string& name) {
    const Version* found = find_version(document, version);
    if (!found) return no_such_version();
    if (name.empty() || !is_plain_text(name, kLongestClientCode))
        return fail(ErrorCode::InvalidInput, "A version's name is 1 to " + std::to_string(kLongestClientCode) + " characters.");
    const Version* same = find_version(document, name);
    if (same && same->id != version)
        return fail(ErrorCode::InvalidInput, "There is a version \"" + name + "\" already; choose another name.");
    if (found->name == name) return document;
    Versions versions = *document.versions;
    version_of(versions, version)->name = name;
    Document next = document;
    next.versions = std::move(versions);
    return next;
}

Result<Document> without_version(const Document& document, std::uint32_t version) {
    if (!find_version(document, version)) return no_such_version();
    if (document.versions->all.size() == 1)
        return fail(ErrorCode::InvalidInput, "This is the only version of the design and must stay.");
    Document next = document;
    if (version == document.versions->active) {
        // The one before it in the list takes its place, or the one after the first.
        const auto& all = document.versions->all;
        const auto at = std::ranges::find(all, version, &Version::id);
        const auto neighbour = at == all.begin() ? at + 1 : at - 1;
        next = *with_active_version(document, neighbour->id);
    }
    Versions versions = *next.versions;
    std::erase_if(versions.all, [&](const Version& v) { return v.id == version; });
    next.versions = std::move(versions);
    return next;
}

std::vector<Shared<Outline>> outlines_of(const Document& document) {
    std::vector<Shared<Outline>> outlines{document.outline};
    for (const Version& version : document.versions->all) {
        if (version.id != document.versions->active) outlines.push_back(version.design.outline);
        if (version.agreed) outlines.push_back(version.agreed->design.outline);
    }
    return outlines;
}

Document with_outlines(const Document& document, const std::function<Shared<Outline>(const Shared<Outline>&)>& change) {
    std::vector<std::pair<Shared<Outline>, Shared<Outline>>> changed;
    const auto change_once = [&](const Shared<Outline>& outline) {
        const auto found = std::ranges::find_if(changed, [&](const auto& pair) { return pair.first.is(outline); });
        if (found != changed.end()) return found->second;
        changed.emplace_back(outline, change(outline));
        return changed.back().second;
    };
    Document next = document;
    next.outline = change_once(document.outline);
    Versions versions = *document.versions;
    for (Version& version : versions.all) {
        if (version.id != versions.active) version.design.outline = change_once(version.design.outline);
        if (version.agreed) version.agreed->design.outline = change_once(version.agreed->design.outline);
    }
    if (!(versions == *document.versions)) next.versions = std::move(versions);
    return next;
}

Result<Document> with_agreement(const Document& document, const std::string& today) {
    if (document.outline->points.empty())
        return fail(ErrorCode::InvalidInput, "There is no hairline to agree on yet.");
    Versions versions = *document.versions;
    const Design design = shown_design(document);
    version_of(versions, versions.active)->agreed = Agreement{today, design_hash(design), design};
    Document next = document;
    next.versions = std::move(versions);
    return next;
}

Document without_agreement(const Document& document) {
    Versions versions = *document.versions;
    version_of(versions, versions.active)->agreed.reset();
    Document next = document;
    next.versions = std::move(versions);
    return next;
}

bool is_changed_since_agreed(const Document& document) {
    return is_changed_since_agreed(document, document.versions->active);
}

// Both designs are hashed anew: an agreed outline that was put on a better measuring surface keeps its stamp, and is
// still what was agreed.
bool is_changed_since_agreed(const Document& document, std::uint32_t id) {
    const Version* version = find_version(document, id);
    if (!version || !version->agreed) return false;
    const Design design = id == document.versions->active ? shown_design(document) : version->design;
    const Design& agreed = version->agreed->design;
    const bool is_one = design.outline.is(agreed.outline) && design.edge.is(agreed.edge) && design.dots.is(agreed.dots) &&
                        design.brushwork.is(agreed.brushwork) && design.plan.is(agreed.plan);
    return !is_one && design_hash(agreed) != design_hash(design);
}

bool is_line_changed_since_agreed(const Document& document) {
    const Version* version = find_version(document, document.versions->active);
    if (!version || !version->agreed) return false;
    const Shared<Outline>& agreed = version->agreed->design.outline;
    return !document.outline.is(agreed) && line_hash(*document.outline) != line_hash(*agreed);
}

std::uint64_t stamp_of(const Document& document, std::uint32_t id) {
    const Version* version = find_version(document, id);
    if (!version) return 0;
    return version->agreed && !is_changed_since_agreed(document, id) ? version->agreed->hash : design_hash(*design_of(document, id));
}

std::string short_words(std::uint64_t design_hash) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(design_hash));
    return {text, text + 6};
}

std::string agreement_words(const Document& document, std::uint32_t id) {
    const Version* version = find_version(document, id);
    if (!version || !version->agreed) return {};
    return is_changed_since_agreed(document, id) ? "changed since agreed" : "agreed " + day_words(version->agreed->on);
}

std::string day_words(const std::string& iso_date) {
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year = 0, month = 0, day = 0;
    if (std::sscanf(iso_date.c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12) return iso_date;
    return std::to_string(day) + " " + kMonths[static_cast<std::size_t>(month - 1)] + " " + std::to_string(year);
}

std::uint64_t design_hash(const Design& design) {
    Hash hash;
    add(hash, *design.outline);
    add(hash, *design.edge);
    add(hash, *design.dots);
    add(hash, *design.brushwork);
    add(hash, *design.plan);
    return hash.value();
}

}  // namespace trichion
