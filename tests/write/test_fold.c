/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/fold.h"

#include <stdlib.h>

#include "support/rows.h"

#define TEN "123456789 "

static const struct folding {
    const char *name;
    const char *text;
    int at, indent;
    const char *written;
} foldings[] = {
    {"nothing", "", 0, 2, "  \n"},
    {"short", "a b", 0, 2, "  a b\n"},
    {"behind a label", "a b", 13, 13, "a b\n"},
    {"exactly the width", TEN TEN TEN TEN TEN TEN TEN "1234567890", 0, 0,
     TEN TEN TEN TEN TEN TEN TEN "1234567890\n"},
    {"one more", TEN TEN TEN TEN TEN TEN TEN "12345678901", 0, 0,
     TEN TEN TEN TEN TEN TEN "123456789\n12345678901\n"},
    {"under the indent", TEN TEN TEN TEN TEN TEN TEN TEN "x", 0, 4,
     "    " TEN TEN TEN TEN TEN TEN "123456789\n    123456789 x\n"},
    {"a word longer than a line", TEN TEN TEN TEN TEN TEN TEN TEN, 79, 1,
     "123456789\n 123456789 123456789 123456789 123456789 123456789 123456789 123456789\n"},
    {"line ends are blanks", "a\nb\n\n  c", 0, 0, "a b c\n"},
    {"characters, not bytes",
     "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 1", 68, 2,
     "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 1\n"},
};

static void test_folding(void **state)
{
    const struct folding *row = *state;
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);

    assert_non_null(stream);
    fold_text(stream, row->text, row->at, row->indent);
    fclose(stream);
    assert_string_equal(text, row->written);
    free(text);
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(fold_columns(""), 0);
    assert_int_equal(fold_columns("abc"), 3);
    assert_int_equal(fold_columns("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), 3);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_folding, foldings);
    rows_add(rows, test_columns, "columns of UTF-8", NULL);
    return rows_run(rows, "report/fold");
}
