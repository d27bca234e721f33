# SPDX-License-Identifier: GPL-3.0-or-later
#   saldo_test(<name> SOURCES file.c... LINK target...)
#
# adds a cmocka program and the ctest entry <name>. LINK takes rooms (saldo_core) and libraries.
function(saldo_test name)
    cmake_parse_arguments(PARSE_ARGV 1 test "" "" "SOURCES;LINK")
    if(test_UNPARSED_ARGUMENTS OR NOT test_SOURCES)
        message(FATAL_ERROR "saldo_test(${name}): wrong arguments ${test_UNPARSED_ARGUMENTS}")
    endif()
    string(REPLACE "/" "_" target test_${name})
    add_executable(${target} ${test_SOURCES})
    target_link_libraries(${target} PRIVATE ${test_LINK} saldo_support)
    target_compile_definitions(${target} PRIVATE SALDO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${target})
    # Without memory malloc returns NULL, under a sanitizer too.
    set_tests_properties(${name} PROPERTIES
        WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
        ENVIRONMENT "ASAN_OPTIONS=allocator_may_return_null=1;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()
