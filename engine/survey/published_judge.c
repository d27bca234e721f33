/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "survey/published_answer.h"

/* One question while it is judged: its answers, and room for a composition. */
struct bench {
    const struct published_question *question;
    struct published_figure *figures;
    struct published_answers answers;
    struct composition_part parts[PUBLISHED_MOST_ANSWERS];
    struct count_range combined[PUBLISHED_MOST_ANSWERS];
    struct composition composition;
};

enum { NO_FIGURE = UINT32_MAX };

/* ---- one n ---- */

/* The counts that the figure by itself can stand for. Words do not bind. */
static struct count_range counts_of(const struct published_figure *figure, int64_t n,
                                    enum percent_rounding rounding)
{
    struct count_range counts = {0, n};

    if (figure->has_percent)
        counts = percent_counts(figure->percent, n, rounding);
    if (figure->count >= 0)
        counts = count_range_both(counts, (struct count_range){figure->count, figure->count});
    return count_range_both(counts, (struct count_range){0, n});
}

static void lay_out(struct bench *bench, int64_t n, enum percent_rounding rounding,
                    uint32_t without)
{
    const struct published_answers *answers = &bench->answers;

    for (size_t i = 0; i < answers->part_count; i++)
        bench->parts[i] = (struct composition_part){{0, n}, answers->parts[i].in};
    for (size_t c = 0; c < answers->combined_count; c++)
        bench->combined[c] = (struct count_range){0, n};
    for (uint32_t i = 0; i < bench->question->count; i++) {
        if (i == without)
            continue;
        struct count_range counts = counts_of(&bench->figures[i], n, rounding);
        if (answers->of[i].combined)
            bench->combined[answers->of[i].index] = counts;
        else
            bench->parts[answers->of[i].index].counts = counts;
    }
    bench->composition = (struct composition){
        bench->parts, answers->part_count, bench->combined, answers->combined_count,
        (struct count_range){bench->question->kind == PUBLISHED_ALL ? n : 0, n}};
}

/* Whether all figures but one can be true of n respondents at once. */
static bool fits_without(struct bench *bench, int64_t n, enum percent_rounding rounding,
                         uint32_t without)
{
    lay_out(bench, n, rounding, without);
    if (bench->question->kind != PUBLISHED_MANY)
        return composition_narrow(&bench->composition);
    for (size_t i = 0; i < bench->answers.part_count; i++)
        if (count_range_is_empty(bench->parts[i].counts))
            return false;
    return true;
}

/* ---- every n ---- */

static bool fits_somewhere(struct bench *bench, enum percent_rounding rounding, uint32_t without)
{
    for (int64_t n = bench->question->least; n <= bench->question->most; n++)
        if (fits_without(bench, n, rounding, without))
            return true;
    return false;
}

static bool is_alone_possible(const struct bench *bench, const struct published_figure *figure,
                              enum percent_rounding rounding)
{
    for (int64_t n = bench->question->least; n <= bench->question->most; n++)
        if (!count_range_is_empty(counts_of(figure, n, rounding)))
            return true;
    return false;
}

static enum published_verdict judge_alone(const struct bench *bench,
                                          const struct published_figure *figure)
{
    if (figure->count < 0 && !figure->has_percent)
        return PUBLISHED_IN_WORDS;
    if (is_alone_possible(bench, figure, PERCENT_HALF_UP))
        return PUBLISHED_POSSIBLE;
    return is_alone_possible(bench, figure, PERCENT_HALF_EVEN) ||
                   is_alone_possible(bench, figure, PERCENT_TRUNCATED)
               ? PUBLISHED_OTHERWISE
               : PUBLISHED_IMPOSSIBLE;
}

static bool is_in_words(const struct bench *bench)
{
    for (uint32_t i = 0; i < bench->question->count; i++)
        if (bench->figures[i].alone != PUBLISHED_IN_WORDS)
            return false;
    return true;
}

/* The first way of rounding in which all is possible decides. */
static void judge_together(struct bench *bench, struct published_question *out)
{
    for (int r = 0; r < PERCENT_ROUNDINGS; r++)
        if (fits_somewhere(bench, (enum percent_rounding)r, NO_FIGURE)) {
            out->rounding = (enum percent_rounding)r;
            out->verdict = is_in_words(bench)     ? PUBLISHED_IN_WORDS
                           : r == PERCENT_HALF_UP ? PUBLISHED_POSSIBLE
                                                  : PUBLISHED_OTHERWISE;
            return;
        }
    out->rounding = PERCENT_HALF_UP;
    out->verdict = PUBLISHED_IMPOSSIBLE;
}

/* Up to the population, so that an n above what is said to be possible shows too. */
static int64_t reach_of(const struct published_question *question)
{
    int64_t population = question->population < PUBLISHED_MOST_N ? question->population
                                                                 : PUBLISHED_MOST_N;

    return question->n_known || population < question->most ? question->most : population;
}

static enum status mark_fitting(struct bench *bench, struct published_question *out,
                                struct arena *arena)
{
    out->reach = reach_of(out);
    bool *fits = arena_alloc(arena, (size_t)out->reach + 1);

    if (fits == NULL)
        return STATUS_MEMORY;
    for (int64_t n = out->least; n <= out->reach; n++) {
        fits[n] = fits_without(bench, n, out->rounding, NO_FIGURE);
        if (n <= out->most && out->smallest == 0 && fits[n])
            out->smallest = n;
    }
    out->fits = fits;
    return STATUS_OK;
}

/* The percentages of a question whose answers are all there, each answer once. */
static void add_up(struct bench *bench, struct published_question *out)
{
    static const int64_t scale[] = {10000, 1000, 100, 10, 1};
    int64_t sum = 0;

    for (uint32_t i = 0; i < out->count; i++) {
        const struct published_figure *figure = &bench->figures[i];
        bool inside = !bench->answers.of[i].combined &&
                      bench->answers.parts[bench->answers.of[i].index].in != COMPOSITION_ALONE;
        if (inside)
            continue;
        if (!figure->has_percent && figure->count != 0)
            return;
        sum += figure->has_percent ? figure->percent.units * scale[figure->percent.decimals] : 0;
    }
    out->has_sum = out->kind == PUBLISHED_ALL;
    out->sum = sum;
}

static void find_disturbing(struct bench *bench)
{
    for (uint32_t i = 0; i < bench->question->count; i++)
        bench->figures[i].disturbs = fits_somewhere(bench, PERCENT_HALF_UP, i);
}

/* ---- counts and intervals ---- */

static enum status set_interval(struct published_figure *figure, int64_t population,
                                double confidence)
{
    struct proportion low = {figure->counts.low, figure->sample, population};
    struct proportion high = {figure->counts.high, figure->sample, population};
    struct interval wilson, exact;
    enum status status = stats_wilson(low, confidence, &figure->interval.wilson);

    if (status == STATUS_OK)
        status = stats_wilson(high, confidence, &wilson);
    if (status == STATUS_OK)
        status = stats_clopper_pearson(low, confidence, &figure->interval.exact);
    if (status == STATUS_OK)
        status = stats_clopper_pearson(high, confidence, &exact);
    if (status != STATUS_OK)
        return status;
    figure->interval.wilson.high = wilson.high;
    figure->interval.exact.high = exact.high;
    figure->interval.known = true;
    return STATUS_OK;
}

/* In a question that is possible, each figure with the others. */
static void set_counts_together(struct bench *bench, const struct published_question *question)
{
    if (!fits_without(bench, question->smallest, question->rounding, NO_FIGURE))
        return;
    for (uint32_t i = 0; i < question->count; i++) {
        struct published_figure *figure = &bench->figures[i];
        size_t index = bench->answers.of[i].index;
        figure->counts = bench->answers.of[i].combined ? bench->combined[index]
                                                       : bench->parts[index].counts;
        figure->sample = question->smallest;
        figure->has_counts = figure->alone != PUBLISHED_IN_WORDS;
    }
}

/* In one that is not, each figure by itself: only a published n says of how many. */
static void set_counts_alone(struct published_figure *figure, int64_t n)
{
    for (int r = 0; r < PERCENT_ROUNDINGS && figure->alone < PUBLISHED_IMPOSSIBLE; r++) {
        figure->counts = counts_of(figure, n, (enum percent_rounding)r);
        figure->sample = n;
        figure->has_counts = !count_range_is_empty(figure->counts);
        if (figure->has_counts)
            return;
    }
}

/* A fraction of a known n that is whole: "een op de zeven" of 7. */
static void set_counts_of_words(struct published_figure *figure, int64_t n)
{
    int64_t parts = n * figure->numerator;

    if (figure->alone != PUBLISHED_IN_WORDS || parts % figure->denominator != 0)
        return;
    figure->counts = (struct count_range){parts / figure->denominator, parts / figure->denominator};
    figure->sample = n;
    figure->has_counts = true;
}

static enum status set_figures(struct bench *bench, const struct published_question *question,
                               double confidence)
{
    enum status status = STATUS_OK;

    if (question->smallest != 0)
        set_counts_together(bench, question);
    for (uint32_t i = 0; i < question->count && status == STATUS_OK; i++) {
        struct published_figure *figure = &bench->figures[i];
        if (question->n_known && question->smallest == 0)
            set_counts_alone(figure, question->most);
        if (question->n_known)
            set_counts_of_words(figure, question->most);
        if (figure->has_counts)
            status = set_interval(figure, question->population, confidence);
    }
    return status;
}

static enum status judge_question(struct bench *bench, struct published_question *out,
                                  double confidence, struct arena *arena)
{
    for (uint32_t i = 0; i < out->count; i++)
        bench->figures[i].alone = judge_alone(bench, &bench->figures[i]);
    judge_together(bench, out);
    add_up(bench, out);
    enum status status = mark_fitting(bench, out, arena);
    if (status != STATUS_OK)
        return status;
    if (out->verdict == PUBLISHED_IMPOSSIBLE || out->verdict == PUBLISHED_OTHERWISE)
        find_disturbing(bench);
    return set_figures(bench, out, confidence);
}

enum status published_judge(struct published *published, double confidence, struct arena *arena)
{
    struct bench *bench = arena_alloc(arena, sizeof *bench);
    enum status status = bench == NULL ? STATUS_MEMORY : STATUS_OK;

    for (uint32_t i = 0; i < published->questions.count && status == STATUS_OK; i++) {
        struct published_question *question = &published->questions.items[i];
        struct published_clash clash;
        bench->question = question;
        bench->figures = published->figures.items + question->first;
        status = published_answers_of(published, question, &bench->answers, &clash)
                     ? judge_question(bench, question, confidence, arena)
                     : STATUS_INVALID;
    }
    return status;
}

/* ---- in words ---- */

const char *published_fitting(const struct published_question *question, bool beyond,
                              struct arena *arena)
{
    int64_t to = beyond ? question->reach : question->most;
    char *text = arena_alloc(arena, (size_t)(to + 1) * sizeof "1000, ");
    size_t length = 0;

    if (text == NULL)
        return NULL;
    for (int64_t n = beyond ? question->most + 1 : 1; n <= to; n++) {
        int64_t last = n;
        char one[64];
        if (!question->fits[n])
            continue;
        while (last < to && question->fits[last + 1])
            last++;
        last = last > n + 1 ? last : n; /* two in a row are written one by one */
        int wrote = snprintf(one, sizeof one, last > n ? "%s%lld-%lld" : "%s%lld",
                             length > 0 ? ", " : "", (long long)n, (long long)last);
        memcpy(text + length, one, (size_t)wrote);
        length += (size_t)wrote;
        n = last;
    }
    return text;
}
