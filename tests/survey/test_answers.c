/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/found.h"
#include "support/random.h"
#include "support/rows.h"

#define HEADER "respondent;type;actie;vraag;antwoord\n"

static const char questions[] = "regeling: plan-samenleven-3\n"
                                "uitgenodigd:\n"
                                "  - {type: centrumstad, aantal: 13}\n"
                                "  - {type: stad, aantal: 17}\n"
                                "  - {type: gemeente, aantal: 19}\n"
                                "  - {type: IGS, aantal: 10}\n"
                                "  - {type: centrumstad, actie: 16, aantal: 9}\n"
                                "  - {type: stad, actie: 16, aantal: 2}\n"
                                "  - {type: gemeente, actie: 16, aantal: 1}\n"
                                "  - {type: IGS, actie: 16, aantal: 0}\n"
                                "  - {type: stad, actie: 5, aantal: 12}\n"
                                "vragen:\n"
                                "  - vraag: oordeel\n"
                                "    soort: schaal\n"
                                "    acties: [16, 5]\n"
                                "    antwoorden: [slecht, matig, goed]\n"
                                "  - vraag: kans\n"
                                "    soort: meer\n"
                                "    acties: [5]\n"
                                "    antwoorden: [een, twee, drie, vier]\n"
                                "  - vraag: beheer\n"
                                "    soort: enkel\n"
                                "    antwoorden: [ja, nee]\n";

struct counted {
    struct arena *arena;
    struct diag_list *diags;
    struct questionnaire questionnaire;
    struct survey survey;
    enum status status;
};

static struct counted begin(void)
{
    struct counted out = {.arena = arena_new(), .diags = diag_list_new()};

    assert_non_null(out.arena);
    assert_non_null(out.diags);
    assert_int_equal(questionnaire_load("vragen.yaml", questions, sizeof questions - 1, out.arena,
                                        out.diags, &out.questionnaire),
                     STATUS_OK);
    return out;
}

static void read_answers(struct counted *counted, const char *text)
{
    counted->status = survey_read("a.csv", (struct text){text, strlen(text)},
                                  &counted->questionnaire, counted->arena, counted->diags,
                                  &counted->survey);
}

static void finish(struct counted *counted)
{
    survey_free(&counted->survey);
    diag_list_free(counted->diags);
    arena_free(counted->arena);
}

/* ---- findings, with line and column ---- */

#define NO_ROWS "0:0 BESTAND-ZONDER-RIJEN" /* a warning */

static const struct found_row {
    const char *name;
    const char *text;
    const char *found;
} found_rows[] = {
    {"right", "CS1;centrumstad;16;oordeel;goed\n", ""},
    {"nobody", "", NO_ROWS},
    {"two types", "CS1;stad;16;oordeel;goed\nCS1;IGS;;beheer;ja\n", "3:2 RESPONDENT-TWEE-TYPES"},
    {"the tenth of nine",
     "CS1;centrumstad;16;oordeel;goed\n"
     "CS2;centrumstad;16;oordeel;goed\n"
     "CS3;centrumstad;16;oordeel;goed\n"
     "CS4;centrumstad;16;oordeel;goed\n"
     "CS5;centrumstad;16;oordeel;goed\n"
     "CS5;centrumstad;5;oordeel;goed\n"
     "CS6;centrumstad;16;oordeel;goed\n"
     "CS7;centrumstad;16;oordeel;goed\n"
     "CS8;centrumstad;16;oordeel;goed\n"
     "CS9;centrumstad;16;oordeel;goed\n"
     "CS10;centrumstad;5;oordeel;goed\n"
     "CS11;centrumstad;16;oordeel;goed\n"
     "CS12;centrumstad;16;oordeel;goed\n",
     "13:1 RESPONDENTEN-BOVEN-UITGENODIGD"},
    {"nobody of that type takes part", "I-1;IGS;16;oordeel;goed\n",
     "2:1 RESPONDENTEN-BOVEN-UITGENODIGD"},
    {"two answers on a scale", "S1;stad;5;oordeel;goed\nS1;stad;5;oordeel;matig\n",
     "3:0 ANTWOORD-DUBBEL"},
    {"two answers about two actions", "S1;stad;5;oordeel;goed\nS1;stad;16;oordeel;matig\n", ""},
    {"more answers", "S1;stad;5;kans;een\nS1;stad;5;kans;twee\n", ""},
    {"the same answer again", "S1;stad;5;kans;een\nS1;stad;5;kans;een\n", "3:0 SLEUTEL-DUBBEL"},
    {"all at once", "Gent;stad;99;beheer;\nS1;dorp;5;oordelen;goed\n",
     "2:1 RESPONDENT-GEEN-SLEUTEL; 2:3 VELD-NIET-LEEG; 2:5 ANTWOORD-BUITEN-SCHAAL; "
     "3:2 WAARDE-ONBEKEND; 3:4 VRAAG-ONBEKEND"},
};

static void test_found(void **state)
{
    const struct found_row *row = *state;
    char text[2048];
    struct counted counted = begin();

    snprintf(text, sizeof text, HEADER "%s", row->text);
    read_answers(&counted, text);
    diag_sort(counted.diags);
    char *found = found_text(counted.diags);
    assert_string_equal(found, row->found);
    bool fine = row->found[0] == '\0' || strcmp(row->found, NO_ROWS) == 0;
    assert_int_equal(counted.status, fine ? STATUS_OK : STATUS_INVALID);
    free(found);
    finish(&counted);
}

/* ---- keys ---- */

static const struct key_row {
    const char *name; /* the key */
    bool right;
} key_rows[] = {
    {"CS01", true},     {"IGS-2", true},  {"S1234", true},    {"7", true},     {"0007", true},
    {"44021", false},   {"CS", false},    {"CS-", false},     {"-1", false},   {"cs01", false},
    {"CSABC01", false}, {"CS 1", false},  {"CS12345", false}, {"CS1a", false}, {"Gent", false},
    {"CS--1", false},   {"CS1-1", false}, {"85.07", false},   {"Jan1", false},
};

static void test_key(void **state)
{
    const struct key_row *row = *state;
    char text[256];
    struct counted counted = begin();

    snprintf(text, sizeof text, HEADER "%s;stad;;beheer;ja\n", row->name);
    read_answers(&counted, text);
    assert_int_equal(counted.status, row->right ? STATUS_OK : STATUS_INVALID);
    finish(&counted);
}

/* ---- populations ---- */

static void test_population(void **state)
{
    (void)state;
    struct counted counted = begin();
    const struct questionnaire *all = &counted.questionnaire;
    const struct scheme_action *five = scheme_action_find(all->scheme, (struct text){"5", 1});
    const struct scheme_action *sixteen = scheme_action_find(all->scheme, (struct text){"16", 2});

    assert_int_equal(questionnaire_population(all, NULL, SURVEY_TYPES), 59);
    assert_int_equal(questionnaire_population(all, NULL, SURVEY_CITY), 17);
    assert_int_equal(questionnaire_population(all, sixteen, SURVEY_TYPES), 12);
    assert_int_equal(questionnaire_population(all, sixteen, SURVEY_PARTNERSHIP), 0);
    assert_int_equal(questionnaire_population(all, five, SURVEY_CITY), 12);
    assert_int_equal(questionnaire_population(all, five, SURVEY_CENTRE), INVITED_UNKNOWN);
    assert_int_equal(questionnaire_population(all, five, SURVEY_TYPES), INVITED_UNKNOWN);
    finish(&counted);
}

/* ---- counting ---- */

enum { RESPONDENTS = 59, ROUNDS = 60 };

static enum survey_type type_of(int respondent)
{
    return respondent < 13   ? SURVEY_CENTRE
           : respondent < 30 ? SURVEY_CITY
           : respondent < 49 ? SURVEY_MUNICIPALITY
                             : SURVEY_PARTNERSHIP;
}

/* Who chose what of the question with more answers, as it was drawn. */
struct drawn {
    bool chose[RESPONDENTS][4];
    char text[sizeof HEADER + (size_t)RESPONDENTS * 4 * 40];
};

static void draw(struct drawn *drawn, uint64_t *seed)
{
    static const char *const answers[] = {"een", "twee", "drie", "vier"};
    size_t length = sizeof HEADER - 1;

    memset(drawn, 0, sizeof *drawn);
    memcpy(drawn->text, HEADER, sizeof HEADER);
    for (int answer = 3; answer >= 0; answer--)
        for (int i = RESPONDENTS - 1; i >= 0; i--) {
            bool city = type_of(i) == SURVEY_CITY;
            if (random_below(seed, 3) > 0 || (city && i % 2 == 0))
                continue; /* twelve cities at most take part in action 5 */
            drawn->chose[i][answer] = true;
            length += (size_t)snprintf(drawn->text + length, 40, "R%d;%s;5;kans;%s\n", i,
                                       survey_type_name[type_of(i)], answers[answer]);
        }
}

static void check_drawn(const struct drawn *drawn, const struct survey_table *table)
{
    int64_t answered[SURVEY_COLUMNS] = {0};
    int64_t counts[4][SURVEY_COLUMNS] = {{0}};

    for (int i = 0; i < RESPONDENTS; i++) {
        bool any = false;
        for (int answer = 0; answer < 4; answer++) {
            any |= drawn->chose[i][answer];
            counts[answer][type_of(i)] += drawn->chose[i][answer];
            counts[answer][SURVEY_TYPES] += drawn->chose[i][answer];
        }
        answered[type_of(i)] += any;
        answered[SURVEY_TYPES] += any;
    }
    assert_memory_equal(table->answered, answered, sizeof answered);
    assert_memory_equal(table->counts, counts, sizeof counts);
}

static void test_counting(void **state)
{
    (void)state;
    uint64_t seed = 42;

    for (int round = 0; round < ROUNDS; round++) {
        struct drawn drawn;
        struct counted counted = begin();
        draw(&drawn, &seed);
        read_answers(&counted, drawn.text);
        assert_int_equal(counted.status, STATUS_OK);
        assert_int_equal(counted.survey.tables.count, 4);
        check_drawn(&drawn, &counted.survey.tables.items[2]);
        assert_int_equal(counted.survey.tables.items[0].answered[SURVEY_TYPES], 0);
        finish(&counted);
    }
}

/* ---- the middle of a scale ---- */

static const struct median_row {
    const char *name;
    int64_t counts[3];
    bool known;
    uint32_t median[2];
} median_rows[] = {
    {"nobody", {0, 0, 0}, false, {0, 0}},        {"one", {0, 0, 1}, true, {2, 2}},
    {"three", {1, 1, 1}, true, {1, 1}},          {"two apart", {1, 0, 1}, true, {0, 2}},
    {"even, the same", {1, 2, 1}, true, {1, 1}}, {"half and half", {2, 2, 0}, true, {0, 1}},
    {"all low", {4, 0, 0}, true, {0, 0}},        {"one above half", {3, 0, 2}, true, {0, 0}},
};

static void test_median(void **state)
{
    const struct median_row *row = *state;
    struct question question = {.kind = QUESTION_SCALE, .answer_count = 3};
    int64_t counts[3][SURVEY_COLUMNS] = {{0}};
    struct survey_table table = {.question = &question, .counts = counts};
    uint32_t found[2] = {0, 0};

    for (int i = 0; i < 3; i++) {
        counts[i][SURVEY_TYPES] = row->counts[i];
        table.answered[SURVEY_TYPES] += row->counts[i];
    }
    assert_int_equal(survey_median(&table, SURVEY_TYPES, found), row->known);
    assert_int_equal(found[0], row->median[0]);
    assert_int_equal(found[1], row->median[1]);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_found, found_rows);
    ROWS_ADD(rows, test_key, key_rows);
    rows_add(rows, test_population, "populations", NULL);
    rows_add(rows, test_counting, "property: counted as drawn", NULL);
    ROWS_ADD(rows, test_median, median_rows);
    return rows_run(rows, "survey/answers");
}
