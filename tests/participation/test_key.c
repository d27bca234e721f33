/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "participation/participation.h"
#include "support/rows.h"

static const struct key {
    const char *name;
    const char *key;
    enum key_verdict verdict;
} keys[] = {
    {"a letter and digits", "D0001", KEY_FINE},
    {"digits alone", "100234", KEY_FINE},
    {"three letters together", "abc1xyz2", KEY_FINE},
    {"four letters together may be a name", "jans1985", KEY_FORM},
    {"a name and a year", "Peeters1985", KEY_FORM},
    {"hexadecimal", "deadbeef01", KEY_FINE},
    {"hexadecimal of seven digits is too short for that many letters", "deadbe1", KEY_FORM},
    {"SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", KEY_FINE},
    {"UUID", "550e8400-e29b-41d4-a716-446655440000", KEY_FINE},
    {"UUID without one digit", "550e8400-e29b-41d4-a716-44665544000", KEY_FORM},
    {"no digit", "abc", KEY_FORM},
    {"letters alone, hexadecimal", "deadbeef", KEY_FORM},
    {"too short", "D01", KEY_FORM},
    {"65 digits", "10000000000000000000000000000000000000000000000000000000000000000", KEY_FORM},
    {"empty", "", KEY_FORM},
    {"name with a blank", "An Janssens", KEY_FORM},
    {"blank in front", " D0001", KEY_FORM},
    {"e-mail", "a1@b.be", KEY_FORM},
    {"not ASCII", "é0001", KEY_FORM},
    {"born before 2000", "85073003328", KEY_PERSON_NUMBER},
    {"the same with points and a dash", "85.07.30-033.28", KEY_PERSON_NUMBER},
    {"the same with blanks", "85 07 30 033 28", KEY_PERSON_NUMBER},
    {"the same behind letters", "RR85073003328", KEY_PERSON_NUMBER},
    {"the same before a letter", "85073003328x", KEY_PERSON_NUMBER},
    {"born from 2000", "17073003384", KEY_PERSON_NUMBER},
    {"BIS number, month + 40", "85473003317", KEY_PERSON_NUMBER},
    {"BIS number, month + 20", "85273003371", KEY_PERSON_NUMBER},
    {"eleven digits without the check", "85073003329", KEY_FINE},
    {"twelve digits", "850730033281", KEY_FINE},
    {"a day, year first", "19850730", KEY_DATE},
    {"a day, year last", "30071985", KEY_DATE},
    {"eight digits that are no day", "30991985", KEY_FINE},
    {"a day with dashes", "1985-07-30", KEY_FORM},
};

static void test_key(void **state)
{
    const struct key *row = *state;

    assert_int_equal(participation_key((struct text){row->key, strlen(row->key)}), row->verdict);
}

static const struct hours {
    const char *name;
    const char *text;
    enum status status;
    int64_t hundredths;
} hours[] = {
    {"whole", "8", STATUS_OK, 800},
    {"a quarter", "2,25", STATUS_OK, 225},
    {"one decimal", "2,5", STATUS_OK, 250},
    {"the least", "0,01", STATUS_OK, 1},
    {"a whole day", "24", STATUS_OK, 2400},
    {"above a day", "24,01", STATUS_RANGE, 0},
    {"nothing", "0", STATUS_RANGE, 0},
    {"negative", "-2", STATUS_RANGE, 0},
    {"three decimals", "2,125", STATUS_SYNTAX, 0},
    {"point", "2.5", STATUS_SYNTAX, 0},
    {"clock", "2:30", STATUS_SYNTAX, 0},
    {"unit", "2 u", STATUS_SYNTAX, 0},
    {"empty", "", STATUS_SYNTAX, 0},
};

static void test_hours(void **state)
{
    const struct hours *row = *state;
    int64_t hundredths = 0;

    assert_int_equal(hours_parse((struct text){row->text, strlen(row->text)}, &hundredths),
                     row->status);
    assert_int_equal(hundredths, row->hundredths);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_key, keys);
    ROWS_ADD(rows, test_hours, hours);
    return rows_run(rows, "participation/key");
}
