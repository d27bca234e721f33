/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SipHash-2-4 of 128 bits (Aumasson and Bernstein, 2012): equal texts have equal hashes, and who
 * does not know the key cannot make two others have one. */
#ifndef INGEST_BBC_HASH_H
#define INGEST_BBC_HASH_H

#include <stdint.h>

#include "core/text.h"

struct bbc_hash {
    uint64_t half[2];
};

struct bbc_hash bbc_hash_text(const uint64_t key[2], struct text text);

#endif
