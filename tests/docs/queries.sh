#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: queries.sh SALDO [update]
# Runs every query of docs/queries.md on fixtures/oproep-3; the answer stands below it as a table.
set -eu
saldo=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
doc=$root/docs/queries.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$saldo" compute "$root/fixtures/oproep-3" --out "$work/run" >/dev/null 2>&1
"$saldo" report "$work/run" --format sqlite >/dev/null

# The document without answers, and each query in a file of its own.
awk -v work="$work" '
    /^\|/ { if (answered) next }
    /^```sql$/ { query++; inside = 1; print; next }
    inside && /^```$/ {
        inside = 0; answered = blank = 1
        print; print ""; print "@answer " query; next
    }
    inside { print > (work "/query." query) }
    /^#/ { answered = 0 }
    /^$/ && blank { next }
    { blank = 0; if (!inside && /./ && answered) print ""; print }
' "$doc" | cat -s >"$work/template"
while IFS= read -r line; do
    case $line in
    "@answer "*)
        sqlite3 -readonly -markdown "$work/run/saldo.sqlite" <"$work/query.${line#@answer }"
        echo
        ;;
    *) printf '%s\n' "$line" ;;
    esac
done <"$work/template" | cat -s | sed -e '${/^$/d;}' >"$work/new"
[ "$(ls "$work" | grep -c '^query')" -ge 10 ]
if [ "${2:-}" = update ]; then
    cp "$work/new" "$doc"
else
    diff -u "$doc" "$work/new"
fi
