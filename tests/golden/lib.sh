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

# The forms of a run. Those of nota are kept as they are, but for the workbook; of the others, which
# are thirty times as large, a hash a part: fixtures/*.forms.
formed='nota oproep-1 oproep-3'

forms() { # RUN FOLDER: writes every form in both languages, each part a file, and FOLDER.hashes
    run=$1 folder=$2
    for language in nl en; do
        into=$folder/$language
        mkdir -p "$into/explain"
        "$saldo" report "$run" --format html,xlsx,opendata --lang $language --out "$into" \
            >"$work/stdout" 2>"$work/stderr" || {
            cat "$work/stderr"
            return 1
        }
        python3 -m zipfile -e "$into/afrekening.xlsx" "$into/workbook"
        rm "$into/afrekening.xlsx" # its bytes depend on zlib too
        sed -n '2,$s/;.*//p' "$run/begunstigden.csv" >"$work/who"
        while read -r who; do
            "$saldo" explain "$run" "$who" --lang $language >"$into/explain/$who.txt" || return 1
        done <"$work/who"
    done
    (cd "$folder" && find . -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum) |
        sed 's| \./||' >"$folder.hashes"
}
keep_forms() { # NAME FOLDER GOLDEN: of the forms in FOLDER what is kept, in GOLDEN
    rm -rf "$3"
    mkdir "$3"
    if [ "$1" = nota ]; then
        cp -R "$2/." "$3"
        rm -r "$3/nl/workbook" "$3/en/workbook"
        grep '/workbook/' "$2.hashes" >"$3/hashes"
    else
        cp "$2.hashes" "$3/hashes"
    fi
}
