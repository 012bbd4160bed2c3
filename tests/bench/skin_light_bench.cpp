// How much of the light pigment under skin takes: photons followed through two layers of skin, with a dot, and with
// solid pigment. Prints the contrasts that docs/SOURCES.md, appearance.cpp and finish.frag stand on.
//
// The eye looks straight down on the middle of a dot in even light from all around. Light's way can be turned round, so
// photons start at the eye, and what of them comes out anywhere is what the eye would see. The random walk with weights
// is that of Wang, Jacques and Zheng 1995, the optics those of Jacques 1998 [S43]. @cost about a minute.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <random>

namespace {

constexpr int kPhotons = 40000;
constexpr double kRefraction = 1.4;          // of skin against air
constexpr double kEpidermis_mm = 0.08;
constexpr double kPigmentEnds_mm = 0.50;
constexpr double kPigment_per_mm = 100.0;    // absorption of undiluted black
constexpr double kBlood = 0.002;             // share of the dermis
constexpr double kLongestStep_mm = 0.01;     // within which the absorption is looked up once
constexpr double kDeepest_mm = 20.0;

struct Colour {
    double nm, blood_per_mm;                 // absorption of whole blood, full of oxygen
};
constexpr std::array kRedGreenBlue{Colour{610, 0.805}, Colour{550, 23.0}, Colour{450, 33.6}};

struct Optics {
    double epidermis_per_mm, dermis_per_mm, scattering_per_mm, forward;  // forward: mean cosine of a turn
};

Optics optics_of(const Colour& colour, double melanin) {
    const double nm = colour.nm;
    const double bare = (0.244 + 85.3 * std::exp(-(nm - 154.0) / 66.2)) / 10.0;
    const double turned = (2e5 * std::pow(nm, -1.5) + 2e12 * std::pow(nm, -4.0)) / 10.0;
    const double forward = 0.62 + 29e-5 * nm;
    return {melanin * 6.6e11 * std::pow(nm, -3.33) / 10.0 + (1.0 - melanin) * bare,
            kBlood * colour.blood_per_mm + (1.0 - kBlood) * bare, turned / (1.0 - forward), forward};
}

/// Pigment from its top down, as wide as a dot. Radius 0: none.
struct Pigment {
    double radius_mm = 0.0, top_mm = 0.08;

    bool holds(double x, double y, double z) const {
        return z >= top_mm && z <= kPigmentEnds_mm && x * x + y * y < radius_mm * radius_mm;
    }
};
constexpr double kSolid_mm = 1e6;

struct Photon {
    double x = 0, y = 0, z = 0, ux = 0, uy = 0, uz = 1, weight = 1;
};

class Walk {
public:
    Walk(const Optics& optics, const Pigment& pigment) : optics_(optics), pigment_(pigment) {}

    /// The share of the light that comes out again.
    double reflected() {
        double sum = 0.0;
        for (int i = 0; i < kPhotons; ++i) sum += one_photon();
        return sum / kPhotons;
    }

private:
    double chance() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }

    double absorption(const Photon& p) const {
        return (p.z < kEpidermis_mm ? optics_.epidermis_per_mm : optics_.dermis_per_mm) +
               (pigment_.holds(p.x, p.y, p.z) ? kPigment_per_mm : 0.0);
    }

    static double mirrored_inside(double cosine) {
        const double sine_out = kRefraction * std::sqrt(1.0 - cosine * cosine);
        if (sine_out >= 1.0) return 1.0;
        const double cosine_out = std::sqrt(1.0 - sine_out * sine_out);
        const double s = (kRefraction * cosine - cosine_out) / (kRefraction * cosine + cosine_out);
        const double p = (kRefraction * cosine_out - cosine) / (kRefraction * cosine_out + cosine);
        return 0.5 * (s * s + p * p);
    }

    /// Henyey and Greenstein's law of how far light is turned.
    void turn(Photon& p) {
        const double g = optics_.forward, t = (1.0 - g * g) / (1.0 - g + 2.0 * g * chance());
        const double cosine = (1.0 + g * g - t * t) / (2.0 * g), sine = std::sqrt(std::max(0.0, 1.0 - cosine * cosine));
        const double round = 2.0 * std::numbers::pi * chance(), a = sine * std::cos(round), b = sine * std::sin(round);
        const double across = std::sqrt(std::max(0.0, 1.0 - p.uz * p.uz));
        if (across < 1e-4) {
            p.ux = a, p.uy = b, p.uz = p.uz > 0.0 ? cosine : -cosine;
            return;
        }
        const double ux = (p.ux * p.uz * a - p.uy * b) / across + p.ux * cosine;
        const double uy = (p.uy * p.uz * a + p.ux * b) / across + p.uy * cosine;
        p.uz = -a * across + p.uz * cosine, p.ux = ux, p.uy = uy;
    }

    /// On by so much, and weaker by what is absorbed there.
    void advance(Photon& p, double way_mm) const {
        p.weight *= std::exp(-absorption(p) * way_mm);
        p.x += p.ux * way_mm, p.y += p.uy * way_mm, p.z += p.uz * way_mm;
    }

    /// On to where it is next scattered. True when it left the skin.
    bool leaves(Photon& p) {
        for (double way = -std::log(1.0 - chance()) / optics_.scattering_per_mm; way > 0.0;) {
            double step = std::min(way, kLongestStep_mm);
            const bool meets_air = p.uz < 0.0 && p.z + p.uz * step < 0.0;
            if (meets_air) step = -p.z / p.uz;
            advance(p, step);
            way -= step;
            if (!meets_air) continue;
            if (chance() > mirrored_inside(-p.uz)) return true;
            p.uz = -p.uz, p.z = 0.0;
        }
        return false;
    }

    double one_photon() {
        constexpr double kFaint = 1e-3, kSurvives = 0.1;  // few faint ones go on, for all of them
        const double mirrored = std::pow((kRefraction - 1.0) / (kRefraction + 1.0), 2.0);
        Photon p{.weight = 1.0 - mirrored};
        while (!leaves(p)) {
            if (p.z > kDeepest_mm) return 0.0;
            if (p.weight < kFaint) {
                if (chance() > kSurvives) return 0.0;
                p.weight /= kSurvives;
            }
            turn(p);
        }
        return p.weight;
    }

    Optics optics_;
    Pigment pigment_;
    std::mt19937_64 random_{1};
};

void print(const char* what, const Pigment& pigment, double melanin) {
    std::printf("%-34s", what);
    for (const Colour& colour : kRedGreenBlue) {
        const Optics optics = optics_of(colour, melanin);
        std::printf("  %5.3f", 1.0 - Walk(optics, pigment).reflected() / Walk(optics, {}).reflected());
        std::fflush(stdout);
    }
    std::puts("");
}

}  // namespace

int main() {
    constexpr double kLight = 0.03, kDark = 0.12;  // melanosomes of the epidermis
    std::puts("share of the light taken               red  green   blue");
    print("dot 0.15 mm, top 0.08 mm", {0.075, 0.08}, kLight);
    print("dot 0.25 mm, top 0.08 mm", {0.125, 0.08}, kLight);
    print("dot 0.15 mm, top 0.15 mm", {0.075, 0.15}, kLight);
    print("dot 0.15 mm, top 0.08 mm, dark", {0.075, 0.08}, kDark);
    print("solid, top 0.08 mm", {kSolid_mm, 0.08}, kLight);
    print("solid, top 0.10 mm", {kSolid_mm, 0.10}, kLight);
    print("solid, top 0.08 mm, dark", {kSolid_mm, 0.08}, kDark);
}
