/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Optimal string alignment: the edit distance in which no letter moves twice. */
#include "core/nearest.h"

#include <stdint.h>
#include <string.h>

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t both = a < b ? a : b;

    return both < c ? both : c;
}

size_t nearest_distance(const char *typed, const char *word)
{
    size_t rows[3][NEAREST_BYTES + 1]; /* of the last two letters typed, and of this one */
    size_t length = strlen(typed);
    size_t width = strlen(word);

    if (length > NEAREST_BYTES || width > NEAREST_BYTES)
        return SIZE_MAX;
    for (size_t j = 0; j <= width; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= length; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *two_before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= width; j++) {
            char a = small(typed[i - 1]);
            char b = small(word[j - 1]);
            now[j] = least(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a != b));
            if (i > 1 && j > 1 && a == small(word[j - 2]) && b == small(typed[i - 2]) &&
                two_before[j - 2] + 1 < now[j])
                now[j] = two_before[j - 2] + 1;
        }
    }
    return rows[length % 3][width];
}

size_t nearest_word(const char *typed, const char *const *words, size_t count)
{
    size_t best = count;
    size_t distance = SIZE_MAX;

    for (size_t i = 0; i < count; i++) {
        size_t away = nearest_distance(typed, words[i]);
        if (away > (strlen(words[i]) + 2) / 3 || away > distance)
            continue;
        best = away == distance ? count : i;
        distance = away;
    }
    return best;
}
