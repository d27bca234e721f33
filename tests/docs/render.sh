#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: render.sh SALDO FILE...
# Prints each FILE with the output of its quoted commands as it is now. A quoted command is a line
# that begins with "$ " in a block fenced by ```console; what follows, up to the next one or the end
# of the block, is its output. All run in order in one empty folder with fixtures/ and formulas/,
# with `saldo` in the path.
set -eu
saldo=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/here"
ln -s "$saldo" "$work/bin/saldo"
ln -s "$root/fixtures" "$root/formulas" "$work/here"
PATH=$work/bin:$PATH
LC_ALL=C.UTF-8
LANGUAGE=
export PATH LC_ALL LANGUAGE

render() { # reads a file, prints it
    inside=false
    while IFS= read -r line; do
        case $line in
        '```console') inside=true ;;
        '```') inside=false ;;
        '$ '*)
            if $inside; then
                printf '%s\n' "$line"
                (cd "$work/here" && eval "${line#\$ }") </dev/null 2>&1 || true
                continue
            fi
            ;;
        *) ! $inside || continue ;;
        esac
        printf '%s\n' "$line"
    done
}

for file; do
    render <"$file"
done
