#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: verify.sh SALDO
# What verify, seal and compute --bundle say, to the letter, in both languages; that openssl agrees
# on the signature; and that a bundle is the same bytes in another locale and time zone.
set -u

saldo=${1:?usage: verify.sh SALDO}
. "$(dirname "$0")/../support/script.sh"
cd "$work" || exit 1

prints() { # FILE: the words expected on standard input; hashes are left out
    cat >"$work/expected"
    sed 's/sha256 [0-9a-f]\{64\}/sha256 …/' "$work/$1" | diff -u "$work/expected" -
}

cp -R "$fixtures/nota" dossier
cp -R "$fixtures/nota.expected" run

# ---- verify ----

{
    run 0 verify run dossier --lang en
    prints stdout <<'OUT'
run: reproduced, 42 amounts
  saldo 0.1.0, plan-samenleven-3, peildatum 2026-03-31
  manifest.json: sha256 …
OUT
    run 0 verify run dossier --lang nl
    prints stdout <<'OUT'
run: gereproduceerd, 42 bedragen
  saldo 0.1.0, plan-samenleven-3, peildatum 2026-03-31
  manifest.json: sha256 …
OUT
    run 0 verify run --lang nl
    prints stdout <<'OUT'
run: 42 bedragen zoals verzegeld; geef DOSSIER om te herberekenen
  saldo 0.1.0, plan-samenleven-3, peildatum 2026-03-31
  manifest.json: sha256 …
OUT
} >"$work/wrong"
verdict 'verify: untouched'

{
    cp -R run edited
    sed -i '2s/;6\.000,00;/;6.001,00;/' edited/afrekening.csv
    : >edited/notes.txt
    run 3 verify edited dossier --lang en
    prints stdout <<'OUT'
afrekening.csv: is not the file that was sealed
  sealed: sha256 …
  found:  sha256 …
notes.txt: is not a file of a run
first difference: afrekening.csv:2:14: voorbeeld-1, actie 5, saldo differs
  run:      6.001,00
  computed: 6.000,00
cause:
  output edited: afrekening.csv was changed after it was sealed
edited: not as it should be, 3 differences
  saldo 0.1.0, plan-samenleven-3, peildatum 2026-03-31
  manifest.json: sha256 …
OUT
    run 3 verify edited dossier --lang nl
    prints stdout <<'OUT'
afrekening.csv: is niet het bestand dat verzegeld werd
  verzegeld: sha256 …
  gevonden:  sha256 …
notes.txt: is geen bestand van een run
eerste verschil: afrekening.csv:2:14: voorbeeld-1, actie 5, saldo verschilt
  run:      6.001,00
  berekend: 6.000,00
oorzaak:
  uitvoer bewerkt: afrekening.csv werd gewijzigd na de verzegeling
edited: niet zoals het hoort, 3 verschillen
  saldo 0.1.0, plan-samenleven-3, peildatum 2026-03-31
  manifest.json: sha256 …
OUT
} >"$work/wrong"
verdict 'verify: an edited cell'

{
    cp -R dossier changed
    sed -i 's/eind;2025-10-08;512/eind;2025-10-08;412/' changed/kpi.csv
    run 3 verify run changed --lang nl
    sed -n '1,3p' "$work/stdout" >"$work/first"
    prints first <<'OUT'
eerste verschil: afrekening.csv:2:14: voorbeeld-1, actie 5, saldo verschilt
  run:      6.000,00
  berekend: 0,00
OUT
    grep -qx '  invoer gewijzigd: kpi.csv' "$work/stdout" || cat "$work/stdout"
    grep -qx '    kpi.csv:3 behaalde_kpi: 512 → 412' "$work/stdout" || cat "$work/stdout"
    sed -i 's/peildatum: .*/peildatum: 2026-01-31/' changed/dossier.yaml
    run 3 verify run changed --lang nl
    grep -qx '  optie gewijzigd: peildatum was 2026-03-31, is 2026-01-31' "$work/stdout" ||
        cat "$work/stdout"
} >"$work/wrong"
verdict 'verify: another dossier'

{
    mkdir schemes empty
    sed 's/^\( *\)\(- \)\?waarde: 80 %/\1\2waarde: 70 %/' \
        "$fixtures/../formulas/schemes/plan-samenleven-3.yaml" >schemes/plan-samenleven-3.yaml
    run 3 verify run dossier --scheme-dir schemes --lang nl
    grep -qx '  regeling gewijzigd: plan-samenleven-3.yaml' "$work/stdout" || cat "$work/stdout"
    grep -qx '    plan-samenleven-3.yaml:[0-9]* voorschot: 80 % → 70 %' "$work/stdout" ||
        cat "$work/stdout"
    run 0 compute dossier --out own --scheme-dir schemes
    run 0 verify own dossier --scheme-dir schemes
    run 3 verify own dossier --lang en
    prints stdout <<'OUT'
manifest.json: plan-samenleven-3.yaml is not the built-in scheme
  built in: sha256 …
  found:    sha256 …
own: not as it should be, 1 difference
  not computed again: plan-samenleven-3.yaml of this run is not built in; give --scheme-dir DIR
  saldo 0.1.0, plan-samenleven-3 (not built in), peildatum 2026-03-31
  manifest.json: sha256 …
OUT
    run 1 verify empty --lang en
    prints stderr <<'OUT'
saldo: empty is not a run
OUT
    run 1 verify nowhere
    run 1 verify run nowhere
    run 2 verify
    run 2 verify run dossier more
} >"$work/wrong"
verdict 'verify: another scheme, no run'

{
    # Somebody who can hash again writes a line of his own in the version; it is never printed.
    cp -R "$fixtures/nota.expected" spoofed
    sed -i 's/"motor":"0\.1\.0"/"motor":"0.1.0\\nrun: reproduced, 42 amounts"/' \
        spoofed/afrekening.json
    size=$(wc -c <spoofed/afrekening.json) hash=$(sha256sum spoofed/afrekening.json | cut -c 1-64)
    sed -i -e 's/"motor": "0\.1\.0"/"motor": "0.1.0\\nrun: reproduced, 42 amounts"/' \
        -e "/\"afrekening.json\"/{n;s/[0-9][0-9]*/$size/;n;s/[0-9a-f]\{64\}/$hash/;}" \
        spoofed/manifest.json
    run 3 verify spoofed --lang en
    prints stdout <<'OUT'
manifest.json: is not a manifest as saldo writes it
spoofed: not as it should be, 1 difference
OUT
} >"$work/wrong"
verdict 'verify: a version that is more than a word'

{
    # The id of a scheme of one's own may be any word that a file can be named by.
    mkdir words
    sed 's/^id: .*/id: plan é/' "$fixtures/../formulas/schemes/plan-samenleven-3.yaml" \
        >'words/plan é.yaml'
    cp -R "$fixtures/nota" worded
    sed -i 's/^regeling: .*/regeling: plan é/' worded/dossier.yaml
    run 0 compute worded --scheme-dir words --out named --bundle named.tar.zst
    run 0 verify named worded --scheme-dir words
    run 0 verify named.tar.zst
} >"$work/wrong"
verdict 'verify: a scheme of any name'

{
    cp -R "$fixtures/nota.expected" forms
    run 0 report forms --format sqlite --lang en # not the language of the run
    run 0 verify forms dossier
    printf x | dd of=forms/saldo.sqlite bs=1 seek=5000 conv=notrunc 2>/dev/null
    run 3 verify forms --lang nl
    grep -q '^saldo\.sqlite:[0-9]*:[0-9]*: is niet wat report van deze run schrijft$' \
        "$work/stdout" || cat "$work/stdout"
} >"$work/wrong"
verdict 'verify: a form'

# ---- seal ----

{
    run 0 seal --new-key key.pem
    mv "$work/stdout" public.pem
    [ "$(stat -c %a key.pem)" = 600 ] || echo 'the key can be read by others'
    run 1 seal --new-key key.pem --lang en
    prints stderr <<'OUT'
saldo: key.pem is there already; a key is never replaced
OUT
    run 0 seal --new-key other.pem
    mv "$work/stdout" other-public.pem
    run 3 verify run --pubkey public.pem --lang nl
    sed -n 1p "$work/stdout" >"$work/first"
    prints first <<'OUT'
manifest.json.sig: is er niet: de run is niet ondertekend
OUT
    run 0 seal run --key key.pem --lang en
    prints stdout <<'OUT'
written: run/manifest.json.sig
OUT
    run 0 verify run --pubkey public.pem --lang en
    grep -qx '  signed with this key' "$work/stdout" || cat "$work/stdout"
    run 0 verify run --lang en
    grep -qx '  signed; give --pubkey to check the signature' "$work/stdout" || cat "$work/stdout"
    run 3 verify run --pubkey other-public.pem --lang en
    sed -n 1p "$work/stdout" >"$work/first"
    prints first <<'OUT'
manifest.json.sig: does not fit manifest.json: another key signed, or one of both was changed
OUT
    run 1 verify run --pubkey key.pem --lang en
    prints stderr <<'OUT'
saldo: key.pem is not an Ed25519 public key in PEM
OUT
    run 1 verify run --pubkey nowhere.pem
    run 1 seal run --key key.pem
    run 1 seal run --key public.pem --force --lang en
    prints stderr <<'OUT'
saldo: public.pem is not an Ed25519 private key in PEM without a passphrase
OUT
    cp run/manifest.json.sig whole.sig
    head -c 63 whole.sig >run/manifest.json.sig
    run 3 verify run --pubkey public.pem --lang en
    sed -n 1p "$work/stdout" >"$work/first"
    prints first <<'OUT'
manifest.json.sig: is not a signature: it must be 64 bytes
OUT
    run 0 seal run --key key.pem --force # the same bytes again
    prints stderr </dev/null
    cp key.pem shared.pem
    chmod 640 shared.pem
    run 0 seal run --key shared.pem --force --lang en
    prints stderr <<'OUT'
saldo: warning: shared.pem is not for you alone: others may read it, and sign as you
OUT
    cmp whole.sig run/manifest.json.sig
    run 3 seal edited --key key.pem --lang en
    prints stderr <<'OUT'
saldo: edited is not as compute wrote it; nothing was signed
OUT
    [ ! -e edited/manifest.json.sig ] || echo 'signed all the same'
    run 2 seal run
    run 2 seal --key key.pem
    run 2 seal run --new-key more.pem
    run 1 seal run --key nowhere.pem --force
    run 0 compute dossier --out run --force # a signed run is a run
    [ ! -e run/manifest.json.sig ] || echo 'the old signature is still there'
} >"$work/wrong"
verdict 'seal'

{
    run 0 compute dossier --out signed --key key.pem
    openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in signed/manifest.json \
        -sigfile signed/manifest.json.sig >"$work/openssl" 2>&1 || cat "$work/openssl"
    openssl genpkey -algorithm ed25519 -out theirs.pem
    openssl pkey -in theirs.pem -pubout -out theirs-public.pem
    openssl pkeyutl -sign -rawin -inkey theirs.pem -in signed/manifest.json \
        -out signed/manifest.json.sig
    run 0 verify signed --pubkey theirs-public.pem
    openssl genpkey -algorithm ed25519 -aes256 -pass pass:x -out locked.pem
    run 1 seal signed --key locked.pem --force </dev/null
    openssl genpkey -algorithm rsa -pkeyopt rsa_keygen_bits:2048 -out rsa.pem 2>/dev/null
    run 1 seal signed --key rsa.pem --force
} >"$work/wrong"
verdict 'seal: openssl'

# ---- bundles ----

{
    run 0 compute dossier --out one --bundle b.tar.zst --key key.pem --lang en
    tail -n 1 "$work/stdout" >"$work/last"
    prints last <<'OUT'
bundle:  b.tar.zst
OUT
    cp b.tar.zst first.tar.zst
    run 1 compute dossier --out two --bundle b.tar.zst --lang en
    tail -n 1 "$work/stderr" >"$work/last"
    prints last <<'OUT'
saldo: b.tar.zst is there already; choose another name or use --force
OUT
    [ ! -e two ] || echo 'a run was written'
    LC_ALL=C TZ=Pacific/Auckland run 0 compute dossier --out two --bundle b.tar.zst --force \
        --key key.pem
    cmp one/manifest.json.sig two/manifest.json.sig
    cmp first.tar.zst b.tar.zst
    run 0 verify b.tar.zst --pubkey public.pem --lang nl
    prints stdout <<'OUT'
b.tar.zst: gereproduceerd, 42 bedragen
  saldo 0.1.0, plan-samenleven-3, peildatum 2026-03-31
  manifest.json: sha256 …
  ondertekend met deze sleutel
OUT
    run 3 verify b.tar.zst changed # another dossier than its own
    head -c 5000 first.tar.zst >cut.tar.zst
    run 3 verify cut.tar.zst --lang en
    prints stderr <<'OUT'
saldo: cut.tar.zst is not a bundle of saldo, or a byte of it was changed
OUT
    run 3 verify key.pem
    run 2 compute dossier
    run 4 compute dossier --bundle nowhere/b.tar.zst --out other
    [ ! -e other ] || echo 'a run was written'
    [ "$(find . -name '*.tmp*')" = '' ] || find . -name '*.tmp*'
} >"$work/wrong"
verdict 'bundles'
exit $failed
