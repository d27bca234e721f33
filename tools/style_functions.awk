# SPDX-License-Identifier: GPL-3.0-or-later
# Reads C files as clang-format leaves them (the braces of a function stand alone in column 1);
# prints "lines <tab> file:line name" for each function.
FNR == 1 {
    start = 0
    head = ""
}
start > 0 {
    if ($0 ~ /^}/) {
        printf "%d\t%s:%d %s\n", FNR - start + 1, FILENAME, start, name
        start = 0
    }
    next
}
/^{/ && head != "" {
    start = head_line
    name = head
    sub(/[ ]*\(.*/, "", name)
    sub(/.*[ *]/, "", name)
    head = ""
    next
}
/^[A-Za-z]/ && head == "" {
    head_line = FNR
    head = $0
    next
}
/^ / && head != "" {
    head = head " " $0
    next
}
{ head = "" }
