/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/choice.h"

#include <string.h>

#include "ingest/bbc/judge.h"
#include "ingest/bbc/list.h"
#include "ingest/bbc/near.h"

/* Values of one column, as they stand in the totals. */
typedef const char *(*value_fn)(const struct bbc_total *total);
typedef bool (*takes_fn)(const struct bbc_options *options, const char *value);

static const char *kind_of(const struct bbc_total *total)
{
    return total->kind;
}

static const char *code_of(const struct bbc_total *total)
{
    return total->code;
}

static const char *year_of(const struct bbc_total *total)
{
    return total->year;
}

static const char *status_of(const struct bbc_total *total)
{
    return total->status;
}

static const char *recent_of(const struct bbc_total *total)
{
    return total->recent;
}

static bool takes_kind(const struct bbc_options *options, const char *value)
{
    const struct profile *profile = options->profile;

    for (size_t i = 0; i < profile->kind_count; i++)
        if (!profile->kinds[i].ignored && strcmp(profile->kinds[i].value, value) == 0)
            return true;
    return false;
}

static bool takes_code(const struct bbc_options *options, const char *value)
{
    for (size_t i = 0; i < options->profile->code_count; i++)
        if (strcmp(options->profile->codes[i], value) == 0)
            return true;
    return false;
}

static bool takes_year(const struct bbc_options *options, const char *value)
{
    char year[COUNT_TEXT_BYTES];

    text_format_count_plain((int64_t)options->year, year);
    return strcmp(year, value) == 0;
}

static bool takes_status(const struct bbc_options *options, const char *value)
{
    return bbc_is_chosen(ROLE_STATUS, options->status, value);
}

static bool takes_recent(const struct bbc_options *options, const char *value)
{
    return bbc_is_chosen(ROLE_RECENT, options->status, value);
}

/* How many postings have the value of the total at index; 0: an earlier total has it too. */
static uint64_t seen(const struct bbc_result *result, size_t index, value_fn value)
{
    const char *word = value(&result->totals[index]);
    uint64_t count = 0;

    for (size_t i = 0; i < result->total_count; i++) {
        const struct bbc_total *total = &result->totals[i];
        if (strcmp(value(total), word) != 0)
            continue;
        if (i < index)
            return 0;
        count += total->accepted.count + total->rejected.count + total->skipped.count;
    }
    return count;
}

enum { LISTED = 64 }; /* totals looked at for a message: there may be thousands */

static void list_found(const struct bbc_result *result, value_fn value, struct bbc_list *list)
{
    for (size_t i = 0; i < result->total_count; i++) {
        uint64_t count = i < LISTED ? seen(result, i, value) : 0;
        if (count > 0)
            bbc_list_add(list, value(&result->totals[i]), count);
    }
}

/* Whether postings were skipped and none of the exports has a value that is taken. */
static bool takes_nothing(const struct bbc_run *run, const struct bbc_result *result,
                          value_fn value, takes_fn takes)
{
    bool skipped = false;

    for (size_t i = 0; i < result->total_count; i++) {
        if (takes(run->options, value(&result->totals[i])))
            return false;
        skipped |= result->totals[i].skipped.count > 0;
    }
    return skipped;
}

/* True: nothing was taken, and it has been said. */
static bool check_choice(struct bbc_run *run, const struct bbc_result *result,
                         enum profile_role role, value_fn value, takes_fn takes, const char *wanted)
{
    struct bbc_list found = {.length = 0};

    if (!takes_nothing(run, result, value, takes))
        return false;
    list_found(result, value, &found);
    bbc_run_report(run, FINDING_BBC_CHOICE_EMPTY, "saldo", profile_role_name(role), wanted,
                   bbc_list_text(&found));
    return true;
}

static void list_kinds(const struct profile *profile, struct bbc_list *list)
{
    for (size_t i = 0; i < profile->kind_count; i++)
        if (!profile->kinds[i].ignored)
            bbc_list_add(list, profile->kinds[i].value, 0);
}

/* Whether a kind is meant to be one of the profile, or a profile that lists what does not count
 * should have listed it. */
static bool is_wrong_kind(const struct profile *profile, const char *kind)
{
    bool closed = false;
    bool alike = false;

    if (*kind == '\0' || bbc_is_total(kind))
        return false;
    for (size_t i = 0; i < profile->kind_count; i++) {
        if (strcmp(profile->kinds[i].value, kind) == 0)
            return false;
        closed |= profile->kinds[i].ignored;
        alike |= bbc_alike(profile->kinds[i].value, kind);
    }
    return closed || alike;
}

static void check_kinds(struct bbc_run *run, const struct bbc_result *result)
{
    const struct profile *profile = run->options->profile;
    struct bbc_list wrong = {.length = 0};
    struct bbc_list wanted = {.length = 0};

    for (size_t i = 0; i < result->skip_value_count; i++) {
        const struct bbc_skip_value *value = &result->skip_values[i];
        if (value->reason == BBC_SKIP_KIND && is_wrong_kind(profile, value->value))
            bbc_list_add(&wrong, value->value, value->sum.count);
    }
    if (wrong.length == 0)
        return;
    list_kinds(profile, &wanted);
    bbc_run_report(run, FINDING_BBC_KIND, "saldo", bbc_list_text(&wrong), bbc_list_text(&wanted),
                   NULL);
}

/* A code that is nearly one that counts is named: it may be meant. */
static void check_codes(struct bbc_run *run, const struct bbc_result *result)
{
    const struct profile *profile = run->options->profile;

    for (size_t i = 0; i < result->skip_value_count; i++) {
        const struct bbc_skip_value *value = &result->skip_values[i];
        for (size_t j = 0; j < profile->code_count && value->reason == BBC_SKIP_CODE; j++) {
            struct bbc_buffer amount = {0};
            if (!bbc_near(value->value, profile->codes[j]))
                continue;
            bbc_put_money(&amount, value->sum.cents);
            bbc_put(&amount, "", 1);
            bbc_run_report(run, FINDING_BBC_CODE_NEAR, "saldo", value->value, profile->codes[j],
                           amount.lost ? "?" : amount.at);
            bbc_buffer_free(&amount);
            break;
        }
    }
}

static bool check_outside(struct bbc_run *run, const struct bbc_result *result)
{
    struct bbc_sum outside = run->skips[BBC_SKIP_OUTSIDE];
    struct bbc_buffer amount = {0};
    char count[COUNT_TEXT_BYTES];

    if (result->accepted.count > 0 || outside.count == 0)
        return false;
    text_format_count((int64_t)outside.count, count);
    bbc_put_money(&amount, outside.cents);
    bbc_put(&amount, "", 1);
    bbc_run_report(run, FINDING_BBC_OUTSIDE, "saldo", count, amount.lost ? "?" : amount.at, NULL);
    bbc_buffer_free(&amount);
    return true;
}

/* True: no amount has a measure that counts, and it has been said. */
static bool check_measures(struct bbc_run *run, const struct bbc_result *result)
{
    const struct profile_names measures = run->options->profile->measures;
    struct bbc_list wanted = {.length = 0};
    struct bbc_list found = {.length = 0};

    for (size_t i = 0; i < measures.count; i++)
        bbc_list_add(&wanted, measures.at[i], 0);
    for (size_t i = 0; i < result->skip_value_count; i++)
        if (result->skip_values[i].reason == BBC_SKIP_MEASURE)
            bbc_list_add(&found, result->skip_values[i].value, result->skip_values[i].sum.count);
    if (result->accepted.count > 0 || found.length == 0)
        return false;
    bbc_run_report(run, FINDING_BBC_CHOICE_EMPTY, "saldo", profile_role_name(ROLE_MEASURE),
                   bbc_list_text(&wanted), bbc_list_text(&found));
    return true;
}

/* The options. True: one of them took nothing. */
static bool check_options(struct bbc_run *run, const struct bbc_result *result)
{
    const struct bbc_options *options = run->options;
    bool recent = run->chosen_recent;
    char year[COUNT_TEXT_BYTES];
    bool empty = false;

    if (options->status != NULL)
        empty |= check_choice(run, result, recent ? ROLE_RECENT : ROLE_STATUS,
                              recent ? recent_of : status_of, recent ? takes_recent : takes_status,
                              recent ? "Ja" : options->status);
    text_format_count_plain((int64_t)options->year, year);
    if (options->year != 0)
        empty |= check_choice(run, result, ROLE_YEAR, year_of, takes_year, year);
    return empty;
}

void bbc_choice_check(struct bbc_run *run, const struct bbc_result *result)
{
    const struct profile *profile = run->options->profile;
    struct bbc_list kinds = {.length = 0};
    struct bbc_list codes = {.length = 0};
    bool empty = check_options(run, result);

    list_kinds(profile, &kinds);
    for (size_t i = 0; i < profile->code_count; i++)
        bbc_list_add(&codes, profile->codes[i], 0);
    if (profile->kind_count > 0 && run->kinds_said)
        empty |= check_choice(run, result, ROLE_KIND, kind_of, takes_kind, bbc_list_text(&kinds));
    empty |= check_choice(run, result, ROLE_CODE, code_of, takes_code, bbc_list_text(&codes));
    check_kinds(run, result);
    check_codes(run, result);
    empty |= check_measures(run, result);
    empty |= check_outside(run, result);
    if (result->accepted.count == 0 && !empty)
        bbc_run_report(run, FINDING_BBC_NOTHING, "saldo", NULL, NULL, NULL);
}
