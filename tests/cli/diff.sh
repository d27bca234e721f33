#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: diff.sh SALDO
# What diff prints, in three forms and two languages, and its exit status.
set -u

saldo=${1:?usage: diff.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1

cp -R "$fixtures/nota" dossier
sed -i 's/eind;2025-10-08;512/eind;2025-10-08;412/' dossier/kpi.csv
"$saldo" compute dossier --out new >/dev/null 2>&1
cp -R "$fixtures/nota.expected" old

{
    run 0 diff old old --lang nl
    prints <<'OUT'
geen bedrag bewoog; 0 wijzigingen in waar ze uit gemaakt zijn
OUT
    run 3 diff old new --lang nl
    prints <<'OUT'
7 bedragen en uitkomsten bewogen
    saldo                     6.000,00 →               0,00         -6.000,00
    open                      7.200,00 →          13.200,00         +6.000,00
    te_betalen               97.200,00 →          91.200,00         -6.000,00

voorbeeld-1, Lier
    uitkomst          saldo-uitbetalen →   beslissing-nodig
    saldo                     6.000,00 →               0,00         -6.000,00
    open                          0,00 →           6.000,00         +6.000,00
    te_betalen               30.000,00 →          24.000,00         -6.000,00
      kpi.csv:3 behaalde_kpi: 512 → 412
  actie 5
    uitkomst          saldo-uitbetalen →   beslissing-nodig
    saldo                     6.000,00 →               0,00         -6.000,00
    open                          0,00 →           6.000,00         +6.000,00
      kpi.csv:3 behaalde_kpi: 512 → 412
OUT
    run 3 diff old new --lang en
    head -n 1 "$work/stdout" >"$work/first"
    echo '7 amounts and outcomes moved' | diff -u - "$work/first"
} >"$work/wrong"
verdict 'diff: text'

{
    run 3 diff old new --format csv
    cut -d ';' -f 1,3-15 "$work/stdout" | tail -n 2 | head -n 1 >"$work/row"
    echo 'voorbeeld-1;5;;saldo;6.000,00;0,00;-6.000,00;cel;kpi.csv;3;3;behaalde_kpi;512;412' |
        diff -u - "$work/row"
    [ "$(wc -l <"$work/stdout")" -eq 8 ] || cat "$work/stdout"
    run 3 diff old new --format json
    jq -r '.zonder_oorzaak, (.bewogen | length), .bewogen[5].verschil,
        .oorzaken[.bewogen[5].oorzaken[0]].veld' "$work/stdout" | tr '\n' ' ' >"$work/row"
    printf '0 7 -6000.00 behaalde_kpi ' | diff -u - "$work/row"
} >"$work/wrong"
verdict 'diff: csv, json'

{
    run 2 diff old
    run 2 diff old new more
    run 2 diff old new --format pdf
    run 1 diff old nowhere
    sed -i 's/"6000.00"/"6001.00"/' new/afrekening.json
    run 1 diff old new
    timeout 20 "$saldo" diff old old >/dev/full 2>"$work/stderr"
    [ $? -eq 4 ] || echo 'a full output was not noticed'
} >"$work/wrong"
verdict 'diff: wrong use'

{
    "$saldo" compute "$fixtures/oproep-3" --out early --as-of 2025-12-31 >/dev/null 2>&1
    run 3 diff "$fixtures/oproep-3.expected" early --lang nl
    ! grep -n 'oorzaak onbekend' "$work/stdout"
    awk '{ gsub(/[\200-\277]/, "") } length > 80 { print "over 80: " $0 }' "$work/stdout"
} >"$work/wrong"
verdict 'diff: call 3 at an earlier date'
exit $failed
