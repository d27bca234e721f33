#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: bbc_explain.sh PROGRAM [--update]
# What `saldo bbc --explain-profile` shows of each folder of fixtures/bbc-uitleg, in both languages,
# to the byte; and that it writes nothing.
set -eu
program=$(realpath "$1")
update=${2:-}
fixtures=$(cd "$(dirname "$0")/../../fixtures/bbc-uitleg" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C LANGUAGE=''
export LC_ALL LANGUAGE
failed=0

for case in "$fixtures"/*/; do
    cd "$case"
    before=$(ls)
    for language in nl en; do
        status=0
        # shellcheck disable=SC2046 # the command is words
        "$program" bbc $(cat command) --lang $language >"$work/said" 2>&1 || status=$?
        echo "exit $status" >>"$work/said"
        [ "$update" != --update ] || cp "$work/said" "expected.$language"
        diff "expected.$language" "$work/said" || failed=1
    done
    [ "$update" = --update ] || [ "$(ls)" = "$before" ] ||
        { echo "$case: wrote something" && failed=1; }
done
exit $failed
