# SPDX-License-Identifier: GPL-3.0-or-later
# Read by the scripts that run saldo, after set and saldo=$1.
case $saldo in */*) saldo=$(cd "$(dirname "$saldo")" && pwd)/$(basename "$saldo") ;; esac
fixtures=$(cd "$(dirname "$0")/../../fixtures" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

wrong() { # WHAT
    echo "not ok $1"
    failed=1
}
verdict() { # NAME [FILE]: prints what is wrong, in $work/wrong or FILE; empty when nothing is
    if [ -s "${2:-$work/wrong}" ]; then
        wrong "$1"
        head -n 40 "${2:-$work/wrong}" | sed 's/^/    /'
    else
        echo "ok $1"
    fi
}
run() { # EXPECTED-STATUS ARGUMENT...: output to $work/stdout and $work/stderr
    wanted=$1
    shift
    timeout 20 "$saldo" "$@" >"$work/stdout" 2>"$work/stderr"
    status=$?
    [ $status -eq "$wanted" ] || echo "exit $status, expected $wanted: saldo $*"
}
prints() { # the words expected on standard input
    cat >"$work/expected"
    diff -u "$work/expected" "$work/stdout"
}
