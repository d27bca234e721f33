#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: messages.sh SALDO
# No sentence has an empty place, and none is told of what follows from another. Every input that is
# wrong in fixtures/ is read, and every table of a dossier with each of its columns emptied, left
# out, doubled and spoilt; in both languages. No message has two blanks in a row, empty quotes or
# brackets, a colon without a name before it, or a list without words.
set -u

saldo=${1:?usage: messages.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1

# The whole of what was printed, but for the value that the user wrote and blanks in it.
holes_in_brackets="\(\)|\( | \)|\[\]|\(null\)"
hollow="  |''|\"\"|^: |: :| :|, ,|,,|: \[|^saldo: :|: *\$|$holes_in_brackets"
holes() { # NAME FILE
    grep -nE -- "$hollow" "$2" | grep -v -e SLEUTEL-GELIJKEND -e VELD-STUURTEKEN | sed "s|^|$1: |" >>holes
}
look() { # NAME ARGUMENT...
    what=$1
    shift
    for language in $languages; do
        timeout 20 "$saldo" "$@" --lang $language >/dev/null 2>seen
        [ $? -lt 124 ] || echo "$what: crashed" >>holes
        holes "$what ($language)" seen
        looked=$((looked + 1))
    done
}
result() { # NAME LEAST: of what was looked at since the last one
    [ $looked -ge "$2" ] || echo "only $looked looked at" >>holes
    cp holes "$work/wrong"
    verdict "$1" "$work/wrong"
    : >holes
    looked=0
}
: >holes
looked=0
languages='nl en'

for folder in "$fixtures"/bad/*/ "$fixtures"/warnings/*/; do
    look "$(basename "$folder")" check "${folder}dossier"
done
result 'fixtures/bad, fixtures/warnings' 200
for folder in "$fixtures"/horizontaal.bad/*/ "$fixtures"/horizontaal.warnings/*/; do
    look "$(basename "$folder")" indicators "${folder}metingen"
done
result 'fixtures/horizontaal.bad' 40
for folder in "$fixtures"/netwerktraject.bad/*/; do
    look "$(basename "$folder")" participation "$folder" --as-of 2025-12-31
done
result 'fixtures/netwerktraject.bad' 20
for folder in "$fixtures"/bevraging/fout/*/; do
    for file in "$folder"*.csv; do
        look "$(basename "$folder")" survey "$file"
    done
done
result 'fixtures/bevraging/fout' 20

# ---- a dossier with one thing wrong ----

# Column COLUMN of FILE: emptied, a blank, another case, a byte that is no text, doubled, left out.
spoil() { # HOW COLUMN FILE
    awk -F ';' -v OFS=';' -v how="$1" -v n="$2" '
        function rest(  i, out) {
            for (i = 1; i <= NF; i++)
                if (i != n) out = out (out == "" ? "" : ";") $i
            return out
        }
        how == "absent" { print rest(); next }
        how == "unnamed" && NR == 1 { $n = "" }
        how == "double" && NR == 1 { $n = n == 1 ? $2 : $1 }
        how == "empty" && NR > 1 { $n = "" }
        how == "blank" && NR > 1 { $n = " " }
        how == "capital" && NR > 1 { $n = toupper($n) "Z" }
        how == "byte" && NR > 1 { $n = $n "\351" }
        how == "twice" && NR > 1 { $n = ""; print }
        how == "wide" && NR == 1 { $0 = $0 ";" }
        how == "narrow" && NR > 1 { $0 = rest() }
        { print }' "$3"
}
languages=nl # the sentences of both were looked at
cp -R "$fixtures/oproep-3" whole
for file in whole/*.csv; do # a few rows of each suffice
    head -n 12 "$file" | awk -F ';' 'NR == 1 || !/"/' >some && mv some "$file"
done
for file in whole/*.csv; do
    name=$(basename "$file")
    columns=$(head -n 1 "$file" | awk -F ';' '{ print NF }')
    for how in wide narrow unnamed absent double empty byte; do
        column=1
        while [ "$column" -le "$columns" ]; do
            rm -rf one && cp -R whole one
            spoil $how $column "$file" >"one/$name"
            look "$how, $name:$column" check one
            case $how in wide | narrow | unnamed | absent | double) column=$columns ;; esac
            column=$((column + 1))
        done
    done
done
result 'each column of a dossier' 120

# ---- a cause, and not what follows from it ----

# Errors of other files than FILE are consequences of what was done to it.
follows() { # HOW FILE COLUMN
    rm -rf one && cp -R "$fixtures/oproep-3" one
    case $1 in
    gone) rm "one/$2" ;;
    nothing) : >"one/$2" ;;
    workbook) printf 'PK\003\004\024\000' >"one/$2" ;;
    wide16) iconv -f utf-8 -t utf-16 "$fixtures/oproep-3/$2" >"one/$2" ;;
    quote) sed '1s/$/"/' "$fixtures/oproep-3/$2" >"one/$2" ;;
    *) spoil "$1" "$3" "$fixtures/oproep-3/$2" >"one/$2" ;;
    esac
    timeout 20 "$saldo" check one --lang nl --findings found.csv >/dev/null 2>&1
    grep '^fout' found.csv >errors || echo "$1 $2: no error at all" >>holes
    grep -v ";$2;" errors | head -n 3 | sed "s|^|$1 $2: |" >>holes
    looked=$((looked + 1))
}
for file in begunstigden.csv aanvragen.csv; do
    for how in gone nothing workbook wide16 quote absent wide narrow empty blank byte; do
        follows $how $file 1
    done
done
for how in workbook wide16 quote absent wide narrow empty blank byte; do
    follows $how stimulansen.csv 1
    follows $how leden.csv 1
done
for column in 2 3; do
    follows empty aanvragen.csv $column
    follows byte aanvragen.csv $column
    follows byte begunstigden.csv $column
done
follows empty begunstigden.csv 3
follows empty begunstigden.csv 4
follows byte begunstigden.csv 4
follows empty leden.csv 2
result 'consequences' 40
exit $failed
