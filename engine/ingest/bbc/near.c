/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/near.h"

#include <stddef.h>
#include <string.h>

#include "core/alike.h"

enum { WORD_BYTES = 128, FORM_BYTES = ALIKE_BYTES(WORD_BYTES) + 1, LEAST = 5, LEAST_INSIDE = 3 };

/* U+FF01 to U+FF5E, the signs of ASCII in full width, as those; 0: another character. */
static char narrow_sign(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;

    if (p[0] != 0xef || (p[1] != 0xbc && p[1] != 0xbd) || p[2] < 0x80 || p[2] > 0xbf)
        return 0;
    unsigned sign = (p[1] - 0xbcu) * 64 + (p[2] - 0x80u) + 0x20;
    return sign > 0x20 && sign < 0x7f ? (char)sign : 0;
}

/* The form that two words alike have, NUL-terminated; empty for a word that is too long. */
static void form_of(const char *word, char out[FORM_BYTES])
{
    char narrow[WORD_BYTES];
    size_t length = 0;

    out[0] = '\0';
    while (*word != '\0') {
        char sign = narrow_sign(word);
        if (length == WORD_BYTES)
            return;
        narrow[length++] = sign != 0 ? sign : *word;
        word += sign != 0 ? 3 : 1;
    }
    out[alike_form((struct text){narrow, length}, out)] = '\0';
}

static bool is_sign(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Of a word its ASCII letters and digits, in lower case; of 'é' the e. */
static size_t plain(const char *word, char out[FORM_BYTES])
{
    char form[FORM_BYTES];
    size_t n = 0;

    form_of(word, form);
    for (const char *at = form; *at != '\0'; at++)
        if (is_sign(*at))
            out[n++] = *at;
    out[n] = '\0';
    return n;
}

bool bbc_alike(const char *a, const char *b)
{
    char one[FORM_BYTES];
    char other[FORM_BYTES];

    return plain(a, one) > 0 && plain(b, other) > 0 && strcmp(one, other) == 0;
}

bool bbc_alike_holds(const char *text, const char *word)
{
    char form[FORM_BYTES];

    (void)plain(text, form);
    return strstr(form, word) != NULL;
}

bool bbc_alike_begins(const char *text, const char *word)
{
    char form[FORM_BYTES];

    (void)plain(text, form);
    return strncmp(form, word, strlen(word)) == 0;
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

/* Whether a form goes on with a plain word, whatever stands between, and no sign behind. */
static bool goes_on(const char *form, const char *word)
{
    for (; *word != '\0'; form++) {
        if (*form == *word)
            word++;
        else if (*form == '\0' || is_sign(*form))
            return false;
    }
    return !is_sign(*form);
}

static bool has_inside(const char *text, const char *word)
{
    char form[FORM_BYTES];

    form_of(text, form);
    for (size_t i = 0; form[i] != '\0'; i++)
        if (is_sign(form[i]) && (i == 0 || !is_sign(form[i - 1])) && goes_on(form + i, word))
            return true;
    return false;
}

bool bbc_near(const char *a, const char *b)
{
    char one[FORM_BYTES];
    char other[FORM_BYTES];

    if (plain(a, one) == 0 || plain(b, other) == 0)
        return false;
    return strcmp(one, other) == 0 || (strlen(other) >= LEAST && one_apart(one, other)) ||
           (strlen(other) >= LEAST_INSIDE && has_inside(a, other));
}

bool bbc_names_ocmw(const char *name)
{
    return has_inside(name, "ocmw") || bbc_alike_begins(name, "ocmw") ||
           bbc_alike_holds(name, "openbaarcentrumvoormaatschappelijkwelzijn");
}
