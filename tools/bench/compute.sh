#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Times the whole `saldo compute` (every file written) against DuckDB reading the same CSV files
# and computing only the grant column: turn about, in one run, DuckDB on 2 threads. Prints medians,
# the ratio, and how time and memory grow.
# usage: compute.sh SALDO [ROWS]      needs node and npm; the first run fetches @duckdb/node-api
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
saldo=$(realpath "${1:?usage: compute.sh SALDO [ROWS]}")
rows=${2:-1000000}
work=${TMPDIR:-/tmp}/saldo-bench-compute
mkdir -p "$work"
cd "$work"
cc -O2 -o gen_dossier "$here/gen_dossier.c"
[ -d node_modules/@duckdb/node-api ] ||
    npm install --silent --no-fund --no-audit @duckdb/node-api >/dev/null
cp "$here/grant.mjs" .

dossier() { # ROWS
    [ -d "dossier-$1" ] || { mkdir "dossier-$1" && ./gen_dossier "$1" "dossier-$1"; }
}
ours() { # ROWS
    rm -rf run
    "$saldo" compute "dossier-$1" --out run >/dev/null 2>&1
}
theirs() { # ROWS
    THREADS=2 node grant.mjs "dossier-$1" >theirs.json
}
seconds() { # COMMAND...: prints wall-clock microseconds
    start=$(date +%s%N)
    "$@"
    echo $((($(date +%s%N) - start) / 1000))
}
median() { sort -n | sed -n 3p; }

dossier "$rows"
ours "$rows"
theirs "$rows"
granted=$(sed -n 's/.*"toegekend": "\([0-9]*\)\.\([0-9]*\)".*/\1\2/p' run/manifest.json)
grep -q "\"centen\":\"$granted\"" theirs.json || {
    echo "the two do not agree: $granted, $(cat theirs.json)" >&2
    exit 1
}
: >ours.txt
: >theirs.txt
for _ in 1 2 3 4 5; do
    seconds ours "$rows" >>ours.txt
    seconds theirs "$rows" >>theirs.txt
done
awk -v a="$(median <ours.txt)" -v b="$(median <theirs.txt)" -v rows="$rows" 'BEGIN {
    printf "%d applications: saldo %.3f s, duckdb %.3f s, ratio saldo/duckdb %.2f\n", rows,
        a / 1e6, b / 1e6, a / b }'

for size in 10000 100000 "$rows"; do
    dossier "$size"
    rm -rf run
    /usr/bin/time -f '%U %S %M' "$saldo" compute "dossier-$size" --out run >/dev/null 2>time.txt
    tail -n 1 time.txt | awk -v rows="$size" '{
        printf "%8d applications: %5.2f CPU µs and %4.0f bytes of memory each\n", rows,
            ($1 + $2) * 1e6 / rows, $3 * 1024 / rows }'
done
