#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: run.sh SECONDS [BUILD]
# Coverage-guided fuzzing (clang's libFuzzer with ASan and UBSan) of the scan, the exports, the
# profiles and the dossier tables: SECONDS for each, starting from tools/fuzz/corpus, into which
# what is new goes in its smallest form. BUILD is a configured build folder. Exit 1 at the first
# finding.
set -eu
seconds=$1
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
build=${2:-$source/build}
work=${TMPDIR:-/tmp}/saldo-fuzz
mkdir -p "$work/rooms"
for room in core write rules ingest; do ln -sfn "$source/engine/$room" "$work/rooms/$room"; done
ln -sfn "$source/tests/ingest" "$work/rooms/ingest_test"
embedded=$(find "$build/engine/rules" "$build/engine/ingest" -name '*.c' -path '*engine*' \
    ! -path '*CMakeFiles*')

for target in scan bbc profile table; do
    extra=''
    [ $target != scan ] || extra=$source/tests/ingest/scan_oracle.c
    # shellcheck disable=SC2086 # lists of files
    [ "$work/fuzz_$target" -nt "$here/fuzz_$target.c" ] && [ -n "${KEEP:-}" ] ||
        clang -std=gnu11 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
            -D_GNU_SOURCE -DSALDO_VERSION='"fuzz"' -I"$work/rooms" -o "$work/fuzz_$target" \
            "$here/fuzz_$target.c" $extra "$source"/engine/core/*.c "$source"/engine/write/*.c \
            "$source"/engine/rules/*/*.c "$source"/engine/ingest/*/*.c $embedded \
            -lcsv -lcyaml -lyaml -larchive -lpthread
done
for target in scan bbc profile table; do
    mkdir -p "$here/corpus/$target" "$work/corpus/$target"
    "$work/fuzz_$target" -max_total_time="$seconds" -max_len=2048 -timeout=20 -print_final_stats=1 \
        -artifact_prefix="$work/$target-" "$work/corpus/$target" "$here/corpus/$target"
    "$work/fuzz_$target" -merge=1 "$here/corpus/$target" "$work/corpus/$target"
done
