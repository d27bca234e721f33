/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

#include "core/limits.h"
#include "support/random.h"
#include "support/rows.h"

#define TEXT(literal) ((struct text){literal, sizeof(literal) - 1})

/* at: offset of the first wrong byte; -1: all is right */
static const struct utf8 {
    const char *name;
    struct text text;
    int at;
} utf8[] = {
    {"nothing", {"", 0}, -1},
    {"ASCII", {"saldo", 5}, -1},
    {"a NUL is UTF-8", {"a\0b", 3}, -1},
    {"U+007F", {"\x7f", 1}, -1},
    {"U+0080, first of two bytes", {"\xc2\x80", 2}, -1},
    {"U+07FF, last of two bytes", {"\xdf\xbf", 2}, -1},
    {"U+0800, first of three bytes", {"\xe0\xa0\x80", 3}, -1},
    {"U+D7FF, last before the surrogates", {"\xed\x9f\xbf", 3}, -1},
    {"U+E000, first after the surrogates", {"\xee\x80\x80", 3}, -1},
    {"U+FFFF, last of three bytes", {"\xef\xbf\xbf", 3}, -1},
    {"U+10000, first of four bytes", {"\xf0\x90\x80\x80", 4}, -1},
    {"U+10FFFF, the last", {"\xf4\x8f\xbf\xbf", 4}, -1},
    {"a lone continuation", {"a\x80", 2}, 1},
    {"the last continuation", {"\xbf", 1}, 0},
    {"overlong NUL", {"\xc0\x80", 2}, 0},
    {"overlong U+007F", {"\xc1\xbf", 2}, 0},
    {"overlong U+07FF", {"\xe0\x9f\xbf", 3}, 0},
    {"overlong U+FFFF", {"\xf0\x8f\xbf\xbf", 4}, 0},
    {"U+D800, first surrogate", {"\xed\xa0\x80", 3}, 0},
    {"U+DFFF, last surrogate", {"\xed\xbf\xbf", 3}, 0},
    {"U+110000", {"\xf4\x90\x80\x80", 4}, 0},
    {"lead byte F5", {"\xf5\x80\x80\x80", 4}, 0},
    {"lead byte FF", {"\xff", 1}, 0},
    {"two bytes cut off", {"caf\xc3", 4}, 3},
    {"three bytes cut off after one", {"\xe2", 1}, 0},
    {"three bytes cut off after two", {"\xe2\x82", 2}, 0},
    {"four bytes cut off after three", {"\xf0\x9f\x98", 3}, 0},
    {"second byte is a letter", {"\xc3(", 2}, 0},
    {"third byte is a letter", {"\xe2\x82(", 3}, 0},
    {"fourth byte is a letter", {"\xf0\x9f\x98(", 4}, 0},
    {"wrong at byte 8", {"12345678\xe9", 9}, 8},
    {"wrong in the second eight", {"1234567812\xe9x567", 15}, 10},
    {"across an edge of eight", {"1234567\xc3\xa9xxxxxxxx", 17}, -1},
    {"Windows-1252", {"Pr\xe9paration", 11}, 2},
};

/* In memory of exactly its size, so that a sanitizer sees a byte read too many. */
static void test_utf8(void **state)
{
    const struct utf8 *row = *state;
    char *exact = malloc(row->text.length == 0 ? 1 : row->text.length);

    assert_non_null(exact);
    memcpy(exact, row->text.at, row->text.length);
    size_t expected = row->at < 0 ? row->text.length : (size_t)row->at;
    assert_int_equal(text_utf8_error(exact, row->text.length), expected);
    free(exact);
}

/* Every code point in its one right form; everything that is not one is refused. */
static void test_every_code_point(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char text[4];
        size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

        for (size_t i = length - 1, rest = c; i > 0; i--, rest >>= 6)
            text[i] = (char)(0x80 | (rest & 0x3f));
        text[0] = (char)(lead[length] | c >> (6 * (length - 1)));
        size_t expected = c >= 0xd800 && c <= 0xdfff ? 0 : length;
        assert_int_equal(text_utf8_error(text, length), expected);
    }
}

static const struct number {
    const char *name;
    struct text text;
    enum status status;
    int64_t value;
} counts[] = {
    {"count 0", TEXT("0"), STATUS_OK, 0},
    {"count 500", TEXT("500"), STATUS_OK, 500},
    {"count 1500", TEXT("1500"), STATUS_OK, 1500},
    {"count 1.500", TEXT("1.500"), STATUS_OK, 1500},
    {"count 12.500.000", TEXT("12.500.000"), STATUS_OK, 12500000},
    {"count with leading zeros", TEXT("007"), STATUS_OK, 7},
    {"largest count", TEXT("1.000.000.000.000"), STATUS_OK, LIMIT_COUNT},
    {"count over the largest", TEXT("1000000000001"), STATUS_RANGE, 0},
    {"count of twenty digits", TEXT("99999999999999999999"), STATUS_RANGE, 0},
    {"count of forty digits", TEXT("9999999999999999999999999999999999999999"), STATUS_RANGE, 0},
    {"no count", TEXT(""), STATUS_SYNTAX, 0},
    {"count with sign", TEXT("-5"), STATUS_SYNTAX, 0},
    {"count with plus", TEXT("+5"), STATUS_SYNTAX, 0},
    {"count with decimals", TEXT("5,0"), STATUS_SYNTAX, 0},
    {"count with a comma", TEXT("1,500"), STATUS_SYNTAX, 0},
    {"count with a short group", TEXT("1.50"), STATUS_SYNTAX, 0},
    {"count with a long group", TEXT("1.5000"), STATUS_SYNTAX, 0},
    {"count with a long first group", TEXT("1500.000"), STATUS_SYNTAX, 0},
    {"count with an empty first group", TEXT(".500"), STATUS_SYNTAX, 0},
    {"count with an empty last group", TEXT("1.500."), STATUS_SYNTAX, 0},
    {"count with an empty group", TEXT("1..500"), STATUS_SYNTAX, 0},
    {"half, written with a point", TEXT("0.500"), STATUS_SYNTAX, 0},
    {"count with a space", TEXT("1 500"), STATUS_SYNTAX, 0},
    {"count with spaces around", TEXT(" 5"), STATUS_SYNTAX, 0},
    {"count with NBSP", TEXT("1\u00a0500"), STATUS_SYNTAX, 0},
    {"count with letters", TEXT("5 personen"), STATUS_SYNTAX, 0},
    {"count with a NUL", TEXT("5\0"), STATUS_SYNTAX, 0},
    {"count in hexadecimal", TEXT("0x10"), STATUS_SYNTAX, 0},
    {"count with an exponent", TEXT("1e3"), STATUS_SYNTAX, 0},
    {"count in Arabic digits", TEXT("٥"), STATUS_SYNTAX, 0},
    {"count too large and wrong", TEXT("99999999999999999999x"), STATUS_SYNTAX, 0},
};

static void test_count(void **state)
{
    const struct number *row = *state;
    int64_t value = -42;

    assert_int_equal(text_parse_count(row->text, &value), row->status);
    assert_true(value == (row->status == STATUS_OK ? row->value : -42));
}

static const struct number amounts[] = {
    {"1.234,56", TEXT("1.234,56"), STATUS_OK, 123456},
    {"1234,56", TEXT("1234,56"), STATUS_OK, 123456},
    {"1234,5", TEXT("1234,5"), STATUS_OK, 123450},
    {"1234", TEXT("1234"), STATUS_OK, 123400},
    {"0", TEXT("0"), STATUS_OK, 0},
    {"0,01", TEXT("0,01"), STATUS_OK, 1},
    {"0,10", TEXT("0,10"), STATUS_OK, 10},
    {"-0,01", TEXT("-0,01"), STATUS_OK, -1},
    {"-0", TEXT("-0"), STATUS_OK, 0},
    {"-1.234.567,89", TEXT("-1.234.567,89"), STATUS_OK, -123456789},
    {"largest amount", TEXT("1.000.000.000.000.000,00"), STATUS_OK, LIMIT_MONEY_CENTS},
    {"smallest amount", TEXT("-1000000000000000"), STATUS_OK, -LIMIT_MONEY_CENTS},
    {"a cent over the largest", TEXT("1000000000000000,01"), STATUS_RANGE, 0},
    {"a cent under the smallest", TEXT("-1000000000000000,01"), STATUS_RANGE, 0},
    {"a euro over the largest", TEXT("1000000000000001"), STATUS_RANGE, 0},
    {"amount of twenty digits", TEXT("99999999999999999999,00"), STATUS_RANGE, 0},
    {"no amount", TEXT(""), STATUS_SYNTAX, 0},
    {"only a sign", TEXT("-"), STATUS_SYNTAX, 0},
    {"two signs", TEXT("--1"), STATUS_SYNTAX, 0},
    {"plus", TEXT("+1"), STATUS_SYNTAX, 0},
    {"sign behind", TEXT("1-"), STATUS_SYNTAX, 0},
    {"1.23,4", TEXT("1.23,4"), STATUS_SYNTAX, 0},
    {"1,234.56", TEXT("1,234.56"), STATUS_SYNTAX, 0},
    {"1 234,5x", TEXT("1 234,5x"), STATUS_SYNTAX, 0},
    {"1234.56", TEXT("1234.56"), STATUS_SYNTAX, 0},
    {"0.500", TEXT("0.500"), STATUS_SYNTAX, 0},
    {"-0.500", TEXT("-0.500"), STATUS_SYNTAX, 0},
    {"three decimals", TEXT("12,345"), STATUS_SYNTAX, 0},
    {"a comma without decimals", TEXT("12,"), STATUS_SYNTAX, 0},
    {"a comma without euros", TEXT(",50"), STATUS_SYNTAX, 0},
    {"two commas", TEXT("1,2,3"), STATUS_SYNTAX, 0},
    {"a point in the decimals", TEXT("1,2.3"), STATUS_SYNTAX, 0},
    {"a euro sign", TEXT("€ 5"), STATUS_SYNTAX, 0},
    {"not a number", TEXT("nan"), STATUS_SYNTAX, 0},
    {"an exponent", TEXT("1e5"), STATUS_SYNTAX, 0},
    {"too large and wrong", TEXT("99999999999999999999,123"), STATUS_SYNTAX, 0},
};

static void test_amount(void **state)
{
    const struct number *row = *state;
    struct money value = {-42};

    assert_int_equal(text_parse_money(row->text, &value), row->status);
    assert_true(value.cents == (row->status == STATUS_OK ? row->value : -42));
}

static const struct number rates[] = {
    {"80 %", TEXT("80 %"), STATUS_OK, 800000},
    {"12,5 %", TEXT("12,5 %"), STATUS_OK, 125000},
    {"0 %", TEXT("0 %"), STATUS_OK, 0},
    {"100 %", TEXT("100 %"), STATUS_OK, 1000000},
    {"0,0001 %", TEXT("0,0001 %"), STATUS_OK, 1},
    {"33,3333 %", TEXT("33,3333 %"), STATUS_OK, 333333},
    {"1.000 %", TEXT("1.000 %"), STATUS_OK, 10000000},
    {"five decimals", TEXT("0,00001 %"), STATUS_SYNTAX, 0},
    {"no percent sign", TEXT("80"), STATUS_SYNTAX, 0},
    {"no space", TEXT("80%"), STATUS_SYNTAX, 0},
    {"two spaces", TEXT("80  %"), STATUS_SYNTAX, 0},
    {"a point for a comma", TEXT("12.5 %"), STATUS_SYNTAX, 0},
    {"a negative rate", TEXT("-5 %"), STATUS_SYNTAX, 0},
    {"no number", TEXT(" %"), STATUS_SYNTAX, 0},
    {"a comma without decimals, rate", TEXT("5, %"), STATUS_SYNTAX, 0},
    {"a million and one percent", TEXT("1000001 %"), STATUS_RANGE, 0},
};

static void test_rate(void **state)
{
    const struct number *row = *state;
    struct rate value = {-42};

    assert_int_equal(text_parse_rate(row->text, &value), row->status);
    assert_true(value.ppm == (row->status == STATUS_OK ? row->value : -42));
}

static const struct format {
    const char *name;
    int64_t value;
    const char *belgian; /* as money */
    const char *plain;
    const char *count;
    const char *count_plain;
} formats[] = {
    {"format 0", 0, "0,00", "0.00", "0", "0"},
    {"format 1", 1, "0,01", "0.01", "1", "1"},
    {"format -1", -1, "-0,01", "-0.01", "-1", "-1"},
    {"format 99", 99, "0,99", "0.99", "99", "99"},
    {"format 100", 100, "1,00", "1.00", "100", "100"},
    {"format 1000", 1000, "10,00", "10.00", "1.000", "1000"},
    {"format 99999", 99999, "999,99", "999.99", "99.999", "99999"},
    {"format 100000", 100000, "1.000,00", "1000.00", "100.000", "100000"},
    {"format 3000000", 3000000, "30.000,00", "30000.00", "3.000.000", "3000000"},
    {"format -123456789", -123456789, "-1.234.567,89", "-1234567.89", "-123.456.789", "-123456789"},
    {"format the largest", INT64_MAX, "92.233.720.368.547.758,07", "92233720368547758.07",
     "9.223.372.036.854.775.807", "9223372036854775807"},
    {"format the smallest", INT64_MIN, "-92.233.720.368.547.758,08", "-92233720368547758.08",
     "-9.223.372.036.854.775.808", "-9223372036854775808"},
};

static void test_format(void **state)
{
    const struct format *row = *state;
    char money[MONEY_TEXT_BYTES];
    char count[COUNT_TEXT_BYTES];

    assert_int_equal(text_format_money((struct money){row->value}, money), strlen(row->belgian));
    assert_string_equal(money, row->belgian);
    assert_int_equal(text_format_money_plain((struct money){row->value}, money),
                     strlen(row->plain));
    assert_string_equal(money, row->plain);
    assert_int_equal(text_format_count(row->value, count), strlen(row->count));
    assert_string_equal(count, row->count);
    assert_int_equal(text_format_count_plain(row->value, count), strlen(row->count_plain));
    assert_string_equal(count, row->count_plain);
}

static const struct rate_format {
    const char *name;
    int64_t ppm;
    const char *text;
} rate_formats[] = {
    {"rate 0", 0, "0 %"},
    {"rate 800000", 800000, "80 %"},
    {"rate 125000", 125000, "12,5 %"},
    {"rate 1", 1, "0,0001 %"},
    {"rate 10010", 10010, "1,001 %"},
    {"rate 333333", 333333, "33,3333 %"},
    {"rate 10000000", 10000000, "1.000 %"},
    {"rate -5000", -5000, "-0,5 %"},
    {"rate -1000000", -1000000, "-100 %"},
    {"largest rate", INT64_MAX, "922.337.203.685.477,5807 %"},
    {"smallest rate", INT64_MIN, "-922.337.203.685.477,5808 %"},
};

static void test_rate_format(void **state)
{
    const struct rate_format *row = *state;
    char text[COUNT_TEXT_BYTES];

    assert_int_equal(text_format_rate((struct rate){row->ppm}, text), strlen(row->text));
    assert_string_equal(text, row->text);
}

/* What is written is read back as the same amount. */
static void test_there_and_back(void **state)
{
    (void)state;
    uint64_t seed = 3;

    for (int i = 0; i < 200000; i++) {
        int64_t cents = (int64_t)random_below(&seed, (uint64_t)LIMIT_MONEY_CENTS) >> (i % 56);
        struct money money = {i % 2 == 0 ? cents : -cents};
        struct money back = {-1};
        int64_t count = -1;
        char text[MONEY_TEXT_BYTES];
        size_t length = text_format_money(money, text);

        assert_int_equal(text_parse_money((struct text){text, length}, &back), STATUS_OK);
        assert_true(back.cents == money.cents);
        length = text_format_count(cents % LIMIT_COUNT, text);
        assert_int_equal(text_parse_count((struct text){text, length}, &count), STATUS_OK);
        assert_true(count == cents % LIMIT_COUNT);
    }
}

static const struct predicate {
    const char *name;
    bool (*test)(struct text text);
    struct text text;
    bool result;
} predicates[] = {
    {"KBO of the Flemish Community", text_is_kbo, TEXT("0316380841"), true},
    {"KBO whose check is 97", text_is_kbo, TEXT("0000009797"), true},
    {"KBO with another check", text_is_kbo, TEXT("0316380842"), false},
    {"KBO that begins with 1", text_is_kbo, TEXT("1000000021"), true},
    {"KBO that begins with 2", text_is_kbo, TEXT("2000000042"), false},
    {"KBO without its zero", text_is_kbo, TEXT("316380841"), false},
    {"KBO with points", text_is_kbo, TEXT("0316.380.841"), false},
    {"KBO with a letter", text_is_kbo, TEXT("03163808A1"), false},
    {"KBO with a country", text_is_kbo, TEXT("BE0316380841"), false},
    {"no KBO", text_is_kbo, TEXT(""), false},
    {"NIS", text_is_nis, TEXT("44021"), true},
    {"NIS with a leading zero", text_is_nis, TEXT("01001"), true},
    {"NIS of four", text_is_nis, TEXT("4402"), false},
    {"NIS of six", text_is_nis, TEXT("440211"), false},
    {"NIS with a letter", text_is_nis, TEXT("4402x"), false},
    {"no NIS", text_is_nis, TEXT(""), false},
    {"no outer space", text_has_outer_space, TEXT("Sint-Niklaas"), false},
    {"inner space only", text_has_outer_space, TEXT("De Panne"), false},
    {"outer space of nothing", text_has_outer_space, TEXT(""), false},
    {"space before", text_has_outer_space, TEXT(" Gent"), true},
    {"space behind", text_has_outer_space, TEXT("Gent "), true},
    {"tab before", text_has_outer_space, TEXT("\tGent"), true},
    {"tab behind", text_has_outer_space, TEXT("Gent\t"), true},
    {"NBSP before", text_has_outer_space, TEXT("\xc2\xa0Gent"), true},
    {"NBSP behind", text_has_outer_space, TEXT("Gent\xc2\xa0"), true},
    {"only a space", text_has_outer_space, TEXT(" "), true},
    {"only NBSP", text_has_outer_space, TEXT("\xc2\xa0"), true},
    {"a letter that ends like NBSP", text_has_outer_space, TEXT("Gent\xc3\xa0"), false},
};

static void test_predicate(void **state)
{
    const struct predicate *row = *state;

    assert_int_equal(row->test(row->text), row->result);
}

static void test_is(void **state)
{
    (void)state;
    assert_true(text_is(TEXT("gemeente"), "gemeente"));
    assert_false(text_is(TEXT("gemeente"), "gemeenten"));
    assert_false(text_is(TEXT("gemeenten"), "gemeente"));
    assert_false(text_is(TEXT("Gemeente"), "gemeente"));
    assert_false(text_is(TEXT("vgc\0"), "vgc"));
    assert_true(text_is((struct text){NULL, 0}, ""));
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_utf8, utf8);
    rows_add(rows, test_every_code_point, "every code point", NULL);
    ROWS_ADD(rows, test_count, counts);
    ROWS_ADD(rows, test_amount, amounts);
    ROWS_ADD(rows, test_rate, rates);
    ROWS_ADD(rows, test_format, formats);
    ROWS_ADD(rows, test_rate_format, rate_formats);
    rows_add(rows, test_there_and_back, "there and back", NULL);
    ROWS_ADD(rows, test_predicate, predicates);
    rows_add(rows, test_is, "is", NULL);
    return rows_run(rows, "core/text");
}
