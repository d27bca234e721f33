#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: summary.sh SALDO
# What compute prints when it is done: 80 columns, colours only on a terminal that wants them, and
# JSON whose amounts are those of the manifest.
set -u

saldo=${1:?usage: summary.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1
escape=$(printf '\033')

for language in nl en; do
    "$saldo" compute "$fixtures/oproep-3" --out run --force --lang $language \
        >$language 2>/dev/null ||
        wrong "exit status, $language"
    LC_ALL=C.UTF-8 awk 'length($0) > 80 { exit 1 }' $language || wrong "over 80 columns: $language"
    ! grep -q "$escape" $language || wrong 'colours in a file'
done
grep -q '^13 beslissingen te nemen, de grootste eerst:$' nl || wrong 'no decisions, nl'
grep -q '^13 decisions to take, the largest first:$' en || wrong 'no decisions, en'
grep -q 'verband-kust .*309.542,94$' nl || wrong 'the largest is not there'
sed -n 's/^why: *//p' en >why
(PATH=$(dirname "$saldo"):$PATH && sh why) >explained 2>&1 || wrong 'the offered command fails'
grep -q verband-kust explained || wrong 'explains something else'

# One decision, and none.
"$saldo" compute "$fixtures/nota" --out one --lang en >en 2>/dev/null
grep -q '^1 decision to take:$' en || wrong 'one decision'
"$saldo" compute "$fixtures/nota" --out none --as-of 2025-06-30 --lang en >en 2>/dev/null
! grep -q -e decision -e 'why:' en || wrong 'a decision where there is none'

# On a terminal.
terminal() { # ENVIRONMENT...
    script -qec "env $* '$saldo' compute '$fixtures/nota' --out run --force" /dev/null </dev/null
}
terminal TERM=xterm >seen
grep -q "$escape\[1;33mbeslissing-nodig" seen || wrong 'no colours on a terminal'
for refuse in 'TERM=xterm NO_COLOR=1' TERM=dumb; do
    terminal $refuse >seen
    grep -q beslissing-nodig seen || wrong "nothing with $refuse"
    ! grep -q "$escape" seen || wrong "colours with $refuse"
done
terminal TERM=xterm NO_COLOR= >seen # empty is as good as not set
grep -q "$escape" seen || wrong 'no colours with an empty NO_COLOR'

# JSON.
"$saldo" compute "$fixtures/oproep-3" --out run --force --json >json 2>/dev/null ||
    wrong "exit, json"
jq -S '.totalen | del(.uitkomsten, .begunstigden, .aanvragen, .stimulansen_aantal)' json >found
jq -S '.controletotalen | del(.subsidie_berekend)' run/manifest.json >expected
diff expected found || wrong 'amounts of the JSON'
jq -S '.totalen.uitkomsten' run/afrekening.json >expected
jq -S '.totalen.uitkomsten' json | diff expected - || wrong 'outcomes of the JSON'
[ "$(jq '[.te_beslissen[] | select(.open)] | length' json)" = \
    "$(jq '.totalen.uitkomsten["beslissing-nodig"]' json)" ] || wrong 'decisions of the JSON'
[ "$(jq .bevindingen.waarschuwing json)" = "$(grep -c '^waarschuwing' run/bevindingen.csv)" ] ||
    wrong 'findings of the JSON'
"$saldo" compute "$fixtures/nota" --out run --force --json --lang en >/dev/full 2>said
[ $? -eq 4 ] || wrong 'a full disk'
grep -q '^saldo: standard output: No space left on device; ' said || wrong 'a full disk is not told'

# Every file that has a row that waits is named.
grep -q 'beslissing-nodig in afrekening.csv, stimulansen.csv,$' nl || wrong 'where the others stand'

# Names that are more than names to a shell or a terminal.
odd="a 'b'; \$(touch harm)"
"$saldo" compute "$fixtures/oproep-3" --out "$odd" --lang en >en 2>/dev/null
sed -n 's/^why: *//p; s/^to read: *//p' en >why
(PATH=$(dirname "$saldo"):$PATH && sed -n 1p why | sh) >explained 2>&1 ||
    wrong 'the offered command fails on an odd name'
[ ! -e harm ] || wrong 'the offered command does something else'
[ "$(sed -n 2p why)" = "saldo report 'a '\\''b'\\''; \$(touch harm)' --format html" ] ||
    wrong "not quoted: $(sed -n 2p why)"
bytes=$(printf 'run\377')
"$saldo" compute "$fixtures/nota" --out "$bytes" --json >json 2>/dev/null
[ "$(jq -c .run json)" = null ] && iconv -f UTF-8 json >/dev/null || wrong 'JSON that is not UTF-8'
[ $failed -ne 0 ] || echo ok
exit $failed
