# SPDX-License-Identifier: GPL-3.0-or-later
# Read by the scripts of this folder, after set -eu and saldo=$1: three runs in $work.
. "$(dirname "$0")/../support/script.sh"
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

# Year 3 on the day of the published figures: no final report yet.
for year in 1 2 3; do
    ln -s "$root/fixtures/oproep-$year.expected" "$work/jaar-$year"
done
"$saldo" compute "$root/fixtures/oproep-3" --out "$work/jaar-3-lopend" --as-of 2025-09-30 \
    >/dev/null 2>"$work/said" || { cat "$work/said" && exit 1; }
