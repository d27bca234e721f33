#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: bbc_system.sh PROGRAM
# `saldo bbc` where the system refuses: a full disk (of its own, in a private mount namespace), a
# limit on the size of files, no room for threads; and an export that is made to fill the disk with
# rejects. It ends, with status 4, one sentence that names the place and the reason, and nothing
# left behind.
set -u
program=$(realpath "$1")
if [ "${2:-}" != apart ]; then # with disks of its own, when the kernel lets us
    if unshare -rm true 2>/dev/null; then
        exec unshare -rm "$0" "$program" apart
    fi
    echo "no mount namespace here: the full disk is not tried"
fi
apart=${2:-}
work=$(mktemp -d)
disk=$work/disk
trap 'umount "$disk" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$disk"
cd "$work"
LC_ALL=C LANGUAGE=''
export LC_ALL LANGUAGE
failed=0

wrong() {
    echo "$*"
    failed=1
}

# Rows that all count; none is alike another.
awk 'BEGIN {
    print "Actie totaaloverzicht;NIS-code;Bestuur;Type rapport;Rapportjaar;Boekjaar;" \
        "Externe rapporteringscode;Uitgave"
    for (i = 0; i < 60000; i++)
        printf "Code: A%d;12025;Mechelen;JR;2024;2024;ABB-SLV;%d,00\n", i, i % 900
}' >export.csv

# Runs with an output that cannot be written. What: of which kind, for messages.
refused() { # WHAT REASON OPTION...
    what=$1 reason=$2
    shift 2
    status=0
    timeout 60 "$program" bbc export.csv --profile bbc-acties-lang --lang en --out disk/out "$@" \
        >said 2>&1 || status=$?
    [ "$status" -eq 4 ] || wrong "$what, $*: exit $status"
    [ "$(grep -c '^saldo: disk/out.*: '"$reason"'$' said)" -eq 1 ] ||
        { wrong "$what, $*" && cat said; }
    [ "$(wc -l <said)" -eq 1 ] || { wrong "$what, $*: more than one line" && cat said; }
    [ -z "$(ls -A disk)" ] || { wrong "$what, $*: left behind" && ls -A disk; }
    rm -rf disk/out
}

if [ "$apart" = apart ]; then
    for size in 4k 64k 512k 6m; do
        mount -t tmpfs -o "size=$size" saldo "$disk" || wrong "no tmpfs"
        for threads in 1 2 8; do
            refused "disk of $size" 'No space left on device' --threads "$threads" \
                --memory 100000 --chunk 100000
        done
        umount "$disk"
    done
fi

for blocks in 0 16 1000; do
    for threads in 1 2 8; do
        said=$(
            ulimit -f "$blocks"
            "$program" bbc export.csv --profile bbc-acties-lang --lang en --out disk/out \
                --threads "$threads" --memory 100000 2>&1 >/dev/null
        )
        [ $? -eq 4 ] || wrong "ulimit -f $blocks: another status"
        expr "$said" : 'saldo: disk/out.*: File too large$' >/dev/null ||
            wrong "ulimit -f $blocks: $said"
        [ -z "$(ls -A disk)" ] || wrong "ulimit -f $blocks: left behind"
    done
done

# A folder that is not there is named.
timeout 60 "$program" bbc export.csv --profile bbc-acties-lang --lang en --out none/out >said 2>&1
[ $? -eq 4 ] && grep -q '^saldo: none/out: No such file or directory$' said ||
    { wrong "a folder that is not there" && cat said; }

# No room for the stack of another thread: the same bytes.
"$program" bbc export.csv --profile bbc-acties-lang --out usual --threads 8 >/dev/null 2>&1 ||
    wrong "eight threads"
if (ulimit -s 68719476736) 2>/dev/null; then
    (ulimit -s 68719476736 && "$program" bbc export.csv --profile bbc-acties-lang --out alone \
        --threads 8 >/dev/null 2>&1) || wrong "no threads"
    for file in uitgaven.csv herkomst.csv verworpen.csv controle.json; do
        cmp "usual/$file" "alone/$file" || failed=1
    done
else
    echo "the size of stacks is limited here: a thread that cannot be started is not tried"
fi

# Eight megabytes of bad rows: the file of rejects is bounded, and what is left out is counted.
{
    head -n 1 export.csv
    yes x | head -c 8388608
} >bad.csv
"$program" bbc bad.csv --profile bbc-acties-lang --lang en --out bounded >said 2>&1 ||
    wrong "bad rows: exit $?"
size=$(wc -c <bounded/verworpen.csv)
[ "$size" -le 16777300 ] || wrong "verworpen.csv has $size bytes"
written=$(($(wc -l <bounded/verworpen.csv) - 1))
left=$(sed -n 's/^  "niet_in_verworpen_csv": {"rijen": \([0-9]*\),.*/\1/p' bounded/controle.json)
[ "$((written + left))" -eq 4194304 ] || wrong "$written rows written, $left counted"
grep -q '"reden": .*"aantal": 4194304,.*"niet_in_verworpen_csv": {"rijen": '"$left" \
    bounded/controle.json || wrong "no count by reason"
grep -q 'EXPORT-VERWORPEN-DEEL' said || { wrong "what is left out is not said" && cat said; }
grep -q '^ *ongeschreven .* '"$left" said || { wrong "no count on the screen" && cat said; }
for options in '--threads 3' '--threads 8 --chunk 50000'; do
    # shellcheck disable=SC2086 # the options are words
    "$program" bbc bad.csv --profile bbc-acties-lang --out again $options >/dev/null 2>&1
    cmp bounded/verworpen.csv again/verworpen.csv || failed=1
    cmp bounded/controle.json again/controle.json || failed=1
    rm -rf again
done

# Codes of governments that are made up, each in two reports: the findings are bounded, and counted.
awk 'BEGIN {
    print "NIS-code;Bestuur;Actie totaaloverzicht;Type rapport;Rapportjaar;Boekjaar;" \
        "Externe rapporteringscode;Uitgave"
    for (i = 10000; i < 30000; i++)
        for (j = 2023; j < 2025; j++)
            printf "%d;;Code: A;JR;%d;2023;ABB-SLV;1,00\n", i, j
}' >codes.csv
"$program" bbc codes.csv --profile bbc-acties-lang --lang en --out codes >said 2>&1
[ $? -eq 1 ] || wrong "made-up codes: no error"
[ "$(grep -c DUBBEL-RAPPORT said)" -eq 20 ] || wrong "made-up codes: not twenty lines"
grep -q '19981 more findings' said || { wrong "made-up codes" && cat said; }

exit $failed
