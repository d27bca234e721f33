# SPDX-License-Identifier: GPL-3.0-or-later
# Reads the registry of the plan (formulas/plans) without libcyaml and without our loader, and
# writes what it says about the document, a fact a line, fields apart by tabs:
#   passage LINE WORDS, title LINE ACTION WORDS, ministers LINE ACTION NAME|NAME…,
#   indicator ACTION NUMBER LINE WORDS
function value(text, key,    at, rest) { # of "key: …" in a line or in {…}
    at = index(text, key ": ")
    rest = substr(text, at + length(key) + 2)
    if (text ~ /\{/ && key != "passage")
        sub(/[,}].*/, "", rest)
    else if (text ~ /\{/)
        sub(/, regel: [0-9]+\}$/, "", rest)
    if (substr(rest, 1, 1) == "'")
        rest = substr(rest, 2, length(rest) - 2)
    return rest
}
function names(text,    list, n, i, result) {
    list = text
    sub(/.*\[/, "", list)
    sub(/\].*/, "", list)
    n = split(list, ids, ", ")
    for (i = 1; i <= n; i++)
        result = result (i > 1 ? "|" : "") name[ids[i]]
    return result
}
/^ *#/ { next }
/^acties:/ { actions = 1 }
/^  - \{id: / { name[value($0, "id")] = value($0, "naam"); next }
/^  - nummer: / && actions { action = value($0, "nummer"); indicator = ""; title = "" }
/^      - nummer: / { indicator = value($0, "nummer"); next }
/^    titel: / { title = value($0, "titel"); next }
/(verantwoordelijk|samenwerking): \{/ {
    print "ministers\t" value($0, "regel") "\t" action "\t" names($0)
    next
}
/passage: .*regel: / { print "passage\t" value($0, "regel") "\t" value($0, "passage"); next }
/^ *passage: / { words = value($0, "passage"); next }
/^ *regel: / {
    if (indicator != "")
        print "indicator\t" action "\t" indicator "\t" value($0, "regel") "\t" words
    else if (title != "")
        print "title\t" value($0, "regel") "\t" action "\t" title
    else
        print "passage\t" value($0, "regel") "\t" words
    title = ""
}
