#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: bbc.sh PROGRAM [--update|--few] [CASE...]
# Runs `saldo bbc` on each folder of fixtures/bbc, with every number of threads, chunk size and
# instruction set below (--few: three of them), and compares what it writes and says to the byte
# with expected/.
set -eu
program=$(realpath "$1")
shift
update=no
[ "${1:-}" != --update ] || { update=yes && shift; }
few=no
[ "${1:-}" != --few ] || { few=yes && shift; }
fixtures=$(cd "$(dirname "$0")/../../fixtures/bbc" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
LC_ALL=C LANGUAGE='' TZ=Asia/Kathmandu
export LC_ALL LANGUAGE TZ
failed=0

run() { # in the folder of the case: the options of the run; leaves out/ and said
    rm -rf "$work/out" "$work/said"
    status=0
    # shellcheck disable=SC2046 # the command is words
    "$program" bbc $(cat command) --lang nl --out "$work/out" "$@" >/dev/null 2>"$work/err" ||
        status=$?
    { printf 'exit %s\n' "$status" && cat "$work/err"; } >"$work/said"
}
keep() {
    rm -rf expected
    mkdir expected
    cp "$work/said" expected/said
    [ ! -d "$work/out" ] || cp "$work/out"/* expected/
}
same() {
    cmp -s "$work/said" expected/said || { diff expected/said "$work/said" && return 1; }
    for file in uitgaven.csv verworpen.csv herkomst.csv controle.json; do
        [ -e "expected/$file" ] || [ -e "$work/out/$file" ] || continue
        diff "expected/$file" "$work/out/$file" || return 1
    done
}

[ $# -gt 0 ] || set -- $(cd "$fixtures" && ls)
for case in "$@"; do
    [ -d "$fixtures/$case" ] || continue
    cd "$fixtures/$case"
    run --threads 1
    [ "$update" = no ] || keep
    for options in '--threads 1' '--threads 2' '--threads 7' '--threads 7 --chunk 1' \
        '--threads 1 --chunk 64' '--threads 2 --chunk 200' '--threads 2 --simd portable' \
        '--threads 1 --chunk 100 --simd portable' '--threads 2 --seal' '--threads 2 --memory 1' \
        '--threads 1 --chunk 200 --memory 1000'; do
        case $few,$options in
        no,* | *,'--threads 1' | *,'--threads 7 --chunk 1' | *,'--threads 2 --memory 1') ;;
        *) continue ;;
        esac
        # A case with a file "groot" unpacks to much: not in small chunks.
        case $options in *--chunk*) [ ! -e groot ] || continue ;; esac
        # shellcheck disable=SC2086 # the options are words
        run $options
        case $options in
        *--seal) [ ! -d "$work/out" ] || sed -i '/^ *"sha256": /d' "$work/out/controle.json" ;;
        esac
        same || { echo "fixtures/bbc/$case: $options" && failed=1; }
    done
done
exit $failed
