# SPDX-License-Identifier: GPL-3.0-or-later
# Read by the scripts of this folder, after set -eu and saldo=$1.
case $saldo in */*) saldo=$(cd "$(dirname "$saldo")" && pwd)/$(basename "$saldo") ;; esac
fixtures=$(cd "$(dirname "$0")/../../fixtures" && pwd)
files='afrekening.csv begunstigden.csv stimulansen.csv kpi.csv bevindingen.csv afrekening.json
    manifest.json'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

verdict() { # NAME FILE: prints what is wrong, in FILE; nothing is wrong when it is empty
    if [ -s "$2" ]; then
        echo "not ok $1"
        head -n 40 "$2" | sed 's/^/    /'
        failed=1
    else
        echo "ok $1"
    fi
}

settle() { # DOSSIER RUN [OPTION...]: messages only when it fails
    dossier=$1 run=$2
    shift 2
    "$saldo" compute "$dossier" --out "$run" "$@" >"$work/stdout" 2>"$work/stderr" || {
        echo "exit $?: saldo compute $dossier $*"
        tail -n 20 "$work/stderr"
        return 1
    }
}

same_run() { # RUN1 RUN2: every file, to the byte
    diff -u "$1" "$2" || true
}
