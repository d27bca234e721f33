#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: readme.sh SALDO
# What README.md and docs/ quote of the program is what it prints. After a change that is meant:
# tests/docs/update.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for file in "$root/README.md" "$root"/docs/*.md; do
    grep -q '^```console$' "$file" || continue
    "$here/render.sh" "$1" "$file" >"$work/now"
    if diff -u "$file" "$work/now"; then
        echo "ok $(grep -c '^\$ ' "$file") commands of ${file#"$root/"}"
    else
        echo "not ok ${file#"$root/"}: see above; when it is meant, run tests/docs/update"
        failed=1
    fi
done
exit $failed
