/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/hash.h"

#include <stddef.h>
#include <string.h>

struct sip {
    uint64_t v0, v1, v2, v3;
};

static inline uint64_t turn(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void stir(struct sip *s)
{
    s->v0 += s->v1;
    s->v1 = turn(s->v1, 13) ^ s->v0;
    s->v0 = turn(s->v0, 32);
    s->v2 += s->v3;
    s->v3 = turn(s->v3, 16) ^ s->v2;
    s->v0 += s->v3;
    s->v3 = turn(s->v3, 21) ^ s->v0;
    s->v2 += s->v1;
    s->v1 = turn(s->v1, 17) ^ s->v2;
    s->v2 = turn(s->v2, 32);
}

static inline void take_word(struct sip *s, uint64_t word)
{
    s->v3 ^= word;
    stir(s);
    stir(s);
    s->v0 ^= word;
}

/* Bytes of the text as a number, the first one lowest. */
static inline uint64_t word_at(const char *at, size_t bytes)
{
    uint64_t word = 0;

    memcpy(&word, at, bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint64_t finish(struct sip *s)
{
    for (int i = 0; i < 4; i++)
        stir(s);
    return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

struct bbc_hash bbc_hash_text(const uint64_t key[2], struct text text)
{
    struct sip s = {UINT64_C(0x736f6d6570736575) ^ key[0], UINT64_C(0x646f72616e646f6d) ^ key[1],
                    UINT64_C(0x6c7967656e657261) ^ key[0], UINT64_C(0x7465646279746573) ^ key[1]};
    struct bbc_hash hash;
    size_t i = 0;

    s.v1 ^= 0xee; /* 128 bits are asked for */
    for (; i + 8 <= text.length; i += 8)
        take_word(&s, word_at(text.at + i, 8));
    take_word(&s, word_at(text.at + i, text.length - i) | (uint64_t)text.length << 56);
    s.v2 ^= 0xee;
    hash.half[0] = finish(&s);
    s.v1 ^= 0xdd;
    hash.half[1] = finish(&s);
    return hash;
}
