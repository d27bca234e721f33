#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: bad.sh SALDO
# Every dossier of fixtures/bad gets exactly the sentences of its file `expected`, exit 1, and no
# output folder; those of fixtures/warnings get theirs, exit 0, and an output folder.
set -u

saldo=${1:?usage: bad.sh SALDO}
. "$(dirname "$0")/../support/script.sh"

check_messages() { # NAME FOLDER STATUS
    timeout 20 "$saldo" check "$2/dossier" --lang nl >"$work/stdout" 2>"$work/stderr"
    status=$?
    {
        [ "$status" -eq "$3" ] || echo "exit $status, expected $3"
        diff -u "$2/expected" "$work/stderr"
    } >"$work/wrong"
    verdict "$1: check"
}

check_output() { # NAME FOLDER STATUS
    mkdir "$work/out"
    timeout 20 "$saldo" compute "$2/dossier" --out "$work/out/run" >"$work/stdout" 2>"$work/stderr"
    status=$?
    {
        [ "$status" -eq "$3" ] || echo "exit $status, expected $3"
        if [ "$3" -eq 0 ]; then
            [ -f "$work/out/run/afrekening.csv" ] || echo "no run/afrekening.csv was written"
        else
            ls -A "$work/out"
        fi
    } >"$work/wrong"
    verdict "$1: compute"
    rm -rf "$work/out"
}

run_all() { # FOLDER STATUS
    for folder in "$fixtures/$1"/*/; do
        folder=${folder%/}
        name=$1/$(basename "$folder")
        if [ ! -f "$folder/expected" ]; then
            wrong "$name: no file expected"
            continue
        fi
        check_messages "$name" "$folder" "$2"
        check_output "$name" "$folder" "$2"
    done
}

run_all bad 1
run_all warnings 0
exit $failed
