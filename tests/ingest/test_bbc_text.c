/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/text.h"

#include <stdio.h>
#include <string.h>

#include "support/random.h"
#include "support/rows.h"

static const struct profile belgian = {.decimal = ',', .grouping = GROUPING_POINT};
static const struct profile ledger = {
    .decimal = ',', .grouping = GROUPING_POINT | GROUPING_NBSP | GROUPING_THIN, .currency = "€"};
static const struct profile plain = {.decimal = '.', .grouping = GROUPING_COMMA};

static const struct amount {
    const char *name;
    const struct profile *profile;
    const char *text;
    enum bbc_amount outcome;
    int64_t cents;
} amounts[] = {
    {"grouped", &belgian, "1.234,56", BBC_AMOUNT_OK, 123456},
    {"not grouped", &belgian, "1234,56", BBC_AMOUNT_OK, 123456},
    {"990.000 is 990 000", &belgian, "990.000", BBC_AMOUNT_OK, 99000000},
    {"negative", &belgian, "-0,01", BBC_AMOUNT_OK, -1},
    {"one decimal", &belgian, "1,5", BBC_AMOUNT_OK, 150},
    {"blanks around", &belgian, " 1,50\t", BBC_AMOUNT_OK, 150},
    {"the largest", &belgian, "999.999.999.999.999,99", BBC_AMOUNT_OK, 99999999999999999},
    {"too large", &belgian, "1.000.000.000.000.000,00", BBC_AMOUNT_RANGE, 0},
    {"empty", &belgian, "", BBC_AMOUNT_EMPTY, 0},
    {"blank", &belgian, " ", BBC_AMOUNT_EMPTY, 0},
    {"990.0: grouping was lost", &belgian, "990.0", BBC_AMOUNT_LOST, 0},
    {"12.34: grouping was lost", &belgian, "12.34", BBC_AMOUNT_LOST, 0},
    {"0.500: grouping was lost", &belgian, "0.500", BBC_AMOUNT_LOST, 0},
    {"1.23,4: wrong group", &belgian, "1.23,4", BBC_AMOUNT_GROUPING, 0},
    {"1234.567,00: wrong group", &belgian, "1234.567,00", BBC_AMOUNT_GROUPING, 0},
    {"1,234.56: the marks of elsewhere", &belgian, "1,234.56", BBC_AMOUNT_SYNTAX, 0},
    {"three decimals", &belgian, "12,345", BBC_AMOUNT_DECIMALS, 0},
    {"two signs", &belgian, "--1,00", BBC_AMOUNT_SYNTAX, 0},
    {"a plus sign", &belgian, "+1,00", BBC_AMOUNT_SYNTAX, 0},
    {"only a sign", &belgian, "-", BBC_AMOUNT_SYNTAX, 0},
    {"a word", &belgian, "vijf", BBC_AMOUNT_SYNTAX, 0},
    {"a currency that the profile does not have", &belgian, "€ 1,00", BBC_AMOUNT_SYNTAX, 0},
    {"currency before", &ledger, "€ 27.283,98", BBC_AMOUNT_OK, 2728398},
    {"currency behind", &ledger, "27.283,98 €", BBC_AMOUNT_OK, 2728398},
    {"sign and currency", &ledger, "-€ 5,00", BBC_AMOUNT_OK, -500},
    {"currency and sign", &ledger, "€ -5,00", BBC_AMOUNT_OK, -500},
    {"the marks of elsewhere, with currency", &ledger, "€ 43,118.42", BBC_AMOUNT_SYNTAX, 0},
    {"NBSP groups", &ledger,
     "1\xc2\xa0"
     "234,00",
     BBC_AMOUNT_OK, 123400},
    {"thin spaces group", &ledger,
     "1\xe2\x80\xaf"
     "234,00",
     BBC_AMOUNT_OK, 123400},
    {"two kinds of marks", &ledger,
     "1.234\xc2\xa0"
     "567,00",
     BBC_AMOUNT_SYNTAX, 0},
    {"plain", &plain, "1,234.56", BBC_AMOUNT_OK, 123456},
    {"Belgian in a plain profile", &plain, "1.234,56", BBC_AMOUNT_SYNTAX, 0},
};

static void reads_amount(void **state)
{
    const struct amount *row = *state;
    int64_t cents = 0;
    struct text text = {row->text, strlen(row->text)};

    assert_int_equal(bbc_amount_read(row->profile, text, &cents), row->outcome);
    assert_int_equal(cents, row->cents);
}

/* What the fast way reads the long way reads the same; both agree with core/text.h. */
static void fast_agrees(void **state)
{
    static const char letters[] = "0123456789.,-05";
    uint64_t random = 7;
    char room[96] = "";
    char *at = room + 32;
    unsigned fast_reads = 0;

    (void)state;
    for (unsigned i = 0; i < 2000000; i++) {
        size_t length = random_below(&random, 20);
        if (i % 2 == 0) {
            uint64_t size = random_next(&random) >> random_below(&random, 64);
            int64_t cents = (int64_t)(size % 100000000000000);
            length = text_format_money((struct money){i % 3 == 0 ? -cents : cents}, at);
            if (i % 8 == 0)
                at[random_below(&random, length)] = letters[random_below(&random, 15)];
        } else {
            for (size_t j = 0; j < length; j++)
                at[j] = letters[random_below(&random, 15)];
        }
        struct text text = {at, length};
        struct money money;
        int64_t fast = 0;
        int64_t slow = 0;
        bool read = bbc_amount_read(&belgian, text, &slow) == BBC_AMOUNT_OK;
        assert_int_equal(read, text_parse_money(text, &money) == STATUS_OK);
        if (read)
            assert_int_equal(slow, money.cents);
        if (bbc_amount_fast(at, length, &fast)) {
            fast_reads++;
            assert_true(read && fast == slow);
        }
    }
    assert_true(fast_reads > 500000);
}

static const struct decoding {
    const char *name;
    enum profile_encoding encoding;
    const char *raw;
    const char *text; /* NULL: not in the encoding */
} decodings[] = {
    {"plain", PROFILE_UTF8, "abc", "abc"},
    {"quoted", PROFILE_UTF8, "\"a;b\"", "a;b"},
    {"doubled quotes", PROFILE_UTF8, "\"a\"\"b\"", "a\"b"},
    {"only quotes", PROFILE_UTF8, "\"\"\"\"", "\""},
    {"UTF-8", PROFILE_UTF8, "\xc3\xa9", "é"},
    {"not UTF-8", PROFILE_UTF8, "\xe9", NULL},
    {"Windows-1252", PROFILE_WINDOWS_1252, "\x80\xe9", "€é"},
    {"no character in Windows-1252", PROFILE_WINDOWS_1252, "\x81", NULL},
    {"ISO-8859-1", PROFILE_ISO_8859_1, "\xa4\xe9", "¤é"},
    {"ISO-8859-15", PROFILE_ISO_8859_15, "\xa4\xe9", "€é"},
    {"a control in ISO-8859-1", PROFILE_ISO_8859_1, "\x85", NULL},
};

static void decodes(void **state)
{
    const struct decoding *row = *state;
    char out[64];
    size_t length = 0;
    struct text raw = {row->raw, strlen(row->raw)};

    bool right = bbc_decode(row->encoding, '"', raw, out, &length);
    assert_int_equal(right, row->text != NULL);
    if (!right || row->text == NULL)
        return;
    assert_int_equal(length, strlen(row->text));
    assert_memory_equal(out, row->text, length);
}

static const struct block {
    const char *name;
    const char *text;
    const char *label;
    const char *value; /* NULL: not found */
} blocks[] = {
    {"first line", "Code: AC1\nKorte omschrijving: x", "Code", "AC1"},
    {"second line", "Korte omschrijving: x\r\nCode: AC/1_2-3\r\n", "Code", "AC/1_2-3"},
    {"a line of a sheet", "x: y\rCode: AC1\rLange omschrijving: z", "Code", "AC1"},
    {"blanks around", "  Code:   AC1  ", "Code", "AC1"},
    {"empty", "Code:\nx", "Code", ""},
    {"no such label", "Codes: AC1", "Code", NULL},
    {"not at the start of a line", "x Code: AC1", "Code", NULL},
    {"nothing", "", "Code", NULL},
};

static void finds_label(void **state)
{
    const struct block *row = *state;
    struct text found = {"", 0};

    bool there = bbc_block_find((struct text){row->text, strlen(row->text)}, row->label, &found);
    assert_int_equal(there, row->value != NULL);
    if (there)
        assert_true(text_is(found, row->value));
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, reads_amount, amounts);
    ROWS_ADD(rows, decodes, decodings);
    ROWS_ADD(rows, finds_label, blocks);
    rows_add(rows, fast_agrees, "the fast way agrees with the long way", NULL);
    return rows_run(rows, "ingest/bbc_text");
}
