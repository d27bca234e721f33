#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: bad_system.sh SALDO
# The failures that cannot be committed as files: FIFO, folder and device in place of a file,
# unreadable files, a full disk, an output that exists. Nothing is skipped: what cannot be
# simulated here is a failure.
set -u

saldo=${1:?usage: bad_system.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT

status_input=1
status_resources=4

new_dossier() { # NAME: a good dossier without kpi.csv in $work/NAME
    mkdir "$work/$1"
    cp "$fixtures"/nota/*.csv "$fixtures/nota/dossier.yaml" "$work/$1/"
    rm "$work/$1/kpi.csv"
}

wants_status() { # STATUS EXPECTED
    [ "$1" -eq "$2" ] || echo "exit $1, expected $2"
}

wants_line() { # PATTERN FILE
    grep -q -- "$1" "$2" || { echo "no line like: $1"; cat "$2"; }
}

wants_empty_folder() { # FOLDER
    [ -z "$(ls -A "$1")" ] || { echo "left behind:"; ls -A "$1"; }
}

# A dossier whose kpi.csv is not what it should be: check and compute refuse it.
refuses_kpi() { # NAME PATTERN [STATUS]
    mkdir -p "$work/out"
    {
        timeout 20 "$saldo" check "$work/$1" --lang nl 2>"$work/stderr" >/dev/null
        wants_status $? "${3:-$status_input}"
        wants_line "$2" "$work/stderr"
        timeout 20 "$saldo" compute "$work/$1" --out "$work/out/run" >/dev/null 2>&1
        wants_status $? "${3:-$status_input}"
        wants_empty_folder "$work/out"
    } >"$work/wrong"
    verdict "$1" "$work/wrong"
    rm -rf "$work/out"
}

not_regular='^kpi\.csv: fout: .*\[GEEN-BESTAND\]$'
unreadable='^kpi\.csv: fout: het bestand kan niet gelezen worden: .*\[BESTAND-ONLEESBAAR\]$'

new_dossier fifo
mkfifo "$work/fifo/kpi.csv"
refuses_kpi fifo "$not_regular"

new_dossier folder
mkdir "$work/folder/kpi.csv"
refuses_kpi folder "$not_regular"

new_dossier device
ln -s /dev/zero "$work/device/kpi.csv"
refuses_kpi device "$not_regular"

new_dossier dangling-link
ln -s nowhere "$work/dangling-link/aanvragen-link"
rm "$work/dangling-link/aanvragen.csv"
mv "$work/dangling-link/aanvragen-link" "$work/dangling-link/aanvragen.csv"
{
    timeout 20 "$saldo" check "$work/dangling-link" --lang nl 2>"$work/stderr" >/dev/null
    wants_status $? $status_input
    wants_line '^aanvragen\.csv: fout: .*\[BESTAND-ONTBREEKT\]$' "$work/stderr"
} >"$work/wrong"
verdict dangling-link "$work/wrong"

# Opens, and fails when it is read; also for root.
new_dossier read-error
ln -s /proc/self/mem "$work/read-error/kpi.csv"
refuses_kpi read-error "$unreadable" $status_resources

# Root reads everything, so root becomes somebody else first.
new_dossier no-permission
cp "$fixtures/nota/kpi.csv" "$work/no-permission/"
chmod 000 "$work/no-permission/kpi.csv"
{
    if [ "$(id -u)" -eq 0 ]; then
        cp "$saldo" "$work/saldo"
        chmod 755 "$work" "$work/saldo" "$work/no-permission"
        timeout 20 setpriv --reuid=65534 --regid=65534 --clear-groups \
            "$work/saldo" check "$work/no-permission" --lang nl 2>"$work/stderr" >/dev/null
    else
        timeout 20 "$saldo" check "$work/no-permission" --lang nl 2>"$work/stderr" >/dev/null
    fi
    wants_status $? $status_input
    wants_line "$unreadable" "$work/stderr"
} >"$work/wrong"
verdict no-permission "$work/wrong"

# More than dossier.yaml may hold.
for name in yaml-bytes yaml-values; do
    new_dossier $name
    cp "$fixtures/nota/kpi.csv" "$work/$name/"
    case $name in
    yaml-bytes)
        head -c 5000000 /dev/zero | tr '\0' '#' >>"$work/$name/dossier.yaml"
        wanted='^dossier\.yaml: fout: .*\[YAML-TE-GROOT\]$'
        ;;
    yaml-values)
        {
            echo 'aannames:'
            awk 'BEGIN { for (i = 0; i < 30000; i++) printf "  a%d: b\n", i }'
        } >>"$work/$name/dossier.yaml"
        wanted='^dossier\.yaml:[0-9]*:[0-9]*: fout: .*\[YAML-TE-VEEL\]$'
        ;;
    esac
    {
        timeout 20 "$saldo" check "$work/$name" --lang nl 2>"$work/stderr" >/dev/null
        wants_status $? $status_input
        wants_line "$wanted" "$work/stderr"
    } >"$work/wrong"
    verdict $name "$work/wrong"
done

# A dossier that is not there, or not a folder.
for name in no-dossier dossier-is-a-file; do
    [ $name = no-dossier ] || echo voorbeeld >"$work/$name"
    {
        timeout 20 "$saldo" check "$work/$name" --lang nl 2>"$work/stderr" >/dev/null
        status=$?
        [ $status -ge 1 ] && [ $status -le 4 ] || echo "exit $status, expected 1 to 4"
        [ -s "$work/stderr" ] || echo "no sentence"
    } >"$work/wrong"
    verdict $name "$work/wrong"
done

# Full disks of several sizes, so that it fills up in one file and in another. The namespace takes
# the mount with it when it ends.
namespace="unshare --mount"
[ "$(id -u)" -eq 0 ] || namespace="unshare --mount --map-root-user"
# In a chroot the root is no mount point, and propagation cannot be changed there.
$namespace true 2>/dev/null || namespace="$namespace --propagation unchanged"
for size in 4k 64k 256k; do
    mkdir -p "$work/full"
    rm -f "$work/mounted"
    $namespace sh -c '
        mount -t tmpfs -o "size=$4" tmpfs "$1/full" && : >"$1/mounted" || exit 125
        timeout 60 "$2" compute "$3/oproep-3" --out "$1/full/run" --lang nl \
            >/dev/null 2>"$1/stderr"
        status=$?
        ls -A "$1/full" >"$1/left"
        umount "$1/full"
        exit $status' sh "$work" "$saldo" "$fixtures" "$size" 2>"$work/mount-error"
    status=$?
    {
        if [ ! -f "$work/mounted" ]; then # nor mount: then a limit on the size of files
            (
                ulimit -f "${size%k}"
                timeout 60 "$saldo" compute "$fixtures/oproep-3" --out "$work/full/run" --lang nl \
                    >/dev/null 2>"$work/stderr"
            )
            wants_status $? $status_resources
            [ -s "$work/stderr" ] || echo "no sentence"
            [ -z "$(ls -A "$work/full")" ] || { echo "left behind:"; ls -A "$work/full"; }
        else
            wants_status $status $status_resources
            [ -s "$work/stderr" ] || echo "no sentence"
            [ ! -s "$work/left" ] || { echo "left behind:"; cat "$work/left"; }
        fi
    } >"$work/wrong"
    verdict "full-disk-$size" "$work/wrong"
done

# The workbook is made in a temporary folder by a library that does not tell when that is full.
mkdir -p "$work/full" "$work/forms"
for size in 4k 16k 64k 256k; do
    rm -f "$work/mounted" "$work/forms/afrekening.xlsx"
    $namespace sh -c '
        mount -t tmpfs -o "size=$4" tmpfs "$1/full" && : >"$1/mounted" || exit 125
        TMPDIR=$1/full timeout 60 "$2" report "$3/oproep-3.expected" --format xlsx \
            --out "$1/forms" --lang nl >/dev/null 2>"$1/stderr"' \
        sh "$work" "$saldo" "$fixtures" "$size" 2>"$work/mount-error"
    status=$?
    {
        if [ ! -f "$work/mounted" ]; then # nor mount: then a limit on the size of files
            (
                ulimit -f "${size%k}"
                timeout 60 "$saldo" report "$fixtures/oproep-3.expected" --format xlsx \
                    --out "$work/forms" --lang nl >/dev/null 2>"$work/stderr"
            )
            status=$?
        fi
        wants_status $status $status_resources
        [ "$(grep -c . "$work/stderr")" -eq 1 ] || { echo "not one sentence:"; cat "$work/stderr"; }
        wants_empty_folder "$work/forms"
    } >"$work/wrong"
    verdict "full-temporary-folder-$size" "$work/wrong"
done

# Standard output on a full device.
{
    timeout 20 "$saldo" scheme list >/dev/full 2>"$work/stderr"
    wants_status $? $status_resources
    [ -s "$work/stderr" ] || echo "no sentence"
} >"$work/wrong"
verdict stdout-full "$work/wrong"

# An existing output stays as it is; --force replaces it whole, but only where it is a run.
mkdir -p "$work/out/run"
echo kept >"$work/out/run/marker"
{
    timeout 20 "$saldo" compute "$fixtures/nota" --out "$work/out/run" >/dev/null 2>"$work/stderr"
    wants_status $? $status_input
    [ -s "$work/stderr" ] || echo "no sentence"
    [ "$(cat "$work/out/run/marker")" = kept ] || echo "the existing output was touched"
    [ "$(ls -A "$work/out/run")" = marker ] || echo "something was added to the existing output"
    [ "$(ls -A "$work/out")" = run ] || { echo "left behind:"; ls -A "$work/out"; }
} >"$work/wrong"
verdict existing-output "$work/wrong"
{
    timeout 20 "$saldo" compute "$fixtures/nota" --out "$work/out/run" --force >/dev/null \
        2>"$work/stderr"
    wants_status $? $status_input
    [ -s "$work/stderr" ] || echo "no sentence"
    [ "$(cat "$work/out/run/marker")" = kept ] || echo "what is no run was touched"
    [ "$(ls -A "$work/out")" = run ] || { echo "left behind:"; ls -A "$work/out"; }
} >"$work/wrong"
verdict existing-output-force-no-run "$work/wrong"
cp "$fixtures"/nota.expected/* "$work/out/run/"
{
    timeout 20 "$saldo" compute "$fixtures/nota" --out "$work/out/run" --force >/dev/null 2>&1
    wants_status $? $status_input
    [ "$(cat "$work/out/run/marker")" = kept ] || echo "a file that is not of the run was touched"
} >"$work/wrong"
verdict existing-output-force-foreign-file "$work/wrong"
rm "$work/out/run/marker"
echo old >"$work/out/run/kpi.csv"
{
    timeout 20 "$saldo" compute "$fixtures/nota" --out "$work/out/run" --force >/dev/null 2>&1
    wants_status $? 0
    [ -f "$work/out/run/afrekening.csv" ] || echo "no afrekening.csv"
    [ "$(cat "$work/out/run/kpi.csv")" != old ] || echo "the old kpi.csv is still there"
    [ "$(ls -A "$work/out")" = run ] || { echo "left behind:"; ls -A "$work/out"; }
} >"$work/wrong"
verdict existing-output-force "$work/wrong"

# With --force, a dossier with an error leaves the old output as it is.
cp -R "$work/out/run" "$work/before"
{
    timeout 20 "$saldo" compute "$fixtures/bad/kbo-fout/dossier" --out "$work/out/run" --force \
        >/dev/null 2>&1
    wants_status $? $status_input
    diff -r "$work/before" "$work/out/run"
    [ "$(ls -A "$work/out")" = run ] || { echo "left behind:"; ls -A "$work/out"; }
} >"$work/wrong"
verdict existing-output-kept-on-error "$work/wrong"

# Nowhere to write.
{
    timeout 20 "$saldo" compute "$fixtures/nota" --out "$work/nowhere/run" >/dev/null \
        2>"$work/stderr"
    wants_status $? $status_resources
    [ -s "$work/stderr" ] || echo "no sentence"
    [ ! -e "$work/nowhere" ] || echo "a folder was made"
} >"$work/wrong"
verdict no-parent-folder "$work/wrong"

exit $failed
