/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/screen/summary.h"

#include <errno.h>
#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/dossier_api.h"
#include "saldo/screen/print.h"
#include "settle/assumptions.h"
#include "write/fold.h"
#include "write/json.h"
#include "write/screen.h"

#define _(text) gettext(text)
#define N_(text) text

enum { SHOWN = 5 }; /* of what waits for a decision */

/* ---- what waits for a decision ---- */

struct open_row {
    const char *beneficiary;
    const char *action; /* number, id of an incentive, or "" for the financial control */
    const char *group;
    const struct line *line; /* NULL: not an application */
    struct money amount;     /* balance that waits, or the shortfall */
};

struct open_rows {
    VECTOR(struct open_row) rows;
    enum status status;
};

static void add_row(struct open_rows *open, struct open_row row)
{
    if (open->status == STATUS_OK)
        open->status = VECTOR_PUSH(&open->rows, row);
}

static void find_lines(const struct settlement *s, struct open_rows *open)
{
    for (uint32_t i = 0; i < s->dossier->applications.count; i++) {
        const struct line *line = &s->lines[i];
        const struct application *row = line->application;
        if (line->balance.outcome == OUTCOME_DECISION_NEEDED)
            add_row(open, (struct open_row){s->dossier->beneficiaries.items[row->beneficiary].id,
                                            row->action->number_text, row->group->id, line,
                                            line->balance.open});
    }
    for (uint32_t i = 0; i < s->dossier->incentives.count; i++) {
        const struct incentive_line *line = &s->incentives[i];
        if (line->balance.outcome == OUTCOME_DECISION_NEEDED)
            add_row(open,
                    (struct open_row){s->dossier->beneficiaries.items[line->row->beneficiary].id,
                                      line->row->incentive->id, "", NULL, line->balance.open});
    }
}

static struct money shortfall(const struct settlement *s, const struct beneficiary_line *line)
{
    return line->matching.reading[s->dossier->config.chosen[ASSUMPTION_MATCHING]].shortfall;
}

static void find_accounts(const struct settlement *s, struct open_rows *open)
{
    for (uint32_t i = 0; i < s->dossier->beneficiaries.count; i++) {
        const struct beneficiary_line *line = &s->beneficiaries[i];
        if (line->accounts == ACCOUNTS_DECISION_NEEDED)
            add_row(open,
                    (struct open_row){line->beneficiary->id, "", "", NULL,
                                      line->has_spending ? shortfall(s, line) : (struct money){0}});
    }
}

/* Largest amount first; then as in the files. */
static int compare_rows(const void *left, const void *right)
{
    const struct open_row *a = left;
    const struct open_row *b = right;
    int order = money_compare(b->amount, a->amount);

    if (order == 0)
        order = strcmp(a->beneficiary, b->beneficiary);
    if (order == 0)
        order = strcmp(a->action, b->action);
    return order == 0 ? strcmp(a->group, b->group) : order;
}

static struct open_rows find_open(const struct settlement *s)
{
    struct open_rows open = {.status = STATUS_OK};

    find_lines(s, &open);
    find_accounts(s, &open);
    if (open.rows.count > 1)
        qsort(open.rows.items, open.rows.count, sizeof *open.rows.items, compare_rows);
    return open;
}

/* ---- for people ---- */

static bool has_colours(void)
{
    const char *terminal = getenv("TERM");
    const char *refused = getenv("NO_COLOR");

    return isatty(STDOUT_FILENO) && (refused == NULL || *refused == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

/* The number of a colour for a terminal; "": none, "0": back to that of the others. */
static void put_colour(const char *number)
{
    if (*number != '\0')
        screen_print(stdout, "\033[%sm", number);
}

/* Bold yellow: a person must act; red: money comes back; green: money goes out. */
static const char *colour_of(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_DECISION_NEEDED:
        return "1;33";
    case OUTCOME_RECOVERY:
    case OUTCOME_WITHHELD:
        return "31";
    case OUTCOME_PAY_BALANCE:
        return "32";
    default:
        return "";
    }
}

static void print_totals(const struct saldo_totals *t)
{
    const struct {
        const char *name;
        int64_t cents;
        const char *beside;
        int64_t beside_cents;
    } rows[] = {{"toegekend", t->granted_cents, "te_betalen", t->due_cents},
                {"stimulansen", t->incentive_cents, "  uit te betalen", t->payable_cents},
                {"voorschot", t->advance_cents, "  terug te vragen", t->claimable_cents},
                {"saldo", t->balance_cents, "betaald", t->received_cents},
                {"ingehouden", t->withheld_cents, "terugvordering", t->recovery_cents},
                {"open", t->open_cents, NULL, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        screen_print(stdout, "  %-12s%20s", rows[i].name, belgian(rows[i].cents));
        if (rows[i].beside != NULL)
            screen_print(stdout, "   %-18s%20s", rows[i].beside, belgian(rows[i].beside_cents));
        screen_print(stdout, "\n");
    }
}

static void print_outcomes(const struct saldo_totals *totals, bool colours)
{
    unsigned shown = 0;

    for (unsigned i = 0; i < sizeof totals->outcomes / sizeof *totals->outcomes; i++) {
        const char *colour = colours ? colour_of((enum outcome)i) : "";
        if (totals->outcomes[i] == 0)
            continue;
        if (shown % 3 == 0)
            fputc('\n', stdout);
        screen_print(stdout, "  ");
        put_colour(colour);
        screen_print(stdout, "%-16s%7u", saldo_outcome_name(i), totals->outcomes[i]);
        put_colour(*colour == '\0' ? "" : "0");
        shown++;
    }
    if (shown > 0)
        fputc('\n', stdout);
}

static void print_padded(const char *text, int width)
{
    int columns = fold_columns(text);

    screen_print(stdout, "%s", text);
    screen_print(stdout, "%*s", columns < width ? width - columns : 1, "");
}

static void print_open_row(const struct open_row *row)
{
    char what[3 * LIMIT_KEY_BYTES];
    char numbers[64] = "";

    if (row->line != NULL)
        snprintf(numbers, sizeof numbers, "%lld / %lld", (long long)row->line->achieved,
                 (long long)row->line->grant.target);
    else if (*row->action == '\0')
        snprintf(numbers, sizeof numbers, "%s", _("shortfall"));
    snprintf(what, sizeof what, "%s%s%s%s%s", row->beneficiary, *row->action == '\0' ? "" : " ",
             row->action, *row->group == '\0' ? "" : " ", row->group);
    screen_print(stdout, "  ");
    print_padded(what, 42);
    print_padded(numbers, 18);
    screen_print(stdout, "%16s\n", belgian(row->amount.cents));
}

static void print_open(const struct open_rows *open)
{
    uint32_t count = open->rows.count;

    if (count == 0)
        return;
    screen_print(
        stdout,
        ngettext("\n%u decision to take:\n", "\n%u decisions to take, the largest first:\n", count),
        count);
    for (uint32_t i = 0; i < count && i < SHOWN; i++)
        print_open_row(&open->rows.items[i]);
    if (count > SHOWN)
        screen_print(stdout,
                     _("  and %u more: beslissing-nodig in afrekening.csv, stimulansen.csv,\n"
                       "  begunstigden.csv\n"),
                     count - SHOWN);
}

/* A word of a command that people copy: in quotes where the shell would make something else of
 * it. Names come from the dossier. */
static void print_word(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-+,:@%=";

    if (*word != '\0' && word[strspn(word, plain)] == '\0') {
        screen_print(stdout, "%s", word);
        return;
    }
    fputc('\'', stdout);
    while (*word != '\0') {
        size_t plain_bytes = strcspn(word, "'");
        screen_text(stdout, (struct text){word, plain_bytes});
        word += plain_bytes;
        if (*word == '\'') {
            screen_print(stdout, "'\\''");
            word++;
        }
    }
    fputc('\'', stdout);
}

static void print_next(const struct open_rows *open, const char *run)
{
    screen_print(stdout, _("\nwritten: %s\n"), run);
    if (open->rows.count > 0) {
        const struct open_row *row = &open->rows.items[0];
        const char *const words[] = {run, row->beneficiary, row->action, row->group};
        screen_print(stdout, _("why:     saldo explain"));
        for (size_t i = 0; i < sizeof words / sizeof *words && *words[i] != '\0'; i++) {
            fputc(' ', stdout);
            print_word(words[i]);
        }
        fputc('\n', stdout);
    }
    screen_print(stdout, _("to read: saldo report "));
    print_word(run);
    screen_print(stdout, " --format html\n");
}

void summary_print(const struct saldo_dossier *dossier, const char *run)
{
    struct saldo_totals totals;
    char cutoff[DATE_TEXT_BYTES];

    if (saldo_totals_of(dossier, &totals) != SALDO_OK)
        return;
    struct open_rows open = find_open(dossier->settlement);
    date_format(dossier->dossier->config.cutoff, cutoff);
    screen_print(stdout, _("%u beneficiaries, %u applications, %u incentives; peildatum %s\n\n"),
                 totals.beneficiaries, totals.applications, totals.incentives, cutoff);
    print_totals(&totals);
    print_outcomes(&totals, has_colours());
    print_open(&open);
    print_next(&open, run);
    free(open.rows.items);
}

/* ---- for machines ---- */

static void json_totals(struct json *json, const struct saldo_totals *totals)
{
    const struct {
        const char *name;
        int64_t cents;
    } amounts[] = {
        {"toegekend", totals->granted_cents},        {"stimulansen", totals->incentive_cents},
        {"voorschot", totals->advance_cents},        {"saldo", totals->balance_cents},
        {"ingehouden", totals->withheld_cents},      {"open", totals->open_cents},
        {"terugvordering", totals->recovery_cents},  {"betaald", totals->received_cents},
        {"te_betalen", totals->due_cents},           {"uit_te_betalen", totals->payable_cents},
        {"terug_te_vragen", totals->claimable_cents}};

    json_key(json, "totalen");
    json_open(json, '{');
    json_member_count(json, "begunstigden", totals->beneficiaries);
    json_member_count(json, "aanvragen", totals->applications);
    json_member_count(json, "stimulansen_aantal", totals->incentives);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        json_member_money(json, amounts[i].name, (struct money){amounts[i].cents});
    json_key(json, "uitkomsten");
    json_open(json, '{');
    for (unsigned i = 0; i < sizeof totals->outcomes / sizeof *totals->outcomes; i++)
        json_member_count(json, saldo_outcome_name(i), totals->outcomes[i]);
    json_close(json, '}');
    json_close(json, '}');
}

static void json_open_rows(struct json *json, const struct open_rows *open)
{
    json_key(json, "te_beslissen");
    json_open(json, '[');
    for (uint32_t i = 0; i < open->rows.count; i++) {
        const struct open_row *row = &open->rows.items[i];
        json_line(json);
        json_open(json, '{');
        json_member_text(json, "begunstigde", row->beneficiary);
        json_member_text(json, "actie", row->action);
        json_member_text(json, "doelgroep", row->group);
        json_member_money(json, *row->action == '\0' ? "tekort" : "open", row->amount);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void json_findings(struct json *json, const struct saldo_dossier *dossier)
{
    json_key(json, "bevindingen");
    json_open(json, '{');
    json_member_count(json, "waarschuwing",
                      (int64_t)saldo_finding_count_of(dossier, SALDO_FOUND_WARNING));
    json_member_count(json, "info", (int64_t)saldo_finding_count_of(dossier, SALDO_FOUND_INFO));
    json_close(json, '}');
}

/* A path is bytes; JSON holds text: null when it is none. */
static void json_path(struct json *json, const char *key, const char *path)
{
    size_t size = 1;

    for (const char *at = path; *at != '\0' && size > 0; at += size)
        size = text_character(at, strlen(at));
    json_member_text(json, key, size > 0 ? path : NULL);
}

static void json_summary(struct json *json, const struct saldo_dossier *dossier,
                         const struct saldo_totals *totals, const struct open_rows *open,
                         const char *run)
{
    json_open(json, '{');
    json_member_text(json, "schema", "saldo-samenvatting/1");
    json_member_text(json, "motor", saldo_version());
    json_path(json, "run", run);
    json_member_text(json, "regeling", dossier->settlement->scheme->id);
    json_member_date(json, "peildatum", dossier->dossier->config.cutoff);
    json_totals(json, totals);
    json_open_rows(json, open);
    json_findings(json, dossier);
    json_close(json, '}');
}

int summary_json(const struct saldo_dossier *dossier, const char *run)
{
    struct saldo_totals totals;
    struct out *out = out_fd_new(STDOUT_FILENO);
    struct json json = {.out = out};

    if (out == NULL || saldo_totals_of(dossier, &totals) != SALDO_OK)
        return SALDO_RESOURCES;
    struct open_rows open = find_open(dossier->settlement);
    json_summary(&json, dossier, &totals, &open, run);
    out_char(out, '\n');
    free(open.rows.items);
    if (out_finish(out) != STATUS_OK)
        return stdout_failed();
    if (open.status != STATUS_OK)
        print_error("%s", _("no memory"));
    return open.status == STATUS_OK ? SALDO_OK : SALDO_RESOURCES;
}
