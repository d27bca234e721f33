# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of this project is compiled.
option(SALDO_WERROR "Treat warnings as errors" OFF)
option(SALDO_COVERAGE "Measure line coverage" OFF)
set(SALDO_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=; empty: none")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# assert is for our own mistakes and stays on: no -DNDEBUG.
set(CMAKE_C_FLAGS_RELEASE "-O2")
set(CMAKE_C_FLAGS_DEBUG "-Og -g")

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes
                    -Wmissing-prototypes -Wundef -Wvla -Wpointer-arith -Wcast-qual
                    -Wwrite-strings -Wformat=2)
if(SALDO_WERROR)
    add_compile_options(-Werror)
endif()

# The same source gives the same bytes in any folder, on any day. (gcov must find the sources.)
add_compile_options(-Wdate-time)
if(NOT SALDO_COVERAGE)
    add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=
                        -ffile-prefix-map=${CMAKE_BINARY_DIR}/=)
endif()
set(CMAKE_SKIP_BUILD_RPATH ON)
add_link_options(-Wl,-z,relro,-z,now)

if(SALDO_SANITIZE)
    add_compile_options(-fsanitize=${SALDO_SANITIZE} -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${SALDO_SANITIZE})
elseif(NOT SALDO_COVERAGE)
    add_link_options(-Wl,-z,defs)
    add_compile_definitions($<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
    add_compile_options(-fstack-protector-strong)
endif()
if(SALDO_COVERAGE)
    add_compile_options(--coverage -fprofile-update=atomic)
    add_link_options(--coverage)
endif()
