/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/stream/scan.h"

#include <assert.h>
#include <string.h>

#include "ingest/stream/scan_x86.h"

#if SCAN_X86
#include <immintrin.h>
#endif

struct block_bits { /* where the four characters stand in a block */
    uint64_t quotes;
    uint64_t delimiters;
    uint64_t line_ends;
    uint64_t returns;
    bool nul;
};

struct state {             /* what a block must know of the one before it */
    uint64_t inside;       /* all ones: the next byte lies inside quotes */
    uint64_t after_edge;   /* 1: a quote may open at the next byte */
    uint64_t after_close;  /* 1: the last byte closed a field */
    uint64_t after_return; /* 1: the last two bytes closed a field and returned */
    size_t last_end;       /* where the running record begins */
};

/* Bit i of the result is the parity of the bits 0 to i. */
INLINE uint64_t parity_shifts(uint64_t bits)
{
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    return bits ^ bits << 32;
}

/* Takes a block whose quotes have the given parities. Returns the misplaced characters. */
INLINE uint64_t take_block(struct state *state, const struct block_bits *bits, uint64_t parity,
                           struct scan_masks *out)
{
    uint64_t inside = parity ^ state->inside; /* an opening quote is inside, a closing one not */
    uint64_t separators = (bits->delimiters | bits->line_ends) & ~inside;
    uint64_t opening = bits->quotes & inside;
    uint64_t closing = bits->quotes & ~inside;
    uint64_t edges = separators | closing; /* a quote after a closing one makes a double */
    uint64_t follows = closing << 1 | state->after_close;
    uint64_t returned = follows & bits->returns & ~bits->line_ends;
    uint64_t bad = opening & ~(edges << 1 | state->after_edge);

    bad |= follows & ~(separators | bits->quotes | bits->returns);
    bad |= (returned << 1 | state->after_return) & ~bits->line_ends;
    out->separators = separators;
    out->record_ends = bits->line_ends & ~inside;
    out->line_ends = bits->line_ends;
    state->inside = 0 - (inside >> 63); /* the last bit everywhere */
    state->after_edge = edges >> 63;
    state->after_close = closing >> 63;
    state->after_return = returned >> 63;
    return bad;
}

/* Whether the running record is over the limit, given its first end in the block from place to
 * end. A record that begins and ends within one block is not looked at: limit >= SCAN_BLOCK. */
INLINE bool over_limit(struct state *state, uint64_t record_ends, size_t place, size_t end,
                       size_t limit)
{
    size_t has_end = 0 - (size_t)(record_ends != 0); /* no branch: it is a coin toss */
    size_t behind = place + SCAN_BLOCK - (size_t)__builtin_clzll(record_ends | 1);

    if (__builtin_expect(end - state->last_end > limit, 0)) {
        size_t first = record_ends == 0 ? SCAN_BLOCK : (size_t)__builtin_ctzll(record_ends) + 1;
        if (place + first - state->last_end > limit || record_ends == 0)
            return true;
    }
    state->last_end ^= (state->last_end ^ behind) & has_end;
    return false;
}

/* What does not lie before length is no part of the text. */
INLINE void cut_block(struct block_bits *bits, const char *at, size_t left)
{
    uint64_t keep = (UINT64_C(1) << left) - 1;

    bits->quotes &= keep;
    bits->delimiters &= keep;
    bits->line_ends &= keep;
    bits->returns &= keep;
    bits->nul = memchr(at, 0, left) != NULL;
}

/* Takes the block at i, of which left bytes are text; leaves the loop where the text is wrong. */
#define SCAN_STEP(parity)                                                                          \
    uint64_t bad = take_block(&state, &bits, parity(bits.quotes), &masks[i / SCAN_BLOCK]);         \
    bad &= UINT64_MAX >> (SCAN_BLOCK - left);                                                      \
    nul |= bits.nul;                                                                               \
    bool over = over_limit(&state, masks[i / SCAN_BLOCK].record_ends, i, i + left, record_limit);  \
    if (__builtin_expect((bad != 0) | over, 0))                                                    \
        return (struct scan_outcome)                                                               \
        {                                                                                          \
            .valid = over ? state.last_end : i + (size_t)__builtin_ctzll(bad), .malformed = true,  \
            .nul = nul,                                                                            \
        }

/* The whole loop, once for each instruction set: find and parity are inlined. The dialect is copied
 * because for all that the compiler knows its characters are what is written through masks. */
#define SCAN_LOOP(find, parity)                                                                    \
    const struct scan_dialect known = *dialect;                                                    \
    struct state state = {.after_edge = 1};                                                        \
    bool nul = false;                                                                              \
    size_t i = 0;                                                                                  \
                                                                                                   \
    assert(record_limit >= SCAN_BLOCK);                                                            \
    for (; length - i >= SCAN_BLOCK; i += SCAN_BLOCK) {                                            \
        const size_t left = SCAN_BLOCK;                                                            \
        struct block_bits bits = find(at + i, &known);                                             \
        SCAN_STEP(parity);                                                                         \
    }                                                                                              \
    if (i < length) {                                                                              \
        const size_t left = length - i;                                                            \
        struct block_bits bits = find(at + i, &known);                                             \
        cut_block(&bits, at + i, left);                                                            \
        SCAN_STEP(parity);                                                                         \
    }                                                                                              \
    return (struct scan_outcome)                                                                   \
    {                                                                                              \
        .valid = length, .inside = state.inside != 0, .nul = nul                                   \
    }

/* ---- portable: eight bytes at a time ---- */

/* The high bit of each byte that is equal to the one repeated in pattern; exact for all bytes. */
INLINE uint64_t equal_bytes(uint64_t word, uint64_t pattern)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    uint64_t x = word ^ pattern;

    return ~(((x & low) + low) | x | low);
}

/* The high bits of the eight bytes, the first byte lowest. */
INLINE uint64_t gather_bits(uint64_t high)
{
    return (high >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

INLINE uint64_t load_word(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

INLINE struct block_bits find_portable(const char *at, const struct scan_dialect *dialect)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t quote = ones * (unsigned char)dialect->quote;
    const uint64_t delimiter = ones * (unsigned char)dialect->delimiter;
    const uint64_t line_end = ones * (unsigned char)dialect->line_end;
    const uint64_t carriage_return = ones * '\r';
    struct block_bits bits = {0};

    for (unsigned i = 0; i < SCAN_BLOCK / 8; i++) {
        uint64_t word = load_word(at + (size_t)i * 8);
        bits.quotes |= gather_bits(equal_bytes(word, quote)) << i * 8;
        bits.delimiters |= gather_bits(equal_bytes(word, delimiter)) << i * 8;
        bits.line_ends |= gather_bits(equal_bytes(word, line_end)) << i * 8;
        bits.returns |= gather_bits(equal_bytes(word, carriage_return)) << i * 8;
        bits.nul |= equal_bytes(word, 0) != 0;
    }
    return bits;
}

static struct scan_outcome classify_portable(const struct scan_dialect *dialect, const char *at,
                                             size_t length, size_t record_limit,
                                             struct scan_masks *masks)
{
    SCAN_LOOP(find_portable, parity_shifts);
}

#if SCAN_X86

/* ---- SSE2: sixteen bytes at a time ---- */

__attribute__((target("sse2"))) INLINE uint64_t equal_sse2(const __m128i part[4], char c)
{
    const __m128i pattern = _mm_set1_epi8(c);
    uint64_t bits = 0;

    for (unsigned i = 0; i < 4; i++) {
        int mask = _mm_movemask_epi8(_mm_cmpeq_epi8(part[i], pattern));
        bits |= (uint64_t)(uint32_t)mask << i * 16;
    }
    return bits;
}

__attribute__((target("sse2"))) INLINE struct block_bits
find_sse2(const char *at, const struct scan_dialect *dialect)
{
    __m128i part[4];

    for (unsigned i = 0; i < 4; i++)
        part[i] = _mm_loadu_si128((const __m128i *)(const void *)(at + (size_t)i * 16));
    __m128i least = _mm_min_epu8(_mm_min_epu8(part[0], part[1]), _mm_min_epu8(part[2], part[3]));
    return (struct block_bits){
        .quotes = equal_sse2(part, dialect->quote),
        .delimiters = equal_sse2(part, dialect->delimiter),
        .line_ends = equal_sse2(part, dialect->line_end),
        .returns = equal_sse2(part, '\r'),
        .nul = _mm_movemask_epi8(_mm_cmpeq_epi8(least, _mm_setzero_si128())) != 0,
    };
}

__attribute__((target("sse2"))) static struct scan_outcome
classify_sse2(const struct scan_dialect *dialect, const char *at, size_t length,
              size_t record_limit, struct scan_masks *masks)
{
    SCAN_LOOP(find_sse2, parity_shifts);
}

/* ---- AVX2: thirty-two bytes at a time, parity by carry-less multiplication ---- */

AVX2_TARGET INLINE uint64_t equal_avx2(__m256i low, __m256i high, char c)
{
    const __m256i pattern = _mm256_set1_epi8(c);
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern));
    uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern));

    return first | (uint64_t)second << 32;
}

AVX2_TARGET INLINE struct block_bits find_avx2(const char *at, const struct scan_dialect *dialect)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(at + 32));
    __m256i least = _mm256_cmpeq_epi8(_mm256_min_epu8(low, high), _mm256_setzero_si256());

    return (struct block_bits){
        .quotes = equal_avx2(low, high, dialect->quote),
        .delimiters = equal_avx2(low, high, dialect->delimiter),
        .line_ends = equal_avx2(low, high, dialect->line_end),
        .returns = equal_avx2(low, high, '\r'),
        .nul = !_mm256_testz_si256(least, least),
    };
}

AVX2_TARGET INLINE uint64_t parity_clmul(uint64_t bits)
{
    __m128i product =
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)bits), _mm_set1_epi8((char)-1), 0);

    return (uint64_t)_mm_cvtsi128_si64(product);
}

AVX2_TARGET static struct scan_outcome classify_avx2(const struct scan_dialect *dialect,
                                                     const char *at, size_t length,
                                                     size_t record_limit, struct scan_masks *masks)
{
    SCAN_LOOP(find_avx2, parity_clmul);
}

/* ---- AVX-512: a whole block at a time, its bits straight from the comparison ---- */

AVX512_TARGET INLINE struct block_bits find_avx512(const char *at,
                                                   const struct scan_dialect *dialect)
{
    const __m512i block = _mm512_loadu_si512(at);

    return (struct block_bits){
        .quotes = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(dialect->quote)),
        .delimiters = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(dialect->delimiter)),
        .line_ends = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(dialect->line_end)),
        .returns = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\r')),
        .nul = _mm512_testn_epi8_mask(block, block) != 0,
    };
}

AVX512_TARGET static struct scan_outcome classify_avx512(const struct scan_dialect *dialect,
                                                         const char *at, size_t length,
                                                         size_t record_limit,
                                                         struct scan_masks *masks)
{
    SCAN_LOOP(find_avx512, parity_clmul);
}

#endif /* SCAN_X86 */

bool scan_level_works(enum scan_level level)
{
#if SCAN_X86
    __builtin_cpu_init();
    if (level == SCAN_AVX512)
        return scan_level_works(SCAN_AVX2) && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vbmi2");
    if (level == SCAN_AVX2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") &&
               __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    if (level == SCAN_SSE2)
        return __builtin_cpu_supports("sse2");
#endif
    return level == SCAN_PORTABLE;
}

enum scan_level scan_best_level(void)
{
    if (scan_level_works(SCAN_AVX512))
        return SCAN_AVX512;
    if (scan_level_works(SCAN_AVX2))
        return SCAN_AVX2;
    return scan_level_works(SCAN_SSE2) ? SCAN_SSE2 : SCAN_PORTABLE;
}

const char *scan_level_name(enum scan_level level)
{
    static const char *const names[SCAN_LEVELS] = {"portable", "sse2", "avx2", "avx512"};

    return names[level];
}

struct scan_outcome scan_classify(enum scan_level level, const struct scan_dialect *dialect,
                                  const char *at, size_t length, size_t record_limit,
                                  struct scan_masks *masks)
{
#if SCAN_X86
    if (level == SCAN_AVX512)
        return classify_avx512(dialect, at, length, record_limit, masks);
    if (level == SCAN_AVX2)
        return classify_avx2(dialect, at, length, record_limit, masks);
    if (level == SCAN_SSE2)
        return classify_sse2(dialect, at, length, record_limit, masks);
#endif
    assert(level == SCAN_PORTABLE);
    return classify_portable(dialect, at, length, record_limit, masks);
}
