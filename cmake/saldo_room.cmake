# SPDX-License-Identifier: GPL-3.0-or-later
# A room is a folder of sources that may use only the rooms it names.
#
#   saldo_room(<name> SOURCES file.c... [USES room...] [LIBRARIES target...])
#
# makes the static library saldo_<name>. Headers are included room-first ("core/money.h"). Each room
# has an include root of its own, BUILD/rooms/<name>, that holds nothing but a link <name> to the
# folder; a compilation sees the roots of the room itself and of the rooms it uses, so an include
# against the direction of the house finds no file and fails the build. LIBRARIES are other
# people's; they stay inside the room.
function(saldo_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SOURCES;USES;LIBRARIES")
    if(room_UNPARSED_ARGUMENTS OR NOT room_SOURCES)
        message(FATAL_ERROR "saldo_room(${name}): wrong arguments ${room_UNPARSED_ARGUMENTS}")
    endif()
    saldo_room_root(${name} ${CMAKE_CURRENT_SOURCE_DIR})
    list(TRANSFORM room_USES PREPEND saldo_)

    add_library(saldo_${name} STATIC ${room_SOURCES})
    target_include_directories(saldo_${name} PUBLIC ${CMAKE_BINARY_DIR}/rooms/${name})
    target_link_libraries(saldo_${name} PUBLIC ${room_USES} PRIVATE ${room_LIBRARIES})
    set(path $<TARGET_PROPERTY:saldo_${name},INCLUDE_DIRECTORIES>)
    set_property(GLOBAL APPEND_STRING PROPERTY SALDO_HEADERS # for tools/headers
        "${name}\t${CMAKE_CURRENT_SOURCE_DIR}\t${path}\n")
endfunction()

# BUILD/rooms/<name>/<name> -> folder
function(saldo_room_root name folder)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/rooms/${name})
    file(CREATE_LINK ${folder} ${CMAKE_BINARY_DIR}/rooms/${name}/${name} SYMBOLIC)
endfunction()
