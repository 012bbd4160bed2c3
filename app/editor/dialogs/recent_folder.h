// The folder that was used last, remembered from start to start.
#pragma once

#include <filesystem>

namespace trichion {

std::filesystem::path home_folder();
/// The folder used last if it still exists, else the user's home.
std::filesystem::path recent_folder();
/// Remembers it; silent when that is not possible.
void remember_folder(const std::filesystem::path& folder);

}  // namespace trichion
