#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: commands.sh SALDO
# Each command in both languages, wrong use, and what calc, init, scheme and explain print.
set -u

saldo=${1:?usage: commands.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1

has() { # WORDS FILE: line ends and indents do not matter
    tr -s ' \n' '  ' <"$2" | grep -qF -- "$1" || {
        echo "no: $1"
        cat "$2"
    }
}

# ---- profiles ----

{
    for profile in "$fixtures"/../formulas/profiles/*.yaml; do
        run 0 bbc --show-profile "$(basename "$profile" .yaml)"
        cmp "$profile" "$work/stdout"
        cp "$work/stdout" shown.yaml # what is shown can be read again
        "$saldo" bbc "$fixtures/bbc/vorm-lang/export.csv" --explain-profile ./shown.yaml \
            >"$work/read" 2>&1
        ! grep 'PROFIEL\|SLEUTEL' "$work/read"
    done
    run 1 bbc --show-profile onbekend --lang nl
    has 'bbc-acties-lang' "$work/stderr"
} >"$work/wrong"
verdict 'bbc: shows its profiles'
{
    run 0 bbc "$fixtures/bbc/keuze-meest-recent/export.csv" --profile bbc-acties-lang \
        --status 'Meest recent' --out recent
    has "andere-status 1 240,00 'Nee' 1 240,00" "$work/stdout"
    cmp recent/uitgaven.csv "$fixtures/bbc/keuze-meest-recent/expected/uitgaven.csv"
} >"$work/wrong"
verdict 'bbc: names on the screen what it skips'

# ---- help ----

help_has() { # COMMAND WORDS-IN-DUTCH WORDS-IN-ENGLISH
    {
        run 0 $1 --help --lang nl
        has "$2" "$work/stdout"
        run 0 $1 --lang=en --help
        has "$3" "$work/stdout"
        LC_ALL=C run 0 $1 --help
        has "$3" "$work/stdout"
        [ ! -s "$work/stderr" ] || cat "$work/stderr"
        run 0 $1 --version
        grep -qx 'saldo [0-9.]*' "$work/stdout" || cat "$work/stdout"
        run 0 $1 --usage
        has 'Usage: saldo' "$work/stdout"
    } >"$work/wrong"
    verdict "help: ${1:-saldo}"
}
help_has '' 'Rekent cogefinancierde subsidies af' 'Settles co-financed subsidies'
help_has init 'Schrijft een leeg dossier' 'Writes an empty dossier'
help_has check 'Controleert een dossier' 'Checks a dossier'
help_has calc 'Berekent een subsidie' 'Computes one grant'
help_has compute 'Rekent een dossier af' 'Settles a dossier'
help_has participation 'Telt de trajecten' 'Counts the trajectories'
help_has explain 'Toont hoe elk bedrag tot stand kwam' 'Shows how each amount came about'
help_has diff 'Toont welke bedragen' 'Shows which amounts'
help_has seal 'Ondertekent een run' 'Signs a run'
help_has verify 'Legt elk bestand van een run naast' 'Holds every file of a run'
help_has scheme 'Somt de gekende regelingen op' 'Lists the schemes that are known'

# ---- wrong use ----

grants='calc --scheme plan-samenleven-3 --action 5'
while read -r expected arguments; do
    [ "$expected" != '' ] || continue
    {
        # shellcheck disable=SC2086 # words are meant to be split
        run "$expected" $arguments
        [ -s "$work/stderr" ] || echo 'no sentence'
        [ ! -s "$work/stdout" ] || cat "$work/stdout"
        [ ! -e run ] || echo 'a run was written'
    } >"$work/wrong"
    verdict "wrong use: $arguments"
done <<WRONG
2
2 nonsense
2 --nonsense
2 --lang fr scheme list
2 init
2 init a b
2 check
2 check a b
2 check a --nonsense
2 check --lang fr a
2 check $fixtures/nota --as-of 2025-13-01
2 calc
2 calc 5
2 $grants
2 $grants --baseline 1
2 $grants --baseline -1 --target 3
2 $grants --baseline 1,5 --target 3
2 $grants --baseline 1 --target 3 --achieved x
2 $grants --baseline 1 --target 3 --price 1.23,4
2 $grants --baseline 1 --target 3 --price -1
1 $grants --baseline 1 --target 3 --group nobody
1 calc --scheme plan-samenleven-3 --action 3 --baseline 1 --target 3
1 calc --scheme plan-samenleven-3 --action 99 --baseline 1 --target 3
1 calc --scheme plan-samenleven-3 --action 23 --baseline 1 --target 3
1 calc --scheme nowhere --action 5 --baseline 1 --target 3
2 compute
2 compute $fixtures/nota
2 compute --out run
2 compute $fixtures/nota $fixtures/oproep-3 --out run
2 compute $fixtures/nota --out
2 compute $fixtures/nota --out run --as-of yesterday
1 compute $fixtures/nota --out run --as-of 2023-01-01
1 compute $fixtures/oproep-3 --out run --strict
2 explain
2 explain run
2 explain run a 5 b c
1 explain run voorbeeld-1
1 explain $fixtures/nota voorbeeld-1
1 explain $fixtures/nota.expected nobody
1 explain $fixtures/nota.expected voorbeeld-1 6
1 explain $fixtures/nota.expected voorbeeld-1 5 vrouwen
1 explain $fixtures/nota.expected voorbeeld-1 mentorrol
2 kpi
2 kpi $fixtures/nota/kpi.csv
2 kpi $fixtures/nota/kpi.csv --format csv --rows
2 kpi $fixtures/nota/kpi.csv --format csv --by action
1 kpi $fixtures/nota/aanvragen.csv --format csv
2 kpi $fixtures/nota.expected --by colour
2 kpi $fixtures/nota.expected --by action,actie
2 kpi $fixtures/nota.expected --only action
2 kpi $fixtures/nota.expected --only colour=red
2 kpi $fixtures/nota.expected --format html
2 kpi $fixtures/nota.expected $fixtures/oproep-2.expected --by action
2 kpi $fixtures/nota.expected $fixtures/oproep-2.expected --only action=5
1 kpi run
1 kpi $fixtures/nota
1 kpi $fixtures/nota.expected $fixtures/oproep-3.expected
2 scheme
2 scheme delete
2 scheme list all
2 scheme show
2 scheme show plan-samenleven-3 plan-samenleven-2
1 scheme show plan-samenleven-4
WRONG

# ---- calc: the examples of the nota ----

{
    # shellcheck disable=SC2086 # words are meant to be split
    run 0 $grants --baseline 100 --target 500 --lang nl
    prints <<'OUT'
subsidie                30.000,00   halvering: 120,00 × 500 / 2
voorschot               24.000,00
saldo                    6.000,00   30.000,00 − 24.000,00
OUT
    # shellcheck disable=SC2086
    run 0 $grants --baseline 500 --target 800 --lang en
    prints <<'OUT'
subsidie                36.000,00   verschil: (800 − 500) × 120,00
voorschot               28.800,00
saldo                    7.200,00   36.000,00 − 28.800,00
OUT
    # shellcheck disable=SC2086
    run 0 $grants --baseline 400 --target 800
    prints <<'OUT'
subsidie                48.000,00   halvering: 120,00 × 800 / 2
voorschot               38.400,00
saldo                    9.600,00   48.000,00 − 38.400,00
OUT
    # shellcheck disable=SC2086
    run 0 $grants --baseline 500 --target 800 --achieved 720 --lang nl
    prints <<'OUT'
subsidie                36.000,00   verschil: (800 − 500) × 120,00
voorschot               28.800,00
saldo                    7.200,00   36.000,00 − 28.800,00
uitkomst         beslissing-nodig   720 / 800

KPI niet bereikt: mensen beslissen (een aanvaarde motivering betaalt het saldo).
                                        saldo     ingehouden terugvordering
  motivering aanvaarden              7.200,00           0,00           0,00
  saldo inhouden                         0,00       7.200,00           0,00
  herberekenen op behaald                0,00       7.200,00       2.400,00
  alles terugvorderen                    0,00       7.200,00      28.800,00
  subsidie op behaald: 26.400,00
OUT
    # shellcheck disable=SC2086
    run 0 $grants --baseline 500 --target 800 --achieved 800 --lang nl
    has 'uitkomst saldo-uitbetalen 800 / 800' "$work/stdout"
    # shellcheck disable=SC2086
    run 0 $grants --baseline 800 --target 800 --lang nl
    has 'subsidie 0,00 geen: 800 ≤ 800' "$work/stdout"
} >"$work/wrong"
verdict 'calc: the examples of the nota'

# ---- init, check ----

for scheme in plan-samenleven-1 plan-samenleven-2 plan-samenleven-3; do
    {
        run 0 init "new-$scheme" --scheme $scheme --lang nl
        run 0 check "new-$scheme" --lang nl
        has 'begunstigden.csv: waarschuwing: het bestand heeft een kopregel' "$work/stderr"
        has 'saldo: 0 fouten, 2 waarschuwingen' "$work/stderr"
        run 1 check "new-$scheme" --strict # a dossier of headers only
        run 0 compute "new-$scheme" --out "run-$scheme"
        run 1 init "new-$scheme" --scheme $scheme # it is there already
        [ "$(head -c 3 "new-$scheme/kpi.csv")" = beg ] || echo 'kpi.csv has no header'
    } >"$work/wrong"
    verdict "init, check, compute: $scheme"
done
{
    # What the comments of dossier.yaml propose is right as well.
    sed -i 's/^#\(aannames:\)/\1/; s/^#\(  *[a-z-]*: [a-z]\)/\1/; s/^#\(codering:\)/\1/' \
        new-plan-samenleven-3/dossier.yaml
    grep -q '^ *afronding: half-weg-van-nul' new-plan-samenleven-3/dossier.yaml ||
        cat new-plan-samenleven-3/dossier.yaml
    run 0 check new-plan-samenleven-3
    run 1 init nowhere-yet --scheme plan-samenleven-9
    [ ! -e nowhere-yet ] || echo 'a folder was made'
} >"$work/wrong"
verdict 'init: its comments'

# ---- scheme ----

{
    run 0 scheme list
    cut -d ' ' -f 1 "$work/stdout" >"$work/ids"
    printf '%s\n' plan-samenleven-1 plan-samenleven-2 plan-samenleven-3 | diff -u - "$work/ids"
    for language in nl en; do
        run 0 scheme show plan-samenleven-3 --lang $language
        # The nota contradicts itself on the total.
        has '16.970.780,00' "$work/stdout"
        has '§2.1: “een totale subsidie van 16.970.780 euro beschikbaar”' "$work/stdout"
        has '16.907.780,00' "$work/stdout"
        has '§2.4: “een totale subsidie van 16.907.780 euro voorzien”' "$work/stdout"
        has '14.136.359,00 + 16.907.780,00 = 31.044.139,00' "$work/stdout"
    done
    run 0 scheme show plan-samenleven-3 --lang nl
    has '16.970.780,00 SPREEKT het gebruikte totaal TEGEN' "$work/stdout"
} >"$work/wrong"
verdict 'scheme: list, show'

# ---- standard output that is full ----

for arguments in 'scheme list' "$grants --baseline 1 --target 3" 'scheme show plan-samenleven-3' \
    "explain $fixtures/nota.expected voorbeeld-1"; do
    {
        # shellcheck disable=SC2086 # words are meant to be split
        timeout 20 "$saldo" $arguments >/dev/full 2>"$work/stderr"
        status=$?
        [ $status -eq 4 ] || echo "exit $status, expected 4"
        [ -s "$work/stderr" ] || echo 'no sentence'
    } >"$work/wrong"
    verdict "full: $arguments"
done

# ---- explain: of a sealed run only ----

{
    cp -R "$fixtures/nota.expected" edited
    run 0 explain edited voorbeeld-1
    sed -i 's/"6000.00"/"6001.00"/' edited/afrekening.json
    run 1 explain edited voorbeeld-1 --lang nl
    has 'afrekening.json' "$work/stderr"
    [ ! -s "$work/stdout" ] || echo 'explained all the same'
    cp "$fixtures/nota.expected/afrekening.json" edited/
    run 0 explain edited voorbeeld-1
    echo '{}' >edited/manifest.json
    run 1 explain edited voorbeeld-1
    rm edited/manifest.json
    run 1 explain edited voorbeeld-1
} >"$work/wrong"
verdict 'explain: an edited run'
{
    for language in nl en; do
        run 0 explain "$fixtures/oproep-3.expected" oostende --lang $language
        awk '{ gsub(/[\200-\277]/, "") } length > 80 && !/https?:|\// { print "over 80: " $0 }' \
            "$work/stdout"
    done
    run 0 explain "$fixtures/oproep-3.expected" verband-gent-2 23 --lang nl
    has '419,99 × 45 / 2' "$work/stdout"
    has 'aanvragen.csv:' "$work/stdout"
    has 'afronding' "$work/stdout"
} >"$work/wrong"
verdict 'explain: what it prints'
{
    # A name is one line, and moves no cursor.
    cp -R "$fixtures/nota" named
    printf 's/;Lier;/;"Li\\\n\033[31mer";/\n' >"$work/name.sed"
    sed -i -f "$work/name.sed" named/begunstigden.csv
    run 0 compute named --out named.run
    run 0 explain named.run voorbeeld-1
    has '== voorbeeld-1: Li??[31mer (saldo-uitbetalen) ==' "$work/stdout"
} >"$work/wrong"
verdict 'explain: a name with anything in it'
exit $failed
