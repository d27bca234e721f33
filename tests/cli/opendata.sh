#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: opendata.sh SALDO
# Open data, read by a program that knows nothing but the metadata; and this program sees faults.
set -u

saldo=${1:?usage: opendata.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
here=$(cd "$(dirname "$0")" && pwd)
cd "$work" || exit 1
reads() { # FOLDER [RUN]
    /usr/bin/python3 "$here/opendata.py" "$@" >says 2>&1 && return 0
    head -n 5 says
    return 1
}

for dossier in nota oproep-3; do
    "$saldo" compute "$fixtures/$dossier" --out "run-$dossier" >/dev/null 2>&1
    mkdir "$dossier"
    "$saldo" report "run-$dossier" -f opendata -o "$dossier" >/dev/null || wrong "$dossier: exit"
    reads "$dossier/opendata" "run-$dossier" || wrong "$dossier"
done

# What people wrote is not published: no motivation, no reference, no act.
jq -r '[.afrekening.rijen[] | (.[27][][4], .[26][][3], .[28][][4])] +
    [.begunstigden.rijen[] | .[25][][4]] | .[]' run-oproep-3/afrekening.json |
    awk 'length($0) > 8' | sort -u >written
[ "$(wc -l <written)" -gt 100 ] || wrong 'no sentences to look for'
! grep -rhoF -f written oproep-3/opendata >leaked || wrong "published: $(head -n 1 leaked)"

# A licence; the language; the same bytes again.
licence=https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0
mkdir out again
"$saldo" report run-nota -f opendata -o out --licence $licence --lang en >/dev/null
reads out/opendata || wrong licence
[ "$(jq -r '."dc:license"' out/opendata/csv-metadata.json)" = $licence ] || wrong 'no licence'
grep -q '"Beneficiaries"' out/opendata/csv-metadata.json || wrong language
LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo "$saldo" report run-nota -f opendata -o again --licence $licence \
    --lang en >/dev/null
diff -r out again || wrong 'other bytes'
"$saldo" report run-nota -f opendata --licence cc0 >/dev/null 2>&1
[ $? -eq 2 ] || wrong 'a licence without address'

for address in https:// 'https://a b' 'https://a"' 'https://a<b>' "$(printf 'https://a\377')"; do
    "$saldo" report run-nota -f opendata -o again --force --licence "$address" >/dev/null 2>&1
    [ $? -eq 2 ] || wrong "a licence that is no address: $address"
done
"$saldo" report run-nota -f sqlite --licence $licence >/dev/null 2>&1
[ $? -eq 2 ] || wrong 'a licence of nothing'

for place in '' '-o run-nota' '-o ./out/../run-nota/'; do
    # shellcheck disable=SC2086 # words are meant to be split
    "$saldo" report run-nota -f opendata $place >/dev/null 2>&1
    [ $? -eq 2 ] && [ ! -e run-nota/opendata ] || wrong "written into the run: $place"
done

# A folder that holds something else is left alone; one of ours is replaced when asked.
"$saldo" report run-nota -f opendata -o again >/dev/null 2>&1
[ $? -eq 1 ] || wrong 'replaced without --force'
"$saldo" report run-nota -f opendata -o again --force >/dev/null || wrong 'not replaced'
[ "$(ls -A again)" = opendata ] || wrong "left behind: $(ls -A again)"
touch out/opendata/mine
"$saldo" report run-nota -f opendata -o out --force >/dev/null 2>&1
[ $? -eq 1 ] || wrong 'replaced a folder with a file of somebody else'
[ -e out/opendata/mine ] || wrong 'removed a file of somebody else'

# The reader sees faults.
sees() { # NAME FILE SED
    rm -rf spoilt
    cp -r oproep-3/opendata spoilt
    sed -i "$3" "spoilt/$2"
    ! cmp -s "spoilt/$2" "oproep-3/opendata/$2" || wrong "$1 changed nothing"
    ! reads spoilt >/dev/null || wrong "the reader does not see: $1"
}
sees type afrekening.csv '2s/,1646,/,x,/;3s/,1646,/,x,/'
sees format begunstigden.csv '2s/,41002,/,4100,/'
sees required acties.csv '2s/,Veiligheid en leefbaarheid,/,,/'
sees 'primary key' leden.csv '2p'
sees 'foreign key' leden.csv '2s/^aalst/aalter/'
sees header kpi.csv '1s/aanvragen/aanvraag/'
sees width bronnen.csv '2s/$/,more/'
sees date rapporten.csv '2s/2025-04-16/2025-04-31/'
sees dcat dcat.jsonld 's/"dcat:Dataset"/"dcat:Data"/'
[ $failed -ne 0 ] || echo ok
exit $failed
