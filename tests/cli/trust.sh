#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: trust.sh SALDO
# What others wrote never moves a cursor or makes a line; whom verify accuses, and whom not; keys
# that anybody can sign for; rules under the name of others; bounds of what is read.
set -u

saldo=${1:?usage: trust.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1
schemes=$fixtures/../formulas/schemes
esc=$(printf '\033')
override=$(printf '\342\200\256')

clean() { # no byte on the screen that moves a cursor or hides
    for stream in stdout stderr; do
        if LC_ALL=C grep -qE "$esc|$override|$(printf '\r')|$(printf '\302\233')" "$stream"; then
            echo "raw on $stream:" && cat -v "$stream"
        fi
    done
}
edit() { # RUN OLD NEW: in every file of the run; seals it again
    sed -i "s/$2/$3/g" "$1"/*.csv "$1/afrekening.json"
    for file in afrekening.csv afrekening.json begunstigden.csv bevindingen.csv kpi.csv \
        stimulansen.csv; do
        size=$(wc -c <"$1/$file") hash=$(sha256sum "$1/$file" | cut -c 1-64)
        seal="/\"$file\"/{n;s/[0-9][0-9]*/$size/;n;s/[0-9a-f]\{64\}/$hash/;}"
        sed -i "/^  \"uitvoer\"/,\$ {$seal}" "$1/manifest.json"
    done
}
stderr_is() { # the words expected on standard input
    cat >"$work/expected"
    diff -u "$work/expected" "$work/stderr"
}

cp -R "$fixtures/nota" dossier
cp -R "$fixtures/nota.expected" run

# ---- what is shown ----

{
    grep -q 'Lier' run/afrekening.json || echo 'the fixture has other names'
    cp -R run csv && edit csv 'Lier' "${esc}[2K${override}x"
    cp -R run json && edit json 'Lier' "x"
    sed -i 's/"x"/"\\u001b[1A\\u009b2K\\u202e\\nrun: reproduced, 42 amounts"/g' json/afrekening.json
    edit json qqqq qqqq
    for spoofed in csv json; do
        for words in "verify $spoofed" "verify $spoofed dossier" "explain $spoofed voorbeeld-1" \
            "diff run $spoofed" "kpi $spoofed" "kpi $spoofed run" "kpi $spoofed --format csv" \
            "kpi $spoofed --format json" "diff run $spoofed --format csv" \
            "diff run $spoofed --format json"; do
            # shellcheck disable=SC2086 # they are words
            timeout 20 "$saldo" $words >stdout 2>stderr
            clean
            ! grep -q '^run: reproduced' stdout || { echo "a line of its own: $words"; }
        done
    done
} >"$work/wrong"
verdict 'a run that was edited and sealed again'

# ---- a run has one reader ----

forms() { # STATUS STATUS-OF-DIFF RUN: every command that reads a run
    mkdir -p open
    for words in "explain $3 voorbeeld-1" "kpi $3" "diff run $3" "diff $3 run" \
        "report $3 --format html" "report $3 --format sqlite" \
        "report $3 --format opendata --out open --force"; do
        wanted=$1
        [ "${words%% *}" != diff ] || wanted=$2
        # shellcheck disable=SC2086 # they are words
        run "$wanted" $words --lang en
        [ "$1" = 0 ] || grep -q 'afrekening.json is of another version, or was changed' stderr ||
            echo "refused in other words: $words"
    done
}

{
    for names in '"toegekend","voorschot"/"voorschot","toegekend"' \
        '"bedrag","voorschot"/"voorschot","bedrag"' \
        '"betaald","te_betalen"/"te_betalen","betaald"' \
        '"deler",/"divisor",'; do
        rm -rf names && cp -R run names
        sed -i "s/$names/" names/afrekening.json
        ! cmp -s run/afrekening.json names/afrekening.json || echo "not changed: $names"
        edit names qqqq qqqq
        run 3 verify names --lang en
        grep -q '^afrekening.json: is sealed, but is not a file of a run' stdout || cat stdout
        run 3 verify names dossier --lang en
        forms 1 1 names
    done
} >"$work/wrong"
verdict 'names of columns in another order, sealed again: refused by every command'

{
    for table in afrekening.csv begunstigden.csv kpi.csv; do
        rm -rf cell && cp -R run cell
        sed -i '2s/\(;[0-9.]*\),00;/\1,01;/' "cell/$table"
        ! cmp -s "run/$table" "cell/$table" || echo "not changed: $table"
        edit cell qqqq qqqq
        run 3 verify cell --lang en
        grep -q "^$table:2:[0-9]*: .* is not what afrekening.json says\$" stdout || cat stdout
        grep -q '^  table: .*,01$' stdout || cat stdout
        grep -q '^  afrekening.json: .*,00$' stdout || cat stdout
    done
} >"$work/wrong"
verdict 'a cell of a table, sealed again: verify RUN alone holds it against afrekening.json'

{
    cp -R dossier large
    {
        echo 'begunstigde;actie;doelgroep;datum;bedrag;besluit'
        for who in 1 2 3; do echo "voorbeeld-$who;5;;2024-10-01;1000000000000000,00;besluit"; done
    } >large/toekenningen.csv
    run 0 compute large --out large.run --lang en
    grep -q '"toegekend":"3000000000000000.00"' large.run/afrekening.json || echo 'other totals'
    run 0 verify large.run --lang en
    run 0 verify large.run large --lang en
    forms 0 3 large.run
    run 0 explain large.run voorbeeld-1 --lang en
    grep -q '1.000.000.000.000.000,00' stdout || echo 'another amount'
} >"$work/wrong"
verdict 'sums above the limit of one cell: what compute writes, every reader reads'

{
    run 2 "nothing${esc}[2K" --lang en
    clean
    run 2 calc "--${esc}[31m" --lang en
    clean
    run 2 calc "--out=a
saldo: done" --lang en
    grep -q "^saldo: '--out=a?saldo: done' is an option with a control character, " stderr ||
        cat stderr
    [ "$(wc -l <stderr)" -eq 1 ] || cat stderr
    run 2 calc --scheme plan-samenleven-3 --action 5 --baseline "1${esc}
x" --target 2 --lang en
    clean
    grep -q "'1??x' is not a count" stderr || cat -v stderr
    run 1 check "no${override}where
here" --lang en
    clean
    [ "$(wc -l <stderr)" -eq 1 ] || cat -v stderr
    cp -R dossier strange
    : >"strange/a${esc}[2K
b.csv"
    run 0 check strange --lang en
    clean
    printf 'regeling: "\\e[31m"\npeildatum: 2026-03-31\n' >strange/dossier.yaml
    run 1 check strange --lang en
    clean
    printf '%s' "regeling: ${override}x" >strange/dossier.yaml
    run 1 check strange --lang en
    clean
} >"$work/wrong"
verdict 'arguments, names and words'

{
    name=$(printf 'ex\033[2K\nport\302\233.csv')
    cp "$fixtures/bbc/acties-lang/"*.csv "$name" 2>/dev/null || printf 'a;b\n1;2\n' >"$name"
    timeout 20 "$saldo" bbc "$name" --profile bbc-acties-lang --out bbc >stdout 2>stderr
    clean
    timeout 20 "$saldo" bbc "$name" --explain bbc-acties-lang >stdout 2>stderr
    clean
    for file in bbc/*; do
        [ ! -e "$file" ] || ! LC_ALL=C grep -q "$esc" "$file" || echo "raw in $file"
    done
} >"$work/wrong"
verdict 'the name of an export'

# ---- who is accused ----

as_nobody() { # EXPECTED-STATUS ARGUMENT...: root reads everything, so root is somebody else first
    if [ "$(id -u)" -eq 0 ]; then
        cp "$saldo" "$work/program"
        chmod 755 "$work" "$work/program"
        chmod -R a+rX "$work/run" "$work/dossier"
        wanted=$1
        shift
        timeout 20 setpriv --reuid=65534 --regid=65534 --clear-groups "$work/program" "$@" \
            >stdout 2>stderr
        status=$?
        [ $status -eq "$wanted" ] || echo "exit $status, expected $wanted: $*"
    else
        run "$@"
    fi
}

{
    for file in afrekening.csv manifest.json; do
        cp -R run locked
        chmod 000 locked/$file
        chmod 755 locked
        as_nobody 4 verify locked --lang en
        stderr_is <<ERR
saldo: locked: $file: Permission denied
ERR
        [ ! -s stdout ] || cat stdout
        chmod -R 700 locked && rm -r locked
    done
    cp -R dossier unread
    rm unread/kpi.csv
    ln -s /proc/self/mem unread/kpi.csv
    run 4 verify run unread --lang en
    stderr_is <<'ERR'
saldo: kpi.csv: the file cannot be read: Input/output error
ERR
    run 4 verify run --pubkey /proc/self/mem/x
    run 1 verify run --pubkey nowhere.pem --lang en
    stderr_is <<'ERR'
saldo: nowhere.pem: there is no such key
ERR
} >"$work/wrong"
verdict 'a file that cannot be read'

{
    for command in 'check unread' 'compute unread --out unread.run'; do
        # shellcheck disable=SC2086 # they are words
        run 4 $command --lang en
        grep -qx 'kpi.csv: error: the file cannot be read: Input/output error \[.*\]' stderr ||
            cat stderr
        ! grep -q 'no memory' stderr || cat stderr
    done
    for command in "survey /proc/self/mem" "kpi /proc/self/mem --format csv" \
        "participation /proc/self/mem --as-of 2026-01-01"; do
        # shellcheck disable=SC2086 # they are words
        run 4 $command --lang en
        grep -q 'Input/output error' stderr || cat stderr
    done
    rm unread/kpi.csv && ln -s kpi.csv unread/kpi.csv
    run 1 check unread --lang en
    mkfifo fifo
    run 1 verify fifo --lang en
    timeout 20 "$saldo" check dossier >stdout 2>/dev/full
    [ $? -eq 4 ] || echo 'findings that nobody can read: not 4'
} >"$work/wrong"
verdict 'the system, or the input'

{
    for words in "verify ''" "check ''" "compute dossier --out ''" "compute -o '' dossier" \
        "compute dossier --out=" "seal '' --key k" "verify run --pubkey ''" "survey ''" \
        "indicators ''" "participation '' --as-of 2026-01-01" "diff run ''" "check -- ''" \
        "explain '' x" "report run --format html --out ''" "bbc '' --profile x" "kpi ''"; do
        eval "run 2 $words --lang en"
        head -n 1 stderr | grep -q "^saldo: '' is not a path; expected: [A-Z]" || cat stderr
        [ "$(wc -l <stderr)" -eq 1 ] || cat stderr
    done
} >"$work/wrong"
verdict 'an empty path'

{
    cp -R run guest && : >guest/notes.txt
    mkdir nothing
    for force in '' --force; do
        run 1 compute dossier --out guest $force --lang en
        grep -q 'guest is there already and holds notes.txt, which is no file of a run$' stderr ||
            cat stderr
        run 1 compute dossier --out nothing $force --lang en
        grep -q 'nothing is there already and is not a run of saldo$' stderr || cat stderr
    done
    run 1 compute dossier --out run --lang en
    grep -q 'use --force$' stderr || cat stderr
    run 2 compute dossier --out same --bundle same --lang en
    grep -q 'both same;' stderr || cat stderr
} >"$work/wrong"
verdict 'what stands in the way is named'

{
    rm -rf hidden && cp -R run hidden
    sed -i "2s/;\([^;]*\)\$/;${esc}[2K\1/" hidden/bevindingen.csv
    edit hidden qqqq qqqq
    run 3 verify hidden --lang en
    clean
    grep -q '^bevindingen.csv:2:.* is not as compute writes it: a control character' stdout ||
        cat stdout
    ! grep -q 'afrekening.json' stdout || cat stdout
} >"$work/wrong"
verdict 'a control character in a finding'

{
    for change in '"toegekend":"/"toegekend":"1' '"te_betalen":"/"te_betalen":"1' \
        '"voorschot":"/"voorschot":"1'; do
        rm -rf tie && cp -R run tie
        sed -i "s/$change/" tie/afrekening.json
        ! cmp -s run/afrekening.json tie/afrekening.json || echo "not changed: $change"
        edit tie qqqq qqqq
        for words in 'kpi tie' 'diff run tie' 'report tie --format html'; do
            # shellcheck disable=SC2086 # they are words
            run 1 $words --lang en
        done
        run 3 verify tie --lang en
    done
    cell=$(grep -n '"voorbeeld-1",' run/afrekening.json | tail -n 1 | cut -d: -f1)
    for nth in 1 2 3 4; do
        rm -rf tie && cp -R run tie
        sed -i "${cell}s/\"\([0-9][0-9]*\.00\)\"/\"1\1\"/$nth" tie/afrekening.json
        ! cmp -s run/afrekening.json tie/afrekening.json || echo "not changed: $nth"
        edit tie qqqq qqqq
        forms 1 1 tie
    done
} >"$work/wrong"
verdict 'a run that does not tie out is refused by every command'

# ---- keys ----

pem() { # BASE64: of the public key
    printf -- '-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n' "$1"
}
{
    cp -R run forged
    { printf '\001' && head -c 63 /dev/zero; } >forged/manifest.json.sig
    pem MCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= >identity.pem
    run 1 verify forged --pubkey identity.pem --lang en
    stderr_is <<'ERR'
saldo: identity.pem is a public key of small order: anybody can make signatures that fit it
ERR
    pem MCowBQYDK2VwAyEA7f///////////////////////////////////////38= >above.pem
    run 1 verify forged --pubkey above.pem --lang en
    stderr_is <<'ERR'
saldo: above.pem is not an Ed25519 public key: its number is not below 2^255 - 19
ERR
    run 0 seal --new-key key.pem
    mv stdout public.pem
    run 3 verify forged --pubkey public.pem --lang en
    tail -n 1 stdout >stderr
    stderr_is <<'ERR'
  signed, but not with the key of --pubkey
ERR
    ! grep -q 'give --pubkey' stdout || cat stdout
    cp -R run huge
    truncate -s 4G huge/manifest.json.sig
    run 3 verify huge --lang en
    head -n 1 stdout >stderr
    stderr_is <<'ERR'
manifest.json.sig: is not a signature: it must be 64 bytes
ERR
    truncate -s 2M huge/manifest.json
    run 3 verify huge --lang en
    head -n 1 stdout >stderr
    stderr_is <<'ERR'
manifest.json: is far larger than a file of a run
ERR
} >"$work/wrong"
verdict 'keys and signatures'

# ---- rules under the name of others ----

{
    mkdir own
    sed 's/^\( *\)\(- \)\?waarde: 80 %/\1\2waarde: 70 %/' "$schemes/plan-samenleven-3.yaml" \
        >own/plan-samenleven-3.yaml
    run 0 compute dossier --out other --scheme-dir own --bundle other.tar.zst --key key.pem
    run 3 verify other.tar.zst --lang en
    sed 's/sha256 [0-9a-f]\{64\}$/sha256 …/' stdout | head -n 4 >stderr
    stderr_is <<'ERR'
plan-samenleven-3.yaml: is not the built-in scheme
  built in: sha256 …
  found:    sha256 …
other.tar.zst: not as it should be, 1 difference
ERR
    run 0 verify other.tar.zst --scheme-dir own
    run 3 verify other --lang en
    own=$(sha256sum own/plan-samenleven-3.yaml | cut -c 1-64)
    right=$(sha256sum "$schemes/plan-samenleven-3.yaml" | cut -c 1-64)
    head -n 3 stdout >stderr
    stderr_is <<ERR
manifest.json: plan-samenleven-3.yaml is not the built-in scheme
  built in: sha256 $right
  found:    sha256 $own
ERR
    run 3 verify other dossier --lang en
    grep -q '^manifest.json: plan-samenleven-3.yaml is not the built-in scheme' stdout || cat stdout
    grep -q 'not computed again: .* give --scheme-dir DIR$' stdout || cat stdout
    run 1 verify other dossier --scheme-dir nowhere --lang en
    run 1 compute dossier --out none --scheme-dir nowhere --lang en
    run 0 scheme list --scheme-dir own --lang en
    [ "$(grep -c 'plan-samenleven-3.* (from own, in place of the built-in one)$' stdout)" -eq 1 ] ||
        cat stdout
    run 0 verify other dossier --scheme-dir own
    run 0 verify other --scheme-dir own
    run 3 verify other --scheme-dir dossier
    run 0 explain other voorbeeld-1 --lang en
    head -n 1 stdout >stderr
    stderr_is <<'ERR'
mind: the scheme of this run is called plan-samenleven-3, but is not the built-in one
ERR
    run 0 explain run voorbeeld-1 --lang en
    ! grep -q '^mind' stdout || cat stdout
    run 0 report other --format html
    grep -q 'draagt de naam van een ingebouwde' other/rapport.html || echo 'not in the report'
    run 0 report run --format html
    ! grep -q 'draagt de naam van een ingebouwde' run/rapport.html || echo 'in every report'
    rm run/rapport.html
} >"$work/wrong"
verdict 'a scheme under the id of a built-in one'

# ---- bounds ----

{
    cp -R dossier many
    { seq 40000 | sed 's/.*/%TAG !&! x/' && echo --- && cat dossier/dossier.yaml; } \
        >many/dossier.yaml
    run 1 check many --lang en
    grep -qx 'dossier.yaml:17:1: error: more than 16 lines begin with %; .*\[YAML-RICHTLIJNEN\]' \
        stderr || head -n 3 stderr
    { cat dossier/dossier.yaml && echo ... && seq 40 | sed 's/.*/%TAG !&! x/'; } >many/dossier.yaml
    run 1 check many --lang en
    grep -q 'YAML-RICHTLIJNEN' stderr || head -n 3 stderr
    seq 40 | sed 's/.*/%TAG !&! x/' | tr '\n' '\r' >many/dossier.yaml
    run 1 check many --lang en
    grep -q 'YAML-RICHTLIJNEN' stderr || head -n 3 stderr
    cp dossier/dossier.yaml many/dossier.yaml
    truncate -s 5G many/kpi.csv
    run 1 check many --lang en
    grep -qx 'kpi.csv: error: the file has more than 4294967296 bytes; .*\[BESTAND-TE-GROOT\]' \
        stderr || head -n 3 stderr
    cp dossier/kpi.csv many/
    (cd many && seq 10001 | sed 's/.*/x&/' | xargs touch)
    run 1 check many --lang en
    grep -q ' more than 10000 files .*\[MAP-TE-VOL\]' stderr || head -n 3 stderr
    echo x >x.csv
    truncate -s 5M profile.txt
    run 1 bbc x.csv --profile ./profile.txt --out b --lang en
    grep -q 'YAML-TE-GROOT' stderr || head -n 3 stderr
    head -c 3000000 /dev/zero | tr '\0' '[' >deep
    cp -R run nested
    cp deep nested/manifest.json
    run 3 verify nested
} >"$work/wrong"
verdict 'bounds of what is read'
exit $failed
