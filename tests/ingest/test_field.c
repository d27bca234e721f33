/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/table/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/found.h"
#include "support/rows.h"

enum kind { KEY, OPTIONAL_KEY, COUNT, MONEY, SIGNED_MONEY, DAY, WORD };

/* value: what was read, as text; NULL: a finding and nothing read. */
static const struct reading {
    const char *name;
    enum kind kind;
    const char *field;
    const char *value;
    const char *sentence; /* of the first finding, "" when there is none */
} readings[] = {
    {"key", KEY, "B001", "B001", ""},
    {"key with a blank inside", KEY, "B 1", "B 1", ""},
    {"key empty", KEY, "", NULL, "field k is empty; it is required"},
    {"key before a blank", KEY, "B1 ", NULL, "field k begins or ends with a space: 'B1 '"},
    {"key behind a no-break space", KEY,
     "\xc2\xa0"
     "B1",
     NULL,
     "field k begins or ends with a space: '\xc2\xa0"
     "B1'"},
    {"key with a line end", KEY, "B\n1", NULL,
     "field k has a control character, line end or invisible character: 'B 1'"},
    {"key with DEL", KEY, "B\x7f", NULL, NULL},
    {"key of 64 bytes", KEY, "1234567890123456789012345678901234567890123456789012345678901234",
     "1234567890123456789012345678901234567890123456789012345678901234", ""},
    {"key of 65 bytes", KEY, "12345678901234567890123456789012345678901234567890123456789012345",
     NULL, "field k has 65 bytes; the maximum is 64"},
    {"optional key, empty", OPTIONAL_KEY, "", "", ""},
    {"optional key", OPTIONAL_KEY, "x", "x", ""},
    {"count", COUNT, "1.500", "1500", ""},
    {"count 0", COUNT, "0", "0", ""},
    {"count empty", COUNT, "", NULL, "field k is empty; it is required"},
    {"count with a sign", COUNT, "-1", NULL,
     "'-1' in k is not a count; expected: a whole number from 0, such as 500 or 1.500"},
    {"count behind a blank", COUNT, " 1", NULL,
     "' 1' in k is not a count; expected: a whole number from 0, such as 500 or 1.500"},
    {"count at the limit", COUNT, "1000000000000", "1000000000000", ""},
    {"count above it", COUNT, "1000000000001", NULL,
     "'1000000000001' in k is too large; the maximum is 1.000.000.000.000"},
    {"amount", MONEY, "1.234,56", "123456", ""},
    {"amount empty", MONEY, "", NULL, "field k is empty; it is required"},
    {"amount in English", MONEY, "1,234.56", NULL,
     "'1,234.56' in k is not an amount; expected: euro with at most two decimals, such as 1234,56 "
     "or 1.234,56"},
    {"amount below 0", MONEY, "-1", NULL, "'-1' in k is negative; expected: an amount from 0,00"},
    {"amount that may be below 0", SIGNED_MONEY, "-1", "-100", ""},
    {"amount too large", MONEY, "1000000000000001", NULL,
     "'1000000000000001' in k is too large; the maximum is 10^15 euro"},
    {"day", DAY, "2025-06-30", "2025-06-30", ""},
    {"first day", DAY, "2025-01-01", "2025-01-01", ""},
    {"last day", DAY, "2025-12-31", "2025-12-31", ""},
    {"day empty", DAY, "", NULL, "field k is empty; it is required"},
    {"day in another form", DAY, "30/06/2025", NULL, NULL},
    {"day that does not exist", DAY, "2025-02-29", NULL, NULL},
    {"day before", DAY, "2024-12-31", NULL, NULL},
    {"day after", DAY, "2026-01-01", NULL, NULL},
    {"word", WORD, "twee", "1", ""},
    {"word empty", WORD, "", NULL, "field k is empty; it is required"},
    {"word in capitals", WORD, "Twee", NULL, NULL},
    {"half a word", WORD, "twe", NULL, NULL},
};

static const char *const words[] = {"een", "twee"};

static bool read_numbers(const struct field_reader *reader, enum kind kind, char out[128])
{
    struct money money;
    int64_t count;
    bool right = kind == COUNT ? field_count(reader, 0, &count)
                               : field_money(reader, 0, kind == SIGNED_MONEY, &money);

    if (right)
        snprintf(out, 128, "%lld", (long long)(kind == COUNT ? count : money.cents));
    return right;
}

static bool read_day(const struct field_reader *reader, char out[128])
{
    struct date from;
    struct date to;
    struct date date;

    assert_int_equal(date_from_civil(2025, 1, 1, &from), STATUS_OK);
    assert_int_equal(date_from_civil(2025, 12, 31, &to), STATUS_OK);
    if (!field_date(reader, 0, from, to, &date))
        return false;
    date_format(date, out);
    return true;
}

static bool read_field(const struct field_reader *reader, enum kind kind, char out[128])
{
    struct text key;
    uint32_t word;

    switch (kind) {
    case KEY:
    case OPTIONAL_KEY:
        if (!(kind == KEY ? field_key : field_optional_key)(reader, 0, &key))
            return false;
        snprintf(out, 128, "%.*s", (int)key.length, key.at);
        return true;
    case WORD:
        if (!field_word(reader, 0, words, 2, &word))
            return false;
        snprintf(out, 128, "%u", word);
        return true;
    case DAY:
        return read_day(reader, out);
    case COUNT:
    case MONEY:
    case SIGNED_MONEY:
        break;
    }
    return read_numbers(reader, kind, out);
}

static const char *const column_names[] = {"k"};
static uint32_t held_back;
static const struct table_spec spec = {"t.csv", column_names, 1, false, false, NULL};
static const uint32_t column_at[] = {3};
static const uint32_t line_at[] = {8};

static void test_reading(void **state)
{
    const struct reading *row = *state;
    const struct text field = {row->field, strlen(row->field)};
    const struct table_row in = {&spec, &field, column_at, line_at, 7, &held_back, false};
    struct field_reader reader = {.row = &in, .diags = diag_list_new()};
    char value[128] = "";
    char sentence[DIAG_TEXT_BYTES];

    assert_non_null(reader.diags);
    assert_int_equal(field_is_empty(&reader, 0), field.length == 0);
    assert_int_equal(read_field(&reader, row->kind, value), row->value != NULL);
    assert_int_equal(diag_count(reader.diags), row->value == NULL);
    if (row->value != NULL)
        assert_string_equal(value, row->value);
    if (row->sentence != NULL)
        assert_string_equal(found_sentence(reader.diags, sentence), row->sentence);
    if (row->value == NULL) {
        assert_int_equal(diag_at(reader.diags, 0)->pos.line, 8);
        assert_int_equal(diag_at(reader.diags, 0)->pos.column, 3);
    }
    diag_list_free(reader.diags);
}

static void test_free_text(void **state)
{
    static char longest[LIMIT_TEXT_BYTES + 1];
    struct text field = {longest, LIMIT_TEXT_BYTES};
    const struct table_row in = {&spec, &field, column_at, line_at, 7, &held_back, false};
    struct field_reader reader = {.row = &in, .diags = diag_list_new()};
    struct arena *arena = arena_new();
    const char *text;

    (void)state;
    assert_non_null(arena);
    memset(longest, 'x', sizeof longest);
    assert_true(field_text(&reader, 0, arena, &text));
    assert_int_equal(strlen(text), LIMIT_TEXT_BYTES);
    field.length++;
    assert_false(field_text(&reader, 0, arena, &text));
    assert_int_equal(diag_at(reader.diags, 0)->finding, FINDING_TEXT_LONG);
    field.length = 0;
    assert_true(field_text(&reader, 0, arena, &text));
    assert_string_equal(text, "");
    diag_list_free(reader.diags);
    arena_free(arena);
}

/* What does not fit ends in an ellipsis, and never in half a word. */
static void test_join(void **state)
{
    static const char *const many[] = {
        "0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789",
        "0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789",
        "0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789"};
    char out[WORDS_BYTES];

    (void)state;
    words_join(words, 2, out);
    assert_string_equal(out, "een, twee");
    words_join(words, 0, out);
    assert_string_equal(out, "");
    words_join(many, 18, out);
    assert_true(strlen(out) < WORDS_BYTES);
    assert_string_equal(out + strlen(out) - 15, "0123456789, …");
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_reading, readings);
    rows_add(rows, test_free_text, "free text up to the limit", NULL);
    rows_add(rows, test_join, "words joined", NULL);
    return rows_run(rows, "ingest/field");
}
