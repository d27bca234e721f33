# SPDX-License-Identifier: GPL-3.0-or-later
# Read by the scripts of this folder, after set -eu and saldo=$1.
. "$(dirname "$0")/../support/script.sh"
files='afrekening.csv begunstigden.csv stimulansen.csv kpi.csv bevindingen.csv afrekening.json
    manifest.json'

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
