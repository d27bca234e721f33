/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 of files while they are read or written. */
#ifndef SEAL_DIGEST_H
#define SEAL_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "core/status.h"

enum { DIGEST_TEXT_BYTES = 65 }; /* 64 hexadecimal digits and a NUL */

struct digest; /* opaque; one thread at a time */

struct digest *digest_new(void); /* NULL: no memory, or the library has no SHA-256 */
void digest_free(struct digest *digest);
/* The form of an output's tap (write/out.h): context is the digest. */
void digest_add(void *context, const void *bytes, size_t size);
/* Ends the digest: text, and the number of bytes. STATUS_BROKEN when the library failed. */
MUST_CHECK enum status digest_finish(struct digest *digest, char text[DIGEST_TEXT_BYTES],
                                     uint64_t *size);
MUST_CHECK enum status digest_of(const void *bytes, size_t size, char text[DIGEST_TEXT_BYTES]);

#endif
