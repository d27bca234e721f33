#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: indicators.sh SALDO
# saldo indicators: the golden report to the byte, each kind of bad input with its whole message,
# the template read back, filters, and output that is there whole or not at all.
set -u

saldo=${1:?usage: indicators.sh SALDO}
case $saldo in */*) saldo=$(cd "$(dirname "$saldo")" && pwd)/$(basename "$saldo") ;; esac
fixtures=$(cd "$(dirname "$0")/../../fixtures" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

verdict() { # NAME FILE: what is wrong stands in FILE
    if [ -s "$2" ]; then
        echo "not ok $1"
        head -n 40 "$2" | sed 's/^/    /'
        failed=1
    else
        echo "ok $1"
    fi
}
expect() { # NAME STATUS ARGUMENTS...: nothing on stdout unless the status is 0
    name=$1 wanted=$2
    shift 2
    timeout 20 "$saldo" "$@" >"$work/stdout" 2>"$work/stderr"
    status=$?
    {
        [ "$status" -eq "$wanted" ] || echo "exit $status, expected $wanted"
        [ "$wanted" -eq 0 ] || cat "$work/stdout"
    } >"$work/wrong"
    verdict "$name" "$work/wrong"
}
same() { # NAME FILE1 FILE2
    diff -u "$2" "$3" >"$work/wrong"
    verdict "$1" "$work/wrong"
}

golden=$fixtures/horizontaal.expected
expect 'folder' 0 indicators "$fixtures/horizontaal" --year 2026 --out "$work/report"
for file in "$golden"/*.csv "$golden"/*.json; do
    name=$(basename "$file")
    [ "$name" = metingen-leeg.csv ] || same "golden: $name" "$file" "$work/report/$name"
done
for language in nl en; do
    expect "text, $language" 0 indicators "$fixtures/horizontaal" --year 2026 --lang $language
    same "golden: text, $language" "$golden/rapport.$language.txt" "$work/stdout"
    awk '{ gsub(/[\200-\277]/, "") } length($0) > 80 { print FILENAME ": " $0 }' "$work/stdout" \
        >"$work/wrong"
    verdict "80 columns, $language" "$work/wrong"
done
expect 'csv' 0 indicators "$fixtures/horizontaal" --year 2026 --format csv
same 'csv on stdout is the file' "$golden/indicatoren.csv" "$work/stdout"
expect 'json' 0 indicators "$fixtures/horizontaal" --year 2026 --format json
same 'json on stdout is the file' "$golden/indicatoren.json" "$work/stdout"

# In any order, with other line ends: the same but for the lines and the hash of the input.
mkdir "$work/shuffled"
cp "$fixtures/horizontaal/plan.yaml" "$work/shuffled/"
{
    head -n 1 "$fixtures/horizontaal/metingen.csv"
    tail -n +2 "$fixtures/horizontaal/metingen.csv" | sort -r
} | sed 's/$/\r/' >"$work/shuffled/metingen.csv"
expect 'shuffled' 0 indicators "$work/shuffled" --year 2026 --out "$work/shuffled.report"
for name in acties.csv doelstellingen.csv ministers.csv; do
    same "shuffled: $name" "$golden/$name" "$work/shuffled.report/$name"
done

# Whole or not at all.
expect 'the folder is there already' 1 indicators "$fixtures/horizontaal" --out "$work/report"
expect 'wrong input' 1 indicators "$fixtures/horizontaal.bad/alles-tegelijk/metingen" \
    --out "$work/none"
ls -d "$work/none"* >"$work/wrong" 2>/dev/null
verdict 'nothing is written of wrong input' "$work/wrong"
if [ -w /dev/full ]; then
    for form in text csv json; do
        timeout 20 "$saldo" indicators "$fixtures/horizontaal" --format $form >/dev/full \
            2>"$work/stderr"
        status=$?
        { [ $status -eq 4 ] || echo "exit $status, expected 4"; } >"$work/wrong"
        verdict "full device: $form" "$work/wrong"
    done
fi

# Bad input, each with its whole message.
messages() { # FOLDER STATUS
    for folder in "$fixtures/$1"/*/; do
        name=$1/$(basename "$folder")
        expect "$name" "$2" indicators "${folder}metingen" --lang nl
        same "$name: messages" "${folder}expected" "$work/stderr"
    done
}
messages horizontaal.bad 1
messages horizontaal.warnings 0

# The template has every indicator, and is read back as nothing measured.
expect 'template' 0 indicators --template --year 2026
same 'golden: template' "$golden/metingen-leeg.csv" "$work/stdout"
mkdir "$work/empty"
cp "$work/stdout" "$work/empty/metingen.csv"
expect 'template read back' 0 indicators "$work/empty" --as-of 2027-01-01 --format json
grep -q '"rijen":{"gelezen":82,"niet_ingevuld":82,"na_peildatum":0}' "$work/stdout"
echo $? | grep -v '^0$' >"$work/wrong"
verdict 'template: 82 rows, none filled in' "$work/wrong"
expect 'template without year' 0 indicators --template
sed 's/^2026;/;/' "$golden/metingen-leeg.csv" >"$work/no-year"
same 'template without year: jaar is empty' "$work/no-year" "$work/stdout"

# Filters: what they leave is what the whole report has of it.
filter() { # NAME AWK-CONDITION OPTION...
    name=$1 condition=$2
    shift 2
    expect "$name" 0 indicators "$fixtures/horizontaal" --year 2026 --format csv "$@"
    awk -F ';' "NR == 1 || $condition" "$golden/indicatoren.csv" >"$work/part"
    same "$name: rows" "$work/part" "$work/stdout"
}
# shellcheck disable=SC2016 # the conditions are for awk
{
    filter '--goal' '$2 == "4"' --goal 4
    filter '--action' '$4 == "38"' --action 38
    filter '--minister' '$6 ~ /(^|, )werk(,|$)/' --minister werk
    filter '--goal --minister' '$2 == "2" && $6 == "wonen"' --goal 2 --minister wonen
}
expect '--goal unknown' 2 indicators "$fixtures/horizontaal" --goal 5
expect '--action unknown' 2 indicators "$fixtures/horizontaal" --action 43
expect '--minister unknown' 2 indicators "$fixtures/horizontaal" --minister zee
expect '--year before' 2 indicators "$fixtures/horizontaal" --year 2024
expect '--year after the cut-off date' 2 indicators "$fixtures/horizontaal" --year 2028
expect '--year no number' 2 indicators "$fixtures/horizontaal" --year xx
expect '--as-of no date' 2 indicators "$fixtures/horizontaal" --as-of 1/3/2027
expect '--as-of before the plan' 1 indicators "$fixtures/horizontaal" --as-of 2024-12-31
expect '--format unknown' 2 indicators "$fixtures/horizontaal" --format xml
expect 'no folder' 2 indicators
expect 'template of a folder' 2 indicators "$fixtures/horizontaal" --template
expect 'folder that is not there' 1 indicators "$work/nowhere"

# --as-of goes before peildatum; the year follows it.
expect '--as-of' 0 indicators "$fixtures/horizontaal" --as-of 2026-06-30 --format json
grep -q '"jaar":2026,"peildatum":"2026-06-30"' "$work/stdout"
echo $? | grep -v '^0$' >"$work/wrong"
verdict '--as-of: year and date' "$work/wrong"

# Words of Windows-1252, when plan.yaml says so.
mkdir "$work/latin"
printf 'peildatum: 2027-01-01\ncodering: windows-1252\n' >"$work/latin/plan.yaml"
printf 'jaar;actie;indicator;waarde;eenheid;bron;toelichting\n2026;3;1;caf\351;tekst;b;\n' \
    >"$work/latin/metingen.csv"
expect 'windows-1252' 0 indicators "$work/latin" --format csv
grep -q ';café;2026;' "$work/stdout"
echo $? | grep -v '^0$' >"$work/wrong"
verdict 'windows-1252: words' "$work/wrong"
exit $failed
