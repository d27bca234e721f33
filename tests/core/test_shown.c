/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/shown.h"

#include <string.h>

#include "core/arena.h"
#include "support/rows.h"

static const struct showing {
    const char *name;
    const char *text;
    const char *shown;
    const char *json; /* of shown_escape, character by character */
} showings[] = {
    {"nothing", "", "", ""},
    {"letters", "abc ~", "abc ~", "abc ~"},
    {"accents", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
     "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
    {"ESC", "\x1b[31mx", "?[31mx", "\\u001b[31mx"},
    {"line end", "a\nb", "a?b", "a\\nb"},
    {"CR and tab", "a\r\tb", "a??b", "a\\u000d\\u0009b"},
    {"quotes", "a\"\\", "a\"\\", "a\\\"\\\\"},
    {"DEL", "\x7f", "?", "\\u007f"},
    {"C1: CSI",
     "a\xc2\x9b"
     "31m",
     "a?31m", "a\\u009b31m"},
    {"C1: NEL", "\xc2\x85", "?", "\\u0085"},
    {"first behind C1", "\xc2\xa0", "\xc2\xa0", "\xc2\xa0"},
    {"Arabic mark", "\xd8\x9c", "?", "\\u061c"},
    {"Mongolian separator", "\xe1\xa0\x8e", "?", "\\u180e"},
    {"zero width",
     "a\xe2\x80\x8b"
     "b",
     "a?b", "a\\u200bb"},
    {"joiners", "\xe2\x80\x8c\xe2\x80\x8d", "??", "\\u200c\\u200d"},
    {"left and right marks", "\xe2\x80\x8e\xe2\x80\x8f", "??", "\\u200e\\u200f"},
    {"line and paragraph", "\xe2\x80\xa8\xe2\x80\xa9", "??", "\\u2028\\u2029"},
    {"U+202A", "\xe2\x80\xaa", "?", "\\u202a"},
    {"U+202E, the override",
     "a\xe2\x80\xae"
     "b",
     "a?b", "a\\u202eb"},
    {"U+202F is a blank", "\xe2\x80\xaf", "\xe2\x80\xaf", "\xe2\x80\xaf"},
    {"word joiner", "\xe2\x81\xa0", "?", "\\u2060"},
    {"U+2066 and U+2069", "\xe2\x81\xa6\xe2\x81\xa9", "??", "\\u2066\\u2069"},
    {"BOM", "\xef\xbb\xbf", "?", "\\ufeff"},
    {"annotation", "\xef\xbf\xb9", "?", "\\ufff9"},
    {"tag, beyond U+FFFF", "\xf3\xa0\x81\x81", "?", "\\udb40\\udc41"},
    {"no UTF-8",
     "a\xff"
     "b",
     "a?b", "a\\ufffdb"},
    {"overlong", "\xc0\x9b", "??", "\\ufffd\\ufffd"},
    {"cut off", "a\xe2\x80", "a??", "a\\ufffd\\ufffd"},
};

static struct text text_of(const char *word)
{
    return (struct text){word, strlen(word)};
}

static void test_showing(void **state)
{
    const struct showing *row = *state;
    struct text text = text_of(row->text);
    char place[64];

    memcpy(place, row->text, text.length + 1);
    size_t length = shown_write(place, (struct text){place, text.length}); /* in its own place */
    assert_int_equal(length, strlen(row->shown));
    assert_memory_equal(place, row->shown, length);
    assert_true(shown_is_plain((struct text){place, length}));
    assert_int_equal(shown_is_plain(text), strcmp(row->text, row->shown) == 0);
    assert_int_equal(shown_columns(text), shown_columns((struct text){place, length}));
    struct arena *arena = arena_new();
    assert_string_equal(shown_word(arena, row->text), row->shown);
    arena_free(arena);
}

static void test_escape(void **state)
{
    const struct showing *row = *state;
    struct text text = text_of(row->text);
    char out[128];
    size_t length = 0;

    for (size_t used; text.length > 0; text.at += used, text.length -= used) {
        char piece[SHOWN_ESCAPE_BYTES];
        size_t size = shown_escape(text, piece, &used);
        assert_in_range(used, 1, text.length);
        memcpy(out + length, piece, size);
        length += size;
    }
    out[length] = '\0';
    assert_string_equal(out, row->json);
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(shown_columns(text_of("")), 0);
    assert_int_equal(shown_columns(text_of("a\xc3\xa9\xe2\x82\xac")), 3);
    assert_int_equal(shown_columns(text_of("\x80\x80")), 2);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_showing, showings);
    ROWS_ADD(rows, test_escape, showings);
    rows_add(rows, test_columns, "columns", NULL);
    return rows_run(rows, "core/shown");
}
