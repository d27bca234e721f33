# SPDX-License-Identifier: GPL-3.0-or-later
#   include(embed)
#   saldo_embed(<target> <symbol> file...)
#
# puts the bytes of the files into the target, in the order given, as
#
#   const struct embedded_file <symbol>[];      (core/embed.h)
#   const size_t <symbol>_count;
#
# The C source is made again at build time when a file changes.
set(SALDO_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(saldo_embed target symbol)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
    set(files "")
    foreach(file IN LISTS ARGN)
        get_filename_component(file ${file} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
        list(APPEND files ${file})
    endforeach()
    add_custom_command(
        OUTPUT ${source}
        COMMAND ${CMAKE_COMMAND} -D SALDO_EMBED_OUT=${source} -D SALDO_EMBED_SYMBOL=${symbol}
                -D "SALDO_EMBED_FILES=${files}" -P ${SALDO_EMBED_SCRIPT}
        DEPENDS ${files} ${SALDO_EMBED_SCRIPT}
        COMMENT "Embedding ${symbol}"
        VERBATIM)
    target_sources(${target} PRIVATE ${source})
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
    set(arrays "")
    set(table "")
    set(count 0)
    foreach(file IN LISTS SALDO_EMBED_FILES)
        get_filename_component(name ${file} NAME)
        get_filename_component(id ${file} NAME_WLE)
        file(READ ${file} bytes HEX)
        string(REGEX REPLACE "(................................)" "\\1\n    " bytes "${bytes}")
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
        string(APPEND arrays
            "static const unsigned char file_${count}[] = {\n    ${bytes}0x00};\n\n")
        string(APPEND table
            "    {\"${id}\", \"${name}\", (const char *)file_${count}, "
            "sizeof file_${count} - 1},\n")
        math(EXPR count "${count} + 1")
    endforeach()
    file(WRITE ${SALDO_EMBED_OUT}
        "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
        "/* Made by cmake/embed.cmake. */\n"
        "#include \"core/embed.h\"\n\n"
        "extern const struct embedded_file ${SALDO_EMBED_SYMBOL}[];\n"
        "extern const size_t ${SALDO_EMBED_SYMBOL}_count;\n\n"
        "${arrays}"
        "const struct embedded_file ${SALDO_EMBED_SYMBOL}[] = {\n${table}};\n"
        "const size_t ${SALDO_EMBED_SYMBOL}_count = ${count};\n")
endif()
