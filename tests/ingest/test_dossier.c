/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/dossier/dossier.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/folder.h"
#include "support/found.h"
#include "support/random.h"
#include "support/rows.h"

struct loaded {
    struct arena *arena;
    struct diag_list *diags;
    struct dossier *dossier;
    enum status status;
};

static struct loaded load(const char *path, const struct dossier_options *options)
{
    struct loaded loaded = {.arena = arena_new(), .diags = diag_list_new()};

    assert_non_null(loaded.arena);
    assert_non_null(loaded.diags);
    loaded.status = dossier_load(path, options, loaded.arena, loaded.diags, &loaded.dossier);
    return loaded;
}

static void unload(struct loaded *loaded)
{
    dossier_free(loaded->dossier);
    diag_list_free(loaded->diags);
    arena_free(loaded->arena);
}

/* ---- random order of rows and columns ---- */

enum { MOST_ROWS = 2000, MOST_COLUMNS = 16 };

static void shuffle(uint32_t *order, uint32_t count, uint64_t *seed)
{
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = (uint32_t)random_below(seed, i);
        uint32_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* Cuts text at the separators that stand outside quotes. */
static uint32_t split(char *text, char separator, char **parts, uint32_t most)
{
    uint32_t count = 0;
    bool quoted = false;

    parts[count++] = text;
    for (char *p = text; *p != '\0'; p++) {
        quoted ^= *p == '"';
        if (*p != separator || quoted)
            continue;
        assert_true(count < most);
        *p = '\0';
        parts[count++] = p + 1;
    }
    return count;
}

static void cut_cr(char *row)
{
    size_t length = strlen(row);

    if (length > 0 && row[length - 1] == '\r')
        row[length - 1] = '\0';
}

static void shuffle_table(const struct folder *folder, const char *name, uint64_t *seed)
{
    char *text = folder_read(folder_path(folder, name), NULL);
    char *rows[MOST_ROWS];
    char *cells[MOST_COLUMNS];
    uint32_t row_order[MOST_ROWS];
    uint32_t column_order[MOST_COLUMNS];
    char *out_text = NULL;
    size_t size;
    FILE *out = open_memstream(&out_text, &size);
    char *first = strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;

    assert_non_null(out);
    uint32_t count = split(first, '\n', rows, MOST_ROWS) - 1; /* behind the last line end: none */
    shuffle(row_order + 1, count - 1, seed);
    for (uint32_t i = 0; i < count; i++) {
        char *row = rows[i == 0 ? 0 : 1 + row_order[i]];
        cut_cr(row);
        uint32_t columns = split(row, ';', cells, MOST_COLUMNS);
        if (i == 0)
            shuffle(column_order, columns, seed);
        for (uint32_t c = 0; columns > 1 && c < columns; c++) /* not of a blank line */
            fprintf(out, "%s%s", c == 0 ? "" : ";", cells[column_order[c]]);
        fputc('\n', out);
    }
    fclose(out);
    folder_write(folder, name, out_text, size);
    free(out_text);
    free(text);
}

/* Everything in the arrays but the line numbers. */
static void dump_rows(const struct dossier *d, FILE *out)
{
    for (uint32_t i = 0; i < d->beneficiaries.count; i++) {
        const struct beneficiary *b = &d->beneficiaries.items[i];
        fprintf(out, "b %s %s %s %s %d | %u %u %u %u %u %u %u %u %u %u %u %u\n", b->id, b->name,
                b->nis, b->kbo, (int)b->kind, b->first_application, b->application_count,
                b->first_member, b->member_count, b->first_incentive, b->incentive_count,
                b->first_decision, b->decision_count, b->first_payment, b->payment_count,
                b->first_spending, b->spending_count);
    }
    for (uint32_t i = 0; i < d->members.count; i++) {
        const struct member *m = &d->members.items[i];
        fprintf(out, "m %u %s %s %lld\n", m->beneficiary, m->municipality->nis, m->name,
                (long long)m->inhabitants);
    }
    for (uint32_t i = 0; i < d->applications.count; i++) {
        const struct application *a = &d->applications.items[i];
        fprintf(out, "a %u %s %s %d %lld %lld %lld %lld %lld | %u %u %u %u %u %u\n", a->beneficiary,
                a->action->number_text, a->group->id, (int)a->choice, (long long)a->baseline,
                (long long)a->target, (long long)a->last_year,
                (long long)(a->has_price ? a->price.cents : -1), (long long)a->priority,
                a->first_grant, a->grant_count, a->first_report, a->report_count, a->first_decision,
                a->decision_count);
    }
}

static void dump_events(const struct dossier *d, FILE *out)
{
    for (uint32_t i = 0; i < d->grants.count; i++) {
        const struct grant_row *g = &d->grants.items[i];
        fprintf(out, "g %u %lld %d %s\n", g->application, (long long)g->amount.cents, g->date.days,
                g->act);
    }
    for (uint32_t i = 0; i < d->incentives.count; i++) {
        const struct incentive_row *s = &d->incentives.items[i];
        fprintf(out, "i %u %s %lld | %u %u\n", s->beneficiary, s->incentive->id,
                (long long)(s->has_amount ? s->amount.cents : -1), s->first_decision,
                s->decision_count);
    }
    for (uint32_t i = 0; i < d->reports.count; i++) {
        const struct report_row *r = &d->reports.items[i];
        fprintf(out, "r %u %d %d %lld %s\n", r->application, (int)r->moment, r->date.days,
                (long long)r->achieved, r->motivation);
    }
    for (uint32_t i = 0; i < d->decisions.count; i++) {
        const struct decision_row *e = &d->decisions.items[i];
        fprintf(out, "d %u %u %u %d %d %lld %s\n", e->application, e->incentive, e->beneficiary,
                (int)e->kind, e->date.days, (long long)(e->has_amount ? e->amount.cents : -1),
                e->reference);
    }
    for (uint32_t i = 0; i < d->payments.count; i++) {
        const struct payment_row *p = &d->payments.items[i];
        fprintf(out, "p %u %d %d %lld %s\n", p->beneficiary, (int)p->kind, p->date.days,
                (long long)p->amount.cents, p->reference);
    }
    for (uint32_t i = 0; i < d->spending.count; i++) {
        const struct spending_row *s = &d->spending.items[i];
        fprintf(out, "s %u %s %s %s %d %d %lld %s %d\n", s->beneficiary, s->nis, s->code, s->action,
                s->fiscal_year, s->quarter, (long long)s->amount.cents, s->source, s->manual);
    }
}

static char *dump(const struct dossier *dossier)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    dump_rows(dossier, out);
    dump_events(dossier, out);
    fclose(out);
    return text;
}

static const enum dossier_file tables[] = {FILE_BENEFICIARIES, FILE_MEMBERS,    FILE_APPLICATIONS,
                                           FILE_GRANTS,        FILE_INCENTIVES, FILE_REPORTS,
                                           FILE_DECISIONS,     FILE_PAYMENTS,   FILE_SPENDING};

static void test_any_order(void **state)
{
    struct dossier_options options = {0};
    struct folder folder;
    uint64_t seed = 20260331;

    (void)state;
    folder_new(&folder);
    folder_copy_source(&folder, "fixtures/oproep-3");
    struct loaded first = load(folder.path, &options);
    assert_int_equal(first.status, STATUS_OK);
    char *want = dump(first.dossier);
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
            shuffle_table(&folder, dossier_file_name(tables[i]), &seed);
        struct loaded again = load(folder.path, &options);
        assert_int_equal(again.status, STATUS_OK);
        char *have = dump(again.dossier);
        assert_int_equal(diag_count(again.diags), diag_count(first.diags));
        assert_true(strcmp(have, want) == 0);
        free(have);
        unload(&again);
    }
    free(want);
    unload(&first);
    folder_remove(&folder);
}

/* ---- folders and schemes ---- */

static void test_no_folder(void **state)
{
    struct dossier_options options = {0};
    struct loaded loaded = load("absent", &options);

    (void)state;
    assert_int_equal(loaded.status, STATUS_IO);
    assert_int_equal(errno, ENOENT);
    unload(&loaded);
    dossier_free(NULL);
}

static void test_empty_folder(void **state)
{
    struct dossier_options options = {0};
    struct folder folder;

    (void)state;
    folder_new(&folder);
    struct loaded loaded = load(folder.path, &options);
    char *found = found_text(loaded.diags);
    assert_int_equal(loaded.status, STATUS_INVALID);
    assert_string_equal(found,
                        "0:0 BESTAND-ONTBREEKT; 0:0 BESTAND-ONTBREEKT; 0:0 BESTAND-ONTBREEKT");
    free(found);
    unload(&loaded);
    folder_remove(&folder);
}

static void test_cutoff(void **state)
{
    struct date cutoff;
    struct dossier_options options = {.cutoff = &cutoff};

    (void)state;
    assert_int_equal(date_from_civil(2025, 6, 30, &cutoff), STATUS_OK);
    struct loaded loaded = load(SALDO_SOURCE_DIR "/fixtures/nota", &options);
    assert_int_equal(loaded.status, STATUS_OK);
    assert_int_equal(date_compare(loaded.dossier->config.cutoff, cutoff), 0);
    unload(&loaded);
}

static void test_position(void **state)
{
    struct dossier_options options = {0};
    struct loaded loaded = load(SALDO_SOURCE_DIR "/fixtures/nota", &options);
    struct source_pos pos = dossier_pos(loaded.dossier, FILE_REPORTS, 4, "moment");

    (void)state;
    assert_string_equal(pos.file, "kpi.csv");
    assert_int_equal(pos.line, 4);
    assert_int_equal(pos.column, 4);
    assert_int_equal(dossier_pos(loaded.dossier, FILE_REPORTS, 4, "").column, 0);
    assert_int_equal(dossier_pos(loaded.dossier, FILE_SPENDING, 4, "nis").column, 0);
    unload(&loaded);
}

/* In a folder of the user's: found there first; under another name, broken, or a folder. */
static void write_scheme(const struct folder *schemes, const char *from, const char *to)
{
    char path[FOLDER_PATH_BYTES];
    size_t size;

    snprintf(path, sizeof path, "%s/formulas/schemes/%s", SALDO_SOURCE_DIR, from);
    char *bytes = folder_read(path, &size);
    folder_write(schemes, to, bytes, size);
    free(bytes);
}

static void check_scheme(const char *folder, enum status status, bool own, const char *findings)
{
    struct dossier_options options = {.scheme_folder = folder};
    struct loaded loaded = load(SALDO_SOURCE_DIR "/fixtures/nota", &options);
    char *found = found_text(loaded.diags);

    assert_int_equal(loaded.status, status);
    assert_int_equal(loaded.dossier->own_scheme, own);
    if (findings != NULL)
        assert_string_equal(found, findings);
    free(found);
    unload(&loaded);
}

static void test_own_scheme(void **state)
{
    struct folder schemes;

    (void)state;
    folder_new(&schemes);
    check_scheme(schemes.path, STATUS_OK, false, "");
    write_scheme(&schemes, "plan-samenleven-3.yaml", "plan-samenleven-3.yaml");
    check_scheme(schemes.path, STATUS_OK, true, "");
    write_scheme(&schemes, "plan-samenleven-2.yaml", "plan-samenleven-3.yaml");
    check_scheme(schemes.path, STATUS_INVALID, true, NULL);
    folder_write_text(&schemes, "plan-samenleven-3.yaml", "regeling: [\n");
    check_scheme(schemes.path, STATUS_INVALID, true, NULL);
    folder_remove(&schemes);
    check_scheme(schemes.path, STATUS_INVALID, false, NULL);
}

static void test_scheme_is_a_folder(void **state)
{
    struct folder schemes;

    (void)state;
    folder_new(&schemes);
    assert_int_equal(mkdirat(schemes.fd, "plan-samenleven-3.yaml", 0777), 0);
    check_scheme(schemes.path, STATUS_INVALID, false, "0:0 GEEN-BESTAND");
    folder_remove(&schemes);
}

static void test_unknown_files(void **state)
{
    struct dossier_options options = {0};
    struct folder folder;

    (void)state;
    folder_new(&folder);
    folder_copy_source(&folder, "fixtures/nota");
    folder_write_text(&folder, ".hidden", "");
    folder_write_text(&folder, "README.txt", "");
    struct loaded loaded = load(folder.path, &options);
    assert_int_equal(loaded.status, STATUS_OK);
    assert_int_equal(diag_count(loaded.diags), 0);
    unload(&loaded);
    folder_write_text(&folder, "kpis.csv", "");
    loaded = load(folder.path, &options);
    assert_int_equal(loaded.status, STATUS_OK);
    assert_int_equal(diag_count(loaded.diags), 1);
    assert_int_equal(diag_at(loaded.diags, 0)->finding, FINDING_FILE_UNKNOWN);
    assert_string_equal(diag_at(loaded.diags, 0)->pos.file, "kpis.csv");
    unload(&loaded);
    folder_remove(&folder);
}

int main(void)
{
    struct rows *rows = rows_new();

    rows_add(rows, test_any_order, "any order of rows and columns gives the same arrays", NULL);
    rows_add(rows, test_no_folder, "no folder", NULL);
    rows_add(rows, test_empty_folder, "an empty folder", NULL);
    rows_add(rows, test_cutoff, "another cut-off date", NULL);
    rows_add(rows, test_position, "where a field stands", NULL);
    rows_add(rows, test_own_scheme, "a scheme of the user's own", NULL);
    rows_add(rows, test_scheme_is_a_folder, "a folder with the name of a scheme", NULL);
    rows_add(rows, test_unknown_files, "files that saldo does not know", NULL);
    return rows_run(rows, "ingest/dossier");
}
