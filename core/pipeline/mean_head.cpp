// Cages share one topology, so their mean is the mean of their vertices.
#include "core/pipeline/mean_head.h"

#include "core/geometry/cage_obj.h"
#include "core/geometry/catmull_clark.h"
#include "core/pipeline/built_in_heads.h"
#include "models_resources.h"

#include <exception>
#include <nlohmann/json.hpp>
#include <string_view>

namespace trichion {
namespace {

using Json = nlohmann::json;

constexpr float kCraniumSpacingMm = 7.0f, kFaceSpacingMm = 5.0f;

Json json_of(const std::string& name) {
    const auto bytes = models::find_resource(name);
    const auto* const text = reinterpret_cast<const char*>(bytes.data());
    return Json::parse(text, text + bytes.size());
}

QuadMesh mean_cage() {
    QuadMesh mean;
    float count = 0.0f;
    for (const BuiltInHead& head : built_in_heads()) {
        auto cage = parse_quad_obj(models::find_resource("cages/" + head.name + ".obj"));
        if (!cage) continue;
        count += 1.0f;
        if (mean.positions.empty()) {
            mean = std::move(*cage);
            mean.uvs.clear(), mean.uv_quads.clear();
        } else {
            for (std::size_t i = 0; i < mean.positions.size(); ++i) mean.positions[i] += cage->positions[i];
        }
    }
    for (glm::vec3& p : mean.positions) p /= count;
    return mean;
}

// The data calls the bony point beside the brow by the name that a hairline uses for its corner.
std::string own_name(const std::string& name) {
    constexpr std::string_view kBone = "frontotemporale_";
    return name.starts_with(kBone) ? "frontotemporale_bone_" + name.substr(kBone.size()) : name;
}

std::map<std::string, glm::vec3> mean_landmarks() {
    std::map<std::string, glm::vec3> mean;
    for (const BuiltInHead& head : built_in_heads()) {
        const Json json = json_of("landmarks/" + head.name + ".json");
        for (const auto& [name, place] : json.at("landmarks").items())
            mean[own_name(name)] +=
                glm::vec3(place.at(0).get<float>(), place.at(1).get<float>(), place.at(2).get<float>()) /
                float(built_in_heads().size());
    }
    return mean;
}

// Evenly spread points of the faces that `belongs` accepts.
template <class Belongs>
std::vector<ModelPoint> points_of(const QuadMesh& mesh, const Json& regions, float spacing_mm,
                                  const Belongs& belongs) {
    Mesh part;
    part.positions = mesh.positions;
    for (std::size_t q = 0; q < mesh.quads.size(); ++q) {
        if (!belongs(static_cast<HeadRegion>(regions.at(q % regions.size()).get<int>()))) continue;
        const auto& c = mesh.quads[q];
        part.triangles.push_back({c[0], c[1], c[2]});
        part.triangles.push_back({c[0], c[2], c[3]});
    }
    std::vector<ModelPoint> points;
    for (const OrientedPoint& p : spread_points(part, spacing_mm)) points.push_back({p.position, p.normal, 1.0f});
    return points;
}

MeanHead make_mean_head() {
    const QuadMesh smooth = subdivide(subdivide(mean_cage()));
    const Json regions = json_of("masks/regions.json").at("faces");
    MeanHead mean;
    mean.cranium = points_of(smooth, regions, kCraniumSpacingMm,
                             [](HeadRegion r) { return r == HeadRegion::Scalp || r == HeadRegion::Forehead; });
    mean.face = points_of(smooth, regions, kFaceSpacingMm, [](HeadRegion r) {
        return r == HeadRegion::Face || r == HeadRegion::EarLeft || r == HeadRegion::EarRight;
    });
    mean.landmarks = mean_landmarks();
    // By the same search as in a scan, so that what it is biased by cancels out.
    std::vector<OrientedPoint> cranium;
    for (const ModelPoint& p : mean.cranium) cranium.push_back({p.position, p.normal});
    for (const Ball& ball : find_balls(cranium, 70.0f, 110.0f, 1))
        mean.cranium_middle = ball.centre, mean.cranium_radius_mm = ball.radius;
    return mean;
}

}  // namespace

const MeanHead& mean_head() {
    static const MeanHead mean = [] {
        try {
            return make_mean_head();
        } catch (const std::exception&) {
            return MeanHead{};  // the models were left out of the program: every search then finds nothing
        }
    }();
    return mean;
}

}  // namespace trichion
