#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: schemas.sh SALDO JSONSCHEMA
# Real runs fit docs/*.schema.json, by a validator of others; and the schemas are not so wide that
# everything fits them.
set -eu
saldo=$1
jsonschema=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fits() { # yes|no, name, schema, file
    if "$jsonschema" -i "$4" "$root/docs/$3.schema.json" >"$work/says" 2>&1; then
        found=yes
    else
        found=no
    fi
    if [ "$found" = "$1" ] && ! grep -q Traceback "$work/says"; then
        echo "ok $2: $3"
    else
        echo "not ok $2: $3: fits: $found, expected: $1"
        head -c 2000 "$work/says"
        failed=1
    fi
}

run() { # name, arguments of compute
    name=$1
    shift
    "$saldo" compute "$@" --out "$work/$name" >"$work/says" 2>&1 || { cat "$work/says" && exit 1; }
    fits yes "$name" afrekening "$work/$name/afrekening.json"
    fits yes "$name" manifest "$work/$name/manifest.json"
}

run oproep-3 "$root/fixtures/oproep-3"
run early "$root/fixtures/oproep-3" --as-of 2025-06-30
run nota "$root/fixtures/nota"
"$saldo" compute "$root/fixtures/oproep-3" --out "$work/oproep-3" --force --json >"$work/summary" \
    2>/dev/null
fits yes oproep-3 samenvatting "$work/summary"
for dossier in "$root"/tests/independent/cases/*/dossier; do
    run "$(basename "$(dirname "$dossier")")-case" "$dossier"
done

spoil() { # name, schema, sed script: it must change the file, and then the file does not fit
    sed "$3" "$work/oproep-3/$2.json" >"$work/spoilt"
    ! cmp -s "$work/spoilt" "$work/oproep-3/$2.json" || { echo "not ok $1: same" && exit 1; }
    fits no "$1" "$2" "$work/spoilt"
}
spoil version afrekening 's|saldo-afrekening/2|saldo-afrekening/3|'
spoil outcome afrekening '/^\["aalst","2"/s/"saldo-uitbetalen"/"betaald"/'
spoil amount afrekening '/^\["aalst","2"/s/"5000.00"/"5000,00"/'
spoil number afrekening '/^\["aalst","2"/s/"5000.00"/5000.00/'
spoil short-row afrekening '/^\["aalst","2"/s/"aalst",//'
spoil long-row afrekening '/^\["aalst","2"/s/"aalst",/"aalst","aalst",/'
spoil other-column afrekening \
    's/"kolommen":\["begunstigde","actie"/"kolommen":["begunstigde","action"/'
spoil no-sources afrekening 's/"bronnen":/"sources":/'
spoil hash manifest '0,/"sha256": "./s//"sha256": "X/'
spoil other-file manifest 's/"bevindingen.csv"/"findings.csv"/'
spoil no-totals manifest 's/"controletotalen"/"totalen"/'
exit $failed
