#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: missing.sh SALDO
# An input that is not there, or a file in the place of a folder, gives one status in every command,
# 1, and one sentence with the path as it was given; nothing is written.
set -u

saldo=${1:?usage: missing.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1
cp -R "$fixtures/nota" dossier
cp -R "$fixtures/nota.expected" run
cp "$fixtures/bevraging/antwoorden.csv" answers.csv
echo 'a;b' >plain
bbc='bbc plain --profile bbc-acties-lang --out out'
"$saldo" seal --new-key key.pem >/dev/null || exit 1

while read -r path arguments; do
    {
        # shellcheck disable=SC2086 # words are meant to be split
        run 1 $arguments --lang en
        # shellcheck disable=SC2086
        grep -qF -- "$path" "$work/stderr" || { echo "no path $path:"; cat "$work/stderr"; }
        [ ! -s "$work/stdout" ] || cat "$work/stdout"
        [ ! -e out ] || echo 'something was written'
        rm -rf out
    } >"$work/wrong"
    verdict "$arguments"
done <<WORDS
no/where check no/where
plain check plain
no/where check dossier --scheme-dir no/where
no/where compute no/where --out out
no/where compute dossier --out out --key no/where
no/where explain no/where gent
no/where bbc no/where --profile bbc-acties-lang --out out
no/where bbc plain no/where --profile bbc-acties-lang --out out
no/where bbc no/where --explain bbc-acties-lang
no/where bbc plain --profile no/where --out out
no/where.yaml $bbc --profile no/where.yaml
no/where $bbc --dossier no/where
no/where kpi no/where
no/where kpi run no/where
no/where report no/where --format html
no/where report no/where --format opendata --out out
no/where verify no/where
no/where verify run no/where
plain verify run plain
no/where diff no/where run
no/where diff run no/where
no/where seal no/where --key key.pem
no/where seal run --key no/where
no/where survey no/where
no/where survey answers.csv --questionnaire no/where
no/where indicators no/where
plain indicators plain
no/where participation no/where --as-of 2025-01-01
no/where scheme list --scheme-dir no/where
no/where scheme show plan-samenleven-3 --scheme-dir no/where
plain scheme list --scheme-dir plain
WORDS

# What the system refuses, though it is there, is no error of the input.
{
    ln -s loop loop
    run 1 check loop --lang en # a link to itself leads nowhere
    grep -q '^saldo: loop: ' "$work/stderr" || cat "$work/stderr"
} >"$work/wrong"
verdict 'a link to itself'

# ---- schemes of one's own are listed ----

mkdir own
sed 's/^id: plan-samenleven-3$/id: proef-1/; s/^naam: .*/naam: Proef/' \
    "$fixtures/../formulas/schemes/plan-samenleven-3.yaml" >own/proef-1.yaml
echo 'not a scheme' >own/README
{
    run 0 scheme list --scheme-dir own
    grep -q '^proef-1 ' "$work/stdout" || { cat "$work/stdout" "$work/stderr"; }
    grep -q '^plan-samenleven-3 ' "$work/stdout" || cat "$work/stdout"
    echo 'id: [' >own/kapot.yaml
    run 1 scheme list --scheme-dir own
    grep -q '^kapot.yaml:' "$work/stderr" || cat "$work/stderr"
    grep -q '^proef-1 ' "$work/stdout" || echo 'the good one is not listed'
} >"$work/wrong"
verdict 'scheme list --scheme-dir'

# ---- report makes its folder, and says which forms there are ----

{
    run 0 report run --format opendata --out open
    [ -d open/opendata ] || ls -R open
    run 0 report run --format html --out forms/
    [ -f forms/rapport.html ] || ls -R forms
    run 4 report run --format html --out no/where/forms
    [ ! -e no ] || echo 'folders above it were made'
    run 2 report run --format pdf --lang en
    grep -q 'html, xlsx, sqlite, opendata' "$work/stderr" || cat "$work/stderr"
    run 0 report --help --lang en
    tr -s ' \n' '  ' <"$work/stdout" | grep -q 'html, xlsx, sqlite, opendata' ||
        cat "$work/stdout"
} >"$work/wrong"
verdict 'report: the folder and the forms'
exit $failed
