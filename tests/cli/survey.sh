#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: survey.sh SALDO [--update]
# saldo survey on fixtures/bevraging: what it prints stands to the byte in expected/, in every
# locale; each folder of fout/ gets exactly the sentences of its file `expected`, exit 1, and
# nothing on standard output.
set -u
saldo=${1:?usage: survey.sh SALDO [--update]}
. "$(dirname "$0")/../support/script.sh"
update=${2:-}
fixtures=$(cd "$(dirname "$0")/../../fixtures/bevraging" && pwd)

same() { # EXPECTED FILE
    [ "$update" != --update ] || cp "$2" "$1"
    diff -u "$1" "$2"
}

# ---- what it prints ----

cd "$fixtures" || exit 1
mkdir -p expected
for name in antwoorden gepubliceerd; do
    for language in nl en; do
        {
            run 0 survey $name.csv --lang $language
            same expected/$name.$language.txt "$work/stdout"
            same /dev/null "$work/stderr"
            awk 'length($0) > 80' "$work/stdout"
        } >"$work/wrong"
        verdict "$name, text, $language"
    done
    for format in csv json; do
        {
            run 0 survey $name.csv --format $format --lang nl
            same expected/$name.$format "$work/stdout"
            LC_ALL=C TZ=Asia/Kathmandu run 0 survey $name.csv --format $format --lang en
            same expected/$name.$format "$work/stdout"
        } >"$work/wrong"
        verdict "$name, $format"
    done
done

# ---- what is wrong ----

for folder in fout/*/; do
    cd "$fixtures/$folder" || exit 1
    file=antwoorden.csv
    [ ! -f gepubliceerd.csv ] || file=gepubliceerd.csv
    {
        run 1 survey $file --lang nl
        same expected "$work/stderr"
        [ ! -s "$work/stdout" ] || cat "$work/stdout"
    } >"$work/wrong"
    verdict "$folder"
done

# ---- the order of rows changes nothing; a figure decides nothing about its neighbours ----

cd "$work" || exit 1
cp "$fixtures/vragen.yaml" .
{
    head -n 1 "$fixtures/antwoorden.csv"
    tail -n +2 "$fixtures/antwoorden.csv" | sort -t ';' -k 5 -r
} >shuffled.csv
{
    run 0 survey shuffled.csv --format csv
    diff -u "$fixtures/expected/antwoorden.csv" "$work/stdout"
} >"$work/wrong"
verdict 'answers in another order'
{
    printf '\357\273\277'
    sed 's/$/\r/; 1s/percentage/"percentage"/' "$fixtures/gepubliceerd.csv"
} >marked.csv
{
    run 0 survey marked.csv --format csv
    diff -u "$fixtures/expected/gepubliceerd.csv" "$work/stdout"
} >"$work/wrong"
verdict 'byte order mark, CRLF and a quoted header'

# ---- wide numbers, long answers ----

head='actie;vraag;soort;antwoord;n;hoogstens;populatie;aantal;percentage;passage'
printf '%s\n5;v;meer;a;1000;;;1000;100,0000;p\n5;v;meer;b;1000;;;;50;p\n' "$head" >wide.csv
long=$(printf '%0500d' 1 | sed 's/0/abcdefg /g')
printf '%s\n' 'regeling: plan-samenleven-3' 'uitgenodigd: [{type: stad, aantal: 2}]' \
    "vragen: [{vraag: v, soort: schaal, antwoorden: [${long}1, ${long}2]}]" >long.yaml
printf 'respondent;type;actie;vraag;antwoord\nS1;stad;;v;%s\nS2;stad;;v;%s\n' \
    "${long}1" "${long}2" >long.csv
{
    run 0 survey wide.csv --lang en
    grep -q ' 1000 (100,0000) 1000/1000 ' "$work/stdout" || cat "$work/stdout"
    grep -q ' 50 % 495-504/1000 ' "$work/stdout" || cat "$work/stdout"
    awk 'length($0) > 80' "$work/stdout"
    run 0 survey long.csv --questionnaire long.yaml --lang en
    awk 'length($0) > 80' "$work/stdout"
    sed -n "/median: between/,/centrumstad/p" "$work/stdout" | grep -qw 12 ||
        echo "a median cut off"
} >"$work/wrong"
verdict 'wide numbers and long answers'

# ---- options ----

printf '%s\n16;kans;meer;a;7;;13;;43;p\n16;kans;meer;b;7;;13;;45;p\n' "$head" >seven.csv
{
    run 0 survey seven.csv --lang en
    grep -q '! b: no count of 7 gives this' "$work/stdout" || cat "$work/stdout"
    run 1 survey seven.csv --strict --lang en
    grep -q '^saldo: seven.csv: impossible figures: 1, impossible questions: 1 (--strict)$' \
        "$work/stderr" || cat "$work/stderr"
    [ -s "$work/stdout" ] || echo 'no report with --strict'
    run 0 survey seven.csv --confidence 99,9 --format json
    grep -q '"betrouwbaarheid":"99.9"' "$work/stdout" || cat "$work/stdout"
    run 0 survey "$fixtures/antwoorden.csv" --strict
    run 0 survey seven.csv --confidence 99 --format json
    grep -q '"betrouwbaarheid":"99"' "$work/stdout" || cat "$work/stdout"
    run 0 survey "$fixtures/antwoorden.csv" --questionnaire "$fixtures/vragen.yaml"
    run 0 survey seven.csv --scheme plan-samenleven-1
} >"$work/wrong"
verdict 'options'
{
    run 2 survey
    run 2 survey a b
    run 2 survey seven.csv --format xml
    for level in 49 100 99,99999 95% x; do
        run 2 survey seven.csv --confidence $level
    done
    run 1 survey seven.csv --scheme nota
    run 1 survey absent.csv --lang en
    grep -q 'absent.csv: No such file' "$work/stderr" || cat "$work/stderr"
    run 1 survey "$fixtures/antwoorden.csv" --questionnaire absent.yaml --lang en
    grep -q 'absent.yaml: no such file; answers need a questionnaire' "$work/stderr" ||
        cat "$work/stderr"
    run 1 survey .
    : >empty.csv
    run 1 survey empty.csv
    printf 'percentage' >short.csv
    run 1 survey short.csv
    [ ! -e /dev/full ] || {
        "$saldo" survey "$fixtures/gepubliceerd.csv" --format json --lang en >/dev/full 2>said
        [ $? -eq 4 ] || echo 'a full disk is not told'
        grep -q '^saldo: standard output: No space' said || cat said
        "$saldo" survey "$fixtures/gepubliceerd.csv" >/dev/full 2>/dev/null
        [ $? -eq 4 ] || echo 'a full disk is not told by text'
    }
} >"$work/wrong"
verdict 'wrong use and files that are not there'
exit $failed
