/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/bbc/judge.h"

#include <string.h>

#include "core/date.h"
#include "ingest/bbc/columns.h"
#include "ingest/bbc/text.h"
#include "rules/profile/dates.h"

void bbc_class_reject(struct bbc_class *class, enum profile_role role, enum finding finding)
{
    if (class->place == BBC_REJECTED) /* the first thing that is wrong */
        return;
    class->place = BBC_REJECTED;
    class->role = role;
    class->finding = finding;
}

static void skip(struct bbc_class *class, enum bbc_skip reason)
{
    if (class->place != BBC_ACCEPTED)
        return;
    class->place = BBC_SKIPPED;
    class->skip = reason;
}

bool bbc_class_date(const struct profile *profile, const char *value, struct bbc_class *class)
{
    struct date_numbers numbers;
    struct date date;

    if (!date_read(profile->dates, value, &numbers) || numbers.year < BBC_FIRST_YEAR ||
        numbers.year > BBC_LAST_YEAR ||
        date_from_civil(numbers.year, numbers.month, numbers.day, &date) != STATUS_OK)
        return false;
    class->year = (uint32_t)numbers.year;
    class->quarter = (uint32_t)(numbers.month + 2) / 3;
    return true;
}

static bool find_word(const struct profile_word *words, size_t count, const char *value,
                      uint32_t *quarter)
{
    for (size_t i = 0; i < count; i++)
        if (!words[i].ignored && strcmp(words[i].value, value) == 0) {
            if (words[i].quarter != 0)
                *quarter = words[i].quarter;
            return true;
        }
    return false;
}

static bool has_role(const struct bbc_layout *layout, const struct bbc_value_column *value,
                     enum profile_role role)
{
    return layout->column[role] >= 0 || layout->fixed[role] != NULL || value->fixed[role] != NULL;
}

static void read_time(const struct bbc_layout *layout, struct bbc_class *class,
                      const struct bbc_value_column *value)
{
    const struct profile *profile = layout->profile;
    const char *year = class->value[ROLE_YEAR];
    const char *quarter = class->value[ROLE_QUARTER];

    if (has_role(layout, value, ROLE_DATE)) {
        if (class->year == 0 && !bbc_class_date(profile, class->value[ROLE_DATE], class))
            bbc_class_reject(class, ROLE_DATE, FINDING_BBC_DATE);
        return;
    }
    if (!bbc_year_read((struct text){year, strlen(year)}, &class->year))
        bbc_class_reject(class, ROLE_YEAR, FINDING_YEAR_BAD);
    if (*quarter != '\0' &&
        !find_word(profile->quarters, profile->quarter_count, quarter, &class->quarter))
        bbc_class_reject(class, ROLE_QUARTER, FINDING_BBC_QUARTER);
}

static void read_status(const struct bbc_layout *layout, struct bbc_class *class)
{
    const struct profile *profile = layout->profile;
    const char *status = class->value[ROLE_STATUS];
    bool known = profile->status_count == 0 || *status == '\0';

    for (size_t i = 0; i < profile->status_count; i++)
        known |= strcmp(profile->statuses[i], status) == 0;
    if (!known)
        bbc_class_reject(class, ROLE_STATUS, FINDING_BBC_STATUS);
}

/* Whether --status takes it. */
static void choose_status(const struct bbc_options *options, const struct bbc_layout *layout,
                          struct bbc_class *class)
{
    enum profile_role role = bbc_chosen_role(layout, options->status);

    if (options->status != NULL && !bbc_is_chosen(role, options->status, class->value[role]))
        skip(class, BBC_SKIP_STATUS);
}

bool bbc_is_chosen(enum profile_role role, const char *status, const char *value)
{
    return strcmp(value, role == ROLE_RECENT ? "Ja" : status) == 0;
}

/* A word of a total in a column that makes the class. */
static void find_total(const struct bbc_layout *layout, struct bbc_class *class)
{
    for (uint32_t i = 0; i < layout->key_count; i++)
        if (bbc_is_total(class->value[layout->keys[i]]))
            bbc_class_reject(class, layout->keys[i], FINDING_BBC_TOTAL_ROW);
}

/* A key that the profile says every row has. A row without code or kind does not count as it is. */
static void need_keys(const struct bbc_layout *layout, struct bbc_class *class)
{
    static const enum profile_role keys[] = {ROLE_REPORT_YEAR, ROLE_STATUS, ROLE_RECENT,
                                             ROLE_QUARTER};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (layout->profile->columns[keys[i]].required && layout->column[keys[i]] >= 0 &&
            *class->value[keys[i]] == '\0')
            bbc_class_reject(class, keys[i], FINDING_BBC_EMPTY_KEY);
}

void bbc_class_judge(const struct bbc_options *options, const struct bbc_layout *layout,
                     struct bbc_class *class, const struct bbc_value_column *value)
{
    const struct profile *profile = layout->profile;
    bool counts = false;

    find_total(layout, class);
    read_time(layout, class, value);
    for (size_t i = 0; i < profile->code_count; i++)
        counts |= strcmp(profile->codes[i], class->value[ROLE_CODE]) == 0;
    if (!counts)
        skip(class, BBC_SKIP_CODE);
    if (profile->kind_count > 0 && has_role(layout, value, ROLE_KIND) &&
        !find_word(profile->kinds, profile->kind_count, class->value[ROLE_KIND], &class->quarter))
        skip(class, BBC_SKIP_KIND);
    if (has_role(layout, value, ROLE_MEASURE) && profile->measures.count > 0 &&
        !profile_has_name(profile->measures, class->value[ROLE_MEASURE]))
        skip(class, BBC_SKIP_MEASURE);
    if (class->place == BBC_ACCEPTED)
        need_keys(layout, class);
    if (has_role(layout, value, ROLE_STATUS))
        read_status(layout, class);
    choose_status(options, layout, class);
    if (options->year != 0 && options->year != class->year)
        skip(class, BBC_SKIP_YEAR);
}
