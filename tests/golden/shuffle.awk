# SPDX-License-Identifier: GPL-3.0-or-later
# awk -v seed=N [-v crlf=1] [-v bom=1] -f shuffle.awk TABLE: the same table, with its rows and its
# columns in another order. Empty lines go; quoted fields may hold anything.
function next_random(below) { # the minimal standard generator: the same with every awk
    state = (16807 * state) % 2147483647
    return state % below
}
function split_row(row, cells,    count, quoted, i, c) {
    count = 1
    cells[1] = ""
    for (i = 1; i <= length(row); i++) {
        c = substr(row, i, 1)
        if (c == "\"")
            quoted = !quoted
        if (c == ";" && !quoted)
            cells[++count] = ""
        else
            cells[count] = cells[count] c
    }
    return count
}
function shuffle(order, count,    i, j, held) {
    for (i = 1; i <= count; i++)
        order[i] = i
    for (i = count; i > 1; i--) {
        j = next_random(i) + 1
        held = order[i]
        order[i] = order[j]
        order[j] = held
    }
}
function write_row(row,    cells, i, line) {
    split_row(row, cells)
    for (i = 1; i <= columns; i++)
        line = line (i == 1 ? "" : ";") cells[column[i]]
    printf "%s%s", line, crlf ? "\r\n" : "\n"
}
BEGIN { state = seed * 7919 % 2147483646 + 1 }
{ sub(/\r$/, "") }
NR == 1 {
    sub(/^\357\273\277/, "")
    header = $0
    next
}
{
    row = open ? row "\n" $0 : $0
    quotes = gsub(/"/, "\"", row)
    open = quotes % 2
    if (!open && row != "")
        rows[++count] = row
}
END {
    columns = split_row(header, names)
    shuffle(column, columns)
    shuffle(order, count)
    if (bom)
        printf "\357\273\277"
    write_row(header)
    for (n = 1; n <= count; n++)
        write_row(rows[order[n]])
}
