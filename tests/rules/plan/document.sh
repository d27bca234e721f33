#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: document.sh
# The registry of the plan, read by awk: as many indicators in each action as were counted in the
# document (indicatoren.txt). With SALDO_DOCUMENTS, the folder of the documents, every passage,
# title and minister moreover word for word against the text of the document itself, in both
# directions: nothing in the registry that is not in the document, and no indicator left out.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
registry=$here/../../../formulas/plans/horizontaal-integratieplan-2025-2029.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -f "$here/registry.awk" "$registry" >"$work/facts"
awk -F '\t' '$1 == "indicator" {
        mentions[$2] += $3 !~ /[b-z]$/
        measured[$2]++
        if (!($2 in first))
            first[$2] = $4
    }
    END {
        for (action = 1; action in measured; action++)
            print action, mentions[action], measured[action], first[action]
    }' "$work/facts" >"$work/counts"
grep -v '^#' "$here/indicatoren.txt" | diff -u - "$work/counts"
awk '{ mentions += $2; measured += $3 } END {
        if (NR != 42 || mentions != 76 || measured != 82) exit 1
        print "ok " NR " actions, " mentions " indicators, " measured " to measure"
    }' "$work/counts"

if [ -z "${SALDO_DOCUMENTS-}" ]; then
    echo 'skipped: the text of the document; SALDO_DOCUMENTS does not say where it is'
    exit 0
fi
document=$SALDO_DOCUMENTS/$(sed -n "s/^document: '\(.*\)'/\1/p" "$registry")
awk -f "$here/document.awk" "$work/facts" "$document"

# The comparison finds what is wrong: a word, a line, a minister and an indicator less.
spoil() { # sed script
    sed "$1" "$registry" | awk -f "$here/registry.awk" >"$work/spoilt"
    ! cmp -s "$work/spoilt" "$work/facts" || { echo "not ok: $1 changes nothing" && exit 1; }
    ! awk -f "$here/document.awk" "$work/spoilt" "$document" >"$work/says" || {
        echo "not ok: the document does not contradict $1" && exit 1
    }
}
spoil 's/Aantal opgestarte projecten/Aantal gestarte projecten/'
spoil 's/regel: 1593$/regel: 1594/'
spoil 's/\[werk, onderwijs\], regel: 705/[werk], regel: 705/'
spoil '/passage: Beleidsadvies/,/regel: 1089/d'
