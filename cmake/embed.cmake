# SPDX-License-Identifier: GPL-3.0-or-later
#   include(embed)
#   saldo_embed(<target> <symbol> [TYPE tag HEADER file.h] file...)
#
# puts the bytes of the files into the target, in the order given, as
#
#   const struct embedded_file <symbol>[];      (core/embed.h)
#   const size_t <symbol>_count;
#
# Another struct than embedded_file has the same members and is declared by HEADER.
# The C source is made again at build time when a file changes.
set(SALDO_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(saldo_embed target symbol)
    cmake_parse_arguments(PARSE_ARGV 2 embed "" "TYPE;HEADER" "")
    if(NOT embed_TYPE)
        set(embed_TYPE embedded_file)
        set(embed_HEADER core/embed.h)
    endif()
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
    set(files "")
    foreach(file IN LISTS embed_UNPARSED_ARGUMENTS)
        get_filename_component(file ${file} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
        list(APPEND files ${file})
    endforeach()
    add_custom_command(
        OUTPUT ${source}
        COMMAND ${CMAKE_COMMAND} -D SALDO_EMBED_OUT=${source} -D SALDO_EMBED_SYMBOL=${symbol}
                -D SALDO_EMBED_TYPE=${embed_TYPE} -D SALDO_EMBED_HEADER=${embed_HEADER}
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
        "#include \"${SALDO_EMBED_HEADER}\"\n\n"
        "extern const struct ${SALDO_EMBED_TYPE} ${SALDO_EMBED_SYMBOL}[];\n"
        "extern const size_t ${SALDO_EMBED_SYMBOL}_count;\n\n"
        "${arrays}"
        "const struct ${SALDO_EMBED_TYPE} ${SALDO_EMBED_SYMBOL}[] = {\n${table}};\n"
        "const size_t ${SALDO_EMBED_SYMBOL}_count = ${count};\n")
endif()
