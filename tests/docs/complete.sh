#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: complete.sh SALDO
# docs/ leaves nothing out: every column of a dossier and of a run, every parameter, assumption and
# key of a scheme, every word of the results, every command; and its links lead somewhere.
set -eu
saldo=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

section() { # doc, heading: the text under it, up to the next heading of its level or above
    awk -v heading="$2" '
        /^#/ { level = index($0, " "); if (on && level <= own) on = 0
               if ($0 == heading) { on = 1; own = level } }
        on' "$root/docs/$1"
}
named() { # where, in what; reads words
    while read -r word; do
        grep -q -F -e "\`$word\`" "$work/section" && continue
        echo "not ok $1: no \`$word\`"
        failed=1
    done
}
words_of() { tr ';' '\n'; }

# Columns, each under the heading of its file.
"$saldo" init "$work/dossier" >/dev/null
"$saldo" compute "$root/fixtures/nota" --out "$work/run" >/dev/null 2>&1
section dossier.md '# Dossier' >"$work/part1"
section dossier.md '# Run' >"$work/part2"
for file in "$work"/dossier/*.csv "$work"/run/*.csv; do
    name=$(basename "$file")
    case $file in */dossier/*) part=1 ;; *) part=2 ;; esac
    awk -v heading="## \`$name\`" '
        /^## / { on = $0 == heading } on' "$work/part$part" >"$work/section"
    head -n 1 "$file" | words_of >"$work/words"
    named "$name" <"$work/words"
done

# Words of the results.
cat "$work/part2" >"$work/section"
sed -n '/names\[\] = {/,/};/p' "$root/engine/settle/words.c" | grep -o '"[a-z-]*"' | tr -d '"' \
    >"$work/words"
named 'values of a run' <"$work/words"

# Schemes.
cat "$root/docs/schemes.md" >"$work/section"
sed -n 's/^    PARAMETER(PARAMETER_[A-Z_]*, *"\([a-z-]*\)".*/\1/p' \
    "$root/engine/rules/scheme/scheme.h" >"$work/words"
[ -s "$work/words" ]
named 'parameters of a scheme' <"$work/words"
sed -n 's/^    \[ASSUMPTION_[A-Z_]*\] = {"\([a-z-]*\)".*/\1/p' "$root/engine/rules/scheme/rules.c" \
    >"$work/words"
[ -s "$work/words" ]
named 'assumptions of a scheme' <"$work/words"
grep -oE '(WORD|LIST|ANSWER)\("[a-z-]+"' "$root/engine/rules/scheme/raw.c" | cut -d '"' -f 2 |
    sort -u | while read -r key; do
        grep -q -E -e "(\`|^|[ -])$key(\`|:)" "$work/section" ||
            echo "not ok schemes.md: no key $key"
    done >"$work/missing"
[ ! -s "$work/missing" ] || { cat "$work/missing" && failed=1; }

# Commands, in the README.
cat "$root/README.md" >"$work/section"
LC_ALL=C "$saldo" --help | awk '/^Commands:/ { on = 1; next } on && /^  / { print $1 }' |
    while read -r command; do
        grep -q "saldo $command" "$work/section" || echo "not ok README.md: no saldo $command"
    done >"$work/missing"
[ ! -s "$work/missing" ] || { cat "$work/missing" && failed=1; }

# Links to files.
for doc in "$root/README.md" "$root"/docs/*.md; do
    grep -o '](\([^)#]*\)' "$doc" | sed 's/^](//' | grep -v '^https\{0,1\}:' | sort -u |
        while read -r link; do
            [ -z "$link" ] || [ -e "$(dirname "$doc")/$link" ] ||
                echo "not ok ${doc#"$root/"}: no $link"
        done
done >"$work/missing"
[ ! -s "$work/missing" ] || { cat "$work/missing" && failed=1; }
[ $failed -ne 0 ] || echo 'ok'
exit $failed
