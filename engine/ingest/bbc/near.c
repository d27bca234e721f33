/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/near.h"

#include <stddef.h>
#include <string.h>

enum { PLAIN_BYTES = 72, LEAST = 5 };

/* The ASCII letters and digits, in lower case. */
static size_t plain(const char *word, char out[PLAIN_BYTES])
{
    size_t n = 0;

    for (; *word != '\0' && n < PLAIN_BYTES - 1; word++) {
        char c = *word;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = c;
    }
    out[n] = '\0';
    return n;
}

bool bbc_alike(const char *a, const char *b)
{
    char one[PLAIN_BYTES];
    char other[PLAIN_BYTES];

    return plain(a, one) > 0 && plain(b, other) > 0 && strcmp(one, other) == 0;
}

/* Whether what differs is one letter: where they part, the rest is the same again. */
static bool one_apart(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    if (*a == '\0' || *b == '\0')
        return strlen(a) + strlen(b) <= 1;
    bool swapped = a[1] == b[0] && a[0] == b[1] && strcmp(a + 2, b + 2) == 0;
    return swapped || strcmp(a + 1, b + 1) == 0 || strcmp(a + 1, b) == 0 || strcmp(a, b + 1) == 0;
}

bool bbc_near(const char *a, const char *b)
{
    char one[PLAIN_BYTES];
    char other[PLAIN_BYTES];

    if (plain(a, one) == 0 || plain(b, other) == 0)
        return false;
    return strcmp(one, other) == 0 || (strlen(other) >= LEAST && one_apart(one, other));
}
