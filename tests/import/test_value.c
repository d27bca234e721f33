/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of column, every way of writing: what it becomes, and why. */
#include "import/value.h"

#include <stdio.h>
#include <string.h>

#include "support/rows.h"

static const char *const outcomes[] = {"", "bad", "dates?", "decimal?"};
static const char *const changes_by_bit[] = {"space",    "case", "currency", "grouping",
                                             "decimals", "date", "number",   "type"};

struct row {
    enum column_kind kind;
    const char *from;
    const char *to; /* or what is asked, or "bad" */
    const char *why;
    enum workbook_kind stored;
};

static void name_changes(unsigned changes, char out[128])
{
    size_t length = 0;

    out[0] = '\0';
    for (unsigned bit = 0; bit < 8; bit++)
        if ((changes >> bit & 1) != 0)
            length += (size_t)snprintf(out + length, 128 - length, "%s%s", length > 0 ? " " : "",
                                       changes_by_bit[bit]);
}

static void check(const struct row *rows, size_t count, struct value_habits habits)
{
    char out[VALUE_BYTES];
    char why[128];

    for (size_t i = 0; i < count; i++) {
        struct cell cell = {.row = 2,
                            .column = 1,
                            .kind = rows[i].stored,
                            .text = {rows[i].from, strlen(rows[i].from)}};
        unsigned changes = 0;
        enum value_outcome outcome = value_clean(rows[i].kind, &cell, habits, out, &changes);
        name_changes(outcome == VALUE_FINE ? changes : 0, why);
        const char *have = outcome == VALUE_FINE ? out : outcomes[outcome];
        if (strcmp(have, rows[i].to) != 0 || strcmp(why, rows[i].why) != 0)
            fail_msg("%zu: '%s' gave '%s' (%s), not '%s' (%s)", i, rows[i].from, have, why,
                     rows[i].to, rows[i].why);
    }
}

#define CHECK(rows, decimal, order)                                                                \
    check(rows, sizeof(rows) / sizeof *(rows), (struct value_habits){decimal, order})

#define NBSP "\xc2\xa0"
#define NARROW "\xe2\x80\xaf"

static void test_text(void **state)
{
    static const struct row rows[] = {
        {COLUMN_TEXT, "Gent", "Gent", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, " Gent" NBSP, "Gent", "space", WORKBOOK_TEXT},
        {COLUMN_TEXT, "#N/B", "bad", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, " #DEEL/0!", "bad", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, "#NAAM?", "bad", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, "Err:502", "bad", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, "#12", "#12", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, "#wow!", "#wow!", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, "a  b\nc", "a  b\nc", "", WORKBOOK_TEXT},
        {COLUMN_TEXT, " \t" NARROW, "", "space", WORKBOOK_TEXT},
        {COLUMN_KEY, "007", "007", "", WORKBOOK_TEXT},
        {COLUMN_KEY, "\tGent ", "Gent", "space", WORKBOOK_TEXT},
        {COLUMN_KEY, "13", "13", "type", WORKBOOK_NUMBER},
        {COLUMN_KEY, "1.1000000000000001", "bad", "", WORKBOOK_NUMBER},
        {COLUMN_KEY, "2025-10-04", "bad", "", WORKBOOK_DATE},
        {COLUMN_KEY, "1", "bad", "", WORKBOOK_TRUTH},
        {COLUMN_KEY, "#N/A", "bad", "", WORKBOOK_ERROR},
        {COLUMN_KEY, "", "bad", "", WORKBOOK_UNKNOWN},
        {COLUMN_WORD, "Vast Bedrag", "vast-bedrag", "space case", WORKBOOK_TEXT},
        {COLUMN_WORD, "EIND", "eind", "case", WORKBOOK_TEXT},
        {COLUMN_WORD, "saldo  inhouden", "saldo-inhouden", "space", WORKBOOK_TEXT},
        {COLUMN_WORD, "saldo" NBSP "inhouden", "saldo-inhouden", "space", WORKBOOK_TEXT},
        {COLUMN_WORD, "eind", "eind", "", WORKBOOK_TEXT},
    };

    (void)state;
    CHECK(rows, '\0', '\0');
}

static void test_money(void **state)
{
    static const struct row rows[] = {
        {COLUMN_MONEY, "1234,56", "1234,56", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1.234,56", "1.234,56", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1 234,56", "1234,56", "space", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1" NBSP "234" NBSP "567,8", "1234567,8", "space", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1" NARROW "234,56", "1234,56", "space", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1'234,56", "1234,56", "space", WORKBOOK_TEXT},
        {COLUMN_MONEY, "€ 1.234,56", "1234,56", "currency grouping", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1.234,56 €", "1234,56", "currency grouping", WORKBOOK_TEXT},
        {COLUMN_MONEY, "EUR 12", "12", "currency", WORKBOOK_TEXT},
        {COLUMN_MONEY, "-12,50", "-12,50", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "€ -12,50", "-12,50", "currency", WORKBOOK_TEXT},
        {COLUMN_MONEY, "-€12,50", "-12,50", "currency", WORKBOOK_TEXT},
        {COLUMN_MONEY, "500,-", "500", "decimals", WORKBOOK_TEXT},
        {COLUMN_MONEY, "€ 1.500,--", "1500", "currency grouping decimals", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1234.56", "1234,56", "decimals", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1,234.56", "1234,56", "grouping decimals", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1.234.567", "1.234.567", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1,234,567", "1234567", "grouping", WORKBOOK_TEXT},
        {COLUMN_MONEY, "12,500", "decimal?", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1.234", "decimal?", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1234,500", "1234,50", "decimals", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1234,567", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1.23.456", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1.234 567", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "12 34", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1,", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, ",5", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1e3", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "n.v.t.", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "€", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "--5", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1234.5", "1234,50", "type", WORKBOOK_NUMBER},
        {COLUMN_MONEY, "0.30000000000000004", "0,30", "type", WORKBOOK_NUMBER},
        {COLUMN_MONEY, "-12", "-12", "type", WORKBOOK_NUMBER},
        {COLUMN_MONEY, "0.125", "bad", "", WORKBOOK_NUMBER},
        {COLUMN_MONEY, "1e3", "1000", "type", WORKBOOK_NUMBER},
    };

    (void)state;
    CHECK(rows, '\0', '\0');
}

static void test_money_said(void **state)
{
    static const struct row comma[] = {
        {COLUMN_MONEY, "1.234", "1.234", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "12,500", "12,50", "decimals", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1234.56", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1,234.56", "bad", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "1.234", "1.234", "", WORKBOOK_TEXT},
    };
    static const struct row point[] = {
        {COLUMN_MONEY, "1.234", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1,234", "1234", "grouping", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1,234.50", "1234,50", "grouping decimals", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1.234.567", "bad", "", WORKBOOK_TEXT},
        {COLUMN_MONEY, "1234,56", "bad", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "1,234", "1234", "grouping", WORKBOOK_TEXT},
    };

    (void)state;
    CHECK(comma, ',', '\0');
    CHECK(point, '.', '\0');
}

static void test_count(void **state)
{
    static const struct row rows[] = {
        {COLUMN_COUNT, "512", "512", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "512,00", "512", "decimals", WORKBOOK_TEXT},
        {COLUMN_COUNT, "512.0", "512", "decimals", WORKBOOK_TEXT},
        {COLUMN_COUNT, "1 234", "1234", "space", WORKBOOK_TEXT},
        {COLUMN_COUNT, "1.234", "decimal?", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "1.234.567", "1.234.567", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "512,5", "bad", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "-3", "bad", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "12 %", "bad", "", WORKBOOK_TEXT},
        {COLUMN_COUNT, "512", "512", "type", WORKBOOK_NUMBER},
        {COLUMN_COUNT, "512.5", "bad", "", WORKBOOK_NUMBER},
        {COLUMN_COUNT, "2025-10-04", "bad", "", WORKBOOK_DATE},
    };

    (void)state;
    CHECK(rows, '\0', '\0');
}

static void test_date(void **state)
{
    static const struct row rows[] = {
        {COLUMN_DATE, "2025-04-03", "2025-04-03", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "2025/4/3", "2025-04-03", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "2025-04-03 00:00:00", "2025-04-03", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "2025-04-03 12:30", "bad", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "31/12/2025", "2025-12-31", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "31.12.2025", "2025-12-31", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "31-12-2025", "2025-12-31", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "12/31/2025", "2025-12-31", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "04/04/2025", "2025-04-04", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "3 april 2025", "2025-04-03", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "3-mrt-2025", "2025-03-03", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "3 Mei 25", "2025-05-03", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "03/04/2025", "dates?", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "3-4-2025", "dates?", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "25-04-03", "dates?", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "31/12/25", "dates?", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "31/02/2025", "bad", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "2025", "bad", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "april 2025", "bad", "", WORKBOOK_TEXT},
        {COLUMN_DATE, "2025-04-03", "2025-04-03", "type", WORKBOOK_DATE},
        {COLUMN_DATE, "45000", "bad", "", WORKBOOK_NUMBER},
    };
    static const struct row day[] = {
        {COLUMN_DATE, "03/04/2025", "2025-04-03", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "03/04/25", "2025-04-03", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "12/31/2025", "bad", "", WORKBOOK_TEXT},
    };
    static const struct row month[] = {
        {COLUMN_DATE, "03/04/2025", "2025-03-04", "date", WORKBOOK_TEXT},
        {COLUMN_DATE, "31/12/2025", "bad", "", WORKBOOK_TEXT},
    };

    (void)state;
    CHECK(rows, '\0', '\0');
    CHECK(day, '\0', 'd');
    CHECK(month, '\0', 'm');
}

static void test_numbers_of_organisations(void **state)
{
    static const struct row rows[] = {
        {COLUMN_KBO, "0207499430", "0207499430", "", WORKBOOK_TEXT},
        {COLUMN_KBO, "0207.499.430", "0207499430", "number", WORKBOOK_TEXT},
        {COLUMN_KBO, "BE 0207.499.430", "0207499430", "number", WORKBOOK_TEXT},
        {COLUMN_KBO, "be0207499430", "0207499430", "number", WORKBOOK_TEXT},
        {COLUMN_KBO, "207499430", "0207499430", "number", WORKBOOK_TEXT},
        {COLUMN_KBO, "207499430", "0207499430", "number type", WORKBOOK_NUMBER},
        {COLUMN_KBO, "207499431", "bad", "", WORKBOOK_TEXT},
        {COLUMN_KBO, "0207499431", "bad", "", WORKBOOK_TEXT},
        {COLUMN_KBO, "20749943", "bad", "", WORKBOOK_TEXT},
        {COLUMN_KBO, "NL0207499430", "bad", "", WORKBOOK_TEXT},
        {COLUMN_NIS, "11002", "11002", "", WORKBOOK_TEXT},
        {COLUMN_NIS, "11 002", "11002", "number", WORKBOOK_TEXT},
        {COLUMN_NIS, "11002", "11002", "type", WORKBOOK_NUMBER},
        {COLUMN_NIS, "1102", "bad", "", WORKBOOK_TEXT},
    };

    (void)state;
    CHECK(rows, '\0', '\0');
}

static void test_prove(void **state)
{
    static const struct {
        enum column_kind kind;
        const char *first, *second;
        char decimal, order;
        bool agree;
    } rows[] = {
        {COLUMN_MONEY, "12,50", "1.234", ',', '\0', true},
        {COLUMN_MONEY, "12,50", "12.50", ',', '\0', false},
        {COLUMN_MONEY, "1,234,567", "1,234", '.', '\0', true},
        {COLUMN_MONEY, "1.234", "1,234", '\0', '\0', true},
        {COLUMN_MONEY, "500,-", "12.50", ',', '\0', false},
        {COLUMN_DATE, "31/01/2025", "03/04/2025", '\0', 'd', true},
        {COLUMN_DATE, "31/01/2025", "01/31/2025", '\0', 'd', false},
        {COLUMN_DATE, "31/01/25", "2025-04-03", '\0', '\0', true},
        {COLUMN_DATE, "3 april 2025", "03/04/2025", '\0', '\0', true},
        {COLUMN_TEXT, "31/01/2025", "12,5", '\0', '\0', true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct value_habits habits = {0};
        struct cell first = {.text = {rows[i].first, strlen(rows[i].first)}};
        struct cell second = {.text = {rows[i].second, strlen(rows[i].second)}};
        assert_true(value_prove(rows[i].kind, &first, &habits));
        assert_int_equal(value_prove(rows[i].kind, &second, &habits), rows[i].agree);
        if (habits.decimal != rows[i].decimal || habits.date_order != rows[i].order)
            fail_msg("%zu: '%s', '%s'", i, rows[i].first, rows[i].second);
    }
}

static void test_same(void **state)
{
    (void)state;
    assert_true(value_same(COLUMN_MONEY, "1.500", "1500,00"));
    assert_false(value_same(COLUMN_MONEY, "1500", ""));
    assert_false(value_same(COLUMN_MONEY, "1500", "1500,01"));
    assert_true(value_same(COLUMN_COUNT, "1.500", "1500"));
    assert_true(value_same(COLUMN_KBO, "0207.499.430", "0207499430"));
    assert_true(value_same(COLUMN_WORD, "Eind", "eind"));
    assert_false(value_same(COLUMN_KEY, "Gent", "gent"));
    assert_false(value_same(COLUMN_TEXT, "a", "b"));
}

/* What the core reads stays as it is; a text too long is refused, never cut. */
static void test_long(void **state)
{
    static char text[VALUE_BYTES + 1];
    char out[VALUE_BYTES];
    unsigned changes;

    (void)state;
    memset(text, 'a', VALUE_BYTES);
    struct cell cell = {.text = {text, VALUE_BYTES - 1}};
    assert_int_equal(value_clean(COLUMN_TEXT, &cell, (struct value_habits){0}, out, &changes),
                     VALUE_FINE);
    assert_int_equal(strlen(out), VALUE_BYTES - 1);
    cell.text.length++;
    assert_int_equal(value_clean(COLUMN_TEXT, &cell, (struct value_habits){0}, out, &changes),
                     VALUE_BAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),       cmocka_unit_test(test_money),
        cmocka_unit_test(test_money_said), cmocka_unit_test(test_count),
        cmocka_unit_test(test_date),       cmocka_unit_test(test_numbers_of_organisations),
        cmocka_unit_test(test_prove),      cmocka_unit_test(test_same),
        cmocka_unit_test(test_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
