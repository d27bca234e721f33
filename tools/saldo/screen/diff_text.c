/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saldo/screen/diff_text.h"

#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/diff/write.h"
#include "write/fold.h"
#include "write/screen.h"

#define _(text) gettext(text)

enum { CAUSE_INDENT = 6, CAUSE_BYTES = 16384 };

/* ---- a cause ---- */

static const char *or_none(const char *value)
{
    return *value == '\0' ? _("(empty)") : value;
}

/* "kpi.csv:3", or "kpi.csv:3 (was 2)" where the row moved. */
static void write_place(FILE *stream, const struct diff_cause *cause)
{
    uint32_t line = cause->new_line > 0 ? cause->new_line : cause->old_line;

    screen_print(stream, "%s:%u", cause->file, line);
    if (cause->old_line > 0 && cause->new_line > 0 && cause->old_line != cause->new_line)
        screen_print(stream, _(" (was %u)"), cause->old_line);
}

static void write_passage(FILE *stream, const struct diff_cause *cause)
{
    if (*cause->source != '\0')
        screen_print(stream, " [%s, %s]", cause->source, cause->passage);
}

static void write_cause(FILE *stream, const struct diff_cause *cause)
{
    switch (cause->kind) {
    case DIFF_CELL:
        write_place(stream, cause);
        screen_print(stream, " %s: %s → %s", cause->column, or_none(cause->old),
                     or_none(cause->new));
        return;
    case DIFF_ROW_ADDED:
        write_place(stream, cause);
        screen_print(stream, _(": new row: %s"), cause->new);
        return;
    case DIFF_ROW_GONE:
        write_place(stream, cause);
        screen_print(stream, _(": row gone: %s"), cause->old);
        return;
    case DIFF_PARAMETER:
        screen_print(stream, _("rule %s: %s → %s"), cause->column, or_none(cause->old),
                     or_none(cause->new));
        write_passage(stream, cause);
        return;
    case DIFF_ASSUMPTION:
        screen_print(stream, _("assumption %s: %s → %s"), cause->column, or_none(cause->old),
                     or_none(cause->new));
        write_passage(stream, cause);
        return;
    case DIFF_CUTOFF:
        screen_print(stream, "peildatum: %s → %s", cause->old, cause->new);
        if (*cause->file != '\0') {
            screen_print(stream, ", ");
            write_place(stream, cause);
        }
        return;
    case DIFF_SCHEME:
        screen_print(stream, _("scheme: %s → %s"), cause->old, cause->new);
        return;
    case DIFF_ENGINE:
        screen_print(stream, _("engine: saldo %s → %s"), cause->old, cause->new);
        return;
    }
}

static void print_cause(const struct diff_cause *cause)
{
    static char text[CAUSE_BYTES];
    FILE *stream = fmemopen(text, sizeof text, "w");

    if (stream == NULL)
        return;
    write_cause(stream, cause);
    fclose(stream);
    text[sizeof text - 1] = '\0';
    fold_text(stdout, text, 0, CAUSE_INDENT);
}

/* ---- moves ---- */

static void print_padded(const char *text, int width)
{
    int columns = fold_columns(text);

    screen_print(stdout, "%*s%s", width > columns ? width - columns : 0, "", text);
}

static void print_value(struct run_amount amount, const char *words)
{
    char text[MONEY_TEXT_BYTES];

    if (amount.known)
        text_format_money(amount.money, text);
    print_padded(amount.known ? text : *words == '\0' ? "-" : words, 18);
}

static void print_move(const struct diff_move *move)
{
    char change[MONEY_TEXT_BYTES + 1] = "+";
    struct run_amount difference = difference_of(move);

    screen_print(stdout, "    %-16s", move->column);
    print_value(move->old, move->old_text);
    screen_print(stdout, " → ");
    print_value(move->new, move->new_text);
    if (difference.known) {
        bool sign = difference.money.cents > 0;
        text_format_money(difference.money, change + sign);
        print_padded(change, 18);
    }
    fputc('\n', stdout);
}

static bool same_causes(const struct diff *diff, const struct diff_move *a,
                        const struct diff_move *b)
{
    return a->cause_count == b->cause_count &&
           memcmp(&diff->cause_of[a->first_cause], &diff->cause_of[b->first_cause],
                  a->cause_count * sizeof *diff->cause_of) == 0;
}

static bool same_row(const struct diff_move *a, const struct diff_move *b)
{
    return strcmp(a->beneficiary, b->beneficiary) == 0 && strcmp(a->action, b->action) == 0 &&
           strcmp(a->group, b->group) == 0;
}

static void print_causes(const struct diff *diff, const struct diff_move *move)
{
    if (move->cause_count == 0)
        screen_print(stdout, "%*s%s\n", CAUSE_INDENT, "", _("cause unknown"));
    for (uint32_t i = 0; i < move->cause_count; i++)
        print_cause(&diff->causes[diff->cause_of[move->first_cause + i]]);
}

static void print_heading(const struct diff_move *move, const struct diff_move *before)
{
    if (before == NULL || strcmp(before->beneficiary, move->beneficiary) != 0) {
        fputc('\n', stdout);
        screen_print(stdout, "%s", move->beneficiary);
        screen_print(stdout, ", ");
        screen_print(stdout, "%s", move->name);
        fputc('\n', stdout);
    }
    if (*move->action != '\0')
        screen_print(stdout, "  %s %s%s%s\n",
                     *move->action >= '0' && *move->action <= '9' ? "actie" : "stimulans",
                     move->action, *move->group == '\0' ? "" : ", ", move->group);
}

static void print_totals(const struct diff *diff)
{
    const struct run_totals *a = &diff->old->totals;
    const struct run_totals *b = &diff->new->totals;
    const struct {
        const char *column;
        struct money old, new;
    } totals[] = {{"toegekend", a->granted, b->granted},
                  {"stimulansen", a->incentives, b->incentives},
                  {"voorschot", a->advance, b->advance},
                  {"saldo", a->paid, b->paid},
                  {"ingehouden", a->withheld, b->withheld},
                  {"open", a->open, b->open},
                  {"terugvordering", a->recovery, b->recovery},
                  {"betaald", a->received, b->received},
                  {"te_betalen", a->due, b->due}};

    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        const struct diff_move move = {.column = totals[i].column,
                                       .old = {true, totals[i].old},
                                       .new = {true, totals[i].new},
                                       .old_text = "",
                                       .new_text = ""};
        if (totals[i].old.cents != totals[i].new.cents)
            print_move(&move);
    }
}

void diff_text_print(const struct diff *diff)
{
    unsigned long moved = diff->move_count;

    if (moved == 0) {
        screen_print(stdout,
                     ngettext("no amount moved; %lu change in what they were made from\n",
                              "no amount moved; %lu changes in what they were made from\n",
                              diff->cause_count),
                     (unsigned long)diff->cause_count);
        return;
    }
    screen_print(
        stdout,
        ngettext("%lu amount or outcome moved\n", "%lu amounts and outcomes moved\n", moved),
        moved);
    print_totals(diff);
    for (uint32_t i = 0; i < diff->move_count; i++) {
        const struct diff_move *move = &diff->moves[i];
        const struct diff_move *next = i + 1 < diff->move_count ? move + 1 : NULL;
        if (i == 0 || !same_row(move - 1, move))
            print_heading(move, i == 0 ? NULL : move - 1);
        print_move(move);
        if (next == NULL || !same_row(move, next) || !same_causes(diff, move, next))
            print_causes(diff, move);
    }
}
