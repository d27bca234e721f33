#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: import.sh SALDO
# saldo import: what it takes, what it asks, what it says of both in two languages, and that a
# dossier is changed whole or not at all.
set -u

saldo=${1:?usage: import.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1

cp -R "$fixtures/oproep-1" full
mkdir in
sums() { # every byte of a folder
    (cd "$1" && find . -type f | sort | xargs sha256sum)
}
fresh() { # DIR [TABLE...]: the dossier without the rows of those tables
    rm -rf "$1"
    cp -R full "$1"
    dir=$1
    shift
    for table; do
        head -n 1 "full/$table.csv" >"$dir/$table.csv"
    done
}
says() { # the words expected on standard error
    cat >"$work/expected"
    diff -u "$work/expected" "$work/stderr"
}
refuses() { # ARGUMENT...: status 1, and the dossier d stays as it is
    sums d >before
    run 1 import "$@" --into d
    sums d | diff -u before -
}
same() { # TABLE: d has the rows of the full dossier
    cmp "full/$1.csv" "d/$1.csv"
}

# ---- one file, everything at once, both languages ----
{
    fresh d kpi
    heads='Begunstigde,ACTIE,Doelgroep,Moment,Datum,Behaalde KPI,Motivering'
    printf '\357\273\277sep=,\r\n%s\r\n' "$heads" >in/kpi.csv
    printf '%s\r\n' 'gent ,5,,Eind,31/10/2023,"512,00",' ',,,,,,' \
        'gent,6,,EIND,04/10/2023,1 044,"a, b"' >>in/kpi.csv
    run 0 import in/kpi.csv --into d --lang nl
    prints <<'OUT'
kpi.csv → kpi.csv: 2 rijen, 2 nieuw, 0 stonden er al
  scheidingsteken , (uit zijn regel sep=), UTF-8, byte order mark weggelaten
  1 lege rij weggelaten
  spaties in 2 cellen, hoofdletters in 2 cellen, decimalen in 1 cel, datums in 2 cellen
geschreven: d; wat gewijzigd is, staat in import.json
volgende:   saldo check d
OUT
    printf '%s\n' 'begunstigde;actie;doelgroep;moment;datum;behaalde_kpi;motivering' \
        'gent;5;;eind;2023-10-31;512;' 'gent;6;;eind;2023-10-04;1044;a, b' | diff -u - d/kpi.csv
    jq -r '.wijzigingen[] | "\(.cel) \(.kolom) \(.van) → \(.naar) \(.waarom | join(","))"' \
        d/import.json >changes
    diff -u - changes <<'OUT'
A3 begunstigde gent  → gent spaties
D3 moment Eind → eind hoofdletters
E3 datum 31/10/2023 → 2023-10-31 datum
F3 behaalde_kpi 512,00 → 512 decimalen
D5 moment EIND → eind hoofdletters
E5 datum 04/10/2023 → 2023-10-04 datum
F5 behaalde_kpi 1 044 → 1044 spaties
OUT
    sums d >before
    run 0 import in/kpi.csv --into d --lang en
    tail -n 1 "$work/stdout" >last
    echo 'nothing new: d stays as it is' | diff -u - last
    sums d | diff -u before -
} >"$work/wrong" 2>&1
verdict 'import: what has one meaning is taken and said; twice changes nothing'

# ---- forms: separators, line ends, encodings, the header and words in another case ----
{
    rm in/*
    for table in aanvragen begunstigden beslissingen kpi leden stimulansen; do
        for mark in ';' ',' '|' tab; do
            for form in utf-8 marked windows-1252 utf-16 upper crlf; do
                fresh d "$table"
                [ "$mark" = tab ] && to=$(printf '\t') || to=$mark
                # Cells with a comma get quotes first.
                awk -F ';' -v OFS="$to" '{
                    for (i = 1; i <= NF; i++) if ($i ~ /[,"|]/) $i = "\"" $i "\""
                    $1 = $1; print }' "full/$table.csv" >in/plain
                case $form in
                utf-8) cp in/plain "in/$table.csv" ;;
                marked) { printf '\357\273\277' && cat in/plain; } >"in/$table.csv" ;;
                windows-1252) iconv -t windows-1252 in/plain >"in/$table.csv" ;;
                utf-16) iconv -t utf-16 in/plain >"in/$table.csv" ;;
                upper) sed '1{s/.*/\U&/;s/_/ /g}' in/plain >"in/$table.csv" ;;
                crlf) sed 's/$/\r/' in/plain >"in/$table.csv" ;;
                esac
                run 0 import "in/$table.csv" --into d --decimal comma
                cmp "full/$table.csv" "d/$table.csv" || echo "$table $mark $form"
            done
        done
    done
    run 0 check d
} >"$work/wrong" 2>&1
verdict 'import: every table in every form gives the bytes that were there'

# ---- a table of the dossier itself ----
{
    fresh d
    tr ';' , <full/kpi.csv | sed '1s/.*/\U&/' >d/kpi.csv
    run 1 check d --lang nl
    head -n 1 "$work/stderr" | diff -u - /dev/fd/3 3<<OUT
kpi.csv:1: fout: dit is kpi.csv zoals een rekenblad ze bewaart (ander scheidingsteken, andere \
letters of een regel sep=); saldo import leest ze zo [KOPREGEL-ANDERE-VORM]
OUT
    grep -c '^kpi.csv' "$work/stderr" | grep -qx 1 || cat "$work/stderr"
    run 0 import d/kpi.csv --into d
    same kpi
    sums d >before
    run 0 import d/kpi.csv --into d --lang en
    tail -n 1 "$work/stdout" | grep -qx 'nothing new: d stays as it is' || cat "$work/stdout"
    sums d | diff -u before -
    run 0 check d
    { head -n 1 full/kpi.csv && sed 1d full/kpi.csv; } | sed 's/$/;/; 1s/$/nota/; 1s/.*/\U&/' \
        >d/kpi.csv
    refuses d/kpi.csv --lang nl
    grep -q '\[IMPORT-EIGEN-KOLOMMEN\]$' "$work/stderr" || cat "$work/stderr"
    { echo 'sep=;' && cat full/kpi.csv; } >d/kpi.csv
    run 1 check d --lang en
    grep -c 'KOPREGEL-ANDERE-VORM' "$work/stderr" | grep -qx 1 || cat "$work/stderr"
} >"$work/wrong" 2>&1
verdict 'import: a table of the dossier that only import reads is named once, and read in place'

# ---- what is asked ----
{
    echo 'begunstigde;datum;soort;bedrag;referentie' >full/betalingen.csv
    fresh d
    printf 'begunstigde;datum;soort;bedrag;referentie\ngent;03/04/2025;voorschot;5;\n' \
        >in/betalingen.csv
    refuses in/betalingen.csv --lang nl
    says <<OUT
betalingen.csv:2:2: fout: '03/04/2025' in datum kan op twee dagen slaan en niets in het bestand \
zegt welke; geef --dates dmy (dag eerst) of --dates mdy [IMPORT-DATUM-TWEE-LEZINGEN]
saldo: er is niets geschreven
OUT
    refuses in/betalingen.csv --lang en
    says <<OUT
betalingen.csv:2:2: error: '03/04/2025' in datum can be two days and nothing in the file says \
which; give --dates dmy (day first) or --dates mdy [IMPORT-DATUM-TWEE-LEZINGEN]
saldo: nothing was written
OUT
    for order in dmy:2025-04-03 mdy:2025-03-04; do
        fresh d
        run 0 import in/betalingen.csv --into d --dates "${order%:*}"
        tail -n 1 d/betalingen.csv | grep -qx "gent;${order#*:};voorschot;5;" ||
            cat d/betalingen.csv
    done
    printf 'begunstigde,datum,soort,bedrag,referentie\ngent,2025-04-03,voorschot,1.234,\n' \
        >in/betalingen.csv
    fresh d
    refuses in/betalingen.csv --lang nl
    says <<OUT
betalingen.csv:2:4: fout: '1.234' in bedrag: het leesteken kan duizendtallen of decimalen \
scheiden en niets in het bestand zegt welke; geef --decimal comma of --decimal point \
[IMPORT-GETAL-TWEE-LEZINGEN]
saldo: er is niets geschreven
OUT
    run 0 import in/betalingen.csv --into d --decimal comma
    tail -n 1 d/betalingen.csv | grep -q ';1.234;' || cat d/betalingen.csv
    fresh d
    refuses in/betalingen.csv --decimal point
    says <<OUT
betalingen.csv:2:4: error: '1.234' in bedrag is not an amount; expected: euro with at most two \
decimals, such as 1234,56 or 1.234,56 [BEDRAG-FOUT]
saldo: nothing was written
OUT
    rm full/betalingen.csv in/betalingen.csv
} >"$work/wrong" 2>&1
verdict 'import: what has two meanings is asked, and nothing is written'

# ---- totals, conflicts, rows that are there ----
{
    fresh d stimulansen
    printf 'begunstigde;stimulans;bedrag\na;x;1.000,50\nb;x;€ 2\nTotaal;;1 002,50\n' \
        >in/stimulansen.csv
    run 0 import in/stimulansen.csv --into d --lang en
    sed -n 3p "$work/stdout" | diff -u - /dev/fd/3 3<<'OUT'
  1 total row left out, it adds up
OUT
    sed -i 's/1 002,50/1 002,51/' in/stimulansen.csv
    refuses in/stimulansen.csv --lang nl
    says <<OUT
stimulansen.csv:4:3: fout: bedrag: het totaal 1002,51 is niet de som van de rijen erboven \
(1.002,50) [IMPORT-TOTAAL]
saldo: er is niets geschreven
OUT
    printf 'begunstigde;stimulans;bedrag\nc;x;1\na;x;1.000,51\n' >in/stimulansen.csv
    refuses in/stimulansen.csv --lang nl
    says <<OUT
stimulansen.csv:3: fout: 'a, x' staat al in stimulansen.csv:2 met andere inhoud (bedrag: \
1.000,50 ≠ 1.000,51); er is niets geschreven [IMPORT-CONFLICT]
saldo: er is niets geschreven
OUT
    printf 'begunstigde;stimulans;bedrag\nc;x;1\na;x;1000,5\n' >in/stimulansen.csv
    run 0 import in/stimulansen.csv --into d --lang en
    head -n 1 "$work/stdout" | diff -u - /dev/fd/3 3<<'OUT'
stimulansen.csv → stimulansen.csv: 2 rows, 1 new, 1 there already
OUT
    tail -n 1 d/stimulansen.csv | grep -qx 'c;x;1' || cat d/stimulansen.csv
    rm in/stimulansen.csv
} >"$work/wrong" 2>&1
verdict 'import: totals, conflicts, rows that are there'

# ---- numbers of organisations ----
{
    fresh d begunstigden
    sed 's/;0\([0-9]*\)$/;\1/; 3s/;\([0-9]\{3\}\)\([0-9]\{3\}\)\([0-9]*\)$/;BE 0\1.\2.\3/' \
        full/begunstigden.csv >in/begunstigden.csv
    run 0 import in/begunstigden.csv --into d
    same begunstigden
    rm in/begunstigden.csv
} >"$work/wrong" 2>&1
verdict 'import: KBO numbers in any spelling'

# ---- the dossier ----
{
    cp full/kpi.csv in/kpi.csv
    run 1 import in/absent.csv --into d --lang en
    says <<'OUT'
saldo: in/absent.csv: No such file or directory
OUT
    run 1 import in/kpi.csv --into absent --lang en
    says <<'OUT'
saldo: absent: No such file or directory
OUT
    run 1 import in/kpi.csv --into in --lang nl
    says <<'OUT'
saldo: in heeft geen dossier.yaml; 'saldo init' maakt een dossier
OUT
    run 2 import in/kpi.csv
    run 2 import --into d
    run 2 import in/kpi.csv --into d --dates ymd
    run 2 import in/kpi.csv --into d --table tabel
    fresh d kpi
    sums d >before
    run 0 import in/kpi.csv --into d --dry-run --lang en
    tail -n 1 "$work/stdout" | grep -qx 'nothing was written (--dry-run)' || cat "$work/stdout"
    sums d | diff -u before -
    echo '{}' >d/import.json
    refuses in/kpi.csv --lang en
    says <<'OUT'
saldo: d/import.json is not a record of saldo import; move it away
OUT
    rm d/import.json
    mv d/kpi.csv elsewhere && ln -s ../elsewhere d/kpi.csv
    refuses in/kpi.csv --lang en
    says <<'OUT'
saldo: d/kpi.csv is not a plain file
OUT
} >"$work/wrong" 2>&1
verdict 'import: what is no dossier, no table or no record of ours'

# ---- two at once ----
{
    fresh d stimulansen
    : >d/import.json
    rm d/import.json
    for i in 1 2 3 4 5 6 7 8; do
        printf 'begunstigde;stimulans;bedrag\nb%s;x;1\n' $i >"in/stimulansen$i.csv"
        "$saldo" import "in/stimulansen$i.csv" --into d >"out$i" 2>&1 &
    done
    wait
    cat out? | grep -c '^written: d; ' | grep -qx 8 || cat out?
    tail -n +2 d/stimulansen.csv | sort | diff -u - /dev/fd/3 3<<'OUT'
b1;x;1
b2;x;1
b3;x;1
b4;x;1
b5;x;1
b6;x;1
b7;x;1
b8;x;1
OUT
    jq '.rijen | length' d/import.json | grep -qx 8 || cat d/import.json
    find d -name '.*saldo*'
} >"$work/wrong" 2>&1
verdict 'import: eight at once lose no row'

exit $failed
