// The built-in heads, fitted once for a whole test program.
#pragma once

#include "core/pipeline/head.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace trichion::test {

inline const Head& fitted_head(const std::string& name) {
    static std::map<std::string, Head> heads;
    if (const auto found = heads.find(name); found != heads.end()) return found->second;
    HeadReference reference;
    reference.name = name;
    const auto shape = build_head_shape(reference);
    EXPECT_TRUE(shape) << name;
    auto head = fit_head(shape.value(), reference, {});
    EXPECT_TRUE(head) << name;
    return heads.emplace(name, std::move(*head)).first->second;
}

/// The default height of a man's or a woman's hairline [FACTS 3.2].
inline float usual_height_mm(const std::string& name) { return name.starts_with("female") ? 60.0f : 74.0f; }

}  // namespace trichion::test
