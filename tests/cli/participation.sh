#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: participation.sh SALDO
# saldo participation: its outputs to the byte, whatever the order of the rows, the language, the
# locale; every fixture of bad input with its exact sentences; and what it keeps to itself.
set -u

saldo=${1:?usage: participation.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
trajectory=$fixtures/netwerktraject
cd "$work" || exit 1

same() { # FILE of the expected output
    diff -u "$trajectory.expected/$1" "$work/stdout"
}
day='--as-of 2026-06-30'

# ---- outputs, from rows in four orders ----

mkdir given turned sorted shuffled
cp "$trajectory/deelnames.csv" given/
head -n 1 given/deelnames.csv >turned/deelnames.csv
cp turned/deelnames.csv sorted/
cp turned/deelnames.csv shuffled/
tail -n +2 given/deelnames.csv | sed '1!G;h;$!d' >>turned/deelnames.csv
tail -n +2 given/deelnames.csv | LC_ALL=C sort >>sorted/deelnames.csv
tail -n +2 given/deelnames.csv | LC_ALL=C sort -t ';' -k 3,3 -k 2,2r >>shuffled/deelnames.csv
for order in given turned sorted shuffled; do
    # shellcheck disable=SC2086 # words are meant to be split
    {
        for home in meeste-uren eerste elk; do
            run 0 participation "$order" $day --count-at $home --format csv
            same publicatie-$home.csv
        done
        run 0 participation "$order" $day --format json
        same publicatie.json
        run 0 participation "$order" $day --format csv --internal
        same intern.csv
        run 0 participation "$order" $day --format csv --internal --participants
        same deelnemers.csv
        run 0 participation "$order" $day --format json --internal
        same intern.json
        for lang in nl en; do
            run 0 participation "$order" $day --lang $lang
            same publicatie.$lang.txt
        done
    } >"$work/wrong"
    verdict "outputs: rows $order"
done

# ---- the file itself, other locales, 80 columns ----

# shellcheck disable=SC2086
{
    run 0 participation given/deelnames.csv $day --format csv
    same publicatie-meeste-uren.csv
    LC_ALL=nl_BE.UTF-8 TZ=Asia/Tokyo run 0 participation given $day --format csv
    same publicatie-meeste-uren.csv
    run 0 participation given $day --internal --participants
    cat "$work/stdout" "$trajectory.expected/publicatie.nl.txt" |
        LC_ALL=C sed 's/[\x80-\xbf]//g' | awk 'length($0) > 80'
    grep -q 'NOT FOR PUBLICATION\|not for publication' "$work/stdout" || cat "$work/stdout"
} >"$work/wrong"
verdict 'a file, another locale, 80 columns'

# ---- no key and no small count gets out without --internal ----

# shellcheck disable=SC2086
{
    for format in text csv json; do
        run 0 participation given $day --format $format
        grep -E 'D[0-9]{4}' "$work/stdout" "$work/stderr"
    done
    run 0 participation given $day --format csv
    awk -F ';' 'NR > 1 { for (i = 5; i <= 7; i++) if ($i != "" && $i < 5) print }' "$work/stdout"
} >"$work/wrong"
verdict 'no key, no small count'

# ---- bad input ----

for folder in "$trajectory".bad/*/; do
    # shellcheck disable=SC2086
    {
        run 1 participation "${folder%/}" $day --lang nl
        diff -u "$folder/expected" "$work/stderr"
        [ ! -s "$work/stdout" ] || cat "$work/stdout"
        run 1 participation "${folder%/}" $day --internal --format csv
        [ ! -s "$work/stdout" ] || cat "$work/stdout"
    } >"$work/wrong"
    verdict "bad: $(basename "$folder")"
done

# ---- wrong use ----

while read -r arguments; do
    {
        # shellcheck disable=SC2086
        run 2 participation $arguments
        [ -s "$work/stderr" ] || echo 'no sentence'
        [ ! -s "$work/stdout" ] || cat "$work/stdout"
    } >"$work/wrong"
    verdict "wrong use: $arguments"
done <<END
given
$day
given given $day
given --as-of 2026-02-30
given $day --format xml
given $day --count-at laatste
given $day --participants
END
[ ! -e /dev/full ] || {
    # shellcheck disable=SC2086
    "$saldo" participation given $day --format csv --lang en >/dev/full 2>said
    [ $? -eq 4 ] || echo 'a full disk is not told'
    grep -q '^saldo: standard output: No space' said || cat said
} >"$work/wrong"
verdict 'a full disk'
{
    # shellcheck disable=SC2086
    run 1 participation absent $day
    [ -s "$work/stderr" ] || echo 'no sentence'
} >"$work/wrong"
verdict 'no such folder'
exit $failed
