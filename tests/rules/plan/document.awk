# SPDX-License-Identifier: GPL-3.0-or-later
# Compares the facts of registry.awk (first file) with the text of the document (second file):
# every passage stands word for word on its line; the indicators of an action are together all of
# what stands under its “Indicator(en)”, and each dash there is an indicator; the ministers are all
# of those listed. Prints what differs.
function clean(text) {
    gsub(/\f/, "", text)
    gsub(/[ \t]+/, " ", text)
    sub(/^ /, "", text)
    sub(/ $/, "", text)
    return text
}
function join(text, more) { # over a line end; a word that ends in a hyphen goes on
    if (text == "" || more == "")
        return text more
    return text (text ~ /[^ ]-$/ ? "" : " ") more
}
function without_mark(text) { # the dash or dot of a list
    sub(/^(Indicator\(en\) ?)?(- |• )?/, "", text)
    return text
}
function wrong(text) { print text; failed = 1 }
function words_from(line, from,    text, i) {
    text = from
    for (i = line + 1; i <= line + 14 && i <= lines; i++)
        text = join(text, without_mark(document[i]))
    return text
}
function check_words(line, words, what,    first, at) {
    first = document[line]
    at = index(words_from(line, first), words)
    if (at == 0 || at > length(first))
        wrong(what ": line " line " does not begin: " words)
}
BEGIN { FS = "\t" }
FNR == NR { facts[++fact_count] = $0; next }
{ document[++lines] = clean($0) }
END {
    for (i = 1; i <= lines; i++) {
        if (match(document[i], /^Actie [0-9]+\. /)) {
            action = substr(document[i], 7, RLENGTH - 8)
            in_block = 0
        } else if (document[i] ~ /^2\.[0-9]/ || document[i] ~ /^https:/) {
            in_block = 0
        } else if (document[i] ~ /^Indicator\(en\)/) {
            in_block = 1
        }
        if (in_block) {
            if (document[i] ~ /^(Indicator\(en\) )?- /)
                dash[action, i] = 1
            text = without_mark(document[i])
            if (text !~ /^(Indicator\(en\)|(Cultuur|Sport):)?$/)
                block[action] = join(block[action], text)
        }
    }
    for (i = 1; i <= fact_count; i++) {
        n = split(facts[i], fact, "\t")
        if (fact[1] == "passage")
            check_words(fact[2], fact[3], "passage")
        if (fact[1] == "title") {
            check_words(fact[2], "Actie " fact[3] ". " fact[4], "title")
            titles++
        }
        if (fact[1] == "indicator") {
            check_words(fact[4], fact[5], "indicator " fact[2] "/" fact[3])
            delete dash[fact[2], fact[4]]
            if (fact[5] != last[fact[2]])
                told[fact[2]] = join(told[fact[2]], fact[5])
            last[fact[2]] = fact[5]
            indicators++
        }
        if (fact[1] == "ministers") {
            count = split(fact[4], minister, "|")
            line = fact[2]
            for (m = 1; m <= count; m++) {
                short = minister[m]
                sub(/^Minister van /, "", short)
                found = document[line]
                gsub(/Integratie- en/, "Integratie en", found)
                if (found !~ (short "$"))
                    wrong("action " fact[3] ", line " line ": not " minister[m])
                while (document[++line] == "" && m < count)
                    ;
            }
            if (document[line] ~ /^Minister/)
                wrong("action " fact[3] ", line " line ": one more minister")
            listed += count
        }
    }
    for (a = 1; a <= 42; a++)
        if (block[a] == "" || block[a] != told[a])
            wrong("action " a ": the document says\n  " block[a] "\nthe registry says\n  " told[a])
    for (key in dash) {
        split(key, part, SUBSEP)
        wrong("action " part[1] ": the dash on line " part[2] " is no indicator")
    }
    printf "%d actions, %d indicators, %d ministers\n", titles, indicators, listed
    exit failed
}
