// How the work is planned, brushed and expected to fade, to JSON and back.
#pragma once

#include "core/io/json_reader.h"

namespace trichion {

Json to_json(const DotSettings& dots);
Json to_json(const Brushwork& brushwork);
Json to_json(const SessionPlan& plan);
Json to_json(const NativeHair& hair);
Json to_json(const FadeSettings& fade);

/// @param format  of the file; what an older one does not know keeps its default.
DotSettings read_dots(Reader& reader, const Json& json, int format);
SessionPlan read_plan(Reader& reader, const Json& json, int format);
/// Since format 3.
Brushwork read_brushwork(Reader& reader, const Json& json);
NativeHair read_native_hair(Reader& reader, const Json& json);
FadeSettings read_fade(Reader& reader, const Json& json, int format);

}  // namespace trichion
