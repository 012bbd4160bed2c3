// The font atlas: Inter with tabular numerals and Fork Awesome, for the display's scale.
#include "app/editor/ui/context.h"

#include "fonts_resources.h"

#include <cmath>

namespace trichion::ui {
namespace {

// Dear ImGui sizes a font by ascent + descent, designers by the em: Inter's ratio of the two.
constexpr float kInterHeightOfEm = 1.2102f;
constexpr float kInterDigitOfEm = 0.646f;  // widest digit; all digits get this advance

constexpr ImWchar kDigits[] = {'0', '9', 0};
constexpr ImWchar kRest[] = {0x20, 0x2f, 0x3a, 0x17f, 0x2010, 0x2027, 0x2030, 0x203a, 0x2190, 0x2193,
                             0x2212, 0x2212, 0x2248, 0x2248, 0x2264, 0x2265, 0};
constexpr ImWchar kIcons[] = {0xf007, 0xf007, 0xf00c, 0xf00d, 0xf015, 0xf019, 0xf01e, 0xf01e, 0xf021, 0xf023, 0xf040, 0xf043,
                              0xf04b, 0xf04b, 0xf053, 0xf054, 0xf05b, 0xf05b, 0xf067, 0xf068, 0xf071, 0xf076, 0xf078, 0xf07e, 0xf08d, 0xf09c, 0xf0c4, 0xf0c4, 0xf0c7, 0xf0c9,
                              0xf0e2, 0xf0ec, 0xf10c, 0xf10c, 0xf148, 0xf148, 0xf192, 0xf192, 0xf1f8, 0xf1fc,
                              0xf245, 0xf248, 0xf256, 0xf256, 0};  // see icons.h

void* bytes_of(const char* name, int& size) {
    const auto bytes = fonts::find_resource(name);
    size = static_cast<int>(bytes.size());
    return const_cast<std::byte*>(bytes.data());
}

ImFont* add_font(const char* name, float em_px, const ImWchar* ranges, float digit_advance_px, bool merges) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 3;
    config.OversampleV = 1;
    config.MergeMode = merges;
    if (digit_advance_px > 0.0f) config.GlyphMinAdvanceX = config.GlyphMaxAdvanceX = digit_advance_px;
    int size = 0;
    void* data = bytes_of(name, size);
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, size, std::round(em_px * kInterHeightOfEm), &config, ranges);
}

ImFont* add_inter(const char* name, float em_px) {
    ImFont* font = add_font(name, em_px, kDigits, em_px * kInterDigitOfEm, false);
    add_font(name, em_px, kRest, 0.0f, true);
    return font;
}

ImFont* add_icons(float em_px) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 2;
    int size = 0;
    void* data = bytes_of("fork_awesome.ttf", size);
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, size, std::round(em_px), &config, kIcons);
}

}  // namespace

void build_fonts(Context& context, float scale) {
    context.scale = scale;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    Fonts& fonts = context.fonts;
    fonts.body = add_inter("inter_regular.otf", 13.0f * scale);
    fonts.strong = add_inter("inter_semibold.otf", 13.0f * scale);
    fonts.small = add_inter("inter_regular.otf", 11.0f * scale);
    fonts.tiny = add_inter("inter_regular.otf", 7.0f * scale);
    fonts.tiny_strong = add_inter("inter_semibold.otf", 7.0f * scale);
    fonts.title = add_inter("inter_semibold.otf", 15.0f * scale);
    fonts.figure = add_inter("inter_semibold.otf", 22.0f * scale);
    fonts.large = add_inter("inter_regular.otf", 16.0f * scale);
    fonts.large_strong = add_inter("inter_semibold.otf", 16.0f * scale);
    fonts.icons = add_icons(17.0f * scale);
    fonts.small_icons = add_icons(13.0f * scale);
    ImGui::GetIO().FontDefault = fonts.body;
    atlas.Build();
}

}  // namespace trichion::ui
