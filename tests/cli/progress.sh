#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: progress.sh PROGRAM
# A long reading shows how far it is, on a terminal, and takes the line away; anywhere else it shows
# nothing. A pseudo-terminal comes from script(1); reading record by record makes it long.
set -eu
program=$(realpath "$1")
fixture=$(cd "$(dirname "$0")/../../fixtures/bbc/vorm-lang" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
LC_ALL=C LANGUAGE=''
export LC_ALL LANGUAGE

head -n 1 "$fixture/export.csv" >export.csv
row='Code: BD1;Code: AP1;Code: AC1;12025;Mechelen;JR;2024;2024;1;1;1;I;62;ABB-SLV;'
awk -v row="$row" 'BEGIN { for (i = 0; i < 520000; i++) print row i ",00" }' >>export.csv
run="$program bbc export.csv --profile bbc-acties-lang --threads 2"

script -qec "$run --simd portable --chunk 1 --out one --lang nl" /dev/null >shown
tr '\r' '\n' <shown | grep -q '^saldo bbc: [0-9]* MB van 4[0-9] MB, [0-9]* %, [0-9]* MB/s'
# The line goes before anything else is said: what comes behind it begins with clearing it.
clear=$(printf '\033[K')
tr '\r' '\n' <shown | grep -A 1 '^saldo bbc: ' | tail -n 1 | grep -qF "$clear"
tr '\r' '\n' <shown | grep -A 1 '^saldo bbc: ' | tail -n 1 | grep -qv '^saldo bbc: '
$run --chunk 1 --out two --lang nl >said 2>&1
$run --out three --lang nl >/dev/null 2>>said
if grep 'MB/s' said; then
    exit 1
fi
cmp one/controle.json two/controle.json
