# SPDX-License-Identifier: GPL-3.0-or-later
# Read by the scripts of this folder, after set -eu and saldo=$1: three runs in $work.
case $saldo in */*) saldo=$(cd "$(dirname "$saldo")" && pwd)/$(basename "$saldo") ;; esac
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

verdict() { # NAME FILE: prints what is wrong, in FILE; nothing is wrong when it is empty
    if [ -s "$2" ]; then
        echo "not ok $1"
        head -n 40 "$2" | sed 's/^/    /'
        failed=1
    else
        echo "ok $1"
    fi
}

# Year 3 on the day of the published figures: no final report yet.
for year in 1 2 3; do
    ln -s "$root/fixtures/oproep-$year.expected" "$work/jaar-$year"
done
"$saldo" compute "$root/fixtures/oproep-3" --out "$work/jaar-3-lopend" --as-of 2025-09-30 \
    >/dev/null 2>"$work/said" || { cat "$work/said" && exit 1; }
