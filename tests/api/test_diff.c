/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two dossiers settled, and what diff says moved from the one to the other and why. (That no cause
 * is missed: tests/golden/perturb.c, over every kind of cell and value.) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/outputs.h"
#include "api_test/verified.h"
#include "run/diff/diff.h"
#include "run/diff/write.h"
#include "support/rows.h"

struct change {
    const char *file, *from, *to;
};

static const struct row {
    const char *name;
    struct change changes[3];
    const char *as_of;    /* of the new run */
    const char *expected; /* kolom of key: old -> new < causes */
} rows_of_nota[] = {
    {"nothing", {{NULL, NULL, NULL}}, NULL, ""},
    {"a comment", {{"dossier.yaml", "# De reken", "# de reken"}}, NULL, ""},
    {"a KPI reached less",
     {{"kpi.csv", "eind;2025-10-08;512", "eind;2025-10-08;412"}},
     NULL,
     "voorbeeld-1 uitkomst saldo-uitbetalen>beslissing-nodig < kpi.csv:3 behaalde_kpi 512>412\n"
     "voorbeeld-1 saldo 6.000,00>0,00 < kpi.csv:3 behaalde_kpi 512>412\n"
     "voorbeeld-1 open 0,00>6.000,00 < kpi.csv:3 behaalde_kpi 512>412\n"
     "voorbeeld-1 te_betalen 30.000,00>24.000,00 < kpi.csv:3 behaalde_kpi 512>412\n"
     "voorbeeld-1 5 uitkomst saldo-uitbetalen>beslissing-nodig < kpi.csv:3 behaalde_kpi 512>412\n"
     "voorbeeld-1 5 saldo 6.000,00>0,00 < kpi.csv:3 behaalde_kpi 512>412\n"
     "voorbeeld-1 5 open 0,00>6.000,00 < kpi.csv:3 behaalde_kpi 512>412\n"},
    {"a decision more, above the others",
     {{"beslissingen.csv", "referentie\n",
       "referentie\nvoorbeeld-2;5;;2026-01-10;motivering-aanvaard;;x\n"}},
     NULL,
     "voorbeeld-2 uitkomst beslissing-nodig>saldo-uitbetalen < beslissingen.csv:2 rij-nieuw\n"
     "voorbeeld-2 saldo 0,00>7.200,00 < beslissingen.csv:2 rij-nieuw\n"
     "voorbeeld-2 open 7.200,00>0,00 < beslissingen.csv:2 rij-nieuw\n"
     "voorbeeld-2 te_betalen 28.800,00>36.000,00 < beslissingen.csv:2 rij-nieuw\n"
     "voorbeeld-2 5 uitkomst beslissing-nodig>saldo-uitbetalen < beslissingen.csv:2 rij-nieuw\n"
     "voorbeeld-2 5 saldo 0,00>7.200,00 < beslissingen.csv:2 rij-nieuw\n"
     "voorbeeld-2 5 open 7.200,00>0,00 < beslissingen.csv:2 rij-nieuw\n"},
    {"another day, and a word that moves nothing",
     {{"kpi.csv", "een lesreeks", "geen lesreeks"}},
     "2026-01-31",
     "voorbeeld-3 uitkomst saldo-ingehouden>beslissing-nodig < beslissingen.csv:3 peildatum "
     "2026-03-31>2026-01-31\n"
     "voorbeeld-3 ingehouden 9.600,00>0,00 < beslissingen.csv:3 peildatum 2026-03-31>2026-01-31\n"
     "voorbeeld-3 open 0,00>9.600,00 < beslissingen.csv:3 peildatum 2026-03-31>2026-01-31\n"
     "voorbeeld-3 5 uitkomst saldo-ingehouden>beslissing-nodig < beslissingen.csv:3 peildatum "
     "2026-03-31>2026-01-31\n"
     "voorbeeld-3 5 ingehouden 9.600,00>0,00 < beslissingen.csv:3 peildatum "
     "2026-03-31>2026-01-31\n"
     "voorbeeld-3 5 open 0,00>9.600,00 < beslissingen.csv:3 peildatum 2026-03-31>2026-01-31\n"},
};

/* ---- a run in memory ---- */

static const struct run *run_of(const struct folder *folder, const char *as_of, const char *schemes,
                                struct arena *arena)
{
    const struct saldo_options options = {as_of, schemes};
    struct run_file files[OUT_COUNT + 1];
    struct saldo_dossier *dossier;
    struct outputs outputs;
    const struct run *run;
    const char *file;

    assert_int_equal(saldo_dossier_new(folder_path(folder, "dossier"), &options, &dossier),
                     SALDO_OK);
    assert_int_equal(outputs_make(dossier, &outputs), STATUS_OK);
    for (int i = 0; i < OUT_COUNT; i++)
        files[i] = (struct run_file){output_name((enum output)i), outputs.files[i].at,
                                     outputs.files[i].size};
    files[OUT_COUNT] =
        (struct run_file){OUTPUT_MANIFEST, outputs.manifest.at, outputs.manifest.size};
    assert_int_equal(run_load_files(files, OUT_COUNT + 1, arena, &run, &file), STATUS_OK);
    outputs_free(&outputs);
    saldo_dossier_free(dossier);
    return run;
}

static void print_value(FILE *stream, struct run_amount amount, const char *words)
{
    char text[MONEY_TEXT_BYTES];

    if (amount.known)
        text_format_money(amount.money, text);
    fputs(amount.known ? text : words, stream);
}

static void print_cause(FILE *stream, const struct diff_cause *cause)
{
    uint32_t line = cause->new_line > 0 ? cause->new_line : cause->old_line;

    fputs(" <", stream);
    if (*cause->file != '\0')
        fprintf(stream, " %s:%u", cause->file, line);
    if (cause->kind != DIFF_CELL)
        fprintf(stream, " %s", difference_word(cause->kind));
    else
        fprintf(stream, " %s", cause->column);
    if (cause->kind == DIFF_PARAMETER || cause->kind == DIFF_ASSUMPTION)
        fprintf(stream, " %s", cause->column);
    if (cause->kind != DIFF_ROW_ADDED && cause->kind != DIFF_ROW_GONE)
        fprintf(stream, " %s>%s", cause->old, cause->new);
}

static char *diff_text(const struct diff *diff)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);

    assert_non_null(stream);
    for (uint32_t i = 0; i < diff->move_count; i++) {
        const struct diff_move *move = &diff->moves[i];
        fprintf(stream, "%s %s%s%s%s%s ", move->beneficiary, move->action,
                *move->action == '\0' ? "" : " ", move->group, *move->group == '\0' ? "" : " ",
                move->column);
        print_value(stream, move->old, move->old_text);
        fputc('>', stream);
        print_value(stream, move->new, move->new_text);
        for (uint32_t j = 0; j < move->cause_count; j++)
            print_cause(stream, &diff->causes[diff->cause_of[move->first_cause + j]]);
        fputc('\n', stream);
    }
    assert_int_equal(fclose(stream), 0);
    return text;
}

static void test_row(void **state)
{
    const struct row *row = *state;
    struct arena *arena = arena_new();
    struct folder folder;
    const struct diff *diff;
    char path[256];

    folder_new(&folder);
    copy_fixture(&folder, "fixtures/nota", "dossier");
    const struct run *old = run_of(&folder, NULL, NULL, arena);
    for (size_t i = 0; i < 3 && row->changes[i].file != NULL; i++) {
        snprintf(path, sizeof path, "dossier/%s", row->changes[i].file);
        edit(&folder, path, row->changes[i].from, row->changes[i].to);
    }
    const struct run *new = run_of(&folder, row->as_of, NULL, arena);
    assert_int_equal(diff_runs(old, new, arena, &diff), STATUS_OK);
    char *text = diff_text(diff);
    assert_string_equal(text, row->expected);
    assert_int_equal(diff->unexplained, 0);
    free(text);
    folder_remove(&folder);
    arena_free(arena);
}

/* A value of the scheme: every move has it as its cause, with the passage, and no other. */
static void test_parameter(void **state)
{
    struct arena *arena = arena_new();
    struct folder folder;
    const struct diff *diff;
    char schemes[FOLDER_PATH_BYTES + 64];

    (void)state;
    folder_new(&folder);
    copy_fixture(&folder, "fixtures/nota", "dossier");
    copy_fixture(&folder, "formulas/schemes", "schemes");
    const struct run *old = run_of(&folder, NULL, NULL, arena);
    edit(&folder, "schemes/plan-samenleven-3.yaml", "waarde: 80 %", "waarde: 70 %");
    snprintf(schemes, sizeof schemes, "%s/schemes", folder.path);
    const struct run *new = run_of(&folder, NULL, schemes, arena);
    assert_int_equal(diff_runs(old, new, arena, &diff), STATUS_OK);
    assert_true(diff->move_count > 10);
    for (uint32_t i = 0; i < diff->move_count; i++) {
        const struct diff_cause *cause = &diff->causes[diff->cause_of[diff->moves[i].first_cause]];
        assert_int_equal(diff->moves[i].cause_count, 1);
        assert_int_equal(cause->kind, DIFF_PARAMETER);
        assert_string_equal(cause->column, "voorschot");
        assert_string_equal(cause->new, "70 %");
        assert_non_null(strstr(cause->passage, "80 procent"));
    }
    folder_remove(&folder);
    arena_free(arena);
}

/* An application that is gone: its amounts end, because of the row. */
static void test_gone(void **state)
{
    struct arena *arena = arena_new();
    struct folder folder;
    const struct diff *diff;

    (void)state;
    folder_new(&folder);
    copy_fixture(&folder, "fixtures/nota", "dossier");
    const struct run *old = run_of(&folder, NULL, NULL, arena);
    edit(&folder, "dossier/aanvragen.csv", "voorbeeld-1;5;;voortzetten;100;500;500;;1\n", "");
    edit(&folder, "dossier/kpi.csv", "voorbeeld-1;5;;tussentijds;2025-04-22;260;\n", "");
    edit(&folder, "dossier/kpi.csv", "voorbeeld-1;5;;eind;2025-10-08;512;\n", "");
    const struct run *new = run_of(&folder, NULL, NULL, arena);
    assert_int_equal(diff_runs(old, new, arena, &diff), STATUS_OK);
    char *text = diff_text(diff);
    assert_non_null(strstr(text, "voorbeeld-1 5 subsidie 30.000,00> < aanvragen.csv:2 rij-weg\n"));
    assert_non_null(
        strstr(text, "voorbeeld-1 subsidie 30.000,00>0,00 < aanvragen.csv:2 rij-weg\n"));
    assert_int_equal(diff->unexplained, 0);
    free(text);
    assert_int_equal(diff_runs(new, old, arena, &diff), STATUS_OK);
    text = diff_text(diff);
    assert_non_null(
        strstr(text, "voorbeeld-1 5 subsidie >30.000,00 < aanvragen.csv:2 rij-nieuw\n"));
    free(text);
    folder_remove(&folder);
    arena_free(arena);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_row, rows_of_nota);
    rows_add(rows, test_parameter, "a value of the scheme", NULL);
    rows_add(rows, test_gone, "an application that is gone", NULL);
    return rows_run(rows, "api/diff");
}
