# SPDX-License-Identifier: GPL-3.0-or-later
# A room is a folder of sources that may use only the rooms it names.
#
#   saldo_room(<name> SOURCES file.c... [USES room...] [LIBRARIES target...])
#
# makes the static library saldo_<name>; in a name with rooms inside rooms ("ingest/bbc") the slash
# becomes an underscore. Headers are included room-first ("core/money.h", "ingest/bbc/bbc.h"). Each
# room has an include root of its own that holds nothing but a link <name> to the folder; a
# compilation sees the roots of the room itself and of the rooms it uses, so an include against the
# direction of the house finds no file and fails the build. (A room sees what is below its own
# folder too: nobody is helped by a wall there.) LIBRARIES are other people's; they stay inside the
# room.
function(saldo_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SOURCES;USES;LIBRARIES")
    if(room_UNPARSED_ARGUMENTS OR NOT room_SOURCES)
        message(FATAL_ERROR "saldo_room(${name}): wrong arguments ${room_UNPARSED_ARGUMENTS}")
    endif()
    string(REPLACE "/" "_" target saldo_${name})
    saldo_room_root(${name} ${CMAKE_CURRENT_SOURCE_DIR})
    list(TRANSFORM room_USES REPLACE "/" "_")
    list(TRANSFORM room_USES PREPEND saldo_)

    add_library(${target} STATIC ${room_SOURCES})
    string(REPLACE "/" "_" root ${name})
    target_include_directories(${target} PUBLIC ${CMAKE_BINARY_DIR}/rooms/${root})
    target_link_libraries(${target} PUBLIC ${room_USES} PRIVATE ${room_LIBRARIES})
    set(path $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    set_property(GLOBAL APPEND_STRING PROPERTY SALDO_HEADERS # for tools/headers
        "${name}\t${CMAKE_CURRENT_SOURCE_DIR}\t${path}\n")
endfunction()

# BUILD/rooms/<name>/<name> -> folder, where the first <name> has underscores for slashes.
function(saldo_room_root name folder)
    string(REPLACE "/" "_" root ${name})
    set(link ${CMAKE_BINARY_DIR}/rooms/${root}/${name})
    get_filename_component(parent ${link} DIRECTORY)
    file(MAKE_DIRECTORY ${parent})
    file(CREATE_LINK ${folder} ${link} SYMBOLIC)
endfunction()
