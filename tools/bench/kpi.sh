#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Times `saldo kpi FILE --format csv` on a table of reports against DuckDB's group-by on the same
# CSV: whole processes, turn about, DuckDB on 2 threads, saldo on 1. The results must be the same.
# Prints medians and ratios, and how time and memory grow.
# usage: kpi.sh SALDO [ROWS]      needs node and npm; the first run fetches @duckdb/node-api
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
saldo=$(realpath "${1:?usage: kpi.sh SALDO [ROWS]}")
rows=${2:-1000000}
work=${TMPDIR:-/tmp}/saldo-bench-kpi
mkdir -p "$work"
cd "$work"
cc -O2 -o gen_dossier "$here/gen_dossier.c"
[ -d node_modules/@duckdb/node-api ] ||
    npm install --silent --no-fund --no-audit @duckdb/node-api >/dev/null
cp "$here/kpi.mjs" .

table() { # ROWS: two reports an application
    [ -d "dossier-$1" ] || { mkdir "dossier-$1" && ./gen_dossier $(($1 / 2)) "dossier-$1"; }
}
ours() { "$saldo" kpi "dossier-$rows/kpi.csv" --format csv >ours.csv; }
theirs() { THREADS=2 node kpi.mjs "dossier-$rows/kpi.csv" >theirs.csv; }
plain() { THREADS=2 node kpi.mjs "dossier-$rows/kpi.csv" plain >plain.csv; }
start() { node -e "import('@duckdb/node-api').then((d) => d.DuckDBInstance.create(':memory:'))"; }
seconds() { # COMMAND...: prints wall-clock microseconds
    begin=$(date +%s%N)
    "$@"
    echo $((($(date +%s%N) - begin) / 1000))
}
median() { sort -n | sed -n 5p; }

table "$rows"
ours
theirs
tail -n +2 ours.csv | tr -d . | diff - theirs.csv || { echo 'the two do not agree' >&2 && exit 1; }
for what in ours theirs plain start; do : >$what.txt; done
for _ in 1 2 3 4 5 6 7 8 9; do
    for what in ours theirs plain start; do seconds $what >>$what.txt; done
done
awk -v a="$(median <ours.txt)" -v b="$(median <theirs.txt)" -v c="$(median <plain.txt)" \
    -v d="$(median <start.txt)" -v rows="$rows" 'BEGIN {
    printf "%d reports: saldo %.3f s\n", rows, a / 1e6
    printf "duckdb, the same figures:   %.3f s, ratio duckdb/saldo %.2f\n", b / 1e6, b / a
    printf "duckdb, without quartiles:  %.3f s, ratio duckdb/saldo %.2f\n", c / 1e6, c / a
    printf "of which node and an empty database: %.3f s; without it %.2f and %.2f\n", d / 1e6,
        (b - d) / a, (c - d) / a }'
for size in 10000 100000 "$rows" $((rows * 4)); do
    table "$size"
    /usr/bin/time -f '%U %S %M' "$saldo" kpi "dossier-$size/kpi.csv" --format csv >/dev/null \
        2>time.txt
    tail -n 1 time.txt | awk -v rows="$size" '{
        printf "%8d reports: %5.3f CPU µs and %4.0f bytes of memory each\n", rows,
            ($1 + $2) * 1e6 / rows, $3 * 1024 / rows }'
done
