#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: manual.sh SALDO SHARE
# The manual pages and completions of SHARE name every option of --help, in both languages; roff and
# the shells take them; bash offers what it should.
set -u
saldo=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
share=$2
failed=0
wrong() {
    echo "not ok $1"
    failed=1
}
PATH=$(dirname "$saldo"):$PATH
commands=$(LC_ALL=C "$saldo" --help | awk '/^Commands:/ { on = 1; next } on && /^  / { print $1 }')
[ "$(echo "$commands" | wc -l)" -ge 8 ] || wrong 'too few commands'

shown() { # PAGE: as a terminal shows it, dashes plain
    groff -k -t -man -Tutf8 -P -cbou "$1" 2>/dev/null | sed 's/[‐−–]/-/g'
}
for language in en nl; do
    folder=$share/man/man1
    [ $language = en ] || folder=$share/man/$language/man1
    for command in '' $commands; do
        page=$folder/saldo${command:+-$command}.1
        troubles=$(groff -k -t -man -Tutf8 -ww -z -P -cbou "$page" 2>&1 | grep -v 'cannot adjust')
        [ -z "$troubles" ] || wrong "$page: $troubles"
        text=$(shown "$page")
        [ -z "$command" ] || for option in $(LC_ALL=C "$saldo" $command --help --lang $language |
            grep -oE -- '^ +(-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
            case $text in *"$option"*) ;; *) wrong "$page: no $option" ;; esac
            grep -qe " $option\b" "$share/completions/saldo" || wrong "bash: no $option"
            grep -qe "$option\b" "$share/completions/_saldo" || wrong "zsh: no $option"
        done
        [ -z "$command" ] || grep -q EXAMPLES "$share/man/man1/saldo-$command.1" ||
            wrong "$command has no example: docs/commands.md"
    done
done
for page in "$share"/man/man5/*; do
    shown "$page" | grep -q saldo || wrong "$page"
done

# What bash offers.
. "$share/completions/saldo"
compopt() { :; } # there is no line being edited
offers() { # WORDS... EXPECTED: the last word is completed
    expected=${!#}
    COMP_WORDS=("${@:1:$#-1}")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    COMPREPLY=()
    _saldo
    [ "${COMPREPLY[*]}" = "$expected" ] ||
        wrong "bash: ${COMP_WORDS[*]} gives '${COMPREPLY[*]}', not '$expected'"
}
offers saldo expl explain
offers saldo --lang nl expl explain
offers saldo compute --for --force
offers saldo compute --lang = n nl
offers saldo report RUN --format sq sqlite
offers saldo scheme sh show
offers saldo participation --count-at ee eerste
for command in participation verify; do # a folder or a file
    offers saldo $command "$share/completions/_s" "$share/completions/_saldo"
done
offers saldo init --scheme plan-samenleven-2 plan-samenleven-2
offers saldo check --as-of 2025 ''
zsh -n "$share/completions/_saldo" || wrong 'zsh'
[ $failed -ne 0 ] || echo ok
exit $failed
