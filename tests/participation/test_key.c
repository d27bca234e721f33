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
    {"a digit more", "850730033281", KEY_PERSON_NUMBER},
    {"a digit in front", "185073003328", KEY_PERSON_NUMBER},
    {"padded with zeros", "0085073003328", KEY_PERSON_NUMBER},
    {"padded on both sides", "0008507300332800000", KEY_PERSON_NUMBER},
    {"born from 2000, padded", "0017073003384", KEY_PERSON_NUMBER},
    {"BIS number, padded", "0085473003317", KEY_PERSON_NUMBER},
    {"no day and month are known, padded", "0085000003306", KEY_PERSON_NUMBER},
    {"split by letters", "85x07y30z033q28", KEY_PERSON_NUMBER},
    {"a letter behind each digit", "8a5b0c7d3e0f0a3b3c2d8e", KEY_PERSON_NUMBER},
    {"split and padded", "85a07b30c033d2800", KEY_PERSON_NUMBER},
    {"backwards", "82330037058", KEY_PERSON_NUMBER},
    {"in a UUID, behind zeros", "00000000-0000-0000-0085-073003328000", KEY_PERSON_NUMBER},
    {"in a UUID, across a dash", "85073003-3280-4a0b-8c0d-00000000000f", KEY_PERSON_NUMBER},
    {"in a UUID, as hexadecimal of the digits", "38353037-3330-3033-3332-382020202020",
     KEY_PERSON_NUMBER},
    {"in a long hash", "9f85073003328c7d659a2feaa0c55ad015a3bf4f1b2b0b82", KEY_PERSON_NUMBER},
    {"hexadecimal of the digits", "3835303733303033333238", KEY_PERSON_NUMBER},
    {"hexadecimal of the digits with marks", "38352e30372e33302d3033332e3238", KEY_PERSON_NUMBER},
    {"hexadecimal of the value", "13cebf0340", KEY_PERSON_NUMBER},
    {"hexadecimal of the value behind 0x", "0x13cebf0340", KEY_FORM},
    {"base64 of the digits", "ODUwNzMwMDMzMjg", KEY_FORM},
    {"dashes of a printer", "85.07.30\u2013033.28", KEY_PERSON_NUMBER},
    {"blanks that do not break", "85\u00a007\u00a030\u00a0033\u202f28", KEY_PERSON_NUMBER},
    {"full-width digits", "\uff18\uff15\uff10\uff17\uff13\uff10\uff10\uff13\uff13\uff12\uff18",
     KEY_PERSON_NUMBER},
    {"Arabic digits", "\u0668\u0665\u0660\u0667\u0663\u0660\u0660\u0663\u0663\u0662\u0668",
     KEY_PERSON_NUMBER},
    {"twelve digits without one", "850730033291", KEY_FINE},
    {"a serial number of fourteen digits", "00000000001234", KEY_FINE},
    {"hexadecimal of a name", "4a616e205065657465727331", KEY_FORM},
    {"a day, year first", "19850730", KEY_DATE},
    {"a day, year last", "30071985", KEY_DATE},
    {"eight digits that are no day", "30991985", KEY_FINE},
    {"a name and a day", "Jan19850730", KEY_DATE},
    {"a day and a name", "30071985jan", KEY_DATE},
    {"initials and a day of six digits", "JP850730", KEY_DATE},
    {"a day of six digits and initials", "300785jp", KEY_DATE},
    {"a day split by letters", "1985a07b30", KEY_DATE},
    {"a day and a serial number", "19850730001", KEY_DATE},
    {"a day and the month by its name", "30jul1985", KEY_DATE},
    {"the same, the year first", "1985JUL30", KEY_DATE},
    {"a day in a UUID", "19850730-0000-0000-0000-000000000000", KEY_DATE},
    {"a letter and six digits", "D850730", KEY_FINE},
    {"six digits that are no day", "JP859930", KEY_FINE},
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
