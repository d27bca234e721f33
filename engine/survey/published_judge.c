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
    bool is_whole; /* the figures are each an answer or several, and add up to 100 */
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

/* ---- largest remainder ---- */

/* Lays the figures out for one threshold: above it a rest went up, below it down. */
static bool fits_threshold(struct bench *bench, int64_t n, int64_t threshold)
{
    const struct published_answers *answers = &bench->answers;

    lay_out(bench, n, PERCENT_HALF_UP, NO_FIGURE);
    for (uint32_t i = 0; i < bench->question->count; i++) {
        const struct published_figure *figure = &bench->figures[i];
        struct count_range counts = {0, n};
        if (figure->has_percent)
            counts = percent_counts_by_rest(figure->percent, n, threshold);
        if (figure->count >= 0)
            counts = count_range_both(counts, (struct count_range){figure->count, figure->count});
        if (answers->of[i].combined)
            bench->combined[answers->of[i].index] = counts;
        else
            bench->parts[answers->of[i].index].counts = counts;
    }
    bench->composition.total = (struct count_range){n, n};
    return composition_narrow(&bench->composition);
}

static void widen(struct count_range *hull, struct count_range counts, bool first)
{
    hull->low = first || counts.low < hull->low ? counts.low : hull->low;
    hull->high = first || counts.high > hull->high ? counts.high : hull->high;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    return b == 0 ? a : common_divisor(b, a % b);
}

/* Whether the figures are what largest remainder makes of some counts of n. Some rest is the last
 * that went up, so every threshold is tried; rests are multiples of what n and the whole share.
 * Leaves the counts that any of them allows. */
static bool fits_largest_remainder(struct bench *bench, int64_t n)
{
    static const int64_t whole[] = {100, 1000, 10000, 100000, 1000000};
    struct composition_part parts[PUBLISHED_MOST_ANSWERS];
    struct count_range combined[PUBLISHED_MOST_ANSWERS];
    const struct published_answers *answers = &bench->answers;
    int64_t step = common_divisor(whole[bench->figures[0].percent.decimals], n);
    bool any = false;

    for (int64_t threshold = step; threshold < n; threshold += step) {
        if (!fits_threshold(bench, n, threshold))
            continue;
        for (size_t i = 0; i < answers->part_count; i++)
            widen(&parts[i].counts, bench->parts[i].counts, !any);
        for (size_t c = 0; c < answers->combined_count; c++)
            widen(&combined[c], bench->combined[c], !any);
        any = true;
    }
    for (size_t i = 0; any && i < answers->part_count; i++)
        bench->parts[i].counts = parts[i].counts;
    for (size_t c = 0; any && c < answers->combined_count; c++)
        bench->combined[c] = combined[c];
    return any;
}

/* Whether largest remainder can be asked for: one answer a respondent, every answer a percentage of
 * the same decimals, in one figure only, and together 100. */
static bool is_whole(const struct bench *bench)
{
    static const int64_t whole[] = {100, 1000, 10000, 100000, 1000000};
    const struct published_figure *figures = bench->figures;
    int64_t sum = 0;

    for (uint32_t i = 0; i < bench->question->count; i++) {
        bool inside = !bench->answers.of[i].combined &&
                      bench->answers.parts[bench->answers.of[i].index].in != COMPOSITION_ALONE;
        if (inside || !figures[i].has_percent ||
            figures[i].percent.decimals != figures[0].percent.decimals)
            return false;
        sum += figures[i].percent.units;
    }
    return bench->question->kind != PUBLISHED_MANY && bench->question->count > 0 &&
           sum == whole[figures[0].percent.decimals];
}

static bool fits(struct bench *bench, int64_t n, enum percent_rounding rounding)
{
    if (rounding == PERCENT_LARGEST_REMAINDER)
        return bench->is_whole && fits_largest_remainder(bench, n);
    return fits_without(bench, n, rounding, NO_FIGURE);
}

/* ---- every n ---- */

static bool fits_any(struct bench *bench, enum percent_rounding rounding)
{
    for (int64_t n = bench->question->least; n <= bench->question->most; n++)
        if (fits(bench, n, rounding))
            return true;
    return false;
}

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

/* A figure that no way of rounding gives by itself, where all figures at once were rounded. */
static void excuse_figures(struct bench *bench)
{
    for (uint32_t i = 0; i < bench->question->count; i++)
        if (bench->figures[i].alone == PUBLISHED_IMPOSSIBLE)
            bench->figures[i].alone = PUBLISHED_OTHERWISE;
}

/* The first way of rounding in which all is possible decides. */
static void judge_together(struct bench *bench, struct published_question *out)
{
    for (int r = 0; r < PERCENT_WAYS; r++)
        if (fits_any(bench, (enum percent_rounding)r)) {
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
    bool *fitting = arena_alloc(arena, (size_t)out->reach + 1);

    if (fitting == NULL)
        return STATUS_MEMORY;
    for (int64_t n = out->least; n <= out->reach; n++) {
        fitting[n] = fits(bench, n, out->rounding);
        if (n <= out->most && out->smallest == 0 && fitting[n])
            out->smallest = n;
    }
    out->fits = fitting;
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
    if (!fits(bench, question->smallest, question->rounding))
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
    bench->is_whole = is_whole(bench);
    judge_together(bench, out);
    if (out->verdict == PUBLISHED_OTHERWISE && out->rounding == PERCENT_LARGEST_REMAINDER)
        excuse_figures(bench);
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
