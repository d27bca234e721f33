/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html/pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "report/html/chart.h"

static void money_value(struct chart_bar *bar, struct money money)
{
    char text[MONEY_TEXT_BYTES];

    text_format_money(money, text);
    snprintf(bar->value, sizeof bar->value, "%s%s", *text == '-' ? "\u2212" : "",
             text + (*text == '-'));
}

/* ---- granted, paid, due ---- */

struct step {
    enum html_word label;
    int64_t cents; /* a sum: where it stands; a step: how far it goes */
    bool sum;
    enum chart_tone tone;
};

static int64_t least(const struct step *steps, size_t count, int64_t *most)
{
    int64_t at = 0;
    int64_t lowest = 0;

    *most = 0;
    for (size_t i = 0; i < count; i++) {
        at = steps[i].sum ? steps[i].cents : at + steps[i].cents;
        lowest = at < lowest ? at : lowest;
        *most = at > *most ? at : *most;
    }
    return lowest;
}

static void draw_steps(const struct step *steps, size_t count, const struct html *h,
                       struct chart_bar *bars)
{
    int64_t most;
    int64_t lowest = least(steps, count, &most);
    int64_t at = 0;

    for (size_t i = 0; i < count; i++) {
        int64_t from = steps[i].sum ? 0 : at;
        at = steps[i].sum ? steps[i].cents : at + steps[i].cents;
        bars[i] = (struct chart_bar){.tone = steps[i].tone, .tick = CHART_NO_TICK};
        bars[i].from = chart_place((from < at ? from : at) - lowest, most - lowest);
        bars[i].to = chart_place((from < at ? at : from) - lowest, most - lowest);
        if (bars[i].to == bars[i].from && from != at) /* too small to see otherwise */
            bars[i].from -= bars[i].from < 2 ? bars[i].from : 2;
        chart_label(&bars[i], html_word(h, steps[i].label), 60);
        money_value(&bars[i], (struct money){steps[i].cents});
    }
}

void picture_of_money(const struct html *h)
{
    const struct run_totals *t = &h->run->totals;
    int64_t granted = t->granted.cents + t->incentives.cents;
    int64_t right = granted - t->withheld.cents - t->open.cents - t->recovery.cents;
    const struct step steps[] = {
        {W_GRANTED_ALL, granted, true, CHART_TOTAL},
        {W_WITHHELD, -t->withheld.cents, false, CHART_SHORT},
        {W_STILL_OPEN, -t->open.cents, false, CHART_QUIET},
        {W_RECOVERY, -t->recovery.cents, false, CHART_SHORT},
        {W_RIGHT, right, true, CHART_TOTAL},
        {W_RECEIVED, -t->received.cents, false, CHART_GOOD},
        {W_DUE, t->due.cents, true, CHART_TOTAL},
    };
    struct chart_bar bars[sizeof steps / sizeof *steps];

    draw_steps(steps, sizeof steps / sizeof *steps, h, bars);
    chart_write(h, &(struct chart){"v1", W_PICTURE_MONEY, W_PICTURE_MONEY_ABOUT}, bars,
                sizeof steps / sizeof *steps);
}

/* ---- how targets were met ---- */

static void bin_label(struct chart_bar *bar, size_t bin, const struct html *h)
{
    if (bin == 0)
        snprintf(bar->label, sizeof bar->label, "%s %d\u00a0%%", html_word(h, W_BELOW),
                 run_bin_ends[0]);
    else if (bin == RUN_BINS - 1)
        snprintf(bar->label, sizeof bar->label, "%d\u00a0%% %s", run_bin_ends[bin - 1],
                 html_word(h, W_OR_MORE));
    else
        snprintf(bar->label, sizeof bar->label, "%d %s %d\u00a0%%", run_bin_ends[bin - 1],
                 html_word(h, W_TO_BELOW), run_bin_ends[bin]);
}

void picture_of_attainment(const struct html *h, const struct run_sums *sums)
{
    struct chart_bar bars[RUN_BINS + 1];
    int64_t most = sums->unreported;

    for (size_t i = 0; i < RUN_BINS; i++)
        most = sums->bins[i] > most ? sums->bins[i] : most;
    for (size_t i = 0; i <= RUN_BINS; i++) {
        int64_t count = i == RUN_BINS ? sums->unreported : sums->bins[i];
        bars[i] = (struct chart_bar){.to = chart_place(count, most), .tick = CHART_NO_TICK};
        bars[i].tone = i == RUN_BINS                         ? CHART_QUIET
                       : i > 0 && run_bin_ends[i - 1] >= 100 ? CHART_GOOD
                                                             : CHART_SHORT;
        if (i == RUN_BINS)
            chart_label(&bars[i], html_word(h, W_NO_FINAL_REPORT), 60);
        else
            bin_label(&bars[i], i, h);
        text_format_count(count, bars[i].value);
    }
    chart_write(h, &(struct chart){"v2", W_PICTURE_ATTAINMENT, W_PICTURE_ATTAINMENT_ABOUT}, bars,
                sizeof bars / sizeof *bars);
}

/* ---- spending against what it takes ---- */

enum { SHORTFALLS = 9 };

/* Spending as a bar, what it takes as a tick, at a common scale of the two. */
static void spending_bar(struct chart_bar *bar, const char *label, struct money spending,
                         struct money required)
{
    char spent[MONEY_TEXT_BYTES];
    char needed[MONEY_TEXT_BYTES];
    int64_t most = spending.cents > required.cents ? spending.cents : required.cents;

    *bar = (struct chart_bar){.tone = spending.cents < required.cents ? CHART_SHORT : CHART_GOOD};
    chart_label(bar, label, 26);
    text_format_money(spending, spent);
    text_format_money(required, needed);
    snprintf(bar->value, sizeof bar->value, "%s / %s", spent, needed);
    bar->to = chart_place(spending.cents, most);
    bar->tick = chart_place(required.cents, most);
}

static int64_t shortfall(const struct html *h, uint32_t index)
{
    const struct run_beneficiary *b = &h->run->beneficiaries[index];
    const struct run_reading *reading = &b->chosen;

    return reading->shortfall.known && b->base.cents > 0 ? reading->shortfall.money.cents : 0;
}

/* The largest shortfalls, largest first, of equal ones the first of the run. */
static size_t largest(const struct html *h, uint32_t chosen[SHORTFALLS])
{
    size_t count = 0;

    for (uint32_t i = 0; i < h->run->beneficiary_count; i++) {
        int64_t mine = shortfall(h, i);
        size_t at = count;
        if (mine <= 0)
            continue;
        while (at > 0 && shortfall(h, chosen[at - 1]) < mine)
            at--;
        if (at == SHORTFALLS)
            continue;
        count += count < SHORTFALLS;
        memmove(chosen + at + 1, chosen + at, (count - 1 - at) * sizeof *chosen);
        chosen[at] = i;
    }
    return count;
}

void picture_of_spending(const struct html *h, const struct run_sums *sums)
{
    struct chart_bar bars[SHORTFALLS + 1];
    uint32_t chosen[SHORTFALLS];
    size_t count = largest(h, chosen);

    spending_bar(&bars[0], html_word(h, W_ALL_WITH_FIGURES), sums->spending, sums->required);
    for (size_t i = 0; i < count; i++) {
        const struct run_beneficiary *b = &h->run->beneficiaries[chosen[i]];
        spending_bar(&bars[i + 1], b->name, b->spending.money, b->chosen.required);
    }
    chart_write(h, &(struct chart){"v3", W_PICTURE_SPENDING, W_PICTURE_SPENDING_ABOUT}, bars,
                count + 1);
}

/* ---- promised against reached ---- */

static void action_bar(const struct html *h, struct chart_bar *bar, const struct run_group *group,
                       const struct run_action *action, const struct run_sum *sum)
{
    char achieved[COUNT_TEXT_BYTES];
    char due[COUNT_TEXT_BYTES];
    char percent[HTML_PERCENT_BYTES];
    char label[512];

    snprintf(label, sizeof label, "%s %s", action->number,
             *group->group == '\0' ? action->name : group->group);
    *bar = (struct chart_bar){.tone = sum->achieved < sum->due ? CHART_SHORT : CHART_GOOD};
    chart_label(bar, label, 26);
    html_percent_text(sum->achieved, sum->due, percent);
    text_format_count(sum->achieved, achieved);
    text_format_count(sum->due, due);
    snprintf(bar->value, sizeof bar->value, "%s %s %s, %s", achieved, html_word(h, W_OF), due,
             percent);
    /* what was promised is at two thirds, so that half as much again still fits */
    bar->tick = CHART_WIDTH * 2 / 3;
    bar->to = chart_place((__int128)sum->achieved * 2, (__int128)sum->due * 3);
}

enum status picture_of_actions(const struct html *h, const struct run_sums *sums)
{
    const struct run *run = h->run;
    struct chart_bar *bars = calloc(run->group_count + (size_t)1, sizeof *bars);
    size_t count = 0;

    if (bars == NULL)
        return STATUS_MEMORY;
    for (uint32_t a = 0; a < run->action_count; a++)
        for (uint32_t g = 0; g < run->actions[a].group_count; g++) {
            uint32_t group = run->actions[a].first_group + g;
            if (sums->groups[group].due > 0)
                action_bar(h, &bars[count++], &run->groups[group], &run->actions[a],
                           &sums->groups[group]);
        }
    chart_write(h, &(struct chart){"v4", W_PICTURE_ACTIONS, W_PICTURE_ACTIONS_ABOUT}, bars, count);
    free(bars);
    return STATUS_OK;
}
