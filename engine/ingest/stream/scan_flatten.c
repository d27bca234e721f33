/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the bits that the scan found: counted, written out as places. */
#include "ingest/stream/scan.h"

#include "ingest/stream/scan_x86.h"

#if SCAN_X86
#include <immintrin.h>
#endif

/* Counting is a template too: one instruction a word where the processor has it. */
INLINE struct scan_counts count_masks(const struct scan_masks *masks, size_t from, size_t to)
{
    struct scan_counts counts = {0};
    size_t whole = to / SCAN_BLOCK;
    uint64_t keep = (UINT64_C(1) << to % SCAN_BLOCK) - 1;

    for (size_t i = from / SCAN_BLOCK; i < whole; i++) {
        counts.records += (unsigned)__builtin_popcountll(masks[i].record_ends);
        counts.lines += (unsigned)__builtin_popcountll(masks[i].line_ends);
    }
    if (keep != 0) {
        counts.records += (unsigned)__builtin_popcountll(masks[whole].record_ends & keep);
        counts.lines += (unsigned)__builtin_popcountll(masks[whole].line_ends & keep);
    }
    return counts;
}

enum { UNROLLED = 12 }; /* separators written without asking how many a block has */

#define CTZ(bits) (uint32_t) __builtin_ctzll((bits) | UINT64_C(1) << 63)
#define TZCNT(bits) (uint32_t) _tzcnt_u64(bits)

/* Writes the places of the bits one by one; lowest is CTZ or TZCNT. */
#define WRITE_EACH(lowest)                                                                         \
    for (size_t j = 0; j < UNROLLED; j++, bits &= bits - 1)                                        \
        to[j] = place + lowest(bits);                                                              \
    for (to += UNROLLED; __builtin_expect(bits != 0, 0); bits &= bits - 1)                         \
    *to++ = place + lowest(bits)

/* What is written too much is written over, so most blocks need no branch. */
#define FLATTEN_LOOP(WRITE)                                                                        \
    size_t found = 0;                                                                              \
                                                                                                   \
    for (size_t i = first; i < last; i++) {                                                        \
        size_t left = length - i * SCAN_BLOCK;                                                     \
        uint64_t keep = left >= SCAN_BLOCK ? UINT64_MAX : (UINT64_C(1) << left) - 1;               \
        uint64_t bits = masks[i].separators & keep;                                                \
        uint64_t end = masks[i].record_ends & keep;                                                \
        uint32_t place = (uint32_t)(i * SCAN_BLOCK);                                               \
        uint32_t *to = ends + count;                                                               \
        size_t before = count;                                                                     \
                                                                                                   \
        count += (size_t)__builtin_popcountll(bits);                                               \
        do { /* up to the lowest end, and once even if there is none */                            \
            size_t up_to = (size_t)__builtin_popcountll(bits & (end ^ (end - 1)));                 \
            records[found] = (uint32_t)(before + up_to);                                           \
            found += end != 0;                                                                     \
            end &= end - 1;                                                                        \
        } while (__builtin_expect(end != 0, 0));                                                   \
        WRITE;                                                                                     \
    }                                                                                              \
    *record_count = found;                                                                         \
    return count

static size_t flatten_portable(const struct scan_masks *masks, size_t first, size_t last,
                               size_t length, uint32_t *ends, size_t count, uint32_t *records,
                               size_t *record_count)
{
    FLATTEN_LOOP(WRITE_EACH(CTZ));
}

#if SCAN_X86
AVX2_TARGET static size_t flatten_avx2(const struct scan_masks *masks, size_t first, size_t last,
                                       size_t length, uint32_t *ends, size_t count,
                                       uint32_t *records, size_t *record_count)
{
    FLATTEN_LOOP(WRITE_EACH(TZCNT));
}

/* Sixteen places at a time: the numbers of the bits, packed together. */
AVX512_TARGET INLINE void write_places(uint64_t bits, uint32_t place, uint32_t *to)
{
    const __m512i all = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
        40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18,
        17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i base = _mm512_set1_epi32((int)place);
    __m512i found = _mm512_maskz_compress_epi8(bits, all);
    int left = __builtin_popcountll(bits);

    do {
        __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found));
        _mm512_storeu_si512(to, _mm512_add_epi32(wide, base));
        found = _mm512_alignr_epi64(found, found, 2); /* the next sixteen */
        to += 16;
        left -= 16;
    } while (__builtin_expect(left > 0, 0));
}

AVX512_TARGET static size_t flatten_avx512(const struct scan_masks *masks, size_t first,
                                           size_t last, size_t length, uint32_t *ends, size_t count,
                                           uint32_t *records, size_t *record_count)
{
    FLATTEN_LOOP(write_places(bits, place, to));
}
#endif

size_t scan_flatten(enum scan_level level, const struct scan_masks *masks, size_t first,
                    size_t last, size_t length, uint32_t *ends, size_t count, uint32_t *records,
                    size_t *record_count)
{
#if SCAN_X86
    if (level == SCAN_AVX512)
        return flatten_avx512(masks, first, last, length, ends, count, records, record_count);
    if (level == SCAN_AVX2)
        return flatten_avx2(masks, first, last, length, ends, count, records, record_count);
#endif
    (void)level;
    return flatten_portable(masks, first, last, length, ends, count, records, record_count);
}

#if SCAN_X86
__attribute__((target("popcnt"))) static struct scan_counts
count_popcnt(const struct scan_masks *masks, size_t from, size_t to)
{
    return count_masks(masks, from, to);
}
#endif

struct scan_counts scan_count(enum scan_level level, const struct scan_masks *masks, size_t from,
                              size_t to)
{
    if (from >= to)
        return (struct scan_counts){0};
#if SCAN_X86
    if (level >= SCAN_AVX2)
        return count_popcnt(masks, from, to);
#endif
    (void)level;
    return count_masks(masks, from, to);
}
