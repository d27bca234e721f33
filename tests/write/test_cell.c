/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write/cell.h"

#include "core/bytes.h"
#include "support/rows.h"
#include "write/json.h"

static const struct writing {
    const char *name;
    const char *text;
    const char *cell;
    const char *json;
} writings[] = {
    {"nothing", "", "", "\"\""},
    {"letters", "a b", "a b", "\"a b\""},
    {"accent", "caf\xc3\xa9", "caf\xc3\xa9", "\"caf\xc3\xa9\""},
    {"semicolon", "a;b", "\"a;b\"", "\"a;b\""},
    {"quote", "a\"b", "\"a\"\"b\"", "\"a\\\"b\""},
    {"accent and quote", "\xc3\xa9\"", "\"\xc3\xa9\"\"\"", "\"\xc3\xa9\\\"\""},
    {"line end", "a\nb", "\"a\nb\"", "\"a\\nb\""},
    {"formula", "=1+1", "'=1+1", "\"=1+1\""},
    {"tab first", "\ta", "'\ta", "\"\\u0009a\""},
    {"ESC", "a\x1b[2Jb", "a?[2Jb", "\"a\\u001b[2Jb\""},
    {"C1",
     "a\xc2\x9b"
     "b",
     "a?b", "\"a\\u009bb\""},
    {"override",
     "a\xe2\x80\xae"
     "b;",
     "\"a?b;\"", "\"a\\u202eb;\""},
    {"no UTF-8", "a\xff", "a?", "\"a\\ufffd\""},
};

static const char *written(void (*write)(struct out *, const char *), const char *text,
                           struct bytes *bytes)
{
    struct out *out = out_tap_new(bytes_add, bytes);

    assert_non_null(out);
    write(out, text);
    assert_int_equal(out_finish(out), STATUS_OK);
    bytes_add(bytes, "", 1);
    return bytes->at;
}

static void write_json(struct out *out, const char *text)
{
    struct json json = {.out = out};

    json_text(&json, text);
}

static void test_cell(void **state)
{
    const struct writing *row = *state;
    struct bytes bytes = {0};

    assert_string_equal(written(cell_text, row->text, &bytes), row->cell);
    bytes_free(&bytes);
}

static void test_json(void **state)
{
    const struct writing *row = *state;
    struct bytes bytes = {0};

    assert_string_equal(written(write_json, row->text, &bytes), row->json);
    bytes_free(&bytes);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_cell, writings);
    ROWS_ADD(rows, test_json, writings);
    return rows_run(rows, "write/cell");
}
