// Numbers that stand for every bit of a head, its cloud and the dots of designs that use everything which decides about
// dots: what two builds of the program compare (same_dots.sh, docs/TESTING.md).
#include "core/base/hash.h"
#include "core/pipeline/dots_stage.h"
#include "core/pipeline/outline_presets.h"

#include <bit>
#include <cinttypes>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace trichion;

/// Takes in numbers bit by bit: -0 and 0 differ.
class Print {
public:
    Print& add(std::uint64_t number) { return bits_ = mix(bits_ ^ number), *this; }
    Print& add(float number) { return add(std::uint64_t{std::bit_cast<std::uint32_t>(number)}); }
    Print& add(double number) { return add(std::bit_cast<std::uint64_t>(number)); }
    Print& add(const glm::vec3& v) { return add(v.x).add(v.y).add(v.z); }
    std::uint64_t bits() const { return bits_; }

private:
    std::uint64_t bits_ = 0;
};

template <class Numbers>
std::uint64_t print_of(const Numbers& numbers) {
    Print print;
    for (const auto& number : numbers) print.add(number);
    return print.bits();
}

void tell(const std::string& what, std::uint64_t bits) { std::printf("%-52s %016" PRIx64 "\n", what.c_str(), bits); }

std::uint64_t print_of(const DotList& dots) {
    Print print;
    for (const Dot& dot : dots)
        print.add(std::uint64_t{dot.id}).add(dot.position_mm).add(dot.normal).add(dot.diameter_mm).add(dot.shade).add(dot.depth)
            .add(std::uint64_t{dot.session}).add(static_cast<std::uint64_t>(dot.zone));
    return print.bits();
}

/// What is measured on dots: areas, spacing, merging, the edge's meter.
std::uint64_t print_of_measures(const Dots& dots) {
    Print print;
    for (const int count : dots.per_session) print.add(static_cast<std::uint64_t>(count));
    for (const RegionArea& region : dots.regions) print.add(std::uint64_t{region.area}).add(region.cm2);
    for (const std::uint64_t word : dots.merging.crowded) print.add(word);
    for (const std::uint64_t word : dots.merging.healed_crowded) print.add(word);
    const EdgeMeter& edge = dots.edge;
    print.add(dots.area_cm2).add(dots.density_per_cm2).add(dots.least_spacing_mm).add(dots.merging.within_mm).add(dots.merging.share);
    return print.add(edge.regularity).add(edge.macro_mm).add(edge.micro_mm).add(edge.spacing_variation).bits();
}

struct Design {
    Outline outline;
    EdgeSettings edge;
    DotSettings settings;
    SessionPlan plan;
    NativeHair hair;
    Brushwork brushwork;
};

/// Follows one head through designs, each from the dots of the one before, and holds that against a fresh start.
class Designs {
public:
    Designs(const Head& head, const CandidateCloud& cloud, Outline outline) : head_(head), cloud_(cloud) {
        design_.outline = std::move(outline);
    }

    Design& now() { return design_; }
    /// Whether every design's dots were those of a fresh start.
    bool are_fresh() const { return are_fresh_; }

    void tell_dots(const std::string& what) {
        const OutlineResult curves = trace_outline(head_, design_.outline);
        const NativeField native = native_field(head_, design_.hair);
        const BrushField brushed = brush_field(head_, design_.brushwork);
        const DotsInput input{head_, cloud_, design_.outline, design_.edge, curves, design_.settings, design_.plan, native, brushed};
        Dots followed = place_dots(input, has_before_ ? &before_ : nullptr);
        const Dots fresh = place_dots(input);
        Print lines;
        for (const OutlineCurve& part : curves.parts) lines.add(print_of(part.curve.positions_mm));
        for (const AreaCurve& area : curves.areas) lines.add(print_of(area.curve.positions_mm));
        const std::string head = head_.name + ", " + what;
        tell(head + ": lines", lines.bits());
        Print fields;
        fields.add(print_of(native.per_cm2)).add(print_of(native.full_per_cm2)).add(print_of(native.outline_share)).add(native.fullness);
        tell(head + ": fields", fields.add(print_of(changes_of(brushed))).bits());
        tell(head + ": " + std::to_string(fresh.dots.size()) + " dots", print_of(fresh.dots));
        tell(head + ": " + std::to_string(fresh.native_hair.size()) + " native hairs", print_of(fresh.native_hair));
        tell(head + ": measures", print_of_measures(fresh));
        if (print_of(fresh.dots) != print_of(followed.dots) || print_of(fresh.native_hair) != print_of(followed.native_hair) ||
            print_of_measures(fresh) != print_of_measures(followed)) {
            are_fresh_ = false;
            std::printf("%s: NOT THOSE OF A FRESH START after the design before\n", head.c_str());
        }
        before_ = std::move(followed), has_before_ = true;
    }

private:
    static std::vector<float> changes_of(const BrushField& field) {
        std::vector<float> numbers;
        for (const BrushField::Change& change : field.change) numbers.push_back(change.share), numbers.push_back(change.more_per_cm2);
        return numbers;
    }

    const Head& head_;
    const CandidateCloud& cloud_;
    Design design_;
    Dots before_;
    bool has_before_ = false, are_fresh_ = true;
};

glm::vec3 on_top(const Head& head, float x_mm, float z_mm) {
    return head.measuring.position(*head.measuring.closest({x_mm, 150.0f, z_mm}));
}

Stroke stroke_over(const Head& head, float z_mm, float radius_mm, float strength) {
    Stroke stroke{radius_mm, strength, {}, {}};
    for (float x = 8.0f; x <= 40.0f; x += 1.5f) {
        stroke.path.push_back(head.from_source.inverse(on_top(head, x, z_mm)));
        stroke.mirrored.push_back(head.from_source.inverse(on_top(head, -x, z_mm)));
    }
    return stroke;
}

/// A square with sides of about 24 mm.
FreeArea area_at(const Head& head, Outline& outline, FreeArea::Kind kind, float x_mm, float z_mm) {
    FreeArea area;
    area.id = outline.next_id++;
    area.kind = kind;
    for (const auto& [x, z] : {std::pair{-12.0f, -12.0f}, {12.0f, -12.0f}, {12.0f, 12.0f}, {-12.0f, 12.0f}}) {
        OutlinePoint point;
        point.id = outline.next_id++;
        point.at = *head.measuring.closest(on_top(head, x_mm + x, z_mm + z));
        area.points.push_back(point);
    }
    return area;
}

void brush(const Head& head, Brushwork& work) {
    using Kind = DensityStroke::Kind;
    float z_mm = 40.0f;
    for (const Kind kind : {Kind::Denser, Kind::Thinner, Kind::Erase, Kind::Restore, Kind::ToTarget, Kind::Smooth}) {
        work.strokes.push_back({work.next_id++, kind, 210.0f, stroke_over(head, z_mm, 14.0f, 0.7f)});
        z_mm -= 13.0f;
    }
    work.dots.push_back({work.next_id++, HandDot::Kind::Added, head.from_source.inverse(on_top(head, 3.0f, 95.0f))});
    work.dots.push_back({work.next_id++, HandDot::Kind::Removed, head.from_source.inverse(on_top(head, 5.0f, 10.0f))});
}

bool tell_designs(const Head& head, const CandidateCloud& cloud, const std::string& preset, float height_mm) {
    const auto outline = fit_outline(head, {}, preset, height_mm);
    if (!outline) return std::fprintf(stderr, "%s\n", outline.error().message.c_str()), false;
    Designs designs(head, cloud, *outline);
    Design& now = designs.now();
    designs.tell_dots("as it starts");
    now.settings.density_per_cm2 = 187.0f;
    designs.tell_dots("denser by a little");
    now.settings.density_per_cm2 = 320.0f;
    designs.tell_dots("denser by much");
    now.settings = {.service = Service::Density, .density_per_cm2 = 150.0f, .diameter_mm = 0.4f, .diameter_variation = 0.2f, .jitter_mm = 0.06f};
    designs.tell_dots("another hand");
    now.plan.sessions = 4, now.plan.each[1].zones_left_out = 1u << 2, now.plan.each[0].zones_left_out = 0b110000;
    designs.tell_dots("sessions that leave zones out");
    now.edge.gaps = 0.3f, now.edge.transition_mm = 12.0f, now.edge.sentinels_per_side = 14.0f, now.edge.macro_mm = 5.0f;
    designs.tell_dots("a broken edge");
    brush(head, now.brushwork);
    designs.tell_dots("every brush, and dots by hand");
    now.settings.zone_share[2] = 0.6f, now.settings.density_per_cm2 = 171.5f;
    designs.tell_dots("brushed, with a thinner crown");
    now.outline.areas = {area_at(head, now.outline, FreeArea::Kind::Scar, 25.0f, 0.0f),
                         area_at(head, now.outline, FreeArea::Kind::LeftOut, -25.0f, 0.0f),
                         area_at(head, now.outline, FreeArea::Kind::Added, 0.0f, -60.0f)};
    now.outline.areas[0].take_up = 0.8f, now.outline.areas[0].depth_mm = 0.8f;
    designs.tell_dots("a scar, an added area and one left out");
    for (const HairLoss loss : {HairLoss::Norwood3Vertex, HairLoss::Norwood5, HairLoss::Ludwig2, HairLoss::None}) {
        now.hair = {loss, loss == HairLoss::Ludwig2 ? Ancestry::Asian : Ancestry::African, 0.9f, {}, 1};
        designs.tell_dots("native hair of stage " + std::to_string(static_cast<int>(loss)));
    }
    now.hair = {};
    now.hair.strokes = {{1, HairStroke::Kind::Bald, stroke_over(head, -30.0f, 16.0f, 1.0f)},
                        {2, HairStroke::Kind::Hair, stroke_over(head, 20.0f, 12.0f, 0.6f)}};
    designs.tell_dots("painted native hair");
    now.settings.service = Service::Scar;
    designs.tell_dots("scars alone");
    now.settings = {}, now.outline.areas.clear(), now.hair = {}, now.edge = {};
    designs.tell_dots("the outline again, brushed");
    now.brushwork = {};
    const auto down_to_nape = fit_outline(head, {.extent = Extent::Nape}, preset, height_mm - 8.0f);
    if (down_to_nape) now.outline = *down_to_nape;
    designs.tell_dots("down to the nape");
    return designs.are_fresh();
}

bool tell_head(const std::string& name) {
    HeadReference reference;
    reference.name = name;
    const auto shape = build_head_shape(reference);
    const auto head = shape ? fit_head(*shape, reference, {}) : Result<Head>(tl::unexpected(shape.error()));
    if (!head) return std::fprintf(stderr, "%s\n", head.error().message.c_str()), false;
    tell(name + ": places of its skin", print_of(head->measuring.mesh().positions));
    tell(name + ": scalp", print_of(head->scalp));
    Print landmarks;
    for (const auto& [landmark, found] : head->landmarks) landmarks.add(found.position_mm);
    tell(name + ": landmarks", landmarks.bits());
    const auto cloud = build_candidates(*head, 1);
    if (!cloud) return std::fprintf(stderr, "%s\n", cloud.error().message.c_str()), false;
    tell(name + ": places of its cloud", print_of(cloud->position_mm));
    tell(name + ": ranks of its cloud", Print().add(print_of(cloud->rank_mm)).add(print_of(cloud->entry_per_cm2)).bits());
    const bool is_woman = name.starts_with("female");
    return tell_designs(*head, *cloud, outline_presets().front().name, is_woman ? 60.0f : 74.0f);
}

}  // namespace

/// Heads by name; without one, two built-in ones. Leaves with 1 where an edit gave other dots than a fresh start.
int main(int argc, char** argv) {
    std::vector<std::string> names(argv + 1, argv + argc);
    if (names.empty()) names = {"male_caucasian", "female_asian"};
    bool are_fresh = true;
    for (const std::string& name : names) are_fresh = tell_head(name) && are_fresh;
    return are_fresh ? 0 : 1;
}
