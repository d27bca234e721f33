#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: folder.sh FAILING
# A test that fails leaves no folder behind: not where it works, nor where the system keeps what is
# temporary.
set -u

failing=${1:?usage: folder.sh FAILING}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/here" "$work/temporary"
cd "$work/here" || exit 1
TMPDIR=$work/temporary "$failing" >"$work/said" 2>&1 && {
    echo 'the test did not fail'
    exit 1
}
grep -q 'FAILED' "$work/said" || { cat "$work/said"; exit 1; }
left=$(ls -A "$work/here" "$work/temporary" | grep -v -e ':$' -e '^$')
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }
