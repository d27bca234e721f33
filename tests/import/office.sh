#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: office.sh SALDO WORKBOOKS
# saldo import on workbooks of libxlsxwriter and, of every table, on .xlsx and .ods of LibreOffice.
set -u

saldo=${1:?usage: office.sh SALDO WORKBOOKS}
workbooks=$(realpath "${2:?usage: office.sh SALDO WORKBOOKS}")
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1

mkdir in
"$workbooks" in || exit 1
says() {
    cat >"$work/expected"
    diff -u "$work/expected" "$work/stderr"
}
empty() {
    rm -rf d
    "$saldo" init d >/dev/null || exit 1
}

{
    empty
    run 0 import in/indiening.xlsx --into d --lang nl
    says <<OUT
indiening.xlsx:Uitleg: waarschuwing: dit blad is geen tabel van een dossier en wordt niet \
gelezen [IMPORT-BLAD-OVERGESLAGEN]
indiening.xlsx:KPI 2023!F7: info: 1 cellen zijn een formule; de bewaarde waarde telt, saldo \
rekent niets na [WERKMAP-FORMULE]
OUT
    prints <<'OUT'
indiening.xlsx:KPI 2023 → kpi.csv: 2 rijen, 2 nieuw, 0 stonden er al
  1 lege rij weggelaten
  1 totaalrij weggelaten, ze klopt
  spaties in 1 cel, hoofdletters in 2 cellen
indiening.xlsx:begunstigden → begunstigden.csv: 1 rij, 1 nieuw, 0 stond er al
  hoofdletters in 1 cel, nummers van organisaties in 1 cel, cellen met een type in 1 cel
geschreven: d; wat gewijzigd is, staat in import.json
volgende:   saldo check d
OUT
    tail -n +2 d/kpi.csv | diff -u - /dev/fd/3 3<<'OUT'
gent;5;;eind;2023-10-04;512;
gent;5;;eind;2023-10-05;100;
OUT
    tail -n +2 d/begunstigden.csv | diff -u - /dev/fd/3 3<<'OUT'
gent;Gent;gemeente;44021;0207451227
OUT
    jq -r '.rijen[] | "\(.tabel):\(.lijn) \(.bron) \(.rij)"' d/import.json |
        diff -u - /dev/fd/3 3<<'OUT'
begunstigden.csv:2 1 2
kpi.csv:2 0 4
kpi.csv:3 0 6
OUT
    empty
    run 1 import in/twee.xlsx --into d --lang en
    says <<'OUT'
twee.xlsx:kpi (2): error: this sheet and 'kpi' both fit kpi.csv; leave one out [IMPORT-TWEE-BLADEN]
saldo: nothing was written
OUT
    run 1 import in/kpi.xlsx --into d --lang en
    says <<OUT
kpi.xlsx:Blad1!F3: error: '512.5' in behaalde_kpi is not a count; expected: a whole number from \
0, such as 500 or 1.500 [AANTAL-FOUT]
kpi.xlsx:Blad1!F4: error: behaalde_kpi holds the error value '#DIV/0!'; mend the formula \
[WERKMAP-FOUTWAARDE]
kpi.xlsx:Blad1!A2: warning: 1 rows are hidden; they count, this is the first [WERKMAP-VERBORGEN-RIJ]
kpi.xlsx:Blad1!F4: info: 1 cells are a formula; the stored value counts, saldo computes nothing \
again [WERKMAP-FORMULE]
saldo: nothing was written
OUT
    [ "$(wc -l <d/kpi.csv)" -eq 1 ] || cat d/kpi.csv
} >"$work/wrong" 2>&1
verdict 'import: workbooks of libxlsxwriter'

convert() { # FORM: every table of the fixture; numbers and dates become typed cells
    env -u DISPLAY HOME="$work" LC_ALL=C.UTF-8 soffice \
        "-env:UserInstallation=file://$work/profile" --headless --norestore \
        --infilter=CSV:59,34,76,1,,1033,false,true --convert-to "$1" --outdir "$work/$1" \
        "$work"/tables/*.csv
}
mkdir tables
cp "$fixtures"/oproep-1/*.csv tables/
sed -i 's/;1\.512$/;1512/' tables/leden.csv # a point is a decimal mark to this LibreOffice
for form in xlsx ods; do
    {
        empty
        convert "$form" >"$work/office" 2>&1 || cat "$work/office"
        cp "$fixtures/oproep-1/dossier.yaml" d/
        run 0 import "$form"/*."$form" --into d --decimal comma
        for table in tables/*.csv; do
            diff -u "$table" "d/$(basename "$table")"
        done
        run 0 check d
    } >"$work/wrong" 2>&1
    verdict "import: every table as .$form of LibreOffice"
done

exit $failed
