/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/random.h"
#include "support/rows.h"

static const struct source_pos nowhere = {NULL, 0, 0};
static const struct diag_subject nobody = {NULL, NULL, NULL};

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define NINETY FIFTY TEN TEN TEN TEN

/* A piece of the input, and what a finding keeps of it. */
static const struct part {
    const char *name;
    struct text text;
    const char *kept;
} parts[] = {
    {"nothing", {"", 0}, ""},
    {"no pointer", {NULL, 0}, ""},
    {"plain", {"Gent", 4}, "Gent"},
    {"accents and euro", {"Prépar € 5", 13}, "Prépar € 5"},
    {"line feed", {"a\nb", 3}, "a b"},
    {"carriage return and tab", {"a\r\tb", 4}, "a  b"},
    {"NUL", {"a\0b", 3}, "a b"},
    {"escape", {"\x1b[31mred", 8}, " [31mred"},
    {"DEL", {"a\x7f", 2}, "a "},
    {"U+0080, first of C1", {"a\xc2\x80z", 4}, "a z"},
    {"U+009F, last of C1", {"a\xc2\x9fz", 4}, "a z"},
    {"U+00A0 is no control", {"a\xc2\xa0z", 4}, "a\xc2\xa0z"},
    {"Windows-1252", {"Pr\xe9paration", 11}, "Pr?paration"},
    {"cut off", {"caf\xc3", 4}, "caf?"},
    {"two of three bytes", {"\xe2\x82", 2}, "??"},
    {"surrogate", {"\xed\xa0\x80", 3}, "???"},
    {"four bytes", {"\xf0\x9f\x98\x80", 4}, "\xf0\x9f\x98\x80"},
    {"199 bytes", {FIFTY FIFTY NINETY "012345678", 199}, FIFTY FIFTY NINETY "012345678"},
    {"200 bytes", {FIFTY FIFTY NINETY TEN, 200}, FIFTY FIFTY NINETY TEN},
    {"201 bytes", {FIFTY FIFTY NINETY TEN "x", 201}, FIFTY FIFTY NINETY TEN "…"},
    {"é at 199 and 200", {FIFTY FIFTY NINETY "012345678é", 201}, FIFTY FIFTY NINETY "012345678…"},
    {"é at 198 and 199", {FIFTY FIFTY NINETY "01234567é", 200}, FIFTY FIFTY NINETY "01234567é"},
    {"€ from 198", {FIFTY FIFTY NINETY "01234567€", 201}, FIFTY FIFTY NINETY "01234567…"},
    {"€ from 197", {FIFTY FIFTY NINETY "0123456€x", 201}, FIFTY FIFTY NINETY "0123456€…"},
    {"a bad byte at 200", {FIFTY FIFTY NINETY TEN "\xe9", 201}, FIFTY FIFTY NINETY TEN "…"},
};

/* Kept so as the first part, as the second, and when it moves to another list. */
static void test_part(void **state)
{
    const struct part *row = *state;
    struct diag_list *list = diag_list_new();
    struct diag_list *other = diag_list_new();

    assert_non_null(list);
    assert_non_null(other);
    diag_add_text(other, FINDING_WORD_UNKNOWN, nowhere, nobody, row->text, NULL, "x");
    assert_string_equal(diag_at(other, 0)->part[0], row->kept);
    diag_add(other, FINDING_WORD_UNKNOWN, nowhere, (struct diag_subject){.beneficiary = row->kept},
             "x", row->kept, NULL);
    diag_take(list, other);
    assert_int_equal(diag_count(other), 0);
    assert_int_equal(diag_count_of(other, SEVERITY_ERROR), 0);
    assert_int_equal(diag_count(list), 2);
    assert_string_equal(diag_at(list, 0)->part[0], row->kept);
    assert_string_equal(diag_at(list, 0)->part[1], "");
    assert_string_equal(diag_at(list, 0)->part[2], "x");
    assert_string_equal(diag_at(list, 0)->part[3], "");
    assert_string_equal(diag_at(list, 0)->beneficiary, "");
    assert_string_equal(diag_at(list, 1)->part[1], row->kept);
    assert_string_equal(diag_at(list, 1)->beneficiary, row->kept);
    diag_list_free(list);
    diag_list_free(other);
}

static const struct sentence {
    const char *name;
    enum finding finding;
    const char *part[3];
    const char *nl;
    const char *en;
} sentences[] = {
    {"no parts",
     FINDING_FILE_MISSING,
     {NULL, NULL, NULL},
     "het bestand ontbreekt; het is verplicht in een dossier",
     "the file is missing; a dossier must have it"},
    {"parts",
     FINDING_ROW_SHORT,
     {"3", "5", NULL},
     "de rij heeft 3 velden, de kopregel 5",
     "the row has 3 fields, the header 5"},
    {"one part twice",
     FINDING_CHOICE_CONTINUE_LESS,
     {"80", "100", NULL},
     "keuze is voortzetten, maar vooropgestelde KPI 80 is lager dan die van projectjaar 2 (100); "
     "er is gerekend met 80",
     "the choice is voortzetten, but target 80 is below that of project year 2 (100); 80 was used"},
    {"second part first",
     FINDING_FIELD_SPACES,
     {" x", "naam", NULL},
     "veld naam begint of eindigt met een spatie: ' x'",
     "field naam begins or ends with a space: ' x'"},
    {"a part is not filled in again",
     FINDING_ROW_SHORT,
     {"{2}", "{1}", NULL},
     "de rij heeft {2} velden, de kopregel {1}",
     "the row has {2} fields, the header {1}"},
};

static void test_sentence(void **state)
{
    const struct sentence *row = *state;
    struct diag_list *list = diag_list_new();
    char text[DIAG_TEXT_BYTES];

    assert_non_null(list);
    diag_add(list, row->finding, nowhere, nobody, row->part[0], row->part[1], row->part[2]);
    assert_int_equal(diag_text(diag_at(list, 0), LANGUAGE_NL, text), strlen(row->nl));
    assert_string_equal(text, row->nl);
    assert_int_equal(diag_text(diag_at(list, 0), LANGUAGE_EN, text), strlen(row->en));
    assert_string_equal(text, row->en);
    diag_list_free(list);
}

/* Each finding of the catalogue is a row. */
static const struct entry {
    const char *name;
    enum finding finding;
    enum severity severity;
    const char *code;
    const char *sentence[2];
} catalogue[] = {
#define FINDING(name, severity, code, nl, en) {code, name, severity, code, {nl, en}},
#include "core/findings.def"
#undef FINDING
};

/* Bit i: {i} occurs. Fails on another use of braces. */
static unsigned parts_of(const char *sentence)
{
    unsigned seen = 0;

    for (const char *p = sentence; *p != '\0'; p++) {
        if (*p == '{') {
            assert_true(p[1] >= '1' && p[1] <= '0' + DIAG_PARTS && p[2] == '}');
            seen |= 1U << (p[1] - '0');
            p += 2;
        } else {
            assert_int_not_equal(*p, '}');
        }
    }
    return seen;
}

static void assert_code_form(const char *code)
{
    assert_int_not_equal(*code, '\0');
    for (const char *p = code; *p != '\0'; p++)
        assert_true((*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '-');
}

static void test_entry(void **state)
{
    const struct entry *row = *state;

    assert_code_form(row->code);
    for (size_t i = 0; i < FINDING_COUNT; i++)
        if (catalogue[i].finding != row->finding)
            assert_string_not_equal(catalogue[i].code, row->code);
    assert_string_equal(finding_code(row->finding), row->code);
    assert_int_equal(finding_severity(row->finding), row->severity);
    unsigned nl = parts_of(row->sentence[LANGUAGE_NL]);
    assert_int_equal(nl, parts_of(row->sentence[LANGUAGE_EN]));
    assert_true(nl < 1U << 4); /* diag_add fills in three */
    for (int language = LANGUAGE_NL; language <= LANGUAGE_EN; language++) {
        size_t length = strlen(row->sentence[language]);
        assert_int_equal(text_utf8_error(row->sentence[language], length), length);
    }
}

/* With the longest parts nothing of a sentence is lost. */
static void test_room(void **state)
{
    const struct entry *row = *state;
    static const char part[] = FIFTY FIFTY FIFTY FIFTY FIFTY;
    static const char kept[] = FIFTY FIFTY FIFTY FIFTY "…";
    struct diag_list *list = diag_list_new();
    char text[DIAG_TEXT_BYTES];

    assert_non_null(list);
    diag_add(list, row->finding, nowhere, nobody, part, part, part);
    for (int language = LANGUAGE_NL; language <= LANGUAGE_EN; language++) {
        size_t expected = 0;
        for (const char *p = row->sentence[language]; *p != '\0'; p++) {
            bool filled = p[0] == '{' && p[1] < '4';
            expected += filled ? sizeof kept - 1 : *p == '{' ? 0 : 1;
            p += *p == '{' ? 2 : 0;
        }
        assert_int_equal(diag_text(diag_at(list, 0), (enum language)language, text), expected);
    }
    diag_list_free(list);
}

/* In the order of the screen; each next row differs in a lesser key. */
static const struct place {
    const char *name;
    enum finding finding;
    struct source_pos pos;
    struct diag_subject subject;
    const char *part;
} ordered[] = {
    {"no file", FINDING_ROW_SHORT, {NULL, 0, 0}, {NULL, NULL, NULL}, NULL},
    {"file", FINDING_ROW_SHORT, {"a.csv", 0, 0}, {NULL, NULL, NULL}, NULL},
    {"line", FINDING_ROW_SHORT, {"a.csv", 9, 0}, {NULL, NULL, NULL}, NULL},
    {"line as a number", FINDING_ROW_SHORT, {"a.csv", 10, 0}, {NULL, NULL, NULL}, NULL},
    {"column", FINDING_ROW_SHORT, {"a.csv", 10, 2}, {NULL, NULL, NULL}, NULL},
    {"code", FINDING_FIELD_EMPTY, {"a.csv", 10, 2}, {NULL, NULL, NULL}, NULL},
    {"beneficiary", FINDING_FIELD_EMPTY, {"a.csv", 10, 2}, {"b1", NULL, NULL}, NULL},
    {"action", FINDING_FIELD_EMPTY, {"a.csv", 10, 2}, {"b1", "2", NULL}, NULL},
    {"group", FINDING_FIELD_EMPTY, {"a.csv", 10, 2}, {"b1", "2", "g"}, NULL},
    {"part", FINDING_FIELD_EMPTY, {"a.csv", 10, 2}, {"b1", "2", "g"}, "naam"},
    {"other file", FINDING_ROW_SHORT, {"b.csv", 0, 0}, {NULL, NULL, NULL}, NULL},
    {"warning", FINDING_ROW_BLANK, {NULL, 0, 0}, {NULL, NULL, NULL}, NULL},
    {"info", FINDING_REPLACED, {NULL, 0, 0}, {NULL, NULL, NULL}, NULL},
};
enum { ORDERED = sizeof ordered / sizeof ordered[0] };

static void add_place(struct diag_list *list, const struct place *place)
{
    diag_add(list, place->finding, place->pos, place->subject, place->part, NULL, NULL);
}

/* Each neighbour comes out in this order, whichever went in first. */
static void test_neighbours(void **state)
{
    const struct place *row = *state;

    for (const struct place *next = row + 1; next < ordered + ORDERED; next++) {
        struct diag_list *list = diag_list_new();
        assert_non_null(list);
        add_place(list, next);
        add_place(list, row);
        diag_sort(list);
        assert_int_equal(diag_at(list, 0)->finding, row->finding);
        assert_int_equal(diag_at(list, 0)->pos.line, row->pos.line);
        assert_int_equal(diag_at(list, 0)->pos.column, row->pos.column);
        assert_string_equal(diag_at(list, 0)->part[0], row->part == NULL ? "" : row->part);
        assert_int_equal(diag_at(list, 1)->finding, next->finding);
        diag_list_free(list);
    }
}

static void test_shuffled(void **state)
{
    (void)state;
    uint64_t seed = 11;

    for (int round = 0; round < 200; round++) {
        size_t order[ORDERED] = {0};
        struct diag_list *list = diag_list_new();
        assert_non_null(list);
        for (size_t i = 0; i < ORDERED; i++) {
            size_t j = random_below(&seed, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        for (size_t i = 0; i < ORDERED; i++)
            add_place(list, &ordered[order[i]]);
        diag_sort(list);
        for (size_t i = 0; i < ORDERED; i++) {
            assert_int_equal(diag_at(list, i)->finding, ordered[i].finding);
            assert_int_equal(diag_at(list, i)->pos.line, ordered[i].pos.line);
            assert_int_equal(diag_at(list, i)->pos.column, ordered[i].pos.column);
            assert_string_equal(diag_at(list, i)->group,
                                ordered[i].subject.group == NULL ? "" : ordered[i].subject.group);
        }
        diag_list_free(list);
    }
}

static void test_status(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_new();

    assert_non_null(list);
    diag_sort(list);
    assert_int_equal(diag_list_status(list), STATUS_OK);
    diag_add(list, FINDING_ROW_BLANK, nowhere, nobody, NULL, NULL, NULL);
    diag_add(list, FINDING_REPLACED, nowhere, nobody, "2025-01-01", NULL, NULL);
    assert_int_equal(diag_list_status(list), STATUS_OK);
    diag_add(list, FINDING_FILE_MISSING, nowhere, nobody, NULL, NULL, NULL);
    assert_int_equal(diag_list_status(list), STATUS_INVALID);
    assert_int_equal(diag_count_of(list, SEVERITY_ERROR), 1);
    assert_int_equal(diag_count_of(list, SEVERITY_WARNING), 1);
    assert_int_equal(diag_count_of(list, SEVERITY_INFO), 1);
    diag_list_free(list);
    diag_list_free(NULL);
}

static void test_many(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    struct diag_list *list = diag_list_new();

    assert_non_null(list);
    for (uint32_t i = MANY; i > 0; i--) {
        char line[16];
        snprintf(line, sizeof line, "%u", (unsigned)i);
        diag_add(list, FINDING_ROW_SHORT, (struct source_pos){"a.csv", i, 0}, nobody, line, "0",
                 NULL);
    }
    diag_sort(list);
    assert_int_equal(diag_count(list), MANY);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(diag_at(list, i)->pos.line, i + 1);
    diag_list_free(list);
}

/* What is only counted stays counted, by severity too, when another list takes it. */
static void test_bounded(void **state)
{
    struct diag_list *list = diag_list_new();
    struct diag_list *other = diag_list_new();
    const struct source_pos pos = {"a.csv", 1, 1};

    (void)state;
    for (int i = 0; i < 10; i++) {
        diag_add_bounded(other, 3, FINDING_BBC_TWICE, pos, nobody, "a", "b", "c");
        diag_add_bounded(other, 4, FINDING_BBC_REJECTS, pos, nobody, "a", "b", "c");
    }
    assert_int_equal(diag_count(other), 7);
    assert_int_equal(diag_left_out(other), 13);
    assert_int_equal(diag_count_of(other, SEVERITY_ERROR), 10);
    for (int i = 0; i < 2; i++) {
        diag_take(list, other);
        assert_int_equal(diag_count(list), 7);
        assert_int_equal(diag_left_out(list), 13);
        assert_int_equal(diag_count_of(list, SEVERITY_ERROR), 10);
        assert_int_equal(diag_count_of(list, SEVERITY_WARNING), 10);
        assert_int_equal(diag_left_out(other), 0);
        assert_int_equal(diag_count_of(other, SEVERITY_ERROR), 0);
    }
    diag_list_free(other);
    diag_list_free(list);
}

static void test_severity_names(void **state)
{
    (void)state;
    assert_string_equal(severity_name(SEVERITY_ERROR, LANGUAGE_NL), "fout");
    assert_string_equal(severity_name(SEVERITY_WARNING, LANGUAGE_NL), "waarschuwing");
    assert_string_equal(severity_name(SEVERITY_INFO, LANGUAGE_NL), "info");
    assert_string_equal(severity_name(SEVERITY_ERROR, LANGUAGE_EN), "error");
    assert_string_equal(severity_name(SEVERITY_WARNING, LANGUAGE_EN), "warning");
    assert_string_equal(severity_name(SEVERITY_INFO, LANGUAGE_EN), "info");
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_part, parts);
    ROWS_ADD(rows, test_sentence, sentences);
    ROWS_ADD(rows, test_entry, catalogue);
    ROWS_ADD(rows, test_room, catalogue);
    ROWS_ADD(rows, test_neighbours, ordered);
    rows_add(rows, test_shuffled, "shuffled", NULL);
    rows_add(rows, test_status, "status", NULL);
    rows_add(rows, test_many, "ten thousand findings", NULL);
    rows_add(rows, test_bounded, "bounded", NULL);
    rows_add(rows, test_severity_names, "names of the severities", NULL);
    return rows_run(rows, "core/diag");
}
