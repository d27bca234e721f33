#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: report.sh SALDO
# saldo report: wrong use and what cannot be written, each with its exact message; and the database,
# cell by cell against the CSV and JSON files of the run.
set -u

saldo=${1:?usage: report.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1

says() { # STATUS MESSAGE ARGUMENT...: the first line of stderr, in English
    expected=$1
    message=$2
    shift 2
    LC_ALL=C timeout 20 "$saldo" "$@" >stdout 2>stderr
    status=$?
    {
        [ $status -eq "$expected" ] || echo "exit $status, expected $expected: saldo $*"
        [ "$(head -n 1 stderr)" = "$message" ] || cat stderr
    } >>wrong
}

"$saldo" compute "$fixtures/oproep-3" --out run >/dev/null 2>&1 || echo 'no run'

: >wrong
forms='expected: html, xlsx, sqlite, opendata'
says 2 "saldo report: 'pdf' is not a form; $forms" report run --format pdf
says 2 "saldo report: '' is not a form; $forms" report run --format sqlite,
says 2 'saldo report: --format is needed' report run
says 2 'Usage: saldo report [OPTION...] RUN' report --format sqlite
says 1 'saldo: absent is not a run: manifest.json cannot be read' report absent -f sqlite
says 0 '' report run -f sqlite -o made
[ ! -e run/saldo.sqlite ] || echo 'a form stands in the run that was to go elsewhere' >>wrong
says 0 '' report run -f sqlite,sqlite
says 1 'saldo: run/saldo.sqlite is there already; use --force to replace it' report run -f sqlite
cp run/saldo.sqlite before
says 0 '' report run -f sqlite --force
cmp run/saldo.sqlite before >>wrong
[ "$(ls -A run | grep -c tmp)" -eq 0 ] || ls -A run >>wrong
cp -r run edited
sed -i '2s/5/6/' edited/bevindingen.csv
says 1 'saldo: edited: bevindingen.csv is not the file that was sealed' report edited -f sqlite
"$saldo" compute "$fixtures/oproep-3" --out run --force >/dev/null 2>&1 || echo status >>wrong
[ ! -e run/saldo.sqlite ] || echo 'the form of a run that was replaced is still there' >>wrong
verdict 'messages'

# A disk that is full in the middle: the reason, and nothing is left behind.
: >wrong
mkdir full
for form in html:rapport.html xlsx:afrekening.xlsx sqlite:saldo.sqlite; do
    (
        ulimit -f 64
        LC_ALL=C "$saldo" report run -f "${form%:*}" -o full >stdout 2>stderr
    )
    [ $? -eq 4 ] || echo "${form%:*}: not 4" >>wrong
    [ "$(tail -n 1 stderr)" = "saldo: full/${form#*:}: File too large" ] || cat stderr >>wrong
done
ls -A full >>wrong
verdict 'a full disk'

# The same bytes everywhere; the language of the screen changes nothing in the database.
: >wrong
LC_ALL=C TZ=UTC "$saldo" report run -f sqlite -o . --lang nl >/dev/null || echo status >>wrong
mkdir other
LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo "$saldo" report run -f sqlite -o other --lang en >/dev/null
cmp saldo.sqlite other/saldo.sqlite >>wrong 2>&1
verdict 'database: the same bytes'

query() { # SQL
    sqlite3 -readonly -batch saldo.sqlite "$1"
}
: >wrong
[ "$(query 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ] || echo integrity >>wrong
query "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%STRICT'" >>wrong
query 'SELECT * FROM aansluiting WHERE subsidie_cent OR stimulansen_cent OR delen_cent
    OR te_betalen_cent' >>wrong
for view in te_betalen te_beslissen wacht_op_beslissing per_actie verantwoording; do
    [ "$(query "SELECT count(*) > 0 FROM $view")" = 1 ] || echo "$view is empty" >>wrong
done
"$saldo" compute "$fixtures/oproep-3" --out run --force --json 2>/dev/null |
    jq -r '.te_beslissen[] | [.begunstigde, .actie, .doelgroep, .open // .tekort] | join("|")' |
    sed 's/\.\([0-9][0-9]\)$/\1/; s/|0*\([0-9]\)/|\1/' | sort >expected
query 'SELECT begunstigde, onderwerp, doelgroep, bedrag_cent FROM wacht_op_beslissing' |
    sort >found
[ -s found ] || echo 'nothing waits' >>wrong
diff expected found >>wrong
verdict 'database: whole'

# Each table of the JSON, cell by cell. A column that ends in a colon is an amount: in cents.
same() { # NAME SQL: standard input is what is expected
    cat >expected
    query "$2" >found
    {
        [ -s found ] || echo 'nothing to compare'
        diff expected found
    } >wrong 2>&1
    verdict "database: $1"
}
table() { # TABLE; reads columns
    tr -s ' \n' '\n\n' | sed '/^$/d' >columns
    names=$(sed 's/:$/_cent/' columns | paste -sd ,)
    jq -r --arg table "$1" --rawfile columns columns '
        def plain: if . == null then "" elif type == "number" then tostring else . end;
        def cents: if . == null then "" else gsub("\\."; "") | tonumber | tostring end;
        ($columns | rtrimstr("\n") | split("\n")) as $columns |
        .[$table] | .kolommen as $names | .rijen[] | . as $row |
        [$columns[] | . as $c | rtrimstr(":") | . as $name | $row[$names | index($name)] |
         if $c | endswith(":") then cents else plain end] | join("|")' run/afrekening.json |
        same "$1" "SELECT $names FROM $1 ORDER BY rowid"
}
table begunstigden <<'COLUMNS'
begunstigde naam soort nis kbo lijn subsidie: stimulansen: voorschot: saldo: ingehouden: open:
terugvordering: terugvordering_verantwoording: betaald: te_betalen: basis: uitgaven: verantwoording
uitkomst ontvankelijk inwoners_niet_eu
COLUMNS
table afrekening <<'COLUMNS'
begunstigde actie doelgroep lijn keuze huidig_bereik vooropgestelde_kpi kpi_vorig_jaar
standaardbedrag: standaardbedrag_parameter geteld deler verdeelsleutel subsidie: behaalde_kpi
toegekend: voorschot: saldo_berekend: uitkomst saldo: ingehouden: open: terugvordering: reden
COLUMNS
table stimulansen <<'COLUMNS'
begunstigde stimulans lijn bedrag: voorschot: saldo_berekend: uitkomst saldo: ingehouden: open:
terugvordering: reden
COLUMNS

# What hangs below the rows: every row of the dossier is there once, with its own line.
for pair in toekenningen:toekenningen leden:leden rapporten:kpi betalingen:betalingen \
    uitgaven:uitgaven beslissingen:beslissingen afrekening:aanvragen stimulansen:stimulansen; do
    table=${pair%:*}
    jq -r --arg file "${pair#*:}.csv" '.invoer[] | select(.bestand == $file) | .rijen' \
        run/manifest.json | sed 's/.*/&|&/' |
        same "every row of ${pair#*:}.csv" "SELECT count(*), count(DISTINCT lijn) FROM $table"
done
exit $failed
