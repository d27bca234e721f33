/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/alike.h"

#include <string.h>

#include "support/rows.h"

/* Pairs that look alike, and pairs that do not. */
static const struct pair {
    const char *name;
    const char *a, *b;
    bool alike;
} pairs[] = {
    {"case", "D0017", "d0017", true},
    {"composed and decomposed", "caf\xc3\xa9", "cafe\xcc\x81", true},
    {"composed and decomposed, in capitals", "CAF\xc3\x89", "cafe\xcc\x81", true},
    {"cedilla", "\xc3\x87", "c\xcc\xa7", true},
    {"a letter with a stroke has no mark", "\xc3\x98", "\xc3\xb8", true},
    {"Windows-1252", "caf\xe9", "caf\xc3\xa9", true},
    {"Cyrillic", "\xd0\x96\xd0\x81", "\xd0\xb6\xd1\x91", true},
    {"Greek", "\xce\xa9", "\xcf\x89", true},
    {"blanks", " a  b\t",
     "a\xc2\xa0"
     "b",
     true},
    {"apostrophe", "'t", "\xe2\x80\x99t", true},
    {"hyphen", "a-b",
     "a\xe2\x80\x91"
     "b",
     true},
    {"the multiplication sign is no letter", "\xc3\x97", "\xc3\xb7", false},
    {"a mark is no ornament", "cafe", "caf\xc3\xa9", false},
    {"a blank is one", "ab", "a b", false},
    {"digits", "D0017", "D017", false},
    {"nothing", "", " ", true},
};

static size_t form_of(const char *text, char *out)
{
    return alike_form((struct text){text, strlen(text)}, out);
}

static void test_pair(void **state)
{
    const struct pair *row = *state;
    char a[ALIKE_BYTES(16)];
    char b[ALIKE_BYTES(16)];
    size_t length = form_of(row->a, a);

    bool same = length == form_of(row->b, b) && memcmp(a, b, length) == 0;
    assert_int_equal(same, row->alike);
}

/* No character needs more room than was promised. */
static void test_room(void **state)
{
    (void)state;
    for (unsigned byte = 1; byte < 256; byte++) {
        char text[] = {(char)byte};
        char out[ALIKE_BYTES(4)];
        assert_true(alike_form((struct text){text, 1}, out) <= 3);
    }
    for (uint32_t point = 0x80; point < 0x3000; point++) {
        char text[2 + 1] = {(char)(0xc0 | point >> 6), (char)(0x80 | (point & 0x3f)), 0};
        char out[ALIKE_BYTES(4)];
        if (point < 0x800)
            assert_true(alike_form((struct text){text, 2}, out) <= 6);
    }
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_pair, pairs);
    rows_add(rows, test_room, "room for every character", NULL);
    return rows_run(rows, "core/alike");
}
