/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Detached signatures: Ed25519 (RFC 8032) over the bytes of a file, 64 raw bytes. The same keys and
 * signatures work with `openssl pkeyutl -sign -rawin` and `-verify -rawin`. */
#ifndef SEAL_SIGNATURE_H
#define SEAL_SIGNATURE_H

#include <stddef.h>

#include "core/limits.h"
#include "core/status.h"

enum { SIGNATURE_BYTES = 64 };

enum signature_key {
    SIGNATURE_KEY_FINE,
    SIGNATURE_KEY_NONE,     /* not the PEM of an Ed25519 public key */
    SIGNATURE_KEY_ENCODING, /* its bytes are not as RFC 8032 writes a point */
    SIGNATURE_KEY_WEAK      /* a point of small order: anybody can make a signature that fits */
};

/* What is wrong with a public key. STATUS_MEMORY. */
MUST_CHECK enum status signature_key_judge(const char *key, size_t key_size,
                                           enum signature_key *out);

struct signature_pair {                 /* PEM, NUL-terminated */
    char private[LIMIT_KEY_FILE_BYTES]; /* PKCS #8, without a passphrase */
    char public[LIMIT_KEY_FILE_BYTES];  /* SubjectPublicKeyInfo */
};

/* A new pair from the random numbers of the library. STATUS_BROKEN when it failed. */
MUST_CHECK enum status signature_pair_new(struct signature_pair *out);
void signature_pair_wipe(struct signature_pair *pair); /* so that no memory keeps the key */

/* STATUS_SYNTAX: key is not the PEM of an Ed25519 private key without a passphrase. */
MUST_CHECK enum status signature_make(const char *key, size_t key_size, const void *bytes,
                                      size_t size, unsigned char out[SIGNATURE_BYTES]);

/* STATUS_SYNTAX: the key is not SIGNATURE_KEY_FINE; STATUS_RANGE: the signature does not fit the
 * bytes and the key, or begins with a point that is refused in a key; STATUS_MEMORY. */
MUST_CHECK enum status signature_check(const char *key, size_t key_size, const void *bytes,
                                       size_t size, const unsigned char signature[SIGNATURE_BYTES]);

#endif
