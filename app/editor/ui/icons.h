// The icons in use, as Fork Awesome encodes them (UTF-8).
#pragma once

namespace trichion::ui::icon {

inline constexpr char kPointer[] = "\xef\x89\x85";      // f245
inline constexpr char kPencil[] = "\xef\x81\x80";       // f040
inline constexpr char kCrosshairs[] = "\xef\x81\x9b";   // f05b
inline constexpr char kArrowsSide[] = "\xef\x81\xbe";   // f07e
inline constexpr char kUndo[] = "\xef\x83\xa2";         // f0e2
inline constexpr char kRedo[] = "\xef\x80\x9e";         // f01e
inline constexpr char kPlay[] = "\xef\x81\x8b";         // f04b
inline constexpr char kFolderOpen[] = "\xef\x81\xbc";   // f07c
inline constexpr char kFolder[] = "\xef\x81\xbb";       // f07b
inline constexpr char kFile[] = "\xef\x80\x96";         // f016
inline constexpr char kSave[] = "\xef\x83\x87";         // f0c7
inline constexpr char kMenu[] = "\xef\x83\x89";         // f0c9
inline constexpr char kDown[] = "\xef\x81\xb8";         // f078
inline constexpr char kLeft[] = "\xef\x81\x93";         // f053
inline constexpr char kRight[] = "\xef\x81\x94";        // f054
inline constexpr char kClose[] = "\xef\x80\x8d";        // f00d
inline constexpr char kCheck[] = "\xef\x80\x8c";        // f00c
inline constexpr char kWarning[] = "\xef\x81\xb1";      // f071
inline constexpr char kHome[] = "\xef\x80\x95";         // f015
inline constexpr char kUp[] = "\xef\x85\x88";           // f148
inline constexpr char kTurn[] = "\xef\x80\xa1";         // f021
inline constexpr char kUser[] = "\xef\x80\x87";         // f007
inline constexpr char kDownload[] = "\xef\x80\x99";     // f019
inline constexpr char kPlus[] = "\xef\x81\xa7";         // f067
inline constexpr char kMinus[] = "\xef\x81\xa8";        // f068
inline constexpr char kNodes[] = "\xef\x89\x88";        // f248
inline constexpr char kHand[] = "\xef\x89\x96";         // f256
inline constexpr char kDrop[] = "\xef\x81\x83";         // f043
inline constexpr char kCircle[] = "\xef\x84\x8c";       // f10c
inline constexpr char kPin[] = "\xef\x82\x8d";          // f08d
inline constexpr char kMagnet[] = "\xef\x81\xb6";       // f076
inline constexpr char kTrash[] = "\xef\x87\xb8";        // f1f8
inline constexpr char kLock[] = "\xef\x80\xa3";         // f023
inline constexpr char kUnlock[] = "\xef\x82\x9c";       // f09c
inline constexpr char kExchange[] = "\xef\x83\xac";     // f0ec
inline constexpr char kBrush[] = "\xef\x87\xbc";        // f1fc
inline constexpr char kDotInCircle[] = "\xef\x86\x92";  // f192
inline constexpr char kScissors[] = "\xef\x83\x84";     // f0c4

}  // namespace trichion::ui::icon
