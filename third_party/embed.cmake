# embed_resources(TARGET NAMESPACE name file [name file]...)
# A static library that holds files byte for byte, found by name at run time:
#   #include "NAMESPACE_resources.h"
#   std::span<const std::byte> trichion::NAMESPACE::find_resource(std::string_view name);   // empty when unknown
#   std::span<const std::string_view> trichion::NAMESPACE::resource_names();
function(embed_resources target namespace)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/${target})
  set(assembly "    .section .rodata\n")
  set(externs "")
  set(rows "")
  set(names "")
  set(files "")
  set(index 0)
  set(rest ${ARGN})
  while(rest)
    list(POP_FRONT rest name file)
    set(symbol ${namespace}_resource_${index})
    string(APPEND assembly "    .balign 16\n    .globl ${symbol}\n${symbol}:\n    .incbin \"${file}\"\n"
           "    .globl ${symbol}_end\n${symbol}_end:\n    .byte 0\n")
    string(APPEND externs "extern \"C\" const std::byte ${symbol}[];\nextern \"C\" const std::byte ${symbol}_end[];\n")
    string(APPEND rows "    if (name == \"${name}\") return {${symbol}, ${symbol}_end};\n")
    string(APPEND names "\"${name}\", ")
    list(APPEND files ${file})
    math(EXPR index "${index} + 1")
  endwhile()
  string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${dir}/resources.S CONTENT "@assembly@" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${namespace}_resources.h CONTENT
"// Generated: files embedded byte for byte.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
namespace trichion::${namespace} {
/// The bytes of the file embedded under `name`; empty when there is none.
std::span<const std::byte> find_resource(std::string_view name);
/// The names of all files embedded here.
std::span<const std::string_view> resource_names();
}
" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/resources.cpp CONTENT
"#include \"${namespace}_resources.h\"
@externs@
namespace trichion::${namespace} {
std::span<const std::byte> find_resource(std::string_view name) {
@rows@    return {};
}
std::span<const std::string_view> resource_names() {
    static constexpr std::string_view names[] = {@names@\"\"};
    return std::span(names).first(@index@);
}
}
" @ONLY)
  set_source_files_properties(${dir}/resources.S PROPERTIES OBJECT_DEPENDS "${files}")
  add_library(${target} STATIC ${dir}/resources.S ${dir}/resources.cpp)
  target_include_directories(${target} SYSTEM PUBLIC ${dir})
endfunction()
