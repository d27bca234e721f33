/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey/answers.h"

bool survey_intervals_of(const struct survey_table *table, uint32_t answer, int column,
                         double confidence, struct survey_intervals *out)
{
    struct proportion in = {table->counts[answer][column], table->answered[column],
                            table->population[column] == INVITED_UNKNOWN
                                ? PROPORTION_INFINITE
                                : table->population[column]};

    return stats_wilson(in, confidence, &out->wilson) == STATUS_OK &&
           stats_clopper_pearson(in, confidence, &out->exact) == STATUS_OK;
}

/* The answer of the respondent at place `rank`, counted from 0 along the scale. */
static uint32_t answer_at(const struct survey_table *table, int column, int64_t rank)
{
    uint32_t answer = 0;

    while (answer + 1 < table->question->answer_count && rank >= table->counts[answer][column])
        rank -= table->counts[answer++][column];
    return answer;
}

bool survey_median(const struct survey_table *table, int column, uint32_t out[2])
{
    int64_t count = table->answered[column];

    if (count == 0)
        return false;
    out[0] = answer_at(table, column, (count - 1) / 2);
    out[1] = answer_at(table, column, count / 2);
    return true;
}
