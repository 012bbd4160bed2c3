// What a service or an area's kind brings along, and what it leaves alone.
#include "core/model/services.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

TEST(Services, BringTheirUsualDensityButLeaveAChosenOne) {
    const DotSettings usual = with_service(with_service({}, Service::Scar), Service::Density);
    EXPECT_EQ(usual.service, Service::Density);
    EXPECT_FLOAT_EQ(usual.density_per_cm2, 200.0f);
    DotSettings chosen;
    chosen.density_per_cm2 = 220.0f;
    EXPECT_EQ(with_service(with_service(chosen, Service::Scar), Service::Shaved), chosen);
}

TEST(Services, AScarKeepsItsDensityNearerToItsEdge) {
    FreeArea area;
    EXPECT_LT(with_kind(area, FreeArea::Kind::Scar).blend_mm, area.blend_mm);
    EXPECT_EQ(with_kind(with_kind(area, FreeArea::Kind::Scar), FreeArea::Kind::Added), area);
    area.blend_mm = 11.0f;
    EXPECT_FLOAT_EQ(with_kind(area, FreeArea::Kind::Scar).blend_mm, 11.0f);
}

}  // namespace
}  // namespace trichion
