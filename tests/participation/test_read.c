/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a table to participants: hours, the day of completion, and which government counts. */
#include <stdlib.h>
#include <string.h>

#include "participation/participation.h"
#include "support/found.h"
#include "support/rows.h"

#define HEADER "deelnemer;datum;uren;activiteit;bestuur\n"

static const struct table {
    const char *name;
    const char *rows;
    const char *home;     /* toewijzing */
    int64_t left;         /* of the first participant */
    const char *complete; /* the day, or NULL */
    const char *counts;   /* code of the government that counts the first participant */
} tables[] = {
    {"39,99 hours are not 40", "D001;2026-01-01;20;a;44021\nD001;2026-01-02;19,99;a;44021\n",
     "meeste-uren", 1, NULL, "44021"},
    {"40,00 hours are", "D001;2026-01-01;20;a;44021\nD001;2026-01-02;20;a;44021\n", "meeste-uren",
     0, "2026-01-02", "44021"},
    {"the day is that of the fortieth hour, not of the last",
     "D001;2026-01-05;10;a;44021\nD001;2026-01-02;20;a;44021\nD001;2026-01-01;20;a;44021\n",
     "meeste-uren", 0, "2026-01-02", "44021"},
    {"hours of several governments add up",
     "D001;2026-01-01;16;a;44021\nD001;2026-01-02;24;a;71016\n", "meeste-uren", 0, "2026-01-02",
     "71016"},
    {"the first government", "D001;2026-01-01;16;a;44021\nD001;2026-01-02;24;a;71016\n", "eerste",
     0, "2026-01-02", "44021"},
    {"the first day at two: most hours", "D001;2026-01-01;2;a;44021\nD001;2026-01-01;3;a;71016\n",
     "eerste", 3500, NULL, "71016"},
    {"as many hours: the earlier", "D001;2026-01-02;2;a;44021\nD001;2026-01-01;2;a;71016\n",
     "meeste-uren", 3600, NULL, "71016"},
    {"as many hours, the same day: the lower code",
     "D001;2026-01-01;2;a;71016\nD001;2026-01-01;2;a;44021\n", "meeste-uren", 3600, NULL, "44021"},
    {"merged municipalities are one", "D001;2026-01-01;2;a;44045\nD001;2026-01-02;2;a;46014\n",
     "meeste-uren", 3600, NULL, "46029"},
    {"vgc", "D001;2026-01-01;2;a;vgc\n", "meeste-uren", 3800, NULL, "vgc"},
};

static void read_rows(const char *rows, const char *home, struct arena *arena,
                      struct diag_list *diags, struct participation *out, enum status expected)
{
    char text[2048];
    int length = snprintf(text, sizeof text, HEADER "%s", rows);

    *out = (struct participation){.file = "deelnames.csv"};
    assert_int_equal(date_from_civil(2026, 6, 30, &out->as_of), STATUS_OK);
    assert_int_equal(trajectory_builtin(arena, diags, &out->rules), STATUS_OK);
    assert_true(trajectory_choose_home(&out->rules, home));
    assert_int_equal(participation_read((struct text){text, (size_t)length}, arena, diags, out),
                     expected);
}

static void test_table(void **state)
{
    const struct table *row = *state;
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct participation all;
    char day[DATE_TEXT_BYTES];

    read_rows(row->rows, row->home, arena, diags, &all, STATUS_OK);
    assert_int_equal(diag_count_of(diags, SEVERITY_ERROR), 0);
    assert_int_equal(all.participants.count, 1);
    const struct participant *first = &all.participants.items[0];
    assert_int_equal(first->left, row->left);
    assert_string_equal(all.governments.items[first->home].code, row->counts);
    if (row->complete != NULL) {
        date_format(first->completed_on, day);
        assert_string_equal(day, row->complete);
    }
    participation_free(&all);
    diag_list_free(diags);
    arena_free(arena);
}

static const struct wrong {
    const char *name;
    const char *rows;
    const char *found;
} wrongs[] = {
    {"a name", "An Peeters;2026-01-01;2;a;44021\n", "2:1 DEELNEMER-SLEUTEL"},
    {"a national number", "85.07.30-033.28;2026-01-01;2;a;44021\n", "2:1 DEELNEMER-RIJKSREGISTER"},
    {"a day of birth", "19850730;2026-01-01;2;a;44021\n", "2:1 DEELNEMER-DATUM"},
    {"25 hours in a row", "D001;2026-01-01;25;a;44021\n", "2:3 UREN-FOUT"},
    {"25 hours in three rows, in any order",
     "D001;2026-01-01;9;a;44021\nD001;2026-01-02;9;a;44021\nD001;2026-01-01;8;b;44021\n"
     "D001;2026-01-01;8;c;71016\n",
     "5:0 UREN-PER-DAG"},
    {"24 hours of a day", "D001;2026-01-01;9;a;44021\nD001;2026-01-01;15;b;44021\n", ""},
    {"twice the same", "D001;2026-01-01;2;a;44021\nD001;2026-01-01;3;a;44021\n",
     "3:0 DEELNAME-DUBBEL"},
    {"twice the same, by old and new code",
     "D001;2026-01-01;2;a;46014\nD001;2026-01-01;3;a;46029\n",
     "3:0 DEELNAME-DUBBEL; 2:0 NIS-GEFUSEERD"},
    {"no such government", "D001;2026-01-01;2;a;99999\n", "2:5 BESTUUR-FOUT"},
    {"no activity", "D001;2026-01-01;2;;44021\n", "2:4 VELD-LEEG"},
    {"no day", "D001;2026-02-30;2;a;44021\n", "2:2 DATUM-FOUT"},
    {"after the cut-off date", "D001;2026-07-01;2;a;44021\n", "0:0 DEELNAME-LATER"},
    {"everything at once", ";;;;\n",
     "2:1 DEELNEMER-SLEUTEL; 2:2 DATUM-FOUT; 2:3 UREN-FOUT; 2:4 VELD-LEEG; 2:5 BESTUUR-FOUT"},
};

static void test_wrong(void **state)
{
    const struct wrong *row = *state;
    bool error = strstr(row->found, "NIS") != NULL ||
                 (strstr(row->found, "LATER") == NULL && row->found[0] != '\0');
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct participation all;

    read_rows(row->rows, "meeste-uren", arena, diags, &all, error ? STATUS_INVALID : STATUS_OK);
    char *found = found_text(diags);
    assert_string_equal(found, row->found);
    free(found);
    participation_free(&all);
    diag_list_free(diags);
    arena_free(arena);
}

/* What was refused as a name is in no sentence. */
static void test_silent(void **state)
{
    struct arena *arena = arena_new();
    struct diag_list *diags = diag_list_new();
    struct participation all;
    char sentence[DIAG_TEXT_BYTES];

    (void)state;
    read_rows("An Peeters;2026-01-01;2;a;44021\n85.07.30-033.28;2026-01-01;2;a;44021\n"
              "30071985;2026-01-01;2;a;44021\n",
              "meeste-uren", arena, diags, &all, STATUS_INVALID);
    assert_int_equal(diag_count(diags), 3);
    for (size_t i = 0; i < 3; i++) {
        diag_text(diag_at(diags, i), LANGUAGE_NL, sentence);
        assert_null(strstr(sentence, "Peeters"));
        assert_null(strstr(sentence, "033"));
        assert_null(strstr(sentence, "1985"));
    }
    participation_free(&all);
    diag_list_free(diags);
    arena_free(arena);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_table, tables);
    ROWS_ADD(rows, test_wrong, wrongs);
    rows_add(rows, test_silent, "a refused key is not repeated", NULL);
    return rows_run(rows, "participation/read");
}
