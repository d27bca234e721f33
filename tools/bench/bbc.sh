#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: bbc.sh PROGRAM EXPORT [RUNS]
# Times `saldo bbc` with profile bbc-acties-lang on an export that is in the page cache: threads,
# sealed, without SIMD, turn about with `wc -l`. Prints the best of RUNS (default 5) of each, its
# speed, and the peak of memory.
set -eu
program=$(realpath "$1")
export_file=$(realpath "$2")
runs=${3:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
size=$(stat -c %s "$export_file")
cat "$export_file" >/dev/null

once() { # NAME OPTION...
    name=$1
    shift
    rm -rf "$work/out"
    if [ "$name" = wc ]; then
        env time -f "%e %M" wc -l "$export_file" 2>"$work/time" >/dev/null
    else
        env time -f "%e %M" "$program" bbc "$export_file" --profile bbc-acties-lang \
            --out "$work/out" "$@" 2>"$work/time" >/dev/null
    fi
    tail -n 1 "$work/time" >>"$work/$name"
}

run=0
while [ $run -lt "$runs" ]; do
    once wc
    once threads-1 --threads 1
    once threads-2 --threads 2
    once sealed --threads 2 --seal
    once portable --threads 2 --simd portable
    run=$((run + 1))
done
for name in wc threads-1 threads-2 sealed portable; do
    sort -n "$work/$name" | head -n 1 | awk -v name=$name -v size="$size" '
        { printf "%-10s %7.3f s  %6.2f GB/s  %7d KiB\n", name, $1, size / 1e9 / $1, $2 }'
done
