# SPDX-License-Identifier: GPL-3.0-or-later
# The scan against libcsv, and `saldo bbc` on fixtures/bbc.
saldo_room_root(ingest_test ${CMAKE_CURRENT_LIST_DIR})
add_library(saldo_scan_oracle STATIC ${CMAKE_CURRENT_LIST_DIR}/scan_oracle.c)
target_include_directories(saldo_scan_oracle PUBLIC ${CMAKE_BINARY_DIR}/rooms/ingest_test)
target_link_libraries(saldo_scan_oracle PUBLIC saldo_ingest_bbc PRIVATE libcsv::libcsv)

saldo_test(ingest/scan SOURCES ${CMAKE_CURRENT_LIST_DIR}/test_scan.c
    LINK saldo_scan_oracle saldo_support)
saldo_test(ingest/bbc_memory SOURCES ${CMAKE_CURRENT_LIST_DIR}/test_bbc_memory.c
    LINK saldo_ingest_bbc saldo_support)
target_compile_definitions(test_ingest_bbc_memory PRIVATE _GNU_SOURCE) # memfd_create
saldo_test(ingest/bbc_cut SOURCES ${CMAKE_CURRENT_LIST_DIR}/test_bbc_cut.c
    LINK saldo_ingest_bbc saldo_support libcsv::libcsv)
saldo_test(ingest/bbc_threads SOURCES ${CMAKE_CURRENT_LIST_DIR}/test_bbc_threads.c
    LINK saldo_ingest_bbc saldo_support)
target_compile_definitions(test_ingest_bbc_threads PRIVATE _GNU_SOURCE) # memfd_create
saldo_test(ingest/bbc_text SOURCES ${CMAKE_CURRENT_LIST_DIR}/test_bbc_text.c
    LINK saldo_ingest_bbc saldo_support)
if(TARGET saldo_cli)
    add_test(NAME cli/bbc
        COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/bbc.sh $<TARGET_FILE:saldo_cli> --few)
    add_test(NAME cli/bbc_all
        COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/bbc.sh $<TARGET_FILE:saldo_cli>)
    set_tests_properties(cli/bbc_all PROPERTIES LABELS slow)
    add_test(NAME cli/bbc_explain
        COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/bbc_explain.sh $<TARGET_FILE:saldo_cli>)
    add_test(NAME cli/progress
        COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/progress.sh $<TARGET_FILE:saldo_cli>)
    add_test(NAME cli/bbc_system
        COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/bbc_system.sh $<TARGET_FILE:saldo_cli>)
    add_test(NAME cli/bbc_settle
        COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/bbc_settle.sh $<TARGET_FILE:saldo_cli>)
endif()
