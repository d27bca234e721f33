#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: bbc_settle.sh PROGRAM
# The dossier of call 3 settles the same when its spending comes out of a BBC export, read with
# `saldo bbc`, as when it is written by hand; and each amount can be followed to the export's line.
set -eu
program=$(realpath "$1")
fixture=$(cd "$(dirname "$0")/../../fixtures/oproep-3" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp -r "$fixture" dossier
chmod -R u+w dossier

# What stands in uitgaven.csv as from an export becomes one, two lines a record. The VGC has no NIS
# code: its rows have the name that the dossier gives it, and no other.
awk -F ';' '
    NR == 1 {
        print "Actie totaaloverzicht;NIS-code;Bestuur;Type rapport;Rapportjaar;Boekjaar;Kwartaal;" \
            "Externe rapporteringscode;Uitgave"
        next
    }
    $8 == "voorbeeld-bbc.csv" {
        name = $2 == "" ? "Vlaamse Gemeenschapscommissie" : ""
        printf "\"Code: %s\nKorte omschrijving: voorbeeld\";%s;%s;JR;%s;%s;%s;%s;%s\n",
            $6, $2, name, $3, $3, $4 == "" ? "" : "Q" $4, $5, $7
    }' dossier/uitgaven.csv >export.csv
"$program" bbc export.csv --profile bbc-acties-lang --dossier dossier --out bbc --seal >/dev/null
cmp -s dossier/uitgaven.csv bbc/uitgaven.csv && exit 1
"$program" compute dossier --out by-hand >/dev/null 2>&1
{
    cat bbc/uitgaven.csv
    awk -F ';' 'NR > 1 && $8 != "voorbeeld-bbc.csv"' dossier/uitgaven.csv
} >uitgaven.csv
cp uitgaven.csv dossier/uitgaven.csv
"$program" compute dossier --out by-export >/dev/null 2>&1
diff by-hand/begunstigden.csv by-export/begunstigden.csv
diff by-hand/afrekening.csv by-export/afrekening.csv

# Every accepted amount names its line, and there the amount stands.
tail -n +2 bbc/herkomst.csv | while IFS=';' read -r _ line _ _ _ _ _ _ _ _ _ raw; do
    sed -n "$((line + 1))p" export.csv | grep -qF "$raw" || {
        echo "line $line: no $raw"
        exit 1
    }
done
# What explain shows of the spending of a government names the export and the line.
"$program" explain by-export antwerpen | grep -q 'export\.csv:[0-9]'
"$program" explain by-export vgc | grep -q 'export\.csv:[0-9]'
grep -q '^vgc;;2024;3;' bbc/uitgaven.csv
# A name that the dossier does not have is no beneficiary; nothing is guessed.
sed 's/;Vlaamse Gemeenschapscommissie;/;VGC;/' export.csv >other.csv
"$program" bbc other.csv --profile bbc-acties-lang --dossier dossier --out other --lang nl \
    >/dev/null 2>&1
grep -q ';NIS-code;NIS-FOUT;' other/verworpen.csv
grep -q ';;VGC;JR;' other/verworpen.csv
if grep '^vgc;' other/uitgaven.csv; then
    exit 1
fi
